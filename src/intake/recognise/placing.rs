//! What goes to which cell, what found none, and why.

use super::inline::beginning;
use crate::form::{CellId, Form, Holds};
use crate::intake::document::{Document, DocumentBlock, DocumentTable, Spot, TextOrigin};
use crate::intake::label::{Likeness, plain};
use crate::intake::note::is_reference;
use crate::intake::plan::{FoundTable, Homeless, ImportPlan, Place, Placed, PrintedAmount};
use crate::report::longer_than_any;
use crate::value::{Money, MoneyUnit, Reading, Text, read_money, yuan_in};
use std::collections::HashMap;

/// Texts that go to cells. A report with a hundred projects has some thousands.
const PLACED: usize = 20_000;

const NO_ROOM: &str = "一格最多写10万字，放不下，请另做成附件。";
const CUT_OFF: &str = "一格最多写10万字，文件里后面的没有放进来。";

/// What became of a text of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TextFate {
    /// It is the form's own words.
    Label,
    /// It goes to a cell.
    Placed,
    /// It found none, and why.
    Homeless(String),
}

/// What has become of the document's texts so far.
pub(super) struct Placing<'a> {
    form: &'a Form,
    document: &'a Document,
    placed: Vec<Placed>,
    /// Which of them each cell has.
    filled: HashMap<CellId, usize>,
    fates: HashMap<Place, TextFate>,
    /// Parts of texts that found no cell, while the rest did.
    left_over: Vec<Homeless>,
    /// The unit the amounts are in, where the document says so.
    unit: Option<&'static str>,
}

impl<'a> Placing<'a> {
    pub fn new(form: &'a Form, document: &'a Document) -> Self {
        Self {
            form,
            document,
            placed: Vec::new(),
            filled: HashMap::new(),
            fates: HashMap::new(),
            left_over: Vec::new(),
            unit: None,
        }
    }

    /// A text goes to a cell. A cell that has one already keeps the surer of the two, and the other one is listed. `doubt`
    /// is what is doubtful about it because of the table it stands in, `unit` that of its column.
    pub fn place(&mut self, text: Placed, doubt: Option<String>, unit: Option<&'static str>) {
        let Placed { at, text, from, sure, .. } = text;
        let choices = self.form.slot(&at).map_or(&[][..], |slot| slot.choices);
        let text: Text = ticked(choices, &text).map_or(text.clone(), Text::from);
        if self.placed.len() >= PLACED {
            return self.homeless(from, "文件里要填的格数太多，超出了一份自评报告，请分开导入。".into());
        }
        if longer_than_any(&text).is_some() {
            return self.homeless(from, NO_ROOM.into());
        }
        let converted = self.converted(&at, &text, unit);
        let unknown = is_reference(&text).then(|| format!("文件里这一格只写了“{text}”，没有找到是哪一条注，请补上。"));
        let doubts: Vec<String> = self.doubts(from).into_iter().chain(doubt).chain(unknown).collect();
        let (converted, printed) = converted.unzip();
        let printed = printed.map(|unit| PrintedAmount { text: text.clone(), unit, doubtful: false });
        let new =
            Placed { at: at.clone(), text: converted.unwrap_or(text), from, also: Vec::new(), sure, doubts, printed };
        self.fates.insert(from, TextFate::Placed);
        let Some(first) = self.placed_at(&at) else {
            self.filled.insert(at, self.placed.len());
            self.placed.push(new);
            return;
        };
        if plain(&first.text) == plain(&new.text) {
            first.sure = first.sure.max(new.sure);
            first.also.push(from);
            return;
        }
        let other = if new.sure > first.sure { std::mem::replace(first, new) } else { new };
        // What only may have been meant here says nothing against what is.
        if other.sure > Likeness::Near || first.sure == Likeness::Near {
            first.doubts.push(format!("文件里另一处写的是“{}”。", other.text));
        }
        let why = format!("表样的这一格已经放了“{}”，文件里这一处写的是别的。", beginning(&first.text));
        for from in other.also.into_iter().chain([other.from]) {
            self.homeless(from, why.clone());
        }
    }

