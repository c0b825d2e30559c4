//! Amounts of money that the report's text names: each stands in a table, sums are right, projects cost the same everywhere.

use super::Severity::{Doubt, Wrong};
use super::mention::{Mention, mentions};
use super::sentences::sentences;
use super::slip::slipped;
use super::{Found, Look, Rule};
use crate::form::{ColumnRole, Role};
use crate::sheet::{Cell, Line};
use crate::value::{Money, MoneyUnit};

/// The family, in the order of the screen.
pub(super) static RULES: [Rule; 3] = [
    Rule {
        id: "amount-not-in-tables",
        number: "T06",
        severity: Doubt,
        title: "文字里的金额在表格里找不到",
        basis: "自评报告中的金额应与基础数据表、自评表一致",
        run: amount_not_in_tables,
    },
    Rule {
        id: "amounts-in-text-do-not-add-up",
        number: "T07",
        severity: Wrong,
        title: "文字里的分项之和与合计不符",
        basis: "支出＝基本支出＋项目支出，基本支出＝人员经费＋公用经费",
        run: amounts_in_text_do_not_add_up,
    },
    Rule {
        id: "project-amount-differs",
        number: "T08",
        severity: Wrong,
        title: "项目支出的金额各处不一致",
        basis: "报告、基础数据表、自评表和项目表中的项目支出应一致",
        run: project_amount_differs,
    },
];

/// The texts that speak of the unit's own money.
pub(super) const MONEY_TALK: [Role; 4] = [Role::BasicText, Role::ProjectText, Role::OverallText, Role::UsageText];
/// Words by which a sentence is about the unit's budget.
const BUDGET_WORDS: [&str; 9] = ["预算", "支出", "拨款", "决算", "结转", "结余", "财政", "收入", "资金总"];
/// Words by which an amount is other people's.
const OTHERS: [&str; 11] = ["捐", "奖励", "奖金", "资助", "认购", "贷款", "募集", "税收", "产值", "营业", "投资额"];

/// T06. An amount in the text that no table holds and that follows from none.
fn amount_not_in_tables(look: &Look, found: &mut Found) {
    let mut ledger: Option<Ledger> = None;
    for (cell, role, text) in money_talk(look) {
        let named = |text: &str| own_amounts(look, text).map(|(_, money)| money).collect::<Vec<_>>();
        let amounts = match role {
            Role::OverallText => sentences(text).filter(|s| speaks_of_budget(s)).flat_map(named).collect(),
            _ => named(text),
        };
        if amounts.is_empty() {
            continue;
        }
        let ledger = ledger.get_or_insert_with(|| Ledger::of(look));
        let mut unknown: Vec<Money> =
            amounts.into_iter().filter(|&money| !ledger.holds(money, look.tolerance(1))).collect();
        if !unknown.is_empty() {
            // What is compared with its own row is not asked about again.
            let slipped = slipped(look, role, &cell.text);
            unknown.retain(|money| !slipped.contains(money));
        }
        if let Some((near, nearest)) = unknown.first().and_then(|&money| ledger.nearest(money)) {
            let said: Vec<String> = unknown.iter().map(|&money| look.said(money)).collect();
            let place = nearest.map_or_else(|| "由表格推算".into(), |cell| look.words(cell));
            let says = format!(
                "文字里的{}在表格里找不到，最接近的是{}（{place}）。请核对数字，或说明出处。",
                said.join("、"),
                look.said(near)
            );
            found.say(&cell.at, &[], says);
        }
    }
}

/// T07. 其中 that come to more than their whole, or to less where they should be all of it.
fn amounts_in_text_do_not_add_up(look: &Look, found: &mut Found) {
    for (cell, _, text) in money_talk(look) {
        let wrong = sentences(text).find_map(|sentence| unsound(look, sentence));
        if let Some((parts, sum, whole)) = wrong {
            let said: Vec<String> = parts.iter().map(|&money| look.said(money)).collect();
            let says = format!(
                "文字里的分项{}合计{}，与合计数{}不符，请核对。",
                said.join("、"),
                look.said(sum),
                look.said(whole)
            );
            found.say(&cell.at, &[], says);
        }
    }
}

