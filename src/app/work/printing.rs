//! 打印: which printer, how many, which parts, one or two sides; and the PC's own viewer for whoever prefers it.

use crate::app::document::opened::OpenReport;
use crate::app::theme;
use crate::app::widgets::{main_button, other_button, row};
use crate::output::{Laid, PdfWish};
use crate::spool::{self, Job, PagePixels, Pages, Printer, Sides, SpoolFault};
use crate::store::Habits;
use eframe::egui::{self, ComboBox, Context, Id, Modal, RichText, ScrollArea, Ui};
use std::ops::Range;
use std::sync::mpsc::{Receiver, channel};

/// More copies than that are a slip of the finger.
const MOST: u16 = 99;
const POINTS_PER_INCH: f64 = 72.0;

/// What is asked for in the dialog, and how far it is.
pub(crate) struct Printing {
    habits: Habits,
    title: String,
    laid: Laid,
    /// The parts by name, their pages, and whether they are to be printed.
    parts: Vec<(String, Range<usize>, bool)>,
    copies: u16,
    looking: Option<Receiver<Result<Vec<Printer>, SpoolFault>>>,
    printers: Result<Vec<Printer>, SpoolFault>,
    sending: Option<Receiver<Result<(), SpoolFault>>>,
    failed: Option<SpoolFault>,
}

/// What came of it in this frame.
pub(crate) enum Came {
    /// It stays.
    Nothing,
    /// It goes; this is to be said, and these were the choices.
    Away(Option<String>, Habits),
    /// It goes: the pages named go to the PC's own viewer.
    Viewer(Vec<u8>, Habits),
}

