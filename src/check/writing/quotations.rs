//! Figures that texts quote as 【name】: each has a number to put there.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Note, Wrong};
use crate::check::rule::{Found, Rule};
use crate::sheet::{Cell, is_place_name, names};

pub static QUOTED_FIGURE_BLANK: Rule = Rule {
    id: "quoted-figure-blank",
    number: "V02",
    severity: Wrong,
    title: "文字里引用的数字还没有填",
    basis: "文字里的【】由表格里的数字代替，数字没有填的，【】会照原样打印",
    authority: Authority::Practice,
    run: quoted_figure_blank,
};

/// V02. The figure is known and has no number yet.
fn quoted_figure_blank(context: &Context, found: &mut Found) {
    for cell in quoting(context) {
        for name in names(&cell.text) {
            let Some(figure) = context.sheet.quoted(context.form, name).filter(|figure| figure.text.is_empty()) else {
                continue;
            };
            let says = format!("文字里引用了【{name}】，这个数字还没有填，请先填表，或者删去这个引用。");
            found.say(&cell.at, figure.at.as_ref().as_slice(), says);
        }
    }
}

pub static QUOTED_FIGURE_GONE: Rule = Rule {
    id: "quoted-figure-gone",
    number: "V05",
    severity: Wrong,
    title: "文字里引用的数字在表里已经没有",
    basis: "文字里的【】由表格里的数字代替，项目或行删除以后，引用它的【】会照原样打印",
    authority: Authority::Practice,
    run: quoted_figure_gone,
};

/// V05. The name is a place of this form, and no cell is there: the row or project was taken out.
fn quoted_figure_gone(context: &Context, found: &mut Found) {
    for cell in quoting(context) {
        let gone = |name: &&str| is_place_name(context.form, name) && is_unknown(context, name);
        for name in names(&cell.text).filter(gone) {
            let says =
                format!("文字里引用的【{name}】在表里已经没有，请用“插入数字”改为现有的数字，或者删去这个引用。");
            found.say(&cell.at, &[], says);
        }
    }
}

pub static QUOTED_NAME_UNKNOWN: Rule = Rule {
    id: "quoted-name-unknown",
    number: "V03",
    severity: Note,
    title: "文字里的【】不是表里的数字",
    basis: "文字里的【】由表格里的数字代替，名称不对的会照原样打印",
    authority: Authority::Practice,
    run: quoted_name_unknown,
};

/// V03. Brackets that name nothing here. Silent where nothing but figures or Latin letters stands between them: a
/// document's number is written so.
fn quoted_name_unknown(context: &Context, found: &mut Found) {
    for cell in quoting(context) {
        let unknown = |name: &&str| {
            let words = name.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
            words && !is_place_name(context.form, name) && is_unknown(context, name)
        };
        for name in names(&cell.text).filter(unknown) {
            let says = format!("【{name}】不是表里的数字，会照原样打印；要引用数字的，请用“插入数字”重新放入。");
            found.say(&cell.at, &[], says);
        }
    }
}

fn is_unknown(context: &Context, name: &str) -> bool {
    context.sheet.quoted(context.form, name).is_none()
}

/// The long texts that have brackets, whoever wrote them and when: what is quoted in them is printed all the same.
fn quoting<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Cell> {
    context.paragraphs.iter().copied().filter(|cell| cell.text.contains('【'))
}
