//! The objects of a PDF, packed into streams. The library that writes it leaves them plain: hundreds of small ones, a tag
//! for each paragraph and cell, which take a sixth of the room when they are packed together.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

/// So many objects share a stream: a reader unpacks all of it for one of them.
const TOGETHER: usize = 200;
/// How long a line of the plain list of objects is.
const LINE: usize = 20;

/// The same PDF with its objects in streams, as every reader has known since PDF 1.5; as it is, where it is written
/// otherwise than expected.
pub(super) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    PlainPdf::read(&pdf).and_then(|plain| plain.packed()).unwrap_or(pdf)
}

/// A PDF as the library writes it.
struct PlainPdf<'p> {
    /// What stands before the first object.
    head: &'p [u8],
    /// What stands from `N 0 obj` to `endobj`, by number.
    objects: BTreeMap<usize, &'p [u8]>,
    /// One more than the highest number.
    size: usize,
    /// What the trailer says besides.
    says: &'p [u8],
}

impl<'p> PlainPdf<'p> {
    /// None where it has been packed, changed or encrypted.
    fn read(pdf: &'p [u8]) -> Option<Self> {
        let (_, from) = after_last(pdf, b"startxref")?;
        let from: usize = std::str::from_utf8(from).ok()?.split_whitespace().next()?.parse().ok()?;
        let list = pdf.get(from..)?.strip_prefix(b"xref\n0 ")?;
        let line = list.iter().position(|byte| *byte == b'\n')?;
        let size: usize = std::str::from_utf8(list.get(..line)?).ok()?.parse().ok()?;
        let (lines, trailer) = list.get(line + 1..)?.split_at_checked(size.checked_mul(LINE)?)?;
        let says = trailer.strip_prefix(format!("trailer\n<</Size {size}").as_bytes())?;
        let (says, _) = after_last(says, b">>\nstartxref")?;
        let mut places = BTreeMap::new();
        for (number, line) in lines.chunks(LINE).enumerate() {
            let line = std::str::from_utf8(line).ok()?.trim_end();
            if line.ends_with(" 00000 n") {
                places.insert(line.get(..10)?.parse().ok()?, number);
            }
        }
        let ends = places.keys().skip(1).copied().chain([from]);
        let object = |((at, number), end): ((&usize, &usize), usize)| Some((*number, pdf.get(*at..end)?));
        let objects = places.iter().zip(ends).map(object).collect::<Option<_>>()?;
        Some(Self { head: pdf.get(..*places.keys().next()?)?, objects, size, says })
    }

    fn packed(&self) -> Option<Vec<u8>> {
        let mut written = PackedPdf { bytes: self.head.to_vec(), places: vec![ObjectPlace::Nowhere; self.size] };
        let mut plain = Vec::new();
        for (number, object) in &self.objects {
            let inside = within(*number, object)?;
            if inside.ends_with(b"endstream") {
                // No stream lies in another.
                written.object(*number, object)?;
            } else {
                plain.push((*number, inside));
            }
        }
        for together in plain.chunks(TOGETHER) {
            written.together(together)?;
        }
        written.end(self.says)
    }
}

/// What an object is, between its number and its end.
fn within(number: usize, object: &[u8]) -> Option<&[u8]> {
    let object = object.strip_prefix(format!("{number} 0 obj").as_bytes())?.trim_ascii();
    Some(object.strip_suffix(b"endobj")?.trim_ascii())
}

/// What stands before and behind the last of these words.
fn after_last<'p>(bytes: &'p [u8], words: &[u8]) -> Option<(&'p [u8], &'p [u8])> {
    let at = bytes.windows(words.len()).rposition(|window| window == words)?;
    Some((bytes.get(..at)?, bytes.get(at + words.len()..)?))
}

