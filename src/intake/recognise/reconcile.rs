//! What the figures say to each other once they stand in the form: what need not be written, what is doubtful.

use crate::form::{CellId, ColumnRole, Form, Formula, Holds, Kind, Role, TOTAL_ROW};
use crate::intake::label::{LabelText, Likeness, plain};
use crate::intake::plan::{Homeless, ImportPlan, Placed, PrintedAmount};
use crate::report::{self, Edit, Report};
use crate::sheet::{Cell, Sheet, Value, derive};
use crate::value::{Money, MoneyUnit, Text};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// Puts everything into an empty report, looks, and says what is doubtful. Nothing is corrected.
pub(super) fn reconcile(form: &Form, plan: &mut ImportPlan) {
    let computed = |placed: &Placed| form.slot(&placed.at).is_none_or(|slot| slot.blocked || slot.formula.is_some());
    let (figures, mut written): (Vec<Placed>, Vec<Placed>) =
        std::mem::take(&mut plan.placed).into_iter().partition(computed);
    written.extend(worked_out(form, &written, &figures));
    // What agrees is known only once everything has landed: a figure that is kept changes what follows from it.
    let mut open = figures;
    let sheet = loop {
        let sheet = trial(form, Report::new(form, plan.year), &written);
        let keeps = |figure: &Placed| !agrees(form, &sheet, figure) && is_writable(form, &sheet, figure);
        let (kept, rest): (Vec<Placed>, Vec<Placed>) = open.into_iter().partition(keeps);
        open = rest;
        if kept.is_empty() {
            break sheet;
        }
        written.extend(kept.into_iter().map(|mut figure| {
            figure.doubts.push(difference(form, &sheet, &figure));
            figure
        }));
    };
    let (agreed, refused): (Vec<Placed>, Vec<Placed>) =
        open.into_iter().partition(|figure| agrees(form, &sheet, figure));
    // A grade has no cell of its own: it only says what the program says.
    let (agreed, grades): (Vec<Placed>, Vec<Placed>) =
        agreed.into_iter().partition(|figure| sheet.cell(&figure.at).is_some());
    plan.agreed.extend(agreed);
    plan.labels.extend(grades.into_iter().map(|grade| grade.from));
    let (sums, mut written): (Vec<Placed>, Vec<Placed>) =
        written.into_iter().partition(|placed| is_sum(form, &sheet, placed) || is_annex_list(form, &sheet, placed));
    plan.agreed.extend(sums);
    doubts(form, &sheet, &mut written);
    for figure in refused {
        let why = match sheet.cell(&figure.at) {
            Some(_) => format!("{}这一格由程序计算，不能填写。", difference(form, &sheet, &figure)),
            None if form.scoring.grades.iter().any(|grade| grade.name == figure.text) => {
                let own = grade(&sheet, &figure).map_or("还评不出等级", Text::as_str);
                format!("文件里印的等级是“{}”，按总分计算是“{own}”。", figure.text)
            }
            None => "表样里没有这一格。".into(),
        };
        for from in figure.also.iter().chain([&figure.from]) {
            plan.homeless.push(Homeless { from: *from, text: figure.text.clone(), why: why.clone() });
        }
    }
    written.sort_by_key(|placed| placed.from);
    plan.placed = written;
    plan.homeless.sort_by_key(|homeless| homeless.from);
    converted(form, &mut plan.placed);
}

/// Amounts that were converted are confirmed once a table: at the first of them. What is doubtful besides is not among
/// them.
fn converted(form: &Form, placed: &mut [Placed]) {
    for placed in placed.iter_mut() {
        let doubtful = !placed.is_sure();
        placed.printed.iter_mut().for_each(|printed| printed.doubtful = doubtful);
    }
    let mut tables: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (n, placed) in placed.iter().enumerate().filter(|(_, placed)| placed.printed.is_some()) {
        tables.entry(placed.from.block).or_insert((n, 0)).1 += 1;
    }
    for (first, count) in tables.into_values() {
        let Some(placed) = placed.get_mut(first) else { continue };
        let printed = placed.printed.as_ref().map(PrintedAmount::words).unwrap_or_default();
        placed.doubts.push(format!(
            "文件里这张表的金额单位不是{}，{count}格都已换算，这一格印的是“{printed}”；请对照原件核对一次。",
            form.money.word()
        ));
    }
}

