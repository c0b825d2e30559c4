//! Line ends: one character, wherever a text comes from.

use std::borrow::Cow;

/// A text whose lines end as ours do. Mail, other systems and spreadsheets end them with two characters, or another one.
#[must_use]
pub fn plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}
