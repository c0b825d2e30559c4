//! Indicator targets and results: “≥4次”, “80%以上”, “不超过46.89万元”, “9月前”, “及时”, “无”.

use super::number::leading;
use super::reading::stated;
use super::{Reading, Text, When};
use rust_decimal::Decimal;

/// Which side of the target is the good one (指标性质).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// ≥, 不低于, 以上
    AtLeast,
    /// >, 大于
    Over,
    /// ≤, 不超过, 以下
    AtMost,
    /// <, 小于
    Under,
    /// =
    Exactly,
}

impl Sense {
    /// 反向: less is better.
    #[must_use]
    pub fn is_reverse(self) -> bool {
        matches!(self, Self::AtMost | Self::Under)
    }

    /// A result keeps a target.
    #[must_use]
    pub fn is_kept(self, target: Decimal, result: Decimal) -> bool {
        match self {
            Self::AtLeast | Self::Exactly => result >= target,
            Self::Over => result > target,
            Self::AtMost => result <= target,
            Self::Under => result < target,
        }
    }

    /// The sign a form writes before the number.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Over => ">",
            Self::AtMost => "≤",
            Self::Under => "<",
            Self::Exactly => "=",
        }
    }
}

/// What is aimed at, or was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A number with its unit, which may be empty; 百分比 and 比例 have become %.
    Amount {
        /// As written, in `unit`.
        number: Decimal,
        /// 次, 家, %, 元/人·天 …
        unit: Text,
    },
    /// A time limit.
    By(When),
    /// Words: 及时, 达标, 效果明显.
    Quality(Text),
}

/// A target or a result as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The direction, where the text states one.
    pub sense: Option<Sense>,
    /// What it says.
    pub aim: Aim,
}

impl Target {
    /// The number, where it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.aim {
            Aim::Amount { number, .. } => Some(number),
            _ => None,
        }
    }

    /// The number's unit, empty where none is written.
    #[must_use]
    pub fn unit(&self) -> &str {
        match &self.aim {
            Aim::Amount { unit, .. } => unit,
            _ => "",
        }
    }
}

const BEFORE: [(&str, Sense); 23] = [
    ("≥", Sense::AtLeast),
    ("≤", Sense::AtMost),
    (">", Sense::Over),
    ("<", Sense::Under),
    ("=", Sense::Exactly),
    ("大于等于", Sense::AtLeast),
    ("小于等于", Sense::AtMost),
    ("不低于", Sense::AtLeast),
    ("不少于", Sense::AtLeast),
    ("不小于", Sense::AtLeast),
    ("至少", Sense::AtLeast),
    ("达到", Sense::AtLeast),
    ("达", Sense::AtLeast),
    ("不超过", Sense::AtMost),
    ("不高于", Sense::AtMost),
    ("不多于", Sense::AtMost),
    ("不大于", Sense::AtMost),
    ("控制在", Sense::AtMost),
    ("大于", Sense::Over),
    ("超过", Sense::Over),
    ("高于", Sense::Over),
    ("小于", Sense::Under),
    ("低于", Sense::Under),
];
const BEHIND: [(&str, Sense); 6] = [
    ("及以上", Sense::AtLeast),
    ("以上", Sense::AtLeast),
    ("及以下", Sense::AtMost),
    ("以下", Sense::AtMost),
    ("以内", Sense::AtMost),
    ("之内", Sense::AtMost),
];
/// Units of time.
#[rustfmt::skip]
const TIMES: [&str; 15] = [
    "分钟", "小时", "h", "天", "日", "工作日", "个工作日", "自然日", "个自然日", "周", "个星期", "个月", "月", "年", "季度",
];

/// It is a unit of time.
#[must_use]
pub fn is_time(unit: &str) -> bool {
    TIMES.contains(&unit)
}
/// Words before a number that say how much something moved; the number is what counts. The first of them go up.
const MOVES: [&str; 8] = ["提升", "提高", "增长", "增加", "上升", "下降", "降低", "减少"];
/// How many of them go up.
const UPWARD: usize = 5;

/// Reads a target or a result. Words are a quality; a sign without a readable number is unreadable.
#[must_use]
pub fn read_target(text: &str) -> Reading<Target> {
    stated(text).and_then(|folded| target(&folded, text.trim()))
}

