//! Numbers with their units as prose says them: 走访企业113家, 基本支出79.91万元, 120多名. The one reader of amounts and
//! counts within texts; what stands alone in a cell is another matter (`reading.rs`).
//!
//! Numbers without a known unit, dates and ordinals are no quantities.

use super::han::from_han;
use super::number::{digit, find_digit, is_digit};
use super::words::WordSet;
use super::{Money, yuan_in};
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// A number with its unit in a text.
#[derive(Clone, Debug)]
pub struct Quantity<'t> {
    /// The number.
    pub number: Decimal,
    /// The unit as written.
    pub unit: &'t str,
    /// The words of its clause before it.
    pub before: &'t str,
    /// The words right behind it.
    pub after: &'t str,
    /// Where number and unit stand in the text.
    pub range: Range<usize>,
    /// A bound that was set (3次以上, 计划3次), not a result.
    pub bound: bool,
    /// Said roughly: 近30名, 120多名.
    pub rough: bool,
}

/// Measure words.
#[rustfmt::skip]
const UNITS: [&str; 96] = [
    "人次", "万人", "万亩", "万斤", "百万元", "万元", "亿元", "千元", "万", "元", "场次", "批次", "次", "场", "期", "回", "家次", "家",
    "户次", "户", "人", "名", "位", "个百分点", "个月", "个", "件", "项", "篇", "份", "条", "套", "台", "批", "册", "本", "亩",
    "斤", "吨", "所", "座", "辆", "平方米", "公里", "㎡", "%", "％", "‰", "小时", "天", "起", "例", "棵", "株", "课时", "盏",
    "米", "千米", "厘米", "延米", "平方公里", "立方米", "立方", "公顷", "公斤", "千克", "万吨", "头", "只", "匹", "羽", "尾", "间", "处",
    "口", "眼", "栋", "幢", "块", "片", "根", "支", "枚", "粒", "艘", "架", "车次", "学时", "张", "宗", "万株", "万头", "万羽", "万粒", "万人次",
    "个工作日",
];
/// What follows where such a word is none, but begins another: 3处理, 5间接.
const OTHERWISE: [(&str, &[char]); 7] = [
    ("处", &['理', '置', '罚', '于', '分', '长']),
    ("间", &['接', '隔']),
    ("只", &['有', '能', '是', '要']),
    ("片", &['区', '面']),
    ("支", &['出', '付', '持', '部']),
    ("口", &['径', '号', '头']),
    ("块", &['钱']),
];
/// Words that make a number one that was set.
static PLANNED: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&["计划", "目标"]));

/// A clause ends with it.
fn is_stop(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '（' | '）' | '(' | ')' | '\n' | '！')
}

/// Every number with a unit, in order.
pub fn quantities(text: &str) -> impl Iterator<Item = Quantity<'_>> {
    let (mut at, mut last) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let start = at + find_digit(text.get(at..)?)?;
            let (number, length) = leading_number(text.get(start..)?);
            at = start + length;
            let said = number.and_then(|number| quantity(text, number, last, start, at));
            if let Some(quantity) = said {
                at = quantity.range.end;
                last = at;
                return Some(quantity);
            }
        }
    })
}

/// Small counts written in words, for short texts: 召开会议两次. What counts an order (第三次) or is an idiom (一次性, 二次)
/// is none.
pub fn worded(text: &str) -> impl Iterator<Item = Quantity<'_>> {
    const WORDS: &str = "两三四五六七八九十";
    let mut end = 0;
    text.char_indices().filter(|&(_, c)| WORDS.contains(c)).filter_map(move |(start, _)| {
        if start < end {
            return None;
        }
        let run: String =
            text.get(start..)?.chars().take_while(|c| WORDS.contains(*c) || "一二".contains(*c)).collect();
        end = start + run.len();
        let counted = ["次", "场", "期", "家"].iter().any(|unit| text.get(end..).is_some_and(|t| t.starts_with(unit)));
        let before = text.get(..start)?;
        let ordinal = before.ends_with(['第', '每', '首', '前', '一', '二', '几', '数', '百', '千', '万', '、']);
        let number = counted_in_words(&run).filter(|_| counted && !ordinal)?;
        quantity(text, number.into(), 0, start, end)
    })
}

/// 2 to 99 as words say them.
fn counted_in_words(words: &str) -> Option<u32> {
    if words == "两" { Some(2) } else { from_han(words) }
}

impl Quantity<'_> {
    /// The amount, where its unit is one of money. A bare 万 may count anything and is none.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let yuan = self.is_money().then(|| yuan_in(self.unit))??;
        self.number.checked_mul(yuan).map(Money)
    }

    /// Its unit is one of money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        self.unit.ends_with('元')
    }

    /// As written: 113家.
    #[must_use]
    pub fn written<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// Its clause, for a sentence about it: 走访企业113家.
    #[must_use]
    pub fn clause(&self, text: &str) -> String {
        let before: Vec<char> = self.before.trim_start_matches(|c: char| !c.is_alphabetic()).chars().collect();
        let tail: String = before.iter().skip(before.len().saturating_sub(16)).collect();
        let cut = if before.len() > 16 { "…" } else { "" };
        let after: String = if tail.is_empty() { self.after.chars().take(8).collect() } else { String::new() };
        format!("{cut}{tail}{}{after}", self.written(text))
    }
}

