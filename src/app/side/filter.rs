//! Which of the cards are listed: of one sort or all, of this page or all.

use crate::app::theme;
use crate::check::{Blank, Finding, Severity};
use crate::desk::{Desk, Review};
use crate::form::{CellId, Tab};
use eframe::egui::{Button, Color32, RichText, Ui};
use std::collections::HashMap;

/// What a card tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CardSort {
    /// Something that was found.
    Found(Severity),
    /// What is 还没填.
    Blank,
}

impl CardSort {
    const ALL: [Self; 4] =
        [Self::Found(Severity::Wrong), Self::Found(Severity::Doubt), Self::Blank, Self::Found(Severity::Note)];

    /// The clerk's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Found(severity) => severity.word(),
            Self::Blank => Blank::WORD,
        }
    }

    /// Its colour: what is merely blank is no fault.
    pub fn color(self) -> Color32 {
        match self {
            Self::Found(severity) => theme::severity(severity),
            Self::Blank => theme::WEAK,
        }
    }
}

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Only what is of this sort.
    only: Option<CardSort>,
    /// Only what is of the page that is shown.
    here: bool,
}

impl Filter {
    /// The page that is kept to, if one is.
    pub fn page(self, tab: Option<Tab>) -> Option<Tab> {
        tab.filter(|_| self.here)
    }

    /// Cards of this sort are listed.
    pub fn lists(self, sort: CardSort) -> bool {
        self.only.is_none_or(|only| only == sort)
    }

    /// Shows what can be chosen, with how much there is of each.
    pub fn sorts_ui(&mut self, ui: &mut Ui, counts: &HashMap<CardSort, usize>, required: usize) {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        for sort in CardSort::ALL {
            let count = counts.get(&sort).copied().unwrap_or_default();
            let of = if sort == CardSort::Blank { format!("/{required}") } else { String::new() };
            let color = if count > 0 { sort.color() } else { theme::LINE };
            let words = RichText::new(format!("{}{count}{of}", sort.word())).size(theme::SMALL).color(color);
            let chosen = self.only == Some(sort);
            if ui.add(Button::selectable(chosen, words).frame_when_inactive(true)).clicked() {
                self.only = if chosen { None } else { Some(sort) };
            }
        }
    }

    /// 本页, 全部.
    pub fn pages_ui(&mut self, ui: &mut Ui) {
        ui.spacing_mut().button_padding.x = 6.0;
        for (here, words) in [(false, "全部"), (true, "本页")] {
            let chosen = self.here == here;
            if ui.add(Button::selectable(chosen, RichText::new(words).size(theme::SMALL))).clicked() {
                self.here = here;
            }
        }
    }
}

/// What of a review is on a page, or on all.
pub(crate) struct CardScope<'a> {
    pages: HashMap<&'a str, Tab>,
    page: Option<Tab>,
}

impl<'a> CardScope<'a> {
    /// That page, or all.
    pub fn new(desk: &'a Desk, page: Option<Tab>) -> Self {
        let sections = &desk.form().sections;
        let tab = |section: usize| sections.get(section).map(|section| section.tab);
        let pages = desk.sheet().parts.iter().filter_map(|part| Some((part.id.as_str(), tab(part.section)?)));
        Self { pages: if page.is_some() { pages.collect() } else { HashMap::new() }, page }
    }

    /// It holds a cell.
    pub fn holds(&self, at: &CellId) -> bool {
        self.page.is_none_or(|page| self.pages.get(at.section.as_str()) == Some(&page))
    }

    /// A finding is about a cell that it holds.
    pub fn is_about(&self, finding: &Finding) -> bool {
        finding.members().iter().any(|member| self.holds(&member.at))
    }

    /// How much of each sort there is and not said why.
    pub fn counts(&self, review: &Review) -> HashMap<CardSort, usize> {
        let mut counts = HashMap::new();
        for finding in review.findings().iter().filter(|f| f.explained.is_none() && self.is_about(f)) {
            *counts.entry(CardSort::Found(finding.severity)).or_default() += 1;
        }
        let blanks = review.blanks().iter().filter(|blank| blank.explained.is_none() && self.holds(&blank.at));
        counts.insert(CardSort::Blank, blanks.count());
        counts
    }
}
