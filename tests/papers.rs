//! Papers in the manner of those that places make public, each laid out as a Word file and as workbooks, read on
//! the form of its own kind and on the nearest of another place: how many filled cells are right, flagged, wrong and lost.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test may fail, and its figures are to be seen")]

use crate::laid;
use crate::made;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use ziping::form::{bundled, parse, sources};
use ziping::intake::{Document, DocumentBlock, ImportPlan, Place, read, recognise};

/// What should come of a paper on a form.
#[derive(Clone, Default)]
struct Expected {
    form: String,
    year: Option<i32>,
    /// Every filled cell that the form has.
    cells: BTreeMap<String, String>,
    /// Those that must be flagged.
    flagged: Vec<String>,
    /// Texts that the form has no cell for: they must be listed.
    homeless: Vec<String>,
}

/// What should come of a paper, form by form; the first is its own.
fn expected(text: &str) -> Vec<Expected> {
    let mut all: Vec<Expected> = Vec::new();
    let mut columns: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for block in text.split("\n>>> ").skip(1) {
        let (form, lines) = block.split_once('\n').expect("cells");
        let mut one = Expected { form: form.trim().into(), ..Expected::default() };
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            one.line(line, &mut columns, &all);
        }
        all.push(one);
    }
    all
}

impl Expected {
    fn line<'t>(&mut self, line: &'t str, columns: &mut BTreeMap<&'t str, Vec<&'t str>>, before: &[Self]) {
        if let Some(form) = line.strip_prefix("like ") {
            // The same cells, but for what is said below.
            let other = before.iter().find(|other| other.form == form).expect("a form above").clone();
            *self = Self { form: std::mem::take(&mut self.form), flagged: Vec::new(), homeless: Vec::new(), ..other };
        } else if let Some(renamed) = line.strip_prefix("~ ") {
            let (from, to) = renamed.split_once(' ').expect("two names");
            let renamed = |at: String| at.strip_prefix(from).map_or(at.clone(), |rest| format!("{to}{rest}"));
            self.cells = std::mem::take(&mut self.cells).into_iter().map(|(at, text)| (renamed(at), text)).collect();
        } else if let Some(gone) = line.strip_prefix("x ") {
            self.cells.retain(|at, _| !at.starts_with(gone));
        } else if let Some(named) = line.strip_prefix("@ ") {
            let (section, names) = named.split_once(' ').expect("columns");
            columns.insert(section, names.split(' ').collect());
        } else if let Some(at) = line.strip_prefix("? ") {
            self.flagged.push(at.into());
        } else if let Some(text) = line.strip_prefix("- ") {
            self.homeless.push(text.replace("\\n", "\n"));
        } else if let Some(year) = line.strip_prefix("year = ") {
            self.year = Some(year.parse().expect("a year"));
        } else if let Some((at, text)) = line.split_once(" = ").filter(|(at, _)| !at.contains(':')) {
            self.cells.insert(at.into(), text.replace("\\n", "\n"));
        } else {
            let (row, texts) = line.split_once(':').expect("a row of cells");
            let columns = columns.get(row.split('/').next().unwrap_or_default()).expect("the columns of a section");
            let filled = columns.iter().zip(texts.split('|')).filter(|(_, text)| !text.trim().is_empty());
            self.cells.extend(filled.map(|(column, text)| (format!("{row}/{column}"), text.trim().to_string())));
        }
    }
}

/// How one reading of a paper came out.
#[derive(Default)]
struct Figures {
    filled: usize,
    right: usize,
    flagged: Vec<String>,
    wrong: Vec<String>,
    lost: Vec<String>,
}

