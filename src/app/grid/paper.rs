//! The paper: shows what of a board is visible, the flags of findings, and the editor on its cell. It asks for what is
//! done on it; the editor is shown here and changed elsewhere.

use crate::app::action::{Action, CellAction};
use crate::app::command::{Command, Situation};
use crate::app::frame::cell_line::made_of;
use crate::app::grid::board::{Board, CellPair, Label, LabelStyle, Piece, PlacedPiece};
use crate::app::grid::cell_menu::cell_menu;
use crate::app::grid::editor::{CellView, Editor};
use crate::app::grid::figure::drawn;
use crate::app::grid::fixed::Fixed;
use crate::app::grid::flash::Flash;
use crate::app::grid::pick_list::choices_of;
use crate::app::grid::row_tools::row_tools_ui;
use crate::app::grid::sections::Sketch;
use crate::app::grid::selection::Selection;
use crate::app::grid::{cell, piece};
use crate::app::side::cited::CitedWords;
use crate::app::side::printed_words;
use crate::app::side::quoting::told;
use crate::app::theme;
use crate::check::Finding;
use crate::desk::Desk;
use crate::form::{CellId, Holds, Slot, Tab};
use crate::sheet::{Cell, Extension, Origin};
use eframe::egui::{
    CursorIcon, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};
use std::collections::HashSet;

/// How wide the sign is that something can be chosen.
const CHOICES: f32 = 22.0;

/// Shows a board in a scrolling view and asks for what is done on it.
pub(crate) struct PaperView<'a> {
    pub desk: &'a Desk,
    pub sketch: Sketch<'a>,
    /// What is selected beside the current cell.
    pub selection: Option<&'a Selection>,
    /// The cells in which was found what is looked for.
    pub found: Option<&'a HashSet<CellId>>,
    /// What has just come back by undo.
    pub flash: Option<&'a Flash>,
    pub editor: &'a mut Editor,
    /// What findings are about in the text that is written in.
    pub cited: &'a CitedWords,
    /// Nothing is asked above it.
    pub live: bool,
    pub actions: &'a mut Vec<Action>,
    /// From which cell the pointer is being drawn, and to where.
    pub drawn_from: Option<(&'a CellId, Pos2)>,
}

