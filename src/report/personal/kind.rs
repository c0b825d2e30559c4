//! What belongs to a person, kind by kind, and how each is told from the figures of a report: read from a file of data.

use regex::Regex;
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// All of them. A file that cannot be read finds nothing, which a test would see.
pub(super) static KINDS: LazyLock<Kinds> =
    LazyLock::new(|| ron::from_str::<KindFile>(WRITTEN).map(Kinds::from).unwrap_or_default());

const WRITTEN: &str = include_str!("../../../assets/personal.ron");

/// What belongs to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum PersonalKind {
    /// The form says so of the whole cell; it is always hidden.
    Cell,
    /// What stands in a personal cell, found elsewhere too.
    Again,
    /// What another text says is a person's.
    Elsewhere,
    /// A name, as its label says.
    Name,
    /// 手机号
    Mobile,
    /// 固定电话
    Landline,
    /// 身份证号
    Identity,
    /// 银行卡号
    BankCard,
    /// 银行账号
    Account,
    /// 电子邮箱
    Mail,
    /// QQ号
    Qq,
    /// 微信号
    WeChat,
    /// 护照、通行证
    Passport,
    /// 车牌号
    Plate,
}

impl PersonalKind {
    /// The clerk's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cell => "个人信息栏",
            Self::Again => "与个人信息栏相同的内容",
            Self::Elsewhere => "别处认出的姓名或号码",
            Self::Name => "姓名",
            Self::Mobile => "手机号",
            Self::Landline => "固定电话",
            Self::Identity => "身份证号",
            Self::BankCard => "银行卡号",
            Self::Account => "银行账号",
            Self::Mail => "电子邮箱",
            Self::Qq => "QQ号",
            Self::WeChat => "微信号",
            Self::Passport => "护照或通行证号",
            Self::Plate => "车牌号",
        }
    }
}

/// What must be true of a number or name beside the way it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Proof {
    /// The first digit is of a province and then comes a day of birth, or the check digit fits.
    Birthday,
    /// The digits check one another, as those of bank cards do.
    Luhn,
    /// It is no day, eight digits of it.
    NoDay,
    /// As many digits as a number plate has.
    Plate,
    /// It begins with a surname, and no letter follows.
    Surname,
}

/// How a kind is written and told.
#[derive(Default)]
pub(super) struct Telling {
    pub kind: Option<PersonalKind>,
    /// The words that stand before it.
    pub labels: Vec<String>,
    /// How it is written behind one of them.
    pub labelled: Option<Regex>,
    /// How it is written where nothing says what it is.
    pub alone: Option<Regex>,
    /// What else must be true of it.
    pub proof: Option<Proof>,
    /// An extension may follow.
    pub extended: bool,
    /// Several may follow one label.
    pub listed: bool,
    /// Behind a label it is one, whatever follows.
    pub sure: bool,
}

/// The lists, ready to look with.
#[derive(Default)]
pub(super) struct Kinds {
    pub tellings: Vec<Telling>,
    pub extension: Option<Regex>,
    pub codes: Vec<String>,
    pub units: Vec<String>,
    pub not_units: Vec<String>,
    no_names: Vec<String>,
    pub before_names: Vec<String>,
    pub behind_names: Vec<String>,
    pub offices: Vec<String>,
    /// The years in which whoever stands in a report was born.
    pub born: Range<u32>,
    /// The years of days.
    pub days: Range<u32>,
    compound_surnames: Vec<String>,
    pub surnames: String,
    /// What stands for a digit.
    pub digits: HashMap<char, char>,
}

impl Kinds {
    /// It can be a name: no word that stands for one, no part of a unit.
    pub fn can_be_name(&self, piece: &str) -> bool {
        let known = |words: &[String]| words.iter().any(|word| word == piece);
        let letters = piece.chars().count();
        let is_office = letters > 2
            && self.offices.iter().any(|end| piece.ends_with(end.as_str()))
            && !(letters == 3 && self.begins_with_surname(piece));
        !known(&self.no_names) && !known(&self.before_names) && !known(&self.behind_names) && !is_office
    }

    /// A name may begin so.
    pub fn begins_with_surname(&self, name: &str) -> bool {
        self.compound_surnames.iter().any(|surname| name.starts_with(surname.as_str()))
            || name.chars().next().is_some_and(|first| self.surnames.contains(first))
    }
}

/// The lists as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    between: String,
    /// What is read as 0, as 1, and so on.
    digits: Vec<String>,
    born: (u32, u32),
    days: (u32, u32),
    extension: String,
    kinds: Vec<KindRow>,
    codes: Vec<String>,
    units: Vec<String>,
    not_units: Vec<String>,
    no_names: Vec<String>,
    before_names: Vec<String>,
    behind_names: Vec<String>,
    offices: Vec<String>,
    surnames: String,
    compound_surnames: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    kind: PersonalKind,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    labelled: String,
    #[serde(default)]
    alone: String,
    #[serde(default)]
    proof: Option<Proof>,
    #[serde(default)]
    extended: bool,
    #[serde(default)]
    listed: bool,
    #[serde(default)]
    sure: bool,
}

impl From<KindFile> for Kinds {
    fn from(file: KindFile) -> Self {
        let pattern = |written: &str| pattern(written, &file.between);
        let telling = |row: KindRow| Telling {
            kind: Some(row.kind),
            labelled: pattern(&row.labelled),
            alone: pattern(&row.alone),
            labels: row.labels,
            proof: row.proof,
            extended: row.extended,
            listed: row.listed,
            sure: row.sure,
        };
        let longest_first = |mut words: Vec<String>| {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let signs =
            ('0'..='9').zip(&file.digits).flat_map(|(digit, signs)| signs.chars().map(move |sign| (sign, digit)));
        Self {
            digits: signs.collect(),
            tellings: file.kinds.into_iter().map(telling).collect(),
            extension: pattern(&format!("^(?:{})", file.extension)),
            born: file.born.0..file.born.1,
            days: file.days.0..file.days.1,
            codes: file.codes,
            units: file.units,
            not_units: file.not_units,
            no_names: file.no_names,
            before_names: longest_first(file.before_names),
            behind_names: longest_first(file.behind_names),
            offices: file.offices,
            compound_surnames: file.compound_surnames,
            surnames: file.surnames,
        }
    }
}

/// A pattern as it is written in the file; none where none is.
fn pattern(written: &str, between: &str) -> Option<Regex> {
    let full = written.replace("\\d", "[0-9]").replace("[[0-9]x]", "[0-9x]").replace('~', between);
    Regex::new(&full).ok().filter(|_| !written.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_whole() {
        let file: KindFile = ron::from_str(WRITTEN).expect("the file is sound");
        for row in &file.kinds {
            for written in [&row.labelled, &row.alone] {
                assert!(written.is_empty() || pattern(written, &file.between).is_some(), "{:?}: {written}", row.kind);
            }
            assert!(row.labelled.is_empty() == row.labels.is_empty() || row.labels.is_empty(), "{:?}", row.kind);
        }
        assert!(!KINDS.tellings.is_empty() && KINDS.extension.is_some());
    }
}
