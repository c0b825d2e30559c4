//! Undo by whole-report snapshots, merged by cell, in paragraphs by sentence, not by clock.
//!
//! Snapshots share every part, and in it every row, that did not change: a step costs little more than what it changed.

use crate::form::CellId;
use crate::report::Report;
use crate::sheet::Sheet;
use crate::value::Splice;
use std::sync::Arc;

/// More steps than anyone takes back.
const STEPS: usize = 1000;
/// What ends a step in paragraphs: a sentence, or its line.
const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];

/// It ends a sentence or its line.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    text.ends_with(ENDS)
}

/// More sentences than anyone says at once: so long a text is one step.
const SENTENCES: usize = 50;

/// What stands on the way from one text to the other, where what is typed at once is several sentences or lines: each
/// that ends is a step of its own. Whatever takes the place of sentences is none of typing.
pub(super) fn on_the_way(before: &str, now: &str) -> Vec<String> {
    let splice = Splice::between(before, now);
    if before.get(splice.at..splice.at + splice.removed).is_none_or(|removed| removed.contains(ENDS)) {
        return Vec::new();
    }
    let (from, to) = typed_at(now, &splice);
    let typed = now.get(from..to).unwrap_or_default();
    let ends = typed.match_indices(ENDS).map(|(at, end)| from + at + end.len()).filter(|end| *end < to);
    let ends: Vec<usize> = ends.take(SENTENCES + 1).collect();
    if ends.len() > SENTENCES {
        return Vec::new();
    }
    ends.into_iter().filter_map(|end| Some(format!("{}{}", now.get(..end)?, now.get(to..)?))).collect()
}

/// From where to where it was typed, in bytes; of several places where it may be, that at which it ends a sentence.
fn typed_at(now: &str, splice: &Splice<'_>) -> (usize, usize) {
    let last = (splice.at, splice.end());
    let (mut from, mut to) = last;
    while !now.get(from..to).is_some_and(ends_sentence) {
        let (Some(before), Some(end)) = (now.get(..from), now.get(from..to).and_then(|typed| typed.chars().last()))
        else {
            return last;
        };
        if splice.removed > 0 || !before.ends_with(end) {
            return last;
        }
        (from, to) = (from - end.len_utf8(), to - end.len_utf8());
    }
    (from, to)
}

/// The steps back and forward.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// What is being typed: what is typed there next joins the last step. None after any other step, and once a step was
    /// taken back or taken again.
    typing: Option<Typing>,
}

/// What is being typed in one cell.
#[derive(Clone, Debug)]
struct Typing {
    cell: CellId,
    /// What the report came to before.
    sheet: Arc<Sheet>,
    /// In paragraphs, what was typed last.
    stroke: Option<Stroke>,
}

/// What was typed last in paragraphs. All of it is told by the texts before and after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    /// Where it left the caret, in bytes.
    caret: usize,
    /// It only took something out.
    deletes: bool,
    /// It ended a sentence or its line.
    ends: bool,
}

impl Stroke {
    /// What made one text of the other.
    pub fn between(before: &str, now: &str) -> Self {
        let splice = Splice::between(before, now);
        Self { caret: splice.end(), deletes: splice.added.is_empty(), ends: ends_sentence(splice.added) }
    }

    /// The stroke that made one text of the other, where it goes on at the caret of this one in the same way.
    fn next(self, before: &str, now: &str) -> Option<Self> {
        let (head, tail) = before.split_at_checked(self.caret)?;
        let added = now.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
        if let Some(added) = added.filter(|_| !self.deletes) {
            return Some(Self { caret: self.caret + added.len(), ends: ends_sentence(added), ..self });
        }
        let back = now.strip_suffix(tail).filter(|left| head.starts_with(left)).map(str::len);
        let onward = now.strip_prefix(head).filter(|left| tail.ends_with(left)).map(|_| self.caret);
        let caret = back.or(onward).filter(|_| self.deletes)?;
        Some(Self { caret, ..self })
    }
}

/// A step that can be taken back or taken again.
#[derive(Clone, Debug)]
struct Step {
    /// The report on its other side.
    report: Arc<Report>,
    /// The first cell that was written, if any was.
    at: Option<CellId>,
}

impl History {
    /// The report and sheet before the step that typing on in this cell joins.
    pub fn before_typing(&self, cell: &CellId) -> Option<(&Arc<Report>, &Arc<Sheet>)> {
        let typing = self.typing.as_ref().filter(|typing| typing.cell == *cell)?;
        Some((&self.undo.last()?.report, &typing.sheet))
    }

    /// What is typed next is a step of its own.
    pub fn end_step(&mut self) {
        self.typing = None;
    }

    /// Paragraphs are about to come from one text to the other by typing. A step ends there where something is typed
    /// elsewhere than at the caret, or in another way. Answers with what is typed.
    pub fn stroke(&mut self, cell: &CellId, before: &str, now: &str) -> Stroke {
        let last = self.typing.as_ref().filter(|typing| typing.cell == *cell).and_then(|typing| typing.stroke);
        last.and_then(|last| last.next(before, now)).unwrap_or_else(|| {
            self.end_step();
            Stroke::between(before, now)
        })
    }

    /// That was typed in paragraphs: it goes on from there, or has come to its end.
    pub fn typed(&mut self, stroke: Stroke) {
        self.typing = self.typing.take().filter(|_| !stroke.ends);
        if let Some(typing) = &mut self.typing {
            typing.stroke = Some(stroke);
        }
    }

    /// Remembers report and sheet before an edit, and the first cell `at` which it writes; `typed` where that is all it
    /// does, by typing. Typing on in one cell is one step, unless it was ended; typing back to where it was is none.
    pub fn push(&mut self, before: (&Arc<Report>, &Arc<Sheet>), at: Option<CellId>, typed: bool, after: &Report) {
        self.redo.clear();
        let cell = at.clone().filter(|_| typed);
        if cell.as_ref().and_then(|cell| self.before_typing(cell)).is_none() {
            self.undo.push(Step { report: Arc::clone(before.0), at });
            self.typing = cell.map(|cell| Typing { cell, sheet: Arc::clone(before.1), stroke: None });
        } else if self.undo.last().is_some_and(|last| *last.report == *after) {
            self.undo.pop();
            self.typing = None;
        }
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
    }

    /// The last step and the one before it are one.
    pub fn join(&mut self) {
        if self.undo.len() > 1 {
            self.undo.pop();
        }
    }

    pub fn undo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let before = turn(&mut self.undo, &mut self.redo, now)?;
        self.typing = None;
        Some(before)
    }

    pub fn redo(&mut self, now: &Arc<Report>) -> Option<Arc<Report>> {
        let after = turn(&mut self.redo, &mut self.undo, now)?;
        self.typing = None;
        Some(after)
    }

    /// Where the step was made that undo takes back next.
    pub fn undo_at(&self) -> Option<&CellId> {
        self.undo.last()?.at.as_ref()
    }

    /// Where the step was made that redo takes again next.
    pub fn redo_at(&self) -> Option<&CellId> {
        self.redo.last()?.at.as_ref()
    }

    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}

/// Takes a step from one side to the other. Answers with the report it leads to.
fn turn(from: &mut Vec<Step>, to: &mut Vec<Step>, now: &Arc<Report>) -> Option<Arc<Report>> {
    let Step { report, at } = from.pop()?;
    to.push(Step { report: Arc::clone(now), at });
    Some(report)
}
