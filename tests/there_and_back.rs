//! What leaves the program comes back: a report printed as a Word file or a workbook and read in again is the same.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use given::edits;
use proptest::prelude::*;
use std::collections::BTreeMap;
use ziping::form::{CellId, Form, Tab};
use ziping::intake::{letters_of_pdf, read, recognise};
use ziping::output::{Manuscript, Stamp, book, lay_out, word};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    let stamp = Stamp { code: "2Q7K-9F3M".into(), watermark: "草稿".into(), ..Stamp::default() };
    Manuscript::new(form, &derive(form, report), stamp)
}

/// What a file brings into an empty report, and what of it has no place.
pub fn back(form: &Form, file: &[u8]) -> (Report, Vec<String>) {
    let proposal = recognise(form, &read(file).expect("it is read"), 2020);
    let mut report = Report::new(form, proposal.year);
    let edit = proposal.edit(form, &report, |_| true);
    report::apply(form, &mut report, &edit).expect("cells of the form");
    (report, proposal.homeless.into_iter().map(|homeless| homeless.text.to_string()).collect())
}

/// The printed cells: address and text, blank ones left out. Texts under headings only where they are in the file.
fn printed(form: &Form, report: &Report, prose: bool) -> BTreeMap<String, String> {
    let sheet = derive(form, report);
    let manuscript = manuscript(form, report);
    let parts: Vec<_> = if prose { manuscript.printed().collect() } else { manuscript.booked().collect() };
    let keys: Vec<String> =
        parts.into_iter().flat_map(ziping::output::ManuscriptPart::texts).map(|said| said.key.clone()).collect();
    let cells = sheet.cells().filter(|cell| keys.contains(&cell.at.to_string()) && !cell.is_blank());
    let told = cells.filter(|cell| prose || sheet.tab(form, &cell.at) != Some(Tab::Report));
    told.map(|cell| (cell.at.to_string(), cell.text.split_whitespace().collect())).collect()
}

#[test]
fn the_sample_comes_back_from_both_files() {
    let form = given::form();
    let report = given::sample();
    let manuscript = manuscript(&form, &report);
    let (from_word, homeless) = back(&form, &word(&manuscript).expect("a Word file"));
    assert_eq!(homeless, Vec::<String>::new());
    // Its line “3、政府性基金预算支出情况”, the text of a cell, is not taken for the heading that follows.
    assert_eq!(printed(&form, &from_word, true), printed(&form, &report, true));
    let (from_book, homeless) = back(&form, &book(&manuscript, form.money).expect("a workbook"));
    assert_eq!(homeless, Vec::<String>::new());
    assert_eq!(printed(&form, &from_book, false), printed(&form, &report, false));
}

/// Rows that a page cuts within a text: the next page says whose it is, and read in again each is one row.
#[test]
fn rows_cut_by_a_page_come_back_whole() {
    let form = given::form();
    let reason = "因场地调整和人员变动，部分活动推迟到2023年下半年开展，进度慢于计划；";
    let mut said = String::new();
    for round in [0, 3_usize] {
        let mut report = given::sample();
        let rows = ["quantity-1", "quality-1", "timeliness-1", "served-1"];
        for (n, row) in rows.iter().enumerate() {
            for (section, long) in [("scores", 6 + 5 * n + round), ("p1.scores", 12 + 9 * (n + round) % 40)] {
                for (column, text) in [("name", format!("第{n}项（次）")), ("reason", reason.repeat(long))] {
                    let at = CellId::new(section, *row, column);
                    report::apply(&form, &mut report, &Edit::Write { at, text: text.into() }).expect("a cell");
                }
            }
        }
        for (at, long) in [("goals/expected", 30 + 20 * round), ("thrift/measures", 50 + 10 * round)] {
            let at = CellId::parse(at).expect("an address");
            report::apply(&form, &mut report, &Edit::Write { at, text: reason.repeat(long).into() }).expect("a cell");
        }
        let file = lay_out(&manuscript(&form, &report)).expect("pages").pdf().expect("a PDF");
        let letters = letters_of_pdf(&file).expect("its letters").concat();
        said.extend(letters.chars().filter(|c| !c.is_whitespace()));
        let (found, _) = back(&form, &file);
        let (wanted, found) = (printed(&form, &report, true), printed(&form, &found, true));
        for (at, text) in wanted.iter().filter(|(at, _)| !at.starts_with("report/")) {
            assert_eq!(found.get(at), Some(text), "{at} in round {round}");
        }
    }
    for label in ["数量指标（续）", "第0项（次）（续）", "节约保障措施（续）"] {
        assert!(said.contains(label), "{label}");
    }
}