impl Figures {
    fn of(name: &str, plan: &ImportPlan, expected: &Expected) -> Self {
        let placed = || plan.placed.iter().chain(&plan.agreed);
        let found: BTreeMap<String, (&str, bool)> =
            placed().map(|placed| (placed.at.to_string(), (placed.text.as_str(), !placed.is_sure()))).collect();
        let listed = |text: &str| plan.homeless.iter().any(|homeless| homeless.text.contains(text));
        let mut figures = Self { filled: expected.cells.len(), ..Self::default() };
        for (at, text) in &expected.cells {
            match found.get(at) {
                Some((found, _)) if found == text => figures.right += 1,
                Some((found, true)) => figures.flagged.push(format!("{name}: {at} 应为“{text}”，是“{found}”")),
                Some((found, false)) => figures.wrong.push(format!("{name}: {at} 应为“{text}”，是“{found}”")),
                None if listed(text) => figures.flagged.push(format!("{name}: {at} “{text}”没有位置")),
                None => figures.lost.push(format!("{name}: {at} “{text}”不见了")),
            }
        }
        for (at, (text, doubtful)) in &found {
            if !expected.cells.contains_key(at) {
                let list = if *doubtful { &mut figures.flagged } else { &mut figures.wrong };
                list.push(format!("{name}: {at} 多出“{text}”"));
            }
        }
        for at in expected.flagged.iter().filter(|at| !found.get(*at).is_some_and(|(_, doubtful)| *doubtful)) {
            figures.wrong.push(format!("{name}: {at} 没有提示"));
        }
        for text in expected.homeless.iter().filter(|text| !listed(text)) {
            figures.lost.push(format!("{name}: “{text}”没有列出"));
        }
        if expected.year.is_some_and(|year| year != plan.year) {
            figures.wrong.push(format!("{name}: 年度是{}", plan.year));
        }
        figures
    }

    fn add(&mut self, other: &Self) {
        self.filled += other.filled;
        self.right += other.right;
        for (all, more) in
            [(&mut self.flagged, &other.flagged), (&mut self.wrong, &other.wrong), (&mut self.lost, &other.lost)]
        {
            all.extend(more.iter().cloned());
        }
    }

    /// How many of ten thousand are right.
    fn share(&self) -> usize {
        self.right * 10_000 / self.filled.max(1)
    }

    fn print(&self, name: &str) {
        let share = self.share();
        println!(
            "{name}: {} of {} right ({}.{:02}%), {} flagged, {} wrong, {} lost",
            self.right,
            self.filled,
            share / 100,
            share % 100,
            self.flagged.len(),
            self.wrong.len(),
            self.lost.len()
        );
    }
}

/// The same without merged cells, as programs write workbooks: what a merged cell covered is blank.
fn unmerged(document: &Document) -> Document {
    let mut document = document.clone();
    for block in &mut document.blocks {
        if let DocumentBlock::Table(table) = block {
            table.cells.iter_mut().for_each(|spot| (spot.down, spot.across) = (1, 1));
        }
    }
    document
}

/// The papers by name: as laid out, and what should come of them.
fn papers() -> Vec<(String, Document, Vec<Expected>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/papers");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let paper = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a text");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (document, _) = text.split_once("\n>>> ").expect("what should come of it");
        (name, laid::document(document), expected(&text))
    };
    paths.iter().map(paper).collect()
}

