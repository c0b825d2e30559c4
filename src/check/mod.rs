//! What looks wrong: findings, and the rules in rooms by their subject.
//!
//! Rules speak of roles, never of labels, places or years. A form without the role silences the rule. A rule's row and
//! what it does stand in one file; the order of the table is the order on screen.

mod accounts;
mod authority;
mod blank;
mod budget;
mod cited;
mod context;
mod family;
mod figure;
mod finding;
mod indicator;
mod indicators;
mod offer;
mod points;
mod progress;
mod reading;
mod rule;
mod table;
mod text;
mod whole;
mod writing;

pub use authority::Authority;
pub use blank::{Asked, Blank};
pub use context::Context;
pub use finding::{Finding, Mend, Severity};
pub use indicator::{IndicatorRow, ScoredGrid};
pub use offer::{Offer, offers};
pub use rule::{Found, Rule};
pub use table::rules;

use crate::carry::approved_sheet;
use crate::form::{Form, Name};
use crate::report::Report;
use crate::sheet::Sheet;
use chrono::NaiveDate;
use reading::texts::report_texts;

/// What comes of checking a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// What looks wrong, one fact one finding, in the order of the rules.
    pub findings: Vec<Finding>,
    /// What is 还没填, in the order of the form.
    pub blanks: Vec<Blank>,
    /// How many cells must be filled in, table by table; those that are blank among them.
    pub required: Vec<(Name, usize)>,
}

impl Checked {
    /// The same without what is held back, families made anew of the rest. None where nothing is.
    #[must_use]
    pub fn without(
        &self,
        form: &Form,
        sheet: &Sheet,
        held: impl Fn(&Finding) -> bool,
        held_blank: impl Fn(&Blank) -> bool,
    ) -> Option<Self> {
        let members = || self.findings.iter().flat_map(Finding::members);
        let (held, blank) = (members().any(&held).then_some(held), self.blanks.iter().any(&held_blank));
        if held.is_none() && !blank {
            return None;
        }
        let findings = held.map_or_else(
            || self.findings.clone(),
            |held| family::joined(form, sheet, members().filter(|finding| !held(finding)).cloned().collect()),
        );
        let blanks = self.blanks.iter().filter(|blank| !held_blank(blank)).cloned().collect();
        Some(Self { findings, blanks, required: self.required.clone() })
    }
}

/// What a report is found to be. Total.
///
/// `today` is handed in: nothing here asks the clock.
#[must_use]
pub fn checked(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Checked {
    let mut all = blank::blanks(form, report, sheet);
    let mut findings = by_rules(form, report, sheet, today);
    blank::give_way(&mut findings, &mut all.0);
    blank::ask(sheet, &mut findings, &mut all);
    let (blanks, required) = all;
    blank::wait_for_tables(form, sheet, &mut findings, &blanks);
    Checked { findings: family::joined(form, sheet, findings), blanks, required }
}

/// Every finding, cell by cell, in the order of the rule table, those that merely lack a cell among them; without those
/// about cells that are blank and required. Total.
#[must_use]
pub fn run(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Vec<Finding> {
    let mut findings = by_rules(form, report, sheet, today);
    blank::give_way(&mut findings, &mut blank::blanks(form, report, sheet).0);
    findings
}

fn by_rules(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Vec<Finding> {
    let texts = report_texts(form, sheet);
    let approved = approved_sheet(form, report);
    let context = Context::new(form, report, sheet, today, &texts, approved.as_ref());
    let mut all = Vec::new();
    for rule in rules() {
        let mut found = Found::new(rule);
        (rule.run)(&context, &mut found);
        all.extend(found.into_findings(report, sheet));
    }
    all
}
