//! The 二维码 at the foot of pages: drawn as one shape, as on paper.

use super::super::xml::Xml;
use super::pages::PageFit;
use crate::output::manuscript::QrSquare;
use std::fmt::Write as _;

/// How wide and high it is, and how far under the text block it begins, in points.
pub(super) const SIZE: f64 = 39.7;
const UNDER: f64 = 5.7;
/// What stands free between it and the words beside it, in points.
pub(super) const BESIDE: f64 = 5.0;

/// Writes it under the text block at one of its sides, left or right; a shape has a name and a number.
pub(super) fn write(xml: &mut Xml, square: &QrSquare, (name, number): (&str, &str), page: PageFit, side: &str) {
    let top = page.block_end() + UNDER;
    let style = format!(
        "position:absolute;margin-left:0;margin-top:{top:.1}pt;width:{SIZE}pt;height:{SIZE}pt;z-index:1;\
         mso-wrap-distance-left:0;mso-wrap-distance-right:0;\
         mso-position-horizontal:{side};mso-position-horizontal-relative:margin;mso-position-vertical-relative:page"
    );
    let size = format!("{0},{0}", square.side);
    let mut path = String::new();
    for [x, y, n] in &square.dark {
        let (right, below) = (x + n, y + 1);
        let _is_written = write!(path, "m{x},{y}l{right},{y},{right},{below},{x},{below}x");
    }
    path.push('e');
    xml.element("w:r", &[], |xml| {
        xml.element("w:pict", &[], |xml| {
            let attributes = [
                ("id", name),
                ("o:spid", number),
                ("alt", "二维码"),
                ("style", style.as_str()),
                ("coordsize", &size),
                ("path", &path),
                ("fillcolor", "black"),
                ("stroked", "f"),
            ];
            xml.leaf("v:shape", &attributes);
        });
    });
}
