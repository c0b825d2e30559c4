//! A document that was read, beside the cells it would go to.

use crate::app::action::Action;
use crate::app::dialog::Answer;
use crate::app::theme;
use crate::app::widgets::{main_button, other_button, rows};
use crate::app::work::accepted::Accepted;
use crate::intake::{Document, DocumentBlock, DocumentTable, Homeless, ImportPlan, Place, Placed, PrintedAmount};
use crate::report::{Report, apply};
use crate::sheet::derive;
use crate::store::Known;
use crate::value::{Text, shortened};
use eframe::egui::{self, Align2, Color32, Rect, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};
use std::collections::HashMap;

/// So many rows of a table are shown; all of them are read.
const ROWS: usize = 300;
/// So many columns of it.
const COLUMNS: usize = 40;
/// Longer texts have a line of their own.
const SHORT: usize = 16;

/// What became of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Became {
    Placed(usize),
    Agreed,
    Homeless,
}

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
    document: Document,
    plan: ImportPlan,
    /// Which of what was placed is to be written.
    wished: Vec<bool>,
    /// The cells in words.
    words: Vec<String>,
    /// What stands in the open report where each would go, where that is something else.
    there: Vec<Text>,
    /// The year of the open report.
    year: Option<i32>,
    /// What stands there is written over.
    overwrite: bool,
    /// The document can stand beside a report as its approved targets, and is to.
    approved: Option<bool>,
    became: HashMap<Place, Became>,
    /// The text, then each table: their names and blocks.
    items: Vec<(String, Vec<usize>)>,
    item: usize,
    /// What was clicked on last.
    current: Option<usize>,
    follow: bool,
}

impl DocumentReview {
    /// All that was placed is wished for at first; `open` is the report it would go into.
    pub fn new(known: &Known, open: Option<&Report>, document: Document, plan: ImportPlan) -> Self {
        let form = &known.form;
        let there = open.map(|open| plan.overwritten(form, open)).unwrap_or_default();
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
        let mut items = vec![("正文和落款".to_string(), Vec::new())];
        for (n, block) in document.blocks.iter().enumerate() {
            match (block, items.first_mut()) {
                (DocumentBlock::Line(_), Some(text)) => text.1.push(n),
                (DocumentBlock::Line(_), None) => {}
                (DocumentBlock::Table(_), _) => {
                    let found = plan.tables.iter().filter(|found| found.block == n && !found.part.is_empty());
                    let parts: Vec<&str> = found.map(|found| found.part.as_str()).collect();
                    let parts = if parts.is_empty() { "没有认出".into() } else { parts.join("、") };
                    items.push((format!("{}：{parts}", Place { block: n, spot: None }.words(&document)), vec![n]));
                }
            }
        }
        let unseen = Place::unseen(&document);
        if plan.placed.iter().any(|placed| placed.from == unseen) {
            items.push((unseen.words(&document), vec![unseen.block]));
        }
        items.retain(|(_, blocks)| !blocks.is_empty());
        let is_table = |block: &usize| matches!(document.blocks.get(*block), Some(DocumentBlock::Table(_)));
        let first = items.iter().position(|(_, blocks)| blocks.iter().any(is_table)).unwrap_or_default();
        Self {
            known: known.clone(),
            words: plan.placed.iter().map(|placed| sheet.words(form, &placed.at)).collect(),
            wished: vec![true; plan.placed.len()],
            there,
            year: open.map(|open| open.content.year),
            overwrite: false,
            approved: plan.is_of_targets(form).then_some(false),
            document,
            plan,
            became,
            items,
            item: first,
            current: None,
            follow: false,
        }
    }

