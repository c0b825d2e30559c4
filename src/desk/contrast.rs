//! 对照: two reports beside each other, with what was found in the one and not in the other.

use crate::carry::{Difference, Snapshot};
use crate::check::{Checked, Finding, checked};
use crate::form::CellId;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Two reports beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// In what they differ.
    pub difference: Difference,
    /// What is found in the later one only, in the order of the rules.
    pub came: Vec<ContrastFinding>,
    /// What was found in the earlier one only.
    pub went: Vec<ContrastFinding>,
    /// Required cells that are blank in the later one only.
    pub blanks_came: Vec<CellId>,
    /// Required cells that were blank in the earlier one only.
    pub blanks_went: Vec<CellId>,
}

/// A finding that only one of two reports has.
#[derive(Clone, Debug, PartialEq)]
pub struct ContrastFinding {
    /// What was found.
    pub finding: Finding,
    /// Its cell's place in words.
    pub words: String,
}

impl Contrast {
    /// A later report beside an earlier one, both looked at on the same day.
    #[must_use]
    pub fn new(before: &Snapshot, now: &Snapshot, today: NaiveDate) -> Self {
        let difference = Difference::between(before, now);
        let check = |one: &Snapshot| checked(&one.form, &one.report, &one.sheet, today);
        let (then, after) = (check(before), check(now));
        // A cell goes by its address in the later report; what is there no more, by one that no cell has.
        let same = |at: &CellId| difference.same(at).map(|at| (true, at.clone())).unwrap_or((false, at.clone()));
        let own = |at: &CellId| (true, at.clone());
        let came = only(&after, &then, own, same, now);
        let went = only(&then, &after, same, own, before);
        let blanks_came = only_blanks(&after, &then, own, same);
        let blanks_went = only_blanks(&then, &after, same, own);
        Self { difference, came, went, blanks_came, blanks_went }
    }
}

/// A cell as both reports know it.
type SharedPlace = (bool, CellId);

/// What is found in one and not in the other: a family whole where none of it is, else what is new of it.
fn only(
    checked: &Checked,
    other: &Checked,
    own: impl Fn(&CellId) -> SharedPlace,
    others: impl Fn(&CellId) -> SharedPlace,
    of: &Snapshot,
) -> Vec<ContrastFinding> {
    let members = other.findings.iter().flat_map(Finding::members);
    let there: HashSet<(&str, SharedPlace)> = members.map(|member| (member.rule, others(&member.at))).collect();
    let is_new = |member: &Finding| !there.contains(&(member.rule, own(&member.at)));
    let told = |finding: &Finding| {
        let words = of.sheet.words(&of.form, &finding.at);
        ContrastFinding { finding: finding.clone(), words }
    };
    let each = checked.findings.iter().flat_map(|finding| {
        let new: Vec<&Finding> = finding.members().iter().filter(|member| is_new(member)).collect();
        if new.len() == finding.members().len() { vec![finding] } else { new }
    });
    each.map(told).collect()
}

fn only_blanks(
    checked: &Checked,
    other: &Checked,
    own: impl Fn(&CellId) -> SharedPlace,
    others: impl Fn(&CellId) -> SharedPlace,
) -> Vec<CellId> {
    let there: HashSet<SharedPlace> = other.blanks.iter().map(|blank| others(&blank.at)).collect();
    let new = checked.blanks.iter().filter(|blank| !there.contains(&own(&blank.at)));
    new.map(|blank| blank.at.clone()).collect()
}
