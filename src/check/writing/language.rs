//! How the report is written: marks of the wrong width between Han characters, slips of the pen that every office makes,
//! names written in two ways.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Note;
use crate::check::rule::{Found, Rule};
use crate::sheet::Cell;
use crate::value::signs;
use std::ops::Range;

/// A place in a text and what belongs there.
struct Correction {
    place: Range<usize>,
    with: &'static str,
}

pub static HALF_WIDTH_PUNCTUATION: Rule = Rule {
    id: "half-width-punctuation",
    number: "F08",
    severity: Note,
    title: "汉字之间用了半角标点，或标点重复",
    basis: "公文用全角标点",
    authority: Authority::Practice,
    run: half_width_punctuation,
};

/// F08. A comma, colon or semicolon of half width between Han characters, or a mark written twice.
///
/// Silent inside numbers, times, codes and Latin words.
fn half_width_punctuation(context: &Context, found: &mut Found) {
    for cell in context.paragraphs.iter().copied() {
        let all = punctuation(&cell.text);
        let Some(first) = all.first() else { continue };
        let around = around(&cell.text, &first.place);
        let says = format!("这里有{}处标点不合规范，第一处在“{around}”，汉字之间请用全角标点，也不要重复。", all.len());
        change(found, cell, says, "全部改成全角标点", &all);
    }
}

pub static SLIP_OF_THE_PEN: Rule = Rule {
    id: "slip-of-the-pen",
    number: "F10",
    severity: Note,
    title: "常见的错别字和重复用语",
    basis: "日期前用“截至”，用语不重复",
    authority: Authority::Practice,
    run: slip_of_the_pen,
};

/// F10. 截止 before a day, 执行率比率, 帐户.
///
/// Silent where 截止 is right: a time that ends (报名截止, 截止日期).
fn slip_of_the_pen(context: &Context, found: &mut Found) {
    for cell in context.paragraphs.iter().copied() {
        let all = misspellings(&cell.text);
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for change in &all {
            let pair = (cell.text.get(change.place.clone()).unwrap_or_default(), change.with);
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        if pairs.is_empty() {
            continue;
        }
        let said: Vec<String> = pairs.iter().map(|(is, with)| format!("“{is}”应写成“{with}”")).collect();
        let says = format!("这里的{}，共{}处，请改正。", said.join("，"), all.len());
        change(found, cell, says, "全部改正", &all);
    }
}

fn change(found: &mut Found, cell: &Cell, says: String, label: &str, all: &[Correction]) {
    let changes = all.iter().map(|change| (change.place.clone(), change.with));
    found.say(&cell.at, &[], says).mend_by_changing(&cell.at, label, &cell.text, changes);
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The marks of a text that are not as they should be, in order.
fn punctuation(text: &str) -> Vec<Correction> {
    let mut all = Vec::new();
    // Most texts have none, and that is quickly seen.
    let bytes = text.as_bytes();
    let twice = |at: usize| bytes.get(at..at + 3) == bytes.get(at + 3..at + 6);
    if !signs(text).any(|(at, byte)| matches!(byte, b',' | b':' | b';') || (byte >= 0xe3 && twice(at))) {
        return all;
    }
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        let wide = match c {
            ',' => Some("，"),
            ':' => Some("："),
            ';' => Some("；"),
            _ => None,
        };
        let opens = is_han(after) || matches!(after, '“' | '《' | '（');
        let closes = is_han(before) || matches!(before, '”' | '》' | '）');
        if let Some(with) = wide.filter(|_| opens && closes) {
            all.push(Correction { place: at..at + c.len_utf8(), with });
        } else if c == before && matches!(c, '，' | '、' | '；' | '：') {
            all.push(Correction { place: at..at + c.len_utf8(), with: "" });
        }
        before = c;
    }
    all
}

/// A few characters on both sides of a place.
fn around(text: &str, place: &Range<usize>) -> String {
    let head: Vec<char> = text.get(..place.start).unwrap_or_default().chars().rev().take(4).collect();
    let tail = text.get(place.start..).unwrap_or_default().chars().take(5);
    head.into_iter().rev().chain(tail).filter(|c| *c != '\n').collect()
}

/// Words that are wrong wherever they stand.
const ALWAYS: [(&str, &str); 6] = [
    ("执行率比率", "执行率"),
    ("帐户", "账户"),
    ("帐目", "账目"),
    ("帐务", "账务"),
    ("台帐", "台账"),
    ("万元元", "万元"),
];

/// What is misspelt in a text, in order.
fn misspellings(text: &str) -> Vec<Correction> {
    let mut all: Vec<Correction> = places(text, "截止").filter_map(|(at, word)| until(text, at, word.len())).collect();
    for (is, with) in ALWAYS {
        let fits =
            |at: usize| is != "万元元" || !text.get(at + is.len()..).unwrap_or_default().starts_with(['月', '旦']);
        all.extend(
            places(text, is).filter(|(at, _)| fits(*at)).map(|(at, _)| Correction { place: at..at + is.len(), with }),
        );
    }
    all.sort_by_key(|change| change.place.start);
    all
}

/// Where a word stands in a text. Most texts hold none of them, and that is quickly seen.
fn places<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = (usize, &'t str)> {
    text.contains(word).then(|| text.match_indices(word)).into_iter().flatten()
}

/// 截止 with a day behind it, and not behind a word that says what ends.
fn until(text: &str, at: usize, length: usize) -> Option<Correction> {
    let behind = text.get(at + length..)?;
    let (behind, length) = behind.strip_prefix('到').map_or((behind, length), |rest| (rest, length + '到'.len_utf8()));
    let digits = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let dated = digits.len() < behind.len() && digits.starts_with(['年', '月']);
    let now = ["目前", "年底", "年末", "今年", "本年", "上年", "报告期"].iter().any(|word| behind.starts_with(word));
    let alone = !text.get(..at)?.ends_with(is_han);
    (alone && (dated || now)).then_some(Correction { place: at..at + length, with: "截至" })
}
