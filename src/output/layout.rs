//! Pages laid out by typst: one document, from which PDF, OFD, the pictures and the preview are made.
//!
//! The data go in as a file, not as inputs, so that an edit lays out again only what it changed.

use super::enclosing::Standing;
use super::face::{bundled_face, from_this_pc, missing_characters, of_this_pc, official};
use super::manuscript::{Manuscript, PageNumbers};
use super::outline::WordOutline;
use super::world::PaperWorld;
use crate::form::CellId;
use crate::report::{Enclosed, drawn};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use ttf_parser::Face;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Content, Label, NativeElement as _, Packed, Selector, StyleChain, Value};
use typst::introspection::Introspector as _;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::{Destination, HeadingElem, OutlineNode};
use typst::text::Font;
use typst::utils::{PicoStr, Scalar};
use typst_layout::{PagedDocument, PagedIntrospector};
use typst_render::RenderOptions;

/// Why pages could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PrintFault {
    /// The form does not say how it stands on paper.
    #[error("这个表样没有写明打印版式（paper），请补上或换用本程序自带的表样。")]
    NoPaper,
    /// The layout itself is at fault.
    #[error("排版没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Layout(String),
    /// The PDF could not be written from the pages.
    #[error("生成PDF没有成功，请把文件和这句话交给软件维护人员：{0}")]
    Pdf(String),
    /// PDF/A embeds a face for every character.
    #[error("长期保存的PDF要求每个字都有字体，这些字没有，请换用别的字，或不选长期保存的格式：{0}")]
    Faceless(String),
    /// The picture could not be made.
    #[error("生成图片没有成功，请改用PDF：{0}")]
    Picture(String),
}

/// Pages laid out.
#[derive(Clone)]
pub struct Laid {
    document: Arc<PagedDocument>,
    /// Characters that no bundled face has; drawn from the PC's own faces where it has them.
    pub missing: Vec<char>,
    /// Those of them that no face of the PC has either.
    pub blank: Vec<char>,
    /// The form's own layout was refused: tables stand row by row, without merged cells.
    pub is_plain: bool,
    /// Where texts go over pages depended on where they do, to the last try.
    pub is_unsettled: bool,
    /// What is written leads to its cell.
    pub(super) keyed: bool,
    /// What a PDF of them encloses, where it does.
    pub(super) enclosed: Option<Arc<str>>,
}

/// One page as pixels.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// RGBA, premultiplied, row by row.
    pub rgba: Vec<u8>,
}

/// Lays a manuscript out with our own faces.
///
/// # Errors
/// When the form does not say how it stands on paper, or the layout is at fault.
pub fn lay_out(manuscript: &Manuscript) -> Result<Laid, PrintFault> {
    lay_out_with(manuscript, &fontdb::Database::new())
}

/// How pages are wished for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayWish {
    /// With this PC's official faces (仿宋_GB2312, 方正小标宋简体, 楷体_GB2312) where it has them.
    pub official_faces: bool,
    /// Of what is written [`Laid::cell_at`] tells the cell.
    pub keyed: bool,
}

/// Lays a manuscript out as wished.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_out_as(manuscript: &Manuscript, wish: LayWish) -> Result<Laid, PrintFault> {
    let faces = if wish.official_faces { of_this_pc() } else { fontdb::Database::new() };
    laid(manuscript, &faces, wish.keyed)
}

/// Lays a manuscript out with the official faces among those given.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_out_with(manuscript: &Manuscript, faces: &fontdb::Database) -> Result<Laid, PrintFault> {
    laid(manuscript, faces, false)
}

/// Lays a manuscript out for the screen: the same pages, of which [`Laid::cell_at`] tells what is written where.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_out_keyed(manuscript: &Manuscript) -> Result<Laid, PrintFault> {
    lay_out_as(manuscript, LayWish { keyed: true, ..LayWish::default() })
}

fn laid(manuscript: &Manuscript, faces: &fontdb::Database, keyed: bool) -> Result<Laid, PrintFault> {
    if manuscript.printed().next().is_none() {
        return Err(PrintFault::NoPaper);
    }
    let official = official(faces);
    let mark = mark(&manuscript.stamp.watermark, &official);
    let faces = official.iter().map(|(style, font)| (*style, font.info().family.as_str().to_string())).collect();
    let mut data = Data { manuscript, faces, mark, plain: false, keyed };
    let written = data.written()?;
    let missing = missing_characters(&String::from_utf8_lossy(&written));
    let (borrowed, blank) = from_this_pc(&missing);
    let own: Vec<Font> = official.into_iter().map(|(_, font)| font).chain(borrowed).collect();
    let as_designed = compiled(written, &own);
    let is_plain = as_designed.is_err();
    data.plain = is_plain;
    // Pages come whatever is written. Where the plain way fails too, the first reason is the one to tell.
    let (document, is_unsettled) =
        as_designed.or_else(|fault| compiled(data.written()?, &own).map_err(|_plain| fault))?;
    let enclosed = manuscript.enclosed(manuscript.printed(), &Standing::default()).map(|enclosed| {
        let drawn = drawn(document.pages().iter().map(|page| letters(&page.frame)));
        Enclosed { drawn, ..enclosed }.written().into()
    });
    comemo::evict(1);
    Ok(Laid { document: Arc::new(document), missing, blank, is_plain, is_unsettled, keyed, enclosed })
}

