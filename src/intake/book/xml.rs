//! Workbooks of XML, as Excel 2003 and many systems write them (often named xls): rows and cells one after the other,
//! places told only where some are left out.

use super::figure::shown;
use super::format::NumberFormat;
use super::{CELLS, Room, SHEETS, SheetCells};
use crate::intake::package::{attribute, child, named, tree};
use crate::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, Spot, TextOrigin};
use chrono::NaiveDateTime;
use roxmltree::Node;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::rc::Rc;

/// The last row and column there can be.
const LAST: (usize, usize) = (1_048_575, 16_383);
/// A style that has another above it that has another … is followed so far.
const DEEPEST: usize = 20;

/// Reads a workbook.
///
/// # Errors
/// When it is damaged or larger than any report.
pub(in crate::intake) fn read_xml(text: &str) -> Result<Document, DocumentFault> {
    let tree = tree(text)?;
    let root = tree.root_element();
    let styles = XmlStyles::read(root);
    let sheets: Vec<Node> = root.children().filter(|node| named(*node, "Worksheet")).collect();
    if sheets.len() > SHEETS {
        return Err(DocumentFault::TooLarge);
    }
    let mut room = Room::new();
    let mut blocks = Vec::new();
    for sheet in sheets {
        let name = attribute(sheet, "Name").unwrap_or_default().to_string();
        let options = child(sheet, "WorksheetOptions").and_then(|options| child(options, "Visible"));
        let hidden = options.and_then(|node| node.text()).is_some_and(|text| text != "SheetVisible");
        let mut reader = XmlSheet { styles: &styles, cells: SheetCells::new(&mut room), regions: Vec::new() };
        if let Some(table) = child(sheet, "Table") {
            reader.table(table)?;
        }
        let cells = reader.cells.merge(&reader.regions);
        blocks.push(DocumentBlock::Table(DocumentTable { name, hidden, cells }));
    }
    Ok(Document::of(blocks))
}

/// The number formats of styles by their names.
struct XmlStyles<'a>(HashMap<&'a str, XmlStyle<'a>>);

struct XmlStyle<'a> {
    above: &'a str,
    format: Option<Rc<NumberFormat>>,
}

impl<'a> XmlStyles<'a> {
    fn read(root: Node<'a, '_>) -> Self {
        let styles = child(root, "Styles").into_iter().flat_map(|styles| styles.children());
        let style = |node: Node<'a, '_>| {
            let format = child(node, "NumberFormat").and_then(|node| attribute(node, "Format"));
            let format = format.map(|code| Rc::new(NumberFormat::of(by_name(code))));
            let above = attribute(node, "Parent").unwrap_or("Default");
            Some((attribute(node, "ID")?, XmlStyle { above, format }))
        };
        Self(styles.filter(|node| named(*node, "Style")).filter_map(style).collect())
    }

    fn format(&self, name: &str) -> Rc<NumberFormat> {
        let above = |style: &&XmlStyle| self.0.get(style.above);
        let chain = std::iter::successors(self.0.get(name).or_else(|| self.0.get("Default")), above);
        chain.take(DEEPEST).find_map(|style| style.format.clone()).unwrap_or_default()
    }
}

/// Formats that go by a name.
fn by_name(code: &str) -> &str {
    match code {
        "General Number" => "General",
        "General Date" => "yyyy/m/d h:mm",
        "Long Date" => "yyyy年m月d日",
        "Medium Date" | "Short Date" => "yyyy/m/d",
        "Long Time" => "h:mm:ss",
        "Medium Time" | "Short Time" => "h:mm",
        "Fixed" => "0.00",
        "Currency" | "Standard" | "Euro Currency" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Yes/No" => "是;是;否",
        "True/False" => "TRUE;TRUE;FALSE",
        "On/Off" => "开;开;关",
        code => code,
    }
}

