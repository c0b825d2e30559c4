//! `diff`: in what two reports differ, a line a cell.

use super::answer::{say, say_json};
use super::commands::open;
use super::{Ended, Sentence};
use crate::carry::{
    DifferentCell, DifferentLine, DifferentNote, DifferentPiece, PieceFate, PieceKind, Snapshot, SpanKind, TextSpan,
    text_spans,
};
use crate::desk::{Contrast, ContrastFinding};
use crate::report::Code;
use crate::store::Opened;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;

/// What is the same in a long text is told so far from where it changes, in characters.
const AROUND: usize = 12;

/// Two files, or with one alone last year's report in it beside its own.
pub(super) fn diff(before: &Path, now: Option<&Path>, json: bool) -> Result<Ended, Sentence> {
    let (before, now) = if let Some(now) = now {
        (snapshot(before)?, snapshot(now)?)
    } else {
        let (place, now) = (before.display(), snapshot(before)?);
        let none = || format!("这个文件里没有上年的自评表，请写明和哪个文件对照：{place}");
        (now.last_year().ok_or_else(none)?, now)
    };
    let contrast = Contrast::new(&before, &now, super::now().date_naive());
    if json {
        say_json(&shape(&before, &now, &contrast))?;
    } else {
        say_lines(&contrast)?;
    }
    Ok(if contrast.difference.is_empty() { Ended::Well } else { Ended::Outstanding })
}

fn snapshot(path: &Path) -> Result<Snapshot, Sentence> {
    let Opened { form, report, .. } = open(path)?;
    Ok(Snapshot::new(form, Arc::new(report)))
}

fn say_lines(contrast: &Contrast) -> Result<(), Sentence> {
    let difference = &contrast.difference;
    say(&difference.says())?;
    difference.grounds().iter().try_for_each(say_note)?;
    for line in &difference.lines {
        match line {
            DifferentLine::Cell(cell) => say(&cell_line(cell))?,
            DifferentLine::Piece(piece) => {
                say(&format!("{}\t{}\t{}", piece.at, piece.words, piece.says()))?;
                piece.cells.iter().try_for_each(|cell| say(&cell_line(cell)))?;
            }
        }
    }
    difference.other_notes().iter().try_for_each(say_note)?;
    for (word, findings) in [("审核多出", &contrast.came), ("审核减少", &contrast.went)] {
        for ContrastFinding { finding, words } in findings {
            let severity = finding.severity.word();
            say(&format!("{}\t{words}\t{word}{severity}\t{}\t{}", finding.at, finding.says, finding.rule))?;
        }
    }
    for (word, blanks) in [("还没填的多出", &contrast.blanks_came), ("还没填的减少", &contrast.blanks_went)]
    {
        if !blanks.is_empty() {
            say(&format!("{word}{}格。", blanks.len()))?;
        }
    }
    Ok(())
}

fn say_note(DifferentNote { words, before, now, .. }: &DifferentNote) -> Result<(), Sentence> {
    say(&format!("\t{}\t{}\t{}", on_one_line(words), on_one_line(before), on_one_line(now)))
}

/// Address, place, before, now; of a long text that changed in part the changed passages in one column.
fn cell_line(cell: &DifferentCell) -> String {
    let at = cell.at.as_ref().or(cell.was.as_ref()).map(ToString::to_string).unwrap_or_default();
    let computed = if cell.computed.1 && cell.computed.0 { "\t程序计算" } else { "" };
    let spans = spans(cell).filter(|spans| spans.iter().any(|span| span.kind == SpanKind::Kept));
    let says = match spans {
        Some(spans) => passages(&spans),
        None => format!("{}\t{}", on_one_line(&cell.before), on_one_line(&cell.now)),
    };
    format!("{at}\t{}\t{says}{computed}", cell.words)
}

/// Both texts laid over each other, where there are two texts of words.
fn spans(cell: &DifferentCell) -> Option<Vec<TextSpan>> {
    let both = !cell.is_figure && !cell.before.is_empty() && !cell.now.is_empty();
    both.then(|| text_spans(&cell.before, &cell.now))
}

/// What changed, with a few words around it: ……走访企业［删：113］［增：120］家……
fn passages(spans: &[TextSpan]) -> String {
    let last = spans.len().saturating_sub(1);
    let told = spans.iter().enumerate().map(|(n, span)| match span.kind {
        SpanKind::Kept => span.near(AROUND, n > 0, n < last),
        SpanKind::Removed => format!("［删：{}］", span.text),
        SpanKind::Added => format!("［增：{}］", span.text),
    });
    on_one_line(&told.collect::<String>())
}

fn on_one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

fn shape(before: &Snapshot, now: &Snapshot, contrast: &Contrast) -> Json {
    let side = |one: &Snapshot| {
        let code = Code::of(&one.form, &one.report.content).to_string();
        json!({"form": one.form.id, "edition": one.form.edition, "year": one.sheet.year, "code": code,
            "final": one.report.is_finished()})
    };
    let difference = &contrast.difference;
    let lines: Vec<Json> = difference.lines.iter().map(line).collect();
    let note = |note: &DifferentNote| json!({"words": note.words, "before": note.before, "now": note.now});
    let finding = |ContrastFinding { finding, words }: &ContrastFinding| {
        json!({"rule": finding.rule, "at": finding.at.to_string(), "words": words, "severity": finding.severity,
            "says": finding.says})
    };
    let findings = |all: &[ContrastFinding]| all.iter().map(finding).collect::<Vec<_>>();
    json!({
        "equal": difference.is_empty(),
        "says": difference.says(),
        "before": side(before),
        "now": side(now),
        "lines": lines,
        "notes": difference.notes.iter().map(note).collect::<Vec<_>>(),
        "findings": {"came": findings(&contrast.came), "went": findings(&contrast.went)},
        "blanks": {"came": contrast.blanks_came, "went": contrast.blanks_went},
    })
}

fn line(line: &DifferentLine) -> Json {
    match line {
        DifferentLine::Cell(one) => cell(one),
        DifferentLine::Piece(DifferentPiece { kind, fate, at, words, cells, .. }) => {
            let (fate, from, to) = match fate {
                PieceFate::Added => ("added", None, None),
                PieceFate::Removed => ("removed", None, None),
                PieceFate::Moved(from, to) => ("moved", Some(*from), Some(*to)),
            };
            let kind = if *kind == PieceKind::Row { "row" } else { "project" };
            let cells: Vec<Json> = cells.iter().map(cell).collect();
            json!({"kind": kind, "fate": fate, "at": at, "words": words, "from": from, "to": to, "cells": cells})
        }
    }
}

fn cell(cell: &DifferentCell) -> Json {
    let kind = |kind| match kind {
        SpanKind::Kept => "kept",
        SpanKind::Removed => "removed",
        SpanKind::Added => "added",
    };
    let span = |span: &TextSpan| json!({"kind": kind(span.kind), "text": span.text});
    let spans = spans(cell).map(|spans| spans.iter().map(span).collect::<Vec<_>>());
    json!({
        "kind": "cell", "at": cell.at, "was": cell.was, "words": cell.words,
        "before": cell.was.as_ref().map(|_| &cell.before), "now": cell.at.as_ref().map(|_| &cell.now),
        "computed": {"before": cell.computed.0, "now": cell.computed.1}, "spans": spans,
    })
}
