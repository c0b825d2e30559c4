//! 加印: 目录, 第几页 共几页, 二维码 and the list of projects, where the form or the clerk asks for them; and what comes back
//! of papers that have them.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use given::{form, sample};
use std::sync::Arc;
use typst::layout::{Frame, FrameItem};
use ziping::export::{FileKind, Wish, export, manuscript};
use ziping::form::{CellId, Extra, Form, bundled_text};
use ziping::intake::{letters_of_pdf, read, recognise};
use ziping::output::{Block, Laid, Manuscript, ManuscriptPart, book, lay_out, ofd, possible_extras, word};
use ziping::report::{self, Code, Edit, PublicCopy, Report};
use ziping::sheet::derive;

/// The sample with three projects, of which each has funds.
fn projects() -> Report {
    let (form, mut report) = (form(), sample());
    for project in ["p2", "p3"] {
        report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
        for (cell, text) in
            [("project/name", "商会建设经费"), ("funds/grant/initial", "12.5"), ("funds/grant/executed", "11.25")]
        {
            let at = CellId::parse(&format!("{project}.{cell}")).expect("an address");
            report::apply(&form, &mut report, &Edit::Write { at, text: text.into() }).expect("a cell");
        }
    }
    report
}

fn with(form: &Form, report: &Report, extras: &[Extra]) -> Manuscript {
    let wish = Wish { extras: extras.to_vec(), ..Wish::default() };
    manuscript((form, &derive(form, report)), report, &wish)
}

/// The letters of each page, without spaces.
fn pages(laid: &Laid) -> Vec<String> {
    let pages = letters_of_pdf(&laid.pdf().expect("a PDF")).expect("its letters");
    pages.iter().map(|page| page.chars().filter(|c| !c.is_whitespace()).collect()).collect()
}

#[test]
fn the_contents_have_the_numbers_that_stand_on_the_pages() {
    let form = form();
    let laid = lay_out(&with(&form, &projects(), &[Extra::Contents, Extra::ProjectSummary])).expect("pages");
    let manuscript = with(&form, &projects(), &[Extra::Contents, Extra::ProjectSummary]);
    let parts: Vec<&ManuscriptPart> = manuscript.printed().collect();
    assert_eq!(parts.get(1).map(|part| part.id.as_str()), Some("contents"), "behind the cover");
    let lines = parts.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
        Block::Contents(lines) => Some(lines),
        _ => None,
    });
    let lines = lines.expect("a 目录");
    let (numbers, texts) = (laid.numbers(), pages(&laid));
    assert_eq!(lines.len(), numbers.listed.len());
    for (line, listed) in lines.iter().zip(&numbers.listed) {
        let page = (0..laid.pages())
            .find(|page| laid.number(*page) == Some(*listed) && texts[*page].contains(&format!("—{listed}—")));
        let words: String = line.name.chars().filter(|c| !c.is_whitespace()).collect();
        let title = words.split('（').next().unwrap_or_default().replace("附件", "");
        let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let page = page.unwrap_or_else(|| panic!("no page {listed}"));
        assert!(texts[page].contains(title) || line.heading.is_none(), "{} on {listed}: {}", line.name, texts[page]);
        assert!(texts.iter().any(|text| text.contains(&words)), "{words}");
    }
    for (part, number) in &numbers.first {
        let listed = lines.iter().zip(&numbers.listed).find(|(line, _)| line.heading.is_none() && line.part == *part);
        assert!(listed.is_none_or(|(_, listed)| listed == number), "{part}");
    }
    // Alone, whatever else is chosen, it says the same.
    let alone = lay_out(&manuscript.of_parts(&["contents", "base"], numbers.clone())).expect("pages");
    assert_eq!(alone.numbers().listed, numbers.listed);
}

