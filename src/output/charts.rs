//! 一览 on paper: the charts of a report as a part to be added, and as a manuscript of its own.

use super::compose::{TITLE, in_lines};
use super::manuscript::{Block, Manuscript, ManuscriptPart, Stamp};
use crate::form::{Form, PartKind, Role};
use crate::sheet::{Chart, Sheet};

/// The id of the part.
pub const CHARTS: &str = "charts";

impl Manuscript {
    /// The same with 一览 behind its parts, where there is something to show. Only pages have it: Word files and
    /// workbooks are what comes back, and a chart is nothing that was written.
    #[must_use]
    pub fn with_charts(mut self, charts: Vec<Chart>) -> Self {
        self.parts.extend(part(charts, vec!["一览".into()]));
        self
    }

    /// 一览 alone. None where there is nothing to show.
    #[must_use]
    pub fn of_charts(form: &Form, sheet: &Sheet, charts: Vec<Chart>, stamp: Stamp) -> Option<Self> {
        let title = format!("{}年度{}一览", sheet.year, form.title);
        let part = part(charts, in_lines(&title, TITLE, &["一览".into()]))?;
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        Some(Self { title, unit, stamp, parts: vec![part], ..Self::default() })
    }
}

fn part(charts: Vec<Chart>, title: Vec<String>) -> Option<ManuscriptPart> {
    let blocks: Vec<Block> = charts.into_iter().map(Block::Chart).collect();
    (!blocks.is_empty()).then(|| ManuscriptPart {
        id: CHARTS.into(),
        kind: PartKind::Annex,
        name: "一览：预算执行、失分、两年对比和填写进度的图".into(),
        label: String::new(),
        title,
        landscape: false,
        year_line: false,
        blocks,
    })
}
