//! 报送: what is handed in, to begin with what the form's office wants.

use crate::app::widgets::{row, sentence};
use crate::app::work::file_choice::file_choices;
use crate::export::{SubmissionWish, Wish, submission_name};
use crate::form::{Form, Submission, SubmittedFile};
use crate::sheet::Sheet;
use crate::store::Habits;
use eframe::egui::{RichText, Ui};

/// What is chosen to be handed in.
pub(crate) struct SubmissionChoice {
    wanted: Submission,
    /// What the package is called.
    name: String,
    has_annexes: bool,
}

impl SubmissionChoice {
    pub fn new(form: &Form, sheet: &Sheet) -> Self {
        Self { wanted: form.submission.clone(), name: submission_name(form, sheet), has_annexes: form.has_annexes() }
    }

    pub fn ui(&mut self, ui: &mut Ui, habits: &mut Habits) {
        sentence(ui, RichText::new("勾选要报送的文件，财政部门另有要求的照要求改。").weak());
        let files = SubmittedFile::ALL.into_iter().map(|file| (file, file.words()));
        file_choices(ui, files, SubmittedFile::Pdf, &mut self.wanted.files, habits);
        if self.has_annexes {
            let apart = self.wanted.files.iter().any(|file| file.has_annexes_apart());
            let choice = |ui: &mut Ui| {
                ui.checkbox(&mut self.wanted.annexes_apart, "各附件另外单独成文件，勾选的PDF、OFD、Word各一份")
            };
            ui.add_enabled_ui(apart, choice);
        }
        sentence(ui, RichText::new("另附报送清单（PDF），写明各个文件、页数和校验码。").weak());
        ui.add_space(6.0);
        row(ui, |ui| {
            ui.label("存成");
            ui.radio_value(&mut habits.submits_folder, false, "一个压缩包（zip）");
            ui.radio_value(&mut habits.submits_folder, true, "一个文件夹");
        });
        sentence(ui, RichText::new(format!("名称：{}", self.name)).weak());
    }

    /// Something is to be handed in, and, where a public copy is wished for, something that can be public.
    pub fn has_any(&self, public: bool) -> bool {
        let wanted = if public { &self.wanted.published() } else { &self.wanted };
        !wanted.files.is_empty()
    }

    pub fn wish(&self, habits: &Habits, wish: Wish) -> SubmissionWish {
        SubmissionWish { wanted: self.wanted.clone(), zipped: !habits.submits_folder, wish }
    }
}
