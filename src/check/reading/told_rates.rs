//! What a text says of the execution rate: 预算执行率为98.5%.

use crate::check::figure::Printed;
use crate::check::reading::sentences::has_any;
use crate::value::{WordSet, is_digit, leading_number, read_rate};
use std::ops::Range;
use std::sync::LazyLock;

/// Words between 执行率 and a number that make the number a limit or a change, not the rate.
static LIMITS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "低于",
        "高于",
        "不足",
        "超过",
        "未达",
        "目标",
        "要求",
        "提高",
        "提升",
        "下降",
        "上升",
        "增长",
        "比上年",
        "较上年",
        "同比",
        "≥",
    ])
});

/// An execution rate that a text tells.
pub struct ToldRate<'t> {
    /// The words of its clause before 执行率.
    pub clause: &'t str,
    /// The number with its sign.
    pub at: Range<usize>,
    /// What it says, as exactly as it says it.
    pub printed: Printed,
}

/// The execution rates a text tells. Linear in the text.
pub fn rates(text: &str) -> Vec<ToldRate<'_>> {
    let mut all = Vec::new();
    if !text.contains("执行率") {
        return all;
    }
    let mut last = 0;
    for (at, word) in text.match_indices("执行率") {
        let before = text.get(last..at).unwrap_or_default();
        let clause = before.rsplit(['。', '；', ';', '，', ',', '、', '\n']).next().unwrap_or_default();
        last = at + word.len();
        let behind = text[last..].strip_prefix("比率").unwrap_or(&text[last..]);
        all.extend(number(text, text.len() - behind.len()).map(|(at, printed)| ToldRate { clause, at, printed }));
    }
    all
}

/// The percentage that follows within the clause, unless another rate or a limit comes first.
fn number(text: &str, from: usize) -> Option<(Range<usize>, Printed)> {
    let rest = &text[from..];
    let ends = |c: char| matches!(c, '。' | '；' | ';' | '\n' | '率' | '度') || is_digit(c);
    let start = rest.char_indices().take(24).find(|&(_, c)| ends(c)).filter(|&(_, c)| is_digit(c))?.0;
    if LIMITS.is_in(&rest[..start]) {
        return None;
    }
    let digits = &rest[start..][..leading_number(&rest[start..]).1];
    let behind = &rest[start + digits.len()..];
    let gap = behind.len() - behind.trim_start_matches(' ').len();
    let sign = behind[gap..].chars().next().filter(|c| matches!(c, '%' | '％'))?;
    let len = digits.len() + gap + sign.len_utf8();
    if has_any(rest[start + len..].get(..6).unwrap_or_default(), &["以上", "以下", "以内"]) {
        return None;
    }
    let rate = *read_rate(&rest[start..start + len]).value()?;
    Some((from + start..from + start + len, Printed::rate(&rest[start..start + len], rate)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rates_that_are_stated_count() {
        let said = |text: &str| rates(text).iter().map(|s| text[s.at.clone()].to_string()).collect::<Vec<_>>();
        assert_eq!(said("实际支出85.22万元，预算执行率为144.44%。"), ["144.44%"]);
        assert_eq!(said("执行率比率为１００％，执行率达到98.5 %；"), ["１００％", "98.5 %"]);
        assert_eq!(said("执行率比率较高。完成率95%"), Vec::<String>::new());
        assert_eq!(said("执行率较高，满意率95%，执行率低于90%，执行率90%以上，执行率得10分"), Vec::<String>::new());
    }
}
