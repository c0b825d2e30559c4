//! 报送包: what the form's office wants lies in one folder or zip under its name, and nothing else does; the report in it
//! opens; several are made by one command.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;

use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use ziping::export::{ExportFault, SubmissionWish, Wish, submission_name, submit};
use ziping::form::{CellId, Form, Submission, bundled_text};
use ziping::intake::letters_of_pdf;
use ziping::report::{Code, Edit, Report, apply};
use ziping::sheet::derive;
use ziping::store::{self, FileUser, FormTable};

const REMARK: &str = "问一下老张这个数对不对";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    of: String,
    #[serde(default)]
    wanted: Option<Submission>,
    #[serde(default)]
    zipped: bool,
    #[serde(default)]
    public: bool,
    parcels: Vec<(String, Vec<String>)>,
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").expect("a time")
}

fn filled(form: &str) -> (Arc<Form>, Report) {
    let sample = (form == "hunan-lusong-2023").then(|| (given::form(), given::sample()));
    let filled = || given::filled().into_iter().find(|(id, ..)| id == form).map(|(_, form, report)| (form, report));
    sample.or_else(filled).expect("a filled report")
}

fn write(form: &Form, report: &mut Report, at: &str, text: &str) {
    let at = CellId::parse(at).expect("an address");
    apply(form, report, &Edit::Write { at, text: text.into() }).expect("a cell of the form");
}

/// The report in a file, with all that comes to lie beside one that is in use.
fn in_use(folder: &Path, form: &Form, report: &Report) {
    let (file, text) = (folder.join("自评表.zpb"), bundled_text(&form.id).expect("bundled"));
    store::save(&file, form, text, report).expect("saved");
    store::keep_named(&file, (form, text), report, "送审前", now().naive_local()).expect("kept");
    std::mem::forget(store::lock(&file, &FileUser::here(now().naive_local(), true)));
    assert_eq!(files(folder).len(), 3, "a report, its lock, a version");
}

/// Every file in a folder and below, and what is in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            all.extend(files(&entry.path()).into_iter().map(|(inside, bytes)| (format!("{name}/{inside}"), bytes)));
        } else {
            all.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
    all
}

/// What a zip holds.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut all = BTreeMap::new();
    for n in 0..zip.len() {
        let (mut file, mut content) = (zip.by_index(n).expect("a file"), Vec::new());
        file.read_to_end(&mut content).expect("its content");
        all.insert(file.name().expect("UTF-8").into_owned(), content);
    }
    all
}

/// The names in a zip say that they are UTF-8, as Windows must be told.
fn says_utf8(bytes: &[u8]) -> bool {
    let flags = bytes.windows(4).enumerate().filter(|(_, four)| four == b"PK\x01\x02").map(|(at, _)| bytes[at + 9]);
    flags.clone().count() == unpacked(bytes).len() && flags.clone().all(|flag| flag & 0x08 != 0)
}

