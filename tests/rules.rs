//! Every rule has a case that fires and one that stays quiet, as data in `tests/data/rules/`, one file a rule.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use ziping::check::{self, Finding, Severity};
use ziping::form::{self, CellId};
use ziping::report::{self, Approved, Edit, LastYear, Report};
use ziping::sheet::derive;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// A change of the form's text, for rules that rest on what the bundled form leaves out: what is replaced, by what.
    #[serde(default)]
    form: Option<(String, String)>,
    /// Written on an empty report.
    fires: Fires,
    /// A report like it that is in order.
    quiet: Quiet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fires {
    #[serde(default)]
    today: Option<String>,
    cells: BTreeMap<String, String>,
    /// Last year's report, where this one was carried from it.
    #[serde(default)]
    last: BTreeMap<String, String>,
    /// The targets as they were approved.
    #[serde(default)]
    approved: BTreeMap<String, String>,
    /// The cells the findings must be about, all of them.
    at: Vec<String>,
    /// What the first sentence must hold.
    says: Vec<String>,
    /// The first finding offers a mend.
    #[serde(default)]
    mends: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiet {
    #[serde(default)]
    today: Option<String>,
    cells: BTreeMap<String, String>,
    /// Last year's report, where this one was carried from it.
    #[serde(default)]
    last: BTreeMap<String, String>,
    /// The targets as they were approved.
    #[serde(default)]
    approved: BTreeMap<String, String>,
}

const FORM: &str = "hunan-lusong-2023";

fn form_with(change: Option<&(String, String)>) -> (std::sync::Arc<form::Form>, String) {
    let text = form::bundled_text(FORM).expect("the form is bundled");
    let Some((old, new)) = change else { return (form::bundled(FORM).expect("the form is bundled"), text.into()) };
    assert!(text.contains(old), "the form has no {old}");
    let text = text.replacen(old, new, 1);
    (form::parse(&text).expect("still a form").into(), text)
}

fn report_with(
    change: Option<&(String, String)>,
    cells: &BTreeMap<String, String>,
    (last, approved): (&BTreeMap<String, String>, &BTreeMap<String, String>),
) -> (std::sync::Arc<form::Form>, Report) {
    let (form, form_text) = form_with(change);
    let mut report = written(&form, 2023, cells);
    if !last.is_empty() {
        report.last =
            Some(std::sync::Arc::new(LastYear { form_text: form_text.into(), report: written(&form, 2022, last) }));
    }
    if !approved.is_empty() {
        let approved = Approved { from: "绩效目标表.docx".into(), report: written(&form, 2023, approved) };
        report::apply(&form, &mut report, &Edit::Approve(Some(approved.into()))).expect("of the same year");
    }
    (form, report)
}

fn written(form: &form::Form, year: i32, cells: &BTreeMap<String, String>) -> Report {
    let mut report = Report::new(form, year);
    for (at, text) in cells {
        let at = CellId::parse(at).expect("an address");
        report::apply(form, &mut report, &Edit::Write { at, text: text.as_str().into() }).expect("a cell of the form");
    }
    report
}

fn findings(form: &form::Form, report: &Report, today: Option<&str>, rule: &str) -> Vec<Finding> {
    let today = today.unwrap_or("2024-03-15").parse().expect("a date");
    let all = check::run(form, report, &derive(form, report), today);
    all.into_iter().filter(|f| f.rule == rule).collect()
}

fn cases() -> impl Iterator<Item = (&'static check::Rule, Case)> {
    check::rules().map(|rule| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules").join(format!("{}.ron", rule.id));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("no case for rule {}: {}", rule.id, path.display()));
        (rule, ron::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", rule.id)))
    })
}

#[test]
fn every_rule_fires_where_it_should() {
    for (rule, Case { form, fires, .. }) in cases() {
        let (form, report) = report_with(form.as_ref(), &fires.cells, (&fires.last, &fires.approved));
        let found = findings(&form, &report, fires.today.as_deref(), rule.id);
        let at: Vec<String> = found.iter().map(|f| f.at.to_string()).collect();
        assert_eq!(at, fires.at, "{}: {:?}", rule.id, found.iter().map(|f| &f.says).collect::<Vec<_>>());
        for word in &fires.says {
            assert!(found[0].says.contains(word), "{}: “{}” lacks {word}", rule.id, found[0].says);
        }
        assert_eq!(!found[0].mends.is_empty(), fires.mends, "{}: a mend is offered", rule.id);
    }
}

#[test]
fn every_rule_stays_quiet_where_all_is_well() {
    for (rule, Case { form, quiet, .. }) in cases() {
        let (form, report) = report_with(form.as_ref(), &quiet.cells, (&quiet.last, &quiet.approved));
        let found = findings(&form, &report, quiet.today.as_deref(), rule.id);
        assert!(found.is_empty(), "{}: {:?}", rule.id, found.iter().map(|f| &f.says).collect::<Vec<_>>());
    }
}

/// The worst a mend could do is to turn a target round. Signs that are written stay; one is only offered where the name
/// tells which.
#[test]
fn no_mend_turns_a_target_round() {
    let names = [
        "群众投诉率",
        "投诉处理率",
        "验收合格率",
        "安全事故",
        "项目成本",
        "成本节约率",
        "补助标准",
        "用水量",
        "办结时限",
        "走访企业",
    ];
    let targets = ["5%", "5", "5起", "5万元", "5元/人", "5个工作日", "提升5%", "下降5%", "0", "5日内"];
    let rows = ["quantity-1", "quality-1", "timeliness-1", "economic-cost-1", "social-1", "served-1"];
    let form = form::bundled(FORM).expect("the form is bundled");
    let signs = ["", "≥", "≤", "<", "="];
    let count = names.len() * targets.len() * rows.len() * signs.len();
    for number in 0..count {
        let sign = signs[number % signs.len()];
        let row = rows[number / signs.len() % rows.len()];
        let target = targets[number / signs.len() / rows.len() % targets.len()];
        let name = names[number / signs.len() / rows.len() / targets.len()];
        let cell = |column: &str, text: String| (format!("scores/{row}/{column}"), text);
        let cells = [
            cell("name", name.into()),
            cell("target", format!("{sign}{target}")),
            cell("actual", "4".into()),
            cell("weight", "10".into()),
            cell("score", "9".into()),
        ];
        let report = written(&form, 2023, &cells.into_iter().collect());
        let at = CellId::new("scores", row, "target");
        let sense = |report: &Report| {
            let sheet = derive(&form, report);
            let line = sheet.part("scores").and_then(|part| part.lines.iter().find(|line| line.id == row));
            line.and_then(|line| line.indicator.as_ref()).and_then(|indicator| indicator.sense)
        };
        let before = sense(&report);
        let today = "2024-03-15".parse().expect("a date");
        for mend in check::run(&form, &report, &derive(&form, &report), today).into_iter().flat_map(|f| f.mends) {
            let mut mended = report.clone();
            report::apply(&form, &mut mended, &mend.edit).expect("the mend is an edit of the form");
            if mended.content.cells.text(&at) != report.content.cells.text(&at) {
                assert!(before.is_some(), "{row} {name} {sign}{target}: {}", mend.label);
                assert_eq!(sense(&mended), before, "{row} {name} {sign}{target}: {}", mend.label);
            }
        }
    }
}

#[test]
fn a_mend_mends() {
    for (rule, Case { form, fires, .. }) in cases().filter(|(_, case)| case.fires.mends) {
        let (form, report) = report_with(form.as_ref(), &fires.cells, (&fires.last, &fires.approved));
        let found = findings(&form, &report, fires.today.as_deref(), rule.id);
        let mended = &found[0];
        for mend in &mended.mends {
            let mut report = report.clone();
            report::apply(&form, &mut report, &mend.edit).expect("the mend is an edit of the form");
            let left = findings(&form, &report, fires.today.as_deref(), rule.id);
            assert!(
                left.iter().all(|f| f.at != mended.at || f.says != mended.says),
                "{}: still “{}” after “{}”",
                rule.id,
                mended.says,
                mend.label
            );
        }
    }
}

#[test]
fn an_explanation_lifts_a_finding_and_lapses_with_its_numbers() {
    for (rule, Case { form, fires, .. }) in cases().filter(|(rule, _)| rule.severity != Severity::Note) {
        let (form, mut report) = report_with(form.as_ref(), &fires.cells, (&fires.last, &fires.approved));
        let found = findings(&form, &report, fires.today.as_deref(), rule.id).swap_remove(0);
        assert!(found.is_outstanding(), "{}", rule.id);
        let about = found.about(&derive(&form, &report));
        let explanation = report::Explanation { text: "原因已核实。".into(), about: about.as_str().into() };
        let explain = Edit::Explain { finding: found.key(), explanation };
        report::apply(&form, &mut report, &explain).expect("explaining is always possible");
        let lifted = findings(&form, &report, fires.today.as_deref(), rule.id).swap_remove(0);
        assert!(!lifted.is_outstanding(), "{}", rule.id);
        let lapsing = report::Explanation { text: "原因已核实。".into(), about: format!("{about}0").into() };
        let explain = Edit::Explain { finding: found.key(), explanation: lapsing };
        report::apply(&form, &mut report, &explain).expect("explaining is always possible");
        let lapsed = findings(&form, &report, fires.today.as_deref(), rule.id).swap_remove(0);
        assert!(lapsed.is_outstanding(), "{}", rule.id);
    }
}

/// Explanations in saved files and scripts rest on ids: none is renamed, none is reused, and docs and code cannot move
/// together unnoticed.
#[test]
fn ids_are_those_of_the_golden_list() {
    let ids: Vec<String> = check::rules().map(|rule| format!("{} {}", rule.number, rule.id)).collect();
    let golden: Vec<&str> = include_str!("data/rules.txt").lines().collect();
    assert_eq!(ids, golden, "a new rule goes into tests/data/rules.txt, an old one stays");
}

#[test]
fn every_rule_says_where_it_is_from_and_no_article() {
    for rule in check::rules() {
        let source = rule.authority.words();
        let document = source.contains('〔') && source.ends_with('号') || source.starts_with("GB/T ");
        assert!(document || matches!(source, "表样" | "通行做法"), "{}: {source}", rule.id);
        let article = |words: &str| words.contains('第') && words.contains('条');
        assert!(!article(rule.basis) && !article(source), "{}: {}", rule.id, rule.basis);
    }
}

#[test]
fn ids_are_unique_and_every_case_has_a_rule() {
    let mut ids: Vec<&str> = check::rules().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    for file in std::fs::read_dir(folder).expect("cases") {
        let path = file.expect("a file").path();
        let name = path.file_stem().and_then(|s| s.to_str()).expect("a name").to_string();
        assert!(ids.contains(&name.as_str()), "{name} is no rule");
    }
}

/// What is odd is the form's to say: with a limit of its own it hears less, and from the same words.
#[test]
fn limits_are_the_forms() {
    let limits: [(&str, &str, &[&str]); 5] = [
        ("items-explain-little", "items: \"12%\"", &[]),
        ("item-over-budget", "item_over: \"200%\"", &["base/reception/final"]),
        ("procurement-below-budget", "procurement: \"25%\"", &[]),
        ("changed-much-since-last-year", "change: \"56%\"", &[]),
        ("weight-on-one-indicator", "one_indicator: \"21%\"", &[]),
    ];
    for (id, limit, still) in limits {
        let (rule, Case { fires, .. }) = cases().find(|(rule, _)| rule.id == id).expect("a rule");
        let change = ("limits: (".to_string(), format!("limits: ({limit}, "));
        let (form, report) = report_with(Some(&change), &fires.cells, (&fires.last, &fires.approved));
        let found = findings(&form, &report, None, rule.id);
        assert_eq!(found.iter().map(|f| f.at.to_string()).collect::<Vec<_>>(), still, "{id}");
    }
    let change = ("limits: (".to_string(), "limits: (one_indicator: \"8%\", ".to_string());
    let (_, Case { fires, .. }) = cases().find(|(rule, _)| rule.id == "weight-on-one-indicator").expect("a rule");
    let (form, report) = report_with(Some(&change), &fires.cells, (&fires.last, &fires.approved));
    let found = findings(&form, &report, None, "weight-on-one-indicator");
    assert!(found[0].says.starts_with("有3项指标的分值占到满分100分的8%以上"), "{}", found[0].says);
}

#[test]
fn years_are_read_in_digits_of_either_width() {
    for (at, rule, text, mended) in [
        ("report/overall", "other-year-in-text", "２０２１年年初预算资金59万元。", "２０２３年年初预算资金59万元。"),
        ("report/overall", "other-year-in-text", "2021 年年初预算资金59万元。", "2023 年年初预算资金59万元。"),
        ("report/results", "years-in-a-row-differ", "自２０１２年起连续１１年助学。", "自２０１２年起连续12年助学。"),
        ("report/annexes", "annex-list-incomplete", "1.２０２２年度部门（单位）整体支出绩效自评表", ""),
    ] {
        let (form, mut report) =
            report_with(None, &BTreeMap::from([(at.into(), text.into())]), (&BTreeMap::new(), &BTreeMap::new()));
        let found = findings(&form, &report, None, rule);
        assert!(!found.is_empty(), "{text}");
        report::apply(&form, &mut report, &found[0].mends[0].edit).expect("the mend is an edit of the form");
        assert_eq!(report.content.cells.text(&found[0].at), mended, "{text}");
    }
}

#[test]
fn a_form_without_the_roles_is_silent() {
    let text = form::bundled_text(FORM).expect("the form is bundled");
    let mute: String = text.lines().map(|line| strip_roles(line) + "\n").collect();
    let bare: form::Form = ron::from_str(&mute).expect("still a form");
    let (_, report) = report_with(
        None,
        &cases().filter(|(_, case)| case.form.is_none()).flat_map(|(_, case)| case.fires.cells).collect(),
        (&BTreeMap::new(), &BTreeMap::new()),
    );
    let today = "2024-03-15".parse().expect("a date");
    let found = check::run(&bare, &report, &derive(&bare, &report), today);
    let about: std::collections::BTreeSet<&str> = found.iter().map(|f| f.rule).collect();
    // These speak of kinds of cells, of rows and their parts, and of how texts are written: every form has those.
    let of_any_form = [
        "decimals-mixed",
        "figure-unreadable",
        "half-width-punctuation",
        "last-year-in-goals",
        "name-spelled-two-ways",
        "placeholder-left",
        "slip-of-the-pen",
        "total-empty",
    ];
    assert_eq!(about.into_iter().collect::<Vec<_>>(), of_any_form);
}

fn strip_roles(line: &str) -> String {
    let mut rest = line.to_string();
    while let Some(start) = rest.find(", role: ") {
        let end = rest[start + 2..].find([',', ')']).map_or(rest.len(), |e| start + 2 + e);
        rest.replace_range(start..end, "");
    }
    rest
}
