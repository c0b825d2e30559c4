//! Long texts of cells as numbered notes under their table, and how papers that have such notes are read.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;
use crate::there_and_back::back;

use given::{form, sample};
use std::collections::BTreeMap;
use ziping::export::{Wish, manuscript};
use ziping::form::{CellId, Extra, Form, Holds, PartKind, bundled, bundled_text};
use ziping::intake::{read, recognise};
use ziping::output::{Block, CellNote, Laid, Manuscript, OfdAbout, book, lay_out, lay_out_keyed, ofd, word};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

const REASON: &str = "因场地调整和人员变动，部分活动推迟到下半年开展，进度慢于计划；";

fn write(form: &Form, report: &mut Report, at: &str, text: &str) {
    let edit = Edit::Write { at: CellId::parse(at).expect("an address"), text: text.into() };
    report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{refused}"));
}

fn noted(form: &Form, report: &Report, is_wished: bool) -> Manuscript {
    let extras = if is_wished { vec![Extra::Notes] } else { Vec::new() };
    manuscript((form, &derive(form, report)), report, &Wish { extras, ..Wish::default() })
}

/// The sample with two projects and long reasons: one of several lines, one without a name before it, one with a name in
/// brackets, one that is as long as the clerk may still have it in the table.
fn talkative() -> Report {
    let (form, mut report) = (form(), sample());
    report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
    let long = REASON.repeat(9);
    for (at, text) in [
        ("scores/quantity-1/reason", &*long),
        (
            "scores/quality-1/reason",
            "一是场地调整；\n二是人员变动，部分活动推迟到下半年开展，进度慢于计划。\n三是加快进度。",
        ),
        ("scores/timeliness-1/reason", "没有及时完成。"),
        ("scores/served-1/reason", &REASON.repeat(40)),
        ("p1.scores/quantity-1/name", "走访企业（家（次））"),
        ("p1.scores/quantity-1/reason", &long),
        ("p1.scores/social-1/reason", &long),
        ("p2.project/name", "第二个项目"),
        ("p2.scores/quantity-1/name", "走访企业"),
        ("p2.scores/quantity-1/reason", &REASON.repeat(2)),
    ] {
        write(&form, &mut report, at, text);
    }
    report
}

fn notes(manuscript: &Manuscript) -> Vec<(&str, &CellNote)> {
    let all = manuscript.parts.iter().flat_map(|part| part.blocks.iter().map(move |block| (part, block)));
    let notes = all.filter_map(|(part, block)| match block {
        Block::CellNotes(notes) => Some(notes.iter().map(move |note| (part.id.as_str(), note))),
        _ => None,
    });
    notes.flatten().collect()
}

/// The long texts of columns.
fn reasons(form: &Form, report: &Report) -> BTreeMap<String, String> {
    let sheet = derive(form, report);
    let cells = sheet.cells().filter(|cell| cell.holds == Holds::Long && !cell.at.column.is_empty());
    cells.filter(|cell| !cell.is_blank()).map(|cell| (cell.at.to_string(), cell.text.to_string())).collect()
}

fn letters(laid: &Laid) -> String {
    let pages = ziping::intake::letters_of_pdf(&laid.pdf().expect("a PDF")).expect("its letters");
    pages.concat().split_whitespace().collect()
}

#[test]
fn notes_are_numbered_as_the_rows_go() {
    let (form, report) = (form(), talkative());
    let (plain, manuscript) = (noted(&form, &report, false), noted(&form, &report, true));
    assert!(notes(&plain).is_empty());
    let found = notes(&manuscript);
    let heads: Vec<(&str, &str)> = found.iter().map(|(part, note)| (*part, note.head.as_str())).collect();
    assert_eq!(
        heads,
        [
            ("scores", "注1（组织会员参与光彩事业（次））："),
            ("scores", "注2（学习培训（次））："),
            ("scores", "注3（社会公众和服务对象满意度达80%以上）："),
            ("project-1", "注1（走访企业（家（次）））："),
            ("project-1", "注2："),
            ("project-2", "注1（走访企业）："),
        ]
    );
    let said: BTreeMap<&str, &str> = manuscript
        .parts
        .iter()
        .flat_map(ziping::output::ManuscriptPart::cells)
        .map(|cell| (cell.written.key.as_str(), cell.written.text.as_str()))
        .collect();
    assert_eq!(said["scores/quality-1/reason"], "见注2");
    assert_eq!(said["scores/timeliness-1/reason"], "没有及时完成。", "a short one stays in its cell");
    // All of it is on the pages, though one may go over two of them.
    let drawn = letters(&lay_out(&manuscript).expect("pages"));
    for (_, note) in &found {
        let words: Vec<char> = note.words().chars().filter(|c| !c.is_whitespace()).collect();
        for end in [&words[..30], &words[words.len() - 30..]] {
            assert!(drawn.contains(&end.iter().collect::<String>()), "{}", note.head);
        }
    }
    assert!(lay_out(&manuscript).expect("pages").pages() < lay_out(&plain).expect("pages").pages());
    assert!(!ofd(&lay_out_keyed(&manuscript).expect("pages"), &OfdAbout::default()).expect("an OFD").is_empty());
    let scores = manuscript.parts.iter().find(|part| part.id == "scores").expect("a part");
    assert!(!scores.landscape, "what stands in it is short now");
}

