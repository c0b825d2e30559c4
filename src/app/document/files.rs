//! Choosing files: the PC's own dialogs, and a path box of ours where there are none.

use crate::app::work::task::Task;
use crate::store::{ENDING, ENDINGS, is_named_so};
use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What documents are named, whatever is in them.
const DOCUMENTS: [&str; 15] =
    ["docx", "doc", "wps", "rtf", "xlsx", "xls", "et", "ods", "csv", "html", "htm", "mht", "mhtml", "xml", "pdf"];

/// What reports are named that are read: those that were handed in too.
const OPENED: [&str; 3] = [ENDINGS[0], ENDINGS[1], "zip"];

/// What a file is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// To open a report.
    Open,
    /// Last year's report, to carry it forward.
    LastYear,
    /// An earlier year's report, to look at beside this one.
    Past,
    /// Another report, to lay beside this one cell by cell.
    Beside,
    /// To import a document.
    Document,
    /// To save the report.
    Save,
    /// A folder to put files into.
    Folder,
}

impl Wanted {
    /// The dialog's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "打开自评表",
            Self::LastYear => "选择上年的自评表",
            Self::Past => "选择用来对照的自评表",
            Self::Beside => "选择用来逐格对照的自评表",
            Self::Document => "导入Word、Excel或PDF",
            Self::Save => "保存自评表",
            Self::Folder => "选择文件夹",
        }
    }

    fn filter(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Open | Self::LastYear | Self::Past | Self::Beside => ("自评表", &OPENED),
            Self::Document => ("Word、Excel或PDF", &DOCUMENTS),
            Self::Save => ("自评表", &["zpb"]),
            Self::Folder => ("", &[]),
        }
    }
}

/// How the choosing ended.
pub(crate) enum Chosen {
    /// This file.
    File(Wanted, PathBuf),
    /// None.
    Nothing,
    /// The PC has no such dialog: ask for the path in the window.
    NoDialog(Wanted, String),
}

/// A dialog of the PC takes the focus when it comes up. One that has not done so by now hangs or is not there, where
/// dialogs are another program's: a path can be written meanwhile.
const COMES_UP: Duration = Duration::from_millis(800);

/// A dialog of the PC that is open.
pub(crate) struct Choosing {
    wanted: Wanted,
    name: String,
    since: Instant,
    /// It has taken the focus.
    came_up: bool,
    /// A path is asked for in the window as well.
    asked_beside: bool,
    answer: Option<Task<Option<PathBuf>>>,
}

impl Choosing {
    /// Opens the PC's dialog beside the window, which goes on living.
    pub fn start(ctx: &Context, wanted: Wanted, folder: Option<&Path>, name: String) -> Self {
        let (kind, endings) = wanted.filter();
        let mut dialog = rfd::FileDialog::new().set_title(wanted.title()).add_filter(kind, endings);
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        if wanted == Wanted::Save {
            dialog = dialog.set_file_name(&name);
        }
        let answer = Task::start(ctx, move |_| {
            Ok(match wanted {
                Wanted::Open | Wanted::LastYear | Wanted::Past | Wanted::Beside | Wanted::Document => {
                    dialog.pick_file()
                }
                Wanted::Save => dialog.save_file(),
                Wanted::Folder => dialog.pick_folder(),
            })
        });
        Self { wanted, name, since: Instant::now(), came_up: false, asked_beside: false, answer: Some(answer) }
    }

    /// A path is asked for in the window as well.
    pub fn is_asked_beside(&self) -> bool {
        self.asked_beside
    }

    /// The dialog has answered.
    pub fn is_over(&self) -> bool {
        self.answer.is_none()
    }

    /// The answer, once there is one; no dialog, where none comes up.
    pub fn poll(&mut self, ctx: &Context) -> Option<Chosen> {
        let Some(answer) = Task::finished(&mut self.answer) else { return self.waits(ctx) };
        // No one cancels a dialog this fast: there was none (no portal, no zenity).
        let at_once = !self.came_up && self.since.elapsed() < Duration::from_millis(400);
        Some(match answer {
            Ok(Some(file)) => Chosen::File(self.wanted, file),
            // Whatever was the matter with the dialog, the box is there.
            Ok(None) | Err(_) if self.asked_beside => return None,
            Ok(None) if !at_once => Chosen::Nothing,
            Ok(None) | Err(_) => Chosen::NoDialog(self.wanted, self.name.clone()),
        })
    }

    /// Nobody has answered yet, and maybe nobody is there.
    fn waits(&mut self, ctx: &Context) -> Option<Chosen> {
        self.came_up |= ctx.input(|input| input.viewport().focused == Some(false));
        if self.came_up || self.asked_beside || cfg!(any(windows, target_os = "macos")) {
            return None;
        }
        let left = COMES_UP.saturating_sub(self.since.elapsed());
        if !left.is_zero() {
            ctx.request_repaint_after(left);
            return None;
        }
        self.asked_beside = true;
        Some(Chosen::NoDialog(self.wanted, self.name.clone()))
    }
}

/// A file that is not opened but imported, by its ending; its content then says what it is.
pub(crate) fn is_document(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    Wanted::Document.filter().1.contains(&ending.as_str()) || matches!(ending.as_str(), "doc" | "wps" | "et" | "rtf")
}

/// The ending a report's file must have, added where the person left it out: what stands behind the last dot of
/// 财政局2023.3.15 is none.
pub(crate) fn with_ending(wanted: Wanted, file: PathBuf) -> PathBuf {
    if wanted != Wanted::Save || is_named_so(&file) {
        return file;
    }
    let mut name = file.into_os_string();
    name.push(".");
    name.push(ENDING);
    name.into()
}
