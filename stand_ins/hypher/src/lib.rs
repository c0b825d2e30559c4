//! Papers are Chinese, and no Latin word is parted at the end of a line: no language is known.

use std::convert::Infallible;

#[derive(Clone, Copy)]
pub struct Lang(Infallible);

impl Lang {
    pub fn from_iso(_: [u8; 2]) -> Option<Self> {
        None
    }
}

pub fn hyphenate(_: &str, lang: Lang) -> std::iter::Empty<&'static str> {
    match lang.0 {}
}
