//! The pieces of a web page: texts and tags, whatever order they are in.

/// A piece.
pub(super) enum WebPiece<'t> {
    Text(&'t str),
    Open(WebTag<'t>),
    /// The name, in small letters.
    Close(String),
}

/// A tag that opens an element.
pub(super) struct WebTag<'t> {
    /// Its name, in small letters, what stands before a colon included.
    pub name: String,
    attributes: &'t str,
}

impl WebTag<'_> {
    /// What an attribute is set to; the name in small letters.
    pub fn attribute(&self, wanted: &str) -> Option<&str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
                rest = if end == 0 { after.get(1..).unwrap_or_default() } else { after };
                continue;
            };
            let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, left) = match quoted {
                Some(mark) => value.get(1..).unwrap_or_default().split_once(mark).unwrap_or((value, "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = left.trim_start();
        }
        None
    }

    /// A number in an attribute, from 1.
    pub fn number(&self, name: &str) -> usize {
        self.attribute(name).and_then(|number| number.trim().parse().ok()).unwrap_or(1).max(1)
    }

    /// It says that it is not to be seen.
    pub fn is_hidden(&self) -> bool {
        let style = self.attribute("style").unwrap_or_default().to_ascii_lowercase();
        style.split(';').any(|rule| {
            let rule: String = rule.chars().filter(|c| !c.is_whitespace()).collect();
            matches!(rule.as_str(), "display:none" | "mso-hide:all")
        })
    }
}

/// The pieces of a page.
pub(super) struct WebPieces<'t> {
    rest: &'t str,
}

impl<'t> WebPieces<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Passes over what stands up to a text, and that text; everything where it does not come.
    fn pass(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, rest)| rest);
    }

    /// Passes over what is no text of the page, up to the end of its element.
    fn pass_element(&mut self, name: &str) {
        loop {
            self.pass("</");
            let ends = self.rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
            if ends || self.rest.is_empty() {
                return self.pass(">");
            }
        }
    }

    /// The tag at the beginning, its bracket passed.
    fn tag(&mut self) -> Option<WebPiece<'t>> {
        let (closes, text) = self.rest.strip_prefix('/').map_or((false, self.rest), |rest| (true, rest));
        if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !":-_".contains(c)).unwrap_or(text.len());
        let (name, text) = text.split_at(end);
        let mut quote = None;
        let mut before = ' ';
        let close = text.find(|c: char| {
            match quote {
                Some(mark) if mark == c => quote = None,
                // Only behind an equals sign does a mark open a value: others are slips of the pen.
                None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
                _ => {}
            }
            before = if c.is_whitespace() { before } else { c };
            quote.is_none() && c == '>'
        });
        // A value that never ends was meant to end with its tag.
        let close = close.or_else(|| text.find('>')).unwrap_or(text.len());
        let (attributes, rest) = text.split_at(close);
        self.rest = rest.get(1..).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if closes {
            return Some(WebPiece::Close(name));
        }
        if matches!(name.as_str(), "script" | "style" | "title" | "xml") && !attributes.ends_with('/') {
            self.pass_element(&name);
        }
        Some(WebPiece::Open(WebTag { name, attributes: attributes.trim_end_matches('/') }))
    }
}

impl<'t> Iterator for WebPieces<'t> {
    type Item = WebPiece<'t>;

    fn next(&mut self) -> Option<WebPiece<'t>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(rest) = self.rest.strip_prefix('<') else {
                let (text, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
                self.rest = rest;
                return Some(WebPiece::Text(text));
            };
            let whole = self.rest;
            self.rest = rest;
            if rest.starts_with("!--") {
                self.pass("-->");
            } else if rest.starts_with(['!', '?']) {
                self.pass(">");
            } else if let Some(tag) = self.tag() {
                return Some(tag);
            } else {
                // A bracket that opens nothing is one.
                return Some(WebPiece::Text(whole.get(..1).unwrap_or_default()));
            }
        }
    }
}
