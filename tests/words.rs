//! The Word file: a package that holds together, in which every text of the manuscript stands once and in order, whatever
//! it is; tables that agree with themselves; sections, foot and 草稿.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;
use crate::package;

use given::{edits, filled, form, sample};
use package::{Element, Package};
use proptest::prelude::*;
use ziping::export::Wish;
use ziping::form::{CellId, Extra, Form, PartKind};
use ziping::output::{Block, Manuscript, ManuscriptPart, SignLine, Signed, Stamp, Table, WordFault, word};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn manuscript(report: &Report) -> Manuscript {
    let form = form();
    Manuscript::new(&form, &derive(&form, report), Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() })
}

fn written(manuscript: &Manuscript) -> Package {
    Package::open(&word(manuscript).unwrap_or_else(|fault| panic!("{fault}")))
}

fn write(form: &Form, report: &mut Report, address: &str, text: &str) {
    let edit = Edit::Write { at: CellId::parse(address).expect("an address"), text: text.into() };
    report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{refused}"));
}

/// What stands in a document, top to bottom: a paragraph, or the cells of a table. Blank ones say nothing.
#[derive(Debug, PartialEq)]
enum Stands {
    Words(String),
    Cells(Vec<String>),
}

fn stands(document: &Element) -> Vec<Stands> {
    let blocks = document.child("w:body").expect("a body").children.iter();
    let all = blocks.filter(|block| block.name != "w:sectPr").map(|block| {
        if block.name == "w:tbl" {
            let cells = block.every("w:tc").into_iter().map(|cell| unbroken(&cell.words()));
            let cells = cells.filter(|words| !words.is_empty());
            Stands::Cells(cells.collect())
        } else {
            Stands::Words(block.words())
        }
    });
    all.filter(|block| *block != Stands::Words(String::new())).collect()
}

/// What a cell says, whichever lines it is broken into.
fn unbroken(words: &str) -> String {
    words.replace('\n', "")
}

/// A text as XML can hold it.
fn legal(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.replace(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}'), " ")
}

/// What should stand there, read from the manuscript itself.
fn expected(manuscript: &Manuscript) -> Vec<Stands> {
    let words = |text: &str| Stands::Words(legal(text));
    let line = |line: &Signed| legal(&format!("{}{}{}", line.label, line.written.text, line.after));
    let mut all = Vec::new();
    for part in manuscript.printed() {
        all.extend([words(&part.label), words(&part.title.join("\n"))]);
        for block in &part.blocks {
            match block {
                Block::Lines(lines) => all.extend(lines.iter().map(|it| Stands::Words(line(it)))),
                Block::Heading(_, text) => all.push(words(text)),
                Block::Words(said) => all.extend(said.paragraphs().map(words)),
                Block::Annexes(label, said) => {
                    let names = said.paragraphs().enumerate();
                    all.extend(names.map(|(n, name)| words(&format!("{}{name}", if n == 0 { label } else { "" }))));
                }
                Block::Table(table) => all.push(Stands::Cells(cells(table))),
                // On pages only.
                Block::Chart(_) | Block::Contents(_) => {}
                Block::CellNotes(notes) => all.extend(notes.iter().map(|note| words(&note.words()))),
                Block::Notes(notes) => all.extend(notes.iter().map(|note| words(note))),
                Block::Signatures(SignLine { entries: lines, .. }) => {
                    let entries = lines.iter().map(|entry| unbroken(&line(entry)));
                    all.push(Stands::Cells(entries.filter(|words| !words.is_empty()).collect()));
                }
            }
        }
    }
    all.retain(|block| *block != Stands::Words(String::new()));
    all
}

/// The cells of a table. A label that reaches from a head that comes again into what is below begins below.
fn cells(table: &Table) -> Vec<String> {
    let long = table.rows.len() > 10 || table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.tall);
    let mut placed: Vec<(usize, usize, String)> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        for cell in &cells.cells {
            let hangs = long && row < table.heads && row + cell.down > table.heads;
            let row = if hangs { table.heads } else { row };
            placed.push((row, cell.at, unbroken(&legal(&format!("{}{}", cell.label, cell.written.text)))));
        }
    }
    placed.sort();
    placed.into_iter().map(|(_, _, words)| words).filter(|words| !words.is_empty()).collect()
}

