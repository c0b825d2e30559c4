//! What stands in another order than it did: rows among those they hang with, and projects.

use super::pairing::PairedPart;
use crate::form::Name;
use crate::sheet::Part;
use std::collections::HashMap;

/// A row or project that stands elsewhere among its like.
pub(super) struct Moved {
    /// Where it stood and where it stands, counted from 1.
    pub places: (usize, usize),
    /// Where it goes to stand again behind what stood before it, counted from 0.
    pub back: usize,
}

/// Rows that both have and that stand elsewhere among the others they hang with.
pub(super) fn moved_rows<'a>(part: &'a Part, paired: &PairedPart<'a>) -> HashMap<&'a str, Moved> {
    let mut was: HashMap<&str, (&Name, usize)> = HashMap::new();
    let mut counts: HashMap<&Name, usize> = HashMap::new();
    for line in &paired.past().lines {
        if let Some(under) = &line.added_under {
            let count = counts.entry(under).or_default();
            was.insert(&line.id, (under, *count));
            *count += 1;
        }
    }
    let mut rows: HashMap<&Name, Vec<(&str, usize, usize)>> = HashMap::new();
    let mut counts: HashMap<&Name, usize> = HashMap::new();
    for line in &part.lines {
        let Some(under) = &line.added_under else { continue };
        let count = counts.entry(under).or_default();
        if let Some((_, place)) = paired.line(line).and_then(|line| was.get(line.id.as_str())) {
            rows.entry(under).or_default().push((&line.id, *place, *count));
        }
        *count += 1;
    }
    rows.into_values().flat_map(|rows| moved(rows.into_iter())).collect()
}

/// Which of these stand elsewhere: as few as can be, all others kept their order.
pub(super) fn moved<'a>(all: impl Iterator<Item = (&'a str, usize, usize)>) -> HashMap<&'a str, Moved> {
    let all: Vec<_> = all.collect();
    let stay = in_order(&all.iter().map(|(_, was, _)| *was).collect::<Vec<_>>());
    let (stay, moved): (Vec<_>, Vec<_>) = all.into_iter().zip(stay).partition(|(_, stays)| *stays);
    let back = |was: usize, now: usize| {
        let before = stay.iter().map(|(one, _)| one).rfind(|(_, other, _)| *other < was);
        // Behind it; where nothing that stayed stood before it, before what stayed first.
        let behind = before.map(|(.., place)| *place + usize::from(now > *place));
        let first = || stay.first().map_or(0, |((.., place), _)| *place - usize::from(now < *place));
        behind.unwrap_or_else(first)
    };
    moved
        .into_iter()
        .map(|((id, was, now), _)| (id, Moved { places: (was + 1, now + 1), back: back(was, now) }))
        .collect()
}

/// Which of these numbers belong to a longest run that rises.
fn in_order(numbers: &[usize]) -> Vec<bool> {
    // The ends of the best runs so far, by their length, and what stands before each number in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|end| end < number));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stay = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stay.iter_mut().skip(at).take(1).for_each(|stays| *stays = true);
        next = before.get(at).copied().flatten();
    }
    stay
}