/// Lines of a text that are like headings further down, notes or lists of annexes; letters whose widths in a face have many
/// decimals; runs longer than a line, which would not have fitted behind their heading whatever follows.
#[test]
fn what_is_like_a_heading_stays_where_it_was_written() {
    let run = "abcdefgh".repeat(40);
    let first = [
        ("report/overall", "（一）总体情况\n全年支出85.22万元。\n（二）存在的问题\n1.预算编制不够细。\n2.进度偏慢。"),
        ("report/usage", "管理严格。\n存在的问题：WTO事务、WiFi和5MW光伏进度偏慢。"),
        ("report/measures", &run),
        (
            "report/disclosure",
            "公开。\nhttps://www.example.gov.cn/zwgk/czxx/2023/jxzp/20240301/t20240301_12345.html\n完成。",
        ),
    ];
    let second = [
        ("report/fund", "政府性基金预算支出情况无。"),
        ("report/capital", "无。\n注1：无"),
        ("report/insurance", "附件3"),
        ("report/measures", "附件：\n1. 台账\n2. 照片"),
    ];
    for cells in [first, second] {
        let (form, mut report) = (given::form(), given::sample());
        for (at, text) in cells {
            let at = CellId::parse(at).expect("an address");
            report::apply(&form, &mut report, &Edit::Write { at, text: text.into() }).expect("a cell");
        }
        let manuscript = manuscript(&form, &report);
        let pdf = lay_out(&manuscript).expect("pages").pdf().expect("a PDF");
        for (kind, file) in [("docx", word(&manuscript).expect("a Word file")), ("pdf", pdf)] {
            let (found, _) = back(&form, &file);
            let (wanted, found) = (printed(&form, &report, true), printed(&form, &found, true));
            for (at, text) in wanted.iter().filter(|(at, _)| at.starts_with("report/")) {
                assert_eq!(found.get(at), Some(text), "{kind}: {at}");
            }
        }
    }
}

/// Figures that only the workbook has stand in a table of one column there: nothing is doubted for it, and every text is
/// at home.
#[test]
fn figures_of_no_table_say_nothing_against_the_tables() {
    let found = given::filled().into_iter().find(|(id, ..)| *id == "hubei-project-2020");
    let (_, form, report) = found.expect("it is there");
    let file = book(&manuscript(&form, &report), form.money).expect("a workbook");
    let plan = recognise(&form, &read(&file).expect("it is read"), 2020);
    let doubts: Vec<&String> = plan.placed.iter().flat_map(|placed| &placed.doubts).collect();
    assert!(doubts.is_empty() && plan.homeless.is_empty(), "{doubts:?} {:?}", plan.homeless);
}

/// The list of annexes that the program writes is not taken for the clerk's: it goes on following what there is.
#[test]
fn the_list_of_annexes_is_not_written_down() {
    let (form, mut report) = (given::form(), given::sample());
    let at = CellId::parse("report/annexes").expect("an address");
    report::apply(&form, &mut report, &Edit::Write { at: at.clone(), text: "".into() }).expect("a cell");
    let manuscript = manuscript(&form, &report);
    let pdf = lay_out(&manuscript).expect("pages").pdf().expect("a PDF");
    for (kind, file) in [("docx", word(&manuscript).expect("a Word file")), ("pdf", pdf)] {
        let (found, homeless) = back(&form, &file);
        assert!(derive(&form, &found).cell(&at).expect("it is there").is_blank(), "{kind}");
        assert!(homeless.is_empty(), "{kind}: {homeless:?}");
    }
}

