//! The faces an OFD file embeds, each cut down to the glyphs that are drawn.
//!
//! Readers ask for whole OpenType files: a bare CFF table, as a PDF has it, they refuse. So what the cutting leaves out
//! because a PDF does without (which character has which glyph) is put back.

use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};
use ttf_parser::RawFace;
use typst::text::Font;
use write_fonts::FontBuilder;
use write_fonts::tables::cmap::Cmap;
use write_fonts::types::{GlyphId, Tag};

/// What readers and systems ask of a face besides its outlines: its weight, its lines, its vendor.
const OS_2: &[u8; 4] = b"OS/2";

/// A face and what is drawn of it.
pub(super) struct UsedFace {
    font: Font,
    glyphs: GlyphRemapper,
    /// Which glyph stands for a character by itself. A character drawn in two ways has the first.
    characters: BTreeMap<char, u16>,
}

/// All faces that are drawn with, in the order in which they are met.
#[derive(Default)]
pub(super) struct UsedFaces(Vec<UsedFace>);

impl UsedFaces {
    /// Takes a face in, and says which one it is.
    pub fn with(&mut self, font: &Font) -> usize {
        let known = self.0.iter().position(|face| face.font == *font);
        known.unwrap_or_else(|| {
            let face = UsedFace { font: font.clone(), glyphs: GlyphRemapper::new(), characters: BTreeMap::new() };
            self.0.push(face);
            self.0.len() - 1
        })
    }

    /// Takes a glyph of a face in, with the character it stands for, if it stands for one alone. Its number in the
    /// embedded face.
    pub fn glyph(&mut self, face: usize, glyph: u16, stands_for: Option<char>) -> u16 {
        let Some(face) = self.0.get_mut(face) else { return 0 };
        let number = face.glyphs.remap(glyph);
        if let Some(character) = stands_for {
            face.characters.entry(character).or_insert(number);
        }
        number
    }

    /// The faces.
    pub fn iter(&self) -> impl Iterator<Item = &UsedFace> {
        self.0.iter()
    }
}

impl UsedFace {
    /// The family's name.
    pub fn family(&self) -> String {
        self.font.info().family.as_str().to_string()
    }

    /// The face as a file of its own, and how the file's name ends.
    ///
    /// # Errors
    /// In words when the face cannot be cut.
    pub fn cut(&self) -> Result<(Vec<u8>, &'static str), String> {
        let fault = |fault: &dyn std::fmt::Display| format!("{}: {fault}", self.family());
        let (data, index) = (self.font.data().as_slice(), self.font.index());
        let cut = subset(data, index, &self.glyphs).map_err(|f| fault(&f))?;
        let characters = self.characters.iter().map(|(character, glyph)| (*character, GlyphId::from(*glyph)));
        let characters = Cmap::from_mappings(characters).map_err(|f| fault(&f))?;
        let mut face = FontBuilder::new();
        face.add_table(&characters).map_err(|f| fault(&f))?;
        let cut = RawFace::parse(&cut, 0).map_err(|f| fault(&f))?;
        let whole = RawFace::parse(data, index).map_err(|f| fault(&f))?;
        for table in cut.table_records {
            if let Some(bytes) = cut.table(table.tag) {
                face.add_raw(Tag::new(&table.tag.to_bytes()), bytes);
            }
        }
        if let Some(bytes) = whole.table(ttf_parser::Tag::from_bytes(OS_2)) {
            face.add_raw(Tag::new(OS_2), bytes);
        }
        let ending = if face.contains(Tag::new(b"glyf")) { "ttf" } else { "otf" };
        Ok((face.build(), ending))
    }
}
