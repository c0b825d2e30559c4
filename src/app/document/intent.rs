//! What is to be done with a file: how it is to be opened, over what it is to be saved, and what comes of that.

use crate::app::document::other_report::OtherReport;
use crate::store::{FileState, LeftJournal};
use std::path::PathBuf;

/// How a file is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// To be written in; where another has it open, it is asked about.
    Ask,
    /// Only to be looked at.
    Look,
    /// To be written in, whoever else has it open.
    TakeOver,
}

/// What may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overwrite {
    /// What is known of the report's own file; at another place whatever is there, since that was asked about.
    Known,
    /// This, which was asked about.
    This(FileState),
}

/// Since when a file is one that older programs no longer open, once it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outdated {
    /// It has remarks now.
    Remarked,
    /// It is of an earlier format.
    Earlier,
}

/// What is to be done once unsaved changes are dealt with.
#[derive(Clone, Debug)]
pub(crate) enum Then {
    Quit,
    Close,
    Open(PathBuf),
    /// Open this file, and lay that beside it.
    OpenBeside(PathBuf, OtherReport),
    Recover(LeftJournal),
    ChooseFile,
    ChooseLast,
    Sample,
    New(String, i32),
}

/// Something asked for about files, once it has been asked about.
#[derive(Clone, Debug)]
pub(crate) enum FileAction {
    /// Open this file so.
    OpenAs(PathBuf, Claim),
    /// Open this file again, as it is now.
    Reopen(PathBuf),
    /// Save to this file, over that.
    SaveOver(PathBuf, Overwrite),
    /// Open what a program that died has left.
    Recover(LeftJournal),
    /// Lay it beside its file.
    Contrast(LeftJournal),
    /// Put it away.
    Discard(LeftJournal),
    /// Take it off the list of files opened lately.
    Forget(PathBuf),
    /// Put a copy into this folder.
    BackUp(PathBuf),
    /// Close the report, whatever became of its backup.
    Close(Then),
}
