//! 审核: everything that looks wrong, one card each, the gravest first, and what is 还没填, one card a table. Only what is
//! seen of the list is laid out. Whoever comes to a cell is shown its card.

use crate::app::action::Action;
use crate::app::dialog::proposals::certain_of;
use crate::app::grid::board;
use crate::app::theme;
use crate::check::{Blank, Finding, Mend, Severity};
use crate::desk::{Desk, Outstanding, Reasoned, Review};
use crate::form::CellId;
use crate::report::Edit;
use crate::value::shortened;
use eframe::egui::{
    Color32, CursorIcon, Frame, Id, Label, Margin, Rangef, RichText, Role, ScrollArea, Sense, Stroke, TextWrapMode, Ui,
    UiBuilder, WidgetInfo,
};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// So many characters of a mend's words fit on its button.
const FITS: usize = 15;
/// And of a cell's name on a line.
const FITS_LINE: usize = 22;
/// Within a card's border.
const MARGIN: i8 = 8;

/// Below the last card.
const BELOW: f32 = 12.0;
/// So often the card of a cell is looked for.
const TRIES: u8 = 3;
/// So many cells of a card are named on it, until all are asked for.
const NAMED: usize = 6;

/// The list of findings, and how high its cards are.
#[derive(Default)]
pub(crate) struct FindingList {
    cards: Vec<Card>,
    /// How many of each sort are outstanding, in what colour.
    outstanding: Vec<(&'static str, Color32, usize)>,
    /// The cell whose card was last shown.
    followed: Option<CellId>,
    /// How often it is still looked for.
    tries: u8,
    /// What of the list was last in sight.
    view: Option<Rangef>,
    /// What the cards are made of, and how wide: they hold until one of them is another.
    made: Option<(Arc<Review>, i32)>,
}

/// One card.
struct Card {
    /// What it is about.
    about: CardAbout,
    /// What is on it.
    content: Id,
    /// As it was laid out; reckoned until it is.
    height: f32,
}

/// What a card is about.
#[derive(Clone)]
enum CardAbout {
    /// Which of the findings.
    Finding(usize),
    /// Which of the blank cells: those of one table.
    Blanks(Range<usize>),
}

impl FindingList {
    /// Shows the list.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        self.make(desk, ui.available_width());
        // A head wider than the panel would push all below it out of sight.
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("审核").font(theme::bold(theme::BODY)));
            for (word, color, count) in self.outstanding.iter().filter(|(.., count)| *count > 0) {
                ui.add(Label::new(RichText::new(format!("{word}{count}")).color(*color).size(theme::SMALL)).extend());
            }
        });
        if desk.is_blank() {
            ui.weak("填了以后，这里列出发现的问题。");
        }
        if !self.cards.is_empty() {
            self.cards(ui, desk, current, actions);
        } else if !desk.is_blank() {
            ui.label(RichText::new("没有发现问题。").color(theme::WELL));
        }
    }

    /// As it stands for what is shown now. Cards with the same on them keep their heights.
    fn make(&mut self, desk: &Desk, width: f32) {
        let pixels = width.round() as i32;
        let same = |(review, wide): &(Arc<Review>, i32)| Arc::ptr_eq(review, desk.review()) && *wide == pixels;
        if self.made.as_ref().is_some_and(same) {
            return;
        }
        let kept = self.made.take().is_some_and(|(_, wide)| wide == pixels);
        let known: HashMap<Id, f32> =
            self.cards.drain(..).filter(|_| kept).map(|card| (card.content, card.height)).collect();
        let findings = desk.findings().iter().enumerate();
        let of_findings = findings.map(|(number, finding)| {
            let rank = (finding.explained.is_some(), finding.severity > Severity::Doubt, Some(finding.severity));
            let content = content(finding);
            let height = known.get(&content).copied().unwrap_or_else(|| reckoned(finding, width));
            (rank, Card { about: CardAbout::Finding(number), content, height })
        });
        let mut from = 0;
        let of_blanks = desk.blanks().chunk_by(same_card).map(|blanks| {
            let about = CardAbout::Blanks(from..from + blanks.len());
            from += blanks.len();
            // Behind what else bars 定稿, before 提示.
            let rank = (blanks.first().is_some_and(|blank| blank.explained.is_some()), true, None);
            let content = Id::unique(blanks.iter().map(|blank| (&blank.at, &blank.explained)).collect::<Vec<_>>());
            let height = known.get(&content).copied().unwrap_or(4.0 * theme::LINE_HEIGHT);
            (rank, Card { about, content, height })
        });
        let mut ordered: Vec<_> = of_findings.chain(of_blanks).collect();
        ordered.sort_by_key(|(rank, _)| *rank);
        self.cards = ordered.into_iter().map(|(_, card)| card).collect();
        self.outstanding = outstanding(desk);
        self.made = Some((Arc::clone(desk.review()), pixels));
    }

    /// How far down the card of a cell is that was come to, where it is out of sight. What was above it may turn out
    /// higher than reckoned: then it is looked for again.
    fn follow(&mut self, desk: &Desk, current: Option<&CellId>, gap: f32) -> Option<f32> {
        if self.followed.as_ref() != current {
            self.followed = current.cloned();
            self.tries = TRIES;
        }
        let left = self.tries.checked_sub(1)?;
        self.tries = 0;
        let current = current?;
        let place = self.cards.iter().position(|card| card.about.is_about(desk, current))?;
        let top: f32 = self.cards.iter().take(place).map(|card| card.height + gap).sum();
        let height = self.cards.get(place)?.height;
        let view = self.view.unwrap_or(Rangef::point(0.0));
        if view.contains(top) && (view.contains(top + height) || height > view.span()) {
            return None;
        }
        self.tries = left;
        let all: f32 = self.cards.iter().map(|card| card.height + gap).sum::<f32>() + BELOW;
        Some(top.min(all - view.span()).max(0.0))
    }

    fn cards(&mut self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) {
        let mut area = ScrollArea::vertical().auto_shrink([false, false]);
        if let Some(top) = self.follow(desk, current, ui.spacing().item_spacing.y) {
            area = area.vertical_scroll_offset(top);
            ui.ctx().request_repaint();
        }
        area.show_viewport(ui, |ui, view| {
            ui.set_width(ui.available_width());
            let gap = ui.spacing().item_spacing.y;
            self.view = Some(view.y_range());
            let (mut top, mut below) = (0.0, 0.0);
            let mut begun = false;
            for card in &mut self.cards {
                let bottom = top + card.height + gap;
                if bottom < view.top() {
                    top = bottom;
                } else if top > view.bottom() {
                    below += card.height + gap;
                } else {
                    if !std::mem::replace(&mut begun, true) {
                        ui.add_space(top);
                    }
                    card.height = card.ui(ui, desk, current, actions);
                    top += card.height + gap;
                }
            }
            ui.add_space(below + BELOW);
        });
    }
}

