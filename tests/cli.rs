//! The program without its window: the commands as a script calls them, their answers, exit codes and sentences.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]

use crate::laid;
use crate::made;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use ziping::form::{CellId, bundled_text};
use ziping::report::{Edit, Report};

const FORM: &str = "hunan-lusong-2023";

/// What came of one call.
struct Ran {
    code: Option<i32>,
    said: String,
    complained: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.said).unwrap_or_else(|fault| panic!("{fault}: {}", self.said))
    }

    /// It ended well, or as well as the report is.
    fn ended(self, code: i32) -> Self {
        assert_eq!((self.code, self.complained.as_str()), (Some(code), ""), "{}", self.said);
        self
    }

    /// It could not do its work, and said so in one Chinese sentence.
    fn refused(self, says: &str) {
        let sentence = self.complained.trim_end();
        assert_eq!((self.code, self.said.as_str()), (Some(2), ""), "{sentence}");
        assert!(sentence.contains(says) && sentence.lines().count() == 1, "“{sentence}” lacks {says}");
        assert!(sentence.contains('，') && !sentence.contains('!') && !sentence.contains('！'), "{sentence}");
    }
}

fn ziping<const N: usize>(arguments: [&str; N]) -> Ran {
    called(&arguments)
}

fn called(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    // No display, so that no test ever opens a window.
    let command =
        command.args(arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let ran = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: ran.status.code(), said: text(ran.stdout), complained: text(ran.stderr) }
}

/// A folder of its own for a test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).expect("written");
        self.path(name)
    }

    /// A report by the commands themselves: a new one, and the listing filled in.
    fn report(&self, name: &str, listing: &Path) -> String {
        let path = self.path(name);
        ziping(["new", FORM, "--year", "2023", "--out", &path]).ended(0);
        ziping(["fill", &path, "--cells", &listing.to_string_lossy()]).ended(0);
        path
    }

    fn sample(&self) -> String {
        self.report("sample.zpb", &below("assets/sample/hunan-lusong-2023.tsv"))
    }
}

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn cell<'j>(shown: &'j Value, at: &str) -> &'j Value {
    let cells = shown["cells"].as_array().expect("cells");
    cells.iter().find(|cell| cell["at"] == at).unwrap_or_else(|| panic!("no {at}"))
}

