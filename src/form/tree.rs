//! A form's text as a tree that keeps its words and lines: what a short form and the one it is based on are put together
//! from. Says nothing of what the words mean; that is asked of the whole text afterwards.

use super::FormFault;

/// Deeper than any form, so that no text can use up the stack.
const DEEPEST: usize = 64;

/// A value as it stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    /// Its words, comments within it included.
    pub text: &'t str,
    /// Which of the texts it stands in, by a number that the reader is handed.
    pub source: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// The name before its bracket, as in `Grid(…)`.
    pub name: &'t str,
    /// What it is made of.
    pub shape: NodeShape<'t>,
    /// Something within it was changed, so that its words no longer are those of the text.
    pub changed: bool,
    /// It takes nothing over from what it differs from.
    pub whole: bool,
}

/// What a value is made of.
#[derive(Clone, Debug)]
pub(super) enum NodeShape<'t> {
    /// Words, a number, a name by itself.
    Leaf,
    /// `(id: "funds", tab: Budget)`
    Fields(Vec<(&'t str, Node<'t>)>),
    /// `("weight", "score")`
    Values(Vec<Node<'t>>),
    /// `["weight", "score"]`
    List(Vec<Node<'t>>),
}

impl<'t> Node<'t> {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Node<'t>> {
        let NodeShape::Fields(fields) = &self.shape else { return None };
        fields.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// The field of that name, to change it.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Node<'t>> {
        let NodeShape::Fields(fields) = &mut self.shape else { return None };
        fields.iter_mut().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Takes out the field of that name.
    pub fn take(&mut self, name: &str) -> Option<Node<'t>> {
        let NodeShape::Fields(fields) = &mut self.shape else { return None };
        let at = fields.iter().position(|(own, _)| *own == name)?;
        self.changed = true;
        Some(fields.remove(at).1)
    }

    /// What it is made of, name by name or one by one.
    pub fn parts_mut(&mut self) -> Vec<&mut Node<'t>> {
        match &mut self.shape {
            NodeShape::Leaf => Vec::new(),
            NodeShape::Fields(fields) => fields.iter_mut().map(|(_, value)| value).collect(),
            NodeShape::Values(parts) | NodeShape::List(parts) => parts.iter_mut().collect(),
        }
    }

    /// What stands between its quotation marks.
    pub fn words(&self) -> &'t str {
        self.text.trim_matches('"')
    }
}

/// A text's tree, and where in the text it begins.
///
/// # Errors
/// Brackets, quotation marks or commas that do not fit.
pub(super) fn read(text: &str, source: usize) -> Result<(usize, Node<'_>), FormFault> {
    let mut reader = TreeReader { text, source, at: 0, line: 1 };
    reader.blank();
    while reader.rest().starts_with('#') {
        reader.advance(reader.rest().find(']').map_or(1, |end| end + 1));
        reader.blank();
    }
    let start = reader.at;
    let root = reader.value(0)?;
    reader.blank();
    if reader.rest().is_empty() { Ok((start, root)) } else { Err(reader.fault()) }
}

struct TreeReader<'t> {
    text: &'t str,
    source: usize,
    at: usize,
    line: usize,
}

impl<'t> TreeReader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, bytes: usize) {
        let passed = self.rest().get(..bytes).unwrap_or(self.rest());
        self.line += passed.matches('\n').count();
        self.at += passed.len();
    }

    fn fault(&self) -> FormFault {
        let says = "表样文件写法有误：这里的括号、引号或逗号没有写全。请对照同目录下的其他表样改正。";
        FormFault { form: None, line: self.line, says: says.into() }
    }

    /// Passes over blanks and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.advance(rest.len() - rest.trim_start().len());
            let rest = self.rest();
            let end = match rest.get(..2) {
                Some("//") => rest.find('\n'),
                Some("/*") => rest.find("*/").map(|end| end + 2),
                _ => return,
            };
            self.advance(end.unwrap_or(rest.len()));
        }
    }

    fn passes(&mut self, mark: char) -> bool {
        let passes = self.rest().starts_with(mark);
        self.advance(if passes { mark.len_utf8() } else { 0 });
        passes
    }

    /// A name or a number; empty where none stands.
    fn word(&mut self) -> &'t str {
        let rest = self.rest();
        let part = |c: char| c.is_alphanumeric() || "_+-.#".contains(c);
        let word = rest.get(..rest.find(|c| !part(c)).unwrap_or(rest.len())).unwrap_or_default();
        self.advance(word.len());
        word
    }

    fn value(&mut self, depth: usize) -> Result<Node<'t>, FormFault> {
        self.blank();
        if depth > DEEPEST {
            return Err(self.fault());
        }
        let (start, line, source) = (self.at, self.line, self.source);
        let (name, shape) = match self.rest().chars().next() {
            Some('"') => ("", self.string()?),
            Some('[') => ("", NodeShape::List(self.list(depth)?)),
            Some('(') => ("", self.group(depth)?),
            _ => match self.word() {
                "" => return Err(self.fault()),
                hashes if hashes.strip_prefix('r').is_some_and(|h| h.bytes().all(|b| b == b'#')) => {
                    ("", self.raw(hashes.len() - 1)?)
                }
                name => {
                    let (at, line) = (self.at, self.line);
                    self.blank();
                    if self.rest().starts_with('(') {
                        (name, self.group(depth)?)
                    } else {
                        (self.at, self.line) = (at, line);
                        ("", NodeShape::Leaf)
                    }
                }
            },
        };
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Node { text, source, line, name, shape, changed: false, whole: false })
    }

    fn string(&mut self) -> Result<NodeShape<'t>, FormFault> {
        let mut escaped = true;
        let end = self.rest().char_indices().find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        let (end, _) = end.ok_or_else(|| self.fault())?;
        self.advance(end + 1);
        Ok(NodeShape::Leaf)
    }

    /// The rest of `r#"…"#`.
    fn raw(&mut self, hashes: usize) -> Result<NodeShape<'t>, FormFault> {
        let close = format!("\"{}", "#".repeat(hashes));
        let inside = self.rest().strip_prefix('"').and_then(|rest| rest.find(&close));
        let inside = inside.ok_or_else(|| self.fault())?;
        self.advance(1 + inside + close.len());
        Ok(NodeShape::Leaf)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node<'t>>, FormFault> {
        self.passes('[');
        let mut items = Vec::new();
        loop {
            self.blank();
            if self.passes(']') {
                return Ok(items);
            }
            items.push(self.value(depth + 1)?);
            self.comma(']')?;
        }
    }

    fn group(&mut self, depth: usize) -> Result<NodeShape<'t>, FormFault> {
        self.passes('(');
        let (mut fields, mut values) = (Vec::new(), Vec::new());
        loop {
            self.blank();
            if self.passes(')') {
                return if values.is_empty() { Ok(NodeShape::Fields(fields)) } else { Ok(NodeShape::Values(values)) };
            }
            let (at, line) = (self.at, self.line);
            let name = self.word();
            self.blank();
            if !name.is_empty() && values.is_empty() && self.passes(':') {
                fields.push((name, self.value(depth + 1)?));
            } else if fields.is_empty() {
                (self.at, self.line) = (at, line);
                values.push(self.value(depth + 1)?);
            } else {
                return Err(self.fault());
            }
            self.comma(')')?;
        }
    }

    /// A comma, unless this was the last.
    fn comma(&mut self, close: char) -> Result<(), FormFault> {
        self.blank();
        if self.passes(',') || self.rest().starts_with(close) { Ok(()) } else { Err(self.fault()) }
    }
}
