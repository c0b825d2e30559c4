//! What stands in personal cells, piece by piece, and how to find it elsewhere however it is spaced.

use super::kind::{KINDS, PersonalKind};
use super::search::{PersonalRange, is_part_of_figure, numbers};
use super::seen::SeenText;
use regex::Regex;
use std::collections::BTreeSet;

/// A whole cell of more characters is no name that could stand elsewhere.
const LONGEST: usize = 40;
/// More pieces than any report has persons: those beyond are found as whole cells only.
const MOST: usize = 400;
/// Fewer digits are a figure as soon as a number.
const SHORTEST_NUMBER: usize = 6;
/// A number of a place without its area code has so many digits at least.
const LOCAL: usize = 7;

/// What stands in personal cells, to be found elsewhere.
#[derive(Default)]
pub(super) struct Own {
    names: Option<Regex>,
    numbers: Option<Regex>,
}

impl Own {
    /// From the texts of the personal cells.
    pub fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut names, mut digits) = (BTreeSet::new(), BTreeSet::new());
        for text in texts {
            pieces(&SeenText::new(text).text, &mut names, &mut digits);
        }
        let gap = " {0,3}[ ·]? {0,3}".to_string();
        let spaced = |name: &String| {
            let letters: Vec<String> = name.chars().map(|c| regex::escape(&c.to_string())).collect();
            letters.join(&gap)
        };
        let between = format!("{}{{0,3}}", KINDS.between());
        let grouped = |number: &String| number.chars().map(String::from).collect::<Vec<_>>().join(&between);
        Self { names: any_of(&names, &spaced), numbers: any_of(&digits, &grouped) }
    }

    /// Where in a text as it is seen something of it stands.
    pub fn found(&self, text: &str) -> Vec<PersonalRange> {
        let mut found: Vec<PersonalRange> = Vec::new();
        if let Some(names) = &self.names {
            found.extend(names.find_iter(text).map(|name| (name.range(), PersonalKind::Again)));
        }
        if let Some(numbers) = &self.numbers {
            let own = numbers.find_iter(text).map(|number| number.range());
            found.extend(own.filter(|range| !is_part_of_figure(text, range)).map(|range| (range, PersonalKind::Again)));
        }
        found
    }
}

/// One pattern for all, longest first.
fn any_of(words: &BTreeSet<String>, spelled: &dyn Fn(&String) -> String) -> Option<Regex> {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.truncate(MOST);
    let all: Vec<String> = words.into_iter().map(spelled).collect();
    Regex::new(&all.join("|")).ok().filter(|_| !all.is_empty())
}

/// The names and numbers in a personal cell, as it is seen.
fn pieces(text: &str, names: &mut BTreeSet<String>, digits: &mut BTreeSet<String>) {
    let whole = bare(text);
    if (2..=LONGEST).contains(&whole.chars().count())
        && whole.chars().any(char::is_alphabetic)
        && KINDS.can_be_name(&whole)
    {
        names.insert(whole);
    }
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for (range, kind) in numbers(text) {
        let found = text.get(range.clone()).unwrap_or_default();
        if kind != PersonalKind::Name {
            take_number(found, digits);
            words.push_str(text.get(from..range.start).unwrap_or_default());
            words.push('\n');
            from = range.end;
        }
    }
    words.push_str(text.get(from..).unwrap_or_default());
    // A number that is written wrong is a person's all the same.
    let odd = words.split(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | '.' | '·'));
    odd.for_each(|run| take_number(run, digits));
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
            names.insert(bare(part));
        }
    }
}

/// The digits of a number without those of the country, and of a landline also those it has within its place.
fn take_number(found: &str, digits: &mut BTreeSet<String>) {
    let number: String = found.split('转').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let abroad = number.trim_start_matches("00").strip_prefix("86").filter(|rest| rest.len() > 9);
    let number = abroad.unwrap_or(&number);
    if !(SHORTEST_NUMBER..=LONGEST).contains(&number.len()) {
        return;
    }
    let locals = [3, 4].into_iter().filter_map(|area| number.get(area..)).filter(|_| number.starts_with('0'));
    digits.extend(locals.filter(|local| (LOCAL..=LOCAL + 1).contains(&local.len())).map(String::from));
    digits.insert(number.into());
}

/// Without spaces, dots and marks at its ends.
fn bare(text: &str) -> String {
    text.trim().chars().filter(|c| !matches!(c, ' ' | '·')).collect()
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
