//! Disk: files of every format open as they were, nothing broken opens as something else, and no save loses anything.

mod edits;

use edits::{edits, form};
use proptest::prelude::*;
use std::path::Path;
use ziping::form::CellId;
use ziping::report::{self, Edit, Explanation, Mark, Report, Source, read_listing};
use ziping::store::{self, OpenFault, Opened, Recent, SaveFault};
use ziping::{check, sheet::derive};

/// A file of the first format, as the first version wrote it; and what was typed into it.
const GOLDEN: &str = include_str!("data/files/format-1.zpb");
const TYPED: &str = include_str!("data/files/format-1.tsv");

/// What the golden file holds, made anew on the form that is kept in it.
fn golden_report(form: &ziping::form::Form) -> Report {
    let mut report = Report::new(form, 2023);
    report::apply(form, &mut report, &Edit::All(read_listing(TYPED).expect("a listing"))).expect("cells");
    let explanation = Explanation { text: "年中\n“追加”了任务。".into(), about: "7.87\u{1f}6.68".into() };
    report.explanations.insert("public-funds-over-budget@base/public/final".into(), explanation);
    let at = CellId::new("report", "duties", "");
    report.marks.insert(at, Mark { source: Source::LastYear, unconfirmed: true });
    report.marks.insert(CellId::new("p2.project", "name", ""), Mark { source: Source::Imported, unconfirmed: false });
    report
}

fn text(opened: &Opened) -> String {
    store::text(&opened.form, &opened.form_text, &opened.report)
}

fn without_app(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("  app: ")).collect::<Vec<_>>().join("\n")
}

fn sample() -> Opened {
    let (form, form_text) = (form(), ziping::form::sources().next().expect("a form").to_string());
    let mut report = Report::new(&form, 2023);
    let listing = read_listing(include_str!("../assets/sample/hunan-lusong-2023.tsv")).expect("a listing");
    report::apply(&form, &mut report, &Edit::All(listing)).expect("cells");
    Opened { form, form_text, report }
}

fn save(path: &Path, opened: &Opened) -> Result<(), SaveFault> {
    store::save(path, &opened.form, &opened.form_text, &opened.report)
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn the_first_format_opens_for_ever() {
    let opened = store::read(GOLDEN).expect("the golden file opens");
    assert_eq!(opened.report, golden_report(&opened.form));
    assert!(ziping::form::lint(&opened.form_text).is_empty());
    let points = derive(&opened.form, &opened.report).points;
    assert_eq!((points.points.plain().as_str(), points.grade.as_deref()), ("93", Some("优")));
    assert_eq!(without_app(&text(&opened)), without_app(GOLDEN), "saved again it is the same");
    assert_eq!(without_app(GOLDEN).lines().count() + 1, GOLDEN.lines().count());
}

#[test]
fn the_head_comes_first_and_the_body_reads_well() {
    let lines: Vec<String> = text(&sample()).lines().map(String::from).collect();
    let heads = ["(", "  format: 1,", "  form: \"", "  edition: ", "  app: \"", "  report: ("];
    assert!(heads.iter().zip(&lines).all(|(head, line)| line.starts_with(head)), "{:#?}", &lines[..6]);
    assert!(lines.contains(&"      \"apply/total/full\": \"85.22\",".to_string()), "one cell, one line");
}

#[test]
fn a_saved_report_opens_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, sample) = (folder.path().join("自评.zpb"), sample());
    for _again in 0..2 {
        save(&path, &sample).expect("saved");
        let opened = store::open(&path).expect("opens");
        assert_eq!(
            (&opened.report, &opened.form, &opened.form_text),
            (&sample.report, &sample.form, &sample.form_text)
        );
        assert_eq!(names(folder.path()), ["自评.zpb"]);
    }
}

#[test]
fn a_later_programs_file_is_refused_and_never_saved_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("later.zpb");
    let later = GOLDEN.replacen("format: 1", "format: 2", 1).replacen("app: \"0.1.0\"", "app: \"9.8\"", 1);
    let strange = "(format: 7, app: \"9.8\", pages: {1: [Odd(2.5)]}, seal: Some('x'))".to_string();
    for text in [later.clone(), strange, format!("\u{feff}{later}")] {
        std::fs::write(&path, &text).expect("written");
        let refused = store::open(&path).map(|_| ()).expect_err("newer");
        assert!(matches!(&refused, OpenFault::Newer(app) if app == "9.8"), "{refused}");
        let refused = save(&path, &sample()).expect_err("newer");
        assert!(matches!(&refused, SaveFault::Newer(app, _) if app == "9.8"), "{refused}");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), text);
        assert_eq!(names(folder.path()), ["later.zpb"]);
    }
}

