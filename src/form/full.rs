//! A form's text in full: of a short one, that of the form it is based on with the differences put in.
//!
//! What is put together is words, not values: the whole is read and linted like any other text, and every line of it
//! knows the file and line it came from.

use super::tree::{Node, NodeShape};
use super::{Form, FormFault, Name, lint};

/// A form's text in full.
#[derive(Clone, Debug)]
pub struct FullText {
    /// Which form it is.
    pub(super) edition: FormEdition,
    /// What a report keeps, and what [`super::parse`] reads.
    pub text: String,
    /// Where each line stands: in this form's own file, or in that of a form it is based on.
    lines: Vec<LineOrigin>,
    /// What its base has and it has not, and the lines that say so.
    pub(super) left_out: Vec<(Name, usize)>,
}

/// One edition of a form, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FormEdition {
    pub id: Name,
    pub edition: Name,
}

impl FormEdition {
    /// What the fields `id` and `edition` say.
    pub fn of(fields: &Node) -> Self {
        let part = |name| fields.field(name).map_or("", Node::words).into();
        Self { id: part("id"), edition: part("edition") }
    }
}

/// Where a line stands.
#[derive(Clone, Debug)]
struct LineOrigin {
    /// The form it is based on, where the line is of that.
    form: Option<Name>,
    /// Its number, from 1.
    number: usize,
}

/// Which text a node stands in: the form's own, or that of the form it is based on. What is known by name has no lines.
pub(super) const OWN: usize = 0;
pub(super) const BASE: usize = 1;
pub(super) const NOWHERE: usize = 2;

/// What a text begins with whose own head does not say so.
const HEAD: &str = "#![enable(implicit_some, unwrap_newtypes)]\n";

impl FullText {
    /// A text that is in full as it stands.
    pub(super) fn plain(text: &str, root: Option<&Node>) -> Self {
        let lines = (1..=text.split('\n').count()).map(|number| LineOrigin { form: None, number }).collect();
        Self { text: text.into(), lines, ..Self::named(root) }
    }

    /// What was put together from a form's own text and that of its base, under what stands above the own.
    pub(super) fn written(own: &str, start: usize, root: &Node, base: Option<&Self>) -> Self {
        let head = own.get(..start).unwrap_or_default();
        let mut writer = TextWriter { full: Self::named(Some(root)), base };
        if !head.contains("#![enable") {
            writer.full.lines.push(LineOrigin { form: None, number: 1 });
            writer.full.text.push_str(HEAD);
        }
        writer.words(head, OWN, 1);
        writer.node(root, 0);
        writer.full.text.push('\n');
        writer.full
    }

    fn named(root: Option<&Node>) -> Self {
        let edition = root.map(FormEdition::of).unwrap_or_default();
        Self { edition, text: String::new(), lines: Vec::new(), left_out: Vec::new() }
    }

    /// The form as far as it could be read, and its faults, each in the file it stands in.
    #[must_use]
    pub fn read(&self) -> (Option<Form>, Vec<FormFault>) {
        let (form, mut faults) = lint::read(&self.text);
        for fault in &mut faults {
            if let Some(line) = self.lines.get(fault.line.saturating_sub(1)).or(self.lines.last()) {
                (fault.form, fault.line) = (line.form.clone(), line.number);
            }
            if fault.form.is_some() {
                fault.says.push_str(&self.leavings(&fault.says));
            }
        }
        (form, faults)
    }

    /// What this form left out that a fault in its base speaks of, or else all that it left out, with the lines.
    fn leavings(&self, fault: &str) -> String {
        let words: Vec<&str> = fault.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let spoken_of = |(name, _): &&(Name, usize)| words.contains(&name.as_str());
        let mut left_out: Vec<_> = self.left_out.iter().filter(spoken_of).collect();
        if left_out.is_empty() {
            left_out = self.left_out.iter().collect();
        }
        let say = |(name, line): &(Name, usize)| format!("本表样第{line}行去掉了 {name}。");
        left_out.into_iter().map(say).collect()
    }
}

struct TextWriter<'b> {
    full: FullText,
    base: Option<&'b FullText>,
}

impl TextWriter<'_> {
    /// The next line of the whole is that line of a text.
    fn line(&mut self, source: usize, number: usize) {
        let last = self.full.lines.last().cloned();
        let base = |base: &FullText| {
            let LineOrigin { form, number } = base.lines.get(number.saturating_sub(1))?.clone();
            Some(LineOrigin { form: form.or(Some(base.edition.id.clone())), number })
        };
        let line = match source {
            OWN => Some(LineOrigin { form: None, number }),
            BASE => self.base.and_then(base).or(last),
            _ => last,
        };
        self.full.lines.push(line.unwrap_or(LineOrigin { form: None, number }));
    }

    /// Words as they stand in a text, from that line on.
    fn words(&mut self, words: &str, source: usize, from: usize) {
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 || self.full.lines.is_empty() {
                self.line(source, from + number);
            }
            self.full.text.push_str(if number > 0 { "\n" } else { "" });
            self.full.text.push_str(line);
        }
    }

    /// A value: as it stands where nothing in it has changed, else part by part, each on a line of its own.
    fn node(&mut self, node: &Node, depth: usize) {
        let (open, close) = match &node.shape {
            NodeShape::List(_) => ("[", "]"),
            _ => ("(", ")"),
        };
        let parts: Vec<(&str, &Node)> = match &node.shape {
            NodeShape::Fields(fields) if node.changed => fields.iter().map(|(name, value)| (*name, value)).collect(),
            NodeShape::Values(parts) | NodeShape::List(parts) if node.changed => {
                parts.iter().map(|part| ("", part)).collect()
            }
            _ => return self.words(node.text, node.source, node.line),
        };
        self.full.text.push_str(node.name);
        self.full.text.push_str(open);
        for (name, part) in parts {
            self.line(part.source, part.line);
            self.full.text.push('\n');
            self.full.text.push_str(&"    ".repeat(depth + 1));
            if !name.is_empty() {
                self.full.text.push_str(name);
                self.full.text.push_str(": ");
            }
            self.node(part, depth + 1);
            self.full.text.push(',');
        }
        self.line(node.source, node.line);
        self.full.text.push('\n');
        self.full.text.push_str(&"    ".repeat(depth));
        self.full.text.push_str(close);
    }
}
