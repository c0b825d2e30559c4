//! 校验码, 定稿 and 公开版: the code is of the content alone, a final report stays as it is, a public copy hides persons.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use chrono::NaiveDate;
use given::{edits, form, sample};
use proptest::prelude::*;
use std::sync::Arc;
use ziping::desk::{Barred, Desk};
use ziping::form::{CellId, Form};
use ziping::report::{
    Approved, Closing, Code, Edit, Explanation, Mark, Refused, Report, Source, apply, personal, public, read_listing,
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day")
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(form: &Form, report: &mut Report, address: &str, text: &str) {
    apply(form, report, &Edit::Write { at: at(address), text: text.into() }).expect("a cell of the form");
}

/// Approved targets of that year beside.
fn approve(year: i32) -> Edit {
    let report = Report::new(&form(), year);
    Edit::Approve(Some(Arc::new(Approved { from: "绩效目标表.docx".into(), report })))
}

fn with(address: &str, text: &str) -> Report {
    let mut report = sample();
    write(&form(), &mut report, address, text);
    report
}

#[test]
fn what_is_not_content_leaves_the_code() {
    let (form, mut report) = (form(), sample());
    let code = Code::of(&form, &report.content);
    Arc::make_mut(&mut report.notes).marks.insert(at("report/duties"), Mark::new(Source::LastYear, true));
    Arc::make_mut(&mut report.notes)
        .explanations
        .insert("x@y".into(), Explanation { text: "说明".into(), about: "".into() });
    assert_eq!(Code::of(&form, &report.content), code);
    assert_eq!(apply(&form, &mut report, &approve(2022)), Err(Refused::OtherYear(2022, 2023)));
    apply(&form, &mut report, &approve(2023)).expect("of its year");
    assert!(report.approved.is_some() && Code::of(&form, &report.content) == code);
    assert!(public(&form, &report, &[]).approved.is_none(), "what only stands beside is not given out");
    let add = Edit::AddRow { section: "scores".into(), under: "quantity".into() };
    apply(&form, &mut report, &add).expect("a row");
    let grown = Code::of(&form, &report.content);
    assert_ne!(grown, code, "an empty row is printed");
    let row = report.content.added("scores", "quantity").last().expect("the row").clone();
    apply(&form, &mut report, &Edit::RemoveRow { section: "scores".into(), row: row.clone() }).expect("gone");
    assert_eq!(Code::of(&form, &report.content), code);
    write(&form, &mut report, "scores/quantity-77/name", "");
    assert!(
        row != "quantity-77" && Code::of(&form, &report.content) == grown,
        "what a row is called inside does not count"
    );
}

#[test]
fn a_code_is_read_as_it_is_typed() {
    let code = Code::of(&form(), &sample().content);
    let shown = code.to_string();
    assert!(shown.len() == 9 && shown.as_bytes()[4] == b'-');
    let wide: String = shown.chars().map(|c| char::from_u32(c as u32 + 0xfee0).expect("wide")).collect();
    for typed in [shown.to_lowercase(), shown.replace('-', ""), format!(" 校验码：{shown} "), wide] {
        assert_eq!(Code::parse(&typed), Ok(code), "{typed}");
    }
    for typed in ["", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFG0", "ABCD-EFG中"] {
        assert!(Code::parse(typed).is_err(), "{typed}");
    }
}

/// However many numbers look personal, the public copy that hides them all is known by its code.
#[test]
fn many_personal_numbers_are_no_burden() {
    let folder = tempfile::tempdir().expect("a folder");
    let numbers: Vec<String> = (0..80).map(|n| format!("联系电话138000000{n:02}。")).collect();
    let report = with("report/duties", &numbers.concat());
    let form = form();
    assert!(personal(&form, &report).len() > 64);
    let path = folder.path().join("many.zpb");
    let text = ziping::form::bundled_text(&form.id).expect("bundled");
    ziping::store::save(&path, &form, text, &report).expect("saved");
    let code = Code::of(&form, &public(&form, &report, &[]).content);
    let owner = ziping::store::code_owner(&path, code).expect("opens");
    assert!(matches!(owner, ziping::store::CodeOwner::Present { public: true }), "{owner:?}");
}

/// The sample without anything open.
fn mended() -> Report {
    let mut report = sample();
    let mended = read_listing(include_str!("data/mended.tsv")).expect("a listing");
    apply(&form(), &mut report, &Edit::All(mended)).expect("cells");
    report
}

fn finished() -> Desk {
    let mut desk = Desk::new(form(), mended(), today());
    desk.finish(today()).expect("nothing is open");
    desk
}

#[test]
fn a_final_report_stays_as_it_is() {
    let mut desk = finished();
    let code = Code::of(desk.form(), &desk.report().content);
    let edit = Edit::Write { at: at("base/public/final"), text: "8.87".into() };
    assert_eq!(desk.apply(&edit), Err(Refused::Finished));
    assert_eq!(desk.apply(&Edit::AddProject), Err(Refused::Finished));
    assert_eq!(desk.apply(&approve(2023)), Err(Refused::Finished));
    assert_eq!(desk.finish(today()), Err(Barred::Refused(Refused::Finished)));
    assert!(!desk.can_undo(), "no step leads across 定稿");
    assert_eq!(Code::of(desk.form(), &desk.report().content), code, "定稿 itself is no content");
    assert_eq!(desk.lift(today(), " "), Err(Barred::Refused(Refused::NoReason)));
    desk.lift(today(), "数字有误").expect("a reason is given");
    assert!(!desk.report().is_finished() && !desk.can_undo() && desk.report().record.len() == 2);
    desk.apply(&edit).expect("it can be changed again");
}

#[test]
fn notes_are_added_to_a_final_report_and_nothing_else() {
    let mut desk = finished();
    let before = Report::clone(desk.report());
    let explanation = Explanation { text: "财政局来电核对过。".into(), about: "7.87".into() };
    let note = Edit::Explain { finding: "x@base/public/final".into(), explanation: explanation.clone() };
    let written = Edit::Write { at: at("report/duties"), text: "改".into() };
    let spoilt = Edit::All(vec![note.clone(), written.clone()]);
    assert_eq!(desk.apply(&spoilt), Err(Refused::Finished));
    assert!(**desk.report() == before, "wholly refused");
    desk.apply(&Edit::All(vec![note, Edit::Confirm(at("report/duties"))])).expect("notes are no content");
    let after = desk.report();
    assert_eq!(after.notes.explanations.get("x@base/public/final"), Some(&explanation));
    assert!(Arc::ptr_eq(&after.content, &before.content) && Arc::ptr_eq(&after.record, &before.record));
    assert!(after.is_finished() && !desk.is_saved());
    assert!(desk.undo() && **desk.report() == before && !desk.can_undo(), "the note is taken back, 定稿 is not");
    assert_eq!(desk.apply(&written), Err(Refused::Finished));
}

#[test]
fn the_day_on_record_is_that_of_the_deed() {
    let mut desk = Desk::new(form(), mended(), today());
    let tomorrow = today().succ_opt().expect("a day");
    desk.finish(tomorrow).expect("nothing is open");
    desk.lift(tomorrow.succ_opt().expect("a day"), "数字有误").expect("a reason is given");
    let day = |closing: &Closing| match closing {
        Closing::Finished { on, .. } | Closing::Lifted { on, .. } => on.to_string(),
    };
    let days: Vec<String> = desk.report().record.iter().map(day).collect();
    assert_eq!(days, ["2024-03-16", "2024-03-17"]);
}

/// Whatever rules find in a final report, since the day or with a later program: it is final.
#[test]
fn a_final_report_is_said_to_be_final_whatever_is_found_in_it() {
    let mut report = sample();
    Arc::make_mut(&mut report.record).push(Closing::Finished { on: "2024-03-15".into(), code: "".into() });
    let mut desk = Desk::new(form(), report, today());
    assert!(desk.bars().outstanding.wrong > 0);
    assert_eq!(desk.finish(today()), Err(Barred::Refused(Refused::Finished)));
}

#[test]
fn what_is_open_bars_it() {
    let mut desk = Desk::new(form(), sample(), today());
    let Err(Barred::Outstanding(bars)) = desk.finish(today()) else { panic!("the sample has open findings") };
    assert!(bars.outstanding.wrong > 0 && bars.outstanding.doubt > 0 && !desk.report().is_finished());
}

#[test]
fn what_waits_to_be_looked_at_bars_it_and_every_page_says_so() {
    let (form, mut report) = (form(), mended());
    let mark = Mark::new(Source::LastYear, true);
    Arc::make_mut(&mut report.notes)
        .marks
        .extend([(at("report/duties"), mark.clone()), (at("base/public/last"), mark)]);
    let mut desk = Desk::new(form, report, today());
    let barred = desk.finish(today()).expect_err("two cells wait").to_string();
    assert!(barred.contains("2格待核实") && barred.contains("已核实") && !barred.contains("错误"), "{barred}");
    #[cfg(feature = "print")]
    let mark =
        |desk: &Desk| ziping::export::stamp(desk.form(), desk.report(), &ziping::export::Wish::default()).watermark;
    #[cfg(feature = "print")]
    assert_eq!(mark(&desk), "草稿");
    // One is confirmed, the other typed anew.
    desk.apply(&Edit::Confirm(at("report/duties"))).expect("a cell");
    assert!(desk.finish(today()).is_err_and(|barred| barred.to_string().contains("1格待核实")));
    desk.apply(&Edit::Write { at: at("base/public/last"), text: "7.870".into() }).expect("a cell");
    desk.finish(today()).expect("nothing waits any more");
    #[cfg(feature = "print")]
    assert_eq!(mark(&desk), "");
}

#[test]
fn what_is_kept_stays_and_the_forms_own_cells_never_do() {
    let report = with("report/duties", "请打13800000000。");
    let all = personal(&form(), &report);
    let copy = public(&form(), &report, &all);
    assert_eq!(copy.content.cells.text(&at("report/duties")), "请打13800000000。");
    assert_eq!(copy.content.cells.text(&at("unit/phone")), "***");
    let copy = public(&form(), &report, &[]);
    assert_eq!(copy.content.cells.text(&at("report/duties")), "请打***。");
    assert_eq!(copy.content.cells.text(&at("cover/unit")), report.content.cells.text(&at("cover/unit")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn another_text_is_another_code(edits in prop::collection::vec(edits(), 1..40), text in "[0-9一-三]{1,6}") {
        let form = form();
        let mut report = Report::new(&form, 2023);
        for edit in &edits {
            apply(&form, &mut report, edit).ok();
        }
        let code = Code::of(&form, &report.content);
        let cells: Vec<CellId> = report.content.cells.iter().map(|(at, _)| at).collect();
        for cell in cells {
            let mut other = report.clone();
            Arc::make_mut(&mut other.content).cells.write(&cell, &format!("{}{text}", report.content.cells.text(&cell)));
            prop_assert_ne!(Code::of(&form, &other.content), code, "{}", cell);
        }
        prop_assert_eq!(Code::of(&form, &report.clone().content), code);
    }

    #[test]
    fn a_public_copy_has_nothing_left_to_hide(edits in prop::collection::vec(edits(), 0..40)) {
        let form = form();
        let mut report = sample();
        for edit in &edits {
            apply(&form, &mut report, edit).ok();
        }
        let copy = public(&form, &report, &[]);
        prop_assert!(personal(&form, &copy).iter().all(|place| place.text == "***"));
    }
}
