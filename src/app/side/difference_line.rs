//! One line of 逐格对照: its place, what the other report says and what this one does, and what takes the other's.

use crate::app::action::Action;
use crate::app::theme;
use crate::app::widgets::{sentence, set_sentence};
use crate::carry::{
    DifferentCell, DifferentLine, DifferentNote, DifferentPiece, NotTaken, PieceFate, PieceKind, SpanKind, TextSpan,
    text_spans,
};
use crate::desk::{Contrast, ContrastFinding};
use crate::form::CellId;
use crate::report::Edit;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, CursorIcon, FontId, Frame, Label, Layout, Margin, RichText, Sense, Stroke, Ui, vec2,
};
use std::ops::Range;

/// What both texts have in common is shown so far from where they differ, in characters.
const AROUND: usize = 20;

/// What stands in the list.
#[derive(Clone, Copy)]
pub(super) enum DifferenceItem {
    Heading(&'static str),
    Line(usize),
    Note(usize),
    Came(usize),
    Went(usize),
    Blanks,
}

/// Two reports beside each other, ready to be shown.
pub(super) struct ContrastLines {
    pub contrast: Contrast,
    /// Of each line whose words differ in part, both texts laid over each other.
    spans: Vec<Option<Vec<TextSpan>>>,
}

impl ContrastLines {
    /// Lays texts over each other once.
    pub fn new(contrast: Contrast) -> Self {
        let both = |cell: &&DifferentCell| !cell.is_figure && !cell.before.is_empty() && !cell.now.is_empty();
        let spans = |line: &DifferentLine| line.cell().filter(both).map(|cell| text_spans(&cell.before, &cell.now));
        Self { spans: contrast.difference.lines.iter().map(spans).collect(), contrast }
    }

    /// What stands in the list, in order.
    pub fn items(&self) -> Vec<DifferenceItem> {
        let contrast = &self.contrast;
        let part = |heading: Option<&'static str>, numbers: Range<usize>, item: fn(usize) -> DifferenceItem| {
            let heading = heading.filter(|_| !numbers.is_empty()).map(DifferenceItem::Heading);
            heading.into_iter().chain(numbers.map(item))
        };
        let blanks = contrast.blanks_came.len() + contrast.blanks_went.len();
        let (grounds, notes) = (contrast.difference.grounds().len(), contrast.difference.notes.len());
        part(None, 0..grounds, DifferenceItem::Note)
            .chain(part(None, 0..contrast.difference.lines.len(), DifferenceItem::Line))
            .chain(part(Some("说明、定稿和标记"), grounds..notes, DifferenceItem::Note))
            .chain(part(Some("审核：这一份多出来的"), 0..contrast.came.len(), DifferenceItem::Came))
            .chain(part(Some("审核：这一份没有了的"), 0..contrast.went.len(), DifferenceItem::Went))
            .chain((blanks > 0).then_some(DifferenceItem::Blanks))
            .collect()
    }
}

/// What lines are laid out by.
pub(super) struct DifferenceLayout<'a> {
    /// The later report is the one that is open: a line leads to its cell.
    pub is_open: bool,
    /// What the earlier one has can be taken into it.
    pub takes: bool,
    /// Where the clerk is.
    pub current: Option<&'a CellId>,
}

