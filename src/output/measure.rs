//! How large words in tables come out, reckoned: nothing is laid out here. What is laid out by typst is measured there.

use super::line_break::{Texture, line_breaks};
use super::manuscript::TableCell;
use crate::value::{Aim, Reading, Sense, is_digit, read_target};

/// 五号, the size of words in tables, in points as the two that follow.
pub const SIZE: f64 = 10.5;
/// What a cell keeps free at each side.
pub const BESIDE: f64 = 2.5;
/// How far what begins at the left steps in.
pub const STEP_IN: f64 = 3.0;
/// Tenths of a millimetre in a point.
pub const TENTHS: f64 = 254.0 / 72.0;
/// 五号, in tenths of a millimetre.
pub const EM: f64 = SIZE * TENTHS;
/// What a cell keeps free at both sides, likewise.
pub const MARGINS: f64 = 2.0 * BESIDE * TENTHS;

/// How many lines a text takes that is set into so many characters a line.
pub fn lines(words: &str, room: f64) -> f64 {
    (1 + words.matches('\n').count() + line_breaks(words, room, Texture::Written).len()) as f64
}

/// How many lines what is written in a cell takes.
pub fn lines_of(cell: &TableCell, width: u32) -> f64 {
    lines_in(&cell.written.text, width)
}

/// How many lines a text takes in a cell so wide.
pub fn lines_in(words: &str, width: u32) -> f64 {
    lines(words, ((f64::from(width) - MARGINS) / EM).max(1.0))
}

/// Figures are set so much smaller at most, in percent of the size of words; figures with their units likewise.
pub const SMALLEST: f64 = 76.0;
pub const SMALLEST_WITH_UNIT: f64 = 85.0;
/// So many characters at most stand before a figure that is one with its unit, and behind it.
const BEFORE: usize = 3;
const BEHIND: usize = 4;

/// How wide a figure is up to its last whole digit, and behind it, in characters. None where it is no figure.
pub fn figure(text: &str) -> Option<[f64; 2]> {
    let bare = |c: char| is_digit(c) || matches!(c, '-' | '+' | '−' | '.' | ',' | '，' | '%' | '％');
    let (None, unit) = Some(text).filter(|text| text.chars().all(bare)).and_then(amount)? else { return None };
    let (whole, behind) = text.split_at(text.find(['.', '%', '％']).unwrap_or(text.len()));
    matches!(unit.as_str(), "" | "%").then(|| [figure_ems(whole), figure_ems(behind)])
}

/// A figure with little before and behind it: ≥12000人次.
pub fn is_quantity(text: &str) -> bool {
    let before = text.chars().take_while(|c| !is_digit(*c)).count();
    let behind = text.chars().rev().take_while(|c| !is_digit(*c)).count();
    before <= BEFORE && behind <= BEHIND && amount(text).is_some()
}

/// What a text that is an amount is counted in, and which side of it is good.
fn amount(text: &str) -> Option<(Option<Sense>, crate::value::Text)> {
    match read_target(text) {
        Reading::Is(target) => match target.aim {
            Aim::Amount { unit, .. } => Some((target.sense, unit)),
            _ => None,
        },
        _ => None,
    }
}

/// How wide digits and what belongs to them are, in characters.
pub fn figure_ems(text: &str) -> f64 {
    let wide = |c: char| match c {
        '.' | ',' => 0.33,
        '%' => 0.93,
        c if c.is_ascii() => 0.56,
        _ => 1.0,
    };
    text.chars().map(wide).sum()
}

/// The share of its size in which a figure fits a line of so many characters, `smallest` being what one without a unit
/// may have at the least, in percent. None where it fits as it is, is no figure, or would be too small.
#[cfg_attr(not(feature = "print"), allow(dead_code, reason = "Word files ask for it"))]
pub fn fitting(text: &str, room: f64, smallest: f64) -> Option<f64> {
    let text = text.trim();
    let share = room / figure_ems(text).max(f64::MIN_POSITIVE);
    if share >= 1.0 {
        return None;
    }
    let smallest = if figure(text).is_some() { smallest } else { SMALLEST_WITH_UNIT };
    (share * 100.0 >= smallest && is_quantity(text)).then_some(share)
}
