//! 二维码 beside the 校验码: what a report comes to, read by a telephone or by an office's scanner.

use super::manuscript::{QrSquare, Stamp};
use crate::form::{Form, Role};
use crate::sheet::{Sheet, Value};
use qrcode::{Color, EcLevel, QrCode};

/// So much of a long name is told: what is printed small must still be read.
const MOST: usize = 30;

impl QrSquare {
    /// What it says of a report, a line each. It is printed on public copies too: nothing in it is a person's, and the
    /// 校验码 is that of what it is printed on.
    pub(super) fn words(form: &Form, sheet: &Sheet, stamp: &Stamp) -> String {
        let short = |words: &str| words.chars().take(MOST).collect::<String>();
        let unit = sheet.only(Role::UnitName).map_or_else(String::new, |cell| short(cell.text.trim()));
        let points = sheet.part_points(None);
        let total = points.filter(|points| points.is_whole()).map(|points| Value::Score(points.points));
        let rate = points.and_then(|points| points.execution_rate).map(Value::Rate);
        let figure = |name: &str, value: Option<Value>| {
            value.map_or_else(String::new, |value| format!("{name}：{}", value.shown(sheet.unit)))
        };
        let lines = [
            unit,
            format!("{}年度{}", sheet.year, short(&form.title)),
            format!("校验码：{}", stamp.code),
            figure("总分", total),
            figure("预算执行率", rate),
            stamp.copy.clone(),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// These words as a square. None where they are more than one can hold.
    pub(super) fn of(words: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(words, EcLevel::M).ok()?;
        let (side, small) = (code.width(), code.into_colors());
        let rows = small.chunks(side).enumerate();
        let dark = rows.flat_map(|(y, row)| {
            let mut x = 0;
            row.chunk_by(|one, next| one == next)
                .filter_map(|run| {
                    let from = x;
                    x += run.len();
                    (run.first() == Some(&Color::Dark)).then_some([from, y, run.len()])
                })
                .collect::<Vec<_>>()
        });
        Some(Self { side, dark: dark.collect() })
    }
}
