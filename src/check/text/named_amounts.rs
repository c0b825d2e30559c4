//! Amounts typed into sentences under the very name of a table's row: 公用经费8.77万元, where the table has 7.87.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Mend;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::reading::ledger::Ledger;
use crate::check::reading::sentences::{has_any, names_other_year, sentence_at};
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::{ColumnRole, Kind, Role};
use crate::report::Edit;
use crate::sheet::{Cell, bare};
use crate::value::{Money, Quantity, WordSet, rounded};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The rows that sentences call by name.
const NAMED: [Role; 11] = [
    Role::PublicFunds,
    Role::OfficeFunds,
    Role::Meetings,
    Role::ThreePublic,
    Role::Vehicles,
    Role::Abroad,
    Role::Reception,
    Role::Procurement,
    Role::BasicOutlay,
    Role::ProjectFunds,
    Role::ProjectOutlay,
];
/// What sentences call a row besides its label.
const ALSO_CALLED: [(Role, &str); 6] = [
    (Role::ThreePublic, "“三公”经费"),
    (Role::Reception, "公务接待费"),
    (Role::Vehicles, "公务用车购置及运行维护费"),
    (Role::Abroad, "因公出国（境）费"),
    (Role::Procurement, "政府采购"),
    (Role::OfficeFunds, "办公费"),
];
/// What may stand between a name and its number without changing what the number is.
const BETWEEN: &str = "为是共计合总达到数额金支出决算预年初全实际执行列安排使用开资了：: 　";
/// What may stand before a name without narrowing it.
const AHEAD: [&str; 11] =
    ["其中", "本年度", "本年", "当年", "全年", "年初", "我单位", "本单位", "本部门", "部门", "单位"];
/// Words before an amount that make it another year's, another body's, or a change.
static ELSEWHERE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(&[
        "上年", "去年", "往年", "同期", "同比", "比", "较", "下属", "所属", "局属", "直属", "本级", "二级", "乡镇",
    ])
});

/// Words behind an amount in brackets that make it another year's or more than the unit's own.
const OF_MORE: [&str; 7] = ["上年", "去年", "系统", "全局", "全区", "全县", "全市"];

/// What a row is called, and its amounts with what columns they stand in.
struct Subject<'a> {
    name: String,
    role: Option<Role>,
    amounts: Vec<Amount<'a>>,
}

#[derive(Clone, Copy)]
struct Amount<'a> {
    /// None for what the tables imply.
    cell: Option<&'a Cell>,
    money: Money,
    column: ColumnRole,
}

/// An amount in a text that is not the table's of that name.
pub struct OddAmount<'t, 'a> {
    pub quantity: &'t Quantity<'t>,
    pub money: Money,
    /// The words before the number: 公用经费, and what stands between.
    name: String,
    between: &'t str,
    /// The amounts it may have meant, the likeliest first.
    meant: Vec<Amount<'a>>,
    how: Option<How>,
}

/// How a number came to be wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// 元 for 万元.
    Unit,
    /// The decimal point.
    Point(u32),
    /// Two digits beside each other.
    Swapped,
    /// One digit.
    Digit,
}

pub static AMOUNT_DIFFERS_FROM_TABLE: Rule = Rule {
    id: "amount-differs-from-table",
    number: "T06",
    severity: Wrong,
    title: "文字里的金额与表格同一项的数不同",
    basis: "自评报告中的金额应与基础数据表、自评表一致",
    authority: Authority::Practice,
    run: amount_differs_from_table,
};

/// T06. A sentence gives a row's amount under the row's own name, and no table has it there.
///
/// Silent unless name and number stand side by side, with nothing between or before them that could narrow or widen the
/// amount; in sentences of other years, other bodies and changes; for rough numbers and bounds; and for numbers that are
/// only rounded; and in the texts on projects. It is an error where one slip of the hand explains the number, else it is only asked about.
fn amount_differs_from_table(context: &Context, found: &mut Found) {
    let subjects = subjects(context);
    if subjects.is_empty() {
        return;
    }
    let mut ledger: Option<Ledger> = None;
    for text in context.texts.iter().filter(|text| text.line.role != Some(Role::AnnexList)) {
        let odd_amounts = odd_amounts(context, &subjects, text);
        if !odd_amounts.is_empty() {
            report(context, found, ledger.get_or_insert_with(|| Ledger::of(context)), text.cell, &odd_amounts);
        }
    }
}

/// The amounts of one text that differ from their rows, for the rule that asks where an amount is from.
pub fn differing_amounts(context: &Context, text: &ReadText) -> Vec<Money> {
    odd_amounts(context, &subjects(context), text).into_iter().map(|odd| odd.money).collect()
}

