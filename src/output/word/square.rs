//! The 二维码 at the foot of pages: drawn as one shape, as on paper.

use super::super::xml::Xml;
use super::section::block_end;
use super::stamp::Foot;
use crate::output::manuscript::QrSquare;
use std::fmt::Write as _;

/// How wide and high it is, and how far under the text block it begins, in points.
pub(super) const SIZE: f64 = 39.7;
const UNDER: f64 = 5.7;
/// What stands free between it and the words beside it, in points.
pub(super) const BESIDE: f64 = 5.0;

/// Writes it at a side of the text block, left or right; it is called by its foot.
pub(super) fn write(xml: &mut Xml, square: &QrSquare, foot: Foot, side: &str) {
    let top = block_end(foot.pages) + UNDER;
    let style = format!(
        "position:absolute;margin-left:0;margin-top:{top:.1}pt;width:{SIZE}pt;height:{SIZE}pt;z-index:1;\
         mso-wrap-distance-left:0;mso-wrap-distance-right:0;\
         mso-position-horizontal:{side};mso-position-horizontal-relative:margin;mso-position-vertical-relative:page"
    );
    let (name, number) = (format!("QrCode-{}", foot.name()), format!("_x0000_s{}", foot.number()));
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
                ("id", name.as_str()),
                ("o:spid", &number),
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
