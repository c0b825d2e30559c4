//! The right side: what the current cell means (说明), and everything that looks wrong (审核).

mod card;
mod card_inside;
pub(crate) mod cited;
pub(crate) mod comparison;
pub(crate) mod difference;
pub(crate) mod difference_line;
mod filter;
pub(crate) mod findings;
pub(crate) mod last_year;
pub(crate) mod quoting;
pub(crate) mod remarks;
pub(crate) mod unconfirmed;

use crate::app::action::{Action, Listed};
use crate::app::dialog::phrases::reasons_ui;
use crate::app::divider::divider;
use crate::app::side::cited::CitedWords;
use crate::app::side::findings::FindingList;
use crate::app::side::last_year::LastYearWords;
use crate::app::side::quoting::quoting_ui;
use crate::app::theme;
use crate::app::whole_lines::whole_lines;
use crate::app::widgets::sentence;
use crate::check::Finding;
use crate::desk::Desk;
use crate::form::{CellId, ColumnRole, Kind, Tab};
use crate::report::{Edit, Report};
use crate::sheet::{Cell, Line, Origin, columns};
use crate::store::SideSize;
use crate::value::MoneyUnit;
use eframe::egui::{Frame, Panel, RichText, ScrollArea, Ui};

/// Where the clerk is.
pub(crate) struct CurrentCell<'a> {
    /// The current cell.
    pub current: Option<&'a CellId>,
    /// Someone went to it: its card is to be seen. On a page that is merely opened the gravest stay on top.
    pub gone_to: bool,
    /// It holds paragraphs.
    pub long: bool,
}

/// What the side keeps from one picture to the next.
#[derive(Default)]
pub(crate) struct SideMemory {
    pub findings: FindingList,
    last_year: LastYearWords,
    pub cited: CitedWords,
}

/// Shows the side.
pub(crate) fn side_ui(
    ui: &mut Ui,
    desk: &Desk,
    tab: Option<Tab>,
    here: &CurrentCell<'_>,
    (listed, side, size): (Listed, &mut SideMemory, &mut SideSize),
    actions: &mut Vec<Action>,
) {
    let current = here.current;
    let waits = !desk.unconfirmed(None).is_empty();
    let unconfirmed = listed == Listed::Unconfirmed && waits;
    theme::bars(ui);
    let room = ui.available_rect_before_wrap();
    let low = theme::is_low(ui.ctx());
    let (usual, range) = theme::meaning_height(room.height(), (low, waits));
    let high = size.meaning.map_or(usual, |high| high as f32).clamp(*range.start(), *range.end());
    // However much there is to say of a cell, it is as high, and 审核 stays where it is.
    let shown = Panel::top("meaning").frame(Frame::NONE).exact_size(high).resizable(false).show(ui, |ui| {
        if low {
            // Its lines stand one below the other: as many as there can be.
            ui.spacing_mut().item_spacing.y = 0.0;
        } else {
            ui.add_space(4.0);
            ui.label(RichText::new("说明").font(theme::bold(theme::BODY)));
        }
        let scroll = ScrollArea::vertical().id_salt(("meaning", current)).auto_shrink([false, false]);
        whole_lines(ui, theme::PANEL, |ui| {
            scroll.min_scrolled_height(0.0).show(ui, |ui| match current.and_then(|at| desk.sheet().cell(at)) {
                Some(cell) => {
                    let on_cards = |finding: &Finding| !unconfirmed && side.findings.shows(finding);
                    meaning(ui, desk, cell, (here, &mut side.last_year), &on_cards, actions);
                }
                None => {
                    sentence(ui, RichText::new("点一个格子，这里说明它填什么。").weak());
                }
            })
        });
    });
    let edge = shown.response.rect.left_bottom()..=shown.response.rect.right_bottom();
    if let Some(to) = divider(ui, "说明和审核的分界", edge) {
        size.meaning = Some((to - room.top()).clamp(*range.start(), *range.end()).round() as i32);
    }
    ui.add_space(4.0);
    remarks::list(ui, desk, current, actions);
    unconfirmed::head(ui, desk, (tab, current), listed, actions);
    if unconfirmed {
        return unconfirmed::cards(ui, desk, (tab, current), actions);
    }
    let followed = current.filter(|_| here.gone_to);
    side.findings.ui(ui, desk, (tab, followed), actions);
}