fn holds(manuscript: &Manuscript) -> Result<Package, TestCaseError> {
    let package = written(manuscript);
    prop_assert_eq!(package.faults(), Vec::<String>::new());
    prop_assert_eq!(stands(package.document()), expected(manuscript));
    Ok(package)
}

/// What nobody expects in a report, and XML least of all.
const HOSTILE: [&str; 13] = [
    "<w:p>",
    "</w:t></w:r>",
    "&",
    "&amp;&#x1;",
    "]]>",
    "<!--",
    "\u{1}\u{b}\u{7f}\u{85}",
    "\u{202e}左右\u{200f}",
    "\u{fffe}\u{ffff}",
    "👨‍👩‍👧 𠮷",
    "两\r\n行\n\n\t格",
    "  前后  ",
    "\"'\\",
];

#[test]
fn the_sample_is_a_sound_package() {
    for report in [Report::new(&form(), 2023), sample()] {
        holds(&manuscript(&report)).unwrap_or_else(|fault| panic!("{fault}"));
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    assert_eq!(word(&manuscript(&sample())).expect("a file"), word(&manuscript(&sample())).expect("a file"));
}

#[test]
fn without_paper_there_is_no_file() {
    let nothing = Manuscript { parts: Vec::new(), ..manuscript(&sample()) };
    assert!(matches!(word(&nothing), Err(WordFault::NoPaper)));
}

#[test]
fn what_is_out_of_place_is_seen() {
    let sound = word(&manuscript(&sample())).expect("a file");
    let spoilt = |from: &str, to: &str| {
        use std::io::{Cursor, Read as _, Write as _};
        let mut zip = zip::ZipArchive::new(Cursor::new(&sound)).expect("a package");
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..zip.len() {
            let mut file = zip.by_index(n).expect("a file");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            out.start_file(file.name().expect("a name"), zip::write::SimpleFileOptions::DEFAULT).expect("room");
            out.write_all(text.replacen(from, to, 1).as_bytes()).expect("room");
        }
        Package::open(&out.finish().expect("a file").into_inner()).faults().join("\n")
    };
    assert_eq!(spoilt("no such", "text"), "");
    for (from, to, says) in [
        ("PartName=\"/word/styles.xml\"", "PartName=\"/word/style.xml\"", "no part word/style.xml"),
        ("Target=\"settings.xml\"", "Target=\"setting.xml\"", "leads to word/setting.xml"),
        ("r:id=\"footer-odd\"", "r:id=\"footer-lost\"", "no relation footer-lost"),
        ("w:val=\"TableText\"", "w:val=\"Lost\"", "no style Lost"),
        ("<w:gridSpan w:val=\"2\"/>", "", "a row has"),
        ("<w:vMerge w:val=\"restart\"/>", "", "goes on from nothing"),
        (
            "<w:vMerge w:val=\"continue\"/><w:vAlign",
            "<w:vAlign w:val=\"top\"/><w:vMerge w:val=\"continue\"/><w:vAlign",
            "out of order",
        ),
        ("<w:vAlign w:val=\"center\"/>", "<w:vAlign w:val=\"middle\"/>", "w:vAlign w:val is \"middle\""),
        ("<w:vAlign w:val=\"center\"/>", "<w:valign w:val=\"center\"/>", "out of order"),
        ("<w:tbl>", "<w:p><w:pPr/></w:p><w:tbl>", "an empty paragraph"),
        ("<w:gridCol w:w=\"", "<w:gridCol w:w=\"1", "wide"),
    ] {
        assert!(spoilt(from, to).contains(says), "{from}: {}", spoilt(from, to));
    }
}

#[test]
fn headings_are_headings() {
    let package = written(&manuscript(&sample()));
    let of = |style: &str| {
        let paragraphs = package.document().every("w:p");
        let styled = paragraphs.into_iter().filter(|p| p.value("w:pPr/w:pStyle") == Some(style));
        styled.map(Element::words).collect::<Vec<_>>()
    };
    assert_eq!(of("Heading1").len(), 9);
    assert!(of("Heading1")[0].starts_with("一、") && of("Heading2")[0].starts_with("（一）"));
    assert_eq!(of("AnnexLabel"), ["附件2", "附件3", "附件4"]);
    let outline = |style: &str| {
        let styles = package.part("word/styles.xml");
        let found = styles.named("w:style").find(|it| it.attribute("w:styleId") == style).expect("a style");
        found.value("w:pPr/w:outlineLvl").map(String::from)
    };
    assert_eq!(
        ["Heading1", "Heading2", "Heading3", "AnnexLabel", "AnnexTitle"].map(outline).map(Option::unwrap),
        ["0", "1", "2", "0", "1"]
    );
}

#[test]
fn several_projects_are_told_apart_and_begin_on_new_pages() {
    let (form, mut report) = (form(), sample());
    for _ in 0..2 {
        report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
    }
    let package = holds(&manuscript(&report)).unwrap_or_else(|fault| panic!("{fault}"));
    let paragraphs = package.document().every("w:p");
    let labels: Vec<&&Element> =
        paragraphs.iter().filter(|p| p.value("w:pPr/w:pStyle") == Some("AnnexLabel")).collect();
    assert_eq!(
        labels.iter().map(|p| p.words()).collect::<Vec<_>>(),
        ["附件2", "附件3", "附件4-1", "附件4-2", "附件4-3"]
    );
    // By itself, or because a section ends before it.
    let begins = paragraphs.windows(2).filter(|pair| pair[1].value("w:pPr/w:pStyle") == Some("AnnexLabel"));
    assert!(begins.map(|pair| (pair[0], pair[1])).all(|(before, label)| {
        label.value("w:pPr/w:pageBreakBefore").is_some() || !before.every("w:sectPr").is_empty()
    }));
}

#[test]
fn a_cover_has_no_number_and_the_report_begins_at_one() {
    let package = written(&manuscript(&sample()));
    let sections = package.document().every("w:sectPr");
    let starts: Vec<bool> = sections.iter().map(|section| section.child("w:pgNumType").is_some()).collect();
    assert!(starts.iter().enumerate().all(|(n, starts)| *starts == (n == 1)), "{starts:?}");
    for (name, footer) in package.begins("word/footer-") {
        let numbered = footer.every("w:fldSimple").len() == 1;
        assert_eq!(numbered, !name.contains("cover"), "{name}");
        assert!(footer.words().contains("校验码 2Q7K-9F3M"), "{name}");
    }
    assert_eq!(package.begins("word/header-").count(), 0);
}

#[test]
fn a_draft_and_a_public_copy_say_so_on_every_page() {
    let mut manuscript = manuscript(&sample());
    manuscript.stamp.watermark = "草稿".into();
    manuscript.stamp.copy = "公开版".into();
    let package = holds(&manuscript).unwrap_or_else(|fault| panic!("{fault}"));
    let headers: Vec<_> = package.begins("word/header-").collect();
    assert_eq!(headers.len(), 2);
    for (name, header) in headers {
        assert!(header.every("v:textpath").iter().any(|path| path.attribute("string") == "草稿"), "{name}");
    }
    let sections = package.document().every("w:sectPr");
    assert!(sections.iter().all(|section| section.named("w:headerReference").count() == 2));
    assert!(package.begins("word/footer-").all(|(_, footer)| footer.words().contains("公开版　校验码 ")));
}

#[test]
fn a_part_laid_across_has_a_section_of_its_own() {
    let mut manuscript = manuscript(&sample());
    let list = manuscript.parts.iter().position(|part| part.kind == PartKind::Book && part.landscape).expect("a list");
    let list = manuscript.parts.remove(list);
    let last = manuscript.parts.iter().rposition(|part| part.kind == PartKind::Annex).expect("an annex");
    manuscript.parts.insert(last, ManuscriptPart { kind: PartKind::Annex, ..list });
    let package = holds(&manuscript).unwrap_or_else(|fault| panic!("{fault}"));
    let mut sizes: Vec<_> = package.document().every("w:pgSz").into_iter().map(|size| size.attribute("w:w")).collect();
    sizes.dedup();
    assert_eq!(sizes, ["11906", "16838", "11906"]);
    let last = package.document().every("w:tbl").into_iter().map(|t| t.every("w:tblW")[0].attribute("w:w"));
    assert!(
        last.clone().any(|width| width == "12756")
            && last.filter(|width| ["8844", "9638"].contains(width)).count() >= 9
    );
}

/// The rows of the table in which these words stand: whether they may go over a page, and whether they come again.
fn rows(package: &Package, words: &str) -> Vec<(bool, bool)> {
    let tables = package.document().every("w:tbl");
    let table = tables.into_iter().find(|table| unbroken(&table.words()).contains(words)).expect("a table");
    let row = |row: &Element| (row.every("w:cantSplit").is_empty(), row.every("w:tblHeader").len() == 1);
    table.named("w:tr").map(row).collect()
}

#[test]
fn only_a_tall_row_goes_over_a_page_and_heads_come_again() {
    let (form, mut report) = (form(), sample());
    assert_eq!(rows(&written(&manuscript(&report)), "预期目标"), [(false, false), (false, false)]);
    write(&form, &mut report, "goals/expected", &"走访会员企业，".repeat(430));
    let package = holds(&manuscript(&report)).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(rows(&package, "预期目标"), [(false, true), (true, false)]);
    let indicators = rows(&package, "绩效指标");
    assert_eq!(indicators[0], (false, true));
    assert!(indicators[1..].iter().all(|row| *row == (false, false)));
}

/// Every text of the manuscript, to be written over.
fn texts(manuscript: &mut Manuscript) -> Vec<&mut String> {
    let mut all = vec![&mut manuscript.title, &mut manuscript.stamp.code, &mut manuscript.stamp.watermark];
    for ManuscriptPart { label, title, blocks, .. } in &mut manuscript.parts {
        all.push(label);
        all.extend(title);
        for block in blocks {
            match block {
                Block::Lines(lines) | Block::Signatures(SignLine { entries: lines, .. }) => {
                    all.extend(
                        lines.iter_mut().flat_map(|line| [&mut line.label, &mut line.written.text, &mut line.after]),
                    );
                }
                Block::Words(said) | Block::Annexes(_, said) => all.push(&mut said.text),
                Block::Table(table) => {
                    let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                    all.extend(cells.flat_map(|cell| [&mut cell.label, &mut cell.written.text]));
                }
                Block::CellNotes(notes) => all.extend(notes.iter_mut().map(|note| &mut note.written.text)),
                Block::Heading(..) | Block::Notes(_) | Block::Chart(_) | Block::Contents(_) => {}
            }
        }
    }
    all
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(HOSTILE.to_vec()).prop_map(String::from), 1 => any::<String>()];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_is_never_markup(words in prop::collection::vec(hostile(), 1..60), every in 1_usize..4) {
        let mut manuscript = manuscript(&sample());
        for (text, words) in texts(&mut manuscript).into_iter().step_by(every).zip(words.iter().cycle()) {
            text.clone_from(words);
        }
        manuscript.unit = words[0].as_str().into();
        holds(&manuscript)?;
    }

    #[test]
    fn whatever_a_clerk_does_comes_out_whole(edits in prop::collection::vec(edits(), 0..30)) {
        let (form, mut report) = (form(), sample());
        for edit in edits {
            drop(report::apply(&form, &mut report, &edit));
        }
        holds(&manuscript(&report))?;
    }
}

