//! The staff as the text tells it: posts approved, people in post, offices named.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Mend;
use crate::check::finding::Severity::{Doubt, Note};
use crate::check::reading::sentences::has_any;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Role};
use crate::report::Edit;
use crate::sheet::Cell;
use crate::value::{Quantity, WordSet, family, plain};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Words of a text that tells of more bodies or people than the table counts.
static MORE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["下属", "所属", "局属", "直属", "二级", "本级", "兼", "挂职", "借调", "核减", "划转", "上年"])
});
/// People outside the approved posts.
static BESIDE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&["退休", "离休", "编外", "聘", "临时", "劳务", "派遣", "辅", "遗属", "志愿", "公益"])
});
/// Offices, as a text lists them.
const OFFICES: [&str; 13] =
    ["主席", "局长", "主任", "书记", "会长", "部长", "科长", "股长", "院长", "秘书长", "馆长", "站长", "所长"];

/// What the text says of the staff.
struct ToldStaff<'t> {
    approved: Vec<&'t Quantity<'t>>,
    present: Vec<&'t Quantity<'t>>,
    offices: Decimal,
}

pub static STAFF_IN_TEXT_DIFFERS: Rule = Rule {
    id: "staff-in-text-differs",
    number: "T09",
    severity: Doubt,
    title: "文字里的编制、在职人数与基础数据表不一致",
    basis: "报告与基础数据表的人员数应一致",
    authority: Authority::Practice,
    run: staff_in_text_differs,
};

/// T09. The approved posts or the people in post that the text names are not the table's, or more offices are named than
/// posts approved.
///
/// Silent where the text tells of other bodies, of part-time or lent people, and where several numbers (行政, 事业) add
/// up to the table's or one of them is it.
fn staff_in_text_differs(context: &Context, found: &mut Found) {
    let Some(read) = context.text(Role::Setup) else { return };
    let (cell, text) = (read.cell, read.text);
    let Some(told) = told(read) else { return };
    let sides = [(ColumnRole::Approved, "编制", &told.approved), (ColumnRole::Present, "在职人数", &told.present)];
    let (mut faults, mut also, mut only) = (Vec::new(), Vec::new(), Vec::new());
    for (column, what, said) in sides {
        let Some((of, number)) = staff(context, column) else { continue };
        let sum: Decimal = said.iter().map(|quantity| quantity.number).sum();
        if said.is_empty() || sum == number || said.iter().any(|quantity| quantity.number == number) {
            continue;
        }
        let written: Vec<String> = said.iter().map(|quantity| quantity.clause(text)).collect();
        faults.push(format!("{what}是“{}”，{}是{}", written.join("、"), context.place(of), of.text.trim()));
        also.push(&of.at);
        only.extend(if let [one] = said.as_slice() { Some((one, of, number)) } else { None });
    }
    if let Some((of, approved)) = staff(context, ColumnRole::Approved).filter(|(_, number)| told.offices > *number) {
        let (offices, posts) = (plain(told.offices), plain(approved));
        faults.push(format!("职务共{offices}名，{}是{posts}，职务多于编制", context.place(of)));
        also.push(&of.at);
    }
    if faults.is_empty() {
        return;
    }
    let says = format!("文字里写的{}，请核对后改成一致，有兼职的请写明。", faults.join("；写的"));
    let finding = found.say(&cell.at, &also, says);
    for (quantity, of, number) in only.into_iter().filter(|_| cell.text == text) {
        let right = format!("{}{}", plain(number), quantity.unit);
        finding.mend_by_replacing(cell, std::slice::from_ref(&quantity.range), &right);
        let number = plain(quantity.number);
        let edit = Edit::Write { at: of.at.clone(), text: number.as_str().into() };
        finding.mends.push(Mend { label: format!("表里改成 {number}"), edit });
    }
}

pub static STAFF_NOT_TOLD: Rule = Rule {
    id: "staff-not-told",
    number: "T09",
    severity: Note,
    title: "人员情况没有写实际在职人数",
    basis: "机构设置和人员情况应写明编制数和实际在职人数",
    authority: Authority::Practice,
    run: staff_not_told,
};

/// T09. The text names the approved posts and leaves out how many people there are.
fn staff_not_told(context: &Context, found: &mut Found) {
    let (Some(read), Some((of, present))) = (context.text(Role::Setup), staff(context, ColumnRole::Present)) else {
        return;
    };
    let (cell, text) = (read.cell, read.text);
    let Some(told) = told(read) else { return };
    let Some(approved) = told.approved.last().filter(|_| told.present.is_empty()) else { return };
    if has_any(text, &["在职", "在编", "在岗", "实有", "现有"]) {
        return;
    }
    let offices = if told.offices > Decimal::ZERO {
        format!("列出的职务共{}名，", plain(told.offices))
    } else {
        String::new()
    };
    let (posts, people) = (approved.written(text), plain(present));
    let says =
        format!("文字里写了编制{posts}，{offices}没有写实际在职人数，{}是{people}人，请补上。", context.place(of));
    let finding = found.say(&cell.at, &[&of.at], says);
    if cell.text == text {
        let place = approved.range.end..approved.range.end;
        finding.mend_by_replacing(cell, &[place], &format!("，实际在职{people}人"));
        if let Some(mend) = finding.mends.last_mut() {
            mend.label = format!("写上“实际在职{people}人”");
        }
    }
}

fn told<'t>(read: &'t ReadText) -> Option<ToldStaff<'t>> {
    if MORE.is_in(read.text) {
        return None;
    }
    let people = || read.quantities.iter().filter(|m| matches!(family(m.unit), "人" | "个") && !m.rough && !m.bound);
    let own = |m: &&Quantity| !BESIDE.is_in(m.before);
    let is_present = |m: &&Quantity| ends_with_one_of(m.before, &["在职", "实有", "在编", "在岗"]);
    let is_approved = |m: &&Quantity| ends_with_one_of(m.before, &["编制", "定编"]) && !is_present(m);
    let holds = |m: &&Quantity| OFFICES.iter().any(|office| m.before.trim_end_matches(['为', '共']).ends_with(office));
    Some(ToldStaff {
        approved: people().filter(|m| own(m) && is_approved(m)).collect(),
        present: people().filter(|m| own(m) && is_present(m)).collect(),
        offices: people().filter(|m| own(m) && holds(m)).map(|m| m.number).sum(),
    })
}

/// One of the words stands before the number, and between them only what goes without saying: not 在职党员3人.
fn ends_with_one_of(before: &str, words: &[&str]) -> bool {
    let plain = |c: char| "人员数职工干部编制在岗实有为共现总计合核定名额的：: ".contains(c);
    words.iter().any(|word| {
        let behind = before.rfind(word).and_then(|at| before.get(at + word.len()..));
        behind.is_some_and(|behind| behind.chars().all(plain))
    })
}

/// The staff's cell in that column, and its number.
fn staff<'a>(context: &Context<'a>, column: ColumnRole) -> Option<(&'a Cell, Decimal)> {
    let cell = context.at(Role::Staff, column)?;
    Some((cell, cell.count()?.0))
}
