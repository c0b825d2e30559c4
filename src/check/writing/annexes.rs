//! The report's list of annexes, where the clerk wrote one instead of leaving it to the program.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::figure::is_written;
use crate::check::finding::Severity::{Doubt, Wrong};
use crate::check::rule::{Found, Rule};
use crate::form::{Annex, ColumnRole, Role};
use crate::value::{Money, leading_year};

/// One line of the list.
struct Item<'t> {
    /// As it is written.
    line: &'t str,
    /// 附件 stands before the number: it is the annex's own.
    labelled: bool,
    number: Option<u32>,
    year: Option<i32>,
    title: String,
}

/// An annex that belongs in the list.
struct Expected<'a> {
    annex: &'a Annex,
    number: Option<u32>,
    title: String,
}

pub static ANNEX_LIST_INCOMPLETE: Rule = Rule {
    id: "annex-list-incomplete",
    number: "F02",
    severity: Wrong,
    title: "附件清单不全或编号不符",
    basis: "附件清单应与所附各表的编号、名称一致",
    authority: Authority::OfficialWriting,
    run: list,
};

/// F02. An annex is missing from the list, a number is not its own, or a title names another year.
fn list(context: &Context, found: &mut Found) {
    let Some(cell) = context.sheet.only(Role::AnnexList).filter(|cell| !cell.is_blank()) else { return };
    let items: Vec<Item> = cell.text.split(['\n', '；', ';']).filter_map(Item::read).collect();
    let expected = expected(context);
    let annex_of: Vec<Option<&Expected>> = items.iter().map(|item| item.annex(&expected)).collect();
    let unlisted = |e: &&Expected| !annex_of.iter().flatten().any(|known| std::ptr::eq(*known, *e));
    let missing: Vec<String> =
        expected.iter().filter(unlisted).map(|e| format!("“{}”", full_title(context, e.annex))).collect();
    let mut faults: Vec<String> = Vec::new();
    if !missing.is_empty() {
        faults.push(format!("缺少{}", missing.join("、")));
    }
    // An annex may be listed under another name, or be left out for a reason; the others have other numbers then.
    let labelled = mislabelled(&items, &annex_of);
    let miscounted = if labelled.is_none() { miscounted(&items, &annex_of) } else { None };
    let mut wrong = labelled.is_some() && missing.is_empty() || miscounted.is_some();
    let misnumbered = labelled.or(miscounted);
    let mut words: Vec<&str> = misnumbered.iter().map(|(item, _)| item.line).collect();
    faults.extend(misnumbered.map(|(_, fault)| fault));
    // What else is attached may well be of another year.
    let annexes = items.iter().zip(&annex_of).filter(|(_, annex)| annex.is_some());
    let years = annexes.filter_map(|(item, _)| Some((item, item.year?)));
    let other_year = years.clone().map(|(_, year)| year).find(|&year| year != context.sheet.year);
    words.extend(years.filter(|(_, year)| *year != context.sheet.year).map(|(item, _)| item.line));
    wrong |= other_year.is_some();
    faults.extend(other_year.map(|year| format!("标题里写的是{year}年度，报告年度是{}", context.sheet.year)));
    if !faults.is_empty() {
        let says = format!("附件清单有误：{}。请改正，或清空这一格由程序按附件列出。", faults.join("；"));
        let finding = found.say(&cell.at, &[], says);
        finding.about_words(words).mend_by_writing(&cell.at, "");
        if !wrong {
            finding.severity = Doubt;
        }
    }
}

/// The annexes besides the report itself; the project's only where there is a project.
fn expected<'a>(context: &Context<'a>) -> Vec<Expected<'a>> {
    let report = tidy(context.form.report_title.rsplit('}').next().unwrap_or_default());
    let projects = has_projects(context);
    let annexes = context.form.annexes.iter().filter(|annex| projects || !annex.each_project);
    let all = annexes.map(|annex| {
        let number = annex.label.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok();
        Expected { annex, number, title: tidy(&context.form.words(&annex.title, context.sheet.year)) }
    });
    all.filter(|e| report.is_empty() || !e.title.ends_with(&report)).collect()
}

