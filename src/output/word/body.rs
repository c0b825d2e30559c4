//! The document: parts and blocks as paragraphs with the styles' names.

use super::super::xml::{self, NAMES, Xml};
use super::contents::{BookmarkPlace, Bookmarks};
use super::fit::PartFit;
use super::pages::{CHARACTER, PITCH, PageKind, twips};
use super::paragraph::{Paragraph, run, styled_run};
use super::{contents, section, table};
use crate::form::{ACROSS, PartKind};
use crate::output::manuscript::{Block, KeyedText, Manuscript, ManuscriptPart, Signed};
use std::io;

/// A line of a cover's title, in twips.
const COVER_TITLE: u32 = 880;

/// The document.
///
/// # Errors
/// When the library cannot write.
pub(super) fn document(manuscript: &Manuscript) -> io::Result<Vec<u8>> {
    let parts: Vec<(usize, &ManuscriptPart)> = manuscript.printed().enumerate().collect();
    let bookmarks = Bookmarks::of(manuscript);
    let watermarked = !manuscript.stamp.watermark.is_empty();
    xml::part("w:document", &NAMES, |xml| {
        xml.element("w:body", &[], |xml| {
            let mut sections = parts.chunk_by(|(_, one), (_, next)| PageKind::of(one) == PageKind::of(next)).peekable();
            while let Some(parts) = sections.next() {
                let Some((before, first)) = parts.first() else { continue };
                for (n, part) in parts {
                    write(xml, (*n, part), n > before, bookmarks);
                }
                let number = |part: &ManuscriptPart| manuscript.numbers.get(&part.id).copied();
                let begins = |part: &ManuscriptPart| part.kind == PartKind::Report || number(part) == Some(1);
                // Parts chosen alone have the numbers that they have among all.
                let alone = if *before == 0 { number(first) } else { None };
                let from = if parts.iter().any(|(_, part)| begins(part)) { Some(1) } else { alone };
                let properties = |xml: &mut Xml| section::write(xml, PageKind::of(first), from, watermarked);
                // A section's properties stand in its last paragraph, the last section's at the end of all.
                if sections.peek().is_some() {
                    gap(xml, false, properties);
                } else {
                    bookmarks.end(xml);
                    properties(xml);
                }
            }
        });
    })
}

/// A part; `fresh` where it does not begin on a new page by itself.
fn write(xml: &mut Xml, (number, part): (usize, &ManuscriptPart), fresh: bool, bookmarks: Bookmarks) {
    let style = match part.kind {
        PartKind::Cover => "CoverTitle",
        PartKind::Report => "Title",
        PartKind::Annex | PartKind::Table | PartKind::Book | PartKind::Contents => "AnnexTitle",
    };
    let place = BookmarkPlace::Part(number, &part.id);
    let title = |xml: &mut Xml| bookmarks.around(xml, &place, |xml| write_title(xml, part));
    if part.label.is_empty() {
        Paragraph { style, fresh, ..Paragraph::default() }.with(xml, title);
    } else {
        Paragraph { style: "AnnexLabel", fresh, ..Paragraph::default() }.write(xml, &part.label);
        Paragraph { keep: true, ..Paragraph::default() }.write(xml, "");
        Paragraph { style, ..Paragraph::default() }.with(xml, title);
    }
    if part.kind == PartKind::Report {
        Paragraph::default().write(xml, "");
    }
    let fit = PartFit::of(part);
    let mut headings = 0;
    for (n, block) in part.blocks.iter().enumerate() {
        if let (PartKind::Report, Block::Heading(1, words)) = (part.kind, block) {
            Paragraph { style: "Heading1", ..Paragraph::default() }
                .with(xml, |xml| bookmarks.around(xml, &BookmarkPlace::Heading(headings), |xml| run(xml, words)));
            headings += 1;
            continue;
        }
        // No notes and no signing on a page of their own.
        let keep = matches!(part.blocks.get(n + 1), Some(Block::Notes(_) | Block::Signatures(_)));
        write_block(xml, part, block, fit, keep);
    }
}

/// The lines of a title, the year under it smaller.
fn write_title(xml: &mut Xml, part: &ManuscriptPart) {
    let whole = part.title.join("\n");
    match part.title.split_last().filter(|_| part.year_line) {
        Some((year, lines)) => {
            run(xml, &format!("{}\n", lines.join("\n")));
            styled_run(xml, "YearLine", year);
        }
        None if whole.is_empty() => {}
        None => run(xml, &whole),
    }
}

fn write_block(xml: &mut Xml, part: &ManuscriptPart, block: &Block, fit: PartFit, keep: bool) {
    match block {
        Block::Lines(lines) => write_lines(xml, part, lines),
        Block::Heading(level, words) => {
            let style = ["Heading1", "Heading2", "Heading3"].get(usize::from(level.saturating_sub(1)));
            Paragraph { style: style.unwrap_or(&"Heading3"), ..Paragraph::default() }.write(xml, words);
        }
        Block::Words(written) => {
            for words in written.paragraphs() {
                Paragraph { style: "BodyText", ..Paragraph::default() }.write(xml, words);
            }
        }
        Block::Annexes(label, written) => write_annexes(xml, label, written),
        Block::Table(table) => {
            table::write(xml, table, fit, keep);
            // Two tables with nothing between them would become one; and a document may not end with a table.
            gap(xml, keep, |_| {});
        }
        Block::Notes(notes) => {
            for note in notes {
                Paragraph { style: fit.note_style(), keep, ..Paragraph::default() }.write(xml, note);
            }
        }
        Block::Chart(_) => {}
        Block::Contents(lines) => contents::write(xml, lines),
        Block::Signatures(line) => {
            table::write_signatures(xml, line, fit);
            gap(xml, false, |_| {});
        }
    }
}

/// Lines of a cover, pushed down to leave four lines free below.
fn write_lines(xml: &mut Xml, part: &ManuscriptPart, lines: &[Signed]) {
    let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
    let used = COVER_TITLE.saturating_mul(count(part.title.len()));
    let used = used.saturating_add((PITCH * 2).saturating_mul(count(lines.len()))).saturating_add(PITCH * 8);
    for (n, line) in lines.iter().enumerate() {
        // An upright text block is as high as one laid across is wide.
        let before = (n == 0).then(|| twips(ACROSS).saturating_sub(used));
        Paragraph { style: "CoverLine", before, ..Paragraph::default() }.write(xml, &line.words());
    }
}

/// 附件说明: an empty line, then each name under the first one.
fn write_annexes(xml: &mut Xml, label: &str, written: &KeyedText) {
    let wide = CHARACTER * u32::try_from(label.chars().count()).unwrap_or(0);
    for (n, name) in written.paragraphs().enumerate() {
        let paragraph = Paragraph { style: "AnnexList", left: CHARACTER * 2 + wide, ..Paragraph::default() };
        if n == 0 {
            Paragraph::default().write(xml, "");
            Paragraph { hanging: wide, ..paragraph }.write(xml, &format!("{label}{name}"));
        } else {
            paragraph.write(xml, name);
        }
    }
}

/// A paragraph of 0.7 points, the least that Word knows, with a section's properties where one ends.
fn gap(xml: &mut Xml, keep: bool, section: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Gap");
            if keep {
                xml.leaf("w:keepNext", &[]);
            }
            section(xml);
        });
    });
}
