//! 全部说明: every explanation and every reason of a report, to read through.

use crate::app::action::Action;
use crate::app::dialog::{Answer, DialogFoot, Modal, WIDE};
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::check::{Blank, Finding};
use crate::desk::{Desk, Reasoned};
use crate::form::{CellId, ColumnRole};
use eframe::egui::{RichText, Ui};
use std::collections::HashSet;

/// Every explanation and reason of a report.
pub(crate) struct Reasons {
    /// What was explained: what it says, and the reason; of a family that still waits each cell by itself.
    explained: Vec<(Reasoned, String)>,
    /// 偏差原因 of indicators: where, of which, and the words.
    indicators: Vec<(CellId, String, String)>,
    /// How many explanations have lapsed, since their numbers changed or their findings went.
    lapsed: usize,
}

impl Reasons {
    /// Those of the open report.
    pub fn of(desk: &Desk) -> Self {
        let explained = explained(desk).map(|what| {
            let says = what.says(desk);
            (what, says)
        });
        let explained = explained.collect();
        let lines = desk.sheet().parts.iter().flat_map(|part| &part.lines);
        let cells = lines.filter_map(|line| Some((line, line.at(ColumnRole::Reason)?)));
        let written = cells.filter(|(_, cell)| !cell.is_blank());
        let indicators =
            written.map(|(line, cell)| (cell.at.clone(), line.label.to_string(), cell.text.to_string())).collect();
        let of_findings = desk.findings().iter().flat_map(Finding::members);
        let of_findings = of_findings.filter(|member| member.explained.is_some()).map(Finding::key);
        // What was said to a rule that found a cell blank is the reason for the blank.
        let blank = |key: &str| key.split_once('@').and_then(|(_, at)| CellId::parse(at));
        let blanks = desk.blanks().iter().filter(|blank| blank.explained.is_some()).map(|blank| &blank.at);
        let (known, blanks): (HashSet<String>, HashSet<&CellId>) = (of_findings.collect(), blanks.collect());
        let asked = desk.blanks().iter().filter(|blank| blank.explained.is_some()).map(Blank::key);
        let known: HashSet<String> = known.into_iter().chain(asked).collect();
        let stands = |key: &str| known.contains(key) || blank(key).is_some_and(|at| blanks.contains(&at));
        let lapsed = desk.report().notes.explanations.iter().filter(|(key, _)| !stands(key)).count();
        Self { explained, indicators, lapsed }
    }
}

/// Everything that has a reason.
fn explained(desk: &Desk) -> impl Iterator<Item = Reasoned> {
    let whole = |finding: &Finding| finding.explained.is_some();
    let findings = desk.findings().iter().flat_map(move |finding| {
        let parts = if whole(finding) { std::slice::from_ref(finding) } else { finding.members() };
        parts.iter().filter(move |part| whole(part)).map(|part| Reasoned::Finding(Box::new(part.clone())))
    });
    let blanks = desk.blanks().iter().filter(|blank| blank.explained.is_some());
    findings.chain(blanks.map(|blank| Reasoned::Blanks(vec![blank.clone()])))
}

impl Modal for Reasons {
    fn title(&self) -> &'static str {
        "全部说明"
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn body(&mut self, ui: &mut Ui) -> Answer {
        if self.explained.is_empty() && self.indicators.is_empty() {
            sentence(ui, "还没有写过说明，指标的偏差原因也还没有填。");
        }
        let mut answer = Answer::Stay;
        for (number, (what, says)) in self.explained.iter().enumerate() {
            ui.add_space(6.0);
            ui.label(RichText::new(format!("{} {says}", what.word())).color(theme::WEAK));
            sentence(ui, what.explained().unwrap_or_default());
            if ui.push_id(number, |ui| ui.small_button("修改…").clicked()).inner {
                answer = Answer::Then(Action::Explain(what.clone()));
            }
        }
        if !self.indicators.is_empty() {
            ui.add_space(10.0);
            ui.label(RichText::new("指标的偏差原因分析及改进措施").font(theme::bold(theme::BODY)));
        }
        for (number, (at, name, words)) in self.indicators.iter().enumerate() {
            ui.add_space(4.0);
            ui.label(RichText::new(name).color(theme::WEAK));
            sentence(ui, words);
            if ui.push_id(("indicator", number), |ui| ui.small_button("到这一格").clicked()).inner {
                answer = Answer::Then(Action::Goto(at.clone()));
            }
        }
        answer
    }

    fn foot(&mut self, foot: &mut DialogFoot) -> Answer {
        if self.lapsed > 0 {
            let words = format!("另有{}条说明已经失效：有关的数字改了，或者问题已经改正。", self.lapsed);
            foot.note(words, theme::WEAK);
        }
        if foot.way_out("关闭") { Answer::Away } else { Answer::Stay }
    }
}
