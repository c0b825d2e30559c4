//! What a row is handled by: to be added below, taken out, dragged elsewhere. Shown while the pointer is over the row or the
//! row is the current one, beside the paper and over it, so that no row is higher than its texts need.

use crate::app::action::Action;
use crate::app::theme;
use crate::form::CellId;
use crate::report::{Edit, OwnRow};
use eframe::egui::{
    Align2, CursorIcon, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// The side of a tool in the margin.
const SIDE: f32 = 22.0;
/// The side of the tool that adds a row: it stands on the line between two.
const ADD: f32 = 17.0;
/// How high a grip is: between two of those.
const GRIP: f32 = 14.0;
/// Between the dots of a grip.
const DOTS: f32 = 5.0;

/// One tool of a row.
pub(crate) struct RowTool {
    rect: Rect,
    /// Over which it is shown.
    within: Rect,
    /// What it does, in words.
    about: String,
    /// The clerk's own row whose it is.
    row: Option<OwnRow>,
    does: ToolDoes,
}

/// What a tool does.
enum ToolDoes {
    /// Pressed, it asks for this; what stands on it.
    Press(&'static str, Box<Action>),
    /// Dragged, it takes its row along.
    Drag,
}

impl RowTool {
    /// Adds a row below those that stand there, from the margin: over the form it would hide words.
    pub fn add(within: Rect, about: String, action: Action) -> Self {
        let middle = within.left_bottom() - vec2(SIDE / 2.0 + 3.0, 0.0);
        let rect = Rect::from_center_size(middle, Vec2::splat(ADD));
        Self { rect, within, about, row: None, does: ToolDoes::Press("＋", Box::new(action)) }
    }

    /// So far from where it stood.
    pub fn moved(self, by: Vec2) -> Self {
        Self { rect: self.rect.translate(by), within: self.within.translate(by), ..self }
    }

    /// Takes a row out.
    pub fn remove(within: Rect, name: &str, row: OwnRow) -> Self {
        let rect = Rect::from_min_size(within.right_top() + vec2(3.0, 4.0), Vec2::splat(SIDE));
        let action = Box::new(Action::Edit(Edit::removing(row.clone())));
        Self { rect, within, about: format!("删除{name}"), row: Some(row), does: ToolDoes::Press("×", action) }
    }

    /// Moves a row.
    pub fn drag(within: Rect, name: &str, row: OwnRow) -> Self {
        let middle = (SIDE + 8.0 - GRIP) / 2.0;
        let rect = Rect::from_min_size(within.left_top() + vec2(-SIDE - 3.0, middle), vec2(SIDE, GRIP));
        Self { rect, within, about: format!("拖动{name}"), row: Some(row), does: ToolDoes::Drag }
    }
}

/// Shows the tools of a board and asks for what is done with them.
pub(crate) fn row_tools_ui(
    ui: &mut Ui,
    tools: &[RowTool],
    origin: Vec2,
    current: Option<&CellId>,
    actions: &mut Vec<Action>,
) {
    let view = ui.clip_rect();
    for (number, tool) in tools.iter().enumerate() {
        let (rect, within) = (tool.rect.translate(origin), tool.within.translate(origin));
        if !view.intersects(rect.union(within)) {
            continue;
        }
        let sense = if matches!(tool.does, ToolDoes::Drag) { Sense::drag() } else { Sense::click() };
        let response = ui.interact(rect, Id::unique(("row tool", number)), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &tool.about));
        let is_current = current.zip(tool.row.as_ref()).is_some_and(|(at, row)| row.holds(at));
        let over = ui.rect_contains_pointer(within.union(rect));
        if over || is_current || response.dragged() || response.has_focus() {
            tool.paint(ui, rect, &response);
        }
        match (&tool.does, &tool.row) {
            (ToolDoes::Press(_, action), _) if response.clicked() => actions.push(Action::clone(action)),
            (ToolDoes::Drag, Some(row)) => actions.extend(dragged(ui, tools, origin, row, &response)),
            _ => {}
        }
        response.on_hover_text(&tool.about);
    }
}

impl RowTool {
    fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let color = if response.hovered() || response.dragged() { theme::ACCENT } else { theme::WEAK };
        match self.does {
            ToolDoes::Press(words, _) => {
                if self.row.is_none() {
                    ui.painter().rect(rect, 4.0, theme::PAPER, Stroke::new(1.0, color), StrokeKind::Inside);
                }
                if response.hovered() {
                    ui.set_cursor_icon(CursorIcon::PointingHand);
                }
                ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, theme::plain(theme::SMALL), color);
            }
            ToolDoes::Drag => {
                for (x, y) in [(-0.5, -1.0), (0.5, -1.0), (-0.5, 0.0), (0.5, 0.0), (-0.5, 1.0), (0.5, 1.0)] {
                    ui.painter().circle_filled(rect.center() + vec2(x, y) * DOTS, 1.5, color);
                }
                if response.hovered() || response.dragged() {
                    ui.set_cursor_icon(if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab });
                }
            }
        }
    }
}

/// While a row is dragged a line shows where it would come; let go, it is moved there.
fn dragged(ui: &mut Ui, tools: &[RowTool], origin: Vec2, row: &OwnRow, response: &Response) -> Option<Action> {
    let pointer = response.interact_pointer_pos().filter(|_| response.dragged() || response.drag_stopped())?;
    let grips = tools.iter().filter(|tool| matches!(tool.does, ToolDoes::Drag));
    let like = grips.filter_map(|tool| Some((tool.row.as_ref()?, tool.within.translate(origin))));
    let like: Vec<(&OwnRow, Rect)> = like.filter(|(other, _)| other.is_like(row)).collect();
    let from = like.iter().position(|(other, _)| *other == row)?;
    let above = like.iter().filter(|(_, rect)| rect.center().y < pointer.y).count();
    let line = like.get(above).map(|(_, rect)| [rect.left_top(), rect.right_top()]);
    let line = line.or_else(|| like.last().map(|(_, rect)| [rect.left_bottom(), rect.right_bottom()]))?;
    if response.drag_stopped() {
        let to = if above > from { above - 1 } else { above };
        return (to != from).then(|| Action::Edit(Edit::MoveRow { row: row.clone(), to }));
    }
    ui.painter().line_segment(line, Stroke::new(3.0, theme::ACCENT));
    ui.scroll_to_rect(Rect::from_center_size(pos2(ui.clip_rect().center().x, pointer.y), vec2(1.0, 3.0 * SIDE)), None);
    None
}
