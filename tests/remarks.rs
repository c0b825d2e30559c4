//! 批注: written, listed, kept in the file and in nothing that leaves.
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::given;

use std::sync::Arc;
use ziping::carry::Difference;
use ziping::desk::Desk;
use ziping::form::{CellId, bundled_text};
use ziping::report::{self, Code, Edit, Mark, Refused, Report};
use ziping::store;

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn remark(address: &str, text: &str) -> Edit {
    Edit::Remark { at: at(address), text: text.into() }
}

/// The sample, with something remarked about a cell of a project.
fn remarked() -> Report {
    let (form, mut report) = (given::form(), given::sample());
    report::apply(&form, &mut report, &remark("p1.project/name", "  与张三核对\r\n过  ")).expect("a cell");
    report
}

fn file(report: &Report) -> String {
    let form = given::form();
    store::text(&form, bundled_text(&form.id).expect("bundled"), report)
}

#[test]
fn remarks_are_kept_in_the_file_and_older_programs_refuse_it() {
    let report = remarked();
    assert_eq!(report.remark(&at("p1.project/name")), Some("与张三核对\n过"));
    let text = file(&report);
    assert!(text.contains("format: 6") && text.contains("remarks:"));
    assert_eq!(store::read(&text).expect("opens").report, report);
    let plain = file(&given::sample());
    assert!(plain.contains("format: 5") && !plain.contains("remarks"));
}

#[test]
fn a_file_with_remarks_is_saved_again_and_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("甲.zpb");
    let form = given::form();
    let form_text = bundled_text(&form.id).expect("bundled");
    let mut report = remarked();
    for n in ["1", "2", "3"] {
        store::save(&path, &form, form_text, &report).expect("saved");
        report = store::open(&path).expect("opens").report;
        report::apply(&form, &mut report, &remark("cover/unit", n)).expect("a cell");
    }
    // Of a later program's it is known that they are.
    let later = std::fs::read_to_string(&path).expect("there").replacen("format: 6", "format: 7", 1);
    store::write_aside(&path, later.as_bytes()).expect("written");
    assert!(matches!(store::save(&path, &form, form_text, &report), Err(store::SaveFault::Newer(..))));
}

#[test]
fn a_remark_is_no_content_and_nothing_that_leaves_has_it() {
    let (form, report) = (given::form(), remarked());
    let code = |report: &Report| Code::of(&form, &report.content);
    assert_eq!(code(&report), code(&given::sample()));
    let public = report::public(&form, &report, &[]);
    assert!(public.notes.remarks.is_empty() && !file(&public).contains("张三"));
}

#[test]
fn a_remark_goes_with_its_row_and_comes_back_by_undo() {
    let mut desk = Desk::new(given::form(), remarked(), "2024-03-15".parse().expect("a date"));
    assert_eq!(desk.review().remarked(), [at("p1.project/name")]);
    desk.apply(&Edit::RemoveProject("p1".into())).expect("it is there");
    assert!(desk.review().remarked().is_empty() && !desk.report().has_remarks());
    assert!(desk.undo() && desk.report().has_remarks());
    desk.apply(&remark("p1.project/name", "")).expect("a cell");
    assert!(!desk.report().has_remarks());
    assert_eq!(desk.apply(&remark("p1.project/none", "甲")), Err(Refused::NoSuchCell("p1.project/none".into())));
}

#[test]
fn two_versions_are_told_apart_by_their_remarks() {
    let today = "2024-03-15".parse().expect("a date");
    let snapshot = |report| Desk::new(given::form(), report, today).snapshot();
    let mut other = remarked();
    report::apply(&given::form(), &mut other, &remark("cover/unit", "以公章为准")).expect("a cell");
    let difference = Difference::between(&snapshot(remarked()), &snapshot(other));
    let notes: Vec<_> =
        difference.notes.iter().map(|n| (n.words.as_str(), n.before.as_str(), n.now.as_str())).collect();
    assert_eq!(notes, [("批注：封面·部门（单位）名称", "没有", "以公章为准")]);
}

#[test]
fn a_final_report_can_be_remarked_upon_and_not_made_doubtful() {
    let (form, mut report) = (given::form(), given::sample());
    report::apply(&form, &mut report, &Edit::Finish("2024-03-15".parse().expect("a date"))).expect("possible");
    report::apply(&form, &mut report, &remark("cover/unit", "甲")).expect("a note");
    assert_eq!(report::apply(&form, &mut report, &Edit::Unconfirm(at("cover/unit"))), Err(Refused::Finished));
}