/// 草稿 in 黑体, a little apart.
fn mark(words: &str, official: &[(&'static str, Font)]) -> Option<WordOutline> {
    let own =
        official.iter().find(|(style, _)| *style == "黑体").map(|(_, font)| (font.data().as_slice(), font.index()));
    let (bytes, index) = own.or_else(|| Some((bundled_face("NotoSansSC-Regular")?, 0)))?;
    WordOutline::of(words, &Face::parse(bytes, index).ok()?, 30.0 / 110.0).filter(|_| !words.is_empty())
}

/// The pages, and whether they were still not settled when typst gave up laying them out anew.
fn compiled(data: Vec<u8>, own: &[Font]) -> Result<(PagedDocument, bool), PrintFault> {
    let world = PaperWorld::new(data, own.to_vec());
    let fault = |fault: Option<&SourceDiagnostic>| fault.map_or_else(String::new, |fault| fault.message.to_string());
    let compiled = typst::compile::<PagedDocument>(&world);
    let is_unsettled = compiled.warnings.iter().any(|warning| warning.message.contains("did not converge"));
    let document = compiled.output.map_err(|faults| PrintFault::Layout(fault(faults.first())))?;
    Ok((document, is_unsettled))
}

/// The letters of a page, in the order in which they are drawn; those that run askew are none of its text.
fn letters(frame: &Frame) -> String {
    let items = frame.items().map(|(_, item)| match item {
        FrameItem::Text(text) => text.text.to_string(),
        FrameItem::Group(group) if group.transform.kx.is_zero() => letters(&group.frame),
        _ => String::new(),
    });
    items.collect()
}

/// What the layout reads.
#[derive(Serialize)]
struct Data<'p> {
    #[serde(flatten)]
    manuscript: &'p Manuscript,
    /// The family of the PC's own face by style: 仿宋, 小标宋.
    faces: BTreeMap<&'static str, String>,
    /// 草稿 as it is drawn.
    mark: Option<WordOutline>,
    /// Tables row by row, without merged cells.
    plain: bool,
    /// What is written leads to its cell.
    keyed: bool,
}

impl Data<'_> {
    fn written(&self) -> Result<Vec<u8>, PrintFault> {
        serde_json::to_vec(self).map_err(|fault| PrintFault::Layout(fault.to_string()))
    }
}

impl Laid {
    /// The laid-out document itself, for whoever looks closer than at pixels.
    #[must_use]
    pub fn document(&self) -> &PagedDocument {
        &self.document
    }

    /// What should be known of characters that our faces lack, in sentences.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let (blank, borrowed): (String, String) = self.missing.iter().partition(|c| self.blank.contains(c));
        let notice = |says: &str, characters: String| (!characters.is_empty()).then(|| format!("{says}：{characters}"));
        let notices = [
            notice("自带字体里没有这些字，已改用本机字体，请在打印件上核对", borrowed),
            notice(
                "自带字体和本机字体里都没有这些字，印出来是空白或方框，请换用别的字，或装上有这些字的字体再试",
                blank,
            ),
        ];
        let plain = self.is_plain.then(|| {
            "有的内容在表样规定的表格里排不下，已逐行排出，请核对打印件；也可以先精简过长的内容再打印。".into()
        });
        let unsettled = self.is_unsettled.then(|| {
            "有的长文字跨页的地方没有完全排好，请在打印件上看一遍跨页的表格；也可以先精简过长的内容再打印。".into()
        });
        notices.into_iter().flatten().chain(plain).chain(unsettled).collect()
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// Nothing stands on a page: it is the back of a sheet, there for printing on both sides.
    #[must_use]
    pub fn is_blank(&self, page: usize) -> bool {
        self.document.pages().get(page).is_some_and(|page| letters(&page.frame).is_empty())
    }

    /// The number of a page, as it is printed on it. None beyond the last page.
    #[must_use]
    pub fn number(&self, page: usize) -> Option<u64> {
        Some(self.document.pages().get(page)?.number)
    }

    /// How wide and high a page is, in points. None beyond the last one.
    #[must_use]
    pub fn size(&self, page: usize) -> Option<(f64, f64)> {
        let size = self.document.pages().get(page)?.frame.size();
        Some((size.x.to_pt(), size.y.to_pt()))
    }

    /// The cell whose text stands on a page at this place, in points from its left top corner. None where none does, or
    /// where the pages were not laid out keyed.
    #[must_use]
    pub fn cell_at(&self, page: usize, x: f64, y: f64) -> Option<CellId> {
        let at = Point::new(Abs::pt(x), Abs::pt(y));
        CellId::parse(linked_at(&self.document.pages().get(page)?.frame, at)?)
    }

