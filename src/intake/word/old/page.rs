//! Which properties hold where in the stream: pages of runs, each page half a kilobyte.

use crate::intake::compound::{long, word};
use std::collections::HashSet;

const PAGE: usize = 512;
/// What else is told of a paragraph beside where its properties lie.
const PARAGRAPH: usize = 13;

/// A run of the stream, and the bytes that tell its properties.
#[derive(Clone, Copy)]
pub(super) struct PropertyRun<'s> {
    pub from: u32,
    pub to: u32,
    pub bytes: &'s [u8],
}

/// The runs of a stream in order.
pub(super) struct PropertyRuns<'s>(Vec<PropertyRun<'s>>);

impl<'s> PropertyRuns<'s> {
    /// The runs of letters.
    pub fn of_letters(stream: &'s [u8], part: &[u8]) -> Self {
        Self::read(stream, part, 1, |page, at| {
            let length = usize::from(*page.get(at)?);
            page.get(at + 1..at + 1 + length)
        })
    }

    /// The runs of paragraphs; the number of its style stands before the properties of each.
    pub fn of_paragraphs(stream: &'s [u8], part: &[u8]) -> Self {
        Self::read(stream, part, PARAGRAPH, |page, at| {
            let (from, length) = match *page.get(at)? {
                0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                words => (at + 1, usize::from(words) * 2 - 1),
            };
            page.get(from..from + length)
        })
    }

    fn read(stream: &'s [u8], part: &[u8], width: usize, bytes: impl Fn(&'s [u8], usize) -> Option<&'s [u8]>) -> Self {
        let count = part.len().saturating_sub(4) / 8;
        let mut seen = HashSet::new();
        let mut runs = Vec::new();
        for n in 0..count {
            let number = long(part, (count + 1) * 4 + n * 4).map(|number| (number & 0x3f_ffff) as usize);
            // Each page is read once, whatever the table of pages says.
            let Some(number) = number.filter(|number| seen.insert(*number)) else { continue };
            let Some(page) = stream.get(number * PAGE..(number + 1) * PAGE) else { continue };
            let runs_here = page.last().copied().map(usize::from).unwrap_or_default();
            for run in 0..runs_here {
                let (Some(from), Some(to)) = (long(page, run * 4), long(page, run * 4 + 4)) else { break };
                let Some(at) = page.get((runs_here + 1) * 4 + run * width) else { break };
                let bytes = if *at == 0 { None } else { bytes(page, usize::from(*at) * 2) };
                runs.push(PropertyRun { from, to, bytes: bytes.unwrap_or_default() });
            }
        }
        runs.sort_by_key(|run| run.from);
        Self(runs)
    }

    /// The run at a place of the stream.
    pub fn at(&self, place: u32) -> Option<PropertyRun<'s>> {
        let next = self.0.partition_point(|run| run.from <= place);
        self.0.get(next.checked_sub(1)?).copied().filter(|run| place < run.to)
    }
}

/// The places of a table of places, what is told of each aside.
pub(super) fn places(part: &[u8], width: usize) -> impl Iterator<Item = u32> + '_ {
    let count = part.len().saturating_sub(4) / (4 + width);
    (0..=count).map_while(|n| long(part, n * 4))
}

/// The style and the properties of a paragraph.
pub(super) fn styled(bytes: &[u8]) -> (u16, &[u8]) {
    (word(bytes, 0).unwrap_or_default(), bytes.get(2..).unwrap_or_default())
}
