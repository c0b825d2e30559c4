//! What is kept for the worst case: should the window die of a fault of ours, the report as it last was is put beside its
//! file, or where else there is room, and the last sentence says where.

use crate::app::document::opened::OpenReport;
use crate::form::Form;
use crate::report::Report;
use crate::store;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The unsaved report as it last was, shared between the window and whoever outlives it.
#[derive(Clone, Default)]
pub(crate) struct Rescue(Arc<Mutex<Option<UnsavedReport>>>);

struct UnsavedReport {
    form: Arc<Form>,
    form_text: Arc<str>,
    report: Arc<Report>,
    /// Its file, where it has one, and the name of one.
    path: Option<PathBuf>,
    name: String,
}

/// What became of the unsaved report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rescued {
    /// There was none.
    Nothing,
    /// It is here.
    Here(PathBuf),
    /// It could be written nowhere; why not at the first place.
    Lost(String),
}

impl Rescued {
    /// What the clerk should know and do.
    pub fn says(&self) -> String {
        match self {
            Self::Nothing => "没有未保存的内容，请重新打开。".into(),
            Self::Here(path) => format!("未保存的内容已存到 {}，请打开它继续填写。", path.display()),
            Self::Lost(why) => {
                format!("未保存的内容没有能存下来（{}），请从上次保存的文件接着填写。", why.trim_end_matches('。'))
            }
        }
    }
}

impl Rescue {
    /// Remembers the report while it differs from its file. Cheap: nothing of it is copied.
    pub fn keep(&self, open: Option<&OpenReport>) {
        let kept = open.filter(|open| !open.desk.is_saved()).map(|open| UnsavedReport {
            form: Arc::clone(open.desk.form()),
            form_text: Arc::clone(&open.form_text),
            report: Arc::clone(open.desk.report()),
            path: open.path.clone(),
            name: open.file_name(),
        });
        if let Ok(mut place) = self.0.lock() {
            *place = kept;
        }
    }

    /// Writes what was kept, at the first place that takes it.
    pub fn write(&self) -> Rescued {
        let kept = match self.0.lock() {
            Ok(mut place) => place.take(),
            Err(poisoned) => poisoned.into_inner().take(),
        };
        kept.map_or(Rescued::Nothing, |kept| kept.write(&places(kept.path.as_deref(), &kept.name)))
    }
}

impl UnsavedReport {
    fn write(&self, places: &[PathBuf]) -> Rescued {
        let mut why = String::new();
        for place in places {
            match store::save(place, &self.form, &self.form_text, &self.report) {
                Ok(()) => return Rescued::Here(place.clone()),
                Err(fault) if why.is_empty() => why = fault.to_string(),
                Err(_also_not) => {}
            }
        }
        Rescued::Lost(why)
    }
}

/// `NAME-恢复.zpb` in the report's own folder; else among the clerk's documents, or where the PC keeps passing files.
fn places(path: Option<&Path>, name: &str) -> Vec<PathBuf> {
    let name = path.and_then(Path::file_name).map_or_else(|| name.into(), |name| name.to_string_lossy());
    let stem = Path::new(name.as_ref()).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
    let home = directories::UserDirs::new();
    let folders = [
        path.and_then(Path::parent).map(Path::to_path_buf),
        home.as_ref().and_then(|home| home.document_dir()).map(Path::to_path_buf),
        home.as_ref().map(|home| home.home_dir().to_path_buf()),
        Some(std::env::temp_dir()),
    ];
    folders.into_iter().flatten().map(|folder| folder.join(format!("{stem}-恢复.{}", store::ENDING))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unsaved() -> UnsavedReport {
        let form = crate::form::bundled("hunan-lusong-2023").unwrap();
        let report = Arc::new(Report::new(&form, 2023));
        let form_text = crate::form::bundled_text(&form.id).unwrap().into();
        UnsavedReport { form, form_text, report, path: None, name: String::new() }
    }

    #[test]
    fn where_its_folder_is_gone_it_is_kept_elsewhere_and_the_words_are_true() {
        let folder = tempfile::tempdir().unwrap();
        let (gone, there) = (folder.path().join("没有了").join("甲-恢复.zpb"), folder.path().join("甲-恢复.zpb"));
        let rescued = unsaved().write(&[gone.clone(), there.clone()]);
        assert_eq!(rescued, Rescued::Here(there.clone()));
        assert!(rescued.says().contains(&there.display().to_string()));
        assert!(store::open(&there).is_ok());
        let says = unsaved().write(&[gone]).says();
        assert!(says.contains("没有能存下来") && !says.contains("没有未保存的内容"), "{says}");
        assert_eq!(Rescue::default().write(), Rescued::Nothing);
    }

    #[test]
    fn there_is_more_than_one_place() {
        let own = places(Some(Path::new("/某处/自评表.zpb")), "不用.zpb");
        assert_eq!(own.first(), Some(&PathBuf::from("/某处/自评表-恢复.zpb")));
        assert!(own.len() > 1 && places(None, "某局.zpb").iter().all(|place| place.ends_with("某局-恢复.zpb")));
    }
}
