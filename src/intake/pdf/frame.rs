//! Frames: tables as they are ruled. Lines that meet are one frame; a cell is what no line parts.

use super::rule::RuledLine;
use std::collections::BTreeMap;

/// Lines meet that end so near to each other.
const REACH: f64 = 2.5;
/// Lines of one page. What has more is a drawing.
const LINES: usize = 6_000;
/// Places of one frame: rows times columns.
const PLACES: usize = 200_000;
/// How much of a side must be ruled to be one.
const RULED: f64 = 0.6;

/// A ruled table on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// Where its columns begin, left to right, and where the last one ends.
    pub columns: Vec<f64>,
    /// Where its rows begin, top to bottom, and where the last one ends.
    pub rows: Vec<f64>,
    /// Its cells, row by row, left to right.
    pub cells: Vec<FramedCell>,
    /// Which cell each place belongs to, row by row.
    owners: Vec<usize>,
}

/// A cell of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FramedCell {
    pub row: usize,
    pub column: usize,
    pub down: usize,
    pub across: usize,
}

impl Frame {
    /// The cell that stands at a place of the page.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        let within = |sides: &[f64], place: f64| {
            let n = sides.partition_point(|side| *side <= place);
            (0 < n && n < sides.len()).then(|| n - 1)
        };
        let (column, row) = (within(&self.columns, x)?, within(&self.rows, y)?);
        self.owners.get(row * self.columns.len().saturating_sub(1) + column).copied()
    }

    /// Left, top, right and bottom of a cell.
    pub fn sides(&self, cell: FramedCell) -> [f64; 4] {
        let column = |n: usize| self.columns.get(n).copied().unwrap_or_default();
        let row = |n: usize| self.rows.get(n).copied().unwrap_or_default();
        [column(cell.column), row(cell.row), column(cell.column + cell.across), row(cell.row + cell.down)]
    }

    /// Left, top, right and bottom.
    pub fn bounds(&self) -> [f64; 4] {
        let end =
            |sides: &[f64]| (sides.first().copied().unwrap_or_default(), sides.last().copied().unwrap_or_default());
        let ((left, right), (top, bottom)) = (end(&self.columns), end(&self.rows));
        [left, top, right, bottom]
    }

    /// How much of the page it covers.
    fn area(&self) -> f64 {
        let [left, top, right, bottom] = self.bounds();
        (right - left) * (bottom - top)
    }
}

/// The frames of a page, the smallest first: a table within a cell comes before the one it stands in.
pub(super) fn frames(rules: &[RuledLine]) -> Vec<Frame> {
    let (level, upright): (Vec<RuledLine>, Vec<RuledLine>) = rules.iter().partition(|rule| rule.level);
    if level.len() + upright.len() > LINES {
        return Vec::new();
    }
    let mut frames: Vec<Frame> = met(&level, &upright).into_iter().filter_map(|(l, u)| frame(&l, &u)).collect();
    frames.sort_by(|one, other| one.area().total_cmp(&other.area()));
    // A border around the page is no table.
    let around = |frame: &Frame, others: &[Frame]| {
        let [left, top, right, bottom] = frame.bounds();
        frame.cells.len() == 1
            && others.iter().any(|other| {
                let [l, t, r, b] = other.bounds();
                other.area() < frame.area() && l > left && t > top && r < right && b < bottom
            })
    };
    let outer: Vec<bool> = frames.iter().map(|frame| around(frame, &frames)).collect();
    let mut outer = outer.into_iter();
    frames.retain(|_| !outer.next().unwrap_or_default());
    frames
}

/// Lines by the frame they are of: those that meet, directly or over others.
fn met(level: &[RuledLine], upright: &[RuledLine]) -> Vec<(Vec<RuledLine>, Vec<RuledLine>)> {
    let mut groups = Groups::new(level.len() + upright.len());
    for (n, one) in level.iter().enumerate() {
        for (m, other) in upright.iter().enumerate() {
            let across = one.from - REACH <= other.at && other.at <= one.to + REACH;
            if across && other.from - REACH <= one.at && one.at <= other.to + REACH {
                groups.join(n, level.len() + m);
            }
        }
    }
    let mut parts: BTreeMap<usize, (Vec<RuledLine>, Vec<RuledLine>)> = BTreeMap::new();
    for (n, rule) in level.iter().chain(upright).enumerate() {
        let part = parts.entry(groups.of(n)).or_default();
        if rule.level { part.0.push(*rule) } else { part.1.push(*rule) }
    }
    parts.into_values().collect()
}

/// The frame that lines make which meet.
fn frame(level: &[RuledLine], upright: &[RuledLine]) -> Option<Frame> {
    if level.is_empty() || upright.is_empty() {
        return None;
    }
    let columns = sides(upright, level);
    let rows = sides(level, upright);
    let (wide, high) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if wide == 0 || high == 0 || wide * high > PLACES {
        return None;
    }
    let mut groups = Groups::new(wide * high);
    let (between_rows, between_columns) = (Ruled::new(level), Ruled::new(upright));
    for row in 0..high {
        for column in 0..wide {
            let place = row * wide + column;
            let right = columns.get(column + 1).copied().unwrap_or_default();
            let below = rows.get(row + 1).copied().unwrap_or_default();
            if column + 1 < wide && !between_columns.parts(right, &rows, row) {
                groups.join(place, place + 1);
            }
            if row + 1 < high && !between_rows.parts(below, &columns, column) {
                groups.join(place, place + wide);
            }
        }
    }
    let mut frame = Frame { columns, rows, ..Frame::default() };
    frame.take(&mut groups, wide, high);
    Some(frame)
}