impl DifferenceLayout<'_> {
    /// Shows one of them.
    pub fn item(&self, ui: &mut Ui, lines: &ContrastLines, item: &DifferenceItem, actions: &mut Vec<Action>) {
        let contrast = &lines.contrast;
        match item {
            DifferenceItem::Heading(words) => {
                ui.add_space(8.0);
                ui.label(RichText::new(*words).font(theme::bold(theme::BODY)));
            }
            DifferenceItem::Line(number) => match contrast.difference.lines.get(*number) {
                Some(DifferentLine::Cell(cell)) => {
                    let spans = lines.spans.get(*number).and_then(Option::as_deref);
                    self.cell(ui, cell, spans, actions);
                }
                Some(DifferentLine::Piece(piece)) => self.piece(ui, piece, actions),
                None => {}
            },
            DifferenceItem::Note(number) => contrast.difference.notes.get(*number).into_iter().for_each(|note| {
                let DifferentNote { words, before, now, .. } = note;
                card(ui, false, |ui| {
                    ui.label(RichText::new(words).size(theme::SMALL).color(theme::WEAK));
                    ui.label(both(before, now));
                });
            }),
            DifferenceItem::Came(number) => {
                contrast.came.get(*number).into_iter().for_each(|one| finding(ui, one, self.is_open, actions));
            }
            DifferenceItem::Went(number) => {
                contrast.went.get(*number).into_iter().for_each(|one| finding(ui, one, false, actions));
            }
            DifferenceItem::Blanks => {
                let (came, went) = (contrast.blanks_came.len(), contrast.blanks_went.len());
                ui.add_space(6.0);
                ui.weak(format!("还没填的：这一份多{came}格，少{went}格。"));
            }
        }
    }

    fn cell(&self, ui: &mut Ui, cell: &DifferentCell, spans: Option<&[TextSpan]>, actions: &mut Vec<Action>) {
        let current = self.is_open && self.current.is_some() && self.current == cell.at.as_ref();
        card(ui, current, |ui| {
            let take = self.take(ui, &cell.words, &cell.take, "采用这一格", |ui| {
                if place(ui, &cell.words, self.is_open && cell.at.is_some()) {
                    actions.extend(cell.at.clone().map(Action::Goto));
                }
            });
            actions.extend(take);
            sentence(ui, spans.map_or_else(|| both(&cell.before, &cell.now), laid));
            let remark = match (cell.computed, &cell.take) {
                ((true, true), _) => Some("由程序计算".to_string()),
                ((true, false), _) => Some("那一份由程序计算，这一份是另外填的".into()),
                ((false, true), _) if cell.was.is_some() => Some("这一份由程序计算，那一份是另外填的".into()),
                (_, Err(why)) if self.takes => Some(why.to_string()),
                _ => None,
            };
            if let Some(remark) = remark {
                ui.label(RichText::new(remark).size(theme::SMALL).color(theme::WEAK));
            }
        });
    }

    fn piece(&self, ui: &mut Ui, piece: &DifferentPiece, actions: &mut Vec<Action>) {
        let one = if piece.kind == PieceKind::Row { "这一行" } else { "这个项目" };
        let (says, words) = match piece.fate {
            PieceFate::Added => (format!("只有这一份有{one}"), format!("去掉{one}")),
            PieceFate::Removed => (format!("只有那一份有{one}"), format!("添上{one}")),
            PieceFate::Moved(from, to) => (format!("先后不同：那一份是第{from}，这一份是第{to}"), String::new()),
        };
        card(ui, false, |ui| {
            let first = piece.cells.iter().find_map(|cell| cell.at.clone());
            let take = self.take(ui, &piece.words, &piece.take, &words, |ui| {
                if place(ui, &piece.words, self.is_open && first.is_some()) {
                    actions.extend(first.clone().map(Action::Goto));
                }
            });
            actions.extend(take);
            ui.label(RichText::new(says).color(theme::DOUBT));
            let removed = piece.fate == PieceFate::Removed;
            let texts = piece.cells.iter().map(|cell| if removed { cell.before.as_str() } else { cell.now.as_str() });
            let texts: Vec<&str> = texts.collect();
            let fill = if removed { theme::TAKEN_OUT } else { theme::PUT_IN };
            if !texts.is_empty() {
                ui.label(RichText::new(texts.join("　")).size(theme::SMALL).background_color(fill));
            }
            if let (true, Err(why)) = (self.takes, &piece.take) {
                ui.label(RichText::new(why.to_string()).size(theme::SMALL).color(theme::WEAK));
            }
        });
    }

    /// The place, and what takes the other report's beside it.
    fn take(
        &self,
        ui: &mut Ui,
        about: &str,
        take: &Result<Edit, NotTaken>,
        words: &str,
        place: impl FnOnce(&mut Ui),
    ) -> Option<Action> {
        let edit = take.as_ref().ok().filter(|_| self.takes);
        let Some(edit) = edit else {
            place(ui);
            return None;
        };
        let row = ui.horizontal(|ui| {
            // Measured by its words: the place beside it goes on over lines.
            let button = theme::BODY * words.chars().count() as f32 + 3.0 * ui.spacing().button_padding.x;
            let room = vec2(ui.available_width() - button, 0.0);
            ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), place);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.small_button(words)).inner
        });
        let button = row.inner;
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("{words}：{about}")));
        button.clicked().then(|| Action::Edit(Edit::All(vec![edit.clone()])))
    }
}

