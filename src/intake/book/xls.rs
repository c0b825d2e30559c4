//! xls: the workbooks of old Office programs. Records in a row: first what all sheets share, then sheet by sheet.

use super::figure::shown;
use super::format::NumberFormat;
use super::record::{Long, Record, Script, kind, records};
use super::{CELLS, Room, SHEETS, SheetCells};
use crate::intake::compound::{Compound, long, word};
use crate::intake::{Document, DocumentBlock, DocumentFault, DocumentTable, Spot, TextOrigin};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Old workbooks are small.
const LARGEST: usize = 20 << 20;
/// Records of all sheets together: several sheets may say that they begin at the same place.
const RECORDS: usize = 8_000_000;
/// The last column there can be.
const LAST: usize = 255;

/// Reads a workbook.
pub(in crate::intake) fn read_xls(file: &Compound) -> Result<Document, DocumentFault> {
    let stream = ["Workbook", "Book"].into_iter().find_map(|name| file.stream(name)).ok_or(DocumentFault::OldSheet)?;
    if stream.len() > LARGEST {
        return Err(DocumentFault::TooLarge);
    }
    let book = Book::read(&stream)?;
    let mut room = Room::new();
    let mut left = RECORDS;
    let mut blocks = Vec::new();
    for sheet in &book.sheets {
        let cells = SheetCells::new(&mut room);
        let cells = XlsSheet::new(&book, cells).read(records(&stream, sheet.from), &mut left)?;
        blocks.push(DocumentBlock::Table(DocumentTable { name: sheet.name.clone(), hidden: sheet.hidden, cells }));
    }
    Ok(Document::of(blocks))
}

/// What all sheets share.
struct Book {
    script: Script,
    from_1904: bool,
    strings: Vec<String>,
    /// What numbers are shown as in each cell style.
    formats: Vec<Rc<NumberFormat>>,
    sheets: Vec<SheetEntry>,
}

/// A sheet, and where its records begin.
struct SheetEntry {
    name: String,
    hidden: bool,
    from: usize,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, DocumentFault> {
        let mut book = Self {
            script: Script::Wide,
            from_1904: false,
            strings: Vec::new(),
            formats: Vec::new(),
            sheets: Vec::new(),
        };
        let mut formats: HashMap<u16, Rc<NumberFormat>> = HashMap::new();
        let mut styles: Vec<u16> = Vec::new();
        let mut all = records(stream, 0).peekable();
        if all.peek().is_none_or(|record| record.kind != kind::BEGIN) {
            return Err(DocumentFault::OldSheet);
        }
        while let Some(Record { kind, bytes }) = all.next() {
            match kind {
                kind::BEGIN if word(bytes, 0) < Some(0x600) => book.script = Script::page(1252),
                kind::LOCKED => return Err(DocumentFault::Locked),
                kind::CODE_PAGE if matches!(book.script, Script::Paged(_)) => {
                    book.script = Script::page(word(bytes, 0).unwrap_or_default());
                }
                kind::DATE_MODE => book.from_1904 = word(bytes, 0) == Some(1),
                kind::FORMAT => {
                    let code = book.script.text(bytes, 2, matches!(book.script, Script::Paged(_)));
                    if let (Some(id), Some(code)) = (word(bytes, 0), code) {
                        formats.insert(id, Rc::new(NumberFormat::of(&code)));
                    }
                }
                kind::STYLE => styles.extend(word(bytes, 2)),
                kind::SHEET => book.sheets.extend(book.named(bytes)),
                kind::STRINGS => {
                    let mut pieces = vec![bytes];
                    while let Some(record) = all.next_if(|record| record.kind == kind::CONTINUE) {
                        pieces.push(record.bytes);
                    }
                    book.strings = strings(pieces)?;
                }
                kind::END => break,
                _ => {}
            }
            if book.sheets.len() > SHEETS {
                return Err(DocumentFault::TooLarge);
            }
        }
        let mut format =
            |id: u16| formats.entry(id).or_insert_with(|| Rc::new(NumberFormat::known(u32::from(id)))).clone();
        book.formats = styles.into_iter().map(&mut format).collect();
        Ok(book)
    }

    /// A sheet of cells; charts and macros are none.
    fn named(&self, bytes: &[u8]) -> Option<SheetEntry> {
        let (from, hidden, sort) = (long(bytes, 0)? as usize, bytes.get(4)? & 3 != 0, *bytes.get(5)?);
        let name = self.script.text(bytes, 6, true)?;
        (sort == 0).then_some(SheetEntry { name, hidden, from })
    }