/// One name for units that count the same thing: 场次 and 次, 名 and 人.
#[must_use]
pub fn family(unit: &str) -> &str {
    match unit.trim() {
        "场次" | "场" | "回" | "次数" => "次",
        "户" => "家",
        "名" | "位" => "人",
        "％" => "%",
        "平方米" | "平米" => "㎡",
        "千米" => "公里",
        "千克" => "公斤",
        "立方" => "立方米",
        other => other,
    }
}

fn quantity(text: &str, number: Decimal, last: usize, start: usize, end: usize) -> Option<Quantity<'_>> {
    let spaced = text.get(end..)?;
    let close = spaced.trim_start_matches([' ', '　']);
    let counted = close.trim_start_matches(['余', '多', '来']);
    let unit = leading_unit(counted)?;
    let length = spaced.len() - counted.len() + unit.len();
    // Only now that it has a unit: most numbers of a text have none.
    let before = text.get(last..start)?.rsplit(is_stop).next().unwrap_or_default();
    if before.ends_with(['第', '-', '.']) || before.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let rest = text.get(end + length..)?;
    let after = rest.find(|c: char| is_stop(c) || c == '、' || is_digit(c)).map_or(rest, |stop| &rest[..stop]);
    let said = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    Some(Quantity {
        number,
        unit: text.get(end + length - unit.len()..end + length)?,
        before,
        after,
        range: start..end + length,
        bound: ["以上", "及以上", "以内", "以下", "及以下"].iter().any(|word| after.starts_with(word))
            || said(&["不少于", "不低于", "不超过", "至少", "≥", "≤"])
            || PLANNED.is_in(before),
        rough: counted.len() < close.len() || said(&["约", "近", "超", "超过", "逾", "大约", "将近"]),
    })
}

/// The number a text begins with, and how many bytes of it that is. Commas count where three digits follow.
#[must_use]
pub fn leading_number(text: &str) -> (Option<Decimal>, usize) {
    let mut number = Some(0i128);
    let mut places: Option<u32> = None;
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let behind = chars.as_str();
        match (c, digit(c)) {
            (_, Some(digit)) => {
                number = number.and_then(|number| number.checked_mul(10)?.checked_add(digit.into()));
                places = places.map(|places| places.saturating_add(1));
            }
            ('.' | '．', _) if places.is_none() && behind.starts_with(is_digit) => places = Some(0),
            (',' | '，', _) if places.is_none() && behind.chars().take(4).take_while(|&c| is_digit(c)).count() == 3 => {
            }
            _ => break,
        }
        rest = behind;
    }
    let length = text.len() - rest.len();
    let number = number.filter(|_| length > 0);
    (number.and_then(|n| Decimal::try_from_i128_with_scale(n, places.unwrap_or(0)).ok()), length)
}

/// The unit a text begins with, the longest of several.
fn leading_unit(text: &str) -> Option<&'static str> {
    static BY_HEAD: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
        let mut units: Vec<(char, &str)> =
            UNITS.iter().filter_map(|unit| Some((unit.chars().next()?, *unit))).collect();
        units.sort_by_key(|(head, unit)| (*head, usize::MAX - unit.len()));
        units
    });
    let head = text.chars().next()?;
    let from = BY_HEAD.partition_point(|(own, _)| *own < head);
    let units = BY_HEAD.iter().skip(from).take_while(|(own, _)| *own == head);
    units.map(|(_, unit)| *unit).find(|unit| text.strip_prefix(unit).is_some_and(|rest| !begins_another(unit, rest)))
}

fn begins_another(unit: &str, rest: &str) -> bool {
    OTHERWISE.iter().any(|(own, next)| *own == unit && rest.starts_with(*next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::MoneyUnit;

    #[test]
    fn amounts_are_told_with_units_of_money() {
        let told = |text: &str| {
            let money = quantities(text).filter_map(|quantity| quantity.money());
            money.map(|money| money.plain(MoneyUnit::Wan)).collect::<Vec<_>>()
        };
        assert_eq!(told("预算３．５万元，奖励1,475.5 元，投资3百万元，结余2　万元"), ["3.5", "0.14755", "300", "2"]);
        assert_eq!(told("认购10万斤，走访3万家，第3万元，2023年"), Vec::<String>::new());
    }

    #[test]
    fn counts_in_digits_and_in_words() {
        let told = |text: &str| quantities(text).map(|q| format!("{}{}", q.number, q.unit)).collect::<Vec<_>>();
        assert_eq!(told("走访企业１１３家，120多名，98.5%"), ["113家", "120名", "98.5%"]);
        let words = |text: &str| worded(text).map(|q| format!("{}{}", q.number, q.unit)).collect::<Vec<_>>();
        assert_eq!(words("召开会议两次，第三次，一次性，三十三场"), ["2次", "33场"]);
    }
}
