//! How far a report is filled in, page by page, as a chart beside what it comes to.

use crate::check::{Blank, Checked};
use crate::form::{CellId, Form, Tab};
use crate::sheet::{Chart, Part, Sheet};

impl Checked {
    /// 一览: the charts of what is written, and how much of each page is. None where nothing is written yet.
    #[must_use]
    pub fn charts(&self, form: &Form, sheet: &Sheet) -> Vec<Chart> {
        let mut charts = sheet.charts(form);
        if !charts.is_empty() {
            let pages = Tab::ALL.into_iter().filter_map(|tab| self.filled(form, sheet, tab)).collect::<Vec<_>>();
            charts.extend((!pages.is_empty()).then(|| Chart::of_progress("填写进度（必填的格）", pages)));
        }
        charts
    }

    /// Of a page its word, the first cell that is 还没填 or else the first of all, how many are filled in and must be.
    fn filled(&self, form: &Form, sheet: &Sheet, tab: Tab) -> Option<(String, CellId, usize, usize)> {
        let is_here = |part: &&Part| form.sections.get(part.section).is_some_and(|section| section.tab == tab);
        let parts: Vec<&Part> = sheet.parts.iter().filter(is_here).collect();
        let holds = |section: &str| parts.iter().any(|part| part.id == section);
        let required: usize = self.required.iter().filter(|(table, _)| holds(table)).map(|(_, count)| count).sum();
        let is_open = |blank: &&Blank| blank.explained.is_none() && holds(&blank.at.section);
        let blank = || self.blanks.iter().filter(is_open);
        let first = || parts.iter().flat_map(|part| &part.lines).flat_map(|line| &line.cells).next();
        let at = blank().map(|blank| &blank.at).next().or_else(|| first().map(|cell| &cell.at))?;
        let filled = required.saturating_sub(blank().count());
        (required > 0).then(|| (tab.word().to_string(), at.clone(), filled, required))
    }
}
