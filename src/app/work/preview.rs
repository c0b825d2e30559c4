//! 预览打印: the very pages that will be printed, with a list of them at the left. They are laid out on a thread of its
//! own, so that typing never waits; a click on what is written leads to its cell.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme;
use crate::app::widgets;
use crate::app::work::page_picture::{PagePictures, PictureOf};
use crate::app::work::task::Task;
use crate::desk::Desk;
use crate::export::{Wish, manuscript};
use crate::form::{CellId, Extra};
use crate::output::{Laid, lay_out_keyed};
use crate::sheet::Sheet;
use eframe::egui::{
    self, Align2, Context, CursorIcon, Frame, Key, Modifiers, Panel, Rect, Response, RichText, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};
use std::sync::Arc;

/// The preview.
#[derive(Default)]
pub(crate) struct Preview {
    /// The sheet that was last laid out, or is being; another one is laid out anew.
    ordered: Option<(Arc<Sheet>, Vec<Extra>)>,
    laid: Option<Laid>,
    fault: Option<String>,
    laying: Option<Task<Laid>>,
    pictures: PagePictures,
    fit: Fit,
    /// The page that is looked at.
    page: usize,
    /// It is still to be brought into sight.
    turn: bool,
    /// How large the view was: in one of another size the page stays.
    view: Vec2,
}

/// How large pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fit {
    /// As wide as there is room.
    #[default]
    Width,
    /// Whole.
    Whole,
    /// As large as on paper.
    Real,
}

impl Fit {
    const ALL: [(Self, &str); 3] = [(Self::Whole, "整页"), (Self::Width, "页宽"), (Self::Real, "实际大小")];

    /// How many points of the screen a point of the paper takes, for a page of this size in this room.
    fn zoom(self, page: Vec2, room: Vec2) -> f32 {
        let wide = (room.x - 2.0 * APART).max(200.0) / page.x;
        match self {
            Self::Width => wide,
            Self::Whole => wide.min((room.y - 2.0 * APART).max(200.0) / page.y),
            // The screen has 96 points an inch, paper 72.
            Self::Real => 96.0 / 72.0,
        }
    }
}

/// Beside the words of its buttons where all of them would not stand in one row else.
const TIGHT: f32 = 5.0;
/// Between pages.
const APART: f32 = 14.0;
/// How wide the list of pages is, and a page in it.
const LIST: f32 = 132.0;
const SMALL: f32 = 92.0;

impl Preview {
    /// Lets go of every picture when another tab is shown.
    pub fn rest(&mut self) {
        self.pictures.rest();
    }

    /// What goes on beside the painting: a changed report is laid out, pages that are seen are drawn. Of several
    /// changes meanwhile only the newest is laid out. `extras` is what the clerk has printed more.
    pub fn work(&mut self, ctx: &Context, desk: &Desk, extras: &[Extra]) {
        match Task::finished(&mut self.laying) {
            Some(Ok(laid)) => {
                self.pictures.renew(laid.pages());
                self.page = self.page.min(laid.pages().saturating_sub(1));
                (self.laid, self.fault) = (Some(laid), None);
            }
            Some(Err(sentence)) => self.fault = Some(sentence),
            None => {}
        }
        if self.laying.is_some() {
            return;
        }
        let is_this = |(sheet, with): &(Arc<Sheet>, Vec<Extra>)| Arc::ptr_eq(sheet, desk.sheet()) && with == extras;
        if !self.ordered.as_ref().is_some_and(is_this) {
            self.lay_out(ctx, desk, extras);
        } else if self.fault.is_none() {
            self.fault = self.pictures.work(ctx, self.laid.as_ref());
        }
    }

    fn lay_out(&mut self, ctx: &Context, desk: &Desk, extras: &[Extra]) {
        self.ordered = Some((Arc::clone(desk.sheet()), extras.to_vec()));
        let wish = Wish { extras: extras.to_vec(), ..Wish::default() };
        let manuscript = manuscript((desk.form(), desk.sheet()), desk.report(), &wish);
        self.laying = Some(Task::start(ctx, move |_| lay_out_keyed(&manuscript).map_err(|fault| fault.to_string())));
    }

