//! Figures in prose: every cell can be quoted by a name that leads back to it, in this year's report and in the next;
//! what is quoted follows its cell, and what is typed is offered to become a quotation.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;

use proptest::prelude::*;
use ziping::carry::forward;
use ziping::check::offers;
use ziping::desk::Desk;
use ziping::form::{self, CellId, Holds};
use ziping::report::{self, Edit, Mark, Report, Source};
use ziping::sheet::{Sheet, derive, names};

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(report: &mut Report, address: &str, text: &str) {
    let edit = Edit::Write { at: at(address), text: text.into() };
    report::apply(&given::form(), report, &edit).expect("a cell of the form");
}

#[test]
fn every_figure_has_a_name_that_leads_back_to_it_also_next_year() {
    for text in form::sources() {
        let form = form::parse(text).expect("a form without fault");
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let next = derive(&form, &Report::new(&form, form.from_year + 1));
        for cell in sheet.cells().filter(|cell| cell.holds != Holds::Long && cell.is_writable()) {
            let name =
                sheet.reference(&form, &cell.at).unwrap_or_else(|| panic!("{}: {} has no name", form.id, cell.at));
            assert_eq!(next.reference(&form, &cell.at).as_ref(), Some(&name), "{}", cell.at);
            let found = sheet.quoted(&form, &name).and_then(|quoted| quoted.at);
            assert_eq!(found.as_ref(), Some(&cell.at), "{}: {name}", form.id);
        }
    }
}

#[test]
fn a_quoted_figure_follows_its_cell() {
    let form = given::form();
    let mut report = given::sample();
    let text = "公用经费【基础数据表·公用经费·本年决算数】万元，人员经费【人员经费】万元，调整率【预算调整率】，等级【等级】，【没有】。";
    assert_eq!(
        derive(&form, &report).quote(&form, text),
        "公用经费7.87万元，人员经费72.04万元，调整率44.44%，等级优，【没有】。"
    );
    write(&mut report, "base/public/final", "8.87");
    let sheet = derive(&form, &report);
    assert!(sheet.quote(&form, text).starts_with("公用经费8.87万元，人员经费71.04万元"));
    assert_eq!(sheet.quoted(&form, "项目1·项目资金·年度资金总额·全年执行数").expect("a figure").text, "5.31");
    assert_eq!(
        sheet.quoted(&form, "绩效指标·数量指标1·实际完成值").expect("a figure").at,
        Some(at("scores/quantity-1/actual"))
    );
    // While a cell is blank the name stays, and so does a bracket that is none.
    let blank = derive(&form, &Report::new(&form, 2023));
    for text in ["【全年预算数】", "【", "【】", "【【全年预算数】", "】【\n】"] {
        assert_eq!(blank.quote(&form, text), text);
    }
}

/// The sample with three projects and some rows more, and a text that quotes them.
fn with_rows(text: &str) -> Desk {
    let mut report = given::sample();
    for (address, words) in [
        ("p2.project/name", "乙项目"),
        ("p2.funds/total/executed", "2"),
        ("p3.project/name", "丙项目"),
        ("p3.funds/total/executed", "3"),
        ("p3.scores/quantity-1/name", "培训"),
        ("p3.scores/quantity-1/actual", "30人"),
        ("scores/quantity-2/name", "走访商会"),
        ("scores/quantity-2/actual", "22次"),
        ("scores/quantity-3/actual", "33次"),
        ("base/other-1/name", "印刷费"),
        ("base/other-1/final", "1.1"),
        ("base/other-2/final", "2.2"),
        ("report/basic", text),
    ] {
        write(&mut report, address, words);
    }
    Desk::new(given::form(), report, "2024-03-15".parse().expect("a date"))
}

fn basic(desk: &Desk) -> String {
    desk.report().content.cells.text(&at("report/basic")).to_string()
}

fn printed(desk: &Desk) -> String {
    desk.sheet().quote(desk.form(), &basic(desk))
}

