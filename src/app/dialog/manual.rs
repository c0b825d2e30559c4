//! 使用说明

use crate::app::dialog::{Answer, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::main_button;
use eframe::egui::{RichText, Ui};

/// The text of it: lines, and headings that begin with a #.
const MANUAL: &str = include_str!("../../../assets/manual.txt");

/// 使用说明
pub(crate) struct Manual;

impl Modal for Manual {
    fn title(&self) -> &'static str {
        "使用说明"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        for line in MANUAL.lines() {
            match line.strip_prefix("# ") {
                Some(heading) => {
                    ui.add_space(6.0);
                    ui.label(RichText::new(heading).font(theme::bold(theme::BODY)));
                }
                None => {
                    ui.label(line);
                }
            }
        }
        Answer::Stay
    }

    fn foot(&mut self, ui: &mut Ui) -> Answer {
        if main_button(ui, "关闭") { Answer::Away } else { Answer::Stay }
    }
}