/// A form that was filled, with these cells written over.
fn filled_with(id: &str, cells: &[(&str, &str)]) -> (std::sync::Arc<Form>, Report) {
    let found = given::filled().into_iter().find(|(name, ..)| *name == id);
    let (_, form, mut report) = found.expect("it is there");
    for (at, text) in cells {
        let at = CellId::parse(at).expect("an address");
        report::apply(&form, &mut report, &Edit::Write { at, text: (*text).into() }).expect("a cell");
    }
    (form, report)
}

/// Words in letters, days with times, and a row that has no name and goes over three pages: as they were, blanks too.
#[test]
fn words_and_rows_without_a_name_come_back_as_they_were() {
    let reason = "只有原因没有别的，".repeat(62);
    let cells = [
        ("scores/quantity-1/name", "举办Reading Club 2020 Summer Programme活动"),
        ("scores/quality-1/actual", "2020-11-30 09:00:00"),
        ("scores/timeliness-1/actual", "2020/12/31 18:30:00"),
        ("scores/timeliness-1/target", "符合GB 50763-2012要求"),
        ("scores/cost-1/name", "Completion date"),
        ("scores/cost-1/actual", "2021.12.30 23:59:59"),
        (
            "scores/social-1/name",
            "本单位坚持以人民为中心的思想，免费开放覆盖率≥98.5%，建筑面积达到要求，群众反映良好的项目",
        ),
        ("scores/quantity-3/name", ""),
        ("scores/quantity-3/reason", reason.trim_end_matches('，')),
    ];
    let (form, mut report) = filled_with("mof-project-2020", &[]);
    report::apply(&form, &mut report, &Edit::AddRow { section: "scores".into(), under: "quantity".into() })
        .expect("a row");
    for (at, text) in cells {
        let at = CellId::parse(at).expect("an address");
        report::apply(&form, &mut report, &Edit::Write { at, text: text.into() }).expect("a cell");
    }
    let file = lay_out(&manuscript(&form, &report)).expect("pages").pdf().expect("a PDF");
    let (found, homeless) = back(&form, &file);
    let found = derive(&form, &found);
    for (at, text) in cells {
        let cell = found.cell(&CellId::parse(at).expect("an address"));
        assert_eq!(cell.map_or("", |cell| cell.text.as_str()), text, "{at}");
    }
    assert!(homeless.is_empty(), "{homeless:?}");
}

/// A reason over three pages, the last of which has other rows below it: one row.
#[test]
fn a_reason_over_three_pages_is_one() {
    let long = |text: &str, many: usize| text.chars().cycle().take(many).collect::<String>();
    let cells = [
        ("scores/economic-cost-1/reason", long("材料涨价，", 1499)),
        ("scores/served-1/reason", long("分段施工，", 749)),
        ("goals/achieved", long("改造120户，", 1499)),
    ];
    let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (*at, text.as_str())).collect();
    let (form, report) = filled_with("mof-project-cost-2021", &cells);
    let file = lay_out(&manuscript(&form, &report)).expect("pages").pdf().expect("a PDF");
    let (found, homeless) = back(&form, &file);
    assert_eq!(printed(&form, &found, true), printed(&form, &report, true));
    assert!(homeless.is_empty(), "{homeless:?}");
}