fn apply(desk: &mut Desk, edit: &Edit) {
    desk.apply(edit).expect("possible");
}

#[test]
fn new_quotations_go_by_own_names_and_positions_are_still_read() {
    let desk = with_rows("");
    let (form, sheet) = (desk.form(), desk.sheet());
    for (address, own, position) in [
        (
            "p2.funds/total/executed",
            "乙项目·项目资金·年度资金总额·全年执行数",
            "项目2·项目资金·年度资金总额·全年执行数",
        ),
        (
            "p3.scores/quantity-1/actual",
            "丙项目·项目绩效指标·培训·实际完成值",
            "项目3·项目绩效指标·数量指标1·实际完成值",
        ),
        ("scores/quantity-2/actual", "绩效指标·走访商会·实际完成值", "绩效指标·数量指标2·实际完成值"),
        ("scores/quantity-3/actual", "绩效指标·数量指标3·实际完成值", "绩效指标·数量指标3·实际完成值"),
        ("base/other-1/final", "基础数据表·印刷费·本年决算数", "基础数据表·新加第1行·本年决算数"),
    ] {
        assert_eq!(sheet.reference(form, &at(address)).as_deref(), Some(own));
        for name in [own, position] {
            assert_eq!(sheet.quoted(form, name).and_then(|quoted| quoted.at), Some(at(address)), "{name}");
        }
    }
    // A name that is two projects' is none's.
    let mut desk = desk;
    apply(&mut desk, &Edit::Write { at: at("p3.project/name"), text: "乙项目".into() });
    let name = desk.sheet().reference(desk.form(), &at("p2.funds/total/executed"));
    assert_eq!(name.as_deref(), Some("项目2·项目资金·年度资金总额·全年执行数"));
    assert_eq!(desk.sheet().quoted(desk.form(), "乙项目·项目资金·年度资金总额·全年执行数"), None);
}

#[test]
fn a_project_taken_out_is_quoted_by_nobody_else() {
    let text = "甲【项目1·项目资金·年度资金总额·全年执行数】，乙【项目2·项目资金·年度资金总额·全年执行数】，\
                丙【项目3·项目资金·年度资金总额·全年执行数】，又【丙项目·项目资金·年度资金总额·全年执行数】。";
    let mut desk = with_rows(text);
    assert_eq!(printed(&desk), "甲5.31，乙2，丙3，又3。");
    apply(&mut desk, &Edit::RemoveProject("p1".into()));
    let now = basic(&desk);
    assert!(now.starts_with("甲【已删除·项目1·项目资金·年度资金总额·全年执行数】，乙【"), "{now}");
    assert!(printed(&desk).ends_with("，乙2，丙3，又3。"), "{}", printed(&desk));
    let found: Vec<&str> = desk.findings_at(&at("report/basic")).map(|finding| finding.rule).collect();
    assert!(found.contains(&"quoted-figure-gone"), "{found:?}");
    // Another one in its place is not what was quoted.
    apply(&mut desk, &Edit::AddProject);
    apply(&mut desk, &Edit::RemoveProject("p2".into()));
    assert!(printed(&desk).ends_with("全年执行数】，丙3，又3。"), "{}", printed(&desk));
    for _ in 0..3 {
        assert!(desk.undo());
    }
    assert!(!desk.can_undo() && basic(&desk) == text, "each is one step with its quotations");
}

#[test]
fn what_was_taken_out_is_an_error_in_carried_texts_too() {
    let mut desk = with_rows("");
    let text = "【乙项目·项目资金·年度资金总额·全年执行数】万元。".into();
    let mark = Mark::new(Source::LastYear, false);
    apply(&mut desk, &Edit::Bring { at: at("report/basic"), text, mark });
    assert!(desk.findings_at(&at("report/basic")).all(|finding| finding.rule != "quoted-figure-gone"));
    apply(&mut desk, &Edit::RemoveProject("p2".into()));
    assert!(desk.findings_at(&at("report/basic")).any(|finding| finding.rule == "quoted-figure-gone"));
}

