//! What a label means, by its parts: 全年实际值（B） speaks of the result, whatever else it says.

use crate::form::{ColumnRole, Name, Role};
use crate::intake::label::{LabelText, Likeness};
use crate::value::Text;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the labels of the field mean, whatever form they stand in.
pub(super) static MEANINGS: LazyLock<Meanings> =
    LazyLock::new(|| ron::from_str::<MeaningFile>(WRITTEN).map(Meanings::from).unwrap_or_default());

const WRITTEN: &str = include_str!("../../../assets/intake/meanings.ron");

/// Longer texts are no titles.
const LONGEST_TITLE: usize = 40;

/// The lists as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeaningFile {
    heads: Lines<Option<ColumnRole>>,
    levels: Vec<Text>,
    amounts: Lines<Option<ColumnRole>>,
    funds: Lines<Name>,
    kinds: Lines<Name>,
    nearest: Vec<(Name, Name)>,
    groups: Lines<Name>,
    facts: Lines<Option<Role>>,
    totals: Vec<Text>,
    titles: Vec<Text>,
    corners: Vec<Text>,
    fillers: Vec<Text>,
}

type Lines<M> = Vec<(M, Vec<Text>)>;

/// What labels mean, by where they stand.
#[derive(Default)]
pub(super) struct Meanings {
    heads: Family<Option<ColumnRole>>,
    levels: Vec<Family<()>>,
    amounts: Family<Option<ColumnRole>>,
    funds: Family<Name>,
    kinds: Family<Name>,
    nearest: Vec<(Name, Name)>,
    groups: Family<Name>,
    facts: Family<Option<Role>>,
    totals: Family<()>,
    titles: Family<()>,
    corners: Family<()>,
    fillers: Vec<Text>,
}

impl From<MeaningFile> for Meanings {
    fn from(file: MeaningFile) -> Self {
        let mut fillers = file.fillers;
        fillers.sort_by_key(|filler| std::cmp::Reverse(filler.len()));
        Self {
            heads: Family::new(&file.heads),
            levels: file.levels.iter().map(|level| Family::new(&[((), vec![level.clone()])])).collect(),
            amounts: Family::new(&file.amounts),
            funds: Family::new(&file.funds),
            kinds: Family::new(&file.kinds),
            nearest: file.nearest,
            groups: Family::new(&file.groups),
            facts: Family::new(&file.facts),
            totals: Family::new(&[((), file.totals)]),
            titles: Family::new(&[((), file.titles)]),
            corners: Family::new(&[((), file.corners)]),
            fillers,
        }
    }
}

impl Meanings {
    /// Which column of indicators a head speaks of; of none that forms have, where that is known.
    pub fn head(&self, label: &LabelText) -> Option<(Option<ColumnRole>, Likeness)> {
        self.read(&self.heads, label).map(|(role, sure)| (*role, sure))
    }

    /// Which level above the indicators a head speaks of, from 0.
    pub fn level(&self, label: &LabelText) -> Option<usize> {
        self.levels.iter().position(|level| self.whole(level, label).is_some())
    }

    /// Which column of amounts a head speaks of; of none that forms have, where that is known.
    pub fn amount(&self, label: &LabelText) -> Option<(Option<ColumnRole>, Likeness)> {
        self.read(&self.amounts, label).map(|(role, sure)| (*role, sure))
    }

    /// Where the money of a row comes from.
    pub fn fund(&self, label: &LabelText) -> Option<(&Name, Likeness)> {
        self.read(&self.funds, label)
    }

    /// Which 二级指标 it is.
    pub fn kind(&self, label: &LabelText) -> Option<&Name> {
        self.whole(&self.kinds, label)
    }

    /// The kind that one may go to which the form does not have.
    pub fn nearest_kind(&self, kind: &str) -> Option<&Name> {
        self.nearest.iter().find(|(own, _)| own == kind).map(|(_, near)| near)
    }

    /// Which 一级指标 it is.
    pub fn group(&self, label: &LabelText) -> Option<&Name> {
        self.whole(&self.groups, label)
    }

    /// Which single value it is the label of. A text that says more is no label.
    pub fn fact(&self, label: &LabelText) -> Option<Role> {
        *self.whole(&self.facts, label).or_else(|| self.whole(&self.facts, &label.unremarked()?))?
    }

