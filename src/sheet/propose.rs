//! Proposed points: what the form's rule gives for a result, with the rule's name, and what the other rules would give.
//!
//! A is the target (年度指标值), B the result (实际完成值), W the weight (分值). A negative B counts as 0.

use crate::form::{Reverse, Satisfaction, Scoring};
use crate::value::{Aim, Rate, Score, Sense, Target, fold, rounded, yuan_in};
use rust_decimal::Decimal;

/// Points and the rule they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The points.
    pub points: Score,
    /// The rule.
    pub rule: PointRule,
}

/// The rules that give points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointRule {
    /// The target is reached: all points.
    Met,
    /// 按完成比例: B/A·W
    Proportional,
    /// 反向指标: A/B·W
    TargetByActual,
    /// 反向指标: (1−(B−A)/A)·W
    Linear,
    /// 满意度分档
    Steps,
    /// 定性: within the band of the degree chosen, or as the clerk judges.
    Judged,
    /// A time limit was missed, or a target of nothing was not kept: no points.
    Missed,
}

impl PointRule {
    /// The rule in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "达到指标值得满分",
            Self::Proportional => "按完成比例",
            Self::TargetByActual => "反向指标按指标值÷完成值",
            Self::Linear => "反向指标按超出比例扣减",
            Self::Steps => "按满意度分档",
            Self::Judged => "定性指标按完成程度",
            Self::Missed => "未达到指标值不得分",
        }
    }
}

/// Everything a rule looks at.
pub(super) struct Question<'a> {
    pub scoring: &'a Scoring,
    pub weight: Score,
    pub target: Option<&'a Target>,
    pub actual: Option<&'a Target>,
    /// Which side of the target is good; none where nobody knows.
    pub sense: Option<Sense>,
    pub satisfaction: bool,
    /// 完成程度, one of the bands' names, or empty.
    pub degree: &'a str,
    pub written: Option<Score>,
}

impl Question<'_> {
    /// The form's proposal, and what the other known rules would give where they differ.
    pub fn answer(&self) -> (Option<Proposal>, Vec<Proposal>) {
        let Some((target, actual)) = self.target.zip(self.actual) else { return (None, Vec::new()) };
        match (&target.aim, &actual.aim) {
            (Aim::Amount { .. }, Aim::Amount { .. }) => match same_unit(target, actual) {
                // Only a target of less than nothing (变动率 ≤-5%) can be met by a result of less than nothing.
                Some((a, b)) => self.numbers(a, if a.is_sign_negative() { b } else { b.max(Decimal::ZERO) }),
                None => (None, Vec::new()),
            },
            (Aim::By(limit), Aim::By(done)) => {
                // Years that were not written are the same year.
                let on_time = done.latest(limit.year.unwrap_or(2000)).zip(limit.latest(done.year.unwrap_or(2000)));
                let points = on_time.map(|(done, limit)| if done <= limit { self.all() } else { none() });
                (points, Vec::new())
            }
            (Aim::Amount { .. } | Aim::By(_), Aim::Quality(_)) | (Aim::Quality(_), _) => (self.judged(), Vec::new()),
            _ => (None, Vec::new()),
        }
    }

    fn numbers(&self, a: Decimal, b: Decimal) -> (Option<Proposal>, Vec<Proposal>) {
        let Some(sense) = self.sense else {
            // Whichever side is the good one, a result that is the target keeps it.
            return ((a == b).then(|| self.all()), Vec::new());
        };
        if a == b && matches!(sense, Sense::Over | Sense::Under) && a > Decimal::ZERO {
            // Not reached, and yet a ratio would give all points: nothing follows.
            return (None, Vec::new());
        }
        if self.satisfaction && !sense.is_reverse() {
            let by_ratio = self.forward(a, b);
            let rate = if b <= Decimal::ONE { Rate(b) } else { Rate(share(b, Decimal::ONE_HUNDRED).0) };
            let by_steps = self.give(self.scoring.step(rate), PointRule::Steps);
            return match self.scoring.satisfaction {
                Satisfaction::Proportional => self.over(a, b, &by_ratio, &by_steps),
                Satisfaction::Steps => self.over(a, b, &by_steps, &by_ratio),
            };
        }
        let points = match sense {
            Sense::Over if b > a => self.all(),
            Sense::Over if a <= Decimal::ZERO => none(),
            Sense::Over => self.give(share(b, a), PointRule::Proportional),
            Sense::Exactly if a.is_zero() => {
                if b.is_zero() {
                    self.all()
                } else {
                    none()
                }
            }
            Sense::AtLeast | Sense::Exactly => self.forward(a, b),
            Sense::AtMost | Sense::Under => return self.backward(a, b, sense),
        };
        self.over(a, b, &points, &points)
    }

    /// 正向: B≥A all points, else B/A·W.
    fn forward(&self, a: Decimal, b: Decimal) -> Proposal {
        if b >= a {
            self.all()
        } else if a <= Decimal::ZERO {
            none()
        } else {
            self.give(share(b, a), PointRule::Proportional)
        }
    }

    /// 反向: the form's formula first, the other beside it.
    fn backward(&self, a: Decimal, b: Decimal, sense: Sense) -> (Option<Proposal>, Vec<Proposal>) {
        if sense.is_kept(a, b) {
            return (Some(self.all()), Vec::new());
        }
        if a <= Decimal::ZERO {
            return (Some(none()), Vec::new());
        }
        let by_ratio = self.give(share(a, b), PointRule::TargetByActual);
        let by_line = self.give(Rate((Decimal::TWO - share(b, a).0).max(Decimal::ZERO)), PointRule::Linear);
        match self.scoring.reverse {
            Reverse::TargetByActual => (Some(by_ratio), vec![by_line]),
            Reverse::Linear => (Some(by_line), vec![by_ratio]),
        }
    }

    /// Takes the form's penalty off where the result is far above the target.
    fn over(&self, a: Decimal, b: Decimal, chosen: &Proposal, other: &Proposal) -> (Option<Proposal>, Vec<Proposal>) {
        let over = &self.scoring.over;
        let far = a > Decimal::ZERO && share(b, a) >= over.from;
        let points = if far { (chosen.points - over.penalty).max(Score::ZERO) } else { chosen.points };
        let others = if other.points == chosen.points { Vec::new() } else { vec![other.clone()] };
        (Some(Proposal { points, rule: chosen.rule }), others)
    }

    /// 定性: what the clerk gave, moved into the band of the degree she chose; without a degree as she gave it.
    fn judged(&self) -> Option<Proposal> {
        let Some(band) = self.scoring.band(self.degree) else {
            let points = self.written.filter(|p| (Score::ZERO..=self.weight).contains(p))?;
            return Some(Proposal { points, rule: PointRule::Judged });
        };
        let (low, high) = band.points(self.weight);
        let points = self.written.unwrap_or(if band.is_best() { high } else { low }).min(high).max(low);
        Some(Proposal { points, rule: PointRule::Judged })
    }

    fn all(&self) -> Proposal {
        Proposal { points: self.weight, rule: PointRule::Met }
    }

    fn give(&self, share: Rate, rule: PointRule) -> Proposal {
        Proposal { points: share.min(Rate::ONE).of(self.weight), rule }
    }
}

