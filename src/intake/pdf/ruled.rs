//! Tables: texts in the cells of frames, and tables that go on over pages as one.

use super::frame::{Frame, FramedCell};
use super::letter::Turn;
use super::line::{TextLine, TextRoom};
use super::paragraph::{begin, end, gap, goes_on, paragraphs};
use crate::intake::label::plain;
use crate::intake::{DocumentTable, Spot};
use std::cmp::Reverse;

/// The same column on the next page lies so near.
const SAME: f64 = 4.0;
/// Texts keep no more than that from the lines around them, unless they are short.
const WIDEST_INSET: f64 = 6.0;

/// A table as it was read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct RuledTable {
    columns: Vec<f64>,
    rows: usize,
    cells: Vec<RuledCell>,
}

/// A cell with what stands in it.
#[derive(Clone, Debug)]
struct RuledCell {
    cell: FramedCell,
    lines: Vec<(TextLine, TextRoom)>,
}

impl RuledCell {
    fn text(&self) -> String {
        let lines: Vec<(&TextLine, TextRoom)> = self.lines.iter().map(|(line, room)| (line, *room)).collect();
        paragraphs(&lines).join("\n")
    }

    fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// How far from the side the lines of a longer text begin, where most begin at one place.
    fn begins_alike(&self) -> Option<f64> {
        let mut gaps: Vec<f64> = self.lines.iter().map(|(line, room)| begin(line) - room.left).collect();
        gaps.sort_by(f64::total_cmp);
        let least = gaps.first().copied().filter(|least| *least < WIDEST_INSET)?;
        let alike = gaps.iter().filter(|gap| **gap - least < 0.5).count();
        (gaps.len() > 2 && alike * 2 > gaps.len()).then_some(least)
    }

    /// How far its lines reach.
    fn reach(&self) -> f64 {
        self.lines.iter().map(|(line, _)| end(line)).fold(f64::MIN, f64::max)
    }

    fn end(&self) -> usize {
        self.cell.row + self.cell.down
    }

    fn stands_in(&self, row: usize) -> bool {
        (self.cell.row..self.end()).contains(&row)
    }

    /// What stands on the next page only says whose that is: 走访企业（续）.
    fn is_named_by(&self, next: &Self) -> bool {
        let name = next.text();
        let name = ["（续）", "(续)"].iter().find_map(|goes_on| name.strip_suffix(goes_on));
        // A row without a name goes on as （续）.
        name.is_some_and(|name| plain(name) == plain(&self.text()))
    }

    /// A label up to that column stands there once more.
    fn is_said_again(&self, next: &Self, told: Option<usize>) -> bool {
        told.is_some_and(|end| next.cell.column < end) && plain(&self.text()) == plain(&next.text())
    }

    fn same_columns(&self, other: &Self) -> bool {
        (self.cell.column, self.cell.across) == (other.cell.column, other.cell.across)
    }
}

impl RuledTable {
    /// The table that a frame is; the lines of each of its cells, in the order of the cells.
    pub fn new(frame: &Frame, lines: Vec<Vec<TextLine>>) -> Self {
        let sides = frame.cells.iter().map(|cell| frame.sides(*cell));
        let mut cells: Vec<RuledCell> = frame
            .cells
            .iter()
            .zip(sides)
            .zip(lines)
            .map(|((cell, sides), lines)| {
                let lines =
                    lines.into_iter().map(|line| (bare_room(&line, sides), line)).map(|(room, line)| (line, room));
                RuledCell { cell: *cell, lines: lines.collect() }
            })
            .collect();
        let inset = inset(&cells);
        for cell in &mut cells {
            let (inset, reach) = cell.begins_alike().map_or((inset, f64::MIN), |own| (own, cell.reach()));
            for (_, room) in &mut cell.lines {
                *room = TextRoom { left: room.left + inset, right: (room.right - inset).max(reach) };
            }
        }
        Self { columns: frame.columns.clone(), rows: frame.rows.len().saturating_sub(1), cells }
    }

