//! What a version's file is called: name, time, word and 校验码, as `NAME 日期 时刻 送审前 ABCD-2345.zpb`; without a word
//! where it was kept because it went out.

use super::ENDING;
use super::file_words::spelt;
use crate::report::Code;
use chrono::NaiveDateTime;
use std::path::Path;

/// How the name says when it was kept.
const WHEN: &str = "%Y-%m-%d %H%M";
/// So long that is, in bytes.
const LENGTH: usize = 15;
/// A word is no longer, in characters.
const LONGEST: usize = 40;
/// What the name of a version says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VersionName {
    /// When it was kept.
    pub at: NaiveDateTime,
    /// The clerk's word; empty where it was kept because it went out.
    pub word: String,
    /// The 校验码 of its content.
    pub code: Code,
}

impl VersionName {
    /// What a file of a report's versions says by its name; none where it is called otherwise.
    pub fn read(path: &Path, report: &str) -> Option<Self> {
        let (name, code) = path.file_stem()?.to_str()?.rsplit_once(' ')?;
        let code = Code::parse(code).ok().filter(|parsed| parsed.to_string() == code)?;
        // The report may have been called otherwise then.
        let own = name.strip_prefix(report).and_then(|rest| rest.strip_prefix(' '));
        let (at, word) = own.and_then(timed).or_else(|| {
            let mut rests = name.match_indices(' ').filter_map(|(space, _)| name.get(space + 1..));
            rests.find_map(timed)
        })?;
        Some(Self { at, word: word.into(), code })
    }

    /// The file's name, of a version of that report.
    pub fn written(&self, report: &str) -> String {
        let word = if self.word.is_empty() { String::new() } else { format!(" {}", self.word) };
        format!("{report} {}{word} {}.{ENDING}", self.at.format(WHEN), self.code)
    }

    /// A word as it can stand in a file's name.
    pub fn spelt(word: &str) -> String {
        spelt(word).chars().take(LONGEST).collect::<String>().trim_end_matches(['.', ' ']).into()
    }
}

/// A time, and the word behind it.
fn timed(text: &str) -> Option<(NaiveDateTime, &str)> {
    let (at, word) = text.split_at_checked(LENGTH)?;
    let at = NaiveDateTime::parse_from_str(at, WHEN).ok()?;
    Some((at, if word.is_empty() { word } else { word.strip_prefix(' ')? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let at = NaiveDateTime::parse_from_str("2026-11-26 1030", WHEN).unwrap();
        let code = Code::parse("ABCD-2345").unwrap();
        for word in ["", "送审前", "第 2 稿", "送审前 2026-11-26 1030"] {
            let name = VersionName { at, word: word.into(), code };
            for report in ["甲", "财政局 2023.3.15"] {
                assert_eq!(VersionName::read(Path::new(&name.written(report)), report), Some(name.clone()));
                assert_eq!(VersionName::read(Path::new(&name.written(report)), "乙"), Some(name.clone()), "renamed");
            }
        }
        for other in [
            "甲.zpb",
            "甲 2026-11-26 1030.zpb",
            "甲 ABCD-2345.zpb",
            "甲 2026-11-26 103000.zpb",
            "甲 2026-11-26 1030x ABCD-2345.zpb",
        ] {
            assert_eq!(VersionName::read(Path::new(other), "甲"), None, "{other}");
        }
    }

    #[test]
    fn a_word_is_spelt_as_files_can_be_called() {
        for (word, spelt) in [
            ("送审前", "送审前"),
            (" 第1/2稿：“终” ", "第1／2稿：“终”"),
            ("a:b\\c*?\"<>|", "a：b＼c＊？＂＜＞｜"),
            ("两\n行\t字", "两 行 字"),
            ("...", ""),
            ("终稿.", "终稿"),
        ] {
            assert_eq!(VersionName::spelt(word), spelt);
        }
        assert_eq!(VersionName::spelt(&"长".repeat(300)).chars().count(), LONGEST);
    }
}
