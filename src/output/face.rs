//! The bundled faces, and the PC's own for characters that ours lack.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};
use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};

/// A face in the program. One that only paper needs lies there packed and is unpacked when it is first asked for.
pub(super) struct Bundled {
    /// The name of its file, without what tells its kind.
    name: &'static str,
    kept: &'static [u8],
    unpacked: OnceLock<Vec<u8>>,
    font: OnceLock<Font>,
}

/// How what is packed begins.
const PACKED: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

impl Bundled {
    const fn new(name: &'static str, kept: &'static [u8]) -> Self {
        Self { name, kept, unpacked: OnceLock::new(), font: OnceLock::new() }
    }

    fn bytes(&'static self) -> &'static [u8] {
        if !self.kept.starts_with(&PACKED) {
            return self.kept;
        }
        self.unpacked.get_or_init(|| {
            let size =
                zstd::zstd_safe::get_frame_content_size(self.kept).ok().flatten().and_then(|size| size.try_into().ok());
            let whole = size.and_then(|size| zstd::bulk::decompress(self.kept, size).ok());
            whole.unwrap_or_else(|| unreachable!("our own faces are whole"))
        })
    }

    /// The face for laying out.
    pub fn font(&'static self) -> &'static Font {
        let read = || Font::new(Bytes::new(self.bytes()), 0).unwrap_or_else(|| unreachable!("our own faces are whole"));
        self.font.get_or_init(read)
    }
}

/// The bundled faces: 黑体, its bold, 宋体, its bold for 小标宋, 仿宋, 楷体, signs. What the window shows lies as it is.
pub(super) static BUNDLED: [Bundled; 7] = [
    Bundled::new("NotoSansSC-Regular", include_bytes!("../../fonts/NotoSansSC-Regular.otf")),
    Bundled::new("NotoSansSC-Bold", include_bytes!("../../fonts/NotoSansSC-Bold.otf")),
    Bundled::new("NotoSerifSC-Regular", include_bytes!("../../fonts/NotoSerifSC-Regular.otf.zst")),
    Bundled::new("NotoSerifSC-Bold", include_bytes!("../../fonts/NotoSerifSC-Bold.otf.zst")),
    Bundled::new("FandolFang-Regular", include_bytes!("../../fonts/FandolFang-Regular.otf.zst")),
    Bundled::new("LXGWWenKai-Regular", include_bytes!("../../fonts/LXGWWenKai-Regular.ttf.zst")),
    Bundled::new("Symbols", include_bytes!("../../fonts/Symbols.ttf")),
];

/// What each of them is called and has, told before it is unpacked. A test below holds it to the faces.
const TOLD: &str = include_str!("../../fonts/book.json");

/// The faces that typst chooses from.
pub(super) fn book() -> FontBook {
    let told: Vec<FontInfo> = serde_json::from_str(TOLD).unwrap_or_else(|_| unreachable!("our own book is whole"));
    FontBook::from_infos(told)
}

/// The bytes of a bundled face, by its file name without ending.
#[must_use]
pub fn bundled_face(name: &str) -> Option<&'static [u8]> {
    BUNDLED.iter().find(|known| known.name == name).map(Bundled::bytes)
}

/// The faces that between them have all we have: the widest, and the signs.
static WIDEST: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    let widest = ["NotoSansSC-Regular", "Symbols"];
    widest.into_iter().filter_map(bundled_face).filter_map(|bytes| Face::parse(bytes, 0).ok()).collect()
});

/// The characters of a text that no bundled face can draw, in order, each once.
#[must_use]
pub fn missing_characters(text: &str) -> Vec<char> {
    let drawn =
        |c: char| c.is_control() || c.is_whitespace() || WIDEST.iter().any(|face| face.glyph_index(c).is_some());
    // Each once before it is looked for: looking costs, and texts repeat themselves. Our faces have all of ASCII.
    let unusual = text.chars().filter(|c| !c.is_ascii()).collect::<BTreeSet<_>>();
    unusual.into_iter().filter(|c| !drawn(*c)).collect()
}

