//! 查找、替换、转到: what is found and in which order, what is replaced and what is not; in the window by keys.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, Rect, Role, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use given::{edits, form, sample, texts};
use proptest::prelude::*;
use window::{USUAL, press, text};
use ziping::app::App;
use ziping::desk::{Desk, Sought, cells_called};
use ziping::form::CellId;
use ziping::report::{Edit, Mark, Report, Source};

fn desk() -> Desk {
    Desk::new(form(), sample(), "2024-03-15".parse().expect("a date"))
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn hits(desk: &Desk, words: &str) -> Vec<String> {
    desk.hits(&Sought::new(words)).iter().map(ToString::to_string).collect()
}

#[test]
fn it_stands_in_texts_labels_findings_and_names() {
    let desk = desk();
    for (words, found) in [
        // A figure, as it is written and as it is computed.
        ("85.22", "apply/total/full"),
        ("８５．２２", "apply/total/full"),
        // The label of a row, in words and by its initials.
        ("公用经费", "base/public/last"),
        ("gyjf", "base/public/last"),
        ("GYJF", "base/public/last"),
        // The label of a column, with its year.
        ("2023年决算数", "base/three-public/final"),
        // A kind of indicators.
        ("数量指标", "scores/quantity-1/name"),
        ("slzb", "scores/quantity-1/name"),
    ] {
        let hits = hits(&desk, words);
        assert!(hits.iter().any(|at| at == found), "{words}: {hits:?}");
    }
    let finding = desk.findings().first().expect("the sample has some").members()[0].clone();
    let words: String = finding.says.chars().take(12).collect();
    assert!(hits(&desk, &words).contains(&finding.at.to_string()), "{words}");
    let name = desk.form().figures.iter().find(|figure| figure.at.is_some()).expect("a figure").clone();
    let named = hits(&desk, &format!("【{}】", name.name));
    assert!(named.contains(&name.at.expect("a cell").to_string()), "{named:?}");
    assert!(hits(&desk, "").is_empty() && hits(&desk, "没有人会写的字").is_empty());
}

#[test]
fn it_goes_page_by_page_round_and_round() {
    let desk = desk();
    let hits = desk.hits(&Sought::new("经费"));
    let tabs: Vec<_> = hits.iter().map(|at| desk.sheet().tab(desk.form(), at)).collect();
    assert!(tabs.is_sorted(), "{hits:?}");
    let mut now = None;
    for expected in hits.iter().chain(hits.first()) {
        now = desk.next_hit(&hits, now, false);
        assert_eq!(now, Some(expected));
    }
    for expected in hits.iter().rev() {
        now = desk.next_hit(&hits, now, true);
        assert_eq!(now, Some(expected));
    }
    assert_eq!(desk.next_hit(&[], None, false), None);
}

#[test]
fn what_is_replaced_is_one_step_and_what_is_not_is_said() {
    let mut desk = desk();
    let write = |address: &str, text: &str| Edit::Write { at: at(address), text: text.into() };
    desk.apply(&write("report/duties", "甲乙甲，【甲】，【公用经费】")).expect("a text");
    let copied =
        Edit::Bring { at: at("goals/expected"), text: "甲方".into(), mark: Mark::new(Source::LastYear, true) };
    desk.apply(&copied).expect("a text");
    let was = Report::clone(desk.report());
    let replaced = desk.replacement(&Sought::new("甲"), "丙", None);
    let count = replaced.edits.len();
    desk.apply(&Edit::All(replaced.edits)).expect("cells");
    let text = |desk: &Desk, address: &str| desk.report().content.cells.text(&at(address)).to_string();
    assert_eq!(text(&desk, "report/duties"), "丙乙丙，【甲】，【公用经费】", "names stay");
    assert_eq!(text(&desk, "goals/expected"), "丙方");
    assert!(count >= 2 && replaced.times >= 3);
    assert!(desk.unconfirmed(None).contains(&at("goals/expected")), "what waits goes on waiting");
    desk.undo();
    assert_eq!(**desk.report(), was);
    let one = desk.replacement(&Sought::new("甲"), "丙", Some(&at("goals/expected")));
    assert_eq!((one.edits.len(), one.times), (1, 1));
    let computed = desk.sheet().cell(&at("staff/posts/rate")).expect("a cell").text.to_string();
    let kept = desk.replacement(&Sought::new(&computed), "1", Some(&at("staff/posts/rate")));
    assert_eq!((kept.edits.len(), kept.kept), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    /// Whatever is looked for in whatever: what is found is there, and all of it is replaced or counted.
    #[test]
    fn whatever_is_replaced_is_gone(before in prop::collection::vec(edits(), 0..10), words in texts(), by in texts()) {
        let mut desk = desk();
        for edit in &before {
            desk.apply(edit).ok();
        }
        let sought = Sought::new(&words);
        for at in desk.hits(&sought) {
            prop_assert!(desk.sheet().cell(&at).is_some());
        }
        let was = Report::clone(desk.report());
        let replaced = desk.replacement(&sought, &by, None);
        prop_assert_eq!(words.is_empty(), sought.is_empty());
        if desk.apply(&Edit::All(replaced.edits.clone())).is_ok() && *desk.report().as_ref() != was {
            prop_assert!(desk.undo());
            prop_assert!(*desk.report().as_ref() == was);
        }
    }

    /// Places lie one behind the other at the ends of characters, whatever the text.
    #[test]
    fn places_are_places(text in ".{0,40}", words in ".{0,3}") {
        let sought = Sought::new(&words);
        let mut from = 0;
        for place in sought.places(&text) {
            prop_assert!(place.start >= from && place.end > place.start && text.get(place.clone()).is_some());
            from = place.end;
        }
    }
}

#[test]
fn cells_are_called_by_words_and_initials() {
    let desk = desk();
    let first = |words: &str| cells_called(desk.form(), desk.sheet(), words).next().map(|(at, _)| at.to_string());
    assert_eq!(first("公用经费 2023年决算").as_deref(), Some("base/public/final"));
    assert_eq!(first("gyjf jss").as_deref(), Some("base/public/last"));
    assert_eq!(first("没有这样的格"), None);
}

fn ctrl(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::COMMAND, key);
    harness.run();
}

fn event(harness: &mut Harness<'_, App>, event: Event) {
    harness.event(event);
    harness.run();
}

fn is_at(harness: &Harness<'_, App>, words: &str) -> bool {
    harness.query_by_role_and_label(Role::MultilineTextInput, words).is_some()
}

#[test]
fn it_finds_as_one_types_and_the_keys_stay_with_the_bar() {
    let mut harness = window::sample(USUAL);
    let before = harness.state().desk().expect("a report").report().content.clone();
    ctrl(&mut harness, Key::F);
    assert!(harness.get_by_label("查找内容").is_focused());
    event(&mut harness, Event::Ime(ImeEvent::Preedit { text: "gong'yong".into(), active_range_chars: None }));
    assert!(harness.query_by_label_contains("没有找到").is_none(), "what is being composed is not looked for");
    event(&mut harness, Event::Ime(ImeEvent::Commit("公用经费".into())));
    harness.run();
    let desk = harness.state().desk().expect("a report");
    let hits = desk.hits(&Sought::new("公用经费"));
    let words: Vec<String> = hits.iter().map(|at| desk.sheet().words(desk.form(), at)).collect();
    let all = hits.len();
    assert!(harness.get_by_label("查找内容").is_focused());
    assert!(harness.query_by_label(&format!("第1处，共{all}处")).is_some());
    assert!(is_at(&harness, &words[0]), "the first one is gone to");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert!(is_at(&harness, &words[1]) && harness.query_by_label(&format!("第2处，共{all}处")).is_some());
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    assert!(is_at(&harness, &words[0]));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_label("查找内容").is_none());
    assert!(harness.get_by_role_and_label(Role::MultilineTextInput, &words[0]).is_focused(), "one stays at the cell");
    assert_eq!(harness.state().desk().expect("a report").report().content, before, "nothing is written");
}

