//! Figures for the sentences of a long text: typed numbers that could become quotations, ready-made paragraphs, and
//! every figure there is.

use crate::app::action::Action;
use crate::app::theme;
use crate::app::widgets::sentence;
use crate::check::{Offer, offers};
use crate::desk::Desk;
use crate::form::{CellId, Kind, Wording};
use crate::report::Edit;
use crate::sheet::{Cell, Origin, Part, Quoted, names};
use crate::value::{Text, has_initials, shortened};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, RichText, Stroke, Ui};
use std::ops::Range;

/// As many figures are listed for what is being typed.
const LISTED: usize = 20;
/// So many characters of a name fit on a button.
const FITS: usize = 17;

/// Shows what can be put into the text at `at`.
pub(crate) fn quoting_ui(ui: &mut Ui, desk: &Desk, at: &CellId, actions: &mut Vec<Action>) {
    typed_by_hand(ui, desk, at, actions);
    ready_made(ui, desk, at, actions);
    ui.collapsing("插入数字（随表格自动更新）", |ui| {
        sentence(ui, RichText::new("也可以在文字里打“【”，再打名称的几个字或者拼音首字母。").weak());
        ui.horizontal_wrapped(|ui| {
            for figure in desk.sheet().figures(desk.form()).iter().filter(|figure| !figure.text.is_empty()) {
                figure_button(ui, figure, &figure.name, actions);
            }
        });
        for part in &desk.sheet().parts {
            tables(ui, desk, part, actions);
        }
    });
}

/// The figures whose names hold what was typed behind a 【, in characters or by how they are said.
pub(crate) fn quotable(desk: &Desk, typed: &str) -> Vec<Quoted> {
    let (form, sheet) = (desk.form(), desk.sheet());
    let own = sheet.figures(form).into_iter().filter(|figure| is_named(&figure.name, typed));
    let mut figures: Vec<Quoted> = own.filter(|figure| !figure.text.is_empty()).take(LISTED).collect();
    if typed.is_empty() {
        return figures;
    }
    let places = sheet.places(form).filter(|(place, cell)| !cell.text.is_empty() && is_named(place, typed));
    let more = places.filter_map(|(_, cell)| sheet.quoted(form, &sheet.reference(form, &cell.at)?));
    for figure in more {
        if figures.len() >= LISTED {
            break;
        }
        if figures.iter().all(|known| known.name != figure.name) {
            figures.push(figure);
        }
    }
    figures
}

/// What a quoted figure is: its cell in words, its value, and where that is from.
pub(crate) fn told(desk: &Desk, figure: &Quoted) -> String {
    let from = match figure.at.as_ref().and_then(|at| desk.sheet().cell(at)).map(|cell| &cell.origin) {
        Some(Origin::Computed | Origin::Blocked) => "由程序计算",
        Some(Origin::Overridden) => "改过程序计算的结果",
        Some(Origin::LastYear) => "上年带来的",
        Some(Origin::Imported) => "从文件导入的",
        Some(Origin::Blank | Origin::Typed) => "自己填写的",
        None => "由程序从表里的数推算",
    };
    let place = figure.at.as_ref().map(|at| desk.sheet().words(desk.form(), at));
    let place = place.unwrap_or_else(|| figure.name.to_string());
    let text = if figure.text.is_empty() { "还没填" } else { figure.text.as_str() };
    let unit = if figure.text.is_empty() { "" } else { figure.unit.as_str() };
    format!("{place}：{text}{unit}，{from}。表里改了，这里跟着改。")
}

/// The name between brackets in which that character of a text stands.
pub(crate) fn name_at(text: &str, character: usize) -> Option<&str> {
    let (at, _) = text.char_indices().nth(character)?;
    let open = text.get(..at)?.rfind('【').or_else(|| text.get(at..)?.starts_with('【').then_some(at))?;
    let open = if text.get(at..)?.starts_with('【') { at } else { open };
    let name = text.get(open + '【'.len_utf8()..)?;
    let name = name.get(..name.find(['】', '\n'])?)?;
    (at < open + '【'.len_utf8() + name.len() + '】'.len_utf8()).then_some(name)
}

/// A name holds what was typed of it, in characters or by how they are said.
pub(crate) fn is_named(name: &str, typed: &str) -> bool {
    typed.chars().all(|c| name.contains(c)) || has_initials(name, typed)
}

/// Typed numbers that equal a figure.
fn typed_by_hand(ui: &mut Ui, desk: &Desk, at: &CellId, actions: &mut Vec<Action>) {
    let offers = offers(desk.form(), desk.sheet(), at);
    let text = desk.report().content.cells.text(at);
    let write = |text: Text| Action::Edit(Edit::Write { at: at.clone(), text });
    if offers.is_empty() {
        return;
    }
    sentence(ui, "这些数字与表里的相同，改成引用以后随表格更新：");
    if offers.len() > 1 && ui.button(format!("{}处全部改成引用", offers.len())).clicked() {
        // From the last to the first, so that the places before stay where they are.
        let all = offers.iter().rev().fold(text.into(), |text: Text, offer: &Offer| offer.taken(&text));
        actions.push(write(all));
    }
    ui.horizontal_wrapped(|ui| {
        for offer in offers.iter().take(LISTED) {
            let words = format!("{} → 【{}】", offer.said, shortened(&offer.name, FITS));
            if ui.small_button(words).on_hover_text(offer.name.as_str()).clicked() {
                actions.push(write(offer.taken(text)));
            }
        }
    });
    ui.add_space(4.0);
}

