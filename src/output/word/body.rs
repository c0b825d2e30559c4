//! The document: parts and blocks as paragraphs with the styles' names.

use super::super::xml::{self, NAMES, Xml};
use super::contents::{BookmarkPlace, Bookmarks};
use super::fit::{CELL_NOTE, PartFit};
use super::flow::{Flow, GAP, StyledRun};
use super::pages::{CHARACTER, PITCH, PageKind, twips};
use super::paragraph::Paragraph;
use super::table::{self, TableEnd};
use super::{contents, section};
use crate::form::{ACROSS, PartKind};
use crate::output::manuscript::{Block, KeyedText, Manuscript, ManuscriptPart, Signed};
use crate::output::{Texture, line_breaks};
use std::io;

/// A line of a cover's title, in twips.
const COVER_TITLE: u32 = 880;

/// Characters in a line of the text block.
const LINE: f64 = 28.0;
/// So many annexes at most are listed on one page.
const TOGETHER: usize = 15;

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
        if let Block::Heading(level, words) = block {
            let is_led_to = part.kind == PartKind::Report && *level == 1;
            let mark = if is_led_to { bookmarks.at(&BookmarkPlace::Heading(headings)) } else { None };
            headings += usize::from(is_led_to);
            let style = ["Heading1", "Heading2", "Heading3"].get(usize::from(level.saturating_sub(1)));
            let apart = is_empty_heading(*level, part.blocks.get(n + 1..).unwrap_or_default());
            flow.marked(
                Paragraph { apart, ..Paragraph::of(style.unwrap_or(&"Heading3")) },
                mark,
                vec![("", words.to_string())],
            );
        } else {
            write_block(flow, part, block, fit, next);
        }
    }
}

/// Nothing stands under a heading: it has nothing to stay together with. A chain of such headings would go to the next
/// page as a whole.
fn is_empty_heading(level: u8, behind: &[Block]) -> bool {
    let is_written = |block: &&Block| !matches!(block, Block::Words(words) if words.paragraphs().next().is_none());
    match behind.iter().find(is_written) {
        Some(Block::Heading(next, _)) => *next <= level,
        next => matches!(next, None | Some(Block::Annexes(..))),
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
        Block::Words(written) => {
            for words in written.paragraphs() {
                flow.words(Paragraph::of("BodyText"), words);
            }
        }
        Block::Annexes(label, written) => write_annexes(flow, label, written),
        Block::Table(table) => {
            let end = TableEnd::of(table, next, fit);
            flow.table(end.joint(fit), |xml| table::write(xml, table, fit, end));
        }
        Block::Notes(notes) => {
            for note in notes {
                flow.words(Paragraph { keep, ..Paragraph::of(fit.note_style()) }, note);
            }
        }
        Block::CellNotes(notes) => {
            for (n, note) in notes.iter().enumerate() {
                // Their text is one paragraph, so that whoever reads it in knows where it ends.
                let keep = keep && n + 1 == notes.len();
                flow.words(Paragraph { keep, ..Paragraph::of(CELL_NOTE) }, &note.words());
            }
        }
        Block::Heading(..) | Block::Chart(_) => {}
        Block::Contents(lines) => flow.raw(|xml| contents::write(xml, lines)),
        Block::Signatures(line) => flow.table(GAP, |xml| table::write_signatures(xml, line, fit)),
    }
}

/// Lines of a cover, pushed down to leave four lines free below.
fn write_lines(flow: &mut Flow, part: &ManuscriptPart, lines: &[Signed]) {
    let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
    let used = COVER_TITLE.saturating_mul(count(part.title.len()));
    // In another face a line may be a little longer.
    let taken = |line: &Signed| 2 + line_breaks(&line.words(), LINE - 1.0, Texture::Written).len();
    let all = lines.iter().map(taken).sum();
    let used = used.saturating_add(PITCH.saturating_mul(count(all))).saturating_add(PITCH * 8);
    for (n, line) in lines.iter().enumerate() {
        // An upright text block is as high as one laid across is wide.
        let before = (n == 0).then(|| twips(ACROSS).saturating_sub(used).max(PITCH));
        flow.words(Paragraph { before, ..Paragraph::of("CoverLine") }, &line.words());
    }
}

/// 附件说明: a line kept free, then each name under the first one, all on one page if they are few; none alone.
fn write_annexes(flow: &mut Flow, label: &str, written: &KeyedText) {
    let wide = CHARACTER * u32::try_from(label.chars().count()).unwrap_or(0);
    let all = written.paragraphs().count();
    for (n, name) in written.paragraphs().enumerate() {
        let keep = n + 1 < all && (all <= TOGETHER || n == 0 || n + 2 == all);
        let paragraph = Paragraph { keep, left: CHARACTER * 2 + wide, ..Paragraph::of("AnnexList") };
        if n == 0 {
            let first = Paragraph { hanging: wide, before: Some(PITCH), ..paragraph };
            flow.words(first, &format!("{label}{name}"));
        } else {
            flow.words(paragraph, name);
        }
    }
}
