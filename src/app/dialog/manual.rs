//! 使用说明: a chapter a page, opened at the one of where the clerk is; and looked through for words.

use crate::app::command::listed_keys;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::TextBox;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, RichText, Ui};

/// The text of it: lines, and headings that begin with a #.
const MANUAL: &str = include_str!("../../../assets/manual.txt");
/// The chapter that is made from the table of commands.
const KEYS: &str = "按键";

/// 使用说明
pub(crate) struct Manual {
    chapters: Vec<Chapter>,
    /// Which is shown while nothing is looked for.
    shown: usize,
    sought: TextBox,
}

/// One chapter: its heading and its lines.
struct Chapter {
    heading: &'static str,
    lines: Vec<String>,
}

impl Manual {
    /// Opened at the chapter of that heading.
    pub fn at(heading: &str) -> Self {
        let mut chapters: Vec<Chapter> = Vec::new();
        for line in MANUAL.lines() {
            match (line.strip_prefix("# "), chapters.last_mut()) {
                (Some(heading), _) => chapters.push(Chapter { heading, lines: Vec::new() }),
                (None, Some(chapter)) if !line.is_empty() => chapter.lines.push(line.into()),
                _ => {}
            }
        }
        let keys = listed_keys().into_iter().map(|(keys, words)| format!("{keys}：{words}")).collect();
        chapters.push(Chapter { heading: KEYS, lines: keys });
        let shown = chapters.iter().position(|chapter| chapter.heading == heading).unwrap_or_default();
        Self { chapters, shown, sought: TextBox::new("查找", 1, "查找：写几个字") }
    }

    /// What is found, under the heading of its chapter.
    fn found_ui(&self, ui: &mut Ui, sought: &str) {
        let mut nothing = true;
        for chapter in &self.chapters {
            let mut lines = chapter.lines.iter().filter(|line| line.contains(sought)).peekable();
            if lines.peek().is_none() {
                continue;
            }
            nothing = false;
            heading_ui(ui, chapter.heading);
            lines.for_each(|line| line_ui(ui, line, sought));
        }
        if nothing {
            ui.label(format!("使用说明里没有“{sought}”，请换一个词。"));
        }
    }
}

impl Modal for Manual {
    fn title(&self) -> &'static str {
        "使用说明"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn head(&mut self, ui: &mut Ui) {
        self.sought.ui(ui);
        ui.horizontal_wrapped(|ui| {
            for (number, chapter) in self.chapters.iter().enumerate() {
                let shown = self.sought.text().is_empty() && number == self.shown;
                if ui.selectable_label(shown, chapter.heading).clicked() {
                    self.shown = number;
                    self.sought.put("");
                }
            }
        });
        ui.separator();
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        let sought = self.sought.text();
        if !sought.is_empty() {
            self.found_ui(ui, sought);
        } else if let Some(chapter) = self.chapters.get(self.shown) {
            heading_ui(ui, chapter.heading);
            chapter.lines.iter().for_each(|line| line_ui(ui, line, ""));
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if foot.way_out("关闭") { Answer::Away } else { Answer::Stay }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.sought)
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Stay)
    }
}

fn heading_ui(ui: &mut Ui, heading: &str) {
    ui.add_space(4.0);
    ui.label(RichText::new(heading).font(theme::bold(theme::TITLE)));
}

/// A line, with what is looked for set off in it.
fn line_ui(ui: &mut Ui, line: &str, sought: &str) {
    let format = |background: Color32| TextFormat {
        font_id: theme::plain(theme::BODY),
        color: theme::INK,
        background,
        line_height: Some(theme::LINE_HEIGHT),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(sought).filter(|_| !sought.is_empty()) {
        job.append(before, 0.0, format(Color32::TRANSPARENT));
        job.append(sought, 0.0, format(theme::SELECTED));
        rest = after;
    }
    job.append(rest, 0.0, format(Color32::TRANSPARENT));
    ui.label(job);
}
