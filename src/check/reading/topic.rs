//! What a phrase is about: its pairs of neighbouring Han characters, less the words every report is full of.
//!
//! Enough to see that 学习培训 and 组织会员学习、培训 speak of the same thing; no dictionary, no guessing at grammar.

use crate::value::{is_han_digit, leading_year};

/// What a phrase is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic(Vec<(char, char)>);

impl Topic {
    /// Of one or several pieces of text.
    pub fn of(texts: &[&str]) -> Self {
        let mut pairs = Vec::with_capacity(texts.iter().map(|text| text.len() / '一'.len_utf8()).sum());
        for text in texts {
            add(text, &mut pairs);
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// The pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (char, char)> {
        self.0.iter().copied()
    }

    /// It holds that pair.
    pub fn holds(&self, pair: (char, char)) -> bool {
        self.0.binary_search(&pair).is_ok()
    }

    /// They have a pair in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.pairs().any(|pair| other.holds(pair))
    }

    /// So many of its pairs are enough.
    pub fn is_told(&self, pairs: usize) -> bool {
        pairs >= 2 && pairs * 3 >= self.0.len() * 2
    }

    /// `words` are about this: they hold at least two of its pairs, and two thirds of them; or they say just this.
    pub fn is_told_by(&self, words: &Self) -> bool {
        (!self.0.is_empty() && self == words) || self.is_told(self.0.iter().filter(|pair| words.holds(**pair)).count())
    }
}

/// Two neighbouring characters, and the position of a topic that holds them.
type Holder = ((char, char), usize);

/// Which of many topics hold a pair, so that a phrase is compared with those alone that share something with it.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Sorted.
    holders: Vec<Holder>,
    /// How many pairs each topic has.
    lengths: Vec<usize>,
}

impl Index {
    /// Of topics by their positions.
    pub fn of<'t>(topics: impl Iterator<Item = &'t Topic>) -> Self {
        let mut index = Self::default();
        for (at, topic) in topics.enumerate() {
            index.lengths.push(topic.0.len());
            index.holders.extend(topic.pairs().map(|pair| (pair, at)));
        }
        index.holders.sort_unstable();
        index
    }

    /// Of topics by their rarest pairs alone: as many as make sure that words that tell of a topic hold one of them.
    pub fn of_rare<'t>(topics: impl Iterator<Item = &'t Topic> + Clone) -> Self {
        let all = Self::of(topics.clone());
        let mut index = Self { holders: Vec::new(), lengths: all.lengths.clone() };
        let mut pairs: Vec<(usize, (char, char))> = Vec::new();
        for (at, topic) in topics.enumerate() {
            pairs.clear();
            pairs.extend(topic.pairs().map(|pair| (all.holders(pair).len(), pair)));
            pairs.sort_unstable();
            let length = pairs.len();
            let enough = (1..=length).find(|told| topic.is_told(*told)).unwrap_or(length);
            let rare = pairs.iter().take((length + 1).saturating_sub(enough));
            index.holders.extend(rare.map(|(_, pair)| (*pair, at)));
        }
        index.holders.sort_unstable();
        index
    }

    /// The topics that hold a pair, in order.
    pub fn holders(&self, pair: (char, char)) -> &[Holder] {
        let from = self.holders.partition_point(|(held, _)| *held < pair);
        let holders = self.holders.get(from..).unwrap_or_default();
        holders.get(..holders.partition_point(|(held, _)| *held == pair)).unwrap_or_default()
    }

    /// The indexed texts that tell of a topic, in order.
    pub fn about(&self, topic: &Topic) -> Vec<usize> {
        let holders = self.all_holders(topic);
        let length = topic.0.len();
        let same = |at: usize, told: usize| told == length && self.lengths.get(at) == Some(&length);
        let told = holders.chunk_by(|one, other| one == other);
        let told = told.filter_map(|of_one| Some((*of_one.first()?, of_one.len())));
        told.filter(|&(at, told)| topic.is_told(told) || same(at, told)).map(|(at, _)| at).collect()
    }

    /// The indexed topics of which words hold a pair, in order.
    pub fn told_by(&self, words: &Topic) -> Vec<usize> {
        let mut told = self.all_holders(words);
        told.dedup();
        told
    }

    /// For each pair the topics that hold it, in the order of the topics.
    fn all_holders(&self, words: &Topic) -> Vec<usize> {
        let mut all: Vec<usize> = words.pairs().flat_map(|pair| self.holders(pair)).map(|(_, topic)| *topic).collect();
        all.sort_unstable();
        all
    }
}