    /// Nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(RuledCell::is_blank)
    }

    /// The cells that begin in a row.
    fn begun(&self, row: usize) -> impl Iterator<Item = &RuledCell> {
        self.cells.iter().filter(move |cell| cell.cell.row == row)
    }

    /// What the first cell of a row says.
    fn first(&self, row: usize) -> Option<String> {
        self.begun(row).find(|cell| cell.cell.column == 0).map(RuledCell::text).filter(|text| !text.is_empty())
    }

    /// Takes in what stands on the next page, if it is the same table; else gives it back.
    pub fn take(&mut self, mut next: Self) -> Option<Self> {
        let ends = |columns: &[f64]| Some((columns.first().copied()?, columns.last().copied()?));
        let (Some(own), Some(other)) = (ends(&self.columns), ends(&next.columns)) else { return Some(next) };
        if (own.0 - other.0).abs() > SAME || (own.1 - other.1).abs() > SAME {
            return Some(next);
        }
        let before = self.clone();
        let mut columns = self.columns.clone();
        let new = |side: &f64| self.columns.iter().all(|own| (own - side).abs() > SAME);
        columns.extend(next.columns.iter().copied().filter(new));
        columns.sort_by(f64::total_cmp);
        self.put_on(&columns);
        next.put_on(&columns);
        let (first, heads) = self.heads(&next);
        // The same labels once more at the left are another table of the same kind.
        let again = |row: usize| next.first(row).is_some() && next.first(row) == self.first(first + row);
        if again(heads) && again(heads + 1) {
            *self = before;
            return Some(next);
        }
        self.append(next, heads);
        None
    }

    /// Which of its rows the next page begins with once more, and how many: those at its top, or labels further down.
    fn heads(&self, next: &Self) -> (usize, usize) {
        let many = |first: usize| {
            let same = |row: &usize| !next.is_blank_row(*row) && self.comes_again(first + row, next, *row);
            (0..next.rows.min(self.rows - first)).take_while(same).count()
        };
        let top = (0, many(0));
        let further = (1..self.rows).filter(|row| self.is_head(*row)).map(|row| (row, many(row)));
        [top].into_iter().chain(further).max_by_key(|(first, many)| (*many, Reverse(*first))).unwrap_or(top)
    }

    /// A row says what that of the next page does, which may say that it goes on. What stands beside several rows may be
    /// blank there.
    fn comes_again(&self, row: usize, next: &Self, again: usize) -> bool {
        let beside = |own: &RuledCell, other: &RuledCell| own.cell.down > 1 && other.cell.down > 1 && other.is_blank();
        self.begun(row).count() == next.begun(again).count()
            && self.begun(row).zip(next.begun(again)).all(|(own, other)| {
                // A label in two lines may have been set apart on one page.
                let is_same = || plain(&own.text()) == plain(&other.text());
                own.same_columns(other) && (is_same() || own.is_named_by(other) || beside(own, other))
            })
    }

    fn is_blank_row(&self, row: usize) -> bool {
        self.begun(row).all(RuledCell::is_blank)
    }

    /// It may be a head: several labels, each another. Labels beside several rows may be numbered.
    fn is_head(&self, row: usize) -> bool {
        let label = |cell: &RuledCell| {
            let text = cell.text();
            let is_figure = cell.cell.down == 1 && text.starts_with(|c: char| c.is_ascii_digit());
            (!text.is_empty() && !is_figure).then_some(text)
        };
        let mut texts: Vec<String> = self.begun(row).filter_map(label).collect();
        texts.sort();
        texts.dedup();
        texts.len() > 2 && texts.len() == self.begun(row).count()
    }

    /// Counts its columns among these.
    fn put_on(&mut self, columns: &[f64]) {
        let place = |n: usize| {
            let side = self.columns.get(n).copied().unwrap_or_default();
            let far = |other: &&f64| (**other - side).abs();
            columns.iter().enumerate().min_by(|one, other| far(&one.1).total_cmp(&far(&other.1))).map_or(n, |(n, _)| n)
        };
        for RuledCell { cell, .. } in &mut self.cells {
            let (from, to) = (place(cell.column), place(cell.column + cell.across));
            (cell.column, cell.across) = (from, (to - from.min(to)).max(1));
        }
        self.columns = columns.to_vec();
    }

    /// Puts the rows of the next page below its own, without the heads that come again.
    fn append(&mut self, next: Self, heads: usize) {
        let cut = self.is_cut(&next, heads);
        let told = self.told(&next, heads).filter(|_| cut);
        let begin = self.rows - usize::from(cut);
        for RuledCell { mut cell, lines } in next.cells {
            if cell.row + cell.down <= heads {
                continue;
            }
            let end = begin + cell.row + cell.down - heads;
            cell = FramedCell { row: begin + cell.row.saturating_sub(heads), ..cell };
            cell.down = end - cell.row;
            let moved = RuledCell { cell, lines };
            let above = self.cells.iter_mut().find(|above| above.end() == self.rows && above.same_columns(&moved));
            match above {
                // Its row was cut, or it goes down over the page.
                Some(above) if cell.row == begin && (cut || carries_on(above, &moved)) => {
                    above.cell.down = end - above.cell.row;
                    let is_again = above.is_named_by(&moved) || above.is_said_again(&moved, told);
                    if !is_again && (above.is_blank() || cut) {
                        above.lines.extend(moved.lines);
                    }
                }
                _ => self.cells.push(moved),
            }
        }
        self.rows = begin + next.rows - heads;
        self.cells.sort_by_key(|cell| (cell.cell.row, cell.cell.column));
    }

    /// The page cut its last row: what stands on the next page goes on with texts of it, and says less than a row does.
    fn is_cut(&self, next: &Self, heads: usize) -> bool {
        let Some(last) = self.rows.checked_sub(1) else { return false };
        let row: Vec<&RuledCell> = self.cells.iter().filter(|cell| cell.stands_in(last)).collect();
        let told = self.told(next, heads);
        let (mut said, mut long, mut flows) = (0_usize, 0, 0);
        for cell in next.cells.iter().filter(|cell| cell.stands_in(heads)) {
            let Some(above) = row.iter().find(|above| above.same_columns(cell)) else { return false };
            if cell.is_blank() || above.is_named_by(cell) || above.is_said_again(cell, told) {
                continue;
            }
            let (Some(end), Some(begin)) = (above.lines.last(), cell.lines.first()) else { return false };
            // One line in a narrow column may be a label that happens to fill it.
            let is_label = above.lines.len() == 1 && end.1.is_narrow(end.0.size);
            let flow = !is_label && goes_on((&end.0, end.1), (&begin.0, begin.1));
            let is_long = above.lines.len() > 2;
            if !is_long && !flow {
                return false;
            }
            said += 1;
            long += usize::from(is_long);
            flows += usize::from(flow);
        }
        // Where many texts stand beside each other some may end with the page, but not most; all may below a head beside
        // whose label there is no other row.
        let most = if self.is_only_row_of(next, heads) { said.min(1) } else { said.div_ceil(2) };
        let most = if self.hangs_from_head(next, heads) { 0 } else { most };
        let sure = row.len() < 4 || told.is_some() || flows == said || long == said && flows >= most;
        // What goes down over several rows says nothing of this one.
        let before = row.iter().filter(|cell| !cell.is_blank() && cell.cell.row == last).count();
        said > 0 && sure && (said * 2 <= before || row.len() == 1 || long == said)
    }

    /// A label that says （续） on the next page has no row here but its heads and the last one.
    fn is_only_row_of(&self, next: &Self, heads: usize) -> bool {
        self.named(next, heads).into_iter().any(|(row, _)| self.rows - row <= heads + 1)
    }

    /// A label that says （续） on the next page stands in its head there, and beside the head and the last row here.
    fn hangs_from_head(&self, next: &Self, heads: usize) -> bool {
        let in_head = next.cells.iter().filter(|cell| heads > 0 && cell.cell.row == 0 && cell.end() > heads);
        let above = |cell: &RuledCell| {
            self.cells.iter().any(|above| {
                above.end() == self.rows
                    && above.cell.row + heads + 1 == self.rows
                    && above.same_columns(cell)
                    && above.is_named_by(cell)
            })
        };
        in_head.into_iter().any(above)
    }

    /// The labels that say （续） on the next page beside its first row: in which row they began, and which column follows.
    fn named(&self, next: &Self, heads: usize) -> Vec<(usize, usize)> {
        let begun = next.cells.iter().filter(|cell| cell.stands_in(heads));
        let named = begun.filter_map(|cell| {
            let above = self.cells.iter().find(|above| above.end() == self.rows && above.same_columns(cell))?;
            above.is_named_by(cell).then_some((above.cell.row, cell.cell.column + cell.cell.across))
        });
        named.collect()
    }

    /// Up to which column the next page only says whose its first row is, which is this one: the last cell that says （续）
    /// began in it, and what is beside that says nothing more.
    fn told(&self, next: &Self, heads: usize) -> Option<usize> {
        let (row, end) = self.named(next, heads).into_iter().max_by_key(|(_, end)| *end)?;
        let mut begun = next.cells.iter().filter(|cell| cell.stands_in(heads));
        let is_blank = begun.any(|cell| cell.cell.column == end && cell.is_blank());
        (row + 1 == self.rows && is_blank).then_some(end)
    }

    /// As a table of a document.
    pub fn document(&self) -> DocumentTable {
        let spot = |cell: &RuledCell| {
            let FramedCell { row, column, down, across } = cell.cell;
            Spot { row, column, down, across, text: cell.text(), ..Spot::default() }
        };
        DocumentTable { cells: self.cells.iter().map(spot).collect(), ..DocumentTable::default() }
    }
}

/// A cell that covers several rows is drawn anew on the next page, blank or with its text once more.
fn carries_on(above: &RuledCell, next: &RuledCell) -> bool {
    let again = || next.is_blank() || above.text() == next.text() || above.is_named_by(next);
    (above.cell.down > 1 || next.cell.down > 1) && !above.is_blank() && again()
}

/// Where the lines of a cell may reach, right up to its sides.
fn bare_room(line: &TextLine, [left, top, right, bottom]: [f64; 4]) -> TextRoom {
    let turn = line.letters.first().map_or(Turn::Upright, |letter| letter.turn);
    let (one, other) = (turn.seen(left, top).0, turn.seen(right, bottom).0);
    TextRoom { left: one.min(other), right: one.max(other) }
}

/// How far texts keep from the sides of their cells.
fn inset(cells: &[RuledCell]) -> f64 {
    let lines = cells.iter().flat_map(|cell| &cell.lines);
    let mut gaps: Vec<f64> = lines.map(|(line, room)| gap(line, *room)).filter(|gap| gap.is_finite()).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 10).copied().unwrap_or_default().clamp(0.0, WIDEST_INSET)
}