impl CardAbout {
    fn is_about(&self, desk: &Desk, at: &CellId) -> bool {
        match self {
            Self::Finding(number) => {
                let finding = desk.findings().get(*number);
                finding.is_some_and(|finding| finding.members().iter().any(|member| member.at == *at))
            }
            Self::Blanks(range) => blanks_of(desk, range).iter().any(|blank| blank.at == *at),
        }
    }
}

/// Blank cells of one table, said why or not.
fn same_card(one: &Blank, other: &Blank) -> bool {
    one.at.section == other.at.section && one.explained == other.explained
}

fn blanks_of<'a>(desk: &'a Desk, range: &Range<usize>) -> &'a [Blank] {
    desk.blanks().get(range.clone()).unwrap_or_default()
}

/// How many of each sort are outstanding, those that bar 定稿 first.
fn outstanding(desk: &Desk) -> Vec<(&'static str, Color32, usize)> {
    let Outstanding { wrong, doubt, blank } = desk.review().outstanding();
    let notes = desk.findings().iter().filter(|f| f.severity == Severity::Note && f.explained.is_none()).count();
    let of = |severity: Severity, count| (severity.word(), theme::severity(severity), count);
    vec![
        of(Severity::Wrong, wrong),
        of(Severity::Doubt, doubt),
        (Blank::WORD, theme::ACCENT, blank),
        of(Severity::Note, notes),
    ]
}

