//! Paper: every cell is printed and nothing else, the pages say what the report says, whatever it says.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;
use crate::unpacked;

use given::{form, sample};
use proptest::prelude::*;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use unpacked::unpacked;
use ziping::check::Checked;
use ziping::form::{CellId, Form};
use ziping::output::{Laid, Manuscript, ManuscriptPart, PdfWish, Stamp, lay_out, missing_characters};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(form: &Form, report: &mut Report, address: &str, text: &str) {
    let edit = Edit::Write { at: at(address), text: text.into() };
    report::apply(form, report, &edit).unwrap_or_else(|refused| panic!("{refused}"));
}

fn print(report: &Report) -> (Manuscript, Laid) {
    let form = form();
    let manuscript = Manuscript::new(&form, &derive(&form, report), Stamp::default());
    let laid = lay_out(&manuscript).unwrap_or_else(|fault| panic!("{fault}"));
    (manuscript, laid)
}

/// The number of a page: that of the report's first is 1, the cover and its back have none.
fn number(page: usize) -> usize {
    page - 1
}

/// The words of one page in the order they were set, without spaces: where lines break is not at issue here.
fn words(laid: &Laid, page: usize) -> String {
    fn walk(frame: &Frame, into: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, into),
                FrameItem::Text(text) => into.push_str(&text.text),
                _ => {}
            }
        }
    }
    let mut words = String::new();
    walk(&laid.document().pages()[page].frame, &mut words);
    bare(&words)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{200b}').collect()
}

fn all_words(laid: &Laid) -> String {
    (0..laid.pages()).map(|page| words(laid, page)).collect()
}

/// Every cell that is not on screen only.
fn printable(form: &Form, report: &Report) -> BTreeSet<String> {
    let sheet = derive(form, report);
    let shown = |cell: &&ziping::sheet::Cell| {
        let section = &form.sections[sheet.part(&cell.at.section).expect("its part").section];
        let column = ziping::sheet::columns(&section.kind).iter().find(|column| column.id == cell.at.column);
        column.is_none_or(|column| !column.screen_only)
    };
    sheet.cells().filter(shown).map(|cell| cell.at.to_string()).collect()
}

/// The cells that stand on the printed pages.
fn keys_of(manuscript: &Manuscript) -> BTreeSet<String> {
    manuscript.printed().flat_map(ManuscriptPart::texts).map(|said| said.key.clone()).collect()
}

/// Every key on the pages exists in the form, every printable cell is printed, and says what it holds.
fn keeps_the_contract(report: &Report) -> Result<Laid, TestCaseError> {
    let (manuscript, laid) = print(report);
    prop_assert_eq!(keys_of(&manuscript), printable(&form(), report));
    let unnumbered = |page: usize| words(&laid, page).replace(&format!("—{}—", page.saturating_sub(1)), "");
    let words = (0..laid.pages()).map(unnumbered).collect::<String>();
    for said in manuscript.printed().flat_map(ManuscriptPart::texts) {
        for line in said.text.lines() {
            prop_assert!(stands(&words, &bare(line)), "{} says {:?}, and the paper does not", said.key, line);
        }
    }
    Ok(laid)
}

/// The words stand there in one piece; very long ones in a table may go on over the page, the next column in between.
fn stands(words: &str, line: &str) -> bool {
    let line: Vec<char> = line.chars().collect();
    let torn = line.chunks(12).filter(|piece| !words.contains(&piece.iter().collect::<String>())).count();
    torn <= line.len() / 500 && (line.len() > 500 || words.contains(&line.iter().collect::<String>()))
}

#[test]
fn every_cell_is_printed_and_nothing_else() {
    let form = form();
    let empty = Report::new(&form, 2023);
    let mut grown = sample();
    for _project in 0..2 {
        report::apply(&form, &mut grown, &Edit::AddProject).expect("projects can be added");
    }
    let sheet = derive(&form, &grown);
    let places = sheet.parts.iter().flat_map(|part| {
        part.lines.iter().filter_map(|line| {
            let under = if line.takes_rows { Some(&line.id) } else { line.added_under.as_ref() };
            under.map(|under| Edit::AddRow { section: part.id.clone(), under: under.clone() })
        })
    });
    let places: Vec<Edit> = places.collect();
    assert!(places.len() > 40, "rows can be added in many places: {}", places.len());
    report::apply(&form, &mut grown, &Edit::All(places)).expect("rows can be added");
    let blank: Vec<CellId> =
        derive(&form, &grown).cells().filter(|c| c.is_writable() && c.is_blank()).map(|c| c.at.clone()).collect();
    for (n, blank) in blank.iter().enumerate() {
        write(&form, &mut grown, &blank.to_string(), &format!("第{n}格"));
    }
    for report in [&empty, &sample(), &grown] {
        keeps_the_contract(report).unwrap_or_else(|fault| panic!("{fault}"));
    }
}