/// A click on the note leads to its cell.
#[test]
fn a_note_leads_to_its_cell() {
    let (form, report) = (form(), talkative());
    let laid = lay_out_keyed(&noted(&form, &report, true)).expect("pages");
    let at = CellId::parse("scores/served-1/reason").expect("an address");
    let places = |page| (30..550).step_by(6).flat_map(move |x| (30..800).step_by(6).map(move |y| (page, x, y)));
    let there = (0..laid.pages()).flat_map(places);
    let there = there.filter(|(page, x, y)| laid.cell_at(*page, f64::from(*x), f64::from(*y)).as_ref() == Some(&at));
    assert!(there.count() > 200, "1200 characters of it");
}

#[test]
fn printed_notes_come_back_into_their_cells() {
    let (form, report) = (form(), talkative());
    let manuscript = noted(&form, &report, true);
    let wanted = reasons(&form, &report);
    let files = [
        ("docx", word(&manuscript).expect("a Word file")),
        ("pdf", lay_out(&manuscript).expect("pages").pdf().expect("a PDF")),
        ("xlsx", book(&manuscript, form.money).expect("a workbook")),
    ];
    for (kind, file) in files {
        let (found, homeless) = back(&form, &file);
        assert_eq!(reasons(&form, &found), wanted, "{kind}");
        assert!(homeless.iter().all(|text| !text.contains("因场地")), "{kind}: {homeless:?}");
    }
}

/// The last note under a table: its paragraphs are its own, and what is signed under it is not, however full its lines are.
#[test]
fn the_last_note_of_a_table_ends_where_it_ends() {
    for long in (132..172).step_by(7) {
        let (form, mut report) = (form(), sample());
        let line: String = REASON.chars().cycle().take(long).collect();
        for (at, text) in [
            ("scores/quantity-1/reason", line.clone()),
            ("scores/served-1/reason", format!("{line}\n改进措施：\n{line}\n改进。")),
        ] {
            write(&form, &mut report, at, &text);
        }
        let file = lay_out(&noted(&form, &report, true)).expect("pages").pdf().expect("a PDF");
        let (found, homeless) = back(&form, &file);
        assert_eq!(reasons(&form, &found), reasons(&form, &report), "{long} characters");
        assert!(homeless.iter().all(|text| !text.contains("改进") && !text.contains("场地")), "{homeless:?}");
    }
}

/// With what is enclosed they come back as they were, unconfirmed nothing.
#[test]
fn papers_with_notes_that_enclose_the_report_come_back() {
    let (form, report) = (form(), talkative());
    let manuscript = noted(&form, &report, true).enclosing(bundled_text(&form.id).expect("a form"), &report.content);
    for file in [
        word(&manuscript).expect("a Word file"),
        lay_out(&manuscript).expect("pages").pdf().expect("a PDF"),
        book(&manuscript, form.money).expect("a workbook"),
    ] {
        let plan = recognise(&form, &read(&file).expect("it is read"), 1999);
        let doubts: Vec<_> = plan.placed.iter().filter(|placed| !placed.is_sure()).collect();
        assert!(doubts.is_empty() && plan.homeless.is_empty(), "{doubts:?} {:?}", plan.homeless);
        let mut found = plan.blank(&form);
        let edit = plan.edit(&form, &found, |_| true);
        report::apply(&form, &mut found, &edit).expect("cells");
        assert_eq!(found.content.cells.first_difference(&report.content.cells), None);
    }
}

/// The form itself may ask for notes.
#[test]
fn a_form_may_ask_for_notes() {
    let text = bundled_text("hunan-lusong-2023").expect("a form");
    let text = text.replace("    paper: (\n", "    paper: (\n        extras: [Notes],\n");
    let form = ziping::form::parse(&text).expect("a form without fault");
    assert_eq!(notes(&noted(&form, &talkative(), false)).len(), 6);
}

