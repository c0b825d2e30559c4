//! How much of real-world layouts lands in the right cell: documents written as people fill them in, each with every
//! cell that is filled in it, laid out as each kind of file there is.
#![allow(clippy::expect_used, reason = "a test may fail")]

use crate::given;
use crate::laid;
use crate::made;

use laid::document;
use std::collections::BTreeMap;
use ziping::intake::{Document, DocumentBlock, ImportPlan, read, recognise};

/// The columns of a short line of expected cells, by the section.
const COLUMNS: [(&str, &str); 6] = [
    ("scores", "name target actual weight score reason"),
    ("base", "last budget final"),
    ("staff", "approved present rate"),
    ("apply", "initial full executed weight rate score"),
    ("funds", "initial full executed weight rate score"),
    ("buildings", "approved-area actual-area area-rate budget invested invest-rate"),
];

/// What should come of a document.
#[derive(Default)]
struct Expected {
    /// Every filled cell.
    cells: BTreeMap<String, String>,
    /// Those that must be flagged.
    flagged: Vec<String>,
    /// Texts that must be named as having no place.
    homeless: Vec<String>,
}

fn expected(text: &str) -> Expected {
    let mut all = Expected::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(at) = line.strip_prefix("? ") {
            all.flagged.push(at.into());
        } else if let Some(text) = line.strip_prefix("- ") {
            all.homeless.push(text.into());
        } else if let Some((at, text)) = line.split_once(" = ") {
            all.cells.insert(at.into(), text.replace("\\n", "\n"));
        } else {
            let (row, texts) = line.split_once(": ").expect("a row of cells");
            let section = row.split('/').next().unwrap_or_default();
            let section = section.split_once('.').map_or(section, |(_, section)| section);
            let (_, columns) = COLUMNS.iter().find(|(name, _)| *name == section).expect("a known section");
            let filled = columns.split(' ').zip(texts.split('|')).filter(|(_, text)| !text.trim().is_empty());
            all.cells.extend(filled.map(|(column, text)| (format!("{row}/{column}"), text.trim().to_string())));
        }
    }
    all
}

/// What became of the filled cells of one document.
#[derive(Default)]
struct Figures {
    filled: usize,
    right: usize,
    flagged: Vec<String>,
    unflagged: Vec<String>,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.filled += other.filled;
        self.right += other.right;
        self.flagged.extend(other.flagged);
        self.unflagged.extend(other.unflagged);
    }
}

fn judge(name: &str, proposal: &ImportPlan, expected: &Expected) -> Figures {
    let placed = || proposal.placed.iter().chain(&proposal.agreed);
    let found: BTreeMap<String, (&str, bool)> =
        placed().map(|placed| (placed.at.to_string(), (placed.text.as_str(), !placed.is_sure()))).collect();
    let homeless: Vec<&str> = proposal.homeless.iter().map(|homeless| homeless.text.as_str()).collect();
    let mut figures = Figures { filled: expected.cells.len(), ..Figures::default() };
    for (at, text) in &expected.cells {
        match found.get(at) {
            Some((found, _)) if found == text => figures.right += 1,
            Some((found, true)) => figures.flagged.push(format!("{name}: {at} 应为“{text}”，是“{found}”")),
            Some((found, false)) => figures.unflagged.push(format!("{name}: {at} 应为“{text}”，是“{found}”")),
            None if homeless.iter().any(|homeless| homeless.contains(text.as_str())) => {
                figures.flagged.push(format!("{name}: {at} “{text}”没有位置"));
            }
            None => figures.unflagged.push(format!("{name}: {at} “{text}”不见了")),
        }
    }
    let more = proposal.placed.iter().filter(|placed| placed.is_sure());
    let more = more.filter(|placed| !expected.cells.contains_key(&placed.at.to_string()));
    figures.unflagged.extend(more.map(|placed| format!("{name}: {} 多出“{}”", placed.at, placed.text)));
    for at in &expected.flagged {
        let flagged = found.get(at).is_some_and(|(_, flagged)| *flagged);
        figures.unflagged.extend((!flagged).then(|| format!("{name}: {at} 没有提示")));
    }
    let unnamed = expected.homeless.iter().filter(|text| !homeless.contains(&text.as_str()));
    figures.unflagged.extend(unnamed.map(|text| format!("{name}: “{text}”没有列出")));
    figures
}

