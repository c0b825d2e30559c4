//! The JSON that scripts read. These shapes are stable; docs/json.md documents them.

use crate::check::{Blank, Checked, Finding, Severity};
use crate::form::{Form, Holds};
use crate::report::{Approved, Code, Report, public};
use crate::sheet::{Cell, ImpliedFigures, Origin, Sheet, Value, derive};
use crate::store::CodeOwner;
use crate::value::{Aim, Money, MoneyUnit, Rate, Score, plain};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::path::PathBuf;

/// The known forms.
pub(super) fn forms<'f>(forms: impl Iterator<Item = &'f Form>) -> Json {
    let one = |form: &Form| json!({"id": form.id, "edition": form.edition, "place": form.place, "title": form.title, "from_year": form.from_year});
    json!({"forms": forms.map(one).collect::<Vec<_>>()})
}

/// One form's cells with their words: of added rows and projects the first, as in a new report.
pub(super) fn form(form: &Form, sheet: &Sheet) -> Json {
    let cell = |(cell, words): (&Cell, String)| {
        let (_, unit) = value(cell, form.money);
        json!({
            "at": cell.at.to_string(),
            "words": words,
            "holds": format!("{:?}", cell.holds).to_lowercase(),
            "unit": unit,
            "writable": form.slot(&cell.at).is_some_and(|slot| !slot.blocked),
        })
    };
    let place = |part: &crate::sheet::Part, id: &str| json!(format!("{}/{id}-N", part.id));
    let addable = sheet.parts.iter().flat_map(|part| {
        part.lines.iter().filter_map(move |line| {
            let under = if line.takes_rows { Some(&line.id) } else { line.added_under.as_ref() };
            under.map(|id| place(part, id))
        })
    });
    json!({
        "id": form.id, "edition": form.edition, "place": form.place, "title": form.title, "from_year": form.from_year,
        "money": form.money.word(),
        "cells": sheet.cells_in_words(form).map(cell).collect::<Vec<_>>(),
        "rows_can_be_added": addable.collect::<Vec<_>>(),
        "projects_can_be_added": form.sections.iter().any(|s| s.each_project),
    })
}

/// What a 校验码 belongs to.
pub(super) fn verify(code: Code, owner: &CodeOwner) -> Json {
    let (belongs, public, path) = match owner {
        CodeOwner::Present { public } => ("present", *public, None),
        CodeOwner::Version { path, public } => ("version", *public, Some(path)),
        CodeOwner::Nobody => ("nobody", false, None),
    };
    json!({"code": code.to_string(), "belongs": belongs, "public": public, "path": path, "says": owner.says()})
}

/// Every cell of a report, blank ones too, and what it comes to.
pub(super) fn show(form: &Form, report: &Report, sheet: &Sheet) -> Json {
    let cell = |(cell, words): (&Cell, String)| {
        let (value, unit) = value(cell, form.money);
        json!({
            "at": cell.at.to_string(),
            "words": words,
            "text": cell.text,
            "value": value,
            "unit": unit,
            "origin": origin(cell.origin),
            "unconfirmed": cell.unconfirmed,
            "printed": report.printed(&cell.at),
            "remark": report.remark(&cell.at),
        })
    };
    let approved = |approved: &Approved| {
        let then = derive(form, &approved.report);
        json!({"from": approved.from, "indicators": then.indicators_in_use()})
    };
    let code = |report: &Report| Code::of(form, &report.content).to_string();
    json!({"form": form.id, "year": sheet.year, "code": code(report), "public_code": code(&public(form, report, &[])),
        "final": report.is_finished(), "approved": report.approved.as_deref().map(approved), "cells": sheet.cells_in_words(form).map(cell).collect::<Vec<_>>(), "totals": totals(sheet)})
}

fn totals(sheet: &Sheet) -> Json {
    let points = &sheet.points;
    let money = |money: Option<Money>| money.map(|m| m.plain(sheet.unit));
    let rate = |rate: Option<Rate>| rate.map(Rate::plain);
    let ImpliedFigures {
        adjustment,
        adjustment_rate,
        initial_basic,
        basic_adjustment,
        basic_adjustment_rate,
        staff,
        initial_staff,
        staff_adjustment,
        public_adjustment,
        project_adjustment,
    } = &sheet.implied;
    json!({
        "points": points.points.plain(),
        "full_points": points.full.plain(),
        "weights": points.weights.plain(),
        "proposed_points": points.proposed.plain(),
        "grade": points.grade,
        "execution_rate": rate(points.execution_rate),
        "execution_points": points.execution.map(Score::plain),
        "adjustment": money(*adjustment),
        "adjustment_rate": rate(*adjustment_rate),
        "initial_basic": money(*initial_basic),
        "basic_adjustment": money(*basic_adjustment),
        "basic_adjustment_rate": rate(*basic_adjustment_rate),
        "staff": money(*staff),
        "initial_staff": money(*initial_staff),
        "staff_adjustment": money(*staff_adjustment),
        "public_adjustment": money(*public_adjustment),
        "project_adjustment": money(*project_adjustment),
    })
}

