//! 公开版: what is hidden stands in none of the bytes that leave; every public copy is known by its 校验码; it lies by
//! itself; and what a text costs is what its length costs.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;
use crate::unpacked;

use given::{form, sample};
use proptest::prelude::*;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use unpacked::unpacked;
use ziping::check;
use ziping::export::{Exported, FileKind, Wish, export};
use ziping::form::{CellId, bundled_text};
use ziping::intake::letters_of_pdf;
use ziping::report::{
    Code, Edit, Explanation, LastYear, Personal, PersonalKind, PublicCopy, Report, WrittenText, apply, personal,
};
use ziping::sheet::derive;
use ziping::store::{self, CodeOwner};

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(report: &mut Report, address: &str, text: &str) {
    apply(&form(), report, &Edit::Write { at: at(address), text: text.into() }).expect("a cell of the form");
}

fn with(cells: &[(&str, &str)]) -> Report {
    let mut report = sample();
    for (address, text) in cells {
        write(&mut report, address, text);
    }
    report
}

fn now() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339("2024-03-15T10:30:00+08:00").expect("a time")
}

/// The public copy in every kind of file.
fn made(report: &Report, folder: &Path, name: &str, kinds: &[FileKind], keep: Vec<Personal>) -> Exported {
    let form = form();
    let text = bundled_text(&form.id).expect("bundled");
    let wish = Wish { kinds: kinds.to_vec(), public: true, keep, ..Wish::default() };
    export((&form, text), report, &wish, (folder, name), now(), &|_| true).expect("files")
}

/// Every finding is explained in these words.
fn explained(report: &mut Report, words: &str) {
    let form = form();
    let sheet = derive(&form, report);
    for finding in check::run(&form, report, &sheet, now().date_naive()) {
        let explanation = Explanation { text: words.into(), about: finding.about(&sheet).into() };
        apply(&form, report, &Edit::Explain { finding: finding.key(), explanation }).expect("a note");
    }
}

/// All that a reader of a file can come by: its bytes, the parts packed in it, the letters on its pages, its strings.
fn readable(file: &Path) -> String {
    let bytes = std::fs::read(file).expect("a file");
    let mut all = file.display().to_string();
    all.push_str(&String::from_utf8_lossy(&bytes));
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a package");
        for n in 0..zip.len() {
            let (mut part, mut content) = (zip.by_index(n).expect("a part"), Vec::new());
            part.read_to_end(&mut content).expect("its content");
            all.push_str(&String::from_utf8_lossy(&content));
        }
    }
    if bytes.starts_with(b"%PDF") {
        all.push_str(&String::from_utf8_lossy(&unpacked(&bytes)));
        all.push_str(&letters_of_pdf(&bytes).expect("pages").concat());
    }
    all.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// As a PDF may have it: in two bytes a letter, as hexadecimal.
fn in_hex(text: &str) -> String {
    let units: Vec<String> = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    units.concat()
}

/// Whatever of these stands in a file.
fn shown<'s>(file: &Path, secrets: &[&'s str]) -> Vec<&'s str> {
    let all = readable(file);
    let upper = all.to_uppercase();
    let bare = |secret: &str| secret.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    secrets.iter().copied().filter(|secret| all.contains(&bare(secret)) || upper.contains(&in_hex(secret))).collect()
}

const ALL: [FileKind; 4] = [FileKind::Pdf, FileKind::Docx, FileKind::Xlsx, FileKind::Findings];

