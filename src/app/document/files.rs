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

/// A dialog of the PC that is open.
pub(crate) struct Choosing {
    wanted: Wanted,
    name: String,
    since: Instant,
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
        Self { wanted, name, since: Instant::now(), answer: Some(answer) }
    }

    /// The answer, once there is one.
    pub fn poll(&mut self) -> Option<Chosen> {
        let answer = Task::finished(&mut self.answer)?;
        // No one cancels a dialog this fast: there was none (no portal, no zenity).
        let at_once = self.since.elapsed() < Duration::from_millis(400);
        Some(match answer {
            Ok(Some(file)) => Chosen::File(self.wanted, file),
            Ok(None) if !at_once => Chosen::Nothing,
            Ok(None) | Err(_) => Chosen::NoDialog(self.wanted, self.name.clone()),
        })
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
