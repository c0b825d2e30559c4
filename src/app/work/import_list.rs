//! The cells of an import one by one, each with its tick: what wants to be looked at first.

use crate::app::theme;
use crate::app::widgets::{sentence, set_within, tick};
use crate::app::work::import_page::{DocumentReview, ImportFace, ImportStop};
use crate::intake::{Homeless, Place, Placed, PrintedAmount};
use crate::value::{Text, shortened};
use eframe::egui::{self, Color32, Label, RichText, ScrollArea, Ui, vec2};

/// Longer texts have a line of their own.
const SHORT: usize = 16;

impl DocumentReview {
    /// What was chosen, in words, with its tick: always as high, so that nothing below it moves.
    pub(super) fn told(&mut self, ui: &mut Ui) {
        let height = theme::LINE_HEIGHT * if theme::is_low(ui.ctx()) { 2.3 } else { 3.4 };
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            egui::Layout::top_down(egui::Align::Min),
            |ui| {
                ui.set_min_height(height);
                let scroll = ScrollArea::vertical().id_salt("told").auto_shrink(false);
                scroll.show(ui, |ui| match self.current {
                    None if self.stops().is_empty() => {
                        ui.weak("没有要特别看的，单击原件或表里的一格，另一边就是它的来处或去处。");
                    }
                    None => {
                        ui.weak("按F4逐个看有疑问的和没有找到位置的；单击一格，另一边就是它的来处或去处。");
                    }
                    Some(ImportStop::Placed(n)) => self.cell(ui, n),
                    Some(ImportStop::Homeless(n)) => {
                        if let Some(homeless) = self.plan.homeless.get(n) {
                            homeless_ui(ui, std::slice::from_ref(&homeless));
                        }
                    }
                });
            },
        );
    }

    /// A cell with its tick, and what is to be known of it.
    fn cell(&mut self, ui: &mut Ui, n: usize) {
        let (Some(placed), Some(words), Some(wished)) =
            (self.plan.placed.get(n), self.words.get(n), self.wished.get_mut(n))
        else {
            return;
        };
        let current = self.current == Some(ImportStop::Placed(n));
        let title = RichText::new(words).size(theme::SMALL).color(if current { theme::ACCENT } else { theme::INK });
        let short = placed.text.chars().count() <= SHORT;
        let response = ui.horizontal_wrapped(|ui| {
            let response = tick(ui, wished, title);
            if short {
                let text = RichText::new(placed.text.as_str()).color(theme::FIGURE);
                ui.add(Label::new(set_within(ui, text, ui.max_rect().width())));
            }
            response
        });
        let (response, row) = (response.inner, response.response);
        if row.contains_pointer() {
            self.over = Some(ImportStop::Placed(n));
        }
        if response.changed() {
            (self.current, self.follow.0) = (Some(ImportStop::Placed(n)), true);
        }
        if current && self.face == ImportFace::List && std::mem::take(&mut self.follow.1) {
            response.scroll_to_me(Some(egui::Align::Center));
        }
        let there = self.there.get(n).filter(|text| !text.is_empty());
        if short && placed.doubts.is_empty() && there.is_none() && placed.printed.is_none() {
            return;
        }
        ui.indent(n, |ui| beside(ui, placed, there, short));
    }

    /// Every cell with its tick: what wants to be looked at first, then the others by where they stand.
    pub(super) fn list(&mut self, ui: &mut Ui) {
        for remark in self.remarks_in_turn().1 {
            sentence(ui, RichText::new(remark).size(theme::SMALL).color(theme::DOUBT));
        }
        let numbers = 0..self.plan.placed.len();
        let waits = |n: &usize| self.plan.placed.get(*n).is_some_and(Placed::waits);
        let (doubtful, others): (Vec<usize>, Vec<usize>) = numbers.partition(waits);
        self.group(ui, "有疑问或换算过的", &doubtful);
        let homeless: Vec<&Homeless> = self.plan.homeless.iter().collect();
        for same in homeless.chunk_by(|one, other| one.why == other.why) {
            homeless_ui(ui, same);
        }
        let block = |n: &usize| self.plan.placed.get(*n).map(|placed| placed.from.block);
        let groups: Vec<(String, Vec<usize>)> = others
            .chunk_by(|one, other| block(one) == block(other))
            .map(|group| {
                let name = group.first().and_then(block).map_or_else(String::new, |block| self.name_of(block));
                (name, group.to_vec())
            })
            .collect();
        for (name, group) in groups {
            self.group(ui, &name, &group);
        }
    }

    /// What a block of the document is called: 第3个表：附件3.
    fn name_of(&self, block: usize) -> String {
        let words = Place { block, spot: None }.words(&self.document);
        let found = self.plan.tables.iter().filter(|found| found.block == block && !found.part.is_empty());
        match found.map(|found| found.part.as_str()).collect::<Vec<_>>().join("、").as_str() {
            "" => words,
            parts => format!("{words}：{parts}"),
        }
    }

    /// Cells under one tick.
    fn group(&mut self, ui: &mut Ui, name: &str, group: &[usize]) {
        if group.is_empty() {
            return;
        }
        let mut all = group.iter().all(|n| self.wished.get(*n).copied().unwrap_or_default());
        ui.add_space(6.0);
        if tick(ui, &mut all, format!("{name}，{}格都放入", group.len())).changed() {
            for n in group {
                self.wished.iter_mut().skip(*n).take(1).for_each(|wished| *wished = all);
            }
        }
        ui.indent(("group", group.first()), |ui| {
            for n in group {
                self.cell(ui, *n);
            }
        });
    }
}

/// What found no place, for one reason.
fn homeless_ui(ui: &mut Ui, same: &[&Homeless]) {
    for homeless in same {
        sentence(ui, RichText::new(format!("没有找到位置：{}", homeless.text)).color(theme::WRONG));
    }
    let why = same.first().map_or("", |homeless| homeless.why.as_str());
    sentence(ui, RichText::new(why).size(theme::SMALL).color(theme::WEAK));
}

/// What is to be known of a cell besides its text; that too, unless it is short.
fn beside(ui: &mut Ui, placed: &Placed, there: Option<&Text>, short: bool) {
    let small = |ui: &mut Ui, words: &str, color: Color32| {
        sentence(ui, RichText::new(words).size(theme::SMALL).color(color));
    };
    if let Some(there) = there {
        small(ui, &format!("自评表里已有“{}”。", shortened(there, SHORT)), theme::DOUBT);
    }
    if !short {
        ui.add(Label::new(RichText::new(placed.text.as_str()).color(theme::FIGURE)).truncate());
    }
    // The one that is asked about for its table says it itself.
    let printed = placed.printed.as_ref().map(PrintedAmount::words);
    if let Some(words) = printed.filter(|words| placed.doubts.iter().all(|doubt| !doubt.contains(words.as_str()))) {
        small(ui, &format!("文件里写的是“{words}”，换算以后放入。"), theme::WEAK);
    }
    for doubt in &placed.doubts {
        small(ui, doubt, theme::DOUBT);
    }
}
