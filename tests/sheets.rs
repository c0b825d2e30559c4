//! Pages as an office minds them: titles that break between words, forms on one page, numbers at the outer side, room to
//! sign.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use given::{filled, form, sample};
use std::sync::Arc;
use typst::layout::{Frame, FrameItem};
use ziping::check::checked;
use ziping::form::{CellId, Extra, Form};
use ziping::output::{Block, Laid, Manuscript, ManuscriptPart, Stamp, lay_out};
use ziping::report::{Edit, Report, apply};
use ziping::sheet::derive;

/// 五号, in points.
const EM: f64 = 10.5;

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    Manuscript::new(form, &derive(form, report), Stamp::default())
}

fn laid(form: &Form, report: &Report) -> Laid {
    let laid = lay_out(&manuscript(form, report)).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(!laid.is_plain, "{}: laid out in the plain way", form.id);
    assert!(!laid.is_unsettled, "{}: not settled", form.id);
    laid
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
        broken.extend([unit, "\t", &titles[0].join("|"), "\t", &titles[1].join("|"), "\n"]);
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

/// Goals over pages, twelve times: how many pages one project takes does not unsettle the others, and the table of each
/// begins under its goals where there is room.
#[test]
fn long_goals_settle() {
    let form = form();
    let mut report = sample();
    let goal = "开展惠企政策宣讲，走访民营企业，办理诉求；";
    let long = |length: usize| goal.chars().cycle().take(length).collect::<String>();
    for project in 1..=12 {
        if project > 1 {
            apply(&form, &mut report, &Edit::AddProject).expect("a project");
        }
        let mut put = |cell: &str, text: &str| write(&form, &mut report, &format!("p{project}.{cell}"), text);
        put("goals/expected", &long(300 + 100 * project));
        put("goals/achieved", &long(300 + 100 * project));
        for row in ["quantity", "quality", "timeliness", "economic", "social", "ecological", "sustained", "served"] {
            put(&format!("scores/{row}-1/name"), "走访企业");
            put(&format!("scores/{row}-1/reason"), &"原因。".repeat(7 * project));
        }
    }
    let laid = laid(&form, &report);
    let mut over = 0;
    for (part, pages) in laid.parts().into_iter().filter(|(part, _)| part.starts_with("project-")) {
        let goals_end = pages.clone().rfind(|page| written(&laid, *page).iter().any(|it| it.words.contains("宣讲")));
        let page = goals_end.expect("goals");
        let ends =
            written(&laid, page).iter().filter(|it| it.words.contains('讲')).map(|it| it.down).fold(0.0, f64::max);
        if page > pages.start && ends < laid.size(page).expect("a page").1 / 2.0 {
            assert!(
                written(&laid, page).iter().any(|it| it.words.starts_with("三级")),
                "{part}: goals end on page {page}"
            );
            over += 1;
        }
    }
    assert!(over > 4, "{over} tables behind goals over pages");
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
            assert!(next >= right || next - entry.to >= 1.3 * EM, "{entry:?} {next}");
            assert!(next - entry.to >= free - 6.0, "{entry:?} {next}");
            lines += 1;
        }
    }
    assert_eq!(lines, 8, "two lines to sign on");
    let signatures = manuscript(&form, &report).parts.into_iter().flat_map(|part| part.blocks);
    assert_eq!(signatures.filter(|block| matches!(block, Block::Signatures(_))).count(), 2);
}

/// 40 indicators, each with a reason of 300 characters.
fn talkative() -> Report {
    let form = form();
    let mut report = sample();
    let reason: String =
        "因场地调整和人员变动，部分活动推迟到下半年开展，进度慢于计划；".chars().cycle().take(300).collect();
    let kinds = ["quantity", "quality", "timeliness", "social", "served", "economic", "sustained", "ecological"];
    for (kind, n) in kinds.iter().flat_map(|kind| (1..=5).map(move |n| (kind, n))) {
        for (column, text) in
            [("name", "绩效指标的名称（次）"), ("target", "≥12次"), ("actual", "9次"), ("reason", &reason)]
        {
            write(&form, &mut report, &format!("scores/{kind}-{n}/{column}"), text);
        }
    }
    report
}

