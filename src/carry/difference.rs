//! 对照: in what two reports differ, cell by cell, with the rows and projects that came, went or moved.
//!
//! Of each line is known whether what the earlier report has can be put into the later one, and by which edit.

use crate::form::CellId;
use crate::report::Edit;
use crate::value::Text;
use std::collections::HashMap;

/// In what two reports differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The lines, in the order of the later report's paper; what only the earlier one has stands below its part.
    pub lines: Vec<DifferentLine>,
    /// What is noted otherwise, beside what is written; the grounds first.
    pub notes: Vec<DifferentNote>,
    /// The later report's cell that is the same as one of the earlier's.
    pub(super) same: HashMap<CellId, CellId>,
}

/// One line of a difference.
#[derive(Clone, Debug, PartialEq)]
pub enum DifferentLine {
    /// A cell that says something else.
    Cell(DifferentCell),
    /// A row or a project that came, went or moved.
    Piece(DifferentPiece),
}

/// A cell that says something else, or that only one of both has.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferentCell {
    /// Where it is in the later report; none where that has no such cell.
    pub at: Option<CellId>,
    /// Where it was in the earlier one; none where that had no such cell.
    pub was: Option<CellId>,
    /// Its place in words.
    pub words: String,
    /// What the earlier report says there, amounts in the unit of the later one.
    pub before: Text,
    /// What the later one says.
    pub now: Text,
    /// The program computed it, before and now.
    pub computed: (bool, bool),
    /// It holds a figure, a date or something to choose; else words.
    pub is_figure: bool,
    /// What puts the earlier one's into the later report, or why nothing does.
    pub take: Result<Edit, NotTaken>,
}

/// A row or a project that only one of both has, or that stands elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferentPiece {
    /// Row or project.
    pub kind: PieceKind,
    /// What became of it.
    pub fate: PieceFate,
    /// Its address in the report that has it, the later where both do: `scores/quantity-2`, `p2`.
    pub at: String,
    /// What it is, in words.
    pub words: String,
    /// What is written in it, where only one report has it.
    pub cells: Vec<DifferentCell>,
    /// What makes it as it was in the earlier report, or why nothing does.
    pub take: Result<Edit, NotTaken>,
}

/// What people add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// 行
    Row,
    /// 项目
    Project,
}

/// What became of something that people add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceFate {
    /// Only the later report has it.
    Added,
    /// Only the earlier one had it.
    Removed,
    /// It stood at this place and stands at that, counted from 1.
    Moved(usize, usize),
}

/// Something noted otherwise: 表样, 年度, 定稿, 说明, 待核实, what stands beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferentNote {
    /// It is what the reports are written on, form or year: told before all else, since the rest follows from it.
    pub ground: bool,
    /// What it is about.
    pub words: String,
    /// What the earlier report has.
    pub before: String,
    /// What the later one has.
    pub now: String,
}

/// Why what the earlier report has cannot be put into the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The program computes it.
    #[error("这一格由程序计算，不用采用，它所依据的格子改了它就跟着变。")]
    Computed,
    /// The earlier report has no such cell.
    #[error("那一份没有这一格，没有可以采用的内容。")]
    NothingThere,
    /// The later report has no such cell.
    #[error("现在的表样没有这一格，不能采用。需要的话，请自己填到合适的格子里。")]
    NoPlace,
    /// It is no amount, and the units differ.
    #[error("两边的金额单位不同，这一格换算不了，请自己改写。")]
    Unit,
}

/// It writes a text that quotes figures.
fn quotes(edit: &Edit) -> bool {
    match edit {
        Edit::Write { text, .. } | Edit::Bring { text, .. } => text.contains('【'),
        Edit::All(edits) => edits.iter().any(quotes),
        _ => false,
    }
}