#[test]
fn what_is_no_report_gets_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = GOLDEN.lines().position(|line| line.contains("\"apply/total/full\"")).expect("a cell") + 1;
    let misspelt = GOLDEN.replacen("    projects:", "    projcets:", 1);
    let cases: [(&[u8], &str); 9] = [
        (b"", "不是自评表文件"),
        (b"PK\x03\x04 a Word file", "不是自评表文件"),
        (b"\xff\xfe\x00", "不是自评表文件"),
        (b"(a: 1)", "不是自评表文件"),
        (b"format: 1", "第1行有损坏"),
        (&GOLDEN.as_bytes()[..GOLDEN.len() / 2], "有损坏"),
        (
            &GOLDEN.replacen("\"apply/total/full\": ", "\"apply/total/full\" ", 1).into_bytes(),
            &format!("第{line}行有损坏"),
        ),
        (misspelt.as_bytes(), "有损坏"),
        (&GOLDEN.replacen("form: \"", "form: \"x", 1).replacen("scoring: (", "scoring: ", 1).into_bytes(), "表样（x"),
    ];
    for (bytes, says) in cases {
        let path = folder.path().join("a.zpb");
        std::fs::write(&path, bytes).expect("written");
        let refused = store::open(&path).map(|opened| text(&opened)).expect_err(says).to_string();
        assert!(refused.contains(says) && refused.contains('，') && refused.ends_with('。'), "{refused}");
    }
    let missing = store::open(&folder.path().join("b.zpb")).expect_err("missing");
    assert!(missing.to_string().starts_with("找不到文件") && missing.to_string().ends_with("b.zpb"));
    assert!(matches!(store::open(folder.path()), Err(OpenFault::NotOurs)));
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_no_report() {
    assert!(matches!(store::open(Path::new("/dev/zero")), Err(OpenFault::NotOurs)));
}

#[test]
fn a_damaged_form_inside_gives_way_to_the_bundled_one() {
    let opened = store::read(&GOLDEN.replacen("scoring: (", "scoring: ", 1)).expect("opens all the same");
    assert_eq!(*opened.form, *form());
    assert_eq!(opened.report, golden_report(&opened.form));
}

#[test]
fn a_save_that_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name);
    std::fs::create_dir(here("folder")).expect("a folder");
    std::fs::write(here("file"), "a letter").expect("a file");
    std::fs::write(here("locked.zpb"), GOLDEN).expect("a file");
    let mut locked = std::fs::metadata(here("locked.zpb")).expect("there").permissions();
    locked.set_readonly(true);
    std::fs::set_permissions(here("locked.zpb"), locked).expect("locked");
    let mut before = names(folder.path());
    before.sort();
    for (path, says) in [
        (here("gone").join("a.zpb"), "文件夹不存在"),
        (here("file").join("a.zpb"), "文件夹不存在"),
        (here("folder"), "不能写入"),
        (here("locked.zpb"), "不能写入"),
    ] {
        let refused = save(&path, &sample()).expect_err(says).to_string();
        assert!(refused.contains(says) && refused.ends_with(&path.display().to_string()), "{refused}");
        let mut after = names(folder.path());
        after.sort();
        assert_eq!(after, before, "nothing is left behind");
    }
    assert_eq!(std::fs::read_to_string(here("locked.zpb")).expect("there"), GOLDEN);
    assert_eq!(std::fs::read_to_string(here("file")).expect("there"), "a letter");
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files_is_said_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o500)).expect("locked");
    if std::fs::File::create_new(folder.path().join("probe")).is_ok() {
        println!("skipped: the administrator may write into any folder");
        return;
    }
    let refused = save(&folder.path().join("a.zpb"), &sample()).expect_err("locked").to_string();
    assert!(refused.starts_with("这个位置不能写入"), "{refused}");
}

/// Who may read a file is not ours to change; a new one is made as any other program's.
#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let (path, link) = (folder.path().join("a.zpb"), folder.path().join("link.zpb"));
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    save(&path, &sample()).expect("saved");
    std::fs::File::create_new(folder.path().join("other")).expect("created");
    assert_eq!(mode(&path), mode(&folder.path().join("other")));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink(&path, &link).expect("a link");
    let mut changed = sample();
    changed.report.year = 2024;
    save(&link, &changed).expect("saved");
    assert_eq!(mode(&path), 0o640);
    assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink(), "the link is a link still");
    assert_eq!(store::open(&path).expect("opens").report.year, 2024);
}