/// A reason longer than the form allows, in a row of money that a page cuts below a head: one row, under its head.
#[test]
fn a_row_of_money_that_a_page_cuts_is_one() {
    let sentence = "年中因压减一般性支出调减预算；部分案件（含附加）（下同）跨年结案，补贴下年支付。";
    for many in [6, 8, 11] {
        let reason = sentence.repeat(many);
        let (form, report) = filled_with("sichuan-project-2023", &[("funds/total/reason", &reason)]);
        let file = lay_out(&manuscript(&form, &report)).expect("pages").pdf().expect("a PDF");
        let (found, homeless) = back(&form, &file);
        assert_eq!(printed(&form, &found, true), printed(&form, &report, true), "{many} sentences");
        assert!(homeless.is_empty(), "{many} sentences: {homeless:?}");
    }
}

/// A list whose items end with the page, below a head beside whose label there is no other row.
#[test]
fn a_list_that_a_page_parts_between_its_items_comes_back_whole() {
    let items: Vec<String> =
        (1..40).map(|n| format!("{n}.完成村级服务站建设和设备采购，严格执行制度，完成村级服务站建设和设。")).collect();
    let (form, report) = filled_with("chongqing-whole-2021", &[("goals/achieved", &items.join("\n"))]);
    let file = lay_out(&manuscript(&form, &report)).expect("pages").pdf().expect("a PDF");
    let (found, homeless) = back(&form, &file);
    assert_eq!(printed(&form, &found, true).get("goals/achieved"), printed(&form, &report, true).get("goals/achieved"));
    assert!(homeless.is_empty(), "{homeless:?}");
}

/// Goals longer than a page, of every form: what stands on the pages is one text again, none of it without a place.
#[test]
fn goals_over_pages_come_back_whole() {
    let sentence = "项目按季度推进，“三公”经费下降12.5%（含公务用车）；《预算法》培训120人次，";
    for (n, (id, form, filled)) in given::filled().into_iter().enumerate() {
        let (long, mut report) = (24 + 7 * n, filled);
        let goals: Vec<CellId> = derive(&form, &report)
            .cells()
            .filter(|cell| cell.at.to_string().starts_with("goals/") && !cell.is_blank() && cell.is_writable())
            .map(|cell| cell.at.clone())
            .collect();
        for (n, at) in goals.iter().enumerate() {
            let text = format!("第{n}项，{}完成。", sentence.repeat(long + 3 * n)).into();
            report::apply(&form, &mut report, &Edit::Write { at: at.clone(), text }).expect("a cell");
        }
        assert!(!goals.is_empty(), "{id}");
        let manuscript = manuscript(&form, &report);
        let pdf = lay_out(&manuscript).expect("pages").pdf().expect("a PDF");
        for (kind, file) in [("pdf", pdf), ("docx", word(&manuscript).expect("a Word file"))] {
            let (found, homeless) = back(&form, &file);
            let (wanted, found) = (printed(&form, &report, true), printed(&form, &found, true));
            for at in goals.iter().map(ToString::to_string) {
                assert_eq!(found.get(&at), wanted.get(&at), "{id} {kind}: {at}, {long} sentences");
            }
            // Labels that stand again beside the rest of them and the grade that is computed are the form's own.
            assert!(homeless.is_empty(), "{id} {kind}, {long} sentences: {homeless:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    /// Whatever a clerk writes, its files can be read in again, and every text goes somewhere or is named.
    #[test]
    fn any_report_can_be_read_in_again(edits in prop::collection::vec(edits(), 0..40)) {
        let form = given::form();
        let mut report = Report::new(&form, 2023);
        for edit in &edits {
            report::apply(&form, &mut report, edit).ok();
        }
        let manuscript = manuscript(&form, &report);
        for file in [word(&manuscript).expect("a Word file"), book(&manuscript, form.money).expect("a workbook")] {
            let Ok(document) = read(&file) else { continue };
            let proposal = recognise(&form, &document, 2023);
            let mut fresh = Report::new(&form, proposal.year);
            let edit = proposal.edit(&form, &fresh, |_| true);
            prop_assert!(report::apply(&form, &mut fresh, &edit).is_ok());
            prop_assert!(matches!(edit, Edit::All(_)));
        }
    }
}
