//! Names and numbers in a personal cell, piece by piece, and those that were found to be a person's elsewhere.

use super::again::KnownWords;
use super::disguise::{in_digits, numbers};
use super::kind::{KINDS, PersonalKind};
use super::seen::SeenText;

/// More characters are no name that could stand elsewhere.
const LONGEST: usize = 40;
/// Fewer digits are a figure as soon as a number.
const SHORTEST_NUMBER: usize = 6;
/// A number of a place without its area code has so many digits at least; so has one that only a label told.
const LOCAL: usize = 7;

impl KnownWords {
    /// What stands in a personal cell.
    pub fn add_cell(&mut self, text: &str) {
        pieces(&SeenText::new(text).text, self);
    }

    /// What was found in a text as it is seen, to be known in others, where nothing says what it is.
    pub fn add_found(&mut self, found: &str, kind: PersonalKind) {
        let digits = found.chars().filter(char::is_ascii_digit).count();
        match kind {
            PersonalKind::Name => {
                self.names.extend(Some(bare(&stripped(found))).filter(|name| name.chars().count() > 1));
            }
            _ if found.contains(|c: char| c.is_alphabetic() && c != '转') => {
                self.names.insert(bare(found));
            }
            _ if digits >= LOCAL => take_number(found, self),
            _ => {}
        }
    }
}

/// The names and numbers in a personal cell, as it is seen.
fn pieces(text: &str, known: &mut KnownWords) {
    let whole = bare(text);
    if (2..=LONGEST).contains(&whole.chars().count())
        && whole.chars().any(char::is_alphabetic)
        && KINDS.can_be_name(&whole)
    {
        known.names.insert(whole);
    }
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for (range, kind) in numbers(text) {
        let found = text.get(range.clone()).unwrap_or_default();
        if kind != PersonalKind::Name {
            take_number(in_digits(found).as_deref().unwrap_or(found), known);
            words.push_str(text.get(from..range.start).unwrap_or_default());
            words.push('\n');
            from = range.end;
        }
    }
    words.push_str(text.get(from..).unwrap_or_default());
    // A number that is written wrong is a person's all the same.
    let odd = words.split(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | '.' | '·'));
    odd.for_each(|run| take_number(run, known));
    for label in &KINDS.before_names {
        words = words.replace(&format!("{label}:"), "\n");
    }
    let parts = words.split(|c: char| !c.is_alphabetic() && !matches!(c, ' ' | '·'));
    let parts: Vec<String> = parts.flat_map(joined).map(|part| stripped(&part)).collect();
    for part in &parts {
        let long_enough = (2..=LONGEST).contains(&part.chars().count());
        // Among several only what begins like a name is one.
        if long_enough
            && KINDS.can_be_name(part)
            && (parts.len() == 1 || KINDS.begins_with_surname(part) || part.contains('·'))
        {
            known.names.insert(bare(part));
        }
    }
}

/// The digits of a number without those of the country, and of a landline also those it has within its place.
fn take_number(found: &str, known: &mut KnownWords) {
    let number: String = found.split('转').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let abroad = number.trim_start_matches("00").strip_prefix("86").filter(|rest| rest.len() > 9);
    let number = abroad.unwrap_or(&number);
    if !(SHORTEST_NUMBER..=LONGEST).contains(&number.len()) {
        return;
    }
    let locals = [3, 4].into_iter().filter_map(|area| number.get(area..)).filter(|_| number.starts_with('0'));
    known.numbers.extend(locals.filter(|local| (LOCAL..=LOCAL + 1).contains(&local.len())).map(String::from));
    known.numbers.insert(number.into());
}

/// Without what may stand between letters.
fn bare(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, ' ' | '·' | '-' | '_' | '.' | '\n')).collect()
}

/// The words of a part; characters that stand alone are one name: 张 三.
fn joined(part: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut alone = false;
    for word in part.split(' ').filter(|word| !word.is_empty()) {
        let single = word.chars().count() == 1;
        match all.last_mut().filter(|last| alone && single && last.chars().count() < 3) {
            Some(last) => last.push_str(word),
            None => all.push(word.into()),
        }
        alone = single;
    }
    all
}

/// Without the words that stand before and behind names.
fn stripped(part: &str) -> String {
    let mut part = part;
    for word in &KINDS.before_names {
        part = part.strip_prefix(word.as_str()).unwrap_or(part);
    }
    for word in &KINDS.behind_names {
        part = part.strip_suffix(word.as_str()).filter(|rest| rest.chars().count() > 1).unwrap_or(part);
    }
    // 财务科张三
    let ends = KINDS.offices.iter().filter_map(|end| part.find(end.as_str()).map(|at| at + end.len()));
    let behind = ends.filter_map(|end| part.get(end..)).min_by_key(|rest| rest.len());
    let name = behind.filter(|rest| rest.chars().count() > 1 && KINDS.begins_with_surname(rest));
    name.unwrap_or(part).to_string()
}
