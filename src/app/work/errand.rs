//! What is done with files, on threads of their own: opening, saving, looking something up. What is done at once is done
//! in the same frame; what takes longer goes on while the clerk types, and is said above the paper.

use crate::app::App;
use crate::app::theme;
use crate::app::work::task::Task;
use eframe::egui::{Context, Frame, Margin, Panel, Spinner, Ui};
use std::time::{Duration, Instant};

/// What becomes of an errand in the window, once it is done.
pub(crate) type Done = Box<dyn FnOnce(&mut App, &Context) + Send>;

/// So long a frame waits for one: a disk that works answers in less.
pub(crate) const PATIENCE: Duration = Duration::from_millis(40);
/// One that takes longer than this is spoken of.
const SPOKEN: Duration = Duration::from_millis(400);

/// An errand that is on its way.
pub(crate) struct Errand {
    /// What it does, to be said.
    words: String,
    since: Instant,
    /// Nobody has to wait for it: it can be let go of.
    idle: bool,
    task: Option<Task<Done>>,
}

impl App {
    /// Does something with files. `words` say what, and whether it can be let go of.
    pub(crate) fn errand(
        &mut self,
        ctx: &Context,
        (words, idle): (&str, bool),
        work: impl FnOnce() -> Done + Send + 'static,
    ) {
        let mut task = Some(Task::start(ctx, move |_| Ok(work())));
        if let Some(answer) = Task::finished_within(&mut task, self.patience) {
            self.errand_done(ctx, answer);
        } else {
            self.errands.push(Errand { words: words.into(), since: Instant::now(), idle, task });
            ctx.request_repaint_after(SPOKEN);
        }
    }

    /// Those that are done.
    pub(crate) fn poll_errands(&mut self, ctx: &Context) {
        let mut done = Vec::new();
        self.errands.retain_mut(|errand| {
            done.extend(Task::finished(&mut errand.task));
            errand.task.is_some()
        });
        for answer in done {
            self.errand_done(ctx, answer);
        }
    }

    fn errand_done(&mut self, ctx: &Context, answer: Result<Done, String>) {
        match answer {
            Ok(done) => done(self, ctx),
            Err(sentence) => self.say(sentence),
        }
    }

    /// What takes long, in a line each.
    pub(crate) fn errands_ui(&mut self, ui: &mut Ui) {
        let long = |errand: &Errand| errand.since.elapsed() >= SPOKEN;
        if !self.errands.iter().any(long) {
            return;
        }
        let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(10, 4));
        Panel::top("errands").frame(frame).show(ui, |ui| {
            self.errands.retain(|errand| {
                let mut stays = true;
                if long(errand) {
                    ui.horizontal(|ui| {
                        ui.add(Spinner::new().size(theme::BODY));
                        ui.label(format!("{}，还没有完成，可能是网络盘或U盘很慢。可以接着填写。", errand.words));
                        stays = !(errand.idle && ui.button("不等了").clicked());
                    });
                }
                stays
            });
        });
    }
}
