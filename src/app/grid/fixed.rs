//! What stays while a table is scrolled: its head, and where the paper is wider than the view the labels before its
//! columns. Both are drawn once more at the edge of the view, over what has gone under them.

use crate::app::grid::board::{Board, Piece, PlacedPiece, TablePlace};
use crate::app::grid::sections::{LEAST, Sketch};
use crate::app::grid::{cell, piece};
use crate::app::theme;
use crate::form::Holds;
use eframe::egui::{Id, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, vec2};

/// A board in its view.
pub(crate) struct Fixed<'b, 'a> {
    pub board: &'b Board<'a>,
    /// Where the board begins on the screen.
    pub origin: Vec2,
    pub view: Rect,
}

impl<'a> Fixed<'_, 'a> {
    /// How much of the view stays covered beside and above a place on the board, once the view is at it.
    pub fn covered(&self, at: Rect) -> Vec2 {
        let Some(table) = self.board.tables.iter().find(|table| table.rect.contains(at.center())) else {
            return Vec2::ZERO;
        };
        let from = at.min - table.rect.min + vec2(1.0, 1.0);
        let wide = self.is_wider() && from.x >= table.fixed.x;
        vec2(if wide { table.fixed.x } else { 0.0 }, if from.y >= table.fixed.y { table.fixed.y } else { 0.0 })
    }

    /// The paper is wider than the view.
    fn is_wider(&self) -> bool {
        self.origin.x < self.view.left() || self.origin.x + self.board.width > self.view.right()
    }

    /// Draws what stays of each table that is partly scrolled away. Each piece is handed over with its place and a name of
    /// its own, so that clicks do there what they do where it stands.
    pub fn show(&self, ui: &mut Ui, sketch: &Sketch<'a>, mut press: impl FnMut(&Ui, Rect, &PlacedPiece<'a>, Id)) {
        for (number, table) in self.board.tables.iter().enumerate() {
            let rect = table.rect.translate(self.origin);
            if !self.view.intersects(rect) {
                continue;
            }
            // The last row pushes the head out.
            let gone = (self.view.min - rect.min).max(Vec2::ZERO);
            let room = (rect.size() - table.fixed - vec2(LEAST, LEAST)).max(Vec2::ZERO);
            let by = vec2(if self.is_wider() { gone.x } else { 0.0 }, gone.y).min(room);
            let fixed = table.fixed;
            // Where both stay, what stands where they meet is drawn last, and once.
            let corner = if by.x > 0.0 && by.y > 0.0 { fixed } else { Vec2::ZERO };
            let (labels, head) = (vec2(by.x, 0.0), vec2(0.0, by.y));
            if by.x > 0.0 {
                let own = Rect::from_min_size(table.rect.min, vec2(fixed.x, table.rect.height()));
                self.part(ui, (number, table), (own.with_min_y(own.top() + corner.y), labels), sketch, &mut press);
            }
            if by.y > 0.0 {
                let own = Rect::from_min_size(table.rect.min, vec2(table.rect.width(), fixed.y));
                self.part(ui, (number, table), (own.with_min_x(own.left() + corner.x), head), sketch, &mut press);
            }
            if corner != Vec2::ZERO {
                self.part(ui, (number, table), (Rect::from_min_size(table.rect.min, fixed), by), sketch, &mut press);
            }
        }
    }

    /// The labels, the head, or where they meet: what stands there on the board, moved by so much.
    fn part(
        &self,
        ui: &mut Ui,
        (number, table): (usize, &TablePlace),
        (own, by): (Rect, Vec2),
        sketch: &Sketch<'a>,
        press: &mut impl FnMut(&Ui, Rect, &PlacedPiece<'a>, Id),
    ) {
        let place = own.translate(self.origin + by);
        let mut child = ui.new_child(UiBuilder::new().max_rect(place));
        child.shrink_clip_rect(place.expand(1.0));
        child.painter().rect_filled(place, 0.0, theme::PAPER);
        // What has gone under it is not to be reached through it.
        child.interact(place, Id::unique(("fixed", number, by.x > 0.0, by.y > 0.0)), Sense::click_and_drag());
        let pieces = self.board.placed.get(table.pieces.clone()).unwrap_or_default();
        for (nth, placed) in pieces.iter().enumerate().filter(|(_, placed)| own.expand(0.5).contains_rect(placed.rect))
        {
            let rect = placed.rect.translate(self.origin + by);
            if self.view.intersects(rect) {
                draw(&child, rect, placed, sketch);
                press(&child, rect, placed, Id::unique(("fixed", number, nth, by.x > 0.0, by.y > 0.0)));
            }
        }
        if by.y > 0.0 {
            child.painter().hline(place.x_range(), place.bottom(), Stroke::new(1.5, theme::LINE));
        }
        if by.x > 0.0 {
            child.painter().vline(place.right(), place.y_range(), Stroke::new(1.5, theme::LINE));
        }
    }
}

/// One piece that stays, at its place.
fn draw<'a>(ui: &Ui, rect: Rect, placed: &PlacedPiece<'a>, sketch: &Sketch<'a>) {
    match &placed.piece {
        Piece::Label(words) => piece::label(ui, rect, words),
        Piece::Cell(cell, below) => {
            let fill = cell::fill(cell, false, false);
            ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
            cell::text(ui, rect, cell, sketch.job(cell), below.as_deref(), cell.holds == Holds::Long);
        }
        // Whoever hands it on shows it, since it is drawn as it is pressed.
        Piece::Button { .. } => {}
    }
}
