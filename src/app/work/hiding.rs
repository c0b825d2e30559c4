//! 公开版 in a dialog: whether it is wished for, and what it hides, each with its sentence, ticked before anything is
//! written.

use crate::app::theme;
use crate::app::widgets::{row, sentence};
use crate::app::work::task::Task;
use crate::form::{CellId, Form};
use crate::report::{Personal, PersonalKind, Report, WrittenText, personal};
use crate::sheet::Sheet;
use eframe::egui::{Align, Label, RichText, ScrollArea, Ui};
use std::sync::Arc;

/// The list is so high at most.
const HEIGHT: f32 = 150.0;

/// Whether a public copy is wished for, and what it then hides.
#[derive(Default)]
pub(crate) struct PublicChoice {
    pub on: bool,
    /// What it hides, once it was looked for.
    hiding: Option<Hiding>,
    looking: Option<Task<Hiding>>,
    /// It is to be brought where it is seen.
    fresh: bool,
}

impl PublicChoice {
    /// The box to tick, and what is hidden of this report.
    pub fn ui(&mut self, ui: &mut Ui, words: &str, (form, report, sheet): (&Arc<Form>, &Arc<Report>, &Arc<Sheet>)) {
        self.fresh |= ui.checkbox(&mut self.on, words).changed();
        if !self.on {
            return;
        }
        let list = ui.indent("hiding", |ui| match &mut self.hiding {
            Some(hiding) => hiding.ui(ui),
            None => {
                ui.weak("正在查找个人信息…");
            }
        });
        // In a low window too what is hidden is seen before it is.
        if std::mem::take(&mut self.fresh) {
            list.response.scroll_to_me(Some(Align::Max));
        }
        if self.hiding.is_none() && self.looking.is_none() {
            let (form, report, sheet) = (Arc::clone(form), Arc::clone(report), Arc::clone(sheet));
            self.looking = Some(Task::start(ui.ctx(), move |_| Ok(Hiding::new(&form, &report, &sheet))));
        }
    }

    /// What was looked for was found; or why not, once: then nothing is made public.
    pub fn work(&mut self) -> Option<String> {
        match Task::finished(&mut self.looking)? {
            Ok(hiding) => {
                (self.hiding, self.fresh) = (Some(hiding), true);
                None
            }
            Err(sentence) => {
                self.on = false;
                Some(sentence)
            }
        }
    }

    /// What is hidden has been seen, where anything is to be.
    pub fn is_seen(&self) -> bool {
        !self.on || self.hiding.is_some()
    }

    /// What looks personal and is to stay.
    pub fn kept(&self) -> Vec<Personal> {
        self.hiding.as_ref().map(Hiding::kept).unwrap_or_default()
    }
}

/// What was found in a report.
struct Hiding {
    /// What the form marks, in words: always hidden.
    always: Vec<String>,
    found: Vec<FoundPlace>,
}

/// What looks personal.
struct FoundPlace {
    place: Personal,
    /// Where it stands, and its sentence.
    words: String,
    hide: bool,
}

impl Hiding {
    pub fn new(form: &Form, report: &Report, sheet: &Sheet) -> Self {
        let words = |at: &CellId| sheet.words(form, at);
        let mut hiding = Self { always: Vec::new(), found: Vec::new() };
        for place in personal(form, report) {
            let stands = match &place.at {
                WrittenText::Cell(at) => words(at),
                WrittenText::Explanation(finding) => {
                    let at = finding.split_once('@').and_then(|(_, at)| CellId::parse(at));
                    format!("说明原因·{}", at.map_or_else(String::new, |at| words(&at)))
                }
            };
            if place.kind == PersonalKind::Cell {
                hiding.always.push(format!("“{stands}”"));
            } else {
                let words = format!("{stands}：{}", place.sentence(report));
                hiding.found.push(FoundPlace { place, words, hide: true });
            }
        }
        hiding
    }

    /// What looks personal and is to stay.
    pub fn kept(&self) -> Vec<Personal> {
        self.found.iter().filter(|found| !found.hide).map(|found| found.place.clone()).collect()
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        if !self.always.is_empty() {
            sentence(ui, RichText::new(format!("{}总是隐去。", self.always.join("、"))).weak());
        }
        if self.found.is_empty() {
            sentence(ui, RichText::new("别处没有找到像个人信息的内容。").weak());
            return;
        }
        row(ui, |ui| {
            sentence(ui, format!("另有{}处像个人信息，勾选的隐去，不勾的照原样：", self.found.len()));
            for (words, hide) in [("全勾", true), ("全不勾", false)] {
                if ui.small_button(words).clicked() {
                    self.found.iter_mut().for_each(|found| found.hide = hide);
                }
            }
        });
        let spacing = ui.spacing().item_spacing.y;
        let height = ui.spacing().interact_size.y.max(theme::BODY * 1.5) + spacing + theme::SMALL * 1.5;
        let list = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
        list.show_rows(ui, height, self.found.len(), |ui, rows| {
            for found in self.found.iter_mut().skip(rows.start).take(rows.len()) {
                found.ui(ui, height);
            }
        });
    }
}

impl FoundPlace {
    fn ui(&mut self, ui: &mut Ui, height: f32) {
        let width = ui.available_width();
        ui.allocate_ui([width, height].into(), |ui| {
            ui.set_min_height(height);
            let text = self.place.text.replace('\n', " ");
            ui.checkbox(&mut self.hide, format!("{} {text}", self.place.kind.word()));
            let words = RichText::new(&self.words).size(theme::SMALL).weak();
            ui.horizontal(|ui| {
                ui.add_space(ui.spacing().icon_width + ui.spacing().icon_spacing);
                ui.add(Label::new(words).truncate()).on_hover_text(&self.words);
            });
        });
    }
}
