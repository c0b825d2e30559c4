//! What is asked or said in the middle of the window. Drawn here: the PC's own message boxes are not everywhere.

pub(crate) mod checklist;
pub(crate) mod proposals;
pub(crate) mod years;

use crate::app::action::{Action, Leave};
use crate::app::dialog::checklist::Ticks;
use crate::app::dialog::years::Years;
use crate::app::document::files::Wanted;
use crate::app::theme;
use crate::app::widgets::{Draft, main_button, other_button};
use crate::check::Finding;
use crate::form::CellId;
use crate::report::Phrase;
use crate::value::shortened;
use eframe::egui::{self, Context, Id, Modal, RichText, ScrollArea, Ui};
use std::path::PathBuf;

/// What is asked or said.
#[derive(Clone, Debug)]
pub(crate) enum Dialog {
    /// A sentence.
    Message(String),
    /// This is done only when said twice.
    Sure(String, Box<Action>),
    /// There are unsaved changes.
    Unsaved,
    /// Why a finding stands.
    Explain(Box<Finding>, Draft, Vec<Phrase>),
    /// Several changes to look at first.
    Ticks(Ticks),
    /// Every explanation and reason, to read through.
    Reasons(Box<Reasons>),
    /// Where a file is, on a PC without file dialogs.
    Path(Wanted, Draft),
    /// 使用说明
    Manual,
    /// Which years of carried texts are moved on.
    Years(Years),
    /// Why 定稿 is lifted.
    Lift(Draft),
    /// The 校验码 of some paper, and whose it is.
    Verify(Draft, Option<String>),
}

/// Every explanation and reason of a report.
#[derive(Clone, Debug)]
pub(crate) struct Reasons {
    /// Findings with their explanations.
    pub explained: Vec<Finding>,
    /// 偏差原因 of indicators: where, of which, and the words.
    pub indicators: Vec<(CellId, String, String)>,
    /// How many explanations have lapsed, since their numbers changed or their findings went.
    pub lapsed: usize,
}

/// What came of a dialog in this frame.
pub(crate) enum Came {
    /// It stays.
    Nothing,
    /// It goes.
    Away,
    /// It goes, and this is asked for.
    Action(Box<Action>),
    /// It goes, and this file was named.
    File(Wanted, PathBuf),
}

const MANUAL: &str = include_str!("../../../assets/manual.txt");

impl Dialog {
    /// Shows it.
    pub fn ui(&mut self, ctx: &Context) -> Came {
        let mut came = Came::Nothing;
        let modal = Modal::new(Id::unique("dialog")).show(ctx, |ui| {
            let wide = matches!(self, Self::Manual | Self::Ticks(_) | Self::Reasons(_) | Self::Years(_));
            ui.set_width(if wide { 640.0 } else { 440.0 });
            came = match self {
                Self::Message(words) => message(ui, words),
                Self::Sure(words, action) => sure(ui, words, action),
                Self::Unsaved => unsaved(ui),
                Self::Explain(finding, draft, phrases) => explain(ui, finding, draft, phrases),
                Self::Ticks(ticks) => ticks.ui(ui),
                Self::Reasons(reasons) => read_reasons(ui, reasons),
                Self::Path(wanted, draft) => path(ui, *wanted, draft),
                Self::Manual => manual(ui),
                Self::Years(years) => years.ui(ui),
                Self::Lift(draft) => lift(ui, draft),
                Self::Verify(draft, answer) => verify(ui, draft, answer.as_deref()),
            };
        });
        let escaped = ctx.input(|input| input.key_pressed(egui::Key::Escape));
        match came {
            Came::Nothing if escaped || (modal.should_close() && !matches!(self, Self::Explain(..))) => match self {
                Self::Unsaved => Came::Action(Box::new(Action::Leave(Leave::Stay))),
                _ => Came::Away,
            },
            came => came,
        }
    }
}

fn message(ui: &mut Ui, words: &str) -> Came {
    ui.label(words);
    ui.add_space(10.0);
    let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
    if main_button(ui, "知道了") || enter { Came::Away } else { Came::Nothing }
}

fn sure(ui: &mut Ui, words: &str, action: &Action) -> Came {
    ui.label(words);
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if main_button(ui, "确定") {
            came = Came::Action(Box::new(action.clone()));
        }
        if other_button(ui, "取消") {
            came = Came::Away;
        }
    });
    came
}

fn unsaved(ui: &mut Ui) -> Came {
    ui.label(RichText::new("这份自评表有未保存的修改").font(theme::bold(theme::BODY)));
    ui.label("不保存的话，上次保存以后填写的内容会丢失。");
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        came = Came::Action(Box::new(Action::Leave(Leave::Save)));
    }
    ui.horizontal(|ui| {
        let answers = [
            (main_button(ui, "保存"), Leave::Save),
            (other_button(ui, "不保存"), Leave::Discard),
            (other_button(ui, "取消"), Leave::Stay),
        ];
        if let Some((_, leave)) = answers.into_iter().find(|(clicked, _)| *clicked) {
            came = Came::Action(Box::new(Action::Leave(leave)));
        }
    });
    came
}

