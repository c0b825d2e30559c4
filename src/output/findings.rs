//! 审核情况: what the rules found in a report and what was said to it, as a manuscript of its own.

use super::compose::{TITLE, in_lines, sign_line, to_sign};
use super::manuscript::{Block, KeyedText, Manuscript, ManuscriptPart, Stamp, Table, TableCell, TableRow};
use crate::check::{Checked, Finding, Severity, rules};
use crate::form::{CellId, Form, PartKind, Role, UPRIGHT};
use crate::sheet::Sheet;
use crate::value::Text;

/// Number, place, what was found, what was said to it; in tenths of a millimetre.
const WIDTHS: [u32; 4] = [110, 330, 740, 380];

impl Manuscript {
    /// The manuscript of the findings for the file: outstanding ones first, by how grave they are and by rule.
    #[must_use]
    pub fn of_findings(form: &Form, sheet: &Sheet, checked: &Checked, stamp: Stamp) -> Self {
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        let report = format!("{}年度{}", sheet.year, form.title);
        let mut blocks = vec![Block::Words(plain(format!("单位：{unit}\n{}", summed(checked))))];
        let table = table(form, sheet, checked);
        if table.rows.len() > 1 {
            blocks.push(Block::Table(table));
        }
        blocks.push(Block::Signatures(sign_line(["审核人", "审核日期"].map(to_sign).into(), UPRIGHT)));
        let part = ManuscriptPart {
            id: "findings".into(),
            kind: PartKind::Report,
            name: "审核情况".into(),
            label: String::new(),
            title: in_lines(&format!("{report}审核情况"), TITLE, &["审核情况".into()]),
            landscape: false,
            year_line: false,
            blocks,
        };
        Self { title: format!("{report}审核情况"), unit, stamp, parts: vec![part], ..Self::default() }
    }
}

/// How many of each there are, in a sentence.
fn summed(Checked { findings, blanks, .. }: &Checked) -> String {
    let count = |severity: Severity| findings.iter().filter(|f| f.severity == severity && f.is_outstanding()).count();
    let explained = findings.iter().filter(|finding| finding.explained.is_some()).count();
    let notes = findings.iter().filter(|finding| finding.severity == Severity::Note).count();
    let blank = blanks.iter().filter(|blank| blank.explained.is_none()).count();
    let blank = if blank > 0 { format!("，还没填{blank}格") } else { String::new() };
    format!(
        "未处理的错误{}条、需说明{}条{blank}，已说明{explained}条，提示{notes}条。",
        count(Severity::Wrong),
        count(Severity::Doubt)
    )
}

fn table(form: &Form, sheet: &Sheet, Checked { findings, blanks, .. }: &Checked) -> Table {
    let mut rows = vec![row(["序号", "位置", "审核发现", "填报人说明"].map(Text::from))];
    let mut number = 0;
    let head = |words: String| TableRow {
        heading: true,
        cells: vec![TableCell { span: WIDTHS.len(), left: true, ..cell(0, words) }],
    };
    let place = |at: &CellId| sheet.words(form, at);
    for severity in [Severity::Wrong, Severity::Doubt, Severity::Note] {
        for rule in rules() {
            let of_rule: Vec<&Finding> =
                findings.iter().filter(|f| f.severity == severity && f.rule == rule.id).collect();
            if of_rule.is_empty() {
                continue;
            }
            let (title, basis, authority) = (rule.title, rule.basis, rule.authority.words());
            rows.push(head(format!("{}　{title}（依据：{basis}；{authority}）", severity.word())));
            for finding in of_rule {
                number += 1;
                let words = [number.to_string(), places(finding, place), finding.says.clone(), said_to(finding, place)];
                rows.push(row(words.map(Text::from)));
            }
        }
    }
    if !blanks.is_empty() {
        rows.push(head("还没填　表样要求填写的格子空着".into()));
    }
    for blank in blanks {
        number += 1;
        let explanation = blank.explained.clone().unwrap_or_default();
        rows.push(row([number.to_string(), place(&blank.at), blank.says().into(), explanation].map(Text::from)));
    }
    Table { widths: WIDTHS.to_vec(), heads: 1, spine: 0, rows }
}

/// The cells that a finding is about, each once.
fn places(finding: &Finding, place: impl Fn(&CellId) -> String) -> String {
    let mut places: Vec<String> = Vec::new();
    for at in finding.members().iter().map(|member| place(&member.at)) {
        if !places.contains(&at) {
            places.push(at);
        }
    }
    places.join("\n")
}

/// What was said to a finding; of a family that waits for more, to which of its cells.
fn said_to(finding: &Finding, place: impl Fn(&CellId) -> String) -> String {
    if let Some(explained) = &finding.explained {
        return explained.clone();
    }
    let said = finding.joined.iter().filter_map(|member| Some((place(&member.at), member.explained.as_deref()?)));
    said.map(|(place, words)| format!("{place}：{words}")).collect::<Vec<_>>().join("\n")
}

fn row(words: [Text; 4]) -> TableRow {
    let cells =
        words.into_iter().enumerate().map(|(at, words)| TableCell { left: at > 0, ..cell(at, words.to_string()) });
    TableRow { cells: cells.collect(), ..TableRow::default() }
}

fn cell(at: usize, words: String) -> TableCell {
    TableCell { at, span: 1, down: 1, written: plain(words), ..TableCell::default() }
}

/// Words that belong to no cell.
fn plain(text: String) -> KeyedText {
    KeyedText { key: String::new(), text }
}