/// An entry of 目录 and of the list of annexes stands on one page, its number at its end.
#[test]
fn entries_of_lists_stay_whole() {
    let (form, mut report) = (form(), projects());
    let write = |report: &mut Report, at: &str, text: &str| {
        let at = CellId::parse(at).expect("an address");
        report::apply(&form, report, &Edit::Write { at, text: text.into() }).expect("a cell");
    };
    write(&mut report, "report/annexes", "");
    for project in 1..=20 {
        if project > 3 {
            report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
        }
        let name = format!("支持民营经济高质量发展暨小微企业融资担保风险补偿和创业带动就业扶持资金（第{project}批）");
        write(&mut report, &format!("p{project}.project/name"), &name);
    }
    let manuscript = with(&form, &report, &[Extra::Contents]);
    let laid = lay_out(&manuscript).expect("pages");
    let (texts, numbers) = (pages(&laid), laid.numbers());
    let bare = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut entries = 0;
    for block in manuscript.parts.iter().flat_map(|part| &part.blocks) {
        let whole = match block {
            Block::Contents(lines) => {
                let lines = lines.iter().zip(&numbers.listed);
                lines.map(|(line, number)| format!("{}{number}", bare(&line.name))).collect::<Vec<_>>()
            }
            Block::Annexes(_, written) => written.text.lines().map(bare).collect(),
            _ => continue,
        };
        for entry in whole {
            assert!(texts.iter().any(|text| text.contains(&entry)), "{entry}");
            entries += 1;
        }
    }
    assert!(entries > 50);
}

#[test]
fn pages_say_how_many_there_are() {
    let form = form();
    let manuscript = with(&form, &sample(), &[Extra::PageTotal]);
    let (plain, laid) = (lay_out(&with(&form, &sample(), &[])).expect("pages"), lay_out(&manuscript).expect("pages"));
    assert_eq!(plain.pages(), laid.pages());
    let last = laid.numbers().last.expect("a last page");
    assert_eq!(laid.number(laid.pages() - 1), Some(last));
    for page in 0..laid.pages() {
        let said = format!("第{}页共{last}页", laid.number(page).expect("a page"));
        let numbered = pages(&plain)[page].contains('—') && page > 0 && !laid.is_blank(page);
        assert!(!numbered || pages(&laid)[page].contains(&said), "{said}");
        assert!(!pages(&plain)[page].contains("页共"));
    }
    // What is behind the report's own pages does not count, and what is printed alone keeps the whole.
    let charts = manuscript.clone().with_charts(derive(&form, &sample()).charts(&form));
    let charts = lay_out(&charts).expect("pages");
    assert!(charts.pages() > laid.pages() && charts.numbers().last == Some(last));
    assert!(pages(&charts).last().expect("a page").contains(&format!("—{}—", last + 1)));
    let alone = lay_out(&manuscript.of_parts(&["scores"], laid.numbers())).expect("pages");
    assert!(pages(&alone).concat().contains(&format!("页共{last}页")));
}

/// What a 二维码 on a page says, as a reader that is not ours sees it.
fn scanned(laid: &Laid, page: usize) -> Vec<String> {
    scanned_at(laid, page, 300.0)
}

/// The same at so many dots an inch.
fn scanned_at(laid: &Laid, page: usize, dots: f64) -> Vec<String> {
    let drawn = laid.picture(page, dots / 72.0).expect("a page");
    let grey = |x: usize, y: usize| drawn.rgba[(y * drawn.width + x) * 4];
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(drawn.width, drawn.height, grey);
    picture.detect_grids().iter().map(|grid| grid.decode().expect("it is read").1).collect()
}

#[test]
fn the_square_says_what_the_report_comes_to() {
    let (form, report) = (form(), sample());
    let laid = lay_out(&with(&form, &report, &[Extra::QrCode])).expect("pages");
    let code = Code::of(&form, &report.content).to_string();
    for page in (0..laid.pages()).filter(|page| !laid.is_blank(*page)) {
        let [said] = scanned(&laid, page).try_into().expect("one on each page");
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "芦淞区工商业联合会（示例）");
        assert!(lines[1].starts_with("2023年度"), "{said}");
        assert_eq!(lines[2], format!("校验码：{code}"));
        assert!(lines[3].starts_with("总分：93") && lines[4].starts_with("预算执行率："), "{said}");
    }
    // A long name leaves it as large as it was, and it is read all the same: its small squares are a quarter of a
    // millimetre, which not every scan tells apart.
    let mut long = report.clone();
    let at = CellId::parse("cover/unit").expect("an address");
    report::apply(&form, &mut long, &Edit::Write { at, text: "某".repeat(300).into() }).expect("a cell");
    let laid = lay_out(&with(&form, &long, &[Extra::QrCode])).expect("pages");
    let read = [300.0, 400.0, 600.0].map(|dots| scanned_at(&laid, laid.pages() - 1, dots).len());
    assert!(read.contains(&1), "{read:?}");
}

