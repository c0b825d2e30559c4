//! The paper: shows what of a board is visible, the flags of findings, and the editor on its cell. It asks for what is
//! done on it; the editor is shown here and changed elsewhere.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::grid::board::{Board, Piece};
use crate::app::grid::editor::{CellView, Editor};
use crate::app::grid::sections::Sketch;
use crate::app::grid::{cell, piece};
use crate::app::side::printed_words;
use crate::app::theme;
use crate::check::Finding;
use crate::desk::Desk;
use crate::form::{Holds, Slot};
use crate::report::Edit;
use crate::sheet::{Cell, Origin};
use eframe::egui::{
    ComboBox, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

/// Shows a board in a scrolling view and asks for what is done on it.
pub(crate) struct PaperView<'a> {
    pub desk: &'a Desk,
    pub sketch: Sketch<'a>,
    pub editor: &'a mut Editor,
    /// Nothing is asked above it.
    pub live: bool,
    pub actions: &'a mut Vec<Action>,
}

impl<'a> PaperView<'a> {
    /// Shows the board, at most as wide as a paper and no narrower than `least`, in the middle.
    pub fn show(mut self, ui: &mut Ui, least: f32, fill: impl FnOnce(&Sketch<'a>, &mut Board<'a>)) {
        let room = ui.available_width();
        let margin = 28.0;
        let width = (room - margin * 2.0 - 24.0).clamp(least.min(theme::PAPER_WIDTH), theme::PAPER_WIDTH);
        let mut board = Board::new(width);
        board.gap(20.0);
        fill(&self.sketch, &mut board);
        let size = vec2(width + margin * 2.0, board.height + 20.0);
        let left = ((room - size.x) / 2.0).max(8.0);
        let (rect, _) = ui.allocate_exact_size(vec2(left + size.x, size.y + 24.0), Sense::hover());
        let sheet = Rect::from_min_size(rect.min + vec2(left, 10.0), size);
        ui.painter().rect(sheet, 3.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        let origin = (sheet.min + vec2(margin, 0.0)).to_vec2();
        self.pieces(ui, &board, origin);
        self.editor_on_top(ui, &board, origin);
    }

    fn pieces(&mut self, ui: &Ui, board: &Board<'a>, origin: Vec2) {
        let view = ui.clip_rect();
        for (number, placed) in board.placed.iter().enumerate() {
            let rect = placed.rect.translate(origin);
            if !view.intersects(rect) {
                continue;
            }
            match &placed.piece {
                Piece::Label(words) => piece::label(ui, rect, words),
                Piece::Cell(cell, below) => self.cell(ui, rect, cell, below.as_deref()),
                Piece::Button { words, about, action, quiet } => {
                    if piece::button(ui, rect, Id::unique(("board", number, about)), words, about, *quiet) {
                        self.actions.push(Action::clone(action));
                    }
                }
            }
        }
    }

    fn cell(&mut self, ui: &Ui, rect: Rect, cell: &'a Cell, below: Option<&str>) {
        let findings: Vec<&Finding> = self.desk.found_at(&cell.at).collect();
        let current = self.editor.current() == Some(&cell.at);
        let paragraphs = self.desk.form().slot(&cell.at).as_ref().is_some_and(Slot::is_paragraphs);
        let sense = if current { Sense::hover() } else { Sense::click() };
        let response = ui.interact(rect, Id::unique(("cell", &cell.at)), sense);
        let fill = cell::fill(cell, current, response.hovered());
        ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
        let shown = self.sketch.shown(cell);
        if !current {
            cell::text(ui, rect, cell, self.sketch.job(cell), below, paragraphs);
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
        if !findings.is_empty() || remark.is_some() || !current && (cell.unconfirmed || printed.is_some()) {
            let response = response.clone();
            response.on_hover_ui_at_pointer(|ui| cell::tooltip(ui, cell, printed.as_deref(), remark, &findings));
        }
        if response.hovered() {
            ui.set_cursor_icon(if cell.is_writable() { CursorIcon::Text } else { CursorIcon::Default });
        }
        if let (true, Some(why)) = (response.clicked(), self.desk.read_only()) {
            self.actions.push(Action::Say(why.to_string()));
        } else if response.clicked() && self.desk.report().is_finished() {
            self.actions.push(Action::Do(Command::Finish));
        } else if response.clicked() && cell.is_writable() {
            let align = cell::alignment(cell.holds, paragraphs);
            let caret = response.interact_pointer_pos().map(|pos| cell::caret_at(ui, rect, &shown, pos, align));
            self.actions.push(Action::Enter(cell.at.clone(), caret));
        }
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
    fn editor_on_top(&mut self, ui: &mut Ui, board: &Board<'a>, origin: Vec2) {
        let Some(at) = self.editor.current() else { return };
        let Some((rect, cell)) = board.place_of(at) else { return };
        let rect = rect.translate(origin);
        self.editor.come_into_view(ui, rect);
        if cell.holds == Holds::Degree {
            self.degrees(ui, rect, cell);
        } else {
            let words = self.desk.sheet().words(self.desk.form(), &cell.at);
            let hint = if cell.origin == Origin::Computed { cell.text.as_str() } else { "" };
            self.editor.show(ui, &CellView { rect, words: &words, hint, live: self.live }, self.actions);
        }
        ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }

    /// 完成程度 is chosen, not typed.
    fn degrees(&mut self, ui: &mut Ui, rect: Rect, cell: &Cell) {
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect.shrink(3.0)));
        let words = self.desk.sheet().words(self.desk.form(), &cell.at);
        let combo = ComboBox::from_id_salt(&cell.at).width(rect.width() - 8.0).selected_text(cell.text.as_str());
        let response = combo.show_ui(&mut child, |ui| {
            let names = self.desk.form().scoring.qualitative.iter().map(|band| band.name.as_str());
            for name in names.chain(std::iter::once("")) {
                let shown = if name.is_empty() { "（不选）" } else { name };
                if ui.selectable_label(cell.text == name, shown).clicked() {
                    self.actions.push(Action::Edit(Edit::Write { at: cell.at.clone(), text: name.into() }));
                }
            }
        });
        child.ctx().accesskit_node_builder(response.response.id, |node| node.set_label(words));
    }
}
