//! How a figure comes about is said twice, as the sheet computes it and as a workbook will: both give the same.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use given::{edits, sample};
use proptest::prelude::*;
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Report};
use ziping::sheet::{Recipe, Sheet, Value, derive};
use ziping::value::{Count, Money, Rate, Score};

/// A recipe followed on the figures that the sheet shows.
fn followed(sheet: &Sheet, recipe: &Recipe) -> Option<Value> {
    let value = |at: &CellId| sheet.cell(at).map(|cell| cell.value.clone()).unwrap_or_default();
    match recipe {
        Recipe::Sum(cells) => added(cells.iter().map(value)),
        Recipe::SumWith(cells, with) => {
            added(cells.iter().map(value))?;
            added(std::iter::once(with).chain(cells).map(value))
        }
        Recipe::Either(both) => both.iter().find_map(|recipe| followed(sheet, recipe)),
        Recipe::Less(from, less) => match (value(from), value(less)) {
            (Value::Money(from), Value::Money(less)) => Some(Value::Money(from - less)),
            _ => None,
        },
        Recipe::Share(part, whole) => match (value(part), value(whole)) {
            (Value::Money(part), Value::Money(whole)) => part.share_of(whole),
            (Value::Count(part), Value::Count(whole)) => part.share_of(whole),
            (Value::Score(part), Value::Score(whole)) => part.share_of(whole),
            _ => None,
        }
        .map(Value::Rate),
        Recipe::Points { rate, weight, cap } => match (value(rate), value(weight)) {
            (Value::Rate(rate), Value::Score(weight)) => {
                let rate = if *cap { rate.min(Rate::ONE) } else { rate };
                Some(Value::Score(rate.max(Rate::ZERO).of(weight)))
            }
            _ => None,
        },
        Recipe::Given(score) => Some(Value::Score(*score)),
        // 等级 and the rate of all projects are no cells of any form.
        Recipe::Grade { .. } | Recipe::ShareOfSums(..) => None,
    }
}

/// Figures added up, each kind to its own; none of none.
fn added(values: impl Iterator<Item = Value>) -> Option<Value> {
    values.fold(None, |sum, value| match (sum, value) {
        (sum, Value::Money(more)) => match sum.unwrap_or(Value::Money(Money::ZERO)) {
            Value::Money(sum) => Some(Value::Money(sum + more)),
            sum => Some(sum),
        },
        (sum, Value::Count(more)) => match sum.unwrap_or(Value::Count(Count::ZERO)) {
            Value::Count(sum) => Some(Value::Count(sum + more)),
            sum => Some(sum),
        },
        (sum, Value::Score(more)) => match sum.unwrap_or(Value::Score(Score::ZERO)) {
            Value::Score(sum) => Some(Value::Score(sum + more)),
            sum => Some(sum),
        },
        (sum, _) => sum,
    })
}

/// Every cell has a recipe that gives what the sheet computed, or neither; how many have one.
fn agree(form: &Form, report: &Report) -> Result<usize, TestCaseError> {
    let sheet = derive(form, report);
    let mut recipes = 0;
    for cell in sheet.cells() {
        let recipe = Recipe::of(form, &sheet, &cell.at);
        recipes += usize::from(recipe.is_some());
        let value = recipe.as_ref().and_then(|recipe| followed(&sheet, recipe));
        prop_assert_eq!(value.as_ref(), cell.computed.as_deref(), "{}: {:?}", &cell.at, &recipe);
    }
    Ok(recipes)
}

#[test]
fn the_sample_and_every_blank_form_agree() {
    let form = given::form();
    assert!(agree(&form, &sample()).is_ok_and(|recipes| recipes > 30), "{:?}", agree(&form, &sample()));
    for text in form::sources() {
        let form = form::parse(text).expect("a form without fault");
        assert!(agree(&form, &Report::new(&form, form.from_year)).is_ok_and(|recipes| recipes > 0));
    }
}

#[test]
fn a_sum_over_blanks_alone_is_blank() {
    for form in form::sources().map(|text| form::parse(text).expect("a form without fault")) {
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let blank = |at: &CellId| sheet.cell(at).is_none_or(|cell| !cell.is_stated());
        let sums = sheet.cells().filter(|cell| match Recipe::of(&form, &sheet, &cell.at) {
            Some(Recipe::Sum(cells) | Recipe::SumWith(cells, _)) => cells.iter().all(blank),
            _ => false,
        });
        let sums: Vec<_> = sums.collect();
        assert!(!sums.is_empty(), "{} has no sums", form.id);
        assert!(sums.iter().all(|cell| cell.is_blank() && cell.text.is_empty()), "{}", form.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_report_agrees(edits in prop::collection::vec(edits(), 0..60)) {
        let form = given::form();
        let mut report = Report::new(&form, 2023);
        for edit in edits {
            let _refused = report::apply(&form, &mut report, &edit);
        }
        agree(&form, &report)?;
    }
}
