//! The layers, read from the sources: what a file imports, names and writes out is what its place allows.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each layer and the ones it may know beside itself. Whoever adds a folder under src says here where it stands.
const KNOWS: [(&str, &[&str]); 14] = [
    ("value", &[]),
    ("form", &["value"]),
    ("report", &["value", "form"]),
    ("sheet", &["value", "form", "report"]),
    ("carry", &["value", "form", "report", "sheet"]),
    ("check", &["value", "form", "report", "sheet", "carry"]),
    ("desk", &["value", "form", "report", "sheet", "carry", "check"]),
    ("store", &["value", "form", "report"]),
    ("output", &["value", "form", "report", "sheet", "check"]),
    ("intake", &["value", "form", "report", "sheet"]),
    ("spool", &[]),
    ("export", &["value", "form", "report", "sheet", "check", "store", "output"]),
    (
        "app",
        &[
            "value", "form", "report", "sheet", "check", "desk", "store", "output", "export", "spool", "intake",
            "carry", "cli",
        ],
    ),
    (
        "cli",
        &["value", "form", "report", "sheet", "check", "desk", "store", "output", "export", "intake", "carry", "app"],
    ),
];

/// Names, and the only folders or files in which they may stand.
const NAMES: [(&[&str], &[&str]); 6] = [
    (&["egui", "eframe", "rfd", "opener", "arboard"], &["app/"]),
    (&["typst", "typst_layout", "typst_pdf", "typst_render", "comemo", "fontdb", "ttf_parser"], &["output/"]),
    (&["fs", "tempfile"], &["store/", "app/", "cli/"]),
    // Of a PDF it is only asked whether the library can live with the clock.
    (&["Local", "Utc", "SystemTime", "Instant"], &["app/", "cli/", "spool/", "intake/pdf/mod.rs"]),
    (&["env", "directories"], &["app/", "cli/", "store/settings.rs", "spool/cups.rs"]),
    // Money, rates and points are exact; only what is drawn is not.
    (&["f32", "f64"], &["app/", "output/", "export/", "cli/", "intake/pdf/"]),
];

/// The files that take in the forms, the layouts and the sample: there alone their names stand.
const INCLUDING: [&str; 4] =
    ["form/library.rs", "output/layout.rs", "app/document/opened.rs", "intake/recognise/names.rs"];

/// A source file without its tests: the code with comments and literals taken out, and the literals by line.
struct Source {
    /// Below src: `value/date.rs`.
    path: String,
    code: String,
    /// The line as it stands, and the string in it.
    literals: Vec<(String, String)>,
}

