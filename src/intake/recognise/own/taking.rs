//! From what a paper encloses and what stands in it now to a plan.

use super::more::{KEPT, More};
use super::paper::{paragraphs, squeezed};
use super::sight::{Sight, SightPiece};
use crate::form::{CellId, Form};
use crate::intake::document::Document;
use crate::intake::label::Likeness;
use crate::intake::plan::{Homeless, ImportPlan, Place, Placed};
use crate::intake::recognise::placing::ticked;
use crate::intake::recognise::reconcile::{agrees, difference, is_writable, trial};
use crate::report::{self, Content, Enclosed, PrintedText};
use crate::sheet::{Sheet, derive};
use crate::value::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is said of a text that stands at several places and is gone from one of them.
const CLEARED_ELSEWHERE: &str = "文件里另一处后来清空了，请核对要不要保留。";

/// A cell that was printed, and what became of it.
#[derive(Default)]
struct PrintedCell<'d> {
    /// What was printed.
    printed: &'d str,
    /// Where the same stands still.
    same: Vec<Place>,
    /// What stands there instead.
    other: Vec<(Place, Vec<Place>, Text)>,
    lost: bool,
}

/// What is taken over.
pub(super) struct Taking<'a> {
    form: &'a Form,
    content: &'a Arc<Content>,
    shown: BTreeMap<CellId, PrintedCell<'a>>,
}

impl<'a> Taking<'a> {
    /// `seen` is what was printed, in order, and what stands there now.
    pub fn new(
        form: &'a Form,
        enclosed: &'a Enclosed,
        seen: impl Iterator<Item = (&'a PrintedText, Sight<'a>)>,
    ) -> Self {
        let mut taking = Self { form, content: &enclosed.content, shown: BTreeMap::new() };
        for (said, sight) in seen {
            let at = CellId::parse(&said.key).filter(|at| form.slot(at).is_some());
            if let Some(at) = at {
                taking.see(at, said, sight);
            }
        }
        taking
    }

    fn see(&mut self, at: CellId, said: &'a PrintedText, sight: Sight<'a>) {
        let other = match &sight {
            Sight::Other(pieces) => Some(self.put_together(&at, said, pieces)),
            Sight::Same(_) | Sight::Lost => None,
        };
        let shown = self.shown.entry(at).or_default();
        shown.printed = &said.text;
        match (sight, other) {
            (Sight::Same(places), _) => shown.same.extend(places),
            (Sight::Lost, _) => shown.lost = true,
            (Sight::Other(pieces), text) => {
                let places: Vec<Place> = pieces.iter().map(|(place, _)| *place).collect();
                let first = places.first().copied().unwrap_or_default();
                shown.other.push((first, places.into_iter().skip(1).collect(), text.unwrap_or_default()));
            }
        }
    }

