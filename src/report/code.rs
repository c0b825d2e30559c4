//! 校验码: a short code that says whether paper and file belong together.

use super::Content;
use crate::form::{CellId, Form};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// No 0 and O, no 1 and I: what is read from paper is typed by hand.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// How many of them: one in 10^12 by chance.
const LENGTH: usize = 8;

/// The code of a report's content: what is written and in which rows. Notes and record do not enter.
///
/// The public copy has a code of its own, from its own content: else the telephone number it hides could be guessed
/// until the code fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code([u8; LENGTH]);

/// A text that is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("校验码应是8个字母或数字，印在每页页脚，形如 ABCD-2345，请对照打印件重新输入。")]
pub struct BadCode;

impl Code {
    /// The code of what is written.
    #[must_use]
    pub fn of(form: &Form, content: &Content) -> Self {
        let mut hash = Sha256::new();
        let mut say = |words: &str| {
            hash.update((words.len() as u64).to_le_bytes());
            hash.update(words);
        };
        say("ziping 1");
        say(&form.id);
        say(&content.year.to_string());
        let places = Places::of(content);
        say(&content.projects.len().to_string());
        for (under, rows) in &places.rows {
            say(under);
            say(&rows.to_string());
        }
        let cells: BTreeMap<String, &str> =
            content.cells.iter().map(|(at, text)| (places.place(&at), text.as_str())).collect();
        for (place, text) in cells {
            say(&place);
            say(text);
        }
        let digest = hash.finalize();
        let number = digest.iter().take(LENGTH).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let letter = |n: usize| LETTERS.get((number >> (5 * n) & 31) as usize).copied().unwrap_or(b'2');
        Self(std::array::from_fn(letter))
    }

    /// Reads a code as it is typed from paper: full-width, small letters, spaces and dashes do not matter.
    ///
    /// # Errors
    /// When it is not eight of the letters.
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        let text = crate::value::fold(text).to_uppercase();
        let text = text.trim().trim_start_matches("校验码");
        let silent = |c: char| c.is_whitespace() || matches!(c, '-' | '—' | '－' | '–' | ':' | '：' | '_' | '.');
        let letters: Vec<u8> = text.chars().filter(|c| !silent(*c)).map(|c| u8::try_from(c).unwrap_or(0)).collect();
        let known = letters.iter().all(|letter| LETTERS.contains(letter));
        letters.try_into().map(Self).ok().filter(|_| known).ok_or(BadCode)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, letter) in self.0.iter().enumerate() {
            let dash = if n == LENGTH / 2 { "-" } else { "" };
            write!(f, "{dash}{}", char::from(*letter))?;
        }
        Ok(())
    }
}

/// Projects and added rows by their position: what they are called inside does not show.
struct Places<'r> {
    projects: BTreeMap<&'r str, usize>,
    added: BTreeMap<(String, &'r str), String>,
    /// How many rows hang where.
    rows: BTreeMap<String, usize>,
}

impl<'r> Places<'r> {
    fn of(content: &'r Content) -> Self {
        let projects = content.projects.iter().enumerate().map(|(n, project)| (project.as_str(), n + 1)).collect();
        let mut places = Self { projects, added: BTreeMap::new(), rows: BTreeMap::new() };
        for (place, rows) in &content.rows {
            let (section, under) = place.split_once('/').unwrap_or((place, ""));
            let section = places.section(section);
            for (n, row) in rows.iter().enumerate() {
                places.added.insert((section.clone(), row), format!("{under}-{}", n + 1));
            }
            if !rows.is_empty() {
                places.rows.insert(format!("{section}/{under}"), rows.len());
            }
        }
        places
    }

    fn section(&self, section: &str) -> String {
        match section.split_once('.') {
            Some((project, own)) => format!("{}.{own}", self.projects.get(project).copied().unwrap_or(0)),
            None => section.into(),
        }
    }

    fn place(&self, at: &CellId) -> String {
        let section = self.section(&at.section);
        let row = self.added.get(&(section.clone(), at.row.as_str()));
        format!("{section}/{}/{}", row.map_or(at.row.as_str(), String::as_str), at.column)
    }
}
