//! What stands in the document now where each text was printed.

use super::matching::Passage;
use super::paper::{DocumentRow, DocumentText, PaperRow, PaperText, before, behind, squeezed};
use super::standing::{KnownColumns, StandsAt, standing};
use crate::intake::plan::Place;
use std::collections::BTreeSet;

/// What stands where a text was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sight<'d> {
    /// What was printed; a text over several places, where it begins first. A blank one stands nowhere.
    Same(Vec<Place>),
    /// Something else, piece by piece.
    Other(Vec<(Place, SightPiece<'d>)>),
    /// It cannot be told: its row is not there, or was made another.
    Lost,
}

impl Sight<'_> {
    /// What it is where nothing was changed, however it was read.
    pub fn untouched(self) -> Self {
        match self {
            Self::Same(_) => self,
            Self::Other(pieces) => Self::Same(pieces.into_iter().map(|(place, _)| place).collect()),
            Self::Lost => Self::Same(Vec::new()),
        }
    }
}

/// A paragraph of a text that stands there now; in a table, all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SightPiece<'d> {
    /// That one of those printed.
    Printed(usize),
    /// Another.
    Other(&'d str),
}

/// All of it.
pub(super) struct Sights<'d> {
    /// By the number of the printed text.
    pub all: Vec<Sight<'d>>,
    /// Where something stands that is known to be what it is: a cell's text, or the form's words as they were printed.
    pub known: BTreeSet<Place>,
}

/// Looks at every text that was printed, `texts` of them.
pub(super) fn sights<'d>(
    passages: &[Passage],
    paper: &[PaperRow],
    document: &[DocumentRow<'d>],
    texts: usize,
) -> Sights<'d> {
    let mut looking = Looking {
        paper,
        document,
        pieces: vec![Vec::new(); texts],
        lost: vec![false; texts],
        known: BTreeSet::new(),
        columns: KnownColumns::new(),
    };
    // Where columns stand is learned from what is the same, before it is asked of what is not.
    for passage in passages {
        if let Passage::Same(paper, document) = passage {
            looking.same(of(looking.paper, paper), of(looking.document, document));
        }
    }
    for passage in passages {
        match passage {
            Passage::Same(..) => {}
            Passage::Changed(one, other) => {
                if let (Some(row), Some(found)) = (looking.paper.get(*one), looking.document.get(*other)) {
                    looking.changed(row, found);
                }
            }
            Passage::Unlike(paper, document) => {
                let (rows, found) = (of(looking.paper, paper), of(looking.document, document));
                match looking.prose(rows, found, paper.start) {
                    Some(nth) => looking.take(nth, found),
                    None => looking.lose(rows),
                }
            }
        }
    }
    looking.end()
}

fn of<'a, T>(all: &'a [T], range: &std::ops::Range<usize>) -> &'a [T] {
    all.get(range.clone()).unwrap_or_default()
}

type Pieces<'d> = Vec<(Place, SightPiece<'d>)>;

struct Looking<'a, 'd> {
    paper: &'a [PaperRow<'a>],
    document: &'a [DocumentRow<'d>],
    pieces: Vec<Pieces<'d>>,
    lost: Vec<bool>,
    known: BTreeSet<Place>,
    columns: KnownColumns,
}

