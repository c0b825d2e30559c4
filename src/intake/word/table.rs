//! Tables of a Word file: merged cells as one, tables within cells after the table they stand in.

use super::cells::{CellPlace, Downwards, GrowingTable};
use super::{WordReader, is_on, value};
use crate::intake::package::{attribute, child};
use crate::intake::{DocumentBlock, DocumentFault};
use roxmltree::Node;

/// Wider cells are clamped: nobody reads so many columns.
const WIDEST: usize = 2_000;

impl WordReader {
    pub(super) fn table(&mut self, node: Node) -> Result<(), DocumentFault> {
        let mut table = GrowingTable::default();
        let mut within = Vec::new();
        for (row, node) in inside(node, "tr").into_iter().enumerate() {
            let properties = child(node, "trPr");
            let mut column = properties.and_then(|node| number(node, "gridBefore")).unwrap_or_default().min(WIDEST);
            let hidden = properties.is_some_and(|node| is_on(node, "hidden"));
            if properties.is_some_and(|node| child(node, "del").is_some()) {
                continue;
            }
            for cell in inside(node, "tc") {
                self.left = self.left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
                let properties = child(cell, "tcPr");
                let across = properties.and_then(|node| number(node, "gridSpan")).unwrap_or(1).clamp(1, WIDEST);
                // Word 2003 wrote the names of merges in small letters.
                let merge = |names: [&str; 2]| {
                    let node = properties.and_then(|node| names.into_iter().find_map(|name| child(node, name)))?;
                    Some(attribute(node, "val").unwrap_or("continue") == "continue")
                };
                let downwards = match merge(["vMerge", "vmerge"]) {
                    None => Downwards::Alone,
                    Some(false) => Downwards::Begins,
                    Some(true) => Downwards::GoesOn,
                };
                let joins_left = merge(["hMerge", "hmerge"]).unwrap_or_default();
                let place = CellPlace { row, column, across, downwards, joins_left, hidden };
                table.put(place, || self.words(cell, &mut within));
                column += across;
            }
        }
        self.blocks.push(DocumentBlock::Table(table.finish()));
        within.into_iter().try_for_each(|table| self.table(table))
    }

    /// The text of a cell, paragraph by paragraph; tables in it are set aside.
    fn words<'a, 'i>(&mut self, cell: Node<'a, 'i>, within: &mut Vec<Node<'a, 'i>>) -> String {
        let mut lines = Vec::new();
        self.cell_lines(cell, &mut lines, within);
        lines.extend(self.rest());
        while lines.last().is_some_and(|line: &String| line.trim().is_empty()) {
            lines.pop();
        }
        lines.join("\n")
    }

    fn cell_lines<'a, 'i>(&mut self, node: Node<'a, 'i>, lines: &mut Vec<String>, within: &mut Vec<Node<'a, 'i>>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => {
                    let text = self.line(child).text;
                    // A paragraph that goes on in the next is no line of its own.
                    if self.joined.is_empty() {
                        lines.push(text);
                    }
                }
                "tbl" => within.push(child),
                "tcPr" | "del" | "moveFrom" | "sdtPr" | "sdtEndPr" => {}
                _ => self.cell_lines(child, lines, within),
            }
        }
    }
}

/// The rows of a table or the cells of a row, those in content controls and accepted changes too; not of tables within.
fn inside<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            other if other == name => found.push(child),
            "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => found.extend(inside(child, name)),
            _ => {}
        }
    }
    found
}

fn number(properties: Node, name: &str) -> Option<usize> {
    value(properties, name)?.parse().ok()
}
