//! A look over a PDF before the library reads it: nothing packed in it is larger than a report can be, nothing stands so
//! deep in something else, or so often, that reading it would never end.
//!
//! The library has no bounds of its own, and what overflows the stack or the memory ends the program. What cannot be
//! looked over, since it is packed in ways that no program of today writes, is refused.

use crate::intake::DocumentFault;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// One stream unpacked, in bytes.
const PART: usize = 128 << 20;
/// Most streams are smaller.
const FEW: usize = 16 << 20;
/// All streams but pictures, unpacked.
const WHOLE: usize = 256 << 20;
/// Arrays and dictionaries in others. Bytes of faces and texts count as such by chance, hence so many.
const DEEPEST: usize = 50_000;
/// Objects of a file.
const OBJECTS: usize = 200_000;
/// Nodes of the tree of pages.
const NODES: usize = 500;
/// Pages or nodes that stand in several others, as in files that were changed and saved.
const AGAIN: usize = 16;
/// Characters of a face.
const CODES: u32 = 70_000;
/// Pictures within the text of a page: to find the end of one the library looks for others in what follows.
const INLINE: usize = 300;

/// What has been met so far.
#[derive(Default)]
struct Contents {
    unpacked: usize,
    nodes: usize,
    kids: HashSet<Vec<u8>>,
    parents: HashMap<u32, usize>,
}

/// Looks over the bytes of a file that has not been opened.
pub(super) fn look_over(bytes: &[u8]) -> Result<(), DocumentFault> {
    let ends: Vec<usize> = places(bytes, b"endstream").collect();
    let mut measure = Contents::default();
    let mut from = 0;
    for at in places(bytes, b"stream") {
        if at < from || bytes.get(at.saturating_sub(3)..at) == Some(b"end") {
            continue;
        }
        // What stands before this stream: the one before it, and what is said of this one.
        let before = bytes.get(from..at).unwrap_or_default();
        measure.text(before)?;
        from = at + b"stream".len();
        let end = ends.get(ends.partition_point(|end| *end < from)).copied().unwrap_or(bytes.len());
        let said = before.get(before.len().saturating_sub(2_000)..).unwrap_or_default();
        let said = places(said, b"obj").last().map_or(said, |at| said.get(at..).unwrap_or_default());
        // A picture is not unpacked, unless the library takes it for objects packed together.
        if has(said, b"/Image") && !has(said, b"/First") {
            continue;
        }
        let Some(inflated) = inflated(bytes.get(from..end).unwrap_or_default().trim_ascii_start())? else { continue };
        measure.packed(&inflated.text)?;
        // Of what is packed whole all is known: by chance its bytes say anything.
        if inflated.is_whole {
            from = end;
        }
    }
    measure.text(bytes.get(from..).unwrap_or_default())
}

/// Looks into an open file: everything that is packed in it, whatever hid it before it was opened.
pub(super) fn look_into(pdf: &Pdf) -> Result<(), DocumentFault> {
    if pdf.len() > OBJECTS {
        return Err(DocumentFault::TooLarge);
    }
    let mut unpacked = 0;
    for object in pdf.objects() {
        match object {
            Object::Stream(stream) => {
                let mut measure = Contents { unpacked, ..Contents::default() };
                measure.packed(&unpacked_stream(&stream)?)?;
                unpacked = measure.unpacked;
            }
            Object::Array(array) => widths(array.data())?,
            _ => {}
        }
    }
    // Nothing that says it is a picture is drawn as the text of a page.
    let is_picture = |stream: &Stream| is_picture(stream.dict());
    let drawn = |page: &Dict| {
        page.get::<Stream>("Contents").as_ref().is_some_and(is_picture)
            || page.get::<Array>("Contents").is_some_and(|all| all.iter::<Stream>().any(|stream| is_picture(&stream)))
    };
    if pdf.pages().iter().any(|page| drawn(page.raw())) { Err(DocumentFault::BrokenPdf) } else { Ok(()) }
}

fn is_picture(dict: &Dict<'_>) -> bool {
    dict.get::<Name>("Subtype").is_some_and(|name| name.as_ref() == b"Image")
}