#[test]
fn one_and_all_are_replaced() {
    let mut harness = window::sample(USUAL);
    ctrl(&mut harness, Key::H);
    event(&mut harness, Event::Text("示例".into()));
    harness.get_by_role_and_label(Role::MultilineTextInput, "替换为").click();
    harness.run();
    event(&mut harness, Event::Text("样例".into()));
    let before = harness.state().desk().expect("a report").report().content.clone();
    harness.get_by_label("全部替换").click();
    harness.run();
    let desk = harness.state().desk().expect("a report");
    let left = desk.report().content.cells.iter().filter(|(_, text)| text.contains("示例")).count();
    assert!(left == 0 && desk.report().content != before, "{left} are left");
    assert!(harness.query_by_label_contains("已替换").is_some());
    ctrl(&mut harness, Key::Z);
    assert_eq!(harness.state().desk().expect("a report").report().content, before, "it was one step");
}

/// The bar by keys alone: from box to box and to its buttons, which Enter and Space press.
#[test]
fn all_is_replaced_by_keys_alone() {
    for key in [Key::Enter, Key::Space] {
        let mut harness = window::sample(USUAL);
        ctrl(&mut harness, Key::H);
        event(&mut harness, Event::Text("示例".into()));
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert!(harness.get_by_role_and_label(Role::MultilineTextInput, "替换为").is_focused());
        event(&mut harness, Event::Text("样例".into()));
        for words in ["上一处", "下一处", "替换", "全部替换"] {
            press(&mut harness, Modifiers::NONE, Key::Tab);
            assert!(harness.get_by_role_and_label(Role::Button, words).is_focused(), "{words}");
        }
        press(&mut harness, Modifiers::NONE, Key::ArrowUp);
        assert!(harness.get_by_role_and_label(Role::Button, "全部替换").is_focused(), "arrows lead nowhere");
        press(&mut harness, Modifiers::NONE, key);
        let desk = harness.state().desk().expect("a report");
        assert!(desk.report().content.cells.iter().all(|(_, text)| !text.contains("示例")), "{key:?}");
        assert!(harness.query_by_label_contains("已替换").is_some());
        for _ in 0..2 {
            press(&mut harness, Modifiers::NONE, Key::Tab);
        }
        assert!(harness.get_by_label("查找内容").is_focused(), "round and round");
        press(&mut harness, Modifiers::NONE, Key::Escape);
        assert!(harness.query_by_label("查找内容").is_none());
    }
}

