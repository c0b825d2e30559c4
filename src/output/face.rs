//! The bundled faces, and the PC's own for characters that ours lack.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::Font;

/// The bundled faces: 黑体, its bold, 宋体, its bold for 小标宋, 仿宋, 楷体, signs.
const BUNDLED: [(&str, &[u8]); 7] = [
    ("NotoSansSC-Regular", include_bytes!("../../fonts/NotoSansSC-Regular.otf")),
    ("NotoSansSC-Bold", include_bytes!("../../fonts/NotoSansSC-Bold.otf")),
    ("NotoSerifSC-Regular", include_bytes!("../../fonts/NotoSerifSC-Regular.otf")),
    ("NotoSerifSC-Bold", include_bytes!("../../fonts/NotoSerifSC-Bold.otf")),
    ("FandolFang-Regular", include_bytes!("../../fonts/FandolFang-Regular.otf")),
    ("LXGWWenKai-Regular", include_bytes!("../../fonts/LXGWWenKai-Regular.ttf")),
    ("Symbols", include_bytes!("../../fonts/Symbols.ttf")),
];

/// The bytes of a bundled face, by its file name without ending.
#[must_use]
pub fn bundled_face(name: &str) -> Option<&'static [u8]> {
    BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
}

/// The bundled faces for laying out.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| BUNDLED.iter().flat_map(|(_, bytes)| Font::iter(Bytes::new(*bytes))).collect());

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
    let mut left: BTreeSet<char> = missing.iter().copied().collect();
    if left.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let system = of_this_pc();
    let mut fonts = Vec::new();
    for face in system.faces() {
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
