//! Documents from elsewhere: every text of a report goes to its cell, whatever its tables look like; what has no place
//! is said, and nothing is corrected.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::laid;
use crate::made;

use chrono::NaiveDate;
use given::{form, sample};
use laid::document;
use proptest::prelude::*;
use std::collections::BTreeMap;
use ziping::check;
use ziping::desk::Desk;
use ziping::form::{CellId, PaperPart, PartKind};
use ziping::intake::{Document, DocumentBlock, DocumentLine, DocumentTable, ImportPlan, Spot, TextOrigin, recognise};
use ziping::report::{Edit, Report, apply};
use ziping::sheet::derive;

const SAMPLE: &str = include_str!("data/documents/sample.txt");

fn read(text: &str) -> ImportPlan {
    recognise(&form(), &document(text), 2020)
}

/// What goes where, by address.
fn cells(proposal: &ImportPlan) -> BTreeMap<String, String> {
    proposal.placed.iter().map(|placed| (placed.at.to_string(), placed.text.to_string())).collect()
}

fn written(report: &Report) -> BTreeMap<String, String> {
    report.content.cells.iter().map(|(at, text)| (at.to_string(), text.to_string())).collect()
}

/// The sample as a document can say it: the heading among its text is a heading there, and a 0 that stands in no
/// document cannot come back.
fn sample_on_paper() -> Report {
    let (form, mut report) = (form(), sample());
    for (at, text) in [("report/projects", "民营企业工作经费列支5.31万元。"), ("p1.funds/grant/adjusted", "")]
    {
        let at = ziping::form::CellId::parse(at).expect("an address");
        apply(&form, &mut report, &Edit::Write { at, text: text.into() }).expect("a cell");
    }
    report
}

/// Each amount that was converted keeps what is printed in the document; those of a table are confirmed as one, and what
/// is typed over one is hers.
#[test]
fn converted_amounts_keep_what_is_printed_and_wait_as_one() {
    let table = "附件2\n2023年度部门（单位）整体支出绩效评价基础数据表\n单位：元\n\
        | 经费控制情况 | 2022年决算数 | 2023年预算数 | 2023年决算数 |\n\
        | 公用经费 | 75100 | 66800元 | 1234567.89 |\n| 办公经费 | 300 | 0 | 400 |\n";
    let plan = read(table);
    let (form, mut report) = (form(), Report::new(&form(), 2023));
    let edit = plan.edit(&form, &report, |_| true);
    apply(&form, &mut report, &edit).expect("cells");
    let mut desk = Desk::new(form, report, NaiveDate::default());
    let at = |address: &str| CellId::parse(address).expect("an address");
    let printed = |desk: &Desk, address: &str| desk.report().printed(&at(address)).map(String::from);
    for (address, text, print) in [
        ("base/public/last", "7.51", Some("75100元")),
        ("base/public/budget", "66800元", None),
        ("base/public/final", "123.456789", Some("1234567.89元")),
        ("base/office/budget", "0", Some("0元")),
        ("base/office/final", "0.04", Some("400元")),
    ] {
        assert_eq!(desk.report().content.cells.text(&at(address)), text);
        assert_eq!(printed(&desk, address).as_deref(), print, "{address}");
    }
    let [together] = desk.waiting(None) else { panic!("one entry: {:?}", desk.waiting(None)) };
    assert_eq!((together.len(), desk.unconfirmed(None).len()), (5, 5));
    let confirm: Vec<Edit> = together.iter().cloned().map(Edit::Confirm).collect();
    let typed = Edit::Write { at: at("base/public/final"), text: "123.46".into() };
    desk.apply(&typed).expect("a cell");
    assert_eq!((desk.waiting(None)[0].len(), printed(&desk, "base/public/final")), (4, None), "what she types is hers");
    desk.apply(&Edit::All(confirm)).expect("cells");
    assert!(desk.waiting(None).is_empty() && desk.unconfirmed(None).is_empty());
    assert_eq!(printed(&desk, "base/public/last").as_deref(), Some("75100元"), "it is told as long as it stands");
}