    /// An amount in the form's unit, where the document says that it is in another, and that one: exactly, and unrounded.
    fn converted(&self, at: &CellId, text: &str, unit: Option<&'static str>) -> Option<(Text, &'static str)> {
        let own = self.form.money;
        let unit = unit.or(self.unit).filter(|unit| *unit != own.word())?;
        if self.form.slot(at)?.holds != Holds::Money || text.contains(['元', '万', '亿']) {
            return None;
        }
        let Reading::Is(Money(number)) = read_money(text, MoneyUnit::Yuan) else { return None };
        Some((Money(number.checked_mul(yuan_in(unit)?)?).plain(own).into(), unit))
    }

    /// What is doubtful about a text because of where it stands.
    fn doubts(&self, from: Place) -> Option<String> {
        let Some(DocumentBlock::Table(table)) = self.document.blocks.get(from.block) else { return None };
        let hidden = table.hidden || from.spot.and_then(|spot| table.cells.get(spot)).is_some_and(|spot| spot.hidden);
        hidden.then(|| "文件里这一格是隐藏的，请核对要不要用。".into())
    }

    /// Adds a further paragraph to the text of a cell; none where the cell has no text yet.
    pub fn add(&mut self, from: Place, at: &CellId, text: &str) -> Option<()> {
        let placed = self.placed_at(at)?;
        let longer = format!("{}\n{text}", placed.text);
        // Once something is left out, all after it is: no text comes with a hole in it.
        let is_cut = placed.doubts.iter().any(|doubt| doubt == CUT_OFF);
        if is_cut || longer_than_any(&longer).is_some() {
            if !is_cut {
                placed.doubts.push(CUT_OFF.into());
            }
            self.homeless(from, NO_ROOM.into());
            return Some(());
        }
        placed.text = longer.into();
        placed.also.push(from);
        self.fates.insert(from, TextFate::Placed);
        Some(())
    }

    /// What the paper splits over several cells is one text here.
    pub fn join(&mut self, at: &CellId, text: Text, parts: Vec<Place>) {
        let Some(placed) = self.placed_at(at) else { return };
        placed.text = text;
        placed.also.extend(parts.iter().copied());
        self.fates.extend(parts.into_iter().map(|part| (part, TextFate::Placed)));
    }

    /// What is doubtful about a cell that has a text.
    pub fn doubt(&mut self, at: &CellId, doubt: &str) {
        if let Some(placed) = self.placed_at(at) {
            placed.doubts.push(doubt.into());
        }
    }

    /// A text is the form's own words.
    pub fn label(&mut self, from: Place) {
        self.fates.entry(from).or_insert(TextFate::Label);
    }

    /// A text found no place, and why.
    pub fn homeless(&mut self, from: Place, why: String) {
        self.fates.insert(from, TextFate::Homeless(why));
    }

    /// A part of a text found no place.
    pub fn left_over(&mut self, from: Place, text: &str, whole: &str) {
        let why = format!("写在“{}”里，表样里没有它的位置。", beginning(whole));
        self.left_over.push(Homeless { from, text: text.trim().into(), why });
    }

    /// Something has become of a text.
    pub fn is_settled(&self, from: Place) -> bool {
        self.fates.contains_key(&from)
    }

    /// The document states the unit of the amounts that follow; none leaves it as it was.
    pub fn declare_unit(&mut self, unit: Option<&'static str>) {
        self.unit = unit.or(self.unit);
    }

    /// What follows has not said its unit yet.
    pub fn forget_unit(&mut self) {
        self.unit = None;
    }

    /// How many texts have gone to cells.
    pub fn count(&self) -> usize {
        self.placed.len()
    }

    /// The first text that goes to a cell of that kind.
    pub fn first(&self, wanted: impl Fn(&CellId) -> bool) -> Option<&Text> {
        self.placed.iter().find(|placed| wanted(&placed.at)).map(|placed| &placed.text)
    }

