//! Number formats: what a cell shows of the number in it.
//!
//! Followed as far as it changes what a number says: decimals, thousands, percentages, units and other words, days. Colours
//! and widths say nothing. What cannot be told apart once it is text is written so that it can: a negative number in
//! brackets or in red gets its sign, a zero shown as a dash is 0, and a year has four digits.

use super::moment::{Moment, MomentPart};
use crate::intake::package::{attribute, child, named};
use roxmltree::Document;
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::HashMap;
use std::rc::Rc;

/// No program writes longer ones.
const LONGEST: usize = 255;
/// Decimals that are shown at most.
const DECIMALS: usize = 20;

/// A number format: for positive numbers, negative ones and zero, or for those that meet a condition.
#[derive(Debug, Default)]
pub(super) struct NumberFormat {
    sections: Vec<FormatSection>,
}

#[derive(Debug, Default)]
struct FormatSection {
    condition: Option<(FormatBound, Decimal)>,
    parts: Vec<FormatPart>,
    /// How often it is a hundred times as much, and how often a thousandth.
    percents: usize,
    thousands: usize,
    grouped: bool,
    /// Fractions and powers of ten: shown as any number.
    is_plain: bool,
    /// A long date of the PC, or months by their names: written the usual way.
    is_long: bool,
}

#[derive(Clone, Copy, Debug)]
enum FormatBound {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum FormatPart {
    Literal(char),
    /// Before the point: shown even where the number has no such digit, or not.
    Whole(bool),
    Point,
    Decimal(bool),
    General,
    Moment(MomentPart),
}

impl NumberFormat {
    /// By a format's own text.
    pub fn of(code: &str) -> Self {
        if code.len() > LONGEST {
            return Self::default();
        }
        Self { sections: sections(code).into_iter().map(|code| FormatSection::of(&code)).collect() }
    }

    /// By the number of a format that every program knows, as a Chinese one shows it.
    pub fn known(id: u32) -> Self {
        Self::of(match id {
            1 => "0",
            2 => "0.00",
            3 | 5 | 6 | 37 | 38 => "#,##0",
            4 | 7 | 8 | 39 | 40 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 | 31 => "yyyy年m月d日",
            16 | 28 | 29 | 51 | 53 | 54 | 58 => "m月d日",
            17 | 27 | 36 | 50 | 52 | 57 => "yyyy年m月",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            30 => "m-d-yy",
            32 => "h时mm分",
            33 => "h时mm分ss秒",
            34 | 55 => "上午/下午h时mm分",
            35 | 56 => "上午/下午h时mm分ss秒",
            41 | 42 => "#,##0;-#,##0;-",
            43 | 44 => "#,##0.00;-#,##0.00;-",
            45 | 47 => "mm:ss",
            46 => "[h]:mm:ss",
            _ => "",
        })
    }

    /// What it shows of a number.
    pub fn show(&self, number: Decimal, from_1904: bool) -> String {
        let Some((section, own_sign)) = self.section(number) else { return plain(number) };
        let text = section.show(number, own_sign, from_1904);
        text.unwrap_or_else(|| plain(number)).trim().into()
    }

