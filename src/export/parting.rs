//! What is parted from a report on its way to a public copy: from its cells, from what is said about it, from the names
//! of its files.

use super::Wish;
use crate::check::{Blank, Checked, Finding};
use crate::form::{CellId, Form};
use crate::report::{PublicCopy, PublicWords, Report, is_personal};
use crate::store::others_in;
use std::path::{Path, PathBuf};

/// So many names of other files are told.
const TOLD: usize = 3;

/// A public copy in the making.
pub(super) struct Parting {
    /// The copy.
    pub copy: PublicCopy,
    words: PublicWords,
}

impl Parting {
    pub fn new(form: &Form, report: &Report, wish: &Wish) -> Self {
        let words = PublicWords::new(form, report, &wish.keep);
        Self { copy: PublicCopy::new(form, report, &wish.keep), words }
    }

    /// What a file is called without the names of persons.
    pub fn file_name(&self, name: &str) -> String {
        self.words.file_name(name)
    }

    /// What was found in the full report, in words fit for the copy.
    pub fn checked(&self, form: &Form, checked: Checked) -> Checked {
        let Checked { findings, blanks, required } = checked;
        let said = |blank: Blank| blank.said_as(|words| self.words.hidden(words));
        Checked {
            findings: findings.into_iter().map(|finding| self.finding(form, finding)).collect(),
            blanks: blanks.into_iter().map(said).collect(),
            required,
        }
    }

    fn finding(&self, form: &Form, finding: Finding) -> Finding {
        let about = |at: &CellId| is_personal(form, at);
        let says = if std::iter::once(&finding.at).chain(&finding.also).any(about) {
            self.words.without_quotes(&finding.says)
        } else {
            self.words.hidden(&finding.says)
        };
        Finding {
            says,
            explained: finding.explained.map(|words| self.words.hidden(&words)),
            words: None,
            joined: finding.joined.into_iter().map(|member| self.finding(form, member)).collect(),
            ..finding
        }
    }
}

/// A sentence about what lies in a folder beside the files made for it and is none of them; `what` is the folder's, and
/// what is done with it next.
pub(super) fn beside(folder: &Path, files: &[(PathBuf, Vec<u8>)], what: (&str, &str)) -> Option<String> {
    let others = others_in(folder, files);
    let told = others.iter().take(TOLD).map(|name| format!("“{name}”")).collect::<Vec<_>>().join("、");
    let more = if others.len() > TOLD { format!("等{}个", others.len()) } else { String::new() };
    let (folder, next) = what;
    (!others.is_empty())
        .then(|| format!("{folder}的文件夹里还有别的文件：{told}{more}。不是这次生成的，{next}前请看一看要不要删除。"))
}
