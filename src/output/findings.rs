//! 审核情况: what the rules found in a report and what was said to it, as a manuscript of its own.

use super::compose::in_lines;
use super::manuscript::{Block, KeyedText, Manuscript, ManuscriptPart, Stamp, Table, TableCell, TableRow};
use crate::check::{Finding, Severity, rules};
use crate::form::{Form, PartKind, Role};
use crate::sheet::Sheet;
use crate::value::Text;

/// Number, place, what was found, what was said to it; in tenths of a millimetre.
const WIDTHS: [u32; 4] = [110, 330, 740, 380];

impl Manuscript {
    /// The manuscript of the findings for the file: outstanding ones first, by how grave they are and by rule.
    #[must_use]
    pub fn of_findings(form: &Form, sheet: &Sheet, findings: &[Finding], stamp: Stamp) -> Self {
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        let report = format!("{}年度{}", sheet.year, form.title);
        let mut blocks = vec![Block::Words(plain(format!("单位：{unit}\n{}", summed(findings))))];
        let table = table(form, sheet, findings);
        if table.rows.len() > 1 {
            blocks.push(Block::Table(table));
        }
        let part = ManuscriptPart {
            id: "findings".into(),
            kind: PartKind::Report,
            name: "审核情况".into(),
            label: String::new(),
            title: in_lines(&report, "审核情况"),
            landscape: false,
            blocks,
        };
        Self { title: format!("{report}审核情况"), unit, stamp, parts: vec![part], ..Self::default() }
    }
}

/// How many of each there are, in a sentence.
fn summed(findings: &[Finding]) -> String {
    let count = |severity: Severity| findings.iter().filter(|f| f.severity == severity && f.is_outstanding()).count();
    let explained = findings.iter().filter(|finding| finding.explained.is_some()).count();
    let notes = findings.iter().filter(|finding| finding.severity == Severity::Note).count();
    format!(
        "未处理的错误{}条、需说明{}条，已说明{explained}条，提示{notes}条。",
        count(Severity::Wrong),
        count(Severity::Doubt)
    )
}

fn table(form: &Form, sheet: &Sheet, findings: &[Finding]) -> Table {
    let mut rows = vec![row(["序号", "位置", "审核发现", "填报人说明"].map(Text::from))];
    let mut number = 0;
    for severity in [Severity::Wrong, Severity::Doubt, Severity::Note] {
        for rule in rules() {
            let of_rule: Vec<&Finding> =
                findings.iter().filter(|f| f.severity == severity && f.rule == rule.id).collect();
            if of_rule.is_empty() {
                continue;
            }
            let head =
                format!("{}　{}（依据：{}；{}）", severity.word(), rule.title, rule.basis, rule.authority.words());
            rows.push(TableRow { cells: vec![TableCell { span: WIDTHS.len(), left: true, ..cell(0, head) }] });
            for finding in of_rule {
                number += 1;
                let explanation = finding.explained.clone().unwrap_or_default();
                let place = sheet.words(form, &finding.at);
                rows.push(row([number.to_string(), place, finding.says.clone(), explanation].map(Text::from)));
            }
        }
    }
    Table { widths: WIDTHS.to_vec(), heads: 1, spine: 0, rows }
}

fn row(words: [Text; 4]) -> TableRow {
    let cells = words.into_iter().enumerate().map(|(at, words)| {
        let left = at == 1 || words.chars().count() > 12;
        TableCell { left, ..cell(at, words.to_string()) }
    });
    TableRow { cells: cells.collect() }
}

fn cell(at: usize, words: String) -> TableCell {
    TableCell { at, span: 1, down: 1, written: plain(words), ..TableCell::default() }
}

/// Words that belong to no cell.
fn plain(text: String) -> KeyedText {
    KeyedText { key: String::new(), text }
}
