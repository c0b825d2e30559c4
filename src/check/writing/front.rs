//! What frames the report: its numbering, the list of annexes, required texts, dates, who filled it in.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::check::writing::leftover::is_left;
use crate::form::Role;
use crate::sheet::{Cell, Value, bare};
use crate::value::{When, digit};
use chrono::{Datelike as _, NaiveDate};

pub static REQUIRED_TEXT_BLANK: Rule = Rule {
    id: "required-text-blank",
    number: "F03",
    severity: Doubt,
    title: "报告有只写了符号的部分",
    basis: "报告提纲的各部分都要写，没有内容的写“无”",
    authority: Authority::Form,
    run: required_text_blank,
};

/// F03. A text the report must have holds signs alone. 无 is a text; a cell left blank is 还没填, whatever it is.
fn required_text_blank(context: &Context, found: &mut Found) {
    for ReadText { line, cell, .. } in &context.texts {
        let required = line.role.is_some_and(|role| role != Role::AnnexList);
        if required && says_nothing(cell) {
            let says = format!("“{}”只写了“{}”，没有内容的请写“无”。", line.label, cell.text.trim());
            found.say(&cell.at, &[], says);
        }
    }
}

/// Signs alone stand there. What a form's own prompts leave behind is another rule's.
pub fn says_nothing(cell: &Cell) -> bool {
    let text = cell.text.trim();
    !text.is_empty() && text.chars().all(|c| !c.is_alphanumeric()) && !is_left(text)
}

pub static DATE_WRONG: Rule = Rule {
    id: "date-wrong",
    number: "F04",
    severity: Doubt,
    title: "封面日期、填报日期不合理",
    basis: "日期应在评价年度结束以后，不晚于今天",
    authority: Authority::Form,
    run: date_wrong,
};

/// F04. A date cannot be read, lies before the year's end or after today.
fn date_wrong(context: &Context, found: &mut Found) {
    for (name, cell) in [Role::CoverDate, Role::FilledOn].into_iter().filter_map(|role| fact(context, role)) {
        let fault = match &cell.value {
            Value::Blank => None,
            Value::Date(when) => untimely(context, when),
            _ => Some(format!("填的是“{}”，看不出是哪一天", cell.text.trim())),
        };
        if let Some(fault) = fault {
            let span = format!("{}年12月31日到今天（{}）之间", context.sheet.year, said(context.today));
            found.say(&cell.at, &[], format!("{name}{fault}，请填{span}的日期。"));
        }
    }
}

/// What is wrong with a date. A month stands for all its days.
fn untimely(context: &Context, when: &When) -> Option<String> {
    let Some(year) = when.year else { return Some("没有写年份".to_string()) };
    let first = NaiveDate::from_ymd_opt(year, when.month.unwrap_or(1), when.day.unwrap_or(1))?;
    let last = when.latest(year)?;
    let year_end = NaiveDate::from_ymd_opt(context.sheet.year, 12, 31)?;
    if last < year_end {
        Some(format!("是{}，早于{}", said(last), said(year_end)))
    } else if first > context.today {
        Some(format!("是{}，晚于今天{}", said(first), said(context.today)))
    } else {
        None
    }
}

fn said(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

pub static FILLER_OR_PHONE_MISSING: Rule = Rule {
    id: "filler-or-phone-missing",
    number: "F05",
    severity: Doubt,
    title: "联系电话不完整",
    basis: "填表人和联系电话都要填，电话写手机号或区号加座机号",
    authority: Authority::Form,
    run: filler_or_phone_missing,
};

/// F05. No telephone that can be called is named.
fn filler_or_phone_missing(context: &Context, found: &mut Found) {
    if let Some((name, cell)) = fact(context, Role::Phone).filter(|(_, cell)| !cell.is_blank()) {
        phone_odd(found, name, cell);
    }
}

/// A fact's label and its cell.
fn fact<'a>(context: &Context<'a>, role: Role) -> Option<(&'a str, &'a Cell)> {
    let line = context.sheet.line(role)?;
    Some((bare(&line.label), line.only()?))
}

/// A telephone that is masked, or has too many or too few digits.
fn phone_odd(found: &mut Found, name: &str, cell: &Cell) {
    if cell.text.contains(['×', '*', '＊', 'x', 'X', '✕']) {
        let says = format!("{name}填的是“{}”，请填完整的号码，公开版会自动隐去。", cell.text.trim());
        found.say(&cell.at, &[], says);
        return;
    }
    let odd = cell.text.split(['、', '/', '，', ',', '；', ';']).map(str::trim).find(|number| !is_phone(number));
    if let Some(number) = odd {
        let digits = digits(number).len();
        let says = format!("{name}“{number}”有{digits}位数字，手机号应为11位，座机要加区号（共10到12位），请核对。");
        found.say(&cell.at, &[], says);
    }
}

/// A mobile number, a landline with its area code, or a service number. An extension may follow.
fn is_phone(text: &str) -> bool {
    let number = text.split(['转', '#']).next().unwrap_or_default();
    let digits = digits(number);
    let other = number
        .chars()
        .any(|c| digit(c).is_none() && !matches!(c, '-' | '－' | '—' | '(' | ')' | '（' | '）' | ' ' | '　' | '+'));
    let digits = digits.strip_prefix("86").filter(|d| d.len() >= 10).unwrap_or(&digits);
    let fits = match digits.as_bytes() {
        [b'1', b'3'..=b'9', ..] => digits.len() == 11,
        [b'0', ..] => (10..=12).contains(&digits.len()) || number.matches(['-', '－', '—']).count() > 1,
        [b'4' | b'8', b'0', b'0', ..] => digits.len() == 10,
        _ => false,
    };
    fits && !other
}

fn digits(text: &str) -> String {
    text.chars().filter_map(digit).filter_map(|digit| char::from_digit(digit, 10)).collect()
}
