//! 打印: which printer, how many, which parts, one or two sides; and the PC's own viewer for whoever prefers it. Laying
//! out, looking for printers and sending are done on threads of their own.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal};
use crate::app::document::opened::OpenReport;
use crate::app::theme;
use crate::app::widgets::row;
use crate::app::work::extra_choice::choose_extras;
use crate::app::work::task::Task;
use crate::app::work::viewer_copy::ViewerCopy;
use crate::export::{Wish, laid, manuscript};
use crate::form::{Extra, Form};
use crate::output::{CHARTS, Laid, Manuscript, PdfWish, extra_part};
use crate::report::Report;
use crate::sheet::{Chart, Sheet};
use crate::spool::{self, Job, PagePixels, Pages, Printer, Sides};
use crate::store::Habits;
use eframe::egui::{ComboBox, Context, Ui};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// More copies than that are a slip of the finger.
const MOST: u16 = 99;
const POINTS_PER_INCH: f64 = 72.0;

/// What is asked for in the dialog, and how far it is.
pub(crate) struct Printing {
    habits: Habits,
    viewer_copy: ViewerCopy,
    title: String,
    printed: PrintedReport,
    /// The parts by id and name, and whether they are to be printed; what is not laid out yet among them.
    parts: Vec<(String, String, bool)>,
    copies: u16,
    manuscript: Arc<Manuscript>,
    laying: Option<Task<Laid>>,
    laid: Option<LaidParts>,
    looking: Option<Task<Vec<Printer>>>,
    /// The printers, or why there are none.
    printers: Result<Vec<Printer>, String>,
    /// What was asked for and is to begin.
    wished: Option<Outlet>,
    /// Pages on their way; answers with what is then said.
    sending: Option<Task<String>>,
    failed: Option<String>,
}

/// What is printed, as it stood when the dialog was opened.
struct PrintedReport {
    form: Arc<Form>,
    report: Arc<Report>,
    sheet: Arc<Sheet>,
    charts: Vec<Chart>,
}

impl PrintedReport {
    fn new(open: &OpenReport) -> Self {
        let (form, report) = (Arc::clone(open.desk.form()), Arc::clone(open.desk.report()));
        Self { form, report, sheet: Arc::clone(open.desk.sheet()), charts: open.desk.charts() }
    }

    /// All parts that can be printed, by id and name, and whether they are.
    fn parts(&self, habits: &Habits) -> Vec<(String, String, bool)> {
        let all = self.manuscript(&Wish { extras: Extra::ALL.to_vec(), ..Wish::default() });
        let is_wished = |id: &str| match Extra::ALL.into_iter().find(|extra| extra_part(*extra) == Some(id)) {
            Some(extra) => habits.extras().contains(&extra) || self.form.paper.extras.contains(&extra),
            None => id != CHARTS,
        };
        all.printed().map(|part| (part.id.to_string(), part.name.clone(), is_wished(&part.id))).collect()
    }

    fn manuscript(&self, wish: &Wish) -> Arc<Manuscript> {
        Arc::new(manuscript((&self.form, &self.sheet), &self.report, wish).with_charts(self.charts.clone()))
    }
}

/// Where pages go.
#[derive(Clone, Copy)]
enum Outlet {
    Printer,
    Viewer,
}

/// The pages, and which of them are of which part.
struct LaidParts {
    laid: Laid,
    pages: HashMap<String, Range<usize>>,
}

impl LaidParts {
    /// Those of these pages on which something stands.
    fn written(&self, pages: &Range<usize>) -> Vec<usize> {
        pages.clone().filter(|page| !self.laid.is_blank(*page)).collect()
    }
}

impl Printing {
    /// The dialog for an open report; lays it out and looks for printers meanwhile.
    pub fn new(ctx: &Context, open: &OpenReport, habits: Habits, viewer_copy: ViewerCopy) -> Self {
        let printed = PrintedReport::new(open);
        let mut printing = Self {
            viewer_copy,
            title: open.stem(),
            parts: printed.parts(&habits),
            printed,
            habits,
            copies: 1,
            laying: None,
            manuscript: Arc::default(),
            laid: None,
            looking: Some(Task::start(ctx, |_| spool::printers().map_err(|fault| fault.to_string()))),
            printers: Ok(Vec::new()),
            wished: None,
            sending: None,
            failed: None,
        };
        printing.lay_out(ctx);
        printing
    }

