//! 关于: the program, the forms it has, and where this PC keeps what is remembered.

use crate::app::TITLE;
#[cfg(windows)]
use crate::app::association;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::form::bundled_text;
use crate::store::{Forms, Journals, Known, settings_folder};
use eframe::egui::{Label, RichText, Ui};
use std::path::PathBuf;

/// What one may do with it.
const TERMS: &str = "不联网，填写的内容只存在这台电脑上。\n可以免费使用，也可以复制给别的单位。\n\
    许可证：GPL-3.0-or-later。自带字体的许可证随程序附带。";
/// Of a place that this PC does not have.
const NOWHERE: &str = "这台电脑没有放的地方，关闭程序以后不保留。";

/// 关于
pub(crate) struct About {
    forms: Vec<String>,
    /// Why files of the folder are not among them.
    faults: Vec<String>,
    places: [(&'static str, Option<PathBuf>); 3],
    #[cfg(windows)]
    association: AssociationChoice,
}

impl About {
    /// With these forms.
    pub fn new(forms: &Forms) -> Self {
        let places = [
            ("设置", settings_folder()),
            ("自动保存的内容", Journals::usual_place()),
            ("财政部门印发的表样放在", Forms::usual_place()),
        ];
        let lines = forms.iter().map(line_of).collect();
        Self {
            forms: lines,
            faults: forms.faults.clone(),
            places,
            #[cfg(windows)]
            association: AssociationChoice::default(),
        }
    }
}

/// Where a form is from, its title and its edition.
fn line_of(Known { form, text }: &Known) -> String {
    let comes_along = bundled_text(&form.id).is_some_and(|bundled| *bundled == **text);
    let from = if comes_along { "" } else { "（forms文件夹里的）" };
    format!("{}　{}　第{}版{from}", form.place, form.title, form.edition)
}

impl Modal for About {
    fn title(&self) -> &'static str {
        "关于绩效自评填报"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        sentence(ui, format!("{TITLE}，版本{}。\n{TERMS}", env!("CARGO_PKG_VERSION")));
        heading_ui(ui, "放在哪里");
        for (words, place) in &self.places {
            let place = place.as_ref().map_or_else(|| NOWHERE.into(), |place| place.display().to_string());
            // It can be copied, and told on the telephone.
            ui.add(Label::new(format!("{words}：{place}")).wrap().selectable(true));
        }
        #[cfg(windows)]
        self.association.ui(ui);
        heading_ui(ui, "表样");
        sentence(ui, self.forms.join("\n"));
        for fault in &self.faults {
            sentence(ui, RichText::new(fault).color(theme::DOUBT));
        }
        Answer::Stay
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if foot.way_out("知道了") { Answer::Away } else { Answer::Stay }
    }

    fn enter(&self) -> Option<Answer> {
        Some(Answer::Away)
    }
}

fn heading_ui(ui: &mut Ui, heading: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(heading).font(theme::bold(theme::BODY)));
}

/// Whether a double click on a report opens it here.
#[cfg(windows)]
struct AssociationChoice {
    on: bool,
    /// Why it could not be changed.
    fault: Option<String>,
}

#[cfg(windows)]
impl Default for AssociationChoice {
    fn default() -> Self {
        Self { on: association::is_associated(), fault: None }
    }
}

#[cfg(windows)]
impl AssociationChoice {
    fn ui(&mut self, ui: &mut Ui) {
        ui.add_space(8.0);
        if ui.checkbox(&mut self.on, "双击.zpb文件时用这个程序打开（只对本用户，取消勾选就恢复原样）").changed()
        {
            self.fault = association::associate(self.on).err();
            self.on = association::is_associated();
        }
        if let Some(fault) = &self.fault {
            sentence(ui, RichText::new(fault).color(theme::DOUBT));
        }
    }
}