impl Source {
    fn read(path: &str, text: &str) -> Self {
        // Unit tests stand last in their file, and may write what they like.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let (mut code, mut literals) = (String::new(), Vec::new());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let before = code.chars().last().is_some_and(|c| c.is_alphanumeric() || c == '_');
            let hashes = rest[c.len_utf8()..].chars().take_while(|c| *c == '#').count();
            let raw = c == 'r' && !before && rest[1 + hashes..].starts_with('"');
            let skip = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if c == '"' || raw {
                let (open, close) =
                    if raw { (2 + hashes, format!("\"{}", "#".repeat(hashes))) } else { (1, "\"".into()) };
                let length = end_of(&rest[open..], &close, raw);
                let line = &text[..text.len() - rest.len()];
                let line = text.lines().nth(line.matches('\n').count()).unwrap_or_default();
                literals.push((line.to_string(), rest[open..open + length].to_string()));
                code.push_str("\"\"");
                open + length + close.len()
            } else if c == '\'' && rest[1..].starts_with('\\') {
                3 + rest[3..].find('\'').unwrap_or_default()
            } else if c == '\'' && rest.chars().nth(2) == Some('\'') {
                rest.char_indices().nth(3).map_or(rest.len(), |(i, _)| i)
            } else {
                code.push(c);
                c.len_utf8()
            };
            rest = &rest[skip..];
        }
        Self { path: path.into(), code, literals }
    }

    fn layer(&self) -> &str {
        self.path.split_once('/').map_or("", |(layer, _)| layer)
    }

    /// The layers it names: what follows `crate::`, or as many `super::` as lead there.
    fn knows(&self) -> Vec<String> {
        let up = if self.path.ends_with("/mod.rs") { "super::" } else { "super::super::" };
        let code: String = self.code.replace(up, "crate::").split_whitespace().collect();
        code.split("crate::").skip(1).flat_map(first_names).collect()
    }

    /// The words of its code; names of macros are not among them.
    fn words(&self) -> impl Iterator<Item = &str> {
        let ends = |(i, c): (usize, char)| (!c.is_alphanumeric() && c != '_').then_some((i, c));
        let mut from = 0;
        let ends = self.code.char_indices().filter_map(ends).map(move |(i, c)| {
            let word = from..i;
            from = i + c.len_utf8();
            (word, c)
        });
        ends.filter(|(word, end)| !word.is_empty() && *end != '!').map(|(word, _)| &self.code[word])
    }

    /// Its place among the modules: `value`, `date`.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        path.split('/').filter(|name| !matches!(*name, "lib" | "main")).collect()
    }

    /// The paths it names that begin with `crate`, `super` or `self`.
    fn paths(&self) -> Vec<Vec<&str>> {
        let begins = |c: &usize| !self.code[..*c].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c));
        let starts = ["crate::", "super::", "self::"].into_iter().flat_map(|word| self.code.match_indices(word));
        starts.map(|(at, _)| at).filter(begins).flat_map(|at| path_tree(&self.code[at..]).0).collect()
    }

    /// The types it defines.
    fn types(&self) -> Vec<&str> {
        let defining = |line: &&str| {
            let line = line.trim_start_matches(' ').trim_start_matches("pub ");
            let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            ["struct ", "enum ", "union ", "trait "].iter().any(|word| line.starts_with(word))
        };
        // An associated type belongs to its trait: only those that stand by themselves count.
        let alias = |line: &&str| {
            ["type ", "pub type ", "pub(crate) type ", "pub(super) type "].iter().any(|word| line.starts_with(word))
        };
        let lines = self.code.lines().filter(|line| defining(line) || alias(line));
        let names = lines.filter_map(|line| {
            let (_, name) =
                ["struct ", "enum ", "union ", "trait ", "type "].iter().find_map(|word| line.split_once(word))?;
            name.split(|c: char| !c.is_alphanumeric() && c != '_').next()
        });
        names.collect()
    }

    fn may(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    /// What in it is against the rules of its place, in words.
    fn faults(&self, names: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |says: String| faults.push(format!("src/{}: {says}", self.path));
        if let Some((_, known)) = KNOWS.iter().find(|(layer, _)| *layer == self.layer()) {
            for layer in self.knows() {
                let is_layer = KNOWS.iter().any(|(name, _)| *name == layer);
                if is_layer && layer != self.layer() && !known.contains(&layer.as_str()) {
                    fault(format!("knows {layer}"));
                }
            }
        } else if !self.layer().is_empty() {
            fault("stands in no layer".into());
        }
        for word in self.words() {
            for (words, places) in NAMES {
                if words.contains(&word) && !self.may(places) {
                    fault(format!("names {word}"));
                }
            }
            if word.parse().is_ok_and(|year: u32| (2001..2100).contains(&year)) && !self.may(&INCLUDING) {
                fault(format!("names the year {word}"));
            }
        }
        for (line, literal) in &self.literals {
            for name in names.iter().filter(|name| literal.contains(name.as_str())) {
                let included = self.may(&INCLUDING)
                    && line.contains("include_str!(\"../")
                    && (literal == name || literal.contains("../../assets/"));
                if !included {
                    fault(format!("writes out {name}"));
                }
            }
            // The names of a format are not years of a form.
            let of_a_format = ["http://schemas.", "http://www.ofdspec.org/", "http://www.w3.org/"]
                .iter()
                .any(|known| literal.starts_with(known));
            let literal = if of_a_format { "" } else { literal };
            // The year in 〔〕 is part of a document's number.
            let literal =
                literal.split('〕').map(|part| part.split('〔').next().unwrap_or_default()).collect::<String>();
            let digits = literal.split(|c: char| !c.is_ascii_digit());
            if digits.filter_map(|n| n.parse::<u32>().ok()).any(|n| (2001..2100).contains(&n)) && !self.may(&INCLUDING)
            {
                fault(format!("writes out a year: {literal}"));
            }
        }
        let colours = self.code.contains("Color32::from_") || self.code.contains("hex_color!");
        if colours && self.path != "app/theme.rs" {
            fault("mixes a colour of its own".into());
        }
        faults
    }
}

