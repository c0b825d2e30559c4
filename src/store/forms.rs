//! The forms there are: those that come with the program, and those a finance office handed out, in a folder `forms`
//! beside it.

use super::{open_text, settings};
use crate::form::{self, Form, FormFault, Library};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A form and its text, which goes into every report written on it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The form.
    pub form: Arc<Form>,
    /// Its text in full.
    pub text: Arc<str>,
}

/// Forms that were read from report files, by their text: reading one costs more than all the rest of a file, and most
/// files are on the same few.
#[derive(Clone, Debug, Default)]
pub struct FormTable(HashMap<Arc<str>, Arc<Form>>);

impl FormTable {
    /// The form of a text, read once. None where it cannot be read.
    pub fn form(&mut self, text: &str) -> Option<Arc<Form>> {
        Some(self.known(text)?.form)
    }

    /// The same, with its text.
    pub fn known(&mut self, text: &str) -> Option<Known> {
        self.read(text).ok()
    }

    /// A form's text, read once.
    pub(super) fn read(&mut self, text: &str) -> Result<Known, FormFault> {
        if let Some((text, form)) = self.0.get_key_value(text) {
            return Ok(Known { form: Arc::clone(form), text: Arc::clone(text) });
        }
        let known = Known { form: Arc::new(on_paper(form::parse(text)?)), text: text.into() };
        self.0.insert(Arc::clone(&known.text), Arc::clone(&known.form));
        Ok(known)
    }
}

/// The forms kept in files of format 1 do not say how they stand on paper; the one that comes with the program does.
fn on_paper(form: Form) -> Form {
    if !form.paper.parts.is_empty() {
        return form;
    }
    let paper = form::bundled(&form.id).map(|bundled| bundled.paper.clone()).unwrap_or_default();
    Form { paper, ..form }
}

/// The forms there are, in the order they are offered: handed out ones after those that come with the program.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    known: Vec<Known>,
    /// What a form can be based on: these, and editions that others have taken the place of.
    library: Library,
    /// Why files of the folder are not among them, in sentences.
    pub faults: Vec<String>,
}

/// Two forms of one name and edition.
fn same_edition(edition: u32) -> String {
    format!("已有同名、也是第{edition}版的表样，内容不同；要用这一份，请把它的 edition 改大。")
}

impl Forms {
    /// Where handed out ones are looked for.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::beside_program("forms")
    }

    /// Those of this PC.
    #[must_use]
    pub fn load() -> Self {
        Self::with_folder(Self::usual_place().as_deref())
    }

    /// Those that come with the program and those of a folder. A file of the folder takes the place of a form of the
    /// same name whose edition is lower.
    #[must_use]
    pub fn with_folder(folder: Option<&Path>) -> Self {
        let mut forms = Self { library: Library::bundled().clone(), ..Self::default() };
        for full in Library::bundled().iter() {
            if let (Some(form), _) = full.read() {
                forms.offer(form, &full.text);
            }
        }
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")));
        files.sort();
        let mut waiting = Vec::new();
        for file in files {
            match open_text(&file) {
                Ok(text) => waiting.push((file, text)),
                Err(fault) => forms.refuse(&file, &fault.to_string()),
            }
        }
        // A form may be based on one of another file: again, as long as one more can be used.
        while let Some(at) = waiting.iter().position(|(file, text)| forms.take_in(file, text).is_ok()) {
            waiting.remove(at);
        }
        for (_, text) in &waiting {
            forms.library.refuse(text);
        }
        for (file, text) in waiting {
            let fault = forms.library.lint(&text).first().map(ToString::to_string).unwrap_or_default();
            forms.refuse(&file, &fault);
        }
        forms
    }

    /// A form of the folder.
    fn take_in(&mut self, file: &Path, text: &str) -> Result<(), Vec<FormFault>> {
        let full = self.library.full(text)?;
        match full.read() {
            (Some(form), faults) if faults.is_empty() => {
                let edition = form.edition;
                if self.offer(form, &full.text) {
                    self.library.add(full);
                } else {
                    self.refuse(file, &same_edition(edition));
                }
                Ok(())
            }
            (_, faults) => Err(faults),
        }
    }

    fn refuse(&mut self, file: &Path, why: &str) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        self.faults.push(format!("forms 文件夹里的表样 {name} 不能用：{why}"));
    }

    /// Every fault of a form's text, which may be based on one of these.
    #[must_use]
    pub fn lint(&self, text: &str) -> Vec<FormFault> {
        self.library.lint(text)
    }

    /// Why a form without faults would not be used, were it put into the folder: another of its name takes precedence.
    #[must_use]
    pub fn outranked(&self, text: &str) -> Option<String> {
        let form = self.library.full(text).ok()?.read().0?;
        let known = self.find(&form.id)?;
        let own = known.form.edition;
        if own > form.edition {
            let edition = form.edition;
            Some(format!(
                "已有同名的第{own}版表样，这一份是第{edition}版，不会用到；要用这一份，请把它的 edition 改大。"
            ))
        } else {
            (own == form.edition && *known.form != form).then(|| same_edition(own))
        }
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

    /// Whether it can be known by its name and edition: another form of both would be mistaken for it.
    fn offer(&mut self, form: Form, text: &str) -> bool {
        let new = Known { form: Arc::new(form), text: text.into() };
        match self.known.iter_mut().find(|known| known.form.id == new.form.id) {
            Some(known) if known.form.edition == new.form.edition => return known.form == new.form,
            Some(known) if known.form.edition < new.form.edition => *known = new,
            Some(_) => {}
            None => self.known.push(new),
        }
        true
    }
}
