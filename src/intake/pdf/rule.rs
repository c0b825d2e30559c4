//! Ruled lines as they are drawn: strokes, and rectangles so thin that one sees a line.

use kurbo::{Affine, BezPath, PathEl, Point};

/// What is thicker is an area, no line.
const THICK: f64 = 3.5;
/// Lines that lie so near are one, drawn twice.
const NEAR: f64 = 1.8;
/// Pieces with such a gap between them are one line: corners left out, dots.
const GAP: f64 = 3.0;
/// What is shorter in all is a dot.
const SHORTEST: f64 = 4.0;
/// More shapes than that, filled at once on no more than a square so wide, are a picture: a 二维码.
const MANY: usize = 60;
const PICTURE: f64 = 100.0;

/// A ruled line, level or upright. Lengths in points, from the upper left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RuledLine {
    /// It is level; else upright.
    pub level: bool,
    /// How far down a level one lies, how far to the right an upright one.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

impl RuledLine {
    fn between(one: Point, other: Point) -> Option<Self> {
        let (wide, high) = ((one.x - other.x).abs(), (one.y - other.y).abs());
        // Nobody rules a line so long or so far away; what is no number is not kept either.
        let sane = [one.x, one.y, other.x, other.y].iter().all(|place| place.abs() < 100_000.0);
        if !sane || wide.min(high) > 1.0 {
            None
        } else if wide >= high {
            Some(Self {
                level: true,
                at: f64::midpoint(one.y, other.y),
                from: one.x.min(other.x),
                to: one.x.max(other.x),
            })
        } else {
            Some(Self {
                level: false,
                at: f64::midpoint(one.x, other.x),
                from: one.y.min(other.y),
                to: one.y.max(other.y),
            })
        }
    }
}

/// The lines that strokes along a path are.
pub(super) fn stroked(path: &BezPath, to_page: Affine, rules: &mut Vec<RuledLine>) {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        let end = match *element {
            PathEl::MoveTo(point) => {
                start = to_page * point;
                last = start;
                continue;
            }
            PathEl::LineTo(point) => to_page * point,
            PathEl::ClosePath => start,
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                last = to_page * point;
                continue;
            }
        };
        rules.extend(RuledLine::between(last, end));
        last = end;
    }
}

/// The lines that the thin ones among filled shapes are.
pub(super) fn filled(path: &BezPath, to_page: Affine, rules: &mut Vec<RuledLine>) {
    if is_picture(path, to_page) {
        return;
    }
    let mut points: Vec<Point> = Vec::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(point) => {
                thin(&points, rules);
                points = vec![to_page * point];
            }
            PathEl::LineTo(point) | PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                points.push(to_page * point);
            }
            PathEl::ClosePath => {}
        }
    }
    thin(&points, rules);
}

fn is_picture(path: &BezPath, to_page: Affine) -> bool {
    let shapes = path.elements().iter().filter(|element| matches!(element, PathEl::MoveTo(_))).count();
    let size = to_page.transform_rect_bbox(path.control_box());
    shapes > MANY && size.width().max(size.height()) <= PICTURE
}

/// The line that a shape with these corners is, if it is thin enough. A dot is both a level and an upright one: it joins
/// what meets in it.
fn thin(points: &[Point], rules: &mut Vec<RuledLine>) {
    let Some(first) = points.first().filter(|_| points.len() > 1) else { return };
    let (mut least, mut most) = (*first, *first);
    for point in points {
        least = Point::new(least.x.min(point.x), least.y.min(point.y));
        most = Point::new(most.x.max(point.x), most.y.max(point.y));
    }
    let middle = least.midpoint(most);
    if most.y - least.y <= THICK {
        rules.extend(RuledLine::between(Point::new(least.x, middle.y), Point::new(most.x, middle.y)));
    }
    if most.x - least.x <= THICK {
        rules.extend(RuledLine::between(Point::new(middle.x, least.y), Point::new(middle.x, most.y)));
    }
}

/// The lines one sees: pieces of one line joined, lines drawn twice as one.
pub(super) fn seen(rules: Vec<RuledLine>) -> Vec<RuledLine> {
    let (level, upright): (Vec<RuledLine>, Vec<RuledLine>) = rules.into_iter().partition(|rule| rule.level);
    let mut seen = joined(level);
    seen.extend(joined(upright));
    seen
}

fn joined(mut rules: Vec<RuledLine>) -> Vec<RuledLine> {
    rules.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut joined = Vec::new();
    for side in rules.chunk_by_mut(|one, other| other.at - one.at <= NEAR) {
        // Where most of its length lies.
        let length = |rule: &RuledLine| (rule.to - rule.from).max(0.01);
        let whole: f64 = side.iter().map(length).sum();
        let at = side.iter().map(|rule| rule.at * length(rule)).sum::<f64>() / whole;
        side.sort_by(|one, other| one.from.total_cmp(&other.from));
        let mut lines: Vec<RuledLine> = Vec::new();
        for rule in side {
            match lines.last_mut() {
                Some(line) if rule.from <= line.to + GAP => line.to = line.to.max(rule.to),
                _ => lines.push(RuledLine { at, ..*rule }),
            }
        }
        joined.extend(lines.into_iter().filter(|line| line.to - line.from >= SHORTEST));
    }
    joined
}
