//! 审核 of a report as it stands: what was found, and what of it each cell and each tab has. Taken once when the report
//! changes, since the screen asks for it with every picture.

use super::Outstanding;
use crate::check::{Blank, Checked, Finding};
use crate::form::{CellId, Form, Name, Tab};
use crate::report::Report;
use crate::sheet::Sheet;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// 审核 of a report as it stands.
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub(super) checked: Checked,
    /// Which of the findings are about a cell.
    at: HashMap<CellId, Vec<usize>>,
    outstanding: Outstanding,
    required: usize,
    tabs: BTreeMap<Tab, TabReview>,
    unconfirmed: Vec<CellId>,
    waiting: Vec<Vec<CellId>>,
    remarked: Vec<CellId>,
}

/// What one tab has.
#[derive(Clone, Debug, Default)]
struct TabReview {
    outstanding: Outstanding,
    required: usize,
    unconfirmed: Vec<CellId>,
    waiting: Vec<Vec<CellId>>,
}

impl Review {
    pub(super) fn new(form: &Form, report: &Report, sheet: &Sheet, checked: Checked) -> Self {
        let tabs: HashMap<&str, Tab> = sheet
            .parts
            .iter()
            .filter_map(|part| Some((part.id.as_str(), form.sections.get(part.section)?.tab)))
            .collect();
        let mut review = Self { outstanding: Outstanding::of(&checked), ..Self::default() };
        for (number, finding) in checked.findings.iter().enumerate() {
            let mut on = BTreeSet::new();
            for member in finding.members() {
                let about = review.at.entry(member.at.clone()).or_default();
                if about.last() != Some(&number) {
                    about.push(number);
                }
                on.extend(tabs.get(member.at.section.as_str()));
            }
            for tab in on {
                review.tabs.entry(tab).or_default().outstanding.count(finding);
            }
        }
        for blank in &checked.blanks {
            if let Some(tab) = tabs.get(blank.at.section.as_str()) {
                review.tabs.entry(*tab).or_default().outstanding.count_blank(blank);
            }
        }
        for (table, count) in &checked.required {
            review.required += count;
            if let Some(tab) = tabs.get(table.as_str()) {
                review.tabs.entry(*tab).or_default().required += count;
            }
        }
        for cell in sheet.cells().filter(|cell| cell.unconfirmed) {
            review.unconfirmed.push(cell.at.clone());
            if let Some(tab) = tabs.get(cell.at.section.as_str()) {
                review.tabs.entry(*tab).or_default().unconfirmed.push(cell.at.clone());
            }
        }
        if !report.notes.remarks.is_empty() {
            let cells = sheet.cells().map(|cell| &cell.at);
            review.remarked = cells.filter(|at| report.remark(at).is_some()).cloned().collect();
        }
        review.waiting = waiting(report, &review.unconfirmed);
        for page in review.tabs.values_mut() {
            page.waiting = waiting(report, &page.unconfirmed);
        }
        Self { checked, ..review }
    }

    /// What looks wrong, in the order of the rules.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.checked.findings
    }

    /// What is 还没填, in the order of the form.
    #[must_use]
    pub fn blanks(&self) -> &[Blank] {
        &self.checked.blanks
    }

    /// How many cells must be filled in, of one tab or of all; those that are blank among them.
    #[must_use]
    pub fn required(&self, tab: Option<Tab>) -> usize {
        let Some(tab) = tab else { return self.required };
        self.tabs.get(&tab).map_or(0, |page| page.required)
    }

    /// It holds what that rule found in that cell, whatever it says of it.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        let members = self.findings_at(&finding.at).flat_map(Finding::members);
        members.into_iter().any(|member| member.rule == finding.rule && member.at == finding.at)
    }

    pub(super) fn has_blank(&self, at: &CellId) -> bool {
        self.checked.blanks.iter().any(|blank| blank.at == *at)
    }

    /// How many findings are outstanding.
    #[must_use]
    pub fn outstanding(&self) -> Outstanding {
        self.outstanding
    }

    /// How many of one tab are outstanding.
    #[must_use]
    pub fn outstanding_in(&self, tab: Tab) -> Outstanding {
        self.tabs.get(&tab).map(|page| page.outstanding).unwrap_or_default()
    }

    /// The cells that are 待核实, in the order of the form; of one tab or of all.
    #[must_use]
    pub fn unconfirmed(&self, tab: Option<Tab>) -> &[CellId] {
        let Some(tab) = tab else { return &self.unconfirmed };
        self.tabs.get(&tab).map_or(&[], |page| page.unconfirmed.as_slice())
    }

    /// What is 待核实 as one; see [`super::Desk::waiting`].
    #[must_use]
    pub fn waiting(&self, tab: Option<Tab>) -> &[Vec<CellId>] {
        let Some(tab) = tab else { return &self.waiting };
        self.tabs.get(&tab).map_or(&[], |page| page.waiting.as_slice())
    }

    /// The cells about which something is remarked (批注), in the order of the form.
    #[must_use]
    pub fn remarked(&self) -> &[CellId] {
        &self.remarked
    }

    /// The findings about one cell, families that it belongs to among them.
    pub fn findings_at(&self, at: &CellId) -> impl Iterator<Item = &Finding> {
        self.at.get(at).into_iter().flatten().filter_map(|number| self.checked.findings.get(*number))
    }

    /// What was found in one cell, of a family what it says of that cell alone.
    pub fn found_at<'r>(&'r self, at: &'r CellId) -> impl Iterator<Item = &'r Finding> {
        self.findings_at(at).flat_map(Finding::members).filter(move |member| member.at == *at)
    }
}

/// Cells that are 待核实, those of a table that were only converted together where the first of them stands.
fn waiting(report: &Report, unconfirmed: &[CellId]) -> Vec<Vec<CellId>> {
    let mut all: Vec<Vec<CellId>> = Vec::with_capacity(unconfirmed.len());
    let mut tables: HashMap<&Name, usize> = HashMap::new();
    for at in unconfirmed {
        let table = report.only_converted(at).then(|| *tables.entry(&at.section).or_insert(all.len()));
        match table.and_then(|number| all.get_mut(number)) {
            Some(together) => together.push(at.clone()),
            None => all.push(vec![at.clone()]),
        }
    }
    all
}
