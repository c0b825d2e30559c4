//! Two reports laid over each other, part by part: which lines differ, and what would take the earlier one's.

use super::bringing::{Bringing, typed};
use super::difference::{Difference, DifferentCell, DifferentLine, DifferentPiece, NotTaken, PieceFate, PieceKind};
use super::moved::{Moved, moved, moved_rows};
use super::noted::noted;
use super::pairing::{PairedBy, PairedPart, Pairing};
use super::snapshot::Snapshot;
use crate::form::{CellId, ColumnRole, Holds};
use crate::report::{Edit, OwnRow};
use crate::sheet::{Cell, Line, Origin, Part, Value};
use crate::value::Text;
use std::collections::{HashMap, HashSet};

impl Difference {
    /// In what a later report differs from an earlier one. Total.
    #[must_use]
    pub fn between(before: &Snapshot, now: &Snapshot) -> Self {
        let (lines, same) = DifferenceWalk::new(before, now).lines();
        let difference = Self { lines, notes: Vec::new(), same };
        Self { notes: noted(before, now, &difference), ..difference }
    }
}

/// Two reports on their way to what differs.
struct DifferenceWalk<'a> {
    before: &'a Snapshot,
    now: &'a Snapshot,
    by: PairedBy,
    pairing: Pairing<'a>,
    /// The later report is of the very year after.
    follows: bool,
    lines: Vec<DifferentLine>,
    bringing: Bringing<'a>,
    /// Lines of the earlier report that have found theirs, by part and row.
    seen: HashSet<(&'a str, &'a str)>,
    /// Cells of the earlier report that have found theirs.
    seen_cells: HashSet<&'a CellId>,
}

impl<'a> DifferenceWalk<'a> {
    fn new(before: &'a Snapshot, now: &'a Snapshot) -> Self {
        let by = before.paired_by(now);
        let pairing = Pairing::between((&before.form, &before.sheet), (&now.form, &now.sheet), by);
        let follows = before.sheet.year.checked_add(1) == Some(now.sheet.year);
        let bringing = Bringing::new(before, now, HashMap::new());
        let (lines, seen, seen_cells) = (Vec::new(), HashSet::new(), HashSet::new());
        let mut differing = Self { before, now, by, pairing, follows, lines, bringing, seen, seen_cells };
        differing.pair();
        differing
    }

    /// Which cell is now the same as one: known before any text is compared, since texts quote cells.
    fn pair(&mut self) {
        let mut same = HashMap::new();
        for part in &self.now.sheet.parts {
            let Some(paired) = self.pairing.part(part) else { continue };
            for line in &part.lines {
                if let Some(was) = paired.line(line) {
                    self.seen.insert((&paired.past().id, &was.id));
                }
                for cell in &line.cells {
                    let Some(was) = paired.cell(line, &cell.at.column) else { continue };
                    self.seen_cells.insert(&was.at);
                    // What this year says of last year's is beside it, not the same cell.
                    if !(self.follows && cell.role == Some(ColumnRole::Last)) {
                        same.insert(was.at.clone(), cell.at.clone());
                    }
                }
            }
        }
        self.bringing = Bringing::new(self.before, self.now, same);
    }

    /// The lines, and which cell is now the same as one.
    fn lines(mut self) -> (Vec<DifferentLine>, HashMap<CellId, CellId>) {
        let moved = self.moved_projects();
        let mut project = None;
        for part in &self.now.sheet.parts {
            let begins = part.project.is_some() && part.project != project;
            project = part.project;
            let own = part.id.split_once('.').map(|(id, _)| id);
            let added = own.is_some_and(|id| self.pairing.project(id).is_none());
            if let (true, Some(id)) = (begins, own) {
                self.project(part, id, added, &moved);
            }
            if !added {
                let paired = self.pairing.part(part);
                self.part(part, paired.as_ref());
            }
        }
        self.gone();
        (self.lines, self.bringing.into_same())
    }

