//! 逐格对照: another report beside the open one, or any two beside each other, line by line: what differs, in long texts
//! word by word, which rows and projects only one of both has, which findings. What the other has can be taken into the
//! open one, line by line.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::document::files::Wanted;
use crate::app::document::opened::today;
use crate::app::document::other_report::OtherReport;
use crate::app::side::difference_line::{ContrastLines, DifferenceLayout};
use crate::app::theme;
use crate::carry::{DifferentLine, Snapshot};
use crate::desk::{Contrast, Desk};
use crate::form::CellId;
use crate::report::{Edit, Report};
use eframe::egui::{self, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// What is shown beside the open report.
#[derive(Default)]
pub(crate) struct DifferencePanel {
    /// It is shown.
    pub on: bool,
    /// 那一份
    other: Option<OtherReport>,
    /// 这一份, where it is not the open report.
    this: Option<OtherReport>,
    /// For which of both another is being chosen.
    choosing: Option<DifferenceSide>,
    contrasted: Option<Contrasted>,
}

/// Of two reports beside each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DifferenceSide {
    /// 那一份, the earlier.
    Other,
    /// 这一份, the later.
    This,
}

/// A contrast, and of what: it holds until the later report is another, or the day.
struct Contrasted {
    report: Arc<Report>,
    today: chrono::NaiveDate,
    lines: ContrastLines,
    /// How high each item was when it was last seen, at this width; 0 until then.
    heights: Vec<f32>,
    width: i32,
}

impl DifferencePanel {
    /// Lays another report beside the open one, or in the place that one was being chosen for.
    pub fn lay(&mut self, report: OtherReport) {
        self.contrasted = None;
        match self.choosing.take() {
            Some(DifferenceSide::This) => self.this = Some(report),
            Some(DifferenceSide::Other) => self.other = Some(report),
            None => (self.other, self.this) = (Some(report), None),
        }
    }

    /// Lays two others beside each other.
    pub fn lay_both(&mut self, other: OtherReport, this: OtherReport) {
        *self = Self { on: self.on, other: Some(other), this: Some(this), ..Self::default() };
    }

    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new("逐格对照").font(theme::bold(theme::BODY)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.small_button("关闭对照").clicked() {
                    actions.push(Action::Do(Command::Difference));
                }
            });
        });
        let (Some(other), None) = (&self.other, self.choosing) else { return self.choose(ui, desk, actions) };
        let this = self.this.as_ref();
        let now = this.map_or_else(|| desk.snapshot(), |this| this.snapshot.clone());
        let contrasted = contrasted(&mut self.contrasted, &now, other);
        self.choosing = sides(ui, &other.words, this.map(|this| this.words.as_str()));
        let layout = DifferenceLayout { is_open: this.is_none(), takes: this.is_none() && desk.is_writable(), current };
        head(ui, &layout, &other.words, contrasted, actions);
        ui.separator();
        contrasted.items(ui, &layout, actions);
    }

    /// What is laid there is not chosen yet, or another is to be.
    fn choose(&mut self, ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
        let side = self.choosing.unwrap_or(DifferenceSide::Other);
        ui.label(match (side, &self.other) {
            (_, None) => "选一份自评表，和现在打开的逐格对照：",
            (DifferenceSide::Other, _) => "选那一份（较早的）：",
            (DifferenceSide::This, _) => "选这一份（较晚的）：",
        });
        ui.add_space(4.0);
        let button = |ui: &mut Ui, words: &str| ui.add(egui::Button::new(words).min_size(vec2(180.0, 30.0))).clicked();
        if side == DifferenceSide::This && button(ui, "现在打开的") {
            (self.this, self.choosing, self.contrasted) = (None, None, None);
        }
        if button(ui, "各版本…") {
            actions.push(Action::Do(Command::Versions));
        }
        if desk.report().last.is_some() && button(ui, "上年的自评表") {
            let last = desk.snapshot().last_year();
            let words = last.as_ref().map(|last| format!("{}年度的自评表", last.sheet.year)).unwrap_or_default();
            let unread = || Action::Say("文件里上年的自评表读不出来，请打开上年的文件对照。".into());
            actions.push(last.map_or_else(unread, |snapshot| Action::Differ(OtherReport { words, snapshot })));
        }
        if button(ui, "选一个文件…") {
            actions.push(Action::Choose(Wanted::Beside));
        }
        if self.other.is_some() && button(ui, "不换了") {
            self.choosing = None;
        }
    }
}