/// T08. The amount spent on projects, by every table and text that names it.
fn project_amount_differs(look: &Look, found: &mut Found) {
    let spent = look.money(Role::ProjectFunds, ColumnRole::Final);
    let outlay = look.money(Role::ProjectOutlay, ColumnRole::Amount);
    let executed = projects_together(look, ColumnRole::Executed);
    if let (Some((cell, spent)), Some((parts, sum))) = (spent, &executed)
        && look.differ(spent, *sum, parts.len() + 1)
    {
        let says = format!(
            "{}是{}，各项目的全年执行数合计是{}，应一致。",
            look.words(cell),
            look.said(spent),
            look.said(*sum)
        );
        let also: Vec<_> = parts.iter().map(|part| &part.at).collect();
        found.say(&cell.at, &also, says);
    }
    outlay_differs(look, found, spent, outlay);
    let known: Vec<Money> =
        [spent.map(|s| s.1), outlay.map(|o| o.1), executed.map(|e| e.1)].into_iter().flatten().collect();
    for role in [Role::ProjectText, Role::UsageText] {
        project_text_differs(look, found, role, &known);
    }
}

/// 按支出性质分 speaks of the full year's budget: the same amount as was spent only once all of it is spent.
fn outlay_differs(look: &Look, found: &mut Found, spent: Option<(&Cell, Money)>, outlay: Option<(&Cell, Money)>) {
    let (Some((base, spent)), Some((cell, outlay))) = (spent, outlay) else { return };
    let budget = |column| look.money(Role::Budget, column).map(|(_, money)| money);
    let all_spent =
        budget(ColumnRole::Full).zip(budget(ColumnRole::Executed)).is_some_and(|(full, executed)| full == executed);
    let full = projects_together(look, ColumnRole::Full);
    let as_budgeted = full.as_ref().map(|(_, full)| !look.differ(outlay, *full, 2));
    if look.differ(outlay, spent, 2) && !as_budgeted.unwrap_or(!all_spent) {
        let says = format!(
            "{}是{}，{}是{}，应一致，请核对。",
            look.words(cell),
            look.said(outlay),
            look.words(base),
            look.said(spent)
        );
        found.say(&cell.at, &[&base.at], says);
    }
}

fn project_text_differs(look: &Look, found: &mut Found, role: Role, known: &[Money]) {
    let Some((cell, text)) = look.text(role) else { return };
    let Some(&amount) = known.first() else { return };
    let spent: Vec<(Mention, Money)> =
        own_amounts(look, text).filter(|(m, _)| role == Role::ProjectText || says_spent(m)).collect();
    let sum: Money = spent.iter().map(|(_, money)| *money).sum();
    let fits = |named: Money| known.iter().any(|&known| !look.differ(named, known, spent.len() + 1));
    let Some((mention, named)) = spent.first() else { return };
    if fits(sum) || spent.iter().any(|(_, money)| fits(*money)) {
        return;
    }
    let (written, place) = if spent.len() > 1 { ("各项金额合计", sum) } else { ("金额", *named) };
    let says =
        format!("文字里项目支出的{written}是{}，表格里的项目支出是{}，应一致。", look.said(place), look.said(amount));
    let finding = found.say(&cell.at, &project_cells(look), says);
    if spent.len() == 1 && cell.text == text {
        finding.mend_by_replacing(cell, std::slice::from_ref(&mention.range), &look.said(amount));
    }
}

/// 实际支出, but not 预算支出.
fn says_spent(mention: &Mention) -> bool {
    let words = mention.before;
    words.contains("支出") && !["预算", "年初", "计划", "上年"].iter().any(|word| words.contains(word))
}

fn project_cells<'a>(look: &Look<'a>) -> Vec<&'a crate::form::CellId> {
    let spent = look.at(Role::ProjectFunds, ColumnRole::Final);
    let outlay = look.at(Role::ProjectOutlay, ColumnRole::Amount);
    spent.into_iter().chain(outlay).filter(|cell| cell.is_stated()).map(|cell| &cell.at).collect()
}

/// A column of the projects' fund totals added up; none unless every project states it.
fn projects_together<'a>(look: &Look<'a>, column: ColumnRole) -> Option<(Vec<&'a Cell>, Money)> {
    let lines = (0..look.sheet.projects()).map(|p| look.sheet.line_of(Some(p), Role::ProjectTotal));
    let cells: Vec<&Cell> = lines.map(|line| line.and_then(|line: &Line| line.at(column))).collect::<Option<_>>()?;
    let sum = cells.iter().map(|cell| cell.money()).sum::<Option<Money>>()?;
    (!cells.is_empty()).then_some((cells, sum))
}