/// A sheet being read.
struct XmlSheet<'s, 'l> {
    styles: &'s XmlStyles<'s>,
    cells: SheetCells<'l>,
    regions: Vec<[usize; 4]>,
}

impl XmlSheet<'_, '_> {
    fn table(&mut self, table: Node) -> Result<(), DocumentFault> {
        let columns = hidden_columns(table);
        let style = attribute(table, "StyleID").unwrap_or("Default");
        let mut next = 0;
        for row in table.children().filter(|node| named(*node, "Row")) {
            let number = index(row).unwrap_or(next).min(LAST.0);
            next = number.saturating_add(number_of(row, "Span")).saturating_add(1);
            let hidden = is_true(row, "Hidden");
            let style = attribute(row, "StyleID").unwrap_or(style);
            let mut after = 0;
            for cell in row.children().filter(|node| named(*node, "Cell")) {
                let column = index(cell).unwrap_or(after).min(LAST.1);
                let (across, down) = (number_of(cell, "MergeAcross"), number_of(cell, "MergeDown"));
                after = column + across + 1;
                let style = attribute(cell, "StyleID").unwrap_or(style);
                let (text, origin) = self.text(cell, style);
                let hidden = hidden || columns.get(column) == Some(&true);
                self.cells.put(Spot { row: number, column, down: 1, across: 1, text, origin, hidden })?;
                if (across > 0 || down > 0) && self.regions.len() < CELLS {
                    self.regions.push([number, column, (number + down).min(LAST.0), (column + across).min(LAST.1)]);
                }
            }
        }
        Ok(())
    }

    /// What one sees in a cell; comments are no part of it.
    fn text(&self, cell: Node, style: &str) -> (String, TextOrigin) {
        let data = child(cell, "Data");
        let text: String = data.into_iter().flat_map(|data| data.descendants()).filter_map(own_text).collect();
        let origin = match (attribute(cell, "Formula").is_some(), data.is_none()) {
            (true, true) => TextOrigin::Missing,
            (true, false) => TextOrigin::Computed,
            (false, _) => TextOrigin::Written,
        };
        let format = self.styles.format(style);
        let text = match data.and_then(|data| attribute(data, "Type")) {
            Some("Number") => shown(&text, &format, false),
            Some("DateTime") => days(&text).map_or(text, |days| shown(&days.to_string(), &format, false)),
            Some("Boolean") => if text.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            _ => text,
        };
        (text, origin)
    }
}

fn own_text<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    if node.is_text() { node.text() } else { None }
}

/// `2023-12-15T12:00:00.000` as days since the last day of 1899, the one that never was included.
fn days(text: &str) -> Option<Decimal> {
    let moment = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S%.f").ok()?;
    let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    Decimal::from((moment - first).num_seconds()).checked_div(Decimal::from(86_400))
}

/// Where it says that it stands, from 0.
fn index(node: Node) -> Option<usize> {
    attribute(node, "Index")?.trim().parse::<usize>().ok()?.checked_sub(1)
}

/// How much further it goes.
fn number_of(node: Node, name: &str) -> usize {
    attribute(node, name).and_then(|number| number.trim().parse().ok()).unwrap_or(0).min(LAST.0)
}

fn is_true(node: Node, name: &str) -> bool {
    attribute(node, name) == Some("1")
}

/// Which columns are hidden, as far as any is.
fn hidden_columns(table: Node) -> Vec<bool> {
    let mut hidden: Vec<bool> = Vec::new();
    let mut next = 0;
    for node in table.children().filter(|node| named(*node, "Column")).take(LAST.1) {
        let first = index(node).unwrap_or(next).min(LAST.1);
        let last = first.saturating_add(number_of(node, "Span")).min(LAST.1);
        next = last + 1;
        if is_true(node, "Hidden") {
            hidden.resize(hidden.len().max(last + 1), false);
            hidden.iter_mut().take(last + 1).skip(first).for_each(|hidden| *hidden = true);
        }
    }
    hidden
}