fn explain(ui: &mut Ui, finding: &Finding, draft: &mut Draft, phrases: &[Phrase]) -> Came {
    ui.label(RichText::new("说明原因").font(theme::bold(theme::BODY)));
    ui.label(&finding.says);
    draft.ui(ui, "原因", 4, "写明情况和原因。数字以后有变化时，这条说明自动失效。");
    offered(ui, phrases, draft);
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if main_button(ui, "确定") {
            came = Came::Action(Box::new(Action::Explained(finding.clone(), draft.text.trim().to_string())));
        }
        if other_button(ui, "取消") {
            came = Came::Away;
        }
    });
    came
}

/// Reasons written before: offered as such, and to be read again before they are used.
fn offered(ui: &mut Ui, phrases: &[Phrase], draft: &mut Draft) {
    if phrases.is_empty() {
        return;
    }
    ui.label(RichText::new("本单位以前写过的，点一下放进来，请按今年的情况改：").size(theme::SMALL).color(theme::WEAK));
    ScrollArea::vertical().max_height(150.0).show(ui, |ui| {
        for phrase in phrases {
            let button = ui
                .button(format!("{}年 {}", phrase.year, shortened(&phrase.text, 36)))
                .on_hover_text(phrase.text.as_str());
            if button.clicked() {
                draft.text = phrase.text.to_string();
            }
        }
    });
}

fn read_reasons(ui: &mut Ui, reasons: &Reasons) -> Came {
    ui.label(RichText::new("全部说明").font(theme::bold(theme::TITLE)));
    if reasons.explained.is_empty() && reasons.indicators.is_empty() {
        ui.label("还没有写过说明，指标的偏差原因也还没有填。");
    }
    let mut came = Came::Nothing;
    ScrollArea::vertical().max_height(520.0).auto_shrink([false, true]).show(ui, |ui| {
        for (number, finding) in reasons.explained.iter().enumerate() {
            ui.add_space(6.0);
            ui.label(RichText::new(format!("{} {}", finding.severity.word(), finding.says)).color(theme::WEAK));
            ui.label(finding.explained.as_deref().unwrap_or_default());
            if ui.push_id(number, |ui| ui.small_button("修改…").clicked()).inner {
                came = Came::Action(Box::new(Action::Explain(Some(finding.clone()))));
            }
        }
        if !reasons.indicators.is_empty() {
            ui.add_space(10.0);
            ui.label(RichText::new("指标的偏差原因分析及改进措施").font(theme::bold(theme::BODY)));
        }
        for (number, (at, name, words)) in reasons.indicators.iter().enumerate() {
            ui.add_space(4.0);
            ui.label(RichText::new(name).color(theme::WEAK));
            ui.label(words);
            if ui.push_id(("indicator", number), |ui| ui.small_button("到这一格").clicked()).inner {
                came = Came::Action(Box::new(Action::Goto(at.clone())));
            }
        }
    });
    if reasons.lapsed > 0 {
        let words = format!("另有{}条说明已经失效：有关的数字改了，或者问题已经改正。", reasons.lapsed);
        ui.label(RichText::new(words).color(theme::WEAK));
    }
    ui.add_space(10.0);
    if main_button(ui, "关闭") { Came::Away } else { came }
}

fn path(ui: &mut Ui, wanted: Wanted, draft: &mut Draft) -> Came {
    // Before the box: there is one line, and Enter ends it.
    let enter = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    ui.label(RichText::new(wanted.title()).font(theme::bold(theme::BODY)));
    ui.label("这台电脑没有文件选择窗口，请写出文件的完整位置：");
    draft.ui(ui, "文件位置", 1, "");
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if (main_button(ui, "确定") || enter) && !draft.text.trim().is_empty() {
            came = Came::File(wanted, PathBuf::from(draft.text.trim()));
        }
        if other_button(ui, "取消") {
            came = Came::Away;
        }
    });
    came
}

fn lift(ui: &mut Ui, draft: &mut Draft) -> Came {
    ui.label(RichText::new("取消定稿").font(theme::bold(theme::BODY)));
    ui.label("取消以后可以修改，已经打印签字的要重新打印。取消的日期和原因会记在文件里。");
    draft.ui(ui, "取消定稿的原因", 3, "为什么要改。");
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        let reasoned = !draft.text().is_empty();
        if ui.add_enabled_ui(reasoned, |ui| main_button(ui, "取消定稿")).inner {
            came = Came::Action(Box::new(Action::Lift(draft.text.trim().to_string())));
        }
        if other_button(ui, "保持定稿") {
            came = Came::Away;
        }
    });
    came
}

fn verify(ui: &mut Ui, draft: &mut Draft, answer: Option<&str>) -> Came {
    let enter = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    ui.label(RichText::new("核对校验码").font(theme::bold(theme::BODY)));
    ui.label("输入打印件页脚的校验码，看它与这份自评表是不是同一内容：");
    draft.ui(ui, "校验码", 1, "ABCD-2345");
    if let Some(answer) = answer {
        ui.add_space(4.0);
        ui.label(answer);
    }
    ui.add_space(10.0);
    let mut came = Came::Nothing;
    ui.horizontal(|ui| {
        if (main_button(ui, "核对") || enter) && !draft.text.trim().is_empty() {
            came = Came::Action(Box::new(Action::Verify(draft.text.trim().to_string())));
        }
        if other_button(ui, "关闭") {
            came = Came::Away;
        }
    });
    came
}

fn manual(ui: &mut Ui) -> Came {
    ui.label(RichText::new("使用说明").font(theme::bold(theme::TITLE)));
    ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
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
    });
    ui.add_space(10.0);
    if main_button(ui, "关闭") { Came::Away } else { Came::Nothing }
}
