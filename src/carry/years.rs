//! Years that carried texts still speak of: offered for change, never changed in silence.

use crate::form::CellId;
use crate::report::{Edit, Mark, Report, Source};
use crate::value::{Text, years};

/// A carried text that speaks of last year or the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleYear {
    /// Where.
    pub at: CellId,
    /// The years as they stand there, each once.
    pub years: Vec<i32>,
    /// Every mention of them, in order.
    pub mentions: Vec<StaleMention>,
    written: Text,
    mark: Mark,
}

/// One mention of such a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleMention {
    /// The part of the sentence it stands in.
    pub before: String,
    /// The same a year on.
    pub after: String,
    /// The year as it would be written.
    year: String,
    /// Where it begins, in characters.
    from: usize,
}

impl StaleYear {
    /// What moves every year in it on; it stays marked, and 待核实.
    #[must_use]
    pub fn edit(&self) -> Edit {
        self.edit_of(|_| true)
    }

    /// What moves only some of its mentions on.
    #[must_use]
    pub fn edit_of(&self, chosen: impl Fn(usize) -> bool) -> Edit {
        let mut letters: Vec<char> = self.written.chars().collect();
        for (_, mention) in self.mentions.iter().enumerate().filter(|(n, _)| chosen(*n)) {
            put(&mut letters, mention.from, &mention.year);
        }
        Edit::Bring { at: self.at.clone(), text: String::from_iter(letters).into(), mark: self.mark.clone() }
    }
}

/// Where texts carried from last year still speak of it.
#[must_use]
pub fn stale_years(report: &Report) -> Vec<StaleYear> {
    report.notes.marks.iter().filter_map(|(at, _)| stale_year(report, at)).collect()
}

/// The same of one cell.
#[must_use]
pub fn stale_year(report: &Report, at: &CellId) -> Option<StaleYear> {
    let last = report.last.as_ref()?.report.content.year;
    let mark = report.notes.marks.get(at).filter(|mark| mark.source == Source::LastYear && mark.unconfirmed)?;
    let written = report.content.cells.text(at);
    let on = report.content.year.saturating_sub(last);
    let (mentions, years) = stale_mentions(written, &[last.saturating_sub(1), last], on)?;
    Some(StaleYear { at: at.clone(), years, mentions, written: written.into(), mark: mark.clone() })
}

/// Where a text speaks of these years, and of which; none if of none.
fn stale_mentions(text: &str, stale: &[i32], on: i32) -> Option<(Vec<StaleMention>, Vec<i32>)> {
    let letters: Vec<char> = text.chars().collect();
    let (mut mentions, mut named_years) = (Vec::new(), Vec::new());
    // Bytes of the text so far, and characters.
    let mut so_far = (0, 0);
    let speaks = |at: usize| !is_in_quotation(text, at);
    for named in years(text).filter(|named| stale.contains(&named.year) && speaks(named.digits.start)) {
        let new = named.year.saturating_add(on);
        so_far.1 += text.get(so_far.0..named.digits.start).map_or(0, |between| between.chars().count());
        so_far.0 = named.digits.start;
        if (1000..10_000).contains(&new) {
            mentions.push(mention(&letters, so_far.1, named.written(new)));
            if !named_years.contains(&named.year) {
                named_years.push(named.year);
            }
        }
    }
    (!named_years.is_empty()).then_some((mentions, named_years))
}

/// It stands in the name of a quoted place, which follows the name of the row or project: 【2023年专项·项目资金·全年执行数】.
fn is_in_quotation(text: &str, at: usize) -> bool {
    let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let Some(open) = before.rfind('【').filter(|open| Some(*open) > before.rfind('】')) else { return false };
    let name = text.get(open..at + behind.find(['】', '【', '\n']).unwrap_or(0));
    name.is_some_and(|name| name.contains('·'))
}

/// A mention with as much of its sentence as one needs to know it again.
fn mention(letters: &[char], from: usize, year: String) -> StaleMention {
    const BEFORE: usize = 14;
    const BEHIND: usize = 20;
    let ends = |n: &usize| letters.get(*n).is_none_or(|c| matches!(c, '。' | '；' | '\n' | '\r'));
    let first = (0..from).rev().find(ends).map_or(0, |end| end + 1);
    let last = (from..letters.len()).find(ends).unwrap_or(letters.len());
    let (left, right) = (first.max(from.saturating_sub(BEFORE)), last.min(from + BEHIND));
    let part = |letters: &[char]| {
        let inner: String = letters.get(left..right).unwrap_or_default().iter().collect();
        let (cut, goes_on) = (if left > first { "…" } else { "" }, if right < last { "…" } else { "" });
        format!("{cut}{}{goes_on}", inner.trim())
    };
    let mut moved = letters.to_vec();
    put(&mut moved, from, &year);
    StaleMention { before: part(letters), after: part(&moved), year, from }
}

/// Writes a year over another: both have four digits.
fn put(letters: &mut [char], from: usize, year: &str) {
    for (letter, new) in letters.iter_mut().skip(from).zip(year.chars()) {
        *letter = new;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_move_on_and_figures_do_not() {
        let on = |text: &str| {
            let (mentions, years) = stale_mentions(text, &[2022, 2023], 1)?;
            let (at, written, mark) = (CellId::default(), text.into(), Mark::default());
            match (StaleYear { at, years, mentions, written, mark }).edit() {
                Edit::Bring { text, .. } => Some(text.to_string()),
                _ => None,
            }
        };
        assert_eq!(on("2023年年初预算59万元，比2022年多。").as_deref(), Some("2024年年初预算59万元，比2023年多。"));
        assert_eq!(on("２０２３年度").as_deref(), Some("２０２４年度"));
        assert_eq!(on("截止2023-12-31").as_deref(), Some("截止2024-12-31"));
        assert_eq!(on("1.2023年安排").as_deref(), Some("1.2024年安排"));
        assert_eq!(on("【2023】5号，【注】2023年").as_deref(), Some("【2024】5号，【注】2024年"));
        for text in [
            "【2023年专项·项目资金·全年执行数】",
            "2021年",
            "12023",
            "20231231",
            "2023.5万元",
            "2023万元",
            "一二三",
            "",
        ] {
            assert_eq!(on(text), None, "{text}");
        }
    }
    #[test]
    fn a_mention_is_shown_in_its_sentence() {
        let (mentions, _) = stale_mentions("一、概况。2023年比2022年多。其他", &[2022, 2023], 1).unwrap_or_default();
        let shown: Vec<(&str, &str)> = mentions.iter().map(|s| (s.before.as_str(), s.after.as_str())).collect();
        assert_eq!(shown, [("2023年比2022年多", "2024年比2022年多"), ("2023年比2022年多", "2023年比2023年多")]);
        let long = format!("{}2023年{}", "前".repeat(40), "后".repeat(40));
        let (mentions, _) = stale_mentions(&long, &[2023], 1).unwrap_or_default();
        assert!(mentions.iter().all(|s| s.before.starts_with("…前") && s.before.ends_with("后…")));
    }
}
