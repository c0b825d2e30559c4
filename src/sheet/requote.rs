//! A quotation quotes the same cell whatever becomes of rows, projects and their names: where its name no longer leads
//! there, the text gets the name that does.

use super::quote::bracketed;
use super::reference::{own_figure, taken_out};
use super::{Cell, Sheet, derive};
use crate::form::{CellId, Form, Holds};
use crate::report::{Edit, Explanation, Refused, Report, apply};
use crate::value::Text;
use std::collections::HashMap;

/// A report changed wholly or not at all, and what it then comes to. What its texts quote they go on quoting; what was
/// taken out stays named in them as 已删除, so that nothing else is quoted instead.
///
/// # Errors
/// When the form has no such cell or place.
pub fn amended(form: &Form, report: &Report, sheet: &Sheet, edit: &Edit) -> Result<(Report, Sheet), Refused> {
    let mut after = report.clone();
    apply(form, &mut after, edit)?;
    let derived = derive(form, &after);
    if !takes_out(edit) && have_same_names(sheet, &derived) {
        return Ok((after, derived));
    }
    let stays = |at: &CellId| (!removes(edit, at) && derived.cell(at).is_some()).then(|| at.clone());
    let follow = Follow { before: (form, sheet), after: (form, &derived), to: &stays };
    let mut edits = Vec::new();
    // What is written just now is meant as things stand now.
    let written = edit.writes();
    let stood = |cell: &&Cell| cell.text.contains('【') && !written.contains(&&cell.at);
    for cell in derived.cells().filter(|cell| cell.holds == Holds::Long).filter(stood) {
        if let Some(text) = follow.text(&cell.text) {
            edits.extend(explanations(&after, &cell.text, &text));
            let mark = after.notes.marks.get(&cell.at).cloned().unwrap_or_default();
            edits.push(Edit::Bring { at: cell.at.clone(), text, mark });
        }
    }
    if edits.is_empty() {
        return Ok((after, derived));
    }
    apply(form, &mut after, &Edit::All(edits))?;
    let derived = derive(form, &after);
    Ok((after, derived))
}

/// Two reports between which quotations are followed.
pub struct Follow<'a> {
    /// Where the names were given.
    pub before: (&'a Form, &'a Sheet),
    /// Where they are to lead.
    pub after: (&'a Form, &'a Sheet),
    /// Which cell is now the same as one; none where it is gone.
    pub to: &'a dyn Fn(&CellId) -> Option<CellId>,
}

impl Follow<'_> {
    /// A text whose quotations quote what they quoted; none where it can stay as it is.
    #[must_use]
    pub fn text(&self, text: &str) -> Option<Text> {
        let (mut written, mut from) = (String::new(), 0);
        let mut changed = false;
        // Each name is looked up once.
        let mut known: HashMap<&str, Option<Text>> = HashMap::new();
        while let Some((open, name, close)) = text.get(from..).and_then(bracketed) {
            let (open, close) = (from + open, from + close);
            let new = known.entry(name).or_insert_with(|| self.name(name));
            changed |= new.is_some();
            let before = text.get(from..open).unwrap_or_default();
            written.extend([before, "【", new.as_deref().unwrap_or(name), "】"]);
            from = close;
        }
        written.push_str(text.get(from..).unwrap_or_default());
        changed.then(|| written.into())
    }

    /// The name that leads to what this one led to; none where it still does, or never led anywhere.
    fn name(&self, name: &str) -> Option<Text> {
        let ((old, before), (new, after)) = (self.before, self.after);
        if new.figures.iter().any(|figure| figure.name == name) {
            return None;
        }
        let at = before.quoted(old, name)?.at?;
        let leads = after.named(new, name);
        let Some(to) = (self.to)(&at) else { return Some(taken_out(name)) };
        if leads.as_ref() == Some(&to) {
            return None;
        }
        let named = own_figure(new, &to).or_else(|| after.place_name(new, &to));
        named.or_else(|| leads.map(|_| taken_out(name)))
    }
}

/// Every row and project has the name and the position it had.
fn have_same_names(before: &Sheet, after: &Sheet) -> bool {
    let same_projects = || {
        before.projects() == after.projects()
            && (0..after.projects()).all(|number| before.project_name(number) == after.project_name(number))
    };
    let same_lines = || {
        before.parts.iter().zip(&after.parts).all(|(before, after)| {
            let alike = before.id == after.id && before.lines.len() == after.lines.len();
            alike && before.lines.iter().zip(&after.lines).all(|(b, a)| b.id == a.id && b.label == a.label)
        })
    };
    before.parts.len() == after.parts.len() && same_projects() && same_lines()
}

fn takes_out(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(takes_out),
        _ => matches!(edit, Edit::RemoveRow { .. } | Edit::RemoveProject(_)),
    }
}

/// An edit takes a cell out, even should another come under its address.
fn removes(edit: &Edit, at: &CellId) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(|edit| removes(edit, at)),
        Edit::RemoveRow { section, row } => at.section == *section && at.row == *row,
        Edit::RemoveProject(project) => at.project_and_section().0 == Some(project),
        _ => false,
    }
}

/// Explanations go on being about a text that only names differently what it quotes.
fn explanations(report: &Report, old: &Text, new: &Text) -> Vec<Edit> {
    let about = |explanation: &Explanation| {
        let texts: Vec<&str> = explanation.about.split('\u{1f}').collect();
        let renamed = texts.iter().map(|text| if *text == old.as_str() { new.as_str() } else { text });
        texts.contains(&old.as_str()).then(|| renamed.collect::<Vec<_>>().join("\u{1f}"))
    };
    let moved = report.notes.explanations.iter().filter_map(|(finding, explanation)| {
        let explanation = Explanation { about: about(explanation)?.into(), ..explanation.clone() };
        Some(Edit::Explain { finding: finding.to_string(), explanation })
    });
    moved.collect()
}