/// The official faces by style, under the names PCs know them by, the prescribed one first.
const OFFICIAL: [(&str, &[&str]); 5] = [
    ("仿宋", &["仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"]),
    ("小标宋", &["方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"]),
    ("楷体", &["楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"]),
    ("黑体", &["黑体", "SimHei"]),
    ("宋体", &["宋体", "SimSun"]),
];

/// The official faces that stand in a list of the PC's, by style. Looking is slow, so only when wished.
pub(super) fn official(system: &fontdb::Database) -> Vec<(&'static str, Font)> {
    let named = |name: &str| system.faces().find(|face| face.families.iter().any(|(family, _)| family == name));
    let load = |face: &fontdb::FaceInfo| {
        system.with_face_data(face.id, |data, index| Font::new(Bytes::new(data.to_vec()), index)).flatten()
    };
    OFFICIAL
        .iter()
        .filter_map(|(style, names)| Some((*style, names.iter().find_map(|name| named(name)).and_then(load)?)))
        .collect()
}

/// All faces of this PC.
pub(super) fn of_this_pc() -> fontdb::Database {
    let mut system = fontdb::Database::new();
    system.load_system_fonts();
    system
}

/// Faces of the PC that draw the characters given, as few as do, and the characters that none draws. Looking is slow, so
/// only when there is need.
pub(super) fn from_this_pc(missing: &[char]) -> (Vec<Font>, Vec<char>) {
    if missing.is_empty() { (Vec::new(), Vec::new()) } else { drawing(&of_this_pc(), missing) }
}

/// Of these faces those that draw the characters given. What is upright and of usual weight and width comes first: it
/// will stand in the midst of a text that is.
fn drawing(system: &fontdb::Database, missing: &[char]) -> (Vec<Font>, Vec<char>) {
    let mut left: BTreeSet<char> = missing.iter().copied().collect();
    let mut faces: Vec<&fontdb::FaceInfo> = system.faces().collect();
    faces.sort_by_key(|face| {
        let [slanted, narrow] = [face.style != fontdb::Style::Normal, face.stretch != fontdb::Stretch::Normal];
        (slanted, narrow, face.weight.0.abs_diff(fontdb::Weight::NORMAL.0))
    });
    let mut fonts = Vec::new();
    for face in faces {
        let loaded = system.with_face_data(face.id, |data, index| {
            let parsed = Face::parse(data, index).ok()?;
            let has: Vec<char> = left.iter().copied().filter(|c| parsed.glyph_index(*c).is_some()).collect();
            (!has.is_empty()).then(|| Font::new(Bytes::new(data.to_vec()), index).map(|font| (font, has)))?
        });
        if let Some(Some((font, has))) = loaded {
            fonts.push(font);
            left.retain(|c| !has.contains(c));
        }
        if left.is_empty() {
            break;
        }
    }
    (fonts, left.into_iter().collect())
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test may write where nobody keeps anything")]
mod tests {
    use super::*;

    /// Faces are unpacked when they are first drawn with, so what they have is told before. A face made anew needs a new
    /// book: it is written where the words say.
    #[test]
    fn the_book_tells_what_the_faces_have() {
        let told: Vec<FontInfo> = serde_json::from_str(TOLD).expect("a book");
        let found: Vec<&FontInfo> = BUNDLED.iter().map(|face| face.font().info()).collect();
        if told.iter().collect::<Vec<_>>() != found {
            let made = std::env::temp_dir().join("book.json");
            std::fs::write(&made, serde_json::to_string(&found).expect("JSON") + "\n").expect("a place to write");
            panic!("fonts/book.json tells otherwise than the faces. What they have stands in {}.", made.display());
        }
    }

    #[test]
    fn a_bold_face_is_taken_only_where_no_other_draws_it() {
        let mut system = fontdb::Database::new();
        for name in ["NotoSerifSC-Bold", "NotoSansSC-Regular", "NotoSerifSC-Regular"] {
            system.load_font_data(bundled_face(name).expect(name).to_vec());
        }
        let (fonts, left) = drawing(&system, &['堃', '\u{10ffff}']);
        let taken: Vec<_> = fonts.iter().map(|font| font.info().variant.weight.to_number()).collect();
        assert_eq!((taken, left), (vec![400], vec!['\u{10ffff}']));
    }
}