#[test]
fn what_is_on_screen_only_is_not_on_paper() {
    let (manuscript, _) = print(&sample());
    for key in ["p1.funds/grant/carried", "p1.funds/total/balance", "scores/quantity-1/level"] {
        assert!(!keys_of(&manuscript).contains(key), "{key}");
    }
}

#[test]
fn the_pages_say_what_the_sample_says() {
    let (_, laid) = print(&sample());
    let pages: Vec<String> = (0..laid.pages()).map(|page| words(&laid, page)).collect();
    let page_of =
        |words: &str| pages.iter().position(|page| page.contains(words)).unwrap_or_else(|| panic!("no {words}"));
    let title = "2023年度芦淞区工商业联合会（示例）整体支出绩效自评报告";
    assert!(pages[0].contains(title) && pages[2].contains(title), "cover and report carry year and unit");
    assert!(pages[0].contains("部门（单位）名称：芦淞区工商业联合会（示例）（盖章）") && pages[0].ends_with("年月日"));
    let headings = [
        "一、部门（单位）基本情况",
        "（一）主要职能",
        "六、资金使用及绩效情况",
        "九、部门整体支出绩效自评结果拟应用和公开情况",
    ];
    assert!(headings.map(page_of).is_sorted(), "the report is in order");
    let annexes = [
        ("附件2", "2023年度部门（单位）整体支出绩效评价基础数据表", ["2022年决算数", "12.01", "单位负责人签字："]),
        ("附件3", "2023年度部门（单位）整体支出绩效自评表", ["85.22", "100%", "组织会员参与光彩事业（次）"]),
        ("附件4", "2023年度项目支出绩效自评表", ["民营企业工作经费", "5.31", "2.31"]),
    ];
    for (label, title, figures) in annexes {
        let from = page_of(&format!("{label}{title}"));
        let annex: String = pages[from..].concat();
        for figure in figures {
            assert!(annex.contains(figure), "{label}: {figure}");
        }
    }
    assert!(pages[page_of("附件4") - 1].contains("总分10093"), "the points close the score sheet");
}

#[test]
fn pages_are_numbered_from_the_report_on() {
    let (_, laid) = print(&sample());
    assert!(!words(&laid, 0).contains('—'), "the cover has no number");
    assert_eq!(words(&laid, 1), "", "its back is blank");
    for page in 2..laid.pages() {
        assert!(words(&laid, page).contains(&format!("—{}—", number(page))), "page {page}");
    }
}

#[test]
fn the_pdf_is_searchable_and_brings_its_fonts() {
    let (_, laid) = print(&sample());
    let pdf = laid.pdf().expect("a PDF");
    let all = unpacked(&pdf);
    let count = |word: &str| all.windows(word.len()).filter(|part| *part == word.as_bytes()).count();
    assert!(pdf.len() <= 350_000, "{} bytes, nothing enclosed", pdf.len());
    assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    let (fonts, embedded) = (count("/FontDescriptor/"), count("/FontFile2 ") + count("/FontFile3 "));
    assert!(
        embedded >= 4 && embedded == fonts && count("/ToUnicode ") >= embedded,
        "{embedded} fonts, {} searchable",
        count("/ToUnicode ")
    );
    assert_eq!(count("/Type/Page/") + count("/Type /Page\n"), laid.pages());
    assert_eq!(pdf, print(&sample()).1.pdf().expect("a PDF"), "the same report is the same file");
    let png = laid.png(0, 40.0).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    assert!(
        laid.png(laid.pages(), 40.0).is_err() && laid.picture(laid.pages(), 1.0).is_none(),
        "there is no such page"
    );
}

/// 60 indicators, a goal of 3,000 characters, five projects.
#[test]
fn a_report_of_any_size_prints() {
    let form = form();
    let mut report = sample();
    for n in 1..=60 {
        let kind = ["quantity", "quality", "served", "economic-cost"][n % 4];
        write(
            &form,
            &mut report,
            &format!("scores/{kind}-{n}/name"),
            &format!("第{n}项指标的名称写得比较长一些（次）"),
        );
        write(&form, &mut report, &format!("scores/{kind}-{n}/reason"), &"偏差原因说明。".repeat(n % 9));
    }
    write(
        &form,
        &mut report,
        "goals/expected",
        &(0..250).map(|n| format!("第{n}个目标要具体明确。")).collect::<Vec<_>>().concat(),
    );
    write(&form, &mut report, "thrift/measures", &"厉行节约，".repeat(400));
    for project in 1..=5 {
        write(&form, &mut report, &format!("p{project}.project/name"), &format!("第{project}个项目"));
        write(&form, &mut report, &format!("p{project}.goals/achieved"), &"123456789".repeat(40));
    }
    let laid = keeps_the_contract(&report).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(laid.pages() > 15);
    assert!(all_words(&laid).contains("附件4-5"), "several projects are numbered");
    for page in 2..laid.pages() {
        assert!(words(&laid, page).contains(&format!("—{}—", number(page))), "page {page} is one of the numbered ones");
    }
}