/// Every form with a column for long texts has them as notes, and is read in again.
#[test]
fn every_form_can_have_notes() {
    for text in ziping::form::sources() {
        let form = std::sync::Arc::new(ziping::form::parse(text).expect("a form"));
        let mut report = Report::new(&form, form.from_year);
        let long: Vec<CellId> = derive(&form, &report)
            .cells()
            .filter(|cell| cell.holds == Holds::Long && !cell.at.column.is_empty() && cell.is_writable())
            .map(|cell| cell.at.clone())
            .collect();
        for at in &long {
            write(&form, &mut report, &at.to_string(), &REASON.repeat(5));
        }
        let manuscript = noted(&form, &report, true);
        let annexes = manuscript.parts.iter().filter(|part| part.kind != PartKind::Book);
        let said = annexes.flat_map(ziping::output::ManuscriptPart::cells).filter(|cell| cell.note.is_some()).count();
        assert_eq!(said, long.len(), "{}", form.id);
        assert_eq!(notes(&manuscript).len(), long.len(), "{}", form.id);
        if long.is_empty() {
            continue;
        }
        for (kind, file) in [
            ("docx", word(&manuscript).expect("a Word file")),
            ("pdf", lay_out(&manuscript).expect("pages").pdf().expect("a PDF")),
        ] {
            let (found, _) = back(&form, &file);
            let found = reasons(&form, &found);
            let wrong: Vec<_> = found.iter().filter(|(_, text)| **text != REASON.repeat(5)).collect();
            assert!(wrong.is_empty(), "{} {kind}: {wrong:?}", form.id);
        }
    }
}

/// Papers of others: what stands under the table, what the cells then say, and what is said of the one that is not known.
#[test]
fn notes_of_other_papers_are_put_back_where_that_is_sure() {
    let form = bundled("mof-project-2020").expect("a form");
    let row = |kind: &str, name: &str, says: &str| {
        format!(
            "<tr><td>产出指标</td><td>{kind}</td><td>{name}</td><td>10</td><td>8</td><td>10</td><td>8</td><td>{says}</td></tr>"
        )
    };
    let head = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td><td>偏差原因分析及改进措施</td></tr>";
    let cases: &[([&str; 2], &[&str], [&str; 2])] = &[
        (["见注1", "详见注2"], &["注1：甲。", "注2：乙。"], ["甲。", "乙。"]),
        (["（见注①）", "注②"], &["注①：甲。", "又甲。", "注②：乙。"], ["甲。\n又甲。", "乙。"]),
        (["见注1", "见注1"], &["注1：甲。"], ["甲。", "甲。"]),
        (["见注1", "见注2"], &["填表人：某某", "注1（走访）：甲。", "注2（培训）：乙。"], ["甲。", "乙。"]),
        // Not sure: it is about another row; there are two; there is none; it is only the form's own 注.
        (["见注1", "无"], &["注1（培训）：甲。"], ["见注1", "无"]),
        (["见注1", "见注2"], &["注1：甲。", "注1：又一个。", "注2：乙。"], ["见注1", "乙。"]),
        (["见注3", "无"], &["注1：甲。"], ["见注3", "无"]),
        // A note's own paragraph that begins as one does.
        (["见注1", "见注2"], &["注1：甲。", "注5：又甲。", "注2：乙。"], ["甲。\n注5：又甲。", "乙。"]),
        (["见注1", "见注2"], &["注1（走访）：甲。", "注2：又甲。", "注2（培训）：乙。"], ["甲。", "见注2"]),
        (["见注1", "无"], &["注：1.得分最高不超过权重。"], ["见注1", "无"]),
    ];
    for (says, under, wanted) in cases {
        let under = format!("<p>{}</p>", under.join("</p><p>"));
        let html = format!(
            "<html><body><p>项目支出绩效自评表</p><p>（2023年度）</p><table>{head}{}{}</table>{under}</body></html>",
            row("数量指标", "走访", says[0]),
            row("质量指标", "培训", says[1]),
        );
        let plan = recognise(&form, &read(html.as_bytes()).expect("it is read"), 2023);
        for (row, (wanted, says)) in ["quantity-1", "quality-1"].iter().zip(wanted.iter().zip(says)) {
            let at = format!("scores/{row}/reason");
            let placed = plan
                .placed
                .iter()
                .find(|placed| placed.at.to_string() == at)
                .unwrap_or_else(|| panic!("{at}: {plan:?}"));
            assert_eq!(placed.text, *wanted, "{says} {under}");
            let told = placed.doubts.iter().any(|doubt| doubt.contains("没有找到是哪一条注"));
            assert_eq!(told, wanted.contains("见注"), "{says} {under}: {:?}", placed.doubts);
        }
    }
}

/// The notes of a table are not those of the one before it.
#[test]
fn a_table_without_its_notes_takes_none_of_the_next() {
    let form = form();
    let mut report = talkative();
    write(&form, &mut report, "p2.scores/quantity-1/reason", &REASON.repeat(9));
    let mut manuscript = noted(&form, &report, true);
    for part in manuscript.parts.iter_mut().filter(|part| part.id == "project-1") {
        part.blocks.retain(|block| !matches!(block, Block::CellNotes(_)));
    }
    let (found, _) = back(&form, &word(&manuscript).expect("a Word file"));
    let found = reasons(&form, &found);
    assert_eq!(found["p1.scores/quantity-1/reason"], "见注1");
    assert_eq!(found["p2.scores/quantity-1/reason"], REASON.repeat(9));
}