    /// It is the label of a single value, be it one that no form has.
    pub fn is_fact(&self, label: &LabelText) -> bool {
        let unremarked = || self.whole(&self.facts, &label.unremarked()?);
        self.whole(&self.facts, label).or_else(unremarked).is_some()
    }

    /// It is the label of the row that closes the indicators.
    pub fn is_total(&self, label: &LabelText) -> bool {
        self.whole(&self.totals, label).is_some()
    }

    /// It is the title of some paper of the field.
    pub fn is_title(&self, label: &LabelText) -> bool {
        let said = label.spoken();
        let sentence = said.chars().count() > LONGEST_TITLE || said.contains([',', '.', ';', ':', '、']);
        !sentence && said.ends_with(['表', '告', '果', '开']) && self.titles.find(label).is_some()
    }

    /// All that a label may mean, as one looks it up.
    pub fn keys(&self, label: &LabelText) -> Vec<String> {
        let head = self.head(label).and_then(|(role, _)| role).map(|role| format!("head {role:?}"));
        let amount = self.amount(label).and_then(|(role, _)| role).map(|role| format!("amount {role:?}"));
        let fact = self.fact(label).map(|role| format!("fact {role:?}"));
        let fund = self.fund(label).map(|(fund, _)| format!("fund {fund}"));
        let kind = self.kind(label).map(|kind| format!("kind {kind}"));
        let level = self.level(label).map(|level| format!("level {level}"));
        [head, amount, fact, fund, kind, level].into_iter().flatten().collect()
    }

    /// It says nothing of its own: 项目基本情况, 预算执行情况（10分）.
    pub fn is_idle(&self, label: &LabelText) -> bool {
        let mut rest = label.spoken().to_string();
        for filler in &self.fillers {
            rest = rest.replace(filler.as_str(), "");
        }
        label.spoken().chars().count() >= 4
            && !label.key().contains(':')
            && rest.chars().all(|c| c.is_ascii() && !c.is_alphabetic())
    }

    /// It stands beside rows of amounts and is none.
    pub fn is_corner(&self, label: &LabelText) -> bool {
        self.corners.find(label).is_some() && !label.spoken().contains(|c: char| c.is_ascii_digit())
    }

    /// What it means, and how surely: less so where it says more than is known.
    fn read<'m, M>(&self, family: &'m Family<M>, label: &LabelText) -> Option<(&'m M, Likeness)> {
        let (meaning, word) = family.find(label)?;
        let sure = !word.loose && self.says_no_more(label.spoken(), word);
        Some((meaning, if sure { Likeness::Close } else { Likeness::Near }))
    }

    /// What it means, where it says nothing else.
    fn whole<'m, M>(&self, family: &'m Family<M>, label: &LabelText) -> Option<&'m M> {
        let (meaning, word) = family.find(label)?;
        self.says_no_more(label.spoken(), word).then_some(meaning)
    }

    /// Nothing is left of a label without this word and what changes nothing.
    fn says_no_more(&self, spoken: &str, word: &Word) -> bool {
        let mut rest = spoken.to_string();
        for part in word.parts.iter().chain(&self.fillers) {
            rest = rest.replace(part.as_str(), " ");
        }
        rest.chars().all(|c| !c.is_alphabetic() || c.is_ascii())
    }
}

/// Meanings among which one is chosen, in order.
#[derive(Default)]
struct Family<M>(Vec<(M, Vec<Word>)>);

impl<M: Clone> Family<M> {
    fn new(lines: &[(M, Vec<Text>)]) -> Self {
        let line =
            |(meaning, words): &(M, Vec<Text>)| (meaning.clone(), words.iter().map(|word| Word::new(word)).collect());
        Self(lines.iter().map(line).collect())
    }
}

impl<M> Family<M> {
    fn find(&self, label: &LabelText) -> Option<(&M, &Word)> {
        // What stands behind a colon is a value.
        if label.is_empty() || label.key().contains(':') {
            return None;
        }
        let spoken = label.spoken();
        self.0.iter().find_map(|(meaning, words)| Some((meaning, words.iter().find(|word| word.fits(spoken))?)))
    }
}

/// A word by which something is known.
struct Word {
    /// Parts that follow each other.
    parts: Vec<Text>,
    /// Parts that must not be there.
    without: Vec<Text>,
    /// Nothing else may be there.
    alone: bool,
    /// It may mean something else.
    loose: bool,
}