/// A printed figure is what the program computes; where it computes nothing, a dash or a rate of 0 says so.
pub(super) fn agrees(form: &Form, sheet: &Sheet, figure: &Placed) -> bool {
    let Some(cell) = sheet.cell(&figure.at) else { return grade(sheet, figure).is_some_and(|own| *own == figure.text) };
    let own = cell.computed.as_deref().unwrap_or(&cell.value);
    let said = Value::read(&figure.text, cell.holds, form.money);
    let blocked = form.slot(&figure.at).is_some_and(|slot| slot.blocked);
    let none = matches!(said, Value::Rate(rate) if rate.0.is_zero()) && *own == Value::Blank;
    let nothing = none || matches!(said, Value::Dash | Value::Nothing) && (blocked || !own.is_figure());
    let given = blocked && LabelText::new(&cell.text).like(&LabelText::new(&figure.text)).is_some();
    same(&said, own, form.money) || nothing || given || is_execution_alone(sheet, figure, &said)
}

/// The grade that the closing row of the indicators comes to: some papers print it there.
fn grade<'s>(sheet: &'s Sheet, figure: &Placed) -> Option<&'s Text> {
    let part = sheet.part(&figure.at.section).filter(|_| figure.at.row == TOTAL_ROW);
    part.and_then(|part| part.points.as_ref()?.grade.as_ref())
}

/// A paper may print 总分 where 预算执行率 alone has points: the program computes none yet.
fn is_execution_alone(sheet: &Sheet, figure: &Placed, said: &Value) -> bool {
    let points = sheet.part(&figure.at.section).and_then(|part| part.points.as_ref());
    let role = sheet.cell(&figure.at).filter(|cell| cell.is_blank()).and_then(|cell| cell.role);
    let own = points.filter(|_| figure.at.row == TOTAL_ROW).map(|points| match role {
        Some(ColumnRole::Weight) => points.weights,
        _ => points.points,
    });
    own.is_some_and(|own| *said == Value::Score(own))
}

/// A printed figure can be kept beside what the program computes.
pub(super) fn is_writable(form: &Form, sheet: &Sheet, figure: &Placed) -> bool {
    sheet.cell(&figure.at).is_some() && form.slot(&figure.at).is_some_and(|slot| !slot.blocked)
}

/// What is printed and what the program computes, in a sentence.
pub(super) fn difference(form: &Form, sheet: &Sheet, figure: &Placed) -> String {
    let own = sheet.cell(&figure.at).map(|cell| cell.computed.as_deref().unwrap_or(&cell.value).shown(form.money));
    let own = own.filter(|own| !own.is_empty()).unwrap_or_else(|| "空白".into());
    format!("文件里印的是“{}”，按各格的数计算是“{own}”。", figure.text)
}

/// What a report comes to with these texts in it. A cell that cannot be written stays as it is: this is a look.
pub(super) fn trial(form: &Form, mut report: Report, written: &[Placed]) -> Sheet {
    for placed in written {
        report::apply(form, &mut report, &Edit::Write { at: placed.at.clone(), text: placed.text.clone() }).ok();
    }
    derive(form, &report)
}

/// The same figure as it would be shown, or the same words.
fn same(said: &Value, own: &Value, unit: MoneyUnit) -> bool {
    match (said, own) {
        (Value::Rate(said), Value::Rate(own)) => said.plain() == own.plain(),
        (said, own) if said.is_figure() => said.shown(unit) == own.shown(unit),
        (said, own) => said == own,
    }
}

/// What the paper does not show and its figures imply: 全年预算数 less 年初预算数 is 调增调减, in the row of 上年结转
/// 上年结转. Only where the form sums these up, and the paper states the sum.
fn worked_out(form: &Form, written: &[Placed], figures: &[Placed]) -> Vec<Placed> {
    let text: HashMap<&CellId, &Text> =
        written.iter().chain(figures).map(|placed| (&placed.at, &placed.text)).collect();
    let money = |at: &CellId| match Value::read(text.get(at).map_or("", |text| text.as_str()), Holds::Money, form.money)
    {
        Value::Money(money) => Some(money),
        _ => None,
    };
    let mut all = Vec::new();
    for sum in figures {
        let Some(slot) = form.slot(&sum.at) else { continue };
        let (Some(Formula::Sum(parts)), Kind::Grid(grid)) = (slot.formula, &slot.section.kind) else { continue };
        // A row that has rows below it is summed up from them.
        if grid.find(&|row| row.id == sum.at.row && !row.rows.is_empty()).is_some() {
            continue;
        }
        let Some(whole) = money(&sum.at) else { continue };
        let role = |id: &str| {
            grid.columns.iter().find(|column| column.id == id && column.screen_only).and_then(|column| column.role)
        };
        let wanted =
            if slot.role == Some(Role::ProjectCarryOver) { ColumnRole::CarryOver } else { ColumnRole::Adjusted };
        let Some(hidden) = parts.iter().find(|part| role(part) == Some(wanted)) else { continue };
        let stated: Money = parts.iter().filter_map(|part| money(&sum.at.in_column(part))).sum();
        let rest = whole - stated;
        if rest != Money::default() {
            let doubt = format!("文件里没有这一格，由“{}”减去其余各项得出。", sum.text);
            let at = sum.at.in_column(hidden);
            all.push(Placed { at, text: rest.plain(form.money).into(), doubts: vec![doubt], ..sum.clone() });
        }
    }
    all
}

