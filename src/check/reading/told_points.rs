//! What a text says of the total and the grade: 自评得分93分, 等级为“优”.

use crate::form::Grade;
use crate::value::{Score, Text, WordSet, is_digit, read_points};
use std::sync::LazyLock;

/// Something a text tells.
pub struct Told<'t, T> {
    /// The words it stands in, what is told last.
    pub words: &'t str,
    /// What is told.
    pub value: T,
    /// How long the words before it are.
    from: usize,
}

impl<T> Told<'_, T> {
    /// The words up to what is told.
    pub fn before(&self) -> &str {
        self.words.get(..self.from).unwrap_or_default()
    }

    /// What is told, as written.
    pub fn told(&self) -> &str {
        self.words.get(self.from..).unwrap_or_default()
    }
}

/// What a total is called.
const TOTALS: [&str; 10] =
    ["自评得分", "自评总分", "自评总得分", "自评分", "自评", "综合得分", "评价得分", "最终得分", "总得分", "总分"];
/// What a grade is called.
const GRADES: [&str; 6] = ["等级", "等次", "评级", "自评结果", "评价结果", "自评"];
/// Words that make 等级 a grade of the evaluation.
static OF_EVALUATION: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(&["自评", "评价", "绩效", "评定", "综合"]));
/// Words that make it something else: a part, a project, another year, another matter, what others gave.
#[rustfmt::skip]
static OF_OTHER: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "指标", "执行率", "满意度", "产出", "效益", "成本", "项目", "上年", "去年", "信用", "质量", "企业", "满分", "财政",
        "主管", "下属", "所属", "局属", "直属", "二级", "重点评价", "部门评价", "抽查", "复核", "考核", "第三方", "平均", "基本支出",
    ])
});

/// The totals a text tells. The full points under the name 总分 are none: 总分100分，自评93分.
pub fn totals(text: &str, year: i32, full: Score) -> impl Iterator<Item = Told<'_, Score>> {
    text.match_indices('分').filter_map(move |(end, mark)| {
        let (before, after) = (text.get(..end)?, text.get(end + mark.len()..)?);
        let head = before.trim_end_matches(is_of_number);
        if head.len() == before.len()
            || after.starts_with(['之', '钟', '值', '公', '管', '会', '局', '以', '及', '左', '上'])
        {
            return None;
        }
        let subject = head.trim_end_matches(|c: char| "为是达到计共有：:“\" ".contains(c));
        let name = TOTALS.into_iter().find(|name| subject.ends_with(name))?;
        let value = *read_points(before.get(head.len()..)?).value()?;
        let clause = clause_before(subject, name);
        let of_last_year = clause.contains(&year.saturating_sub(1).to_string());
        if speaks_of_other(clause) || of_last_year || (value == full && name.ends_with("总分")) {
            return None;
        }
        told(text, subject.len() - name.len(), head.len(), end + mark.len(), value)
    })
}

/// The grades a text tells.
pub fn grades<'t>(text: &'t str, grades: &'t [Grade]) -> impl Iterator<Item = Told<'t, &'t Text>> {
    let named = grades.iter().filter(|grade| text.contains(grade.name.as_str()));
    named.flat_map(move |grade| {
        text.match_indices(grade.name.as_str()).filter_map(move |(start, name)| {
            let (head, after) = (text.get(..start)?, text.get(start + name.len()..)?);
            let glued = head.trim_end_matches(|c: char| "为是达到：:“\"‘『「 较".contains(c));
            // 在评价等级中 names no grade.
            if glued.len() == head.len() && !after.starts_with(['秀', '好']) {
                return None;
            }
            let subject = glued.strip_suffix("评定").or_else(|| glued.strip_suffix("确定")).unwrap_or(glued);
            let called = GRADES.into_iter().find(|called| subject.ends_with(called))?;
            let clause = clause_before(subject, called);
            let of_this = clause.is_empty() || called.starts_with(['自', '评']) || OF_EVALUATION.is_in(clause);
            let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric() || "秀好等级档".contains(c));
            if !of_this || !ends || is_bound(after) || speaks_of_other(clause) {
                return None;
            }
            told(text, subject.len() - called.len(), start, start + name.len(), &grade.name)
        })
    })
}

/// “良”以上: a grade that is at least reached.
fn is_bound(after: &str) -> bool {
    after.trim_start_matches(['”', '’', '』', '」', '"', '秀', '好', '等', '级', '及']).starts_with(['以', '上'])
}

fn told<T>(text: &str, from: usize, told: usize, end: usize, value: T) -> Option<Told<'_, T>> {
    Some(Told { words: text.get(from..end)?, value, from: told - from })
}

fn is_of_number(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | '．')
}

/// The clause that ends with `name`, without it; of a long one its end.
fn clause_before<'t>(subject: &'t str, name: &str) -> &'t str {
    let head = subject.strip_suffix(name).unwrap_or(subject);
    let separates = |c: char| "，。；、（(,;\n".contains(c);
    let clause = head.char_indices().rev().take(60).take_while(|&(_, c)| !separates(c)).last();
    clause.and_then(|(start, _)| head.get(start..)).unwrap_or_default().trim()
}

fn speaks_of_other(clause: &str) -> bool {
    OF_OTHER.is_in(clause) && !clause.contains("整体")
}