#[test]
fn the_sample_by_commands_alone() {
    let folder = Folder::new();
    let path = folder.sample();
    let shown = ziping(["show", &path, "--json"]).ended(1).json();
    assert_eq!(keys(&shown), ["form", "year", "code", "public_code", "final", "approved", "cells", "totals"]);
    assert_eq!((&shown["form"], &shown["year"]), (&FORM.into(), &2023.into()));
    let totals = &shown["totals"];
    for (name, expected) in [
        ("points", "93"),
        ("full_points", "100"),
        ("grade", "优"),
        ("execution_rate", "100%"),
        ("basic_adjustment", "23.91"),
    ] {
        assert_eq!(totals[name], expected, "{name}");
    }
    assert!(totals["proposed_points"].as_str().is_some_and(|points| points.parse::<f64>().is_ok()));

    let checked = ziping(["check", &path, "--json"]).ended(1).json();
    assert_eq!(keys(&checked), ["findings", "blanks", "open"]);
    assert_eq!(keys(&checked["open"]), ["wrong", "doubt", "note", "blank"]);
    let findings = checked["findings"].as_array().expect("findings");
    let severity = |word: &str| findings.iter().filter(|finding| finding["severity"] == word).count();
    let blanks = checked["blanks"].as_array().expect("blanks");
    assert_eq!((&blanks[0]["at"], blanks.len()), (&"cover/date".into(), 8));
    assert_eq!(checked["open"]["blank"], 8);
    for (name, count) in checked["open"].as_object().expect("counts").iter().filter(|(name, _)| *name != "blank") {
        assert!(count.as_u64() == Some(severity(name) as u64) && count.as_u64() > Some(0), "{name}: {count}");
    }
    assert_eq!(findings.len(), severity("wrong") + severity("doubt") + severity("note"));
    let over = findings.iter().find(|f| f["rule"] == "public-funds-over-budget").expect("7.87 against 6.68");
    for field in ["rule", "at", "severity", "says", "basis"] {
        assert!(over[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
    assert_eq!((&over["at"], &over["also"][0]), (&"base/public/final".into(), &"base/public/budget".into()));
    assert!(over["says"].as_str().is_some_and(|says| says.contains("7.87") && says.contains("6.68")));
}

#[test]
fn a_mended_report_ends_well() {
    let folder = Folder::new();
    let path = folder.sample();
    ziping(["fill", &path, "--cells", &below("tests/data/mended.tsv").to_string_lossy()]).ended(0);
    let checked = ziping(["check", &path, "--json"]).ended(0).json();
    assert_eq!((&checked["open"]["wrong"], &checked["open"]["doubt"]), (&0.into(), &0.into()), "{checked:#}");
    assert!(ziping(["check", &path]).ended(0).said.contains("错误0条，需说明0条"));
    ziping(["show", &path]).ended(0);
}

#[test]
fn show_has_every_cell_with_its_words_and_figures() {
    let folder = Folder::new();
    let listing = "cover/unit\t某局\nbase/public/final\t７８，７００元\nstaff/posts/approved\t3\nstaff/posts/present\t2\n\
        cover/date\t2024年3月15日\nscores/quantity-1/target\t≥４次\np2.project/name\t甲\napply/total/rate\t90%\n\
        apply/total/full\t10\napply/total/executed\t10\nbase/office/final\t十\n";
    let path = folder.report("a.zpb", Path::new(&folder.put("a.tsv", listing)));
    let shown = ziping(["show", &path, "--json"]).json();
    for cell in shown["cells"].as_array().expect("cells") {
        assert_eq!(keys(cell), ["at", "words", "text", "value", "unit", "origin", "unconfirmed", "printed", "remark"]);
        assert!(cell["words"].as_str().is_some_and(|words| words.contains('·')));
    }
    for (at, words, text, value, unit, origin) in [
        ("cover/unit", "封面·部门（单位）名称", "某局", None, "", "typed"),
        ("base/public/final", "基础数据表·公用经费·2023年决算数", "７８，７００元", Some("7.87"), "万元", "typed"),
        ("base/public/budget", "基础数据表·公用经费·2023年预算数", "", None, "万元", "blank"),
        ("base/office/final", "基础数据表·办公经费·2023年决算数", "十", None, "万元", "typed"),
        ("base/procurement/last", "基础数据表·政府采购金额·2022年决算数", "——", None, "万元", "blocked"),
        ("staff/posts/rate", "人员情况·财政供养人员·控制率", "66.67%", Some("66.67"), "%", "computed"),
        ("apply/total/rate", "年度预算申请·年度资金总额·执行率", "90%", Some("90"), "%", "overridden"),
        ("cover/date", "封面·封面日期", "2024年3月15日", Some("2024-03-15"), "", "typed"),
        ("scores/quantity-1/target", "绩效指标·数量指标1·年度指标值", "≥４次", Some("4"), "次", "typed"),
        ("p2.project/name", "项目2·项目概况·项目名称", "甲", None, "", "typed"),
    ] {
        let cell = cell(&shown, at);
        let expected = serde_json::json!({"at": at, "words": words, "text": text, "value": value, "unit": unit, "origin": origin, "unconfirmed": false, "printed": null, "remark": null});
        assert_eq!(*cell, expected);
    }
    let plain = ziping(["show", &path]).said;
    assert!(plain.contains("cover/unit\t封面·部门（单位）名称\t某局\ttyped\n"));
    assert_eq!(plain.lines().count(), shown["cells"].as_array().map_or(0, Vec::len), "one cell, one line");
}

#[test]
fn forms_and_their_cells_are_listed() {
    assert!(ziping(["forms"]).ended(0).said.starts_with(&format!("{FORM}\t湖南省")));
    let listed = ziping(["forms", "--json"]).ended(0).json();
    assert_eq!(listed["forms"][0]["id"], FORM);
    let form = ziping(["forms", FORM, "--json"]).ended(0).json();
    assert_eq!(
        (&form["id"], &form["money"], &form["projects_can_be_added"]),
        (&FORM.into(), &"万元".into(), &true.into())
    );
    for (at, writable) in [("base/public/final", true), ("base/procurement/last", false), ("scores/total/score", false)]
    {
        assert_eq!(cell(&form, at)["writable"], writable, "{at}");
    }
    let rows = form["rows_can_be_added"].as_array().expect("rows");
    assert!(rows.contains(&"base/other-N".into()) && rows.contains(&"scores/quantity-N".into()), "{rows:?}");
    assert!(ziping(["forms", FORM]).ended(0).said.contains("base/public/final\t基础数据表·公用经费·2023年决算数\n"));
    ziping(["forms", "atlantis-1"]).refused("没有名为“atlantis-1”的表样");
}

/// That the form inside was damaged is said on standard error, and the answer comes all the same.
#[test]
fn a_damaged_form_inside_is_told() {
    let folder = Folder::new();
    let sample = std::fs::read_to_string(folder.sample()).expect("a report");
    let file = folder.put("bad.zpb", sample.replacen("scoring: (", "scoring: ", 1));
    let ran = ziping(["show", &file, "--json"]);
    assert_eq!((ran.code, &ran.json()["form"]), (Some(1), &FORM.into()));
    assert!(
        ran.complained.starts_with("文件里的表样有损坏") && ran.complained.lines().count() == 1,
        "{}",
        ran.complained
    );
    let before = std::fs::read(&file).expect("it is there");
    let cells = folder.put("one.tsv", "cover/unit\t某局\n");
    ziping(["fill", &file, "--cells", &cells]).refused("没有改动这个文件");
    assert!(std::fs::read(&file).expect("it is there") == before, "the file is as it was");
}

#[test]
fn a_form_file_is_linted() {
    let folder = Folder::new();
    let good = std::fs::read_to_string(below("assets/forms/hunan-lusong-2023.ron")).expect("a form");
    ziping(["forms", "--lint", &folder.put("good.ron", &good)]).ended(0);
    ziping(["forms", "--lint", &folder.put("marked.ron", format!("\u{feff}{good}"))]).ended(0);
    let line = good.lines().position(|line| line.contains("\"staff/posts/present\"")).expect("a figure") + 1;
    let bad = folder.put("bad.ron", good.replacen("\"staff/posts/present\"", "\"staff/posts/away\"", 1));
    let ran = ziping(["forms", "--lint", &bad]);
    assert!(ran.said.starts_with(&format!("第{line}行：")) && ran.said.contains("staff/posts/away"), "{}", ran.said);
    assert_eq!((ran.code, ran.complained.trim_end()), (Some(2), "表样有1处错误，请按上面所说的行逐条改正。"));
    let older = good.replacen("edition: 3", "edition: 2", 1);
    assert_ne!(older, good);
    ziping(["forms", "--lint", &folder.put("older.ron", &older)]).refused("第2版，不会用到");
    let other = good.replacen("部门整体支出绩效自评", "部门整体绩效自评", 1);
    ziping(["forms", "--lint", &folder.put("other.ron", &other)]).refused("内容不同");
    ziping(["forms", "--lint", &folder.path("none.ron")]).refused("找不到文件");
    ziping(["forms", "--lint", &folder.put("word.ron", b"PK\xff")]).refused("UTF-8");
}

#[test]
fn fill_is_all_or_nothing() {
    let folder = Folder::new();
    let path = folder.sample();
    let before = std::fs::read(&path).expect("there");
    for (listing, says) in [
        ("cover/unit\t某局\nbase/publik/final\t1\n", "表里没有单元格 base/publik/final"),
        ("cover/unit\t某局\nbase/procurement/last\t1\n", "单元格 base/procurement/last 不能填写"),
        ("cover/unit\t某局\nscores/total/score\t1\n", "单元格 scores/total/score 不能填写"),
        ("cover/unit\t某局\n\ncover/date 2024年\n", "第3行：缺少制表符"),
        ("封面\t某局\n", "“封面”不是单元格地址"),
        ("cover/unit\t某局\n# 再写\ncover/unit\t某委\n", "第3行：单元格 cover/unit 第1行已经写了"),
    ] {
        ziping(["fill", &path, "--cells", &folder.put("cells.tsv", listing)]).refused(says);
        assert_eq!(std::fs::read(&path).expect("there"), before, "{listing}");
    }
    ziping(["fill", &path, "--cells", &folder.path("none.tsv")]).refused("找不到文件");
    ziping(["fill", &path, "--cells", &folder.put("gbk.tsv", b"cover/unit\t\xc4\xb3\xbe\xd6\n")]).refused("UTF-8");
    assert_eq!(std::fs::read(&path).expect("there"), before);
    // And what can be filled in is: an empty text clears.
    ziping(["fill", &path, "--cells", &folder.put("cells.tsv", "\u{feff}# 清空\r\ncover/unit\t\r\n")]).ended(0);
    assert_eq!(cell(&ziping(["show", &path, "--json"]).json(), "cover/unit")["origin"], "blank");
}

#[test]
fn what_cannot_be_done_is_one_sentence_and_two() {
    let folder = Folder::new();
    let (path, new) = (folder.sample(), folder.path("new.zpb"));
    ziping(["new", "atlantis-1", "--year", "2023", "--out", &new]).refused("没有名为“atlantis-1”的表样");
    for year in ["23", "1900", "9999"] {
        ziping(["new", FORM, "--year", year, "--out", &new]).refused("请写1949到2999之间的年份");
    }
    ziping(["new", FORM, "--year", "2023", "--out", &path]).refused("文件已经存在");
    ziping(["new", FORM, "--year", "2023", "--out", &folder.path("gone/new.zpb")]).refused("文件夹不存在");
    assert!(!Path::new(&new).exists());
    let broken = folder.put("broken.zpb", &std::fs::read(&path).expect("there")[..3000]);
    let later = folder.put("later.zpb", "(format: 99, app: \"9.8\", new: 1)");
    let empty = folder.path("空");
    std::fs::create_dir(&empty).expect("a folder");
    for command in ["show", "check"] {
        ziping([command, &folder.path("none.zpb")]).refused("找不到文件");
        ziping([command, &folder.put("letter.zpb", b"PK\x03\x04\xff")]).refused("不是自评表文件");
        ziping([command, &empty]).refused("不是自评表文件");
        ziping([command, &broken]).refused("有损坏");
        ziping([command, &later, "--json"]).refused("更新的版本（9.8）");
    }
    ziping(["check", &path, &broken, "--json"]).refused("broken.zpb");
    ziping(["check"]).refused("看不懂命令");
    ziping(["chekc", &path, "--json"]).refused("看不懂命令“chekc ");
    ziping(["new", FORM, "--year", "二〇二三", "--out", &new]).refused("看不懂命令");
}

/// Every command that says something, by the file it says it of.
fn sayings<'p>(report: &'p str, document: &'p str, out: &'p str) -> Vec<Vec<&'p str>> {
    vec![
        vec!["--help"],
        vec!["forms"],
        vec!["forms", FORM, "--json"],
        vec!["forms", "--lint", "assets/forms/hunan-lusong-2023.ron"],
        vec!["show", report],
        vec!["show", report, "--json"],
        vec!["check", report],
        vec!["check", report, "--json"],
        vec!["verify", report, "2222-2222"],
        vec!["fill", report, "--cells", "assets/sample/hunan-lusong-2023.tsv"],
        vec!["import", document, "--form", FORM, "--out", out],
        vec!["forward", report, "--year", "2024", "--out", out],
    ]
}

/// An answer that does not get where it was sent is a fault, with a sentence; a reader who has gone is none.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_does_not_arrive_is_told_and_a_reader_who_leaves_is_not() {
    let folder = Folder::new();
    let (report, out) = (folder.sample(), folder.path("out.zpb"));
    let book = made::book_of(&laid::document(
        "附件3\n2023年度部门（单位）整体支出绩效自评表\n| 区级预算部门（单位）名称 | 某局 | < | < |\n| 年度预算申请（万元） | | 年初预算数 | 全年执行数 |\n| ^ | 年度资金总额 | 100 | 110 |\n",
    ));
    let document = folder.put("one.xlsx", book);
    let shell = |arguments: &[&str], script: &str| {
        std::fs::remove_file(&out).ok();
        let program = env!("CARGO_BIN_EXE_ziping");
        let mut shell = Command::new("bash");
        let ran = shell.args(["-c", script, program]).args(arguments).output().expect("it starts");
        (ran.status.code(), String::from_utf8(ran.stderr).expect("UTF-8"))
    };
    for arguments in sayings(&report, &document, &out) {
        let (code, complained) = shell(&arguments, "\"$0\" \"$@\" >/dev/full");
        let saved = matches!(arguments[0], "fill" | "import" | "forward");
        let says = if saved { "文件已经保存，只是结果没有写全，" } else { "结果没有写全，" };
        assert!(code == Some(2) && complained.starts_with(says), "{arguments:?}: {code:?} {complained}");
        let gone = "set -o pipefail; { sleep 0.1; \"$0\" \"$@\" 2>&1; } | true";
        let (code, complained) = shell(&arguments, gone);
        assert!(matches!(code, Some(0 | 1)) && complained.is_empty(), "{arguments:?}: {code:?} {complained}");
    }
    let unheard = "set -o pipefail; { sleep 0.1; \"$0\" show none.zpb 2>&1; } | true";
    assert_eq!(shell(&[], unheard), (Some(2), String::new()), "nobody hears why");
}

