//! The paper: shows what of a board is visible, the flags of findings, and the editor on its cell.

use crate::app::action::Action;
use crate::app::grid::board::{Board, Label, Look, Piece, Places};
use crate::app::grid::editor::{self, Editor};
use crate::app::grid::sections::Sketch;
use crate::app::theme;
use crate::check::{Finding, Severity};
use crate::desk::Desk;
use crate::form::{CellId, Holds, Kind};
use crate::sheet::{Cell, Origin};
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align, Align2, Color32, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};
use std::collections::HashMap;

/// Shows a board in a scrolling view and deals with what is done on it.
pub(crate) struct Paper<'a> {
    pub desk: &'a Desk,
    pub sketch: Sketch<'a>,
    pub editor: &'a mut Editor,
    pub places: &'a mut Places,
    pub actions: &'a mut Vec<Action>,
}

type Flags<'a> = HashMap<&'a CellId, Vec<&'a Finding>>;

impl<'a> Paper<'a> {
    /// Shows the board, at most as wide as a paper and no narrower than `least`, in the middle.
    pub fn show(mut self, ui: &mut Ui, least: f32, fill: impl FnOnce(&Sketch<'a>, &mut Board<'a>)) {
        let room = ui.available_width();
        let margin = 28.0;
        let width = (room - margin * 2.0 - 24.0).clamp(least.min(theme::PAPER_WIDTH), theme::PAPER_WIDTH);
        let mut board = Board::new(width);
        board.gap(20.0);
        fill(&self.sketch, &mut board);
        *self.places = Places::of(&board);
        let size = vec2(width + margin * 2.0, board.height + 20.0);
        let left = ((room - size.x) / 2.0).max(8.0);
        let (rect, _) = ui.allocate_exact_size(vec2(left + size.x, size.y + 24.0), Sense::hover());
        let sheet = Rect::from_min_size(rect.min + vec2(left, 10.0), size);
        ui.painter().rect(sheet, 3.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        let origin = (sheet.min + vec2(margin, 0.0)).to_vec2();
        self.pieces(ui, &board, origin);
        self.editor_on_top(ui, origin);
    }

    fn pieces(&mut self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let flags = flags(self.desk.findings());
        let view = ui.clip_rect();
        for (number, placed) in board.placed.iter().enumerate() {
            let rect = placed.rect.translate(origin);
            if !view.intersects(rect) {
                continue;
            }
            match &placed.piece {
                Piece::Label(words) => label(ui, rect, words),
                Piece::Cell(cell, below) => {
                    self.cell(ui, rect, cell, below.as_deref(), flags.get(&cell.at).map_or(&[], Vec::as_slice));
                }
                Piece::Button { words, about, action, quiet } => {
                    if button(ui, rect, Id::unique(("board", number, about)), words, about, *quiet) {
                        self.actions.push(Action::clone(action));
                    }
                }
            }
        }
    }

    fn cell(&mut self, ui: &Ui, rect: Rect, cell: &'a Cell, below: Option<&str>, findings: &[&Finding]) {
        let current = self.editor.current() == Some(&cell.at);
        let sense = if current { Sense::hover() } else { Sense::click() };
        let response = ui.interact(rect, Id::unique(("cell", &cell.at)), sense);
        ui.painter().rect(
            rect,
            0.0,
            fill(cell, current, response.hovered()),
            Stroke::new(1.0, theme::LINE),
            StrokeKind::Middle,
        );
        let shown = self.sketch.shown(cell);
        if !current {
            let job = self.sketch.job(cell);
            text(ui, rect, cell, job, below, is_paragraphs(self.desk, &cell.at));
            self.say_what_it_is(&response, cell, &shown);
        }
        if cell.unconfirmed {
            theme::bar(ui.painter(), rect);
        }
        flag(ui, rect, findings);
        if !findings.is_empty() || !current && cell.unconfirmed {
            let response = response.clone();
            response.on_hover_ui_at_pointer(|ui| tooltip(ui, cell, findings));
        }
        if response.hovered() {
            ui.set_cursor_icon(if cell.is_writable() { CursorIcon::Text } else { CursorIcon::Default });
        }
        if response.clicked() && self.desk.report().is_final() {
            self.actions.push(Action::Do(crate::app::action::Command::Finish));
        } else if response.clicked() && cell.is_writable() {
            let align = stands(cell.holds, is_paragraphs(self.desk, &cell.at));
            let caret = response.interact_pointer_pos().map(|pos| caret_at(ui, rect, &shown, pos, align));
            self.enter(&cell.at, caret);
        }
    }

    fn enter(&mut self, at: &CellId, caret: Option<usize>) {
        if let Some(cell) = self.desk.sheet().cell(at) {
            let written = editor::Written::of(self.desk.report(), at);
            let action = self.editor.enter(at.clone(), cell.holds, is_paragraphs(self.desk, at), written, caret);
            self.editor.scroll = false;
            self.actions.extend(action);
        }
    }

    /// For screen readers and tests: the cell's place in words, and its text.
    fn say_what_it_is(&self, response: &Response, cell: &Cell, shown: &str) {
        let words = || self.desk.sheet().words(self.desk.form(), &cell.at);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::Cell, cell.is_writable(), words());
            info.current_text_value = Some(shown.to_string());
            info
        });
    }

    /// The editor lies over its cell and grows below it as the text does.
    fn editor_on_top(&mut self, ui: &mut Ui, origin: Vec2) {
        let Some(at) = self.editor.current().cloned() else { return };
        let Some(rect) = self.places.rect(&at) else { return };
        let rect = rect.translate(origin);
        let Some(cell) = self.desk.sheet().cell(&at) else { return };
        // Until it is there: on a tab's first showing the view does not know yet how far it can go.
        self.editor.scroll &= !ui.clip_rect().contains(rect.center());
        if self.editor.scroll {
            ui.scroll_to_rect(rect.expand2(vec2(0.0, 60.0)), None);
            ui.ctx().request_repaint();
        }
        if cell.holds == Holds::Level {
            self.levels(ui, rect, cell);
        } else {
            let words = self.desk.sheet().words(self.desk.form(), &at);
            let hint = if cell.origin == Origin::Computed { cell.text.as_str() } else { "" };
            self.editor.show(ui, &editor::Place { rect, words: &words, hint }, self.actions);
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }

    /// 完成程度 is chosen, not typed.
    fn levels(&mut self, ui: &mut Ui, rect: Rect, cell: &Cell) {
        let mut child = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect.shrink(3.0)));
        let words = self.desk.sheet().words(self.desk.form(), &cell.at);
        let combo =
            eframe::egui::ComboBox::from_id_salt(&cell.at).width(rect.width() - 8.0).selected_text(cell.text.as_str());
        let response = combo.show_ui(&mut child, |ui| {
            let names = self.desk.form().scoring.qualitative.iter().map(|band| band.name.as_str());
            for name in names.chain(std::iter::once("")) {
                let shown = if name.is_empty() { "（不选）" } else { name };
                if ui.selectable_label(cell.text == name, shown).clicked() {
                    let edit = crate::report::Edit::Write { at: cell.at.clone(), text: name.into() };
                    self.actions.push(Action::Edit(edit));
                }
            }
        });
        child.ctx().accesskit_node_builder(response.response.id, |node| node.set_label(words));
    }
}

