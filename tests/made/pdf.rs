//! PDF files made by code: documents laid out on pages as word processors draw them, letters at places, rules as thin
//! filled rectangles.

use super::covering;
use std::fmt::Write as _;
use ziping::intake::{Document, DocumentBlock, DocumentTable};

/// The size of texts, and from one line of text to the next.
const SIZE: f64 = 10.5;
const LEADING: f64 = 14.0;
/// How far texts keep from the sides of their cells.
const INSET: f64 = 5.4;
const MARGIN: f64 = 60.0;

/// A PDF with these objects, numbered from 1; the first is the catalog.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    pdf_with(objects, "")
}

/// The same with more in its trailer.
pub fn pdf_with(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = String::new();
    for (n, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", bytes.len()).expect("text");
        bytes.extend(format!("{} 0 obj\n", n + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    bytes.extend(
        format!("xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
    bytes
}

/// A stream, and what is said of it.
pub fn stream(said: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {said} /Length {} >>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

/// A PDF whose pages are drawn so. Its face tells its characters, unless it is mute. What is drawn goes by the page's
/// own height and width; a page may be turned.
pub fn pages(drawn: &[String], box_and_turn: &str, mute: bool) -> Vec<u8> {
    let kids: Vec<String> = (0..drawn.len()).map(|n| format!("{} 0 R", 6 + 2 * n)).collect();
    let told = if mute { "" } else { "/ToUnicode 5 0 R" };
    let to_unicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap end end";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", drawn.len(), kids.join(" ")).into_bytes(),
        format!("<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [4 0 R] {told} >>").into_bytes(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500] >>".to_vec(),
        stream("", to_unicode.as_bytes()),
    ];
    for (n, content) in drawn.iter().enumerate() {
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R {box_and_turn} /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>", 7 + 2 * n)
                .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    pdf(&objects)
}

/// A document laid out on upright pages.
pub fn pdf_of(document: &Document) -> Vec<u8> {
    pages(&drawn(document, 595.0, 842.0), "/MediaBox [0 0 595 842]", false)
}

/// The same on pages that are turned by so many quarters when they are shown.
pub fn turned_pdf_of(document: &Document, quarters: u32) -> Vec<u8> {
    let (width, height) = (842.0, 595.0);
    let (turn, size) = match quarters {
        1 => (format!("0 1 -1 0 {height} 0 cm"), "595 842"),
        2 => (format!("-1 0 0 -1 {width} {height} cm"), "842 595"),
        3 => (format!("0 -1 1 0 0 {width} cm"), "595 842"),
        _ => (String::new(), "842 595"),
    };
    let drawn: Vec<String> = drawn(document, width, height).into_iter().map(|page| format!("{turn}\n{page}")).collect();
    pages(&drawn, &format!("/MediaBox [0 0 {size}] /Rotate {}", quarters * 90), false)
}

/// What is drawn on each page.
pub fn drawn(document: &Document, width: f64, height: f64) -> Vec<String> {
    let mut sheet = Sheet { width, height, down: MARGIN, pages: vec![String::new()] };
    for block in &document.blocks {
        match block {
            DocumentBlock::Line(line) => sheet.line(&line.text),
            DocumentBlock::Table(table) => sheet.table(table),
        }
    }
    sheet.pages
}

struct Sheet {
    width: f64,
    height: f64,
    /// How far down the page is full.
    down: f64,
    pages: Vec<String>,
}

impl Sheet {
    fn page(&mut self) -> &mut String {
        self.pages.last_mut().expect("a page")
    }

    fn needs(&mut self, high: f64) {
        if self.down + high > self.height - MARGIN && self.down > MARGIN {
            self.pages.push(String::new());
            self.down = MARGIN;
        }
    }

    fn line(&mut self, text: &str) {
        for line in wrapped(text, self.width - 2.0 * MARGIN) {
            self.needs(LEADING);
            let base = self.down + SIZE;
            self.text(&line, MARGIN, base);
            self.down += LEADING;
        }
    }

    /// Two runs of glyphs, with the words that a word processor puts beside them.
    fn text(&mut self, text: &str, x: f64, base: f64) {
        let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        let (one, other) = text.split_at(middle);
        let y = self.height - base;
        for (run, x) in [(one, x), (other, x + wide(one))] {
            let codes = hex(run);
            if !codes.is_empty() {
                writeln!(
                    self.page(),
                    "/Span << /ActualText <FEFF{codes}> >> BDC BT /F1 {SIZE} Tf 1 0 0 1 {x:.3} {y:.3} Tm <{codes}> Tj ET EMC"
                )
                .expect("text");
            }
        }
    }

    /// A rule from a place, so wide and so high.
    fn rule(&mut self, x: f64, down: f64, wide: f64, high: f64) {
        let y = self.height - down - high;
        writeln!(self.page(), "{x:.3} {y:.3} {:.3} {:.3} re f*", wide + 0.48, high.max(0.48)).expect("text");
    }

    fn table(&mut self, table: &DocumentTable) {
        let rows = table.cells.iter().map(|spot| spot.row + spot.down).max().unwrap_or_default();
        let columns = table.cells.iter().map(|spot| spot.column + spot.across).max().unwrap_or_default();
        let one = (self.width - 2.0 * MARGIN) / columns.max(1) as f64;
        let lines = |row: usize, column: usize| {
            let spot = covering(table, row, column)?;
            Some((spot, wrapped(&spot.text, one * spot.across as f64 - 2.0 * INSET)))
        };
        let mut begins = true;
        for row in 0..rows {
            let own = (0..columns).filter_map(|column| lines(row, column));
            // What goes down over several rows has room in them.
            let many = own.map(|(spot, lines)| lines.len().div_ceil(spot.down)).max().unwrap_or(1).max(1);
            let high = many as f64 * LEADING + 4.0;
            if self.down + high > self.height - MARGIN && self.down > MARGIN {
                // The page closes the table, and the next one opens it again.
                let (down, all) = (self.down, one * columns as f64);
                self.rule(MARGIN, down, all, 0.0);
                self.needs(high);
                begins = true;
            }
            for column in 0..columns {
                let spot = covering(table, row, column);
                let left = MARGIN + one * column as f64;
                if spot.is_none_or(|spot| spot.row == row) || begins {
                    let down = self.down;
                    self.rule(left, down, one, 0.0);
                }
                if spot.is_none_or(|spot| spot.column == column) {
                    let down = self.down;
                    self.rule(left, down, 0.0, high);
                }
                let first = spot.filter(|spot| (spot.row, spot.column) == (row, column));
                for (n, line) in
                    first.and_then(|_| lines(row, column)).into_iter().flat_map(|(_, lines)| lines).enumerate()
                {
                    let base = self.down + 2.0 + SIZE + n as f64 * LEADING;
                    self.text(&line, left + INSET, base);
                }
            }
            let (down, right) = (self.down, MARGIN + one * columns as f64);
            self.rule(right, down, 0.0, high);
            self.down += high;
            begins = false;
        }
        let (down, all) = (self.down, one * columns as f64);
        self.rule(MARGIN, down, all, 0.0);
        self.down += 4.0;
    }
}

/// The codes of a text in the face.
pub fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<Vec<_>>().concat()
}

/// How wide a text is.
pub fn wide(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { SIZE / 2.0 } else { SIZE }).sum()
}

/// The lines of a text in so much room: words and figures stay whole, marks stay with what is before them.
fn wrapped(text: &str, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if wide(&line) + wide(&piece) > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in piece.chars() {
                if wide(&line) + wide(&c.to_string()) > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

/// What is not parted at the end of a line.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let narrow = |c: char| c.is_ascii_graphic();
        let last = pieces.last().and_then(|piece| piece.chars().next_back());
        let stays = last.is_some_and(|last| {
            narrow(last) && narrow(c) || "，。、；：！？）》”%".contains(c) || "（《“".contains(last)
        });
        match pieces.last_mut() {
            Some(piece) if stays => piece.push(c),
            _ => pieces.push(c.into()),
        }
    }
    pieces
}
