//! The cards of 审核: one line each, or opened.

use crate::app::action::{Action, SideAction};
use crate::app::grid::board;
use crate::app::side::card_inside::{CardPlace, basis, blanks_ui, finding_ui, table};
use crate::app::side::filter::CardSort;
use crate::app::theme;
use crate::check::{Blank, Finding};
use crate::desk::Desk;
use crate::form::CellId;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Color32, CursorIcon, Frame, Id, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};
use std::ops::Range;

/// Within a card's border.
const MARGIN: i8 = 8;
/// How high a card is that is not opened.
const CLOSED: f32 = 28.0;

/// One card.
pub(super) struct Card {
    pub about: CardAbout,
    /// Which card it is, whatever stands on it.
    pub key: Id,
    /// What is on it.
    pub content: Id,
    /// How high it is when opened, as it was laid out; reckoned until it is.
    pub high: f32,
}

/// What a card is about.
#[derive(Clone)]
pub(super) enum CardAbout {
    /// Which of the findings.
    Finding(usize),
    /// Which of the blank cells: those of one table.
    Blanks(Range<usize>),
}

impl CardAbout {
    /// Something was found, and not merely left blank.
    pub fn is_found(&self) -> bool {
        matches!(self, Self::Finding(_))
    }

    /// One of its cells is this.
    pub fn is_about(&self, desk: &Desk, at: &CellId) -> bool {
        match self {
            Self::Finding(number) => {
                let finding = desk.shown().findings().get(*number);
                finding.is_some_and(|finding| finding.members().iter().any(|member| member.at == *at))
            }
            Self::Blanks(range) => blanks_of(desk, range).iter().any(|blank| blank.at == *at),
        }
    }
}

fn blanks_of<'a>(desk: &'a Desk, range: &Range<usize>) -> &'a [Blank] {
    desk.shown().blanks().get(range.clone()).unwrap_or_default()
}

impl Card {
    /// That of a finding; heights that are `known` hold for what is on it.
    pub fn of_finding(number: usize, finding: &Finding, known: impl Fn(&Id) -> Option<f32>, width: f32) -> Self {
        let content = content(finding);
        let high = known(&content).unwrap_or_else(|| reckoned(finding, width));
        Self { about: CardAbout::Finding(number), key: Id::unique(finding.key()), content, high }
    }

    /// That of the blank cells of one table, said why or not.
    pub fn of_blanks(range: Range<usize>, blanks: &[Blank], known: impl Fn(&Id) -> Option<f32>) -> Self {
        let content =
            Id::unique(blanks.iter().map(|blank| (&blank.at, &blank.explained, &blank.asked)).collect::<Vec<_>>());
        let asked = |blank: &Blank| blank.asked().map(|_| blank.at.clone());
        let table = blanks.first().map(|blank| (&blank.at.section, blank.explained.is_some(), asked(blank)));
        let high = known(&content).unwrap_or(4.0 * theme::LINE_HEIGHT);
        Self { about: CardAbout::Blanks(range), key: Id::unique(("blanks", table)), content, high }
    }

    /// How high it is.
    pub fn height(&self, opened: bool) -> f32 {
        if opened { self.high } else { CLOSED }
    }

    /// What leads to it: its first cell, and the words there that it is about.
    pub fn leads(&self, desk: &Desk, actions: &mut Vec<Action>) {
        match &self.about {
            CardAbout::Finding(number) => {
                let Some(finding) = desk.shown().findings().get(*number) else { return };
                actions.push(Action::Goto(finding.at.clone()));
                let text = desk.report().content.cells.text(&finding.at);
                let words = finding.cited(text).into_iter().next();
                actions.extend(words.map(|words| Action::Side(SideAction::Select(finding.at.clone(), words))));
            }
            CardAbout::Blanks(range) => {
                actions.extend(blanks_of(desk, range).first().map(|blank| Action::Goto(blank.at.clone())));
            }
        }
    }

    /// Shows it. Answers whether it was clicked on.
    pub fn ui(&mut self, ui: &mut Ui, opened: bool, place: &CardPlace<'_>, actions: &mut Vec<Action>) -> bool {
        let desk = place.desk;
        let Some(face) = CardFace::of(desk, &self.about) else { return false };
        let here = place.current.is_some_and(|at| self.about.is_about(desk, at));
        if !opened {
            return face.line_ui(ui, self.key, here);
        }
        let (about, content) = (self.about.clone(), self.content);
        let (height, clicked) = face.card_ui(ui, (content, here), |ui| match &about {
            CardAbout::Finding(number) => {
                if let Some(finding) = desk.shown().findings().get(*number) {
                    finding_ui(ui, place, finding, content, actions);
                }
            }
            CardAbout::Blanks(range) => blanks_ui(ui, place, blanks_of(desk, range), content, actions),
        });
        self.high = height;
        clicked
    }
}

