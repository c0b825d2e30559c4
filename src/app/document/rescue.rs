//! What is kept for the worst case: should the window die of a fault of ours, the report as it last was is put beside its
//! file, and the last sentence says where.

use crate::app::document::opened::OpenReport;
use crate::form::Form;
use crate::report::Report;
use crate::store;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The unsaved report as it last was, shared between the window and whoever outlives it.
#[derive(Clone, Default)]
pub(crate) struct Rescue(Arc<Mutex<Option<Kept>>>);

struct Kept {
    form: Arc<Form>,
    form_text: Arc<str>,
    report: Arc<Report>,
    path: PathBuf,
}

impl Rescue {
    /// Remembers the report while it differs from its file. Cheap: nothing is copied.
    pub fn keep(&self, open: Option<&OpenReport>) {
        let kept = open.filter(|open| !open.desk.is_saved()).map(|open| Kept {
            form: Arc::clone(open.desk.form()),
            form_text: Arc::clone(&open.form_text),
            report: Arc::clone(open.desk.report()),
            path: beside(open),
        });
        if let Ok(mut place) = self.0.lock() {
            *place = kept;
        }
    }

    /// Writes what was kept. Answers with where.
    pub fn write(&self) -> Option<PathBuf> {
        let kept = match self.0.lock() {
            Ok(mut place) => place.take(),
            Err(poisoned) => poisoned.into_inner().take(),
        }?;
        store::save(&kept.path, &kept.form, &kept.form_text, &kept.report).ok().map(|()| kept.path)
    }
}

/// `NAME-恢复.zpb` in the report's own folder, or where the PC keeps passing files.
fn beside(open: &OpenReport) -> PathBuf {
    let usual = open.path.clone().unwrap_or_else(|| std::env::temp_dir().join(open.file_name()));
    let name = usual.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    usual.with_file_name(format!("{name}-恢复.{}", store::ENDING))
}
