//! Cells left blank where the paper wants a statement: 0, 无, or some words.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::rule::{Found, Rule};
use crate::check::whole::Whole;
use crate::check::writing::front::says_nothing;
use crate::form::Role;
use crate::sheet::{Cell, bare};
use crate::value::Money;

/// The wholes whose every part is to be stated.
const STATED: [Role; 3] = [Role::ThreePublic, Role::Income, Role::Outlay];

pub static PART_BLANK_FOR_ZERO: Rule = Rule {
    id: "part-blank-for-zero",
    number: "B16",
    severity: Note,
    title: "合计下面有空着的格子，没有的应填0或“无”",
    basis: "没有发生的填0或“无”，空着看不出是没有还是漏填",
    authority: Authority::Practice,
    run: part_blank_for_zero,
};

/// B16. A total is stated, the parts stated come to it, and the others are blank: they are 0.
///
/// Silent until the report is under way, and where something is missing from the total: then a blank part may hold it.
fn part_blank_for_zero(context: &Context, found: &mut Found) {
    if !context.begun() {
        return;
    }
    for whole in STATED.into_iter().filter_map(|role| Whole::of(context, role)) {
        let blank: Vec<&Cell> = whole
            .line
            .cells
            .iter()
            .filter_map(|cell| Some((cell, cell.money()?)))
            .flat_map(|(cell, sum)| zeros(context, whole, &cell.at.column, sum))
            .collect();
        let Some((first, others)) = blank.split_first() else { continue };
        let also: Vec<_> = others.iter().map(|cell| &cell.at).collect();
        let sum = whole.line.cells.iter().find(|cell| cell.at.column == first.at.column).and_then(Cell::money);
        let sum = sum.unwrap_or_default();
        let says = format!(
            "“{}”合计是{}，{}下面还有{}格空着，没有发生的请填0或“无”。",
            bare(&whole.line.label),
            context.in_unit(sum),
            if sum == Money::ZERO { "" } else { "已填的各项加起来正好相等，" },
            blank.len()
        );
        let finding = found.say(&first.at, &also, says);
        for text in ["0", "无"] {
            let all = blank.iter().map(|cell| (&cell.at, text.to_string()));
            finding.mend_by_writing_all(format!("空着的都填{text}"), all);
        }
    }
}

/// The blank cells of a column below a line of that amount, where what is stated already comes to it.
fn zeros<'a>(context: &Context, whole: Whole<'a>, column: &str, amount: Money) -> Vec<&'a Cell> {
    let parts: Vec<(Whole, &Cell)> =
        whole.children().filter_map(|part| Some((part, part.line.cell(column)?))).collect();
    let sum: Money = parts.iter().filter_map(|(_, cell)| cell.money()).sum();
    let complete = !context.differ(amount, sum, parts.len());
    let mut blank = Vec::new();
    for (part, cell) in parts {
        match cell.money() {
            Some(own) => blank.extend(zeros(context, part, column, own)),
            None if cell.is_blank() && complete => {
                blank.push(cell);
                blank.extend(zeros(context, part, column, Money::ZERO));
            }
            None => {}
        }
    }
    blank
}

pub static BUILDINGS_BLANK: Rule = Rule {
    id: "buildings-blank",
    number: "D17",
    severity: Note,
    title: "楼堂馆所控制情况空着",
    basis: "没有完工的楼堂馆所项目的填“无”",
    authority: Authority::Practice,
    run: buildings_blank,
};

/// D17. Nothing at all is said of buildings, not even 无. Silent until the report is under way.
fn buildings_blank(context: &Context, found: &mut Found) {
    let Some(line) = context.sheet.line(Role::Buildings).filter(|line| line.cells.iter().all(Cell::is_blank)) else {
        return;
    };
    let mut blank = line.cells.iter().filter(|cell| cell.is_writable()).peekable();
    let Some(first) = blank.peek().copied().filter(|_| context.begun()) else { return };
    let count = line.cells.len();
    let says = format!("楼堂馆所控制情况{count}格都空着，本年没有完工项目的请填“无”，有的请填规模和投资。");
    let finding = found.say(&first.at, &[], says);
    finding.mend_by_writing_all("各格都填无".into(), blank.map(|cell| (&cell.at, "无".into())));
}

pub static THRIFT_BLANK: Rule = Rule {
    id: "thrift-blank",
    number: "D18",
    severity: Doubt,
    title: "厉行节约保障措施只写了符号",
    basis: "厉行节约保障措施要写明采取的措施或制度",
    authority: Authority::Form,
    run: thrift_blank,
};

/// D18. No measure of thrift is written but signs alone. 无 is the clerk's word and left alone; a blank is 还没填.
fn thrift_blank(context: &Context, found: &mut Found) {
    let Some(cell) = context.sheet.only(Role::Thrift).filter(|cell| says_nothing(cell)) else { return };
    let text = cell.text.trim();
    let says = format!("厉行节约保障措施只写了“{text}”，请写明采取了哪些节约措施、有哪些制度。");
    found.say(&cell.at, &[], says);
}
