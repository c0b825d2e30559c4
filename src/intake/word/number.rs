//! Automatic numbers: what Word counts, as one reads it before the text.

use super::value;
use crate::intake::package::{attribute, child, named};
use crate::value::in_han;
use roxmltree::{Document, Node};
use std::collections::HashMap;

/// Word has nine levels.
pub(super) const LEVELS: usize = 9;
/// What stands around a number is short; it comes again with every paragraph.
pub(super) const LONGEST: usize = 40;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbers {
    /// The levels of an abstract list.
    kinds: HashMap<String, Vec<NumberLevel>>,
    /// The abstract list behind a list, and where its levels begin instead.
    lists: HashMap<String, (String, HashMap<usize, u32>)>,
    /// Lists of one kind count on together.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

/// A level of a list.
#[derive(Clone, Default)]
pub(super) struct NumberLevel {
    pub format: String,
    /// `%1、`
    pub text: String,
    pub start: u32,
}

impl Numbers {
    pub fn read(tree: &Document) -> Self {
        let mut numbers = Self::default();
        for node in tree.descendants().filter(|node| named(*node, "abstractNum")) {
            let Some(id) = attribute(node, "abstractNumId") else { continue };
            let mut levels = vec![NumberLevel::default(); LEVELS];
            for level in node.children().filter(|node| named(*node, "lvl")) {
                let at = attribute(level, "ilvl").and_then(|level| level.parse::<usize>().ok());
                if let Some(slot) = at.and_then(|at| levels.get_mut(at)) {
                    *slot = NumberLevel {
                        format: value(level, "numFmt").unwrap_or("decimal").into(),
                        text: value(level, "lvlText").filter(|text| text.len() <= LONGEST).unwrap_or_default().into(),
                        start: value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
                    };
                }
            }
            numbers.add_kind(id, levels);
        }
        for node in tree.descendants().filter(|node| named(*node, "num")) {
            let (Some(id), Some(kind)) = (attribute(node, "numId"), value(node, "abstractNumId")) else { continue };
            let starts = node.children().filter(|node| named(*node, "lvlOverride")).filter_map(start_override);
            numbers.add_list(id, kind, starts.collect());
        }
        numbers
    }

    /// A kind of list, by its levels.
    pub fn add_kind(&mut self, id: &str, levels: Vec<NumberLevel>) {
        self.kinds.insert(id.into(), levels);
    }

    /// A list of a kind, and where its levels begin instead.
    pub fn add_list(&mut self, id: &str, kind: &str, starts: HashMap<usize, u32>) {
        self.lists.insert(id.into(), (kind.into(), starts));
    }

    /// The number of the next paragraph of a list at a level; empty for bullets and where there is none.
    pub fn next(&mut self, list: &str, level: &str) -> String {
        let Some(at) = level.parse::<usize>().ok().filter(|at| *at < LEVELS) else { return String::new() };
        let Some((kind, starts)) = self.lists.get(list) else { return String::new() };
        let Some(levels) = self.kinds.get(kind) else { return String::new() };
        let start = |at: usize| {
            let usual = levels.get(at).map_or(1, |level| level.start);
            starts.get(&at).copied().unwrap_or(usual)
        };
        // A list that begins anew counts for itself.
        let key = if starts.is_empty() { format!("kind {kind}") } else { format!("list {list}") };
        let counts = self.counts.entry(key).or_default();
        for (level, count) in counts.iter_mut().enumerate() {
            match level.cmp(&at) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or_else(|| start(level))),
                std::cmp::Ordering::Equal => *count = Some(count.map_or_else(|| start(level), |n| n.saturating_add(1))),
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let Some(level) = levels.get(at).filter(|level| level.format != "bullet") else { return String::new() };
        let mut text = level.text.clone();
        for (n, count) in counts.iter().enumerate() {
            let format = levels.get(n).map_or("decimal", |level| level.format.as_str());
            text = text.replace(&format!("%{}", n + 1), &shown(count.unwrap_or_default(), format));
        }
        text
    }
}

fn start_override(node: Node) -> Option<(usize, u32)> {
    child(node, "startOverride")?;
    Some((attribute(node, "ilvl")?.parse().ok()?, value(node, "startOverride")?.parse().ok()?))
}

/// A number as its format shows it.
fn shown(number: u32, format: &str) -> String {
    let letter = |first: char| char::from_u32(first as u32 + number.saturating_sub(1) % 26).map(String::from);
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "ideographTraditional" => counting(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32('①' as u32 + number - 1).map(String::from).unwrap_or_default()
        }
        "lowerLetter" => letter('a').unwrap_or_default(),
        "upperLetter" => letter('A').unwrap_or_default(),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// 一 to 九十九.
fn counting(number: u32) -> String {
    match number {
        0 => "〇".into(),
        1..=99 => in_han(number),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let (mut left, mut text) = (number.min(399), String::new());
    for (worth, sign) in SIGNS {
        while left >= worth {
            text.push_str(sign);
            left -= worth;
        }
    }
    text
}