#[test]
fn what_is_written_together_with_names_is_meant_as_they_then_are() {
    let mut desk = with_rows("【乙项目·项目资金·年度资金总额·全年执行数】");
    let write = |address: &str, text: &str| Edit::Write { at: at(address), text: text.into() };
    let text = "【丙项目·项目资金·年度资金总额·全年执行数】";
    let swapped = [write("p2.project/name", "丙项目"), write("p3.project/name", "乙项目"), write("report/basic", text)];
    for _ in 0..2 {
        apply(&mut desk, &Edit::All(swapped.to_vec()));
        assert_eq!((basic(&desk).as_str(), printed(&desk).as_str()), (text, "2"));
    }
}

#[test]
fn rows_that_move_up_are_followed() {
    let text =
        "【绩效指标·数量指标3·实际完成值】、【绩效指标·走访商会·实际完成值】、【基础数据表·新加第2行·本年决算数】";
    let mut desk = with_rows(text);
    assert_eq!(printed(&desk), "33次、22次、2.2");
    let remove = |section: &str, row: &str| Edit::RemoveRow { section: section.into(), row: row.into() };
    let both = Edit::All(vec![remove("scores", "quantity-1"), remove("base", "other-1")]);
    apply(&mut desk, &both);
    assert_eq!(
        basic(&desk),
        "【绩效指标·数量指标2·实际完成值】、【绩效指标·走访商会·实际完成值】、【基础数据表·新加第1行·本年决算数】"
    );
    assert_eq!(printed(&desk), "33次、22次、2.2");
    // The number of a row taken out is given again: it is another row.
    let again = Edit::All(vec![
        remove("scores", "quantity-3"),
        Edit::AddRow { section: "scores".into(), under: "quantity".into() },
    ]);
    apply(&mut desk, &again);
    assert!(basic(&desk).starts_with("【已删除·绩效指标·数量指标2·实际完成值】"), "{}", basic(&desk));
}

#[test]
fn a_new_name_is_followed_and_typing_it_leaves_no_trace() {
    let text = "【乙项目·项目资金·年度资金总额·全年执行数】，【绩效指标·走访商会·实际完成值】";
    let mut desk = with_rows(text);
    let mark = Mark::new(Source::LastYear, true);
    apply(&mut desk, &Edit::Bring { at: at("report/basic"), text: text.into(), mark: mark.clone() });
    let about = format!("x\u{1f}{text}");
    let explanation = report::Explanation { text: "已核实".into(), about: about.into() };
    apply(&mut desk, &Edit::Explain { finding: "some-rule@report/basic".into(), explanation });
    let typed =
        |desk: &mut Desk, text: &str| apply(desk, &Edit::Write { at: at("p2.project/name"), text: text.into() });
    for name in ["乙项", "", "丙项目", "丁", "丁项目"] {
        typed(&mut desk, name);
        assert_eq!(printed(&desk), "2，22次", "while “{name}” is typed");
    }
    assert!(basic(&desk).starts_with("【丁项目·项目资金·年度资金总额·全年执行数】，"), "{}", basic(&desk));
    assert_eq!(desk.report().notes.marks.get(&at("report/basic")), Some(&mark), "nobody has looked at it");
    let about = desk.report().notes.explanations.get("some-rule@report/basic").map(|e| e.about.to_string());
    assert_eq!(about, Some(format!("x\u{1f}{}", basic(&desk))), "the explanation still fits");
    typed(&mut desk, "乙项目");
    assert_eq!(basic(&desk), text, "typed back, nothing has changed");
    apply(&mut desk, &Edit::Write { at: at("scores/quantity-2/name"), text: "走访企业商会".into() });
    assert!(basic(&desk).ends_with("【绩效指标·走访企业商会·实际完成值】"), "{}", basic(&desk));
    assert!(desk.undo() && basic(&desk) == text);
}