impl Difference {
    /// They are the same, in what is written and in what is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.notes.is_empty()
    }

    /// All that can be taken in one step. Another order is not, beside a text that quotes figures: such a text is brought
    /// with the names of now, and moved rows change those.
    #[must_use]
    pub fn takes(&self) -> Vec<Edit> {
        let all = || self.lines.iter().filter_map(|line| line.take().as_ref().ok());
        let stays = all().any(quotes);
        all().filter(|edit| !(stays && matches!(edit, Edit::MoveRow { .. }))).cloned().collect()
    }

    /// What the reports are written on, where that differs.
    #[must_use]
    pub fn grounds(&self) -> &[DifferentNote] {
        self.notes.get(..self.notes.partition_point(|note| note.ground)).unwrap_or_default()
    }

    /// What else is noted otherwise.
    #[must_use]
    pub fn other_notes(&self) -> &[DifferentNote] {
        self.notes.get(self.grounds().len()..).unwrap_or_default()
    }

    /// The later report's cell that is the same as one of the earlier's.
    #[must_use]
    pub fn same(&self, at: &CellId) -> Option<&CellId> {
        self.same.get(at)
    }

    /// How much differs, in words.
    #[must_use]
    pub fn says(&self) -> String {
        let cells = self.lines.iter().filter_map(DifferentLine::cell);
        let (computed, written): (Vec<_>, Vec<_>) = cells.partition(|cell| cell.is_computed());
        let count = |kind: PieceKind, word: &str, fates: fn(PieceFate) -> bool| {
            let pieces = self.lines.iter().filter_map(DifferentLine::piece);
            let count = pieces.filter(|piece| piece.kind == kind && fates(piece.fate)).count();
            (count, format!("{word}{count}{}", if kind == PieceKind::Row { "行" } else { "个项目" }))
        };
        let each = [PieceKind::Project, PieceKind::Row].into_iter().flat_map(|kind| {
            [
                count(kind, "增加", |fate| fate == PieceFate::Added),
                count(kind, "删除", |fate| fate == PieceFate::Removed),
                count(kind, "移动", |fate| matches!(fate, PieceFate::Moved(..))),
            ]
        });
        let cells = [
            (written.len(), format!("{}格填写的内容不同", written.len())),
            (computed.len(), format!("{}格计算的结果不同", computed.len())),
        ];
        let grounds = self.grounds().iter().map(|note| (1, format!("{}不同", note.words)));
        let notes = self.other_notes().len();
        let notes = (notes, format!("另有{notes}处说明、定稿或标记不同"));
        let all = grounds.chain(cells).chain(each).chain([notes]).filter(|(count, _)| *count > 0);
        let all: Vec<String> = all.map(|(_, words)| words).collect();
        if all.is_empty() { "两份内容相同。".into() } else { format!("{}。", all.join("，")) }
    }
}

impl DifferentLine {
    /// The cell, where it is one.
    #[must_use]
    pub fn cell(&self) -> Option<&DifferentCell> {
        if let Self::Cell(cell) = self { Some(cell) } else { None }
    }

    /// The row or project, where it is one.
    #[must_use]
    pub fn piece(&self) -> Option<&DifferentPiece> {
        if let Self::Piece(piece) = self { Some(piece) } else { None }
    }

    /// What makes the later report as the earlier is, or why nothing does.
    pub fn take(&self) -> &Result<Edit, NotTaken> {
        match self {
            Self::Cell(cell) => &cell.take,
            Self::Piece(piece) => &piece.take,
        }
    }
}

impl DifferentCell {
    /// The program computes it in both: it follows from other cells.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.computed == (true, true)
    }
}

impl DifferentPiece {
    /// What became of it, in words: 增加一行.
    #[must_use]
    pub fn says(&self) -> String {
        let one = if self.kind == PieceKind::Row { "一行" } else { "一个项目" };
        match self.fate {
            PieceFate::Added => format!("增加{one}"),
            PieceFate::Removed => format!("删除{one}"),
            PieceFate::Moved(from, to) => format!("移动{one}，从第{from}到第{to}"),
        }
    }
}
