//! What a person can ask for: one enum for menus, keys, buttons, panels and dialogs. They only ask; the app acts after
//! painting.

use crate::app::command::Command;
use crate::app::document::files::Wanted;
use crate::app::document::intent::FileAction;
use crate::app::document::other_report::OtherReport;
use crate::app::grid::clipboard::CopiedRows;
use crate::app::view::View;
use crate::app::work::accepted::Accepted;
use crate::desk::{Reasoned, Taken};
use crate::form::CellId;
use crate::report::{Edit, Mark};
use crate::sheet::Extension;
use crate::value::Text;
use std::ops::Range;
use std::path::PathBuf;

/// Something asked for.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A command of the menus and keys.
    Do(Command),
    /// A change to the report.
    Edit(Edit),
    /// A block pasted at a cell.
    Paste(CellId, CopiedRows),
    /// Go to a cell that was clicked on, the caret where the click put it.
    Enter(CellId, Option<usize>),
    /// Something with cells of the page that is shown.
    Cells(CellAction),
    /// Esc: give a cell back the text and mark it had when it was entered.
    GiveBack(CellId, Text, Mark),
    /// Ask first, then do it.
    Sure(String, Box<Action>),
    /// Put the dialog away.
    Away,
    /// A sentence in a dialog.
    Say(String),
    /// Use this file for what it was wanted for, whatever is there.
    Use(Wanted, PathBuf),
    /// The same, its path written by hand: no dialog of the PC has asked whether the file there may go.
    Named(Wanted, PathBuf),
    /// Ask for a file.
    Choose(Wanted),
    /// Something about the list at the right.
    Side(SideAction),
    /// Show the window larger, or in other colours.
    Look(LookAction),
    /// Write a reason for this.
    Explain(Reasoned),
    /// Look at what can be mended in one way only, of this rule or of all.
    Mends(Option<&'static str>),
    /// Take these mends, as one step.
    Take(Vec<Taken>),
    /// The explanation as written.
    Explained(Reasoned, String),
    /// Put what is wished for of a document into the report.
    Import(Box<Accepted>),
    /// Put the page of the import away.
    EndImport,
    /// Pages went to a printer or a viewer; say this.
    Printed(String),
    /// Show a folder in the PC's own program for that.
    ShowFolder(PathBuf),
    /// Go to a cell.
    Goto(CellId),
    /// Something of 查找 and 替换.
    Find(FindAction),
    /// Show another tab.
    Show(View),
    /// Show this project.
    Project(usize),
    /// A new report on this form for this year.
    New(String, i32),
    /// Open this file.
    Open(PathBuf),
    /// Something about files.
    File(FileAction),
    /// Put this into the current text: a figure's name.
    Insert(String),
    /// Answer to “unsaved changes”.
    Leave(Leave),
    /// 定稿, once asked.
    Finish,
    /// 取消定稿, for this reason.
    Lift(String),
    /// Whose this 校验码 is.
    Verify(String),
    /// Keep what is open as a version under this word.
    KeepVersion(String),
    /// Bring this version back, once asked; what it is called.
    BringBack(PathBuf, String),
    /// Read these files, called so: one is laid beside what is open, two beside each other, the earlier first.
    ReadOthers(Vec<(PathBuf, String)>),
    /// Lay this report beside what is open, cell by cell.
    Differ(OtherReport),
}

/// Something with cells of the page that is shown.
#[derive(Clone, Debug)]
pub(crate) enum CellAction {
    /// Select from the current one as far as there.
    Select(Extension),
    /// Copy those that are selected, and empty them if they are cut out.
    Copy { cut: bool },
    /// Stand on one of itself, where the page is seen.
    Land(CellId),
    /// Edit the text of one, the caret there.
    EditText(CellId, usize),
    /// Choose one of the form's degrees (完成程度), from 1; 0 takes it away.
    Degree(CellId, usize),
    /// Say what alone can be chosen in one.
    SayChoices(CellId),
    /// Say why nothing can be written in one.
    SayClosed(CellId),
}

/// What is asked for of the list at the right, and of what it leads to.
#[derive(Clone, Debug)]
pub(crate) enum SideAction {
    /// List these.
    List(Listed),
    /// Select these words, in bytes, of the cell that was gone to.
    Select(CellId, Range<usize>),
}

/// What is asked for in the bar that finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindAction {
    /// 下一处, 上一处
    Next {
        /// 上一处
        back: bool,
    },
    /// 替换 where one stands, or all.
    Replace {
        /// 全部替换
        all: bool,
    },
    /// Put it away.
    Close,
}

/// What the list at the right shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Listed {
    /// 全部问题
    #[default]
    Findings,
    /// 待核实
    Unconfirmed,
}

/// Answers to “unsaved changes”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Stay.
    Stay,
}

/// How the window is to show itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LookAction {
    /// One size larger.
    Larger,
    /// One size smaller.
    Smaller,
    /// So large, in hundredths.
    Percent(u16),
    /// Into or out of colours that stand far apart.
    Contrast,
}
