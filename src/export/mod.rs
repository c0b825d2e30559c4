//! What leaves the program: the files that were asked for, made one after the other and written all together.
//!
//! Used by window and commands alike. Knows every output and where the bytes go; asks no clock and no person.

mod fault;
mod making;
mod parting;
mod submission;
mod wish;

pub use fault::ExportFault;
pub use submission::{SubmissionWish, submission_name, submit};
pub use wish::{FileKind, Wish};

use crate::form::Form;
use crate::output::{Laid, Manuscript, Stamp, lay_out_as};
use crate::report::{Code, PublicCopy, Report};
use crate::sheet::Sheet;
use crate::store::{write_into_own, write_together};
use chrono::{DateTime, FixedOffset};
use making::{Making, Papers};
use parting::{Parting, beside};
use std::path::{Path, PathBuf};

/// What has been made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, in the order they were asked for.
    pub files: Vec<PathBuf>,
    /// Of what is handed in, what it consists of, by name.
    pub listed: Vec<String>,
    /// What should be known of characters that our faces lack, and of what lies beside a public copy, in sentences.
    pub notices: Vec<String>,
    /// Of a public copy what it is, to be noted.
    pub copy: Option<PublicCopy>,
}

impl Exported {
    /// Of what is handed in, where it lies: each zip, or each folder.
    #[must_use]
    pub fn places(&self) -> Vec<&Path> {
        let is_zip = |file: &Path| file.extension().is_some_and(|ending| ending == "zip");
        let mut places: Vec<&Path> = Vec::new();
        for file in &self.files {
            places.push(if is_zip(file) { file } else { file.parent().unwrap_or(file) });
        }
        places.dedup();
        places
    }
}

/// Makes the files wished for and puts them into a folder, all or none. What shows the report encloses it too, a public
/// copy excepted, which lies in a folder of its own. `go_on` is told how much is done, in percent,
/// and stops it by answering no. `now` is when that is: a Word file and a PDF/A state it, and dates are checked against it.
///
/// # Errors
/// When it was stopped, an output could not be made, or the files could not be written; then no file has changed.
pub fn export(
    on: (&Form, &str),
    report: &Report,
    wish: &Wish,
    (folder, name): (&Path, &str),
    now: DateTime<FixedOffset>,
    go_on: &dyn Fn(u32) -> bool,
) -> Result<Exported, ExportFault> {
    must_be_folder(folder)?;
    let parting = wish.public.then(|| Parting::new(on.0, report, wish));
    let mut papers = Papers::new(on, report, wish, parting.as_ref(), now);
    let mut making = Making::new(wish.kinds.len() + 1, go_on);
    if wish.lays_out() {
        papers.lay_out(wish.kinds.contains(&FileKind::Ofd), &mut making)?;
    }
    making.step()?;
    let public = parting.as_ref().map(|parting| format!("{} 公开版", parting.file_name(name)));
    for kind in &wish.kinds {
        papers.make(*kind, public.as_deref().unwrap_or(name), &mut making)?;
        making.step()?;
    }
    let Making { files, mut notices, .. } = making;
    let files = match &public {
        Some(public) => making::placed(files, &folder.join(public)),
        None => making::placed(files, folder),
    };
    match &public {
        Some(public) => {
            write_into_own(&files)?;
            notices.extend(beside(&folder.join(public), &files, ("公开版", "公布")));
        }
        None => write_together(&files)?,
    }
    let files = files.into_iter().map(|(file, _)| file).collect();
    Ok(Exported { files, listed: Vec::new(), notices, copy: parting.map(|parting| parting.copy) })
}

fn must_be_folder(folder: &Path) -> Result<(), ExportFault> {
    let fault = if folder.exists() { ExportFault::NotAFolder } else { ExportFault::NoFolder };
    if folder.is_dir() { Ok(()) } else { Err(fault(folder.into())) }
}

/// What is printed of a report.
#[must_use]
pub fn manuscript((form, sheet): (&Form, &Sheet), report: &Report, wish: &Wish) -> Manuscript {
    Manuscript::new(form, sheet, stamp(form, report, wish)).with_extras(form, sheet, &wish.extras)
}

/// What stands at the foot of every page of a report.
#[must_use]
pub fn stamp(form: &Form, report: &Report, wish: &Wish) -> Stamp {
    let draft = wish.draft || !report.is_finished();
    Stamp {
        code: Code::of(form, &report.content).to_string(),
        watermark: if draft { "草稿".into() } else { String::new() },
        copy: if wish.public { "公开版".into() } else { String::new() },
        ..Stamp::default()
    }
}

/// The pages as wished.
///
/// # Errors
/// When they cannot be laid out.
pub fn laid(manuscript: &Manuscript, wish: &Wish) -> Result<Laid, ExportFault> {
    Ok(lay_out_as(manuscript, wish.layout())?)
}
