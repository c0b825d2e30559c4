//! 加印: what the form or the clerk asks for beside what is printed anyway.

use super::compose::is_noted;
use super::manuscript::{Block, ContentsLine, Manuscript, ManuscriptPart, QrSquare, Stamp};
use crate::form::{Extra, Form, PartKind};
use crate::sheet::{Sheet, columns};

/// The ids of the parts.
const CONTENTS: &str = "contents";
const PROJECT_SUMMARY: &str = "project-summary";

/// The id of the part that one of them is, where it is a part of its own.
#[must_use]
pub fn extra_part(extra: Extra) -> Option<&'static str> {
    match extra {
        Extra::Contents => Some(CONTENTS),
        Extra::ProjectSummary => Some(PROJECT_SUMMARY),
        Extra::Notes | Extra::PageTotal | Extra::QrCode => None,
    }
}

/// Those that a report can have: a 目录 of one thing, and a list of no projects, are none; notes are only of columns for
/// texts.
#[must_use]
pub fn possible_extras(form: &Form, sheet: &Sheet) -> Vec<Extra> {
    let all = Manuscript::new(form, sheet, Stamp::default()).with_extras(form, sheet, &Extra::ALL);
    let is_there = |id: &str| all.parts.iter().any(|part| part.id == id);
    let is_possible = |extra: &Extra| match extra {
        Extra::Notes => form.sections.iter().any(|section| columns(&section.kind).iter().any(is_noted)),
        extra => extra_part(*extra).is_none_or(is_there),
    };
    Extra::ALL.into_iter().filter(is_possible).collect()
}

impl Manuscript {
    /// The same with what the form asks for more, and with what is wished for.
    #[must_use]
    pub fn with_extras(mut self, form: &Form, sheet: &Sheet, wished: &[Extra]) -> Self {
        let is_wished = |extra| wished.contains(&extra) || form.paper.extras.contains(&extra);
        if is_wished(Extra::Notes) {
            self.put_parts(form, sheet, true);
        }
        // The list of what there is comes when all is there.
        if is_wished(Extra::ProjectSummary) {
            self.put_project_summary(PROJECT_SUMMARY, form, sheet);
        }
        if is_wished(Extra::Contents) {
            self.put_contents();
        }
        self.stamp.total = is_wished(Extra::PageTotal);
        if is_wished(Extra::QrCode) {
            self.stamp.qr = QrSquare::of(&QrSquare::words(form, sheet, &self.stamp));
        }
        self
    }

    /// Puts in a 目录 behind the cover, where there is more than one thing to find by it.
    fn put_contents(&mut self) {
        let listed = |part: &&ManuscriptPart| part.kind != PartKind::Cover;
        if self.printed().filter(listed).count() < 2 {
            return;
        }
        let lines = self.printed().filter(listed).flat_map(lines).collect();
        let at = self.parts.iter().position(|part| part.kind != PartKind::Cover).unwrap_or_default();
        // Numbers begin behind it.
        if let Some(first) = self.parts.get(at) {
            self.numbers.insert(first.id.clone(), 1);
        }
        let contents = ManuscriptPart {
            id: CONTENTS.into(),
            kind: PartKind::Contents,
            name: "目录".into(),
            label: String::new(),
            title: vec!["目　录".into()],
            year_line: false,
            landscape: false,
            blocks: vec![Block::Contents(lines)],
        };
        self.parts.insert(at, contents);
    }
}

/// A part in the 目录; of the report its first headings too.
fn lines(part: &ManuscriptPart) -> Vec<ContentsLine> {
    let line = |name: &str, heading| ContentsLine { name: name.into(), part: part.id.clone(), heading, number: None };
    if part.kind != PartKind::Report {
        return vec![line(&part.name, None)];
    }
    let headings = part.blocks.iter().filter_map(|block| match block {
        Block::Heading(1, words) => Some(words),
        _ => None,
    });
    let inside = headings.enumerate().map(|(n, words)| line(words, Some(n)));
    std::iter::once(line(&part.title.concat(), None)).chain(inside).collect()
}