/// Paragraphs are written in the report's texts, goals and measures; in grids Enter goes down.
pub(crate) fn is_paragraphs(desk: &Desk, at: &CellId) -> bool {
    let slot = desk.form().slot(at);
    slot.is_some_and(|slot| slot.holds == Holds::Long && matches!(slot.section.kind, Kind::Prose(_) | Kind::Facts(_)))
}

/// A cell that is only looked at, under these words.
pub(crate) fn still<'a>(ui: &Ui, rect: Rect, cell: &'a Cell, sketch: &Sketch<'a>, words: &str) {
    let response = ui.interact(rect, Id::unique(("still", &cell.at)), Sense::hover());
    let fill = match cell.origin {
        Origin::Blocked => theme::BLOCKED,
        Origin::Computed => theme::COMPUTED,
        _ => theme::PAST,
    };
    ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
    text(ui, rect, cell, sketch.job(cell), None, cell.holds == Holds::Long);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Cell, false, words);
        info.current_text_value = Some(sketch.shown(cell).into_owned());
        info
    });
}

fn flags(findings: &[Finding]) -> Flags<'_> {
    let mut flags = Flags::new();
    for finding in findings {
        flags.entry(&finding.at).or_default().push(finding);
    }
    flags
}

fn fill(cell: &Cell, current: bool, hovered: bool) -> Color32 {
    match cell.origin {
        _ if current => theme::PAPER,
        Origin::Blocked => theme::BLOCKED,
        Origin::Computed => theme::COMPUTED,
        _ if cell.unconfirmed => theme::UNCONFIRMED,
        Origin::Overridden => theme::OVERRIDDEN,
        _ if hovered => theme::HOVER,
        Origin::LastYear => theme::LAST_YEAR,
        Origin::Imported => theme::IMPORTED,
        Origin::Blank | Origin::Typed => theme::PAPER,
    }
}

/// Figures stand at the right, paragraphs begin at the top, all else is in the middle of its height.
pub(crate) fn stands(holds: Holds, paragraphs: bool) -> Align2 {
    match (holds.is_figure(), paragraphs) {
        (true, _) => Align2::RIGHT_CENTER,
        (false, true) => Align2::LEFT_TOP,
        (false, false) => Align2::LEFT_CENTER,
    }
}