impl Frame {
    /// Takes the groups of places as its cells. One that is no rectangle, since a line is missing, becomes several.
    fn take(&mut self, groups: &mut Groups, wide: usize, high: usize) {
        const FREE: usize = usize::MAX;
        let mut owners = vec![FREE; wide * high];
        for place in 0..wide * high {
            if owners.get(place) != Some(&FREE) {
                continue;
            }
            let (row, column) = (place / wide, place % wide);
            let group = groups.of(place);
            let mut is_own = |place: usize| owners.get(place) == Some(&FREE) && groups.of(place) == group;
            let across = (column..wide).take_while(|column| is_own(row * wide + column)).count();
            let whole = |row: &usize| (column..column + across).all(|column| is_own(row * wide + column));
            let down = (row..high).take_while(whole).count();
            for row in row..row + down {
                let places = owners.get_mut(row * wide + column..row * wide + column + across).unwrap_or_default();
                places.fill(self.cells.len());
            }
            self.cells.push(FramedCell { row, column, down, across });
        }
        self.owners = owners;
    }
}

/// Where lines part a frame; where lines of the other way reach beyond the last one, its side is open there.
fn sides(lines: &[RuledLine], others: &[RuledLine]) -> Vec<f64> {
    let mut sides: Vec<f64> = lines.iter().map(|line| line.at).collect();
    sides.sort_by(f64::total_cmp);
    sides.dedup_by(|next, last| (*next - *last).abs() < 0.01);
    let first = others.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let last = others.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    if sides.first().is_some_and(|side| first < side - 2.0 * REACH) {
        sides.insert(0, first);
    }
    if sides.last().is_some_and(|side| last > side + 2.0 * REACH) {
        sides.push(last);
    }
    sides
}

/// Lines of one way, by where they lie.
struct Ruled(Vec<(f64, Vec<RuledLine>)>);

impl Ruled {
    fn new(lines: &[RuledLine]) -> Self {
        let mut lines = lines.to_vec();
        lines.sort_by(|one, other| one.at.total_cmp(&other.at));
        let sides = lines.chunk_by(|one, other| (other.at - one.at).abs() < 0.01);
        Self(sides.filter_map(|side| Some((side.first()?.at, side.to_vec()))).collect())
    }

    /// A line that lies there parts what is before and behind it, from the n-th of these sides to the next.
    fn parts(&self, at: f64, sides: &[f64], n: usize) -> bool {
        let (Some(from), Some(to)) = (sides.get(n), sides.get(n + 1)) else { return false };
        let found = self.0.partition_point(|(side, _)| *side < at - 0.005);
        let Some((_, lines)) = self.0.get(found).filter(|(side, _)| (side - at).abs() < 0.02) else { return false };
        let covered: f64 = lines.iter().map(|line| (line.to.min(*to) - line.from.max(*from)).max(0.0)).sum();
        covered >= (to - from) * RULED
    }
}

/// Things joined to groups.
struct Groups(Vec<usize>);

impl Groups {
    fn new(many: usize) -> Self {
        Self((0..many).collect())
    }

    /// The group of one: the least of its members.
    fn of(&mut self, mut one: usize) -> usize {
        while let Some(up) = self.0.get(one).copied().filter(|up| *up != one) {
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(own) = self.0.get_mut(one) {
                *own = above;
            }
            one = above;
        }
        one
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(root) = self.0.get_mut(one.max(other)) {
            *root = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f64, from: f64, to: f64) -> RuledLine {
        RuledLine { level: true, at, from, to }
    }

    fn upright(at: f64, from: f64, to: f64) -> RuledLine {
        RuledLine { level: false, at, from, to }
    }

    #[test]
    fn cells_are_what_no_line_parts() {
        // Two columns; the first cell goes down over both rows, a line below it is missing at the left.
        let rules = [
            level(0.0, 0.0, 100.0),
            level(20.0, 50.0, 100.0),
            level(40.0, 0.0, 100.0),
            upright(0.0, 0.0, 40.0),
            upright(50.0, 0.0, 40.0),
            upright(100.0, 0.0, 40.0),
        ];
        let all = frames(&rules);
        assert_eq!(all.len(), 1);
        let cell = |row, column, down, across| FramedCell { row, column, down, across };
        assert_eq!(all[0].cells, [cell(0, 0, 2, 1), cell(0, 1, 1, 1), cell(1, 1, 1, 1)]);
        assert_eq!((all[0].at(10.0, 30.0), all[0].at(60.0, 30.0), all[0].at(110.0, 30.0)), (Some(0), Some(2), None));
    }

    #[test]
    fn open_sides_are_sides() {
        let rules = [level(0.0, 0.0, 100.0), level(20.0, 0.0, 100.0), upright(50.0, 0.0, 20.0)];
        let all = frames(&rules);
        assert_eq!(all[0].columns, [0.0, 50.0, 100.0]);
        assert_eq!(all[0].cells.len(), 2);
    }

    #[test]
    fn a_border_around_all_and_a_single_line_are_no_tables() {
        let around = |n: f64| {
            let end = 100.0 - n;
            [level(n, n, end), level(end, n, end), upright(n, n, end), upright(end, n, end)]
        };
        let rules: Vec<RuledLine> =
            around(0.0).into_iter().chain(around(20.0)).chain([level(50.0, 30.0, 60.0)]).collect();
        assert_eq!(frames(&rules).len(), 1);
        assert_eq!(frames(&[level(50.0, 30.0, 60.0)]).len(), 0);
    }
}
