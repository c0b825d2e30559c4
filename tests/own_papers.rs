//! Papers of ours come back whole: what a Word file, a workbook or a PDF encloses is the report, cell for cell; what was
//! changed in the file since has the last word.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail, and its figures are to be seen")]

use crate::given;
use crate::made;

use given::filled;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;
use ziping::export::{FileKind, Wish, export};
use ziping::form::{self, CellId, Form, Holds};
use ziping::intake::{ImportPlan, Placed, read, recognise};
use ziping::output::{Manuscript, ManuscriptPart, Stamp, book, lay_out, word};
use ziping::report::{self, Code, Edit, Enclosed, Report};
use ziping::sheet::derive;

fn form_text(form: &Form) -> &'static str {
    form::bundled_text(&form.id).expect("a bundled form")
}

fn manuscript(form: &Form, report: &Report) -> Manuscript {
    let stamp = Stamp { code: "2Q7K-9F3M".into(), watermark: "草稿".into(), ..Stamp::default() };
    let sheet = derive(form, report);
    let enclosing = Manuscript::new(form, &sheet, stamp).enclosing(form_text(form), &report.content);
    enclosing.gathering(form, &sheet, &report.content)
}

type Maker = fn(&Form, &Manuscript) -> Vec<u8>;

const KINDS: [(&str, Maker); 3] = [
    ("docx", |_, manuscript| word(manuscript).expect("a Word file")),
    ("xlsx", |form, manuscript| book(manuscript, form.money).expect("a workbook")),
    ("pdf", |_, manuscript| lay_out(manuscript).expect("pages").pdf().expect("a PDF")),
];

fn plan_of(form: &Form, file: &[u8]) -> ImportPlan {
    recognise(form, &read(file).expect("it is read"), 1999)
}

/// What a file brings into a report of its own.
fn back(form: &Form, plan: &ImportPlan) -> Report {
    let mut report = plan.blank(form);
    let edit = plan.edit(form, &report, |_| true);
    report::apply(form, &mut report, &edit).expect("cells of the form");
    report
}

/// What is not as it was.
fn faults(form: &Form, report: &Report, plan: &ImportPlan) -> Vec<String> {
    let back = back(form, plan);
    let mut faults: Vec<String> = plan.remarks.iter().filter(|says| !says.contains("不用再核实")).cloned().collect();
    faults.extend(
        plan.placed
            .iter()
            .filter(|placed| !placed.is_sure())
            .map(|placed| format!("{}: {} {}", placed.at, placed.text, placed.doubts.concat())),
    );
    faults.extend(plan.homeless.iter().map(|homeless| format!("homeless {}: {}", homeless.text, homeless.why)));
    if let Some(at) = report.content.cells.first_difference(&back.content.cells) {
        let (was, is) = (report.content.cells.text(&at), back.content.cells.text(&at));
        faults.push(format!("{at}: “{was}”, now “{is}”"));
    }
    if report.content != back.content || Code::of(form, &report.content) != Code::of(form, &back.content) {
        faults.push("the content is another".into());
    }
    if back.notes.marks.iter().any(|(_, mark)| mark.unconfirmed) {
        faults.push("something awaits confirmation".into());
    }
    faults
}

/// Reports as they may be: every filled example; several projects, rows added, taken out and left blank; long texts.
fn reports() -> Vec<(String, Arc<Form>, Report)> {
    let mut all = filled();
    for (name, form, report) in all.clone() {
        all.push((format!("{name}, more"), Arc::clone(&form), more(&form, &report)));
    }
    all
}

