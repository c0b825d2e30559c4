//! The form of an import as it will stand once what is wished for is in it.

use crate::app::grid::board::{Board, LabelStyle, Piece};
use crate::app::grid::sections::Sketch;
use crate::app::grid::{cell, still};
use crate::app::theme;
use crate::form::{CellId, Form, Holds};
use crate::intake::ImportPlan;
use crate::report::{Edit, Report, apply};
use crate::sheet::{Cell, Sheet, derive};
use eframe::egui::{CursorIcon, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use std::collections::HashMap;

/// What will stand there, and which of what was placed is in which cell.
pub(crate) struct ImportOutcome {
    sheet: Sheet,
    lands: HashMap<CellId, usize>,
}

/// What the pointer does: over which of what was placed it is, and which was clicked.
#[derive(Clone, Copy, Default)]
pub(crate) struct PointedCell {
    pub over: Option<usize>,
    pub clicked: Option<usize>,
}

impl ImportOutcome {
    /// Of this edit to a report. What cannot be written stays out, as it will.
    pub fn new(form: &Form, plan: &ImportPlan, mut report: Report, edit: &Edit) -> Self {
        let lands = plan.landing(form, &report, |_| true).into_iter().enumerate();
        let lands = lands.map(|(n, (at, _))| (at, n)).collect();
        apply(form, &mut report, edit).ok();
        Self { sheet: derive(form, &report), lands }
    }

    /// Shows it; what was placed as number `to` is brought into sight, and `marked` has a frame.
    pub fn ui(&self, ui: &mut Ui, form: &Form, to: Option<usize>, marked: &dyn Fn(usize) -> bool) -> PointedCell {
        let sketch = Sketch { form, sheet: &self.sheet, current: None, typed_in: None };
        let board = self.board(&sketch, still::width(ui));
        let lands = |at: &CellId| self.lands.get(at).copied();
        let to = self.lands.iter().find(|(_, number)| Some(**number) == to).map(|(at, _)| at);
        let mut pointed = PointedCell::default();
        still::board(ui, &board, theme::PAPER, to, |ui, rect, piece| {
            let Piece::Cell(cell, _) = piece else { return };
            draw(ui, rect, cell, &sketch);
            let Some(number) = lands(&cell.at) else { return };
            touch(ui, rect, cell, (number, self.sheet.words(form, &cell.at)), &mut pointed);
            if marked(number) {
                ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
            }
        });
        pointed
    }

    fn board<'a>(&'a self, sketch: &Sketch<'a>, width: f32) -> Board<'a> {
        let mut board = Board::still(width);
        board.gap(14.0);
        let mut project = None;
        for part in &self.sheet.parts {
            if let (Some(own), true) = (part.project, part.project != project) {
                board.words(self.sheet.project_words(own), LabelStyle::Heading);
            }
            project = part.project;
            sketch.part(&mut board, part);
        }
        board
    }
}

fn draw<'a>(ui: &Ui, rect: Rect, cell: &'a Cell, sketch: &Sketch<'a>) {
    ui.painter().rect(rect, 0.0, cell::fill(cell, false, false), Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
    cell::text(ui, rect, cell, sketch.job(cell), None, cell.holds == Holds::Long);
    if cell.unconfirmed {
        theme::bar(ui.painter(), rect);
    }
}

fn touch(ui: &Ui, rect: Rect, cell: &Cell, (number, words): (usize, String), pointed: &mut PointedCell) {
    let response = ui.interact(rect, Id::unique(("outcome", &cell.at)), Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Cell, true, format!("放入以后·{words}"));
        info.current_text_value = Some(cell.text.to_string());
        info
    });
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        pointed.over = Some(number);
    }
    if response.clicked() {
        pointed.clicked = Some(number);
    }
}
