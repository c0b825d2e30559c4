//! What a sentence speaks of, by the words in it. Every sentence is looked through once, for all rules.

use crate::value::WordSet;
use std::sync::LazyLock;

/// Something that a sentence can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// It says why an amount changed.
    Reason,
    /// It says why something was not spent, or was not reached.
    Cause,
    /// It speaks of money.
    Money,
    /// It names an amount in 万元.
    TenThousand,
    /// It speaks of the unit's budget.
    Budget,
    /// It speaks of spending it.
    Spending,
    /// It names 三公经费 or one of them.
    ThreePublic,
    /// It names 公用经费.
    PublicFunds,
    /// It speaks of staff.
    Staff,
    /// It says why there are more persons than posts.
    OverPosts,
    /// It speaks of 政府采购.
    Procurement,
    /// It speaks of projects.
    Projects,
    /// It compares with last year.
    Compared,
    /// It tells of a survey.
    Survey,
    /// It speaks of satisfaction.
    Satisfied,
    /// Beside 满意, it tells of a survey.
    SurveyWay,
}

use Matter::{
    Budget, Cause, Compared, Money, OverPosts, Procurement, Projects, PublicFunds, Reason, Satisfied, Spending, Staff,
    Survey, SurveyWay, TenThousand, ThreePublic,
};

/// The words by which a sentence speaks of each.
#[rustfmt::skip]
const WORDS: [(Matter, &[&str]); 16] = [
    (Reason, &[
        "因", "由于", "新增", "追加", "调整", "调增", "调减", "调资", "增资", "增加", "增人", "减少", "结转", "下拨", "核减", "压减",
        "提标", "上调", "原因",
    ]),
    (Cause, &[
        "因", "由于", "原因", "导致", "所致", "尚未", "推迟", "推后", "延期", "延后", "延迟", "滞后", "跨年", "质保", "压减", "压缩",
        "节约", "节省", "未完工", "未验收", "未结算", "未到",
    ]),
    (Money, &["预算", "经费", "资金", "万元", "指标", "支出", "拨款"]),
    (TenThousand, &["万元"]),
    (Budget, &["预算", "支出", "拨款", "决算", "结转", "结余", "财政", "收入", "资金总"]),
    (Spending, &["执行", "支付", "支出", "拨付", "结余", "结转", "未使用", "用完", "进度"]),
    (ThreePublic, &["三公", "公务接待", "公务用车", "公车", "出国", "出境", "接待费"]),
    (PublicFunds, &["公用"]),
    (Staff, &["编制", "在职", "人员"]),
    (OverPosts, &["超编", "安置", "军转", "选调", "消化", "政策性"]),
    (Procurement, &["采购"]),
    (Projects, &["项目"]),
    (Compared, &["比上年", "较上年", "与上年", "比去年", "较去年", "同比", "上年决算", "上年支出"]),
    (Survey, &["问卷", "满意度调查", "满意度测评", "满意度评价", "民意调查", "民主测评", "回访", "抽样", "随机访问"]),
    (Satisfied, &["满意"]),
    // Calling on people is what many units do all year: only beside 满意 does it tell of a survey.
    (SurveyWay, &["调查", "走访", "测评", "评议", "访谈", "座谈", "电话", "样本", "征求", "反馈", "收回"]),
];

/// All that some words speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matters(u32);

impl Matters {
    /// Of a sentence. One pass over its characters.
    pub fn of(text: &str) -> Self {
        let (words, matters) = &*VOCABULARY;
        let mut all = 0;
        words.each(text, |_, word| all |= matters.get(word).map_or(0, |matter| bit(*matter)));
        Self(all)
    }

    /// That is among them.
    pub fn has(self, matter: Matter) -> bool {
        self.0 & bit(matter) != 0
    }

    /// One of these is.
    pub fn has_any(self, matters: &[Matter]) -> bool {
        matters.iter().any(|matter| self.has(*matter))
    }
}

fn bit(matter: Matter) -> u32 {
    1 << matter as u32
}

/// All the words, and what each speaks of.
static VOCABULARY: LazyLock<(WordSet, Vec<Matter>)> = LazyLock::new(|| {
    let all = WORDS.iter().flat_map(|(matter, words)| words.iter().map(|word| (*word, *matter)));
    let (words, matters): (Vec<_>, Vec<_>) = all.unzip();
    (WordSet::new(&words), matters)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_nothing_else() {
        for (matter, words) in WORDS {
            for word in words {
                assert!(Matters::of(&format!("本单位{word}。")).has(matter), "{word}");
            }
        }
        assert_eq!(Matters::of("全年走访会员，发展良好。").0, bit(SurveyWay));
        assert_eq!(Matters::of("Ａ1 ?"), Matters::default());
    }
}
