//! 更新年度: the places where carried texts still speak of last year, each to be ticked or left as it is.

use crate::app::action::Action;
use crate::app::dialog::Came;
use crate::app::theme;
use crate::app::widgets::{main_button, other_button};
use crate::carry::{StaleSpot, StaleYear, stale_years};
use crate::desk::Desk;
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Ui};
use std::collections::HashMap;

/// What is offered, and what of it is wished for.
#[derive(Clone, Debug)]
pub(crate) struct Years {
    /// Each text with its place in words, and a tick for each mention.
    texts: Vec<(StaleYear, String, Vec<bool>)>,
}

impl Years {
    /// Where years can be moved on; none where none can.
    pub fn of(desk: &Desk) -> Option<Self> {
        let order: HashMap<&CellId, usize> = desk.sheet().cells().map(|cell| &cell.at).zip(0..).collect();
        let mut stale = stale_years(desk.report());
        stale.sort_by_key(|stale| order.get(&stale.at).copied());
        let with_words = |stale: StaleYear| {
            let words = desk.sheet().words(desk.form(), &stale.at);
            let ticks = vec![true; stale.spots.len()];
            (stale, words, ticks)
        };
        let texts: Vec<_> = stale.into_iter().map(with_words).collect();
        (!texts.is_empty()).then_some(Self { texts })
    }

    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui) -> Came {
        ui.label(RichText::new("更新结转文字里的年度").font(theme::bold(theme::BODY)));
        ui.label("这些是从上年带来、还没有核实的文字，里面还写着旧的年度。勾选的往后改，没有勾选的不动。");
        let ticks = || self.texts.iter().flat_map(|(_, _, ticks)| ticks);
        let (wished, count) = (ticks().filter(|tick| **tick).count(), ticks().count());
        let mut all = wished == count;
        if ui.checkbox(&mut all, format!("全部{count}处")).changed() {
            self.texts.iter_mut().flat_map(|(_, _, ticks)| ticks).for_each(|tick| *tick = all);
        }
        ui.separator();
        let room = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 380.0);
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            for (stale, words, ticks) in &mut self.texts {
                ui.label(RichText::new(words.as_str()).color(theme::ACCENT));
                for (spot, tick) in stale.spots.iter().zip(ticks) {
                    mention(ui, words, spot, tick);
                }
                ui.add_space(4.0);
            }
        });
        ui.separator();
        ui.label(RichText::new("改了仍是待核实，可以撤销。").size(theme::SMALL).color(theme::WEAK));
        self.buttons(ui, wished)
    }

    fn buttons(&self, ui: &mut Ui, wished: usize) -> Came {
        let mut came = Came::Nothing;
        ui.horizontal(|ui| {
            if ui.add_enabled_ui(wished > 0, |ui| main_button(ui, &format!("改{wished}处"))).inner {
                came = Came::Action(Box::new(Action::Edit(self.edit())));
            }
            if other_button(ui, "取消") {
                came = Came::Away;
            }
        });
        came
    }

    /// All that is ticked, as one step.
    fn edit(&self) -> Edit {
        let wished = self.texts.iter().filter(|(_, _, ticks)| ticks.contains(&true));
        let edit = |(stale, _, ticks): &(StaleYear, String, Vec<bool>)| {
            stale.edit_of(|n| ticks.get(n).copied().unwrap_or_default())
        };
        Edit::All(wished.map(edit).collect())
    }
}

/// One mention: as it stands, and as it would stand.
fn mention(ui: &mut Ui, words: &str, spot: &StaleSpot, tick: &mut bool) {
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        let response = ui.checkbox(tick, "");
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("{words}：{}", spot.before)));
        let after = if *tick { theme::INK } else { theme::WEAK };
        ui.vertical(|ui| {
            ui.add(Label::new(RichText::new(format!("现在：{}", spot.before)).color(theme::WEAK)).wrap());
            ui.add(Label::new(RichText::new(format!("改成：{}", spot.after)).color(after)).wrap());
        });
    });
}