    /// What stands there now. Paragraphs that are still as printed say what the clerk wrote there, quotations and all.
    fn put_together(&self, at: &CellId, said: &PrintedText, pieces: &[(Place, SightPiece)]) -> Text {
        let own: Vec<&str> = paragraphs(self.content.cells.text(at)).collect();
        let printed: Vec<&str> = paragraphs(&said.text).collect();
        let written = if own.len() == printed.len() { &own } else { &printed };
        let lines = pieces.iter().map(|(_, piece)| match piece {
            SightPiece::Printed(nth) => written.get(*nth).copied().unwrap_or_default(),
            SightPiece::Other(text) => text.trim(),
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let choices = self.form.slot(at).map_or(&[][..], |slot| slot.choices);
        ticked(choices, &text).map_or_else(|| text.as_str().into(), Text::from)
    }

    /// Something stands there now that was not printed so, or no longer stands there.
    pub fn is_changed(&self) -> bool {
        self.shown.values().any(|shown| !shown.other.is_empty() || shown.lost)
    }

    /// The plan; `known` is where something stands that is known to be what it is, `plain` how the rest reads.
    pub fn plan(self, document: &Document, known: &BTreeSet<Place>, plain: ImportPlan) -> ImportPlan {
        let Self { form, content, ref shown } = self;
        let nowhere = Place::unseen(document);
        let mut taken = TakenOver { plan: ImportPlan::default(), figures: Vec::new(), cleared: Vec::new() };
        for (at, text) in content.cells.iter().filter(|(at, _)| !shown.contains_key(at)) {
            taken.plan.placed.push(surely(at, text.clone(), &[nowhere]));
        }
        for (at, shown) in shown {
            taken.cell(at, content.cells.text(at), shown, nowhere);
        }
        let mut settled: BTreeSet<CellId> = taken.plan.placed.iter().map(|placed| placed.at.clone()).collect();
        settled.extend(shown.iter().filter(|(_, shown)| !shown.lost).map(|(at, _)| at.clone()));
        let changed = self.is_changed();
        let TakenOver { mut plan, figures, cleared } = taken;
        More::new(form, content, settled).add(document, known, plain, &mut plan);
        let changed = changed || plan.placed.iter().any(|placed| !placed.is_sure());
        plan.rows = Some(skeleton(content));
        plan.year = content.year;
        settle(form, &mut plan, figures, changed);
        plan.placed.sort_by(|one, other| (one.from, &one.at).cmp(&(other.from, &other.at)));
        told(form, &mut plan, cleared);
        plan
    }
}

/// The content without its texts.
fn skeleton(content: &Content) -> Arc<Content> {
    Arc::new(Content { cells: report::Cells::default(), ..content.clone() })
}

fn surely(at: CellId, text: Text, places: &[Place]) -> Placed {
    let from = places.first().copied().unwrap_or_default();
    let also = places.iter().skip(1).copied().collect();
    Placed { at, text, from, also, sure: Likeness::Same, ..Placed::default() }
}

/// What has been taken so far.
struct TakenOver {
    plan: ImportPlan,
    /// What is printed of cells in which the clerk wrote nothing, and whether it was printed so.
    figures: Vec<(Placed, bool)>,
    /// Cells in which nothing stands any more, and what stood there.
    cleared: Vec<(CellId, String)>,
}

impl TakenOver {
    fn cell(&mut self, at: &CellId, own: &str, shown: &PrintedCell, nowhere: Place) {
        let is_cleared = |(.., text): &&(Place, Vec<Place>, Text)| text.trim().is_empty();
        let Some(changed @ (first, also, text)) = shown.other.iter().find(|other| !is_cleared(other)) else {
            // It is cleared only where it stands nowhere else as it was printed.
            return if shown.other.is_empty() || !shown.same.is_empty() {
                self.unchanged(at, own, shown, nowhere);
            } else {
                self.cleared.push((at.clone(), shown.printed.into()));
            };
        };
        let was = match squeezed(shown.printed).as_str() {
            "" => "文件里后来填上的，导出时是空的。".into(),
            _ => format!("文件里后来改过，导出时是“{}”。", shown.printed),
        };
        let rest = || shown.other.iter().filter(|other| !std::ptr::eq(*other, changed));
        let others = rest().filter(|(.., other)| squeezed(other) != squeezed(text));
        let others = others.map(|other| match other {
            other if is_cleared(&other) => CLEARED_ELSEWHERE.into(),
            (.., other) => format!("文件里另一处写的是“{other}”。"),
        });
        let doubts = std::iter::once(was).chain(others).collect();
        let also = also.iter().chain(rest().flat_map(|(first, also, _)| also.iter().chain([first])));
        let also = also.copied().collect();
        let placed = Placed { also, doubts, ..surely(at.clone(), text.clone(), &[*first]) };
        if own.is_empty() { self.figures.push((placed, false)) } else { self.plan.placed.push(placed) }
    }

    fn unchanged(&mut self, at: &CellId, own: &str, shown: &PrintedCell, nowhere: Place) {
        let places = if shown.same.is_empty() { std::slice::from_ref(&nowhere) } else { &shown.same };
        if own.is_empty() {
            if !shown.same.is_empty() && !squeezed(shown.printed).is_empty() {
                self.figures.push((surely(at.clone(), shown.printed.into(), places), true));
            }
            return;
        }
        let mut placed = surely(at.clone(), own.into(), places);
        if shown.lost && shown.same.is_empty() {
            placed.doubts.push(KEPT.into());
        }
        if !shown.other.is_empty() {
            placed.doubts.push(CLEARED_ELSEWHERE.into());
        }
        self.plan.placed.push(placed);
    }
}

/// What is printed of cells in which nothing was written: what the program computes of the rest need not be written; what
/// differs is kept and named. Where nothing was changed it is what the program computed.
fn settle(form: &Form, plan: &mut ImportPlan, figures: Vec<(Placed, bool)>, changed: bool) {
    let mut open = figures;
    if changed {
        let sheet = loop {
            let sheet = trial(form, plan.blank(form), &plan.placed);
            let (kept, rest): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|(figure, as_printed)| is_kept(form, &sheet, figure, *as_printed));
            open = rest;
            if kept.is_empty() {
                break sheet;
            }
            plan.placed.extend(kept.into_iter().map(|(mut figure, _)| {
                figure.doubts.push(difference(form, &sheet, &figure));
                figure
            }));
        };
        let refused = |(figure, as_printed): &(Placed, bool)| !as_printed && !agrees(form, &sheet, figure);
        let (refused, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(refused);
        open = rest;
        plan.homeless.extend(refused.into_iter().map(|(figure, _)| {
            let why = format!("{}这一格由程序计算，不能填写。", difference(form, &sheet, &figure));
            Homeless { from: figure.from, text: figure.text, why }
        }));
    }
    plan.agreed.extend(open.into_iter().map(|(figure, _)| Placed { doubts: Vec::new(), ..figure }));
}

/// A printed figure stays beside what the program computes, since that is another now.
fn is_kept(form: &Form, sheet: &Sheet, figure: &Placed, as_printed: bool) -> bool {
    let is_figure = sheet.cell(&figure.at).is_some_and(|cell| cell.value.is_figure() || cell.computed.is_some());
    (is_figure || !as_printed) && !agrees(form, sheet, figure) && is_writable(form, sheet, figure)
}

/// What should be known of all of it.
fn told(form: &Form, plan: &mut ImportPlan, cleared: Vec<(CellId, String)>) {
    let doubtful = plan.placed.iter().filter(|placed| !placed.is_sure()).count();
    let words = if doubtful == 0 && cleared.is_empty() && plan.homeless.is_empty() {
        "这个文件是本程序导出的，随文件保存的内容与看得见的文字一致，已逐格放回，不用再核实。".into()
    } else {
        format!(
            "这个文件是本程序导出的，没有改过的已按随文件保存的内容逐格放回；后来改过的以看得见的文字为准，{doubtful}格待核实。"
        )
    };
    plan.remarks.push(words);
    if cleared.is_empty() {
        return;
    }
    let report = plan.blank(form);
    let sheet = derive(form, &report);
    for (at, was) in cleared {
        let words = sheet.words(form, &at);
        plan.remarks.push(format!("“{words}”在文件里后来清空了，导出时是“{was}”，请核对。"));
    }
}
