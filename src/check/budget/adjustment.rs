//! Changes of the budget during the year, and whether the report says why.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::matter::Matter;
use crate::check::reading::sentences::has_any;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::{CellId, ColumnRole, Role};
use crate::sheet::Cell;
use crate::value::{Money, Quantity};

/// A part of the adjustment, and the words by which a sentence names it.
struct AdjustedPiece {
    name: &'static str,
    by: Option<Money>,
    words: &'static [&'static str],
}

pub static ADJUSTMENT_UNEXPLAINED: Rule = Rule {
    id: "adjustment-unexplained",
    number: "B07",
    severity: Doubt,
    title: "预算调整较大，报告没有说明原因",
    basis: "全年预算比年初预算变动较大的，应在报告里说明原因",
    authority: Authority::Practice,
    run: unexplained,
};

/// B07. The full-year budget is far from the initial one, and the report leaves the change or a part of it unexplained.
fn unexplained(context: &Context, found: &mut Found) {
    let implied = &context.sheet.implied;
    let (Some(by), Some(rate)) = (implied.adjustment, implied.adjustment_rate) else { return };
    let (Some(initial), Some(full)) =
        (context.money(Role::Budget, ColumnRole::Initial), context.money(Role::Budget, ColumnRole::Full))
    else {
        return;
    };
    if rate.abs() <= context.form.limits.adjustment {
        return;
    }
    let Some((place, text)) = place_of_reasons(context) else { return };
    let said: Vec<TellingSentence> = text.into_iter().flat_map(TellingSentence::of).collect();
    let percent = rate.abs().plain();
    let whole = |told: &TellingSentence| told.reason && (told.names(context, by) || told.words.contains(&percent));
    if said.iter().any(whole) {
        return;
    }
    let pieces: Vec<AdjustedPiece> =
        pieces(context).into_iter().filter(|p| p.by.is_some_and(|m| m.abs() > context.tolerance(2))).collect();
    let (told, untold): (Vec<&AdjustedPiece>, Vec<&AdjustedPiece>) =
        pieces.iter().partition(|piece| said.iter().any(|told| told.tells(context, piece)));
    if untold.is_empty() && (!told.is_empty() || said.iter().any(|told| told.reason)) {
        return;
    }
    let at = &place.at;
    let also: Vec<&CellId> =
        [&full.0.at, &initial.0.at].into_iter().chain(bases(context)).filter(|&id| id != at).collect();
    let change = change(context, by);
    let head = format!(
        "全年预算数{}比年初预算数{}{change}（{}）",
        context.in_unit(full.1),
        context.in_unit(initial.1),
        rate.abs().plain()
    );
    found.say(at, &also, format!("{head}，{}，请补写。", missing(context, &told, &untold))).lacks(Some(place));
}

/// Where the form asks why: its text on the whole, or beside the total, where any words are believed.
fn place_of_reasons<'l, 'a>(context: &'l Context<'a>) -> Option<(&'a Cell, Option<&'l ReadText<'a>>)> {
    let beside = context.at(Role::Budget, ColumnRole::Reason);
    let open = beside.filter(|cell| !cell.is_stated()).map(|cell| (cell, None));
    if beside.is_some() { open } else { context.text(Role::OverallText).map(|text| (text.cell, Some(text))) }
}

fn pieces(context: &Context) -> [AdjustedPiece; 3] {
    let implied = &context.sheet.implied;
    [
        AdjustedPiece {
            name: "人员经费", by: implied.staff_adjustment, words: &["人员", "工资", "增人", "调资"]
        },
        AdjustedPiece { name: "公用经费", by: implied.public_adjustment, words: &["公用"] },
        AdjustedPiece {
            name: "项目支出（含上年结转）",
            by: implied.project_adjustment,
            words: &["项目", "专项", "结转"],
        },
    ]
}

/// A sentence that says why money changed, or names amounts.
struct TellingSentence<'l> {
    words: &'l str,
    quantities: &'l [Quantity<'l>],
    /// It says why.
    reason: bool,
}

impl<'l> TellingSentence<'l> {
    fn of(text: &'l ReadText) -> impl Iterator<Item = Self> {
        let told = text.sentences.iter().map(|sentence| Self {
            words: sentence.text,
            quantities: text.quantities_in(sentence),
            reason: sentence.gives_money_reason(),
        });
        let telling = text.sentences.iter().map(|sentence| sentence.has(Matter::TenThousand));
        told.zip(telling).filter(|(told, amounts)| told.reason || *amounts).map(|(told, _)| told)
    }

    /// It says why that part changed, or at least by how much.
    fn tells(&self, context: &Context, piece: &AdjustedPiece) -> bool {
        let amount = || piece.by.is_some_and(|by| self.names(context, by));
        has_any(self.words, piece.words) && (self.reason || amount())
    }