/// As it stands; made anew only when the later report has changed.
fn contrasted<'c>(made: &'c mut Option<Contrasted>, now: &Snapshot, other: &OtherReport) -> &'c mut Contrasted {
    let today = today();
    let same = |made: &Contrasted| Arc::ptr_eq(&made.report, &now.report) && made.today == today;
    let made_now = made.take().filter(same).unwrap_or_else(|| {
        let lines = ContrastLines::new(Contrast::new(&other.snapshot, now, today));
        Contrasted { report: Arc::clone(&now.report), today, lines, heights: Vec::new(), width: 0 }
    });
    made.insert(made_now)
}

/// What is laid beside what; answers with the side for which another is wished.
fn sides(ui: &mut Ui, other: &str, this: Option<&str>) -> Option<DifferenceSide> {
    let this = this.unwrap_or("现在打开的");
    let both = [("那一份", other, DifferenceSide::Other), ("这一份", this, DifferenceSide::This)];
    let mut wished = None;
    for (which, words, side) in both {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = ui.small_button("换一份…");
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("换一份：{which}")));
                wished = wished.or(button.clicked().then_some(side));
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(small(format!("{which}：{words}"))).truncate());
                });
            });
        });
    }
    wished
}

fn small(words: String) -> RichText {
    RichText::new(words).size(theme::SMALL).color(theme::WEAK)
}

/// How much differs, and taking all of it.
fn head(ui: &mut Ui, layout: &DifferenceLayout, other: &str, contrasted: &Contrasted, actions: &mut Vec<Action>) {
    let difference = &contrasted.lines.contrast.difference;
    if difference.is_empty() {
        ui.label(RichText::new("两份内容相同。").color(theme::WELL));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(counted(contrasted));
        let taken = difference.takes();
        let all = difference.lines.iter().filter(|line| line.take().is_ok()).count();
        if layout.takes && taken.len() > 1 && ui.small_button("全部采用…").clicked() {
            let words = format!(
                "{}处都改成那一份（{other}）的内容，这一份多出来的行和项目会去掉。{}可以撤销。确定吗？",
                taken.len(),
                if taken.len() < all { "先后不同的不在里面，请以后再采用。" } else { "" }
            );
            actions.push(Action::Sure(words, Box::new(Action::Edit(Edit::All(taken)))));
        }
    });
    if !layout.takes {
        let why = if layout.is_open { "这一份现在不能改" } else { "这两份都不是现在打开的" };
        ui.label(small(format!("{why}，只能查看哪里不同。")));
    }
}

/// How much differs, whichever of both is the later.
fn counted(contrasted: &Contrasted) -> String {
    let Contrast { difference, came, went, .. } = &contrasted.lines.contrast;
    let cells = difference.lines.iter().filter_map(DifferentLine::cell);
    let (computed, written): (Vec<_>, Vec<_>) = cells.partition(|cell| cell.is_computed());
    let pieces = difference.lines.len() - computed.len() - written.len();
    let notes = difference.other_notes().len();
    let grounds = difference.grounds().iter().map(|note| (1, format!("{}不同", note.words)));
    let each = [
        (written.len(), format!("填写的{}格不同", written.len())),
        (computed.len(), format!("计算的{}格不同", computed.len())),
        (pieces, format!("行和项目{pieces}处不同")),
        (notes, format!("说明、定稿等{notes}处不同")),
        (came.len() + went.len(), format!("审核多{}条、少{}条", came.len(), went.len())),
    ];
    let all: Vec<String> = grounds.chain(each).filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    format!("{}。", all.join("，"))
}

impl Contrasted {
    /// Every item under the other; what is out of sight keeps its room and is not laid out.
    fn items(&mut self, ui: &mut Ui, layout: &DifferenceLayout, actions: &mut Vec<Action>) {
        let items = self.lines.items();
        let width = ui.available_width().round() as i32;
        if self.width != width || self.heights.len() != items.len() {
            (self.width, self.heights) = (width, vec![0.0; items.len()]);
        }
        ScrollArea::vertical().id_salt("difference").auto_shrink(false).show(ui, |ui| {
            for (number, item) in items.iter().enumerate() {
                let known = self.heights.get(number).copied().filter(|height| *height > 0.0);
                let place = |height| egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
                if let Some(height) = known.filter(|height| !ui.is_rect_visible(place(*height))) {
                    ui.allocate_space(vec2(1.0, height));
                    continue;
                }
                let shown = ui.push_id(number, |ui| layout.item(ui, &self.lines, item, actions)).response.rect.height();
                self.heights.iter_mut().skip(number).take(1).for_each(|height| *height = shown);
            }
        });
    }
}