#[test]
fn what_a_clerk_writes_is_never_markup() {
    let form = form();
    let hostile = [
        "#let x = 1; #x $a^2$ *粗* _斜_ `码` @引 <签> ~ \\ // 注 /* 注 */ = 题 - 项 + 项 #panic(\"x\")",
        "{year} {last} {unit} [文] \"引\" 'x' -- --- ... https://a.b/c?d=e&f#g",
        "#import \"/data.json\": *",
        "\\u{41}\\n",
        "= 标题",
        "/ 词: 释",
        "【没有这个数字】",
        "\u{202e}倒\u{202c}",
    ];
    for text in hostile {
        let mut report = Report::new(&form, 2023);
        let places = [
            "cover/unit",
            "report/duties",
            "goals/expected",
            "base/other-1/name",
            "scores/quantity-1/name",
            "p1.project/name",
        ];
        // The unit's name stands in the title as well: only where texts differ does each prove its own place.
        for (n, address) in places.iter().enumerate() {
            write(&form, &mut report, address, &format!("{n}{text}{n}"));
        }
        let laid = keeps_the_contract(&report).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert!(laid.pdf().is_ok(), "{text}");
    }
}

#[test]
fn a_character_without_a_face_is_named() {
    let form = form();
    let mut report = sample();
    assert_eq!(print(&report).1.missing, missing_characters(""));
    write(&form, &mut report, "cover/unit", "某\u{13000}局☑㎡𠮷\u{1f600}堃龑");
    assert_eq!(print(&report).1.missing, missing_characters("\u{13000}𠮷\u{1f600}"));
    // None of this PC's faces has the last character there is for private use.
    write(&form, &mut report, "cover/unit", "某\u{10fffd}局");
    let laid = print(&report).1;
    assert_eq!(laid.blank, ['\u{10fffd}']);
    let [notice] = laid.notices().try_into().expect("one notice");
    let archive = chrono::DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").ok();
    let refused = laid.pdf_as(&PdfWish { archive, pages: Vec::new() }).expect_err("no face").to_string();
    assert!(refused.contains("不选长期保存") && refused.ends_with("：\u{10fffd}"), "{refused}");
    assert!(notice.contains("都没有这些字") && notice.ends_with("：\u{10fffd}"), "{notice}");
    assert!(missing_characters("\u{13000}").contains(&'\u{13000}'));
    assert_eq!(missing_characters("堃喆旻㎡☑☐²³—…“”①Ⅳ％≥\n\t ").iter().collect::<String>(), "");
}

#[test]
fn the_findings_stand_under_the_name_of_their_own_form() {
    for form in ziping::form::sources().map(|text| ziping::form::parse(text).expect("a form")) {
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let manuscript = Manuscript::of_findings(&form, &sheet, &Checked::default(), Stamp::default());
        assert_eq!(manuscript.title, format!("{}年度{}审核情况", form.from_year, form.title));
        let lines = &manuscript.parts[0].title;
        assert_eq!(lines.concat(), manuscript.title);
        assert!(lines.iter().all(|line| line.chars().count() < 25), "{}: {lines:?}", form.id);
    }
}

/// A form may ask for it: the part's pages are turned, the rest stay.
#[test]
fn a_part_laid_across_stands_on_pages_laid_across() {
    let (mut manuscript, _) = print(&sample());
    manuscript.parts.iter_mut().filter(|part| part.id == "scores").for_each(|part| part.landscape = true);
    let laid = lay_out(&manuscript).expect("laid out");
    for (part, pages) in laid.parts() {
        for number in pages {
            let size = laid.document().pages()[number].frame.size();
            assert_eq!(size.x > size.y, part == "scores", "{part}, page {number}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_report_stops_the_printing(edits in prop::collection::vec(given::edits(), 0..60)) {
        let form = form();
        let mut report = Report::new(&form, 2023);
        for edit in &edits {
            report::apply(&form, &mut report, edit).ok();
        }
        let (manuscript, laid) = print(&report);
        prop_assert_eq!(keys_of(&manuscript), printable(&form, &report));
        prop_assert!(laid.pdf().is_ok());
    }
}
