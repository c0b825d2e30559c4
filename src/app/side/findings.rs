//! 审核: everything that looks wrong, one card each, the gravest first, and what is 还没填, one card a table. Only what is
//! seen of the list is laid out. Whoever comes to a cell is shown its card, opened; what was mended goes without the list
//! jumping.

use crate::app::action::Action;
use crate::app::side::card::Card;
use crate::app::side::card_inside::CardPlace;
use crate::app::side::filter::{CardScope, CardSort, Filter};
use crate::app::theme;
use crate::app::widgets::{row, sentence};
use crate::check::{Blank, Finding, Severity};
use crate::desk::{Desk, Review};
use crate::form::{CellId, Tab};
use eframe::egui::{Button, Id, Rangef, RichText, ScrollArea, Ui};
use std::collections::HashMap;
use std::sync::Arc;

/// Below the last card.
const BELOW: f32 = 12.0;
/// So often a card is looked for.
const TRIES: u8 = 3;
/// Between two cards.
const GAP: f32 = 4.0;

/// The list of findings, and how high its cards are.
#[derive(Default)]
pub(crate) struct FindingList {
    filter: Filter,
    /// Those that were explained are listed too.
    with_explained: bool,
    cards: Vec<Card>,
    /// How many of them are explained, which stand last; also while they are not listed.
    explained: usize,
    counts: HashMap<CardSort, usize>,
    opened: OpenedCard,
    /// The cell that was come to last.
    followed: Option<CellId>,
    /// How often what is opened is still brought into sight.
    tries: u8,
    /// It was scrolled for the cell's card, and goes back when that is left.
    led_away: bool,
    /// What of the list was last in sight, and where in it the pointer was.
    view: Option<Rangef>,
    pointer: Option<f32>,
    /// Where it is to be scrolled to, so that what one looks at stays where it is.
    scroll: Option<f32>,
    /// What the cards are made of: they hold until one of it is another.
    made: Option<Made>,
}

/// What the cards are made of, and how wide.
type Made = (Arc<Review>, i32, (Option<Tab>, Filter), bool);

/// Which cards are opened.
#[derive(Clone, Default, PartialEq)]
enum OpenedCard {
    #[default]
    None,
    /// Those about the cell that was come to.
    Cell(CellId),
    /// The one that was gone to, the last of these, and those above it that stay opened, so that it stays where it is.
    Cards(Vec<Id>),
}

