//! The bottom: what it comes to, and whether it is on disk.

use crate::app::document::autosave::Autosaved;
use crate::app::theme;
use crate::desk::Desk;
use crate::sheet::Points;
use crate::value::{Rate, Score};
use eframe::egui::{Align, Color32, Layout, RichText, Ui};
use std::path::Path;

/// Shows the line: first what the figures come to that are selected. In a narrow window, or beside that, what can be
/// seen elsewhere gives way.
pub(crate) fn status_ui(ui: &mut Ui, desk: &Desk, path: Option<&Path>, kept: &Autosaved, tally: Option<&str>) {
    let narrow = ui.available_width() < theme::NARROW || tally.is_some();
    ui.horizontal(|ui| {
        if let Some(tally) = tally {
            ui.label(RichText::new(tally).font(theme::bold(theme::BODY)));
            ui.separator();
        }
        let points = desk.shown_points();
        let scored = points.full > Score::ZERO;
        if scored {
            total_ui(ui, points);
            if !narrow && points.is_whole() {
                ui.weak(format!("按规则应得 {}", points.proposed.plain()));
            }
            ui.separator();
        }
        ui.label(format!("预算执行率 {}", points.execution_rate.map_or_else(|| "——".into(), Rate::plain)));
        if scored {
            ui.separator();
            let (words, color) = weights(points);
            ui.colored_label(color, words);
        }
        if !narrow {
            ui.separator();
            let (words, color) = findings(desk);
            ui.colored_label(color, words);
            let (blank, required) = (desk.shown().outstanding().blank, desk.shown().required(None));
            if blank > 0 {
                ui.weak(format!("还没填 {blank}/{required}"));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (words, color) = match (desk.is_saved(), path) {
                _ if desk.read_only().is_some() => ("只读", theme::DOUBT),
                (true, Some(_)) => ("已保存", theme::WELL),
                (true, None) => ("没有修改", theme::WEAK),
                (false, _) => ("未保存", theme::DOUBT),
            };
            let state = ui.colored_label(color, words);
            if let Some(why) = desk.read_only() {
                state.on_hover_text(why.as_ref());
            } else if !desk.is_saved() {
                kept_ui(ui, kept);
            }
            if desk.report().is_finished() {
                ui.colored_label(theme::WELL, "已定稿");
            }
            let name = path.and_then(Path::file_name).map_or("未命名".into(), |name| name.to_string_lossy());
            ui.add(eframe::egui::Label::new(name).truncate());
        });
    });
}

/// 总分 and 等级, once all points are there: of some of them both would be others.
fn total_ui(ui: &mut Ui, points: &Points) {
    if points.is_whole() {
        let grade = points.grade.as_ref().map_or(String::new(), |grade| format!("（{grade}）"));
        ui.label(RichText::new(format!("总分 {}{grade}", points.points.plain())).font(theme::bold(theme::BODY)));
    } else if points.unscored > 0 {
        ui.weak(format!("总分 尚缺{}项得分", points.unscored));
    } else {
        ui.weak("总分 还没有指标");
    }
}

/// What became of what was typed and not saved.
fn kept_ui(ui: &mut Ui, kept: &Autosaved) {
    match kept {
        Autosaved::Nothing => {}
        Autosaved::At(at) => {
            let response = ui.colored_label(theme::WEAK, format!("已自动保存 {}", at.format("%H:%M")));
            response.on_hover_text("程序或电脑意外停止的话，下次打开时可以找回。自评表文件要按Ctrl+S才会改动。");
        }
        Autosaved::Not(why) => {
            let response = ui.colored_label(theme::DOUBT, "没有能自动保存，请随时按Ctrl+S保存");
            response.on_hover_text(why);
        }
    }
}

fn weights(points: &Points) -> (String, Color32) {
    let sum = points.weights.plain();
    let gap = (points.full - points.weights).abs().plain();
    if !points.is_weighted {
        return ("分值合计 ——".into(), theme::WEAK);
    }
    match points.weights.cmp(&points.full) {
        std::cmp::Ordering::Equal => (format!("分值合计 {sum}"), theme::WELL),
        std::cmp::Ordering::Less => (format!("分值合计 {sum}，还差 {gap} 分"), theme::DOUBT),
        std::cmp::Ordering::Greater => (format!("分值合计 {sum}，多出 {gap} 分"), theme::WRONG),
    }
}

fn findings(desk: &Desk) -> (String, Color32) {
    let outstanding = desk.shown().outstanding();
    match (outstanding.wrong, outstanding.doubt) {
        _ if desk.is_blank() => ("还没有填写".into(), theme::WEAK),
        (0, 0) => ("没有待处理的问题".into(), theme::WELL),
        (wrong, doubt) => (format!("错误 {wrong} 条，需说明 {doubt} 条"), theme::INK),
    }
}
