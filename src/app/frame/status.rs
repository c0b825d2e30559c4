//! The bottom: what it comes to, and whether it is on disk.

use crate::app::action::Action;
use crate::app::document::autosave::Autosaved;
use crate::app::look::WindowLook;
use crate::app::theme;
use crate::desk::Desk;
use crate::sheet::Points;
use crate::value::{Rate, Score};
use eframe::egui::{Align, Color32, Label, Layout, RichText, Ui};
use std::path::Path;

/// What the line says besides what the report comes to.
pub(crate) struct FileStanding<'a> {
    /// The file of the report.
    pub path: Option<&'a Path>,
    /// What became of what was typed and not saved.
    pub kept: &'a Autosaved,
    /// What the figures come to that are selected.
    pub tally: Option<String>,
}

/// Something said at the left of the line. Where room is short those of the highest rank go first.
struct StatusPart {
    rank: u8,
    words: String,
    color: Color32,
    bold: bool,
}

/// Shows the line. In a narrow window what matters least gives way.
pub(crate) fn status_ui(
    ui: &mut Ui,
    desk: &Desk,
    standing: &FileStanding<'_>,
    look: &mut WindowLook,
    actions: &mut Vec<Action>,
) {
    ui.horizontal(|ui| {
        let narrow = ui.available_width() < theme::NARROW;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.scope(|ui| look.sizes_ui(ui, narrow, actions));
            ui.separator();
            file_ui(ui, desk, standing);
            let name =
                standing.path.and_then(Path::file_name).map_or("未命名".into(), |name| name.to_string_lossy());
            // The name gives way to what the report comes to, but not all of it.
            ui.allocate_ui_with_layout(ui.available_size(), Layout::left_to_right(Align::Center), |ui| {
                remarks_ui(ui, remarks(desk, standing.tally.as_ref()), NAME);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(Label::new(name).truncate()));
            });
        });
    });
}

/// So much of the line is kept for the name of the file.
const NAME: f32 = 96.0;

/// Shows as many as leave so much room.
fn remarks_ui(ui: &mut Ui, mut remarks: Vec<StatusPart>, left: f32) {
    let font = |remark: &StatusPart| if remark.bold { theme::bold(theme::BODY) } else { theme::plain(theme::BODY) };
    // A line stands behind each.
    let apart = ui.spacing().item_spacing.x * 2.0 + 6.0;
    let width = |remark: &StatusPart| {
        ui.painter().layout_no_wrap(remark.words.clone(), font(remark), remark.color).size().x + apart
    };
    let mut wide: f32 = remarks.iter().map(width).sum();
    while wide + left > ui.available_width()
        && let Some(least) = (0..remarks.len()).max_by_key(|n| remarks.get(*n).map(|remark| remark.rank))
    {
        wide -= width(&remarks.remove(least));
    }
    for (n, remark) in remarks.iter().enumerate() {
        if n > 0 {
            ui.separator();
        }
        ui.label(RichText::new(&remark.words).font(font(remark)).color(remark.color));
    }
}

/// From the left: what the figures come to that are selected, and what the report does.
fn remarks(desk: &Desk, tally: Option<&String>) -> Vec<StatusPart> {
    let plain = |rank, (words, color): (String, Color32)| StatusPart { rank, words, color, bold: false };
    let points = desk.shown_points();
    let rate = points.execution_rate.map_or_else(|| "——".into(), Rate::plain);
    let rate = plain(2, (format!("预算执行率 {rate}"), theme::INK));
    let found = plain(1, findings(desk));
    let (blank, required) = (desk.shown().outstanding().blank, desk.shown().required(None));
    let blanks = (blank > 0).then(|| plain(1, (format!("还没填 {blank}/{required}"), theme::WEAK)));
    let bold = |words: String| StatusPart { rank: 0, words, color: theme::INK, bold: true };
    let mut remarks: Vec<StatusPart> = tally.cloned().map(bold).into_iter().collect();
    if points.full == Score::ZERO {
        remarks.extend([rate, found]);
        remarks.extend(blanks);
        return remarks;
    }
    let rank = u8::from(tally.is_some());
    remarks.push(StatusPart { rank, ..total(points) });
    if points.is_whole() {
        remarks.push(plain(4, (format!("按规则应得 {}", points.proposed.plain()), theme::WEAK)));
    }
    remarks.extend([rate, plain(3, weights(points)), found]);
    remarks.extend(blanks);
    remarks
}

/// 总分 and 等级, once all weights are given out and all points there: of some of them both would be others.
fn total(points: &Points) -> StatusPart {
    if points.is_whole() {
        let grade = points.grade.as_ref().map_or(String::new(), |grade| format!("（{grade}）"));
        let words = format!("总分 {}{grade}", points.points.plain());
        return StatusPart { rank: 0, words, color: theme::INK, bold: true };
    }
    let words = match points.unscored {
        0 if points.scored > 0 => "总分 分值还没有分完".into(),
        0 => "总分 还没有指标".into(),
        unscored => format!("总分 尚缺{unscored}项得分"),
    };
    StatusPart { rank: 0, words, color: theme::WEAK, bold: false }
}

/// Whether it is on disk.
fn file_ui(ui: &mut Ui, desk: &Desk, standing: &FileStanding<'_>) {
    let (words, color) = match (desk.is_saved(), standing.path) {
        _ if desk.read_only().is_some() => ("只读", theme::DOUBT),
        (true, Some(_)) => ("已保存", theme::WELL),
        (true, None) => ("没有修改", theme::WEAK),
        (false, _) => ("未保存", theme::DOUBT),
    };
    let state = ui.colored_label(color, words);
    if let Some(why) = desk.read_only() {
        state.on_hover_text(why.as_ref());
    } else if !desk.is_saved() {
        kept_ui(ui, standing.kept);
    }
    if desk.report().is_finished() {
        ui.colored_label(theme::WELL, "已定稿");
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