impl FindingList {
    /// Shows the list.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        desk: &Desk,
        (tab, current): (Option<Tab>, Option<&CellId>),
        actions: &mut Vec<Action>,
    ) {
        self.make(desk, tab, ui.available_width());
        let required = desk.shown().required(self.filter.page(tab));
        if theme::is_low(ui.ctx()) {
            // The cards have the room.
            ui.horizontal_wrapped(|ui| {
                self.filter.pages_ui(ui);
                self.filter.sorts_ui(ui, &self.counts, required);
            });
        } else {
            row(ui, |ui| {
                ui.label(RichText::new("审核").font(theme::bold(theme::BODY)));
                self.filter.pages_ui(ui);
            });
            ui.horizontal_wrapped(|ui| self.filter.sorts_ui(ui, &self.counts, required));
        }
        self.make(desk, tab, ui.available_width());
        if desk.is_blank() {
            sentence(ui, RichText::new("填了以后，这里列出发现的问题。").weak());
        } else if desk.shown().findings().is_empty() && desk.shown().blanks().is_empty() {
            ui.label(RichText::new("没有发现问题。").color(theme::WELL));
        } else if self.cards.is_empty() && self.explained == 0 {
            sentence(ui, RichText::new("这里没有要列出的，点“全部”看其他各页。").weak());
        }
        if !self.cards.is_empty() || self.explained > 0 {
            self.cards_ui(ui, &CardPlace { desk, current }, actions);
        }
    }

    /// The card of a finding about that cell is listed.
    pub fn shows(&self, finding: &Finding) -> bool {
        self.filter.lists(CardSort::Found(finding.severity))
    }

    /// Goes to the next card or to the one before, opened.
    pub fn step(&mut self, desk: &Desk, tab: Option<Tab>, forward: bool) -> Vec<Action> {
        let width = self.made.as_ref().map_or(theme::SIDE_LEAST, |made| made.1 as f32);
        self.make(desk, tab, width);
        let (listed, mut actions) = (self.cards.len(), Vec::new());
        let now = self.gone_to(desk);
        let next = match (now, forward) {
            (Some(now), true) => (now + 1) % listed.max(1),
            (None, true) => 0,
            (Some(now), false) => now.checked_sub(1).unwrap_or(listed.saturating_sub(1)),
            (None, false) => listed.saturating_sub(1),
        };
        if let Some(card) = self.cards.get(next) {
            (self.opened, self.tries) = (OpenedCard::Cards(vec![card.key]), TRIES);
            card.leads(desk, &mut actions);
        }
        actions
    }

    fn is_opened(&self, card: &Card, desk: &Desk) -> bool {
        match &self.opened {
            OpenedCard::None => false,
            OpenedCard::Cell(at) => card.about.is_found() && card.about.is_about(desk, at),
            OpenedCard::Cards(keys) => keys.contains(&card.key),
        }
    }

    /// Which of the cards was gone to.
    fn gone_to(&self, desk: &Desk) -> Option<usize> {
        match &self.opened {
            OpenedCard::Cards(keys) => self.cards.iter().position(|card| keys.last() == Some(&card.key)),
            _ => self.cards.iter().position(|card| self.is_opened(card, desk)),
        }
    }

    /// As it stands for what is shown now. Cards with the same on them keep their heights, and what one looks at its
    /// place; of other cards, once they are chosen, the first are seen.
    fn make(&mut self, desk: &Desk, tab: Option<Tab>, width: f32) {
        let pixels = width.round() as i32;
        let page = self.filter.page(tab);
        let chosen = (page, self.filter);
        let same = |(review, wide, of, explained): &Made| {
            Arc::ptr_eq(review, desk.shown()) && (*wide, *of, *explained) == (pixels, chosen, self.with_explained)
        };
        if self.made.as_ref().is_some_and(same) {
            return;
        }
        let before = self.made.replace((Arc::clone(desk.shown()), pixels, chosen, self.with_explained));
        let (as_wide, as_chosen) = before.map_or((false, true), |(_, wide, of, _)| (wide == pixels, of == chosen));
        let places = if as_chosen { self.places(desk) } else { Vec::new() };
        let known: HashMap<Id, f32> =
            self.cards.drain(..).filter(|_| as_wide).map(|card| (card.content, card.high)).collect();
        let scope = CardScope::new(desk, page);
        self.counts = scope.counts(desk.shown());
        self.list(desk, &scope, &known, width);
        if as_chosen {
            self.keep_in_place(desk, &places);
        } else {
            (self.scroll, self.tries) = (Some(0.0), 0);
        }
    }

    /// The cards that are listed, the gravest first and those that are explained last.
    fn list(&mut self, desk: &Desk, scope: &CardScope<'_>, known: &HashMap<Id, f32>, width: f32) {
        let known = |content: &Id| known.get(content).copied();
        let findings = desk.shown().findings().iter().enumerate();
        let listed = |finding: &Finding| scope.is_about(finding) && self.shows(finding);
        let of_findings = findings.filter(|(_, finding)| listed(finding)).map(|(number, finding)| {
            let rank = (finding.explained.is_some(), finding.severity > Severity::Doubt, Some(finding.severity));
            (rank, Card::of_finding(number, finding, known, width))
        });
        let mut from = 0;
        let of_blanks = desk.shown().blanks().chunk_by(same_card).filter_map(|blanks| {
            let range = from..from + blanks.len();
            from = range.end;
            let first = blanks.first().filter(|first| scope.holds(&first.at) && self.filter.lists(CardSort::Blank))?;
            // Behind what looks wrong, before 提示.
            Some(((first.explained.is_some(), true, None), Card::of_blanks(range, blanks, known)))
        });
        let mut ordered: Vec<_> = of_findings.chain(of_blanks).collect();
        ordered.sort_by_key(|(rank, _)| *rank);
        self.explained = ordered.iter().filter(|((explained, ..), _)| *explained).count();
        let shown = ordered.len() - if self.with_explained { 0 } else { self.explained };
        self.cards = ordered.into_iter().take(shown).map(|(_, card)| card).collect();
    }

    /// Where the cards stand, from the top.
    fn places(&self, desk: &Desk) -> Vec<(Id, Rangef)> {
        let mut top = 0.0;
        let place = |card: &Card| {
            let range = Rangef::new(top, top + card.height(self.is_opened(card, desk)));
            top = range.max + GAP;
            (card.key, range)
        };
        self.cards.iter().map(place).collect()
    }

    /// What was under the pointer, else at the top, stays where it was; where it has gone, what comes after it does. A list
    /// that is seen from its head stays so: what is new there is seen.
    fn keep_in_place(&mut self, desk: &Desk, before: &[(Id, Rangef)]) {
        let Some(view) = self.view else { return };
        let pointer = self.pointer.filter(|at| view.contains(*at));
        if pointer.is_none() && view.min <= 0.0 {
            return;
        }
        let looked_at = pointer.unwrap_or(view.min);
        let Some(number) = before.iter().position(|(_, range)| range.max >= looked_at) else { return };
        let Some((_, stood)) = before.get(number) else { return };
        let now: HashMap<Id, Rangef> = self.places(desk).into_iter().collect();
        let stands = before.iter().skip(number).find_map(|(key, _)| now.get(key));
        if let Some(moved) = stands.map(|stands| stands.min - stood.min).filter(|moved| *moved != 0.0) {
            self.scroll = Some((view.min + moved).max(0.0));
        }
    }

    /// Another cell is the current one: what was found of it opens, what was opened for the last one closes. That
    /// something is blank opens nothing: it would push the list about from cell to cell.
    fn come_to(&mut self, desk: &Desk, current: Option<&CellId>) {
        self.followed = current.cloned();
        let about = |card: &&Card| current.is_some_and(|at| card.about.is_about(desk, at));
        let is_own = self.cards.iter().filter(about).any(|card| card.about.is_found());
        // The card that led there is the one that stays opened.
        let led = self.cards.iter().filter(about).any(|card| self.led_there(card));
        match current {
            _ if led => {}
            Some(at) if is_own => (self.opened, self.tries) = (OpenedCard::Cell(at.clone()), TRIES),
            _ if matches!(self.opened, OpenedCard::Cell(_)) => {
                let before = self.places(desk);
                self.opened = OpenedCard::None;
                if std::mem::take(&mut self.led_away) {
                    self.scroll = Some(0.0);
                } else {
                    self.keep_in_place(desk, &before);
                }
            }
            _ => {}
        }
    }

    fn led_there(&self, card: &Card) -> bool {
        matches!(&self.opened, OpenedCard::Cards(keys) if keys.contains(&card.key))
    }

    /// Opens the cards of a cell that was come to. Answers with how far down what is opened stands, where it is out of
    /// sight. What was above it may turn out higher than reckoned: then it is looked for again.
    fn follow(&mut self, desk: &Desk, current: Option<&CellId>) -> Option<f32> {
        if self.followed.as_ref() != current {
            self.come_to(desk, current);
        }
        let left = self.tries.checked_sub(1)?;
        self.tries = 0;
        let (_, stands) = *self.places(desk).get(self.gone_to(desk)?)?;
        let view = self.view.unwrap_or(Rangef::point(0.0));
        if view.contains(stands.min) && (view.contains(stands.max) || stands.span() > view.span()) {
            return None;
        }
        self.tries = left;
        self.led_away |= matches!(self.opened, OpenedCard::Cell(_)) && view.min <= 0.0;
        // No further than needed: what is under the pointer moves as little as can be.
        let ends = (stands.max + GAP - view.span()).max(0.0);
        Some(if stands.min < view.min { stands.min } else { ends.min(stands.min) })
    }

    fn cards_ui(&mut self, ui: &mut Ui, place: &CardPlace<'_>, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.y = GAP;
        // What becomes shorter stays at its end at once, and does not swing there.
        ui.spacing_mut().scroll.kinetic.rubber_band = false;
        let mut area = ScrollArea::vertical().auto_shrink([false, false]).min_scrolled_height(0.0);
        let scroll = self.follow(place.desk, place.current).or(self.scroll.take());
        if let Some(top) = scroll {
            area = area.vertical_scroll_offset(top);
            ui.ctx().request_repaint();
        }
        area.show_viewport(ui, |ui, view| {
            ui.set_width(ui.available_width());
            self.view = Some(view.y_range());
            let top = ui.min_rect().top();
            self.pointer = ui.ctx().pointer_hover_pos().filter(|at| ui.clip_rect().contains(*at)).map(|at| at.y - top);
            self.seen(ui, place, view.y_range(), actions);
            self.explained_ui(ui);
            ui.add_space(BELOW);
        });
    }

    /// Lays out the cards that are seen.
    fn seen(&mut self, ui: &mut Ui, place: &CardPlace<'_>, view: Rangef, actions: &mut Vec<Action>) {
        let (mut top, mut below, mut begun, mut clicked) = (0.0, 0.0, false, None);
        for number in 0..self.cards.len() {
            let Some(card) = self.cards.get(number) else { break };
            let opened = self.is_opened(card, place.desk);
            let bottom = top + card.height(opened) + GAP;
            if bottom < view.min {
                top = bottom;
            } else if top > view.max {
                below += card.height(opened) + GAP;
            } else {
                if !std::mem::replace(&mut begun, true) {
                    ui.add_space(top);
                }
                let Some(card) = self.cards.get_mut(number) else { break };
                let reckoned = card.height(opened);
                if card.ui(ui, opened, place, actions) {
                    clicked = Some(number);
                }
                // What is opened is seen to its last button, once it is known how high it is.
                if opened && (card.height(opened) - reckoned).abs() > 0.5 {
                    self.tries = TRIES;
                    ui.ctx().request_repaint();
                }
                top += card.height(opened) + GAP;
            }
        }
        ui.add_space(below);
        if let Some(number) = clicked {
            self.click(place.desk, number, actions);
        }
    }

    /// A card that is clicked on is opened where it stands: what is opened above it closes only so far as the list can
    /// be scrolled for it.
    fn click(&mut self, desk: &Desk, number: usize, actions: &mut Vec<Action>) {
        let Some(card) = self.cards.get(number) else { return };
        let before = self.places(desk);
        let mut room = self.view.map_or(0.0, |view| view.min);
        let mut opened = vec![card.key];
        for above in self.cards.iter().take(number).rev().filter(|above| self.is_opened(above, desk)) {
            let closes = above.height(true) - above.height(false);
            if closes <= room {
                room -= closes;
            } else {
                opened.insert(0, above.key);
            }
        }
        card.leads(desk, actions);
        (self.opened, self.tries) = (OpenedCard::Cards(opened), TRIES);
        self.keep_in_place(desk, &before);
    }

    /// What was explained is folded away.
    fn explained_ui(&mut self, ui: &mut Ui) {
        if self.explained == 0 {
            return;
        }
        let words = format!("已说明{}条，{}", self.explained, if self.with_explained { "收起" } else { "列出" });
        let button = Button::new(RichText::new(words).size(theme::SMALL).color(theme::WELL)).frame(false);
        if ui.add(button).clicked() {
            self.with_explained = !self.with_explained;
        }
    }
}

/// Blank cells of one table, said why or not; what a rule asks for has a card of its own.
fn same_card(one: &Blank, other: &Blank) -> bool {
    let alone = one.asked.is_some() || other.asked.is_some();
    !alone && one.at.section == other.at.section && one.explained == other.explained
}