#[test]
fn what_is_made_doubtful_by_hand_waits_until_it_is_confirmed() {
    let mut desk = Desk::new(given::form(), given::sample(), "2024-03-15".parse().expect("a date"));
    let before = Arc::clone(desk.report());
    desk.apply(&Edit::Unconfirm(at("cover/unit"))).expect("a cell");
    assert_eq!(desk.unconfirmed(None), [at("cover/unit")]);
    let mark = Mark { unconfirmed: true, ..Mark::default() };
    assert_eq!(desk.report().notes.marks.get(&at("cover/unit")), Some(&mark));
    desk.apply(&Edit::Confirm(at("cover/unit"))).expect("a cell");
    assert_eq!(*desk.report(), before);
}

#[cfg(feature = "screen")]
mod screen {
    use super::at;
    use eframe::egui::{Event, Key, Modifiers, Role, vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use ziping::app::App;
    use ziping::store::Recent;

    const UNIT: &str = "封面·部门（单位）名称";

    /// The sample, the unit's name current.
    fn at_the_unit() -> Harness<'static, App> {
        let mut harness = Harness::builder()
            .with_size(vec2(1280.0, 820.0))
            .build_eframe(|cc| App::with_recent(&cc.egui_ctx, Recent::default()));
        harness.run();
        harness.get_by_label("打开示例").click();
        harness.run();
        harness.get_by_role_and_label(Role::Cell, UNIT).click();
        harness.run();
        harness
    }

    #[test]
    fn a_remark_is_written_by_keys_shown_listed_and_taken_back() {
        let mut harness = at_the_unit();
        let own = |harness: &Harness<'_, App>| {
            let desk = harness.state().desk().expect("open");
            let unconfirmed = desk.unconfirmed(None).contains(&at("cover/unit"));
            (desk.report().remark(&at("cover/unit")).map(str::to_string), unconfirmed)
        };
        harness.key_press_modifiers(Modifiers::SHIFT, Key::F2);
        harness.run();
        harness.event(Event::Text("以公章为准".into()));
        harness.run();
        harness.get_by_label("这一格待核实（核实以前不能定稿）").click();
        harness.run();
        harness.get_by_label("确定").click();
        harness.run();
        assert_eq!(own(&harness), (Some("以公章为准".into()), true));
        harness.get_by_label("批注：以公章为准");
        harness.get_by_label("批注的列表").click();
        harness.run();
        harness.get_by_label(&format!("到批注：{UNIT}")).click();
        harness.run();
        assert!(harness.get_by_role_and_label(Role::MultilineTextInput, UNIT).is_focused());
        harness.get_by_label("改批注…").click();
        harness.run();
        harness.get_by_label("删除批注").click();
        harness.run();
        assert_eq!(own(&harness), (None, true));
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(own(&harness), (Some("以公章为准".into()), true));
    }

    /// The box is left with what is written in it, unless it is cancelled.
    #[test]
    fn escape_and_ctrl_enter_keep_what_was_written() {
        let mut harness = at_the_unit();
        let own = |harness: &Harness<'_, App>| {
            let desk = harness.state().desk().expect("open");
            desk.report().remark(&at("cover/unit")).map(str::to_string)
        };
        for (typed, modifiers, key) in [
            ("甲", Modifiers::NONE, Key::Escape),
            ("乙", Modifiers::COMMAND, Key::Enter),
            ("", Modifiers::NONE, Key::Escape),
        ] {
            let before = own(&harness);
            harness.key_press_modifiers(Modifiers::SHIFT, Key::F2);
            harness.run();
            harness.event(Event::Text(typed.into()));
            harness.run();
            harness.key_press_modifiers(modifiers, key);
            harness.run();
            assert!(harness.query_by_label("删除批注").is_none(), "the box goes");
            let expected = if typed.is_empty() { before } else { Some(typed.to_string()) };
            assert_eq!(own(&harness), expected, "{key:?}");
        }
        harness.key_press_modifiers(Modifiers::SHIFT, Key::F2);
        harness.run();
        harness.event(Event::Text("丙".into()));
        harness.run();
        harness.get_by_label("取消").click();
        harness.run();
        assert_eq!(own(&harness).as_deref(), Some("乙"));
    }
}
