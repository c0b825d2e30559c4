//! The document of an import, whole and in order: its lines and tables, each text in the colour of what became of it. Only
//! what is seen is laid out; how high the rest is was seen before, or is reckoned.

use crate::app::grid::board::lines;
use crate::app::grid::typeset::{self, Texture};
use crate::app::theme;
use crate::app::widgets::set_sentence;
use crate::intake::{Document, DocumentBlock, DocumentTable, Place};
use eframe::egui::text::LayoutJob;
use eframe::egui::{Align, Align2, Color32, Label, Rect, RichText, Sense, Stroke, StrokeKind, Ui, vec2};
use std::collections::HashMap;

/// So many rows of a table are shown; all of them are read.
const ROWS: usize = 300;
/// So many columns of it.
const COLUMNS: usize = 40;
/// So many characters of a text in a table.
const CHARACTERS: usize = 400;
/// Between blocks.
const APART: f32 = 8.0;

/// How high each block was when it was seen, in a pane of this width.
#[derive(Default)]
pub(crate) struct DocumentPane {
    width: f32,
    heights: HashMap<usize, f32>,
}

/// How a text is shown.
#[derive(Clone, Copy)]
pub(crate) struct Tint {
    /// Behind it.
    pub fill: Color32,
    /// It is the one that is pointed at, or chosen.
    pub outlined: bool,
}

/// What the pointer does.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pointed {
    /// It is over this.
    pub over: Option<Place>,
    /// This was clicked.
    pub clicked: Option<Place>,
}

impl Pointed {
    fn join(&mut self, other: Self) {
        self.over = other.over.or(self.over);
        self.clicked = other.clicked.or(self.clicked);
    }
}

impl DocumentPane {
    /// Shows it; `to` is brought into sight.
    pub fn ui(&mut self, ui: &mut Ui, document: &Document, to: Option<Place>, look: &dyn Fn(Place) -> Tint) -> Pointed {
        if (self.width - ui.available_width()).abs() > 0.5 {
            (self.width, self.heights) = (ui.available_width(), HashMap::new());
        }
        let mut pointed = Pointed::default();
        ui.spacing_mut().item_spacing.y = APART;
        for (number, block) in document.blocks.iter().enumerate() {
            let known = self.heights.get(&number).copied().unwrap_or_else(|| reckoned(block, self.width));
            let place = Rect::from_min_size(ui.cursor().min, vec2(self.width, known));
            if to.is_none_or(|to| to.block != number) && !ui.is_rect_visible(place) {
                ui.allocate_space(vec2(1.0, known));
                continue;
            }
            let from = ui.cursor().top();
            pointed.join(match block {
                DocumentBlock::Line(line) => line_ui(ui, number, line.text.trim(), to, look),
                DocumentBlock::Table(table) => {
                    let here = |spot| Place { block: number, spot: Some(spot) };
                    table_ui(ui, table, &here, to, look)
                }
            });
            self.heights.insert(number, ui.min_rect().bottom() - from);
        }
        pointed
    }
}

/// How high a block will be, about.
fn reckoned(block: &DocumentBlock, width: f32) -> f32 {
    match block {
        DocumentBlock::Line(line) => lines(&line.text, width, theme::BODY) * theme::LINE_HEIGHT,
        DocumentBlock::Table(table) => table.cells.iter().map(|spot| spot.row + 1).max().unwrap_or(1) as f32 * 24.0,
    }
}

fn line_ui(ui: &mut Ui, block: usize, text: &str, to: Option<Place>, look: &dyn Fn(Place) -> Tint) -> Pointed {
    let place = Place { block, spot: None };
    let Tint { fill, outlined } = look(place);
    let words = RichText::new(text).background_color(fill);
    let response = ui.add(Label::new(set_sentence(ui, words)).sense(Sense::click()));
    if outlined {
        outline(ui, response.rect.expand(2.0));
    }
    if to == Some(place) {
        response.scroll_to_me(Some(Align::Center));
    }
    let told = Some(place);
    Pointed { over: told.filter(|_| response.hovered()), clicked: told.filter(|_| response.clicked()) }
}

fn outline(ui: &Ui, rect: Rect) {
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
}

/// A table as it was read.
fn table_ui(
    ui: &mut Ui,
    table: &DocumentTable,
    here: &dyn Fn(usize) -> Place,
    to: Option<Place>,
    look: &dyn Fn(Place) -> Tint,
) -> Pointed {
    let shown = || table.cells.iter().enumerate();
    let mut rows: Vec<usize> = shown().filter(|(_, spot)| !spot.text.is_empty()).map(|(_, spot)| spot.row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.truncate(ROWS);
    let last = shown().filter(|(_, spot)| !spot.text.is_empty()).map(|(_, spot)| spot.column + 1).max();
    let columns = last.unwrap_or(1).min(COLUMNS);
    let width = ((ui.available_width() - 2.0) / columns as f32).max(64.0);
    let font = theme::plain(theme::SMALL);
    let row_of = |row: usize| rows.partition_point(|other| *other < row);
    let mut heights = vec![20.0_f32; rows.len()];
    let mut cells = Vec::new();
    for (n, spot) in shown().filter(|(_, spot)| spot.column < columns && rows.binary_search(&spot.row).is_ok()) {
        let top = row_of(spot.row);
        let bottom = row_of(spot.row.saturating_add(spot.down)).max(top + 1).min(rows.len());
        let across = spot.across.clamp(1, columns - spot.column) as f32 * width;
        let text: String = spot.text.trim().chars().take(CHARACTERS).collect();
        let job = LayoutJob::simple(text, font.clone(), theme::INK, across - 8.0);
        let galley = typeset::galley(ui.painter(), job, Texture::Written, f32::INFINITY);
        if let Some(height) = heights.get_mut(top).filter(|_| bottom == top + 1) {
            *height = height.max(galley.size().y + 6.0);
        }
        cells.push((here(n), spot.column as f32 * width, across, top, bottom, galley));
    }
    let mut tops = vec![0.0_f32];
    for height in &heights {
        tops.push(tops.last().copied().unwrap_or_default() + height);
    }
    let size = vec2(columns as f32 * width, tops.last().copied().unwrap_or_default());
    let (area, response) = ui.allocate_exact_size(size, Sense::click());
    let mut pointed = Pointed::default();
    let mut outlines = Vec::new();
    for (place, left, across, top, bottom, galley) in cells {
        let (Some(from), Some(until)) = (tops.get(top), tops.get(bottom)) else { continue };
        let rect = Rect::from_min_max(area.min + vec2(left, *from), area.min + vec2(left + across, *until));
        if to == Some(place) {
            ui.scroll_to_rect(rect, Some(Align::Center));
        }
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let Tint { fill, outlined } = look(place);
        ui.painter().rect(rect, 0.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
        ui.painter().rect_filled(rect.shrink(0.5), 0.0, fill);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect.shrink2(vec2(4.0, 2.0)));
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(at.min, galley, theme::INK);
        outlines.extend(outlined.then_some(rect));
        let over = response.hover_pos().is_some_and(|pointer| rect.contains(pointer));
        let clicked = response.clicked() && response.interact_pointer_pos().is_some_and(|p| rect.contains(p));
        pointed.join(Pointed { over: over.then_some(place), clicked: clicked.then_some(place) });
    }
    for rect in outlines {
        outline(ui, rect);
    }
    if table.cells.iter().any(|spot| !spot.text.is_empty() && rows.binary_search(&spot.row).is_err()) {
        ui.weak(format!("只显示前{ROWS}行，后面的也读了。"));
    }
    pointed
}
