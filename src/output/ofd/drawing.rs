//! What stands on a page, as OFD draws it: runs of text and paths, in the order in which they are laid out. Lengths are
//! millimetres.

use super::super::xml::Xml;
use super::OfdFault;
use super::subset::UsedFaces;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{CurveItem, FillRule, FixedStroke, Geometry, LineCap, LineJoin, Paint, Shape};

/// Something drawn.
pub(super) enum DrawnObject {
    /// A run of text.
    TextRun(TextRun),
    /// Lines and areas.
    Path(Path),
}

/// A run of text in one face and size.
pub(super) struct TextRun {
    /// Where on the page about the middle of its letters is, in points.
    pub middle: Point,
    bounds: Bounds,
    /// From the run's own space to that of its bounds.
    place: Transform,
    /// The number of the face.
    face: usize,
    size: Abs,
    fill: Colour,
    stroke: Option<DrawnStroke>,
    text: String,
    /// Where each glyph begins.
    at: Vec<Point>,
    glyphs: Vec<u16>,
}

/// Lines and areas.
pub(super) struct Path {
    bounds: Bounds,
    /// As OFD writes a way: `M 0 0 L 10 0`.
    way: String,
    fill: Option<Colour>,
    even_odd: bool,
    stroke: Option<DrawnStroke>,
}

/// A colour as OFD has it.
struct Colour {
    /// Red, green and blue, each to 255.
    value: String,
    /// How far it covers what is below, to 255.
    alpha: u8,
}

/// A line, and its colour.
struct DrawnStroke {
    line: FixedStroke,
    colour: Colour,
}

/// The rectangle that something is drawn in.
#[derive(Clone, Copy)]
struct Bounds {
    from: Point,
    to: Point,
}

impl Bounds {
    fn around(points: impl IntoIterator<Item = Point>) -> Self {
        let empty = Self { from: Point::splat(Abs::inf()), to: Point::splat(-Abs::inf()) };
        points.into_iter().fold(empty, |all, point| Self { from: all.from.min(point), to: all.to.max(point) })
    }

    fn grown(self, by: Abs) -> Self {
        Self { from: self.from - Point::splat(by), to: self.to + Point::splat(by) }
    }

    fn written(self) -> String {
        let size = self.to - self.from;
        [self.from.x, self.from.y, size.x, size.y].map(length).join(" ")
    }
}

/// A length in millimetres, to the thousandth.
pub(super) fn length(length: Abs) -> String {
    number(length.to_mm())
}

fn number(number: f64) -> String {
    let text = format!("{number:.3}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".into() } else { short.into() }
}

/// Everything on a page, glyphs taken into the faces.
///
/// # Errors
/// When something stands on it that is not drawn here: it is never left out unsaid.
pub(super) fn drawn(page: &Frame, faces: &mut UsedFaces) -> Result<Vec<DrawnObject>, OfdFault> {
    let mut all = Vec::new();
    draw(page, Transform::identity(), faces, &mut all)?;
    Ok(all)
}

