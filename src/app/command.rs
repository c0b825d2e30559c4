//! The commands: words, keys, menu and when each is allowed, in one row each. Menus, keys and the lists of keys in the
//! manual and in docs are made from it.

use crate::desk::{Desk, RowDeed};
use crate::form::CellId;
use crate::report::Side;
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// The commands of menus and keys, in the order of the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    New,
    Forward,
    Import,
    Open,
    Sample,
    Save,
    SaveAs,
    KeepVersion,
    Versions,
    BackUp,
    Close,
    Print,
    Export,
    Submit,
    Finish,
    Verify,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Clear,
    SelectTable,
    FillDown,
    FillRight,
    FillAll,
    Find,
    Replace,
    GoTo,
    Remark,
    CellLine,
    Years,
    Filling,
    Disapprove,
    Points,
    Mends,
    Reasons,
    CheckAll,
    NextFinding,
    LastFinding,
    InsertAbove,
    InsertBelow,
    DuplicateRow,
    RowUp,
    RowDown,
    RemoveRow,
    FillNone,
    NextPage,
    PreviousPage,
    Whole,
    Comparison,
    Difference,
    Side,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    HighContrast,
    Manual,
    About,
}

/// A menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Menu {
    /// 文件
    File,
    /// 编辑
    Edit,
    /// 行
    Row,
    /// 查看
    View,
    /// 帮助
    Help,
}

impl Menu {
    /// All of them, from the left.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::Row, Self::View, Self::Help];

    /// The clerk's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::File => "文件",
            Self::Edit => "编辑",
            Self::Row => "行",
            Self::View => "查看",
            Self::Help => "帮助",
        }
    }
}

/// All there is to know of a command, besides what it does.
pub(crate) struct CommandRow {
    /// The command.
    pub command: Command,
    /// The clerk's words.
    pub words: &'static str,
    /// Its keys; the first stand in the menu.
    pub keys: &'static [KeyboardShortcut],
    /// Where it stands, and in which group of it.
    pub menu: (Menu, u8),
    /// When it is allowed.
    pub allowed: fn(&Situation<'_>) -> bool,
}

/// What the window stands at when a command is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    /// The open report; none while a document is looked at that may go into it.
    pub desk: Option<&'a Desk>,
    /// The current cell; none on a page that has no cells.
    pub current: Option<&'a CellId>,
    /// Others are selected beside it.
    pub several: bool,
}