    fn pages(&self) -> usize {
        self.laid.as_ref().map_or(0, Laid::pages)
    }

    /// How large a page is, in points of paper.
    fn size(&self, page: usize) -> Vec2 {
        let size = self.laid.as_ref().and_then(|laid| laid.size(page)).unwrap_or_default();
        vec2(size.0 as f32, size.1 as f32)
    }

    /// Leafs to a page.
    fn turn_to(&mut self, page: usize) {
        self.page = page.min(self.pages().saturating_sub(1));
        self.turn = true;
    }

    /// Shows the pages of a report; `live` while nothing is asked above them.
    pub fn ui(&mut self, ui: &mut Ui, live: bool, actions: &mut Vec<Action>) {
        if live {
            self.keys(ui.ctx());
        }
        self.pictures.begin();
        Panel::top("preview tools").frame(Frame::new().fill(theme::PANEL).inner_margin(6.0)).show(ui, |ui| {
            widgets::rows(ui, |ui| {
                if ui.available_width() < theme::NARROW {
                    ui.spacing_mut().button_padding.x = TIGHT;
                }
                self.tools(ui, actions);
            });
        });
        if ui.available_width() >= theme::NARROW * 0.6 {
            let list = Panel::left("preview list").frame(Frame::new().fill(theme::PANEL)).exact_size(LIST);
            list.show(ui, |ui| self.list(ui));
        }
        self.paper(ui, actions);
        self.pictures.end(ui.ctx());
    }