#[test]
fn words_of_before_are_selected_and_lead_nowhere() {
    let mut harness = window::sample(USUAL);
    ctrl(&mut harness, Key::F);
    event(&mut harness, Event::Text("公用经费".into()));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_role_and_label(Role::Tab, "自评报告").click();
    harness.run();
    ctrl(&mut harness, Key::F);
    let tab = harness.get_by_role_and_label(Role::Tab, "自评报告").accesskit_node().toggled();
    assert_eq!(tab, Some(Toggled::True), "one stays where one is");
    assert!(harness.query_by_label_contains("共").is_some(), "it is counted where they stand");
    event(&mut harness, Event::Text("培训".into()));
    assert_eq!(harness.get_by_label("查找内容").value().as_deref(), Some("培训"), "what is typed takes their place");
}

#[test]
fn esc_puts_the_bar_away_where_no_text_is_edited() {
    let mut harness = window::sample(USUAL);
    ctrl(&mut harness, Key::F);
    event(&mut harness, Event::Text("公用经费".into()));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let there = |harness: &Harness<'_, App>| harness.query_by_label("查找内容").is_some();
    let seen = Rect::from_min_max(pos2(200.0, 300.0), pos2(900.0, 600.0));
    let cells = harness.query_all_by_role(Role::Cell).filter(|cell| seen.contains_rect(cell.rect()));
    cells.into_iter().next().expect("a cell").click();
    harness.run();
    assert!(!harness.get_by_label("查找内容").is_focused());
    let before = harness.state().desk().expect("a report").report().content.clone();
    event(&mut harness, Event::Text("9".into()));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(there(&harness), "the first gives the text back");
    assert_eq!(harness.state().desk().expect("a report").report().content, before);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(!there(&harness));
}

