//! Years in the report's texts: other ones than its own, and so many of them in a row.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note, Wrong};
use crate::check::reading::matter::{Matter, Matters};
use crate::check::reading::own_amounts::MONEY_TALK;
use crate::check::reading::sentences::sentence_at;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::Role;
use crate::value::{NamedYear, leading_number, years};
use std::ops::Range;

pub static YEARS_IN_A_ROW_DIFFER: Rule = Rule {
    id: "years-in-a-row-differ",
    number: "T12",
    severity: Note,
    title: "“连续几年”与起始年份算不到一起",
    basis: "从起始年份数到评价年度，首尾都算",
    authority: Authority::Practice,
    run: years_in_a_row,
};

/// T12. 自2012年起连续11年: by the report's year it is the 12th.
///
/// Silent where fewer years are said than would lead to last year (the matter may have ended), where another year stands
/// in the sentence, and where the years are said roughly.
fn years_in_a_row(context: &Context, found: &mut Found) {
    let year = context.report.content.year;
    for cell in context.texts.iter().map(|text| text.cell).filter(|cell| cell.text.contains("连续")) {
        let text = cell.text.as_str();
        for (at, word) in text.match_indices("连续") {
            let Some((place, said)) = number_of_years(text, at + word.len()) else { continue };
            let (start, sentence) = sentence_at(text, &place);
            let Some(of) = beginning(sentence, year) else { continue };
            let first = of.year;
            let Some(right) = year.checked_sub(first).and_then(|n| n.checked_add(1)).filter(|n| *n > 1) else {
                continue;
            };
            if said == right || said < right - 1 {
                continue;
            }
            let says = format!(
                "这里写的是自{first}年起连续{said}年，从{first}年数到{year}年是{right}年，请核对年数或起始年份。"
            );
            let finding = found.say(&cell.at, &[], says);
            finding.mend_by_replacing(cell, &[place], &right.to_string());
            let earlier = start + of.digits.start..start + of.digits.end;
            finding.mend_by_replacing(cell, &[earlier], &of.written(year - said + 1));
            break;
        }
    }
}

/// The number right behind 连续, where 年 follows it.
fn number_of_years(text: &str, from: usize) -> Option<(Range<usize>, i32)> {
    let (number, length) = leading_number(text.get(from..)?);
    let behind = text.get(from + length..)?.strip_prefix('年')?;
    let said = i32::try_from(number.filter(|number| number.scale() == 0)?).ok().filter(|n| (2..100).contains(n))?;
    (!behind.starts_with(['度', '以', '多', '来'])).then_some((from..from + length, said))
}

/// The one year a sentence counts from (自2012年起), where it names no other but the report's own.
fn beginning(sentence: &str, year: i32) -> Option<NamedYear> {
    let mut named = named_years(sentence).filter(|named| named.year != year);
    let first = named.next().filter(|_| named.next().is_none())?;
    let before = sentence.get(..first.digits.start)?.ends_with(['自', '从']);
    let behind = sentence.get(first.end..)?.trim_start_matches('年');
    let since = ["起", "以来", "开始", "至今"].iter().any(|word| behind.starts_with(word));
    (before && since).then_some(first)
}

/// The years a text names with 年.
fn named_years(text: &str) -> impl Iterator<Item = NamedYear> {
    years(text).filter(is_meant)
}

/// It is named with 年. Those of the last century are history and nobody's mistake.
fn is_meant(named: &NamedYear) -> bool {
    named.with_word && (2000..2100).contains(&named.year)
}

pub static OTHER_YEAR_IN_TEXT: Rule = Rule {
    id: "other-year-in-text",
    number: "T17",
    severity: Wrong,
    title: "文字里写着别的年度",
    basis: "报告各处的年度应一致",
    authority: Authority::Practice,
    run: other_year_in_text,
};