impl Situation<'_> {
    /// What a command does with the row of the current cell can be done there.
    fn allows(&self, command: Command) -> bool {
        let edit = |(desk, deed): (&Desk, RowDeed)| desk.row_edit(self.current?, deed);
        let others = self.several && command == Command::FillNone && writable(self);
        others || self.desk.zip(command.row_deed()).and_then(edit).is_some()
    }
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn alt_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn row(
    command: Command,
    words: &'static str,
    keys: &'static [KeyboardShortcut],
    menu: (Menu, u8),
    allowed: fn(&Situation<'_>) -> bool,
) -> CommandRow {
    CommandRow { command, words, keys, menu, allowed }
}

fn always(_: &Situation<'_>) -> bool {
    true
}

fn open(now: &Situation<'_>) -> bool {
    now.desk.is_some()
}

fn at_cell(now: &Situation<'_>) -> bool {
    now.current.is_some()
}

fn writable(now: &Situation<'_>) -> bool {
    at_cell(now) && now.desk.is_some_and(Desk::is_writable)
}

fn undoable(now: &Situation<'_>) -> bool {
    now.desk.is_some_and(Desk::can_undo)
}

fn redoable(now: &Situation<'_>) -> bool {
    now.desk.is_some_and(Desk::can_redo)
}

fn carried(now: &Situation<'_>) -> bool {
    now.desk.is_some_and(|desk| desk.report().last.is_some())
}

fn approved(now: &Situation<'_>) -> bool {
    now.desk.is_some_and(|desk| desk.report().approved.is_some() && desk.is_writable())
}

/// Every command, in the order of the menus.
#[rustfmt::skip]
pub(crate) static COMMANDS: &[CommandRow] = &[
    row(Command::New, "新建…", &[ctrl(Key::N)], (Menu::File, 1), always),
    row(Command::Forward, "从上年结转…", &[], (Menu::File, 1), always),
    row(Command::Import, "导入Word、Excel或PDF…", &[], (Menu::File, 1), always),
    row(Command::Open, "打开…", &[ctrl(Key::O)], (Menu::File, 1), always),
    row(Command::Sample, "打开示例", &[], (Menu::File, 1), always),
    row(Command::Save, "保存", &[ctrl(Key::S)], (Menu::File, 2), open),
    row(Command::SaveAs, "另存为…", &[ctrl_shift(Key::S)], (Menu::File, 2), open),
    row(Command::KeepVersion, "保存一个版本…", &[], (Menu::File, 2), open),
    row(Command::Versions, "各版本…", &[], (Menu::File, 2), open),
    row(Command::BackUp, "另存备份…", &[], (Menu::File, 2), open),
    row(Command::Close, "关闭", &[ctrl(Key::W)], (Menu::File, 2), open),
    row(Command::Print, "打印…", &[ctrl(Key::P)], (Menu::File, 3), open),
    row(Command::Export, "导出文件…", &[ctrl(Key::E)], (Menu::File, 3), open),
    row(Command::Submit, "报送…", &[], (Menu::File, 3), open),
    row(Command::Finish, "定稿或取消定稿…", &[], (Menu::File, 3), open),
    row(Command::Verify, "核对校验码…", &[], (Menu::File, 3), open),
    row(Command::Quit, "退出", &[ctrl(Key::Q)], (Menu::File, 4), always),
    row(Command::Undo, "撤销", &[ctrl(Key::Z)], (Menu::Edit, 0), undoable),
    row(Command::Redo, "重做", &[ctrl(Key::Y), ctrl_shift(Key::Z)], (Menu::Edit, 0), redoable),
    row(Command::Cut, "剪切", &[ctrl(Key::X)], (Menu::Edit, 1), writable),
    row(Command::Copy, "复制", &[ctrl(Key::C)], (Menu::Edit, 1), at_cell),
    row(Command::Paste, "粘贴", &[ctrl(Key::V)], (Menu::Edit, 1), writable),
    row(Command::Clear, "清除内容", &[plain(Key::Delete)], (Menu::Edit, 1), writable),
    row(Command::SelectTable, "选定整张表", &[ctrl(Key::A)], (Menu::Edit, 1), at_cell),
    row(Command::FillDown, "向下填充", &[ctrl(Key::D)], (Menu::Edit, 1), writable),
    row(Command::FillRight, "向右填充", &[ctrl(Key::R)], (Menu::Edit, 1), writable),
    row(Command::FillAll, "填入所选各格", &[ctrl(Key::Enter)], (Menu::Edit, 1), writable),
    row(Command::Find, "查找…", &[ctrl(Key::F)], (Menu::Edit, 1), open),
    row(Command::Replace, "替换…", &[ctrl(Key::H)], (Menu::Edit, 1), open),
    row(Command::GoTo, "转到…", &[ctrl(Key::G)], (Menu::Edit, 1), open),
    row(Command::Remark, "批注…", &[shift(Key::F2)], (Menu::Edit, 1), at_cell),
    row(Command::CellLine, "到编辑栏", &[ctrl(Key::F2)], (Menu::Edit, 1), at_cell),
    row(Command::Years, "更新结转文字里的年度…", &[], (Menu::Edit, 2), carried),
    row(Command::Filling, "按批复的绩效目标填写…", &[], (Menu::Edit, 2), approved),
    row(Command::Disapprove, "不再对照批复的绩效目标…", &[], (Menu::Edit, 2), approved),
    row(Command::Points, "采用建议得分…", &[], (Menu::Edit, 3), open),
    row(Command::Mends, "采用修改建议…", &[], (Menu::Edit, 3), open),
    row(Command::Reasons, "全部说明…", &[], (Menu::Edit, 3), open),
    row(Command::CheckAll, "核对全部…", &[plain(Key::F9)], (Menu::Edit, 4), open),
    row(Command::NextFinding, "下一个问题", &[plain(Key::F4)], (Menu::Edit, 4), open),
    row(Command::LastFinding, "上一个问题", &[shift(Key::F4)], (Menu::Edit, 4), open),
    row(Command::InsertAbove, "在上方插入行", &[alt_shift(Key::Insert)], (Menu::Row, 1), |now| now.allows(Command::InsertAbove)),
    row(Command::InsertBelow, "在下方插入行", &[alt(Key::Insert)], (Menu::Row, 1), |now| now.allows(Command::InsertBelow)),
    row(Command::DuplicateRow, "复制行", &[ctrl_shift(Key::D)], (Menu::Row, 1), |now| now.allows(Command::DuplicateRow)),
    row(Command::RowUp, "上移", &[alt(Key::ArrowUp)], (Menu::Row, 2), |now| now.allows(Command::RowUp)),
    row(Command::RowDown, "下移", &[alt(Key::ArrowDown)], (Menu::Row, 2), |now| now.allows(Command::RowDown)),
    row(Command::RemoveRow, "删除行", &[alt(Key::Delete)], (Menu::Row, 3), |now| now.allows(Command::RemoveRow)),
    row(Command::FillNone, "本行填“无”", &[ctrl_shift(Key::N)], (Menu::Row, 4), |now| now.allows(Command::FillNone)),
    row(Command::NextPage, "下一页", &[ctrl(Key::PageDown), ctrl(Key::Tab)], (Menu::View, 0), open),
    row(Command::PreviousPage, "上一页", &[ctrl(Key::PageUp), ctrl_shift(Key::Tab)], (Menu::View, 0), open),
    row(Command::Whole, "整表或分页", &[plain(Key::F6)], (Menu::View, 1), open),
    row(Command::Comparison, "上年对照", &[plain(Key::F7)], (Menu::View, 1), open),
    row(Command::Difference, "逐格对照…", &[], (Menu::View, 1), open),
    row(Command::Side, "显示或隐藏审核栏", &[plain(Key::F8)], (Menu::View, 2), at_cell),
    row(Command::ZoomIn, "放大", &[ctrl(Key::Plus), ctrl(Key::Equals)], (Menu::View, 2), always),
    row(Command::ZoomOut, "缩小", &[ctrl(Key::Minus)], (Menu::View, 2), always),
    row(Command::ZoomReset, "原始大小", &[ctrl(Key::Num0)], (Menu::View, 2), always),
    row(Command::HighContrast, "高对比度", &[], (Menu::View, 2), always),
    row(Command::Manual, "使用说明", &[plain(Key::F1)], (Menu::Help, 1), always),
    row(Command::About, "关于", &[], (Menu::Help, 1), always),
];

impl Command {
    /// Its row.
    #[allow(clippy::indexing_slicing, reason = "the table is not empty")]
    pub fn row(self) -> &'static CommandRow {
        // The enum and the table have one order; a test walks both.
        COMMANDS.iter().find(|row| row.command == self).unwrap_or(&COMMANDS[0])
    }

    /// It is for the cells that are selected. While a text is edited its keys are the text's.
    pub fn is_of_cells(self) -> bool {
        (Self::Cut as usize..=Self::FillAll as usize).contains(&(self as usize))
    }

    /// What it does with the row of the current cell, if that is what it does.
    pub fn row_deed(self) -> Option<RowDeed> {
        Some(match self {
            Self::InsertAbove => RowDeed::Insert(Side::Above),
            Self::InsertBelow => RowDeed::Insert(Side::Below),
            Self::DuplicateRow => RowDeed::Duplicate,
            Self::RowUp => RowDeed::Up,
            Self::RowDown => RowDeed::Down,
            Self::RemoveRow => RowDeed::Remove,
            Self::FillNone => RowDeed::FillNone,
            _ => return None,
        })
    }

    /// Takes the keys of a command out of the input, before any widget sees them: a focused box has an undo of its own
    /// and would answer first. Those of a command that is not allowed are taken out too.
    pub fn pressed(ctx: &Context, now: &Situation<'_>) -> Option<Self> {
        // Longer chords before shorter ones: Ctrl+Shift+Z must not be taken for Ctrl+Z.
        let chords = |shift: bool| {
            let all = COMMANDS.iter().filter(|row| !row.command.is_of_cells());
            let all = all.flat_map(|row| row.keys.iter().map(move |keys| (row, keys)));
            all.filter(move |(_, keys)| keys.modifiers.shift == shift)
        };
        let pressed = |input: &mut eframe::egui::InputState| {
            let mut taken = |keys: &KeyboardShortcut| {
                let is_it = |event: &Event| matches!(event, Event::Key { key, pressed: true, modifiers, .. } if presses(*keys, *modifiers, *key));
                let found = input.events.iter().position(is_it);
                found.map(|index| input.events.remove(index)).is_some()
            };
            chords(true).chain(chords(false)).find(|(_, keys)| taken(keys)).map(|(row, _)| row)
        };
        let row = ctx.input_mut(pressed)?;
        (row.allowed)(now).then_some(row.command)
    }
}

