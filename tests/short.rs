//! Short forms, which say only what differs from the form they are based on: in full they are what they were, their
//! faults are named in the file they stand in, and a county's is used like any other.
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::spoilt;

use proptest::prelude::*;
use spoilt::{Case, line_of};
use std::path::{Path, PathBuf};
use std::process::Command;
use ziping::form::{self, FormFault, Library};
use ziping::store::Forms;

const COUNTY: &str = include_str!("data/county.ron");
const BASE: &str = "mof-project-2020";

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The forms that are short, and the scorings known by name, come to what stood in each file before.
#[test]
fn short_forms_in_full_are_what_they_were() {
    for entry in std::fs::read_dir(below("tests/data/forms")).expect("a folder") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("a text");
        let before = form::parse(&text).expect("a form in full");
        assert_eq!(form::bundled(&before.id).as_deref(), Some(&before), "{}", before.id);
    }
}

/// What a report keeps needs no other form: it is read by itself, and in full it stays as it is.
#[test]
fn a_full_text_stands_by_itself() {
    let library = Library::bundled();
    let county = library.full(COUNTY).expect("in full").text;
    assert_eq!(library.full(COUNTY).expect("in full").text, county, "twice the same");
    for text in form::sources().map(str::to_string).chain([county]) {
        let form = form::parse(&text).expect("a form");
        let again = Library::default().full(&text).expect("in full");
        assert_eq!((&again.text, again.read().0), (&text, Some(form)));
    }
    assert!(form::parse(COUNTY).is_err(), "a short text by itself is no form");
}

#[test]
fn a_county_differs_where_it_says_so() {
    let county = form::parse(&Library::bundled().full(COUNTY).expect("in full").text).expect("a form");
    let mut wanted = form::Form::clone(&form::bundled(BASE).expect("bundled"));
    assert!(COUNTY.lines().count() <= 20, "a county's form is short");
    (wanted.id, wanted.place) = (county.id.clone(), "某省某县".into());
    wanted.title = "县级项目支出绩效自评".into();
    wanted.report_title = "{year}年度县级项目支出绩效自评表".into();
    wanted.limits.one_indicator = county.limits.one_indicator;
    assert_eq!(county.limits.one_indicator.plain(), "30%");
    for section in &mut wanted.sections {
        match &mut section.kind {
            form::Kind::Facts(facts) => facts
                .iter_mut()
                .filter(|fact| fact.id == "department")
                .for_each(|fact| fact.label = "县级主管部门".into()),
            form::Kind::Grid(grid) => grid
                .rows
                .iter_mut()
                .flat_map(|row| &mut row.rows)
                .filter(|row| row.id == "grant")
                .for_each(|row| row.label = "其中：县级财政拨款".into()),
            _ => {}
        }
    }
    assert_eq!(county, wanted);
}

#[test]
fn every_fault_is_named_in_its_file_and_line() {
    let library = Library::bundled();
    assert_eq!(library.lint(COUNTY), []);
    let cases: Vec<Case> = ron::from_str(include_str!("data/short.ron")).expect("cases");
    for case in cases {
        let (broken, line) = case.put_into(COUNTY);
        let (form, line) = case.base.as_ref().map_or((None, line), |(form, words)| {
            let file = std::fs::read_to_string(below(&format!("assets/forms/{form}.ron"))).expect("a form");
            (Some(form.as_str()), line_of(&file, file.find(words).expect("a line of the base")))
        });
        let faults = library.lint(&broken);
        let named = |fault: &FormFault| fault.form.as_deref() == form && fault.line == line && case.is_said_by(fault);
        assert!(faults.iter().any(named), "{}: not in {form:?} line {line}: {faults:#?}", case.fault);
        let told = faults.iter().find(|fault| named(fault)).map(ToString::to_string).expect("a fault");
        let begins = form.map_or(String::new(), |form| format!("底表 {form} "));
        assert!(told.starts_with(&format!("{begins}第{line}行：")), "{told}");
    }
}

