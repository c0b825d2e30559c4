//! The styles of an old Word file: which of them are headings, and which carry numbers.

use super::page::styled;
use super::property::ParagraphLook;
use crate::intake::compound::word;

/// A style that is based on one that is based on one … is followed so far.
const DEEPEST: usize = 20;
const MOST: usize = 4_095;
/// Styles that are based on none say so with this number.
const NONE: u16 = 0xfff;

/// The styles of a document, by number.
#[derive(Default)]
pub(super) struct OldStyles(Vec<OldStyle>);

#[derive(Default)]
struct OldStyle {
    based_on: Option<u16>,
    /// The level of the heading it makes, from 0.
    heading: Option<u8>,
    list: Option<u16>,
    level: Option<u8>,
}

impl OldStyles {
    pub fn read(part: &[u8]) -> Self {
        let head = word(part, 0).map(usize::from).unwrap_or_default();
        let base = word(part, 4).map(usize::from).unwrap_or_default();
        let mut rest = part.get(head + 2..).unwrap_or_default();
        let mut styles = Vec::new();
        while let Some(length) = word(rest, 0).map(usize::from).filter(|_| styles.len() < MOST) {
            let Some(bytes) = rest.get(2..length + 2) else { break };
            styles.push(style(bytes, base).unwrap_or_default());
            rest = rest.get(length + 2..).unwrap_or_default();
        }
        Self(styles)
    }

    /// The level of the heading a style makes, from 1.
    pub fn heading(&self, style: u16) -> Option<u8> {
        self.chain(style).find_map(|style| style.heading).map(|level| level + 1)
    }

    /// The list and the level whose numbers a style carries.
    pub fn numbers(&self, style: u16) -> (Option<u16>, Option<u8>) {
        let find = self.chain(style).find_map(|style| style.list);
        (find, self.chain(style).find_map(|style| style.level))
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &OldStyle> {
        let get = |number: u16| self.0.get(usize::from(number));
        std::iter::successors(get(style), move |style| get(style.based_on?)).take(DEEPEST)
    }
}

/// One style: what it is, its name, and the properties of its paragraphs.
fn style(bytes: &[u8], base: usize) -> Option<OldStyle> {
    let (known, kind) = (word(bytes, 0)? & 0xfff, word(bytes, 2)?);
    let based_on = Some(kind >> 4).filter(|style| *style != NONE);
    let name = usize::from(word(bytes, base)?);
    // An even number of bytes, and a zero behind it.
    let at = base + 2 + name * 2 + 2;
    let mut look = ParagraphLook::default();
    if kind & 0xf == 1 {
        let length = word(bytes, at).map(usize::from).unwrap_or_default();
        let properties = bytes.get(at + 2..at + 2 + length).unwrap_or_default();
        look.change(styled(properties).1, &[]);
    }
    // The first nine of those that every program knows are the headings.
    let named = u8::try_from(known).ok().filter(|known| (1..=9).contains(known)).map(|known| known - 1);
    let heading = look.outline.filter(|level| *level < 9).or(named);
    Some(OldStyle { based_on, heading, list: look.list, level: look.level })
}
