//! What stands on every page beside the report: its number and 校验码 at the foot, 草稿 across it.

use super::super::xml::{self, NAMES, Xml};
use super::pages::{PageFit, PageKind, twips};
use super::paragraph::{run, styled_run};
use super::{contents, square};
use crate::output::manuscript::Stamp;
use std::io;

/// 四号, what the number keeps from the edge of the text block: 单页居右空一字，双页居左空一字.
const IN: u32 = 280;

/// Odd and even pages, which differ in where the number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageSide {
    Odd,
    Even,
}

/// Both.
pub(super) const SIDES: [PageSide; 2] = [PageSide::Odd, PageSide::Even];

impl PageSide {
    /// The format's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Odd => "default",
            Self::Even => "even",
        }
    }

    /// The name of its header.
    pub fn header(self) -> &'static str {
        match self {
            Self::Odd => "header-odd",
            Self::Even => "header-even",
        }
    }
}

/// A footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foot {
    pages: PageKind,
    pub side: PageSide,
}

impl Foot {
    /// The footers of a section.
    pub fn under(pages: PageKind) -> [Self; 2] {
        SIDES.map(|side| Self { pages, side })
    }

    /// Its name.
    pub fn name(self) -> String {
        let PageFit { close, across } = self.pages.page();
        let pages = if self.pages == PageKind::Cover { "cover-" } else { "" };
        let (close, across) = (if close { "close-" } else { "" }, if across { "across-" } else { "" });
        format!("footer-{pages}{close}{across}{}", if self.side == PageSide::Odd { "odd" } else { "even" })
    }

    /// The number of the shape on it; the third thousand is for footers.
    fn number(self) -> usize {
        let PageFit { close, across } = self.pages.page();
        let is = [self.pages == PageKind::Cover, close, across, self.side == PageSide::Even];
        is.iter().fold(0, |number, is| number * 2 + usize::from(*is)) + 3 * 1024
    }

    /// Number at the outer side, 校验码 at the inner; a cover has no number.
    ///
    /// # Errors
    /// When the library cannot write.
    pub fn written(self, stamp: &Stamp) -> io::Result<Vec<u8>> {
        let [width, _] = self.pages.page().block().map(twips);
        let (left, tab) = if self.side == PageSide::Odd { (0, width - IN) } else { (IN, width) };
        let left = if self.pages == PageKind::Cover { 0 } else { left };
        // The 校验码 keeps free what the 二维码 takes, which stands on its side.
        let is_inner_left = self.pages == PageKind::Cover || self.side == PageSide::Odd;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length within a page")]
        let taken = stamp.qr.as_ref().map_or(0, |_| ((square::SIZE + square::BESIDE) * 20.0) as u32);
        let (left, tab) = if is_inner_left { (left + taken, tab) } else { (left, tab - taken) };
        xml::part("w:ftr", &NAMES, |xml| {
            xml.element("w:p", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.val("w:pStyle", "Footer");
                    xml.element("w:tabs", &[], |xml| {
                        xml.leaf("w:tab", &[("w:val", "right"), ("w:pos", &tab.to_string())]);
                    });
                    xml.leaf("w:ind", &[("w:left", &left.to_string())]);
                });
                if let Some(qr) = &stamp.qr {
                    let (name, number) = (format!("QrCode-{}", self.name()), format!("_x0000_s{}", self.number()));
                    let side = if is_inner_left { "left" } else { "right" };
                    square::write(xml, qr, (&name, &number), self.pages.page(), side);
                }
                match (self.pages, self.side) {
                    (PageKind::Cover, _) => run(xml, &code(stamp)),
                    (_, PageSide::Odd) => {
                        run(xml, &code(stamp));
                        tabulator(xml);
                        number(xml, stamp.total);
                    }
                    (_, PageSide::Even) => {
                        number(xml, stamp.total);
                        tabulator(xml);
                        run(xml, &code(stamp));
                    }
                }
            });
        })
    }
}

