//! What looks wrong: findings, and the rules in rooms by their subject.
//!
//! Rules speak of roles, never of labels, places or years. A form without the role silences the rule. A rule's row and
//! what it does stand in one file; the order of the table is the order on screen.

mod accounts;
mod authority;
mod budget;
mod context;
mod figure;
mod finding;
mod indicator;
mod indicators;
mod offer;
mod points;
mod reading;
mod rule;
mod table;
mod text;
mod whole;
mod writing;

pub use authority::Authority;
pub use context::Context;
pub use finding::{Finding, Mend, Severity};
pub use indicator::{IndicatorRow, ScoredGrid};
pub use offer::{Offer, offers};
pub use rule::{Found, Rule};
pub use table::rules;

use crate::form::Form;
use crate::report::Report;
use crate::sheet::Sheet;
use chrono::NaiveDate;
use reading::texts::report_texts;

/// Every finding, in the order of the rule table. Total.
///
/// `today` is handed in: nothing here asks the clock.
#[must_use]
pub fn run(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Vec<Finding> {
    let texts = report_texts(form, sheet);
    let context = Context::new(form, report, sheet, today, &texts);
    let mut all = Vec::new();
    for rule in rules() {
        let mut found = Found::new(rule);
        (rule.run)(&context, &mut found);
        all.extend(found.into_findings(report, sheet));
    }
    all
}
