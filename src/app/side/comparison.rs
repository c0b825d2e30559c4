//! 上年对照: last year's report, or another that was chosen, beside this one, as a table of what has changed and as it was.
//! Nothing here is typed in.

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::document::files::Wanted;
use crate::app::grid::board::{self, Board, Columns, Piece};
use crate::app::grid::sections::{LEAST, Sketch};
use crate::app::grid::typeset::{self, Texture};
use crate::app::grid::{cell, piece, still};
use crate::app::theme;
use crate::carry::{Change, Compared, Comparison, Past, Shift};
use crate::desk::Desk;
use crate::form::{CellId, Tab};
use crate::sheet::Sheet;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    self, Align2, Color32, CursorIcon, FontId, Id, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::path::Path;
use std::sync::Arc;

/// Its two faces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Face {
    /// 对照表
    #[default]
    Table,
    /// 上年原表
    Paper,
}

/// What the two reports are called.
struct SideNames {
    /// 上年, 2021年, 对照
    before: String,
    /// 本年, 2024年, 本表
    now: String,
    /// 上年原表, 原表
    paper: &'static str,
}

impl SideNames {
    fn of(past: &Past, sheet: &Sheet) -> Self {
        let (before, now, paper) = match (past.sheet.year, sheet.year) {
            _ if past.is_last_year_of(sheet) => ("上年".into(), "本年".into(), "上年原表"),
            (before, now) if before == now => ("对照".into(), "本表".into(), "原表"),
            (before, now) => (format!("{before}年"), format!("{now}年"), "原表"),
        };
        Self { before, now, paper }
    }
}

/// What is shown beside this year's report.
#[derive(Default)]
pub(crate) struct ComparisonPanel {
    /// It is shown.
    pub on: bool,
    /// The name of the file that was chosen; empty where last year's report is this one's own.
    file: String,
    face: Face,
    /// Which of last year's projects is shown: its own choice, not this year's.
    project: usize,
    compared: Option<Compare>,
}

/// A comparison, and of what: it holds until one of them is another.
struct Compare {
    sheet: Arc<Sheet>,
    past: Arc<Past>,
    shown: (Option<Tab>, usize),
    comparison: Comparison,
}

/// Where this year's report stands.
pub(crate) struct CurrentTab<'a> {
    /// None: all of the form is shown.
    pub tab: Option<Tab>,
    pub project: usize,
    pub current: Option<&'a CellId>,
}

impl ComparisonPanel {
    /// A file that was chosen, not shown yet.
    pub fn with(file: &Path) -> Self {
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { file, ..Self::default() }
    }

    /// Shows it.
    pub fn ui(&mut self, ui: &mut Ui, desk: &Desk, here: &CurrentTab<'_>, actions: &mut Vec<Action>) {
        let Some(past) = desk.past() else { return };
        let sides = SideNames::of(past, desk.sheet());
        ui.add_space(6.0);
        self.head(ui, desk, past, &sides, actions);
        ui.separator();
        match self.face {
            Face::Table => self.table(ui, desk, past, &sides, here, actions),
            Face::Paper => self.paper(ui, past, here.tab),
        }
    }

