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
    /// The text with every one of them a year on.
    pub text: Text,
    mark: Mark,
}

impl StaleYear {
    /// What changes it; it stays marked, and 待核实.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Bring { at: self.at.clone(), text: self.text.clone(), mark: self.mark }
    }
}

/// Where texts carried from last year still speak of it.
#[must_use]
pub fn stale_years(report: &Report) -> Vec<StaleYear> {
    let Some(last) = report.last.as_ref().map(|last| last.report.year) else { return Vec::new() };
    let on = report.year - last;
    let carried = report.marks.iter().filter(|(_, mark)| mark.source == Source::LastYear && mark.unconfirmed);
    let stale = carried.filter_map(|(at, mark)| {
        let (text, years) = moved_on(report.cells.text(at), &[last - 1, last], on)?;
        Some(StaleYear { at: at.clone(), years, text: text.into(), mark: *mark })
    });
    stale.collect()
}

/// A text with these years so many years on, and which were there; none if none is. Only numbers of four digits that
/// stand alone: 120232 is no year.
fn moved_on(text: &str, stale: &[i32], on: i32) -> Option<(String, Vec<i32>)> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |n: usize| letters.get(n).and_then(|c| value(*c));
    let (mut out, mut years, mut n) = (String::new(), Vec::new(), 0);
    while let Some(letter) = letters.get(n) {
        let run = (n..letters.len()).take_while(|n| digit(*n).is_some()).count();
        let year = (run == 4).then(|| (n..n + 4).filter_map(digit).fold(0, |year, digit| year * 10 + digit));
        // 2023.5 is an amount; 1.2023年 is a year in a list.
        let figure =
            |n: usize| letters.get(n).is_some_and(|c| matches!(c, '.' | ',' | '．' | '%' | '％' | '万' | '元'));
        let said = letters.get(n + run) == Some(&'年');
        let alone = said || !figure(n + run) && n.checked_sub(1).is_none_or(|before| !figure(before));
        if let Some(year) = year.filter(|year| stale.contains(year) && alone) {
            let wide = !letter.is_ascii();
            let new = (year + on).to_string();
            out.extend(new.chars().map(|c| if wide { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }));
            if !years.contains(&year) {
                years.push(year);
            }
            n += 4;
        } else {
            out.extend(letters.get(n..n + run.max(1)).unwrap_or_default());
            n += run.max(1);
        }
    }
    (!years.is_empty()).then_some((out, years))
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
        let on = |text: &str| moved_on(text, &[2022, 2023], 1).map(|(text, _)| text);
        assert_eq!(on("2023年年初预算59万元，比2022年多。").as_deref(), Some("2024年年初预算59万元，比2023年多。"));
        assert_eq!(on("２０２３年度").as_deref(), Some("２０２４年度"));
        assert_eq!(on("截止2023-12-31").as_deref(), Some("截止2024-12-31"));
        assert_eq!(on("1.2023年安排").as_deref(), Some("1.2024年安排"));
        for text in ["2021年", "12023", "20231231", "2023.5万元", "2023万元", "一二三", ""] {
            assert_eq!(on(text), None, "{text}");
        }
    }
}