    /// The section that shows a number, and whether it is the one of negative numbers, which says so itself.
    fn section(&self, number: Decimal) -> Option<(&FormatSection, bool)> {
        let has_conditions = self.sections.iter().any(|section| section.condition.is_some());
        if has_conditions {
            let fits = |section: &&FormatSection| {
                section.condition.is_none_or(|(comparison, bound)| comparison.holds(number, bound))
            };
            return self.sections.iter().find(fits).map(|section| (section, false));
        }
        let count = self.sections.len();
        let at = match (number.is_zero(), number.is_sign_negative()) {
            (true, _) if count > 2 => 2,
            (false, true) if count > 1 => 1,
            _ => 0,
        };
        self.sections.get(at).map(|section| (section, at == 1))
    }
}

impl FormatBound {
    fn holds(self, number: Decimal, bound: Decimal) -> bool {
        match self {
            Self::Less => number < bound,
            Self::AtMost => number <= bound,
            Self::More => number > bound,
            Self::AtLeast => number >= bound,
            Self::Equal => number == bound,
            Self::Other => number != bound,
        }
    }
}

/// The sections of a format, parted where a semicolon is no letter.
fn sections(code: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        let parts = c == ';' && !quoted && !escaped;
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '!' | '_' | '*');
        if parts {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    // The fourth is for texts; a format without any is the usual one.
    all.truncate(3);
    if all.len() == 1 {
        all.retain(|code| !code.is_empty());
    }
    all
}

impl FormatSection {
    fn of(code: &str) -> Self {
        let mut section = Self::default();
        let mut rest = code;
        let (mut past_point, mut decimals) = (false, 0);
        while let Some(c) = rest.chars().next() {
            if let Some(taken) = section.words(rest) {
                rest = rest.get(taken..).unwrap_or_default();
                continue;
            }
            let mut taken = c.len_utf8();
            let after = rest.get(taken..).unwrap_or_default();
            match c {
                '0' | '#' | '?' if past_point && decimals == DECIMALS => {}
                '0' | '#' | '?' if past_point => {
                    decimals += 1;
                    section.parts.push(FormatPart::Decimal(c == '0'));
                }
                '0' | '#' | '?' => section.parts.push(FormatPart::Whole(c == '0')),
                '.' if !past_point && !section.is_moment() => {
                    past_point = true;
                    section.parts.push(FormatPart::Point);
                }
                ',' if section.has_digits() => {
                    // Between digits it groups them, behind them it leaves three out.
                    if after.trim_start_matches(',').starts_with(['0', '#', '?']) {
                        section.grouped = true;
                    } else {
                        section.thousands += 1;
                    }
                }
                '%' => {
                    section.percents += 1;
                    section.parts.push(FormatPart::Literal('%'));
                }
                '/' if section.has_digits() => section.is_plain = true,
                'E' | 'e' if after.starts_with(['+', '-']) => section.is_plain = true,
                'G' | 'g' if after.to_ascii_lowercase().starts_with("eneral") => {
                    section.parts.push(FormatPart::General);
                    taken += "eneral".len();
                }
                '@' => section.parts.push(FormatPart::General),
                _ => match MomentPart::read(rest) {
                    Some((part, length)) => {
                        section.is_long |= part.is_name_of_month();
                        section.parts.push(FormatPart::Moment(part));
                        taken = length;
                    }
                    None => section.parts.push(FormatPart::Literal(c)),
                },
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        section.tell_minutes();
        section
    }

    /// Takes in what is no place for a digit or a day, where the rest begins with that: its length.
    fn words(&mut self, rest: &str) -> Option<usize> {
        let mut letters = rest.chars();
        let (first, after) = (letters.next()?, letters.as_str());
        let next = after.chars().next();
        match first {
            '"' => {
                let text = after.split('"').next().unwrap_or_default();
                self.parts.extend(text.chars().map(FormatPart::Literal));
                Some(text.len() + 2)
            }
            '[' => {
                let inside = after.split(']').next().unwrap_or_default();
                self.bracket(inside);
                Some(inside.len() + 2)
            }
            '\\' | '!' => {
                self.parts.extend(next.map(FormatPart::Literal));
                Some(1 + next.map_or(0, char::len_utf8))
            }
            // A blank as wide as a letter, or a letter that fills the cell.
            '_' | '*' => Some(1 + next.map_or(0, char::len_utf8)),
            _ => None,
        }
    }

    /// What stands in brackets: a currency, a condition, hours beyond a day. Colours and languages say nothing.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.parts.extend(sign.chars().map(FormatPart::Literal));
            self.is_long |= currency.eq_ignore_ascii_case("-F800");
        } else if let Some(part) = MomentPart::elapsed(inside) {
            self.parts.push(FormatPart::Moment(part));
        } else {
            const SIGNS: [(&str, FormatBound); 6] = [
                ("<=", FormatBound::AtMost),
                (">=", FormatBound::AtLeast),
                ("<>", FormatBound::Other),
                ("<", FormatBound::Less),
                (">", FormatBound::More),
                ("=", FormatBound::Equal),
            ];
            let told = SIGNS.into_iter().find_map(|(sign, comparison)| Some((comparison, inside.strip_prefix(sign)?)));
            self.condition = told.and_then(|(comparison, bound)| Some((comparison, bound.trim().parse().ok()?)));
        }
    }

    fn has_digits(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, FormatPart::Whole(_) | FormatPart::Decimal(_)))
    }

    fn is_moment(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, FormatPart::Moment(_)))
    }

    /// One letter is for months and minutes: behind hours and before seconds it is minutes.
    fn tell_minutes(&mut self) {
        let mut moments: Vec<&mut MomentPart> = self
            .parts
            .iter_mut()
            .filter_map(|part| if let FormatPart::Moment(part) = part { Some(part) } else { None })
            .collect();
        MomentPart::tell_minutes(&mut moments);
    }

    /// None where it is shown like any number.
    fn show(&self, number: Decimal, own_sign: bool, from_1904: bool) -> Option<String> {
        if self.is_moment() {
            return self.moment(number, from_1904);
        }
        if self.is_plain {
            return None;
        }
        let scale = |number: Decimal, times: usize, by: Decimal| {
            (0..times.min(8)).try_fold(number, |number, _| number.checked_mul(by))
        };
        let number = scale(number, self.percents, Decimal::ONE_HUNDRED)?;
        let number = scale(number, self.thousands, Decimal::new(1, 3))?;
        let decimals = self.parts.iter().filter(|part| matches!(part, FormatPart::Decimal(_))).count();
        let decimals = u32::try_from(decimals).ok()?;
        let rounded = if self.has_digits() {
            number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        } else {
            number
        };
        let is_negative = rounded.is_sign_negative() && !rounded.is_zero();
        // A sign stands right before the digits, where it is read.
        let sign = |c: &char| own_sign && matches!(c, '-' | '(' | ')' | '（' | '）' | '−');
        let mut text = String::new();
        let mut sign_due = is_negative;
        let mut digits = Digits::new(rounded.abs(), self);
        for part in &self.parts {
            let shown = match part {
                FormatPart::Literal(c) if sign(c) => continue,
                FormatPart::Literal(c) => {
                    text.push(*c);
                    continue;
                }
                FormatPart::General => plain(number.abs()),
                part => digits.next(part),
            };
            if std::mem::take(&mut sign_due) {
                text.push('-');
            }
            text.push_str(&shown);
        }
        // A dash for zero is what programs write for 0.
        let is_dash = !text.trim().is_empty() && text.trim().chars().all(|c| matches!(c, '-' | '—' | '–'));
        if is_dash { None } else { Some(text) }
    }

    fn moment(&self, number: Decimal, from_1904: bool) -> Option<String> {
        let moment = Moment::new(number, from_1904)?;
        let parts = self.parts.iter();
        if self.is_long {
            let told = parts.filter_map(|part| if let FormatPart::Moment(part) = part { Some(part) } else { None });
            return Some(moment.long(told));
        }
        let twelve = self.parts.contains(&FormatPart::Moment(MomentPart::Half));
        let shown = parts.map(|part| match part {
            FormatPart::Literal(c) => c.to_string(),
            FormatPart::Moment(part) => moment.show(*part, twelve),
            _ => String::new(),
        });
        Some(shown.collect())
    }
}

