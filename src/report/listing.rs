//! A listing of cells as text: one a line, address, tab, text. What `fill` takes and the sample is kept in.
//!
//! Knows how lines are written; which cells there are, only the form knows, when the edits are applied.

use super::Edit;
use crate::form::CellId;
use crate::value::Text;
use std::collections::BTreeMap;

/// The first line of a listing that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第{line}行：{says}")]
pub struct ListingFault {
    /// Line of the listing, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub says: String,
}

/// The edits a listing asks for, in its order. Blank lines and lines that begin with # say nothing.
///
/// In a text `\n` is a line end, `\t` a tab and `\\` a backslash, so that every cell keeps to its line. An empty text
/// clears the cell.
///
/// # Errors
/// The first line that is no address, tab and text, or whose cell a line before it has.
pub fn read_listing(text: &str) -> Result<Vec<Edit>, ListingFault> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let mut listed = BTreeMap::new();
    let edit = |(index, line)| {
        let line_number = index + 1;
        let fault = |says| ListingFault { line: line_number, says };
        let (at, text) = read_line(line).map_err(fault)?;
        match listed.insert(at.clone(), line_number) {
            None => Ok(Edit::Write { at, text }),
            Some(first) => Err(fault(format!("单元格 {at} 第{first}行已经写了，一格只能写一行，请删去多余的一行。"))),
        }
    };
    lines.map(edit).collect()
}

fn read_line(line: &str) -> Result<(CellId, Text), String> {
    let (address, text) =
        line.split_once('\t').ok_or("缺少制表符，应写成“单元格地址、一个制表符、内容”，一格一行。")?;
    let at = CellId::parse(address)
        .ok_or_else(|| format!("“{address}”不是单元格地址，应写成 base/public/final 这样，可用 ziping forms 查看。"))?;
    Ok((at, unescaped(text)))
}

fn unescaped(text: &str) -> Text {
    if !text.contains('\\') {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('t') => plain.push('\t'),
            Some('\\') | None => plain.push('\\'),
            Some(other) => plain.extend(['\\', other]),
        }
    }
    plain.into()
}