    /// The projects that both have and that stand elsewhere now.
    fn moved_projects(&self) -> HashMap<&'a str, Moved> {
        let (now, before) = (&self.now.sheet, &self.before.sheet);
        let was: HashMap<&str, usize> =
            (0..before.projects()).filter_map(|number| Some((before.project_id(number)?, number))).collect();
        let ids = (0..now.projects()).filter_map(|number| Some((now.project_id(number)?, number)));
        moved(ids.filter_map(|(id, number)| Some((id, *was.get(self.pairing.project(id)?)?, number))))
    }

    fn project(&mut self, part: &'a Part, id: &'a str, added: bool, moved: &HashMap<&str, Moved>) {
        let (fate, take) = match moved.get(id) {
            _ if added => (PieceFate::Added, Ok(Edit::RemoveProject(id.into()))),
            Some(moved) => moved_back(moved, OwnRow::Project(id.into())),
            None => return,
        };
        let lines: Vec<&Line> = self.now.sheet.parts_of(part.project).flat_map(|part| &part.lines).collect();
        let cells = lines.iter().flat_map(|line| typed(line).map(|cell| self.only_now(line, cell)));
        let cells: Vec<DifferentCell> = if added { cells.collect() } else { Vec::new() };
        if added && self.is_nothing(&cells) {
            return;
        }
        let words = self.now.project_words(part);
        self.lines.push(DifferentLine::Piece(DifferentPiece {
            kind: PieceKind::Project,
            fate,
            at: id.into(),
            words,
            cells,
            take,
        }));
    }

    /// A part beside the same of the earlier report, or alone.
    fn part(&mut self, part: &'a Part, paired: Option<&PairedPart<'a>>) {
        let moved = paired.map(|paired| moved_rows(part, paired)).unwrap_or_default();
        for line in &part.lines {
            let was = paired.and_then(|paired| paired.line(line));
            if was.is_none() && line.added_under.is_some() && paired.is_some() {
                self.added_row(part, line);
                continue;
            }
            if let (Some(moved), Some(under)) = (moved.get(line.id.as_str()), &line.added_under) {
                let row = OwnRow::Added { section: part.id.clone(), under: under.clone(), row: line.id.clone() };
                let (fate, take) = moved_back(moved, row);
                self.lines.push(DifferentLine::Piece(DifferentPiece {
                    kind: PieceKind::Row,
                    fate,
                    at: format!("{}/{}", part.id, line.id),
                    words: self.now.row_words(part, line),
                    cells: Vec::new(),
                    take,
                }));
            }
            for cell in &line.cells {
                let before = paired.and_then(|paired| paired.cell(line, &cell.at.column));
                let differs = match before {
                    Some(before) => self.differs(before, cell),
                    None => says_something(cell),
                };
                if differs {
                    let cell = before.map_or_else(|| self.only_now(line, cell), |before| self.both(line, before, cell));
                    self.lines.push(DifferentLine::Cell(cell));
                }
            }
        }
        if let Some(paired) = paired {
            self.gone_lines(paired.past(), Some(part));
        }
    }

    fn added_row(&mut self, part: &'a Part, line: &'a Line) {
        let cells: Vec<DifferentCell> = typed(line).map(|cell| self.only_now(line, cell)).collect();
        if self.is_nothing(&cells) {
            return;
        }
        self.lines.push(DifferentLine::Piece(DifferentPiece {
            kind: PieceKind::Row,
            fate: PieceFate::Added,
            at: format!("{}/{}", part.id, line.id),
            words: self.now.row_words(part, line),
            cells,
            take: Ok(Edit::RemoveRow { section: part.id.clone(), row: line.id.clone() }),
        }));
    }

    /// The parts that only the earlier report has: of projects that are gone, and of sections that the form no longer has.
    fn gone(&mut self) {
        let parts: HashSet<&str> =
            self.now.sheet.parts.iter().filter_map(|part| Some(self.pairing.part(part)?.past().id.as_str())).collect();
        let projects: HashSet<&str> = (0..self.now.sheet.projects())
            .filter_map(|number| self.pairing.project(self.now.sheet.project_id(number)?))
            .collect();
        let before = self.before;
        let mut project = None;
        for part in before.sheet.parts.iter().filter(|part| !parts.contains(part.id.as_str())) {
            match part.id.split_once('.').map(|(id, _)| id).filter(|id| !projects.contains(id)) {
                Some(id) if part.project != project => self.gone_project(part, id),
                Some(_) => {}
                None => self.gone_lines(part, None),
            }
            project = part.project;
        }
    }

    fn gone_project(&mut self, part: &'a Part, id: &'a str) {
        let parts = self.before.sheet.parts_of(part.project);
        let lines: Vec<&Line> = parts.flat_map(|part| &part.lines).collect();
        let cells = lines.iter().flat_map(|line| typed(line).map(|cell| self.only_before(line, cell)));
        let cells: Vec<DifferentCell> = cells.collect();
        if self.is_nothing(&cells) {
            return;
        }
        let words = self.before.project_words(part);
        let take = self.bringing.bring_project(id, &lines);
        self.lines.push(DifferentLine::Piece(DifferentPiece {
            kind: PieceKind::Project,
            fate: PieceFate::Removed,
            at: id.into(),
            words,
            cells,
            take,
        }));
    }

    /// What of a part of the earlier report has no partner; `beside` is the later one's that is the same part.
    fn gone_lines(&mut self, past: &'a Part, beside: Option<&'a Part>) {
        for line in &past.lines {
            if line.added_under.is_none()
                || self.seen.contains(&(past.id.as_str(), line.id.as_str()))
                || beside.is_none()
            {
                // What it said of the year before is not the later one's to say.
                let own = |cell: &&Cell| !(self.follows && cell.role == Some(ColumnRole::Last));
                let alone =
                    line.cells.iter().filter(|cell| says_something(cell) && !self.seen_cells.contains(&cell.at));
                let alone = alone.filter(own);
                let alone: Vec<_> = alone.map(|cell| DifferentLine::Cell(self.only_before(line, cell))).collect();
                self.lines.extend(alone);
                continue;
            }
            let cells: Vec<DifferentCell> = typed(line).map(|cell| self.only_before(line, cell)).collect();
            if self.is_nothing(&cells) {
                continue;
            }
            let take = beside.map_or(Err(NotTaken::NoPlace), |part| self.bringing.bring_row(part, past, line));
            self.lines.push(DifferentLine::Piece(DifferentPiece {
                kind: PieceKind::Row,
                fate: PieceFate::Removed,
                at: format!("{}/{}", past.id, line.id),
                words: self.before.row_words(past, line),
                cells,
                take,
            }));
        }
    }

    /// Where only names say what is the same, a row or project in which nothing is written is none.
    fn is_nothing(&self, cells: &[DifferentCell]) -> bool {
        cells.is_empty() && self.by != PairedBy::Address
    }

    fn both(&self, line: &Line, before: &Cell, now: &Cell) -> DifferentCell {
        DifferentCell {
            at: Some(now.at.clone()),
            was: Some(before.at.clone()),
            words: self.now.cell_words(line, now),
            before: self.bringing.text(before),
            now: now.text.clone(),
            computed: (before.origin == Origin::Computed, now.origin == Origin::Computed),
            is_figure: !is_wordy(now),
            take: self.bringing.take(before, now),
        }
    }

    fn only_now(&self, line: &Line, now: &Cell) -> DifferentCell {
        DifferentCell {
            at: Some(now.at.clone()),
            was: None,
            words: self.now.cell_words(line, now),
            before: Text::default(),
            now: now.text.clone(),
            computed: (false, now.origin == Origin::Computed),
            is_figure: !is_wordy(now),
            take: Err(NotTaken::NothingThere),
        }
    }

    fn only_before(&self, line: &Line, before: &Cell) -> DifferentCell {
        DifferentCell {
            at: None,
            was: Some(before.at.clone()),
            words: self.before.cell_words(line, before),
            before: self.bringing.text(before),
            now: Text::default(),
            computed: (before.origin == Origin::Computed, false),
            is_figure: !is_wordy(before),
            take: Err(NotTaken::NoPlace),
        }
    }

    /// They say something else, or one of them is computed and the other written.
    fn differs(&self, before: &Cell, now: &Cell) -> bool {
        let computed = |cell: &Cell| cell.origin == Origin::Computed;
        if !says_something(before) && !says_something(now) {
            return false;
        }
        let other_unit = self.before.form.money != self.now.form.money;
        let same = match (&before.value, &now.value) {
            (Value::Money(before), Value::Money(now)) if other_unit => before == now,
            _ => self.bringing.text(before) == now.text,
        };
        !same || computed(before) != computed(now)
    }
}

/// What became of something that stands elsewhere, and what puts it back.
fn moved_back(moved: &Moved, row: OwnRow) -> (PieceFate, Result<Edit, NotTaken>) {
    let (from, to) = moved.places;
    (PieceFate::Moved(from, to), Ok(Edit::MoveRow { row, to: moved.back }))
}

/// It is neither blank nor as the form itself has it.
fn says_something(cell: &Cell) -> bool {
    !cell.text.is_empty() && cell.origin != Origin::Blocked
}

/// Its words can differ in part: no figure, date or choice.
fn is_wordy(cell: &Cell) -> bool {
    matches!(cell.holds, Holds::Text | Holds::Long)
}