/// The digits of a number, as the places of a format take them.
struct Digits {
    whole: Vec<char>,
    decimals: std::vec::IntoIter<char>,
    /// Places before the point that are still to come.
    places: usize,
    grouped: bool,
    /// A digit has been shown.
    begun: bool,
    /// Decimals that must be shown are still to come.
    due: usize,
}

impl Digits {
    fn new(number: Decimal, section: &FormatSection) -> Self {
        let text = number.normalize().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let whole = if whole == "0" { Vec::new() } else { whole.chars().collect() };
        let count = |wanted: fn(&FormatPart) -> bool| section.parts.iter().filter(|part| wanted(part)).count();
        let places = count(|part| matches!(part, FormatPart::Whole(_)));
        let due = section
            .parts
            .iter()
            .filter(|part| matches!(part, FormatPart::Decimal(_)))
            .zip(1..)
            .filter(|(part, _)| **part == FormatPart::Decimal(true))
            .map(|(_, n)| n)
            .last();
        let due = due.unwrap_or_default().max(decimals.len());
        let decimals: Vec<char> = decimals.chars().collect();
        Self { whole, decimals: decimals.into_iter(), places, grouped: section.grouped, begun: false, due }
    }

    fn next(&mut self, part: &FormatPart) -> String {
        match part {
            FormatPart::Whole(must) => self.place(*must),
            FormatPart::Point => {
                // Digits for which there is no place, as in `.00`.
                let rest = if self.places == 0 && !self.begun { self.rest(0) } else { String::new() };
                if self.due > 0 { rest + "." } else { rest }
            }
            FormatPart::Decimal(_) if self.due > 0 => {
                self.due -= 1;
                self.decimals.next().unwrap_or('0').to_string()
            }
            _ => String::new(),
        }
    }

    /// A place before the point; the first takes all digits for which there is none.
    fn place(&mut self, must: bool) -> String {
        self.places = self.places.saturating_sub(1);
        if !self.begun && self.whole.len() > self.places {
            return self.rest(self.places);
        }
        if self.begun {
            return self.rest(self.places);
        }
        if !must {
            return String::new();
        }
        // A zero before the number.
        let comma = self.grouped && self.places > 0 && self.places.is_multiple_of(3);
        if comma { "0,".into() } else { "0".into() }
    }

    /// The digits up to so many before the last.
    fn rest(&mut self, keep: usize) -> String {
        self.begun = true;
        let mut text = String::new();
        while self.whole.len() > keep {
            text.push(self.whole.remove(0));
            if self.grouped && !self.whole.is_empty() && self.whole.len().is_multiple_of(3) {
                text.push(',');
            }
        }
        text
    }
}

/// A number as it is.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The format of each cell style of a workbook, in order.
pub(super) fn formats(styles: &Document) -> Vec<Rc<NumberFormat>> {
    let mut known: HashMap<u32, Rc<NumberFormat>> = styles
        .descendants()
        .filter(|node| named(*node, "numFmt"))
        .filter_map(|node| {
            let format = NumberFormat::of(attribute(node, "formatCode")?);
            Some((attribute(node, "numFmtId")?.parse().ok()?, Rc::new(format)))
        })
        .collect();
    let Some(styles) = child(styles.root_element(), "cellXfs") else { return Vec::new() };
    let number = |node| attribute(node, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or_default();
    let styles = styles.children().filter(|node| named(*node, "xf")).map(number);
    styles.map(|id| known.entry(id).or_insert_with(|| Rc::new(NumberFormat::known(id))).clone()).collect()
}