/// On a form that is nowhere but in last year's file, this year's takes the text from there.
#[test]
fn a_form_that_is_only_in_the_file_is_carried_along() {
    let folder = Folder::new();
    let (last, out) = (folder.path("2023.zpb"), folder.path("2024.zpb"));
    let text = bundled_text(FORM).expect("bundled").replacen(FORM, "handed-out-2023", 1);
    let form = ziping::form::parse(&text).expect("a form without fault");
    let mut report = Report::new(&form, 2023);
    let unit = Edit::Write { at: CellId::new("cover", "unit", ""), text: "某局".into() };
    ziping::report::apply(&form, &mut report, &unit).expect("a cell");
    ziping::store::save(Path::new(&last), &form, &text, &report).expect("saved");
    ziping(["forward", &last, "--year", "2024", "--out", &out]).ended(0);
    let opened = ziping::store::open(Path::new(&out)).expect("it opens");
    assert_eq!((&*opened.form_text, opened.form.id.as_str()), (text.as_str(), "handed-out-2023"));
    assert_eq!(cell(&ziping(["show", &out, "--json"]).json(), "cover/unit")["text"], "某局");
    let other = folder.path("other.zpb");
    ziping(["forward", &last, "--year", "2024", "--out", &other, "--form", "handed-out-2023"]).refused("没有名为");
}

