//! The worst case: the window dies of a fault of ours. What was not saved is kept where it always is, or, where that takes
//! nothing, beside its file or elsewhere; the last sentence says what became of it.

use crate::app::document::autosave::{Autosave, Autosaved, UnsavedReport};
use crate::store;
use chrono::NaiveDateTime;
use std::path::{Path, PathBuf};

/// What became of the unsaved report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rescued {
    /// There was none.
    Nothing,
    /// It is offered at the next start, as it was then.
    Kept(NaiveDateTime),
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
            Self::Kept(at) => {
                format!("未保存的内容已自动保存（{}），请重新打开程序，在窗口上方点“恢复”。", at.format("%H:%M"))
            }
            Self::Here(path) => format!("未保存的内容已存到 {}，请打开它继续填写。", path.display()),
            Self::Lost(why) => {
                format!("未保存的内容没有能存下来（{}），请从上次保存的文件接着填写。", why.trim_end_matches('。'))
            }
        }
    }
}

/// Keeps what is not kept yet, whatever has become of the window.
pub(crate) fn rescue(autosave: &Autosave) -> Rescued {
    let kept = autosave.flush();
    match (kept, autosave.newest()) {
        (_, None) => Rescued::Nothing,
        (Autosaved::At(at), Some(_)) => Rescued::Kept(at),
        (Autosaved::Nothing | Autosaved::Not(_), Some(unsaved)) => {
            write(&unsaved, &places(unsaved.file.as_deref(), &unsaved.name))
        }
    }
}

/// At the first place that takes it.
fn write(unsaved: &UnsavedReport, places: &[PathBuf]) -> Rescued {
    let mut why = String::new();
    for place in places {
        match store::save(place, &unsaved.form, &unsaved.form_text, &unsaved.report) {
            Ok(()) => return Rescued::Here(place.clone()),
            Err(fault) if why.is_empty() => why = fault.to_string(),
            Err(_also_not) => {}
        }
    }
    Rescued::Lost(why)
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
    use crate::app::document::opened::OpenReport;
    use crate::form::CellId;
    use crate::report::Edit;

    fn unsaved() -> OpenReport {
        let mut open = OpenReport::sample().unwrap();
        open.desk.apply(&Edit::Write { at: CellId::new("cover", "unit", ""), text: "某局".into() }).unwrap();
        open
    }

    #[test]
    fn where_its_folder_is_gone_it_is_kept_elsewhere_and_the_words_are_true() {
        let folder = tempfile::tempdir().unwrap();
        let (gone, there) = (folder.path().join("没有了").join("甲-恢复.zpb"), folder.path().join("甲-恢复.zpb"));
        let open = unsaved();
        let rescued = write(&UnsavedReport::of(&open), &[gone.clone(), there.clone()]);
        assert_eq!(rescued, Rescued::Here(there.clone()));
        assert!(rescued.says().contains(&there.display().to_string()));
        assert!(store::open(&there).is_ok());
        let says = write(&UnsavedReport::of(&open), &[gone]).says();
        assert!(says.contains("没有能存下来") && !says.contains("没有未保存的内容"), "{says}");
        assert_eq!(rescue(&Autosave::default()), Rescued::Nothing);
    }

    #[test]
    fn it_is_kept_where_it_always_is() {
        let folder = tempfile::tempdir().unwrap();
        let autosave = Autosave::in_folder(Some(folder.path().into()));
        autosave.note(Some(&unsaved()));
        let rescued = rescue(&autosave);
        assert!(matches!(rescued, Rescued::Kept(_)) && rescued.says().contains("恢复"), "{rescued:?}");
    }

    #[test]
    fn there_is_more_than_one_place() {
        let own = places(Some(Path::new("/某处/自评表.zpb")), "不用.zpb");
        assert_eq!(own.first(), Some(&PathBuf::from("/某处/自评表-恢复.zpb")));
        assert!(own.len() > 1 && places(None, "某局.zpb").iter().all(|place| place.ends_with("某局-恢复.zpb")));
    }
}
