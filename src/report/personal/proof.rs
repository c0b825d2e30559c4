//! What must be true of a number or name beside the way it is written: a day in it, digits that check one another.

use super::kind::{KINDS, Proof};
use std::ops::Range;

impl Proof {
    /// It is true of what was found, and of what follows.
    pub fn holds(self, found: &str, after: &str) -> bool {
        let digits: String = found.chars().filter(|c| c.is_ascii_digit() || *c == 'x').collect();
        match self {
            Self::Birthday => is_identity(&digits),
            Self::Luhn => luhn(&digits),
            Self::NoDay => digits.len() != 8 || !is_day(&digits, &KINDS.days),
            Self::Plate => digits.len() >= 3,
            Self::Surname => {
                let name: String = found.chars().filter(|c| *c != ' ').collect();
                let titled = KINDS.behind_names.iter().any(|title| after.starts_with(title.as_str()));
                KINDS.can_be_name(&name)
                    && (KINDS.begins_with_surname(&name) || name.contains('·'))
                    && (titled || !after.starts_with(|c: char| c.is_alphabetic()))
            }
        }
    }
}

fn is_identity(digits: &str) -> bool {
    let Some(province) = digits.get(..1) else { return false };
    let day = |range: Range<usize>| digits.get(range).unwrap_or_default();
    let is_place = matches!(province, "1" | "2" | "3" | "4" | "5" | "6" | "8");
    match digits.len() {
        18 => is_place && (is_day(day(6..14), &KINDS.born) || is_day(day(6..14), &KINDS.days) && fits(digits)),
        15 => is_place && is_day(&format!("19{}", day(6..12)), &KINDS.born),
        _ => false,
    }
}

/// The last digit of an identity number is that of the others.
fn fits(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(WEIGHTS).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    digits.chars().next_back() == "10x98765432".chars().nth(sum as usize % 11)
}

/// A day as 19780212.
fn is_day(digits: &str, years: &Range<u32>) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8)) else { return false };
    years.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Every second digit from the end doubled: the sum ends in 0.
fn luhn(digits: &str) -> bool {
    let doubled = |(n, digit): (usize, u32)| match (n % 2, digit * 2) {
        (0, _) => digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && digits.contains(|c| c != '0')
}