/// Something is written about a project, or the tables hold project outlay.
fn has_projects(context: &Context) -> bool {
    let outlay = [(Role::ProjectOutlay, ColumnRole::Amount), (Role::ProjectFunds, ColumnRole::Final)];
    let spent = outlay
        .into_iter()
        .any(|(row, column)| context.money(row, column).is_some_and(|(_, money)| money > Money::ZERO));
    let parts = context.sheet.parts.iter().filter(|part| part.project.is_some());
    spent || parts.flat_map(|part| &part.lines).flat_map(|line| &line.cells).any(is_written)
}

fn full_title(context: &Context, annex: &Annex) -> String {
    format!("{} {}", annex.label, context.form.words(&annex.title, context.sheet.year))
}

/// It has no number, or the annex's own.
fn has_own_number(item: &Item, annex: Option<&Expected>) -> bool {
    annex.is_none_or(|annex| item.number.is_none() || item.number == annex.number)
}

/// An annex under the number of another.
fn mislabelled<'i>(items: &'i [Item], annexes: &[Option<&Expected>]) -> Option<(&'i Item<'i>, String)> {
    let wrong = items.iter().zip(annexes).find(|&(item, annex)| item.labelled && !has_own_number(item, *annex));
    let (item, Some(annex)) = wrong? else { return None };
    let number = item.number.unwrap_or_default();
    Some((item, format!("把“{}”写成附件{number}，附件上印的是{}", item.title, annex.annex.label)))
}

/// Numbers may be the annexes' own or count the list from 1; anything else is named.
fn miscounted<'i>(items: &'i [Item], annexes: &[Option<&Expected>]) -> Option<(&'i Item<'i>, String)> {
    if items.iter().zip(annexes).all(|(item, annex)| has_own_number(item, *annex)) {
        return None;
    }
    let counted = items.iter().filter(|item| !item.labelled).zip(1u32..);
    let (item, should) =
        counted.into_iter().find(|(item, should)| item.number.is_some_and(|number| number != *should))?;
    let number = item.number.unwrap_or_default();
    let label = annexes.iter().zip(items).find(|(_, i)| std::ptr::eq(*i, item)).and_then(|(annex, _)| *annex);
    let printed = label.map_or(String::new(), |e| format!("，附件上印的是{}", e.annex.label));
    Some((item, format!("第{should}项编号写的是{number}{printed}")))
}

impl<'t> Item<'t> {
    /// A line of the list; a line that only says 附件 is none.
    fn read(line: &'t str) -> Option<Self> {
        let line = line.trim();
        let behind = line.strip_prefix("附件").map(str::trim_start);
        let labelled = behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let rest = behind.unwrap_or(line).trim_start_matches(['：', ':', ' ', '　']);
        let (digits, tail) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let is_number = digits.len() <= 2 && !tail.starts_with('年');
        let number = if is_number { digits.parse().ok() } else { None };
        let words = if is_number { tail.trim_start_matches(['.', '．', '、', '：', ':', ' ', '　']) } else { rest };
        let title = tidy(words);
        let year = leading_year(words.trim_start_matches(['《', ' '])).map(|named| named.year);
        (!title.is_empty()).then_some(Self { line, labelled, number, year, title })
    }

    /// The annex it names: of the same title, or the longest that it holds or is part of.
    fn annex<'e, 'a>(&self, expected: &'e [Expected<'a>]) -> Option<&'e Expected<'a>> {
        let alike = |e: &&Expected| self.title.contains(&e.title) || e.title.contains(&self.title);
        let exact = expected.iter().find(|e| e.title == self.title);
        exact.or_else(|| {
            expected.iter().filter(|_| self.title.chars().count() >= 4).filter(alike).max_by_key(|e| e.title.len())
        })
    }
}

/// A title without what differs from hand to hand: brackets and what they hold, 《》, spaces, the year before it.
fn tidy(title: &str) -> String {
    let mut depth = 0u32;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '（' | '(' => depth = depth.saturating_add(1),
            '）' | ')' => depth = depth.saturating_sub(1),
            '《' | '》' | '“' | '”' | '。' => {}
            _ if depth == 0 && !c.is_whitespace() => bare.push(c),
            _ => {}
        }
    }
    match leading_year(&bare) {
        Some(named) => bare.get(named.end..).unwrap_or_default().trim_start_matches('度').to_string(),
        None => bare,
    }
}
