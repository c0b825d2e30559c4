//! The forms there are: those that come with the program, and those a finance office handed out, in a folder `forms`
//! beside it.

use super::{open_text, settings};
use crate::form::{self, Form};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A form and its text, which goes into every report written on it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The form.
    pub form: Arc<Form>,
    /// Its text.
    pub text: Arc<str>,
}

/// The forms there are, in the order they are offered: handed out ones after those that come with the program.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    known: Vec<Known>,
    /// Why files of the folder are not among them, in sentences.
    pub faults: Vec<String>,
}

impl Forms {
    /// Those of this PC.
    #[must_use]
    pub fn load() -> Self {
        Self::with_folder(settings::beside_program("forms").as_deref())
    }

    /// Those that come with the program and those of a folder. A file of the folder takes the place of a form of the
    /// same name whose edition is lower.
    #[must_use]
    pub fn with_folder(folder: Option<&Path>) -> Self {
        let mut forms = Self::default();
        for text in form::sources() {
            if let Ok(form) = form::parse(text) {
                forms.add(form, text);
            }
        }
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")));
        files.sort();
        for file in files {
            let read = open_text(&file).map_err(|fault| fault.to_string());
            match read.and_then(|text| Ok((form::parse(&text).map_err(|fault| fault.to_string())?, text))) {
                Ok((form, text)) => forms.add(form, &text),
                Err(why) => {
                    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    forms.faults.push(format!("forms 文件夹里的表样 {name} 不能用：{why}"));
                }
            }
        }
        forms
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.known.iter()
    }

    /// The form of that name.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.form.id == id)
    }

    fn add(&mut self, form: Form, text: &str) {
        let new = Known { form: Arc::new(form), text: text.into() };
        match self.known.iter_mut().find(|known| known.form.id == new.form.id) {
            Some(known) if known.form.edition < new.form.edition => *known = new,
            Some(_) => {}
            None => self.known.push(new),
        }
    }
}