#[test]
fn what_is_wanted_lies_under_its_name_and_nothing_else_does() {
    let cases: Vec<Case> = ron::from_str(include_str!("data/submission.ron")).expect("cases");
    for case in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let (form, mut report) = filled(&case.of);
        let noted = report.content.cells.iter().next().map(|(at, _)| at.clone()).expect("a cell");
        apply(&form, &mut report, &Edit::Remark { at: noted, text: REMARK.into() }).expect("a remark");
        in_use(folder.path(), &form, &report);
        let before = files(folder.path());

        let wanted = case.wanted.clone().unwrap_or_else(|| form.submission.clone());
        let wish =
            SubmissionWish { wanted, zipped: case.zipped, wish: Wish { public: case.public, ..Wish::default() } };
        let text = bundled_text(&form.id).expect("bundled");
        submit((&form, text), &report, &wish, folder.path(), now(), &|_| true).expect("files");

        let mut made = files(folder.path());
        made.retain(|name, _| !before.contains_key(name));
        if case.zipped {
            assert!(made.values().all(|zip| says_utf8(zip)));
            made = made.values().flat_map(|zip| unpacked(zip)).collect();
        }
        let name = submission_name(&form, &derive(&form, &report));
        let wanted = |(parcel, files): &(String, Vec<String>)| {
            let own = format!("{name}{parcel}");
            files.iter().map(|file| format!("{own}/{own}{file}")).collect::<Vec<_>>()
        };
        let wanted: BTreeSet<String> = case.parcels.iter().flat_map(wanted).collect();
        assert_eq!(made.keys().cloned().collect::<BTreeSet<_>>(), wanted, "{case:?}");
        for (file, bytes) in &made {
            assert!(!String::from_utf8_lossy(bytes).contains(REMARK), "{file}: what she remarks is her own");
        }
        if let Some(own) = made.get(&format!("{name}/{name}.zpb")) {
            let opened = store::read(&String::from_utf8_lossy(own)).expect("a report");
            assert_eq!(opened.report, report.without_remarks());
        }
        if let Some(annex) = made.get(&format!("{name}/{name}_附件3.docx")) {
            let document = String::from_utf8_lossy(&unpacked(annex)["word/document.xml"]).into_owned();
            assert!(document.contains("w:pgNumType w:start=\"7\""), "the number that its page has among all");
        }
        let list = letters_of_pdf(&made[&format!("{name}/{name}_报送清单.pdf")]).expect("pages");
        let last: String = list.last().expect("a page").split_whitespace().collect();
        assert!(last.contains("序号") && last.contains("接收日期"), "who signs has rows above: {last}");
        let list = list.concat();
        let code = Code::of(&form, &report.content).to_string();
        let names = made.keys().filter(|file| file.starts_with(&format!("{name}/")) && !file.contains("报送清单"));
        let is_listed =
            |words: &str| list.replace(char::is_whitespace, "").contains(&words.replace(char::is_whitespace, ""));
        assert!(is_listed(&code) && is_listed("草稿"), "{list}");
        let own: Vec<&str> = names.map(|file| file.rsplit('/').next().expect("a name")).collect();
        assert!(is_listed(&name), "{list}");
        // As many pages as who opens it counts, blank backs told.
        if let Some(pdf) = made.get(&format!("{name}/{name}.pdf")) {
            let pages = letters_of_pdf(pdf).expect("pages");
            let blank = pages.iter().filter(|page| page.trim().is_empty()).count();
            assert!(is_listed(&pages.len().to_string()), "{} pages in {list}", pages.len());
            assert_eq!(is_listed(&format!("其中空白的背面{blank}页")), blank > 0, "{blank} blank in {list}");
        }
        for file in &own {
            // The name of all stands once.
            let tail = file.strip_prefix(&name).filter(|_| own.len() > 1).map(|tail| format!("…{tail}"));
            assert!(is_listed(tail.as_deref().unwrap_or(file)), "{file} in {list}");
        }
    }
}

#[test]
fn it_is_called_by_unit_year_and_form_whatever_the_unit_is_called() {
    let (form, report) = filled("hunan-lusong-2023");
    let named = |unit: &str| {
        let mut report = report.clone();
        write(&form, &mut report, "cover/unit", unit);
        submission_name(&form, &derive(&form, &report))
    };
    assert_eq!(named("区财政局"), "区财政局_2023年度_部门整体支出绩效自评");
    assert_eq!(named("党校/社科联: 本级\n"), "党校／社科联： 本级_2023年度_部门整体支出绩效自评");
    assert_eq!(named("..档案局."), "档案局_2023年度_部门整体支出绩效自评", "no hidden file");
    assert_eq!(named(""), "未填单位_2023年度_部门整体支出绩效自评");
    let long = named(&"某某区某某街道办事处".repeat(9));
    assert_eq!(long.chars().count(), 50);
    assert!(long.ends_with("_2023年度_部门整体支出绩效自评"), "the year and the form stay whole: {long}");
    // A form that is filled in once a project says of which.
    let (form, report) = filled("mof-project-2020");
    let name = submission_name(&form, &derive(&form, &report));
    assert_eq!(name.matches('_').count(), 3, "{name}");
}

