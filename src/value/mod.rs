//! What a cell can mean: money, rates, points, counts, dates and indicator targets, read from text as people write it.
//!
//! Knows nothing of forms. Reading is total: a text that cannot be read is [`Reading::Unreadable`], never an error,
//! because a half-written cell is the normal state of a cell.

mod date;
mod direction;
mod han;
mod initials;
mod line_end;
mod money;
mod number;
mod prose;
mod quantity;
mod reading;
mod saved;
mod splice;
mod target;
mod words;
mod year;

pub use date::When;
pub use direction::{direction, may_be_reverse, numbered};
pub use han::{from_han, han_digit, in_han, is_han_digit};
pub use initials::has_initials;
pub use line_end::plain_line_ends;
pub use money::{MONEY_UNITS, MoneyUnit, yuan_in};
pub use number::{digit, fold, is_digit, places, plain, rounded};
pub use prose::{Quantity, family, leading_number, quantities, worded};
pub use quantity::{Count, Money, Rate, Score};
pub use reading::{Reading, read_count, read_money, read_points, read_rate, read_words, tidy_number};
pub use splice::Splice;
pub use target::{Aim, Sense, Target, is_time, read_target, signed};
pub use words::{WordSet, signs};
pub use year::{MEANT_YEARS, NamedYear, leading_year, years};

/// A short text that costs nothing to copy: what a clerk wrote in a cell, or a label of a form.
pub type Text = smol_str::SmolStr;

/// The first names of several, and how many there are where that is not all.
#[must_use]
pub fn listed(names: impl ExactSizeIterator<Item: ToString>, most: usize) -> String {
    let count = names.len();
    let first = names.take(most).map(|name| name.to_string()).collect::<Vec<_>>().join("、");
    if count > most { format!("{first}等{count}个") } else { first }
}

/// As much of some words as there is room for, in characters; what is left out shows as ….
#[must_use]
pub fn shortened(words: &str, most: usize) -> String {
    let words = words.trim();
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words.into(),
    }
}
