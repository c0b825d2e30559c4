//! Numbered notes under a table, put back into the cells that only say which note has their text: 见注1.
//!
//! Only what is sure is put back: a cell whose note is not known stays as it is written.

use super::document::{Document, DocumentBlock, DocumentTable, Spot};
use super::label::plain;
use crate::value::{from_han, is_han_digit};
use std::collections::{BTreeMap, BTreeSet};

/// So many other lines at most stand between a table and its notes.
const BETWEEN: usize = 8;
/// What a cell says before 注, where it says no more than that.
const SEES: [&str; 11] =
    ["", "见", "详见", "请见", "参见", "见表后", "见表下", "见下方", "详见表后", "详见表下", "详见下方"];
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/// The text only says which note has it: 见注1, 详见注①, （见注释二）.
pub(super) fn is_reference(text: &str) -> bool {
    reference(text).is_some()
}

/// A line begins a note.
pub(super) fn begins_note(line: &str) -> bool {
    Note::begun(line).is_some()
}

/// A line begins notes, be they numbered or the form's own: no text goes on with it.
pub(super) fn begins_notes(line: &str) -> bool {
    begins_note(line) || ["注：", "注:", "备注：", "说明："].iter().any(|head| line.trim_start().starts_with(head))
}

fn reference(text: &str) -> Option<u32> {
    let (before, number) = text.trim().split_once('注').filter(|_| text.len() < 60)?;
    let bare = |text: &str| plain(text).trim_matches(['(', ')', '[', ']', '【', '】', '。', '.']).to_string();
    let (number, rest) = numbered(number.strip_prefix('释').unwrap_or(number).trim_start_matches(OPENING))?;
    (SEES.contains(&bare(before).as_str()) && bare(rest).is_empty()).then_some(number)
}

const OPENING: [char; 5] = ['（', '(', '【', '[', ' '];
const CLOSING: [char; 5] = ['）', ')', '】', ']', ' '];

/// The number that a text begins with, and what stands behind it.
fn numbered(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    if let Some(at) = CIRCLED.chars().position(|c| c == first) {
        return Some((u32::try_from(at).ok()? + 1, text.get(first.len_utf8()..)?));
    }
    if is_han_digit(first) {
        let rest = text.trim_start_matches(is_han_digit);
        return Some((from_han(text.strip_suffix(rest)?)?, rest));
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len()).filter(|digits| digits.len() < 4)?;
    Some((digits.parse().ok().filter(|number| *number > 0)?, rest))
}

/// Where something stands: the block, and the cell of a table.
type NotePlace = (usize, Option<usize>);

/// A note, and where it stands.
#[derive(Clone)]
struct Note {
    number: u32,
    /// What it says it is about.
    about: String,
    text: String,
    places: Vec<NotePlace>,
}

impl Note {
    /// The note that a line begins: 注1（走访企业）：……
    fn begun(line: &str) -> Option<Self> {
        let line = line.trim_start_matches(OPENING).strip_prefix('注')?;
        let line = line.strip_prefix('释').unwrap_or(line);
        let (number, rest) = numbered(line.trim_start_matches(' '))?;
        let rest = rest.trim_start_matches(CLOSING);
        let said = bracketed(rest).filter(|(_, behind)| behind.starts_with(['：', ':']));
        let (about, rest) = said.unwrap_or(("", rest));
        let text = rest.strip_prefix(['：', ':', '、', '．', '.'])?;
        // 注1.5 is no note.
        let is_figure = rest.starts_with('.') && text.starts_with(|c: char| c.is_ascii_digit());
        let (about, text) = (plain(about), text.trim().into());
        (!is_figure).then_some(Self { number, about, text, places: Vec::new() })
    }
}

/// What stands in the brackets that a text begins with, and what behind them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        open += usize::from(matches!(c, '（' | '('));
        if open == 0 {
            return None;
        }
        open -= usize::from(matches!(c, '）' | ')'));
        if open == 0 {
            let from = text.chars().next().map_or(0, char::len_utf8);
            return Some((text.get(from..at)?, text.get(at + c.len_utf8()..)?));
        }
    }
    None
}