/// 公开版 校验码 and the code, whichever there are.
fn code(stamp: &Stamp) -> String {
    let code = if stamp.code.is_empty() { String::new() } else { format!("校验码 {}", stamp.code) };
    [stamp.copy.clone(), code].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　")
}

fn tabulator(xml: &mut Xml) {
    xml.element("w:r", &[], |xml| xml.leaf("w:tab", &[]));
}

/// “— 1 —”, the number a field; with the number of the last page, 第 1 页　共 9 页.
fn number(xml: &mut Xml, total: bool) {
    let large = |xml: &mut Xml, words: &str| styled_run(xml, "PageNumber", words);
    let [before, after] = if total { ["第 ", " 页"] } else { ["— ", " —"] };
    large(xml, before);
    xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| large(xml, "1"));
    large(xml, after);
    if total {
        large(xml, "　共 ");
        contents::page_of(xml, contents::END, "PageNumber");
        large(xml, " 页");
    }
}

/// A header with 草稿 drawn over the page, as Word draws a watermark (水印) of its own.
///
/// # Errors
/// When the library cannot write.
pub(super) fn header(side: PageSide, words: &str) -> io::Result<Vec<u8>> {
    let (shape, number) = match side {
        PageSide::Odd => ("PowerPlusWaterMarkObject1", 1),
        PageSide::Even => ("PowerPlusWaterMarkObject2", 2),
    };
    let number = format!("_x0000_s{}", 2 * 1024 + number); // the second thousand is for headers
    xml::part("w:hdr", &NAMES, |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", "Header"));
            xml.element("w:r", &[], |xml| {
                xml.element("w:pict", &[], |xml| {
                    shapetype(xml);
                    watermark(xml, shape, &number, words);
                });
            });
        });
    })
}

/// A long mark is drawn wider, not narrower: each character about as large as two are.
fn watermark(xml: &mut Xml, shape: &str, number: &str, words: &str) {
    let across = 90 * words.chars().count().clamp(1, 5);
    let style = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{}pt;height:{}pt;rotation:315;z-index:-251658752;\
         mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:center;mso-position-vertical-relative:margin",
        across * 2,
        180.min(across),
    );
    let attributes = [
        ("id", shape),
        ("o:spid", number),
        ("type", "#_x0000_t136"),
        ("style", style.as_str()),
        ("o:allowincell", "f"),
        ("fillcolor", "#d8d8d8"),
        ("stroked", "f"),
    ];
    xml.element("v:shape", &attributes, |xml| {
        xml.leaf("v:fill", &[("opacity", ".5")]);
        xml.leaf("v:textpath", &[("style", "font-family:\"黑体\";font-size:1pt"), ("string", words)]);
        xml.leaf("w10:wrap", &[("anchorx", "margin"), ("anchory", "margin")]);
    });
}

/// WordArt's plain text, number 136 of the format's shapes; its formulas are the format's.
fn shapetype(xml: &mut Xml) {
    let formulas = [
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ];
    let attributes = [
        ("id", "_x0000_t136"),
        ("coordsize", "21600,21600"),
        ("o:spt", "136"),
        ("adj", "10800"),
        ("path", "m@7,l@8,m@5,21600l@6,21600e"),
    ];
    let path = [
        ("textpathok", "t"),
        ("o:connecttype", "custom"),
        ("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800"),
        ("o:connectangles", "270,180,90,0"),
    ];
    xml.element("v:shapetype", &attributes, |xml| {
        xml.element("v:formulas", &[], |xml| formulas.iter().for_each(|formula| xml.leaf("v:f", &[("eqn", formula)])));
        xml.leaf("v:path", &path);
        xml.leaf("v:textpath", &[("on", "t"), ("fitshape", "t")]);
        xml.element("v:handles", &[], |xml| {
            xml.leaf("v:h", &[("position", "#0,bottomRight"), ("xrange", "6629,14971")]);
        });
        xml.leaf("o:lock", &[("v:ext", "edit"), ("text", "t"), ("shapetype", "t")]);
    });
}