fn doubts(form: &Form, sheet: &Sheet, written: &mut [Placed]) {
    let odd = out_of_scale(sheet, written);
    for placed in written.iter_mut() {
        let Some(cell) = sheet.cell(&placed.at) else { continue };
        let figure = matches!(cell.holds, Holds::Money | Holds::Count | Holds::Rate | Holds::Points);
        if figure && Value::read(&placed.text, cell.holds, form.money) == Value::Unreadable {
            placed.doubts.push(format!("“{}”不能读成数字，请对照原件核实。", placed.text));
        }
        if placed.sure == Likeness::Near && placed.doubts.is_empty() {
            placed.doubts.push("标签与表样的写法不完全一样，请核对放在这里是否合适。".into());
        }
        // Rows of noughts are rows that nobody filled in.
        let says = |sum: &Value| !matches!(sum, Value::Money(money) if *money == Money::ZERO);
        if let Some(sum) = cell.rows_sum.as_ref().filter(|sum| {
            adds_up(form, cell) && says(sum) && !same(&cell.value, sum, form.money) && cell.value.is_figure()
        }) {
            placed.doubts.push(format!("这里写的是{}，下面各行相加是{}。", placed.text, sum.shown(form.money)));
        }
        if let Some(other) = odd.get(&placed.at) {
            placed.doubts.push(format!("与{other}正好相差一万倍，请核对单位是元还是{}。", form.money.word()));
        }
    }
}

/// A total that the rows below it add up to need not be written: it follows them.
fn is_sum(form: &Form, sheet: &Sheet, placed: &Placed) -> bool {
    let Some(cell) = sheet.cell(&placed.at) else { return false };
    adds_up(form, cell)
        && cell.rows_sum.as_deref().is_some_and(|sum| sum.is_figure() && same(&cell.value, sum, form.money))
}

/// The list of annexes as the program writes it: it follows them, and need not be written.
fn is_annex_list(form: &Form, sheet: &Sheet, placed: &Placed) -> bool {
    let is_list = form.slot(&placed.at).is_some_and(|slot| slot.role == Some(Role::AnnexList));
    is_list && plain(&placed.text) == plain(&sheet.annexes(form))
}

/// The rows below a cell's row are all of it.
fn adds_up(form: &Form, cell: &Cell) -> bool {
    let Some(slot) = form.slot(&cell.at) else { return false };
    let Kind::Grid(grid) = &slot.section.kind else { return false };
    grid.find(&|row| row.id == cell.at.row).is_some_and(|row| row.below == crate::form::RowsBelow::Sum)
}

/// Amounts that are ten thousand times another of the same document, by cell, with the other's text.
fn out_of_scale(sheet: &Sheet, written: &[Placed]) -> HashMap<CellId, String> {
    let amounts: Vec<(&Placed, Decimal)> = written
        .iter()
        .filter_map(|placed| Some((placed, sheet.cell(&placed.at)?.money()?.0)))
        .filter(|(_, yuan)| !yuan.is_zero())
        .collect();
    let known: HashMap<Decimal, &Placed> = amounts.iter().map(|(placed, yuan)| (yuan.normalize(), *placed)).collect();
    // A round figure is soon ten thousand times another by chance.
    let telling = |yuan: &Decimal| yuan.normalize().mantissa().unsigned_abs() >= 100;
    let odd = amounts.iter().filter(|(_, yuan)| telling(yuan)).filter_map(|(placed, yuan)| {
        let small = known.get(&yuan.checked_div(Decimal::from(10_000))?.normalize())?;
        Some((placed.at.clone(), format!("“{}”", small.text)))
    });
    odd.collect()
}
