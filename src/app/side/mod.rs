//! The right side: what the current cell means (说明), and everything that looks wrong (审核).

pub(crate) mod comparison;
pub(crate) mod quoting;
pub(crate) mod waiting;

use crate::app::action::{Action, Listed};
use crate::app::dialog::proposals::{certain_of, reasons_ui};
use crate::app::side::quoting::quoting_ui;
use crate::app::theme;
use crate::check::{Finding, Severity};
use crate::desk::Desk;
use crate::form::{CellId, ColumnRole, Kind, Tab};
use crate::report::Edit;
use crate::sheet::{Cell, Line, Origin, columns};
use crate::value::shortened;
use eframe::egui::{self, Frame, Margin, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo};

/// So many characters of a mend's words fit on its button.
const FITS: usize = 15;

/// Where the clerk is.
pub(crate) struct CurrentCell<'a> {
    /// The current cell.
    pub current: Option<&'a CellId>,
    /// It holds paragraphs.
    pub long: bool,
    /// What stands behind a 【 that is still open before its caret.
    pub naming: Option<String>,
}

/// Shows the side.
pub(crate) fn side_ui(
    ui: &mut Ui,
    desk: &Desk,
    tab: Option<Tab>,
    here: &CurrentCell<'_>,
    listed: Listed,
    actions: &mut Vec<Action>,
) {
    ui.add_space(8.0);
    ui.label(RichText::new("说明").font(theme::bold(theme::BODY)));
    let current = here.current;
    // However much there is to say of a cell, 审核 keeps its room.
    let most = ui.available_height() * 0.65;
    ScrollArea::vertical().id_salt(("meaning", current)).max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        match current.and_then(|at| desk.sheet().cell(at)) {
            Some(cell) => meaning(ui, desk, cell, here, actions),
            None => {
                ui.weak("点一个格子，这里说明它填什么。");
            }
        }
    });
    ui.add_space(6.0);
    ui.separator();
    waiting::head(ui, desk, (tab, current), listed, actions);
    if listed == Listed::Waiting && !desk.unconfirmed(None).is_empty() {
        return waiting::cards(ui, desk, (tab, current), actions);
    }
    list(ui, desk, current, actions);
}

fn meaning(ui: &mut Ui, desk: &Desk, cell: &Cell, here: &CurrentCell<'_>, actions: &mut Vec<Action>) {
    ui.label(RichText::new(desk.sheet().words(desk.form(), &cell.at)).color(theme::ACCENT));
    for help in help(desk, &cell.at) {
        ui.label(help);
    }
    match cell.origin {
        Origin::Computed => {
            ui.label(RichText::new("由程序计算，随其他格子变化。").color(theme::FIGURE));
        }
        Origin::Overridden => overridden(ui, desk, cell, actions),
        _ => {}
    }
    last_year(ui, desk, cell);
    if cell.unconfirmed {
        waiting::confirm(ui, desk, cell, actions);
    }
    if let Some(line) = line_of(desk, &cell.at)
        && cell.role == Some(ColumnRole::Score)
    {
        advice(ui, line, cell, actions);
    }
    for finding in desk.findings_at(&cell.at).filter(|finding| finding.explained.is_none()) {
        ui.label(RichText::new(&finding.says).color(theme::severity(finding.severity)));
    }
    if cell.role == Some(ColumnRole::Reason) {
        reasons_ui(ui, desk, cell, actions);
    }
    if here.long {
        quoting_ui(ui, desk, &cell.at, here.naming.as_deref(), actions);
    }
}

/// What stood here last year, and what has changed.
fn last_year(ui: &mut Ui, desk: &Desk, cell: &Cell) {
    let Some(last) = desk.last_year(&cell.at).filter(|last| !last.is_blank()) else { return };
    let unit = desk.form().money;
    let text = desk.past().map_or_else(|| last.text.clone(), |past| past.text_in(last, unit));
    ui.label(RichText::new(format!("上年：{text}")).color(theme::NOTE));
    let (Some(now), Some(before)) = (cell.money(), last.money()) else { return };
    let change = now - before;
    let words = match now.cmp(&before) {
        std::cmp::Ordering::Equal => "与上年相同".into(),
        more => {
            let word = if more == std::cmp::Ordering::Greater { "增加" } else { "减少" };
            let rate = change.abs().share_of(before).map_or_else(String::new, |rate| format!("，{}", rate.plain()));
            format!("比上年{word}{}{}{rate}", change.abs().plain(unit), unit.word())
        }
    };
    ui.label(RichText::new(words).color(theme::NOTE));
}

fn overridden(ui: &mut Ui, desk: &Desk, cell: &Cell, actions: &mut Vec<Action>) {
    let Some(computed) = &cell.computed else { return };
    let shown = computed.shown(desk.sheet().unit);
    ui.label(RichText::new(format!("填的是{}，程序计算为{shown}。", cell.text)).color(theme::DOUBT));
    if ui.button(format!("恢复为 {shown}")).clicked() {
        actions.push(Action::Edit(Edit::Write { at: cell.at.clone(), text: "".into() }));
    }
}