/// A file of an earlier format is saved in this one: older programs no longer open it, which is said once.
#[test]
fn it_is_said_once_that_older_programs_no_longer_open_a_file() {
    let folder = Folder::new();
    let cells = folder.put("cells.tsv", "cover/unit\t某局\n");
    let first = folder.put("1.zpb", include_bytes!("data/files/format-1.zpb"));
    let second = folder.put("2.zpb", include_bytes!("data/files/format-2.zpb"));
    for (path, command) in [
        (&first, vec!["fill", &first, "--cells", &cells]),
        (&second, vec!["finish", &second, "--lift", "--because", "数字有误"]),
    ] {
        let ran = called(&command);
        assert!(ran.code == Some(0) && ran.complained.contains("旧版本的程序不能再打开"), "{}", ran.complained);
        assert_eq!(ran.complained.lines().count(), 1);
        assert_eq!(ziping::store::open(Path::new(path)).expect("opens").format, ziping::store::FORMAT);
        ziping(["fill", path, "--cells", &cells]).ended(0);
    }
}

#[test]
fn last_years_report_is_carried_forward() {
    let folder = Folder::new();
    let (last, out) = (folder.path("2023.zpb"), folder.path("2024.zpb"));
    ziping(["new", FORM, "--year", "2023", "--out", &last]).ended(0);
    let listing = below("assets/sample/hunan-lusong-2023.tsv").to_string_lossy().into_owned();
    ziping(["fill", &last, "--cells", &listing]).ended(0);
    let told = ziping(["forward", &last, "--year", "2024", "--out", &out, "--json"]).ended(0).json();
    let carried = told["carried"].as_array().expect("a list");
    let arrives = carried.iter().find(|one| one["from"] == "base/public/final").expect("it is carried");
    assert_eq!(arrives["to"], "base/public/last");
    assert_eq!(told["left"].as_array().map(Vec::len), Some(0));
    assert!(told["stale_years"].as_array().is_some_and(|stale| stale.iter().any(|one| one["at"] == "report/basic")));
    let shown = ziping(["show", &out, "--json"]).json();
    let cell = cell(&shown, "base/public/last");
    assert_eq!(
        (&cell["text"], &cell["origin"], &cell["unconfirmed"]),
        (&"7.87".into(), &"last-year".into(), &true.into())
    );
    ziping(["forward", &last, "--year", "2024", "--out", &out]).refused("文件已经存在");
    ziping(["forward", &last, "--year", "2023", "--out", &folder.path("x.zpb")]).refused("上年的自评表是2023年度的");
}

#[test]
fn an_old_document_becomes_a_report() {
    let folder = Folder::new();
    let laid = laid::document(include_str!("data/documents/sample.txt"));
    let document = folder.put("上年.docx", made::word_of(&laid));
    let out = folder.path("new.zpb");
    let told = ziping(["import", &document, "--form", FORM, "--out", &out, "--json"]).ended(0).json();
    assert_eq!(told["year"], 2023);
    assert_eq!(told["tables"].as_array().map(Vec::len), Some(4));
    assert_eq!(told["homeless"].as_array().map(Vec::len), Some(0));
    let placed = told["placed"].as_array().expect("a list");
    let final_ = placed.iter().find(|placed| placed["at"] == "base/public/final").expect("it is placed");
    assert_eq!(final_["from"], "第1个表第16行第4列");
    assert_eq!((&final_["text"], &final_["sure"]), (&"7.87".into(), &true.into()));
    let shown = ziping(["show", &out, "--json"]);
    let shown = shown.json();
    assert_eq!(cell(&shown, "base/public/final")["origin"], "imported");
    assert_eq!(cell(&shown, "p1.funds/carry/carried")["unconfirmed"], true, "what is doubtful waits to be looked at");
    let import = |document: &str, out: &str| ziping(["import", document, "--form", FORM, "--out", out]);
    import(&document, &out).refused("文件已经存在");
    import(&folder.path("没有.docx"), &folder.path("x.zpb")).refused("找不到文件");
    import(&folder.put("旧.doc", made::compound(&[("WordDocument", &[])])), &folder.path("x.zpb")).refused("另存为");
    let other = folder.put("别的.docx", made::word(&made::paragraph("会议通知")));
    import(&other, &folder.path("x.zpb")).refused("没有认出");
    assert!(!below(&folder.path("x.zpb")).exists(), "nothing is left behind");
}

