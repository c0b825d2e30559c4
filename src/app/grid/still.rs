//! A board that is only looked at: one painter for last year's paper and for a form as it will stand.

use crate::app::grid::board::{Board, Piece};
use crate::app::grid::piece;
use crate::app::theme;
use crate::form::CellId;
use eframe::egui::{Align, Color32, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

/// Between the paper's edge and what stands on it.
const MARGIN: f32 = 8.0;

/// How wide the board may be where it is shown.
pub(crate) fn width(ui: &Ui) -> f32 {
    (ui.available_width() - MARGIN * 3.0).clamp(theme::PAPER_LEAST, theme::PAPER_WIDTH)
}

/// Shows it on paper of that colour, the cell that is looked for in sight; how cells and what can be pressed are shown is
/// handed in.
pub(crate) fn board<'a>(
    ui: &mut Ui,
    board: &Board<'a>,
    paper: Color32,
    to: Option<&CellId>,
    mut show: impl FnMut(&Ui, Rect, &Piece<'a>),
) {
    let size = vec2(board.width + MARGIN * 2.0, board.height + 20.0);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(area, 3.0, paper, Stroke::new(1.0, theme::LINE), StrokeKind::Inside);
    let origin = (area.min + vec2(MARGIN, 0.0)).to_vec2();
    if let Some((rect, _)) = to.and_then(|at| board.place_of(at)) {
        ui.scroll_to_rect(rect.translate(origin), Some(Align::Center));
    }
    for placed in &board.placed {
        let rect = placed.rect.translate(origin);
        if !ui.clip_rect().intersects(rect) {
            continue;
        }
        match &placed.piece {
            Piece::Label(words) => piece::label(ui, rect, words),
            other => show(ui, rect, other),
        }
    }
}