    /// A number as its style shows it; one beyond all reason as an error.
    fn number(&self, number: Option<Decimal>, style: u16) -> String {
        let format = self.formats.get(usize::from(style)).cloned().unwrap_or_default();
        number.map_or_else(|| "#NUM!".into(), |number| shown(&number.to_string(), &format, self.from_1904))
    }
}

/// The texts that cells refer to by number; those behind a damaged one are lost.
fn strings(pieces: Vec<&[u8]>) -> Result<Vec<String>, DocumentFault> {
    let mut long = Long::new(pieces);
    // How many there are is counted, not believed.
    if long.skip(8).is_none() {
        return Ok(Vec::new());
    }
    let strings: Vec<String> = std::iter::from_fn(|| long.text()).take(CELLS + 1).collect();
    if strings.len() > CELLS { Err(DocumentFault::TooLarge) } else { Ok(strings) }
}

/// A sheet being read.
struct XlsSheet<'b, 'l> {
    book: &'b Book,
    cells: SheetCells<'l>,
    regions: Vec<[usize; 4]>,
    rows: HashSet<usize>,
    columns: HashSet<usize>,
    /// A formula whose result is a text, which comes in a record of its own.
    waiting: Option<(usize, usize)>,
}

impl<'b, 'l> XlsSheet<'b, 'l> {
    fn new(book: &'b Book, cells: SheetCells<'l>) -> Self {
        Self { book, cells, regions: Vec::new(), rows: HashSet::new(), columns: HashSet::new(), waiting: None }
    }