/// What docs and the template show can be copied.
#[test]
fn the_examples_shown_are_without_fault() {
    let told = include_str!("../docs/forms.md");
    let shown = told.split("```\n").find(|block| block.contains("based_on:")).expect("an example");
    assert_eq!(Library::bundled().lint(shown), []);
    let template = include_str!("../assets/template.ron");
    let shown = template.lines().filter_map(|line| line.strip_prefix("//     "));
    let shown: Vec<&str> = shown.skip_while(|line| !line.contains("based_on:")).take(3).collect();
    assert_eq!(Library::bundled().lint(&shown.join("\n")), [], "{shown:#?}");
    let template = form::parse(template).expect("a form");
    let usual = "scoring: (like: \"usual\")";
    let full = Library::bundled().full(&COUNTY.replacen("limits:", &format!("{usual}, limits:"), 1)).expect("in full");
    assert_eq!(full.read().0.expect("a form").scoring, template.scoring, "the template explains what is usual");
}

/// Items are added, moved, left out and put in place of others; what has no names is put in place as a whole.
#[test]
fn items_are_added_moved_left_out_and_replaced() {
    let text = COUNTY.replacen(
        "    sections: [",
        r#"    figures: [(name: "自评得分", after: "项目名称"), (name: "预算执行率", replace: true, implied: AdjustmentRate)],
    paper: (bands: [Across(section: "goals", widths: [700, 768])]),
    sections: [
        (id: "goals", kind: Facts([(id: "achieved", before: "expected", limit: 300), (id: "later", after: "achieved", label: "下年目标", holds: Long)])),
        (id: "extra", after: "goals", short: "其他", title: "其他", tab: Report, kind: Facts([(id: "one", label: "一", holds: Text)])),"#,
        1,
    );
    // One width more: the paper must follow.
    let faults = Library::bundled().lint(&text);
    assert!(faults.is_empty(), "{faults:#?}");
    let form = form::parse(&Library::bundled().full(&text).expect("in full").text).expect("a form");
    let names: Vec<&str> = form.figures.iter().map(|figure| figure.name.as_str()).collect();
    assert_eq!(names, ["项目名称", "自评得分", "年初预算数", "全年预算数", "全年执行数", "预算执行率"]);
    assert!(form.figures.iter().all(|figure| figure.name != "预算执行率" || figure.at.is_none()));
    let ids: Vec<&str> = form.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["project", "funds", "goals", "extra", "scores"]);
    let goals = form.sections.iter().find(|section| section.id == "goals").expect("a section");
    let form::Kind::Facts(goals) = &goals.kind else { panic!("facts") };
    let told: Vec<_> = goals.iter().map(|fact| (fact.id.as_str(), fact.label.as_str(), fact.limit)).collect();
    assert_eq!(
        told,
        [("achieved", "实际完成情况", Some(300)), ("later", "下年目标", None), ("expected", "预期目标", None)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    /// A spoilt short form is refused with a line of its own or its base's, or it can be used.
    #[test]
    fn a_spoilt_short_form_is_refused_or_usable(
        from in 0usize..800, length in 0usize..12,
        by in prop_oneof![any::<String>(), r#"[a-z0-9"(),:{}\[\]%/*# -]{0,6}"#, Just(String::new())],
    ) {
        let letters: Vec<char> = COUNTY.chars().collect();
        let (from, to) = (from.min(letters.len()), (from + length).min(letters.len()));
        let part = |letters: Option<&[char]>| letters.unwrap_or_default().iter().collect::<String>();
        let broken = part(letters.get(..from)) + &by + &part(letters.get(to..));
        match Library::bundled().full(&broken) {
            Ok(full) => prop_assert_eq!(full.read().1.is_empty(), form::parse(&full.text).is_ok()),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
        let lines = broken.split('\n').count();
        let fits = |fault: &FormFault| fault.form.is_some() || (1..=lines).contains(&fault.line);
        prop_assert!(Library::bundled().lint(&broken).iter().all(fits));
    }
}

#[test]
fn brackets_without_end_are_refused() {
    for text in [&"(".repeat(100_000), &"[".repeat(100_000), &"(a:".repeat(100_000), "(based_on: \"", "(based_on: r#\""]
    {
        assert!(!Library::bundled().lint(&format!("based_on: {text}")).is_empty());
        assert!(!Library::bundled().lint(&format!("(based_on: {text}")).is_empty());
    }
}

/// A form may be based on one that itself is short; its faults then are those of whichever file they stand in.
#[test]
fn a_town_is_based_on_a_county() {
    let mut library = Library::bundled().clone();
    library.add(library.full(COUNTY).expect("in full"));
    let town = r#"(
    based_on: (id: "county-project", edition: 1), id: "town-project", edition: 1, place: "某镇",
    sections: [(id: "project", kind: Facts([(id: "unit", label: "实施村居")]))],
)"#;
    assert_eq!(library.lint(town), []);
    let form = form::parse(&library.full(town).expect("in full").text).expect("a form");
    assert_eq!((form.title.as_str(), form.limits.one_indicator.plain()), ("县级项目支出绩效自评", "30%".into()));
    let broken = town.replacen("(id: \"unit\", label: \"实施村居\")", "(id: \"name\", leave_out: true)", 1);
    let told: Vec<String> = library.lint(&broken).iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|fault| fault.starts_with("底表 mof-project-2020 第")), "{told:#?}");
}

/// A folder's files may be based on each other in any order; two that go in a circle are both refused as such, and what
/// is based on them is told that they cannot be used.
#[test]
fn a_folder_holds_short_forms() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    let town = COUNTY.replacen(BASE, "county-project", 1).replacen("\"county-project\",\n", "\"town-project\",\n", 1);
    put("a-town.ron", &town);
    put("b-county.ron", COUNTY);
    put("c.ron", &town.replacen("county-project", "turn", 1).replacen("town-project", "round", 1));
    put("d.ron", &town.replacen("county-project", "round", 1).replacen("town-project", "turn", 1));
    put("e.ron", &town.replacen("county-project", "turn", 1).replacen("town-project", "beside", 1));
    put("f.ron", &town.replacen("county-project", "itself", 1).replacen("town-project", "itself", 1));
    let forms = Forms::with_folder(Some(folder.path()));
    for id in ["county-project", "town-project"] {
        let known = forms.find(id).unwrap_or_else(|| panic!("{id}: {:?}", forms.faults));
        assert_eq!(form::parse(&known.text).as_ref(), Ok(&*known.form), "a report keeps the whole of it");
    }
    let says = [
        "c.ron 不能用：第4行：底表绕成了一圈：round 以 turn 为底，turn 以 round 为底。",
        "d.ron 不能用：第4行：底表绕成了一圈：turn 以 round 为底，round 以 turn 为底。",
        "e.ron 不能用：第4行：底表 turn 自己有错误",
        "f.ron 不能用：第4行：底表绕成了一圈：itself 以 itself 为底。",
    ];
    assert_eq!(forms.faults.len(), says.len(), "{:?}", forms.faults);
    assert!(forms.faults.iter().zip(says).all(|(fault, says)| fault.contains(says)), "{:#?}", forms.faults);
}