    /// A formula without a result says nothing: the clerk is told.
    pub fn formulas(&mut self, block: usize, table: &DocumentTable) {
        let missing = |spot: &Spot| spot.origin == TextOrigin::Missing;
        for (index, spot) in table.cells.iter().enumerate().filter(|(_, spot)| missing(spot)) {
            let from = Place { block, spot: Some(index) };
            self.fates.entry(from).or_insert_with(|| {
                let row = spot.row + 1;
                TextFate::Homeless(format!(
                    "{}第{row}行的公式没有存下结果。如果在Excel或WPS里看到这一格有数，请在那里保存一次，再导入。",
                    table.name
                ))
            });
        }
    }

    /// What became of every text.
    pub fn end(mut self, year: i32, tables: Vec<FoundTable>) -> ImportPlan {
        self.front_page();
        let mut homeless = std::mem::take(&mut self.left_over);
        let mut labels = Vec::new();
        for (from, text) in places(self.document) {
            let why = match self.fates.remove(&from) {
                Some(TextFate::Homeless(why)) => why,
                None if !plain(text).is_empty() => "没有认出它属于哪一栏。".into(),
                Some(TextFate::Label) => {
                    labels.push(from);
                    continue;
                }
                Some(TextFate::Placed) | None => continue,
            };
            homeless.push(Homeless { from, text: text.trim().into(), why });
        }
        ImportPlan { year, tables, placed: self.placed, homeless, labels, ..ImportPlan::default() }
    }

    /// The report's title, over one line or several: the lines before the first heading that end as it does.
    fn front_page(&mut self) {
        let title = self.form.report_title.split('}').next_back().unwrap_or_default();
        let tail = plain(title);
        let is_homeless = |place: &Place| matches!(self.fates.get(place), Some(TextFate::Homeless(_)));
        let texts: Vec<(Place, String)> = places(self.document)
            .filter(|(place, _)| is_homeless(place))
            .map(|(place, text)| (place, plain(text)))
            .collect();
        for end in 0..texts.len() {
            for from in end.saturating_sub(3)..=end {
                let lines = texts.get(from..=end).unwrap_or_default();
                let joined: String = lines.iter().map(|(_, text)| text.as_str()).collect();
                if !tail.is_empty() && joined.ends_with(&tail) && joined.chars().count() < 80 {
                    for (place, _) in lines {
                        self.fates.insert(*place, TextFate::Label);
                    }
                    break;
                }
            }
        }
    }

    fn placed_at(&mut self, at: &CellId) -> Option<&mut Placed> {
        self.filled.get(at).and_then(|index| self.placed.get_mut(*index))
    }
}

/// Every text of a document with its place, in order.
pub(super) fn places(document: &Document) -> impl Iterator<Item = (Place, &str)> {
    document.blocks.iter().enumerate().flat_map(|(block, content)| {
        let (line, cells) = match content {
            DocumentBlock::Line(line) => (Some(line), &[][..]),
            DocumentBlock::Table(table) => (None, table.cells.as_slice()),
        };
        let line = line.map(|line| (Place { block, spot: None }, line.text.as_str()));
        let cells = cells.iter().enumerate();
        let cells = cells.map(move |(n, spot)| (Place { block, spot: Some(n) }, spot.text.as_str()));
        line.into_iter().chain(cells)
    })
}

/// Which of several choices is ticked (□甲　☑乙), where the text lists them; nothing while none is.
pub(super) fn ticked<'t>(choices: &'t [Text], text: &str) -> Option<&'t str> {
    let ticked = |c: char| matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■');
    let boxes = |c: char| ticked(c) || matches!(c, '□' | '☐');
    let text: String = text.split_whitespace().collect();
    if choices.is_empty() || !text.contains(boxes) {
        return None;
    }
    let before = text.starts_with(|c: char| boxes(c));
    let is_marked = |choice: &&Text| {
        text.split_once(choice.as_str())
            .is_some_and(|(head, tail)| if before { head.ends_with(ticked) } else { tail.starts_with(ticked) })
    };
    Some(choices.iter().find(is_marked).map_or("", Text::as_str))
}