    /// Shows it, by the document's name; `asked` is its year.
    pub fn ui(&mut self, ui: &mut Ui, name: &str, asked: &mut AskedYear, sheets: &mut [(String, bool)]) -> Answer {
        let answer = self.head(ui, name, asked);
        ui.add_space(4.0);
        ui.separator();
        let width = ui.available_width();
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(width * 0.58, height), egui::Layout::top_down(egui::Align::Min), |ui| {
                rows(ui, |ui| {
                    self.choose(ui);
                    choose_sheets(ui, sheets);
                });
                legend(ui);
                ScrollArea::both().id_salt(("document", self.item)).auto_shrink(false).show(ui, |ui| self.shown(ui));
            });
            ui.separator();
            ui.allocate_ui_with_layout(ui.available_size(), egui::Layout::top_down(egui::Align::Min), |ui| {
                ScrollArea::vertical().id_salt(("cells", self.item)).auto_shrink(false).show(ui, |ui| self.cells(ui));
            });
        });
        answer
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
            if ui.add_enabled_ui(wished > 0 && !asked.open, |ui| main_button(ui, words)).inner {
                let (known, plan, wished) = (self.known.clone(), self.plan.clone(), self.wished.clone());
                let (overwrite, from) = (self.overwrite, name.to_string());
                let accepted = Accepted { known, plan, wished, overwrite, approved, from };
                answer = Answer::Then(Action::Import(Box::new(accepted)));
            }
            if other_button(ui, "取消") {
                answer = Answer::Away;
            }
        });
        if approved {
            ui.weak("表里的内容不变，可以撤销。放在旁边以后，可以选哪些填进表里；与批复不一致的，审核会列出来。");
            return answer;
        }
        // Of a paper of ours what became of it is said at once.
        let own = self.plan.rows.as_ref().and(self.plan.remarks.first());
        let words = own.map_or("数字按原件写的放，不作改动，放入以后请看审核。", String::as_str);
        let stays = |n: usize| !self.overwrite && self.there.get(n).is_some_and(|text| !text.is_empty());
        let put = self.wished.iter().enumerate().filter(|(n, wished)| **wished && !stays(*n)).count();
        ui.weak(format!("放入{put}格，可以撤销。{words}"));
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

    fn choose(&mut self, ui: &mut Ui) {
        let shown = self.items.get(self.item).map_or("", |(name, _)| name.as_str());
        let combo = egui::ComboBox::from_id_salt("item").width(320.0).selected_text(shown);
        let response = combo.show_ui(ui, |ui| {
            for (n, (name, _)) in self.items.iter().enumerate() {
                ui.selectable_value(&mut self.item, n, name);
            }
        });
        ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_label("原件的哪一部分"));
    }

    fn shown(&mut self, ui: &mut Ui) {
        let blocks = self.items.get(self.item).map(|(_, blocks)| blocks.clone()).unwrap_or_default();
        for block in blocks {
            match self.document.blocks.get(block) {
                Some(DocumentBlock::Line(line)) => {
                    let place = Place { block, spot: None };
                    let text = RichText::new(line.text.trim()).background_color(self.color(place));
                    let clicked = ui.add(egui::Label::new(text).wrap().sense(Sense::click())).clicked();
                    if clicked {
                        self.select(place);
                    }
                }
                Some(DocumentBlock::Table(table)) => {
                    if let Some(spot) = paint(ui, table, |spot| self.color(Place { block, spot: Some(spot) })) {
                        self.select(Place { block, spot: Some(spot) });
                    }
                }
                None => {}
            }
        }
    }

    fn color(&self, place: Place) -> Color32 {
        match self.became.get(&place) {
            Some(Became::Placed(n)) => match self.plan.placed.get(*n) {
                Some(placed) if placed.waits() => theme::UNCONFIRMED,
                _ => theme::COMPUTED,
            },
            Some(Became::Homeless) => theme::OVERRIDDEN,
            Some(Became::Agreed) => theme::AGREED,
            None => theme::PAPER,
        }
    }

    fn select(&mut self, place: Place) {
        if let Some(Became::Placed(n)) = self.became.get(&place) {
            (self.current, self.follow) = (Some(*n), true);
        }
    }

    /// The cells of what is shown, each with its tick; then what found none.
    fn cells(&mut self, ui: &mut Ui) {
        let blocks = self.items.get(self.item).map(|(_, blocks)| blocks.as_slice()).unwrap_or_default();
        let placed = self.plan.placed.iter().enumerate();
        let here: Vec<usize> = placed.filter(|(_, p)| blocks.contains(&p.from.block)).map(|(n, _)| n).collect();
        let mut all = here.iter().all(|n| self.wished.get(*n).copied().unwrap_or_default());
        if !here.is_empty() && ui.checkbox(&mut all, format!("这一部分的{}格都放入", here.len())).changed() {
            for n in &here {
                self.wished.iter_mut().skip(*n).take(1).for_each(|wished| *wished = all);
            }
        }
        for n in here {
            let (Some(placed), Some(words), Some(wished)) =
                (self.plan.placed.get(n), self.words.get(n), self.wished.get_mut(n))
            else {
                continue;
            };
            let current = self.current == Some(n);
            let title = RichText::new(words).size(theme::SMALL).color(if current { theme::ACCENT } else { theme::INK });
            let short = placed.text.chars().count() <= SHORT;
            let response = ui.horizontal_wrapped(|ui| {
                let response = ui.checkbox(wished, title);
                if short {
                    ui.label(RichText::new(placed.text.as_str()).color(theme::FIGURE));
                }
                response
            });
            let response = response.inner;
            if current && std::mem::take(&mut self.follow) {
                response.scroll_to_me(Some(egui::Align::Center));
            }
            let there = self.there.get(n).filter(|text| !text.is_empty());
            if short && placed.doubts.is_empty() && there.is_none() && placed.printed.is_none() {
                continue;
            }
            ui.indent(n, |ui| beside(ui, placed, there, short));
        }
        if blocks.len() != 1 {
            for remark in &self.plan.remarks {
                ui.label(RichText::new(remark).size(theme::SMALL).color(theme::DOUBT));
            }
        }
        let here: Vec<&Homeless> =
            self.plan.homeless.iter().filter(|homeless| blocks.contains(&homeless.from.block)).collect();
        // What has one reason is told once.
        for same in here.chunk_by(|one, other| one.why == other.why) {
            for homeless in same {
                ui.colored_label(theme::WRONG, format!("没有找到位置：{}", homeless.text));
            }
            let why = same.first().map_or("", |homeless| homeless.why.as_str());
            ui.label(RichText::new(why).size(theme::SMALL).color(theme::WEAK));
        }
    }
}