/// What the program made knows its own form and year.
#[cfg(feature = "print")]
#[test]
fn a_paper_of_ours_needs_neither_form_nor_year() {
    let folder = Folder::new();
    let report = folder.sample();
    let before = ziping(["show", &report, "--json"]).json();
    called(&["print", &report, "--out", &folder.path(""), "--as", "pdf,docx,xlsx"]);
    let stem = Path::new(&report).file_stem().expect("a name").to_string_lossy().into_owned();
    for ending in ["pdf", "docx", "xlsx"] {
        let (document, out) = (folder.path(&format!("{stem}.{ending}")), folder.path(&format!("{ending}.zpb")));
        let told = ziping(["import", &document, "--out", &out, "--json"]).ended(0).json();
        assert_eq!((&told["own"], &told["year"]), (&true.into(), &2023.into()));
        assert!(told["placed"].as_array().is_some_and(|all| all.iter().all(|placed| placed["sure"] == true)));
        let after = ziping(["show", &out, "--json"]).json();
        assert_eq!((&after["form"], &after["code"]), (&before["form"], &before["code"]), "{ending}");
    }
    let other = folder.put("别的.docx", made::word(&made::paragraph("会议通知")));
    ziping(["import", &other, "--out", &folder.path("x.zpb")]).refused("请用 --form 写明表样名称");
}

/// A pipe would keep whoever opens it waiting, a device never ends.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = Folder::new();
    let (pipe, out) = (folder.path("pipe.docx"), folder.path("x.zpb"));
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it starts").success());
    let (report, empty) = (folder.sample(), folder.path("空"));
    std::fs::create_dir(&empty).expect("a folder");
    for path in [pipe.as_str(), "/dev/zero", &empty] {
        ziping(["import", path, "--form", FORM, "--out", &out]).refused("这里不是一个文件");
        ziping(["fill", &report, "--cells", path]).refused("这里不是一个文件");
        ziping(["forms", "--lint", path]).refused("这里不是一个文件");
        ziping(["check", path]).refused("这不是自评表文件");
    }
    assert!(!below(&out).exists(), "nothing is left behind");
}

#[test]
fn what_cannot_be_imported_is_told_what_to_do() {
    let folder = Folder::new();
    let import = |document: &str| ziping(["import", document, "--form", FORM, "--out", &folder.path("x.zpb")]);
    let old = |stream: &str| made::compound(&[(stream, b"content")]);
    for (name, bytes, says) in [
        ("旧.doc", old("WordDocument"), "另存为“Word 文档（*.docx）”"),
        ("旧.wps", old("WordDocument"), "另存为“Word 文档（*.docx）”"),
        ("旧.et", old("ETExtData"), "另存为“Excel 工作簿（*.xlsx）”"),
        ("加密.docx", old("EncryptedPackage"), "取消密码"),
        ("加密.xls", made::xls(&made::record(0x2f, &[1, 0, 1, 0, 1, 0]), &[]), "取消密码"),
        ("坏.docx", b"PK\x03\x04 cut off".to_vec(), "文件有损坏"),
        ("坏.xls", vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0], "文件有损坏"),
        ("空.docx", made::word(""), "没有文字和表格"),
        ("图.png", b"\x89PNG\r\n".to_vec(), "请选择 Word（docx、doc、wps、rtf）、Excel"),
        ("坏.pdf", b"%PDF-1.7".to_vec(), "PDF 文件有损坏"),
        ("大.docx", made::word(&"<w:p/>".repeat(100_000)), "只保留要导入的部分"),
    ] {
        import(&folder.put(name, bytes)).refused(says);
    }
    assert!(!below(&folder.path("x.zpb")).exists(), "nothing is left behind");
}

#[test]
fn a_document_without_a_year_asks_for_it() {
    let folder = Folder::new();
    let laid = laid::document("项目支出绩效自评表\n| 项目名称 | 甲项目 |\n| 主管部门 | 某局 |\n");
    let document = folder.put("无年度.docx", made::word_of(&laid));
    let asked = ["import", &document, "--form", "mof-project-2020", "--out", &folder.path("x.zpb"), "--json"];
    ziping(asked).refused("--year");
    let told = called(&[&asked[..], &["--year", "2022"]].concat()).ended(0).json();
    assert_eq!(told["year"], 2022);
}

#[test]
fn a_document_goes_into_a_report_and_what_stands_there_stays() {
    let folder = Folder::new();
    let report = folder.path("report.zpb");
    ziping(["new", "mof-project-2020", "--year", "2022", "--out", &report]).ended(0);
    let cells = folder.put("cells.tsv", "project/name\t旧名\n");
    ziping(["fill", &report, "--cells", &cells]).ended(0);
    let laid = laid::document("2022年度项目支出绩效自评表\n| 项目名称 | 甲项目 |\n| 主管部门 | 某局 |\n");
    let document = folder.put("甲.docx", made::word_of(&laid));
    let name = || cell(&ziping(["show", &report, "--json"]).json(), "project/name")["text"].clone();
    let told = ziping(["import", &document, "--into", &report, "--json"]).ended(0).json();
    assert_eq!(told["kept"][0]["at"], "project/name");
    assert_eq!(name(), "旧名");
    let told = ziping(["import", &document, "--into", &report, "--overwrite", "--json"]).ended(0).json();
    assert_eq!(told["kept"], serde_json::json!([]));
    assert_eq!(name(), "甲项目");
    let other = laid::document("2021年度项目支出绩效自评表\n| 项目名称 | 甲项目 |\n| 主管部门 | 某局 |\n");
    let other = folder.put("2021.docx", made::word_of(&other));
    ziping(["import", &other, "--into", &report]).refused("2021年度");
    let finished = folder.sample();
    ziping(["fill", &finished, "--cells", &folder.put("mended.tsv", include_str!("data/mended.tsv"))]).ended(0);
    ziping(["finish", &finished]).ended(0);
    let same = laid::document("2023年度项目支出绩效自评表\n| 项目名称 | 甲项目 |\n| 主管部门 | 某局 |\n");
    let same = folder.put("2023.docx", made::word_of(&same));
    ziping(["import", &same, "--into", &finished]).refused("定稿");
}

