//! Files of every format open as they were, and nothing broken opens as something else.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;

use given::{edits, form};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use ziping::form::CellId;
use ziping::report::{self, Approved, Code, Edit, Explanation, Mark, Report, Source, read_listing};
use ziping::store::{self, OpenFault, Opened, Recent};
use ziping::{check, sheet::derive};

/// A file of the first format, as the first version wrote it; and what was typed into it.
const GOLDEN: &str = include_str!("data/files/format-1.zpb");
const TYPED: &str = include_str!("data/files/format-1.tsv");

/// What the golden file holds, made anew on the form that is kept in it.
fn golden_report(form: &ziping::form::Form) -> Report {
    let mut report = Report::new(form, 2023);
    report::apply(form, &mut report, &Edit::All(read_listing(TYPED).expect("a listing"))).expect("cells");
    let explanation = Explanation { text: "年中\n“追加”了任务。".into(), about: "7.87\u{1f}6.68".into() };
    Arc::make_mut(&mut report.notes)
        .explanations
        .insert("public-funds-over-budget@base/public/final".into(), explanation);
    let at = CellId::new("report", "duties", "");
    Arc::make_mut(&mut report.notes).marks.insert(at, Mark::new(Source::LastYear, true));
    Arc::make_mut(&mut report.notes)
        .marks
        .insert(CellId::new("p2.project", "name", ""), Mark::new(Source::Imported, false));
    report
}

fn text(opened: &Opened) -> String {
    store::text(&opened.form, &opened.form_text, &opened.report)
}

/// Saved again a file of an earlier format differs by the parts its report is now in, and by nothing else.
fn differs_by_its_parts_alone(opened: &Opened, golden: &str) {
    let lines = |text: &str| -> Vec<String> {
        let of_parts = |line: &str| ["content: (", "notes: (", "),"].contains(&line) || line.starts_with("app: ");
        text.lines().map(|line| line.trim().to_string()).filter(|line| !of_parts(line)).collect()
    };
    let saved = text(opened);
    let golden = in_this_format(golden, opened.format).replace("closings: ", "record: ");
    assert_eq!(lines(&saved), lines(&golden));
    let again = store::read(&saved).expect("our own file");
    assert_eq!((&again.report, &again.form_text, again.format), (&opened.report, &opened.form_text, store::FORMAT));
}

/// The text of a file as if it had been written in the format of today.
fn in_this_format(text: &str, format: u32) -> String {
    text.replacen(&format!("format: {format}"), &format!("format: {}", store::FORMAT), 1)
}

fn without_app(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("  app: ")).collect::<Vec<_>>().join("\n")
}

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

/// Its 校验码; what is printed on paper must fit for ever.
fn code(opened: &Opened) -> String {
    Code::of(&opened.form, &opened.report.content).to_string()
}

fn sample() -> Opened {
    let form_text = ziping::form::sources().next().expect("a form").into();
    Opened { form: form(), form_text, report: given::sample(), format: store::FORMAT, form_replaced: false }
}

#[test]
fn the_first_format_opens_for_ever() {
    let opened = store::read(GOLDEN).expect("the golden file opens");
    assert_eq!(opened.report, golden_report(&opened.form));
    assert!(ziping::form::lint(&opened.form_text).is_empty());
    let points = derive(&opened.form, &opened.report).points;
    assert_eq!((points.points.plain().as_str(), points.grade.as_deref()), ("93", Some("优")));
    differs_by_its_parts_alone(&opened, &GOLDEN.replacen("  form_text:", "    closings: [],\n  form_text:", 1));
    assert_eq!(code(&opened), "SXXJ-V7P8");
    assert_eq!(opened.form.paper, form().paper, "its form said nothing of paper, the bundled one does");
    assert_eq!(without_app(GOLDEN).lines().count() + 1, GOLDEN.lines().count());
}

/// The sample mended and finished, as the version wrote it that knew 定稿 and not last year.
#[test]
fn the_second_format_opens_for_ever() {
    const GOLDEN: &str = include_str!("data/files/format-2.zpb");
    let opened = store::read(GOLDEN).expect("the golden file opens");
    let mut typed = Report::new(&opened.form, 2023);
    let listing = read_listing(include_str!("data/files/format-2.tsv")).expect("a listing");
    report::apply(&opened.form, &mut typed, &Edit::All(listing)).expect("cells");
    assert_eq!(opened.report.content.cells, typed.content.cells);
    assert!(opened.report.is_finished() && opened.report.last.is_none());
    differs_by_its_parts_alone(&opened, GOLDEN);
    let Some(report::Closing::Finished { code, .. }) = opened.report.record.last() else { panic!("it is final") };
    assert_eq!((self::code(&opened).as_str(), code.as_str()), ("VHB6-ATVS", "VHB6-ATVS"));
}

