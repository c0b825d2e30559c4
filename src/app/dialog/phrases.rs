//! Reasons written before in this unit's files, to be offered when another has to be written.

use crate::app::action::Action;
use crate::app::theme;
use crate::desk::Desk;
use crate::form::{self, CellId, ColumnRole, Role};
use crate::report::{Edit, Mark, Phrase, Source, phrases};
use crate::sheet::{Cell, Sheet, derive};
use crate::store;
use crate::value::{Text, shortened};
use eframe::egui::{RichText, Ui};
use std::path::{Path, PathBuf};

/// As many reasons are offered.
const OFFERED: usize = 6;

/// Reasons written in this report and in last year's within it.
pub(crate) fn own_phrases(desk: &Desk) -> Vec<Phrase> {
    let mut all = phrases(desk.form(), desk.report());
    if let Some(last) = &desk.report().last
        && let Ok(form) = form::parse(&last.form_text)
    {
        all.extend(phrases(&form, &last.report));
    }
    all
}

/// The unit whose report this is, where it says so.
pub(crate) fn unit(sheet: &Sheet) -> Option<Text> {
    sheet.only(Role::UnitName).map(|cell| cell.text.clone()).filter(|unit| !unit.is_empty())
}

/// Reasons written in other files of the same unit. Opens them, which on a slow drive takes its time: not for the
/// window's own thread.
pub(crate) fn phrases_in(files: &[PathBuf], unit: &Text) -> Vec<Phrase> {
    let of = |file: &PathBuf| -> Option<Vec<Phrase>> {
        let other = store::open(Path::new(file)).ok()?;
        let own = self::unit(&derive(&other.form, &other.report))?;
        (own == *unit).then(|| phrases(&other.form, &other.report))
    };
    files.iter().filter_map(of).flatten().collect()
}

/// Reasons written before for an indicator: last year's for the same one first, then others of this year and last.
fn reasons_before(desk: &Desk, at: &CellId) -> Vec<(Text, Source)> {
    let reasons = |sheet: &Sheet, source| -> Vec<(Text, Text, Source)> {
        let lines = sheet.parts.iter().flat_map(|part| &part.lines);
        let cells = lines.filter_map(|line| Some((line.label.clone(), line.at(ColumnRole::Reason)?)));
        let written = cells.filter(|(_, cell)| cell.is_stated());
        written.map(|(name, cell)| (name, cell.text.clone(), source)).collect()
    };
    let sheet = desk.sheet();
    let name = sheet
        .part(&at.section)
        .and_then(|part| part.lines.iter().find(|line| line.id == at.row))
        .map(|line| &line.label);
    let mut all = desk.past().map(|past| reasons(&past.sheet, Source::LastYear)).unwrap_or_default();
    all.extend(reasons(sheet, Source::Typed));
    all.sort_by_key(|(own, ..)| Some(own) != name);
    let mut distinct: Vec<(Text, Source)> = Vec::new();
    for (_, text, source) in all {
        if distinct.iter().all(|(known, _)| *known != text) {
            distinct.push((text, source));
        }
    }
    distinct.truncate(OFFERED);
    distinct
}

/// Offers them; what is taken is 待核实, since it was written about something else.
pub(crate) fn reasons_ui(ui: &mut Ui, desk: &Desk, cell: &Cell, actions: &mut Vec<Action>) {
    let offered = if cell.is_blank() { reasons_before(desk, &cell.at) } else { Vec::new() };
    if offered.is_empty() {
        return;
    }
    ui.label(RichText::new("以前写过的，点一下放进来，放进来的待核实：").size(theme::SMALL).color(theme::WEAK));
    for (text, source) in offered {
        let when = if source == Source::LastYear { "上年" } else { "本年" };
        if ui.small_button(format!("{when} {}", shortened(&text, 14))).on_hover_text(text.as_str()).clicked() {
            let mark = Mark::new(source, true);
            actions.push(Action::Edit(Edit::Bring { at: cell.at.clone(), text, mark }));
        }
    }
}
