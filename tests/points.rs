//! The points proposed for a result: target, result and weight as data in `tests/data/points.ron`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use ziping::form::{self, CellId, Form, Reverse, Satisfaction};
use ziping::report::{self, Edit, Report};
use ziping::sheet::{Indicator, Proposal, derive};
use ziping::value::{Rate, Score};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The indicator's row, which says whether it is a cost or a satisfaction.
    #[serde(default = "quantity")]
    row: String,
    #[serde(default = "indicator_name")]
    name: String,
    target: String,
    actual: String,
    weight: String,
    #[serde(default)]
    score: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    choices: Choices,
    /// The points proposed and their rule; none where nothing can be said.
    gives: Option<(String, String)>,
    /// What the other rules would give.
    #[serde(default)]
    others: Vec<(String, String)>,
    /// Result as a share of the target.
    #[serde(default)]
    attained: Option<String>,
}

/// What the form would choose otherwise than the one in use.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Choices {
    linear: bool,
    steps: bool,
    penalty: Option<Score>,
    over: Option<Rate>,
}

fn indicator_name() -> String {
    "指标".into()
}

fn quantity() -> String {
    "quantity-1".into()
}

fn form_with(choices: &Choices) -> Form {
    let mut form = Form::clone(&form::bundled("hunan-lusong-2023").expect("the form is bundled"));
    if choices.linear {
        form.scoring.reverse = Reverse::Linear;
    }
    if choices.steps {
        form.scoring.satisfaction = Satisfaction::Steps;
    }
    form.scoring.over.penalty = choices.penalty.unwrap_or(form.scoring.over.penalty);
    form.scoring.over.from = choices.over.unwrap_or(form.scoring.over.from);
    form
}

fn indicator(form: &Form, row: &str, cells: &BTreeMap<&str, &str>) -> Indicator {
    let mut report = Report::new(form, 2023);
    for (column, text) in cells {
        let edit = Edit::Write { at: CellId::new("scores", row, *column), text: (*text).into() };
        report::apply(form, &mut report, &edit).expect("a cell of the form");
    }
    let sheet = derive(form, &report);
    let line = sheet.part("scores").and_then(|part| part.lines.iter().find(|line| line.id == row));
    line.and_then(|line| line.indicator.clone()).expect("an indicator")
}

fn said(proposal: &Proposal) -> (String, String) {
    (proposal.points.plain(), format!("{:?}", proposal.rule))
}

#[test]
fn points_follow_the_forms_rule() {
    let cases: Vec<Case> = ron::from_str(include_str!("data/points.ron")).expect("cases");
    for case in cases {
        let cells = BTreeMap::from([
            ("name", case.name.as_str()),
            ("target", &case.target),
            ("actual", &case.actual),
            ("weight", &case.weight),
            ("score", &case.score),
            ("level", &case.level),
        ]);
        let indicator = indicator(&form_with(&case.choices), &case.row, &cells);
        assert_eq!(indicator.proposal.as_ref().map(said), case.gives, "{case:?}");
        assert_eq!(indicator.others.iter().map(said).collect::<Vec<_>>(), case.others, "{case:?}");
        if case.attained.is_some() {
            assert_eq!(indicator.attainment.map(Rate::plain), case.attained, "{case:?}");
        }
    }
}

#[test]
fn an_unused_row_has_no_points() {
    let form = form_with(&Choices::default());
    for none in ["无", "——", "/", "-"] {
        let cells =
            BTreeMap::from([("name", none), ("target", none), ("actual", none), ("weight", "0"), ("score", "无")]);
        assert_eq!(indicator(&form, "social-1", &cells), Indicator::default(), "{none}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "≥",
        "≤",
        "=",
        "<",
        ">",
        "-",
        "0",
        "1",
        "80",
        "100",
        "99999999999999999999",
        "0.0000000001",
        ".",
        ",",
        "%",
        "‰",
        "万元",
        "元",
        "次",
        "百分比",
        "比例",
        "9月",
        "前",
        "底",
        "2023年",
        "31日",
        "达标",
        "无",
        "—",
        " ",
        "（",
        "提升",
        "以上",
    ]);
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_no_proposal_leaves_the_weight(
        row in prop::sample::select(vec!["quantity-1", "served-1", "economic-cost-1"]),
        target in texts(), actual in texts(), weight in texts(), score in texts(),
        level in prop::sample::select(vec!["", "达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差", "x"]),
        linear in any::<bool>(), steps in any::<bool>(),
    ) {
        let form = form_with(&Choices { linear, steps, ..Choices::default() });
        let cells = BTreeMap::from([
            ("name", "指标"), ("target", &*target), ("actual", &*actual), ("weight", &*weight), ("score", &*score), ("level", level),
        ]);
        let indicator = indicator(&form, row, &cells);
        let weight = ziping::value::read_points(&weight).value().copied().unwrap_or_default();
        if weight >= Score::ZERO {
            for proposal in indicator.proposal.iter().chain(&indicator.others) {
                let over = proposal.points - weight;
                prop_assert!(proposal.points >= Score::ZERO && !over.differs(over.min(Score::ZERO)), "{proposal:?} of {weight:?}");
            }
        }
    }
}