/// Where the square stands, in points from the left top corner, and how large it is.
fn square(frame: &Frame, (x, y): (f64, f64)) -> Option<(f64, f64, f64)> {
    frame.items().find_map(|(at, item)| {
        let (x, y) = (x + at.x.to_pt(), y + at.y.to_pt());
        match item {
            FrameItem::Group(group) => square(&group.frame, (x, y)),
            FrameItem::Shape(shape, _) => {
                let size = shape.bbox(false).size();
                let is_square = (size.x - size.y).to_pt().abs() < 0.1 && (30.0..50.0).contains(&size.x.to_pt());
                is_square.then_some((x, y, size.x.to_pt()))
            }
            _ => None,
        }
    })
}

/// A reader tells the square by what is free around it: four of its small squares.
#[test]
fn nothing_touches_the_square() {
    let wish = Wish { extras: vec![Extra::QrCode], ..Wish::default() };
    let scale = 100.0 / 72.0;
    let sample = std::iter::once(("sample".into(), form(), sample()));
    for (name, form, report) in sample.chain(given::filled()) {
        let manuscript = manuscript((&form, &derive(&form, &report)), &report, &wish);
        let side = manuscript.stamp.qr.as_ref().expect("a square").side as f64;
        let laid = lay_out(&manuscript).expect("pages");
        for page in (0..laid.pages()).filter(|page| !laid.is_blank(*page)) {
            let drawn = laid.picture(page, scale).expect("a page");
            let (x, y, wide) = square(&laid.document().pages()[page].frame, (0.0, 0.0)).expect("a square");
            let within = |x: f64, y: f64, more: f64, (px, py): (usize, usize)| {
                let inside = |from: f64, at: usize| (from - more..=from + wide + more).contains(&(at as f64 / scale));
                inside(x, px) && inside(y, py)
            };
            let all = (0..drawn.height).flat_map(|y| (0..drawn.width).map(move |x| (x, y)));
            let ring = all.filter(|at| within(x, y, 4.0 * wide / side - 0.7, *at) && !within(x, y, 1.5, *at));
            // 草稿 across the page is lighter than that.
            let dark = ring.filter(|(x, y)| drawn.rgba[(y * drawn.width + x) * 4] < 180).collect::<Vec<_>>();
            assert!(dark.is_empty() && side >= 33.0, "{name}, page {page}: {dark:?}");
        }
    }
}

/// On a public copy it says nothing of persons, and the copy's own 校验码.
#[test]
fn the_square_of_a_public_copy_is_its_own() {
    let (form, mut report) = (form(), sample());
    let at = CellId::parse("cover/unit").expect("an address");
    report::apply(&form, &mut report, &Edit::Write { at, text: "某局（联系人13812345678）".into() }).expect("a cell");
    let copy = PublicCopy::new(&form, &report, &[]).report;
    let wish = Wish { extras: vec![Extra::QrCode], public: true, ..Wish::default() };
    let laid = lay_out(&manuscript((&form, &derive(&form, &copy)), &copy, &wish)).expect("pages");
    let said = scanned(&laid, 0).concat();
    assert!(!said.contains("13812345678") && said.contains("公开版"), "{said}");
    assert!(said.contains(&Code::of(&form, &copy.content).to_string()), "{said}");
}

#[test]
fn the_projects_are_summed_up_as_the_last_annex() {
    let (form, report) = (form(), projects());
    let manuscript = with(&form, &report, &[Extra::ProjectSummary]);
    let part = manuscript.printed().last().expect("parts");
    assert_eq!(part.label, "附件5");
    let rows: Vec<Vec<&str>> = part
        .tables()
        .flat_map(|table| &table.rows)
        .map(|row| row.cells.iter().map(|cell| cell.label.as_str().max(cell.written.text.as_str())).collect())
        .collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[2][1..6], ["商会建设经费", "12.5", "12.5", "11.25", "90%"]);
    assert_eq!(rows[4][1..6], ["合计", "28", "30.31", "27.81", "91.75%"]);
    assert!(matches!(part.blocks.first(), Some(Block::Notes(notes)) if notes[0] == "金额单位：万元"));
    // What has no name is given none.
    let empty = with(&form, &Report::new(&form, 2023), &[Extra::ProjectSummary]);
    let cells = empty.printed().last().expect("parts").cells().map(|cell| cell.label.as_str());
    let cells: Vec<&str> = cells.collect();
    assert!(cells.contains(&"1") && cells.iter().all(|words| !words.contains("未填")));
    let listed = manuscript.parts.iter().flat_map(|part| &part.blocks).find_map(|block| match block {
        Block::Annexes(_, written) => Some(written.text.clone()),
        _ => None,
    });
    let own = report.content.cells.text(&CellId::parse("report/annexes").expect("an address"));
    assert!(listed.expect("a list") == own || own.is_empty(), "the clerk's own list stays as it is");
    // A report without projects has none.
    let other = ziping::form::bundled("mof-project-2020").expect("a form");
    let plain = with(&other, &Report::new(&other, 2020), &Extra::ALL);
    assert!(plain.printed().count() == 1, "neither a 目录 of one thing nor a list of no projects");
    let sheet = derive(&other, &Report::new(&other, 2020));
    assert_eq!(
        possible_extras(&other, &sheet),
        [Extra::Notes, Extra::PageTotal, Extra::QrCode],
        "nor are they offered"
    );
    assert_eq!(possible_extras(&form, &derive(&form, &report)), Extra::ALL);
}

