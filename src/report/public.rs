//! 公开版: a report without what belongs to persons, and the places where that is a question.

use super::Report;
use crate::form::{CellId, Form, Kind};
use std::ops::Range;
use std::sync::Arc;

/// What stands in place of what is hidden.
const HIDDEN: &str = "***";
/// So many characters before and after are shown when it is asked about.
const AROUND: usize = 12;

/// A place where something belongs to a person, or looks as if it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// The cell.
    pub at: CellId,
    /// Where in its text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PersonalKind,
    /// The text itself.
    pub text: String,
}

/// What belongs to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonalKind {
    /// The form says so of the whole cell; it is always hidden.
    Cell,
    /// 手机号
    Mobile,
    /// 身份证号
    Identity,
    /// 固定电话
    Landline,
    /// What stands in a personal cell, found elsewhere too.
    Again,
}

impl PersonalKind {
    /// The clerk's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cell => "个人信息栏",
            Self::Mobile => "手机号",
            Self::Identity => "身份证号",
            Self::Landline => "固定电话",
            Self::Again => "与个人信息栏相同的内容",
        }
    }
}

impl Personal {
    /// The words around it, for asking.
    #[must_use]
    pub fn surroundings(&self, report: &Report) -> String {
        let text = report.content.cells.text(&self.at);
        let before: Vec<char> = text.get(..self.range.start).unwrap_or("").chars().rev().take(AROUND).collect();
        let after: String = text.get(self.range.end..).unwrap_or("").chars().take(AROUND).collect();
        format!("{}{}{after}", before.into_iter().rev().collect::<String>(), self.text).replace('\n', " ")
    }
}

/// Every place that a public copy hides or asks about, cell by cell.
#[must_use]
pub fn personal(form: &Form, report: &Report) -> Vec<Personal> {
    let own: Vec<(CellId, &str)> = report
        .content
        .cells
        .iter()
        .filter(|(at, _)| is_personal(form, at))
        .map(|(at, text)| (at, text.trim()))
        .collect();
    let mut all = Vec::new();
    for (at, text) in report.content.cells.iter() {
        if is_personal(form, &at) {
            let whole = 0..text.len();
            all.push(Personal { at, range: whole, kind: PersonalKind::Cell, text: text.to_string() });
        } else {
            all.extend(in_text(&at, text, &own));
        }
    }
    all
}

/// A report without what belongs to persons; what is in `keep` stays, unless the form says that its cell is personal.
///
/// It is made past 定稿, which it keeps: a copy is no change to the report.
#[must_use]
pub fn public(form: &Form, report: &Report, keep: &[Personal]) -> Report {
    // What only stands beside is not given out.
    let mut copy = Report { approved: None, ..report.clone() };
    // From the last to the first, so that the places before stay where they are.
    for place in personal(form, report).iter().rev() {
        if place.kind != PersonalKind::Cell && keep.contains(place) {
            continue;
        }
        let mut text = copy.content.cells.text(&place.at).to_string();
        text.replace_range(place.range.clone(), HIDDEN);
        Arc::make_mut(&mut copy.content).cells.write(&place.at, &text);
    }
    copy
}

/// The form says that the cell holds a person's name or number.
fn is_personal(form: &Form, at: &CellId) -> bool {
    let (project, id) = at.project_and_section();
    let kind = form.section(id, project.is_some()).map(|section| &section.kind);
    matches!(kind, Some(Kind::Facts(facts)) if facts.iter().any(|fact| fact.id == at.row && fact.personal))
}

/// What is found in one text, in order, none within another.
fn in_text(at: &CellId, text: &str, own: &[(CellId, &str)]) -> Vec<Personal> {
    let mut found: Vec<(Range<usize>, PersonalKind)> = numbers(text);
    for (_, name) in own.iter().filter(|(_, name)| name.chars().count() > 1 && *name != HIDDEN) {
        let places = text.match_indices(name).map(|(from, name)| (from..from + name.len(), PersonalKind::Again));
        found.extend(places);
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let free = range.start >= end;
        end = end.max(range.end);
        free
    });
    let place = |(range, kind): (Range<usize>, PersonalKind)| {
        let text = text.get(range.clone())?.to_string();
        Some(Personal { at: at.clone(), range, kind, text })
    };
    found.into_iter().filter_map(place).collect()
}

/// Runs of digits, dashes and single spaces that look like a person's number.
fn numbers(text: &str) -> Vec<(Range<usize>, PersonalKind)> {
    runs(text).into_iter().filter_map(|run| Some((run.range.clone(), run.kind()?))).collect()
}

/// A run of digits with what may stand between them, and what touches it.
struct Run {
    range: Range<usize>,
    /// The digits, X at the end of an identity number included.
    digits: String,
    /// How many digits stand before the first sign between them.
    first: usize,
    /// It is part of something longer: letters, a decimal point.
    touched: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, folded(c))).collect();
    let mut runs = Vec::new();
    let mut n = 0;
    while let Some((from, c)) = chars.get(n).copied() {
        if !c.is_ascii_digit() {
            n += 1;
            continue;
        }
        let before = n.checked_sub(1).and_then(|b| chars.get(b)).map(|(_, c)| *c);
        let mut run = Run { range: from..from, digits: String::new(), first: 0, touched: touches(before) };
        let mut last = n;
        while let Some((_, c)) = chars.get(n).copied() {
            let next = chars.get(n + 1).is_some_and(|(_, c)| c.is_ascii_digit());
            match c {
                '0'..='9' => {
                    run.digits.push(c);
                    last = n;
                }
                'X' if run.digits.len() == 17 => {
                    run.digits.push(c);
                    last = n;
                }
                '-' | ' ' if next => {
                    if run.first == 0 {
                        run.first = run.digits.len();
                    }
                }
                _ => break,
            }
            n += 1;
        }
        run.touched |= touches(chars.get(last + 1).map(|(_, c)| *c));
        run.range.end = chars.get(last + 1).map_or(text.len(), |(at, _)| *at);
        runs.push(run);
    }
    runs
}

/// Full-width digits, letters and dashes as plain ones.
fn folded(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        'x' | 'ｘ' | 'Ｘ' => 'X',
        '－' | '–' | '—' | '‐' | '‑' => '-',
        '\u{a0}' | '　' => ' ',
        other => other,
    }
}

/// A letter or a decimal point beside digits: they are part of a code or of a figure.
fn touches(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '%' | '．' | '％' | '/'))
}

impl Run {
    fn kind(&self) -> Option<PersonalKind> {
        let digits = self.digits.as_str();
        let country = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86"));
        let mobile = |d: &str| d.len() == 11 && d.starts_with('1') && matches!(d.as_bytes().get(1), Some(b'3'..=b'9'));
        if self.touched {
            return None;
        }
        match digits.len() {
            _ if mobile(digits) || country.is_some_and(mobile) => Some(PersonalKind::Mobile),
            18 if self.first == 0 && is_day(digits.get(6..14)?) => Some(PersonalKind::Identity),
            15 if self.first == 0 && is_day(&format!("19{}", digits.get(6..12)?)) => Some(PersonalKind::Identity),
            // An area code, and seven or eight digits more.
            10..=12 if digits.starts_with('0') && !digits.starts_with("00") => {
                let split = matches!(self.first, 3 | 4) && matches!(digits.len() - self.first, 7 | 8);
                (self.first == 0 || split).then_some(PersonalKind::Landline)
            }
            _ => None,
        }
    }
}

/// A day of the last hundred years or so, as 19780212.
fn is_day(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8)) else { return false };
    (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}
