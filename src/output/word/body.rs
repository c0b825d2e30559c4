//! The document: parts and blocks as paragraphs with the styles' names.

use super::super::xml::{self, NAMES, Xml};
use super::contents::{BookmarkPlace, Bookmarks};
use super::fit::PartFit;
use super::flow::{Flow, GAP, StyledRun};
use super::pages::{CHARACTER, PITCH, PageKind, twips};
use super::paragraph::Paragraph;
use super::table::{self, TableEnd};
use super::{contents, section};
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
            let mut flow = Flow::new(xml);
            let mut sections = parts.chunk_by(|(_, one), (_, next)| PageKind::of(one) == PageKind::of(next)).peekable();
            while let Some(parts) = sections.next() {
                let Some((before, first)) = parts.first() else { continue };
                for (n, part) in parts {
                    write(&mut flow, (*n, part), n > before, bookmarks);
                }
                let number = |part: &ManuscriptPart| manuscript.numbers.get(&part.id).copied();
                let begins = |part: &ManuscriptPart| part.kind == PartKind::Report || number(part) == Some(1);
                // Parts chosen alone have the numbers that they have among all.
                let alone = if *before == 0 { number(first) } else { None };
                let from = if parts.iter().any(|(_, part)| begins(part)) { Some(1) } else { alone };
                let properties = |xml: &mut Xml| section::write(xml, PageKind::of(first), from, watermarked);
                let is_last = sections.peek().is_none();
                flow.section(is_last, |xml| {
                    if is_last {
                        bookmarks.end(xml);
                    }
                    properties(xml);
                });
            }
        });
    })
}

/// A part; `fresh` where it does not begin on a new page by itself.
fn write(flow: &mut Flow, (number, part): (usize, &ManuscriptPart), fresh: bool, bookmarks: Bookmarks) {
    let style = match part.kind {
        PartKind::Cover => "CoverTitle",
        PartKind::Report => "Title",
        PartKind::Annex | PartKind::Table | PartKind::Book | PartKind::Contents => "AnnexTitle",
    };
    let title = title(part);
    let is_labelled = !part.label.is_empty();
    if fresh && !is_labelled && title.is_empty() {
        flow.fresh();
    }
    flow.words(Paragraph { fresh, ..Paragraph::of("AnnexLabel") }, &part.label);
    let mark = bookmarks.at(&BookmarkPlace::Part(number, &part.id));
    flow.marked(Paragraph { fresh: fresh && !is_labelled, ..Paragraph::of(style) }, mark, title);
    let fit = PartFit::of(part);
    let mut headings = 0;
    for (n, block) in part.blocks.iter().enumerate() {
        let next = part.blocks.get(n + 1);
        if let (PartKind::Report, Block::Heading(1, words)) = (part.kind, block) {
            let mark = bookmarks.at(&BookmarkPlace::Heading(headings));
            flow.marked(Paragraph::of("Heading1"), mark, vec![("", words.to_string())]);
            headings += 1;
        } else {
            write_block(flow, part, block, fit, next);
        }
    }
}

/// The lines of a title, the year under it smaller.
fn title(part: &ManuscriptPart) -> Vec<StyledRun> {
    let all = match part.title.split_last().filter(|_| part.year_line) {
        Some((year, lines)) => vec![("", format!("{}\n", lines.join("\n"))), ("YearLine", year.clone())],
        None => vec![("", part.title.join("\n"))],
    };
    all.into_iter().filter(|(_, words)| !words.is_empty()).collect()
}

fn write_block(flow: &mut Flow, part: &ManuscriptPart, block: &Block, fit: PartFit, next: Option<&Block>) {
    // No notes and no signing on a page of their own.
    let keep = matches!(next, Some(Block::Notes(_) | Block::Signatures(_)));
    match block {
        Block::Lines(lines) => write_lines(flow, part, lines),
        Block::Heading(level, words) => {
            let style = ["Heading1", "Heading2", "Heading3"].get(usize::from(level.saturating_sub(1)));
            flow.words(Paragraph::of(style.unwrap_or(&"Heading3")), words);
        }
        Block::Words(written) => {
            for words in written.paragraphs() {
                flow.words(Paragraph::of("BodyText"), words);
            }
        }
        Block::Annexes(label, written) => write_annexes(flow, label, written),
        Block::Table(table) => {
            let end = match next {
                Some(Block::Table(_)) => TableEnd::Stacked,
                _ if keep => TableEnd::Kept,
                _ => TableEnd::Free,
            };
            flow.table(end.joint(fit), |xml| table::write(xml, table, fit, end));
        }
        Block::Notes(notes) => {
            for note in notes {
                flow.words(Paragraph { keep, ..Paragraph::of(fit.note_style()) }, note);
            }
        }
        Block::Chart(_) => {}
        Block::Contents(lines) => flow.raw(|xml| contents::write(xml, lines)),
        Block::Signatures(line) => flow.table(GAP, |xml| table::write_signatures(xml, line, fit)),
    }
}

/// Lines of a cover, pushed down to leave four lines free below.
fn write_lines(flow: &mut Flow, part: &ManuscriptPart, lines: &[Signed]) {
    let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
    let used = COVER_TITLE.saturating_mul(count(part.title.len()));
    let used = used.saturating_add((PITCH * 2).saturating_mul(count(lines.len()))).saturating_add(PITCH * 8);
    for (n, line) in lines.iter().enumerate() {
        // An upright text block is as high as one laid across is wide.
        let before = (n == 0).then(|| twips(ACROSS).saturating_sub(used));
        flow.words(Paragraph { before, ..Paragraph::of("CoverLine") }, &line.words());
    }
}

/// 附件说明: a line kept free, then each name under the first one.
fn write_annexes(flow: &mut Flow, label: &str, written: &KeyedText) {
    let wide = CHARACTER * u32::try_from(label.chars().count()).unwrap_or(0);
    for (n, name) in written.paragraphs().enumerate() {
        let paragraph = Paragraph { left: CHARACTER * 2 + wide, ..Paragraph::of("AnnexList") };
        if n == 0 {
            let first = Paragraph { hanging: wide, before: Some(PITCH), ..paragraph };
            flow.words(first, &format!("{label}{name}"));
        } else {
            flow.words(paragraph, name);
        }
    }
}