/// How far a literal goes: to `close`, skipping what a backslash hides.
fn end_of(text: &str, close: &str, raw: bool) -> usize {
    let mut at = 0;
    while at < text.len() && !text[at..].starts_with(close) {
        let step = text[at..].chars().take(if !raw && text[at..].starts_with('\\') { 2 } else { 1 });
        at += step.map(char::len_utf8).sum::<usize>();
    }
    at
}

/// `form` of `form::{self,Form}…`, and each first name of `{check::run,desk}…`.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut names, mut fresh) = (0, Vec::new(), true);
    for (i, c) in group.char_indices() {
        if fresh && depth == 0 {
            names.push(name(&group[i..]));
        }
        fresh = c == ',';
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// The forms' ids, and the places they are for, piece by piece: 湖南, 株洲, 芦淞.
fn names_of_forms() -> Vec<String> {
    let forms = ziping::form::sources().map(|text| ziping::form::parse(text).expect("a bundled form"));
    let names = forms.flat_map(|form| {
        let pieces = form.place.split(['省', '市', '区', '县']).filter(|piece| !piece.is_empty());
        pieces.map(String::from).chain([form.id.to_string()]).collect::<Vec<_>>()
    });
    names.collect()
}

fn every_source() -> Vec<Source> {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

fn sources(folder: &Path, into: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("below src");
            let below = below.to_string_lossy().replace('\\', "/");
            into.push(Source::read(&below, &std::fs::read_to_string(&path).expect("a text")));
        }
    }
}

/// The files of the crate by their place among the modules, and what modules hand on under their own name.
struct Modules<'s> {
    files: BTreeMap<Vec<&'s str>, &'s Source>,
    handed_on: BTreeMap<Vec<&'s str>, Vec<&'s str>>,
}

impl<'s> Modules<'s> {
    fn of(all: &'s [Source]) -> Self {
        let files = all.iter().map(|source| (source.module(), source)).collect();
        let handed = all.iter().flat_map(|source| {
            let me = source.module();
            let uses = source.code.match_indices("pub use ").chain(source.code.match_indices("pub(crate) use "));
            let paths = uses.flat_map(|(at, words)| path_tree(&source.code[at + words.len()..]).0);
            let paths: Vec<(Vec<&str>, Vec<&str>)> = paths
                .filter_map(|path| {
                    let own = [me.clone(), vec![*path.last()?]].concat();
                    let named = matches!(path.first(), Some(&("crate" | "super" | "self")));
                    Some((own, if named { absolute(&me, &path) } else { [me.clone(), path].concat() }))
                })
                .collect();
            paths
        });
        Self { files, handed_on: handed.collect() }
    }