/// A 绩效目标表 stands beside a report, is checked against, and changes nothing of it.
#[test]
fn approved_targets_stand_beside_a_report() {
    let folder = Folder::new();
    let report = folder.path("report.zpb");
    ziping(["new", "mof-project-2020", "--year", "2022", "--out", &report]).ended(0);
    let cells = "scores/quantity-1/name\t走访企业\nscores/quantity-1/target\t≥3次\nscores/quantity-1/weight\t10\n";
    ziping(["fill", &report, "--cells", &folder.put("cells.tsv", cells)]).ended(0);
    let before = ziping(["show", &report, "--json"]).json();
    assert_eq!(before["approved"], Value::Null);
    let table = |year: &str, target: &str| {
        let rows = [
            "| 项目名称 | 甲项目 |",
            "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |",
            &format!("| 产出指标 | 数量指标 | 走访企业 | {target} | 10 |"),
            "| 产出指标 | 质量指标 | 培训合格率 | ≥90% | 10 |",
        ];
        folder.put(
            "目标.docx",
            made::word_of(&laid::document(&format!("{year}年度项目支出绩效目标表\n{}\n", rows.join("\n")))),
        )
    };
    let approve = |document: &str, more: &[&str]| {
        called(&[&["import", document, "--approved", "--into", &report, "--json"], more].concat())
    };
    let told = approve(&table("2022", "≥4次"), &[]).ended(0).json();
    assert_eq!((&told["approved"]["indicators"], &told["year"]), (&2.into(), &2022.into()));
    assert_eq!(told["homeless"], serde_json::json!([]));
    let after = ziping(["show", &report, "--json"]).json();
    assert_eq!(after["approved"], serde_json::json!({"from": "目标.docx", "indicators": 2}));
    assert_eq!((&after["cells"], &after["code"]), (&before["cells"], &before["code"]), "the report is as it was");
    let found = ziping(["check", &report, "--json"]).json();
    let says = |rule: &str| {
        let all = found["findings"].as_array().expect("findings").iter();
        all.filter(|finding| finding["rule"] == rule).map(|f| f["says"].to_string()).collect::<String>()
    };
    assert!(says("approved-target-differs").contains("“≥4次”") && says("approved-target-differs").contains("“≥3次”"));
    assert!(says("approved-indicator-missing").contains("“培训合格率”"));
    approve(&table("2022", "≥3次"), &[]).refused("--overwrite");
    approve(&table("2022", "≥3次"), &["--overwrite"]).ended(0);
    let found = ziping(["check", &report, "--json"]).json().to_string();
    assert!(!found.contains("approved-target-differs") && found.contains("approved-indicator-missing"));
    approve(&table("2021", "≥3次"), &["--overwrite"]).refused("2021年度");
    let bare = laid::document("2022年度项目支出绩效目标表\n| 项目名称 | 甲项目 |\n| 主管部门 | 某局 |\n");
    approve(&folder.put("空.docx", made::word_of(&bare)), &["--overwrite"]).refused("绩效指标");
    let (document, out) = (table("2022", "≥3次"), folder.path("new.zpb"));
    ziping(["import", &document, "--approved", "--form", "mof-project-2020", "--out", &out]).refused("ziping --help");
}

#[test]
fn one_unit_of_a_workbook_is_chosen_by_its_sheet() {
    let folder = Folder::new();
    let part = |unit: &str| {
        format!(
            "附件3\n2023年度部门（单位）整体支出绩效自评表\n| 区级预算部门（单位）名称 | {unit} | < | < |\n| 年度预算申请（万元） | | 年初预算数 | 全年执行数 |\n| ^ | 年度资金总额 | 100 | 110 |\n"
        )
    };
    let book = made::book_of(&laid::document(&(part("甲局") + &part("乙局"))));
    let book = folder.put("两个单位.xlsx", book);
    let import = |out: &str, sheets: &[&str]| {
        let out = folder.path(out);
        let mut asked = vec!["import", &book, "--form", FORM, "--out", &out, "--json"];
        asked.extend(sheets.iter().flat_map(|sheet| ["--sheet", sheet]));
        called(&asked)
    };
    let unit =
        |told: &Value| told["placed"].as_array().and_then(|all| all.first()).map(|placed| placed["text"].clone());
    let both = import("1.zpb", &[]).ended(0).json();
    assert_eq!(unit(&both), Some("甲局".into()));
    let homeless: Vec<&str> =
        both["homeless"].as_array().expect("a list").iter().filter_map(|one| one["text"].as_str()).collect();
    assert_eq!(homeless, ["乙局", "100", "110"], "the other unit's table is not mixed in");
    let other = import("2.zpb", &["附件3（2）"]).ended(0).json();
    assert_eq!(unit(&other), Some("乙局".into()));
    assert_eq!(other["homeless"].as_array().map(Vec::len), Some(0));
    import("3.zpb", &["没有"]).refused("附件3（1）、附件3（2）");
}

#[test]
fn several_reports_are_checked_together() {
    let folder = Folder::new();
    let (path, mended) = (folder.sample(), folder.report("mended.zpb", &below("assets/sample/hunan-lusong-2023.tsv")));
    ziping(["fill", &mended, "--cells", &below("tests/data/mended.tsv").to_string_lossy()]).ended(0);
    let both = ziping(["check", &mended, &path, "--json"]).ended(1).json();
    let wrong: Vec<bool> = both["files"].as_array().expect("files").iter().map(|f| f["open"]["wrong"] != 0).collect();
    assert_eq!((wrong, &both["files"][1]["file"]), (vec![false, true], &path.as_str().into()));
}

#[test]
fn without_a_display_the_commands_are_named() {
    let folder = Folder::new();
    ziping([]).refused("forms、new、fill、show、check");
    ziping([&folder.sample()]).refused("窗口");
    assert!(ziping(["--help"]).ended(0).said.contains("ziping"));
    assert!(ziping(["--version"]).ended(0).said.contains(env!("CARGO_PKG_VERSION")));
}