/// What is doubtful besides is looked at by itself.
#[test]
fn a_converted_sum_that_is_none_is_not_confirmed_with_the_others() {
    let table = "附件2\n2023年度部门（单位）整体支出绩效评价基础数据表\n单位：元\n\
        | 经费控制情况 | 2022年决算数 | 2023年预算数 | 2023年决算数 |\n\
        | 公用经费 | 75100 | 66800 | 78700 |\n| 三公经费 | 0 | 0 | 0 |\n| 公务接待 | 0 | 0 | 1234 |\n";
    let plan = read(table);
    let (form, mut report) = (form(), Report::new(&form(), 2023));
    let edit = plan.edit(&form, &report, |_| true);
    apply(&form, &mut report, &edit).expect("cells");
    let desk = Desk::new(form, report, NaiveDate::default());
    let waiting: Vec<(String, usize)> =
        desk.waiting(None).iter().map(|together| (together[0].to_string(), together.len())).collect();
    assert!(waiting.contains(&("base/three-public/final".into(), 1)), "{waiting:?}");
    assert_eq!(waiting.iter().filter(|(_, cells)| *cells > 1).count(), 1, "{waiting:?}");
}

#[test]
fn the_sample_laid_out_as_a_document_comes_back_whole() {
    let proposal = read(SAMPLE);
    assert_eq!(proposal.year, 2023, "the document says its year");
    assert_eq!(cells(&proposal), written(&sample_on_paper()));
    assert_eq!(proposal.homeless, []);
    let parts: Vec<_> = proposal.tables.iter().map(|table| (table.part.as_str(), table.project)).collect();
    assert_eq!(parts, [("附件2", None), ("附件2", None), ("附件3", None), ("附件4", Some(1))]);
    assert_eq!(proposal.remarks.len(), 4, "four headings are numbered wrongly: {:?}", proposal.remarks);
    let unsure: Vec<_> = proposal.placed.iter().filter(|placed| !placed.is_sure()).map(|p| p.at.to_string()).collect();
    assert_eq!(unsure, ["p1.funds/carry/carried"], "it stands nowhere and is worked out");
}

#[test]
fn a_part_behind_many_others_is_recognised_like_the_first() {
    let mut form = (*form()).clone();
    let blank = |n: usize| {
        let (id, label) = (format!("blank-{n}").into(), format!("备用{n}").into());
        PaperPart { id, label, kind: PartKind::Annex, landscape: false, blocks: Vec::new() }
    };
    form.paper.parts = (0..70).map(blank).chain(form.paper.parts).collect();
    let proposal = recognise(&form, &document(SAMPLE), 2020);
    assert_eq!(cells(&proposal), written(&sample_on_paper()));
}

#[test]
fn what_is_imported_is_found_out_like_what_is_typed() {
    let form = form();
    let today = NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day");
    let findings = |report: &Report| {
        let all = check::run(&form, report, &derive(&form, report), today);
        all.into_iter().map(|finding| (finding.rule, finding.at, finding.says)).collect::<Vec<_>>()
    };
    // As a Word file, put in as the program puts it in.
    let file = ziping::intake::read(&made::word_of(&document(SAMPLE))).expect("a Word file");
    let proposal = recognise(&form, &file, 2020);
    let mut imported = Report::new(&form, proposal.year);
    let edit = proposal.edit(&form, &imported, |_| true);
    apply(&form, &mut imported, &edit).expect("cells");
    assert_eq!(written(&imported), written(&sample_on_paper()));
    let typed = findings(&sample_on_paper());
    assert!(typed.len() > 20);
    assert_eq!(findings(&imported), typed);
}

#[test]
fn what_is_printed_and_computed_otherwise_is_named_with_both() {
    let text = include_str!("data/documents/harvest/11-differs.txt");
    let (form, proposal) = (form(), read(text.split("\n>>>\n").next().expect("a document")));
    let doubts = |at: &str| {
        let placed = proposal.placed.iter().find(|placed| placed.at.to_string() == at).expect("it is placed");
        placed.doubts.concat()
    };
    for (at, printed, computed) in [
        ("staff/posts/rate", "“90%”", "“95%”"),
        ("buildings/works/area-rate", "“100%”", "“105%”"),
        ("apply/total/rate", "“114%”", "“95%”"),
        ("apply/total/score", "“10”", "“9.5”"),
    ] {
        let said = doubts(at);
        assert!(said.contains(printed) && said.contains(computed), "{at}: {said}");
    }
    let total = proposal.homeless.iter().find(|homeless| homeless.text == "98").expect("the total cannot be written");
    assert!(total.why.contains("“98”") && total.why.contains("“99”"), "{}", total.why);
    // Once it is in the report, the checks say it as well.
    let mut report = Report::new(&form, proposal.year);
    let edit = proposal.edit(&form, &report, |_| true);
    apply(&form, &mut report, &edit).expect("cells");
    let today = NaiveDate::from_ymd_opt(2024, 3, 15).expect("a day");
    let all = check::run(&form, &report, &derive(&form, &report), today);
    for (at, printed, computed) in [("staff/posts/rate", "90%", "95%"), ("apply/total/rate", "114%", "95%")] {
        let said: Vec<_> = all.iter().filter(|finding| finding.at.to_string() == at).map(|f| f.says.as_str()).collect();
        assert!(said.iter().any(|said| said.contains(printed) && said.contains(computed)), "{at}: {said:?}");
    }
}

