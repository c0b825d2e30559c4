//! 更新年度: the places where carried texts still speak of last year, each to be ticked or left as it is.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::carry::{StaleMention, StaleYear, stale_years};
use crate::desk::Desk;
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::{Align, Layout, RichText, Ui};
use std::collections::HashMap;

/// What is offered, and what of it is wished for.
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
            let ticks = vec![true; stale.mentions.len()];
            (stale, words, ticks)
        };
        let texts: Vec<_> = stale.into_iter().map(with_words).collect();
        (!texts.is_empty()).then_some(Self { texts })
    }

    fn ticks(&self) -> impl Iterator<Item = &bool> {
        self.texts.iter().flat_map(|(_, _, ticks)| ticks)
    }

    fn wished(&self) -> usize {
        self.ticks().filter(|tick| **tick).count()
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

impl Modal for Years {
    fn title(&self) -> &'static str {
        "更新结转文字里的年度"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn head(&mut self, ui: &mut Ui) {
        sentence(ui, "这些是从上年带来、还没有核实的文字，里面还写着旧的年度。勾选的往后改，没有勾选的不动。");
        let count = self.ticks().count();
        let mut all = self.wished() == count;
        if ui.checkbox(&mut all, format!("全部{count}处")).changed() {
            self.texts.iter_mut().flat_map(|(_, _, ticks)| ticks).for_each(|tick| *tick = all);
        }
        ui.separator();
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        for (stale, words, ticks) in &mut self.texts {
            ui.label(RichText::new(words.as_str()).color(theme::ACCENT));
            for (mention, tick) in stale.mentions.iter().zip(ticks) {
                mention_ui(ui, words, mention, tick);
            }
            ui.add_space(4.0);
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        foot.note("改了仍是待核实，可以撤销。", theme::WEAK);
        let wished = self.wished();
        let change = foot.main_if(wished > 0, format!("改{wished}处"), "先在上面勾选。");
        let away = foot.way_out("取消");
        match (change, away) {
            (true, _) => Answer::Then(Action::Edit(self.edit())),
            (_, true) => Answer::Away,
            _ => Answer::Stay,
        }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}

/// One mention: as it stands, and as it would stand.
fn mention_ui(ui: &mut Ui, words: &str, mention: &StaleMention, tick: &mut bool) {
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        let response = ui.checkbox(tick, "");
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("{words}：{}", mention.before)));
        let after = if *tick { theme::INK } else { theme::WEAK };
        ui.vertical(|ui| {
            sentence(ui, RichText::new(format!("现在：{}", mention.before)).color(theme::WEAK));
            sentence(ui, RichText::new(format!("改成：{}", mention.after)).color(after));
        });
    });
}
