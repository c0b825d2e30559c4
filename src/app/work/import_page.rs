//! A document that was read, beside the form as it will stand: pointing at the one shows the other; what is doubtful is
//! gone through with F4.

use crate::app::action::Action;
use crate::app::dialog::Answer;
use crate::app::grid::legend::patch_ui;
use crate::app::theme;
use crate::app::widgets::{main_button, other_button, rows, sentence};
use crate::app::work::accepted::Accepted;
use crate::app::work::import_document::{DocumentPane, Tint};
use crate::app::work::import_form::ImportOutcome;
use crate::intake::{Document, ImportPlan, Place};
use crate::report::{Report, apply};
use crate::sheet::derive;
use crate::store::Known;
use crate::value::Text;
use eframe::egui::{self, Color32, Context, Frame, Key, Margin, Modifiers, RichText, ScrollArea, Ui, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// What became of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Became {
    Placed(usize),
    Agreed,
    Homeless,
}

/// What wants to be looked at, or is: one of what was placed, one of what found no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportStop {
    Placed(usize),
    Homeless(usize),
}

/// What is shown beside the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum ImportFace {
    /// The form as it will stand.
    #[default]
    Form,
    /// Every cell with its tick.
    List,
}

/// Which cells are ticked, whether what stands there is written over, whether it only stands beside the report.
type Wishes = (Vec<bool>, bool, Option<bool>);

/// The year of a document: its own, else one that is asked for.
#[derive(Clone, Copy)]
pub(crate) struct AskedYear {
    pub year: i32,
    /// The document does not say it, and nobody has yet.
    pub open: bool,
}

/// A document that has been read.
pub(crate) struct DocumentReview {
    /// The form it was read on.
    known: Known,
    pub(super) document: Document,
    pub(super) plan: Arc<ImportPlan>,
    /// Which of what was placed is to be written.
    pub(super) wished: Vec<bool>,
    /// The cells in words.
    pub(super) words: Vec<String>,
    /// What stands in the open report where each would go, where that is something else.
    pub(super) there: Vec<Text>,
    /// The year of the open report.
    year: Option<i32>,
    /// What stands there is written over.
    overwrite: bool,
    /// The document can stand beside a report as its approved targets, and is to.
    approved: Option<bool>,
    became: HashMap<Place, Became>,
    /// The report that is open.
    report: Option<Arc<Report>>,
    /// What will stand there, and of which wishes that is.
    outcome: Option<(Wishes, ImportOutcome)>,
    pane: DocumentPane,
    pub(super) face: ImportFace,
    /// What is pointed at, and what was chosen last.
    pub(super) over: Option<ImportStop>,
    pub(super) current: Option<ImportStop>,
    /// It is to be brought into sight: at the left, at the right.
    pub(super) follow: (bool, bool),
}

impl DocumentReview {
    /// All that was placed is wished for at first; `open` is the report it would go into.
    pub fn new(known: &Known, open: Option<&Arc<Report>>, document: Document, plan: ImportPlan) -> Self {
        let form = &known.form;
        let there = open.map(|open| plan.overwritten(form, open.as_ref())).unwrap_or_default();
        let mut report = plan.blank(form);
        let edit = plan.edit(form, &report, |_| true);
        // A look beforehand: what cannot be written stays out, as it will.
        apply(form, &mut report, &edit).ok();
        let sheet = derive(form, &report);
        let mut became: HashMap<Place, Became> = HashMap::new();
        became.extend(plan.homeless.iter().map(|homeless| (homeless.from, Became::Homeless)));
        became.extend(plan.agreed.iter().map(|agreed| (agreed.from, Became::Agreed)));
        for (n, placed) in plan.placed.iter().enumerate() {
            became.extend(placed.also.iter().chain([&placed.from]).map(|place| (*place, Became::Placed(n))));
        }
        let mut review = Self {
            known: known.clone(),
            words: plan.placed.iter().map(|placed| sheet.words(form, &placed.at)).collect(),
            wished: vec![true; plan.placed.len()],
            there,
            year: open.map(|open| open.content.year),
            overwrite: false,
            approved: plan.is_of_targets(form).then_some(false),
            document,
            plan: Arc::new(plan),
            became,
            report: open.cloned(),
            outcome: None,
            pane: DocumentPane::default(),
            face: ImportFace::default(),
            over: None,
            current: None,
            follow: (true, true),
        };
        // What wants to be looked at comes first.
        let first = (!review.plan.placed.is_empty()).then_some(ImportStop::Placed(0));
        review.current = review.stops().first().copied().or(first);
        review
    }