/// A line's frame; that of the cell the clerk is in is marked.
fn card(ui: &mut Ui, current: bool, add: impl FnOnce(&mut Ui)) {
    let stroke = if current { Stroke::new(2.0, theme::ACCENT) } else { Stroke::new(1.0, theme::LINE) };
    let frame = Frame::new().fill(theme::PAPER).stroke(stroke).corner_radius(4.0).inner_margin(Margin::symmetric(8, 5));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        add(ui);
    });
}

/// A place in words, which leads to its cell where this report has one. True when it was clicked.
fn place(ui: &mut Ui, words: &str, leads: bool) -> bool {
    let color = if leads { theme::ACCENT } else { theme::WEAK };
    let text = RichText::new(words).size(theme::SMALL).color(color);
    let sense = if leads { Sense::click() } else { Sense::hover() };
    let response = ui.add(Label::new(set_sentence(ui, text)).sense(sense));
    if leads && response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    response.clicked()
}

/// A finding that only one of both has.
fn finding(ui: &mut Ui, one: &ContrastFinding, here: bool, actions: &mut Vec<Action>) {
    let ContrastFinding { finding, words } = one;
    card(ui, false, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(
                RichText::new(finding.severity.word()).size(theme::SMALL).color(theme::severity(finding.severity)),
            );
            if place(ui, words, here) {
                actions.push(Action::Goto(finding.at.clone()));
            }
        });
        sentence(ui, &finding.says);
    });
}

/// What the other report says, and what this one says.
fn both(before: &str, now: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let (was, is) = (shown(before), shown(now));
    append(&mut job, was, SpanKind::Removed, before.is_empty());
    job.append("　→　", 0.0, format(theme::WEAK, Color32::TRANSPARENT));
    append(&mut job, is, SpanKind::Added, now.is_empty());
    job
}

/// What becomes of a text: short ones beside each other, long ones laid over each other.
pub(crate) fn changed(before: &str, after: &str) -> LayoutJob {
    let long = |text: &str| text.chars().count() > 2 * AROUND;
    let over = (long(before) || long(after)) && !before.is_empty() && !after.is_empty();
    if over { laid(&text_spans(before, after)) } else { both(before, after) }
}

/// Both texts laid over each other.
fn laid(spans: &[TextSpan]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let last = spans.len().saturating_sub(1);
    for (number, span) in spans.iter().enumerate() {
        match span.kind {
            SpanKind::Kept => append(&mut job, &span.near(AROUND, number > 0, number < last), span.kind, false),
            _ => append(&mut job, &span.text, span.kind, false),
        }
    }
    job
}

fn append(job: &mut LayoutJob, text: &str, kind: SpanKind, blank: bool) {
    let format = match kind {
        _ if blank => format(theme::WEAK, Color32::TRANSPARENT),
        SpanKind::Kept => format(theme::INK, Color32::TRANSPARENT),
        SpanKind::Removed => {
            let struck = Stroke::new(1.0, theme::WRONG);
            TextFormat { strikethrough: struck, ..format(theme::WRONG, theme::TAKEN_OUT) }
        }
        SpanKind::Added => format(theme::WELL, theme::PUT_IN),
    };
    job.append(text, 0.0, format);
}

fn format(color: Color32, background: Color32) -> TextFormat {
    TextFormat { font_id: FontId::proportional(theme::BODY), color, background, ..TextFormat::default() }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "未填" } else { text }
}
