//! No program text stands on a page: of one that did, nothing would be coloured.

use std::fmt;

pub mod parsing {
    use std::convert::Infallible;
    use std::fmt;

    /// A set of languages: none.
    #[derive(Clone, Debug)]
    pub struct SyntaxSet;

    impl SyntaxSet {
        pub fn find_syntax_by_token(&self, _: &str) -> Option<&SyntaxReference> {
            None
        }

        pub fn syntaxes(&self) -> &[SyntaxReference] {
            &[]
        }
    }

    /// There is none.
    pub struct SyntaxReference {
        pub name: String,
        pub file_extensions: Vec<String>,
        pub(super) never: Infallible,
    }

    /// There is none.
    pub struct SyntaxDefinition(Infallible);

    impl SyntaxDefinition {
        pub fn load_from_str(_: &str, _: bool, _: Option<&str>) -> Result<Self, ParseSyntaxError> {
            Err(ParseSyntaxError::NotRead)
        }
    }

    pub struct SyntaxSetBuilder;

    impl SyntaxSetBuilder {
        pub fn new() -> Self {
            Self
        }

        pub fn add(&mut self, syntax: SyntaxDefinition) {
            match syntax.0 {}
        }

        pub fn build(self) -> SyntaxSet {
            SyntaxSet
        }
    }

    /// Where in a file something is wrong: nowhere.
    #[derive(Clone, Copy)]
    pub struct Marker(Infallible);

    impl Marker {
        pub fn marker(&self) -> &Self {
            self
        }

        pub fn index(&self) -> usize {
            match self.0 {}
        }

        pub fn line(&self) -> usize {
            match self.0 {}
        }

        pub fn col(&self) -> usize {
            match self.0 {}
        }
    }

    pub enum ParseSyntaxError {
        InvalidYaml(Marker),
        /// What every language is answered with.
        NotRead,
    }

    impl fmt::Display for ParseSyntaxError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("languages are not read")
        }
    }

    /// What a word of a program is.
    #[derive(Clone, Copy)]
    pub struct Scope;

    impl Scope {
        pub fn new(_: &str) -> Result<Self, Infallible> {
            Ok(Self)
        }
    }
}

pub mod highlighting {
    use crate::LoadingError;
    use crate::parsing::Scope;
    use std::convert::Infallible;
    use std::io::{BufRead, Seek};
    use std::marker::PhantomData;
    use std::ops::BitOr;
    use std::str::FromStr;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Color {
        pub r: u8,
        pub g: u8,
        pub b: u8,
        pub a: u8,
    }

    impl Color {
        pub const BLACK: Self = Self { r: 0, g: 0, b: 0, a: u8::MAX };
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct FontStyle(u8);

    impl FontStyle {
        pub const BOLD: Self = Self(1);
        pub const UNDERLINE: Self = Self(2);
        pub const ITALIC: Self = Self(4);

        pub fn contains(self, other: Self) -> bool {
            self.0 & other.0 == other.0
        }
    }

    impl BitOr for FontStyle {
        type Output = Self;

        fn bitor(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }
    }

    #[derive(Clone, Copy)]
    pub struct Style {
        pub foreground: Color,
        pub font_style: FontStyle,
    }

    /// As plain as everything.
    const PLAIN: Style = Style { foreground: Color::BLACK, font_style: FontStyle(0) };

    #[derive(Clone, Debug)]
    pub struct StyleModifier {
        pub foreground: Option<Color>,
        pub background: Option<Color>,
        pub font_style: Option<FontStyle>,
    }

    #[derive(Clone, Debug)]
    pub struct ScopeSelectors;

    impl FromStr for ScopeSelectors {
        type Err = Infallible;

        fn from_str(_: &str) -> Result<Self, Infallible> {
            Ok(Self)
        }
    }

    #[derive(Clone, Debug)]
    pub struct ThemeItem {
        pub scope: ScopeSelectors,
        pub style: StyleModifier,
    }

    #[derive(Clone, Debug, Default)]
    pub struct ThemeSettings {
        pub foreground: Option<Color>,
    }

    #[derive(Clone, Debug)]
    pub struct Theme {
        pub name: Option<String>,
        pub author: Option<String>,
        pub settings: ThemeSettings,
        pub scopes: Vec<ThemeItem>,
    }

    pub struct ThemeSet;

    impl ThemeSet {
        pub fn load_from_reader<R: BufRead + Seek>(_: &mut R) -> Result<Theme, LoadingError> {
            Err(LoadingError::NotRead)
        }
    }

    pub struct Highlighter<'a>(PhantomData<&'a Theme>);

    impl<'a> Highlighter<'a> {
        pub fn new(_: &'a Theme) -> Self {
            Self(PhantomData)
        }

        pub fn style_for_stack(&self, _: &[Scope]) -> Style {
            PLAIN
        }
    }
}

pub mod easy {
    use crate::highlighting::{Style, Theme};
    use crate::parsing::{SyntaxReference, SyntaxSet};
    use std::convert::Infallible;
    use std::marker::PhantomData;

    pub struct HighlightLines<'a>(Infallible, PhantomData<&'a Theme>);

    impl<'a> HighlightLines<'a> {
        pub fn new(syntax: &SyntaxReference, _: &'a Theme) -> Self {
            match syntax.never {}
        }

        pub fn highlight_line<'b>(&mut self, _: &'b str, _: &SyntaxSet) -> Result<Vec<(Style, &'b str)>, Infallible> {
            match self.0 {}
        }
    }
}

pub enum LoadingError {
    ParseSyntax(parsing::ParseSyntaxError, ()),
    /// What every theme is answered with.
    NotRead,
}

impl fmt::Display for LoadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("themes are not read")
    }
}
