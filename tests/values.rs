//! What texts mean: money, rates, counts, points, dates and targets as clerks write them, in `tests/data/targets.ron`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use ziping::value::{
    Aim, Count, Money, MoneyUnit, Rate, Reading, Score, Target, When, fold, plain, read_count, read_money, read_points,
    read_rate, read_target, read_words, tidy_number,
};

/// Texts and what they mean. `blank`, `none`, `dash` and `unreadable` are the readings without a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    /// In 元, the form speaking 万元.
    money: BTreeMap<String, String>,
    /// As the form shows it: 86.18%.
    rates: BTreeMap<String, String>,
    counts: BTreeMap<String, String>,
    points: BTreeMap<String, String>,
    /// 2024-3-15, with ? for what was not written, and `before` where the named time is itself too late.
    dates: BTreeMap<String, String>,
    /// Direction, then number and unit, or `by` and a date, or `words`.
    targets: Vec<(String, String)>,
}

fn data() -> Data {
    ron::from_str(include_str!("data/targets.ron")).expect("texts and meanings")
}

fn said<T>(reading: Reading<T>, value: impl FnOnce(T) -> String) -> String {
    match reading {
        Reading::Blank => "blank".into(),
        Reading::Nothing => "none".into(),
        Reading::Dash => "dash".into(),
        Reading::Is(it) => value(it),
        Reading::Unreadable => "unreadable".into(),
    }
}

fn date(when: When) -> String {
    let part = |n: Option<i64>| n.map_or("?".into(), |n| n.to_string());
    let text = [when.year.map(i64::from), when.month.map(i64::from), when.day.map(i64::from)].map(part).join("-");
    if when.before { format!("{text} before") } else { text }
}

fn target(target: Target) -> String {
    let sense = target.sense.map_or(String::new(), |sense| format!("{} ", sense.sign()));
    match target.aim {
        Aim::Amount { number, unit } => format!("{sense}{} {unit}", plain(number)).trim().to_string(),
        Aim::By(when) => format!("{sense}by {}", date(when)),
        Aim::Quality(words) => format!("{sense}words {words}"),
    }
}

fn agree(texts: &BTreeMap<String, String>, read: impl Fn(&str) -> String) {
    for (text, meaning) in texts {
        assert_eq!(&read(text), meaning, "“{text}”");
    }
}

#[test]
fn money_is_read() {
    agree(&data().money, |text| said(read_money(text, MoneyUnit::Wan), |money| plain(money.0)));
}

#[test]
fn rates_are_read() {
    agree(&data().rates, |text| said(read_rate(text), Rate::plain));
}

#[test]
fn counts_and_points_are_read() {
    agree(&data().counts, |text| said(read_count(text), Count::plain));
    agree(&data().points, |text| said(read_points(text), Score::plain));
}

#[test]
fn dates_are_read() {
    agree(&data().dates, |text| said(When::read(text), date));
}

#[test]
fn targets_and_results_are_read() {
    for (text, meaning) in data().targets {
        assert_eq!(said(read_target(&text), target), meaning, "“{text}”");
    }
}

#[test]
fn four_statements_without_a_figure_are_four() {
    for text in ["", " ", "　", "\n"] {
        assert_eq!(read_words(text), Reading::Blank, "“{text}”");
    }
    assert_eq!(
        (read_words("无。"), read_words("——"), read_words("0")),
        (Reading::Nothing, Reading::Dash, Reading::Is(()))
    );
}

#[test]
fn a_small_sum_is_tidied() {
    assert_eq!(tidy_number("=72.04+7.87").as_deref(), Some("79.91"));
    assert_eq!(tidy_number("＝５－２．５").as_deref(), Some("2.5"));
    for text in ["=", "=5", "72.04+7.87", "=5+", "=＋", "=一+二", "=5+2万"] {
        assert_eq!(tidy_number(text), None, "“{text}”");
    }
}

/// Random texts made of what matters to the readers.
fn texts() -> impl Strategy<Value = String> {
    let marks = "0123456789０９.,，．%‰％+-－=≥≤≧<>＞/、（）() 　\n年月日底前元万千亿次人无一—…%百分比例定性提升以上内之达到不超过😀\u{0}\u{301}";
    let mark = prop::sample::select(marks.chars().collect::<Vec<_>>());
    prop_oneof![prop::collection::vec(mark, 0..24).prop_map(String::from_iter), any::<String>()]
}

fn decimals(places: u32) -> impl Strategy<Value = Decimal> {
    (-99_999_999_999i64..99_999_999_999).prop_map(move |n| Decimal::new(n, places))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_reader_panics(text in texts()) {
        for unit in [MoneyUnit::Yuan, MoneyUnit::Wan] {
            let shown = read_money(&text, unit).map(|money| (money.plain(unit), money.said(unit)));
            prop_assert!(shown != Reading::Blank || fold(&text).is_empty());
        }
        let _ = read_rate(&text).map(|rate| (rate.plain(), rate.of(Score(Decimal::TEN))));
        let _ = (read_count(&text).map(Count::plain), read_points(&text).map(Score::plain), tidy_number(&text), read_words(&text));
        let _ = When::read(&text).map(|when| (when.day(), when.latest(2023), when.latest(i32::MAX), when.latest(i32::MIN)));
        let _ = read_target(&text).map(target);
    }

    #[test]
    fn reading_what_is_shown_gives_the_same(number in decimals(2), fine in decimals(4)) {
        for unit in [MoneyUnit::Yuan, MoneyUnit::Wan] {
            let money = Money::of(number, unit);
            prop_assert_eq!(read_money(&money.plain(unit), unit), Reading::Is(money));
            prop_assert_eq!(read_money(&money.said(unit), unit), Reading::Is(money));
        }
        prop_assert_eq!(plain(number), number.normalize().to_string());
        prop_assert_eq!(read_count(&Count(number).plain()), Reading::Is(Count(number)));
        prop_assert_eq!(read_points(&Score(number).plain()), Reading::Is(Score(number)));
        prop_assert_eq!(read_rate(&Rate(fine).plain()), Reading::Is(Rate(fine)));
        let read = read_target(&format!("≥{}次", plain(number)));
        prop_assert_eq!(read.value().and_then(Target::number), Some(number));
    }
}