/// The paragraphs in the cells of a form's filled example.
fn in_cells(name: &str) -> Vec<Element> {
    let (_, form, report) = filled().into_iter().find(|(own, ..)| own == name).expect("a filled form");
    let package = written(&Manuscript::new(&form, &derive(&form, &report), Stamp::default()));
    package.document().every("w:tc").into_iter().flat_map(|cell| cell.named("w:p")).cloned().collect()
}

#[test]
fn labels_break_between_words_as_on_paper() {
    let cells: Vec<String> = in_cells("mof-project-2020").iter().map(Element::words).collect();
    for label in ["可持续\n影响指标", "服务对象\n满意度\n指标", "偏差原因分析\n及改进措施"] {
        assert!(cells.iter().any(|words| words == label), "{label:?} of {cells:?}");
    }
}

#[test]
fn a_figure_is_set_smaller_before_it_breaks() {
    let cells = in_cells("mof-project-2020");
    let rates: Vec<_> = cells.iter().filter(|cell| cell.words() == "86.18%").collect();
    assert!(!rates.is_empty());
    for rate in rates {
        let sizes: Vec<u32> =
            rate.every("w:sz").iter().filter_map(|size| size.attribute("w:val").parse().ok()).collect();
        assert!(matches!(sizes[..], [15..21]), "{sizes:?}");
    }
}

