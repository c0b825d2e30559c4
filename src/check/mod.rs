//! What looks wrong: findings, the rule table, one file a family of rules.
//!
//! Rules speak of roles, never of labels, places or years. A form without the role silences the rule. The order of the
//! table is the order on screen.

mod activities;
mod adjustment;
mod amounts;
mod annexes;
mod base;
mod blanks;
mod budget;
mod buildings;
mod carry;
mod claim;
mod decimals;
mod entity;
mod execution;
mod fact;
mod finding;
mod front;
mod goals;
mod headings;
mod indicators;
mod language;
mod last_year;
mod leftover;
mod length;
mod look;
mod mention;
mod naming;
mod offer;
mod over;
mod points;
mod quoted;
mod quoted_rate;
mod row;
mod rule;
mod scale;
mod sentences;
mod slip;
mod spending;
mod spread;
mod staff;
mod story;
mod sums;
mod survey;
mod text;
mod topic;
mod totals;
mod units;
mod unread;
mod weights;
mod wording;

pub use finding::{Finding, Mend, Severity};
pub use look::{Found, Look};
use look::{is_written, overridden, same_points, same_rate};
pub use offer::{Offer, offers};
pub use row::{Row, Scored};
pub use rule::{Rule, rules};

use crate::form::Form;
use crate::report::Report;
use crate::sheet::Sheet;
use chrono::NaiveDate;

/// Every finding, in the order of the rule table. Total.
///
/// `today` is handed in: nothing here asks the clock.
#[must_use]
pub fn run(form: &Form, report: &Report, sheet: &Sheet, today: NaiveDate) -> Vec<Finding> {
    let look = Look::new(form, report, sheet, today);
    let mut all = Vec::new();
    for rule in rules() {
        let mut found = Found::new(rule);
        (rule.run)(&look, &mut found);
        all.extend(found.into_findings(report, sheet));
    }
    all
}