    fn head(&mut self, ui: &mut Ui, desk: &Desk, past: &Past, sides: &SideNames, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            for (face, words) in [(Face::Table, "对照表"), (Face::Paper, sides.paper)] {
                ui.selectable_value(&mut self.face, face, words);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.small_button("关闭对照").clicked() {
                    actions.push(Action::Do(Command::Comparison));
                }
                if !past.keeps_addresses && ui.small_button("换一份…").clicked() {
                    actions.push(Action::Choose(Wanted::Past));
                }
            });
        });
        let (before, now) = (past.sheet.year, desk.sheet().year);
        let last = if before.saturating_add(1) == now { "上年，只读" } else { "只读" };
        let title = match self.face {
            Face::Table if before == now => format!("{now}年度两份自评表对照"),
            Face::Table => format!("{before}年度与{now}年度对照"),
            Face::Paper => format!("{before}年度（{last}）"),
        };
        ui.label(RichText::new(title).font(theme::bold(theme::BODY)));
        if !self.file.is_empty() {
            let words = format!("{}：{}", sides.before, self.file);
            ui.label(RichText::new(words).size(theme::SMALL).color(theme::WEAK));
        }
    }

    fn table(
        &mut self,
        ui: &mut Ui,
        desk: &Desk,
        past: &Arc<Past>,
        sides: &SideNames,
        here: &CurrentTab<'_>,
        actions: &mut Vec<Action>,
    ) {
        let comparison = self.comparison(desk, past, here);
        if comparison.lines.is_empty() {
            ui.weak(format!("本页没有可以对照的金额和指标，请看“{}”。", sides.paper));
            return gone(ui, comparison, sides);
        }
        let form = desk.form();
        let (unit, limit) = (form.money.word(), form.limits.change.plain());
        let before = &sides.before;
        let words = format!("金额单位：{unit}。橙色底的增减超过{limit}，或者{before}是0。点一行到那一格。");
        ui.label(RichText::new(words).size(theme::SMALL).color(theme::WEAK));
        let table = ChangesTable::new(sides, ui.available_width() - ui.spacing().scroll.bar_width - 6.0);
        table.head(ui);
        ScrollArea::vertical().id_salt(("compared", here.tab, here.project)).auto_shrink(false).show(ui, |ui| {
            table.show(ui, &comparison.lines, here.current, actions);
            gone(ui, comparison, sides);
        });
    }

    /// As it stands for what is shown now; made anew only when that has changed.
    fn comparison(&mut self, desk: &Desk, past: &Arc<Past>, here: &CurrentTab<'_>) -> &Comparison {
        let shown = (here.tab, here.project);
        let same = |made: &Compare| {
            Arc::ptr_eq(&made.sheet, desk.sheet()) && Arc::ptr_eq(&made.past, past) && made.shown == shown
        };
        let made = self.compared.take().filter(same).unwrap_or_else(|| Compare {
            sheet: Arc::clone(desk.sheet()),
            past: Arc::clone(past),
            shown,
            comparison: past.compared(desk.form(), desk.sheet(), here.tab, here.project),
        });
        &self.compared.insert(made).comparison
    }

    /// Last year's tab as it was.
    fn paper(&mut self, ui: &mut Ui, past: &Past, tab: Option<Tab>) {
        let project = self.project.min(past.sheet.projects().saturating_sub(1));
        ScrollArea::both().id_salt(("past", tab, project)).auto_shrink(false).show(ui, |ui| {
            if let Some(chosen) = past_tab(ui, past, tab, project) {
                self.project = chosen;
            }
        });
    }
}

fn gone(ui: &mut Ui, comparison: &Comparison, sides: &SideNames) {
    let SideNames { before, now, paper } = sides;
    for name in &comparison.gone {
        let words = format!("{before}的项目“{name}”{now}没有，请看“{paper}”。");
        ui.label(RichText::new(words).color(theme::DOUBT));
    }
}

/// The columns of the table: beside the words where there is room, else below them.
struct ChangesTable<'s> {
    sides: &'s SideNames,
    width: f32,
    words: f32,
    pad: egui::Vec2,
    figures: Columns,
    font: FontId,
}

/// What of the width the figures take: less for 上年 and 本年 where it is short.
const WIDE: [f32; 4] = [0.24, 0.24, 0.29, 0.23];
const NARROW: [f32; 4] = [0.22, 0.22, 0.30, 0.26];

impl<'s> ChangesTable<'s> {
    fn new(sides: &'s SideNames, width: f32) -> Self {
        let wide = width >= theme::COMPARISON_WIDE;
        let (words, size, shares) = if wide { (width * 0.36, theme::BODY, WIDE) } else { (0.0, theme::SMALL, NARROW) };
        let pad = if wide { theme::PAD } else { theme::PAD * 0.6 };
        Self { sides, width, words, pad, figures: Board::new(width - words).columns(shares), font: theme::plain(size) }
    }

    fn is_wide(&self) -> bool {
        self.words > 0.0
    }