/// What is to be known of a cell besides its text; that too, unless it is short.
fn beside(ui: &mut Ui, placed: &Placed, there: Option<&Text>, short: bool) {
    let small = |ui: &mut Ui, words: &str, color: Color32| {
        ui.label(RichText::new(words).size(theme::SMALL).color(color));
    };
    if let Some(there) = there {
        small(ui, &format!("自评表里已有“{}”。", shortened(there, SHORT)), theme::DOUBT);
    }
    if !short {
        ui.add(egui::Label::new(RichText::new(placed.text.as_str()).color(theme::FIGURE)).truncate());
    }
    // The one that is asked about for its table says it itself.
    let printed = placed.printed.as_ref().map(PrintedAmount::words);
    if let Some(words) = printed.filter(|words| placed.doubts.iter().all(|doubt| !doubt.contains(words.as_str()))) {
        small(ui, &format!("文件里写的是“{words}”，换算以后放入。"), theme::WEAK);
    }
    for doubt in &placed.doubts {
        small(ui, doubt, theme::DOUBT);
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
        if other_button(ui, "就是这一年度") {
            asked.open = false;
        }
    });
}

/// Draws a table as it was read; answers the cell that was clicked.
fn paint(ui: &mut Ui, table: &DocumentTable, color: impl Fn(usize) -> Color32) -> Option<usize> {
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
        let text: String = spot.text.trim().chars().take(400).collect();
        let galley = ui.painter().layout(text, font.clone(), theme::INK, across - 8.0);
        if let Some(height) = heights.get_mut(top).filter(|_| bottom == top + 1) {
            *height = height.max(galley.size().y + 6.0);
        }
        cells.push((n, spot.column as f32 * width, across, top, bottom, galley));
    }
    let mut tops = vec![0.0_f32];
    for height in &heights {
        tops.push(tops.last().copied().unwrap_or_default() + height);
    }
    let size = vec2(columns as f32 * width, tops.last().copied().unwrap_or_default());
    let (area, response) = ui.allocate_exact_size(size, Sense::click());
    let mut clicked = None;
    for (n, left, across, top, bottom, galley) in cells {
        let (Some(from), Some(to)) = (tops.get(top), tops.get(bottom)) else { continue };
        let rect = Rect::from_min_max(area.min + vec2(left, *from), area.min + vec2(left + across, *to));
        if !ui.is_rect_visible(rect) {
            continue;
        }
        ui.painter().rect(rect, 0.0, color(n), Stroke::new(1.0, theme::LINE), egui::StrokeKind::Middle);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect.shrink2(vec2(4.0, 2.0)));
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(
            pos2(at.min.x, at.min.y),
            galley,
            theme::INK,
        );
        if response.clicked() && response.interact_pointer_pos().is_some_and(|pointer| rect.contains(pointer)) {
            clicked = Some(n);
        }
    }
    if table.cells.iter().any(|spot| !spot.text.is_empty() && rows.binary_search(&spot.row).is_err()) {
        ui.weak(format!("只显示前{ROWS}行，后面的也读了。"));
    }
    clicked
}

/// What the colours of the document mean.
fn legend(ui: &mut Ui) {
    rows(ui, |ui| {
        for (color, words) in [
            (theme::COMPUTED, "要放入的"),
            (theme::UNCONFIRMED, "有疑问或换算过，放入后待核实"),
            (theme::AGREED, "由程序计算，结果一样"),
            (theme::OVERRIDDEN, "没有找到位置"),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            ui.painter().rect(rect, 2.0, color, Stroke::new(1.0, theme::LINE), egui::StrokeKind::Inside);
            ui.label(RichText::new(words).size(theme::SMALL));
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