/// The form itself can ask for it.
#[test]
fn what_the_form_asks_for_is_always_there() {
    let text = bundled_text("hunan-lusong-2023").expect("a form");
    let text = text.replace("    paper: (\n", "    paper: (\n        extras: [Contents, PageTotal],\n");
    let form = Arc::new(ziping::form::parse(&text).expect("a form without fault"));
    let manuscript = with(&form, &sample(), &[]);
    assert!(manuscript.stamp.total && manuscript.printed().any(|part| part.name == "目录"));
    assert!(manuscript.stamp.qr.is_none());
}

/// Files of every kind can be made with all of it, and what is enclosed in them comes back whole.
#[test]
fn papers_with_all_of_it_come_back() {
    let (form, report) = (form(), projects());
    let text = bundled_text(&form.id).expect("a form");
    let sheet = derive(&form, &report);
    let plain = with(&form, &report, &Extra::ALL);
    let manuscript = plain.clone().enclosing(text, &report.content).gathering(&form, &sheet, &report.content);
    let files = [
        word(&manuscript).expect("a Word file"),
        book(&manuscript, form.money).expect("a workbook"),
        lay_out(&manuscript).expect("pages").pdf().expect("a PDF"),
    ];
    for (n, file) in files.iter().enumerate() {
        let plan = recognise(&form, &read(file).expect("it is read"), 1999);
        let mut back = plan.blank(&form);
        let edit = plan.edit(&form, &back, |_| true);
        report::apply(&form, &mut back, &edit).expect("cells of the form");
        assert_eq!(back.content.cells.first_difference(&report.content.cells), None, "{n}");
        let doubts: Vec<_> = plan.placed.iter().filter(|placed| !placed.is_sure()).map(|placed| &placed.at).collect();
        assert!(doubts.is_empty(), "{n}: {doubts:?}");
        let homeless: Vec<_> = plan.homeless.iter().map(|homeless| &homeless.text).collect();
        assert!(homeless.is_empty(), "{n}: {homeless:?}");
    }
    assert!(!ofd(&lay_out(&plain).expect("pages"), &ziping::output::OfdAbout::default()).expect("an OFD").is_empty());
}

/// What encloses nothing brings no project twice and no figure into another cell.
#[test]
fn public_copies_with_all_of_it_bring_nothing_twice() {
    let (form, report) = (form(), projects());
    let folder = tempfile::tempdir().expect("a folder");
    let now = chrono::DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").expect("a time");
    let made = |extras: Vec<Extra>| {
        let kinds = vec![FileKind::Pdf, FileKind::Docx, FileKind::Xlsx];
        let wish = Wish { kinds, extras, public: true, ..Wish::default() };
        let text = (&*form, bundled_text(&form.id).expect("a form"));
        let made = export(text, &report, &wish, (folder.path(), "sample"), now, &|_| true).expect("files");
        made.files.into_iter().map(|file| std::fs::read(file).expect("a file")).collect::<Vec<_>>()
    };
    let brought = |file: &[u8]| {
        let plan = recognise(&form, &read(file).expect("it is read"), 1999);
        let mut back = plan.blank(&form);
        let edit = plan.edit(&form, &back, |_| true);
        report::apply(&form, &mut back, &edit).expect("cells of the form");
        back.content
    };
    for (n, (plain, all)) in made(Vec::new()).iter().zip(made(Extra::ALL.to_vec())).enumerate() {
        let (plain, all) = (brought(plain), brought(&all));
        if let Some(at) = plain.cells.first_difference(&all.cells) {
            panic!("{n} {at}: {} / {}", plain.cells.text(&at), all.cells.text(&at));
        }
    }
}
