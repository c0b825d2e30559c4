//! xlsx: the sheets of a package, with number formats, merged regions, hidden rows and formulas without results.

use super::figure::shown;
use super::format::{NumberFormat, formats};
use super::{CELLS, Room, SHEETS, SheetCells};
use crate::intake::package::{Package, attribute, child, named, tree};
use crate::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, Spot, TextOrigin};
use roxmltree::Node;
use std::collections::HashMap;
use std::rc::Rc;

/// The last row and column there can be.
const LAST: (usize, usize) = (1_048_575, 16_383);

/// Reads a workbook.
pub(in crate::intake) fn read_xlsx(package: &mut Package) -> Result<Document, DocumentFault> {
    let book = package.part("xl/workbook.xml")?.ok_or(DocumentFault::Broken)?;
    let book = tree(&book)?;
    let mut targets = targets(&package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default());
    let strings = strings(&package.part("xl/sharedStrings.xml")?.unwrap_or_default())?;
    let styles = package.part("xl/styles.xml")?.unwrap_or_default();
    let formats = tree(&styles).map(|styles| formats(&styles)).unwrap_or_default();
    let from_1904 = book.descendants().any(|node| named(node, "workbookPr") && is_true(node, "date1904"));
    let kept = Kept { strings, formats, from_1904 };
    let sheets: Vec<Node> = book.descendants().filter(|node| named(*node, "sheet")).collect();
    if sheets.len() > SHEETS {
        return Err(DocumentFault::TooLarge);
    }
    let mut room = Room::new();
    let mut blocks = Vec::new();
    for sheet in sheets {
        // Each part is one sheet's: under a second name it is not read again.
        let Some(target) = attribute(sheet, "id").and_then(|id| targets.remove(id)) else { continue };
        let Some(text) = package.part(&target)? else { continue };
        let cells = kept.cells(&tree(&text)?, &mut room)?;
        let name = attribute(sheet, "name").unwrap_or_default().to_string();
        let hidden = attribute(sheet, "state").is_some_and(|state| state != "visible");
        blocks.push(DocumentBlock::Table(DocumentTable { name, hidden, cells }));
    }
    Ok(Document::of(blocks))
}

/// Where the parts of a workbook are, by their ids.
fn targets(relations: &str) -> HashMap<String, String> {
    let Ok(tree) = tree(relations) else { return HashMap::new() };
    let relations = tree.descendants().filter(|node| named(*node, "Relationship"));
    let target = |node: Node| {
        let target = attribute(node, "Target")?;
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), String::from);
        Some((attribute(node, "Id")?.to_string(), path))
    };
    relations.filter_map(target).collect()
}

/// The texts that cells refer to by number.
fn strings(part: &str) -> Result<Vec<String>, DocumentFault> {
    if part.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tree(part)?.root_element().children().filter(|node| named(*node, "si")).map(rich).collect())
}

/// A text in pieces; how it is pronounced is no part of it.
fn rich(node: Node) -> String {
    let spoken = |node: &Node| node.ancestors().take(3).any(|above| named(above, "rPh"));
    let pieces = node.descendants().filter(|node| named(*node, "t") && !spoken(node));
    pieces.filter_map(|node| node.text()).collect()
}

fn is_true(node: Node, name: &str) -> bool {
    matches!(attribute(node, name), Some("1" | "true"))
}

/// What all sheets share.
struct Kept {
    strings: Vec<String>,
    formats: Vec<Rc<NumberFormat>>,
    from_1904: bool,
}

impl Kept {
    fn cells(&self, sheet: &roxmltree::Document, room: &mut Room) -> Result<Vec<Spot>, DocumentFault> {
        let root = sheet.root_element();
        let hidden = hidden_columns(root);
        let mut cells = SheetCells::new(room);
        let mut below = 0;
        for row in child(root, "sheetData").into_iter().flat_map(|data| data.children()).filter(|n| named(*n, "row")) {
            let number = attribute(row, "r").and_then(|row| row.parse::<usize>().ok());
            let number = number.map_or(below, |row| row.saturating_sub(1)).min(LAST.0);
            below = number + 1;
            let mut next = 0;
            for cell in row.children().filter(|node| named(*node, "c")) {
                let column = attribute(cell, "r").and_then(place).map_or(next, |(_, column)| column).min(LAST.1);
                next = column + 1;
                let (text, origin) = self.text(cell);
                let unseen = is_true(row, "hidden") || hidden.get(column) == Some(&true);
                cells.put(Spot { row: number, column, down: 1, across: 1, text, origin, hidden: unseen })?;
            }
        }
        let regions = child(root, "mergeCells").into_iter().flat_map(|merges| merges.children());
        let regions: Vec<[usize; 4]> = regions.filter_map(|node| region(attribute(node, "ref")?)).take(CELLS).collect();
        Ok(cells.merge(&regions))
    }

    fn text(&self, cell: Node) -> (String, TextOrigin) {
        let value = child(cell, "v").and_then(|node| node.text()).unwrap_or_default();
        let formula = child(cell, "f").is_some();
        // A formula may come to an empty text, and then says that it is one.
        let said = child(cell, "v").is_some() && attribute(cell, "t") == Some("str");
        let origin = match (formula, value.is_empty() && !said) {
            (true, true) => TextOrigin::Missing,
            (true, false) => TextOrigin::Computed,
            (false, _) => TextOrigin::Written,
        };
        let text = match attribute(cell, "t") {
            Some("s") => {
                let number = value.trim().parse::<usize>().ok();
                number.and_then(|number| self.strings.get(number)).cloned().unwrap_or_default()
            }
            Some("inlineStr") => child(cell, "is").map(rich).unwrap_or_default(),
            Some("str" | "e" | "d") => value.into(),
            Some("b") => if value.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            _ if value.is_empty() => String::new(),
            _ => {
                let style = attribute(cell, "s").and_then(|style| style.parse::<usize>().ok());
                let format = style.and_then(|style| self.formats.get(style)).cloned().unwrap_or_default();
                shown(value, &format, self.from_1904)
            }
        };
        (text, origin)
    }
}

/// Which columns are hidden, as far as any is.
fn hidden_columns(sheet: Node) -> Vec<bool> {
    let columns = child(sheet, "cols").into_iter().flat_map(|columns| columns.children());
    let mut hidden = Vec::new();
    for node in columns.filter(|node| is_true(*node, "hidden")).take(LAST.1) {
        let end = |name| attribute(node, name)?.parse::<usize>().ok()?.checked_sub(1);
        let (Some(first), Some(last)) = (end("min"), end("max")) else { continue };
        let last = last.min(LAST.1);
        if hidden.len() <= last {
            hidden.resize(last + 1, false);
        }
        hidden.iter_mut().take(last + 1).skip(first).for_each(|hidden| *hidden = true);
    }
    hidden
}

/// B3: the third row, the second column, both from 0.
fn place(name: &str) -> Option<(usize, usize)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let letter = |sum: usize, c: char| {
        let worth = (c.to_ascii_uppercase() as usize).checked_sub('A' as usize).filter(|worth| *worth < 26)?;
        sum.checked_mul(26)?.checked_add(worth + 1)
    };
    let column = letters.chars().try_fold(0, letter)?.checked_sub(1)?;
    let row = digits.parse::<usize>().ok()?.checked_sub(1)?;
    (row <= LAST.0 && column <= LAST.1).then_some((row, column))
}

fn region(name: &str) -> Option<[usize; 4]> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some([top, left, bottom, right])
}