/// The documents, by name: as laid out, and what should come of them.
fn documents() -> Vec<(String, Document, Expected)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents/harvest");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    names.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a text");
        let (laid, cells) = text.split_once("\n>>>\n").expect("what should come of it");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        (name, document(laid), expected(cells))
    };
    let mut all: Vec<_> = names.iter().map(read).collect();
    all.push(("sample".into(), document(include_str!("data/documents/sample.txt")), sample()));
    all
}

/// The sample as paper can say it, and what is printed beside: figures that the program computes.
fn sample() -> Expected {
    let mut all = expected(include_str!("data/documents/sample-computed.txt"));
    let report = given::sample();
    all.cells.extend(report.content.cells.iter().map(|(at, text)| (at.to_string(), text.to_string())));
    all.cells.insert("report/projects".into(), "民营企业工作经费列支5.31万元。".into());
    // A 0 that stands nowhere; a figure that is worked out, and flagged.
    all.cells.remove("p1.funds/grant/adjusted");
    all.cells.remove("p1.funds/carry/carried");
    all.flagged.push("p1.funds/carry/carried".into());
    all
}

#[test]
fn nearly_every_filled_cell_is_found_and_none_is_wrong_unsaid() {
    let form = given::form();
    let mut all = Figures::default();
    for (name, laid, cells) in documents() {
        let files = [
            ("docx", made::word_of(&laid)),
            ("xlsx", made::book_of(&laid)),
            ("ods", made::ods_of(&laid)),
            ("xls", made::xls_of(&laid)),
            ("xml", made::book_xml_of(&laid).into_bytes()),
            ("html", made::web_of(&laid).into_bytes()),
            ("rtf", made::rtf_of(&laid)),
            ("pdf", made::pdf::pdf_of(&laid)),
            ("turned.pdf", made::pdf::turned_pdf_of(&laid, 1)),
        ];
        for (kind, bytes) in files {
            let document = read(&bytes).unwrap_or_else(|fault| panic!("{name}.{kind}: {fault}"));
            let figures = judge(&format!("{name}.{kind}"), &recognise(&form, &document, 2020), &cells);
            #[allow(clippy::print_stdout, reason = "the figures are to be seen")]
            {
                println!(
                    "{name}.{kind}: {} of {} right, {} flagged",
                    figures.right,
                    figures.filled,
                    figures.flagged.len()
                );
            }
            all.add(figures);
        }
    }
    let share = all.right * 10_000 / all.filled;
    #[allow(clippy::print_stdout, reason = "the figures are to be seen")]
    {
        println!(
            "all: {} of {} right ({}.{:02}%), {} flagged",
            all.right,
            all.filled,
            share / 100,
            share % 100,
            all.flagged.len()
        );
        println!("flagged:\n{}", all.flagged.join("\n"));
    }
    assert!(all.unflagged.is_empty(), "{} wrong and not flagged:\n{}", all.unflagged.len(), all.unflagged.join("\n"));
    assert!(share >= 9_800, "{} of {} cells", all.right, all.filled);
}

#[test]
fn a_document_is_what_it_was_laid_out_as() {
    for (name, laid, _) in documents() {
        let texts = |document: &Document| {
            let mut texts: Vec<String> = Vec::new();
            for block in &document.blocks {
                match block {
                    DocumentBlock::Line(line) => texts.push(line.text.trim().into()),
                    DocumentBlock::Table(table) => {
                        texts.extend(table.cells.iter().map(|spot| spot.text.trim().to_string()));
                    }
                }
            }
            texts.retain(|text| !text.is_empty());
            texts.sort();
            texts
        };
        let files = [
            made::word_of(&laid),
            made::book_of(&laid),
            made::ods_of(&laid),
            made::xls_of(&laid),
            made::book_xml_of(&laid).into_bytes(),
            made::web_of(&laid).into_bytes(),
            made::rtf_of(&laid),
        ];
        for bytes in files {
            let read = texts(&read(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}")));
            assert_eq!(read, texts(&laid), "{name}");
        }
    }
}