    /// Shows it, by the document's name; `asked` is its year.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, asked: &mut AskedYear, sheets: &mut [(String, bool)]) -> Answer {
        self.keys(ui.ctx());
        theme::bars(ui);
        ui.spacing_mut().scroll.fade.strength = 0.0;
        let answer = self.head(ui, name, asked);
        ui.add_space(4.0);
        ui.separator();
        let (width, height) = (ui.available_width(), ui.available_height());
        let before = self.over.take();
        let down = egui::Layout::top_down(egui::Align::Min);
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(width * 0.47, height), down, |ui| {
                rows(ui, |ui| {
                    choose_sheets(ui, sheets);
                    // In a low window the document has the room.
                    if !theme::is_low(ui.ctx()) {
                        legend(ui);
                    }
                });
                // Room for the frame of what is pointed at.
                let inside = Frame::new().inner_margin(Margin::symmetric(6, 3));
                let scroll = ScrollArea::both().id_salt("document").auto_shrink(false);
                scroll.show(ui, |ui| inside.show(ui, |ui| self.shown(ui, before)));
            });
            ui.separator();
            ui.allocate_ui_with_layout(ui.available_size(), down, |ui| {
                rows(ui, |ui| self.faces(ui));
                if self.face == ImportFace::Form {
                    self.told(ui);
                }
                let scroll = ScrollArea::both().id_salt(("cells", self.face)).auto_shrink(false);
                scroll.show(ui, |ui| match self.face {
                    ImportFace::Form => self.form(ui, before),
                    ImportFace::List => self.list(ui),
                });
            });
        });
        if self.over != before {
            // What is pointed at at one side is shown at the other in the next frame.
            ui.ctx().request_repaint();
        }
        answer
    }

    /// F4 goes to the next that is doubtful or found no place, Shift+F4 back.
    fn keys(&mut self, ctx: &Context) {
        let step = ctx.input_mut(|input| {
            let back = input.consume_key(Modifiers::SHIFT, Key::F4);
            let on = input.consume_key(Modifiers::NONE, Key::F4);
            if back { Some(false) } else { on.then_some(true) }
        });
        if let Some(on) = step {
            self.next(on);
        }
    }

    /// All that wants to be looked at: what is doubtful, then what found no place.
    pub(super) fn stops(&self) -> Vec<ImportStop> {
        let placed = self.plan.placed.iter().enumerate().filter(|(_, placed)| placed.waits());
        let doubtful = placed.map(|(n, _)| ImportStop::Placed(n));
        doubtful.chain((0..self.plan.homeless.len()).map(ImportStop::Homeless)).collect()
    }

    fn next(&mut self, on: bool) {
        let stops = self.stops();
        let here = self.current.and_then(|current| stops.iter().position(|stop| *stop == current));
        let count = stops.len();
        let to = match (here, on) {
            _ if count == 0 => return,
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(here), true) => (here + 1) % count,
            (Some(here), false) => (here + count - 1) % count,
        };
        (self.current, self.follow) = (stops.get(to).copied(), (true, true));
    }

    /// Which of the two is shown, and the way to what is doubtful.
    fn faces(&mut self, ui: &mut Ui) {
        for (face, words) in [(ImportFace::Form, "放入以后的表"), (ImportFace::List, "逐格清单")] {
            if ui.selectable_label(self.face == face, words).clicked() {
                self.face = face;
                self.follow.1 = true;
            }
        }
        let stops = self.stops();
        if !stops.is_empty() && ui.button("下一个要看的").on_hover_text("F4，往回Shift+F4").clicked() {
            self.next(true);
        }
        let here = self.current.and_then(|current| stops.iter().position(|stop| *stop == current));
        if let Some(here) = here {
            ui.weak(format!("第{}处 共{}处", here + 1, stops.len()));
        }
    }

    /// What is wished for, of a document of that name.
    fn accepted(&self, from: &str) -> Accepted {
        Accepted {
            known: self.known.clone(),
            plan: Arc::clone(&self.plan),
            wished: self.wished.clone(),
            overwrite: self.overwrite,
            approved: self.approved.unwrap_or_default(),
            from: from.into(),
        }
    }

    fn head(&mut self, ui: &mut Ui, name: &str, asked: &mut AskedYear) -> Answer {
        let mut answer = Answer::Stay;
        ui.label(RichText::new(format!("导入 {name}")).font(theme::bold(theme::TITLE)));
        let doubtful = self.plan.placed.iter().filter(|placed| !placed.is_sure()).count();
        let wished = self.wished.iter().filter(|wished| **wished).count();
        if asked.open {
            ask_year(ui, asked);
        }
        if let Some(approved) = &mut self.approved {
            ui.checkbox(approved, "这是年初批复的绩效目标，放在旁边对照，不直接填进表里");
        }
        let approved = self.approved.unwrap_or_default();
        rows(ui, |ui| {
            ui.label(format!("{}年度，认出{}格", self.plan.year, self.wished.len()));
            ui.colored_label(if doubtful > 0 { theme::DOUBT } else { theme::WELL }, format!("有疑问{doubtful}格"));
            let lost = self.plan.homeless.len();
            ui.colored_label(if lost > 0 { theme::WRONG } else { theme::WELL }, format!("没有找到位置{lost}处"));
            let words = if approved { "放在旁边对照" } else { "放入自评表" };
            if ui.add_enabled_ui(wished > 0 && !asked.open, |ui| main_button(ui, words)).inner.clicked() {
                answer = Answer::Then(Action::Import(Box::new(self.accepted(name))));
            }
            if other_button(ui, "取消").clicked() {
                answer = Answer::Away;
            }
        });
        self.remarks(ui);
        if approved {
            sentence(
                ui,
                RichText::new(
                    "表里的内容不变，可以撤销。放在旁边以后，可以选哪些填进表里；与批复不一致的，审核会列出来。",
                )
                .weak(),
            );
            return answer;
        }
        // Of a paper of ours what became of it is said at once.
        let own = self.plan.rows.as_ref().and(self.plan.remarks.first());
        let words = own.map_or("数字按原件写的放，不作改动，放入以后请看审核。", String::as_str);
        let stays = |n: usize| !self.overwrite && self.there.get(n).is_some_and(|text| !text.is_empty());
        let put = self.wished.iter().enumerate().filter(|(n, wished)| **wished && !stays(*n)).count();
        sentence(ui, RichText::new(format!("放入{put}格，可以撤销。{words}")).weak());
        let over = self.there.iter().filter(|text| !text.is_empty()).count();
        if over > 0 {
            let words = format!("自评表里有{over}格已有不同的内容，也用文件里的覆盖（不勾选就保留原有的）");
            ui.checkbox(&mut self.overwrite, words);
        }
        if let Some(year) = self.year.filter(|year| *year != self.plan.year) {
            let own = self.plan.year;
            ui.colored_label(
                theme::DOUBT,
                format!("文件是{own}年度的，打开的自评表是{year}年度的，放入以后请逐格核对年度。"),
            );
        }
        answer
    }

    /// What should be known of the document as a whole: the first few, the others in the list.
    fn remarks(&self, ui: &mut Ui) {
        let (first, others) = self.remarks_in_turn();
        for remark in first {
            sentence(ui, RichText::new(remark).color(theme::DOUBT));
        }
        if !others.is_empty() {
            sentence(
                ui,
                RichText::new(format!("还有{}条这样的说明，列在逐格清单里。", others.len())).color(theme::DOUBT),
            );
        }
    }

    /// Those that stand above the document, and the others.
    pub(super) fn remarks_in_turn(&self) -> (&[String], &[String]) {
        const ABOVE: usize = 2;
        // The first of a paper of ours is said with what is put in, where anything is.
        let said = usize::from(self.plan.rows.is_some() && !self.approved.unwrap_or_default());
        let all = self.plan.remarks.get(said..).unwrap_or_default();
        all.split_at(all.len().min(ABOVE))
    }

    /// The document, whole.
    fn shown(&mut self, ui: &mut Ui, before: Option<ImportStop>) {
        let to =
            if std::mem::take(&mut self.follow.0) { self.current.and_then(|stop| self.place_of(stop)) } else { None };
        let mut pane = std::mem::take(&mut self.pane);
        let look = |place: Place| {
            let stop = self.stop_at(place);
            let outlined = stop.is_some() && (stop == before || stop == self.current);
            Tint { fill: self.color(place), outlined }
        };
        let pointed = pane.ui(ui, &self.document, to, &look);
        self.pane = pane;
        self.over = pointed.over.and_then(|place| self.stop_at(place)).or(self.over);
        if let Some(stop) = pointed.clicked.and_then(|place| self.stop_at(place)) {
            (self.current, self.follow.1) = (Some(stop), true);
        }
    }

    /// What became of a text, where that is not only that it agrees.
    fn stop_at(&self, place: Place) -> Option<ImportStop> {
        match self.became.get(&place)? {
            Became::Placed(n) => Some(ImportStop::Placed(*n)),
            Became::Homeless => self.plan.homeless.iter().position(|h| h.from == place).map(ImportStop::Homeless),
            Became::Agreed => None,
        }
    }

    fn place_of(&self, stop: ImportStop) -> Option<Place> {
        match stop {
            ImportStop::Placed(n) => self.plan.placed.get(n).map(|placed| placed.from),
            ImportStop::Homeless(n) => self.plan.homeless.get(n).map(|homeless| homeless.from),
        }
    }

    /// The form as it will stand.
    fn form(&mut self, ui: &mut Ui, before: Option<ImportStop>) {
        let wishes = (self.wished.clone(), self.overwrite, self.approved);
        if self.outcome.as_ref().is_none_or(|(known, _)| *known != wishes) {
            let form = &self.known.form;
            let report = self.report.as_ref().map_or_else(|| self.plan.blank(form), |open| (**open).clone());
            let edit = self.accepted("").edit(form, &report);
            self.outcome = Some((wishes, ImportOutcome::new(form, &self.plan, report, &edit)));
        }
        let to = if std::mem::take(&mut self.follow.1) { self.current } else { None };
        let to = if let Some(ImportStop::Placed(n)) = to { Some(n) } else { None };
        let marked = |n: usize| [before, self.current].contains(&Some(ImportStop::Placed(n)));
        let Some((_, outcome)) = &self.outcome else { return };
        let pointed = outcome.ui(ui, &self.known.form, to, &marked);
        self.over = pointed.over.map(ImportStop::Placed).or(self.over);
        if let Some(n) = pointed.clicked {
            (self.current, self.follow.0) = (Some(ImportStop::Placed(n)), true);
        }
    }

    fn color(&self, place: Place) -> Color32 {
        match self.became.get(&place) {
            Some(Became::Placed(n)) => match self.plan.placed.get(*n) {
                Some(placed) if placed.waits() => theme::UNCONFIRMED,
                _ => theme::IMPORTED,
            },
            Some(Became::Homeless) => theme::TAKEN_OUT,
            Some(Became::Agreed) => theme::COMPUTED,
            None => Color32::TRANSPARENT,
        }
    }
}

