//! The report's text, shared out under its headings, even where these are numbered wrongly.

use super::inline::beginning;
use super::placing::places;
use super::words::HeadingWords;
use crate::form::CellId;
use crate::intake::Document;
use crate::intake::label::{LabelText, Likeness, plain, unnumbered};
use crate::intake::plan::Place;
use std::collections::HashMap;

/// Where in the headings the reading stands.
pub(super) struct Prose<'t> {
    headings: &'t [HeadingWords],
    /// The heading read last; the report has begun with the first.
    current: Option<usize>,
    /// The report is over: a table or the title of an annex came.
    left: bool,
    /// Where each heading last stands in the document, word for word as the form has it.
    last: Vec<Option<Place>>,
    /// What should be known of the headings, in sentences.
    pub remarks: Vec<String>,
}

/// What a line of the report is.
pub(super) struct ProseLine {
    /// The cell its text belongs to.
    pub at: Option<CellId>,
    /// Its text; empty where the line is a heading.
    pub text: String,
    /// It stands under a heading that has no text of its own.
    pub doubt: bool,
}

impl<'t> Prose<'t> {
    pub fn new(headings: &'t [HeadingWords], document: &Document) -> Self {
        let mut last = vec![None; headings.len()];
        let labels: HashMap<String, usize> =
            headings.iter().enumerate().rev().map(|(n, heading)| (plain(&heading.label), n)).collect();
        let longest = labels.keys().map(String::len).max().unwrap_or_default() * 2;
        for (place, text) in places(document).filter(|(_, text)| text.len() <= longest) {
            let heading = labels.get(&plain(text)).copied();
            if let Some(last) = heading.and_then(|n| last.get_mut(n)) {
                *last = Some(place);
            }
        }
        Self { headings, current: None, left: false, last, remarks: Vec::new() }
    }

    pub fn begun(&self) -> bool {
        self.current.is_some()
    }

    /// What follows is no longer the report.
    pub fn leave(&mut self) {
        self.left = self.begun();
    }

    /// A line of the report; none outside of it.
    pub fn read(&mut self, from: Place, text: &str) -> Option<ProseLine> {
        if let Some((n, rest)) = self.heading(text).filter(|(n, _)| !self.is_text(*n, from, text)) {
            self.left = false;
            let before = self.current.replace(n);
            let heading = self.headings.get(n)?;
            let again = format!("标题“{}”不止一处，请核对它前后的文字放得对不对。", heading.label);
            self.remarks.extend(misnumbered(text, heading).or_else(|| (before == Some(n)).then_some(again)));
            let at = heading.body.then(|| heading.at.clone());
            return Some(ProseLine { at, text: rest, doubt: false });
        }
        let current = self.current.filter(|_| !self.left)?;
        let text = text.trim().to_string();
        if let Some(at) = self.own(current) {
            return Some(ProseLine { at: Some(at), text, doubt: false });
        }
        let below = self.headings.iter().skip(current + 1).find(|heading| heading.body);
        Some(ProseLine { at: below.map(|heading| heading.at.clone()), text, doubt: true })
    }

    /// What is only like a heading is a text where that one, or one before it that has not come, stands further down word
    /// for word.
    fn is_text(&self, heading: usize, from: Place, text: &str) -> bool {
        let own = self.headings.get(heading);
        // 附件： stands in texts too: it is the heading where none of the others is still to come.
        let is_literal = own.is_some_and(|own| plain(&own.label) == plain(text) && !own.annexes);
        let first = self.current.map_or(0, |current| current + 1).min(heading);
        !is_literal && self.last.iter().take(heading + 1).skip(first).any(|last| last.is_some_and(|last| last > from))
    }

    /// The cell of a heading that has a text of its own.
    fn own(&self, heading: usize) -> Option<CellId> {
        self.headings.get(heading).filter(|heading| heading.body).map(|heading| heading.at.clone())
    }

    /// A line is a numbered heading of the report.
    pub fn is_heading(&self, text: &str) -> bool {
        let plain = plain(text);
        unnumbered(&plain) != plain && self.heading(text).is_some()
    }

    /// The list of annexes begins, with or without its label.
    pub fn annexes(&mut self) {
        let list = self.headings.iter().position(|heading| heading.annexes);
        self.current = list.filter(|_| self.begun() && !self.left).or(self.current);
    }

    /// The heading a line is, the last one once more or one further down; what stands behind its colon.
    fn heading(&self, text: &str) -> Option<(usize, String)> {
        let from = self.current.unwrap_or_default();
        let label = LabelText::new(text);
        let later = || self.headings.iter().enumerate().skip(from);
        // 三、政府性基金预算支出情况无。 says something: it is no heading alone.
        let is_sentence = text.trim_end().ends_with(['。', '；', '！', '？']);
        let like = |likeness| later().find(|(_, heading)| heading.names.like(&label) == Some(likeness));
        let near = || like(Likeness::Near).filter(|_| !is_sentence);
        if let Some((n, _)) = like(Likeness::Same).or_else(|| like(Likeness::Close)).or_else(near) {
            return Some((n, String::new()));
        }
        let (name, rest) = text.split_once([':', '：'])?;
        // With a number before it, it is a heading even when the number is wrong.
        let numbered = unnumbered(&plain(name)) != plain(name);
        let enough = if numbered { Likeness::Close } else { Likeness::Same };
        let name = LabelText::new(name);
        let (n, _) = later().find(|(_, heading)| heading.names.like(&name) >= Some(enough))?;
        Some((n, rest.trim().to_string()))
    }
}

/// The form prints its own numbers: another one is told, since it will not be there any more.
fn misnumbered(text: &str, heading: &HeadingWords) -> Option<String> {
    let number = |text: &str| {
        let plain = plain(text);
        plain.strip_suffix(unnumbered(&plain)).unwrap_or_default().to_string()
    };
    let (written, own) = (number(text), number(&heading.label));
    (written != own && !own.is_empty()).then(|| {
        format!("“{}”当作标题“{}”，打印时用表样的编号；如果它是正文，请补回原处。", beginning(text), heading.label)
    })
}