impl CommandRow {
    /// Its first keys, as the menu shows them.
    pub fn first_keys(&self) -> String {
        self.keys.first().copied().map(chord).unwrap_or_default()
    }

    /// All its keys: Ctrl+Y或Ctrl+Shift+Z.
    pub fn keys_in_words(&self) -> String {
        self.keys.iter().copied().map(chord).collect::<Vec<_>>().join("或")
    }
}

/// That key with these modifiers presses the keys. Shift may be needed for the sign itself; with Alt another is written.
fn presses(keys: KeyboardShortcut, modifiers: Modifiers, key: Key) -> bool {
    key == keys.logical_key && modifiers.alt == keys.modifiers.alt && modifiers.matches_logically(keys.modifiers)
}

/// These are the keys of a command.
#[must_use]
pub fn is_of_a_command(modifiers: Modifiers, key: Key) -> bool {
    COMMANDS.iter().flat_map(|row| row.keys).any(|keys| presses(*keys, modifiers, key))
}

/// Keys as the clerk reads them: Ctrl+Shift+Z.
fn chord(keys: KeyboardShortcut) -> String {
    let ctrl = if keys.modifiers.command { "Ctrl+" } else { "" };
    let alt = if keys.modifiers.alt { "Alt+" } else { "" };
    let shift = if keys.modifiers.shift { "Shift+" } else { "" };
    let key = match keys.logical_key {
        Key::Plus => "加号",
        Key::Minus => "减号",
        Key::Equals => "等号",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        key => key.symbol_or_name(),
    };
    format!("{ctrl}{alt}{shift}{key}")
}