/// What was handed in is read as it lies there, and nothing is changed in it.
#[test]
fn the_report_in_it_opens() {
    let (form, report) = filled("hunan-lusong-2023");
    let (text, folder) = (bundled_text(&form.id).expect("bundled"), tempfile::tempdir().expect("a folder"));
    for zipped in [true, false] {
        let wish = SubmissionWish { wanted: form.submission.clone(), zipped, ..SubmissionWish::default() };
        let made = submit((&form, text), &report, &wish, folder.path(), now(), &|_| true).expect("files");
        let [place] = made.places()[..] else { panic!("one place") };
        assert_eq!(store::open(place).expect("a report").report, report);
        let refused = store::open_noted(place, &mut FormTable::default()).expect_err("not there").to_string();
        assert!(
            if zipped {
                refused.contains("请先解压")
            } else {
                refused.contains("请选择扩展名为 .zpb 的文件")
            },
            "{refused}"
        );
        if zipped {
            let import = ziping::intake::read(&std::fs::read(place).expect("a zip"));
            assert!(import.expect_err("no document").to_string().contains("请直接打开"));
            std::fs::copy(place, folder.path().join("坏.zip")).expect("a copy");
        } else {
            std::fs::copy(
                place.join(format!("{}.zpb", place.file_name().expect("a name").display())),
                place.join("二.zpb"),
            )
            .expect("a copy");
            assert!(store::open(place).expect_err("which?").to_string().contains("里面有2个自评表文件"));
        }
    }
    let damaged = folder.path().join("坏.zip");
    let mut bytes = std::fs::read(&damaged).expect("a zip");
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&damaged, bytes).expect("a file");
    store::open(&damaged).expect_err("half of a zip");
}

#[test]
fn none_is_left_where_one_cannot_be_written_or_it_is_stopped() {
    let (form, report) = filled("hunan-lusong-2023");
    let (on, folder) = ((&*form, bundled_text(&form.id).expect("bundled")), tempfile::tempdir().expect("a folder"));
    let wish = SubmissionWish { wanted: form.submission.clone(), ..SubmissionWish::default() };
    let stopped = submit(on, &report, &wish, folder.path(), now(), &|percent| percent < 50);
    assert!(matches!(stopped, Err(ExportFault::Stopped)) && files(folder.path()).is_empty());
    let name = submission_name(&form, &derive(&form, &report));
    // Where a folder of that name is to lie there is a file.
    std::fs::write(folder.path().join(&name), "mine").expect("a file");
    submit(on, &report, &wish, folder.path(), now(), &|_| true).expect_err("no folder can be made");
    assert_eq!(files(folder.path()).into_iter().collect::<Vec<_>>(), [(name, b"mine".to_vec())]);
    let elsewhere = submit(on, &report, &wish, &folder.path().join("没有"), now(), &|_| true);
    assert!(matches!(elsewhere, Err(ExportFault::NoFolder(_))));
}

#[test]
fn one_command_makes_several_and_says_which_it_could_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).display().to_string();
    let (form, report) = filled("mof-project-2020");
    for (file, unit) in [("甲.zpb", "甲单位"), ("乙.zpb", "乙单位"), ("又一个甲.zpb", "甲单位")] {
        let mut report = report.clone();
        write(&form, &mut report, "project/unit", unit);
        store::save(Path::new(&place(file)), &form, bundled_text(&form.id).expect("bundled"), &report).expect("saved");
    }
    std::fs::write(place("坏.zpb"), "no report").expect("a file");
    std::fs::create_dir(place("出")).expect("a folder");
    let ran = |files: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
        command.args(["print", "--as", "package", "--out", &place("出")]).args(files.iter().map(|file| place(file)));
        let ran = command.output().expect("it starts");
        (
            ran.status.code(),
            String::from_utf8_lossy(&ran.stdout).into_owned(),
            String::from_utf8_lossy(&ran.stderr).into_owned(),
        )
    };
    let (code, said, complained) = ran(&["甲.zpb", "坏.zpb", "又一个甲.zpb", "乙.zpb"]);
    assert_eq!(code, Some(2), "{complained}");
    assert_eq!((said.lines().count(), files(Path::new(&place("出"))).len()), (2, 2), "{said}");
    let [damaged, twice, all] = complained.lines().collect::<Vec<_>>()[..] else { panic!("{complained}") };
    assert!(damaged.contains("坏.zpb：") && damaged.contains("不是自评表文件"), "{damaged}");
    assert!(twice.contains("又一个甲.zpb：") && twice.contains("前面的自评表已经生成了“甲单位_"), "{twice}");
    assert_eq!(all, "有2个自评表没有生成，原因见上面，其余2个已经生成。");
    // What was handed in is printed like any other, and no version is kept beside it.
    let zip = said.lines().next().expect("a place").to_string();
    std::fs::copy(&zip, place("收到的.zip")).expect("a copy");
    std::fs::remove_file(zip).expect("a file");
    assert_eq!(ran(&["收到的.zip"]).0, Some(0));
    assert!(!Path::new(&place("收到的 各版本")).exists());
    let (code, said, complained) = ran(&["甲.zpb"]);
    assert_eq!((code, complained.as_str()), (Some(0), ""), "without 错误 all is well");
    assert!(Path::new(said.trim_end()).is_file(), "{said}");
}