/// The document does not say its year: it is asked for before anything is put in.
fn ask_year(ui: &mut Ui, asked: &mut AskedYear) {
    rows(ui, |ui| {
        ui.colored_label(theme::DOUBT, "文件里没有写是哪一年度的，请选：");
        if ui.button("−").on_hover_text("上一年").clicked() {
            asked.year -= 1;
        }
        ui.label(RichText::new(format!("{}年", asked.year)).font(theme::bold(theme::BODY)));
        if ui.button("＋").on_hover_text("下一年").clicked() {
            asked.year += 1;
        }
        if other_button(ui, "就是这一年度").clicked() {
            asked.open = false;
        }
    });
}

/// What the colours of the document mean.
fn legend(ui: &mut Ui) {
    rows(ui, |ui| {
        for (color, words) in [
            (theme::IMPORTED, "要放入的"),
            (theme::UNCONFIRMED, "有疑问或换算过，放入后待核实"),
            (theme::COMPUTED, "由程序计算，结果一样"),
            (theme::TAKEN_OUT, "没有找到位置"),
        ] {
            patch_ui(ui, color, words);
        }
    });
}

/// Which sheets of a workbook are looked at: those of one unit, where several units' are in it. At least one stays.
fn choose_sheets(ui: &mut Ui, sheets: &mut [(String, bool)]) {
    if sheets.len() < 2 {
        return;
    }
    let on = sheets.iter().filter(|(_, on)| *on).count();
    let all = sheets.len();
    let words = if on == all { format!("全部{all}张工作表") } else { format!("{all}张工作表里的{on}张") };
    ui.menu_button(words, |ui| {
        ui.weak("几个单位的表在一个文件里时，只勾选一个单位的。");
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (name, chosen) in sheets {
                ui.add_enabled_ui(!*chosen || on > 1, |ui| ui.checkbox(chosen, name.as_str()));
            }
        });
    });
}