fn meaning(
    ui: &mut Ui,
    desk: &Desk,
    cell: &Cell,
    (here, last_year): (&CurrentCell<'_>, &mut LastYearWords),
    on_cards: &dyn Fn(&Finding) -> bool,
    actions: &mut Vec<Action>,
) {
    // What the cards of 审核 say of the cell, and can do about it, is not said again beside them.
    let found = || desk.shown().found_at(&cell.at).filter(|finding| finding.explained.is_none());
    let carded = found().filter(|finding| on_cards(finding));
    let mended = carded.flat_map(|finding| &finding.mends).any(|mend| mend.edit.writes() == [&cell.at]);
    sentence(ui, RichText::new(desk.sheet().words(desk.form(), &cell.at)).color(theme::ACCENT));
    for help in help(desk, &cell.at) {
        sentence(ui, help);
    }
    match cell.origin {
        Origin::Computed => {
            ui.label(RichText::new("由程序计算，随其他格子变化。").color(theme::FIGURE));
        }
        Origin::Overridden if !mended => overridden(ui, desk, cell, actions),
        _ => {}
    }
    last_year.ui(ui, desk, cell);
    if let Some(printed) = printed_words(desk.report(), desk.sheet().unit, cell) {
        sentence(ui, RichText::new(printed).color(theme::NOTE));
    }
    if cell.unconfirmed {
        unconfirmed::confirm(ui, desk, cell, actions);
    }
    remarks::own(ui, desk, &cell.at, actions);
    if let Some(line) = line_of(desk, &cell.at)
        && cell.role == Some(ColumnRole::Score)
    {
        advice(ui, line, cell, mended, actions);
    }
    for finding in found().filter(|finding| !on_cards(finding)) {
        sentence(ui, RichText::new(&finding.says).color(theme::severity(finding.severity)));
    }
    for words in explained(desk, &cell.at) {
        sentence(ui, RichText::new(format!("已说明：{words}")).color(theme::WELL));
    }
    if cell.role == Some(ColumnRole::Reason) {
        reasons_ui(ui, desk, cell, actions);
    }
    if here.long {
        quoting_ui(ui, desk, &cell.at, actions);
    }
}

/// The reasons that were given for what was found of it, or for its being blank: their cards are folded away.
fn explained<'d>(desk: &'d Desk, at: &CellId) -> Vec<&'d str> {
    let found = desk.shown().findings_at(at).flat_map(Finding::members).filter(|member| member.at == *at);
    let found = found.filter_map(|finding| finding.explained.as_deref());
    let blank = desk.shown().blanks().iter().filter(|blank| blank.at == *at);
    let mut words: Vec<&str> = found.chain(blank.filter_map(|blank| blank.explained.as_deref())).collect();
    words.dedup();
    words
}

/// How a text that was converted is printed in the document it came from.
pub(crate) fn printed_words(report: &Report, unit: MoneyUnit, cell: &Cell) -> Option<String> {
    let printed = report.printed(&cell.at)?;
    Some(format!("文件里写的是“{printed}”，已换算成{}。", unit.word()))
}

fn overridden(ui: &mut Ui, desk: &Desk, cell: &Cell, actions: &mut Vec<Action>) {
    let Some(computed) = &cell.computed else { return };
    let shown = computed.shown(desk.sheet().unit);
    sentence(ui, RichText::new(format!("填的是{}，程序计算为{shown}。", cell.text)).color(theme::DOUBT));
    if ui.button(format!("恢复为 {shown}")).clicked() {
        actions.push(Action::Edit(Edit::Write { at: cell.at.clone(), text: "".into() }));
    }
}

/// Which rule gives how many points, and what the other rules would give; how they are reckoned alone where a card says
/// the rest.
fn advice(ui: &mut Ui, line: &Line, cell: &Cell, told: bool, actions: &mut Vec<Action>) {
    let Some(indicator) = &line.indicator else { return };
    let Some(proposal) = &indicator.proposal else { return };
    if told {
        let reckoned = Some(line.reckoning(proposal)).filter(|reckoned| reckoned.contains('＝'));
        if let Some(reckoned) = reckoned {
            sentence(ui, RichText::new(format!("算法：{reckoned}。")).weak());
        }
        return;
    }
    if let Some(attainment) = indicator.attainment {
        sentence(ui, format!("完成值是指标值的{}。", attainment.plain()));
    }
    sentence(
        ui,
        format!("建议{}分（{}）：{}。", proposal.points.plain(), proposal.rule.words(), line.reckoning(proposal)),
    );
    for other in &indicator.others {
        sentence(ui, RichText::new(format!("{}：{}。", other.rule.words(), line.reckoning(other))).weak());
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
