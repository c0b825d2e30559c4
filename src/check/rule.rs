//! What a rule is, and where it puts what it finds.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::{Finding, Severity};
use crate::form::CellId;
use crate::report::Report;
use crate::sheet::Sheet;

/// One rule. Its id is never renamed or reused.
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// Its number in the field's catalogue of checks: B budget, D basic data, S points, Q indicators, T texts, F form,
    /// V values.
    pub number: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// What it rests on, in the clerk's words.
    pub basis: &'static str,
    /// Where that is from.
    pub authority: Authority,
    /// Looks, and says what it finds.
    pub run: fn(&Context<'_>, &mut Found),
}

/// Where a rule puts what it finds.
pub struct Found {
    rule: &'static str,
    severity: Severity,
    basis: &'static str,
    authority: Authority,
    findings: Vec<Finding>,
}

impl Found {
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self {
            rule: rule.id,
            severity: rule.severity,
            basis: rule.basis,
            authority: rule.authority,
            findings: Vec::new(),
        }
    }

    /// Says that a cell looks wrong. `also` are the other cells the sentence rests on.
    pub fn say(&mut self, at: &CellId, also: &[&CellId], says: String) -> &mut Finding {
        let also = also.iter().map(|&id| id.clone()).collect();
        let (rule, severity, basis, authority) = (self.rule, self.severity, self.basis, self.authority);
        self.findings.push(Finding {
            rule,
            at: at.clone(),
            severity,
            says,
            basis,
            authority,
            also,
            mends: Vec::new(),
            explained: None,
            joined: Vec::new(),
            against: String::new(),
            lacks: None,
            words: None,
            by_choice: false,
        });
        let last = self.findings.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.findings[last]
    }

    pub(super) fn into_findings(mut self, report: &Report, sheet: &Sheet) -> Vec<Finding> {
        for finding in &mut self.findings {
            finding.explain(report, sheet);
        }
        self.findings
    }
}
