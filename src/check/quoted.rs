//! Figures that texts quote as 【name】: each has a number to put there.

use super::Severity::{Note, Wrong};
use super::{Found, Look, Rule, is_written};
use crate::form::Holds;
use crate::sheet::{Cell, names};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 2] = [
    Rule {
        id: "quoted-figure-blank",
        number: "V02",
        severity: Wrong,
        title: "文字里引用的数字还没有填",
        basis: "文字里的【】由表格里的数字代替，数字没有填的，【】会照原样打印",
        run: quoted_figure_blank,
    },
    Rule {
        id: "quoted-name-unknown",
        number: "V03",
        severity: Note,
        title: "文字里的【】不是表里的数字",
        basis: "文字里的【】由表格里的数字代替，名称不对的会照原样打印",
        run: quoted_name_unknown,
    },
];

/// V02. The figure is known and has no number yet.
fn quoted_figure_blank(look: &Look, found: &mut Found) {
    for cell in quoting(look) {
        for name in names(&cell.text) {
            let Some(figure) = look.sheet.quoted(look.form, name).filter(|figure| figure.text.is_empty()) else {
                continue;
            };
            let says = format!("文字里引用了【{name}】，这个数字还没有填，请先填表，或者删去这个引用。");
            found.say(&cell.at, figure.at.as_ref().as_slice(), says);
        }
    }
}

/// V03. Brackets that name nothing here. Silent where nothing but figures or Latin letters stands between them: a
/// document's number is written so.
fn quoted_name_unknown(look: &Look, found: &mut Found) {
    for cell in quoting(look) {
        let unknown = |name: &&str| {
            name.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) && look.sheet.quoted(look.form, name).is_none()
        };
        for name in names(&cell.text).filter(unknown) {
            let says = format!("【{name}】不是表里的数字，会照原样打印；要引用数字的，请用“插入数字”重新放入。");
            found.say(&cell.at, &[], says);
        }
    }
}

/// The long texts that somebody wrote and that have brackets.
fn quoting<'a>(look: &Look<'a>) -> impl Iterator<Item = &'a Cell> {
    let long = look.sheet.cells().filter(|cell| cell.holds == Holds::Long && !cell.is_blank());
    long.filter(|cell| (is_written(cell) || cell.unconfirmed) && cell.text.contains('【'))
}
