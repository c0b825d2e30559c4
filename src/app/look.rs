//! How large the window shows itself and in which colours: by keys, wheel and slider, kept between starts.

use crate::app::action::{Action, LookAction};
use crate::app::command::Command;
use crate::app::{contrast, icon, theme};
use crate::store::{Appearance, SideSize};
use eframe::egui::{
    Button, Context, Event, MouseWheelUnit, Pos2, RichText, Slider, SliderClamping, Ui, Vec2, ViewportBuilder,
    ViewportCommand, pos2, vec2,
};

/// From one size to the next, in hundredths.
const STEP: u16 = 10;
/// A touchpad has been drawn so far when a wheel would have turned by one notch.
const NOTCH: f32 = 50.0;
/// The window before it was ever closed.
const FIRST: Vec2 = vec2(1280.0, 690.0);
/// A screen that is no larger is filled the first time.
const SMALL: Vec2 = vec2(1440.0, 900.0);
/// The slider's track.
const TRACK: f32 = 84.0;

/// So much of the window's corner is seen wherever it opens: enough to draw it by.
const CORNER: Vec2 = vec2(120.0, 40.0);

/// How the window shows itself.
#[derive(Default)]
pub(crate) struct WindowLook {
    kept: Appearance,
    /// The system wishes for high contrast.
    system_contrast: bool,
    /// What the wheel has turned with Ctrl, short of a notch.
    turned: f32,
    /// Where the slider is drawn to: while it is held nothing changes its size under the hand.
    held: Option<u16>,
    /// Whether the window has its size.
    settled: bool,
}

impl WindowLook {
    /// As it was left.
    pub fn new(ctx: &Context, kept: Appearance) -> Self {
        let look = Self { kept, system_contrast: contrast::is_wished_by_system(), ..Self::default() };
        look.apply(ctx);
        look
    }

    /// As what a window opens: where it stood, how wide and high, and whether on the whole screen.
    pub fn opens(kept: &Appearance) -> ViewportBuilder {
        let size = kept.size.map_or(FIRST, |(width, height)| vec2(width as f32, height as f32));
        let builder = ViewportBuilder::default().with_inner_size(size).with_maximized(kept.maximized);
        match kept.place {
            Some((x, y)) => builder.with_position(pos2(x as f32, y as f32)),
            None => builder,
        }
    }

    /// What a command of the menus and keys asks for.
    pub fn asked(command: Command) -> LookAction {
        match command {
            Command::ZoomIn => LookAction::Larger,
            Command::ZoomOut => LookAction::Smaller,
            Command::HighContrast => LookAction::Contrast,
            _ => LookAction::Percent(*Appearance::PERCENTS.start()),
        }
    }

    /// Does what is asked for, and keeps it.
    pub fn act(&mut self, ctx: &Context, action: LookAction) {
        match action {
            LookAction::Larger => self.kept.percent = self.kept.percent / STEP * STEP + STEP,
            LookAction::Smaller => self.kept.percent = (self.kept.percent - 1) / STEP * STEP,
            LookAction::Percent(percent) => self.kept.percent = percent,
            LookAction::Contrast => self.kept.contrast = Some(!self.is_high_contrast()),
        }
        self.kept.percent = self.kept.percent.clamp(*Appearance::PERCENTS.start(), *Appearance::PERCENTS.end());
        self.apply(ctx);
        self.kept.keep();
    }

    fn apply(&self, ctx: &Context) {
        ctx.set_zoom_factor(f32::from(self.kept.percent) / 100.0);
        contrast::set(ctx, self.is_high_contrast());
    }

    /// As was chosen here, else as the system says.
    fn is_high_contrast(&self) -> bool {
        self.kept.contrast.unwrap_or(self.system_contrast)
    }

    /// In every frame: Ctrl with the wheel, and how large the window is.
    pub fn watch(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        self.turned += ctx.input(|input| input.events.iter().filter_map(turned).sum::<f32>());
        let notches = self.turned.trunc();
        self.turned -= notches;
        if notches != 0.0 {
            let turn = if notches > 0.0 { LookAction::Larger } else { LookAction::Smaller };
            actions.push(Action::Look(turn));
        }
        self.stand(ctx);
    }

    /// Where the window stands, and how large it is: brought onto the screen once it has opened, and noted from then on.
    fn stand(&mut self, ctx: &Context) {
        let (window, zoom) = (ctx.input(|input| input.viewport().clone()), ctx.zoom_factor());
        let Some(screen) = window.monitor_size.map(|screen| screen * zoom) else { return };
        if !std::mem::replace(&mut self.settled, true) {
            if self.kept.size.is_none() && screen.min(SMALL) == screen {
                ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
            }
            let kept = self.kept.place.map(|(x, y)| pos2(x as f32, y as f32));
            if let Some(to) = kept.and_then(|kept| brought_onto(screen, kept)) {
                ctx.send_viewport_cmd(ViewportCommand::OuterPosition(to / zoom));
            }
            return;
        }
        self.kept.maximized = window.maximized.unwrap_or(self.kept.maximized);
        if let (false, Some(inner)) = (self.kept.maximized, window.inner_rect) {
            let size = inner.size() * zoom;
            self.kept.size = Some((size.x.round() as i32, size.y.round() as i32));
            let at = window.outer_rect.map(|outer| outer.min * zoom);
            // On another screen beside this one the system places it: that may be gone the next time.
            let at = at.filter(|at| brought_onto(screen, *at).is_none());
            self.kept.place = at.map(|at| (at.x.round() as i32, at.y.round() as i32));
        }
    }

