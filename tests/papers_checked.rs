//! Papers in the manner of those that places make public, read on their own forms and checked: what is right in them is
//! never called wrong, and few reasons are asked for.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail, and its figures are to be seen")]

use crate::laid;

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use ziping::check::{self, Finding, Severity};
use ziping::form::bundled;
use ziping::intake::recognise;
use ziping::report::{self, Report};
use ziping::sheet::derive;

/// As many reasons are asked for at most, beside those for what is wrong or missing in a paper.
const REASONS: usize = 4;

/// What is wrong or missing in a paper, by rule and cell.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Planted {
    /// It must be called 错误.
    wrong: Vec<(String, String)>,
    /// A reason must be asked for.
    doubt: Vec<(String, String)>,
}

/// What is found in a paper read on its own form; what waits in it is taken as it is proposed.
fn found(text: &str) -> Vec<Finding> {
    let (paper, rest) = text.split_once("\n>>> ").expect("what should come of it");
    let form = bundled(rest.lines().next().expect("a form").trim()).expect("the form is bundled");
    let plan = recognise(&form, &laid::document(paper), 1999);
    let mut report = Report::new(&form, plan.year);
    let edit = plan.edit(&form, &report, |_| true);
    report::apply(&form, &mut report, &edit).expect("cells of the form");
    let today = format!("{}-12-31", plan.year + 1).parse().expect("a date");
    check::checked(&form, &report, &derive(&form, &report), today).findings
}

/// Rule and cell of those that are as grave.
fn told(findings: &[Finding], severity: Severity) -> Vec<(String, String)> {
    let grave = findings.iter().filter(|finding| finding.severity == severity);
    grave.map(|finding| (finding.rule.to_string(), finding.at.to_string())).collect()
}

/// A paper as it was read in whole; approved targets alone are not.
fn papers() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/papers");
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let named = entries.map(|path| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a text"))
    });
    let mut all: Vec<_> = named.filter(|(name, _)| !name.contains("targets-")).collect();
    all.sort();
    all
}

#[test]
fn what_is_right_in_papers_is_not_called_wrong() {
    let mut planted: BTreeMap<String, Planted> =
        ron::from_str(include_str!("data/papers_checked.ron")).expect("what is planted");
    let mut faults = Vec::new();
    let mut most = 0;
    for (name, text) in papers() {
        let Planted { wrong, doubt } = planted.remove(&name).unwrap_or_default();
        let findings = found(&text);
        for finding in findings.iter().filter(|finding| finding.severity != Severity::Note) {
            let mends: Vec<&str> = finding.mends.iter().map(|mend| mend.label.as_str()).collect();
            println!("{name}: {} {} {} {} {mends:?}", finding.severity.word(), finding.rule, finding.at, finding.says);
            // No paper has all rows of its funds on the form: a total that is right must not follow those it has.
            if mends.iter().any(|mend| mend.starts_with("按各行合计")) {
                faults.push(format!("{name}: {} {mends:?}", finding.at));
            }
        }
        let called = told(&findings, Severity::Wrong);
        if called != wrong {
            faults.push(format!("{name}: 错误 {called:?}"));
        }
        let mut asked = told(&findings, Severity::Doubt);
        faults.extend(doubt.iter().filter(|own| !asked.contains(own)).map(|own| format!("{name}: no {own:?}")));
        asked.retain(|asked| !doubt.contains(asked));
        most = most.max(asked.len());
        if asked.len() > REASONS {
            faults.push(format!("{name}: 需说明 {asked:?}"));
        }
    }
    println!("at most {most} reasons a paper");
    faults.extend(planted.keys().map(|name| format!("no paper {name}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
