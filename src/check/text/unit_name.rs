//! The unit's name, the same on the cover, in the texts and in the tables.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Severity::Doubt;
use crate::check::reading::texts::ReadText;
use crate::check::rule::{Found, Rule};
use crate::form::Role;
use crate::sheet::Line;
use std::ops::Range;

pub static UNIT_NAME_DIFFERS: Rule = Rule {
    id: "unit-name-differs",
    number: "T18",
    severity: Doubt,
    title: "单位名称与封面不一致",
    basis: "封面、正文和各表的单位名称应一致",
    authority: Authority::Practice,
    run: unit_name_differs,
};

/// T18. The unit is called differently from the cover: at the beginning of its description, or as a project's unit.
fn unit_name_differs(context: &Context, found: &mut Found) {
    let Some(cover) = context.sheet.only(Role::UnitName).filter(|cell| cell.is_stated()) else { return };
    let unit = bare_name(&cover.text);
    if unit.chars().count() < 4 {
        return;
    }
    if let Some(ReadText { cell, text, .. }) = context.text(Role::Setup)
        && let Some(range) = other_name(text, unit)
    {
        let says =
            format!("这里的单位名称是“{}”，封面是“{unit}”，应完全一致。", text.get(range.clone()).unwrap_or_default());
        let finding = found.say(&cell.at, &[&cover.at], says);
        if cell.text == *text {
            finding.mend_by_replacing(cell, &[range], unit);
        }
    }
    let cells = (0..context.sheet.projects())
        .flat_map(|p| [Role::Department, Role::Agency].map(|role| context.sheet.line_of(Some(p), role)));
    for cell in cells.flatten().filter_map(Line::only).filter(|cell| cell.is_stated()) {
        let name = bare_name(&cell.text);
        if name != unit && (name.ends_with(unit) || (unit.ends_with(name) && name.chars().count() >= 4)) {
            let says = format!("这里的单位名称是“{name}”，封面是“{unit}”，应完全一致。");
            found.say(&cell.at, &[&cover.at], says).mend_by_writing(&cell.at, cover.text.trim());
        }
    }
}

/// A unit's name without what is only added to it: （盖章）.
fn bare_name(name: &str) -> &str {
    let name = name.trim();
    let end = name.rfind(['（', '(']).filter(|&at| at > 0 && name.ends_with(['）', ')']));
    end.and_then(|at| name.get(..at)).unwrap_or(name).trim()
}

/// The name a text begins with, when it is another name of a unit of the same kind (its last three characters).
fn other_name(text: &str, unit: &str) -> Option<Range<usize>> {
    let kind = unit.char_indices().rev().nth(2).and_then(|(at, _)| unit.get(at..))?;
    let start = text.len() - text.trim_start_matches([' ', '　', '\n']).len();
    let opening = text.get(start..)?.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).next()?;
    let name = opening.get(..opening.find(kind)? + kind.len())?;
    let other = !unit.ends_with(name) && name.chars().count() <= 30 && !opening.starts_with(unit);
    other.then(|| start..start + name.len())
}