impl Word {
    fn new(text: &str) -> Self {
        let loose = text.strip_prefix('~');
        let rest = loose.unwrap_or(text);
        let alone = rest.strip_prefix('=');
        let words = alone.unwrap_or(rest).split(' ').map(Text::from);
        let (without, parts): (Vec<Text>, Vec<Text>) = words.partition(|word| word.starts_with('-'));
        let without = without.iter().map(|word| word.trim_start_matches('-').into()).collect();
        Self { parts, without, alone: alone.is_some(), loose: loose.is_some() }
    }

    fn fits(&self, spoken: &str) -> bool {
        let mut rest = spoken;
        for part in &self.parts {
            let Some((_, after)) = rest.split_once(part.as_str()) else { return false };
            rest = after;
        }
        (!self.alone || self.parts.first().is_some_and(|only| only == spoken))
            && self.without.iter().all(|part| !spoken.contains(part.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        assert_eq!(ron::from_str::<MeaningFile>(WRITTEN).err(), None);
    }

    #[test]
    fn heads_are_read_by_their_parts() {
        let head = |text: &str| MEANINGS.head(&LabelText::new(text));
        for (text, role) in [
            ("实际完成值", ColumnRole::Actual),
            ("全年实际值（B）", ColumnRole::Actual),
            ("年终完成值", ColumnRole::Actual),
            ("实际完成情况", ColumnRole::Actual),
            ("年度指标值（A）", ColumnRole::Target),
            ("预期指标值", ColumnRole::Target),
            ("年初目标值", ColumnRole::Target),
            ("单项指标得分", ColumnRole::Score),
            ("自评得分", ColumnRole::Score),
            ("分值权重", ColumnRole::Weight),
            ("未完成原因及拟采取的改进措施", ColumnRole::Reason),
            ("指标名称", ColumnRole::Name),
            ("计量单位", ColumnRole::Unit),
            ("预期完成值", ColumnRole::Target),
            ("年初计划值", ColumnRole::Target),
            ("指标完成情况", ColumnRole::Actual),
            ("年度完成值", ColumnRole::Actual),
            ("实际指标值", ColumnRole::Actual),
            ("单位自评分", ColumnRole::Score),
            ("标准分值", ColumnRole::Weight),
            ("扣分说明", ColumnRole::Reason),
            ("三级指标名称", ColumnRole::Name),
        ] {
            assert_eq!(head(text), Some((Some(role), Likeness::Close)), "{text}");
        }
        assert_eq!(head("备注"), Some((Some(ColumnRole::Reason), Likeness::Near)));
        assert_eq!(head("评分标准"), Some((None, Likeness::Close)));
        assert_eq!(head("发放份数"), None);
    }

    #[test]
    fn a_text_that_says_more_is_no_label() {
        let fact = |text: &str| MEANINGS.fact(&LabelText::new(text));
        assert_eq!(fact("1.项目年度目标完成情况"), Some(Role::AchievedGoals));
        assert_eq!(fact("年度总体目标完成情况综述"), Some(Role::AchievedGoals));
        assert_eq!(fact("全年（调整）绩效目标"), Some(Role::AdjustedGoals));
        assert_eq!(fact("区级预算单位名称"), Some(Role::UnitName));
        assert_eq!(fact("项目（专项）名称"), Some(Role::ProjectName));
        assert_eq!(fact("县（区）主管部门"), Some(Role::Department));
        assert_eq!(fact("项目绩效总目标"), Some(Role::ExpectedGoals));
        for value in ["各项目标完成良好", "完成甲", "某某中心", "按目标推进"] {
            assert_eq!(fact(value), None, "{value}");
        }
    }

    #[test]
    fn money_is_known_by_where_it_comes_from() {
        let fund = |text: &str| MEANINGS.fund(&LabelText::new(text)).map(|(fund, _)| fund.as_str());
        for (text, meant) in [
            ("年度财政资金总额", "total"),
            ("其中：本年一般公共预算拨款", "grant"),
            ("一般预算内拨款", "grant"),
            ("其中：中央、省、市补助", "upper"),
            ("县级资金", "county"),
            ("上年结转结余", "carried"),
            ("其他", "other"),
        ] {
            assert_eq!(fund(text), Some(meant), "{text}");
        }
    }
}