impl<'d> Looking<'_, 'd> {
    fn put(&mut self, nth: usize, place: Place, piece: SightPiece<'d>) {
        self.pieces.iter_mut().skip(nth).take(1).for_each(|pieces| pieces.push((place, piece)));
        self.known.insert(place);
    }

    /// Rows that say the same, taken together: each text stands where its letters do.
    fn same(&mut self, rows: &[PaperRow], found: &[DocumentRow<'d>]) {
        self.known.extend(found.iter().flat_map(|row| &row.texts).map(|text| text.place));
        let mut there = found.iter().flat_map(|row| row.texts.iter().map(|text| (row.is_line, text)));
        // The text that is being read, and how much of it is left.
        let mut now: Option<(bool, &DocumentText)> = None;
        let mut left = 0;
        let mut next = |letters: usize| {
            while left == 0 {
                now = there.next();
                left = now?.1.whole.len();
            }
            let begins = now;
            let mut open = letters;
            while open > left {
                open -= left;
                now = there.next();
                left = now.map_or(usize::MAX, |(_, text)| text.whole.len());
            }
            left -= open;
            begins
        };
        for (table, text) in rows.iter().flat_map(|row| row.texts.iter().map(|text| (row.table, text))) {
            let written = squeezed(text.text).len();
            for (is_written, letters) in
                [(false, text.label.len()), (true, written), (false, text.whole.len() - text.label.len() - written)]
            {
                let Some((is_line, at)) = (letters > 0).then(|| next(letters)).flatten() else { continue };
                if let (Some(table), false) = (table, is_line) {
                    self.columns.entry((table, text.said.at, is_written)).or_insert(at.column);
                }
                if is_written {
                    self.put(text.nth, at.place, SightPiece::Printed(text.paragraph));
                }
            }
        }
    }

    /// A row of which something changed.
    fn changed(&mut self, row: &PaperRow, found: &DocumentRow<'d>) {
        for (text, standing) in row.texts.iter().zip(standing(row, found, &self.columns)) {
            let at = match standing {
                StandsAt::Unknown => {
                    self.lose_text(text);
                    continue;
                }
                StandsAt::Nowhere => None,
                StandsAt::At(at) => found.texts.get(at),
            };
            if at.is_some_and(|at| at.unsaid) {
                self.lose_text(text);
                continue;
            }
            if let Some(at) = at.filter(|at| at.whole == text.whole || !text.said.key.is_empty()) {
                self.known.insert(at.place);
            }
            if text.said.key.is_empty() {
                continue;
            }
            let says = at.map_or("", |at| says(text, at.text));
            let place = at.or(found.texts.first()).map(|at| at.place).unwrap_or_default();
            if squeezed(says) != squeezed(text.text) {
                self.put(text.nth, place, SightPiece::Other(says));
            } else if !text.text.trim().is_empty() {
                self.put(text.nth, place, SightPiece::Printed(text.paragraph));
            }
        }
    }

    /// The text whose paragraphs these lines are: rows of it alone stood there, or it stands right before or behind.
    fn prose(&self, rows: &[PaperRow], found: &[DocumentRow], at: usize) -> Option<usize> {
        let only = |row: &PaperRow| row.texts.first().filter(|_| row.paragraph).map(|text| text.nth);
        let nth = if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
            only(first).filter(|nth| only(last) == Some(*nth))
        } else {
            let above = at.checked_sub(1).and_then(|above| self.paper.get(above)).and_then(only);
            let below = self.paper.get(at).and_then(only);
            match (above, below) {
                (Some(above), Some(below)) if above != below => None,
                (above, below) => above.or(below),
            }
        };
        let says = |row: &&DocumentRow| !row.whole.is_empty();
        nth.filter(|_| found.iter().any(|row| says(&row)) && found.iter().filter(says).all(|row| row.is_line))
    }

    fn take(&mut self, nth: usize, found: &[DocumentRow<'d>]) {
        for text in found.iter().flat_map(|row| &row.texts).filter(|text| !text.whole.is_empty()) {
            self.put(nth, text.place, SightPiece::Other(text.text.trim()));
        }
    }

    fn lose(&mut self, rows: &[PaperRow]) {
        rows.iter().flat_map(|row| &row.texts).for_each(|text| self.lose_text(text));
    }

    fn lose_text(&mut self, text: &PaperText) {
        if !text.text.trim().is_empty() {
            self.lost.iter_mut().skip(text.nth).take(1).for_each(|lost| *lost = true);
        }
    }

    fn end(self) -> Sights<'d> {
        let sight = |(mut pieces, lost): (Pieces<'d>, bool)| {
            pieces.sort_by_key(|(place, _)| *place);
            let is_printed = |(_, piece): &(Place, SightPiece)| matches!(piece, SightPiece::Printed(_));
            if pieces.is_empty() && lost {
                Sight::Lost
            } else if !lost && pieces.iter().all(is_printed) {
                Sight::Same(pieces.into_iter().map(|(place, _)| place).collect())
            } else {
                Sight::Other(pieces)
            }
        };
        Sights { all: self.pieces.into_iter().zip(self.lost).map(sight).collect(), known: self.known }
    }
}

/// What a text of the document says of a cell, without the form's words around it.
fn says<'d>(printed: &PaperText, text: &'d str) -> &'d str {
    let says = behind(text, printed.before).unwrap_or(text);
    before(says, &printed.said.after).unwrap_or(says)
}