/// Of two forms of one name and edition that differ, the second is not taken, and that is said; the same once more is
/// no fault.
#[test]
fn another_form_of_the_same_edition_is_not_taken_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    let own = form::bundled_text(BASE).expect("bundled");
    put("same.ron", &format!("// 存了一份。\n{own}"));
    put("other.ron", &own.replacen("title: \"", "title: \"本区", 1));
    let forms = Forms::with_folder(Some(folder.path()));
    assert_eq!(forms.faults.len(), 1, "{:?}", forms.faults);
    let fault = forms.faults.concat();
    assert!(fault.contains("other.ron") && fault.contains("第1版") && fault.contains("edition"), "{fault}");
    assert_eq!(forms.find(BASE).map(|known| &*known.form), form::bundled(BASE).as_deref());
}

/// The program in a folder with the county's form beside it.
struct Program(tempfile::TempDir);

impl Program {
    fn new() -> Self {
        // Where it was built, so that it need not be copied.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        std::fs::hard_link(env!("CARGO_BIN_EXE_ziping"), folder.path().join("ziping")).expect("the program");
        std::fs::create_dir(folder.path().join("forms")).expect("a folder");
        std::fs::write(folder.path().join("forms/county.ron"), COUNTY).expect("written");
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(self.0.path().join("ziping"));
        let command = command.args(arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        let ran = command.output().expect("the program starts");
        assert!(ran.stderr.is_empty(), "{}", String::from_utf8_lossy(&ran.stderr));
        (ran.status.code(), String::from_utf8(ran.stdout).expect("UTF-8"))
    }
}

/// What the county's office wants it says itself; what it does not say stays the base's.
#[test]
fn a_county_says_what_its_office_wants() {
    let wanted =
        |text: &str| form::parse(&Library::bundled().full(text).expect("in full").text).expect("a form").submission;
    let says = COUNTY.replace("    sections: [\n", "    submission: (files: [Pdf, Report]),\n    sections: [\n");
    assert_eq!(wanted(COUNTY), form::Submission::default());
    let files = vec![form::SubmittedFile::Pdf, form::SubmittedFile::Report];
    assert_eq!(wanted(&says), form::Submission { files, ..form::Submission::default() });
}

/// A county's form is linted, offered, filled in, checked and printed like any other; its limit is heard.
#[test]
fn a_county_fills_in_its_form() {
    let program = Program::new();
    let (file, other) = (program.path("县.zpb"), program.path("部.zpb"));
    assert_eq!(program.run(&["forms", "--lint", &program.path("forms/county.ron")]).0, Some(0));
    assert!(program.run(&["forms"]).1.contains("county-project\t某省某县\t县级项目支出绩效自评\t2020年起"));
    assert!(program.run(&["forms", "county-project"]).1.contains("县级财政拨款"));
    let cells = program.path("cells.tsv");
    let row = "scores/quantity-1";
    let lines = [("name", "培训"), ("target", "≥4次"), ("actual", "4次"), ("weight", "25"), ("score", "25")];
    let lines: Vec<String> = lines.iter().map(|(column, text)| format!("{row}/{column}\t{text}")).collect();
    std::fs::write(&cells, format!("project/department\t县民政局\n{}", lines.join("\n"))).expect("written");
    let found = [(&file, "county-project"), (&other, BASE)].map(|(file, form)| {
        assert_eq!(program.run(&["new", form, "--year", "2024", "--out", file]).0, Some(0));
        assert_eq!(program.run(&["fill", file, "--cells", &cells]).0, Some(0));
        program.run(&["check", file, "--json"]).1
    });
    assert_eq!(found.map(|found| found.contains("weight-on-one-indicator")), [false, true]);
    // The file opens where the county's form is not.
    let opened = ziping::store::open(Path::new(&file)).expect("opens");
    assert_eq!(opened.form.title, "县级项目支出绩效自评");
    assert_eq!(form::parse(&opened.form_text).as_ref(), Ok(&*opened.form));
    #[cfg(feature = "print")]
    {
        let (code, _) = program.run(&["print", &file, "--out", &program.path(""), "--as", "pdf,docx,xlsx"]);
        assert!(matches!(code, Some(0 | 1)), "{code:?}");
        assert!(std::fs::read(program.path("县.pdf")).expect("a PDF").starts_with(b"%PDF-"));
        let sheet = ziping::sheet::derive(&opened.form, &opened.report);
        let manuscript = ziping::output::Manuscript::new(&opened.form, &sheet, ziping::output::Stamp::default());
        let manuscript = format!("{manuscript:?}");
        for words in ["2024年度县级项目支出绩效自评表", "县级主管部门", "其中：县级财政拨款", "县民政局"]
        {
            assert!(manuscript.contains(words), "{words}");
        }
    }
}
