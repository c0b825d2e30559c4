//! What a sentence speaks of, by the words in it. Every sentence is looked through once, for all rules.

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
        let table = &*WORD_TABLE;
        let mut matters = 0;
        for (at, c) in text.char_indices() {
            let words = table.words(c);
            if !words.is_empty() {
                let rest = text.get(at..).unwrap_or_default();
                let spoken = words.iter().filter(|(word, _)| rest.starts_with(word));
                matters = spoken.fold(matters, |matters, (_, more)| matters | more);
            }
        }
        Self(matters)
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

/// The words by their first characters, all of them Han.
struct WordTable {
    /// The words of each head, with what they speak of.
    heads: Vec<Vec<(&'static str, u32)>>,
    /// For each Han character, one more than its position among the heads, or 0.
    head_of: Vec<u8>,
}

static WORD_TABLE: LazyLock<WordTable> = LazyLock::new(|| {
    let mut table = WordTable { heads: Vec::new(), head_of: vec![0; HAN] };
    for (matter, words) in WORDS {
        for word in words {
            let Some(place) = word.chars().next().and_then(place) else { continue };
            let Some(head) = table.head_of.get_mut(place) else { continue };
            if *head == 0 {
                table.heads.push(Vec::new());
                *head = u8::try_from(table.heads.len()).unwrap_or_default();
            }
            let position = usize::from(*head).wrapping_sub(1);
            table.heads.get_mut(position).into_iter().for_each(|words| words.push((word, bit(matter))));
        }
    }
    table
});

impl WordTable {
    /// The words that begin with a character.
    fn words(&self, c: char) -> &[(&'static str, u32)] {
        let head = place(c).and_then(|place| self.head_of.get(place)).map_or(0, |head| usize::from(*head));
        head.checked_sub(1).and_then(|head| self.heads.get(head)).map_or(&[], Vec::as_slice)
    }
}

/// So many Han characters there are in the common block.
const HAN: usize = 0x5200;

/// Where a Han character stands among them.
fn place(c: char) -> Option<usize> {
    (u32::from(c) as usize).checked_sub(0x4e00)
}

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