#[test]
fn nothing_hidden_stands_in_any_file() {
    let mut last = with(&[("unit/filler", "孙八斤"), ("unit/phone", "0731-33336666")]);
    last.last = None;
    let mut report = with(&[
        ("unit/filler", "钱多多"),
        ("unit/phone", "138000000123"),
        ("cover/unit", "某区钱多多工作室"),
        ("p1.project/name", "钱多多慰问（13812345678）"),
        ("report/duties", "由钱 多多负责，前任孙八斤，邮箱qianduoduo@example.com，电话138-1234-5678。"),
        ("report/results", "赵六六提出，77778888接听。"),
        (
            "report/setup",
            "联系人：赵六六，电话77778888，湘A12345，身份证430203197801010017，卡6228480402564890018，微信号duoduo88。",
        ),
    ]);
    apply(&form(), &mut report, &Edit::AddRow { section: "base".into(), under: "other".into() }).expect("a row");
    write(&mut report, "base/other-2/name", "补助钱多多");
    let form_text = bundled_text(&form().id).expect("bundled").into();
    report.last = Some(Arc::new(LastYear { form_text, report: last }));
    explained(&mut report, "已电话13987654321问过钱多多，账号1234567890123。");
    let secrets = [
        "钱多多",
        "孙八斤",
        "138000000123",
        "13812345678",
        "138-1234-5678",
        "qianduoduo",
        "湘A12345",
        "430203197801010017",
        "6228480402564890018",
        "duoduo88",
        "赵六六",
        "77778888",
        "13987654321",
        "1234567890123",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let made = made(&report, folder.path(), "自评表（钱多多）2023", &ALL, Vec::new());
    assert_eq!(made.files.len(), 4);
    for file in &made.files {
        assert_eq!(shown(file, &secrets), Vec::<&str>::new(), "{}", file.display());
    }
    // The same is seen where it is not hidden: the reader reads.
    let text = bundled_text(&form().id).expect("bundled");
    let wish = Wish { kinds: ALL.to_vec(), ..Wish::default() };
    let full = export((&form(), text), &report, &wish, (folder.path(), "自评表"), now(), &|_| true).expect("files");
    for file in &full.files {
        assert!(shown(file, &secrets).len() > 2, "{}: {:?}", file.display(), shown(file, &secrets));
    }
    let findings = letters_of_pdf(&std::fs::read(&made.files[3]).expect("a file")).expect("pages").concat();
    assert!(findings.contains("已电话***问过***"), "explanations stand, though the texts they are about are hidden");
}

#[test]
fn a_public_copy_lies_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = with(&[("unit/filler", "钱多多")]);
    let names = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let first = made(&report, folder.path(), "钱多多 自评表-2023", &ALL, Vec::new());
    assert_eq!(names(folder.path()), ["自评表-2023 公开版"]);
    let own = folder.path().join("自评表-2023 公开版");
    let expected = ["", " 审核情况"].map(|what| format!("自评表-2023 公开版{what}.pdf"));
    assert!(expected.iter().all(|name| names(&own).contains(name)) && names(&own).len() == 4, "{:?}", names(&own));
    assert!(first.notices.is_empty(), "{:?}", first.notices);
    std::fs::write(own.join("名单.txt"), "旧").expect("another file");
    let again = made(&report, folder.path(), "钱多多 自评表-2023", &[FileKind::Pdf], Vec::new());
    assert!(again.notices.iter().any(|notice| notice.contains("“名单.txt”") && notice.contains("等4个")), "{again:?}");
    // A name that is a person's alone, and one in the way.
    let alone = made(&report, folder.path(), "钱多多", &[FileKind::Pdf], Vec::new());
    assert!(alone.files[0].ends_with("自评表 公开版/自评表 公开版.pdf"));
    std::fs::write(folder.path().join("别的 公开版"), "旧").expect("a file in the way");
    let wish = Wish { kinds: vec![FileKind::Pdf], public: true, ..Wish::default() };
    let text = bundled_text(&form().id).expect("bundled");
    let failed = export((&form(), text), &report, &wish, (folder.path(), "别的"), now(), &|_| true);
    assert!(failed.is_err_and(|fault| fault.to_string().contains("别的 公开版")));
}