/// All commands in the order of the menus: the clerk's words, and the keys.
pub fn commands() -> impl Iterator<Item = (&'static str, &'static [KeyboardShortcut])> {
    COMMANDS.iter().map(|row| (row.words, row.keys))
}

/// The commands that have keys, and the keys in words, in the order of the menus.
#[must_use]
pub fn listed_keys() -> Vec<(String, &'static str)> {
    let keyed = COMMANDS.iter().filter(|row| !row.keys.is_empty());
    keyed.map(|row| (row.keys_in_words(), row.words.trim_end_matches('…'))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_one_row_and_nothing_is_meant_twice() {
        for (n, row) in COMMANDS.iter().enumerate() {
            assert_eq!(row.command as usize, n, "{}: the table is in the order of the enum, and whole", row.words);
            for other in COMMANDS.iter().skip(n + 1) {
                assert_ne!(row.words, other.words);
                assert!(row.keys.iter().all(|keys| !other.keys.contains(keys)), "{} and {}", row.words, other.words);
            }
        }
        assert_eq!(Command::About as usize + 1, COMMANDS.len());
        // A menu's commands stand together, group by group.
        let place = |row: &CommandRow| (row.menu.0 as usize, row.menu.1);
        assert!(COMMANDS.is_sorted_by_key(place));
    }
}
