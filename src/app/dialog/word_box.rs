//! A dialog that asks for one word: of a version to keep, a 校验码, where a file is on a PC without file dialogs.

use crate::app::action::{Action, Leave};
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::files::Wanted;
use crate::app::widgets::{TextBox, sentence};
use eframe::egui::Ui;
use std::path::Path;

/// One word that is asked for.
pub(crate) struct WordBox {
    asked: AskedWord,
    word: TextBox,
    /// What was said to the last one.
    answer: Option<String>,
}

/// What the word is.
#[derive(Clone, Copy)]
enum AskedWord {
    /// The name under which what is open is kept.
    Version,
    /// The 校验码 of some paper.
    Code,
    /// Where the file is that is wanted.
    Place(Wanted),
}

impl WordBox {
    /// 保存一个版本
    pub fn version() -> Self {
        Self::new(AskedWord::Version, TextBox::new("版本名称", 1, "送审前"))
    }

    /// 核对校验码
    pub fn code() -> Self {
        Self::new(AskedWord::Code, TextBox::new("校验码", 1, "ABCD-2345"))
    }

    /// The same, with the answer about a code.
    pub fn answered(code: &str, answer: String) -> Self {
        let asked = Self::code();
        Self { answer: Some(answer), word: asked.word.with(code), ..asked }
    }

    /// Where a file is; begins with what is likely.
    pub fn place(wanted: Wanted, likely: &Path) -> Self {
        let word = TextBox::new("文件位置", 1, "").with(likely.display().to_string());
        Self::new(AskedWord::Place(wanted), word)
    }

    fn new(asked: AskedWord, word: TextBox) -> Self {
        Self { asked, word, answer: None }
    }

    fn done(&self) -> Answer {
        match (self.asked, self.word.text()) {
            (_, "") => Answer::Stay,
            (AskedWord::Version, word) => Answer::Then(Action::KeepVersion(word.into())),
            (AskedWord::Code, code) => Answer::Ask(Action::Verify(code.into())),
            (AskedWord::Place(wanted), place) => Answer::Then(Action::Named(wanted, place.into())),
        }
    }
}

impl Modal for WordBox {
    fn title(&self) -> &'static str {
        match self.asked {
            AskedWord::Version => "保存一个版本",
            AskedWord::Code => "核对校验码",
            AskedWord::Place(wanted) => wanted.title(),
        }
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(
            ui,
            match self.asked {
                AskedWord::Version => "把现在的内容另留一份，以后可以查看、对照和恢复。给它起个名称：",
                AskedWord::Code => "输入打印件页脚的校验码，看它与这份自评表是不是同一内容：",
                AskedWord::Place(_) => "这台电脑没有文件选择窗口，请写出文件的完整位置：",
            },
        );
        self.word.ui(ui);
        if let Some(answer) = &self.answer {
            ui.add_space(4.0);
            sentence(ui, answer);
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        let (done, away) = match self.asked {
            AskedWord::Version => ("保存", "取消"),
            AskedWord::Code => ("核对", "关闭"),
            AskedWord::Place(_) => ("确定", "取消"),
        };
        let written = !self.word.text().is_empty();
        let done = foot.main_if(written, done, "先在上面写出来。");
        let away = foot.way_out(away);
        match (done, away) {
            (true, _) => self.done(),
            (_, true) => self.escape(),
            _ => Answer::Stay,
        }
    }

    fn text_box(&mut self) -> Option<&mut TextBox> {
        Some(&mut self.word)
    }

    fn enter(&self) -> Option<Answer> {
        Some(self.done())
    }

    /// Where no file is named, what was to follow does not.
    fn escape(&self) -> Answer {
        match self.asked {
            AskedWord::Place(_) => Answer::Then(Action::Leave(Leave::Stay)),
            AskedWord::Version | AskedWord::Code => Answer::Away,
        }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }
}