/// The numbered goals of a text: by their numbers where it has two or more, else line by line and at each ；.
pub fn items(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|&at| begins_item(text, at)).collect();
    let pieces: Vec<&str> = if starts.len() >= 2 {
        starts.push(text.len());
        starts.windows(2).filter_map(|w| if let [from, to] = w { text.get(*from..*to) } else { None }).collect()
    } else {
        text.split(['\n', '；', ';']).collect()
    };
    pieces.into_iter().map(bare).filter(|item| !item.is_empty()).collect()
}

/// 1. 1、 （1） 一是 stand at `at`, at the text's beginning or behind a mark.
fn begins_item(text: &str, at: usize) -> bool {
    let (before, rest) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let open = before.is_empty() || before.ends_with(['。', '；', ';', '\n', ' ', '　', '，', '：', ':']);
    open && numbering(rest) > 0
}

/// How long the numbering is that a text begins with.
fn numbering(text: &str) -> usize {
    // 目标1：, and numbers in circles.
    if let Some(rest) = text.strip_prefix("目标") {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_digit(c));
        let mark = behind.chars().next().filter(|c| matches!(c, '：' | ':' | '、' | '.') && behind.len() < rest.len());
        return mark.map_or(0, |mark| text.len() - behind.len() + mark.len_utf8());
    }
    if let Some(circled) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return circled.len_utf8();
    }
    let inner = text.trim_start_matches(['（', '(']);
    let number = inner.trim_start_matches(|c: char| c.is_ascii_digit() || is_han_digit(c));
    let (opened, digits) = (text.len() - inner.len(), inner.len() - number.len());
    let marks: &[&str] = if opened > 0 { &["）", ")"] } else { &["．", "、", "是", ".", "）", ")"] };
    let Some(mark) = marks.iter().find(|mark| number.starts_with(**mark)) else { return 0 };
    let behind = &number[mark.len()..];
    let decimal = *mark == "." && behind.starts_with(|c: char| c.is_ascii_digit()) && leading_year(behind).is_none();
    let counted = *mark == "是" && inner.starts_with(|c: char| c.is_ascii_digit());
    if digits == 0 || digits > 6 || decimal || counted { 0 } else { opened + digits + mark.len() }
}

fn bare(item: &str) -> &str {
    let item = item.trim_start_matches([' ', '　', '\n']);
    item.get(numbering(item)..).unwrap_or(item).trim_matches([' ', '　', '\n', '\r', '。', '；', ';'])
}

fn add(text: &str, pairs: &mut Vec<(char, char)>) {
    let mut chars = text.chars().peekable();
    let mut last = None;
    while let Some(c) = chars.next() {
        if let Some(&next) = chars.peek()
            && is_common(c, next)
        {
            chars.next();
            last = None;
        } else if !('\u{4e00}'..='\u{9fff}').contains(&c) || "的和与及等了在对为以将由".contains(c) {
            last = None;
        } else {
            pairs.extend(last.map(|last| (last, c)));
            last = Some(c);
        }
    }
}

/// Words that stand in every goal and every indicator and tell none apart.
#[rustfmt::skip]
#[allow(clippy::unnested_or_patterns, reason = "a list of words reads best as words")]
fn is_common(a: char, b: char) -> bool {
    matches!((a, b),
        ('组', '织') | ('开', '展') | ('举', '行') | ('举', '办') | ('召', '开') | ('完', '成') | ('做', '好') | ('安', '排')
        | ('进', '行') | ('实', '施') | ('加', '强') | ('推', '进') | ('推', '动') | ('促', '进') | ('提', '高') | ('提', '升')
        | ('落', '实') | ('确', '保') | ('保', '障') | ('积', '极') | ('达', '到') | ('以', '上') | ('以', '下') | ('以', '内')
        | ('不', '少') | ('不', '低') | ('不', '超') | ('按', '照') | ('通', '过') | ('相', '关') | ('有', '关') | ('各', '项')
        | ('任', '务') | ('情', '况') | ('天', '数') | ('指', '标') | ('数', '量') | ('次', '数') | ('场', '次') | ('人', '次') | ('人', '数')
        | ('其', '他') | ('其', '它') | ('工', '作') | ('活', '动') | ('全', '年') | ('本', '年') | ('年', '度') | ('发', '展')
        | ('参', '加') | ('参', '与') | ('带', '领') | ('交', '办'))
}
