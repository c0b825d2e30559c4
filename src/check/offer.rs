//! Numbers typed by hand that equal a figure of the tables: they can become quotations, and then stay true.

use crate::check::reading::topic::Topic;
use crate::form::{CellId, Form};
use crate::sheet::{Cell, Sheet, Value};
use crate::value::{Money, Quantity, Text, quantities};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::Range;

/// A number typed by hand, and the figure it equals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The number in the text as written, without its unit; of a rate with its sign.
    pub range: Range<usize>,
    /// The number with its unit: 7.87万元.
    pub said: String,
    /// The figure's name, for 【】.
    pub name: Text,
}

impl Offer {
    /// The text with the number replaced by the quotation.
    #[must_use]
    pub fn taken(&self, text: &str) -> Text {
        let mut text = text.to_string();
        if text.get(self.range.clone()).is_some() {
            text.replace_range(self.range.clone(), &format!("【{}】", self.name));
        }
        text.into()
    }
}

/// The numbers of a text that equal a figure, in order. Of several figures that are equal the one that the words before
/// the number speak of is offered; where they speak of none, none is.
#[must_use]
pub fn offers(form: &Form, sheet: &Sheet, at: &CellId) -> Vec<Offer> {
    let Some(cell) = sheet.cell(at) else { return Vec::new() };
    let text = cell.text.as_str();
    let mut tables: Option<Tables> = None;
    let own = quantities(text).filter(|m| !m.rough && !m.bound && !is_quoted(text, m.range.start));
    let offers = own.filter_map(|quantity| {
        let said = quantity.written(text);
        // A rate's sign belongs to the figure, a unit to the sentence.
        let sign = matches!(quantity.unit, "%" | "％");
        let number = if sign { said } else { said.get(..said.len() - quantity.unit.len())?.trim_end() };
        let name = tables.get_or_insert_with(|| Tables::of(form, sheet)).meant(&quantity)?;
        let range = quantity.range.start..quantity.range.start + number.len();
        Some(Offer { range, said: said.into(), name })
    });
    offers.collect()
}

#[derive(PartialEq, Eq, Hash)]
enum QuotableNumber {
    Money(Money),
    /// In per cent, as a form rounds it.
    Rate(Decimal),
    Count(Decimal),
}

/// Every figure of the tables by its number: the form's own names, and the cells.
struct Tables<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    named: Vec<(Text, QuotableNumber)>,
    cells: HashMap<QuotableNumber, Vec<&'a Cell>>,
}

impl<'a> Tables<'a> {
    fn of(form: &'a Form, sheet: &'a Sheet) -> Self {
        let named = sheet.figures(form).into_iter().filter_map(|figure| {
            let stated = figure.at.as_ref().and_then(|at| sheet.cell(at)).and_then(number);
            Some((figure.name, stated.or_else(|| implied(form, &figure.text))?))
        });
        let mut cells: HashMap<QuotableNumber, Vec<&Cell>> = HashMap::new();
        for cell in sheet.cells().filter(|cell| cell.is_stated()) {
            if let Some(number) = number(cell) {
                cells.entry(number).or_default().push(cell);
            }
        }
        Self { form, sheet, named: named.collect(), cells }
    }

    /// The figure that a number means: equal, in the form's unit, and spoken of before it.
    fn meant(&self, quantity: &Quantity) -> Option<Text> {
        let number = match quantity.unit {
            "%" | "％" => QuotableNumber::Rate(quantity.number),
            "人" | "名" => QuotableNumber::Count(quantity.number),
            unit if unit == self.form.money.word() => QuotableNumber::Money(quantity.money()?),
            _ => return None,
        };
        let spoken = Topic::of(&[quantity.before]);
        let shared = |name: &Text| Topic::of(&[name.as_str()]).pairs().filter(|pair| spoken.holds(*pair)).count();
        let named = self.named.iter().filter(|(_, own)| *own == number).map(|(name, _)| name.clone());
        let cells = self.cells.get(&number).into_iter().flatten();
        let names = named.chain(cells.filter_map(|cell| self.sheet.reference(self.form, &cell.at)));
        let mut best: Option<(usize, Text)> = None;
        for name in names {
            // Of equals the first: the form's own names come before places in words.
            let shared = shared(&name);
            if shared > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((shared, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

fn number(cell: &Cell) -> Option<QuotableNumber> {
    match &cell.value {
        Value::Money(money) => Some(QuotableNumber::Money(*money)),
        Value::Rate(rate) => Some(QuotableNumber::Rate(rate.percent())),
        Value::Count(count) => Some(QuotableNumber::Count(count.0)),
        _ => None,
    }
}

/// A figure without a cell says itself what it is.
fn implied(form: &Form, text: &str) -> Option<QuotableNumber> {
    match text.strip_suffix('%') {
        Some(percent) => Some(QuotableNumber::Rate(percent.parse().ok()?)),
        None => Some(QuotableNumber::Money(Money::of(text.parse().ok()?, form.money))),
    }
}

fn is_quoted(text: &str, at: usize) -> bool {
    // A name ends where its line does.
    let before = text.get(..at).and_then(|before| before.rsplit(['【', '】', '\n']).next()).map_or(0, str::len);
    text.get(..at - before).is_some_and(|before| before.ends_with('【'))
}
