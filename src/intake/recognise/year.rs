//! The year a document reports on: its titles say it, else its columns, else the date it was filled in.

use super::meaning::MEANINGS;
use crate::form::Role;
use crate::intake::document::{Document, DocumentBlock};
use crate::intake::label::{LabelText, plain};
use crate::value::{NamedYear, han_digit, is_han_digit, years};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Years that reports are of.
const REPORTED: RangeInclusive<i32> = 1990..=2100;
/// Longer texts are sentences.
const LONGEST: usize = 60;
/// What titles of this field speak of.
const SUBJECTS: [&str; 5] = ["绩效", "自评", "整体支出", "基础数据", "专项资金"];

/// The year a document says that it reports on, or, if it is a paper of ours, encloses; none where it says none.
#[must_use]
pub fn stated_year(document: &Document) -> Option<i32> {
    seen_year(document).or_else(|| document.own().map(|own| own.content.year))
}

/// The year that one sees in a document.
pub(super) fn seen_year(document: &Document) -> Option<i32> {
    let texts = short_texts(document);
    let said = || texts.iter().map(String::as_str);
    most(said().filter_map(title_year))
        .or_else(|| said().filter_map(|text| column_year(text, "预算数")).max())
        .or_else(|| said().filter_map(|text| column_year(text, "决算数")).max())
        .or_else(|| filled_in(&texts).map(|year| year - 1))
        .or_else(|| {
            most(said().filter_map(|text| {
                named(text).find(|year| followed(text, year).starts_with('度')).map(|year| year.year)
            }))
        })
        .filter(|year| REPORTED.contains(year))
}

/// The short texts that one sees, in order, with Han digits of years as others.
fn short_texts(document: &Document) -> Vec<String> {
    let mut texts: Vec<&str> = Vec::new();
    for block in document.blocks.iter().filter(|block| !block.is_hidden()) {
        match block {
            DocumentBlock::Line(line) => texts.push(&line.text),
            DocumentBlock::Table(table) => texts.extend(table.cells.iter().map(|spot| spot.text.as_str())),
        }
    }
    let short = texts.into_iter().filter(|text| text.chars().take(LONGEST * 4).count() < LONGEST * 4);
    let short = short.map(plain).filter(|text| !text.is_empty());
    short.map(|text| westernised(&text)).collect()
}

/// The year of a title, in any place and shape; or a year that stands alone.
fn title_year(text: &str) -> Option<i32> {
    let sentence = text.chars().count() > LONGEST || text.contains([',', ';', '、']) || text.ends_with('.');
    let bare = text.trim_matches(['(', ')']);
    let mut all = named(text);
    let alone = named(bare).next().filter(|year| year.digits.start == 0 && matches!(followed(bare, year), "" | "度"));
    if let Some(year) = alone {
        return Some(year.year);
    }
    if let Some(year) = told_year(text) {
        return Some(year);
    }
    if sentence || !SUBJECTS.iter().any(|subject| text.contains(subject)) {
        return None;
    }
    let first = named(text).next()?;
    let year = all.find(|year| followed(text, year).starts_with('度')).unwrap_or(first);
    Some(year.year)
}

/// The year behind its label: 年度：2021年.
fn told_year(text: &str) -> Option<i32> {
    let (label, value) = text.split_once("年度:")?;
    let short = label.chars().count() <= 4 && !label.contains(|c: char| c.is_ascii_digit());
    let year = named(value).next().filter(|year| short && year.digits.start == 0);
    year.map(|year| year.year)
}

/// The year of a column: 2021年预算数.
fn column_year(text: &str, of: &str) -> Option<i32> {
    named(text).find(|year| followed(text, year).starts_with(of)).map(|year| year.year)
}

/// The year in which the document was filled in: behind that label, or a date that stands alone.
fn filled_in(texts: &[String]) -> Option<i32> {
    let year_in = |text: &str| years(text).map(|year| year.year).find(|year| REPORTED.contains(year));
    let is_label = |text: &str| {
        let label = text.split(':').next().unwrap_or_default();
        MEANINGS.fact(&LabelText::new(label)) == Some(Role::FilledOn)
    };
    let dated = texts.iter().enumerate().find_map(|(n, text)| {
        let behind = text.rfind("日期:").or_else(|| text.rfind("时间:")).and_then(|at| text.get(at..));
        let behind = behind.filter(|_| text.contains("填")).and_then(year_in);
        behind.or_else(|| is_label(text).then(|| texts.get(n + 1).and_then(|next| year_in(next))).flatten())
    });
    dated.or_else(|| {
        let mut dates = texts.iter().filter(|text| is_date(text));
        dates.find_map(|text| year_in(text))
    })
}

/// A text is a date and nothing else, in digits or in Han characters: 2021年3月, 二〇二一年三月十日.
pub(super) fn is_date(text: &str) -> bool {
    let is_of_date = |c: char| c.is_ascii_digit() || is_han_digit(c) || "年月日〇○".contains(c);
    text.contains('年') && text.contains('月') && plain(text).chars().all(is_of_date)
}

/// The years that a text names as such.
fn named(text: &str) -> impl Iterator<Item = NamedYear> {
    years(text).filter(|named| named.with_word && REPORTED.contains(&named.year))
}

fn followed<'t>(text: &'t str, year: &NamedYear) -> &'t str {
    text.get(year.end..).unwrap_or_default()
}

/// The most frequent, and of equals the latest.
fn most(all: impl Iterator<Item = i32>) -> Option<i32> {
    let mut votes: BTreeMap<i32, usize> = BTreeMap::new();
    all.for_each(|year| *votes.entry(year).or_default() += 1);
    votes.into_iter().max_by_key(|(year, votes)| (*votes, *year)).map(|(year, _)| year)
}

/// 二〇二一年 as 2021年.
fn westernised(text: &str) -> String {
    let digit = |c: char| han_digit(c).or("〇○零".contains(c).then_some(0));
    let letters: Vec<char> = text.chars().collect();
    let mut western = String::new();
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let run = letters.get(at..at + 5).filter(|run| run.last() == Some(&'年'));
        let digits = run.map(|run| run.iter().take(4).filter_map(|c| digit(*c)).collect::<Vec<u32>>());
        if let Some(digits) = digits.filter(|digits| digits.len() == 4) {
            western.extend(digits.iter().map(u32::to_string));
            at += 4;
        } else {
            western.push(*c);
            at += 1;
        }
    }
    western
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::document::DocumentLine;

    #[test]
    fn a_document_says_its_year_in_many_ways() {
        for (lines, year) in [
            (&["（2021年）"][..], Some(2021)),
            (&["2021年某局项目支出绩效自评表"], Some(2021)),
            (&["某局项目支出绩效自评表（二〇二一年度）", "填报日期：2023年1月2日"], Some(2021)),
            (&["部门整体支出绩效评价基础数据表", "2020年决算数", "2021年预算数", "2021年决算数"], Some(2021)),
            (&["项目支出绩效自评表", "填报日期：2022年9月18日"], Some(2021)),
            (&["年度：2021年　　　　单位：万元", "填报日期：2023年1月2日"], Some(2021)),
            (&["填报日期", "2022-09-18"], Some(2021)),
            (&["某局", "二〇二二年三月一日"], Some(2021)),
            (&["2020年完成道路3公里，2021年完成绩效自评。", "项目支出绩效自评表"], None),
        ] {
            let line = |text: &&str| DocumentBlock::Line(DocumentLine { text: (*text).into(), heading: None });
            let document = Document::of(lines.iter().map(line).collect());
            assert_eq!(stated_year(&document), year, "{lines:?}");
        }
    }
}
