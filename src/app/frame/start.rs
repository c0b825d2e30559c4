//! The start page: 新建, 打开, 示例, 最近.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::frame::recent_list::RecentList;
use crate::app::theme;
use crate::app::widgets::{main_button, rows};
use crate::form::Form;
use crate::store::{Forms, Known, Recent};
use crate::value::MEANT_YEARS;
use chrono::NaiveDateTime;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

/// What is chosen on the start page.
pub(crate) struct Start {
    pub forms: Forms,
    /// Which form is chosen for a new report.
    pub chosen: usize,
    /// For which year.
    pub year: i32,
    list: RecentList,
}

impl Start {
    /// The forms there are, and last year: a report is written in the spring after.
    pub fn new(this_year: i32) -> Self {
        let year = (this_year - 1).clamp(*MEANT_YEARS.start(), *MEANT_YEARS.end());
        Self { forms: Forms::load(), chosen: 0, year, list: RecentList::default() }
    }

    /// The form that is chosen for a new report.
    pub fn chosen(&self) -> Option<&Known> {
        self.forms.iter().nth(self.chosen)
    }

    /// The report is on show, not the page: when it comes back its files are looked at anew.
    pub fn rest(&mut self) {
        self.list.rest();
    }

    /// Shows the page.
    pub fn ui(&mut self, ui: &mut Ui, recent: &Recent, now: NaiveDateTime, actions: &mut Vec<Action>) {
        theme::bars(ui);
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(if theme::is_low(ui.ctx()) { 10.0 } else { 28.0 });
                ui.label(RichText::new("绩效自评填报").font(theme::bold(theme::LARGE)).color(theme::INK));
                ui.label(RichText::new("部门整体支出绩效自评：填写、核对、打印，一个文件一个年度").color(theme::WEAK));
                ui.add_space(14.0);
                let room = ui.available_width().min(MOST);
                let columns = if room < TWO { 1 } else { 2 };
                ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.columns(columns, |columns| {
                        if let Some(ui) = columns.first_mut() {
                            card(ui, "新建", |ui| self.fresh(ui, actions));
                        }
                        if let Some(ui) = columns.last_mut() {
                            card(ui, "打开", |ui| existing(ui, actions));
                            ui.add_space(4.0);
                            card(ui, "最近", |ui| self.list.ui(ui, recent, now, actions));
                        }
                    });
                });
                ui.add_space(16.0);
            });
        });
    }

    fn fresh(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        for (number, known) in self.forms.iter().enumerate() {
            form_ui(ui, &known.form, number, &mut self.chosen);
        }
        ui.add_space(4.0);
        rows(ui, |ui| {
            ui.label("年度");
            let (first, last) = (*MEANT_YEARS.start(), *MEANT_YEARS.end());
            if ui.add_enabled(self.year > first, egui::Button::new("−")).on_hover_text("上一年").clicked() {
                self.year -= 1;
            }
            ui.label(RichText::new(format!("{}年", self.year)).font(theme::bold(theme::BODY)));
            if ui.add_enabled(self.year < last, egui::Button::new("＋")).on_hover_text("下一年").clicked() {
                self.year += 1;
            }
            if main_button(ui, "新建自评表").clicked()
                && let Some(known) = self.chosen()
            {
                actions.push(Action::New(known.form.id.to_string(), self.year));
            }
        });
        for fault in &self.forms.faults {
            ui.label(RichText::new(fault).size(theme::SMALL).color(theme::DOUBT));
        }
    }
}

/// Two cards side by side are no wider together, and one below the other where there is less than this.
const MOST: f32 = 1080.0;
const TWO: f32 = 760.0;

/// A form to choose: where it is from, and its title, whole.
fn form_ui(ui: &mut Ui, form: &Form, number: usize, chosen: &mut usize) {
    let is_chosen = *chosen == number;
    let font = |bold: bool| if bold { theme::bold(theme::BODY) } else { theme::plain(theme::BODY) };
    let mut words = LayoutJob::default();
    let format = |bold, color| TextFormat { font_id: font(bold), color, ..TextFormat::default() };
    words.append(&form.place, 0.0, format(is_chosen, theme::ACCENT));
    words.append(&form.title, theme::PAD.x, format(is_chosen, theme::INK));
    let response = ui.radio(is_chosen, words);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("{} {}", form.place, form.title)));
    if response.clicked() {
        *chosen = number;
    }
}

fn existing(ui: &mut Ui, actions: &mut Vec<Action>) {
    let mut command = |ui: &mut Ui, command: Command, words: &str| {
        if ui.add(egui::Button::new(words).min_size(vec2(120.0, 32.0))).clicked() {
            actions.push(Action::Do(command));
        }
    };
    ui.horizontal_wrapped(|ui| {
        command(ui, Command::Open, "打开文件…");
        command(ui, Command::Forward, "从上年结转…");
        command(ui, Command::Import, "导入Word、Excel或PDF…");
        command(ui, Command::Sample, "打开示例");
    });
    ui.label(RichText::new("也可以把文件拖到窗口里的任何地方。").size(theme::SMALL).color(theme::WEAK));
}

/// A card as wide as there is room.
fn card(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new()
        .fill(theme::PAPER)
        .stroke(egui::Stroke::new(1.0, theme::LINE))
        .corner_radius(6.0)
        .inner_margin(16.0);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical(|ui| {
            ui.label(RichText::new(title).font(theme::bold(theme::TITLE)));
            add(ui);
        });
    });
}