    /// It names that amount.
    fn names(&self, context: &Context, money: Money) -> bool {
        self.quantities.iter().filter_map(Quantity::money).any(|named| !context.differ(named, money.abs(), 1))
    }
}

fn missing(context: &Context, told: &[&AdjustedPiece], untold: &[&AdjustedPiece]) -> String {
    let list = |pieces: &[&AdjustedPiece]| pieces.iter().map(|p| p.name).collect::<Vec<_>>().join("、");
    let changes: Vec<String> =
        untold.iter().filter_map(|p| Some(format!("{}{}", p.name, change(context, p.by?)))).collect();
    match (told.is_empty(), changes.is_empty()) {
        (_, true) => "报告里没有说明原因".to_string(),
        (true, _) => format!("报告里没有说明{}的原因", changes.join("、")),
        (false, _) => format!("报告里只说明了{}，没有说明{}的原因", list(told), changes.join("、")),
    }
}

fn change(context: &Context, by: Money) -> String {
    format!("{}{}", if by < Money::ZERO { "减少" } else { "增加" }, context.in_unit(by.abs()))
}

/// The cells that the parts of the adjustment rest on.
fn bases<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a CellId> {
    let cells = [
        (Role::BasicOutlay, ColumnRole::Amount),
        (Role::ProjectOutlay, ColumnRole::Amount),
        (Role::PublicFunds, ColumnRole::Budgeted),
        (Role::PublicFunds, ColumnRole::Final),
        (Role::ProjectFunds, ColumnRole::Budgeted),
    ];
    let sheet = context.sheet;
    cells.into_iter().filter_map(move |(row, column)| sheet.at(row, column)).map(|cell| &cell.at)
}

pub static ADJUSTMENT_PARTS_DIFFER: Rule = Rule {
    id: "adjustment-parts-differ",
    number: "D15",
    severity: Doubt,
    title: "基本支出和各项目的调整合计与预算总调整不符",
    basis: "全年预算－年初预算＝基本支出调整＋各项目的上年结转和调增调减",
    authority: Authority::Practice,
    run: parts_differ,
};

/// D15. What the basic outlay and the projects were adjusted by does not come to what the budget was.
///
/// Silent unless every project states its full-year budget and their outlays come to the unit's, so that none is left
/// out, and while the outlays do not come to the full-year budget, which has a rule of its own.
fn parts_differ(context: &Context, found: &mut Found) {
    let implied = &context.sheet.implied;
    let (Some(by), Some(basic), Some(full)) =
        (implied.adjustment, implied.basic_adjustment, context.money(Role::Budget, ColumnRole::Full))
    else {
        return;
    };
    let outlay = context.money(Role::Outlay, ColumnRole::Amount);
    let (Some(projects), true) =
        (Projects::of(context), outlay.is_some_and(|(_, all)| !context.differ(all, full.1, 2)))
    else {
        return;
    };
    let parts = basic + projects.by;
    if !context.differ(by, parts, projects.cells.len() + 3) {
        return;
    }
    let says = format!(
        "全年预算比年初预算{}，基本支出{}、各项目合计{}，两项合计{}，相差{}，请核对各项目的年初预算、上年结转和调增调减。",
        change(context, by),
        change(context, basic),
        change(context, projects.by),
        change(context, parts),
        context.in_unit((by - parts).abs())
    );
    let initial = context.at(Role::Budget, ColumnRole::Initial).map(|cell| &cell.at);
    let also: Vec<&CellId> = initial.into_iter().chain(bases(context)).chain(projects.cells).collect();
    found.say(&full.0.at, &also, says);
}

/// What all projects together were adjusted by.
struct Projects<'a> {
    by: Money,
    cells: Vec<&'a CellId>,
}

impl<'a> Projects<'a> {
    /// None unless each states its full-year budget and together they spent what the unit spent on projects. A project
    /// that came during the year has no initial budget.
    fn of(context: &Context<'a>) -> Option<Self> {
        let (_, outlay) = context.money(Role::ProjectFunds, ColumnRole::Final)?;
        let (mut by, mut spent, mut cells) = (Money::ZERO, Money::ZERO, Vec::new());
        for (line, _) in context.budget_lines().filter(|(_, project)| project.is_some()) {
            let full = line.at(ColumnRole::Full)?;
            let initial = line.at(ColumnRole::Initial).and_then(Cell::money).unwrap_or_default();
            by = by + (full.money()? - initial);
            spent = spent + line.at(ColumnRole::Executed)?.money()?;
            cells.push(&full.at);
        }
        (!cells.is_empty() && !context.differ(spent, outlay, cells.len() + 1)).then_some(Self { by, cells })
    }
}
