//! All that typst sees while it lays out pages.

use super::face::{BUNDLED, Bundled, book};
use super::whole_words::{BRACKETED, WORDS};
use std::hint::black_box;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Feature, Library, LibraryExt as _, World};

/// How blocks look on paper.
const LAYOUT: &str = include_str!("../../assets/print/paper.typ");

/// Which cells of a table are heads is said to readers that speak.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = std::iter::once(Feature::A11yExtras).collect();
    LazyHash::new(Library::builder().with_features(features).build())
});
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(book()));
static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(file("/paper.typ"), LAYOUT.into()));

/// Makes what never varies ready beside other work: the layout's syntax and what faces have; the faces themselves, first
/// those that lie packed; and the sums by which typst knows each of them: together a fifth of a print. Where no thread
/// can be had, laying out does it.
pub fn make_ready() {
    beside(|| {
        LazyLock::force(&SOURCE);
        LazyLock::force(&LIBRARY);
        black_box(hash128(&*BOOK));
    });
    beside(|| {
        for font in BUNDLED.iter().rev().map(Bundled::font) {
            black_box(hash128(font));
        }
    });
}

fn beside(make: fn()) {
    drop(std::thread::Builder::new().spawn(make));
}

/// All that typst sees of the world: the layout, its data, the faces. No disk, no clock.
pub(super) struct PaperWorld {
    /// What the layout reads by name.
    data: Vec<(FileId, Bytes)>,
    /// The PC's own faces, only where they are wished or ours lack a character.
    more: Option<(LazyHash<FontBook>, Vec<Font>)>,
}

fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("our own paths are plain"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl PaperWorld {
    pub fn new(data: Vec<u8>, own: Vec<Font>) -> Self {
        let more = (!own.is_empty()).then(|| {
            let all: Vec<Font> = BUNDLED.iter().map(Bundled::font).cloned().chain(own).collect();
            (LazyHash::new(FontBook::from_fonts(&all)), all)
        });
        let data = vec![
            (file("/data.json"), Bytes::new(data)),
            (file("/whole_words.txt"), Bytes::new(WORDS.as_bytes())),
            (file("/bracketed.txt"), Bytes::from_string(BRACKETED.to_string())),
        ];
        Self { data, more }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.more.as_ref().map_or(&BOOK, |(book, _)| book)
    }

    fn main(&self) -> FileId {
        SOURCE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if SOURCE.id() == id { Ok(SOURCE.clone()) } else { Err(unknown(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let known = self.data.iter().find(|(known, _)| *known == id);
        known.map(|(_, data)| data.clone()).ok_or_else(|| unknown(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        match &self.more {
            Some((_, fonts)) => fonts.get(index),
            None => BUNDLED.get(index).map(Bundled::font),
        }
        .cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