/// Whatever the clerk chose to keep, the code on the pages is answered, of the present file and of a version.
#[test]
fn every_public_copy_is_known_by_its_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let path: PathBuf = folder.path().join("自评表.zpb");
    let (form, numbers) = (form(), (0..12).map(|n| format!("电话138000000{n:02}。")).collect::<Vec<_>>().concat());
    let text = bundled_text(&form.id).expect("bundled");
    let report = with(&[("report/duties", &numbers)]);
    let asked = personal(&form, &report).into_iter().filter(|place| place.kind == PersonalKind::Mobile);
    let asked: Vec<Personal> = asked.collect();
    assert_eq!(asked.len(), 12);
    let owner = |code| store::code_owner(&path, code).expect("opens");
    store::save(&path, &form, text, &report).expect("saved");
    let copies: Vec<PublicCopy> = [0_usize, 1, 0b1010_1010_1010, 0b111_1111, 0b1111_1111_1111]
        .into_iter()
        .map(|choice| {
            let keep: Vec<Personal> =
                (0..12).filter(|n| choice >> n & 1 == 1).map(|n: usize| asked[n].clone()).collect();
            PublicCopy::new(&form, &report, &keep)
        })
        .collect();
    let code = |copy: &PublicCopy| Code::of(&form, &copy.report.content);
    assert_eq!(owner(code(&copies[2])), CodeOwner::Nobody, "it was never made");
    for copy in &copies {
        store::keep(&path, &form, text, &report, now().naive_local()).expect("kept");
        store::keep_public(&path, &form, &report, copy).expect("noted");
    }
    for copy in &copies {
        assert_eq!(owner(code(copy)), CodeOwner::Present { public: true });
    }
    let later = with(&[("report/duties", &numbers), ("base/public/final", "8.87")]);
    store::save(&path, &form, text, &later).expect("saved");
    for copy in &copies {
        assert!(matches!(owner(code(copy)), CodeOwner::Version { public: true, .. }));
    }
    // No text of the report is in what was noted; and what says something else than it is, is not believed.
    let versions = folder.path().join("自评表 各版本");
    let noted = |copy: &PublicCopy| versions.join(format!("公开版 {}.json", code(copy)));
    let text = std::fs::read_to_string(noted(&copies[2])).expect("it is there");
    assert!(!text.contains("138000") && copies[2].kept.len() == 6);
    std::fs::write(noted(&copies[2]), std::fs::read(noted(&copies[1])).expect("another")).expect("spoilt");
    assert_eq!(owner(code(&copies[2])), CodeOwner::Nobody);
    std::fs::write(noted(&copies[3]), "{").expect("broken");
    assert_eq!(owner(code(&copies[3])), CodeOwner::Nobody);
    std::fs::remove_file(noted(&copies[0])).expect("a file of an earlier program");
    assert!(matches!(owner(code(&copies[0])), CodeOwner::Version { public: true, .. }), "all are hidden in it");
}

/// What is hidden in one place is not told by a sentence about it because it was kept in another.
#[test]
fn what_is_kept_in_one_place_is_hidden_in_others() {
    let mut report = with(&[("report/duties", "请打13812345678。")]);
    explained(&mut report, "已问13812345678。");
    let keep =
        personal(&form(), &report).into_iter().filter(|place| place.at == WrittenText::Cell(at("report/duties")));
    let folder = tempfile::tempdir().expect("a folder");
    let made = made(&report, folder.path(), "自评表", &[FileKind::Docx, FileKind::Findings], keep.collect());
    assert_eq!(shown(&made.files[0], &["13812345678"]), ["13812345678"]);
    assert_eq!(shown(&made.files[1], &["13812345678"]), Vec::<&str>::new());
}

/// Names in quotations are hidden with the names they lead to: the figure still stands there.
#[test]
fn a_quotation_of_a_hidden_name_still_leads_to_its_figure() {
    let quote = "全年用了【钱多多慰问·项目资金·年度资金总额·全年执行数】万元。";
    let report = with(&[
        ("unit/filler", "钱多多"),
        ("p1.project/name", "钱多多慰问"),
        ("p1.funds/total/executed", "5.31"),
        ("report/duties", quote),
    ]);
    let copy = PublicCopy::new(&form(), &report, &[]).report;
    let shown = |report: &Report| {
        let sheet = derive(&form(), report);
        sheet.quote(&form(), report.content.cells.text(&at("report/duties")))
    };
    assert_eq!((shown(&report).as_str(), shown(&copy).as_str()), ("全年用了5.31万元。", "全年用了5.31万元。"));
}

#[test]
fn figures_in_their_cells_are_nobodys() {
    let report = with(&[
        ("base/public/final", "13800000000"),
        ("base/public/budget", "1,380,000.00元"),
        ("scores/quantity-1/target", "≥13800000000"),
        ("scores/quantity-1/actual", "13800000000次"),
    ]);
    let found: Vec<Personal> =
        personal(&form(), &report).into_iter().filter(|place| place.kind != PersonalKind::Cell).collect();
    assert!(found.iter().all(|place| place.kind == PersonalKind::Again), "{found:?}");
    let report = with(&[("base/public/final", "问13800000000")]);
    assert!(personal(&form(), &report).iter().any(|place| place.at == WrittenText::Cell(at("base/public/final"))));
}