/// One finding a text, so that an explanation is of all it says.
fn report(context: &Context, found: &mut Found, ledger: &Ledger, cell: &Cell, odd_amounts: &[OddAmount]) {
    let said: Vec<String> = odd_amounts.iter().filter_map(|odd| said(context, ledger, cell, odd)).collect();
    let also: Vec<_> =
        odd_amounts.iter().flat_map(|odd| &odd.meant).filter_map(|amount| amount.cell).map(|c| &c.at).collect();
    let says = format!("文字里写的是{}，请核对后改成一致。", said.join("；写的是"));
    let finding = found.say(&cell.at, &also, says);
    if !odd_amounts.iter().any(OddAmount::is_certain) {
        finding.severity = Doubt;
    }
    if odd_amounts.iter().all(OddAmount::is_certain) {
        let rights: Vec<String> =
            odd_amounts.iter().filter_map(|odd| odd.meant.first()).map(|a| context.in_unit(a.money)).collect();
        let changes = odd_amounts.iter().map(|odd| odd.quantity.range.clone()).zip(rights.iter().map(String::as_str));
        finding.mend_by_changing(&cell.at, &format!("改成 {}", rights.join("、")), &cell.text, changes);
        return;
    }
    for odd in odd_amounts {
        let typed = odd.quantity.written(&cell.text);
        for amount in odd.meant.iter().take(if odd.is_certain() { 1 } else { 3 }) {
            let right = context.in_unit(amount.money);
            let change = std::iter::once((odd.quantity.range.clone(), right.as_str()));
            finding.mend_by_changing(&cell.at, &format!("把{typed}改成{right}"), &cell.text, change);
        }
    }
    if let ([odd], [_]) = (odd_amounts, finding.mends.as_slice()) {
        // The table may be what is wrong: then there are two ways.
        let Some(of) = odd.meant.first().and_then(|amount| amount.cell) else { return };
        if of.is_writable() && of.computed.is_none() {
            let text = odd.money.plain(context.form.money);
            let edit = Edit::Write { at: of.at.clone(), text: text.as_str().into() };
            finding.mends.push(Mend { label: format!("表里改成 {text}"), edit });
        }
    }
}

/// “公用经费8.77万元”，基础数据表·公用经费·2023年决算数是7.87万元，像是相邻两位数字写颠倒了
fn said(context: &Context, ledger: &Ledger, cell: &Cell, odd: &OddAmount) -> Option<String> {
    let first = odd.meant.first()?;
    let typed = odd.quantity.written(&cell.text);
    let place = first.cell.map_or_else(|| "由表格推算的".to_string(), |cell| context.place(cell));
    let cause = match (odd.how, ledger.holder(odd.money).filter(|cell| cell.text.trim() != "0")) {
        (Some(How::Unit), _) => "，相差一万倍，像是把元和万元写混了".to_string(),
        (Some(How::Point(times)), _) => format!("，相差{times}倍，像是小数点错了位"),
        (Some(How::Swapped), _) => "，像是相邻两位数字写颠倒了".to_string(),
        (_, Some(of)) => format!("，{typed}是{}的数", context.place(of)),
        (Some(How::Digit), None) => "，有一位数字不同".to_string(),
        (None, None) => String::new(),
    };
    Some(format!("“{}{}{typed}”，{place}是{}{cause}", odd.name, odd.between, context.in_unit(first.money)))
}

impl OddAmount<'_, '_> {
    /// One slip of the hand explains the number; a single digit may be another amount.
    fn is_certain(&self) -> bool {
        self.how.is_some_and(|how| how != How::Digit)
    }
}