/// Writing beyond a few kilobytes is forbidden to the program: the system ends it in the middle of its save, as a power
/// cut would, or, if it may go on, the write fails, as on a full disk. Either way the old file is whole.
#[cfg(unix)]
#[test]
fn an_interrupted_save_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, cells) = (folder.path().join("a.zpb"), folder.path().join("cells.tsv"));
    std::fs::write(&path, GOLDEN).expect("written");
    std::fs::write(&cells, "cover/unit\t某局\n").expect("written");
    let fill = |before: &str| {
        let script = format!("{before}; exec \"$0\" fill \"$1\" --cells \"$2\"");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_ziping")]).arg(&path).arg(&cells).output().expect("a shell")
    };
    let failed = fill("trap '' XFSZ; ulimit -f 8");
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(failed.status.code() == Some(2) && said.contains("原文件没有改动"), "{said}");
    assert_eq!(names(folder.path()).len(), 2, "nothing is left behind");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), GOLDEN);

    let killed = fill("ulimit -c 0; ulimit -f 8");
    assert_eq!(killed.status.code(), None, "ended by the system: {}", String::from_utf8_lossy(&killed.stderr));
    assert_eq!(std::fs::read_to_string(&path).expect("there"), GOLDEN);
    assert_eq!(names(folder.path()).len(), 3, "what was being written lies aside");

    assert_eq!(fill(":").status.code(), Some(0), "and is in nobody's way");
    let opened = store::open(&path).expect("opens");
    assert_eq!(opened.report.cells.text(&CellId::new("cover", "unit", "")), "某局");
}

#[test]
fn the_files_opened_lately_are_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("settings/recent.ron");
    let path = |n: usize| folder.path().join(format!("{n}.zpb"));
    let mut recent = Recent::load(Some(kept.clone()));
    (0..12).chain([9]).for_each(|n| recent.add(&path(n)));
    recent.forget(&path(10));
    let reloaded = Recent::load(Some(kept.clone()));
    assert_eq!(reloaded.files, recent.files);
    assert_eq!((&reloaded.files[0], &reloaded.files[1], reloaded.files.len()), (&path(9), &path(11), 7));
    for broken in [&b"(files: [1])"[..], b"\xff", b"((((("] {
        std::fs::write(&kept, broken).expect("written");
        assert_eq!(Recent::load(Some(kept.clone())).files, Vec::<std::path::PathBuf>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(edits in prop::collection::vec(edits(), 0..40)) {
        let mut opened = sample();
        for edit in &edits {
            report::apply(&opened.form, &mut opened.report, edit).ok();
        }
        let text = text(&opened);
        let again = store::read(&text).expect("our own file");
        prop_assert_eq!((again.report, again.form, again.form_text), (opened.report, opened.form, opened.form_text));
    }

    #[test]
    fn no_bytes_open_as_a_report(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,40}\\(format: 1, .{0,40}\\)") {
        prop_assert!(store::read(&String::from_utf8_lossy(&bytes)).is_err() && store::read(&text).is_err());
    }

    #[test]
    fn a_file_cut_short_never_opens(length in 0..GOLDEN.trim_end().len()) {
        prop_assert!(store::read(&GOLDEN[..GOLDEN.floor_char_boundary(length)]).is_err());
    }

    /// A spoilt file is refused, or all that it says is kept: nothing is dropped in silence.
    #[test]
    fn a_spoilt_file_is_refused_or_kept_whole(at in 0..GOLDEN.len() - 9, cut in 0usize..9, put in "[a-z0-9\"(),:# \\n]{0,4}|\\PC{0,3}") {
        let (from, to) = (GOLDEN.floor_char_boundary(at), GOLDEN.ceil_char_boundary(at + cut));
        let spoilt = format!("{}{put}{}", &GOLDEN[..from], &GOLDEN[to..]);
        let Ok(opened) = store::read(&spoilt) else { return Ok(()) };
        let sheet = derive(&opened.form, &opened.report);
        let today = "2024-03-15".parse().expect("a date");
        prop_assert!(check::run(&opened.form, &opened.report, &sheet, today).iter().all(|f| !f.says.is_empty()));
        let again = store::read(&text(&opened)).expect("our own file");
        prop_assert_eq!(&again.report, &opened.report);
        let cells = |report: &Report| report.cells.iter().count() + report.marks.len() + report.explanations.len();
        let golden = store::read(GOLDEN).expect("opens");
        prop_assert!(cells(&opened.report) + 1 >= cells(&golden.report), "more is gone than the one spoilt");
        prop_assert!(opened.report.projects.len() + 1 >= golden.report.projects.len());
    }
}
