//! Years that carried texts still speak of: offered for change, never changed in silence.

use crate::form::CellId;
use crate::report::{Edit, Mark, Report, Source};
use crate::value::Text;

/// A carried text that speaks of last year or the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleYear {
    /// Where.
    pub at: CellId,
    /// The years as they stand there, each once.
    pub years: Vec<i32>,
    /// Every mention of them, in order.
    pub spots: Vec<StaleSpot>,
    written: Text,
    mark: Mark,
}

/// One mention of such a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleSpot {
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
        for (_, spot) in self.spots.iter().enumerate().filter(|(n, _)| chosen(*n)) {
            put(&mut letters, spot.from, &spot.year);
        }
        Edit::Bring { at: self.at.clone(), text: String::from_iter(letters).into(), mark: self.mark }
    }
}

/// Where texts carried from last year still speak of it.
#[must_use]
pub fn stale_years(report: &Report) -> Vec<StaleYear> {
    report.marks.keys().filter_map(|at| stale_year(report, at)).collect()
}

/// The same of one cell.
#[must_use]
pub fn stale_year(report: &Report, at: &CellId) -> Option<StaleYear> {
    let last = report.last.as_ref()?.report.year;
    let mark = report.marks.get(at).filter(|mark| mark.source == Source::LastYear && mark.unconfirmed)?;
    let written = report.cells.text(at);
    let on = report.year.saturating_sub(last);
    let (spots, years) = mentions(written, &[last.saturating_sub(1), last], on)?;
    Some(StaleYear { at: at.clone(), years, spots, written: written.into(), mark: *mark })
}

/// Where a text speaks of these years, and of which; none if of none. Only numbers of four digits that stand alone:
/// 120232 is no year.
fn mentions(text: &str, stale: &[i32], on: i32) -> Option<(Vec<StaleSpot>, Vec<i32>)> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |n: usize| letters.get(n).and_then(|c| value(*c));
    let (mut spots, mut years, mut n) = (Vec::new(), Vec::new(), 0);
    while let Some(letter) = letters.get(n) {
        let run = (n..letters.len()).take_while(|n| digit(*n).is_some()).count();
        let year = (run == 4).then(|| (n..n + 4).filter_map(digit).fold(0, |year, digit| year * 10 + digit));
        // 2023.5 is an amount; 1.2023年 is a year in a list.
        let figure =
            |n: usize| letters.get(n).is_some_and(|c| matches!(c, '.' | ',' | '．' | '%' | '％' | '万' | '元'));
        let said = letters.get(n + run) == Some(&'年');
        let alone = said || !figure(n + run) && n.checked_sub(1).is_none_or(|before| !figure(before));
        let new = year.map(|year| year.saturating_add(on)).filter(|new| (1000..10_000).contains(new));
        if let (Some(year), Some(new)) = (year.filter(|year| stale.contains(year) && alone), new) {
            let wide = !letter.is_ascii();
            let new = new.to_string();
            let new = new.chars().map(|c| if wide { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c });
            spots.push(spot(&letters, n, new.collect()));
            if !years.contains(&year) {
                years.push(year);
            }
        }
        n += run.max(1);
    }
    (!years.is_empty()).then_some((spots, years))
}

/// A mention with as much of its sentence as one needs to know it again.
fn spot(letters: &[char], from: usize, year: String) -> StaleSpot {
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
    StaleSpot { before: part(letters), after: part(&moved), year, from }
}

/// Writes a year over another: both have four digits.
fn put(letters: &mut [char], from: usize, year: &str) {
    for (letter, new) in letters.iter_mut().skip(from).zip(year.chars()) {
        *letter = new;
    }
}

/// Of a digit, full-width ones too.
fn value(c: char) -> Option<i32> {
    let c = if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xfee0)? } else { c };
    c.to_digit(10).and_then(|digit| i32::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_move_on_and_figures_do_not() {
        let on = |text: &str| {
            let (spots, years) = mentions(text, &[2022, 2023], 1)?;
            let (at, written, mark) = (CellId::default(), text.into(), Mark::default());
            match (StaleYear { at, years, spots, written, mark }).edit() {
                Edit::Bring { text, .. } => Some(text.to_string()),
                _ => None,
            }
        };
        assert_eq!(on("2023年年初预算59万元，比2022年多。").as_deref(), Some("2024年年初预算59万元，比2023年多。"));
        assert_eq!(on("２０２３年度").as_deref(), Some("２０２４年度"));
        assert_eq!(on("截止2023-12-31").as_deref(), Some("截止2024-12-31"));
        assert_eq!(on("1.2023年安排").as_deref(), Some("1.2024年安排"));
        for text in ["2021年", "12023", "20231231", "2023.5万元", "2023万元", "一二三", ""] {
            assert_eq!(on(text), None, "{text}");
        }
    }
    #[test]
    fn a_mention_is_shown_in_its_sentence() {
        let (spots, _) = mentions("一、概况。2023年比2022年多。其他", &[2022, 2023], 1).unwrap_or_default();
        let shown: Vec<(&str, &str)> = spots.iter().map(|s| (s.before.as_str(), s.after.as_str())).collect();
        assert_eq!(shown, [("2023年比2022年多", "2024年比2022年多"), ("2023年比2022年多", "2023年比2023年多")]);
        let long = format!("{}2023年{}", "前".repeat(40), "后".repeat(40));
        let (spots, _) = mentions(&long, &[2023], 1).unwrap_or_default();
        assert!(spots.iter().all(|s| s.before.starts_with("…前") && s.before.ends_with("后…")));
    }
}
