//! What is right is never called wrong: papers that are right as they stand, and for every rule that says 错误 cases in
//! which it looks and finds nothing.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use ziping::check::{self, Finding, Severity};
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

/// The form on which every rule has the case that fires.
const FORM: &str = "hunan-lusong-2023";
/// As many cases in which a rule says nothing has every rule that says 错误.
const CASES: usize = 3;
/// On as many forms besides the one on which it fires, where others have what it looks at.
const FORMS: usize = 2;

fn written(form: &Form, year: i32, cells: &BTreeMap<String, String>) -> Report {
    let mut report = Report::new(form, year);
    for (at, text) in cells {
        let at = CellId::parse(at).expect("an address");
        report::apply(form, &mut report, &Edit::Write { at, text: text.as_str().into() }).expect("a cell of the form");
    }
    report
}

fn found(form: &Form, year: i32, cells: &BTreeMap<String, String>) -> Vec<Finding> {
    let report = written(form, year, cells);
    check::run(form, &report, &derive(form, &report), "2026-03-15".parse().expect("a date"))
}

fn told<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<String> {
    findings.into_iter().map(|f| format!("{:?} {} {} {}", f.severity, f.rule, f.at, f.says)).collect()
}

/// A paper on another form that is right as it stands, in the notations that real ones have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightPaper {
    form: String,
    year: i32,
    cells: BTreeMap<String, String>,
    /// The rules that may say something, none of them an 错误.
    #[serde(default)]
    asks: Vec<String>,
}

#[test]
fn what_is_right_is_never_called_wrong() {
    let papers: Vec<RightPaper> = ron::from_str(include_str!("data/right.ron")).expect("papers");
    let forms: BTreeSet<&str> = papers.iter().map(|paper| paper.form.as_str()).collect();
    assert!(forms.iter().filter(|form| **form != FORM).count() >= CASES, "{forms:?}");
    for RightPaper { form, year, cells, asks } in &papers {
        let form = form::bundled(form).expect("the form is bundled");
        let findings = found(&form, *year, cells);
        let said = findings.iter().filter(|f| f.severity != Severity::Note);
        let said = told(said.filter(|f| f.severity == Severity::Wrong || !asks.iter().any(|rule| rule == f.rule)));
        assert!(said.is_empty(), "{} {:?}: {said:#?}", form.id, cells.values().next());
    }
}

/// What a rule that says 错误 says nothing of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Right {
    /// What it looks at, where not every form has it: one of these roles.
    #[serde(default)]
    roles: Vec<String>,
    cases: Vec<RightCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightCase {
    form: String,
    year: i32,
    cells: BTreeMap<String, String>,
    /// One cell that is written otherwise, and the rule says 错误: where it is quiet it really looked.
    near: (String, String),
}

/// Every rule that can say 错误 is quiet in three cases and more, of several forms, where one cell turns it to 错误; and no
/// other rule says 错误 of them.
#[test]
fn every_rule_that_says_wrong_looks_at_what_is_right_and_is_quiet() {
    let mut faults = Vec::new();
    for rule in check::rules().filter(|rule| rule.severity == Severity::Wrong) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/right").join(format!("{}.ron", rule.id));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no right cases: {}", path.display()));
        let Right { roles, cases } = ron::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", rule.id));
        let forms: BTreeSet<&str> = cases.iter().map(|case| case.form.as_str()).filter(|form| *form != FORM).collect();
        if cases.len() < CASES || forms.len() < FORMS.min(others_with(&roles)) {
            faults.push(format!("{}: {} cases on {forms:?}", rule.id, cases.len()));
        }
        for RightCase { form, year, mut cells, near } in cases {
            let form = form::bundled(&form).expect("the form is bundled");
            let findings = found(&form, year, &cells);
            let said = told(findings.iter().filter(|f| f.severity == Severity::Wrong || f.rule == rule.id));
            if !said.is_empty() {
                faults.push(format!("{} on {}: {said:?}", rule.id, form.id));
            }
            cells.insert(near.0.clone(), near.1.clone());
            let findings = found(&form, year, &cells);
            if !findings.iter().any(|f| f.rule == rule.id && f.severity == Severity::Wrong) {
                let said = told(findings.iter().filter(|f| f.rule == rule.id));
                faults.push(format!("{} on {} does not say 错误 of {near:?}: {said:?}", rule.id, form.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How many bundled forms besides the one on which rules fire have one of these roles; all, where none is named.
fn others_with(roles: &[String]) -> usize {
    let forms = form::sources().filter_map(|text| form::parse(text).ok()).filter(|form| form.id != FORM);
    let has = |form: &Form| {
        let words = format!("{form:?}");
        roles.is_empty() || roles.iter().any(|role| words.contains(&format!("Some({role})")))
    };
    forms.filter(has).count()
}