fn text(ui: &Ui, rect: Rect, cell: &Cell, mut job: LayoutJob, below: Option<&str>, long: bool) {
    let inner = rect.shrink2(theme::PAD);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let room = if below.is_some() {
        Rect::from_min_max(inner.min, pos2(inner.right(), inner.bottom() - theme::LINE_HEIGHT * 0.8))
    } else {
        inner
    };
    job.wrap.max_width = room.width();
    let galley = painter.layout_job(job);
    let at = stands(cell.holds, long).align_size_within_rect(galley.size(), room).min;
    painter.galley(pos2(at.x, at.y.max(room.top())), galley, theme::INK);
    if let Some(below) = below {
        painter.text(inner.right_bottom(), Align2::RIGHT_BOTTOM, below, theme::plain(theme::SMALL), theme::ACCENT);
    }
}

/// Where in a text a click fell, in characters.
fn caret_at(ui: &Ui, rect: Rect, shown: &str, at: eframe::egui::Pos2, align: Align2) -> usize {
    let inner = rect.shrink2(theme::PAD);
    let galley = ui.painter().layout(shown.to_string(), theme::plain(theme::BODY), theme::INK, inner.width());
    let top = align.align_size_within_rect(galley.size(), inner).min;
    galley.cursor_from_pos(at - pos2(top.x, top.y.max(inner.top()))).index.0
}

/// A small corner at the top right in the colour of the gravest open finding.
fn flag(ui: &Ui, rect: Rect, findings: &[&Finding]) {
    let Some(gravest) = findings.iter().filter(|f| f.explained.is_none()).map(|f| f.severity).min() else { return };
    let corner = rect.right_top();
    let points = vec![corner, corner - vec2(10.0, 0.0), corner + vec2(0.0, 10.0)];
    ui.painter().add(eframe::egui::Shape::convex_polygon(points, colour(gravest), Stroke::NONE));
}

/// The colour of a severity.
pub(crate) fn colour(severity: Severity) -> Color32 {
    match severity {
        Severity::Wrong => theme::WRONG,
        Severity::Doubt => theme::DOUBT,
        Severity::Note => theme::NOTE,
    }
}

fn tooltip(ui: &mut Ui, cell: &Cell, findings: &[&Finding]) {
    ui.set_max_width(420.0);
    if cell.unconfirmed {
        ui.label("待核实：这是带过来的内容，请核对后确认或改写。");
    }
    for finding in findings {
        ui.horizontal_wrapped(|ui| {
            ui.colored_label(colour(finding.severity), finding.severity.word());
            ui.label(&finding.says);
        });
        if let Some(explained) = &finding.explained {
            ui.weak(format!("已说明：{explained}"));
        }
    }
}

/// Draws the form's own words.
pub(crate) fn label(ui: &Ui, rect: Rect, label: &Label<'_>) {
    let (font, color, fill, align) = match label.look {
        Look::Title => (theme::bold(theme::TITLE), theme::INK, None, Align2::CENTER_CENTER),
        Look::Heading => (theme::bold(theme::BODY), theme::INK, None, Align2::LEFT_CENTER),
        Look::Head => (theme::bold(theme::BODY), theme::INK, Some(theme::LABEL), Align2::CENTER_CENTER),
        Look::Row => (theme::plain(theme::BODY), theme::INK, Some(theme::LABEL), Align2::LEFT_CENTER),
        Look::Figure => (theme::plain(theme::BODY), theme::FIGURE, Some(theme::COMPUTED), Align2::RIGHT_CENTER),
        Look::Plain => (theme::plain(theme::BODY), theme::INK, None, Align2::LEFT_CENTER),
        Look::Note => (theme::plain(theme::SMALL), theme::WEAK, None, Align2::LEFT_CENTER),
        Look::Amiss => (theme::plain(theme::SMALL), theme::WRONG, None, Align2::CENTER_CENTER),
    };
    if let Some(fill) = fill {
        ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
    }
    let indent = f32::from(label.depth) * theme::BODY;
    let pad = if fill.is_some() || label.look == Look::Plain { theme::PAD } else { vec2(0.0, theme::PAD.y) };
    let mut inner = rect.shrink2(pad);
    inner.min.x += indent;
    let mut job = LayoutJob::simple(label.text.to_string(), font, color, inner.width());
    job.halign = align.x();
    let galley = ui.painter().layout_job(job);
    // A text laid out to the middle or the right hangs from there.
    let x = match align.x() {
        Align::Min => inner.left(),
        Align::Center => inner.center().x,
        Align::Max => inner.right(),
    };
    let at = pos2(x, align.align_size_within_rect(galley.size(), inner).top());
    ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(at, galley, color);
}

/// Draws something to press. True when it was.
pub(crate) fn button(ui: &Ui, rect: Rect, id: Id, words: &str, about: &str, quiet: bool) -> bool {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, about));
    let color = if response.hovered() || !quiet { theme::ACCENT } else { theme::WEAK };
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(1.0), 2.0, theme::HOVER);
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, theme::plain(theme::SMALL), color);
    let clicked = response.clicked();
    response.on_hover_text(about);
    clicked
}
