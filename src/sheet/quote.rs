//! Figures in prose: `【全年预算数】` in a text stands for the cell's present figure.
//!
//! The form gives the figures that are asked for most a short name; any other cell is named by its place in words, with
//! 本年 and 上年 for the years, so that the same text is true in the next year's report: `【基础数据表·公用经费·本年决算数】`.

use super::{Cell, Line, Part, Sheet, columns, kind_words, row_words};
use crate::form::{CellId, Figure, Form, Holds, Implied, Kind, NAME_COLUMN, Section};
use crate::value::{Money, Rate, Text};

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
    Figure(Text),
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

    /// The name by which a text quotes a cell: the form's own, or its place in words. None where no text could: long
    /// texts, and places whose words another has as well.
    #[must_use]
    pub fn reference(&self, form: &Form, at: &CellId) -> Option<Text> {
        let address = at.to_string();
        if let Some(figure) = form.figures.iter().find(|figure| figure.at.as_deref() == Some(&address)) {
            return Some(figure.name.clone());
        }
        if self.cell(at)?.holds == Holds::Long {
            return None;
        }
        let name: Text = flat(&self.place_in_words(form, at, &any_year)).into();
        (!name.contains(['【', '】']) && self.named(form, &name).as_ref() == Some(at)).then_some(name)
    }

    /// Every cell with its place in words, for looking through: quick, and not always the name that leads back to it.
    pub fn places<'s>(&'s self, form: &'s Form) -> impl Iterator<Item = (String, &'s Cell)> {
        let lines = self.parts.iter().flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        lines.flat_map(move |(part, line)| {
            let section = form.sections.get(part.section);
            let short = section.map_or("", |section| section.short.as_str());
            let columns = section.map(|section| columns(&section.kind)).unwrap_or_default();
            line.cells.iter().map(move |cell| {
                let column = columns.iter().find(|column| column.id == cell.at.column);
                let column = column.map_or_else(String::new, |column| format!("·{}", any_year(&column.label)));
                (format!("{short}·{}{column}", super::bare(&line.label)), cell)
            })
        })
    }

    /// A text in stretches, the figures it quotes put in. Brackets that name no figure, or one still blank, stay as they are.
    #[must_use]
    pub fn stretches<'t>(&self, form: &Form, text: &'t str) -> Vec<Stretch<'t>> {
        let (mut stretches, mut plain, mut from) = (Vec::new(), 0, 0);
        while let Some((open, name, close)) = text.get(from..).and_then(bracketed) {
            let (open, close) = (from + open, from + close);
            from = open + '【'.len_utf8();
            if let Some(figure) = self.quoted(form, name).filter(|figure| !figure.text.is_empty()) {
                stretches.extend(text.get(plain..open).filter(|before| !before.is_empty()).map(Stretch::Plain));
                stretches.push(Stretch::Figure(figure.text));
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
        stretches
            .iter()
            .map(|stretch| if let Stretch::Figure(figure) = stretch { figure.as_str() } else { stretch.plain() })
            .collect()
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
        let facts = &self.facts;
        let money = |money: Option<Money>| Some(money?.plain(form.money).into());
        let rate = |rate: Option<Rate>| Some(rate?.plain().into());
        match implied {
            Implied::Adjustment => money(facts.adjustment),
            Implied::AdjustmentRate => rate(facts.adjustment_rate),
            Implied::InitialBasic => money(facts.initial_basic),
            Implied::BasicAdjustment => money(facts.basic_adjustment),
            Implied::Staff => money(facts.staff),
            Implied::StaffAdjustment => money(facts.staff_adjustment),
            Implied::PublicAdjustment => money(facts.public_adjustment),
            Implied::ProjectAdjustment => money(facts.project_adjustment),
            Implied::Grade => self.points.grade.clone(),
        }
    }

    /// The cell at that place in words, looked for from left to right: project, section, row, column.
    fn named(&self, form: &Form, name: &str) -> Option<CellId> {
        let (project, rest) = match name.strip_prefix("项目").and_then(|rest| rest.split_once('·')) {
            Some((number, rest)) if number.parse::<usize>().is_ok() => {
                (number.parse::<usize>().ok()?.checked_sub(1), rest)
            }
            _ => (None, name),
        };
        self.parts_of(project).find_map(|part| {
            let section = form.sections.get(part.section)?;
            let place = rest.strip_prefix(section.short.as_str())?.strip_prefix('·')?;
            in_part(section, part, place)
        })
    }
}

impl<'t> Stretch<'t> {
    fn plain(&self) -> &'t str {
        if let Self::Plain(text) = self { text } else { "" }
    }
}

/// The cell of a part by its row and column in words.
fn in_part(section: &Section, part: &Part, place: &str) -> Option<CellId> {
    let columns = columns(&section.kind);
    if columns.is_empty() {
        let line = part.lines.iter().find(|line| flat(&row_words(section, part, line)) == place)?;
        return line.only().map(|cell| cell.at.clone());
    }
    let (row, words) = place.rsplit_once('·')?;
    let column = columns.iter().find(|known| any_year(&known.label) == words).map(|column| column.id.as_str());
    let column = column.or((words == "名称").then_some(NAME_COLUMN))?;
    row_named(section, part, row)?.cell(column).map(|cell| cell.at.clone())
}

/// A row by its words. Of indicators there may be a thousand, so they are counted and not each put into words.
fn row_named<'p>(section: &Section, part: &'p Part, row: &str) -> Option<&'p Line> {
    let Kind::Scores(scores) = &section.kind else {
        return part.lines.iter().find(|line| flat(&row_words(section, part, line)) == row);
    };
    let kinds =
        scores.groups.iter().enumerate().flat_map(|(g, group)| {
            group.kinds.iter().enumerate().map(move |(k, kind)| ((g, k), kind_words(group, kind)))
        });
    let mut lines = kinds.filter_map(|(kind, words)| {
        let number = row.strip_prefix(words.as_str())?.parse::<usize>().ok()?.checked_sub(1)?;
        part.lines.iter().filter(|line| line.kind == Some(kind)).nth(number).filter(|line| line.added_under.is_some())
    });
    // The form's own indicators and the closing row are called by their labels.
    let own = || part.lines.iter().filter(|line| line.added_under.is_none());
    lines.next().or_else(|| own().find(|line| flat(&row_words(section, part, line)) == row))
}

/// Labels break where the paper has no room; names do not.
fn flat(label: &str) -> String {
    label.replace('\n', "")
}

/// A label that is true in any year: 本年 for its year, 上年 for the one before.
fn any_year(label: &str) -> String {
    let label = flat(label);
    label.replace("{year}年", "本年").replace("{last}年", "上年").replace("{year}", "本年").replace("{last}", "上年")
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
fn bracketed(text: &str) -> Option<(usize, &str, usize)> {
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