/// The paragraphs that the form has for this heading: what each is about, and its text.
pub(crate) fn insertable(desk: &Desk, at: &CellId) -> Vec<(String, String)> {
    let Some(slot) = desk.form().slot(at) else { return Vec::new() };
    let Kind::Prose(headings) = &slot.section.kind else { return Vec::new() };
    let wordings = headings.iter().filter(|heading| heading.id == at.row).flat_map(|heading| &heading.wordings);
    let text = |wording: &Wording| desk.form().words(&wording.text, desk.sheet().year).to_string();
    wordings.map(|wording| (wording.name.to_string(), text(wording))).collect()
}

fn ready_made(ui: &mut Ui, desk: &Desk, at: &CellId, actions: &mut Vec<Action>) {
    let wordings = insertable(desk, at);
    if wordings.is_empty() {
        return;
    }
    ui.label("标准段落：");
    ui.horizontal_wrapped(|ui| {
        for (words, text) in wordings {
            let said = desk.sheet().quote(desk.form(), &text);
            if ui.small_button(words).on_hover_text(said).clicked() {
                actions.push(Action::Insert(text));
            }
        }
    });
    ui.add_space(4.0);
}

/// Every figure of one table.
fn tables(ui: &mut Ui, desk: &Desk, part: &Part, actions: &mut Vec<Action>) {
    let (form, sheet) = (desk.form(), desk.sheet());
    let Some(section) = form.sections.get(part.section) else { return };
    let stated = part.lines.iter().flat_map(|line| &line.cells).any(Cell::is_stated);
    if !stated || matches!(section.kind, Kind::Prose(_)) {
        return;
    }
    let project = part.project.map_or_else(String::new, |project| format!("项目{}·", project + 1));
    let title = RichText::new(format!("{project}{}", section.short)).size(theme::SMALL);
    ui.push_id(&part.id, |ui| {
        ui.collapsing(title, |ui| {
            ui.horizontal_wrapped(|ui| {
                for cell in part.lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.is_stated()) {
                    let figure = sheet.reference(form, &cell.at).and_then(|name| sheet.quoted(form, &name));
                    if let Some(figure) = figure {
                        let words = sheet.words(form, &cell.at);
                        let words = words.strip_prefix(&format!("{project}{}·", section.short)).unwrap_or(&words);
                        figure_button(ui, &figure, words, actions);
                    }
                }
            });
        });
    });
}

fn figure_button(ui: &mut Ui, figure: &Quoted, words: &str, actions: &mut Vec<Action>) {
    let button =
        ui.small_button(format!("{} {}{}", shortened(words, FITS), shortened(&figure.text, FITS), figure.unit));
    if button.on_hover_text(format!("{}：{}{}", figure.name, figure.text, figure.unit)).clicked() {
        actions.push(Action::Insert(format!("【{}】{}", figure.name, figure.unit)));
    }
}

/// A text being edited, with what is quoted in it set off and what looks wrong underlined: these places, in order.
pub(crate) fn highlighted(text: &str, cited: &[(Range<usize>, Color32)], width: f32, line_height: f32) -> LayoutJob {
    let format = |color| TextFormat {
        font_id: theme::plain(theme::BODY),
        color,
        line_height: Some(line_height),
        ..TextFormat::default()
    };
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = width;
    let mut from = 0;
    let plain = format(theme::INK);
    for name in names(text) {
        let quotation = format!("【{name}】");
        let rest = text.get(from..).unwrap_or_default();
        let Some(at) = rest.find(quotation.as_str()).map(|at| from + at) else { break };
        let behind = at + quotation.len();
        append(&mut job, text, from..at, cited, &plain);
        let quoted = TextFormat { background: theme::COMPUTED, ..format(theme::ACCENT) };
        append(&mut job, text, at..behind, cited, &quoted);
        from = behind;
    }
    append(&mut job, text, from..text.len(), cited, &plain);
    job
}

/// A stretch of a text, what of it is cited underlined.
fn append(
    job: &mut LayoutJob,
    text: &str,
    stretch: Range<usize>,
    cited: &[(Range<usize>, Color32)],
    format: &TextFormat,
) {
    let mut from = stretch.start;
    let mut put = |to: usize, format: TextFormat| {
        if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
            job.append(piece, 0.0, format);
            from = to;
        }
    };
    for (place, color) in cited {
        let (start, end) = (place.start.max(stretch.start), place.end.min(stretch.end));
        if start < end {
            put(start, format.clone());
            put(end, TextFormat { underline: Stroke::new(2.0, *color), ..format.clone() });
        }
    }
    put(stretch.end, format.clone());
}
