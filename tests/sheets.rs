//! Pages as an office minds them: titles that break between words, forms on one page, numbers at the outer side, room to
//! sign.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

mod given;

use given::{filled, form, sample};
use std::sync::Arc;
use typst::layout::{Frame, FrameItem};
use ziping::form::{CellId, Form};
use ziping::output::{Block, Laid, Manuscript, Stamp, lay_out};
use ziping::report::{Edit, Report, apply};
use ziping::sheet::derive;

/// 五号, in points.
const EM: f64 = 10.5;

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp::default())
}

fn laid(form: &Form, report: &Report) -> Laid {
    lay_out(&manuscript(form, report)).unwrap_or_else(|fault| panic!("{fault}"))
}

/// A text on a page: where it begins, where it ends, its base line, in points.
#[derive(Debug)]
struct Written {
    words: String,
    from: f64,
    to: f64,
    down: f64,
}

/// What is written on a page, forms drawn smaller as they are drawn.
fn written(laid: &Laid, page: usize) -> Vec<Written> {
    fn walk(frame: &Frame, (x, y, scale): (f64, f64, f64), into: &mut Vec<Written>) {
        for (at, item) in frame.items() {
            let (from, down) = (x + at.x.to_pt() * scale, y + at.y.to_pt() * scale);
            match item {
                FrameItem::Group(group) => walk(&group.frame, (from, down, scale * group.transform.sx.get()), into),
                FrameItem::Text(text) => {
                    let to = from + text.width().to_pt() * scale;
                    into.push(Written { words: text.text.to_string(), from, to, down });
                }
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    walk(&laid.document().pages()[page].frame, (0.0, 0.0, 1.0), &mut all);
    all
}

fn write(form: &Form, report: &mut Report, at: &str, text: &str) {
    let edit = Edit::Write { at: CellId::parse(at).expect("an address"), text: text.into() };
    apply(form, report, &edit).unwrap_or_else(|refused| panic!("{refused}"));
}

#[test]
fn titles_break_between_words() {
    let form = form();
    let mut broken = String::new();
    for line in include_str!("data/titles.txt").lines() {
        let Some(unit) = line.split('\t').next().filter(|unit| !unit.starts_with('#')) else { continue };
        let mut report = Report::new(&form, 2023);
        write(&form, &mut report, "cover/unit", unit);
        let parts = manuscript(&form, &report).parts;
        let titles = [&parts[0], &parts[1]].map(|part| &part.title);
        for line in titles.iter().copied().flatten() {
            assert!(line.chars().count() >= 4, "{titles:?}");
        }
        assert!(titles.iter().all(|lines| lines.concat().contains(unit)), "{titles:?}");
        broken.push_str(&format!("{unit}\t{}\t{}\n", titles[0].join("|"), titles[1].join("|")));
    }
    let expected: Vec<&str> = include_str!("data/titles.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(expected.len() >= 20);
    assert_eq!(broken.lines().collect::<Vec<_>>(), expected, "\n{broken}");
}

/// A form is handed in on one sheet, empty and filled as it usually is.
#[test]
fn a_form_stands_on_one_page() {
    // What takes two pages even in the smallest letters.
    let longer = ["sichuan-project-2023"];
    let empty = ziping::form::sources().map(|text| {
        let form = Arc::new(ziping::form::parse(text).expect("a form"));
        let report = Report::new(&form, form.from_year);
        (format!("{} empty", form.id), form, report)
    });
    for (name, form, report) in filled().into_iter().chain(empty) {
        let laid = laid(&form, &report);
        for (part, pages) in laid.parts() {
            let most = if longer.contains(&&*form.id) { 2 } else { 1 };
            assert!(["cover", "report"].contains(&&*part) || pages.len() <= most, "{name}: {part} takes {pages:?}");
        }
    }
}

#[test]
fn a_sheet_a_project() {
    let form = form();
    let mut report = sample();
    for _more in 1..12 {
        apply(&form, &mut report, &Edit::AddProject).expect("a project");
    }
    for project in 1..=12 {
        write(&form, &mut report, &format!("p{project}.project/name"), &format!("第{project}个项目的经费"));
        write(&form, &mut report, &format!("p{project}.scores/quantity-1/reason"), "活动推迟到下半年，已补办。");
    }
    let projects = laid(&form, &report).parts().into_iter().filter(|(part, _)| part.starts_with("project-"));
    assert_eq!(projects.map(|(_, pages)| pages.len()).collect::<Vec<_>>(), [1; 12]);
}

/// Printed on both sides of the paper, page 1 is the front of a sheet.
#[test]
fn numbers_stand_at_the_outer_side() {
    let laid = laid(&form(), &sample());
    let mut numbered = 0;
    for page in 0..laid.pages() {
        let middle = laid.size(page).expect("a page").0 / 2.0;
        for number in written(&laid, page).iter().filter(|it| it.words.starts_with("— ")) {
            let outer = if page % 2 == 0 { number.from > middle } else { number.to < middle };
            assert!(outer, "{number:?} on side {page}");
            numbered += 1;
        }
    }
    assert_eq!(numbered, laid.pages() - 2, "all but the cover and its back");
}

/// On a report filled as usual, entries are told apart, and a name can be written.
#[test]
fn there_is_room_to_sign() {
    let form = form();
    let mut report = sample();
    write(&form, &mut report, "unit/filled-on", "2024年3月15日");
    write(&form, &mut report, "unit/filler", "经办人甲、经办人乙（示例）");
    let laid = laid(&form, &report);
    let mut lines = 0;
    for page in 0..laid.pages() {
        let right = laid.size(page).expect("a page").0 - 20.0 * 72.0 / 25.4;
        let all = written(&laid, page);
        let labels = ["填表人：", "填报日期：", "联系电话：", "单位负责人签字："];
        for entry in all.iter().filter(|it| labels.iter().any(|label| it.words.starts_with(label))) {
            let beside = all.iter().filter(|it| (it.down - entry.down).abs() < 1.0 && it.from > entry.from);
            let next = beside.map(|it| it.from).fold(right, f64::min);
            let free = if entry.words.ends_with('：') { 25.0 * 72.0 / 25.4 } else { 1.5 * EM };
            assert!(next == right || next - entry.to >= 1.3 * EM, "{entry:?} {next}");
            assert!(next - entry.to >= free - 6.0, "{entry:?} {next}");
            lines += 1;
        }
    }
    assert_eq!(lines, 8, "two lines to sign on");
    let signatures = manuscript(&form, &report).parts.into_iter().flat_map(|part| part.blocks);
    assert_eq!(signatures.filter(|block| matches!(block, Block::Signatures(_))).count(), 2);
}
