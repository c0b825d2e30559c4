//! What a person can ask for: one enum for menus, keys, buttons and panels. Panels only ask; the app acts after painting.

use crate::app::View;
use crate::app::document::files::Wanted;
use crate::app::grid::clipboard::CopiedRows;
use crate::check::Finding;
use crate::form::CellId;
use crate::report::{Edit, Mark};
use crate::value::Text;
use eframe::egui::{Key, KeyboardShortcut, Modifiers};
use std::path::PathBuf;

/// Something asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// A command of the menus and keys.
    Do(Command),
    /// A change to the report.
    Edit(Edit),
    /// A block pasted at a cell.
    Paste(CellId, CopiedRows),
    /// Go to a cell that was clicked on, the caret where the click put it.
    Enter(CellId, Option<usize>),
    /// Esc: give a cell back the text and mark it had when it was entered.
    GiveBack(CellId, Text, Mark),
    /// Choose one of the form's levels (完成程度), from 1; 0 takes it away.
    Level(CellId, usize),
    /// Ask first, then do it.
    Sure(String, Box<Action>),
    /// Write this file, whatever is there.
    Write(Wanted, PathBuf),
    /// Ask for a file.
    Choose(Wanted),
    /// List these at the right.
    List(Listed),
    /// Explain this finding; none puts the dialog away.
    Explain(Option<Finding>),
    /// Look at what can be mended in one way only, of this rule or of all.
    Mends(Option<&'static str>),
    /// The explanation as written.
    Explained(Finding, String),
    /// Go to a cell.
    Goto(CellId),
    /// Show another tab.
    Show(View),
    /// Show this project.
    Project(usize),
    /// A new report on this form for this year.
    New(String, i32),
    /// Open this file.
    Open(PathBuf),
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
}

/// What the list at the right shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Listed {
    /// 全部问题
    #[default]
    Findings,
    /// 待核实
    Waiting,
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

/// The commands of menus and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    New,
    Open,
    Sample,
    Import,
    Forward,
    Years,
    Save,
    SaveAs,
    Close,
    Quit,
    Undo,
    Redo,
    Print,
    Export,
    Finish,
    Verify,
    Points,
    Mends,
    Reasons,
    Manual,
    About,
    Side,
    Beside,
    ZoomIn,
    ZoomOut,
    ZoomReset,
}

impl Command {
    /// Longer chords before shorter ones: Ctrl+Shift+Z must not be taken for Ctrl+Z.
    pub const ALL: [Self; 26] = [
        Self::Redo,
        Self::SaveAs,
        Self::New,
        Self::Open,
        Self::Sample,
        Self::Import,
        Self::Forward,
        Self::Years,
        Self::Save,
        Self::Close,
        Self::Quit,
        Self::Undo,
        Self::Print,
        Self::Export,
        Self::Finish,
        Self::Verify,
        Self::Points,
        Self::Mends,
        Self::Reasons,
        Self::Manual,
        Self::About,
        Self::Side,
        Self::Beside,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
    ];

    /// The clerk's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "新建…",
            Self::Open => "打开…",
            Self::Sample => "打开示例",
            Self::Import => "导入Word或Excel…",
            Self::Forward => "从上年结转…",
            Self::Years => "更新结转文字里的年度…",
            Self::Save => "保存",
            Self::SaveAs => "另存为…",
            Self::Close => "关闭",
            Self::Quit => "退出",
            Self::Undo => "撤销",
            Self::Redo => "重做",
            Self::Print => "打印…",
            Self::Export => "导出文件…",
            Self::Finish => "定稿或取消定稿…",
            Self::Verify => "核对校验码…",
            Self::Points => "采用建议得分…",
            Self::Mends => "采用修改建议…",
            Self::Reasons => "全部说明…",
            Self::Manual => "使用说明",
            Self::About => "关于",
            Self::Side => "显示或隐藏审核栏",
            Self::Beside => "上年对照",
            Self::ZoomIn => "放大",
            Self::ZoomOut => "缩小",
            Self::ZoomReset => "原始大小",
        }
    }

    /// Its keys; Redo has a second pair, see [`Command::pressed`].
    pub fn keys(self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        match self {
            Self::New => ctrl(Key::N),
            Self::Open => ctrl(Key::O),
            Self::Save => ctrl(Key::S),
            Self::SaveAs => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S)),
            Self::Close => ctrl(Key::W),
            Self::Quit => ctrl(Key::Q),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl(Key::Y),
            Self::Print => ctrl(Key::P),
            Self::Manual => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
            Self::Side => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F8)),
            Self::Beside => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F7)),
            Self::ZoomIn => ctrl(Key::Plus),
            Self::ZoomOut => ctrl(Key::Minus),
            Self::ZoomReset => ctrl(Key::Num0),
            Self::Export => ctrl(Key::E),
            Self::Sample
            | Self::Import
            | Self::Forward
            | Self::Years
            | Self::Finish
            | Self::Verify
            | Self::Points
            | Self::Mends
            | Self::Reasons
            | Self::About => None,
        }
    }

    /// Takes the keys of a command out of the input, before any widget sees them: a focused box has an undo of its own
    /// and would answer first.
    pub fn pressed(ctx: &eframe::egui::Context) -> Option<Self> {
        let redo = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
        ctx.input_mut(|input| {
            if input.consume_shortcut(&redo) {
                return Some(Self::Redo);
            }
            Self::ALL.into_iter().find(|command| command.keys().is_some_and(|keys| input.consume_shortcut(&keys)))
        })
    }
}
