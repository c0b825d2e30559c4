//! The versions of a report, listed: what was kept under a word, what went out, and the backups.

use super::backups::backups;
use super::version_name::VersionName;
use super::versions::{BACKUPS, files, folder, report_name};
use super::{FormTable, open_among};
use crate::report::Code;
use chrono::NaiveDateTime;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One version of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it is.
    pub path: PathBuf,
    /// Why it is kept.
    pub kind: VersionKind,
    /// When it was kept; none where its file is called otherwise.
    pub at: Option<NaiveDateTime>,
    /// What is in it, or one sentence why it does not open.
    pub content: Result<VersionContent, String>,
    /// What it says went out on paper or as a file.
    pub printed: bool,
}

/// Why a version is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionKind {
    /// Under a word of the clerk's.
    Named(String),
    /// It went out.
    Printed,
    /// The program kept it before a change.
    Backup,
}

/// What is in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionContent {
    /// Its 校验码.
    pub code: Code,
    /// 定稿
    pub finished: bool,
}

/// The versions of a report, the newest first, the backups behind all others. What does not open is listed with its
/// reason. Ends before the next file when `goes_on` says so.
#[must_use]
pub fn versions(path: &Path, goes_on: impl Fn() -> bool) -> Vec<Version> {
    let (folder, own) = (folder(path), report_name(path));
    let mut forms = FormTable::default();
    let kept = files(&folder).into_iter().map(|file| {
        let name = VersionName::read(&file, &own);
        let other = || file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let kind = match &name {
            Some(name) if name.word.is_empty() => VersionKind::Printed,
            Some(name) => VersionKind::Named(name.word.clone()),
            None => VersionKind::Named(other()),
        };
        (file, kind, name.map(|name| name.at))
    });
    let mut kept: Vec<_> = kept.collect();
    kept.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.0.cmp(&other.0)));
    let backups = backups(&folder.join(BACKUPS), &own).into_iter().rev();
    let all = kept.into_iter().chain(backups.map(|(at, file)| (file, VersionKind::Backup, Some(at))));
    let opened = all.take_while(|_| goes_on()).map(|(path, kind, at)| {
        let content = open_among(&path, &mut forms).map_err(|fault| fault.to_string()).map(|opened| VersionContent {
            code: Code::of(&opened.form, &opened.report.content),
            finished: opened.report.is_finished(),
        });
        Version { path, kind, at, content, printed: false }
    });
    let mut opened: Vec<Version> = opened.collect();
    let code = |version: &Version| version.content.as_ref().ok().map(|content| content.code);
    let out = opened.iter().filter(|version| version.kind == VersionKind::Printed).filter_map(code);
    let out: HashSet<Code> = out.collect();
    for version in &mut opened {
        version.printed = code(version).is_some_and(|code| out.contains(&code));
    }
    opened
}