/// The sample carried to 2024 and two cells written over, as the version wrote it that knew last year.
#[test]
fn the_third_format_opens_for_ever() {
    const GOLDEN: &str = include_str!("data/files/format-3.zpb");
    let opened = store::read(GOLDEN).expect("the golden file opens");
    let report = &opened.report;
    let last = report.last.as_ref().expect("last year's is kept");
    assert_eq!((report.content.year, last.report.content.year), (2024, 2023));
    assert_eq!(last.report.content.cells.text(&CellId::new("base", "public", "final")), "7.87");
    assert_eq!(report.content.cells.text(&CellId::new("base", "public", "last")), "7.87");
    let mark = Mark::new(Source::LastYear, true);
    assert_eq!(report.notes.marks.get(&CellId::new("base", "public", "last")), Some(&mark));
    assert_eq!(
        report.notes.marks.get(&CellId::new("cover", "unit", "")),
        None,
        "what is typed over is confirmed by that"
    );
    differs_by_its_parts_alone(&opened, GOLDEN);
    assert_eq!(code(&opened), "KWWQ-7J8Z");
}

/// The third's report with one text confirmed and another typed, finished, and a finding explained after that.
#[test]
fn the_fourth_format_opens_for_ever() {
    const GOLDEN: &str = include_str!("data/files/format-4.zpb");
    let opened = store::read(GOLDEN).expect("the golden file opens");
    let mut made = store::read(include_str!("data/files/format-3.zpb")).expect("the golden file opens");
    let text_in_lines =
        Edit::Write { at: at("report/duties"), text: "一、“职责”；\n二、\t\"#\"\\。".into() };
    let explanation = Explanation { text: "年中\n增加了任务。".into(), about: "7.87\u{1f}6.68".into() };
    let explain = Edit::Explain { finding: "public-funds-over-budget@base/public/final".into(), explanation };
    let confirm = Edit::Confirm(at("base/public/last"));
    for edit in [text_in_lines, confirm, Edit::Finish("2025-03-10".parse().expect("a day")), explain] {
        report::apply(&made.form, &mut made.report, &edit).expect("possible");
    }
    assert_eq!((opened.format, &opened.form_text, &opened.report), (4, &made.form_text, &made.report));
    assert_eq!(without_app(&text(&opened)), without_app(&in_this_format(GOLDEN, 4)), "saved again it is the same");
    let parts = ["    content: (", "    notes: (", "    record: [", "    last: Some(("];
    assert!(parts.iter().all(|part| GOLDEN.lines().any(|line| line == *part)), "its parts are seen in it");
    let Some(report::Closing::Finished { code, .. }) = opened.report.record.last() else { panic!("it is final") };
    assert_eq!((self::code(&opened).as_str(), code.as_str()), ("J9Q7-5J3X", "J9Q7-5J3X"));
}

/// The third's report with an amount that was converted and approved targets beside, finished.
#[test]
fn the_fifth_format_opens_for_ever() {
    const GOLDEN: &str = include_str!("data/files/format-5.zpb");
    let opened = store::read(GOLDEN).expect("the golden file opens");
    let mut made = store::read(include_str!("data/files/format-3.zpb")).expect("the golden file opens");
    let printed = Mark { printed: "1234567.89元".into(), ..Mark::new(Source::Imported, true) };
    let converted = Edit::Bring { at: at("apply/total/full"), text: "123.456789".into(), mark: printed };
    let mut approved = Report::new(&made.form, 2024);
    for (cell, text, mark) in [
        ("scores/quantity-1/name", "走访企业", Mark::new(Source::Imported, false)),
        ("scores/quantity-1/target", "≥4次", Mark::new(Source::Imported, true)),
        ("goals/expected", "走访企业4次；\n“办好”培训。", Mark::new(Source::Imported, false)),
    ] {
        let bring = Edit::Bring { at: at(cell), text: text.into(), mark };
        report::apply(&made.form, &mut approved, &bring).expect("possible");
    }
    let approved = Approved { from: "2024年绩效目标表.docx".into(), report: approved };
    let finish = Edit::Finish("2025-03-10".parse().expect("a day"));
    for edit in [converted, Edit::Approve(Some(Arc::new(approved))), finish] {
        report::apply(&made.form, &mut made.report, &edit).expect("possible");
    }
    assert_eq!((opened.format, &opened.form_text, &opened.report), (5, &made.form_text, &made.report));
    assert_eq!(without_app(&text(&opened)), without_app(GOLDEN), "saved again it is the same");
    assert!(GOLDEN.contains("printed: \"1234567.89元\"") && GOLDEN.lines().any(|line| line == "    approved: Some(("));
    let without = Report { approved: None, ..opened.report.clone() };
    assert_eq!(code(&opened), Code::of(&opened.form, &without.content).to_string(), "what stands beside is no content");
    assert_eq!(code(&opened), "Z8ZA-JC77");
}