#[test]
fn long_reasons_take_few_pages() {
    let (form, report) = (form(), talkative());
    let manuscript = manuscript(&form, &report);
    let scores = manuscript.parts.iter().find(|part| part.id == "scores").expect("a part");
    assert!(scores.landscape, "so much stands on pages laid across");
    assert_eq!(scores.tables().map(|table| table.widths.iter().sum::<u32>()).collect::<Vec<_>>(), [2250; 3]);
    let laid = lay_out(&manuscript).expect("pages");
    assert!(laid.pages() <= 25, "{} pages", laid.pages());
    let (_, pages) = laid.parts().into_iter().find(|(part, _)| part == "scores").expect("pages");
    let words = |page: usize| written(&laid, page).iter().map(|it| it.words.as_str()).collect::<String>();
    let labels = ["产出指标", "效益指标", "满意度指标", "成本指标"];
    assert!(pages.clone().all(|page| labels.iter().any(|label| words(page).contains(label))), "labels come again");
    assert!(pages.clone().any(|page| words(page).contains("（续）")), "what goes on says so");
}

/// Of forms that are one table: however long goals and reasons are, no page before the last is left to a title or to the end of a label.
#[test]
fn no_page_before_the_last_stays_empty() {
    let line = "因场地调整和人员变动，部分活动推迟到下半年开展，进度慢于计划；";
    for (id, form, filled) in filled().into_iter().filter(|(_, form, _)| form.paper.parts.len() == 1) {
        for (goal, reason) in [(300, 120), (800, 40)] {
            let mut report = filled.clone();
            let cells: Vec<CellId> = derive(&form, &report).cells().map(|cell| cell.at.clone()).collect();
            let long = |long: usize| line.chars().cycle().take(long).collect::<String>();
            for at in cells {
                let is_row = at.section.ends_with("scores") && at.column == "reason" && at.row.contains('-');
                let text = if at.section == "goals" { long(goal) } else { long(reason) };
                if at.section == "goals" || is_row {
                    // What cannot be written in this form stays as it is.
                    apply(&form, &mut report, &Edit::Write { at, text: text.into() }).ok();
                }
            }
            let laid = laid(&form, &report);
            let many = |page: usize| written(&laid, page).iter().map(|it| it.words.chars().count()).sum::<usize>();
            for page in 0..laid.pages() - 1 {
                assert!(many(page) > 150, "{id}, goals of {goal}, reasons of {reason}: {} on page {page}", many(page));
            }
        }
    }
}

/// Closing texts begin where the table ends and go on over pages; nobody signs on a page that holds nothing else.
#[test]
fn closing_texts_are_signed_where_they_end() {
    let line = "因场地调整和人员变动，部分活动推迟到下半年开展，进度慢于计划；";
    let mut several = 0;
    for (id, form, filled) in filled().into_iter().filter(|(_, form, _)| form.paper.parts.len() == 1) {
        for (closing, reason) in [(400, 70), (504, 0), (700, 70), (1000, 0), (1250, 0)] {
            let mut report = filled.clone();
            let cells: Vec<CellId> = derive(&form, &report).cells().map(|cell| cell.at.clone()).collect();
            for at in cells {
                let is_row =
                    reason > 0 && at.section.ends_with("scores") && at.column == "reason" && at.row.contains('-');
                let length = if is_row { reason } else { closing };
                if is_row || ["texts", "remarks"].contains(&at.section.as_str()) {
                    let text: String = line.chars().cycle().take(length).collect();
                    // What cannot be written in this form stays as it is.
                    apply(&form, &mut report, &Edit::Write { at, text: text.into() }).ok();
                }
            }
            let laid = laid(&form, &report);
            let pages: Vec<String> = (0..laid.pages())
                .map(|page| written(&laid, page).iter().map(|it| it.words.as_str()).collect())
                .collect();
            let what = format!("{id}, closing texts of {closing}, reasons of {reason}");
            let (last, before) = pages.split_last().expect("a page");
            assert!(before.iter().all(|page| page.chars().count() > 250), "{what}: {before:?}");
            if last.contains("项目负责人：") && !before.is_empty() {
                let lines = last.split_once("注：").map_or(0, |(text, _)| text.chars().count());
                assert!(lines > 50, "{what}: {last}");
                assert!(last.contains("改进措施"), "{what}: a text that goes on says whose it is: {last}");
                several += 1;
            }
        }
    }
    assert!(several > 3, "{several} signed on a later page");
}