#[test]
fn a_cell_is_gone_to_by_its_name() {
    let mut harness = window::sample(USUAL);
    ctrl(&mut harness, Key::G);
    event(&mut harness, Event::Text("gyjf".into()));
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let desk = harness.state().desk().expect("a report");
    let (_, words) = cells_called(desk.form(), desk.sheet(), "gyjf").nth(1).expect("two cells");
    assert!(is_at(&harness, &words), "{words}");
    event(&mut harness, Event::Text("12.5".into()));
    let (cell, _) = {
        let desk = harness.state().desk().expect("a report");
        cells_called(desk.form(), desk.sheet(), "gyjf").nth(1).expect("two cells")
    };
    assert_eq!(text(&harness, &cell.to_string()), "12.5");
}

/// 200 indicators and 40 projects: far from what a key may take, even where nothing is optimised (see `benches/derive.rs`).
#[test]
fn much_is_looked_through_as_one_types() {
    let form = form();
    let mut edits = Vec::new();
    let mut write = |address: String, text: String| edits.push(Edit::Write { at: at(&address), text: text.into() });
    for number in 1..=200 {
        write(format!("scores/quantity-{number}/name"), format!("走访企业数{number}"));
        write(format!("scores/quantity-{number}/target"), format!("≥{number}家"));
        write(format!("scores/quantity-{number}/reason"), "因企业停产，没有走访。".into());
    }
    for project in 1..=40 {
        write(format!("p{project}.project/name"), format!("第{project}项工作经费"));
        for number in 1..=5 {
            write(format!("p{project}.scores/quantity-{number}/name"), format!("培训人次{number}"));
        }
    }
    let mut report = sample();
    ziping::report::apply(&form, &mut report, &Edit::All(edits)).expect("cells");
    let desk = Desk::new(form, report, "2024-03-15".parse().expect("a date"));
    for words in ["企业", "gyjf", "85.22", "【公用", "没有人会写的字"] {
        let sought = Sought::new(words);
        let took = (0..5).map(|_| {
            let begun = std::time::Instant::now();
            std::hint::black_box(desk.hits(&sought));
            begun.elapsed()
        });
        let best = took.min().expect("five");
        assert!(best.as_millis() < 80, "{words}: {best:?}");
    }
}

#[test]
fn the_bar_is_as_high_whatever_it_says_and_a_replacement_is_no_failure() {
    let mut harness = window::sample(USUAL);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::H);
    harness.run();
    let high = |harness: &Harness<'_, App>| harness.get_by_label("全部替换").rect().top();
    event(&mut harness, Event::Text("公用经费".into()));
    let before = high(&harness);
    press(&mut harness, Modifiers::NONE, Key::Tab);
    event(&mut harness, Event::Text("日常经费".into()));
    harness.get_by_label("全部替换").click();
    harness.run();
    let says = harness.get_by_label_contains("已替换");
    assert!(says.rect().height() < 30.0, "on one line: {:?}", says.rect());
    assert!((high(&harness) - before).abs() < 0.5);
    harness.get_by_label("查找内容").focus();
    harness.run();
    ctrl(&mut harness, Key::A);
    event(&mut harness, Event::Text("光彩事业".into()));
    harness.get_by_label("全部替换").click();
    harness.run();
    assert!(harness.query_by_label_contains("没有别处了。").is_some() && harness.query_by_label("没有找到").is_none());
    assert!((high(&harness) - before).abs() < 0.5);
}