fn money_talk<'l>(look: &'l Look) -> impl Iterator<Item = (&'l Cell, Role, &'l str)> {
    let talk = look.prose.iter().filter_map(|(line, cell, text)| Some((*cell, line.role?, text.as_str())));
    talk.filter(|(_, role, _)| MONEY_TALK.contains(role))
}

pub(super) fn speaks_of_budget(sentence: &str) -> bool {
    BUDGET_WORDS.iter().any(|word| sentence.contains(word))
}

/// The unit's own amounts in a text, said exactly and not 0. What a form in 万元 says in 元 is too small for its tables.
fn own_amounts<'t>(look: &Look, text: &'t str) -> impl Iterator<Item = (Mention<'t>, Money)> + use<'t> {
    let small = look.form.money == MoneyUnit::Wan;
    mentions(text)
        .filter(move |m| !m.rough && (!small || m.unit != "元"))
        .filter(|m| !OTHERS.iter().any(|word| m.before.contains(word) || m.after.contains(word)))
        .filter_map(|m| m.money().map(|money| (m, money)))
        .filter(|(_, money)| *money != Money::ZERO)
}

/// The first 其中 of a sentence whose amounts do not come to what stands before it: the amounts, their sum, the whole.
fn unsound(look: &Look, sentence: &str) -> Option<(Vec<Money>, Money, Money)> {
    let (first, rest) = sentence.split_once("其中")?;
    let mut before: Vec<(Mention, Money)> = own_amounts(look, first).collect();
    for among in rest.split("其中") {
        let inside = among.split(['）', ')']).next().unwrap_or_default();
        let parts: Vec<(Mention, Money)> = own_amounts(look, inside).collect();
        let sum: Money = parts.iter().map(|(_, money)| *money).sum();
        let says = |amounts: &[(Mention, Money)], word: &str| amounts.iter().any(|(m, _)| m.before.contains(word));
        let is_all = |one: &str, other: &str| says(&parts, one) && says(&parts, other);
        // 人员经费 and 公用经费 are 基本支出, wherever in the sentence that stands.
        let basic = before.iter().find(|(m, _)| is_all("人员", "公用") && m.before.contains("基本"));
        let whole = basic.or(before.last()).map(|(_, money)| *money);
        let whole_given = is_all("人员", "公用") || is_all("项目", "基本");
        if let Some(whole) = whole
            && parts.len() > 1
            && look.differ(sum, whole, parts.len() + 1)
            && (sum > whole || whole_given)
        {
            return Some((parts.into_iter().map(|(_, money)| money).collect(), sum, whole));
        }
        before.extend(parts);
    }
    None
}

/// Every amount the report's tables hold or imply, smallest first.
pub(super) struct Ledger<'a>(Vec<(Money, Option<&'a Cell>)>);

impl<'a> Ledger<'a> {
    pub fn of(look: &Look<'a>) -> Self {
        let facts = &look.sheet.facts;
        let implied = [
            facts.adjustment,
            facts.initial_basic,
            facts.basic_adjustment,
            facts.staff,
            facts.initial_staff,
            facts.staff_adjustment,
            facts.public_adjustment,
            facts.project_adjustment,
        ];
        let stated = look.sheet.cells().filter_map(|cell| Some((cell.money()?, Some(cell))));
        let mut all: Vec<_> = stated.chain(implied.into_iter().flatten().map(|money| (money.abs(), None))).collect();
        all.sort_by_key(|(money, _)| *money);
        Self(all)
    }

    fn holds(&self, money: Money, tolerance: Money) -> bool {
        self.nearest(money).is_none_or(|(near, _)| (near - money).abs() <= tolerance)
    }

    /// The cell that holds exactly that amount.
    pub fn holder(&self, money: Money) -> Option<&'a Cell> {
        self.nearest(money).filter(|(near, _)| *near == money).and_then(|(_, cell)| cell)
    }

    /// The amount next to that one; none while nothing is stated at all.
    fn nearest(&self, money: Money) -> Option<(Money, Option<&'a Cell>)> {
        let at = self.0.partition_point(|(known, _)| *known < money);
        let around = [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(|at| self.0.get(at));
        around.min_by_key(|(known, _)| (*known - money).abs()).copied()
    }
}