    /// The file in which what stands at a path is written down.
    fn file_of(&self, path: &[&'s str]) -> Option<&'s Source> {
        let mut path = path.to_vec();
        // A module hands on what another hands on to it, a few times at most.
        for _ in 0..8 {
            let module = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
            let handed = path.get(..=module).and_then(|own| self.handed_on.get(own)).filter(|to| **to != path);
            let Some(to) = handed else { return self.files.get(&path[..module]).copied() };
            path = [to.as_slice(), &path[module + 1..]].concat();
        }
        None
    }

    /// What each file imports from others. A module and what stands within it belong together.
    fn imports(&self) -> BTreeMap<&'s str, BTreeSet<&'s str>> {
        let imports = self.files.iter().map(|(me, source)| {
            let own = |other: &Source| {
                let there = other.module();
                let (inner, outer) = if there.len() > me.len() { (&there, me) } else { (me, &there) };
                inner.starts_with(outer)
            };
            let others = source.paths().into_iter().filter_map(|path| self.file_of(&absolute(me, &path)));
            let others = others.filter(|other| !own(other)).map(|other| other.path.as_str());
            (source.path.as_str(), others.collect())
        });
        imports.collect()
    }

    /// Every import by which two files come to import each other, straight or by way of others.
    fn loops(&self) -> Vec<String> {
        let imports = self.imports();
        let reach = |from: &'s str| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
            while let Some(file) = open.pop() {
                open.extend(imports[file].iter().filter(|other| seen.insert(**other)));
            }
            seen
        };
        let reached: BTreeMap<&str, BTreeSet<&str>> = imports.keys().map(|file| (*file, reach(file))).collect();
        let all = imports.iter().flat_map(|(file, others)| others.iter().map(move |other| (*file, *other)));
        all.filter(|(file, other)| reached[other].contains(file))
            .map(|(file, other)| format!("src/{file} imports src/{other}, which comes back to it"))
            .collect()
    }
}

/// A path as it reads from the crate's root.
fn absolute<'s>(me: &[&'s str], path: &[&'s str]) -> Vec<&'s str> {
    let up = path.iter().filter(|name| **name == "super").count();
    let base = if path.first() == Some(&"crate") { &[] } else { &me[..me.len().saturating_sub(up)] };
    let rest = path.iter().filter(|name| !matches!(**name, "crate" | "super" | "self"));
    base.iter().chain(rest).copied().collect()
}

/// The paths that a text begins with, `a::{b, c::d}` being two, and what is left of it.
fn path_tree(text: &str) -> (Vec<Vec<&str>>, &str) {
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    let Some(deeper) = rest.strip_prefix("::") else { return (vec![vec![name]], rest) };
    let (inner, rest) = match deeper.strip_prefix('{') {
        None => path_tree(deeper),
        Some(mut group) => {
            let mut all = Vec::new();
            loop {
                group = group.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
                if group.is_empty() || group.starts_with('}') {
                    break (all, group.get(1..).unwrap_or_default());
                }
                let (paths, rest) = path_tree(group);
                all.extend(paths);
                let end = rest.find([',', '}']).unwrap_or(rest.len());
                group = &rest[end..];
            }
        }
    };
    (inner.into_iter().map(|path| [vec![name], path].concat()).collect(), rest)
}

#[test]
fn every_source_keeps_to_its_place() {
    let (all, names) = (every_source(), names_of_forms());
    assert!(KNOWS.iter().all(|(layer, _)| all.iter().any(|source| source.layer() == *layer)), "a layer is gone");
    assert!(INCLUDING.iter().all(|path| all.iter().any(|source| source.path == *path)), "a file is gone");
    let faults: Vec<String> = all.iter().flat_map(|source| source.faults(&names)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_out_of_place_is_seen() {
    let names = names_of_forms();
    let seen = |path: &str, text: &str| Source::read(path, text).faults(&names).join("\n");
    for (path, text, says) in [
        ("value/a.rs", "use crate::form::Form;", "knows form"),
        ("sheet/a.rs", "use crate::{form::Form, check::{self, run}};", "knows check"),
        ("check/mod.rs", "use super::desk;", "knows desk"),
        ("check/a.rs", "fn f() { super::super::app::run() }", "knows app"),
        ("store/a.rs", "use crate::\n    output;", "knows output"),
        ("output/a.rs", "use crate::store::{ENDING};", "knows store"),
        ("scratch/a.rs", "", "stands in no layer"),
        ("desk/a.rs", "fn f(ui: &mut eframe::egui::Ui) {}", "names egui"),
        ("check/a.rs", "use std::{fs, io};", "names fs"),
        ("store/a.rs", "use chrono::{Local};", "names Local"),
        ("store/write.rs", "let place = std::env::var(\"A\");", "names env"),
        ("sheet/a.rs", "fn f(x: f64) {}", "names f64"),
        ("value/a.rs", "let quote = '\"'; use typst::World; // '\"'", "names typst"),
        ("app/a.rs", "if form.id == \"hunan-lusong-2023\" {}", "writes out hunan-lusong-2023"),
        ("form/library.rs", "if id == \"hunan-lusong-2023\" {}", "writes out hunan-lusong-2023"),
        ("check/a.rs", "let place = r#\"芦淞区\"#;", "writes out 芦淞"),
        ("check/a.rs", "let known = year == 2024;", "names the year 2024"),
        ("check/a.rs", "say(\"截止2024年\")", "writes out a year"),
        ("check/a.rs", "say(\"财预〔10〕2024年\")", "writes out a year"),
        ("app/a.rs", "Color32::from_gray(3)", "mixes a colour"),
    ] {
        assert!(seen(path, text).contains(says), "{path}: {text}: “{}”", seen(path, text));
    }
    for (path, text) in [
        ("check/a.rs", "//! 芦淞区, std::fs, f64\nuse crate::{form::{Form, Role}, value::Money}; use super::Look;"),
        ("value/a.rs", "fn first<'t>(text: &'t str) -> char { '\\'' } // use crate::desk;"),
        ("value/a.rs", "const HINT: &str = \"use crate::desk; \\\" std::fs\";"),
        ("value/a.rs", "fn f() {}\n#[cfg(test)]\nmod tests { const DAY: &str = \"2024-03-15\"; }"),
        ("store/a.rs", "const APP: &str = env!(\"CARGO_PKG_VERSION\");"),
        ("form/library.rs", "[include_str!(\"../../assets/forms/hunan-lusong-2023.ron\")]"),
        ("app/theme.rs", "Color32::from_gray(3)"),
        ("check/a.rs", "rests_on(\"财预〔2020〕10号\")"),
        ("output/a.rs", "const W: &str = \"http://schemas.openxmlformats.org/wordprocessingml/2006/main\";"),
    ] {
        assert_eq!(seen(path, text), "", "{path}: {text}");
    }
}

#[test]
fn no_two_files_import_each_other() {
    let all = every_source();
    let modules = Modules::of(&all);
    // A reader of imports that sees none would find no loop.
    assert!(modules.imports().values().map(BTreeSet::len).sum::<usize>() > all.len(), "the imports are not seen");
    let loops = modules.loops();
    assert!(loops.is_empty(), "{}", loops.join("\n"));
}

#[test]
fn a_loop_of_imports_is_seen() {
    let loops = |files: &[(&str, &str)]| {
        let all: Vec<Source> = files.iter().map(|(path, text)| Source::read(path, text)).collect();
        Modules::of(&all).loops().len()
    };
    let far = ("form/mod.rs", "pub use cell::Cell;");
    assert_eq!(loops(&[("value/a.rs", "use crate::form::Cell;"), far, ("form/cell.rs", "use crate::value::a;")]), 2);
    assert_eq!(loops(&[("value/a.rs", "use super::b::{X, y::Z};"), ("value/b.rs", "fn f() { super::a::g() }")]), 2);
    let round =
        [("a.rs", "use crate::b::X;"), ("b.rs", "use crate::{a::{self as _}, c::Y};"), ("c.rs", "use super::a;")];
    assert_eq!(loops(&round), 4);
    assert_eq!(loops(&[("a/mod.rs", "mod b;"), ("a/b.rs", "use super::X;"), ("c.rs", "use crate::a::b::Y;")]), 0);
}

/// In another layer a file of the same name is about the same thing there: a grid of the form, of the sheet, on paper.
#[test]
fn no_file_has_the_name_of_another_of_its_layer() {
    let all = every_source();
    let mut places: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for source in &all {
        let name = source.path.rsplit('/').next().expect("a name");
        if name != "mod.rs" {
            places.entry((source.layer(), name)).or_default().push(&source.path);
        }
    }
    assert!(places.len() > 200, "the files are not seen: {}", places.len());
    let twice: Vec<String> = places.into_values().filter(|files| files.len() > 1).map(|f| f.join(", ")).collect();
    assert!(twice.is_empty(), "one word has one meaning:\n{}", twice.join("\n"));
}

#[test]
fn no_type_has_the_name_of_another() {
    let all = every_source();
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in &all {
        for name in source.types() {
            places.entry(name).or_default().push(&source.path);
        }
    }
    assert!(places.len() > 300, "the types are not seen: {}", places.len());
    let twice = places.iter().filter(|(_, files)| files.len() > 1);
    let twice: Vec<String> = twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    assert!(twice.is_empty(), "one word has one meaning:\n{}", twice.join("\n"));
}

/// A file of tests that no suite names would never be run.
#[test]
fn every_file_of_tests_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = |folder: &Path| -> Vec<String> {
        let names = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").file_name());
        names.filter_map(|name| Some(name.to_str()?.strip_suffix(".rs")?.to_string())).collect()
    };
    let read = |path: &Path| std::fs::read_to_string(path).expect("a text");
    let suites = files(&folder.join("suite"));
    let cargo = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"));
    for suite in &suites {
        assert!(cargo.contains(&format!("path = \"tests/suite/{suite}.rs\"")), "Cargo.toml does not name {suite}");
    }
    let named: String = suites.iter().map(|suite| read(&folder.join("suite").join(format!("{suite}.rs")))).collect();
    for file in files(&folder) {
        assert_eq!(named.matches(&format!("#[path = \"../{file}.rs\"]\n")).count(), 1, "{file} stands in one suite");
    }
}
