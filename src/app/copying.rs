//! What is copied out of cells: a text for any program, and a table for those that take one.

use crate::sheet::{Cell, CellBlock};
use eframe::egui::Context;

/// Cells as they are put on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Copied {
    text: String,
    html: String,
}

impl Copied {
    /// Of these cells, each with the text it shows.
    pub fn of(block: &CellBlock<'_>, shown: impl Fn(&Cell) -> String) -> Self {
        let mut html = String::from("<meta charset=\"utf-8\"><table>");
        let mut rows = Vec::with_capacity(block.len());
        for row in block {
            let texts: Vec<String> = row.iter().map(|cell| cell.map_or_else(String::new, &shown)).collect();
            html.push_str("<tr>");
            for (cell, text) in row.iter().zip(&texts) {
                // A spreadsheet makes a date of 9-1 and a number of 001 unless it is told that they are texts.
                let is_text = !text.is_empty() && !cell.is_some_and(|cell| cell.value.is_figure());
                html.push_str(if is_text { "<td style=\"mso-number-format:'\\@'\">" } else { "<td>" });
                html.push_str(&escaped(text));
                html.push_str("</td>");
            }
            html.push_str("</tr>");
            rows.push(texts);
        }
        html.push_str("</table>");
        Self { text: as_text(&rows), html }
    }
}

/// Cells as a text: tabs between them, each row on a line.
pub(crate) fn as_text(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join("\t"));
    rows.collect::<Vec<_>>().join("\r\n")
}

/// As spreadsheets do it: in quotation marks where it holds what parts cells.
fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into() }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace('\n', "<br style=\"mso-data-placement:same-cell\">")
}

/// The way to the clipboard.
#[derive(Default)]
pub(crate) struct Copying {
    /// The PC's clipboard is asked itself, since the window's own takes nothing but texts.
    tables: bool,
}

impl Copying {
    /// To the PC's clipboard, tables too.
    pub fn with_tables() -> Self {
        Self { tables: true }
    }

    /// Puts it there. Whoever holds the clipboard may hang: it is done on a thread. Where that fails the text at least
    /// goes by way of the window.
    pub fn put(&self, ctx: &Context, copied: Copied) {
        if !self.tables {
            return ctx.copy_text(copied.text);
        }
        let (other, text) = (ctx.clone(), copied.text.clone());
        let put = move || {
            let put = arboard::Clipboard::new()
                .and_then(|mut board| board.set().html(copied.html, Some(copied.text.clone())));
            if put.is_err() {
                other.copy_text(copied.text);
                other.request_repaint();
            }
        };
        if std::thread::Builder::new().name("copying".into()).spawn(put).is_err() {
            ctx.copy_text(text);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test may fail")]

    use super::*;
    use crate::form::{self, CellId, Tab};
    use crate::report::{self, Edit, Report};
    use crate::sheet::{Geometry, derive};

    #[test]
    fn cells_leave_as_a_text_and_as_a_table() {
        let form = form::parse(form::sources().next().expect("a bundled form")).expect("without fault");
        let mut report = Report::new(&form, 2023);
        let at = |address: &str| CellId::parse(address).expect("an address");
        let texts = [("name", "走访\n“上门”"), ("target", "≥4次"), ("actual", "a<b"), ("weight", "20")];
        let write = |(column, text): (&str, &str)| Edit::Write {
            at: at(&format!("scores/quantity-1/{column}")),
            text: text.into(),
        };
        report::apply(&form, &mut report, &Edit::All(texts.map(write).into())).expect("cells");
        let sheet = derive(&form, &report);
        let geometry = Geometry::of(&form, &sheet, Tab::Indicators, 0);
        let block = geometry.between(&at("scores/quantity-1/name"), &at("scores/quantity-1/weight")).expect("a block");
        let copied = Copied::of(&block, |cell| cell.text.to_string());
        assert_eq!(copied.text, "\"走访\n“上门”\"\t≥4次\ta<b\t\t20");
        let text = "mso-number-format:'\\@'";
        assert!(copied.html.contains(&format!("<td style=\"{text}\">a&lt;b</td><td></td><td>20</td></tr></table>")));
        assert!(copied.html.contains("走访<br style=\"mso-data-placement:same-cell\">“上门”</td>"));
    }
}