/// Twelve projects with five long reasons each: as notes they take a sheet a project.
#[test]
fn notes_take_a_sheet_a_project() {
    let form = form();
    let mut report = sample();
    let reason: String =
        "因场地调整和人员变动，部分活动推迟到下半年开展，进度慢于计划；".chars().cycle().take(100).collect();
    for project in 1..=12 {
        if project > 1 {
            apply(&form, &mut report, &Edit::AddProject).expect("a project");
        }
        write(&form, &mut report, &format!("p{project}.project/name"), &format!("民营企业服务第{project}项"));
        for kind in ["quantity", "quality", "timeliness", "social", "served"] {
            for (column, text) in [("name", "走访企业"), ("target", "≥12次"), ("actual", "9次"), ("reason", &reason)]
            {
                write(&form, &mut report, &format!("p{project}.scores/{kind}-1/{column}"), text);
            }
        }
    }
    let sheet = derive(&form, &report);
    let noted = manuscript(&form, &report).with_extras(&form, &sheet, &[Extra::Notes]);
    let laid = lay_out(&noted).expect("pages");
    assert!(laid.pages() <= 25, "{} pages", laid.pages());
    let projects = laid.parts().into_iter().filter(|(part, _)| part.starts_with("project-"));
    assert_eq!(projects.map(|(_, pages)| pages.len()).collect::<Vec<_>>(), [1; 12]);
}

/// No line ends with one character that the line before had no room for.
#[test]
fn no_character_is_left_over() {
    for (name, form, report) in filled() {
        let laid = laid(&form, &report);
        for page in 0..laid.pages() {
            let over = written(&laid, page)
                .into_iter()
                .find(|it| ["率", "务", "会", "长", "请", "1"].contains(&it.words.trim()));
            let above = over.filter(|it| {
                written(&laid, page).iter().any(|other| {
                    it.down > other.down
                        && it.down - other.down < 15.0
                        && (other.from..other.to).contains(&it.from)
                        && other.words.chars().count() > 2
                })
            });
            assert!(above.is_none(), "{name}: {above:?}");
        }
    }
}

/// What fits at the widths of the form keeps them.
#[test]
fn short_texts_leave_the_widths_alone() {
    // One has a reason of six lines.
    for (name, form, report) in filled().into_iter().filter(|(name, ..)| name != "mof-project-cost-2021") {
        let (full, empty) = (manuscript(&form, &report), manuscript(&form, &Report::new(&form, report.content.year)));
        let widths = |manuscript: &Manuscript| {
            let parts = manuscript.parts.iter().filter(|part| !part.id.starts_with("list"));
            parts
                .flat_map(|part| part.tables().map(|table| table.widths.clone()).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(widths(&full), widths(&empty), "{name}");
    }
}

#[test]
fn a_figure_keeps_its_unit() {
    for (name, form, report) in filled() {
        let laid = laid(&form, &report);
        for page in 0..laid.pages() {
            let alone =
                written(&laid, page).into_iter().find(|it| ["人次", "次", "万元", "元"].contains(&it.words.trim()));
            let unit = alone.filter(|it| {
                written(&laid, page).iter().any(|other| {
                    (other.from - it.from).abs() < 30.0
                        && it.down > other.down
                        && it.down - other.down < 15.0
                        && other.words.ends_with(|c: char| c.is_ascii_digit() || c == '万' || c == '人')
                })
            });
            assert!(unit.is_none(), "{name}: {unit:?}");
        }
    }
}

#[test]
fn points_of_a_column_stand_below_each_other() {
    let form = form();
    let laid = laid(&form, &sample());
    let (_, pages) = laid.parts().into_iter().find(|(part, _)| part == "base").expect("pages");
    let all = written(&laid, pages.start);
    // 三公经费 and what stands below it, of the year before: 12.01, 7.51, 0.87.
    let ends: Vec<f64> =
        ["12.01", "7.51", "0.87"].map(|figure| all.iter().find(|it| it.words == figure).expect("a figure").to).to_vec();
    assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.2), "{ends:?}");
    let whole = all.iter().find(|it| it.words == "0.2").expect("a figure");
    assert!(whole.to < ends[0] - 2.0 && whole.to > ends[0] - 8.0, "{whole:?} {ends:?}");
}

/// 分值 and 得分 stand alike beside one line, though only one of them has points.
#[test]
fn figures_beside_each_other_stand_alike() {
    for (name, form, report) in filled().into_iter().filter(|(name, ..)| name.contains("2020")) {
        let manuscript = manuscript(&form, &report);
        let tables = manuscript.parts.iter().flat_map(ManuscriptPart::tables);
        let mut pairs = Vec::new();
        for row in tables.flat_map(|table| &table.rows) {
            for two in row.cells.windows(2) {
                if let (Some(one), Some(next)) = (two[0].point, two[1].point)
                    && two.iter().all(|cell| ["weight", "score"].iter().any(|end| cell.written.key.ends_with(end)))
                {
                    pairs.push((one.wide, next.wide));
                }
            }
        }
        assert!(pairs.iter().all(|(one, next)| one == next), "{name}: {pairs:?}");
        assert!(name != "mof-project-2020" || pairs.len() > 8, "{name}: {pairs:?}");
    }
}

