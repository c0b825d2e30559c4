//! Choices of points that recur, by name, so that a form says what it has of its own.

use super::full::NOWHERE;
use super::merge::Merge;
use super::tree::{self, Node, NodeShape};

/// All of them; each may be like one before it.
const SCORINGS: &str = include_str!("../../assets/scoring.ron");

/// The scorings known by name.
pub(super) fn scorings() -> Vec<(&'static str, Node<'static>)> {
    let mut known = Vec::new();
    let Ok((_, Node { shape: NodeShape::List(all), .. })) = tree::read(SCORINGS, NOWHERE) else { return known };
    for mut scoring in all {
        let Some(name) = scoring.take("name") else { continue };
        Merge::default().like(&mut scoring, &known);
        known.push((name.words(), scoring));
    }
    known
}