/// Twice the length costs about twice as much, whatever the text is made of.
#[test]
fn a_text_costs_what_its_length_costs() {
    let texts: [(&str, &dyn Fn(usize) -> String); 8] = [
        ("digits", &|n| "1380000000".repeat(n / 10)),
        ("letters", &|n| "a".repeat(n)),
        ("mixed", &|n| "a13800000000b".repeat(n / 13)),
        ("spaced", &|n| "1 3 8 0 0 0 0 ".repeat(n / 14)),
        ("listed", &|n| "电话：22222222、33333333、".repeat(n / 21)),
        ("grouped", &|n| "1380-0000-0000-".repeat(n / 15)),
        ("quoted", &|n| "【公用经费】".repeat(n / 6)),
        ("names", &|n| format!("联系人：{}", "张三王五赵六".repeat(n / 6))),
    ];
    let form = form();
    let cost = |text: &str| {
        let report = with(&[("unit/filler", "张三"), ("report/duties", text)]);
        let once = || {
            let begun = Instant::now();
            let found = personal(&form, &report).len();
            let copy = PublicCopy::new(&form, &report, &[]);
            assert!(copy.report.content.cells.text(&at("report/duties")).len() <= text.len().max(3) || found == 0);
            begun.elapsed()
        };
        (0..3).map(|_| once()).min().expect("a time")
    };
    for (what, text) in texts {
        let (short, long) = (cost(&text(12_500)), cost(&text(50_000)));
        assert!(long < short * 8 + Duration::from_millis(50), "{what}: {short:?}, {long:?}");
    }
}

/// Something of a person, as it may be written.
fn secrets() -> impl Strategy<Value = String> {
    let mobile = "1[3-9][0-9]{9}".prop_map(|number| number);
    let gap = prop::sample::select(vec!["", "-", " ", "·", "\u{200b}", "　"]);
    let grouped =
        ("1[3-9][0-9]", gap, "[0-9]{4}", "[0-9]{4}").prop_map(|(a, gap, b, c)| format!("{a}{gap}{b}{gap}{c}"));
    let landline = "073[0-9]-[2-8][0-9]{7}".prop_map(|number| number);
    let mail = "[a-z]{3,9}[0-9]{3}@[a-z]{3,6}\\.com".prop_map(|mail| mail);
    let name = prop::sample::select(vec!["钱多多", "钱 多多", "钱　多　多", "钱\u{200b}多多", "赵\u{feff}七七"]);
    prop_oneof![mobile, grouped, landline, mail, name.prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_hidden_leaves_in_no_file(
        secrets in prop::collection::vec(
            (prop::sample::select(vec!["report/duties", "report/setup", "p1.project/name", "cover/unit", "scores/quantity-1/name", "explained"]),
             prop::sample::select(vec!["联系", "由", "（", "微信", "Tel:", "问", "，"]),
             secrets(),
             prop::sample::select(vec!["。", "负责", "）", "、", " 办公室"])),
            1..8)
    ) {
        let mut texts = std::collections::BTreeMap::<&str, String>::new();
        for (cell, before, secret, after) in &secrets {
            texts.entry(cell).or_default().extend([*before, secret.as_str(), *after]);
        }
        let mut report = with(&[("unit/filler", "钱多多、赵七七"), ("unit/phone", "0731-85559876")]);
        for (cell, text) in texts.iter().filter(|(cell, _)| **cell != "explained") {
            write(&mut report, cell, text);
        }
        if let Some(words) = texts.get("explained") {
            explained(&mut report, words);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let made = made(&report, folder.path(), &format!("自评表{}", secrets[0].2.replace(['/', '\u{200b}'], "")), &ALL, Vec::new());
        let plain = |secret: &str| secret.chars().filter(|c| !"\u{200b}\u{feff}".contains(*c)).collect::<String>();
        let secrets: Vec<String> = secrets.iter().map(|(_, _, secret, _)| plain(secret)).collect();
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        for file in &made.files {
            prop_assert_eq!(shown(file, &secrets), Vec::<&str>::new(), "{}", file.display());
        }
    }
}