#[test]
fn the_head_comes_first_and_the_body_reads_well() {
    let lines: Vec<String> = text(&sample()).lines().map(String::from).collect();
    let heads = ["(", "  format: 5,", "  form: \"", "  edition: ", "  app: \"", "  report: (", "    content: ("];
    assert!(heads.iter().zip(&lines).all(|(head, line)| line.starts_with(head)), "{:#?}", &lines[..6]);
    assert!(lines.contains(&"        \"apply/total/full\": \"85.22\",".to_string()), "one cell, one line");
}

#[test]
fn what_is_no_report_gets_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = GOLDEN.lines().position(|line| line.contains("\"apply/total/full\"")).expect("a cell") + 1;
    let misspelt = GOLDEN.replacen("    projects:", "    projcets:", 1);
    let within = GOLDEN.find('芦').expect("a cell") + 1;
    let cut_in = format!("第{}行有损坏", GOLDEN[..within - 1].split('\n').count());
    let cases: [(&[u8], &str); 10] = [
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
        (&GOLDEN.as_bytes()[..within], &cut_in),
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
    let empty = folder.path().join("c");
    std::fs::create_dir(&empty).expect("a folder");
    assert!(matches!(store::open(&empty), Err(OpenFault::NotOurs)));
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_no_report() {
    assert!(matches!(store::open(Path::new("/dev/zero")), Err(OpenFault::NotOurs)));
}

/// A pipe keeps whoever opens it waiting until somebody writes into it.
#[cfg(unix)]
#[test]
fn what_would_wait_for_ever_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe.ron");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("it starts").success());
    assert!(matches!(store::open(&pipe), Err(OpenFault::NotOurs)));
    assert!(matches!(store::open_text(&pipe), Err(OpenFault::NoFile(_))));
    let forms = store::Forms::with_folder(Some(folder.path()));
    assert!(matches!(forms.faults.as_slice(), [fault] if fault.contains("pipe.ron")), "{:?}", forms.faults);
    let opened = store::read(GOLDEN).expect("opens");
    let saved = store::save(&pipe, &opened.form, &opened.form_text, &opened.report);
    assert!(matches!(saved, Err(store::SaveFault::Forbidden(_))), "nothing takes its place");
}

/// No longer than that may anything take that is refused at once.
#[cfg(unix)]
fn at_once<T: Send + 'static>(what: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, done) = std::sync::mpsc::channel();
    std::thread::spawn(move || send.send(what()));
    done.recv_timeout(std::time::Duration::from_secs(5)).expect("it is not waited for")
}

/// Pipes, devices, folders and files that are far too large, wherever a file is looked for.
#[cfg(unix)]
#[test]
fn whatever_lies_where_a_file_is_looked_for_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name);
    let pipe =
        |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().expect("starts").success());
    let huge =
        |path: &Path| std::fs::File::create_new(path).and_then(|file| file.set_len(3_700_000_000)).expect("made");
    let opened = store::read(GOLDEN).expect("opens");
    let report = here("自评.zpb");
    store::save(&report, &opened.form, &opened.form_text, &opened.report).expect("saved");
    // Beside the report and among its versions.
    std::fs::create_dir(here("自评 各版本")).expect("a folder");
    for beside in ["", "自评 各版本"] {
        pipe(&here(beside).join("pipe.zpb"));
        huge(&here(beside).join("huge.zpb"));
        std::fs::create_dir(here(beside).join("folder.zpb")).expect("a folder");
        std::os::unix::fs::symlink("/dev/zero", here(beside).join("device.zpb")).expect("a link");
        let _held = std::os::unix::net::UnixListener::bind(here(beside).join("socket.zpb")).expect("a socket");
    }
    let code = ziping::report::Code::parse("2222-2222").expect("a code");
    let owner = at_once(move || store::code_owner(&report, code).expect("opens"));
    assert_eq!(owner, store::CodeOwner::Nobody);
    // As a report, a text, a document and what is remembered.
    for name in ["pipe.zpb", "huge.zpb", "folder.zpb", "device.zpb", "socket.zpb"] {
        let path = here(name);
        at_once(move || {
            assert!(matches!(store::open(&path), Err(OpenFault::NotOurs)), "{path:?}");
            assert!(matches!(store::open_text(&path), Err(OpenFault::NoFile(_) | OpenFault::Large(_))), "{path:?}");
            assert!(store::read_bounded(&path, 1000).is_err(), "{path:?}");
            assert!(store::Recent::load(Some(path.clone())).files.is_empty());
            assert_eq!(store::Habits::load(Some(path)).printer, "");
        });
    }
    // In the folder of forms.
    let forms = here("forms");
    std::fs::create_dir(&forms).expect("a folder");
    pipe(&forms.join("pipe.ron"));
    huge(&forms.join("huge.ron"));
    std::fs::create_dir(forms.join("folder.ron")).expect("a folder");
    assert_eq!(at_once(move || store::Forms::with_folder(Some(&forms)).faults.len()), 3);
}

