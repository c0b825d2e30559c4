//! What the program proposes, looked at together before it is taken: points by the form's rules, and mends.

use crate::app::App;
use crate::app::action::Action;
use crate::app::dialog::checklist::{Tick, Ticks};
use crate::app::dialog::{Dialog, Reasons};
use crate::app::theme;
use crate::check::{Finding, rules};
use crate::desk::Desk;
use crate::form::{CellId, ColumnRole, Role};
use crate::report::{Edit, Mark, Phrase, Source, phrases};
use crate::sheet::{Cell, Line, Part, Sheet};
use crate::store;
use crate::value::{Text, shortened};
use eframe::egui::{RichText, Ui};

/// As many phrases are offered.
const OFFERED: usize = 6;

impl App {
    /// 采用建议得分: every indicator whose points are not those proposed.
    pub(crate) fn ask_points(&mut self) {
        let Some(open) = &self.open else { return };
        let ticks = proposals(&open.desk);
        self.dialog = Some(if ticks.list.is_empty() {
            let foot: Vec<String> = ticks.foot.into_iter().map(|(words, _)| words).collect();
            Dialog::Message(format!("各项得分与建议得分一致，或者还没有能算出建议得分的指标。\n{}", foot.join("\n")))
        } else {
            Dialog::Ticks(ticks)
        });
    }

    /// 采用修改建议: what can be mended in one way only; of one rule or of all.
    pub(crate) fn ask_mends(&mut self, rule: Option<&str>) {
        let Some(open) = &self.open else { return };
        let ticks = mends(&open.desk, rule);
        self.dialog = Some(if ticks.list.is_empty() {
            Dialog::Message("没有可以直接采用的修改，请在审核栏逐条改正或说明。".into())
        } else {
            Dialog::Ticks(ticks)
        });
    }

    /// 全部说明: every explanation and every reason, to read through.
    pub(crate) fn show_reasons(&mut self) {
        let Some(open) = &self.open else { return };
        self.dialog = Some(Dialog::Reasons(Box::new(reasons(&open.desk))));
    }

    /// Reasons written before in this unit's files: here, in last year's report, and in the files opened lately; those
    /// about the same rule first.
    pub(crate) fn phrases(&self, rule: &str) -> Vec<Phrase> {
        let Some(open) = &self.open else { return Vec::new() };
        let desk = &open.desk;
        let mut all = phrases(desk.form(), desk.report());
        if let Some(last) = &desk.report().last
            && let Ok(form) = crate::form::parse(&last.form_text)
        {
            all.extend(phrases(&form, &last.report));
        }
        let unit = desk.sheet().only(Role::UnitName).map(|cell| cell.text.clone()).filter(|unit| !unit.is_empty());
        for file in self.recent.files.iter().filter(|file| Some(*file) != open.path.as_ref()) {
            let Ok(other) = store::open(file) else { continue };
            let sheet = crate::sheet::derive(&other.form, &other.report);
            if unit.is_some() && sheet.only(Role::UnitName).map(|cell| &cell.text) == unit.as_ref() {
                all.extend(phrases(&other.form, &other.report));
            }
        }
        all.sort_by_key(|phrase| phrase.rule.as_deref() != Some(rule));
        let mut distinct: Vec<Phrase> = Vec::new();
        for phrase in all {
            if distinct.iter().all(|known| known.text != phrase.text) {
                distinct.push(phrase);
            }
        }
        distinct.truncate(OFFERED);
        distinct
    }
}

/// Reasons written before for an indicator: last year's for the same one first, then others of this year and last.
fn reasons_before(desk: &Desk, at: &CellId) -> Vec<(Text, Source)> {
    let reasons = |sheet: &Sheet, source| -> Vec<(Text, Text, Source)> {
        let lines = sheet.parts.iter().flat_map(|part| &part.lines);
        let cells = lines.filter_map(|line| Some((line.label.clone(), line.at(ColumnRole::Reason)?)));
        let written = cells.filter(|(_, cell)| cell.is_stated());
        written.map(|(name, cell)| (name, cell.text.clone(), source)).collect()
    };
    let sheet = desk.sheet();
    let name = sheet
        .part(&at.section)
        .and_then(|part| part.lines.iter().find(|line| line.id == at.row))
        .map(|line| &line.label);
    let mut all = desk.past().map(|past| reasons(&past.sheet, Source::LastYear)).unwrap_or_default();
    all.extend(reasons(sheet, Source::Typed));
    all.sort_by_key(|(own, ..)| Some(own) != name);
    let mut distinct: Vec<(Text, Source)> = Vec::new();
    for (_, text, source) in all {
        if distinct.iter().all(|(known, _)| *known != text) {
            distinct.push((text, source));
        }
    }
    distinct.truncate(OFFERED);
    distinct
}

/// Offers them; what is taken is 待核实, since it was written about something else.
pub(crate) fn reasons_ui(ui: &mut Ui, desk: &Desk, cell: &Cell, actions: &mut Vec<Action>) {
    let offered = if cell.is_blank() { reasons_before(desk, &cell.at) } else { Vec::new() };
    if offered.is_empty() {
        return;
    }
    ui.label(RichText::new("以前写过的，点一下放进来，放进来的待核实：").size(theme::SMALL).color(theme::WEAK));
    for (text, source) in offered {
        let when = if source == Source::LastYear { "上年" } else { "本年" };
        if ui.small_button(format!("{when} {}", shortened(&text, 14))).on_hover_text(text.as_str()).clicked() {
            let mark = Mark { source, unconfirmed: true };
            actions.push(Action::Edit(Edit::Bring { at: cell.at.clone(), text, mark }));
        }
    }
}

