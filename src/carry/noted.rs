//! What is noted otherwise of two reports: beside what is written, what an official or the rules would ask about.

use super::difference::{Difference, DifferentLine, DifferentNote};
use super::snapshot::Snapshot;
use crate::form::{CellId, Form};
use crate::report::{Closing, Report};
use std::collections::HashSet;

/// What is noted otherwise, of reports of which is known in which cells they differ.
pub(super) fn noted(before: &Snapshot, now: &Snapshot, difference: &Difference) -> Vec<DifferentNote> {
    let mut notes = grounds(before, now);
    let mut note = |words: &str, before: String, now: String| {
        if before != now {
            notes.push(DifferentNote { ground: false, words: words.into(), before, now });
        }
    };
    let (then, after) = (&before.report, &now.report);
    note("定稿", closing(then), closing(after));
    if then.record != after.record && closing(then) == closing(after) {
        note("定稿的记录", format!("{}次", then.record.len()), format!("{}次", after.record.len()));
    }
    note("批复的绩效目标", approved(then), approved(after));
    if then.approved != after.approved && approved(then) == approved(after) {
        note("批复的绩效目标的内容", "同名".into(), "有改动".into());
    }
    note("上年的自评表", last_year(then), last_year(after));
    if then.last != after.last && last_year(then) == last_year(after) {
        note("上年的自评表的内容", "同一年度".into(), "有改动".into());
    }
    explanations(before, now, difference, &mut note);
    remarks(before, now, difference, &mut note);
    marks(before, now, difference, &mut note);
    notes
}

/// What they are written on.
fn grounds(before: &Snapshot, now: &Snapshot) -> Vec<DifferentNote> {
    let form = |form: &Form| format!("{}（{}，第{}版）", form.title, form.id, form.edition);
    let changed = form(&before.form) == form(&now.form) && before.form != now.form;
    let of = |one: &Snapshot, content: &str| {
        let content = if changed { content.into() } else { String::new() };
        [("表样", form(&one.form)), ("表样的内容", content), ("年度", format!("{}年度", one.sheet.year))]
    };
    let both = of(before, "同名同版").into_iter().zip(of(now, "有改动"));
    let note = |((words, before), (_, now)): ((&str, String), (&str, String))| {
        (before != now).then(|| DifferentNote { ground: true, words: words.into(), before, now })
    };
    both.filter_map(note).collect()
}

fn closing(report: &Report) -> String {
    match report.record.last() {
        None => "没有定稿".into(),
        Some(Closing::Finished { on, code }) => format!("{on}定稿，校验码 {code}"),
        Some(Closing::Lifted { on, why }) => format!("{on}取消定稿：{why}"),
    }
}

fn approved(report: &Report) -> String {
    report.approved.as_deref().map_or_else(|| "没有".into(), |approved| approved.from.to_string())
}

fn last_year(report: &Report) -> String {
    report.last.as_deref().map_or_else(|| "没有".into(), |last| format!("{}年度", last.report.content.year))
}

/// Explanations, by rule and cell, wherever the cell stands now.
fn explanations(
    before: &Snapshot,
    now: &Snapshot,
    difference: &Difference,
    note: &mut impl FnMut(&str, String, String),
) {
    let (then, after) = (&before.report.notes.explanations, &now.report.notes.explanations);
    let key_now = |key: &str| match key.split_once('@') {
        Some((rule, at)) => {
            let same = CellId::parse(at).and_then(|at| difference.same(&at).cloned());
            format!("{rule}@{}", same.map_or_else(|| at.to_string(), |at| at.to_string()))
        }
        None => key.to_string(),
    };
    let words = |of: &Snapshot, key: &str| {
        let at = key.split_once('@').and_then(|(_, at)| CellId::parse(at));
        let words = at.map_or_else(|| key.to_string(), |at| of.sheet.words(&of.form, &at));
        format!("说明原因：{words}")
    };
    let mut seen = HashSet::new();
    for (key, was) in then {
        let own = key_now(key);
        let text = after.get(own.as_str()).map_or_else(|| "没有".to_string(), |is| is.text.to_string());
        note(&words(before, key), was.text.to_string(), text);
        seen.insert(own);
    }
    for (key, is) in after.iter().filter(|(key, _)| !seen.contains(key.as_str())) {
        note(&words(now, key), "没有".into(), is.text.to_string());
    }
}

/// 批注, wherever the cell stands now.
fn remarks(before: &Snapshot, now: &Snapshot, difference: &Difference, note: &mut impl FnMut(&str, String, String)) {
    let (then, after) = (&before.report.notes.remarks, &now.report.notes.remarks);
    let words = |of: &Snapshot, at: &CellId| format!("批注：{}", of.sheet.words(&of.form, at));
    let mut seen = HashSet::new();
    for (at, was) in then {
        let own = difference.same(at).unwrap_or(at);
        let is = after.get(own).map_or_else(|| "没有".to_string(), ToString::to_string);
        note(&words(before, at), was.to_string(), is);
        seen.insert(own);
    }
    for (at, is) in after.iter().filter(|(at, _)| !seen.contains(at)) {
        note(&words(now, at), "没有".into(), is.to_string());
    }
}

/// 待核实, of cells that say the same; what says something else is told already.
fn marks(before: &Snapshot, now: &Snapshot, difference: &Difference, note: &mut impl FnMut(&str, String, String)) {
    let told: HashSet<&CellId> =
        difference.lines.iter().filter_map(DifferentLine::cell).filter_map(|cell| cell.at.as_ref()).collect();
    let word = |unconfirmed: bool| if unconfirmed { "待核实" } else { "不用核实" }.to_string();
    let (then, after) = (&before.report.notes.marks, &now.report.notes.marks);
    let mut sources = 0_usize;
    let waits = |of: &Snapshot, at: &CellId| of.report.notes.marks.get(at).is_some_and(|mark| mark.unconfirmed);
    let both = before.sheet.cells().filter_map(|cell| Some((&cell.at, difference.same(&cell.at)?)));
    for (was, is) in both {
        if told.contains(is) || then.get(was) == after.get(is) {
            continue;
        }
        let (waited, waits) = (waits(before, was), waits(now, is));
        if waited == waits {
            sources += 1;
        } else {
            note(&now.sheet.words(&now.form, is), word(waited), word(waits));
        }
    }
    if sources > 0 {
        note("文字从哪里来的标记", String::new(), format!("{sources}格不同"));
    }
}
