//! Days as dates for Excel, each with a format that shows the very text on paper.

use super::number::Number;
use crate::value::When;
use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

/// The day before the first there is; Excel's own calendar has a day too many in its first two months.
const BEFORE: (i32, u32, u32) = (1899, 12, 30);
const FIRST: (i32, u32, u32) = (1900, 3, 1);

/// A day as written, with what stands around it; none where it is not written in full, or no format shows the same text.
pub(super) fn day(before: &str, text: &str, after: &str, when: &When) -> Option<Number> {
    let day = when.day()?;
    let ymd = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
    if day < ymd(FIRST)? || day.year() > 9999 {
        return None;
    }
    let padded = text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 2 && number.starts_with('0'));
    let (month, date) = if padded { ("mm", "dd") } else { ("m", "d") };
    let parts = [("yyyy", day.year().to_string()), (month, part(day.month(), padded)), (date, part(day.day(), padded))];
    let (mut format, mut rest) = (in_marks(before)?, text);
    for (code, number) in parts {
        let (between, behind) = rest.split_once(number.as_str())?;
        format = format!("{format}{}{code}", in_marks(between)?);
        rest = behind;
    }
    // Before a day is no day.
    if !matches!(rest.trim(), "" | "日") {
        return None;
    }
    let format = format!("{format}{}{}", in_marks(rest)?, in_marks(after)?);
    let value = Decimal::from(day.signed_duration_since(ymd(BEFORE)?).num_days());
    Some(Number { value, format, scale: Decimal::ONE })
}

fn part(number: u32, padded: bool) -> String {
    if padded { format!("{number:02}") } else { number.to_string() }
}

/// Words in a format, which are no more than words; none where they hold a figure or what no format can.
fn in_marks(words: &str) -> Option<String> {
    let odd = |c: char| c == '"' || c.is_control() || c.is_ascii_digit();
    match words {
        "" => Some(String::new()),
        _ if words.contains(odd) || words.len() > 60 => None,
        _ => Some(format!("\"{words}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Reading;

    #[test]
    fn days_are_shown_as_they_are_written() {
        let format = |text: &str| {
            let Reading::Is(when) = When::read(text) else { return None };
            day("填报日期：", text, "", &when).map(|number| (number.value.to_string(), number.format))
        };
        let is = |value: &str, format: &str| Some((value.to_string(), format!("\"填报日期：\"{format}")));
        assert_eq!(format("2024年3月5日"), is("45356", "yyyy\"年\"m\"月\"d\"日\""));
        assert_eq!(format("2024-03-05"), is("45356", "yyyy\"-\"mm\"-\"dd"));
        assert_eq!(format("2024.12.15"), is("45641", "yyyy\".\"m\".\"d"));
        for no_date in
            ["2024年3月", "24年3月5日", "２０２４年3月5日", "2024年03月5日", "3月5日", "2024年3月5日前", "1899年1月1日"]
        {
            assert_eq!(format(no_date), None, "{no_date}");
        }
    }
}