/// A file whose place a pipe takes at any moment.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_keeps_nobody_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |name: &str| folder.path().join(name);
    std::fs::write(here("file"), "text").expect("written");
    assert!(std::process::Command::new("mkfifo").arg(here("pipe")).status().expect("starts").success());
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|both| {
        both.spawn(|| {
            for name in ["file", "pipe"].into_iter().cycle() {
                std::fs::remove_file(here("place")).ok();
                std::fs::hard_link(here(name), here("place")).expect("linked");
                if done.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
            }
        });
        let place = here("place");
        at_once(move || (0..3000).filter(|_| store::read_bounded(&place, 9).is_ok()).count());
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn files_are_read_as_far_as_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ten");
    std::fs::write(&path, [7; 10]).expect("written");
    assert_eq!(store::read_bounded(&path, 10).expect("as large as that"), [7; 10]);
    assert!(matches!(store::read_bounded(&path, 9), Err(OpenFault::Large(_))));
}

#[test]
fn a_damaged_form_inside_gives_way_to_the_bundled_one() {
    let opened = store::read(&GOLDEN.replacen("scoring: (", "scoring: ", 1)).expect("opens all the same");
    assert_eq!(*opened.form, *form());
    assert_eq!(opened.report, golden_report(&opened.form));
    let notice = opened.notice().expect("it is said");
    assert!(notice.contains("表样有损坏") && notice.contains(&format!("第{}版", opened.form.edition)), "{notice}");
    assert_eq!(store::read(GOLDEN).expect("opens").notice(), None);
}

/// A year that is none is refused in a sentence; the first and the last that can be reckoned with are worked on.
#[test]
fn a_year_that_is_none_is_refused() {
    for year in [i32::MIN, -1, 0, 10_000, i32::MAX] {
        let broken = GOLDEN.replacen("year: 2023", &format!("year: {year}"), 1);
        let fault = store::read(&broken).expect_err("it is of no year").to_string();
        assert!(fault.contains(&format!("（{year}）不是年份")), "{fault}");
    }
    for year in [1_i32, 9999] {
        let opened = store::read(&GOLDEN.replacen("year: 2023", &format!("year: {year}"), 1)).expect("opens");
        let sheet = derive(&opened.form, &opened.report);
        let today = "2024-03-15".parse().expect("a date");
        assert!(check::run(&opened.form, &opened.report, &sheet, today).iter().all(|f| !f.says.is_empty()));
        let next = ziping::carry::forward(&opened.form, &opened.form_text, &opened.report, &opened.form, year + 1);
        assert_eq!(next.report.content.year, year + 1);
    }
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
        let cells = |report: &Report| report.content.cells.iter().count() + report.notes.marks.len() + report.notes.explanations.len();
        let golden = store::read(GOLDEN).expect("opens");
        prop_assert!(cells(&opened.report) + 1 >= cells(&golden.report), "more is gone than the one spoilt");
        prop_assert!(opened.report.content.projects.len() + 1 >= golden.report.content.projects.len());
    }
}

