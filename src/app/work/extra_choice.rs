//! 加印: what is printed more than the form asks for, to tick; what the form itself asks for stays ticked.

use crate::app::widgets::sentence;
use crate::form::{Extra, Form};
use crate::store::Habits;
use eframe::egui::{Checkbox, Ui};

/// Asks for these. Answers whether something was chosen otherwise.
pub(crate) fn choose_extras(ui: &mut Ui, extras: &[Extra], form: &Form, habits: &mut Habits) -> bool {
    sentence(ui, "加印：");
    let mut changed = false;
    for &extra in extras {
        let always = form.paper.extras.contains(&extra);
        let mut on = always || habits.extras().contains(&extra);
        let response = ui.add_enabled(!always, Checkbox::new(&mut on, extra.words()));
        if response.on_disabled_hover_text("这个表样规定要印。").changed() {
            habits.wish_for(extra, on);
            changed = true;
        }
    }
    changed
}