#[test]
fn carried_quotations_stay_true_on_another_form() {
    let form = given::form();
    let text = form::bundled_text(&form.id).expect("bundled");
    let new = text
        .replace("id: \"hunan-lusong-2023\"", "id: \"other-2024\"")
        .replace("short: \"项目资金\"", "short: \"资金情况\"")
        .replace("(id: \"meetings\", label: \"会议费、培训费\", role: Meetings),", "");
    let new = form::parse(&new).expect("a form");
    let desk = with_rows(
        "【项目2·项目资金·年度资金总额·全年执行数】【公用经费】【基础数据表·会议费、培训费·本年决算数】【绩效指标·走访商会·实际完成值】",
    );
    let report = forward(&form, text, desk.report(), &new, 2024).report;
    assert_eq!(
        report.content.cells.text(&at("report/basic")),
        "【乙项目·资金情况·年度资金总额·全年执行数】【公用经费】【已删除·基础数据表·会议费、培训费·本年决算数】【绩效指标·走访商会·实际完成值】"
    );
    assert!(report.notes.marks.get(&at("report/basic")).is_some_and(|mark| mark.unconfirmed));
    let same = forward(&form, text, desk.report(), &form, 2024).report;
    assert_eq!(
        same.content.cells.text(&at("report/basic")),
        basic(&desk),
        "on the same form every name is as good as it was"
    );
}

/// What is done to rows, projects and their names.
fn moves() -> impl Strategy<Value = Edit> {
    let rows = ["scores", "p1.scores", "p2.scores", "p3.scores"];
    let sections = || prop::sample::select(rows.to_vec());
    let row = prop::sample::select(vec!["quantity-1", "quantity-2", "quantity-3", "quality-1"]);
    let names = || {
        prop::sample::select(vec!["", "甲", "乙", "乙项目", "项目2", "数量指标1", "已删除", "甲·乙", "两\n行", "【"])
    };
    let project = || prop::sample::select(vec!["p1", "p2", "p3", "p4"]);
    let write = |address: String, text: &str| Edit::Write { at: at(&address), text: text.into() };
    prop_oneof![
        2 => (sections(), prop::sample::select(vec!["quantity", "quality"])).prop_map(|(s, u)| Edit::AddRow { section: s.into(), under: u.into() }),
        3 => (sections(), row.clone()).prop_map(|(s, r)| Edit::RemoveRow { section: s.into(), row: r.into() }),
        1 => prop::sample::select(vec!["other-1", "other-2"]).prop_map(|r| Edit::RemoveRow { section: "base".into(), row: r.into() }),
        1 => Just(Edit::AddProject),
        2 => project().prop_map(|p| Edit::RemoveProject(p.into())),
        3 => (project(), names()).prop_map(move |(p, n)| write(format!("{p}.project/name"), n)),
        3 => (sections(), row, names()).prop_map(move |(s, r, n)| write(format!("{s}/{r}/name"), n)),
        2 => (1..4, names()).prop_map(move |(r, n)| write(format!("base/other-{r}/name"), n)),
    ]
}

