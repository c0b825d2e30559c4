//! 逐格对照: another report beside this one, line by line: what differs, in long texts word by word, which rows and
//! projects only one of both has, which findings. What the other has can be taken, line by line.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::document::files::Wanted;
use crate::app::document::opened::today;
use crate::app::document::other_report::OtherReport;
use crate::app::side::difference_line::{ContrastLines, DifferenceLayout};
use crate::app::theme;
use crate::carry::DifferentLine;
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
    other: Option<OtherReport>,
    contrasted: Option<Contrasted>,
}

/// A contrast, and of what: it holds until the open report is another, or the day.
struct Contrasted {
    report: Arc<Report>,
    today: chrono::NaiveDate,
    lines: ContrastLines,
    /// How high each item was when it was last seen, at this width; 0 until then.
    heights: Vec<f32>,
    width: i32,
}

impl DifferencePanel {
    /// Lays another report beside.
    pub fn lay(&mut self, other: OtherReport) {
        (self.other, self.contrasted) = (Some(other), None);
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
                if self.other.is_some() && ui.small_button("换一份…").clicked() {
                    (self.other, self.contrasted) = (None, None);
                }
            });
        });
        let Some(other) = &self.other else { return choose(ui, desk, actions) };
        let contrasted = contrasted(&mut self.contrasted, desk, other);
        head(ui, desk, &other.words, contrasted, actions);
        ui.separator();
        contrasted.items(ui, &DifferenceLayout { desk, current }, actions);
    }
}

/// As it stands; made anew only when the open report has changed.
fn contrasted<'c>(made: &'c mut Option<Contrasted>, desk: &Desk, other: &OtherReport) -> &'c mut Contrasted {
    let today = today();
    let same = |made: &Contrasted| Arc::ptr_eq(&made.report, desk.report()) && made.today == today;
    let made_now = made.take().filter(same).unwrap_or_else(|| {
        let lines = ContrastLines::new(Contrast::new(&other.snapshot, &desk.snapshot(), today));
        Contrasted { report: Arc::clone(desk.report()), today, lines, heights: Vec::new(), width: 0 }
    });
    made.insert(made_now)
}

/// Nothing is laid beside yet.
fn choose(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    ui.label("选一份自评表，和现在打开的逐格对照：");
    ui.add_space(4.0);
    let wide = vec2(180.0, 30.0);
    if ui.add(egui::Button::new("各版本…").min_size(wide)).clicked() {
        actions.push(Action::Do(Command::Versions));
    }
    if desk.report().last.is_some() && ui.add(egui::Button::new("上年的自评表").min_size(wide)).clicked() {
        let last = desk.snapshot().last_year();
        let words = last.as_ref().map(|last| format!("{}年度的自评表", last.sheet.year)).unwrap_or_default();
        let unread = || Action::Say("文件里上年的自评表读不出来，请打开上年的文件对照。".into());
        actions.push(last.map_or_else(unread, |snapshot| Action::Differ(OtherReport { words, snapshot })));
    }
    if ui.add(egui::Button::new("选一个文件…").min_size(wide)).clicked() {
        actions.push(Action::Choose(Wanted::Beside));
    }
}

/// What is laid beside what, how much differs, and taking all of it.
fn head(ui: &mut Ui, desk: &Desk, other: &str, contrasted: &Contrasted, actions: &mut Vec<Action>) {
    let small = |words: String| RichText::new(words).size(theme::SMALL).color(theme::WEAK);
    ui.label(small(format!("那一份：{other}；这一份：现在打开的")));
    let difference = &contrasted.lines.contrast.difference;
    if difference.is_empty() {
        ui.label(RichText::new("两份内容相同。").color(theme::WELL));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(counted(contrasted));
        let taken: Vec<Edit> = difference.lines.iter().filter_map(|line| line.take().as_ref().ok().cloned()).collect();
        if desk.is_writable() && taken.len() > 1 && ui.small_button("全部采用…").clicked() {
            let words = format!(
                "{}处都改成那一份（{other}）的内容，这一份多出来的行和项目会去掉。可以撤销。确定吗？",
                taken.len()
            );
            actions.push(Action::Sure(words, Box::new(Action::Edit(Edit::All(taken)))));
        }
    });
    if !desk.is_writable() {
        ui.label(small("这一份现在不能改，只能查看哪里不同。".into()));
    }
}

/// How much differs, whichever of both is the later.
fn counted(contrasted: &Contrasted) -> String {
    let Contrast { difference, came, went, .. } = &contrasted.lines.contrast;
    let cells = difference.lines.iter().filter_map(DifferentLine::cell);
    let (computed, written): (Vec<_>, Vec<_>) = cells.partition(|cell| cell.is_computed());
    let pieces = difference.lines.len() - computed.len() - written.len();
    let each = [
        (written.len(), format!("填写的{}格不同", written.len())),
        (computed.len(), format!("计算的{}格不同", computed.len())),
        (pieces, format!("行和项目{pieces}处不同")),
        (difference.notes.len(), format!("说明、定稿等{}处不同", difference.notes.len())),
        (came.len() + went.len(), format!("审核多{}条、少{}条", came.len(), went.len())),
    ];
    let all: Vec<String> = each.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    format!("{}。", all.join("，"))
}

impl Contrasted {
    /// Every item under the other; what is out of sight keeps its room and is not laid out.
    fn items(&mut self, ui: &mut Ui, layout: &DifferenceLayout<'_>, actions: &mut Vec<Action>) {
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