/// No face that a PC may have breaks a long sum of the 汇总表.
#[test]
fn a_long_sum_has_room_for_a_wider_face() {
    let (form, mut report) = (form(), sample());
    write(&form, &mut report, "p1.funds/grant/initial", "123456789.12");
    let wish = Wish { extras: vec![Extra::ProjectSummary], ..Wish::default() };
    let manuscript = ziping::export::manuscript((&form, &derive(&form, &report)), &report, &wish);
    let document = written(&manuscript).document().clone();
    let cells: Vec<&Element> =
        document.every("w:tc").into_iter().filter(|cell| cell.words() == "123456789.12").collect();
    assert!(cells.len() > 1);
    let number = |element: &Element, at: &str| element.value(at).and_then(|number| number.parse::<f64>().ok());
    for cell in cells {
        let wide: f64 = cell.every("w:tcW")[0].attribute("w:w").parse().expect("a width");
        let half_points = number(cell, "w:p/w:r/w:rPr/w:sz").unwrap_or(21.0);
        // Twelve characters, of which the point is half as wide as a digit, at 15% more than our own face's.
        let taken = (11.0 * 0.56 + 0.33) * 1.15 * half_points * 10.0;
        assert!(taken < wide - 100.0, "{taken} of {wide}");
    }
}