    fn read<'r>(
        mut self,
        records: impl Iterator<Item = Record<'r>>,
        left: &mut usize,
    ) -> Result<Vec<Spot>, DocumentFault> {
        // Charts within a sheet have records of their own between.
        let mut depth = 0_usize;
        for record in records {
            *left = left.checked_sub(1).ok_or(DocumentFault::TooLarge)?;
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth == 1 => self.record(record)?,
                _ => {}
            }
        }
        let Self { rows, columns, regions, mut cells, .. } = self;
        for spot in &mut cells.spots {
            spot.hidden = rows.contains(&spot.row) || columns.contains(&spot.column);
        }
        Ok(cells.merge(&regions))
    }

    fn record(&mut self, Record { kind, bytes }: Record) -> Result<(), DocumentFault> {
        match kind {
            kind::ROW => {
                let hidden = word(bytes, 12).is_some_and(|flags| flags & 0x20 != 0);
                self.rows.extend(word(bytes, 0).filter(|_| hidden).map(usize::from));
            }
            kind::COLUMNS => {
                let hidden = word(bytes, 8).is_some_and(|flags| flags & 1 != 0);
                if let (Some(first), Some(last), true) = (word(bytes, 0), word(bytes, 2), hidden) {
                    self.columns.extend(usize::from(first)..=usize::from(last).min(LAST));
                }
            }
            kind::MERGED => {
                let corner = |four: &[u8], at| word(four, at).map(usize::from);
                let region =
                    |four: &[u8]| Some([corner(four, 0)?, corner(four, 4)?, corner(four, 2)?, corner(four, 6)?]);
                let all = bytes.get(2..).unwrap_or_default().chunks_exact(8).filter_map(region);
                self.regions.extend(all.take(CELLS.saturating_sub(self.regions.len())));
            }
            kind::RESULT => {
                let text = self.book.script.text(bytes, 0, false).unwrap_or_default();
                if let Some((row, column)) = self.waiting.take() {
                    self.put(row, column, text, TextOrigin::Computed)?;
                }
            }
            _ => {
                if let Some(((row, column), style)) = place(bytes) {
                    self.cell(kind, row, column, style, bytes)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, kind: u16, row: usize, column: usize, style: u16, bytes: &[u8]) -> Result<(), DocumentFault> {
        let text = match kind {
            kind::NUMBER => bits(bytes, 6).map(|bits| self.book.number(double(bits), style)),
            kind::SHORT_NUMBER => long(bytes, 6).map(|number| self.book.number(short(number), style)),
            kind::STRING_CELL => long(bytes, 6).and_then(|at| self.book.strings.get(at as usize)).cloned(),
            kind::LABEL | kind::RICH => self.book.script.text(bytes, 6, false),
            kind::TRUTH => bytes.get(6).zip(bytes.get(7)).map(|(value, wrong)| truth(*value, *wrong == 1).into()),
            kind::NUMBERS => return self.numbers(row, column, bytes),
            kind::FORMULA => return self.formula(row, column, style, bytes),
            _ => None,
        };
        text.map_or(Ok(()), |text| self.put(row, column, text, TextOrigin::Written))
    }

    fn put(&mut self, row: usize, column: usize, text: String, origin: TextOrigin) -> Result<(), DocumentFault> {
        self.cells.put(Spot { row, column, down: 1, across: 1, text, origin, hidden: false })
    }

    /// Numbers of several cells in a row.
    fn numbers(&mut self, row: usize, column: usize, bytes: &[u8]) -> Result<(), DocumentFault> {
        for (n, six) in bytes.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
            if let (Some(style), Some(number)) = (word(six, 0), long(six, 2)) {
                let text = self.book.number(short(number), style);
                self.put(row, column + n, text, TextOrigin::Written)?;
            }
        }
        Ok(())
    }

    /// A formula: a number, or what is said in its stead.
    fn formula(&mut self, row: usize, column: usize, style: u16, bytes: &[u8]) -> Result<(), DocumentFault> {
        let number = bytes.get(12..14) != Some(&[0xff, 0xff]);
        let (text, origin) = match (number, bytes.get(6), bytes.get(8)) {
            (true, _, _) => (self.book.number(bits(bytes, 6).and_then(double), style), TextOrigin::Computed),
            (false, Some(0), _) => {
                self.waiting = Some((row, column));
                return Ok(());
            }
            (false, Some(sort @ (1 | 2)), Some(value)) => (truth(*value, *sort == 2).into(), TextOrigin::Computed),
            // Programs that reckon nothing leave it so.
            _ => (String::new(), TextOrigin::Missing),
        };
        self.put(row, column, text, origin)
    }
}

/// Where a cell stands, and its style.
fn place(bytes: &[u8]) -> Option<((usize, usize), u16)> {
    Some(((word(bytes, 0)?.into(), word(bytes, 2)?.into()), word(bytes, 4)?))
}

fn bits(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// Powers of two as far as a decimal reaches.
const REACH: u32 = 95;

/// The number that a binary fraction of eight bytes is, reckoned in decimals: no figure passes through a float.
fn double(bits: u64) -> Option<Decimal> {
    const FRACTION: u64 = (1 << 52) - 1;
    let exponent = ((bits >> 52) & 0x7ff) as u32;
    let whole = u128::from((bits & FRACTION) | (FRACTION + 1));
    let size = match (exponent, exponent.checked_sub(1_075)) {
        (0, _) => Decimal::ZERO,
        (0x7ff, _) => return None,
        (_, Some(up)) => Decimal::from(whole.checked_shl(up).filter(|_| up <= REACH - 53)?),
        (_, None) => {
            let down = 1_075 - exponent;
            // What lies beyond is less than a ten-billionth.
            let rest = whole.checked_shr(down.saturating_sub(REACH)).unwrap_or_default();
            Decimal::from(rest).checked_div(Decimal::from(1_u128 << down.min(REACH)))?
        }
    };
    Some(if bits >> 63 == 0 { size } else { -size })
}

/// A number in four bytes: whole, or the first half of a long one; a hundredth of it or all of it.
fn short(number: u32) -> Option<Decimal> {
    let size =
        if number & 2 == 0 { double(u64::from(number & !3) << 32)? } else { Decimal::from(number.cast_signed() >> 2) };
    if number & 1 == 0 { Some(size) } else { size.checked_div(Decimal::ONE_HUNDRED) }
}

fn truth(value: u8, wrong: bool) -> &'static str {
    match (wrong, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binary_fraction_is_the_decimal_it_was_written_as() {
        for (text, bits) in [
            ("0", 0x0000_0000_0000_0000),
            ("1", 0x3ff0_0000_0000_0000),
            ("-1", 0xbff0_0000_0000_0000),
            ("85.22", 0x4055_4e14_7ae1_47ae),
            ("0.95", 0x3fee_6666_6666_6666),
            ("7.87", 0x401f_7ae1_47ae_147b),
            ("-23.915", 0xc037_ea3d_70a3_d70a),
            ("0.000001", 0x3eb0_c6f7_a0b5_ed8d),
            ("123456789012.34", 0x423c_be99_1a14_570a),
            ("1361.75", 0x4095_4700_0000_0000),
        ] {
            assert_eq!(double(bits).and_then(|n| n.round_sf(15)), text.parse().ok(), "{text}");
        }
        assert_eq!(double(0x7ff0_0000_0000_0000), None, "without end");
        assert_eq!(double(0x7fe0_0000_0000_0000), None, "beyond all reason");
        assert_eq!(double(0x0010_0000_0000_0000).map(|n| n.normalize()), Some(Decimal::ZERO), "next to nothing");
    }
}
