//! The report's text, shared out under its headings, even where these are numbered wrongly.

use super::inline::beginning;
use super::words::HeadingWords;
use crate::form::CellId;
use crate::intake::label::{LabelText, Likeness, plain, unnumbered};

/// Where in the headings the reading stands.
pub(super) struct Prose<'t> {
    headings: &'t [HeadingWords],
    /// The heading read last; the report has begun with the first.
    current: Option<usize>,
    /// The report is over: a table or the title of an annex came.
    left: bool,
}

/// What a line of the report is.
pub(super) struct ProseLine {
    /// The cell its text belongs to.
    pub at: Option<CellId>,
    /// Its text; empty where the line is a heading.
    pub text: String,
    /// It stands under a heading that has no text of its own.
    pub doubt: bool,
    /// What should be known of it.
    pub remark: Option<String>,
}

impl<'t> Prose<'t> {
    pub fn new(headings: &'t [HeadingWords]) -> Self {
        Self { headings, current: None, left: false }
    }

    pub fn begun(&self) -> bool {
        self.current.is_some()
    }

    /// What follows is no longer the report.
    pub fn leave(&mut self) {
        self.left = self.begun();
    }

    /// A line of the report; none outside of it.
    pub fn read(&mut self, text: &str) -> Option<ProseLine> {
        if let Some((n, rest)) = self.heading(text) {
            self.left = false;
            self.current = Some(n);
            let heading = self.headings.get(n)?;
            let remark = misnumbered(text, heading);
            let at = heading.body.then(|| heading.at.clone());
            return Some(ProseLine { at, text: rest, doubt: false, remark });
        }
        let current = self.current.filter(|_| !self.left)?;
        let text = text.trim().to_string();
        let own = self.headings.get(current).filter(|heading| heading.body);
        if let Some(heading) = own {
            return Some(ProseLine { at: Some(heading.at.clone()), text, doubt: false, remark: None });
        }
        let below = self.headings.iter().skip(current + 1).find(|heading| heading.body);
        Some(ProseLine { at: below.map(|heading| heading.at.clone()), text, doubt: true, remark: None })
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
        let like = |likeness| later().find(|(_, heading)| heading.names.like(&label) == Some(likeness));
        if let Some((n, _)) = like(Likeness::Same).or_else(|| like(Likeness::Close)).or_else(|| like(Likeness::Near)) {
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
    (written != own && !own.is_empty())
        .then(|| format!("标题“{}”的编号与表样的“{}”不同，打印时用表样的编号。", beginning(text), heading.label))
}
