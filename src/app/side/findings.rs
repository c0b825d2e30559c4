//! 审核: everything that looks wrong, one card each, the gravest first. Only what is seen of the list is laid out.

use crate::app::action::Action;
use crate::app::dialog::proposals::certain_of;
use crate::app::grid::board;
use crate::app::theme;
use crate::check::{Finding, Severity};
use crate::desk::{Desk, Review};
use crate::form::CellId;
use crate::value::shortened;
use eframe::egui::{
    CursorIcon, Frame, Id, Margin, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};
use std::collections::HashMap;
use std::sync::Arc;

/// So many characters of a mend's words fit on its button.
const FITS: usize = 15;
/// Within a card's border.
const MARGIN: i8 = 8;

/// The list of findings, and how high its cards are.
#[derive(Default)]
pub(crate) struct FindingList {
    cards: Vec<Card>,
    /// How many of each severity are outstanding.
    outstanding: Vec<(Severity, usize)>,
    /// What the cards are made of, and how wide: they hold until one of them is another.
    made: Option<(Arc<Review>, i32)>,
}

/// One card.
struct Card {
    /// Which of the findings.
    number: usize,
    /// What is on it.
    content: Id,
    /// As it was laid out; reckoned until it is.
    height: f32,
}

impl FindingList {
    /// Shows the list.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        self.make(desk, ui.available_width());
        ui.horizontal(|ui| {
            ui.label(RichText::new("审核").font(theme::bold(theme::BODY)));
            for (severity, count) in self.outstanding.iter().filter(|(_, count)| *count > 0) {
                let words = format!("{}{count}", severity.word());
                ui.label(RichText::new(words).color(theme::severity(*severity)).size(theme::SMALL));
            }
        });
        if desk.is_blank() {
            ui.weak("填了以后，这里列出发现的问题。");
        } else if desk.findings().is_empty() {
            ui.label(RichText::new("没有发现问题。").color(theme::WELL));
        } else {
            self.cards(ui, desk, current, actions);
        }
    }

    /// As it stands for what is shown now. Cards with the same on them keep their heights.
    fn make(&mut self, desk: &Desk, width: f32) {
        let pixels = width.round() as i32;
        let same = |(review, wide): &(Arc<Review>, i32)| Arc::ptr_eq(review, desk.review()) && *wide == pixels;
        if self.made.as_ref().is_some_and(same) {
            return;
        }
        let kept = self.made.take().is_some_and(|(_, wide)| wide == pixels);
        let known: HashMap<Id, f32> =
            self.cards.drain(..).filter(|_| kept).map(|card| (card.content, card.height)).collect();
        let findings = desk.findings();
        let mut ordered: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
        ordered.sort_by_key(|(_, finding)| (finding.explained.is_some(), finding.severity));
        let card = |(number, finding): (usize, &Finding)| {
            let content = content(finding);
            let height = known.get(&content).copied().unwrap_or_else(|| reckoned(finding, width));
            Card { number, content, height }
        };
        self.cards = ordered.into_iter().map(card).collect();
        let outstanding =
            |severity| findings.iter().filter(|f| f.severity == severity && f.explained.is_none()).count();
        self.outstanding =
            [Severity::Wrong, Severity::Doubt, Severity::Note].map(|one| (one, outstanding(one))).to_vec();
        self.made = Some((Arc::clone(desk.review()), pixels));
    }

    fn cards(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, view| {
            ui.set_width(ui.available_width());
            let gap = ui.spacing().item_spacing.y;
            let (mut top, mut below) = (0.0, 0.0);
            let mut begun = false;
            for card in &mut self.cards {
                let bottom = top + card.height + gap;
                if bottom < view.top() {
                    top = bottom;
                } else if top > view.bottom() {
                    below += card.height + gap;
                } else if let Some(finding) = desk.findings().get(card.number) {
                    if !std::mem::replace(&mut begun, true) {
                        ui.add_space(top);
                    }
                    card.height = card_ui(ui, desk, finding, card.number, current == Some(&finding.at), actions);
                    top += card.height + gap;
                }
            }
            ui.add_space(below + 12.0);
        });
    }
}

/// What is on a card, so that its height is known again.
fn content(finding: &Finding) -> Id {
    let mends: Vec<&str> = finding.mends.iter().map(|mend| mend.label.as_str()).collect();
    Id::unique((&finding.at, &finding.says, finding.basis, &finding.explained, mends))
}

/// What a finding rests on, and where that is from.
fn basis(finding: &Finding) -> String {
    format!("{}（{}）", finding.basis, finding.authority.words())
}

/// About how high a card will be.
fn reckoned(finding: &Finding, width: f32) -> f32 {
    let width = width - 2.0 * f32::from(MARGIN);
    let explained = finding.explained.as_deref().map_or(0.0, |words| board::lines(words, width, theme::SMALL));
    let lines = 1.0 + board::lines(&basis(finding), width, theme::SMALL) + explained;
    let says = board::lines(&finding.says, width, theme::BODY) * theme::LINE_HEIGHT;
    says + lines * (theme::SMALL + 8.0) + theme::LINE_HEIGHT + 4.0 * 6.0 + 2.0 * f32::from(MARGIN)
}

/// Shows a card. Answers with how high it is.
fn card_ui(ui: &mut Ui, desk: &Desk, finding: &Finding, number: usize, here: bool, actions: &mut Vec<Action>) -> f32 {
    let line = if here { theme::ACCENT } else { theme::LINE };
    let frame = Frame::new()
        .inner_margin(Margin::same(MARGIN))
        .fill(theme::PAPER)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(4.0);
    // The whole card goes to the cell; what is on it lies on top and answers first.
    let builder = UiBuilder::new().id_salt(("finding", number)).sense(Sense::click());
    let card = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let place = desk.sheet().words(desk.form(), &finding.at);
            ui.horizontal_wrapped(|ui| {
                let color = if finding.explained.is_some() { theme::WEAK } else { theme::severity(finding.severity) };
                ui.label(RichText::new(finding.severity.word()).color(color).font(theme::bold(theme::SMALL)));
                ui.label(RichText::new(&place).color(theme::WEAK).size(theme::SMALL));
            });
            ui.label(&finding.says);
            ui.label(RichText::new(basis(finding)).color(theme::WEAK).size(theme::SMALL));
            if let Some(explained) = &finding.explained {
                ui.label(RichText::new(format!("已说明：{explained}")).color(theme::WELL).size(theme::SMALL));
            }
            ui.horizontal_wrapped(|ui| buttons(ui, desk, finding, actions));
        })
    });
    let card = card.response;
    card.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("到这一格：{}", finding.says)));
    if card.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if card.clicked() {
        actions.push(Action::Goto(finding.at.clone()));
    }
    card.rect.height()
}

fn buttons(ui: &mut Ui, desk: &Desk, finding: &Finding, actions: &mut Vec<Action>) {
    for mend in &finding.mends {
        if ui.small_button(shortened(&mend.label, FITS)).on_hover_text(&mend.label).clicked() {
            actions.push(Action::Edit(mend.edit.clone()));
            actions.push(Action::Goto(finding.at.clone()));
        }
    }
    let alike = if finding.mends.len() == 1 { certain_of(desk, finding.rule) } else { 0 };
    if alike > 1 && ui.small_button(format!("同类{alike}条全部采用…")).clicked() {
        actions.push(Action::Mends(Some(finding.rule)));
    }
    if finding.severity != Severity::Note {
        let words = if finding.explained.is_some() { "修改说明…" } else { "说明原因…" };
        if ui.small_button(words).clicked() {
            actions.push(Action::Explain(finding.clone()));
        }
    }
}
