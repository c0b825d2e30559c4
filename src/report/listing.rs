//! stub until merged
use super::Edit;
#[derive(Debug, thiserror::Error)]
#[error("第{line}行：{says}")]
pub struct ListingFault { pub line: usize, pub says: String }
pub fn read_listing(text: &str) -> Result<Vec<Edit>, ListingFault> {
    text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).enumerate().map(|(i, l)| {
        let (at, text) = l.split_once('\t').ok_or_else(|| ListingFault { line: i + 1, says: "缺少制表符。".into() })?;
        let at = crate::form::CellId::parse(at).ok_or_else(|| ListingFault { line: i + 1, says: "不是地址。".into() })?;
        Ok(Edit::Write { at, text: text.replace("\\n", "\n").into() })
    }).collect()
}