#[cfg(feature = "print")]
#[test]
fn print_writes_pages() {
    let folder = Folder::new();
    let (path, out) = (folder.sample(), folder.0.path().to_string_lossy().into_owned());
    ziping(["print", &path, "--out", &out, "--as", "pdf,png"]).ended(1);
    assert!(std::fs::read(folder.path("sample.pdf")).expect("a PDF").starts_with(b"%PDF-"));
    assert!(std::fs::read(folder.path("sample-01.png")).expect("a page").starts_with(b"\x89PNG"));
    ziping(["print", &path, "--out", &folder.path("gone")]).refused("文件夹不存在");
    for no_folder in [path.as_str(), "/dev/null"] {
        ziping(["print", &path, "--out", no_folder]).refused(if cfg!(unix) { "不是文件夹" } else { "文件夹" });
    }
    ziping(["print", &path, "--out", &out, "--as", "doc"]).refused("看不懂命令");
    ziping(["print", &path, "--out", &out, "--as", "docx,xlsx,findings", "--archive"]).ended(1);
    for file in ["sample.docx", "sample.xlsx"] {
        assert!(std::fs::read(folder.path(file)).expect("a package").starts_with(b"PK\x03\x04"), "{file}");
    }
    assert!(std::fs::read(folder.path("sample 审核情况.pdf")).expect("a PDF").starts_with(b"%PDF-"));
    ziping(["print", &folder.put("letter.zpb", "x"), "--out", &out]).refused("不是自评表文件");
    ziping(["fill", &path, "--cells", &folder.put("cells.tsv", "cover/unit\t\u{13000}局")]).ended(0);
    let ran = ziping(["print", &path, "--out", &out]);
    assert!(ran.code == Some(1) && ran.complained.contains('\u{13000}') && ran.complained.lines().count() == 1);
}

#[test]
fn paper_and_file_are_compared_by_code() {
    let folder = Folder::new();
    let (path, out) = (folder.sample(), folder.0.path().to_string_lossy().into_owned());
    let code = |name: &str| {
        let shown = ziping(["show", &path, "--json"]).json();
        shown[name].as_str().expect("a code").to_string()
    };
    let (old, public) = (code("code"), code("public_code"));
    assert_ne!(old, public, "the public copy has a code of its own");
    ziping(["print", &path, "--out", &out]).ended(1);
    ziping(["verify", &path, &old.to_lowercase().replace('-', " ")]).ended(0);
    assert_eq!(ziping(["verify", &path, &public, "--json"]).ended(0).json()["public"], true);
    ziping(["fill", &path, "--cells", &folder.put("cells.tsv", "base/public/final\t8.87")]).ended(0);
    let whose = ziping(["verify", &path, &old, "--json"]).ended(1).json();
    assert_eq!(whose["belongs"], "version");
    let kept = whose["path"].as_str().expect("a path");
    assert!(kept.contains("sample 各版本") && kept.contains(&old), "{kept}");
    assert_eq!(ziping(["verify", &path, "2222-2222", "--json"]).ended(1).json()["belongs"], "nobody");
    ziping(["verify", &path, "0000"]).refused("校验码应是8个");
}

#[test]
fn a_public_copy_lies_in_a_folder_of_its_own() {
    let folder = Folder::new();
    let (path, out) = (folder.sample(), folder.0.path().to_string_lossy().into_owned());
    let cells = "unit/phone\t0731-2222222\nreport/duties\t有事请打13800000000。";
    ziping(["fill", &path, "--cells", &folder.put("cells.tsv", cells)]).ended(0);
    let ran = ziping(["print", &path, "--out", &out, "--public", "--as", "pdf,docx"]);
    assert!(ran.code == Some(1) && ran.complained.contains("手机号") && ran.complained.contains("report/duties"));
    assert!(ran.complained.contains("手机号“13800000000”：有事请打13800000000（report/duties）"), "{}", ran.complained);
    assert!(ran.complained.contains("个人信息栏：unit/phone"), "every place is named");
    let own = folder.0.path().join("sample 公开版");
    assert!(own.join("sample 公开版.pdf").exists() && own.join("sample 公开版.docx").exists());
    assert_eq!(std::fs::read_dir(&own).expect("a folder of its own").count(), 2);
    assert!(!folder.0.path().join("sample.pdf").exists(), "the full one is not touched");
}

#[test]
fn a_report_is_finished_when_nothing_is_open_and_lifted_for_a_reason() {
    let folder = Folder::new();
    let path = folder.sample();
    let barred = ziping(["finish", &path]);
    assert!(
        barred.code == Some(1) && barred.complained.contains("错误7条") && barred.complained.contains("8格还没填"),
        "{}",
        barred.complained
    );
    let mended = include_str!("data/mended.tsv");
    ziping(["fill", &path, "--cells", &folder.put("mended.tsv", mended)]).ended(0);
    ziping(["finish", &path]).ended(0);
    assert_eq!(ziping(["show", &path, "--json"]).ended(0).json()["final"], true);
    ziping(["fill", &path, "--cells", &folder.put("cells.tsv", "base/public/final\t8.87")]).refused("已经定稿");
    ziping(["finish", &path]).refused("已经定稿");
    ziping(["finish", &path, "--lift", "--because", " "]).refused("原因");
    ziping(["finish", &path, "--lift", "--because", "数字有误"]).ended(0);
    assert_eq!(ziping(["show", &path, "--json"]).ended(0).json()["final"], false);
    ziping(["finish", &path, "--lift", "--because", "又"]).refused("没有定稿");
}

