//! Dates and time limits: 2024年3月15日, 24年3月, 2023-12-31, 23.12.31, 2023年12月底前, 9月前, 2021年底, 12月31日.

use super::Reading;
use super::reading::stated;
use chrono::{Datelike as _, Months, NaiveDate};

/// A day, or as much of one as was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// 年, if written.
    pub year: Option<i32>,
    /// 月, if written.
    pub month: Option<u32>,
    /// 日, if written.
    pub day: Option<u32>,
    /// 前 without 底: the named time itself is already too late (9月前 is before 1 September).
    pub before: bool,
}

impl When {
    /// Reads a date cell or a time limit; anything else is unreadable.
    #[must_use]
    pub fn read(text: &str) -> Reading<Self> {
        stated(text).and_then(|folded| Self::parse(&folded).map_or(Reading::Unreadable, Reading::Is))
    }

    /// The day itself, when it was written in full.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)
    }

    /// The last day that still keeps this limit, a missing year being `year`.
    #[must_use]
    pub fn latest(&self, year: i32) -> Option<NaiveDate> {
        let (first, last) = self.span(year)?;
        if self.before { first.pred_opt() } else { Some(last) }
    }

    fn span(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let year = self.year.unwrap_or(year);
        let first = NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        let months = match (self.month, self.day) {
            (_, Some(_)) => return Some((first, first)),
            (Some(_), None) => 1,
            (None, None) => 12,
        };
        Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
    }

    pub(super) fn parse(folded: &str) -> Option<Self> {
        let compact: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
        Self::numeric(&compact).or_else(|| Self::chinese(&compact))
    }

    /// 2023-12-31, 2023.12.31, 2023/12/31, 23.12.31.
    fn numeric(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let year = if year.len() == 2 { format!("20{year}") } else { (*year).to_string() };
        if year.len() != 4 {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        Some(Self { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()), before: false })
    }

    fn chinese(text: &str) -> Option<Self> {
        let (year, rest) = match part(text, "年", 4..=4) {
            (None, _) => short_year(text),
            whole => whole,
        };
        let (month, rest) = part(rest, "月", 1..=2);
        let (day, rest) = part(rest, "日", 1..=2);
        let month_fits = month.is_none_or(|m| (1..=12).contains(&m));
        let (at_end, before) = limit_words(rest)?;
        if (year.is_none() && month.is_none()) || !month_fits {
            return None;
        }
        let limit = Self {
            year: year.and_then(|y| i32::try_from(y).ok()),
            month,
            day,
            // 2023年12月31日前 is kept by that very day in every form we read; only whole months and years exclude themselves.
            before: before && !at_end && day.is_none(),
        };
        limit.span(2000).map(|_| limit)
    }
}

/// 22年6月: the year's last two digits. Without a month, so many years are meant.
fn short_year(text: &str) -> (Option<u32>, &str) {
    match part(text, "年", 2..=2) {
        (Some(year), rest) if part(rest, "月", 1..=2).0.is_some() => (Some(2000 + year), rest),
        _ => (None, text),
    }
}

/// What may stand behind a time limit: 底, 前, 之前完成 and the like. Says whether its end is meant, and whether 前 is.
fn limit_words(rest: &str) -> Option<(bool, bool)> {
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    let (at_end, rest) = strip_any(rest, &["底", "末", "内"]);
    let (before, rest) = strip_any(rest, &["之前", "以前", "前"]);
    matches!(rest, "" | "完成").then_some((at_end, before))
}

fn strip_any<'t>(text: &'t str, words: &[&str]) -> (bool, &'t str) {
    words.iter().find_map(|word| text.strip_prefix(word)).map_or((false, text), |rest| (true, rest))
}

/// The number before `mark` at the start of `text`, and what follows; nothing is consumed when it is not there.
fn part<'t>(text: &'t str, mark: &str, digits: std::ops::RangeInclusive<usize>) -> (Option<u32>, &'t str) {
    let found = text
        .split_once(mark)
        .filter(|(number, _)| digits.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
    found.map_or((None, text), |(number, rest)| (Some(number), rest))
}
