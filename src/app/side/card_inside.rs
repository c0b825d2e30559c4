//! What is on a card that is opened: the sentence, its cells, what it rests on, and what can be done about it.

use crate::app::action::Action;
use crate::app::dialog::proposals::certain_of;
use crate::app::side::filter::CardSort;
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::check::{Blank, Finding, Mend, Severity};
use crate::desk::{Desk, Reasoned};
use crate::form::CellId;
use crate::report::Edit;
use crate::value::shortened;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Id, RichText, TextWrapMode, Ui};

/// So many characters of a mend's words fit on its button.
const FITS: usize = 15;
/// And of a cell's name on a line.
const FITS_LINE: usize = 22;
/// So many blank cells of a card are named on it, until all are asked for.
const NAMED: usize = 6;

/// What cards are shown with.
pub(super) struct CardPlace<'a> {
    pub desk: &'a Desk,
    pub current: Option<&'a CellId>,
}

/// The table of a cell's words: 基础数据表, of a project with that before it.
pub(super) fn table(words: &str, at: &CellId) -> String {
    let of_project = at.project_and_section().0.is_some();
    words.split('·').take(1 + usize::from(of_project)).collect::<Vec<_>>().join("·")
}

/// What a finding rests on, and where that is from.
pub(super) fn basis(finding: &Finding) -> String {
    format!("{}（{}）", finding.basis, finding.authority.words())
}

/// 错误 or the like, and where.
fn head(ui: &mut Ui, word: &str, color: Color32, place: &str) {
    let mut job = LayoutJob::single_section(word.into(), TextFormat::simple(theme::bold(theme::SMALL), color));
    job.append(&format!("　{place}"), 0.0, TextFormat::simple(theme::plain(theme::SMALL), theme::WEAK));
    sentence(ui, job);
}

pub(super) fn finding_ui(
    ui: &mut Ui,
    place: &CardPlace<'_>,
    finding: &Finding,
    content: Id,
    actions: &mut Vec<Action>,
) {
    let desk = place.desk;
    let explained = finding.explained.is_some();
    let color = if explained { theme::WEAK } else { theme::severity(finding.severity) };
    let cells = cells(finding);
    head(ui, finding.severity.word(), color, &place_words(desk, &cells));
    sentence(ui, &finding.says);
    if cells.len() > 1 {
        family_ui(ui, place, content, (finding.members().len(), &cells), actions);
    }
    sentence(ui, RichText::new(basis(finding)).color(theme::WEAK).size(theme::SMALL));
    if let Some(explained) = explained_words(finding) {
        sentence(ui, RichText::new(explained).color(theme::WELL).size(theme::SMALL));
    }
    ui.horizontal_wrapped(|ui| buttons(ui, desk, finding, actions));
}

/// The cells of a family, folded until they are asked for.
fn family_ui(
    ui: &mut Ui,
    place: &CardPlace<'_>,
    content: Id,
    (alike, cells): (usize, &[&CellId]),
    actions: &mut Vec<Action>,
) {
    let key = content.with("family");
    let mut unfolded = ui.data(|data| data.get_temp(key).unwrap_or(false));
    let words = format!("同类{alike}条，{}", if unfolded { "收起" } else { "逐格列出" });
    if ui.small_button(words).clicked() {
        unfolded = !unfolded;
        ui.data_mut(|data| data.insert_temp(key, unfolded));
    }
    if unfolded {
        cells_ui(ui, place, cells, actions);
    }
}

/// What was said to it; of a family that waits for more, to how many of its cells.
fn explained_words(finding: &Finding) -> Option<String> {
    if let Some(explained) = &finding.explained {
        return Some(format!("已说明：{explained}"));
    }
    let some = finding.joined.iter().filter(|member| member.explained.is_some()).count();
    (some > 0).then(|| format!("其中{some}格已说明，还有{}格没有说明。", finding.asks().len()))
}

/// The cells that a finding is about, each once.
fn cells(finding: &Finding) -> Vec<&CellId> {
    let mut cells: Vec<&CellId> = Vec::new();
    for member in finding.members() {
        if !cells.contains(&&member.at) {
            cells.push(&member.at);
        }
    }
    cells
}

/// Where a card's cells are: the cell, the row of all of them, or how many they are.
fn place_words(desk: &Desk, cells: &[&CellId]) -> String {
    let words = |at: &CellId| desk.sheet().words(desk.form(), at);
    match cells {
        [] => String::new(),
        [at] => words(at),
        [first, ..] if is_one_row(cells) => {
            words(first).rsplit_once('·').map_or_else(String::new, |(row, _)| row.to_string())
        }
        _ => format!("共{}格", cells.len()),
    }
}

