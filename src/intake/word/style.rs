//! Styles: which of them are headings, and which carry numbers.

use super::value;
use crate::intake::package::{attribute, child, named};
use roxmltree::Document;
use std::collections::HashMap;

/// A style that is based on one that is based on one … is followed so far.
const DEEPEST: usize = 20;

/// The level of the heading that a style of this name makes, from 1: `heading 2`, `标题 2`.
pub(super) fn heading_by_name(name: &str) -> Option<u8> {
    let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "))?;
    level.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, ParagraphStyle>);

#[derive(Default)]
struct ParagraphStyle {
    based_on: String,
    level: Option<u8>,
    list: Option<(String, String)>,
}

impl Styles {
    pub fn read(tree: &Document) -> Self {
        let styles = tree.descendants().filter(|node| named(*node, "style"));
        let all = styles.filter_map(|node| {
            let id = attribute(node, "styleId")?.to_string();
            let properties = child(node, "pPr");
            let outline =
                properties.and_then(|node| value(node, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
            let name = value(node, "name").unwrap_or_default().to_lowercase();
            let listed = properties.and_then(|node| child(node, "numPr"));
            let list = listed.and_then(|node| {
                Some((value(node, "numId")?.to_string(), value(node, "ilvl").unwrap_or("0").to_string()))
            });
            let level = outline.filter(|level| *level < 9).map(|level| level + 1).or_else(|| heading_by_name(&name));
            Some((id, ParagraphStyle { based_on: value(node, "basedOn").unwrap_or_default().into(), level, list }))
        });
        Self(all.collect())
    }

    /// The level of the heading a style makes.
    pub fn heading(&self, style: &str) -> Option<u8> {
        self.chain(style).find_map(|style| style.level)
    }

    /// The list and the level whose numbers a style carries.
    pub fn numbers(&self, style: &str) -> Option<(String, String)> {
        self.chain(style).find_map(|style| style.list.clone())
    }

    fn chain(&self, style: &str) -> impl Iterator<Item = &ParagraphStyle> {
        let based_on = |style: &&ParagraphStyle| self.0.get(&style.based_on);
        std::iter::successors(self.0.get(style), based_on).take(DEEPEST)
    }
}