/// What is packed in a stream; nothing where it is a picture, which is never unpacked.
fn unpacked_stream(stream: &Stream<'_>) -> Result<Vec<u8>, DocumentFault> {
    if is_picture(stream.dict()) {
        return Ok(Vec::new());
    }
    let data = stream.raw_data();
    match stream.filters().as_slice() {
        [] => Ok(data.into_owned()),
        [Filter::FlateDecode] => Ok(inflated(&data)?.map_or_else(Vec::new, |inflated| inflated.text)),
        [Filter::Ascii85Decode] => Ok(from_85(&data)),
        [Filter::Ascii85Decode, Filter::FlateDecode] => {
            Ok(inflated(&from_85(&data))?.map_or_else(Vec::new, |inflated| inflated.text))
        }
        _ => Err(DocumentFault::BrokenPdf),
    }
}

impl Contents {
    /// Takes in what was unpacked, unless it is too much.
    fn packed(&mut self, text: &[u8]) -> Result<(), DocumentFault> {
        self.unpacked += text.len();
        if self.unpacked > WHOLE { Err(DocumentFault::TooLarge) } else { self.text(text) }
    }

    /// Takes in a text of the file, unless it is too much.
    fn text(&mut self, text: &[u8]) -> Result<(), DocumentFault> {
        let (mut depth, mut deepest) = (0_usize, 0);
        for byte in text {
            match byte {
                b'[' | b'<' | b'{' => depth += 1,
                b']' | b'>' | b'}' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            deepest = deepest.max(depth);
        }
        if deepest > DEEPEST || places(text, b"BI").take(INLINE + 1).filter(|at| is_inline(text, *at)).count() > INLINE
        {
            return Err(DocumentFault::BrokenPdf);
        }
        for at in places(text, b"/W") {
            let after = text.get(at + 2..).unwrap_or_default();
            widths(after.strip_prefix(b"2").unwrap_or(after))?;
        }
        places(text, b"/Kids").try_for_each(|at| self.kids(text.get(at + 5..).unwrap_or_default()))
    }

    /// The pages below a node: each stands once in the tree, or nearly so.
    fn kids(&mut self, text: &[u8]) -> Result<(), DocumentFault> {
        self.nodes += 1;
        let Some(array) = array(text) else { return Err(DocumentFault::BrokenPdf) };
        if self.nodes > NODES {
            return Err(DocumentFault::TooLarge);
        }
        if self.kids.insert(array.to_vec()) {
            for number in numbers(array).step_by(2) {
                *self.parents.entry(number).or_default() += 1;
            }
        }
        let again: usize = self.parents.values().map(|many| many - 1).sum();
        if again > AGAIN { Err(DocumentFault::BrokenPdf) } else { Ok(()) }
    }
}

/// An inline picture begins there.
fn is_inline(text: &[u8], at: usize) -> bool {
    let blank = |n: Option<usize>| n.and_then(|n| text.get(n)).is_none_or(u8::is_ascii_whitespace);
    blank(at.checked_sub(1)) && blank(Some(at + 2))
}

/// The array that begins here, up to its end.
fn array(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii_start().strip_prefix(b"[")?;
    let mut depth = 1;
    let end = text.iter().position(|byte| {
        depth = if *byte == b'[' { depth + 1 } else { depth - i32::from(*byte == b']') };
        depth == 0
    });
    text.get(..end.unwrap_or(text.len()))
}

/// Widths of a face, or of the columns of a table of objects: the library would make an entry for each number between
/// two, and for ever where columns have no width.
fn widths(text: &[u8]) -> Result<(), DocumentFault> {
    let Some(array) = array(text) else { return Ok(()) };
    let mut columns = numbers(array).take(4);
    let idle = (columns.next(), columns.next(), columns.next(), columns.next()) == (Some(0), Some(0), Some(0), None);
    if idle || numbers(array).any(|number| number > CODES) { Err(DocumentFault::BrokenPdf) } else { Ok(()) }
}

/// The numbers in a text, without what stands behind their points; what is too large for one is the largest.
fn numbers(text: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let all = text.split(|byte| !byte.is_ascii_digit() && *byte != b'.');
    let whole = all.filter_map(|number| number.split(|byte| *byte == b'.').next());
    whole.filter(|digits| !digits.is_empty()).map(|digits| {
        digits.iter().fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
    })
}

fn has(text: &[u8], word: &[u8]) -> bool {
    places(text, word).next().is_some()
}

/// Where a word stands.
fn places<'t>(text: &'t [u8], word: &'t [u8]) -> impl Iterator<Item = usize> + 't {
    text.windows(word.len()).enumerate().filter(move |(_, some)| *some == word).map(|(at, _)| at)
}

/// What was packed.
struct Inflated {
    text: Vec<u8>,
    /// All the bytes were it, but a line end: nothing else stands among them.
    is_whole: bool,
}

/// What is packed in these bytes, as far as it can be unpacked; none where nothing is.
fn inflated(data: &[u8]) -> Result<Option<Inflated>, DocumentFault> {
    let read = |mut from: &mut dyn Read| {
        let mut text = Vec::new();
        let few = Read::by_ref(&mut from).take(FEW as u64).read_to_end(&mut text);
        // Room that doubles would take three times the most.
        if text.len() == FEW {
            text.reserve_exact(PART + 1 - FEW);
        }
        let rest = (PART + 1 - text.len()) as u64;
        // A stream that breaks off is read as far as it goes.
        let is_sound = few.and_then(|_| from.take(rest).read_to_end(&mut text)).is_ok();
        (text, is_sound)
    };
    let mut decoder = ZlibDecoder::new(data);
    let (text, is_sound) = read(&mut decoder);
    let is_whole = is_sound && decoder.total_in() + 2 >= data.len() as u64;
    let (text, is_whole) =
        if text.is_empty() { (read(&mut DeflateDecoder::new(data)).0, false) } else { (text, is_whole) };
    match text.len() {
        0 => Ok(None),
        1..=PART => Ok(Some(Inflated { text, is_whole })),
        _ => Err(DocumentFault::TooLarge),
    }
}

/// Bytes written in 85 characters.
fn from_85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let put = |group: &mut Vec<u32>, bytes: &mut Vec<u8>| {
        let many = group.len();
        group.resize(5, 84);
        let word = group.drain(..).fold(0_u32, |word, digit| word.wrapping_mul(85).wrapping_add(digit));
        bytes.extend(word.to_be_bytes().into_iter().take(many.saturating_sub(1)));
    };
    for byte in data {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            put(&mut group, &mut bytes);
        }
    }
    if !group.is_empty() {
        put(&mut group, &mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_may_have_many_decimals() {
        assert!(widths(b" [0 3 1000 4 [914.99997 12.000001]]").is_ok());
        assert!(widths(b" [0 99999 1000]").is_err());
    }

    /// Packed without being made smaller, bytes stand as they are, and so they do by chance in what is.
    #[test]
    fn what_packed_bytes_say_by_chance_is_nothing() {
        use flate2::{Compression, write::ZlibEncoder};
        use std::io::Write as _;
        let packed = |level| {
            let mut encoder = ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(b"BT (text) Tj ET").unwrap();
            encoder.finish().unwrap()
        };
        let file = |data: &[u8], behind: &[u8]| {
            [b"1 0 obj << /Length 1 >> stream\n", data, behind, b"\nendstream endobj"].concat()
        };
        let mut sound = packed(Compression::best());
        assert!(look_over(&file(&sound, b"")).is_ok());
        // What stands behind it is not packed.
        assert!(look_over(&file(&sound, b" /W [0 99999 1000]")).is_err());
        // The check sum may say anything; here it makes the stream broken, so that its bytes are looked at.
        sound.truncate(sound.len() - 4);
        assert!(look_over(&file(&sound, b"/W[0 99999 1]")).is_err());
        let stored = {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::none());
            encoder.write_all(b"/W [0 99999 1000]").unwrap();
            encoder.finish().unwrap()
        };
        assert!(look_over(&file(&stored, b"")).is_err(), "what is packed is looked at");
    }

    #[test]
    fn what_would_take_for_ever_is_refused() {
        let is_sane = |text: &str| look_over(text.as_bytes()).is_ok();
        assert!(is_sane("%PDF-1.7\n1 0 obj << /Kids [2 0 R 3 0 R] /W [1 2 1] >> endobj"));
        assert!(!is_sane(&"[".repeat(DEEPEST + 1)));
        assert!(is_sane(&"[]".repeat(DEEPEST + 1)));
        assert!(!is_sane(&"/Kids [2 0 R] ".repeat(NODES + 1)));
        let twice: Vec<String> = (1..40).map(|n| format!("/Kids [{n} 0 R {n} 0 R]")).collect();
        assert!(!is_sane(&twice.concat()));
        assert!(!is_sane("/W [0 0 0] /Index [0 4294967295]"));
        assert!(!is_sane("/W [1 [500 600] 7 99999999999 500]"));
        assert!(!is_sane(&"BI /W 1 ID x EI ".repeat(INLINE + 1)));
    }

    #[test]
    fn bytes_are_read_from_85_characters() {
        assert_eq!(from_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(from_85(b"z87cUR\nD]"), b"\0\0\0\0Hello");
    }
}
