//! What the documents say is there: every rule in order, every bundled form, limit, key and source file, and what links
//! lead to.
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use ziping::{check, form};

const README: &str = include_str!("../README.md");
const RULES: &str = include_str!("../docs/rules.md");
const FORMS: &str = include_str!("../docs/forms.md");
#[cfg(feature = "screen")]
const CLERK: &str = include_str!("../docs/clerk.md");

/// It is read in one sitting.
#[test]
fn the_readme_is_short() {
    let lines = README.lines().count();
    assert!(lines <= 150, "README.md has {lines} lines. What not everybody needs belongs into docs.");
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["", "docs", "fonts", "packaging"].map(|name| root.join(name));
    let all = folders.iter().filter(|folder| folder.is_dir()).flat_map(|folder| files(folder));
    let documents: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    let mut astray = Vec::new();
    for document in &documents {
        let text = std::fs::read_to_string(document).expect("a text");
        let links = prose(&text).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
            let target = if path.is_empty() { document.clone() } else { document.with_file_name(path) };
            let headed = |heading| std::fs::read_to_string(&target).is_ok_and(|text| has_heading(&text, heading));
            if !target.exists() || heading.is_some_and(|heading| !headed(heading)) {
                astray.push(format!("{}: {link}", document.strip_prefix(root).expect("inside").display()));
            }
        }
    }
    assert!(documents.len() > 8 && astray.is_empty(), "links that lead nowhere: {astray:#?}");
}

/// The lines that are no code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").step_by(2).flat_map(str::lines)
}

/// A heading that is reached by that anchor, as GitHub makes anchors.
fn has_heading(text: &str, anchor: &str) -> bool {
    prose(text).filter(|line| line.starts_with('#')).any(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let made = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        made.map(|c| if c == ' ' { '-' } else { c }).eq(anchor.chars())
    })
}

#[test]
fn every_rule_is_listed_in_order() {
    let mut list =
        String::from("| No. | rule | severity | looks for | because | says who |\n|---|---|---|---|---|---|\n");
    for rule in check::rules() {
        let (severity, source) = (rule.severity.word(), rule.authority.words());
        writeln!(list, "| {} | `{}` | {severity} | {} | {} | {source} |", rule.number, rule.id, rule.title, rule.basis)
            .expect("a line");
    }
    compare(("docs/rules.md", RULES), "rules", &list);
}

#[test]
fn every_bundled_form_is_listed() {
    let mut list = String::from("| name | place | form | from |\n|---|---|---|---|\n");
    for text in form::sources() {
        let form = form::parse(text).expect("a bundled form is in order");
        writeln!(list, "| `{}` | {} | {} | {} |", form.id, form.place, form.title, form.from_year).expect("a line");
    }
    compare(("README.md", README), "forms", &list);
}

/// What a limit is where a form says nothing of it.
#[test]
fn every_limit_is_listed_with_its_usual_figure() {
    let usual = ron::to_string(&form::Limits::default()).expect("a text");
    let usual = usual.trim_matches(['(', ')']).replace('"', "");
    let told = inside(FORMS, "limits").expect("a list").lines().skip(2).map(|row| {
        let mut row = row.split('|').map(str::trim).skip(1);
        format!("{}:{}", row.next().expect("a name").trim_matches('`'), row.next().expect("a figure"))
    });
    assert_eq!(told.collect::<Vec<_>>(), usual.split(',').collect::<Vec<_>>());
}

/// What a document says between two marks.
fn inside<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    Some(text.split_once(&open)?.1.split_once(&close)?.0)
}

#[cfg(feature = "screen")]
#[test]
fn every_key_is_listed_in_the_order_of_the_menus() {
    let keys = ziping::app::listed_keys();
    let mut list = String::from("| 按键 | 命令 |\n|---|---|\n");
    for (keys, words) in &keys {
        writeln!(list, "| {keys} | {words} |").expect("a line");
    }
    compare(("docs/clerk.md", CLERK), "keys", &list);
}

fn compare((file, text): (&str, &str), name: &str, list: &str) {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    assert!(
        inside(text, name) == Some(list),
        "{file} does not list the {name} as the program has them. These lines belong there:\n\n{open}{list}{close}"
    );
}

#[test]
fn every_source_file_has_its_line_in_the_house() {
    let house = include_str!("../ARCHITECTURE.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in files(&root).filter(|path| path.is_dir()) {
        let name = format!("\n  {}/ ", folder.file_name().and_then(|n| n.to_str()).expect("a name"));
        let inside = house.split_once(&name).unwrap_or_else(|| panic!("ARCHITECTURE.md lacks {name}")).1;
        // As far as the next folder.
        let inside: Vec<&str> = inside.lines().skip(1).take_while(|line| line.starts_with("    ")).collect();
        let inside = inside.join("\n");
        let stem = |path: PathBuf| path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_string();
        let mut there: Vec<String> = below(&folder).into_iter().map(stem).filter(|name| name != "mod").collect();
        let words = inside.split_whitespace();
        let mut told: Vec<String> = words.filter_map(|word| word.strip_suffix(".rs")).map(str::to_string).collect();
        there.sort();
        told.sort();
        assert_eq!(told, there, "ARCHITECTURE.md, the house, src{name}");
    }
}

/// The files in a folder and in those within it.
fn below(folder: &Path) -> Vec<PathBuf> {
    files(folder).flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
}
