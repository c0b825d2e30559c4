//! What stands in for libraries that no layout of ours needs (`stand_ins/`): asked for all the same, typst gives an error.
#![allow(clippy::expect_used, reason = "a test may fail")]

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;

/// One layout, and no files.
struct OneLayout(Source, LazyHash<Library>, LazyHash<FontBook>);

impl OneLayout {
    fn new(text: &str) -> Self {
        let path = VirtualPath::new("/main.typ").expect("a path");
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let book = FontBook::from_fonts(&[face()]);
        Self(Source::new(id, text.into()), LazyHash::new(Library::builder().build()), LazyHash::new(book))
    }
}

fn face() -> Font {
    Font::new(Bytes::new(ziping::output::bundled_face("NotoSerifSC-Regular").expect("a face")), 0).expect("a face")
}

impl World for OneLayout {
    fn library(&self) -> &LazyHash<Library> {
        &self.1
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.2
    }

    fn main(&self) -> FileId {
        self.0.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.0.id() { Ok(self.0.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, _: usize) -> Option<Font> {
        Some(face())
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// What typst says of a layout: its errors, none where pages come.
fn says(layout: &str) -> Vec<String> {
    let errors = typst::compile::<PagedDocument>(&OneLayout::new(layout)).output.err().unwrap_or_default();
    errors.into_iter().map(|error| error.message.to_string()).collect()
}

#[test]
fn what_no_layout_asks_for_is_refused_in_words() {
    let cases = [
        ("#plugin(bytes((0, 97, 115, 109)))", "plug-ins are not run"),
        ("#bibliography(bytes(\"a:\\n  type: book\"))", "literature is not quoted"),
        ("#bibliography(bytes(\"@book{a, title = {B}}\"))", "literature is not quoted"),
        ("#html.elem(\"div\")", "unknown variable: html"),
        ("#image(bytes((0, 1)), format: \"webp\")", "WebP pictures are not read"),
        ("#raw(\"x\", syntaxes: bytes(\"x\"))", "languages are not read"),
        ("#raw(\"x\", theme: bytes(\"x\"))", "themes are not read"),
    ];
    for (layout, words) in cases {
        let errors = says(layout);
        assert!(errors.iter().any(|error| error.contains(words)), "{layout}: {errors:?}");
    }
    for plain in ["一行字", "`x`", "#raw(\"let x = 1\", lang: \"typc\")", "#raw(\"x\", lang: \"rust\")"] {
        assert_eq!(says(plain), Vec::<String>::new(), "{plain}");
    }
}

/// When typst no longer names one of them, it goes.
#[test]
fn every_stand_in_is_needed() {
    let read = |path: &str| std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("there");
    let (wishes, lock) = (read("Cargo.toml"), read("Cargo.lock"));
    let (_, named) = wishes.split_once("[patch.crates-io]").expect("a list of stand-ins");
    let names: Vec<&str> =
        named.lines().filter_map(|line| line.split_once(" = { path")).map(|(name, _)| name).collect();
    assert!(!names.is_empty());
    for name in names {
        let needed = lock.contains(&format!("\n \"{name}\",\n"));
        assert!(needed, "nothing names {name} any more");
        assert!(!lock.contains("[[patch.unused]]"), "a stand-in of another version than typst asks for");
    }
}