/// One case: a document, then what should come out of it, one a line: `address = text`, `? address` for what is
/// doubtful, `- text` for what finds no place. Everything is named, and nothing beside.
#[test]
fn tables_are_known_by_their_labels() {
    let all = include_str!("data/documents/cases.txt");
    for case in all.split("\n=== ").skip(1) {
        let (name, rest) = case.split_once('\n').expect("a name");
        let (text, expected) = rest.split_once("\n>>>\n").expect("what should come out");
        let proposal = read(text);
        let mut found: Vec<String> = Vec::new();
        for placed in &proposal.placed {
            found.push(format!("{} = {}", placed.at, placed.text.replace('\n', "\\n")));
            found.extend((!placed.is_sure()).then(|| format!("? {}", placed.at)));
        }
        found.extend(proposal.homeless.iter().map(|homeless| format!("- {}", homeless.text.replace('\n', "\\n"))));
        let expected: Vec<&str> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(found, expected, "{name}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    let words = SAMPLE.split(['|', '\n', '：', ' ']).map(str::trim).filter(|w| !w.is_empty()).map(String::from);
    let words: Vec<String> = words.collect();
    prop_oneof![3 => prop::sample::select(words), 1 => any::<String>(), 1 => Just(String::new())]
}

fn spots() -> impl Strategy<Value = Spot> {
    let origin = prop::sample::select(vec![TextOrigin::Written, TextOrigin::Computed, TextOrigin::Missing]);
    let place = prop_oneof![9 => 0_usize..12, 1 => any::<usize>()];
    (place.clone(), place.clone(), place.clone(), place, texts(), origin).prop_map(
        |(row, column, down, across, text, origin)| Spot { row, column, down, across, text, origin, hidden: false },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    /// Every text goes somewhere or is named as homeless, is a label, or agrees; and nothing stops the reading.
    #[test]
    fn no_document_stops_the_reading(
        tables in prop::collection::vec(prop::collection::vec(spots(), 0..60), 0..4),
        lines in prop::collection::vec(texts(), 0..20),
    ) {
        let mut blocks: Vec<DocumentBlock> = lines.into_iter().map(|text| DocumentBlock::Line(DocumentLine { text, heading: None })).collect();
        blocks.extend(tables.into_iter().map(|cells| DocumentBlock::Table(DocumentTable { cells, ..DocumentTable::default() })));
        let form = form();
        let proposal = recognise(&form, &Document::of(blocks), 2023);
        let mut report = Report::new(&form, 2023);
        for placed in &proposal.placed {
            let edit = Edit::Write { at: placed.at.clone(), text: placed.text.clone() };
            prop_assert!(apply(&form, &mut report, &edit).is_ok(), "{}", placed.at);
        }
    }
}

/// A cell holds as much as may be written into it; what comes after is named, and the cell says so.
#[test]
fn a_text_longer_than_any_is_not_taken_in_silence() {
    let paragraph = "某".repeat(30_000);
    let text = format!("一、部门（单位）基本情况\n（一）主要职能\n{}\n末段。\n", [paragraph.as_str(); 4].join("\n"));
    let plan = read(&text);
    let placed = plan.placed.iter().find(|placed| placed.text.contains(&paragraph)).expect("the text is placed");
    assert_eq!(placed.text.chars().count(), 90_002);
    assert_eq!(placed.doubts, ["一格最多写10万字，文件里后面的没有放进来。"]);
    let rest: Vec<_> =
        plan.homeless.iter().map(|homeless| (homeless.text.chars().count(), homeless.why.as_str())).collect();
    let why = "一格最多写10万字，放不下，请另做成附件。";
    assert_eq!(rest, [(30_000, why), (3, why)]);
}
