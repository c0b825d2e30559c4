//! A text costs what its length costs, whatever it is made of; so do rows. Measured against half of the same, which
//! should take half: the best of several, since other work goes on beside it.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use chrono::NaiveDate;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ziping::check;
use ziping::form::{CellId, Form};
use ziping::report::{LONGEST, Report};
use ziping::sheet::derive;

/// What takes shorter is not measured by its ratio.
const SHORT: Duration = Duration::from_millis(250);

fn took(form: &Form, report: &Report) -> Duration {
    let once = || {
        let begun = Instant::now();
        let sheet = derive(form, report);
        let checked = check::checked(form, report, &sheet, NaiveDate::from_ymd_opt(2024, 3, 1).expect("a day"));
        std::hint::black_box(checked);
        begun.elapsed()
    };
    // Another time only where the first is not short at once: mostly it is.
    let first = once();
    if first < SHORT { first } else { first.min(once()) }
}

/// Linear is 2, square is 4.
fn assert_linear(what: &str, half: Duration, whole: Duration) {
    assert!(whole < SHORT || whole < half * 3, "{what}: {half:?} for half of what takes {whole:?}");
}

/// As much as a cell holds of numbers, quotations, years and marks, with and without an end between them.
#[test]
fn a_text_costs_its_length_whatever_is_in_it() {
    let (form, sample) = (given::form(), given::sample());
    let units: [fn(usize) -> String; 12] = [
        |n| format!("{n} "),
        |n| format!("{n}、"),
        |n| format!("{n}.5万元，"),
        |n| format!("走访企业{n}家。"),
        |_| "【基础数据表·公用经费】".into(),
        |n| format!("【甲{n}】"),
        |_| "【".into(),
        |n| format!("{}年，", 2000 + n % 40),
        |n| format!("2022年3月{}日", n % 30),
        |n| format!("自评得分{}分，", n % 100),
        |n| format!("{n}.甲\n"),
        |_| "。".into(),
    ];
    for address in ["report/basic", "goals/expected"] {
        let at = CellId::parse(address).expect("an address");
        for unit in units {
            let text: String =
                (0..).map(unit).flat_map(|unit| unit.chars().collect::<Vec<_>>()).take(LONGEST / 5).collect();
            let half: String = text.chars().take(LONGEST / 10).collect();
            let [half, whole] = [half, text.clone()].map(|text| {
                let mut report = sample.clone();
                Arc::make_mut(&mut report.content).cells.write(&at, &text);
                took(&form, &report)
            });
            assert_linear(&format!("{address} {}", text.chars().take(20).collect::<String>()), half, whole);
        }
    }
}

/// Ten thousand quotations are found and checked in three times what the same words take between other brackets,
/// whatever they lead to: a figure by its own name or its place, a row that is gone, nothing at all.
#[test]
fn a_quotation_costs_little_more_than_its_words() {
    let (form, at) = (given::form(), CellId::parse("report/basic").expect("an address"));
    let units: [fn(usize) -> String; 4] = [
        |_| "【公用经费】".into(),
        |_| "【基础数据表·公用经费·本年决算数】".into(),
        |_| "【基础数据表·公用经费】".into(),
        |n| format!("【甲{n}】"),
    ];
    for unit in units {
        let text: String = (0..10_000).map(unit).collect();
        let text: String = text.chars().take(LONGEST).collect();
        let plain = text.replace('【', "〔").replace('】', "〕");
        let [plain, quoting] = [plain, text.clone()].map(|text| {
            let mut report = given::sample();
            Arc::make_mut(&mut report.content).cells.write(&at, &text);
            (0..5).map(|_| took(&form, &report)).min().expect("a time")
        });
        let beginning: String = text.chars().take(20).collect();
        assert!(quoting < plain * 3, "{beginning}: {quoting:?} beside {plain:?} between other brackets");
    }
}

/// Some thousand rows that someone added.
#[test]
fn rows_cost_their_number() {
    let (form, sample) = (given::form(), given::sample());
    let [half, whole] = [2_000, 4_000].map(|count| {
        let mut report = sample.clone();
        let names = (1..=count).map(|number| format!("other-{number}").into()).collect();
        Arc::make_mut(&mut report.content).rows.insert("base/other".into(), Arc::new(names));
        took(&form, &report)
    });
    assert_linear("rows", half, whole);
}

#[test]
fn cells_listed_in_words_are_called_as_each_alone() {
    for (name, form, report) in given::filled() {
        let sheet = ziping::sheet::derive(&form, &report);
        assert_eq!(sheet.cells_in_words(&form).count(), sheet.cells().count(), "{name}");
        for (cell, words) in sheet.cells_in_words(&form) {
            assert_eq!(words, sheet.words(&form, &cell.at), "{name}");
        }
    }
}