impl Printing {
    /// The dialog for an open report; looks for printers meanwhile.
    ///
    /// # Errors
    /// When the pages cannot be laid out, in a sentence.
    pub fn new(ctx: &Context, open: &OpenReport, habits: Habits) -> Result<Self, String> {
        let (page, laid) = open.laid(habits.official_faces)?;
        let names: Vec<&crate::output::PagePart> = page.printed().collect();
        let name =
            |id: &str| names.iter().find(|part| part.id == id).map_or_else(String::new, |part| part.name.clone());
        let parts = laid.parts().into_iter().map(|(id, pages)| (name(&id), pages, true)).collect();
        let (send, looking) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            send.send(spool::printers()).ok();
            ctx.request_repaint();
        });
        Ok(Self {
            habits,
            title: open.stem(),
            laid,
            parts,
            copies: 1,
            looking: Some(looking),
            printers: Ok(Vec::new()),
            sending: None,
            failed: None,
        })
    }

    /// Shows it.
    pub fn ui(&mut self, ctx: &Context) -> Came {
        if let Some(came) = self.poll() {
            return came;
        }
        let mut came = Came::Nothing;
        Modal::new(Id::unique("print")).show(ctx, |ui| {
            ui.set_width(460.0);
            ui.label(RichText::new("打印").font(theme::bold(theme::TITLE)));
            ui.add_space(6.0);
            self.printer(ui);
            ui.add_space(6.0);
            self.sheets(ui);
            ui.add_space(6.0);
            self.choose_parts(ui);
            if let Some(fault) = &self.failed {
                ui.colored_label(theme::WRONG, fault.to_string());
            }
            ui.add_space(10.0);
            came = self.buttons(ctx, ui);
        });
        let escaped = ctx.input(|input| input.key_pressed(egui::Key::Escape)) && self.sending.is_none();
        if matches!(came, Came::Nothing) && escaped { Came::Away(None, self.habits.clone()) } else { came }
    }

    fn poll(&mut self) -> Option<Came> {
        if let Some(found) = self.looking.as_ref().and_then(|looking| looking.try_recv().ok()) {
            self.looking = None;
            let names = found.iter().flatten();
            if !names.clone().any(|printer| printer.name == self.habits.printer) {
                self.habits.printer = names.map(|printer| printer.name.clone()).next().unwrap_or_default();
            }
            self.printers = found;
        }
        let sent = self.sending.as_ref().and_then(|sending| sending.try_recv().ok())?;
        self.sending = None;
        match sent {
            Ok(()) => {
                let words = format!("已交给打印机 {}，共{}份。", self.habits.printer, self.copies);
                Some(Came::Away(Some(words), self.habits.clone()))
            }
            Err(fault) => {
                self.failed = Some(fault);
                None
            }
        }
    }

    fn printer(&mut self, ui: &mut Ui) {
        row(ui, |ui| {
            let label = ui.label("打印机");
            match &self.printers {
                _ if self.looking.is_some() => {
                    ui.weak("正在查找打印机…");
                }
                Ok(printers) if !printers.is_empty() => {
                    let combo = ComboBox::from_id_salt("printer").width(300.0).selected_text(&self.habits.printer);
                    let shown = combo.show_ui(ui, |ui| {
                        for printer in printers {
                            let usual = if printer.is_default { "（默认）" } else { "" };
                            let words = format!("{}{usual}", printer.name);
                            ui.selectable_value(&mut self.habits.printer, printer.name.clone(), words);
                        }
                    });
                    shown.response.labelled_by(label.id);
                }
                Ok(_) => {
                    ui.label("这台电脑没有安装打印机，可以用看PDF的程序打开。");
                }
                Err(fault) => {
                    ui.label(fault.to_string());
                }
            }
        });
    }

    fn sheets(&mut self, ui: &mut Ui) {
        row(ui, |ui| {
            ui.label("份数");
            if ui.button("－").clicked() {
                self.copies = self.copies.saturating_sub(1).max(1);
            }
            ui.label(self.copies.to_string());
            if ui.button("＋").clicked() {
                self.copies = (self.copies + 1).min(MOST);
            }
            ui.add_space(16.0);
            ui.radio_value(&mut self.habits.two_sided, false, "单面");
            ui.radio_value(&mut self.habits.two_sided, true, "双面，左侧装订");
        });
    }

    fn choose_parts(&mut self, ui: &mut Ui) {
        ui.label("打印哪些部分：");
        ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            for (name, pages, wished) in &mut self.parts {
                ui.checkbox(wished, format!("{name}（{}页）", pages.len()));
            }
        });
    }

    fn buttons(&mut self, ctx: &Context, ui: &mut Ui) -> Came {
        let mut came = Came::Nothing;
        if self.sending.is_some() {
            ui.weak("正在交给打印机…");
            return came;
        }
        let any = self.parts.iter().any(|(_, _, wished)| *wished);
        let printer = self.printers.as_ref().is_ok_and(|printers| !printers.is_empty());
        ui.horizontal(|ui| {
            if ui.add_enabled_ui(any && printer, |ui| main_button(ui, "打印")).inner {
                self.start(ctx);
            }
            let viewer = ui.add_enabled(any, egui::Button::new("用看PDF的程序打开").min_size([150.0, 30.0].into()));
            if viewer.clicked() {
                came = self.chosen().pdf().map_or_else(
                    |sentence| Came::Away(Some(sentence), self.habits.clone()),
                    |pdf| Came::Viewer(pdf, self.habits.clone()),
                );
            }
            if other_button(ui, "取消") {
                came = Came::Away(None, self.habits.clone());
            }
        });
        came
    }

    /// The chosen parts.
    fn chosen(&self) -> Chosen {
        let wished = self.parts.iter().filter(|(_, _, wished)| *wished);
        Chosen { laid: self.laid.clone(), pages: wished.flat_map(|(_, pages, _)| pages.clone()).collect() }
    }

    fn start(&mut self, ctx: &Context) {
        self.habits.keep();
        let sides = if self.habits.two_sided { Sides::Both } else { Sides::One };
        let job = Job { title: self.title.clone(), printer: self.habits.printer.clone(), copies: self.copies, sides };
        let (send, sending) = channel();
        let (ctx, chosen) = (ctx.clone(), self.chosen());
        std::thread::spawn(move || {
            send.send(spool::send(&job, &chosen)).ok();
            ctx.request_repaint();
        });
        (self.sending, self.failed) = (Some(sending), None);
    }
}

/// The pages of the chosen parts.
struct Chosen {
    laid: Laid,
    pages: Vec<usize>,
}

impl Pages for Chosen {
    fn pdf(&self) -> Result<Vec<u8>, String> {
        let wish = PdfWish { archive: None, pages: self.pages.clone() };
        self.laid.pdf_as(&wish).map_err(|fault| fault.to_string())
    }

    fn count(&self) -> usize {
        self.pages.len()
    }

    fn picture(&self, page: usize, dots_per_inch: u32) -> Option<PagePixels> {
        let drawn = self.laid.picture(*self.pages.get(page)?, f64::from(dots_per_inch) / POINTS_PER_INCH)?;
        Some(PagePixels { width: drawn.width, height: drawn.height, rgba: drawn.rgba })
    }
}