#[test]
fn forms_handed_out_stand_beside_those_that_come_with_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = ziping::form::sources().next().expect("a form");
    let own = ziping::form::parse(text).expect("a form without fault");
    let put = |name: &str, text: &str| store::write_aside(&folder.path().join(name), text.as_bytes()).expect("written");
    put("新区.ron", &text.replacen(own.id.as_str(), "new-place-2024", 1).replacen("place: \"", "place: \"新区", 1));
    put("旧版.ron", &text.replacen(&format!("edition: {}", own.edition), "edition: 1", 1));
    put("坏.ron", &text.replacen("full: \"100\"", "full: \"一百\"", 1));
    put("读我.txt", "这里放表样");
    let forms = store::Forms::with_folder(Some(folder.path()));
    let bundled = store::Forms::with_folder(None);
    assert_eq!(forms.iter().count(), bundled.iter().count() + 1);
    assert!(forms.find("new-place-2024").expect("handed out").form.place.starts_with("新区"));
    assert_eq!(forms.find(&own.id).expect("bundled").form.edition, own.edition, "an older edition does not come back");
    assert_eq!(forms.faults.len(), 1);
    assert!(forms.faults.iter().all(|fault| fault.contains("坏.ron") && fault.contains("行")), "{:?}", forms.faults);
    put("新版.ron", &text.replacen(&format!("edition: {}", own.edition), "edition: 99", 1));
    assert_eq!(store::Forms::with_folder(Some(folder.path())).find(&own.id).expect("newer").form.edition, 99);
}

/// Mail, git and other systems end every line of a text file in their own way, within its texts too: what is opened is
/// the same, and so is its 校验码. What a clerk's text holds in a file that nobody changed stays hers.
#[test]
fn line_ends_of_other_systems_change_nothing() {
    for golden in [
        GOLDEN,
        include_str!("data/files/format-2.zpb"),
        include_str!("data/files/format-3.zpb"),
        include_str!("data/files/format-4.zpb"),
        include_str!("data/files/format-5.zpb"),
    ] {
        let plain = store::read(golden).expect("opens");
        for end in ["\r\n", "\r"] {
            for mark in ["", "\u{feff}"] {
                let changed = format!("{mark}{}", golden.replace('\n', end));
                let opened = store::read(&changed).expect("opens");
                assert_eq!((&opened.report, &opened.form_text), (&plain.report, &plain.form_text));
                assert_eq!((code(&opened), text(&opened)), (code(&plain), text(&plain)));
            }
        }
    }
    let at = at("report/basic");
    let older = text(&with_text(&at, "一\n二")).replace("一\n二", "一\r\n二");
    assert_eq!(store::read(&older).expect("opens").report.content.cells.text(&at), "一\r\n二");
    // What is written from now on ends its lines as all others do, wherever it comes from.
    assert_eq!(with_text(&at, "一\r\n二\r三").report.content.cells.text(&at), "一\n二\n三");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("cells.tsv"), "\u{feff}cover/unit\t某局\r\nreport/basic\t一\\n二\r\n")
        .expect("written");
    let listing = store::open_text(&folder.path().join("cells.tsv")).expect("a text");
    let texts = read_listing(&listing).expect("a listing").into_iter().map(|edit| match edit {
        Edit::Write { text, .. } => text,
        other => panic!("{other:?}"),
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["某局", "一\n二"]);
}

/// The sample with a text in it.
fn with_text(at: &CellId, text: &str) -> Opened {
    let mut opened = sample();
    let edit = Edit::Write { at: at.clone(), text: text.into() };
    report::apply(&opened.form, &mut opened.report, &edit).expect("a cell");
    opened
}

/// More than anyone writes is not written; what an older file holds stays, and may be shortened.
#[test]
fn a_text_is_as_long_as_anyone_writes_and_what_is_longer_already_stays() {
    let (at, longest) = (at("report/basic"), report::LONGEST);
    assert_eq!(with_text(&at, &"字".repeat(longest)).report.content.cells.text(&at).chars().count(), longest);
    let mut opened = sample();
    let older = "字".repeat(longest + 9);
    Arc::make_mut(&mut opened.report.content).cells.write(&at, &older);
    let mut opened = store::read(&text(&opened)).expect("opens");
    assert_eq!(opened.report.content.cells.text(&at), older);
    let mut write = |count: usize| {
        let edit = Edit::All(vec![
            Edit::Write { at: CellId::new("cover", "unit", ""), text: count.to_string().into() },
            Edit::Write { at: at.clone(), text: "改".repeat(count).into() },
        ]);
        report::apply(&opened.form, &mut opened.report, &edit)
    };
    let refused = write(longest + 10).expect_err("longer");
    assert_eq!(
        refused.to_string(),
        "单元格 report/basic 的内容有100010个字，一格最多写100000个字，没有写入，请删短，或者另做成附件。"
    );
    assert!(write(longest + 9).is_ok() && write(longest + 1).is_ok() && write(longest).is_ok());
    assert!(write(longest + 1).is_err());
    assert_eq!(opened.report.content.cells.text(&CellId::new("cover", "unit", "")), longest.to_string());
}