/// The same with a second and a fourth project, the third taken out, rows added to everything that takes some, every
/// second of them left blank, and long texts.
fn more(form: &Form, report: &Report) -> Report {
    let mut report = report.clone();
    for _ in 0..3 {
        if form.sections.iter().any(|section| section.each_project) {
            report::apply(form, &mut report, &Edit::AddProject).expect("a project");
        }
    }
    report::apply(form, &mut report, &Edit::RemoveProject("p3".into())).expect("a project less");
    let places: Vec<String> = report.content.rows.keys().map(ToString::to_string).collect();
    for place in places {
        let (section, under) = place.split_once('/').expect("a place");
        for _ in 0..3 {
            let edit = Edit::AddRow { section: section.into(), under: under.into() };
            report::apply(form, &mut report, &edit).expect("a row");
        }
        let rows = report.content.added(section, under).to_vec();
        let row = rows.get(rows.len() - 2).expect("a row").clone();
        report::apply(form, &mut report, &Edit::RemoveRow { section: section.into(), row }).expect("a row less");
        let last = CellId::new(section, rows.last().expect("a row").as_str(), "name");
        report::apply(form, &mut report, &Edit::Write { at: last, text: format!("指标{under}").into() }).ok();
    }
    let long = "全年完成走访企业一百一十三次，比上年增加三十次。".repeat(10);
    let blank: Vec<CellId> = derive(form, &report)
        .cells()
        .filter(|cell| cell.holds == form::Holds::Long && cell.is_blank() && cell.is_writable())
        .map(|cell| cell.at.clone())
        .collect();
    for at in blank.into_iter().step_by(3) {
        let text = format!("{long}\n  一是{long}\n\n二是完成。").into();
        report::apply(form, &mut report, &Edit::Write { at, text }).expect("a cell");
    }
    report
}