/// The same paper as each kind of file.
fn files(document: &Document) -> [(&'static str, Vec<u8>); 8] {
    [
        ("unmerged.xlsx", made::book_of(&unmerged(document))),
        ("docx", made::word_of(document)),
        ("xlsx", made::book_of(document)),
        ("ods", made::ods_of(document)),
        ("xls", made::xls_of(document)),
        ("rtf", made::rtf_of(document)),
        ("html", made::web_of(document).into_bytes()),
        ("pdf", made::pdf::pdf_of(document)),
    ]
}

#[test]
fn papers_are_read_right_and_none_wrong_unsaid() {
    let (mut own, mut other, mut targets) = (Figures::default(), Figures::default(), Figures::default());
    for (name, laid, expected) in papers() {
        let files = files(&laid);
        for (n, expected) in expected.iter().enumerate() {
            for (kind, bytes) in &files {
                let document = read(bytes).unwrap_or_else(|fault| panic!("{name}.{kind}: {fault}"));
                let figures = Figures::of(
                    &format!("{name}.{kind} on {}", expected.form),
                    &recognise(&bundled(&expected.form).expect("a form"), &document, 1999),
                    expected,
                );
                figures.print(&format!("{name}.{kind} on {}", expected.form));
                let all = if name.contains("targets-") {
                    &mut targets
                } else if n == 0 {
                    &mut own
                } else {
                    &mut other
                };
                all.add(&figures);
            }
        }
    }
    let all = [("own form", &own, 9_900), ("nearest other form", &other, 9_700), ("targets alone", &targets, 9_700)];
    for (name, figures, _) in all {
        figures.print(name);
    }
    for (name, figures, _) in all {
        let list =
            |of: &[String]| of.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect::<Vec<_>>().join("\n");
        println!("== {name}, flagged:\n{}", list(&figures.flagged));
        println!("== {name}, wrong:\n{}\n== {name}, lost:\n{}", list(&figures.wrong), list(&figures.lost));
    }
    for (name, figures, least) in all {
        assert!(figures.wrong.is_empty() && figures.lost.is_empty(), "{name}");
        assert!(figures.share() >= least, "{name}: {} of {}", figures.right, figures.filled);
    }
}

/// Every text of a document ends placed, agreed, listed, or as a word of the form; and on no form is what stands in a cell
/// of a paper taken for such a word.
#[test]
fn every_text_is_accounted_for_on_every_form() {
    let mut lost = BTreeSet::new();
    for (name, laid, expected) in papers() {
        let own = expected.first().expect("its own form");
        let values: BTreeSet<&str> =
            own.cells.values().map(String::as_str).chain(own.homeless.iter().map(String::as_str)).collect();
        for bytes in [made::word_of(&laid), made::book_of(&laid)] {
            let document = read(&bytes).expect("a document");
            for form in sources().map(|text| parse(text).expect("a form")) {
                let (id, plan) = (&form.id, recognise(&form, &document, 1999));
                for (place, text) in unaccounted(&document, &plan) {
                    lost.insert(format!("{name} on {id}: {place:?} “{text}”不见了"));
                }
                for (place, text) in texts(&document) {
                    let says = text.chars().any(char::is_alphanumeric) && text.trim() != "无";
                    // The unit's name may be a line of the title, where its cell has it from elsewhere.
                    let titled = own.cells.get("cover/unit").is_some_and(|unit| unit == text.trim())
                        && plan.placed.iter().any(|placed| *placed.text == *text.trim());
                    if says && !titled && plan.labels.contains(&place) && values.contains(text.trim()) {
                        lost.insert(format!("{name} on {id}: “{}”当成了标签", text.trim()));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Every text of a document, with its place.
fn texts(document: &Document) -> Vec<(Place, String)> {
    let mut all = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        match content {
            DocumentBlock::Line(line) => all.push((Place { block, spot: None }, line.text.clone())),
            DocumentBlock::Table(table) => {
                let spots = table.cells.iter().enumerate();
                all.extend(spots.map(|(n, spot)| (Place { block, spot: Some(n) }, spot.text.clone())));
            }
        }
    }
    all.retain(|(_, text)| !text.trim().is_empty());
    all
}

/// The texts of a document that nothing was said of.
fn unaccounted(document: &Document, plan: &ImportPlan) -> Vec<(Place, String)> {
    let placed = plan.placed.iter().chain(&plan.agreed).flat_map(|placed| placed.also.iter().chain([&placed.from]));
    let listed = plan.homeless.iter().map(|homeless| &homeless.from);
    let known: BTreeSet<Place> = placed.chain(listed).chain(&plan.labels).copied().collect();
    let mut all = texts(document);
    all.retain(|(place, _)| !known.contains(place));
    all
}
