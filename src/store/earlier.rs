//! Formats 1 to 3: a report in one piece. Format 1 had neither record nor last year's report, format 2 not the latter.

use crate::form::{CellId, Name};
use crate::report::{Cells, Closing, Content, Explanation, LastYear, Mark, Notes, Report};
use crate::value::Text;
use imbl::OrdMap;
use serde::Deserialize;
use std::sync::Arc;

/// A report as those formats keep it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EarlierReport {
    year: i32,
    #[serde(default)]
    projects: Vec<Name>,
    #[serde(default)]
    rows: OrdMap<Name, Arc<Vec<Name>>>,
    #[serde(default)]
    cells: Cells,
    #[serde(default)]
    marks: OrdMap<CellId, Mark>,
    #[serde(default)]
    explanations: OrdMap<Text, Explanation>,
    #[serde(default)]
    closings: Vec<Closing>,
    #[serde(default)]
    last: Option<Box<EarlierLastYear>>,
}

/// Last year's report as those formats keep it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EarlierLastYear {
    form_text: Arc<str>,
    report: EarlierReport,
}

impl From<EarlierReport> for Report {
    fn from(earlier: EarlierReport) -> Self {
        let EarlierReport { year, projects, rows, cells, marks, explanations, closings, last } = earlier;
        let last = last.map(|last| LastYear { form_text: last.form_text, report: last.report.into() });
        Self {
            content: Arc::new(Content { year, projects: Arc::new(projects), rows, cells }),
            notes: Arc::new(Notes { marks, explanations, ..Notes::default() }),
            record: Arc::new(closings),
            last: last.map(Arc::new),
            approved: None,
        }
    }
}