fn odd_amounts<'t, 'a>(context: &Context, subjects: &[Subject<'a>], read: &'t ReadText<'a>) -> Vec<OddAmount<'t, 'a>> {
    let mut all = Vec::new();
    let text = read.cell.text.as_str();
    // There every amount is a project's; those have a rule of their own.
    if matches!(read.line.role, Some(Role::ProjectText | Role::UsageText | Role::ResultsText)) {
        return all;
    }
    for quantity in read.typed().iter().filter(|m| !m.rough && !m.bound) {
        let Some(money) = quantity.money() else { continue };
        let Some((subject, between)) = named(subjects, context, text, quantity) else { continue };
        // What else staff may be paid as is no part of 人员经费 for those who name it.
        if subject.role.is_none() && has_any(text, &["个人和家庭", "资本性"]) {
            continue;
        }
        if elsewhere(context, text, quantity) {
            continue;
        }
        let meant = meant(subject, between);
        if meant.is_empty() || meant.iter().any(|amount| agrees(context, quantity, money, amount.money)) {
            continue;
        }
        let how = |amount: &Amount| how(context, money, amount.money);
        let (meant, how) = match meant.iter().find_map(|amount| Some((*amount, how(amount)?))) {
            Some((amount, how)) => (vec![amount], Some(how)),
            None => (meant, None),
        };
        all.push(OddAmount { quantity, money, name: subject.name.clone(), between, meant, how });
    }
    all
}

/// Every row that is called by name and has an amount; rows of one name together, and what the tables imply of staff.
fn subjects<'a>(context: &Context<'a>) -> Vec<Subject<'a>> {
    let mut all: Vec<Subject> = Vec::new();
    let grids =
        context.sheet.parts_of(None).filter(|p| context.section(p).is_some_and(|s| matches!(s.kind, Kind::Grid(_))));
    for line in grids.flat_map(|part| &part.lines) {
        let Some(role) = line.role.filter(|role| NAMED.contains(role)) else { continue };
        let amounts: Vec<Amount> = line
            .cells
            .iter()
            .filter_map(|cell| Some(Amount { cell: Some(cell), money: cell.money()?, column: cell.role? }))
            .collect();
        let also = ALSO_CALLED.iter().filter(|(of, _)| *of == role).map(|(_, name)| *name);
        for name in also.chain([bare(&line.label)]).filter(|name| name.chars().count() >= 3) {
            match all.iter_mut().find(|subject| subject.name == name) {
                Some(subject) => subject.amounts.extend(&amounts),
                None => all.push(Subject { name: name.to_string(), role: Some(role), amounts: amounts.clone() }),
            }
        }
    }
    imply(context, &mut all);
    all.retain(|subject| !subject.amounts.is_empty());
    all
}

/// Adds what the tables imply of basic outlay and of staff.
///
/// 按支出性质分 speaks of the full year's budget: while not all of it is spent, a text may rightly name what was spent,
/// which stands in no table. Then nothing is compared with it.
fn imply(context: &Context, all: &mut Vec<Subject>) {
    let figures = &context.sheet.implied;
    let implied = |money: Option<Money>, column| money.map(|money| Amount { cell: None, money, column });
    let budget = |column| context.money(Role::Budget, column).map(|(_, money)| money);
    let (full, executed) = (budget(ColumnRole::Full), budget(ColumnRole::Executed));
    if full.zip(executed).is_some_and(|(full, executed)| full != executed) {
        all.retain(|subject| {
            !matches!(subject.role, Some(Role::BasicOutlay | Role::ProjectOutlay | Role::ProjectFunds))
        });
        return;
    }
    for subject in all.iter_mut().filter(|subject| subject.role == Some(Role::BasicOutlay)) {
        subject.amounts.extend(implied(figures.initial_basic, ColumnRole::Budgeted));
    }
    let staff = [implied(figures.staff, ColumnRole::Final), implied(figures.initial_staff, ColumnRole::Budgeted)];
    if figures.staff.is_some() {
        let amounts = staff.into_iter().flatten().collect();
        all.push(Subject { name: "人员经费".into(), role: None, amounts });
    }
}

/// The subject whose name stands right before a number, and the words between.
fn named<'s, 't, 'a>(
    subjects: &'s [Subject<'a>],
    context: &Context,
    text: &'t str,
    quantity: &Quantity,
) -> Option<(&'s Subject<'a>, &'t str)> {
    let head = text.get(..quantity.range.start)?;
    let from = head.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = head.get(from..)?;
    // The words behind a name say nothing of their own: names end among them.
    let plain = tail.trim_end_matches(|c| BETWEEN.contains(c)).len();
    let ends: Vec<usize> = (plain..=tail.len()).rev().filter(|end| tail.is_char_boundary(*end)).collect();
    let near = subjects.iter().filter_map(|subject| {
        let before = |end: usize| tail.get(..end).and_then(|head| head.strip_suffix(subject.name.as_str()));
        let (end, before) = ends.iter().find_map(|end| Some((*end, before(*end)?)))?;
        is_alone(context, before).then_some((subject, tail.get(end..)?))
    });
    near.max_by_key(|(subject, between)| (usize::MAX - between.len(), subject.name.len()))
}