/// A cell that says which note has its text.
#[derive(Clone, Copy)]
struct NoteReference {
    block: usize,
    spot: usize,
    number: u32,
}

impl Document {
    /// Puts notes back into the cells that say which note has their text, and takes them out where they stood. What
    /// stands in one place with a note that is not put back stays: it may be of either.
    pub(super) fn put_notes_back(&mut self) {
        let reading = NoteReading::of(self);
        let (mut taken, mut left) = (BTreeSet::new(), reading.left);
        // A note may serve several rows; of two rows that bear its name neither is sure.
        let mut meant: BTreeMap<(usize, u32), Vec<(NoteReference, Note)>> = BTreeMap::new();
        for (reference, note) in reading.found {
            let Some(DocumentBlock::Table(table)) = self.blocks.get(reference.block) else { continue };
            let cells = meant.entry((reference.block, note.number)).or_default();
            if is_beside(table, reference.spot, &note.about) {
                cells.push((reference, note));
            } else {
                left.extend(note.places);
            }
        }
        for cells in meant.into_values() {
            if cells.len() > 1 && cells.iter().any(|(_, note)| !note.about.is_empty()) {
                left.extend(cells.into_iter().flat_map(|(_, note)| note.places));
                continue;
            }
            for (reference, note) in cells {
                if let Some(DocumentBlock::Table(table)) = self.blocks.get_mut(reference.block)
                    && let Some(spot) = table.cells.get_mut(reference.spot)
                {
                    spot.text = note.text;
                    taken.extend(note.places);
                }
            }
        }
        taken.retain(|place| !left.contains(place));
        for (block, spot) in &taken {
            if let (Some(DocumentBlock::Table(table)), Some(spot)) = (self.blocks.get_mut(*block), spot) {
                table.cells.iter_mut().skip(*spot).take(1).for_each(|spot| spot.text.clear());
            }
        }
        let mut at = 0..;
        self.blocks.retain(|_| at.next().is_none_or(|at| !taken.contains(&(at, None))));
    }
}

/// What a note is about stands in the row of a cell.
fn is_beside(table: &DocumentTable, spot: usize, about: &str) -> bool {
    let row = table.cells.get(spot).map_or(0, |spot| spot.row);
    let beside = |spot: &&Spot| (spot.row..spot.row + spot.down.max(1)).contains(&row);
    about.is_empty() || table.cells.iter().filter(beside).any(|spot| plain(&spot.text) == about)
}

/// What has been read of references and notes.
#[derive(Default)]
struct NoteReading {
    /// Cells whose notes are still to come.
    open: Vec<NoteReference>,
    /// Lines since that table that are none of its notes.
    between: usize,
    /// The notes under it, and lines behind the last of them.
    notes: Vec<Note>,
    behind: Vec<(NotePlace, String)>,
    found: Vec<(NoteReference, Note)>,
    /// Where notes stand that no cell is known to mean.
    left: BTreeSet<NotePlace>,
}

impl NoteReading {
    /// The cells of a document whose notes are known, and where the other notes stand.
    fn of(document: &Document) -> Self {
        let mut reading = Self::default();
        for (block, content) in document.blocks.iter().enumerate() {
            match content {
                DocumentBlock::Line(line) => reading.line((block, None), &line.text),
                DocumentBlock::Table(table) => reading.table(block, table),
            }
        }
        reading.end();
        reading
    }

    /// A table: cells that refer to notes, and notes that stand in rows of their own.
    fn table(&mut self, block: usize, table: &DocumentTable) {
        let mut spots: Vec<(usize, &Spot)> = table.cells.iter().enumerate().collect();
        spots.retain(|(_, spot)| !spot.text.trim().is_empty());
        spots.sort_by_key(|(_, spot)| (spot.row, spot.column));
        for row in spots.chunk_by(|(_, one), (_, next)| one.row == next.row) {
            match row {
                [(n, alone)] if begins_note(&alone.text) => self.line((block, Some(*n)), &alone.text),
                row => self.row(block, row),
            }
        }
    }