fn is_one_row(cells: &[&CellId]) -> bool {
    cells.iter().zip(cells.iter().skip(1)).all(|(one, next)| one.section == next.section && one.row == next.row)
}

/// Cells, each to go to.
fn cells_ui(ui: &mut Ui, place: &CardPlace<'_>, cells: &[&CellId], actions: &mut Vec<Action>) {
    let desk = place.desk;
    let in_row = is_one_row(cells);
    // What the head of the card says of all of them is not said of each.
    let project = |at: &CellId| usize::from(at.project_and_section().0.is_some());
    let in_table = cells.iter().all(|at| cells.first().is_some_and(|first| first.section == at.section));
    ui.horizontal_wrapped(|ui| {
        // A name is not broken over two lines.
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        for at in cells {
            let words = desk.sheet().words(desk.form(), at);
            let short = match (in_row, in_table) {
                (true, _) if cells.len() > 1 => words.rsplit('·').next(),
                (_, true) => words.splitn(2 + project(at), '·').last(),
                _ => words.split_once('·').map(|(_, within)| within),
            };
            let short = short.unwrap_or(words.as_str());
            let color = if place.current == Some(*at) { theme::INK } else { theme::ACCENT };
            let link = ui.link(RichText::new(shortened(short, FITS_LINE)).size(theme::SMALL).color(color));
            if link.on_hover_text(&words).clicked() {
                actions.push(Action::Goto(CellId::clone(at)));
            }
        }
    });
}

/// What is 还没填 of one table: of many cells the first are named until all are asked for.
pub(super) fn blanks_ui(ui: &mut Ui, place: &CardPlace<'_>, blanks: &[Blank], content: Id, actions: &mut Vec<Action>) {
    let Some(first) = blanks.first() else { return };
    let words = place.desk.sheet().words(place.desk.form(), &first.at);
    head(ui, Blank::WORD, CardSort::Blank.color(), &format!("{}，{}格", table(&words, &first.at), blanks.len()));
    let cells: Vec<&CellId> = blanks.iter().map(|blank| &blank.at).collect();
    let key = content.with("unfolded");
    let all = ui.data(|data| data.get_temp(key).unwrap_or(false)) || cells.len() <= NAMED + 1;
    let (named, more) = cells.split_at(if all { cells.len() } else { NAMED });
    cells_ui(ui, place, named, actions);
    if !more.is_empty() && ui.small_button(format!("还有{}格…", more.len())).clicked() {
        ui.data_mut(|data| data.insert_temp(key, true));
    }
    for asked in blanks.iter().filter_map(Blank::asked) {
        sentence(ui, asked);
    }
    if blanks.iter().any(|blank| blank.is_text && blank.asked().is_none()) {
        ui.label(RichText::new("文字没有内容的，写“无”。").color(theme::WEAK).size(theme::SMALL));
    }
    if let Some(explained) = &first.explained {
        sentence(ui, RichText::new(format!("已说明：{explained}")).color(theme::WELL).size(theme::SMALL));
    }
    let words = if first.explained.is_some() { "修改说明…" } else { "说明不填的原因…" };
    if ui.small_button(words).clicked() {
        actions.push(Action::Explain(Reasoned::Blanks(blanks.to_vec())));
    }
}

fn buttons(ui: &mut Ui, desk: &Desk, finding: &Finding, actions: &mut Vec<Action>) {
    for mend in &finding.mends {
        if ui.small_button(shortened(&mend.label, FITS)).on_hover_text(changes(desk, mend)).clicked() {
            actions.push(Action::Edit(mend.edit.clone()));
            actions.push(Action::Goto(finding.at.clone()));
        }
    }
    let alike = if finding.mends.len() == 1 { certain_of(desk, finding.rule) } else { 0 };
    if alike > 1 && ui.small_button(format!("同类{alike}条全部采用…")).clicked() {
        actions.push(Action::Mends(Some(finding.rule)));
    }
    if finding.severity != Severity::Note {
        let words = if finding.explained.is_some() { "修改说明…" } else { "说明原因…" };
        if ui.small_button(words).clicked() {
            actions.push(Action::Explain(Reasoned::Finding(Box::new(finding.clone()))));
        }
    }
}

/// What a mend does, in full: of several cells what each will say.
fn changes(desk: &Desk, mend: &Mend) -> String {
    let Edit::All(edits) = &mend.edit else { return mend.label.clone() };
    let written = edits.iter().filter_map(|edit| {
        let Edit::Write { at, text } = edit else { return None };
        let text = if text.is_empty() { "清空" } else { text.as_str() };
        Some(format!("{}：{}", desk.sheet().words(desk.form(), at), shortened(text, FITS)))
    });
    std::iter::once(mend.label.clone()).chain(written).collect::<Vec<_>>().join("\n")
}