/// What is seen of a card that is not opened.
struct CardFace {
    /// 错误 or the like, in its colour.
    word: &'static str,
    color: Color32,
    says: String,
    /// How many it joins.
    alike: usize,
    /// For screen readers and tests.
    name: String,
}

impl CardFace {
    fn of(desk: &Desk, about: &CardAbout) -> Option<Self> {
        match about {
            CardAbout::Finding(number) => {
                let finding = desk.shown().findings().get(*number)?;
                let explained = finding.explained.is_some();
                Some(Self {
                    word: finding.severity.word(),
                    color: if explained { theme::WEAK } else { theme::severity(finding.severity) },
                    says: finding.says.clone(),
                    alike: finding.members().len(),
                    name: format!("到这一格：{}", finding.says),
                })
            }
            CardAbout::Blanks(range) => {
                let blanks = blanks_of(desk, range);
                let words = desk.sheet().words(desk.form(), &blanks.first()?.at);
                Some(Self {
                    word: Blank::WORD,
                    color: CardSort::Blank.color(),
                    says: match blanks {
                        [Blank { asked: Some(_), .. }] => blanks.first()?.says().into(),
                        _ => format!("{}，{}格", table(&words, &blanks.first()?.at), blanks.len()),
                    },
                    alike: 1,
                    name: format!("到这一格：{words}还没填"),
                })
            }
        }
    }

    /// As one line. Answers whether it was clicked on.
    fn line_ui(&self, ui: &mut Ui, key: Id, here: bool) -> bool {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CLOSED), Sense::hover());
        let response = ui.interact(rect, key.with("line"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.name.as_str()));
        let line = if here || response.hovered() { theme::ACCENT } else { theme::LINE };
        let fill = if response.hovered() { theme::HOVER } else { theme::PAPER };
        ui.painter().rect(rect, 4.0, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        let bar = Rect::from_min_size(rect.min + vec2(1.0, 4.0), vec2(3.0, rect.height() - 8.0));
        ui.painter().rect_filled(bar, 1.0, self.color);
        let mut room = rect.shrink2(vec2(f32::from(MARGIN), 0.0));
        if self.alike > 1 {
            let words = format!("同类{}条", self.alike);
            let galley = ui.painter().layout_no_wrap(words, theme::plain(theme::SMALL), theme::ACCENT);
            room.max.x -= galley.size().x + 6.0;
            ui.painter().galley(pos2(room.max.x + 6.0, room.center().y - galley.size().y / 2.0), galley, theme::ACCENT);
        }
        let mut job =
            LayoutJob::single_section(self.word.into(), TextFormat::simple(theme::bold(theme::SMALL), self.color));
        job.append(&self.says.replace('\n', " "), 6.0, TextFormat::simple(theme::plain(theme::SMALL), theme::INK));
        job.wrap = TextWrapping::truncate_at_width(room.width());
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(room.left(), room.center().y - galley.size().y / 2.0), galley, theme::INK);
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        response.clicked()
    }

    /// Opened: what is on it lies on top and answers first. Answers with how high it is, and whether it was clicked on.
    fn card_ui(&self, ui: &mut Ui, (content, here): (Id, bool), add: impl FnOnce(&mut Ui)) -> (f32, bool) {
        let line = if here { theme::ACCENT } else { theme::LINE };
        let frame = Frame::new()
            .inner_margin(Margin::same(MARGIN))
            .fill(theme::PAPER)
            .stroke(Stroke::new(1.0, line))
            .corner_radius(4.0);
        let builder = UiBuilder::new().id_salt(("card", content)).sense(Sense::click());
        let card = ui.scope_builder(builder, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                add(ui);
            })
        });
        let card = card.response;
        card.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.name.as_str()));
        if card.hovered() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        (card.rect.height(), card.clicked())
    }
}

/// What is on a card, so that its height is known again.
fn content(finding: &Finding) -> Id {
    let mends: Vec<&str> = finding.mends.iter().map(|mend| mend.label.as_str()).collect();
    Id::unique((&finding.at, &finding.says, finding.basis, &finding.explained, mends))
}

/// About how high a card will be when it is opened.
fn reckoned(finding: &Finding, width: f32) -> f32 {
    let width = width - 2.0 * f32::from(MARGIN);
    let explained = finding.explained.as_deref().map_or(0.0, |words| board::lines(words, width, theme::SMALL));
    let lines = 1.0 + board::lines(&basis(finding), width, theme::SMALL) + explained;
    let says = board::lines(&finding.says, width, theme::BODY) * theme::LINE_HEIGHT;
    says + lines * (theme::SMALL + 8.0) + theme::LINE_HEIGHT + 4.0 * 6.0 + 2.0 * f32::from(MARGIN)
}
