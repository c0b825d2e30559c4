//! Figures that texts quote as 【name】: each has a number to put there.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Note, Wrong};
use crate::check::reading::quoting::{FaultyNames, NameFault};
use crate::check::rule::{Found, Rule};
use crate::form::CellId;
use crate::value::listed;

/// As many names are told in a sentence.
const NAMED: usize = 5;

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
    for faulty in of(context, NameFault::Blank) {
        let says = format!("文字里引用了{}，还没有填数字，请先填表，或者删去这个引用。", told(faulty));
        let lead_to: Vec<&CellId> = faulty.lead_to.iter().collect();
        found.say(&faulty.cell.at, &lead_to, says);
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
    for faulty in of(context, NameFault::Gone) {
        let names = told(faulty);
        let says = format!("文字里引用的{names}在表里已经没有，请用“插入数字”改为现有的数字，或者删去这个引用。");
        found.say(&faulty.cell.at, &[], says);
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

/// V03. Brackets that name nothing here.
fn quoted_name_unknown(context: &Context, found: &mut Found) {
    for faulty in of(context, NameFault::Unknown) {
        let names = told(faulty);
        let says = format!("{names}不是表里的数字，会照原样打印；要引用数字的，请用“插入数字”重新放入。");
        found.say(&faulty.cell.at, &[], says);
    }
}

fn of<'c>(context: &'c Context, fault: NameFault) -> impl Iterator<Item = &'c FaultyNames<'c>> {
    context.faulty_names.iter().filter(move |faulty| faulty.fault == fault)
}

fn told(faulty: &FaultyNames) -> String {
    listed(faulty.names.iter().map(|name| format!("【{name}】")), NAMED)
}