/// What the window would untick is named on the command line; what names nothing makes nothing.
#[cfg(feature = "print")]
#[test]
fn what_a_public_copy_keeps_is_named() {
    let folder = Folder::new();
    let (path, out) = (folder.sample(), folder.0.path().to_string_lossy().into_owned());
    let cells = folder.put("cells.tsv", "report/duties\t请打13800000000。再打13900000000。\nunit/phone\t22222222\n");
    ziping(["fill", &path, "--cells", &cells]).ended(0);
    let public = |keep: &[&str]| {
        let mut asked = vec!["print", &path, "--out", &out, "--public", "--as", "docx"];
        asked.extend(keep.iter().flat_map(|words| ["--keep", *words]));
        called(&asked)
    };
    public(&["13800000001"]).refused("没有“13800000001”");
    public(&["22222222"]).refused("总是隐去");
    assert!(!folder.0.path().join("sample 公开版").exists(), "nothing is made");
    let said = public(&["13800000000"]).complained;
    assert!(said.contains("照原样保留了手机号“13800000000”") && said.contains("隐去了手机号“13900000000”"), "{said}");
    ziping(["print", &path, "--out", &out, "--keep", "13800000000"]).refused("还缺 --public，");
}

#[test]
fn two_reports_are_laid_beside_each_other() {
    let folder = Folder::new();
    let sample = folder.sample();
    let other = folder.path("乙.zpb");
    std::fs::copy(&sample, &other).expect("a copy");
    assert_eq!(ziping(["diff", &sample, &other]).ended(0).said.trim_end(), "两份内容相同。");
    assert_eq!(ziping(["diff", &sample, &other, "--json"]).ended(0).json()["equal"], true);

    let text = ziping(["show", &other, "--json"]).json()["cells"]
        .as_array()
        .and_then(|cells| cells.iter().find(|cell| cell["at"] == "report/duties"))
        .and_then(|cell| cell["text"].as_str().map(String::from))
        .expect("a text");
    let listing = format!(
        "base/public/final\t9.99\nbase/other-1/name\t印刷费\nreport/duties\t{}另有其他。\n",
        text.replace('\n', "\\n")
    );
    let listing = folder.put("改.tsv", listing);
    ziping(["fill", &other, "--cells", &listing]).ended(0);
    let said = ziping(["diff", &sample, &other]).ended(1).said;
    assert!(said.starts_with("2格填写的内容不同，增加1行。\n") || said.contains("计算的结果不同"), "{said}");
    assert!(said.contains("\nbase/public/final\t基础数据表·公用经费·2023年决算数\t7.87\t9.99\n"), "{said}");
    assert!(said.contains("\nbase/other-1\t基础数据表·印刷费\t增加一行\n"), "{said}");
    assert!(said.contains("……") && said.contains("［增：另有其他。］"), "{said}");
    assert!(said.contains("\t审核多出"), "{said}");

    let json = ziping(["diff", &sample, &other, "--json"]).ended(1).json();
    let line = |at: &str| json["lines"].as_array().expect("lines").iter().find(|line| line["at"] == at).expect("one");
    let figure = line("base/public/final");
    assert_eq!((&figure["kind"], &figure["before"], &figure["now"]), (&"cell".into(), &"7.87".into(), &"9.99".into()));
    assert_eq!((&figure["was"], &figure["spans"]), (&"base/public/final".into(), &Value::Null));
    assert_eq!(line("report/duties")["spans"][1], serde_json::json!({"kind": "added", "text": "另有其他。"}));
    let row = line("base/other-1");
    assert_eq!((&row["fate"], &row["cells"][0]["now"]), (&"added".into(), &"印刷费".into()));
    assert!(!json["findings"]["came"].as_array().expect("findings").is_empty());

    let form = ziping(["forms", "--json"]).json()["forms"][0]["id"].as_str().map(String::from);
    let (form, blank) = (form.filter(|form| form != FORM), folder.path("别的表样.zpb"));
    ziping(["new", form.as_deref().unwrap_or("yunnan-project-2020"), "--year", "2023", "--out", &blank]).ended(0);
    let said = ziping(["diff", &sample, &blank]).said;
    assert!(
        said.starts_with("表样不同") && said.lines().nth(1).is_some_and(|line| line.starts_with("\t表样\t")),
        "{said}"
    );

    let carried = folder.path("下年.zpb");
    ziping(["forward", &sample, "--year", "2024", "--out", &carried]);
    assert_eq!(ziping(["diff", &carried, "--last"]).code, Some(1));
    ziping(["diff", &sample, "--last"]).refused("没有上年的自评表");
    let damaged = folder.put("坏.zpb", "(format: 5, form:");
    ziping(["diff", &sample, &damaged]).refused("坏.zpb");
    ziping(["diff", &sample, &folder.path("没有.zpb")]).refused("没有.zpb");
}

/// A PC whose battery is empty believes it is long ago. Needs faketime; where it is not installed this passes over
/// itself.
#[cfg(target_os = "linux")]
#[test]
fn a_clock_before_1970_ends_nothing() {
    let folder = Folder::new();
    let (report, next, out) = (folder.sample(), folder.path("next.zpb"), folder.path(""));
    let long_ago = |arguments: &[&str]| {
        let mut command = Command::new("faketime");
        command.args(["-f", "1969-03-01 10:00:00", env!("CARGO_BIN_EXE_ziping")]).args(arguments);
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().ok()
    };
    let commands: [(&[&str], i32, &str); 8] = [
        (&["check", &report], 1, ""),
        (&["fill", &report, "--cells", "assets/sample/hunan-lusong-2023.tsv"], 0, ""),
        (&["print", &report, "--out", &out, "--as", "pdf,docx,png,findings", "--archive"], 1, ""),
        (&["print", &report, "--out", &out, "--as", "xlsx"], 2, "请先把电脑的日期改对"),
        (&["import", &folder.path("sample.docx"), "--out", &folder.path("word.zpb")], 0, ""),
        (&["import", &folder.path("sample.pdf"), "--out", &folder.path("pdf.zpb")], 2, "请先把电脑的日期改对"),
        (&["forward", &report, "--year", "2024", "--out", &next], 0, ""),
        (&["verify", &report, "2222-2222"], 1, ""),
    ];
    for (arguments, code, says) in commands {
        let Some(ran) = long_ago(arguments) else { return };
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.code() == Some(code) && said.contains(says), "{arguments:?}: {:?} {said}", ran.status);
    }
}
