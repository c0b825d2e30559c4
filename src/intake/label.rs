//! Labels as people write them: with spaces and line breaks, other numbers before them, remarks behind them.

use crate::value::{fold, is_han_digit, leading_year};

/// How surely two labels are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// One letter differs, or one says a little more.
    #[default]
    Near,
    /// The same but for numbers before it, 其中, remarks in brackets.
    Close,
    /// The same, spaces and width aside.
    Same,
}

/// A label ready to be compared with many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelText {
    plain: String,
    core: String,
    /// All it says, remarks in brackets included.
    spoken: String,
    /// The core by letters: most comparisons end at how many there are.
    letters: Vec<char>,
}

/// Longer texts are no labels: nothing in a form is called that long.
const LONGEST: usize = 60;

impl LabelText {
    /// The label in a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).count() > LONGEST {
            return Self::default();
        }
        let plain = plain(text);
        let named = unprefixed(&plain);
        let core = core(named);
        let spoken = named.chars().filter(|c| !"()[]【】“”\"·".contains(*c)).collect();
        let letters = core.chars().collect();
        Self { plain, core, spoken, letters }
    }

    /// How surely this is the same label as another; none where it is another.
    #[must_use]
    pub fn like(&self, other: &Self) -> Option<Likeness> {
        if self.core.is_empty() || other.core.is_empty() {
            None
        } else if self.plain == other.plain {
            Some(Likeness::Same)
        } else if self.core == other.core {
            Some(Likeness::Close)
        } else {
            near(&self.letters, &other.letters).then_some(Likeness::Near)
        }
    }

    /// What names it, as one looks it up.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.core
    }

    /// All it says, without numbers before it; what stands in brackets is said as well.
    #[must_use]
    pub fn spoken(&self) -> &str {
        &self.spoken
    }

    /// The same without what stands in brackets, where anything does: 长期目标（2023年—2025年）.
    #[must_use]
    pub fn unremarked(&self) -> Option<Self> {
        (self.core.len() < self.spoken.len()).then(|| Self::new(&self.core))
    }

    /// Nothing is left of it that could be a label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.core.is_empty()
    }
}

/// Folded, without spaces, invisible characters and a colon at the end.
#[must_use]
pub fn plain(text: &str) -> String {
    let folded: String = text.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')).collect();
    let folded = fold(&folded);
    folded.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().trim_end_matches(':').into()
}

/// Without 其中 and numbers before it.
fn unprefixed(plain: &str) -> &str {
    let mut rest = plain;
    loop {
        let before = rest;
        rest = rest.strip_prefix("其中").map_or(rest, |rest| rest.trim_start_matches(':'));
        rest = unnumbered(rest).trim_matches([':', '.', '*', '-', '、', ',', ';']);
        if rest == before {
            return rest;
        }
    }
}

/// What names it: without remarks in brackets.
fn core(rest: &str) -> String {
    let bare = unremarked(rest);
    if bare.is_empty() { rest.into() } else { bare.trim_matches([':', '.', '、', ',']).into() }
}

/// Without what stands in brackets.
fn unremarked(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = |c: char| {
        depth = if c == ')' { depth.saturating_sub(1) } else { depth + usize::from(c == '(') };
        depth == 0 && c != ')'
    };
    text.chars().filter(|c| outside(*c)).collect()
}

/// A text without the number before it: `3、`, `(一)`, `2.`, `①`. A year is no number of a heading.
#[must_use]
pub fn unnumbered(plain: &str) -> &str {
    let (open, inside) = plain.strip_prefix('(').map_or((false, plain), |inside| (true, inside));
    let is_digit = |c: char| c.is_ascii_digit() || is_han_digit(c) || ('①'..='⑩').contains(&c);
    let rest = inside.trim_start_matches(is_digit);
    let number = &inside[..inside.len() - rest.len()];
    if number.is_empty() || number.chars().count() > 3 {
        return plain;
    }
    if open {
        return rest.strip_prefix(')').map_or(plain, |rest| rest.trim_start_matches(['、', '.']));
    }
    // 4-1 is the first of several fourth ones.
    let second = rest.strip_prefix('-').map_or(rest, |second| second.trim_start_matches(|c: char| c.is_ascii_digit()));
    let rest = if rest.strip_prefix('-').is_some_and(|all| all.len() > second.len()) { second } else { rest };
    let circled = number.chars().all(|c| ('①'..='⑩').contains(&c));
    match rest.strip_prefix(['、', '.', ')', ',']) {
        // 1.5万 is no first point; 1.2023年度 is.
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) || leading_year(rest).is_some() => rest,
        _ if circled => rest,
        _ => plain,
    }
}

/// A letter differs, or one says a little more than the other; figures in them must be the same, since 2022年决算数 is
/// not 2023年决算数.
fn near(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.len() < 4 || long.len() > short.len() + 2 {
        return false;
    }
    // What stands behind a colon is a value.
    if long.contains(&':') != short.contains(&':') {
        return false;
    }
    let from = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let alike = if short.len() == long.len() {
        short.len() >= 5 && from + back + 1 >= short.len()
    } else {
        from + back >= short.len()
    };
    let digits = |letters: &[char]| letters.iter().filter(|c| c.is_ascii_digit()).copied().collect::<String>();
    alike && digits(short) == digits(long)
}

/// The digits in a text.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(one: &str, other: &str) -> Option<Likeness> {
        LabelText::new(one).like(&LabelText::new(other))
    }

    #[test]
    fn the_same_label_is_written_in_many_ways() {
        for (written, label) in
            [("年 初\n预算数", "年初预算数"), ("全年预算数：", "全年预算数"), ("（万元）", "(万元)")]
        {
            assert_eq!(like(written, label), Some(Likeness::Same), "{written}");
        }
        for (written, label) in [
            ("    其中：  一般公共预算：", "一般公共预算"),
            ("1.资金使用", "（一）资金使用"),
            ("3、 政府性基金预算支出情况", "三、政府性基金预算支出情况"),
            ("产出指标\n(40分)", "产出指标"),
            ("①办公经费", "办公经费"),
        ] {
            assert_eq!(like(written, label), Some(Likeness::Close), "{written}");
        }
        for (written, label) in
            [("偏差原因分析和改进措施", "偏差原因分析及改进措施"), ("绩效指标得分", "绩效指标得分数")]
        {
            assert_eq!(like(written, label), Some(Likeness::Near), "{written}");
        }
    }

    #[test]
    fn other_labels_are_others() {
        for (written, label) in [
            ("2022年决算数", "2023年决算数"),
            ("得分", "分值"),
            ("数量指标", "质量指标"),
            ("项目支出", "基本支出"),
            ("经济效益指标", "社会效益指标"),
            ("", "得分"),
            ("……", "得分"),
            ("2.31万元", "31万元"),
            ("其他资金：无", "其他资金"),
            ("3.政府性基金预算支出情况：无", "三、政府性基金预算支出情况"),
        ] {
            assert_eq!(like(written, label), None, "{written}");
        }
    }
}
