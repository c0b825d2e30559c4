//! No literature is quoted: a list of it cannot be read, so there is never an entry, a citation or anything rendered.

use std::convert::Infallible;
use std::marker::PhantomData;

/// A work that is quoted: there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry(Infallible);

impl Entry {
    pub fn key(&self) -> &str {
        match self.0 {}
    }

    pub fn title(&self) -> Option<&Title> {
        match self.0 {}
    }
}

pub struct Title {
    pub value: Words,
}

pub struct Words(Infallible);

impl Words {
    pub fn to_str(&self) -> &str {
        match self.0 {}
    }
}

/// Works: none.
#[derive(Default)]
pub struct Library;

impl Library {
    pub fn is_empty(&self) -> bool {
        true
    }
}

impl IntoIterator for Library {
    type Item = Entry;
    type IntoIter = std::iter::Empty<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

pub mod io {
    use super::Library;
    use std::ops::Range;

    /// Always an error.
    pub fn from_yaml_str(_: &str) -> Result<Library, serde_yaml::Error> {
        Err(serde::de::Error::custom(WHY))
    }

    /// Always an error.
    pub fn from_biblatex_str(_: &str) -> Result<Library, Vec<BibLaTeXError>> {
        Err(vec![BibLaTeXError::Parse(Fault { span: 0..0, kind: WHY })])
    }

    const WHY: &str = "literature is not quoted by this program";

    pub enum BibLaTeXError {
        Parse(Fault),
        Type(Fault),
    }

    pub struct Fault {
        pub span: Range<usize>,
        pub kind: &'static str,
    }
}

pub mod archive {
    use super::citationberg::{IndependentStyle, Locale, Style};

    /// The style typst takes where none is named.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum ArchivedStyle {
        InstituteOfElectricalAndElectronicsEngineers,
    }

    impl ArchivedStyle {
        pub fn all() -> &'static [Self] {
            &[Self::InstituteOfElectricalAndElectronicsEngineers]
        }

        pub fn by_name(name: &str) -> Option<Self> {
            Self::all().iter().copied().find(|style| style.names().contains(&name))
        }

        pub fn names(self) -> &'static [&'static str] {
            &["ieee"]
        }

        pub fn display_name(self) -> &'static str {
            "IEEE"
        }

        pub fn get(self) -> Style {
            Style::Independent(IndependentStyle::default())
        }
    }

    pub fn locales() -> Vec<Locale> {
        Vec::new()
    }
}

/// What typst names of the library for styles.
pub mod citationberg {
    #[derive(Clone, Debug, Default)]
    pub struct IndependentStyle {
        pub settings: Settings,
    }

    impl IndependentStyle {
        /// Always an error.
        pub fn from_xml(_: &str) -> Result<Self, &'static str> {
            Err("literature is not quoted by this program")
        }
    }

    #[derive(Clone, Debug, Default)]
    pub struct Settings {
        pub class: StyleClass,
    }

    #[derive(Clone, Debug, Default, PartialEq)]
    pub enum StyleClass {
        #[default]
        InText,
        Note,
    }

    pub enum Style {
        Independent(IndependentStyle),
        Dependent,
    }

    pub struct Locale;

    #[derive(Clone)]
    pub struct LocaleCode(pub String);

    pub mod taxonomy {
        pub enum Locator {
            Custom,
        }
    }

    pub enum Display {
        Block,
        Indent,
        LeftMargin,
    }

    pub enum FontStyle {
        Normal,
        Italic,
    }

    pub enum FontVariant {
        Normal,
        SmallCaps,
    }

    pub enum FontWeight {
        Normal,
        Bold,
        Light,
    }

    pub enum TextDecoration {
        None,
        Underline,
    }

    pub enum VerticalAlign {
        None,
        Baseline,
        Sup,
        Sub,
    }
}

use citationberg::{FontStyle, FontVariant, FontWeight, IndependentStyle, Locale, LocaleCode, TextDecoration, VerticalAlign};

pub struct SpecificLocator(pub citationberg::taxonomy::Locator, pub LocatorPayload);

pub enum LocatorPayload {
    Transparent(TransparentLocator),
}

pub struct TransparentLocator;

impl TransparentLocator {
    pub fn new<T>(_: T) -> Self {
        Self
    }
}

pub enum CitePurpose {
    Prose,
    Full,
    Author,
    Year,
}

pub struct CitationItem<'a, T>(PhantomData<&'a T>);

impl<'a, T> CitationItem<'a, T> {
    pub fn new(
        _: &'a T,
        _: Option<SpecificLocator>,
        _: Option<LocaleCode>,
        _: bool,
        _: Option<CitePurpose>,
    ) -> Self {
        Self(PhantomData)
    }
}

pub struct CitationRequest<'a, T>(PhantomData<&'a T>);

impl<'a, T> CitationRequest<'a, T> {
    pub fn new(
        _: Vec<CitationItem<'a, T>>,
        _: &'a IndependentStyle,
        _: Option<LocaleCode>,
        _: &'a [Locale],
        _: Option<u32>,
    ) -> Self {
        Self(PhantomData)
    }
}

pub struct BibliographyRequest<'a> {
    pub style: &'a IndependentStyle,
    pub locale: Option<LocaleCode>,
    pub locale_files: &'a [Locale],
}

pub struct BibliographyDriver<'a, T>(PhantomData<&'a T>);

impl<'a, T> BibliographyDriver<'a, T> {
    pub fn new() -> Self {
        Self(PhantomData)
    }

    pub fn with_citation_number_offset(self, _: usize) -> Self {
        self
    }

    pub fn citation(&mut self, _: CitationRequest<'a, T>) {}

    pub fn finish(self, _: BibliographyRequest<'_>) -> Rendered {
        Rendered { bibliography: None, citations: Vec::new() }
    }
}

pub struct Rendered {
    pub bibliography: Option<RenderedBibliography>,
    pub citations: Vec<RenderedCitation>,
}

pub struct RenderedBibliography {
    pub items: Vec<BibliographyItem>,
    pub hanging_indent: bool,
}

pub struct RenderedCitation {
    pub citation: ElemChildren,
}

pub struct BibliographyItem {
    pub key: String,
    pub first_field: Option<ElemChild>,
    pub content: ElemChildren,
}

pub struct ElemChildren(pub Vec<ElemChild>);

impl ElemChildren {
    pub fn find_meta(&self, _: &ElemMeta) -> Option<&Elem> {
        None
    }
}

pub enum ElemChild {
    Text(Formatted),
    Elem(Elem),
    Markup(String),
    Link { text: Formatted, url: String },
    Transparent { cite_idx: usize, format: Formatting },
}

pub struct Elem {
    pub children: ElemChildren,
    pub display: Option<citationberg::Display>,
    pub meta: Option<ElemMeta>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum ElemMeta {
    CitationNumber,
    Entry(usize),
}

pub struct Formatted {
    pub text: String,
    pub formatting: Formatting,
}

pub struct Formatting {
    pub font_style: FontStyle,
    pub font_variant: FontVariant,
    pub font_weight: FontWeight,
    pub text_decoration: TextDecoration,
    pub vertical_align: VerticalAlign,
}