#[test]
fn one_line_stands_between_two_tables() {
    for (name, form, report) in filled() {
        let package = written(&Manuscript::new(&form, &derive(&form, &report), Stamp::default()));
        let blocks = &package.document().child("w:body").expect("a body").children;
        for three in blocks.windows(3).filter(|three| three[1].value("w:pPr/w:pStyle") == Some("Joint")) {
            let under = |table: &Element| table.value("w:tblPr/w:tblBorders/w:bottom").map(String::from);
            let over = three[2].value("w:tblPr/w:tblBorders/w:top");
            assert_eq!((under(&three[0]).as_deref(), over), (Some("nil"), Some("single")), "{name}");
        }
    }
}

/// Goals longer than a page begin where the table before them ends, and have a line where a page ends.
#[test]
fn a_row_over_pages_is_not_carried_to_the_next_one() {
    let (form, mut report) = (form(), sample());
    for goal in ["expected", "achieved"] {
        write(&form, &mut report, &format!("p1.goals/{goal}"), &"按季度开展走访，解决问题36个。".repeat(60));
    }
    let package = holds(&manuscript(&report)).unwrap_or_else(|fault| panic!("{fault}"));
    let blocks = &package.document().child("w:body").expect("a body").children;
    let torn: Vec<_> =
        blocks.windows(3).filter(|three| three[1].value("w:pPr/w:pStyle") == Some("HiddenJoint")).collect();
    assert!(!torn.is_empty());
    for three in torn {
        assert_eq!(three[0].value("w:tblPr/w:tblBorders/w:bottom"), Some("single"));
        let row = three[0].named("w:tr").last().expect("a row");
        assert!(row.every("w:keepNext").is_empty() && row.every("w:cantSplit").is_empty());
        assert_eq!(three[2].name, "w:tbl");
    }
}

/// It is the line to sign on: a table without lines.
fn is_signed(table: &Element) -> bool {
    table.value("w:tblPr/w:tblBorders/w:top").is_none() && table.child("w:tblPr").is_some()
}