/// Each name of a text and the cell it leads to.
fn led(sheet: &Sheet, text: &str) -> Vec<(String, Option<CellId>)> {
    let form = given::form();
    names(text).map(|name| (name.to_string(), sheet.quoted(&form, name).and_then(|quoted| quoted.at))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_quoted_stays_the_same_cell(edits in prop::collection::vec(moves(), 1..10)) {
        let desk = with_rows("");
        let quoted = |name: &str| format!("【{name}】");
        // A few of each row that can go: names are read some hundred times.
        let told = |cell: &&ziping::sheet::Cell| {
            let added = cell.at.row.contains('-') && matches!(cell.at.column.as_str(), "actual" | "final");
            added || cell.at.row == "total" && cell.at.column == "executed"
        };
        let cells = desk.sheet().cells().filter(told).filter(|cell| cell.is_writable());
        let own: String = cells.filter_map(|cell| desk.sheet().reference(desk.form(), &cell.at)).map(|name| quoted(&name)).collect();
        let positions = ["项目2·项目资金·年度资金总额·全年执行数", "项目3·项目绩效指标·数量指标1·实际完成值", "绩效指标·数量指标2·实际完成值", "基础数据表·新加第2行·本年决算数"];
        let mut desk = with_rows(&format!("{own}{}", positions.map(quoted).concat()));
        for edit in &edits {
            let before = led(desk.sheet(), &basic(&desk));
            if desk.apply(edit).is_err() {
                continue;
            }
            let after = led(desk.sheet(), &basic(&desk));
            prop_assert_eq!(before.len(), after.len());
            for ((name, was), (now, is)) in before.into_iter().zip(after) {
                let Some(was) = was else { continue };
                let stays = desk.sheet().cell(&was).is_some();
                prop_assert!(if stays { is.is_none() || is.as_ref() == Some(&was) } else { is.is_none() }, "{:?}: {} is {}", edit, name, now);
            }
            let bare = derive(desk.form(), desk.report());
            prop_assert!(**desk.sheet() == bare, "the sheet is another report's");
        }
        while desk.undo() {}
        prop_assert!(basic(&desk).starts_with(&own));
    }
}

#[test]
fn a_number_that_equals_a_figure_and_speaks_of_it_is_offered() {
    let form = given::form();
    let mut report = given::sample();
    let text = "2023年年初预算59万元，公用经费7.87万元，人员经费72.04万元，捐款7.87万元，执行率为100%，编制3名，约85.22万元，【公用经费】7.87元。";
    write(&mut report, "report/basic", text);
    let sheet = derive(&form, &report);
    let offered = offers(&form, &sheet, &at("report/basic"));
    let names: Vec<(&str, &str)> = offered.iter().map(|o| (o.said.as_str(), o.name.as_str())).collect();
    assert_eq!(
        names,
        [
            ("59万元", "年初预算数"),
            ("7.87万元", "公用经费"),
            ("72.04万元", "人员经费"),
            ("100%", "预算执行率"),
            ("3名", "编制数"),
        ]
    );
    // Taken, it reads the same as before.
    for offer in &offered {
        let taken = offer.taken(text);
        assert!(taken.contains(&format!("【{}】", offer.name)));
        assert_eq!(
            sheet.quote(&form, &taken).replace("【公用经费】", "7.87"),
            sheet.quote(&form, text).replace("【公用经费】", "7.87")
        );
    }
}

#[test]
fn the_ready_made_paragraphs_say_the_sample_s_figures() {
    let form = given::form();
    let sheet = derive(&form, &given::sample());
    let form::Kind::Prose(headings) = &form.section("report", false).expect("the report").kind else { panic!("prose") };
    let mut seen = 0;
    for wording in headings.iter().flat_map(|heading| &heading.wordings) {
        let said = sheet.quote(&form, &form.words(&wording.text, 2023));
        assert!(!said.contains(['【', '{']), "{said}");
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
    let rate = headings.iter().flat_map(|h| &h.wordings).find(|w| w.name == "预算执行率").expect("one");
    assert_eq!(
        sheet.quote(&form, &form.words(&rate.text, 2023)),
        "2023年全年预算85.22万元（含上年结转和年中调整），全年执行85.22万元，预算执行率为100%（按全年预算数计算）。"
    );
}

proptest! {
    #[test]
    fn any_text_is_quoted_and_offered_without_harm(text in ".*", brackets in "[【】·0-9a-z年初预算数万元\n]{0,40}") {
        let form = given::form();
        let mut report = given::sample();
        for text in [text, brackets] {
            write(&mut report, "report/basic", &text);
            let sheet = derive(&form, &report);
            let quoted = sheet.quote(&form, &text);
            prop_assert!(text.contains('【') || quoted == text);
            for offer in offers(&form, &sheet, &at("report/basic")) {
                prop_assert!(offer.taken(&text).contains('【'));
            }
        }
    }
}