fn draw(frame: &Frame, place: Transform, faces: &mut UsedFaces, all: &mut Vec<DrawnObject>) -> Result<(), OfdFault> {
    for (corner, item) in frame.items() {
        let place = place.pre_concat(Transform::translate(corner.x, corner.y));
        match item {
            FrameItem::Group(group) if group.clip.is_some() => return Err(OfdFault::Undrawn("裁切的图形")),
            FrameItem::Group(group) => draw(&group.frame, place.pre_concat(group.transform), faces, all)?,
            FrameItem::Text(text) => all.push(DrawnObject::TextRun(run(text, place, faces)?)),
            FrameItem::Shape(shape, _) => all.push(DrawnObject::Path(path(shape, place)?)),
            FrameItem::Image(..) => return Err(OfdFault::Undrawn("图片")),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
    Ok(())
}

/// A run as it is laid out. All its characters are told to be all its glyphs, so that any script reads and draws right.
fn run(item: &TextItem, place: Transform, faces: &mut UsedFaces) -> Result<TextRun, OfdFault> {
    let face = faces.with(item.font.font());
    let mut end = Point::zero();
    let mut at = Vec::new();
    let mut glyphs = Vec::new();
    for glyph in &item.glyphs {
        at.push(end + Point::new(glyph.x_offset.at(item.size), -glyph.y_offset.at(item.size)));
        end += Point::new(glyph.x_advance.at(item.size), -glyph.y_advance.at(item.size));
        glyphs.push(faces.glyph(face, glyph.id, alone(item.text.get(glyph.range()).unwrap_or_default())));
    }
    let (ascent, descent) = (item.font.metrics().ascender.at(item.size), item.font.metrics().descender.at(item.size));
    let corners = [(Abs::zero(), -ascent), (end.x, -ascent), (Abs::zero(), -descent), (end.x, -descent)];
    let middle = Point::new(end.x / 2.0, -ascent / 3.0);
    Ok(TextRun {
        middle: middle.transform(place),
        bounds: Bounds::around(corners.map(|(x, y)| Point::new(x, y).transform(place))),
        place,
        face,
        size: item.size,
        fill: colour(&item.fill)?,
        stroke: stroke(item.stroke.as_ref())?,
        text: item.text.to_string(),
        at,
        glyphs,
    })
}

/// The one character that a text is.
fn alone(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// A shape, its points where they are on the page.
fn path(shape: &Shape, place: Transform) -> Result<Path, OfdFault> {
    let ways: Vec<(&str, Vec<Point>)> = match &shape.geometry {
        Geometry::Line(to) => vec![("M", vec![Point::zero()]), ("L", vec![*to])],
        Geometry::Rect(size) => {
            let corners = [Point::with_x(size.x), size.to_point(), Point::with_y(size.y)];
            let sides = corners.map(|corner| ("L", vec![corner]));
            std::iter::once(("M", vec![Point::zero()])).chain(sides).chain([("C", Vec::new())]).collect()
        }
        Geometry::Curve(curve) => curve.0.iter().map(way).collect(),
    };
    let ways: Vec<(&str, Vec<Point>)> = ways
        .into_iter()
        .map(|(step, points)| (step, points.into_iter().map(|point| point.transform(place)).collect()))
        .collect();
    let half = shape.stroke.as_ref().map_or(Abs::zero(), |line| line.thickness / 2.0);
    let bounds = Bounds::around(ways.iter().flat_map(|(_, points)| points.iter().copied())).grown(half);
    let step = |(step, points): &(&str, Vec<Point>)| {
        let points = points.iter().map(|point| *point - bounds.from).flat_map(|point| [point.x, point.y]).map(length);
        std::iter::once((*step).to_string()).chain(points).collect::<Vec<_>>().join(" ")
    };
    Ok(Path {
        bounds,
        way: ways.iter().map(step).collect::<Vec<_>>().join(" "),
        fill: shape.fill.as_ref().map(colour).transpose()?,
        even_odd: shape.fill_rule == FillRule::EvenOdd,
        stroke: stroke(shape.stroke.as_ref())?,
    })
}

fn way(item: &CurveItem) -> (&'static str, Vec<Point>) {
    match item {
        CurveItem::Move(to) => ("M", vec![*to]),
        CurveItem::Line(to) => ("L", vec![*to]),
        CurveItem::Cubic(first, second, to) => ("B", vec![*first, *second, *to]),
        CurveItem::Close => ("C", Vec::new()),
    }
}

fn colour(paint: &Paint) -> Result<Colour, OfdFault> {
    let Paint::Solid(colour) = paint else { return Err(OfdFault::Undrawn("渐变和花纹的颜色")) };
    let [red, green, blue, alpha] = colour.to_vec4_u8();
    Ok(Colour { value: format!("{red} {green} {blue}"), alpha })
}

fn stroke(line: Option<&FixedStroke>) -> Result<Option<DrawnStroke>, OfdFault> {
    line.map(|line| Ok(DrawnStroke { line: line.clone(), colour: colour(&line.paint)? })).transpose()
}

impl Colour {
    fn write(&self, xml: &mut Xml, element: &str) {
        let alpha = self.alpha.to_string();
        let mut says = vec![("Value", self.value.as_str())];
        if self.alpha < u8::MAX {
            says.push(("Alpha", &alpha));
        }
        xml.leaf(element, &says);
    }
}

impl DrawnObject {
    /// The object, under its number, `faces` being the number of the first face.
    pub fn write(&self, xml: &mut Xml, id: usize, faces: usize) {
        match self {
            Self::TextRun(run) => run.write(xml, &id.to_string(), faces),
            Self::Path(path) => path.write(xml, &id.to_string()),
        }
    }
}

impl TextRun {
    fn write(&self, xml: &mut Xml, id: &str, faces: usize) {
        let place =
            Transform { tx: self.place.tx - self.bounds.from.x, ty: self.place.ty - self.bounds.from.y, ..self.place };
        let first = self.at.first().copied().unwrap_or_default();
        // What is only moved needs no matrix.
        let moved = place.is_only_translate();
        let first = if moved { first + Point::new(place.tx, place.ty) } else { first };
        let turn = [place.sx, place.ky, place.kx, place.sy].map(|ratio| number(ratio.get()));
        let matrix = turn.into_iter().chain([place.tx, place.ty].map(length)).collect::<Vec<_>>().join(" ");
        let (bounds, face, size) = (self.bounds.written(), (faces + self.face).to_string(), length(self.size));
        let mut says = vec![("ID", id), ("Boundary", &bounds), ("Font", &face), ("Size", &size)];
        if !moved {
            says.push(("CTM", &matrix));
        }
        let width = self.stroke.as_ref().map(|stroke| length(stroke.line.thickness));
        if let Some(width) = &width {
            says.extend([("Stroke", "true"), ("LineWidth", width.as_str())]);
        }
        xml.element("ofd:TextObject", &says, |xml| {
            self.fill.write(xml, "ofd:FillColor");
            if let Some(stroke) = &self.stroke {
                stroke.colour.write(xml, "ofd:StrokeColor");
            }
            self.write_glyphs(xml);
            self.write_text(xml, first);
        });
    }

    fn write_glyphs(&self, xml: &mut Xml) {
        let (characters, glyphs) = (self.text.chars().count().to_string(), self.glyphs.len().to_string());
        let says = [("CodePosition", "0"), ("CodeCount", characters.as_str()), ("GlyphCount", &glyphs)];
        xml.element("ofd:CGTransform", &says, |xml| {
            let numbers: Vec<String> = self.glyphs.iter().map(u16::to_string).collect();
            xml.element("ofd:Glyphs", &[], |xml| xml.text(&numbers.join(" ")));
        });
    }

    fn write_text(&self, xml: &mut Xml, first: Point) {
        let steps = |along: fn(&Point) -> Abs| {
            let steps = self.at.iter().zip(self.at.iter().skip(1)).map(|(from, to)| length(along(to) - along(from)));
            shortened(&steps.collect::<Vec<_>>())
        };
        let (x, y) = (length(first.x), length(first.y));
        let (across, down) = (steps(|point| point.x), steps(|point| point.y));
        let mut says = vec![("X", x.as_str()), ("Y", &y)];
        if !across.is_empty() {
            says.push(("DeltaX", &across));
        }
        if self.at.iter().any(|point| point.y != Abs::zero()) {
            says.push(("DeltaY", &down));
        }
        xml.element("ofd:TextCode", &says, |xml| xml.text(&self.text));
    }
}

/// Steps as OFD writes them: `g 5 4.939` are five of 4.939.
fn shortened(steps: &[String]) -> String {
    let same = steps.chunk_by(|one, next| one == next);
    let written = same.filter_map(|steps| {
        let step = steps.first()?;
        Some(if steps.len() > 2 { format!("g {} {step}", steps.len()) } else { steps.join(" ") })
    });
    written.collect::<Vec<_>>().join(" ")
}

impl Path {
    fn write(&self, xml: &mut Xml, id: &str) {
        let bounds = self.bounds.written();
        let mut says = vec![("ID", id), ("Boundary", &bounds)];
        if self.fill.is_some() {
            says.push(("Fill", "true"));
        }
        if self.even_odd {
            says.push(("Rule", "Even-Odd"));
        }
        let lines = self.stroke.as_ref().map(|stroke| lines(&stroke.line)).unwrap_or_default();
        says.extend(lines.iter().map(|(name, text)| (*name, text.as_str())));
        if self.stroke.is_none() {
            says.push(("Stroke", "false"));
        }
        xml.element("ofd:PathObject", &says, |xml| {
            if let Some(stroke) = &self.stroke {
                stroke.colour.write(xml, "ofd:StrokeColor");
            }
            if let Some(fill) = &self.fill {
                fill.write(xml, "ofd:FillColor");
            }
            xml.element("ofd:AbbreviatedData", &[], |xml| xml.text(&self.way));
        });
    }
}

/// How lines are drawn.
fn lines(stroke: &FixedStroke) -> Vec<(&'static str, String)> {
    let cap = match stroke.cap {
        LineCap::Butt => "Butt",
        LineCap::Round => "Round",
        LineCap::Square => "Square",
    };
    let join = match stroke.join {
        LineJoin::Miter => "Miter",
        LineJoin::Round => "Round",
        LineJoin::Bevel => "Bevel",
    };
    let mut says = vec![
        ("LineWidth", length(stroke.thickness)),
        ("Cap", cap.to_string()),
        ("Join", join.to_string()),
        ("MiterLimit", number(stroke.miter_limit.get())),
    ];
    if let Some(dash) = &stroke.dash {
        says.push(("DashPattern", dash.array.iter().map(|step| length(*step)).collect::<Vec<_>>().join(" ")));
        says.push(("DashOffset", length(dash.phase)));
    }
    says
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::layout::{GroupItem, Size};
    use typst::visualize::{Color, Curve};

    fn drawn_of(item: FrameItem) -> Result<Vec<DrawnObject>, OfdFault> {
        let mut page = Frame::hard(Size::splat(Abs::pt(100.0)));
        page.push(Point::zero(), item);
        drawn(&page, &mut UsedFaces::default())
    }

    #[test]
    fn what_is_not_drawn_is_said() {
        let inside = Frame::hard(Size::splat(Abs::pt(10.0)));
        let whole = GroupItem::new(inside);
        let cut = GroupItem { clip: Some(Curve::rect(Size::splat(Abs::pt(5.0)))), ..whole.clone() };
        assert!(drawn_of(FrameItem::Group(whole)).is_ok());
        let refused = drawn_of(FrameItem::Group(cut)).err().map(|fault| fault.to_string()).unwrap_or_default();
        assert!(refused.contains("裁切的图形") && refused.contains("请改用PDF"), "{refused}");
    }

    #[test]
    fn a_colour_says_how_far_it_covers() {
        let half = colour(&Paint::Solid(Color::from_u8(10, 20, 30, 128))).ok();
        assert_eq!(half.map(|half| (half.value, half.alpha)), Some(("10 20 30".into(), 128)));
    }
}