/// T17. A year that is not the report's, where the text speaks of this year's budget or names an annex.
fn other_year_in_text(context: &Context, found: &mut Found) {
    let year = context.report.content.year;
    for read in &context.texts {
        let cell = read.cell;
        let mut around: Option<Around> = None;
        let stale: Vec<Stale> = read
            .years
            .iter()
            .filter(|named| named.year != year && is_meant(named))
            .filter_map(|named| {
                // Of a sentence with many years all is asked once.
                let known = around.take().filter(|known| known.place.contains(&named.digits.start));
                let known = around.insert(known.unwrap_or_else(|| Around::of(read, year, named)));
                stale(read, year, named, known)
            })
            .collect();
        let Some(first) = stale.first() else { continue };
        let says = format!(
            "这里写的是“{}年”，本报告是{year}年度。请改成{year}年，或说明为什么引用别的年度。",
            first.named.year
        );
        let sure = stale.iter().all(|stale| stale.sure);
        let finding = found.say(&cell.at, &[], says);
        if read.line.role != Some(Role::AnnexList) {
            finding.severity = Doubt;
        }
        if sure {
            let right: Vec<String> = stale.iter().map(|stale| stale.named.written(year)).collect();
            let changes = stale.iter().map(|stale| stale.named.digits.clone()).zip(right.iter().map(String::as_str));
            finding.mend_by_changing(&cell.at, &format!("改成 {year}"), &cell.text, changes);
        }
    }
}

/// A year that does not belong.
struct Stale<'r> {
    named: &'r NamedYear,
    /// There is no other reading than that it was left over.
    sure: bool,
}

/// The sentence round a year, and what it speaks of.
struct Around {
    place: Range<usize>,
    /// It compares, tells of what came from earlier, or names the report's own year too.
    compares: bool,
    /// It speaks of this year's budget, in a text that does.
    talk: bool,
    /// It names an annex of this kind.
    assesses: bool,
}

impl Around {
    fn of(read: &ReadText, year: i32, named: &NamedYear) -> Self {
        let text = read.cell.text.as_str();
        let (from, to) = sentence_around(text, &named.digits);
        let sentence = text.get(from..to).unwrap_or_default();
        let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        let first = read.years.partition_point(|other| other.digits.start < from);
        let beside = read.years.iter().skip(first).take_while(|other| other.digits.start < to);
        Self {
            compares: says(&["比", "较", "同期", "上年", "结转", "去年"])
                || beside.filter(|other| is_meant(other)).any(|other| other.year == year),
            talk: read.line.role.is_some_and(|role| MONEY_TALK.contains(&role))
                && Matters::of(sentence).has(Matter::Budget),
            assesses: says(&["自评", "评价"]),
            place: from..to,
        }
    }
}

fn stale<'r>(read: &ReadText, year: i32, named: &'r NamedYear, around: &Around) -> Option<Stale<'r>> {
    let (role, text) = (read.line.role, read.cell.text.as_str());
    let behind = text.get(named.end..)?.trim_start_matches('年');
    let before = text.get(around.place.start..named.digits.start)?;
    let spans = before.ends_with(['自', '从'])
        || ["起", "以来", "至", "开始", "-", "—"].iter().any(|word| behind.starts_with(word));
    let as_of_year_end = behind.starts_with("12月31日") && before.contains('截');
    let &Around { compares, talk, assesses, .. } = around;
    let sure = match role? {
        // What else is attached may well be of another year.
        Role::AnnexList => behind.starts_with('度') && assesses,
        _ if spans || compares || named.year > year => return None,
        _ if as_of_year_end => true,
        _ if talk => named.year < year.saturating_sub(1),
        _ => false,
    };
    let odd = sure || talk || (behind.starts_with('度') && named.year < year.saturating_sub(1));
    odd.then_some(Stale { named, sure })
}

fn sentence_around(text: &str, place: &Range<usize>) -> (usize, usize) {
    let ends = ['。', '；', '\n'];
    let from = text.get(..place.start).and_then(|before| before.rfind(ends)).unwrap_or(0);
    let to = text.get(place.end..).and_then(|behind| behind.find(ends)).map_or(text.len(), |to| place.end + to);
    (from, to)
}
