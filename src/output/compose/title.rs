//! Titles in lines: broken between words, lines about as long as each other.

use super::ems;
use crate::output::whole_words::{BRACKETED, whole_words};
use crate::value::Text;

/// No line of a title is shorter, in characters.
const SHORTEST: f64 = 4.0;
/// What it costs to break a line elsewhere than the form says, and to have one line more; a line that is so many
/// characters longer or shorter than the others costs the square of that.
const BETWEEN: f64 = 4.0;
const MORE: f64 = 24.0;
/// What it costs where the parts of a name meet: between two words, where none is known, and within a word.
const SEAM: f64 = 100.0;
const UNKNOWN: f64 = 200.0;
const WITHIN: f64 = 600.0;
/// So many lines more than it takes are tried.
const TRIED: usize = 2;
/// Behind these a title may break.
const BEHIND: [&str; 10] = ["年度", "省", "市", "区", "县", "、", "，", "和", "暨", "委员会"];
/// Before these too.
const BEFORE: [&str; 5] = ["整体支出", "部门整体支出", "项目支出", "绩效自评", "绩效评价"];
/// Words in which what stands above is no end of a word.
const WORDS: [&str; 27] = [
    "市场", "市政", "市民", "市容", "市级", "市直", "市委", "城市", "区级", "区直", "区委", "区域", "区划", "地区",
    "社区", "县级", "县直", "县委", "县域", "县城", "省级", "省直", "省委", "和平", "和谐", "和解", "共和",
];

/// Words that names of units and projects are made of, the longer ones first.
const PARTS: &str = include_str!("../../../assets/title_words.txt");

/// A title in lines of so many characters at most. It breaks before the form's joints, else between words; only what has
/// no such place breaks within one.
pub fn in_lines(title: &str, most: f64, joints: &[Text]) -> Vec<String> {
    title.split('\n').flat_map(|part| balanced(part, most, joints)).collect()
}

fn balanced(title: &str, most: f64, joints: &[Text]) -> Vec<String> {
    let whole = ems(title);
    if whole <= most {
        return vec![title.into()];
    }
    let places = TitleBreaks::of(title, joints);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of lines")]
    let least = (whole / most).ceil() as usize;
    let ways = (least..=least + TRIED).filter_map(|lines| {
        let (cost, ends) = places.broken(lines, whole / lines as f64, most)?;
        Some((cost + MORE * (lines - least) as f64, ends))
    });
    let best = ways.min_by(|(one, _), (other, _)| one.total_cmp(other));
    let Some((_, ends)) = best else { return vec![title.into()] };
    let begins = std::iter::once(0).chain(ends.iter().copied());
    begins.zip(&ends).map(|(from, to)| title.get(from..*to).unwrap_or_default().into()).collect()
}

/// Where a title may break, with what that costs; its begin and end among them.
struct TitleBreaks<'t> {
    title: &'t str,
    /// Bytes into the title, in order.
    at: Vec<(usize, f64)>,
}

/// What it costs to have the title so far in lines, and where they end.
type LinesSoFar = (f64, Vec<usize>);

impl<'t> TitleBreaks<'t> {
    fn of(title: &'t str, joints: &[Text]) -> Self {
        let words = whole_words(title, PARTS);
        let inner = title.char_indices().skip(1).filter_map(|(at, _)| Some((at, cost(title, at, joints, &words)?)));
        let ends = [(title.len(), 0.0)];
        Self { title, at: std::iter::once((0, 0.0)).chain(inner).chain(ends).collect() }
    }

    /// The cheapest way to have it in so many lines.
    fn broken(&self, lines: usize, mean: f64, most: f64) -> Option<LinesSoFar> {
        let mut ways: Vec<Option<LinesSoFar>> =
            self.at.iter().map(|(at, _)| (*at == 0).then(|| (0.0, Vec::new()))).collect();
        for _line in 0..lines {
            let longer = (0..self.at.len()).map(|to| {
                let from = (0..to).filter_map(|from| self.longer(ways.get(from)?.as_ref()?, from, to, mean, most));
                from.min_by(|(one, _), (other, _)| one.total_cmp(other))
            });
            ways = longer.collect();
        }
        ways.pop().flatten()
    }

    /// A way with one line more.
    fn longer(&self, (before, ends): &LinesSoFar, from: usize, to: usize, mean: f64, most: f64) -> Option<LinesSoFar> {
        let ((from, _), (to, breaks)) = (*self.at.get(from)?, *self.at.get(to)?);
        let long = ems(self.title.get(from..to)?);
        let fits = (SHORTEST..=most).contains(&long);
        fits.then(|| (before + breaks + (long - mean).powi(2), ends.iter().copied().chain([to]).collect()))
    }
}

/// What it costs to break a title there, of which these are words; nothing where it cannot be done.
fn cost(title: &str, at: usize, joints: &[Text], words: &[(usize, usize)]) -> Option<f64> {
    let (before, behind) = title.split_at_checked(at)?;
    if joints.iter().any(|joint| behind.starts_with(joint.as_str())) {
        return Some(0.0);
    }
    let (last, next) = (before.chars().next_back()?, behind.chars().next()?);
    if "（“《".contains(last) || "）、，。：；”》".contains(next) || (!is_han(last) && !is_han(next)) {
        return None;
    }
    if let Some(open) = before.rfind('（').filter(|open| !before.get(*open..).unwrap_or_default().contains('）'))
        && is_short(title, open)
    {
        return None;
    }
    let at_bracket = last == '）' && before.rfind('（').is_some_and(|open| !is_short(title, open))
        || next == '（' && !is_short(title, at);
    let begins = BEFORE.iter().any(|word| behind.starts_with(word)) && !before.ends_with("部门");
    let ends = BEHIND.iter().any(|word| before.ends_with(word)) && !is_within(title, at) && !is_alone(before);
    let meet = || words.iter().any(|(from, _)| *from == at) && words.iter().any(|(_, to)| *to == at);
    Some(if at_bracket || begins || ends {
        BETWEEN
    } else if words.iter().any(|(from, to)| *from < at && at < *to) {
        WITHIN
    } else if meet() {
        SEAM
    } else {
        UNKNOWN
    })
}

/// The bracket that opens there stays whole: （单位）.
fn is_short(title: &str, open: usize) -> bool {
    let inside = title.get(open..).and_then(|rest| rest.split_once('）'));
    inside.is_some_and(|(inside, _)| inside.chars().count() <= BRACKETED + 1)
}

/// It ends with one character that nothing goes before: the 区 of 、区总商会 is no end of a name.
fn is_alone(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(|last| last != '、' && last != '，') && back.next().is_none_or(|c| "（、，".contains(c))
}

/// Whether one of the words stands over that place, or ends there and goes on to what is behind it.
fn is_within(title: &str, at: usize) -> bool {
    WORDS.iter().any(|word| title.match_indices(word).any(|(from, _)| from < at && at <= from + word.len()))
}

fn is_han(c: char) -> bool {
    !c.is_ascii()
}