    fn row(&mut self, block: usize, row: &[(usize, &Spot)]) {
        if !self.notes.is_empty() {
            self.end();
        }
        for (spot, text) in row {
            let Some(number) = reference(&text.text) else { continue };
            // Another table counts anew, and the notes of the one before are not there.
            let before = self.open.iter().filter(|open| open.block != block);
            if before.clone().any(|open| open.number >= number) {
                self.open.retain(|open| open.block == block);
            }
            self.open.push(NoteReference { block, spot: *spot, number });
        }
        self.between = 0;
    }

    /// A line, or a cell alone in its row. In a paragraph of several lines each may begin a note.
    fn line(&mut self, place: NotePlace, text: &str) {
        if self.open.is_empty() || text.trim().is_empty() {
            return;
        }
        let first = text.split('\n').next().unwrap_or_default();
        if !Note::begun(first).is_some_and(|note| self.comes_next(&note)) {
            return self.other(place, text);
        }
        for line in text.split('\n') {
            match Note::begun(line).filter(|note| self.comes_next(note)) {
                Some(note) => self.begin(Note { places: vec![place], ..note }),
                None => self.notes.last_mut().into_iter().for_each(|note| {
                    note.text.push('\n');
                    note.text.push_str(line);
                }),
            }
        }
    }

    /// Notes are numbered on: what a note itself begins with another number is its own text. A number that was there makes
    /// neither sure.
    fn comes_next(&self, note: &Note) -> bool {
        self.notes.iter().map(|note| note.number).max().is_none_or(|last| note.number <= last + 1)
    }

    /// A note begins: what stood behind the one before is its.
    fn begin(&mut self, note: Note) {
        let behind = std::mem::take(&mut self.behind);
        if let Some(last) = self.notes.last_mut().filter(|last| last.number + 1 == note.number) {
            for (place, text) in behind {
                last.text.push('\n');
                last.text.push_str(text.trim());
                last.places.push(place);
            }
        }
        self.notes.push(note);
    }

    /// A line that begins no note.
    fn other(&mut self, place: NotePlace, text: &str) {
        if !self.notes.is_empty() {
            return self.behind.push((place, text.into()));
        }
        self.between += 1;
        if self.between > BETWEEN {
            self.open.clear();
        }
    }

    /// The notes of a table are all there: what is sure of them is found.
    fn end(&mut self) {
        let mut by_number: BTreeMap<u32, Vec<Note>> = BTreeMap::new();
        for note in std::mem::take(&mut self.notes) {
            by_number.entry(note.number).or_default().push(note);
        }
        let open = std::mem::take(&mut self.open);
        let meant = |number: u32| open.iter().any(|open| open.number == number);
        let sure = |notes: &[Note]| matches!(notes, [note] if meant(note.number));
        self.left
            .extend(by_number.values().filter(|notes| !sure(notes)).flatten().flat_map(|note| note.places.clone()));
        for reference in open {
            if let Some([note]) = by_number.get(&reference.number).map(Vec::as_slice) {
                self.found.push((reference, note.clone()));
            }
        }
        self.behind.clear();
        self.between = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_which_note_they_mean() {
        for (text, number) in [
            ("见注1", Some(1)),
            ("详见注 12。", Some(12)),
            ("（见注释②）", Some(2)),
            ("注①", Some(1)),
            ("见表后注三", Some(3)),
            ("见注[4]", Some(4)),
            ("注意安全", None),
            ("活动推迟，见注1", None),
            ("备注1", None),
            ("见注", None),
            ("注2023", None),
        ] {
            assert_eq!(reference(text), number, "{text}");
        }
    }

    #[test]
    fn lines_begin_notes() {
        for (line, note) in [
            ("注1（走访企业（次））：因为", Some((1, "走访企业(次)", "因为"))),
            ("注12：（一）因为", Some((12, "", "（一）因为"))),
            ("注①：因为", Some((1, "", "因为"))),
            ("（注2）、因为", Some((2, "", "因为"))),
            ("注1.5倍", None),
            ("注：因为", None),
            ("注3因为", None),
            ("注1（走访", None),
        ] {
            let found = Note::begun(line);
            let found = found.as_ref().map(|note| (note.number, note.about.as_str(), note.text.as_str()));
            assert_eq!(found, note, "{line}");
        }
    }
}