/// A packed PDF as far as it is written, and where each object stands in it.
struct PackedPdf {
    bytes: Vec<u8>,
    places: Vec<ObjectPlace>,
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum ObjectPlace {
    Nowhere,
    /// From this byte on.
    At(usize),
    /// In the stream of that number, as which of its objects.
    In(usize, usize),
}

impl PackedPdf {
    fn object(&mut self, number: usize, object: &[u8]) -> Option<()> {
        *self.places.get_mut(number)? = ObjectPlace::At(self.bytes.len());
        self.bytes.extend(object);
        Some(())
    }

    /// These objects in one stream: first their numbers and where in it they stand, then they.
    fn together(&mut self, objects: &[(usize, &[u8])]) -> Option<()> {
        let stream = self.places.len();
        let (mut numbers, mut all) = (String::new(), Vec::new());
        for (nth, (number, object)) in objects.iter().enumerate() {
            *self.places.get_mut(*number)? = ObjectPlace::In(stream, nth);
            write!(numbers, "{number} {} ", all.len()).ok()?;
            all.extend_from_slice(object);
            all.push(b'\n');
        }
        let says = format!("/Type/ObjStm/N {}/First {}", objects.len(), numbers.len());
        self.stream(&says, &[numbers.as_bytes(), &all].concat())
    }

    /// A stream under the next number.
    fn stream(&mut self, says: &str, content: &[u8]) -> Option<()> {
        let number = self.places.len();
        self.places.push(ObjectPlace::At(self.bytes.len()));
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(content).ok()?;
        let content = packer.finish().ok()?;
        let head = format!("{number} 0 obj\n<<{says}/Filter/FlateDecode/Length {}>>\nstream\n", content.len());
        self.bytes.extend([head.as_bytes(), &content, b"\nendstream\nendobj\n"].concat());
        Some(())
    }

    /// The list of where everything stands, itself included, and the trailer with it.
    fn end(mut self, says: &[u8]) -> Option<Vec<u8>> {
        let at = self.bytes.len();
        let mut lines = Vec::new();
        for place in self.places.iter().copied().chain([ObjectPlace::At(at)]) {
            let (kind, first, second) = match place {
                ObjectPlace::Nowhere => (0, 0, 0),
                ObjectPlace::At(byte) => (1, byte, 0),
                ObjectPlace::In(stream, nth) => (2, stream, nth),
            };
            lines.push(kind);
            lines.extend(u32::try_from(first).ok()?.to_be_bytes());
            lines.extend(u16::try_from(second).ok()?.to_be_bytes());
        }
        let says = std::str::from_utf8(says).ok()?;
        self.stream(&format!("/Type/XRef/Size {}/W[1 4 2]{says}", self.places.len() + 1), &lines)?;
        self.bytes.extend(format!("startxref\n{at}\n%%EOF").bytes());
        Some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_stays_as_it_is() {
        for pdf in ["", "%PDF-1.7", "startxref\n9\n%%EOF", "%PDF-1.7\nxref\n0 99\nstartxref\n9\n%%EOF"] {
            assert_eq!(packed(pdf.into()), pdf.as_bytes());
        }
    }

    #[test]
    fn streams_stay_and_all_else_is_packed() {
        let objects =
            ["1 0 obj\n<</Type/Catalog>>\nendobj\n", "2 0 obj\n<</Length 2>>\nstream\nab\nendstream\nendobj\n"];
        let head = "%PDF-1.7\n";
        let list =
            format!("xref\n0 3\n0000000000 65535 f\r\n{:010} 00000 n\r\n{:010} 00000 n\r\n", 9, 9 + objects[0].len());
        let at = head.len() + objects.concat().len();
        let pdf = format!("{head}{}{list}trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n{at}\n%%EOF", objects.concat());
        let packed = packed(pdf.into());
        let text = String::from_utf8_lossy(&packed);
        assert!(
            text.contains(objects[1]) && !text.contains("/Catalog") && text.contains("/Size 5/W[1 4 2]/Root 1 0 R"),
            "{text}"
        );
    }
}
