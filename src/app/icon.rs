//! The line icons, by what they show; `fonts/make.sh` cuts their face.

/// 保存
pub(crate) const SAVE: char = '\u{e14d}';
/// 撤销
pub(crate) const UNDO: char = '\u{e2a1}';
/// 重做
pub(crate) const REDO: char = '\u{e2a0}';
/// 加行
pub(crate) const ADD_ROW: char = '\u{e23f}';
/// 上移
pub(crate) const UP: char = '\u{e04a}';
/// 下移
pub(crate) const DOWN: char = '\u{e042}';
/// 填“无”
pub(crate) const NONE: char = '\u{e51d}';
/// 查找
pub(crate) const SEARCH: char = '\u{e151}';
/// 核对
pub(crate) const CHECK: char = '\u{e1d0}';
/// 上年对照
pub(crate) const COLUMNS: char = '\u{e098}';
/// 打印
pub(crate) const PRINTER: char = '\u{e141}';
/// 导出
pub(crate) const EXPORT: char = '\u{e0c8}';
/// 审核栏
pub(crate) const PANEL: char = '\u{e431}';
/// Smaller.
pub(crate) const MINUS: char = '\u{e11c}';
/// Larger.
pub(crate) const PLUS: char = '\u{e13d}';