/// Rows that close a table which goes over pages, and the line to sign on, stand with a row before them.
#[test]
fn what_closes_a_table_is_not_left_alone() {
    let (form, mut report) = (form(), sample());
    for _ in 0..40 {
        let more = Edit::AddRow { section: "p1.scores".into(), under: "quantity".into() };
        report::apply(&form, &mut report, &more).unwrap_or_else(|refused| panic!("{refused}"));
    }
    write(&form, &mut report, "p1.scores/quantity-1/reason", &"推迟到下半年举办。".repeat(60));
    let package = holds(&manuscript(&report)).unwrap_or_else(|fault| panic!("{fault}"));
    let blocks = &package.document().child("w:body").expect("a body").children;
    let at = blocks.iter().rposition(|block| block.name == "w:tbl" && block.words().contains("总分")).expect("a table");
    let keeps: Vec<bool> = blocks[at]
        .named("w:tr")
        .map(|row| row.every("w:p").iter().all(|p| p.value("w:pPr/w:keepNext").is_some()))
        .collect();
    assert!(matches!(keeps[..], [.., true, _]), "{keeps:?}");
    // What is signed under a table has its last row on its page.
    let signed: Vec<_> = blocks.windows(3).filter(|three| three[2].name == "w:tbl" && is_signed(&three[2])).collect();
    assert!(!signed.is_empty());
    for three in signed {
        assert!(three[1].value("w:pPr/w:keepNext").is_some(), "{:?}", three[1].words());
    }
}

/// Headings with nothing under them are not kept together: all of them would go to the next page, away from the title.
#[test]
fn empty_headings_do_not_hang_together() {
    let form = form();
    let package = holds(&manuscript(&Report::new(&form, 2023))).unwrap_or_else(|fault| panic!("{fault}"));
    let blocks = package.document().child("w:body").expect("a body").named("w:p");
    let chain = blocks.skip_while(|p| p.value("w:pPr/w:pStyle") != Some("Heading1"));
    let chain = chain.take_while(|p| p.value("w:pPr/w:pStyle").is_some_and(|style| style.starts_with("Heading")));
    let kept: Vec<bool> = chain.map(|p| p.value("w:pPr/w:keepNext") != Some("0")).collect();
    assert!(kept.len() > 10 && !kept.split(|kept| !kept).any(|together| together.len() > 2), "{kept:?}");
}

/// A unit's long name leaves the cover one page.
#[test]
fn a_long_name_leaves_the_cover_one_page() {
    let form = form();
    let room = |unit: &str| {
        let mut report = Report::new(&form, 2023);
        write(&form, &mut report, "cover/unit", unit);
        let package = written(&manuscript(&report));
        let blocks = package.document().child("w:body").expect("a body").named("w:p");
        let line = blocks.filter(|p| p.value("w:pPr/w:pStyle") == Some("CoverLine")).map(Element::clone).next();
        let line = line.expect("a line");
        line.every("w:spacing")[0].attribute("w:before").parse::<u32>().expect("twips")
    };
    // Two lines more under the title, and one of the title.
    assert!(room("某某局") - room(&"某某局".repeat(19)) >= 579 * 2 + 880);
}

/// What a 二维码 that is drawn as a shape says, as a reader that is not ours sees it.
fn scanned(square: &Element) -> String {
    let side: usize = square.attribute("coordsize").split(',').next().and_then(|n| n.parse().ok()).expect("a size");
    let mut dark = vec![false; side * side];
    for run in square.attribute("path").split('m').filter(|run| run.contains('l')) {
        let numbers: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        (numbers[0]..numbers[2]).for_each(|x| dark[numbers[1] * side + x] = true);
    }
    let (small, free) = (6, 4);
    let grey = |x: usize, y: usize| {
        let [x, y] = [x, y].map(|at| (at / small).checked_sub(free).filter(|at| *at < side));
        if x.zip(y).is_some_and(|(x, y)| dark[y * side + x]) { 0 } else { 255 }
    };
    let all = (side + 2 * free) * small;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(all, all, grey);
    picture.detect_grids()[0].decode().expect("it is read").1
}

#[test]
fn the_square_stands_at_the_foot_of_every_page() {
    let (form, report) = (form(), sample());
    let sheet = derive(&form, &report);
    let plain = Manuscript::new(&form, &sheet, Stamp { code: "2Q7K-9F3M".into(), ..Stamp::default() });
    let package = holds(&plain.with_extras(&form, &sheet, &[Extra::QrCode])).unwrap_or_else(|fault| panic!("{fault}"));
    let feet: Vec<_> = package.begins("word/footer-").collect();
    assert!(feet.len() >= 4);
    for (name, foot) in feet {
        let [square] = foot.every("v:shape")[..] else { panic!("{name}") };
        assert!(scanned(square).contains("校验码：2Q7K-9F3M"), "{name}");
    }
}