/// Nothing before a name narrows it: the clause begins there, or with words that go without saying.
fn is_alone(context: &Context, before: &str) -> bool {
    let year = context.sheet.year.to_string();
    let years = [format!("{year}年度"), format!("{year}年")];
    let mut head = before.trim_end();
    while let Some(shorter) =
        AHEAD.iter().copied().chain(years.iter().map(String::as_str)).find_map(|word| head.strip_suffix(word))
    {
        head = shorter.trim_end();
    }
    // A list of names with one number is of all of them; a list of amounts is not.
    let listed = ["、", "和", "及", "与", "以及"].into_iter().find_map(|word| head.strip_suffix(word));
    match listed {
        Some(before) => before.ends_with('元'),
        None => !head.ends_with(|c: char| c.is_alphanumeric() || "”》】".contains(c)),
    }
}

/// The sentence, as far as the amount, speaks of another year, of other bodies, or of how much something changed; or the
/// brackets right behind do.
fn elsewhere(context: &Context, text: &str, quantity: &Quantity) -> bool {
    let (from, _) = sentence_at(text, &quantity.range);
    let head = text.get(from..quantity.range.start).unwrap_or_default();
    let tail = text.get(quantity.range.end..).unwrap_or_default();
    let remark = tail.strip_prefix(['（', '(']).map_or("", |inner| inner.split(['）', ')']).next().unwrap_or_default());
    let mut head = Cow::Borrowed(head);
    for word in ["上年结转", "上年结余", "占比", "比率"] {
        if head.contains(word) {
            head = Cow::Owned(head.replace(word, ""));
        }
    }
    let other_year = |words: &str| names_other_year(words, context.sheet.year);
    other_year(&head) || other_year(remark) || ELSEWHERE.is_in(&head) || has_any(remark, &OF_MORE)
}

/// The amounts of a subject that the words between can mean; what was spent first.
fn meant<'a>(subject: &Subject<'a>, between: &str) -> Vec<Amount<'a>> {
    use ColumnRole::{Amount as Whole, Budgeted, Executed, Final, Full, Initial};
    let planned = between.contains("预算") || between.contains("年初") || between.contains("安排");
    let spent = has_any(between, &["决算", "支出", "执行", "列支", "实际", "使用", "开支"]);
    let order: &[ColumnRole] = match (planned, spent) {
        (true, false) if between.contains("全年") => &[Full, Whole],
        (true, false) => &[Budgeted, Initial],
        (false, true) => &[Final, Executed, Whole],
        _ => &[Final, Executed, Whole, Budgeted, Initial, Full, ColumnRole::Last],
    };
    let mut all: Vec<Amount> = Vec::new();
    for column in order {
        for amount in subject.amounts.iter().filter(|amount| amount.column == *column) {
            if all.iter().all(|known| known.money != amount.money) {
                all.push(*amount);
            }
        }
    }
    all
}

/// The same amount, or the same as exactly as the text says it.
fn agrees(context: &Context, quantity: &Quantity, typed: Money, known: Money) -> bool {
    let unit = if quantity.number.is_zero() {
        Decimal::ONE
    } else {
        typed.0.checked_div(quantity.number).unwrap_or(Decimal::ONE)
    };
    let there = known.0.checked_div(unit).unwrap_or(known.0);
    !context.differ(typed, known, 1) || rounded(there, quantity.number.scale()) == quantity.number
}

/// The one slip of the hand that turns an amount into the other, if there is one.
fn how(context: &Context, typed: Money, known: Money) -> Option<How> {
    let (low, high) = if typed < known { (typed, known) } else { (known, typed) };
    if low <= Money::ZERO {
        return None;
    }
    let times = |factor: u32| low.0.checked_mul(factor.into()) == Some(high.0);
    if times(10_000) {
        return Some(How::Unit);
    }
    if let Some(factor) = [10, 100, 1000].into_iter().find(|factor| times(*factor)) {
        return Some(How::Point(factor));
    }
    let (mut one, mut other) = (typed.number(context.form.money), known.number(context.form.money));
    let places = one.scale().max(other.scale());
    one.rescale(places);
    other.rescale(places);
    let (one, other) = (one.to_string().into_bytes(), other.to_string().into_bytes());
    if one.len() != other.len() || one.len() < 3 {
        return None;
    }
    let differing: Vec<(u8, u8, usize)> =
        one.iter().zip(&other).enumerate().filter(|(_, (a, b))| a != b).map(|(at, (a, b))| (*a, *b, at)).collect();
    match differing.as_slice() {
        [(a, b, _)] if *a != b'.' && *b != b'.' => Some(How::Digit),
        [(a, b, at), (c, d, next)] if a == d && b == c && *a != b'.' && *b != b'.' => {
            // Beside each other, or on both sides of the decimal point.
            let beside = next - at == 1 || (next - at == 2 && one.get(at + 1) == Some(&b'.'));
            beside.then_some(How::Swapped)
        }
        _ => None,
    }
}
