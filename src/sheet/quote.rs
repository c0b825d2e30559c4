//! Figures in prose: `【全年预算数】` in a text stands for the cell's present figure.
//!
//! The form gives the figures that are asked for most a short name; any other cell is named by its place in words, with
//! 本年 and 上年 for the years, so that the same text is true in the next year's report: `【基础数据表·公用经费·本年决算数】`.
//! Which name that is, `reference` says; that it stays true, `requote` sees to.

use super::reference::any_year;
use super::{Cell, Sheet, bare, columns};
use crate::form::{CellId, Figure, Form, Holds, Implied};
use crate::value::{Money, Rate, Text};
use std::collections::HashMap;

/// A figure that sentences can quote, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The name between the brackets.
    pub name: Text,
    /// The cell it is taken from; none where the figures only imply it.
    pub at: Option<CellId>,
    /// What is put into the sentence, empty while the cell is.
    pub text: Text,
    /// 万元, 分 or nothing, for the sentence's writer.
    pub unit: Text,
}

/// A stretch of a text that quotes figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch<'t> {
    /// As it is written.
    Plain(&'t str),
    /// A figure, in the place of its name.
    Figure(Quoted),
}

impl Sheet {
    /// The figures the form gives a name, in its order.
    #[must_use]
    pub fn figures(&self, form: &Form) -> Vec<Quoted> {
        form.figures.iter().map(|figure| self.figure(form, figure)).collect()
    }

    /// The figure of that name: one of the form's, or a cell by its place in words.
    #[must_use]
    pub fn quoted(&self, form: &Form, name: &str) -> Option<Quoted> {
        if let Some(figure) = form.figures.iter().find(|figure| figure.name == name) {
            return Some(self.figure(form, figure));
        }
        let at = self.named(form, name)?;
        let cell = self.cell(&at)?;
        let unit = if cell.holds == Holds::Money { form.money.word().into() } else { Text::default() };
        Some(Quoted { name: name.into(), text: cell.text.clone(), at: Some(at), unit })
    }

    /// Every cell with its place in words, for looking through: quick, and not always the name that leads back to it.
    pub fn places<'s>(&'s self, form: &'s Form) -> impl Iterator<Item = (String, &'s Cell)> {
        let lines = self.parts.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        lines.flat_map(move |(part, line)| {
            let section = form.sections.get(part.section);
            let short = section.map_or("", |section| section.short.as_str());
            let columns = section.map(|section| columns(&section.kind)).unwrap_or_default();
            let project = part.project.map_or("", |number| self.project_name(number));
            line.cells.iter().map(move |cell| {
                let column = columns.iter().find(|column| column.id == cell.at.column);
                let column = column.map_or_else(String::new, |column| format!("·{}", any_year(&column.label)));
                (format!("{project}{short}·{}{column}", bare(&line.label)), cell)
            })
        })
    }

    /// A text in stretches, the figures it quotes put in. Brackets that name no figure, or one still blank, stay as they are.
    #[must_use]
    pub fn stretches<'t>(&self, form: &Form, text: &'t str) -> Vec<Stretch<'t>> {
        // Each name is looked up once: a text may quote one thousands of times.
        let mut known: HashMap<&str, Option<Quoted>> = HashMap::new();
        let look = |name: &str| self.quoted(form, name).filter(|figure| !figure.text.is_empty());
        let (mut stretches, mut plain, mut from) = (Vec::new(), 0, 0);
        while let Some((open, name, close)) = text.get(from..).and_then(bracketed) {
            let (open, close) = (from + open, from + close);
            from = open + '【'.len_utf8();
            if let Some(figure) = known.entry(name).or_insert_with(|| look(name)) {
                stretches.extend(text.get(plain..open).filter(|before| !before.is_empty()).map(Stretch::Plain));
                stretches.push(Stretch::Figure(figure.clone()));
                (plain, from) = (close, close);
            }
        }
        stretches.extend(text.get(plain..).filter(|rest| !rest.is_empty()).map(Stretch::Plain));
        stretches
    }

    /// A text with the figures it quotes put in.
    #[must_use]
    pub fn quote(&self, form: &Form, text: &str) -> String {
        if !text.contains('【') {
            return text.into();
        }
        let stretches = self.stretches(form, text);
        stretches.iter().map(Stretch::shown).collect()
    }

    fn figure(&self, form: &Form, figure: &Figure) -> Quoted {
        let at = figure.at.as_deref().and_then(CellId::parse);
        let text = match (&at, figure.implied) {
            (Some(at), _) => self.cell(at).map(|cell| cell.text.clone()),
            (None, Some(implied)) => self.implied(form, implied),
            (None, None) => None,
        };
        Quoted { name: figure.name.clone(), at, text: text.unwrap_or_default(), unit: figure.unit.clone() }
    }

    /// What the form never states, as a sentence says it: amounts in the form's unit, rates with their sign.
    fn implied(&self, form: &Form, implied: Implied) -> Option<Text> {
        let figures = &self.implied;
        let money = |money: Option<Money>| Some(money?.plain(form.money).into());
        let rate = |rate: Option<Rate>| Some(rate?.plain().into());
        match implied {
            Implied::Adjustment => money(figures.adjustment),
            Implied::AdjustmentRate => rate(figures.adjustment_rate),
            Implied::InitialBasic => money(figures.initial_basic),
            Implied::BasicAdjustment => money(figures.basic_adjustment),
            Implied::Staff => money(figures.staff),
            Implied::StaffAdjustment => money(figures.staff_adjustment),
            Implied::PublicAdjustment => money(figures.public_adjustment),
            Implied::ProjectAdjustment => money(figures.project_adjustment),
            Implied::Grade => self.points.grade.clone(),
        }
    }
}

impl Stretch<'_> {
    /// What is seen of it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Figure(figure) => &figure.text,
        }
    }
}

/// The names between brackets in a text, in order, whether or not they name a figure.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, name, close) = bracketed(rest)?;
        rest = rest.get(close..)?;
        Some(name)
    })
}

/// The first 【name】 of a text: where it opens, the name, and where it is over.
pub(super) fn bracketed(text: &str) -> Option<(usize, &str, usize)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('【')?;
        let inside = text.get(open + '【'.len_utf8()..)?;
        let end = inside.find(['】', '【', '\n'])?;
        let name = inside.get(..end)?;
        from = open + '【'.len_utf8() + end;
        if text.get(from..)?.starts_with('】') {
            return Some((open, name, from + '】'.len_utf8()));
        }
    }
}
