//! Lines of text: letters that stand on one line, with the blanks one sees between them.

use super::letter::Letter;

/// Letters of one line stand so near to its base, in sizes.
const LOOSE: f64 = 0.35;
/// A gap between narrow letters that one sees as a blank, in sizes.
const NARROW_GAP: f64 = 0.25;
/// A gap beside Han characters that one sees as a blank: what is set apart less is spaced, not parted.
const WIDE_GAP: f64 = 0.9;
/// A gap that parts two things on one line.
const APART: f64 = 2.0;

/// Where the lines of a text may reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextRoom {
    pub left: f64,
    pub right: f64,
}

impl TextRoom {
    /// So narrow for letters of a size that labels and short things stand in it, one to a line.
    pub fn is_narrow(self, size: f64) -> bool {
        const NARROW: f64 = 10.0;
        self.right - self.left < NARROW * size
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    /// Its letters, in order, blanks at the ends left out.
    pub letters: Vec<Letter>,
    pub from: f64,
    pub to: f64,
    pub base: f64,
    /// The size of most of it.
    pub size: f64,
}

impl TextLine {
    fn new(mut letters: Vec<Letter>) -> Option<Self> {
        letters.sort_by(|one, other| one.ink().total_cmp(&other.ink()));
        undouble(&mut letters);
        while letters.last().is_some_and(|last| last.character.is_whitespace()) {
            letters.pop();
        }
        let blank = letters.iter().take_while(|letter| letter.character.is_whitespace()).count();
        letters.drain(..blank);
        let mut sizes: Vec<f64> = letters.iter().map(|letter| letter.size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied()?;
        let (from, base) = letters.first().map(|first| (first.from, first.base))?;
        let to = letters.iter().map(|letter| letter.to).fold(from, f64::max);
        Some(Self { letters, from, to, base, size })
    }

    /// Several things stand on it, far from each other: 填表人：…    填报日期：….
    pub fn is_spread(&self) -> bool {
        let seen = || self.letters.iter().filter(|letter| !letter.character.is_whitespace());
        let apart = |(one, next): (&Letter, &Letter)| next.from - one.to > APART * one.size.min(next.size);
        seen().zip(seen().skip(1)).any(apart)
    }

    /// The text as one reads it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut last: Option<&Letter> = None;
        for letter in &self.letters {
            if let Some(last) = last.filter(|last| !last.character.is_whitespace() && !letter.character.is_whitespace())
            {
                let gap = (letter.from - last.to) / last.size.min(letter.size);
                let blank = if last.is_wide() || letter.is_wide() { WIDE_GAP } else { NARROW_GAP };
                text.push_str(if gap > APART {
                    "    "
                } else if gap > blank {
                    " "
                } else {
                    ""
                });
            }
            text.push(letter.character);
            last = Some(letter);
        }
        text
    }
}

/// Leaves out what is drawn twice to look bold.
fn undouble(letters: &mut Vec<Letter>) {
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for letter in letters.drain(..) {
        let same = |other: &&Letter| {
            other.character == letter.character
                && (other.from - letter.from).abs() < 0.2 * letter.size
                && (other.base - letter.base).abs() < 0.2 * letter.size
        };
        if letter.character.is_whitespace() || kept.iter().rev().take(3).find(same).is_none() {
            kept.push(letter);
        }
    }
    *letters = kept;
}

/// The lines that letters stand on, top to bottom; each way that text runs on its own, the usual one first.
pub(super) fn lines(mut letters: Vec<Letter>) -> Vec<TextLine> {
    letters.sort_by(|one, other| one.turn.cmp(&other.turn).then(one.base.total_cmp(&other.base)));
    let mut lines = Vec::new();
    let mut line: Vec<Letter> = Vec::new();
    for letter in letters {
        let goes_on = line.first().is_none_or(|first| {
            first.turn == letter.turn && letter.base - first.base <= LOOSE * first.size.max(letter.size)
        });
        if !goes_on {
            lines.extend(TextLine::new(std::mem::take(&mut line)));
        }
        line.push(letter);
    }
    lines.extend(TextLine::new(line));
    lines
}
