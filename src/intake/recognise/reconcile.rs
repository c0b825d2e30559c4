//! What the figures say to each other once they stand in the form: what need not be written, what is doubtful.

use crate::form::{CellId, ColumnRole, Form, Formula, Holds, Kind, Role};
use crate::intake::label::Likeness;
use crate::intake::plan::{Homeless, ImportPlan, Placed};
use crate::report::{self, Edit, Report};
use crate::sheet::{Cell, Sheet, Value, derive};
use crate::value::{Money, MoneyUnit, Text};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Puts everything into an empty report, looks, and says what is doubtful. Nothing is corrected.
pub(super) fn reconcile(form: &Form, plan: &mut ImportPlan) {
    let computed = |placed: &Placed| form.slot(&placed.at).is_none_or(|slot| slot.blocked || slot.formula.is_some());
    let (figures, mut written): (Vec<Placed>, Vec<Placed>) =
        std::mem::take(&mut plan.placed).into_iter().partition(computed);
    written.extend(worked_out(form, &written, &figures));
    let sheet = trial(form, plan.year, &written);
    let mut refused = Vec::new();
    for mut figure in figures {
        let Some(cell) = sheet.cell(&figure.at) else {
            refused.push((figure, "表样里没有这一格。".to_string()));
            continue;
        };
        let own = cell.computed.as_deref().unwrap_or(&cell.value);
        let said = Value::read(&figure.text, cell.holds, form.money);
        let blocked = form.slot(&figure.at).is_some_and(|slot| slot.blocked);
        if same(&said, own, form.money) || (blocked && matches!(said, Value::Dash | Value::Nothing)) {
            plan.agreed.push(figure);
            continue;
        }
        let computed = own.shown(form.money);
        let computed = if computed.is_empty() { "空白".into() } else { computed };
        let sentence = format!("文件里印的是“{}”，按各格的数计算是“{computed}”。", figure.text);
        if blocked {
            refused.push((figure, format!("{sentence}这一格由程序计算，不能填写。")));
        } else {
            figure.doubts.push(sentence);
            written.push(figure);
        }
    }
    let (sums, mut written): (Vec<Placed>, Vec<Placed>) =
        written.into_iter().partition(|placed| is_sum(form, &sheet, placed));
    plan.agreed.extend(sums);
    doubts(form, &sheet, &mut written);
    for (figure, why) in refused {
        plan.homeless.push(Homeless { from: figure.from, text: figure.text, why });
    }
    written.sort_by_key(|placed| placed.from);
    plan.placed = written;
    plan.homeless.sort_by_key(|homeless| homeless.from);
}

fn trial(form: &Form, year: i32, written: &[Placed]) -> Sheet {
    let mut report = Report::new(form, year);
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
        if placed.sure == Likeness::Near {
            placed.doubts.push("标签与表样的写法不完全一样，请核对放在这里是否合适。".into());
        }
        if let Some(sum) = cell
            .rows_sum
            .as_ref()
            .filter(|sum| adds_up(form, cell) && !same(&cell.value, sum, form.money) && cell.value.is_figure())
        {
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