fn target(folded: &str, written: &str) -> Reading<Target> {
    if let Some(limit) = When::parse(folded) {
        return Reading::Is(Target { sense: None, aim: Aim::By(limit) });
    }
    if let Some(words) = folded.strip_prefix("定性") {
        return Reading::Is(Target {
            sense: None,
            aim: Aim::Quality(words.trim_start_matches([' ', ':', '：']).into()),
        });
    }
    let (before, rest) = strip_before(folded);
    if let (Some(_), Some(limit)) = (before, When::parse(rest)) {
        return Reading::Is(Target { sense: before, aim: Aim::By(limit) });
    }
    let (within, moved) = MOVES.iter().find_map(|word| rest.strip_prefix(word)).map_or((None, rest), strip_move);
    match amount(moved) {
        Some((aim, behind)) => Reading::Is(Target { sense: before.or(within).or(behind), aim }),
        None if before.is_some() && rest.starts_with(|c: char| c.is_ascii_digit() || c == '*') => Reading::Unreadable,
        None if looks_like_broken_number(folded) => Reading::Unreadable,
        None => Reading::Is(Target { sense: None, aim: Aim::Quality(written.into()) }),
    }
}

fn strip_before(text: &str) -> (Option<Sense>, &str) {
    BEFORE
        .iter()
        .find_map(|&(word, sense)| text.strip_prefix(word).map(|rest| (Some(sense), rest.trim_start())))
        .unwrap_or((None, text))
}

/// What stands behind 提升: a direction (提升≥10%), or 到, which says where it moved to.
fn strip_move(rest: &str) -> (Option<Sense>, &str) {
    let (sense, number) = strip_before(rest.trim_start_matches(['了', '到', ' ']));
    // 达到 after such a word says where it arrived, not which side is good.
    (sense.filter(|_| !rest.trim_start().starts_with('达')), number)
}

/// Whether a target says how far something moved, and whether upwards: 提升10%. 提高到90% says where it arrived.
pub(super) fn moved(text: &str) -> Option<bool> {
    let (at, word) = MOVES.iter().enumerate().find(|(_, word)| text.trim_start().starts_with(**word))?;
    let behind = text.trim_start().strip_prefix(word)?.trim_start_matches(['了', ' ']);
    (!behind.starts_with(['到', '至', '达'])).then_some(at < UPWARD)
}

/// The same target with a sign: before its number, so that 提升10% becomes 提升≥10%.
#[must_use]
pub fn signed(text: &str, sense: Sense) -> String {
    let text = text.trim();
    let head = MOVES.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let gap = text.get(head..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['了', '到', ' ']).len());
    let (before, number) = text.split_at_checked(head + gap).unwrap_or(("", text));
    format!("{before}{}{number}", sense.sign())
}

/// The number and unit of a text, and a direction said behind them.
fn amount(text: &str) -> Option<(Aim, Option<Sense>)> {
    let (number, rest) = leading(text)?;
    let (rest, behind) = strip_behind(within(rest.trim()));
    // “1000件 达成预期指标”: what stands behind a gap is a remark.
    let unit = rest.split(' ').next().unwrap_or_default();
    let (number, unit) = unit_of(number, unit)?;
    Some((Aim::Amount { number, unit: unit.into() }, behind))
}

/// 30日内完成: what is to be done within the time is said by the name.
fn within(rest: &str) -> &str {
    let done = ["完成", "办结", "办理", "到位"].iter().find_map(|word| rest.strip_suffix(word));
    done.filter(|time| time.ends_with('内')).unwrap_or(rest)
}

fn strip_behind(rest: &str) -> (&str, Option<Sense>) {
    // 30日内, but not 3次市内.
    let in_time = |unit: &str| (is_time(unit) || unit == "%").then_some(Sense::AtMost);
    let found =
        BEHIND.iter().find_map(|&(word, sense)| rest.strip_suffix(word).map(|unit| (unit.trim_end(), Some(sense))));
    let within = || rest.strip_suffix('内').map(|unit| (unit, in_time(unit))).filter(|(_, sense)| sense.is_some());
    found.or_else(within).unwrap_or((rest, None))
}

fn unit_of(number: Decimal, unit: &str) -> Option<(Decimal, &str)> {
    let unit = unit.strip_prefix('(').and_then(|u| u.strip_suffix(')')).unwrap_or(unit);
    let words_behind = |rest: &str| !rest.chars().any(|c| c.is_ascii_digit() || ",;、%".contains(c));
    match unit {
        "百分比" => Some((number, "%")),
        // 100%覆盖, 98%(百分比): what stands behind the sign is a remark.
        _ if unit.strip_prefix('%').is_some_and(words_behind) => Some((number, "%")),
        "比例" => Some((number.checked_mul(Decimal::ONE_HUNDRED)?, "%")),
        _ => {
            let odd = |c: char| c.is_ascii_digit() || ",.;，。；、:：".contains(c) && !unit.contains('/');
            (unit.chars().count() <= 8 && !unit.chars().any(odd)).then_some((number, unit))
        }
    }
}

/// `7,00.0,77` and `7.50.` are spoilt numbers, not words; `2023年…` and `12月…` begin like numbers but are words.
fn looks_like_broken_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit()) && folded.chars().all(|c| c.is_ascii_digit() || ",.% ".contains(c))
}
