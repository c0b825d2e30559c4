//! The start page: 新建, 打开, 示例, 最近.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use crate::app::widgets::row;
use crate::form::Form;
use crate::store::{Forms, Known, Recent};
use crate::value::MEANT_YEARS;
use eframe::egui::{self, RichText, Ui, vec2};

/// What is chosen on the start page.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub forms: Forms,
    /// Which form is chosen for a new report.
    pub chosen: usize,
    /// For which year.
    pub year: i32,
}

impl Start {
    /// The forms there are, and last year: a report is written in the spring after.
    pub fn new(this_year: i32) -> Self {
        let year = (this_year - 1).clamp(*MEANT_YEARS.start(), *MEANT_YEARS.end());
        Self { forms: Forms::load(), chosen: 0, year }
    }

    /// The form that is chosen for a new report.
    pub fn chosen(&self) -> Option<&Known> {
        self.forms.iter().nth(self.chosen)
    }

    /// Shows the page.
    pub fn ui(&mut self, ui: &mut Ui, recent: &Recent, actions: &mut Vec<Action>) {
        let height = ui.available_height();
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.page(ui, height, recent, actions));
    }

    fn page(&mut self, ui: &mut Ui, height: f32, recent: &Recent, actions: &mut Vec<Action>) {
        ui.vertical_centered(|ui| {
            ui.add_space((height * 0.12).max(24.0));
            ui.label(RichText::new("绩效自评填报").font(theme::bold(theme::LARGE)).color(theme::INK));
            ui.label(RichText::new("部门整体支出绩效自评：填写、核对、打印，一个文件一个年度").color(theme::WEAK));
            ui.add_space(22.0);
            ui.allocate_ui_with_layout(vec2(660.0, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.horizontal_top(|ui| {
                    card(ui, |ui| self.fresh(ui, actions));
                    card(ui, |ui| existing(ui, recent, actions));
                });
            });
            ui.add_space(24.0);
        });
    }

    fn fresh(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        ui.label(RichText::new("新建").font(theme::bold(theme::TITLE)));
        ui.label("表样");
        let name = |form: &Form| format!("{} {}", form.place, form.title);
        let shown = self.chosen().map_or_else(String::new, |known| name(&known.form));
        let combo = egui::ComboBox::from_id_salt("form").width(280.0).selected_text(shown).truncate();
        let response = combo.show_ui(ui, |ui| {
            for (number, known) in self.forms.iter().enumerate() {
                ui.selectable_value(&mut self.chosen, number, name(&known.form));
            }
        });
        ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_label("表样"));
        row(ui, |ui| {
            ui.label("年度");
            let (first, last) = (*MEANT_YEARS.start(), *MEANT_YEARS.end());
            if ui.add_enabled(self.year > first, egui::Button::new("−")).on_hover_text("上一年").clicked() {
                self.year -= 1;
            }
            ui.label(RichText::new(format!("{}年", self.year)).font(theme::bold(theme::BODY)));
            if ui.add_enabled(self.year < last, egui::Button::new("＋")).on_hover_text("下一年").clicked() {
                self.year += 1;
            }
        });
        ui.add_space(4.0);
        let words = RichText::new("新建自评表").color(theme::PAPER);
        if ui.add_sized([280.0, 34.0], egui::Button::new(words).fill(theme::ACCENT)).clicked()
            && let Some(known) = self.chosen()
        {
            actions.push(Action::New(known.form.id.to_string(), self.year));
        }
        for fault in &self.forms.faults {
            ui.label(RichText::new(fault).size(theme::SMALL).color(theme::DOUBT));
        }
    }
}

fn existing(ui: &mut Ui, recent: &Recent, actions: &mut Vec<Action>) {
    ui.label(RichText::new("打开").font(theme::bold(theme::TITLE)));
    ui.horizontal(|ui| {
        if ui.add(egui::Button::new("打开文件…").min_size(vec2(136.0, 34.0))).clicked() {
            actions.push(Action::Do(Command::Open));
        }
        if ui.add(egui::Button::new("打开示例").min_size(vec2(136.0, 34.0))).clicked() {
            actions.push(Action::Do(Command::Sample));
        }
    });
    ui.horizontal(|ui| {
        if ui.add_sized([136.0, 34.0], egui::Button::new("从上年结转…")).clicked() {
            actions.push(Action::Do(Command::Forward));
        }
        if ui.add(egui::Button::new("导入Word、Excel或PDF…").min_size(vec2(136.0, 34.0))).clicked() {
            actions.push(Action::Do(Command::Import));
        }
    });
    ui.add_space(6.0);
    ui.label(RichText::new("最近").color(theme::WEAK));
    if recent.files.is_empty() {
        ui.weak("还没有打开过文件。可以先打开示例看一看。");
    }
    for file in &recent.files {
        let name = file.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let link = ui.add(egui::Link::new(name));
        if link.clicked() {
            actions.push(Action::Open(file.clone()));
        }
        link.on_hover_text(file.display().to_string());
        let folder = file.parent().map_or_else(String::new, |folder| folder.display().to_string());
        ui.add(egui::Label::new(RichText::new(folder).size(theme::SMALL).color(theme::WEAK)).truncate());
    }
}

fn card(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new()
        .fill(theme::PAPER)
        .stroke(egui::Stroke::new(1.0, theme::LINE))
        .corner_radius(6.0)
        .inner_margin(18.0);
    frame.show(ui, |ui| {
        ui.set_width(284.0);
        ui.set_min_height(250.0);
        ui.vertical(add);
    });
}