fn share(part: Decimal, whole: Decimal) -> Rate {
    Rate(part.checked_div(whole).unwrap_or_default())
}

fn none() -> Proposal {
    Proposal { points: Score::ZERO, rule: PointRule::Missed }
}

/// Both numbers in one unit: amounts of money, per cent against per mille or a share, times, and 万人 against 人 are
/// converted; none where that cannot be (日 against 工作日). Units that say nothing of size are only compared.
pub(super) fn same_unit(target: &Target, actual: &Target) -> Option<(Decimal, Decimal)> {
    let (a, b) = (target.number()?, actual.number()?);
    let (ua, ub) = (target.unit(), actual.unit());
    if ua == "%" && ub.is_empty() && is_share_of_percent(a, b) {
        return Some((a, b.checked_mul(Decimal::ONE_HUNDRED)?));
    }
    let scaled = |n: Decimal, size: Decimal| n.checked_mul(size).map(|n| rounded(n, 10));
    if ua == ub || ua.is_empty() || ub.is_empty() {
        return Some((a, b));
    }
    let sizes = [yuan_in, per_cent, minutes].iter().find_map(|size| size(ua).zip(size(ub)));
    match sizes.or_else(|| ten_thousands(ua, ub)) {
        Some((size_a, size_b)) => Some((scaled(a, size_a)?, scaled(b, size_b)?)),
        None if minutes(ua).is_some() || minutes(ub).is_some() => None,
        None => Some((a, b)),
    }
}

/// Two targets say the same: the same number of one unit, with a sign that either states or neither; the same time; the
/// same words. `told` is the good side of each by its name, which holds where the text states none.
#[must_use]
pub fn say_the_same(one: (&Target, Option<Sense>), other: (&Target, Option<Sense>), year: i32) -> bool {
    let stated = one.0.sense.or(one.1) == other.0.sense.or(other.1);
    let bare = |target: &Target| matches!(target.sense, None | Some(Sense::Exactly));
    let sides = stated || (bare(one.0) && bare(other.0));
    match (&one.0.aim, &other.0.aim) {
        (Aim::Amount { unit: ua, .. }, Aim::Amount { unit: ub, .. }) => {
            sides && are_one_unit(ua, ub) && same_unit(one.0, other.0).is_some_and(|(a, b)| a == b)
        }
        (Aim::By(one), Aim::By(other)) => one.latest(year).is_some_and(|day| Some(day) == other.latest(year)),
        (Aim::Quality(one), Aim::Quality(other)) => words_of(one) == words_of(other),
        _ => false,
    }
}

fn are_one_unit(one: &str, other: &str) -> bool {
    let sized = || [yuan_in, per_cent, minutes].iter().any(|size| size(one).is_some() && size(other).is_some());
    one == other || one.is_empty() || other.is_empty() || sized() || ten_thousands(one, other).is_some()
}

/// Words without spaces and marks.
fn words_of(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How many minutes a unit of time has; months and working days have no fixed number.
fn minutes(unit: &str) -> Option<Decimal> {
    match unit {
        "分钟" => Some(Decimal::ONE),
        "小时" | "h" => Some(Decimal::from(60)),
        "天" | "日" | "自然日" | "个自然日" => Some(Decimal::from(1440)),
        _ => None,
    }
}

/// 万人 against 人.
fn ten_thousands(one: &str, other: &str) -> Option<(Decimal, Decimal)> {
    let wan = Decimal::from(10_000);
    match (one.strip_prefix('万'), other.strip_prefix('万')) {
        (Some(unit), None) if unit == other => Some((wan, Decimal::ONE)),
        (None, Some(unit)) if unit == one => Some((Decimal::ONE, wan)),
        _ => None,
    }
}

/// 0.97 against 95%: a bare number up to 1 is a share, unless the target itself is a small percentage.
fn is_share_of_percent(target: Decimal, actual: Decimal) -> bool {
    actual > Decimal::ZERO && actual <= Decimal::ONE && target >= Decimal::from(50)
}

fn per_cent(unit: &str) -> Option<Decimal> {
    match unit {
        "%" => Some(Decimal::ONE),
        "‰" => Some(Decimal::new(1, 1)),
        _ => None,
    }
}