/// What was found in one report, written straight into the answer: many reports have many findings.
#[derive(Serialize)]
pub(super) struct CheckedReport<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    findings: Vec<CheckedFinding<'f>>,
    blanks: Vec<CheckedBlank<'f>>,
    #[serde(rename = "open")]
    outstanding: OutstandingCount,
}

/// A required cell that is blank.
#[derive(Serialize)]
struct CheckedBlank<'f> {
    at: String,
    says: &'f str,
    explained: Option<&'f str>,
}

#[derive(Serialize)]
struct CheckedFinding<'f> {
    rule: &'f str,
    at: String,
    severity: Severity,
    says: &'f str,
    basis: &'f str,
    source: &'static str,
    also: Vec<String>,
    explained: Option<&'f str>,
    /// Of a family what was found in each cell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    joined: Vec<JoinedFinding<'f>>,
}

/// What was found in one cell of a family.
#[derive(Serialize)]
struct JoinedFinding<'f> {
    rule: &'f str,
    at: String,
    severity: Severity,
    says: &'f str,
    explained: Option<&'f str>,
}

impl<'f> From<&'f Finding> for JoinedFinding<'f> {
    fn from(finding: &'f Finding) -> Self {
        Self {
            rule: finding.rule,
            at: finding.at.to_string(),
            severity: finding.severity,
            says: &finding.says,
            explained: finding.explained.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct OutstandingCount {
    wrong: usize,
    doubt: usize,
    note: usize,
    blank: usize,
}

impl<'f> CheckedReport<'f> {
    pub fn new(checked: &'f Checked) -> Self {
        let findings = &checked.findings;
        let one = |finding: &'f Finding| CheckedFinding {
            rule: finding.rule,
            at: finding.at.to_string(),
            severity: finding.severity,
            says: &finding.says,
            basis: finding.basis,
            source: finding.authority.words(),
            also: finding.also.iter().map(ToString::to_string).collect(),
            explained: finding.explained.as_deref(),
            joined: finding.joined.iter().map(JoinedFinding::from).collect(),
        };
        let blank = |blank: &'f Blank| CheckedBlank {
            at: blank.at.to_string(),
            says: blank.says(),
            explained: blank.explained.as_deref(),
        };
        let outstanding =
            |severity| findings.iter().filter(|f| f.severity == severity && f.explained.is_none()).count();
        let outstanding = OutstandingCount {
            wrong: outstanding(Severity::Wrong),
            doubt: outstanding(Severity::Doubt),
            note: outstanding(Severity::Note),
            blank: checked.blanks.iter().filter(|blank| blank.explained.is_none()).count(),
        };
        let blanks = checked.blanks.iter().map(blank).collect();
        Self { file: None, findings: findings.iter().map(one).collect(), blanks, outstanding }
    }
}

/// What was found in several.
#[derive(Serialize)]
pub(super) struct CheckedReports<'f> {
    files: Vec<CheckedReport<'f>>,
}

impl<'f> CheckedReports<'f> {
    pub fn new(checked: &'f [(&PathBuf, Checked)]) -> Self {
        let one = |(path, checked): &'f (&PathBuf, Checked)| CheckedReport {
            file: Some(path.display().to_string()),
            ..CheckedReport::new(checked)
        };
        Self { files: checked.iter().map(one).collect() }
    }
}

/// Where a text is from.
pub(super) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Blank => "blank",
        Origin::Typed => "typed",
        Origin::Computed => "computed",
        Origin::Overridden => "overridden",
        Origin::LastYear => "last-year",
        Origin::Imported => "imported",
        Origin::Blocked => "blocked",
    }
}

/// A cell's figure as a decimal string, or its date, and the unit it is in. Words have neither.
fn value(cell: &Cell, money: MoneyUnit) -> (Option<String>, String) {
    let usual = match cell.holds {
        Holds::Money => money.word(),
        Holds::Rate => "%",
        Holds::Points => "分",
        _ => "",
    };
    match &cell.value {
        Value::Money(amount) => (Some(amount.plain(money)), usual.into()),
        Value::Count(count) => (Some(count.plain()), usual.into()),
        Value::Rate(rate) => (Some(plain(rate.percent())), usual.into()),
        Value::Score(score) => (Some(score.plain()), usual.into()),
        Value::Date(when) => (when.day().map(|day| day.to_string()), usual.into()),
        Value::Target(target) => match &target.aim {
            Aim::Amount { number, unit } => (Some(plain(*number)), unit.to_string()),
            Aim::By(when) => (when.day().map(|day| day.to_string()), String::new()),
            Aim::Quality(_) => (None, String::new()),
        },
        _ => (None, usual.into()),
    }
}