/// What is on a card, so that its height is known again.
fn content(finding: &Finding) -> Id {
    let mends: Vec<&str> = finding.mends.iter().map(|mend| mend.label.as_str()).collect();
    Id::unique((&finding.at, &finding.says, finding.basis, &finding.explained, mends))
}

/// What a finding rests on, and where that is from.
fn basis(finding: &Finding) -> String {
    format!("{}（{}）", finding.basis, finding.authority.words())
}

/// About how high a card will be.
fn reckoned(finding: &Finding, width: f32) -> f32 {
    let width = width - 2.0 * f32::from(MARGIN);
    let explained = finding.explained.as_deref().map_or(0.0, |words| board::lines(words, width, theme::SMALL));
    let cells = cells(finding).len();
    let named = if cells > 1 { cells.min(NAMED).div_ceil(2) as f32 } else { 0.0 };
    let lines = 1.0 + board::lines(&basis(finding), width, theme::SMALL) + explained + named;
    let says = board::lines(&finding.says, width, theme::BODY) * theme::LINE_HEIGHT;
    says + lines * (theme::SMALL + 8.0) + theme::LINE_HEIGHT + 4.0 * 6.0 + 2.0 * f32::from(MARGIN)
}

impl Card {
    /// Shows it. Answers with how high it is.
    fn ui(&self, ui: &mut Ui, desk: &Desk, current: Option<&CellId>, actions: &mut Vec<Action>) -> f32 {
        match &self.about {
            CardAbout::Finding(number) => match desk.findings().get(*number) {
                Some(finding) => finding_ui(ui, desk, finding, self.content, current, actions),
                None => 0.0,
            },
            CardAbout::Blanks(range) => blanks_ui(ui, desk, blanks_of(desk, range), self.content, current, actions),
        }
    }
}

/// A card: it goes to a cell; what is on it lies on top and answers first. Answers with how high it is.
fn card_ui(
    ui: &mut Ui,
    (content, here): (Id, bool),
    (at, words): (&CellId, String),
    actions: &mut Vec<Action>,
    add: impl FnOnce(&mut Ui, &mut Vec<Action>),
) -> f32 {
    let line = if here { theme::ACCENT } else { theme::LINE };
    let frame = Frame::new()
        .inner_margin(Margin::same(MARGIN))
        .fill(theme::PAPER)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(4.0);
    let builder = UiBuilder::new().id_salt(("card", content)).sense(Sense::click());
    let card = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui, actions);
        })
    });
    let card = card.response;
    card.widget_info(|| WidgetInfo::labeled(Role::Button, true, words.as_str()));
    if card.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if card.clicked() {
        actions.push(Action::Goto(at.clone()));
    }
    card.rect.height()
}

/// 错误 or the like, and where.
fn head(ui: &mut Ui, word: &str, color: Color32, place: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(word).color(color).font(theme::bold(theme::SMALL)));
        ui.label(RichText::new(place).color(theme::WEAK).size(theme::SMALL));
    });
}