    /// Someone is here for the first time.
    pub fn is_new(&self) -> bool {
        self.kept.is_new()
    }

    /// What a newcomer wants to know first was read: it does not come again.
    pub fn hinted(&mut self) {
        self.kept.hinted = true;
        self.kept.keep();
    }

    /// How large 说明 and 审核 were drawn.
    pub fn side(&mut self) -> &mut SideSize {
        &mut self.kept.side
    }

    /// The window goes: it opens again as it is.
    pub fn leave(&mut self) {
        self.kept.size.get_or_insert((FIRST.x as i32, FIRST.y as i32));
        self.kept.keep();
    }

    /// The sizes at the right of the bottom line, the rightmost first; where room is short without a track.
    pub fn sizes_ui(&mut self, ui: &mut Ui, narrow: bool, actions: &mut Vec<Action>) {
        ui.spacing_mut().item_spacing.x = 4.0;
        let percent = self.held.unwrap_or(self.kept.percent);
        let (least, most) = (*Appearance::PERCENTS.start(), *Appearance::PERCENTS.end());
        let words = RichText::new(format!("{percent}%")).size(theme::SMALL);
        if ui
            .add(Button::new(words).frame(false).min_size(vec2(40.0, 0.0)))
            .on_hover_text("回到100%（Ctrl+0）")
            .clicked()
        {
            actions.push(Action::Look(LookAction::Percent(least)));
        }
        if step(ui, icon::PLUS, "放大（Ctrl+加号）", percent < most) {
            actions.push(Action::Look(LookAction::Larger));
        }
        if !narrow {
            self.slider_ui(ui, percent, actions);
        }
        if step(ui, icon::MINUS, "缩小（Ctrl+减号）", percent > least) {
            actions.push(Action::Look(LookAction::Smaller));
        }
    }

    fn slider_ui(&mut self, ui: &mut Ui, mut percent: u16, actions: &mut Vec<Action>) {
        ui.spacing_mut().slider_width = TRACK;
        let slider = Slider::new(&mut percent, Appearance::PERCENTS).step_by(f64::from(STEP)).show_value(false);
        let response = ui.add(slider.clamping(SliderClamping::Always));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("显示大小"));
        self.held = (response.dragged() || response.is_pointer_button_down_on()).then_some(percent);
        if self.held.is_none() && percent != self.kept.percent {
            actions.push(Action::Look(LookAction::Percent(percent)));
        }
        response.on_hover_text("显示大小，也可以按住Ctrl滚动鼠标滚轮");
    }
}

/// Where the corner of a window is to go that would stand off a screen so large; none where it stands on it.
fn brought_onto(screen: Vec2, at: Pos2) -> Option<Pos2> {
    let to = at.clamp(Pos2::ZERO, (screen - CORNER).max(Vec2::ZERO).to_pos2());
    (to != at).then_some(to)
}

/// A small button beside the slider.
fn step(ui: &mut Ui, sign: char, words: &str, enabled: bool) -> bool {
    let button = Button::new(RichText::new(sign).font(theme::icons(theme::SMALL))).frame(false);
    let response = ui.add_enabled(enabled, button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words));
    response.on_hover_text(words).clicked()
}

/// By how many notches an event turns the wheel with Ctrl.
fn turned(event: &Event) -> Option<f32> {
    let Event::MouseWheel { unit, delta, modifiers, .. } = event else { return None };
    let notch = if *unit == MouseWheelUnit::Point { NOTCH } else { 1.0 };
    modifiers.command.then_some(delta.y / notch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_would_open_off_the_screen_is_brought_onto_it() {
        let screen = vec2(1366.0, 768.0);
        for (at, to) in [
            (pos2(0.0, 0.0), None),
            (pos2(300.0, 100.0), None),
            (pos2(1500.0, 100.0), Some(pos2(1246.0, 100.0))),
            (pos2(-800.0, 900.0), Some(pos2(0.0, 728.0))),
        ] {
            assert_eq!(brought_onto(screen, at), to, "{at:?}");
        }
        assert_eq!(brought_onto(vec2(50.0, 20.0), pos2(9.0, 9.0)), Some(Pos2::ZERO));
    }

    #[test]
    fn contrast_is_as_the_system_says_until_it_is_chosen() {
        let ctx = Context::default();
        let mut look = WindowLook { system_contrast: true, ..WindowLook::default() };
        assert!(look.is_high_contrast());
        for expected in [false, true] {
            look.act(&ctx, LookAction::Contrast);
            assert_eq!(look.is_high_contrast(), expected);
        }
    }
}