    /// The pages of each part, by the part's id.
    #[must_use]
    pub fn parts(&self) -> Vec<(String, Range<usize>)> {
        let introspector = self.document.introspector();
        let begins = self.labelled("part").into_iter().filter_map(|content| {
            let page = introspector.page(content.location()?)?;
            Some((value(&content)?, page.get() - 1))
        });
        let begins: Vec<(String, usize)> = begins.collect();
        let ends = begins.iter().skip(1).map(|(_, page)| *page).chain([self.pages()]).collect::<Vec<_>>();
        begins.into_iter().zip(ends).map(|((part, from), to)| (part, from..to)).collect()
    }

    /// The numbers that stand on them.
    #[must_use]
    pub fn numbers(&self) -> PageNumbers {
        let of_page = |page: usize| self.number(page);
        let introspector = self.document.introspector();
        let end = self.labelled("end").first().and_then(|end| introspector.page(end.location()?));
        PageNumbers {
            first: self
                .parts()
                .into_iter()
                .filter_map(|(id, pages)| Some((id.into(), of_page(pages.start)?)))
                .collect(),
            last: end.and_then(|page| of_page(page.get() - 1)),
            listed: self.labelled("listed").iter().filter_map(|listed| value(listed)?.parse().ok()).collect(),
        }
    }

    /// One page as pixels, at so many a point (72 points an inch). None beyond the last page.
    #[must_use]
    pub fn picture(&self, page: usize, pixels_per_point: f64) -> Option<Picture> {
        let map = typst_render::render(self.document.pages().get(page)?, &at(pixels_per_point));
        let (width, height) = (map.width() as usize, map.height() as usize);
        Some(Picture { width, height, rgba: map.take() })
    }

    /// One page as a PNG file, at so many dots an inch.
    ///
    /// # Errors
    /// When there is no such page or it cannot be encoded.
    pub fn png(&self, page: usize, dots_per_inch: f64) -> Result<Vec<u8>, PrintFault> {
        let page =
            self.document.pages().get(page).ok_or_else(|| PrintFault::Picture(format!("没有第{}页", page + 1)))?;
        let map = typst_render::render(page, &at(dots_per_inch / 72.0));
        map.encode_png().map_err(|fault| PrintFault::Picture(fault.to_string()))
    }

    /// The pages as typst laid them out.
    pub(super) fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.document.pages().iter().map(|page| &page.frame)
    }

    /// The headings and parts as a reader lists them beside the pages, as in the PDF.
    pub(super) fn bookmarks(&self) -> Vec<Bookmark> {
        let headings = self.document.introspector().query(&HeadingElem::ELEM.select());
        let headings: Vec<&Packed<HeadingElem>> = headings.iter().filter_map(Content::to_packed).collect();
        let flat = headings.into_iter().map(|heading| {
            let style = StyleChain::default();
            let listed = heading.bookmarked.get(style).unwrap_or_else(|| heading.outlined.get(style));
            (heading, heading.resolve_level(style), listed)
        });
        let introspector = self.document.introspector();
        OutlineNode::build_tree(flat).iter().filter_map(|node| bookmark(introspector, node)).collect()
    }

    fn labelled(&self, label: &str) -> Vec<Content> {
        let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
        self.document.introspector().query(&Selector::Label(label)).into_iter().collect()
    }
}

/// A heading in the list beside the pages.
pub(super) struct Bookmark {
    /// Its words.
    pub title: String,
    /// Its page, from 0.
    pub page: usize,
    /// How far down, in points.
    pub top: f64,
    /// Those under it.
    pub inside: Vec<Bookmark>,
}

fn bookmark(introspector: &PagedIntrospector, node: &OutlineNode<&Packed<HeadingElem>>) -> Option<Bookmark> {
    let place = introspector.position(node.entry.location()?)?;
    let inside = node.children.iter().filter_map(|node| bookmark(introspector, node)).collect();
    let title = node.entry.body.plain_text().to_string();
    Some(Bookmark { title, page: place.page.get() - 1, top: place.point.y.to_pt(), inside })
}

/// Where what stands at this place of a frame leads. Lines a little apart are one text: so near is near enough.
fn linked_at(frame: &Frame, at: Point) -> Option<&str> {
    let near = Abs::pt(2.0);
    frame.items().find_map(|(corner, item)| match item {
        FrameItem::Group(group) => linked_at(&group.frame, (at - *corner).transform_inf(group.transform.invert()?)),
        FrameItem::Link(Destination::Url(key), size) => {
            let within = |place: Abs, length: Abs| -near <= place && place <= length + near;
            let place = at - *corner;
            (within(place.x, size.x) && within(place.y, size.y)).then_some(key.as_str())
        }
        _ => None,
    })
}

/// What a mark says.
fn value(content: &Content) -> Option<String> {
    match content.field_by_name("value") {
        Ok(Value::Str(words)) => Some(words.to_string()),
        _ => None,
    }
}

fn at(pixels_per_point: f64) -> RenderOptions {
    RenderOptions { pixel_per_pt: Scalar::new(pixels_per_point), ..RenderOptions::default() }
}