fn finding_ui(
    ui: &mut Ui,
    desk: &Desk,
    finding: &Finding,
    content: Id,
    current: Option<&CellId>,
    actions: &mut Vec<Action>,
) -> f32 {
    let here = finding.members().iter().any(|member| current == Some(&member.at));
    let goal = (&finding.at, format!("到这一格：{}", finding.says));
    card_ui(ui, (content, here), goal, actions, |ui, actions| {
        let explained = finding.explained.is_some();
        let color = if explained { theme::WEAK } else { theme::severity(finding.severity) };
        let cells = cells(finding);
        head(ui, finding.severity.word(), color, &place(desk, &cells));
        ui.label(&finding.says);
        if cells.len() > 1 {
            cells_ui(ui, desk, content, &cells, current, actions);
        }
        ui.label(RichText::new(basis(finding)).color(theme::WEAK).size(theme::SMALL));
        if let Some(explained) = explained_words(finding) {
            ui.label(RichText::new(explained).color(theme::WELL).size(theme::SMALL));
        }
        ui.horizontal_wrapped(|ui| buttons(ui, desk, finding, actions));
    })
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
fn place(desk: &Desk, cells: &[&CellId]) -> String {
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

/// The cells of a card, each to go to; of many the first, until all are asked for.
fn cells_ui(
    ui: &mut Ui,
    desk: &Desk,
    content: Id,
    cells: &[&CellId],
    current: Option<&CellId>,
    actions: &mut Vec<Action>,
) {
    let unfolded = content.with("unfolded");
    let all = ui.data(|data| data.get_temp(unfolded).unwrap_or(false)) || cells.len() <= NAMED + 1;
    let in_row = is_one_row(cells);
    // What the head of the card says of all of them is not said of each.
    let project = |at: &CellId| usize::from(at.project_and_section().0.is_some());
    let in_table = cells.iter().all(|at| cells.first().is_some_and(|first| first.section == at.section));
    ui.horizontal_wrapped(|ui| {
        // A name is not broken over two lines.
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        for at in cells.iter().take(if all { cells.len() } else { NAMED }) {
            let words = desk.sheet().words(desk.form(), at);
            let short = match (in_row, in_table) {
                (true, _) if cells.len() > 1 => words.rsplit('·').next(),
                (_, true) => words.splitn(2 + project(at), '·').last(),
                _ => words.split_once('·').map(|(_, within)| within),
            };
            let short = short.unwrap_or(words.as_str());
            let color = if current == Some(at) { theme::INK } else { theme::ACCENT };
            let link = ui.link(RichText::new(shortened(short, FITS_LINE)).size(theme::SMALL).color(color));
            if link.on_hover_text(&words).clicked() {
                actions.push(Action::Goto(CellId::clone(at)));
            }
        }
        let more = cells.len().saturating_sub(NAMED);
        if !all && ui.small_button(format!("还有{more}格…")).clicked() {
            ui.data_mut(|data| data.insert_temp(unfolded, true));
        }
    });
}

/// What is 还没填 of one table.
fn blanks_ui(
    ui: &mut Ui,
    desk: &Desk,
    blanks: &[Blank],
    content: Id,
    current: Option<&CellId>,
    actions: &mut Vec<Action>,
) -> f32 {
    let Some(first) = blanks.first() else { return 0.0 };
    let here = blanks.iter().any(|blank| current == Some(&blank.at));
    let words = desk.sheet().words(desk.form(), &first.at);
    let cells: Vec<&CellId> = blanks.iter().map(|blank| &blank.at).collect();
    let goal = (&first.at, format!("到这一格：{words}还没填"));
    card_ui(ui, (content, here), goal, actions, |ui, actions| {
        let color = if first.explained.is_some() { theme::WEAK } else { theme::ACCENT };
        let of_project = first.at.project_and_section().0.is_some();
        let table: Vec<&str> = words.split('·').take(1 + usize::from(of_project)).collect();
        head(ui, Blank::WORD, color, &format!("{}，{}格", table.join("·"), blanks.len()));
        cells_ui(ui, desk, content, &cells, current, actions);
        if blanks.iter().any(|blank| blank.is_text) {
            ui.label(RichText::new("文字没有内容的，写“无”。").color(theme::WEAK).size(theme::SMALL));
        }
        if let Some(explained) = &first.explained {
            ui.label(RichText::new(format!("已说明：{explained}")).color(theme::WELL).size(theme::SMALL));
        }
        let words = if first.explained.is_some() { "修改说明…" } else { "说明不填的原因…" };
        if ui.small_button(words).clicked() {
            actions.push(Action::Explain(Reasoned::Blanks(blanks.to_vec())));
        }
    })
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