fn proposals(desk: &Desk) -> Ticks {
    let (form, sheet) = (desk.form(), desk.sheet());
    let lines = sheet.parts.iter().flat_map(|part| &part.lines);
    let list: Vec<Tick> = lines.filter_map(|line| proposal(desk, line)).collect();
    let proposed = |line: &Line| line.indicator.as_ref().is_some_and(|indicator| indicator.proposal.is_some());
    let scored = sheet.parts.iter().filter(|part| part.lines.iter().any(proposed));
    let foot = scored.flat_map(|part| outcomes(desk, part)).collect();
    let intro = format!(
        "下面各项填的得分与{}的评分办法算出的不同。得分由填报人决定，勾选的改成建议得分，可以一步撤销。",
        form.place
    );
    Ticks { title: "采用建议得分".into(), intro, list, foot }
}

fn proposal(desk: &Desk, line: &Line) -> Option<Tick> {
    let indicator = line.indicator.as_ref()?;
    let proposal = indicator.proposal.as_ref()?;
    let cell = line.at(ColumnRole::Score)?;
    if cell.points() == Some(proposal.points) {
        return None;
    }
    let written =
        if cell.text.trim().is_empty() { "没有填".to_string() } else { format!("填了{}分", cell.text.trim()) };
    let others = indicator.others.iter().map(|other| format!("；{}：{}", other.rule.words(), line.reckoning(other)));
    let place = desk.sheet().words(desk.form(), &cell.at);
    let place = place.rsplit_once('·').map_or(place.as_str(), |(row, _)| row);
    Some(Tick {
        on: true,
        words: format!("{place} {}：{written}，建议{}分", line.label, proposal.points.plain()),
        detail: format!("{}：{}{}", proposal.rule.words(), line.reckoning(proposal), others.collect::<String>()),
        edit: Edit::Write { at: cell.at.clone(), text: proposal.points.plain().into() },
    })
}

/// The total under the form's rules, and under others where the grade would be another.
fn outcomes(desk: &Desk, part: &Part) -> Vec<(String, bool)> {
    let outcomes = desk.sheet().outcomes(desk.form(), part);
    let Some((own, others)) = outcomes.split_first() else { return Vec::new() };
    let grade = |grade: &Option<Text>| grade.clone().unwrap_or_else(|| "没有等级".into());
    let project = part.project.map_or_else(String::new, |project| format!("项目{}：", project + 1));
    let first = format!("{project}全部采用后总分{}分，等级“{}”。", own.points.plain(), grade(&own.grade));
    let moved = others.iter().filter(|other| other.grade != own.grade).map(|other| {
        let words = format!(
            "换一种办法（{}），总分为{}分，等级变为“{}”。",
            other.words,
            other.points.plain(),
            grade(&other.grade)
        );
        (words, true)
    });
    std::iter::once((first, false)).chain(moved).collect()
}

fn mends(desk: &Desk, rule: Option<&str>) -> Ticks {
    let findings = desk.findings().iter().filter(|finding| finding.explained.is_none());
    let findings = findings.filter(|finding| rule.is_none_or(|rule| finding.rule == rule));
    let list = findings.filter_map(|finding| certain(desk, finding)).collect();
    let title = rule
        .and_then(|rule| rules().find(|known| known.id == rule))
        .map_or("全部可以直接改的", |rule| rule.title);
    let intro = "下面是可以直接改的，看过以后勾选的一起改，可以一步撤销。".into();
    Ticks { title: title.into(), intro, list, foot: Vec::new() }
}

/// A finding with one mend alone.
fn certain(desk: &Desk, finding: &Finding) -> Option<Tick> {
    let [mend] = finding.mends.as_slice() else { return None };
    let place = desk.sheet().words(desk.form(), &finding.at);
    Some(Tick {
        on: true,
        words: format!("{place}：{}", mend.label),
        detail: finding.says.clone(),
        edit: mend.edit.clone(),
    })
}

/// How many findings of that rule have one mend alone.
pub(crate) fn certain_of(desk: &Desk, rule: &str) -> usize {
    let alike = desk.findings().iter().filter(|finding| finding.rule == rule && finding.explained.is_none());
    alike.filter(|finding| finding.mends.len() == 1).count()
}

fn reasons(desk: &Desk) -> Reasons {
    let explained = desk.findings().iter().filter(|finding| finding.explained.is_some()).cloned().collect();
    let lines = desk.sheet().parts.iter().flat_map(|part| &part.lines);
    let cells =
        lines.filter_map(|line| Some((line, line.at(ColumnRole::Reason)?))).filter(|(_, cell)| !cell.is_blank());
    let indicators =
        cells.map(|(line, cell)| (cell.at.clone(), line.label.to_string(), cell.text.to_string())).collect();
    let lapsed = desk
        .report()
        .explanations
        .keys()
        .filter(|key| desk.findings().iter().all(|finding| finding.explained.is_none() || finding.key() != **key));
    Reasons { explained, indicators, lapsed: lapsed.count() }
}