    fn head(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(self.width, LEAST), Sense::hover());
        if self.is_wide() {
            let left = Rect::from_min_size(rect.min, vec2(self.words, LEAST));
            self.put(ui, left, "", Align2::LEFT_CENTER, theme::INK, Some(theme::LABEL));
        }
        let heads = [self.sides.before.as_str(), &self.sides.now, "增减", "增减率"];
        for (number, head) in heads.into_iter().enumerate() {
            let place = self.figure(number, rect.min, LEAST);
            self.put(ui, place, head, Align2::CENTER_CENTER, theme::INK, Some(theme::LABEL));
        }
    }

    fn show(&self, ui: &mut Ui, lines: &[Compared], current: Option<&CellId>, actions: &mut Vec<Action>) {
        // Only what is visible is laid out; the heights of the others are reckoned.
        let mut above: Option<&str> = None;
        let heights: Vec<(f32, f32, f32)> = lines
            .iter()
            .map(|line| {
                let new = above.replace(&line.heading) != Some(&line.heading);
                let heading = if new { self.tall(&line.heading, self.width) } else { 0.0 };
                let (words, figures) = (self.words_height(line), self.figures_height(line));
                (heading, words, if self.is_wide() { words.max(figures) } else { words + figures })
            })
            .collect();
        let high = heights.iter().map(|(heading, _, body)| heading + body).sum();
        let (area, _) = ui.allocate_exact_size(vec2(self.width, high), Sense::hover());
        let mut top = area.top();
        for (line, (heading, words, body)) in lines.iter().zip(heights) {
            let rect = Rect::from_min_size(pos2(area.left(), top), vec2(self.width, heading + body));
            top = rect.bottom();
            if !ui.clip_rect().intersects(rect) {
                continue;
            }
            let (title, rect) = rect.split_top_bottom_at_y(rect.top() + heading);
            if heading > 0.0 {
                ui.painter().rect(title, 0.0, theme::LABEL, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
                let galley = self.bold(ui, &line.heading, title.width());
                ui.painter().galley(title.min + self.pad, galley, theme::INK);
            }
            if self.line(ui, rect, line, words, current.is_some() && current == line.at.as_ref()) {
                actions.extend(line.at.clone().map(Action::Goto));
            }
        }
    }

    /// One line. True when it was clicked.
    fn line(&self, ui: &Ui, rect: Rect, line: &Compared, words: f32, current: bool) -> bool {
        let response = self.response(ui, rect, line);
        let fill = match (response.hovered(), line.large) {
            (true, _) if line.at.is_some() => theme::HOVER,
            (_, true) => theme::CHANGED,
            _ => theme::PAPER,
        };
        ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
        let (place, top) = if self.is_wide() {
            (Rect::from_min_size(rect.min, vec2(self.words, rect.height())), rect.min)
        } else {
            let (above, below) = rect.split_top_bottom_at_y(rect.top() + words);
            (above, below.min)
        };
        self.put(ui, place, &line.words, Align2::LEFT_CENTER, theme::INK, None);
        let high = rect.bottom() - top.y;
        let (by, rate, color) = self.change_words(line);
        let now = if line.now.trim().is_empty() { theme::WEAK } else { theme::INK };
        let texts = [(shown(&line.before), theme::WEAK), (shown(&line.now), now), (&by, color), (&rate, color)];
        for (number, (text, color)) in texts.into_iter().enumerate() {
            let align = if line.figure { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
            self.put(ui, self.figure(number, top, high), text, align, color, None);
        }
        if line.large {
            ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0.0, theme::DOUBT);
        }
        if current {
            ui.painter().rect_stroke(rect, 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
        }
        response.clicked()
    }

    fn response(&self, ui: &Ui, rect: Rect, line: &Compared) -> Response {
        let sense = if line.at.is_some() { Sense::click() } else { Sense::hover() };
        let id = Id::unique(("compared", &line.at, &line.heading, &line.words));
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| {
            let (by, rate, _) = self.change_words(line);
            let before = format!("{}{}", self.sides.before, shown(&line.before));
            let now = format!("{}{}", self.sides.now, shown(&line.now));
            let comma = if rate.is_empty() { "" } else { "，" };
            let words = format!("{}·{}：{before}，{now}，{by}{comma}{rate}", line.heading, line.words);
            WidgetInfo::labeled(Role::Button, line.at.is_some(), words)
        });
        if response.hovered() && line.at.is_some() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        response
    }

    /// 增减 and 增减率 in words, so that they are told apart without their colour.
    fn change_words(&self, line: &Compared) -> (String, String, Color32) {
        let moved = |word: &str, sign: &str, difference: &Shift| {
            let nothing = || format!("{}为0", self.sides.before);
            let rate = difference.rate.map_or_else(nothing, |rate| format!("{sign}{}", rate.plain()));
            (format!("{word}{}", difference.by), rate)
        };
        let figure = if line.large { theme::DOUBT } else { theme::INK };
        let ((by, rate), color) = match &line.change {
            Change::More(more) => (moved("增加", "+", more), figure),
            Change::Less(less) => (moved("减少", "-", less), figure),
            Change::Same => (("相同".into(), String::new()), theme::WEAK),
            Change::Other => (("不同".into(), String::new()), theme::DOUBT),
            Change::Unsaid => (("——".into(), String::new()), theme::WEAK),
        };
        (by, rate, color)
    }

    fn figure(&self, number: usize, left_top: egui::Pos2, high: f32) -> Rect {
        self.figures.place(number, 0.0, high).translate(left_top.to_vec2() + vec2(self.words, 0.0))
    }

    fn words_height(&self, line: &Compared) -> f32 {
        self.tall(&line.words, if self.is_wide() { self.words } else { self.width })
    }

    fn figures_height(&self, line: &Compared) -> f32 {
        let (by, rate, _) = self.change_words(line);
        let texts = [line.before.as_str(), line.now.as_str(), &by, &rate];
        texts.iter().enumerate().map(|(n, text)| self.tall(text, self.figures.width(n))).fold(0.0, f32::max)
    }

    fn tall(&self, text: &str, width: f32) -> f32 {
        board::lines(text, width - self.pad.x * 2.0, self.font.size) * theme::LINE_HEIGHT + self.pad.y * 2.0
    }

    fn bold(&self, ui: &Ui, text: &str, width: f32) -> Arc<egui::Galley> {
        let font = theme::bold(self.font.size);
        let job = LayoutJob::simple(text.into(), font, theme::INK, width - self.pad.x * 2.0);
        typeset::galley(ui.painter(), job, Texture::Label, f32::INFINITY)
    }

    fn put(&self, ui: &Ui, rect: Rect, text: &str, align: Align2, color: Color32, fill: Option<Color32>) {
        if let Some(fill) = fill {
            ui.painter().rect(rect, 0.0, fill, Stroke::new(1.0, theme::LINE), StrokeKind::Middle);
        }
        let inner = rect.shrink2(self.pad);
        let job = LayoutJob::simple(text.into(), self.font.clone(), color, inner.width());
        let galley = typeset::galley(ui.painter(), job, Texture::Written, f32::INFINITY);
        let at = align.align_size_within_rect(galley.size(), inner).min;
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).galley(
            pos2(at.x, at.y.max(inner.top())),
            galley,
            color,
        );
    }
}

fn shown(text: &str) -> &str {
    if text.trim().is_empty() { "未填" } else { text }
}

/// Last year's tab, without anything to press but its projects. Answers with the one chosen.
fn past_tab(ui: &mut Ui, past: &Past, tab: Option<Tab>, project: usize) -> Option<usize> {
    let (form, sheet) = (&past.form, &past.sheet);
    let sketch = Sketch { form, sheet, current: None, typed_in: None };
    let mut board = Board::still(still::width(ui));
    board.gap(14.0);
    sketch.page(&mut board, tab, project);
    let mut chosen = None;
    still::board(ui, &board, theme::PAST, None, |ui, rect, piece| match piece {
        Piece::Cell(cell, _) => {
            let words = format!("{}年度·{}", sheet.year, sheet.words(form, &cell.at));
            cell::still(ui, rect, cell, &sketch, &words);
        }
        Piece::Button { words, about, action, quiet } => {
            let about = format!("{about}（{}年度）", sheet.year);
            if let Action::Project(number) = **action
                && piece::button(ui, rect, Id::unique(("past", number)), words, &about, *quiet)
            {
                chosen = Some(number);
            }
        }
        Piece::Label(_) => {}
    });
    chosen
}
