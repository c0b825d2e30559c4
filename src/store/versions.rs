//! Versions kept beside a report: what went out on paper can be found again by the 校验码 on it.

use super::public_codes::PublicRecord;
use super::version_name::VersionName;
use super::{ENDING, FormTable, OpenFault, Opened, SaveFault, file, is_named_so, open_among, write_aside};
use crate::form::Form;
use crate::report::{Code, PublicCopy, Report, public};
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};

/// What the folder of versions is called, behind the report's own name.
const VERSIONS: &str = " 各版本";
/// The word of one that was given none.
const NAMELESS: &str = "没有名称";
/// What the folder of backups in it is called.
pub(super) const BACKUPS: &str = "自动备份";
/// Neighbours looked at, at most.
const NEIGHBOURS: usize = 300;

/// Which content a 校验码 belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeOwner {
    /// The file's present content, or its public copy.
    Present {
        /// 公开版
        public: bool,
    },
    /// Another version beside it, or that one's public copy.
    Version {
        /// Where it is.
        path: PathBuf,
        /// 公开版
        public: bool,
    },
    /// None of them.
    Nobody,
}

impl CodeOwner {
    /// What that means, in a sentence.
    #[must_use]
    pub fn says(&self) -> String {
        let copy = |public: &bool| if *public { "公开版" } else { "" };
        match self {
            Self::Present { public } => {
                format!("校验码相符：这份打印件{}的内容与文件现在的内容一致。", parenthesised(copy(public)))
            }
            Self::Version { path, public } => format!(
                "打印件{}与文件现在的内容不一致，它是这一版打印的：{}",
                parenthesised(copy(public)),
                path.display()
            ),
            Self::Nobody => {
                "打印件与这个文件不符，旁边留存的各版本里也没有它。请核对校验码，或找到打印时的文件。".into()
            }
        }
    }
}

fn parenthesised(copy: &str) -> String {
    if copy.is_empty() { String::new() } else { format!("（{copy}）") }
}

/// Keeps a report as it goes out, in the visible folder `NAME 各版本` beside its file. Answers where; none when that
/// content went out before.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn keep(
    path: &Path,
    form: &Form,
    form_text: &str,
    report: &Report,
    now: NaiveDateTime,
) -> Result<Option<PathBuf>, SaveFault> {
    put(path, (form, form_text), report, "", now)
}

/// Keeps a report in the same place under a word of the clerk's: 送审前. Answers where; none when that content is kept
/// under that word already.
///
/// # Errors
/// As [`keep`].
pub fn keep_named(
    path: &Path,
    form: (&Form, &str),
    report: &Report,
    word: &str,
    now: NaiveDateTime,
) -> Result<Option<PathBuf>, SaveFault> {
    let word = VersionName::spelt(word);
    // Without a word it would be one that went out.
    put(path, form, report, if word.is_empty() { NAMELESS } else { &word }, now)
}

fn put(
    path: &Path,
    (form, form_text): (&Form, &str),
    report: &Report,
    word: &str,
    now: NaiveDateTime,
) -> Result<Option<PathBuf>, SaveFault> {
    let (folder, own) = (folder(path), report_name(path));
    let code = Code::of(form, &report.content);
    let same = |name: &VersionName| name.code == code && name.word == word;
    if files(&folder).iter().filter_map(|kept| VersionName::read(kept, &own)).any(|name| same(&name)) {
        return Ok(None);
    }
    std::fs::create_dir_all(&folder).map_err(|fault| SaveFault::from_io(&fault, &folder))?;
    let name = VersionName { at: now, word: word.into(), code };
    let kept = folder.join(name.written(&own));
    write_aside(&kept, file::write(form, form_text, report).as_bytes())?;
    Ok(Some(kept))
}

/// Notes of which version a public copy is made, and what of it is hidden, beside the versions.
///
/// # Errors
/// When the folder cannot be made or written.
pub fn keep_public(path: &Path, form: &Form, report: &Report, copy: &PublicCopy) -> Result<(), SaveFault> {
    let code = Code::of(form, &copy.report.content);
    PublicRecord::new(form, report, copy).write(&folder(path), code)
}

/// What a 校验码 belongs to: the file, or a version beside it. What cannot be opened beside it is passed over.
///
/// # Errors
/// When the file itself cannot be opened.
pub fn code_owner(path: &Path, code: Code) -> Result<CodeOwner, OpenFault> {
    let mut forms = FormTable::default();
    let noted = PublicRecord::find(&folder(path), code);
    if let Some(public) = is_of(&open_among(path, &mut forms)?, code, noted.as_ref()) {
        return Ok(CodeOwner::Present { public });
    }
    let own = std::path::absolute(path).unwrap_or_else(|_| path.into());
    let mut beside = files(&folder(path));
    beside.extend(files(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))));
    beside.extend(files(&folder(path).join(BACKUPS)));
    beside.retain(|file| std::path::absolute(file).is_ok_and(|file| file != own));
    let found = beside.into_iter().take(NEIGHBOURS).find_map(|path| {
        let own = PublicRecord::find(&folder(&path), code);
        let public = is_of(&open_among(&path, &mut forms).ok()?, code, own.as_ref().or(noted.as_ref()))?;
        Some(CodeOwner::Version { path, public })
    });
    Ok(found.unwrap_or(CodeOwner::Nobody))
}

/// Whether a code is that of a report, and if so whether of its public copy: as was noted when that was made, or the one
/// that hides all.
fn is_of(opened: &Opened, code: Code, noted: Option<&PublicRecord>) -> Option<bool> {
    let (form, report) = (&opened.form, &opened.report);
    if Code::of(form, &report.content) == code {
        return Some(false);
    }
    let is_public = noted.is_some_and(|noted| noted.is_of(form, report, code))
        || Code::of(form, &public(form, report, &[]).content) == code;
    is_public.then_some(true)
}

/// The folder of a file's versions; of a version the one in which it lies.
pub(super) fn folder(path: &Path) -> PathBuf {
    lies_in(path).map_or_else(|| path.with_file_name(format!("{}{VERSIONS}", stem(path))), Path::to_path_buf)
}

/// The file of which this one is a version or a backup; none where it is none.
#[must_use]
pub fn version_of(path: &Path) -> Option<PathBuf> {
    let folder = lies_in(path)?;
    Some(folder.with_file_name(format!("{}.{ENDING}", report_name(path))))
}

/// What a report's file is called, of a version what the report's own is.
pub(super) fn report_name(path: &Path) -> String {
    let folder = lies_in(path).and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    folder.and_then(|name| Some(name.strip_suffix(VERSIONS)?.to_string())).unwrap_or_else(|| stem(path))
}

/// The folder of versions in which a file lies, among them or among the backups.
fn lies_in(path: &Path) -> Option<&Path> {
    let is_named = |folder: &&Path| folder.file_name().is_some_and(|name| name.to_string_lossy().ends_with(VERSIONS));
    let above = path.parent()?;
    let beside = above.file_name().filter(|name| *name == BACKUPS).and_then(|_| above.parent());
    Some(beside.unwrap_or(above)).filter(is_named)
}

pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The reports in a folder, newest name first.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| is_named_so(path)).collect();
    files.sort_by(|one, other| other.cmp(one));
    files
}
