//! 预览打印: the very pages that will be printed. They are laid out on a thread of their own, so that typing never waits;
//! only pages that are seen become pictures.

use crate::app::action::{Action, Command};
use crate::app::theme;
use crate::desk::Desk;
use crate::export::{Wish, stamp};
use crate::form::Form;
use crate::output::{Laid, Page, Picture, lay_out};
use crate::report::Report;
use eframe::egui::{
    self, Color32, ColorImage, Context, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, vec2,
};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What the window asks of the thread.
enum Order {
    Lay(u64, Box<Page>),
    Draw { generation: u64, page: usize, scale: f32 },
}

/// What the thread delivers.
enum Delivery {
    Laid(Result<(usize, String), String>),
    Drawn { generation: u64, page: usize, scale: f32, picture: Picture },
}

/// The preview.
pub(crate) struct Preview {
    orders: Sender<Order>,
    deliveries: Receiver<Delivery>,
    /// The sheet that was last ordered; another one is ordered anew.
    ordered: Option<Arc<crate::sheet::Sheet>>,
    generation: u64,
    pages: usize,
    /// What should be known of characters that no bundled face has.
    missing: String,
    fault: Option<String>,
    shown: HashMap<usize, Shown>,
    asked: HashMap<usize, (u64, u32)>,
    laid: bool,
}

struct Shown {
    texture: TextureHandle,
    generation: u64,
    scale: f32,
}

/// A4, in points.
const A4: egui::Vec2 = vec2(595.28, 841.89);

impl Preview {
    /// Starts the thread, which ends with the window.
    pub fn new(ctx: &Context) -> Self {
        let (orders, work) = channel();
        let (deliver, deliveries) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || serve(&work, &deliver, &ctx));
        Self {
            orders,
            deliveries,
            ordered: None,
            generation: 0,
            pages: 0,
            missing: String::new(),
            fault: None,
            shown: HashMap::new(),
            asked: HashMap::new(),
            laid: false,
        }
    }

    /// Lets go of every picture when another tab is shown.
    pub fn rest(&mut self) {
        self.shown.clear();
        self.asked.clear();
    }

    /// Shows the pages of a report.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
        self.follow(desk.form(), desk.report(), desk.sheet());
        self.take(ui.ctx());
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            for command in [Command::Print, Command::Export, Command::Finish] {
                if ui.button(command.words()).clicked() {
                    actions.push(Action::Do(command));
                }
            }
            match (&self.fault, self.laid) {
                (Some(fault), _) => ui.label(RichText::new(fault).color(theme::WRONG)),
                (None, false) => ui.weak("正在排版…"),
                (None, true) => ui.weak(format!("共{}页，与打印的一样。", self.pages)),
            };
            if !self.missing.is_empty() {
                ui.label(RichText::new(&self.missing).color(theme::DOUBT));
            }
        });
        ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| self.pages(ui));
    }

    fn follow(&mut self, form: &Form, report: &Report, sheet: &Arc<crate::sheet::Sheet>) {
        if self.ordered.as_ref().is_some_and(|ordered| Arc::ptr_eq(ordered, sheet)) {
            return;
        }
        self.generation += 1;
        self.ordered = Some(Arc::clone(sheet));
        let stamp = stamp(form, report, &Wish::default());
        self.orders.send(Order::Lay(self.generation, Box::new(Page::new(form, sheet, stamp)))).ok();
    }

    fn take(&mut self, ctx: &Context) {
        while let Ok(delivery) = self.deliveries.try_recv() {
            match delivery {
                Delivery::Laid(Ok((pages, missing))) => {
                    (self.pages, self.missing, self.laid, self.fault) = (pages, missing, true, None);
                    self.shown.retain(|page, _| *page < pages);
                    self.asked.clear();
                }
                Delivery::Laid(Err(fault)) => self.fault = Some(fault),
                Delivery::Drawn { generation, page, scale, picture } => {
                    let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
                    let texture = ctx.load_texture(format!("page {page}"), image, TextureOptions::LINEAR);
                    self.shown.insert(page, Shown { texture, generation, scale });
                }
            }
        }
    }

    fn pages(&mut self, ui: &mut Ui) {
        let width = (ui.available_width() - 60.0).clamp(300.0, 900.0);
        let zoom = width / A4.x;
        let scale = zoom * ui.ctx().pixels_per_point();
        ui.vertical_centered(|ui| {
            ui.add_space(12.0);
            for page in 0..self.pages {
                let (rect, response) = ui.allocate_exact_size(A4 * zoom, Sense::hover());
                response
                    .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, format!("第{}页", page + 1)));
                if ui.clip_rect().expand(A4.y * zoom * 0.5).intersects(rect) {
                    self.page(ui, page, rect, scale);
                } else {
                    self.shown.remove(&page);
                    self.asked.remove(&page);
                }
                ui.add_space(14.0);
            }
        });
    }

    fn page(&mut self, ui: &Ui, page: usize, rect: Rect, scale: f32) {
        ui.painter().rect(rect, 0.0, theme::PAPER, Stroke::new(1.0, theme::LINE), StrokeKind::Outside);
        let fresh =
            self.shown.get(&page).is_some_and(|s| s.generation == self.generation && (s.scale - scale).abs() < 0.01);
        let wish = (self.generation, scale.to_bits());
        if !fresh && self.asked.get(&page) != Some(&wish) {
            self.asked.insert(page, wish);
            self.orders.send(Order::Draw { generation: self.generation, page, scale }).ok();
        }
        if let Some(shown) = self.shown.get(&page) {
            let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
            ui.painter().image(shown.texture.id(), rect, whole, Color32::WHITE);
        }
    }
}

/// The thread: of several reports waiting only the newest is laid out; what is asked of an older one is forgotten.
fn serve(work: &Receiver<Order>, deliver: &Sender<Delivery>, ctx: &Context) {
    let mut laid: Option<(u64, Laid)> = None;
    while let Ok(first) = work.recv() {
        let mut waiting = vec![first];
        waiting.extend(work.try_iter());
        let newest = waiting.iter().rposition(|order| matches!(order, Order::Lay(..))).unwrap_or(0);
        for order in waiting.into_iter().skip(newest) {
            match order {
                Order::Lay(generation, page) => {
                    let result = lay_out(&page);
                    let told = |laid: &Laid| (laid.pages(), laid.notices().join("\n"));
                    let answer = result.as_ref().map(told).map_err(ToString::to_string);
                    laid = result.ok().map(|l| (generation, l)).or(laid);
                    deliver.send(Delivery::Laid(answer)).ok();
                }
                Order::Draw { generation, page, scale } => {
                    let current = laid.as_ref().filter(|(known, _)| *known == generation);
                    if let Some(picture) = current.and_then(|(_, laid)| laid.picture(page, f64::from(scale))) {
                        deliver.send(Delivery::Drawn { generation, page, scale, picture }).ok();
                    }
                }
            }
            ctx.request_repaint();
        }
    }
}