#[test]
fn what_was_not_changed_comes_back_cell_for_cell() {
    let mut all = Vec::new();
    for (name, form, report) in reports() {
        for (kind, make) in KINDS {
            let file = make(&form, &manuscript(&form, &report));
            let plan = plan_of(&form, &file);
            let faults = faults(&form, &report, &plan);
            println!("{name} {kind}: {} KB, {} cells, {} faults", file.len() / 1024, plan.placed.len(), faults.len());
            let short = |fault: &String| fault.chars().take(160).collect::<String>();
            all.extend(faults.iter().take(8).map(|fault| format!("{name} {kind}: {}", short(fault))));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The parts of a package by name.
fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a package");
    let part = |n| {
        let (mut part, mut bytes) = (zip.by_index(n).expect("a part"), Vec::new());
        part.read_to_end(&mut bytes).expect("its content");
        (part.name().expect("a name").to_string(), bytes)
    };
    (0..zip::ZipArchive::new(Cursor::new(file)).expect("a package").len()).map(part).collect()
}

/// The same file with one of its parts changed, or taken out.
fn with(file: &[u8], name: &str, change: impl FnOnce(String) -> Option<String>) -> Vec<u8> {
    let mut parts = parts(file);
    let part = parts.remove(name).expect("it is there");
    if let Some(part) = change(String::from_utf8(part).expect("text")) {
        parts.insert(name.into(), part.into_bytes());
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    made::package(&parts)
}

/// The part in which the texts of a file stand, and what stands around each.
const TEXTS: [(&str, Maker, &str); 2] =
    [("docx", KINDS[0].1, "word/document.xml"), ("xlsx", KINDS[1].1, "xl/sharedStrings.xml")];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn placed<'p>(plan: &'p ImportPlan, at: &str) -> &'p Placed {
    plan.placed.iter().find(|placed| placed.at.to_string() == at).unwrap_or_else(|| panic!("{at} is not placed"))
}

/// Everything that was written is there as it was, and sure, but for these cells; nothing has found no place.
fn rest_is_sure(report: &Report, plan: &ImportPlan, but: &[&str]) -> Vec<String> {
    let mut faults: Vec<String> =
        plan.homeless.iter().map(|homeless| format!("homeless {}: {}", homeless.text, homeless.why)).collect();
    for (at, text) in report.content.cells.iter().filter(|(at, _)| !but.contains(&at.to_string().as_str())) {
        match plan.placed.iter().find(|placed| placed.at == at) {
            Some(placed) if placed.text == *text && placed.is_sure() => {}
            Some(placed) => faults.push(format!("{at} “{text}”: “{}” {:?}", placed.text, placed.doubts)),
            None => faults.push(format!("{at} “{text}” is lost")),
        }
    }
    faults
}

/// Of every form, texts one after the other are changed in its files: that cell says what one sees, and is to be looked at,
/// and all others are as they were.
#[test]
fn one_change_is_one_change() {
    let (mut changes, mut faults) = (0, Vec::new());
    for (name, form, report) in filled() {
        let manuscript = manuscript(&form, &report);
        for (kind, make, part) in TEXTS {
            let file = make(&form, &manuscript);
            let xml = String::from_utf8(parts(&file).remove(part).expect("a part")).expect("text");
            let texts: Vec<_> = manuscript.booked().flat_map(ManuscriptPart::texts).collect();
            let alone = |text: &str| texts.iter().filter(|other| other.text == text).count() == 1;
            let printed = texts.iter().filter(|said| {
                let at = CellId::parse(&said.key).expect("an address");
                let slot = form.slot(&at).expect("a cell");
                let words = matches!(slot.holds, Holds::Text | Holds::Long) && slot.choices.is_empty();
                let written = report.content.cells.text(&at) == said.text;
                words && written && alone(&said.text) && xml.matches(&format!(">{}<", escaped(&said.text))).count() == 1
            });
            for said in printed.step_by(3).take(12) {
                let text = format!(">{}<", escaped(&said.text));
                let changed = with(&file, part, |xml| Some(xml.replace(&text, ">后来改的 一 句话<")));
                let plan = plan_of(&form, &changed);
                let found = placed(&plan, &said.key);
                changes += 1;
                if found.text != "后来改的 一 句话" || !found.doubts.concat().contains("导出时是") {
                    faults.push(format!("{name} {kind} {}: {found:?}", said.key));
                }
                let doubtful = plan.placed.iter().filter(|placed| !placed.is_sure() && placed.at != found.at);
                faults.extend(doubtful.map(|placed| format!("{name} {kind} {}: {placed:?}", said.key)));
                let rest = rest_is_sure(&report, &plan, &[&said.key]).into_iter();
                faults.extend(rest.take(3).map(|fault| format!("{name} {kind} {}: {fault}", said.key)));
            }
        }
    }
    println!("{changes} changes, {} faults", faults.len());
    assert!(changes > 80 && faults.is_empty(), "{changes}\n{}", faults.join("\n"));
}

fn sample_with(edits: &[(&str, &str)]) -> (Arc<Form>, Report) {
    let (form, mut report) = (given::form(), given::sample());
    for (at, text) in edits {
        let edit = Edit::Write { at: CellId::parse(at).expect("an address"), text: (*text).into() };
        report::apply(&form, &mut report, &edit).expect("a cell");
    }
    (form, report)
}

/// The sample's Word file, changed.
fn changed(form: &Form, report: &Report, change: impl FnOnce(String) -> String) -> ImportPlan {
    let file = word(&manuscript(form, report)).expect("a Word file");
    plan_of(form, &with(&file, "word/document.xml", |xml| Some(change(xml))))
}

/// The last row, table or paragraph of that name that begins before a text, as far as it goes.
fn around(xml: &str, name: &str, text: &str) -> String {
    let at = xml.find(text).expect("the text");
    let from = xml[..at].rfind(&format!("<{name}>")).expect("its beginning");
    let end = from + xml[from..].find(&format!("</{name}>")).expect("its end");
    xml[from..end].to_string() + &format!("</{name}>")
}

#[test]
fn a_figure_that_was_changed_and_what_follows_from_it_are_told() {
    let (form, report) = sample_with(&[]);
    // 公用经费 of the year: 7.87 stands in two tables and in the text.
    let plan = changed(&form, &report, |xml| {
        let row = around(&xml, "w:tr", ">公用经费<");
        xml.replacen(&row, &row.replace(">7.87<", ">9.87<"), 1)
    });
    let found = placed(&plan, "base/public/final");
    assert_eq!(found.text, "9.87");
    assert!(!found.is_sure() && found.doubts.concat().contains("导出时是“7.87”"), "{found:?}");
    assert_eq!(rest_is_sure(&report, &plan, &["base/public/final"]), Vec::<String>::new());
    for figure in plan.placed.iter().filter(|placed| !placed.is_sure() && placed.at != found.at) {
        assert!(report.content.cells.text(&figure.at).is_empty(), "{figure:?}");
        assert!(figure.doubts.concat().contains("按各格的数计算是"), "{figure:?}");
    }
}

#[test]
fn rows_that_came_and_went_are_told() {
    let more: [(&str, &str); 4] = [
        ("scores/quantity-2/name", "第二个数量指标"),
        ("scores/quantity-2/target", "≥22次"),
        ("scores/quantity-3/name", "第三个数量指标"),
        ("scores/quantity-3/target", "≥33次"),
    ];
    let (form, report) = sample_with(&more);
    let plan = changed(&form, &report, |xml| {
        let row = around(&xml, "w:tr", ">第二个数量指标<");
        let new = row.replace("第二个数量指标", "后来加的指标").replace("≥22次", "≥44次");
        xml.replacen(&row, &(row.clone() + &new), 1)
    });
    assert_eq!(rest_is_sure(&report, &plan, &[]), Vec::<String>::new());
    let new = placed(&plan, "scores/quantity-4/name");
    assert!(new.text == "后来加的指标" && new.doubts.concat().contains("后来加上的"), "{new:?}");
    assert_eq!(placed(&plan, "scores/quantity-4/target").text, "≥44次");
    let plan = changed(&form, &report, |xml| {
        let row = around(&xml, "w:tr", ">第二个数量指标<");
        xml.replacen(&row, "", 1)
    });
    let gone = ["scores/quantity-2/name", "scores/quantity-2/target"];
    assert_eq!(rest_is_sure(&report, &plan, &gone), Vec::<String>::new());
    for at in gone {
        let kept = placed(&plan, at);
        assert!(!kept.is_sure() && kept.doubts.concat().contains("找不到"), "{kept:?}");
    }
}

#[test]
fn paragraphs_that_were_not_touched_keep_their_quotations() {
    let written = "第一段，公用经费【公用经费】。\n第二段。\n第三段，还是【公用经费】。";
    let (form, report) = sample_with(&[("report/duties", written)]);
    let became = |change: fn(String) -> String| {
        let plan = changed(&form, &report, change);
        assert_eq!(rest_is_sure(&report, &plan, &["report/duties"]), Vec::<String>::new());
        let found = placed(&plan, "report/duties");
        assert!(!found.is_sure(), "{found:?}");
        found.text.to_string()
    };
    let paragraph = |xml: &str, text: &str| around(xml, "w:p", text);
    assert_eq!(
        became(|xml| xml.replace(">第二段。<", ">第二段，改了。<")),
        written.replace("第二段。", "第二段，改了。")
    );
    let out = became(|xml| xml.replace(&around(&xml, "w:p", ">第二段。<"), ""));
    assert_eq!(out, written.replace("第二段。\n", ""));
    let more = became(|xml| {
        let second = around(&xml, "w:p", ">第二段。<");
        xml.replace(&second, &(second.clone() + &second.replace("第二段", "又一段")))
    });
    assert_eq!(more, written.replace("第二段。", "第二段。\n又一段。"));
    let plan = changed(&form, &report, |xml| {
        let first = paragraph(&xml, ">第一段，");
        xml.replace(&first, &first.replace("第一段，", "第一段，改了，"))
    });
    assert_eq!(
        placed(&plan, "report/duties").text,
        "第一段，改了，公用经费7.87。\n第二段。\n第三段，还是【公用经费】。"
    );
}

#[test]
fn what_was_cleared_ticked_and_filled_in_is_told() {
    let (_, form, report) = filled().into_iter().find(|(name, ..)| name == "hubei-project-2020").expect("it is there");
    let plan = changed(&form, &report, |xml| {
        let ticked = xml.replace("新增性项目□", "新增性项目☑").replace("持续性项目☑", "持续性项目□");
        ticked.replace(">新建健身步道<", "><")
    });
    let found = placed(&plan, "project/nature");
    assert!(found.text == "新增性项目" && !found.is_sure(), "{found:?}");
    assert!(plan.placed.iter().all(|placed| placed.at.to_string() != "scores/quantity-1/name"));
    let told = plan.remarks.concat();
    assert!(told.contains("清空") && told.contains("新建健身步道"), "{told}");
}

/// A workbook whose formulas have lost what they come to, as programs save it that do not compute.
fn without_results(file: &[u8]) -> Vec<u8> {
    let mut parts = parts(file);
    for (_, sheet) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        let xml = String::from_utf8(std::mem::take(sheet)).expect("text");
        let mut runs = xml.split("</f><v>");
        let first = runs.next().unwrap_or_default().to_string();
        let rest = runs.map(|run| run.split_once("</v>").map_or("", |(_, rest)| rest));
        *sheet = std::iter::once(first.as_str()).chain(rest).collect::<Vec<_>>().join("</f>").into_bytes();
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    made::package(&parts)
}

#[test]
fn formulas_without_results_clear_nothing() {
    for (name, form, report) in filled() {
        let plan = plan_of(&form, &without_results(&KINDS[1].1(&form, &manuscript(&form, &report))));
        let back = back(&form, &plan);
        let different = report.content.cells.first_difference(&back.content.cells);
        let both = |at: &CellId| (report.content.cells.text(at).to_string(), back.content.cells.text(at).to_string());
        assert_eq!(different.map(|at| (at.to_string(), both(&at))), None, "{name}");
        assert!(!plan.remarks.concat().contains("清空"), "{name}: {:?}", plan.remarks);
        assert!(plan.homeless.iter().all(|homeless| homeless.why.contains("公式没有存下结果")), "{name}");
    }
}

#[test]
fn what_is_of_little_use_is_read_like_any_other() {
    let (form, report) = sample_with(&[]);
    let file = word(&manuscript(&form, &report)).expect("a Word file");
    let plain = word(&Manuscript { enclosure: None, ..manuscript(&form, &report) }).expect("a Word file");
    let plain = plan_of(&form, &plain);
    assert!(plain.rows.is_none());
    let as_plain = |file: &[u8], says: &str| {
        let mut plan = plan_of(&form, file);
        let said = plan.remarks.pop().unwrap_or_default();
        assert!(said.contains(says) && !said.contains('!') && !said.contains('！'), "{said} lacks {says}");
        assert_eq!(plan, plain, "{says}");
    };
    let enclosed = |change: &dyn Fn(String) -> Option<String>| with(&file, "customXml/item1.xml", change);
    // Another program dropped it.
    assert_eq!(plan_of(&form, &enclosed(&|_| None)), plain);
    as_plain(&enclosed(&|xml| Some(xml.replace("ziping&quot;:1,", "ziping&quot;:2,"))), "更新版本");
    as_plain(&enclosed(&|xml| Some(xml.replace("&quot;year&quot;:2023", "&quot;year&quot;:99999"))), "有损坏");
    as_plain(&enclosed(&|xml| Some(xml.replace("base/public/final&quot;:", "base/public/x&quot;:"))), "对不上");
    as_plain(&enclosed(&|xml| Some(xml.replace("[&quot;p1&quot;]", "[&quot;p1&quot;,&quot;p1&quot;]"))), "对不上");
    as_plain(&enclosed(&|xml| Some(xml.replace("edition: ", "edition: 9"))), "另一个表样");
    as_plain(&enclosed(&|xml| Some(xml.replace("sections: [", "sections: "))), "表样有损坏");
    // Parts of others, and what only seems ours.
    assert_eq!(plan_of(&form, &enclosed(&|_| Some("<a>ziping</a>".into()))), plain);
    assert_eq!(plan_of(&form, &enclosed(&|_| Some("<a>ziping".into()))), plain);
    let (_, other, _) = filled().into_iter().find(|(name, ..)| name == "mof-project-2020").expect("it is there");
    let plan = plan_of(&other, &file);
    assert!(plan.rows.is_none() && plan.remarks.concat().contains("另一个表样"), "{:?}", plan.remarks);
}

#[test]
fn last_years_file_made_over_by_hand_is_no_longer_what_it_encloses() {
    let (form, report) = sample_with(&[]);
    let plan = changed(&form, &report, |xml| xml.replace("2023", "2024").replace("2022", "2023"));
    assert!(plan.rows.is_none() && plan.year == 2024, "{}", plan.year);
    assert!(plan.remarks.concat().contains("改成了2024年度的"), "{:?}", plan.remarks);
}

/// What means harm in what is enclosed ends soon, and the file is read like any other.
#[test]
fn what_means_harm_is_not_used() {
    let (form, report) = sample_with(&[]);
    let file = word(&manuscript(&form, &report)).expect("a Word file");
    let text = manuscript(&form, &report);
    let harm = |change: &dyn Fn(String) -> String| {
        let began = std::time::Instant::now();
        let file = with(&file, "customXml/item1.xml", |xml| Some(change(xml)));
        let plan = plan_of(&form, &file);
        assert!(plan.rows.is_none() && plan.placed.len() > 90, "{:?}", plan.remarks);
        println!("{:?}, {:?}", began.elapsed(), plan.remarks);
        assert!(began.elapsed().as_secs() < 20);
    };
    let item = |text: &str| format!("<a>{{&quot;ziping&quot;:1,{text}");
    harm(&|_| item(&"[".repeat(1_000_000)));
    harm(&|_| item(&" ".repeat(100 << 20)));
    harm(&|_| item(&format!("&quot;printed&quot;:[{}]}}</a>", vec!["{&quot;Line&quot;:{}}"; 500_000].join(","))));
    harm(&|xml| {
        xml.replacen(
            "&quot;printed&quot;:[",
            &format!("&quot;printed&quot;:[{}", "{&quot;Line&quot;:{}},".repeat(30_000)),
            1,
        )
    });
    // As many rows as there may be, none of which is like any of the document.
    let rows = (0..18_000).map(|n| format!("{{&quot;Line&quot;:{{&quot;before&quot;:&quot;{n}&quot;}}}},"));
    let rows: String = rows.collect();
    harm(&|xml| xml.replacen("&quot;printed&quot;:[", &format!("&quot;printed&quot;:[{rows}"), 1));
    assert!(text.enclosure.is_some());
}

/// 公开版 encloses nothing, nor do pages that are looked at or checked.
#[test]
fn a_public_copy_encloses_nothing() {
    let (form, report) = sample_with(&[("unit/phone", "0731-7654321")]);
    let folder = tempfile::tempdir().expect("a folder");
    let made = |public: bool| {
        let kinds = vec![FileKind::Pdf, FileKind::Docx, FileKind::Xlsx, FileKind::Findings];
        let wish = Wish { kinds, public, ..Wish::default() };
        let now = chrono::DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").expect("a time");
        let text = (&*form, form_text(&form));
        let made = export(text, &report, &wish, (folder.path(), "sample"), now, &|_| true).expect("files");
        made.files.into_iter().map(|file| std::fs::read(file).expect("a file")).collect::<Vec<_>>()
    };
    let full = made(false);
    for file in full.iter().take(3) {
        let own = read(file).expect("it is read");
        assert_eq!(own.own().map(|own| &own.content), Some(&report.content));
    }
    assert_eq!(read(&full[3]).expect("it is read").enclosed, None, "审核情况 encloses nothing");
    let phone = report.content.cells.text(&CellId::parse("unit/phone").expect("an address")).to_string();
    for file in made(true) {
        assert_eq!(read(&file).expect("it is read").enclosed, None);
        let unpacked: Vec<Vec<u8>> =
            if file.starts_with(b"PK") { parts(&file).into_values().collect() } else { vec![file.clone()] };
        for bytes in unpacked {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("ziping\":") && !text.contains("ziping&quot;") && !text.contains("EmbeddedFile"));
            assert!(!text.contains(&phone));
        }
    }
}

/// The sheet that only encloses is none of the workbook's, whatever it is called and whether it can be seen.
#[test]
fn the_sheet_that_encloses_is_no_sheet() {
    let (form, report) = sample_with(&[]);
    let file = book(&manuscript(&form, &report), form.money).expect("a workbook");
    let shown =
        with(&file, "xl/workbook.xml", |xml| Some(xml.replace("state=\"veryHidden\"", "").replace("存档", "数据")));
    for file in [&file, &shown] {
        let document = read(file).expect("it is read");
        assert_eq!(document.sheets(), ["附件2", "附件3", "附件4", "表外数字", "项目支出一览"]);
        assert!(document.own().is_some());
        let some = document.clone().only(&["附件2".into()]).expect("it is there");
        assert!(some.own().is_none(), "a part of it is not what it encloses");
        assert!(document.clone().only(&document.sheets()).expect("all").own().is_some());
    }
    let long = Enclosed { form_text: "长".repeat(100_000).into(), ..Enclosed::default() };
    assert!(long.written().len() > 300_000);
}