#[test]
fn annexes_are_listed_by_their_own_numbers() {
    let form = form();
    let mut report = sample();
    write(&form, &mut report, "report/annexes", "");
    apply(&form, &mut report, &Edit::AddProject).expect("a project");
    write(&form, &mut report, "p2.project/name", "第二个项目");
    let listed =
        manuscript(&form, &report).parts.into_iter().flat_map(|part| part.blocks).find_map(|block| match block {
            Block::Annexes(_, listed) => Some(listed.text),
            _ => None,
        });
    let listed = listed.expect("a list");
    let numbers: Vec<&str> = listed.lines().filter_map(|line| line.split('.').next()).collect();
    assert_eq!(numbers, ["2", "3", "4-1", "4-2"], "{listed}");
    assert!(listed.ends_with("（第二个项目）"), "{listed}");
}

/// A long list of annexes goes on on the next page, and nothing of it stands in the foot.
#[test]
fn a_list_of_annexes_stays_above_the_foot() {
    let form = form();
    let mut report = sample();
    write(&form, &mut report, "report/annexes", "");
    for project in 2..=14 {
        apply(&form, &mut report, &Edit::AddProject).expect("a project");
        write(&form, &mut report, &format!("p{project}.project/name"), &format!("民营企业服务第{project}项"));
        let laid = laid(&form, &report);
        let (_, pages) = laid.parts().into_iter().find(|(part, _)| part == "report").expect("pages");
        for page in pages {
            let foot = (37.0 + 225.0) * 72.0 / 25.4;
            let mut low = written(&laid, page);
            low.retain(|it| it.down > foot && !it.words.starts_with("— ") && !it.words.starts_with("校验码"));
            assert!(low.is_empty(), "{project} projects, page {page}: {low:?}");
        }
    }
}

/// What heads findings is on the page of the first of them, and somebody signs below.
#[test]
fn findings_stay_under_their_heads() {
    let (form, report) = (form(), sample());
    let sheet = derive(&form, &report);
    let checked = checked(&form, &report, &sheet, "2024-03-20".parse().expect("a day"));
    let laid = lay_out(&Manuscript::of_findings(&form, &sheet, &checked, Stamp::default())).expect("pages");
    assert!(laid.pages() > 2);
    for page in 0..laid.pages() {
        let mut all = written(&laid, page);
        all.retain(|it| !it.words.starts_with("— "));
        let low = all.iter().map(|it| it.down).fold(0.0, f64::max);
        // A heading alone at the end would begin at the left edge and have nothing beside it.
        let last: Vec<&Written> = all.iter().filter(|it| low - it.down < 1.0).collect();
        let heading =
            last.iter().any(|it| ["错误　", "需说明　", "提示　"].iter().any(|word| it.words.starts_with(word)));
        assert!(!heading, "page {}: {last:?}", page + 1);
    }
    let end: String = written(&laid, laid.pages() - 1).iter().map(|it| it.words.as_str()).collect();
    assert!(end.contains("审核人：") && end.contains("审核日期："));
}

/// Parts chosen alone keep their numbers, and those at the outer side.
#[test]
fn parts_chosen_alone_begin_on_their_own_side() {
    let form = form();
    let manuscript = manuscript(&form, &sample());
    let all = lay_out(&manuscript).expect("pages");
    let pairs = [["cover", "base"], ["base", "project"], ["scores", "project"]].map(Vec::from);
    for chosen in pairs.into_iter().chain([vec!["base"], vec!["scores"], vec!["project"]]) {
        let alone = lay_out(&manuscript.of_parts(&chosen, all.numbers())).expect("pages");
        assert!(!alone.is_blank(0), "{chosen:?} begins with its own page");
        for page in 0..alone.pages() {
            let middle = alone.size(page).expect("a page").0 / 2.0;
            for number in written(&alone, page).iter().filter(|it| it.words.starts_with("— ")) {
                let outer = if page % 2 == 0 { number.from > middle } else { number.to < middle };
                assert!(outer, "{chosen:?}: {number:?} on side {page}");
            }
        }
    }
}