    fn keys(&mut self, ctx: &Context) {
        let last = self.pages().saturating_sub(1);
        let to = ctx.input_mut(|input| {
            let keys = [
                (Key::PageDown, self.page + 1),
                (Key::PageUp, self.page.saturating_sub(1)),
                (Key::Home, 0),
                (Key::End, last),
            ];
            keys.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, page)| page)
        });
        if let Some(page) = to {
            self.turn_to(page);
        }
    }

    fn tools(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        for command in [Command::Print, Command::Export, Command::Finish] {
            if ui.button(command.row().words).clicked() {
                actions.push(Action::Do(command));
            }
        }
        ui.separator();
        let (page, pages) = (self.page, self.pages());
        let leaf = |ui: &mut Ui, allowed: bool, words: &str, about: &str| {
            let response = ui.add_enabled(allowed, egui::Button::new(words)).on_hover_text(about);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, allowed, about));
            response.clicked()
        };
        if leaf(ui, page > 0, "◀", "上一页（PageUp）") {
            self.turn_to(page.saturating_sub(1));
        }
        match &self.laid {
            Some(_) => ui.label(format!("第{}页 共{pages}页", page + 1)),
            None => ui.weak(if self.fault.is_none() { "正在排版…" } else { "没有排好" }),
        };
        if leaf(ui, page + 1 < pages, "▶", "下一页（PageDown）") {
            self.turn_to(page + 1);
        }
        ui.separator();
        for (fit, words) in Fit::ALL {
            if ui.selectable_label(self.fit == fit, words).clicked() {
                self.fit = fit;
                self.turn = true;
            }
        }
        if let Some(fault) = &self.fault {
            ui.label(RichText::new(fault).color(theme::WRONG));
        } else if !theme::is_low(ui.ctx()) {
            ui.weak("与打印的一样，单击文字或数字到那一格去改。");
        }
        for notice in self.laid.iter().flat_map(Laid::notices) {
            ui.label(RichText::new(notice).color(theme::DOUBT));
        }
    }

    /// The pages, small, at the left.
    fn list(&mut self, ui: &mut Ui) {
        theme::bars(ui);
        ScrollArea::vertical().id_salt("preview list").animated(false).auto_shrink([false, false]).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(APART);
                for page in 0..self.pages() {
                    self.small(ui, page);
                }
            });
        });
    }

    fn small(&mut self, ui: &mut Ui, page: usize) {
        let size = self.size(page);
        let zoom = SMALL / size.x.max(size.y * 0.7);
        let (place, response) = ui.allocate_exact_size(vec2(LIST - 20.0, size.y * zoom + 24.0), Sense::click());
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, self.page == page, small_words(page)));
        let rect = Align2::CENTER_TOP.align_size_within_rect(size * zoom, place);
        self.pictures.show(ui, PictureOf { page, small: true }, rect, zoom * ui.ctx().pixels_per_point());
        let current = self.page == page;
        if current || response.has_focus() {
            let frame = Stroke::new(2.0, theme::ACCENT);
            ui.painter().rect_stroke(rect.expand(2.0), 0.0, frame, StrokeKind::Outside);
        }
        let color = if current { theme::ACCENT } else { theme::WEAK };
        let below = place.center_bottom() - vec2(0.0, 3.0);
        ui.painter().text(below, Align2::CENTER_BOTTOM, (page + 1).to_string(), theme::plain(theme::SMALL), color);
        if current && self.turn {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            self.turn_to(page);
        }
    }

    fn paper(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let turn = std::mem::take(&mut self.turn);
        theme::bars(ui);
        ScrollArea::both().id_salt("preview").animated(false).auto_shrink([false, false]).show(ui, |ui| {
            let view = ui.clip_rect();
            let turn = turn || std::mem::replace(&mut self.view, view.size()) != view.size();
            let mut middle = None;
            ui.vertical_centered(|ui| {
                ui.add_space(APART);
                for page in 0..self.pages() {
                    let zoom = self.fit.zoom(self.size(page), view.size());
                    let (rect, response) = ui.allocate_exact_size(self.size(page) * zoom, Sense::click());
                    if turn && page == self.page {
                        ui.scroll_to_rect(rect.expand2(vec2(0.0, APART)), Some(egui::Align::TOP));
                    }
                    if rect.top() <= view.center().y {
                        middle = Some(page);
                    }
                    self.large(ui, page, (rect, zoom), &response, actions);
                    ui.add_space(APART);
                }
            });
            if let (false, Some(page)) = (turn, middle) {
                self.page = page;
            }
        });
    }

    fn large(
        &mut self,
        ui: &Ui,
        page: usize,
        (rect, zoom): (Rect, f32),
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, format!("第{}页", page + 1)));
        self.pictures.show(ui, PictureOf { page, small: false }, rect, zoom * ui.ctx().pixels_per_point());
        let Some(at) = response.hover_pos().and_then(|pointer| self.cell_at(page, (pointer - rect.min) / zoom)) else {
            return;
        };
        ui.set_cursor_icon(CursorIcon::PointingHand);
        if response.clicked() {
            actions.push(Action::Goto(at));
        }
    }

    fn cell_at(&self, page: usize, place: Vec2) -> Option<CellId> {
        self.laid.as_ref()?.cell_at(page, f64::from(place.x), f64::from(place.y))
    }
}

/// What a small page is called.
fn small_words(page: usize) -> String {
    format!("翻到第{}页", page + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::document::opened::OpenReport;
    use crate::app::work::task::tests::{dying, until};
    use crate::report::Edit;

    #[test]
    fn pages_that_cannot_be_laid_out_are_said_and_the_next_change_tries_again() {
        let (ctx, mut open) = (Context::default(), OpenReport::sample().unwrap());
        let mut preview = Preview { ordered: Some((Arc::clone(open.desk.sheet()), Vec::new())), ..Preview::default() };
        preview.laying = Some(dying(&ctx));
        until(|| {
            preview.work(&ctx, &open.desk, &[]);
            preview.fault.is_some()
        });
        assert!(preview.laid.is_none() && preview.laying.is_none(), "what has died is not tried for ever");
        let filler = open.desk.sheet().cells().find(|cell| cell.is_writable()).unwrap().at.clone();
        open.desk.apply(&Edit::Write { at: filler, text: "某局".into() }).unwrap();
        until(|| {
            preview.work(&ctx, &open.desk, &[]);
            preview.laid.is_some()
        });
        assert_eq!(preview.fault, None);
    }
}
