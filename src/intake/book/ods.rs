//! ods: what one sees is kept in the file beside the numbers; blank cells are kept as repeats and never counted out.

use super::{Room, SHEETS, SheetCells};
use crate::intake::package::{Package, attribute, named, tree};
use crate::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, Spot, TextOrigin};
use roxmltree::Node;

/// A cell or row that says something is repeated so often at most.
const REPEATS: usize = 1_000;

/// Reads a workbook.
pub(in crate::intake) fn read_ods(package: &mut Package) -> Result<Document, DocumentFault> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(DocumentFault::Locked);
    }
    let content = package.part("content.xml")?.ok_or(DocumentFault::Broken)?;
    let content = tree(&content)?;
    let unseen: Vec<&str> = content
        .descendants()
        .filter(|node| named(*node, "table-properties") && attribute(*node, "display") == Some("false"))
        .filter_map(|node| attribute(node.parent()?, "name"))
        .collect();
    let sheet = content.descendants().find(|node| named(*node, "spreadsheet")).ok_or(DocumentFault::Broken)?;
    let mut room = Room::new();
    let mut blocks = Vec::new();
    for table in sheet.children().filter(|node| named(*node, "table")) {
        if blocks.len() == SHEETS {
            return Err(DocumentFault::TooLarge);
        }
        let mut reader = OdsSheet { cells: SheetCells::new(&mut room), regions: Vec::new(), row: 0 };
        reader.rows(table)?;
        let name = attribute(table, "name").unwrap_or_default().to_string();
        let hidden = attribute(table, "style-name").is_some_and(|style| unseen.contains(&style));
        blocks.push(DocumentBlock::Table(DocumentTable { name, hidden, cells: reader.cells.merge(&reader.regions) }));
    }
    Ok(Document::of(blocks))
}

struct OdsSheet<'l> {
    cells: SheetCells<'l>,
    regions: Vec<[usize; 4]>,
    row: usize,
}

impl OdsSheet<'_> {
    fn rows(&mut self, node: Node) -> Result<(), DocumentFault> {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "table-row" => self.repeated(child)?,
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(child)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn repeated(&mut self, row: Node) -> Result<(), DocumentFault> {
        let times = number(row, "number-rows-repeated");
        let before = self.cells.spots.len();
        self.cells(row)?;
        let says = self.cells.spots.len() > before;
        for _ in 1..if says { times.min(REPEATS) } else { 1 } {
            self.row += 1;
            self.cells(row)?;
        }
        self.row = self.row.saturating_add(if says { 1 } else { times });
        Ok(())
    }

    fn cells(&mut self, row: Node) -> Result<(), DocumentFault> {
        let unseen = matches!(attribute(row, "visibility"), Some("collapse" | "filter"));
        let mut column = 0_usize;
        for cell in row.children().filter(|node| named(*node, "table-cell") || named(*node, "covered-table-cell")) {
            let times = number(cell, "number-columns-repeated");
            let text = text(cell);
            let origin = match (attribute(cell, "formula").is_some(), text.is_empty()) {
                (true, true) if attribute(cell, "value-type").is_none() => TextOrigin::Missing,
                (true, _) => TextOrigin::Computed,
                (false, _) => TextOrigin::Written,
            };
            if !text.is_empty() || origin == TextOrigin::Missing {
                for n in 0..times.min(REPEATS) {
                    let spot = Spot {
                        row: self.row,
                        column: column + n,
                        down: 1,
                        across: 1,
                        hidden: unseen,
                        text: text.clone(),
                        origin,
                    };
                    self.cells.put(spot)?;
                }
                let (down, across) = (number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned"));
                if down > 1 || across > 1 {
                    self.regions.push([
                        self.row,
                        column,
                        self.row + down.min(100_000) - 1,
                        column + across.min(100_000) - 1,
                    ]);
                }
            }
            column = column.saturating_add(times).min(1 << 20);
        }
        Ok(())
    }
}

/// How often or how far; 1 unless it says more.
fn number(node: Node, name: &str) -> usize {
    attribute(node, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

/// What one sees in a cell, notes aside.
fn text(cell: Node) -> String {
    let lines = cell.children().filter(|node| named(*node, "p")).map(|node| {
        let mut line = String::new();
        words(node, &mut line);
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn words(node: Node, into: &mut String) {
    for child in node.children() {
        match child.tag_name().name() {
            _ if child.is_text() => into.push_str(child.text().unwrap_or_default()),
            "s" => into.extend(std::iter::repeat_n(' ', number(child, "c").min(100))),
            "tab" => into.push('\t'),
            "line-break" => into.push('\n'),
            "annotation" | "note" | "ruby-text" => {}
            _ => words(child, into),
        }
    }
}