impl<'a> PaperView<'a> {
    /// Shows a page, in the middle.
    pub fn show(mut self, ui: &mut Ui, tab: Option<Tab>, project: usize) {
        let room = ui.available_width();
        let margin = 28.0;
        let widths = self.sketch.widths(tab);
        let mut board = Board::new((room - margin * 2.0 - 24.0).clamp(*widths.start(), *widths.end()));
        let width = board.width;
        board.gap(20.0);
        self.sketch.page(&mut board, tab, project);
        let size = vec2(width + margin * 2.0, board.height + 20.0);
        let left = ((room - size.x) / 2.0).max(8.0);
        let (rect, paper) = ui.allocate_exact_size(vec2(left + size.x, size.y + 24.0), Sense::hover());
        let sheet = Rect::from_min_size(rect.min + vec2(left, 10.0), size);
        ui.painter().rect(sheet, 3.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        let origin = (sheet.min + vec2(margin, 0.0)).to_vec2();
        self.pieces(ui, &board, origin);
        row_tools_ui(ui, &board.tools, origin, self.editor.current(), self.actions);
        let several = self.editor.reach().is_some();
        let now = Situation { desk: Some(self.desk), current: self.editor.current(), several };
        let held = |at: &CellId| self.selection.is_some_and(|selection| selection.holds(at));
        cell_menu(&paper, (&board, origin), &now, held, self.actions);
        let fixed = Fixed { board: &board, origin, view: ui.clip_rect() };
        self.editor_on_top(ui, &board, &fixed);
        self.outline(ui, &board, origin);
        self.sources(ui, &board, origin);
        self.flash(ui, &board, origin);
        let view = ui.clip_rect();
        let sketch = self.sketch;
        fixed.show(ui, &sketch, |ui, rect, placed, id| {
            let named = !view.intersects(placed.rect.translate(origin));
            self.stuck(ui, &board, (rect, placed), (id, named));
        });
        self.draw(ui, &board, origin);
    }

    fn flash(&self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let Some(flash) = self.flash else { return };
        for placed in &board.placed {
            let Piece::Cell(cell, _) = &placed.piece else { continue };
            let rect = placed.rect.translate(origin);
            if let Some(color) = flash.over(&cell.at).filter(|_| ui.clip_rect().intersects(rect)) {
                ui.painter().rect_filled(rect, 0.0, color);
            }
        }
    }

    /// The frame round what is selected, and over it a light fill; the current cell stays as it is.
    fn outline(&self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let Some(selection) = self.selection else { return };
        let cells = board.placed.iter().filter_map(|placed| match &placed.piece {
            Piece::Cell(cell, _) if selection.holds(&cell.at) => Some((placed.rect.translate(origin), &cell.at)),
            _ => None,
        });
        let mut frame = Rect::NOTHING;
        for (rect, at) in cells {
            frame = frame.union(rect);
            if self.editor.current() != Some(at) && ui.clip_rect().intersects(rect) {
                ui.painter().rect_filled(rect, 0.0, theme::CHOSEN);
            }
        }
        ui.painter().rect_stroke(frame, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }

    fn pieces(&mut self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let view = ui.clip_rect();
        let (mut rows, mut top) = (0, f32::NEG_INFINITY);
        for (number, placed) in board.placed.iter().enumerate() {
            let rect = placed.rect.translate(origin);
            if !view.intersects(rect) {
                continue;
            }
            match &placed.piece {
                Piece::Label(words) => {
                    piece::label(ui, rect, words);
                    let id = (Id::unique(("label", number)), true);
                    self.label(ui, id, words, rect, || board.lines_of(words.style, placed.rect));
                }
                Piece::Cell(cell, below) => {
                    // Those of a row have one top.
                    rows += usize::from(std::mem::replace(&mut top, rect.top()) < rect.top());
                    self.cell(ui, rect, cell, below.as_deref());
                }
                Piece::Button { words, about, action, quiet } => {
                    if piece::button(ui, rect, Id::unique(("board", number, about)), words, about, *quiet) {
                        self.actions.push(Action::clone(action));
                    }
                }
            }
        }
        self.editor.see(rows);
    }

    /// What stays while its table is scrolled does what it does where it stands; it has a name only while that is not seen
    /// there.
    fn stuck(&mut self, ui: &Ui, board: &Board<'a>, (rect, placed): (Rect, &PlacedPiece<'a>), (id, named): (Id, bool)) {
        match &placed.piece {
            Piece::Label(words) => {
                self.label(ui, (id, named), words, rect, || board.lines_of(words.style, placed.rect));
            }
            Piece::Cell(cell, _) => {
                let response = ui.interact(rect, id, Sense::click());
                if named && self.editor.current() != Some(&cell.at) {
                    self.describe(&response, cell, &self.sketch.shown(cell));
                }
                if response.clicked() {
                    // It comes into view where it is written in.
                    self.actions.push(Action::Goto(cell.at.clone()));
                }
            }
            Piece::Button { words, about, action, quiet } => {
                if piece::button(ui, rect, id, words, about, *quiet) {
                    self.actions.push(Action::clone(action));
                }
            }
        }
    }

    /// A click on the label of a row or a column selects it whole.
    fn label(
        &mut self,
        ui: &Ui,
        (id, named): (Id, bool),
        label: &Label<'a>,
        rect: Rect,
        lines: impl FnOnce() -> Option<CellPair<'a>>,
    ) {
        let line = match label.style {
            LabelStyle::Row => "行",
            LabelStyle::Head => "列",
            _ => return,
        };
        let text = label.text.trim();
        if text.is_empty() {
            return;
        }
        let response = ui.interact(rect, id, Sense::click());
        if named {
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("选定整{line}：{text}")));
        }
        if let Some((first, last)) = response.clicked().then(lines).flatten() {
            let whole = if label.style == LabelStyle::Row { Extension::Rows } else { Extension::Columns };
            self.actions.push(Action::Enter(first.clone(), Some(0)));
            self.actions.push(Action::Cells(CellAction::Select(whole(last.clone()))));
        }
    }

    fn cell(&mut self, ui: &Ui, rect: Rect, cell: &'a Cell, below: Option<&str>) {
        let findings: Vec<&Finding> = self.desk.shown().found_at(&cell.at).collect();
        let current = self.editor.current() == Some(&cell.at);
        let open = current && self.editor.is_open();
        let paragraphs = self.desk.form().slot(&cell.at).as_ref().is_some_and(Slot::is_paragraphs);
        let response = if open {
            ui.interact(rect, Id::unique(("open cell", &cell.at)), Sense::hover())
        } else {
            ui.interact(rect, id(&cell.at), Sense::click_and_drag())
        };
        let fill = cell::fill(cell, current, response.hovered());
        ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
        if self.found.is_some_and(|found| found.contains(&cell.at)) {
            ui.painter().rect_filled(rect, 0.0, theme::FOUND);
        }
        let shown = self.sketch.shown(cell);
        let mut whole = true;
        if !open {
            whole = cell::text(ui, rect, cell, self.sketch.job(cell), below, paragraphs);
            self.describe(&response, cell, &shown);
        }
        if cell.unconfirmed {
            theme::bar(ui.painter(), rect);
        }
        cell::flag(ui, rect, &findings);
        let printed = printed_words(self.desk.report(), self.desk.sheet().unit, cell);
        let remark = self.desk.report().remark(&cell.at);
        if remark.is_some() {
            cell::remark_corner(ui, rect);
        }
        let quoted = response.hover_pos().filter(|_| !open && cell.holds == Holds::Long && cell.text.contains('【'));
        let quoted = quoted.and_then(|pointer| {
            let character = cell::caret_at(ui, rect, &shown, pointer, cell::alignment(cell.holds, paragraphs));
            self.sketch.quoted_at(cell, character)
        });
        if let Some(figure) = quoted {
            response.clone().on_hover_text_at_pointer(told(self.desk, &figure));
        } else if !findings.is_empty() || remark.is_some() || !current && (cell.unconfirmed || printed.is_some()) {
            let response = response.clone();
            response.on_hover_ui_at_pointer(|ui| cell::tooltip(ui, cell, printed.as_deref(), remark, &findings));
        }
        if !whole {
            response.clone().on_hover_text_at_pointer(shown.as_ref());
        }
        if response.hovered() {
            ui.set_cursor_icon(if cell.is_writable() { CursorIcon::Text } else { CursorIcon::Default });
        }
        self.clicks(ui, rect, cell, &response);
    }

    /// What a click on a cell leads to.
    fn clicks(&mut self, ui: &Ui, rect: Rect, cell: &'a Cell, response: &Response) {
        // An arrow that comes while the focus is on its way must not take it beside the current cell: keys would be lost.
        response.surrender_focus();
        let (at, pointer) = (&cell.at, response.interact_pointer_pos());
        if response.dragged() || response.drag_stopped() {
            self.drawn_from = pointer.map(|pointer| (at, pointer));
        }
        // A hand that shook while it clicked.
        let shook = response.drag_stopped() && self.selection.is_none() && pointer.is_some_and(|at| rect.contains(at));
        if !response.clicked() && !shook {
            return;
        }
        if ui.input(|input| input.modifiers.shift) {
            self.actions.push(Action::Cells(CellAction::Select(Extension::To(at.clone()))));
        } else if let Some(why) = self.desk.read_only() {
            self.actions.push(Action::Say(why.to_string()));
        } else if self.desk.report().is_finished() {
            self.actions.push(Action::Do(Command::Finish));
        } else {
            let paragraphs = self.desk.form().slot(at).as_ref().is_some_and(Slot::is_paragraphs);
            let (shown, align) = (self.sketch.shown(cell), cell::alignment(cell.holds, paragraphs));
            let caret = pointer.map_or(0, |pos| cell::caret_at(ui, rect, &shown, pos, align));
            // A click elsewhere just before makes egui count three.
            let twice = response.double_clicked() || response.triple_clicked();
            let twice = twice && self.editor.current() == Some(at);
            let at = at.clone();
            self.actions.push(if twice {
                Action::Cells(CellAction::EditText(at, caret))
            } else {
                Action::Enter(at, Some(caret))
            });
        }
    }

    /// The pointer is drawn from one cell to others: what lies between is selected, and what lies beyond comes into view.
    fn draw(&mut self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let Some((from, pointer)) = self.drawn_from else { return };
        let view = ui.clip_rect();
        let beyond = pointer - view.clamp(pointer);
        if beyond != Vec2::ZERO && ui.input(|input| input.pointer.primary_down()) {
            // The further out, the faster.
            ui.scroll_with_delta(-beyond * 0.5);
            ui.ctx().request_repaint();
        }
        let Some(to) = board.cell_at(view.clamp(pointer) - origin) else { return };
        let is_prose = self.desk.form().slot(from).as_ref().is_some_and(Slot::is_prose);
        let is_there = match self.editor.reach() {
            Some(reach) => *reach == Extension::To(to.at.clone()),
            None => to.at == *from,
        };
        if is_prose || is_there {
            return;
        }
        if self.editor.current() != Some(from) {
            self.actions.push(Action::Enter(from.clone(), Some(0)));
        }
        self.actions.push(Action::Cells(CellAction::Select(Extension::To(to.at.clone()))));
    }

    /// For screen readers and tests: the cell's place in words, and its text.
    fn describe(&self, response: &Response, cell: &Cell, shown: &str) {
        response.widget_info(|| {
            let words = self.desk.sheet().words(self.desk.form(), &cell.at);
            let mut info = WidgetInfo::labeled(Role::Cell, cell.is_writable(), words);
            info.current_text_value = Some(shown.to_string());
            info
        });
    }

    /// The editor lies over its cell and grows below it as the text does.
    fn editor_on_top(&mut self, ui: &mut Ui, board: &Board<'a>, fixed: &Fixed<'_, 'a>) {
        if let Some((rect, _)) = self.editor.looked_at().and_then(|at| board.place_of(at)) {
            let row = |least: f32| fixed.origin.y + board.row_below(least - fixed.origin.y);
            self.editor.come_into_view(ui, rect.translate(fixed.origin), fixed.covered(rect), row);
        }
        let Some((rect, cell)) = self.editor.current().and_then(|at| board.place_of(at)) else { return };
        let rect = rect.translate(fixed.origin);
        if self.editor.is_out_of_sight(fixed.view, rect) {
            let seen = board.first_to_fill(fixed.view.translate(-fixed.origin));
            self.editor.be_seen(seen.is_none());
            self.actions.extend(seen.map(|seen| Action::Cells(CellAction::Land(seen.at.clone()))));
        }
        self.editor.stand(rect);
        if !self.editor.is_open() {
            // It is looked at.
        } else if cell.holds == Holds::Degree {
            cell::text(ui, rect, cell, self.sketch.job(cell), None, false);
            self.choices(ui, rect, rect, cell);
        } else {
            let words = self.desk.sheet().words(self.desk.form(), &cell.at);
            let hint = if cell.origin == Origin::Computed { drawn(cell) } else { "".into() };
            let view = CellView { rect, words: &words, hint: &hint, live: self.live, cited: self.cited };
            if let Some((response, name)) = self.editor.show(ui, &view, self.actions)
                && let Some(figure) = self.desk.sheet().quoted(self.desk.form(), &name)
            {
                response.on_hover_text_at_pointer(told(self.desk, &figure));
            }
            if self.editor.is_at_rest() {
                let response = ui.interact(rect, id(&cell.at), Sense::click_and_drag());
                self.clicks(ui, rect, cell, &response);
            }
            if !choices_of(self.desk, &cell.at).is_empty() {
                self.choices(ui, rect, rect.with_min_x(rect.right() - CHOICES), cell);
            }
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }

    /// A sign at the right of a cell in which something can be chosen; a click there shows what.
    fn choices(&mut self, ui: &Ui, rect: Rect, clicked: Rect, cell: &Cell) {
        let response = ui.interact(clicked, Id::unique(("choices", &cell.at)), Sense::click());
        response.widget_info(|| {
            let words = self.desk.sheet().words(self.desk.form(), &cell.at);
            let mut info = WidgetInfo::labeled(Role::ComboBox, true, words);
            info.current_text_value = Some(cell.text.to_string());
            info
        });
        let at = rect.right_center() - vec2(CHOICES / 2.0, 0.0);
        let points = [vec2(-4.0, -2.5), vec2(4.0, -2.5), vec2(0.0, 3.0)].map(|corner| at + corner).to_vec();
        ui.painter().add(Shape::convex_polygon(points, theme::WEAK, Stroke::NONE));
        self.editor.asks_choices |= response.clicked();
    }

    /// The cells of which the figure in the current one is made.
    fn sources(&self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let Some(at) = self.editor.current() else { return };
        let made_of: HashSet<CellId> = made_of(self.desk, at).into_iter().collect();
        if made_of.is_empty() {
            return;
        }
        for placed in &board.placed {
            if let Piece::Cell(cell, _) = &placed.piece
                && made_of.contains(&cell.at)
            {
                let rect = placed.rect.translate(origin).shrink(1.0);
                let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
                let round: Vec<Pos2> = corners.into_iter().chain([rect.left_top()]).collect();
                ui.painter().extend(Shape::dashed_line(&round, Stroke::new(1.5, theme::ACCENT), 5.0, 3.0));
            }
        }
    }
}

/// What takes the clicks on a cell.
fn id(at: &CellId) -> Id {
    Id::unique(("cell", at))
}
