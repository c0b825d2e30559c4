//! What a number format makes of a number, as far as it changes what the number says.

use crate::intake::package::{attribute, child, named};
use roxmltree::Document;
use std::collections::HashMap;

/// What a number is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberShape {
    /// As it is.
    #[default]
    Plain,
    /// 0.95 as 95%.
    Percent,
    /// 45366 as 2024年3月15日.
    Day,
}

impl NumberShape {
    /// By a format's own text.
    pub fn of(code: &str) -> Self {
        let mut bare = String::new();
        let mut in_marks = false;
        for part in code.split('"') {
            if !in_marks {
                bare.push_str(part);
            }
            in_marks = !in_marks;
        }
        // [Red], [$-804] and what a backslash protects say nothing.
        let mut depth = 0_usize;
        bare.retain(|c| {
            depth = if c == ']' { depth.saturating_sub(1) } else { depth + usize::from(c == '[') };
            depth == 0 && c != ']'
        });
        let bare = bare.to_lowercase();
        if bare.contains('%') {
            Self::Percent
        } else if bare.contains('y') || bare.contains('d') {
            Self::Day
        } else {
            Self::Plain
        }
    }

    /// By the number of a format that every program knows.
    pub fn known(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            _ => Self::Plain,
        }
    }
}

/// The shape of each cell style of a workbook, in order.
pub(super) fn shapes(styles: &Document) -> Vec<NumberShape> {
    let own: HashMap<u32, NumberShape> = styles
        .descendants()
        .filter(|node| named(*node, "numFmt"))
        .filter_map(|node| {
            Some((attribute(node, "numFmtId")?.parse().ok()?, NumberShape::of(attribute(node, "formatCode")?)))
        })
        .collect();
    let Some(styles) = child(styles.root_element(), "cellXfs") else { return Vec::new() };
    let number = |node| attribute(node, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or_default();
    let shape = |id: u32| own.get(&id).copied().unwrap_or_else(|| NumberShape::known(id));
    styles.children().filter(|node| named(*node, "xf")).map(|node| shape(number(node))).collect()
}