    /// Lays out what is wished for.
    fn lay_out(&mut self, ctx: &Context) {
        let wish = wish(&self.habits);
        let manuscript = self.printed.manuscript(&wish);
        self.manuscript = Arc::clone(&manuscript);
        self.laid = None;
        self.laying = Some(Task::start(ctx, move |_| laid(&manuscript, &wish).map_err(|fault| fault.to_string())));
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
                Err(sentence) => {
                    ui.label(sentence);
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

    /// Answers whether the pages are to be others.
    fn choose_parts(&mut self, ui: &mut Ui) -> bool {
        ui.label("打印哪些部分：");
        let mut changed = false;
        for (id, name, wished) in &mut self.parts {
            let pages = self.laid.as_ref().and_then(|laid| Some(laid.written(laid.pages.get(id)?).len()));
            let count = pages.map_or_else(String::new, |pages| format!("（{pages}页）"));
            if ui.checkbox(wished, format!("{name}{count}")).changed()
                && let Some(extra) = Extra::ALL.into_iter().find(|extra| extra_part(*extra) == Some(id))
            {
                self.habits.wish_for(extra, *wished);
                changed |= !self.printed.form.paper.extras.contains(&extra);
            }
        }
        changed
    }

    /// The chosen parts, once they are laid out. On both sides odd numbers stand on the front of a sheet, and the backs
    /// of sheets that this takes are among the pages.
    fn chosen(&self) -> Option<ChosenParts> {
        let parts = self.laid.as_ref()?;
        let wished = self.parts.iter().filter(|(.., wished)| *wished);
        let wished: Vec<(&str, Range<usize>)> =
            wished.filter_map(|(id, ..)| Some((id.as_str(), parts.pages.get(id)?.clone()))).collect();
        let ranges = || wished.iter().map(|(_, pages)| pages);
        let laid = parts.laid.clone();
        if !self.habits.two_sided {
            return Some(ChosenParts::Laid(laid, ranges().flat_map(|pages| parts.written(pages)).collect()));
        }
        let pages: Vec<usize> = ranges().flat_map(Range::clone).collect();
        if pages.iter().enumerate().all(|(n, page)| n % 2 == page % 2) {
            return Some(ChosenParts::Laid(laid, pages));
        }
        let ids: Vec<&str> = wished.iter().map(|(id, _)| *id).collect();
        Some(ChosenParts::Alone(Box::new(self.manuscript.of_parts(&ids, laid.numbers())), wish(&self.habits)))
    }

    /// Sends the chosen pages where they are wished.
    fn send(&mut self, ctx: &Context, outlet: Outlet) {
        let Some(chosen) = self.chosen() else { return };
        self.habits.keep();
        let sides = if self.habits.two_sided { Sides::Both } else { Sides::One };
        let job = Job { title: self.title.clone(), printer: self.habits.printer.clone(), copies: self.copies, sides };
        self.failed = None;
        let viewer_copy = self.viewer_copy.clone();
        self.sending = Some(Task::start(ctx, move |_| {
            let chosen = chosen.pages()?;
            match outlet {
                Outlet::Printer => {
                    spool::send(&job, &chosen).map_err(|fault| fault.to_string())?;
                    Ok(format!("已交给打印机 {}，共{}份。", job.printer, job.copies))
                }
                Outlet::Viewer => Ok(view(&viewer_copy.put(&job.title, &chosen.pdf()?)?)),
            }
        }));
    }

    /// The pages are there: each part shows how many it has, and one that has none is gone.
    fn laid(&mut self, laid: Laid) {
        let pages: HashMap<_, _> = laid.parts().into_iter().collect();
        self.parts.retain(|(id, _, wished)| !wished || pages.contains_key(id));
        self.laid = Some(LaidParts { laid, pages });
    }

    /// The printers that were found; the one used last, or else the usual one, is chosen.
    fn found(&mut self, found: Result<Vec<Printer>, String>) {
        let names = found.iter().flatten();
        if !names.clone().any(|printer| printer.name == self.habits.printer) {
            self.habits.printer = names.map(|printer| printer.name.clone()).next().unwrap_or_default();
        }
        self.printers = found;
    }
}

impl Modal for Printing {
    fn title(&self) -> &'static str {
        "打印"
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        self.printer(ui);
        ui.add_space(6.0);
        self.sheets(ui);
        ui.add_space(6.0);
        // Those that are parts stand among the parts.
        let on_pages = Extra::ALL.into_iter().filter(|extra| extra_part(*extra).is_none());
        let changed = choose_extras(ui, &on_pages.collect::<Vec<_>>(), &self.printed.form, &mut self.habits);
        ui.add_space(6.0);
        if self.choose_parts(ui) || changed {
            self.lay_out(ui.ctx());
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if let Some(sentence) = &self.failed {
            foot.note(sentence, theme::WRONG);
        }
        let any = self.laid.is_some() && self.sending.is_none() && self.parts.iter().any(|(.., wished)| *wished);
        let printer = self.printers.as_ref().is_ok_and(|printers| !printers.is_empty());
        // Its line is always there: what comes and goes moves nothing.
        let says = match (&self.laying, &self.sending) {
            (Some(_), _) => "正在排版…",
            (_, Some(_)) => "正在交给打印机…",
            _ => " ",
        };
        foot.note(says, theme::WEAK);
        let (view, first) = ("用看PDF的程序打开", "先选好要打印的部分。");
        // Where there is no printer the way on is the other one.
        let (prints, views) = if printer || self.looking.is_some() {
            let prints = foot.main_if(any && printer, "打印", "先选好打印机和要打印的部分。");
            (prints, foot.other_if(any, view, first))
        } else {
            (foot.other_if(false, "打印", "这台电脑上没有能用的打印机。"), foot.main_if(any, view, first))
        };
        let asked = [(prints, Outlet::Printer), (views, Outlet::Viewer)].into_iter().find(|(pressed, _)| *pressed);
        self.wished = asked.map(|(_, outlet)| outlet).or(self.wished);
        let away = foot.way_out_if(self.sending.is_none(), "取消", "正在交给打印机，请稍等。");
        if away { Answer::Away } else { Answer::Stay }
    }

    fn work(&mut self, ctx: &Context) -> Answer {
        if let Some(found) = Task::finished(&mut self.looking) {
            self.found(found);
        }
        match Task::finished(&mut self.laying) {
            Some(Ok(laid)) => self.laid(laid),
            Some(Err(sentence)) => return Answer::Then(Action::Say(sentence)),
            None => {}
        }
        if let Some(outlet) = self.wished.take() {
            self.send(ctx, outlet);
        }
        match Task::finished(&mut self.sending) {
            Some(Ok(words)) => Answer::Then(Action::Printed(words)),
            Some(Err(sentence)) => {
                self.failed = Some(sentence);
                Answer::Stay
            }
            None => Answer::Stay,
        }
    }

    fn escape(&self) -> Answer {
        if self.sending.is_some() { Answer::Stay } else { Answer::Away }
    }

    fn goes_by_a_click_beside(&self) -> bool {
        false
    }

    fn habits(&self) -> Option<&Habits> {
        Some(&self.habits)
    }
}

/// Hands pages to the PC's own viewer, which prints. Answers with what the clerk should do next.
fn view(path: &Path) -> String {
    let place = path.display();
    match opener::open(path) {
        Ok(()) => {
            format!("已交给本机看PDF的程序打开，请在那里打印。没有打开的话，PDF临时放在这里，关闭本程序时删掉：{place}")
        }
        Err(_no_viewer) => format!(
            "这台电脑没有能打开PDF的程序。PDF临时放在这里，关闭本程序时删掉，请先拷到别的电脑打印，或者改用“导出文件”：{place}"
        ),
    }
}

fn wish(habits: &Habits) -> Wish {
    Wish { official_faces: habits.official_faces, extras: habits.extras(), ..Wish::default() }
}

/// The chosen parts: pages that are laid out, or parts that are to be laid out alone.
enum ChosenParts {
    Laid(Laid, Vec<usize>),
    Alone(Box<Manuscript>, Wish),
}

impl ChosenParts {
    fn pages(self) -> Result<ChosenPages, String> {
        match self {
            Self::Laid(laid, pages) => Ok(ChosenPages { laid, pages }),
            Self::Alone(manuscript, wish) => {
                let laid = laid(&manuscript, &wish).map_err(|fault| fault.to_string())?;
                Ok(ChosenPages { pages: (0..laid.pages()).collect(), laid })
            }
        }
    }
}

/// The pages of the chosen parts.
struct ChosenPages {
    laid: Laid,
    pages: Vec<usize>,
}

impl Pages for ChosenPages {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::work::task::tests::{dying, until};

    #[test]
    fn without_a_printer_the_main_button_is_the_way_on() {
        let (ctx, open) = (Context::default(), OpenReport::sample().unwrap());
        let mut printing = Printing::new(&ctx, &open, Habits::default(), ViewerCopy::default());
        until(|| {
            printing.work(&ctx);
            printing.looking.is_none() && printing.laid.is_some()
        });
        let main = |printing: &mut Printing| {
            let mut foot = DialogFoot::default();
            printing.foot(&mut foot);
            foot.main_words().map(str::to_string)
        };
        printing.printers = Ok(Vec::new());
        assert_eq!(main(&mut printing).as_deref(), Some("用看PDF的程序打开"));
        printing.printers = Ok(vec![Printer { name: "甲".into(), is_default: true }]);
        assert_eq!(main(&mut printing).as_deref(), Some("打印"));
    }

    #[test]
    fn whatever_dies_is_said() {
        let (ctx, open) = (Context::default(), OpenReport::sample().unwrap());
        let mut printing = Printing::new(&ctx, &open, Habits::default(), ViewerCopy::default());
        (printing.looking, printing.sending) = (Some(dying(&ctx)), Some(dying(&ctx)));
        until(|| {
            printing.work(&ctx);
            printing.looking.is_none() && printing.sending.is_none()
        });
        assert!(printing.failed.is_some_and(|says| says.contains("请再试一次")));
        assert!(printing.printers.is_err_and(|says| says.contains("请再试一次")));
        let mut printing = Printing::new(&ctx, &open, Habits::default(), ViewerCopy::default());
        printing.laying = Some(dying(&ctx));
        until(|| matches!(printing.work(&ctx), Answer::Then(Action::Say(says)) if says.contains("请再试一次")));
    }
}