/// Which rule gives how many points, and what the other rules would give.
fn advice(ui: &mut Ui, line: &Line, cell: &Cell, actions: &mut Vec<Action>) {
    let Some(indicator) = &line.indicator else { return };
    let Some(proposal) = &indicator.proposal else { return };
    if let Some(attainment) = indicator.attainment {
        ui.label(format!("完成值是指标值的{}。", attainment.plain()));
    }
    ui.label(format!("建议{}分（{}）：{}。", proposal.points.plain(), proposal.rule.words(), line.reckoning(proposal)));
    for other in &indicator.others {
        ui.weak(format!("{}：{}。", other.rule.words(), line.reckoning(other)));
    }
    if cell.points() != Some(proposal.points) && ui.button(format!("采用建议 {}", proposal.points.plain())).clicked()
    {
        actions.push(Action::Edit(Edit::Write { at: cell.at.clone(), text: proposal.points.plain().into() }));
    }
}

fn help(desk: &Desk, at: &CellId) -> Vec<String> {
    let Some(slot) = desk.form().slot(at) else { return Vec::new() };
    let own = match &slot.section.kind {
        Kind::Facts(facts) => facts.iter().find(|f| f.id == at.row).map(|f| &f.help),
        Kind::Prose(headings) => headings.iter().find(|h| h.id == at.row).map(|h| &h.help),
        Kind::Grid(grid) => {
            grid.find(&|row| row.id == at.row || Some(&row.id) == slot.added_under).map(|row| &row.help)
        }
        Kind::Scores(scores) => scores
            .groups
            .iter()
            .flat_map(|g| &g.kinds)
            .find(|kind| Some(&kind.id) == slot.added_under)
            .map(|kind| &kind.help),
    };
    let column = columns(&slot.section.kind).iter().find(|c| c.id == at.column).map(|c| &c.help);
    own.into_iter()
        .chain(column)
        .filter(|help| !help.is_empty())
        .map(|help| desk.form().words(help, desk.sheet().year).to_string())
        .collect()
}

fn line_of<'a>(desk: &'a Desk, at: &CellId) -> Option<&'a Line> {
    desk.sheet().part(&at.section)?.lines.iter().find(|line| line.id == at.row)
}

fn list(ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
    let open = |severity| desk.findings().iter().filter(|f| f.severity == severity && f.explained.is_none()).count();
    ui.horizontal(|ui| {
        ui.label(RichText::new("审核").font(theme::bold(theme::BODY)));
        for severity in [Severity::Wrong, Severity::Doubt, Severity::Note] {
            let count = open(severity);
            if count > 0 {
                ui.label(
                    RichText::new(format!("{}{count}", severity.word()))
                        .color(theme::severity(severity))
                        .size(theme::SMALL),
                );
            }
        }
    });
    if desk.is_blank() {
        ui.weak("填了以后，这里列出发现的问题。");
        return;
    }
    if desk.findings().is_empty() {
        ui.label(RichText::new("没有发现问题。").color(theme::WELL));
        return;
    }
    let mut ordered: Vec<&Finding> = desk.findings().iter().collect();
    ordered.sort_by_key(|f| (f.explained.is_some(), f.severity));
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        for (number, finding) in ordered.into_iter().enumerate() {
            item(ui, desk, finding, number, current == Some(&finding.at), actions);
        }
        ui.add_space(12.0);
    });
}

fn item(ui: &mut Ui, desk: &Desk, finding: &Finding, number: usize, here: bool, actions: &mut Vec<Action>) {
    let line = if here { theme::ACCENT } else { theme::LINE };
    let frame =
        Frame::new().inner_margin(Margin::same(8)).fill(theme::PAPER).stroke(Stroke::new(1.0, line)).corner_radius(4.0);
    // The whole card goes to the cell; what is on it lies on top and answers first.
    let card = ui.scope_builder(UiBuilder::new().sense(Sense::click()), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let place = desk.sheet().words(desk.form(), &finding.at);
            ui.horizontal_wrapped(|ui| {
                let color = if finding.explained.is_some() { theme::WEAK } else { theme::severity(finding.severity) };
                ui.label(RichText::new(finding.severity.word()).color(color).font(theme::bold(theme::SMALL)));
                ui.label(RichText::new(&place).color(theme::WEAK).size(theme::SMALL));
            });
            ui.label(&finding.says);
            ui.label(RichText::new(finding.basis).color(theme::WEAK).size(theme::SMALL));
            if let Some(explained) = &finding.explained {
                ui.label(RichText::new(format!("已说明：{explained}")).color(theme::WELL).size(theme::SMALL));
            }
            ui.horizontal_wrapped(|ui| buttons(ui, desk, finding, number, actions));
        })
    });
    let card = card.response;
    card.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("到这一格：{}", finding.says)));
    if card.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if card.clicked() {
        actions.push(Action::Goto(finding.at.clone()));
    }
}

fn buttons(ui: &mut Ui, desk: &Desk, finding: &Finding, number: usize, actions: &mut Vec<Action>) {
    ui.push_id(number, |ui| {
        for mend in &finding.mends {
            if ui.small_button(shortened(&mend.label, FITS)).on_hover_text(&mend.label).clicked() {
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
                actions.push(Action::Explain(Some(finding.clone())));
            }
        }
    });
}
