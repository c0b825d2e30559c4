//! Where a text breaks into lines: no line begins with ，。） or ends with （, a figure keeps its 万元, （次） stays whole, and
//! labels break between words.
//!
//! Widths are reckoned and no narrower than those drawn, so whatever draws the lines has room for them.

use super::whole_words::{BRACKETED, whole_words};
use unicode_linebreak::linebreaks;

/// What a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    /// The form's own words: they break between words.
    Label,
    /// What is written: it breaks between characters.
    Written,
}

/// How wide a line may be before it counts as too long: sums of hundredths are not exact.
const EXACT: f64 = 1e-6;

/// Where new lines begin, in bytes, beside those that follow a line end; a line has room for so many Han characters.
#[must_use]
pub fn line_breaks(text: &str, room: f64, texture: Texture) -> Vec<usize> {
    let room = room + EXACT;
    let mut breaks = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        if reckoned(line, texture) > room {
            breaks.extend(within_line(line, room, texture).into_iter().map(|at| from + at));
        }
        from += line.len() + 1;
    }
    breaks
}

/// How wide a line is, at most, in Han characters.
fn reckoned(line: &str, texture: Texture) -> f64 {
    line.chars().map(|c| ems(c, texture)).sum()
}

/// How wide a character is in our faces, at most; labels may be bold.
fn ems(c: char, texture: Texture) -> f64 {
    let wide = if texture == Texture::Label { &BOLD } else { &PLAIN };
    let number = u32::from(c).checked_sub(u32::from(' ')).and_then(|number| usize::try_from(number).ok());
    number.and_then(|number| wide.get(number)).map_or(1.0, |wide| f64::from(*wide) / 100.0)
}

/// How wide the characters from the blank to ~ are, in hundredths of a Han character: in the plain face, and in the
/// wider one of both.
#[rustfmt::skip]
const PLAIN: [u8; 95] = [
    23, 33, 48, 56, 56, 93, 68, 28, 34, 34, 47, 56, 28, 35, 28, 40, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 56, 56, 56, 48, 95, 61, 66, 64, 69, 59, 56, 69, 73, 30, 54, 65, 55, 82, 73, 75,
    64, 75, 64, 60, 60, 73, 58, 88, 58, 54, 61, 34, 40, 34, 56, 56, 61, 57, 62, 51, 62, 56, 33, 57,
    61, 28, 28, 56, 29, 93, 61, 61, 62, 62, 39, 47, 38, 61, 53, 81, 50, 53, 48, 34, 27, 34, 56,
];
/// See [`PLAIN`].
#[rustfmt::skip]
const BOLD: [u8; 95] = [
    23, 37, 58, 59, 59, 97, 74, 33, 38, 38, 51, 59, 33, 37, 33, 40, 59, 59, 59, 59, 59, 59, 59, 59,
    59, 59, 33, 33, 59, 59, 59, 52, 101, 65, 69, 66, 72, 62, 59, 72, 76, 33, 57, 69, 58, 86, 75, 77,
    67, 77, 69, 63, 63, 75, 62, 92, 63, 58, 62, 38, 40, 38, 59, 57, 63, 60, 65, 53, 65, 59, 38, 60,
    64, 31, 31, 61, 32, 97, 65, 63, 65, 65, 44, 50, 43, 64, 58, 87, 57, 58, 52, 38, 30, 38, 59,
];

/// Where one line that is too long breaks: where it should, else where it may, else where its room ends.
fn within_line(line: &str, room: f64, texture: Texture) -> Vec<usize> {
    let places = places(line, texture);
    let mut places = places.iter().copied().peekable();
    let mut breaks: Vec<usize> = Vec::new();
    let (mut should, mut may) = (None, None);
    let (mut from, mut wide) = (0, 0.0);
    for (at, c) in line.char_indices() {
        while let Some((_, good)) = places.next_if(|(place, _)| *place <= at) {
            may = Some(at);
            should = if good { may } else { should };
        }
        wide += ems(c, texture);
        if c != ' ' && at > from && wide > room {
            from = should.or(may).unwrap_or(at);
            wide = reckoned(line.get(from..at + c.len_utf8()).unwrap_or_default(), texture);
            breaks.push(from);
            (should, may) = (should.filter(|place| *place > from), may.filter(|place| *place > from));
        }
    }
    breaks
}

/// Where a line may break, and whether it should rather break there than elsewhere.
fn places(line: &str, texture: Texture) -> Vec<(usize, bool)> {
    let whole = if texture == Texture::Label { words(line) } else { Vec::new() };
    let brackets = brackets(line);
    let inside = |ranges: &[(usize, usize)], at| ranges.iter().any(|(from, to)| *from < at && at < *to);
    let mut may: Vec<usize> = linebreaks(line).map(|(at, _)| at).chain(around_quotations(line)).collect();
    may.sort_unstable();
    may.retain(|at| *at < line.len() && !is_figure_torn(line, *at) && !inside(&brackets, *at));
    may.into_iter().map(|at| (at, !inside(&whole, at))).collect()
}

/// Before “ and behind ” where Han characters stand there: Unicode does not know which of them opens.
fn around_quotations(line: &str) -> impl Iterator<Item = usize> {
    let is_han = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
    line.char_indices().filter_map(move |(at, c)| match c {
        '“' | '‘' => is_han(line.get(..at)?.chars().next_back()).then_some(at),
        '”' | '’' => {
            let behind = at + c.len_utf8();
            is_han(line.get(behind..)?.chars().next()).then_some(behind)
        }
        _ => None,
    })
}

/// A figure and what it counts: 79.91万元, 30家.
fn is_figure_torn(line: &str, at: usize) -> bool {
    let Some((before, after)) = line.split_at_checked(at) else { return true };
    let mut before = before.chars().rev();
    let (Some(last), Some(next)) = (before.next(), after.chars().next()) else { return true };
    let han = next.is_alphabetic() && !next.is_ascii();
    match last {
        '万' | '亿' => next == '元' || han && before.next().is_some_and(char::is_numeric),
        last => last.is_numeric() && han,
    }
}

/// Short brackets, from and to, in bytes.
fn brackets(line: &str) -> Vec<(usize, usize)> {
    let opening = line.match_indices('（').map(|(from, _)| from);
    let whole = opening.filter_map(|from| {
        let (inside, _) = line.get(from..)?.split_once('）')?;
        (inside.chars().count() <= BRACKETED + 1).then_some((from, from + inside.len() + '）'.len_utf8()))
    });
    whole.collect()
}

/// The words of a label, from and to, in bytes; its last two characters too, so that no line holds one alone.
fn words(label: &str) -> Vec<(usize, usize)> {
    let mut found = whole_words(label, "");
    let last_two = label.char_indices().rev().nth(1).map(|(from, _)| (from, label.len()));
    found.extend(last_two);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in a column of so many Han characters.
    fn set(text: &str, room: usize, texture: Texture) -> String {
        let mut broken = text.to_string();
        for at in line_breaks(text, room as f64, texture).into_iter().rev() {
            broken.insert(at, '／');
        }
        broken
    }

    #[test]
    fn lines_end_where_they_should() {
        for (text, room, broken) in [
            ("全年走访企业，帮助解决", 6, "全年走访企／业，帮助解决"),
            ("支出79.91万元，其中", 6, "支出／79.91万元，／其中"),
            ("支出7.9万元，其中", 5, "支出／7.9万元，／其中"),
            ("走访企业（次）", 5, "走访企业／（次）"),
            ("培训“专业人员”", 3, "培训／“专业／人员”"),
            ("一段\n二段很长的话", 4, "一段\n二段很长／的话"),
            ("12345678901234567890", 5, "12345678／90123456／7890"),
            ("短", 5, "短"),
        ] {
            assert_eq!(set(text, room, Texture::Written), broken);
        }
    }

    #[test]
    fn labels_break_between_words() {
        for (text, room, broken) in [
            ("数量指标", 3, "数量／指标"),
            ("年度预算数", 3, "年度／预算数"),
            ("调整后预算数", 4, "调整后／预算数"),
            ("未完成原因分析", 4, "未完成／原因分析"),
            ("可持续影响指标", 4, "可持续／影响指标"),
            ("财政专户管理资金", 5, "财政专户／管理资金"),
            ("服务对象满意度指标", 4, "服务对象／满意度／指标"),
            ("偏差原因分析及改进措施", 3, "偏差／原因／分析及／改进／措施"),
            ("年度预算申请", 5, "年度预算／申请"),
            ("年度绩效目标1", 6, "年度绩效／目标1"),
        ] {
            assert_eq!(set(text, room, Texture::Label), broken);
        }
    }

    #[test]
    fn nothing_is_left_out_and_no_line_is_too_wide() {
        let text = "2023年，本单位走访企业113家（次），支出79.91万元；“三公”经费0.5万元。\n\n其中：abc defghi jklmn";
        for room in 1..40 {
            for texture in [Texture::Label, Texture::Written] {
                let broken = set(text, room, texture);
                assert_eq!(broken.replace('／', ""), text);
                for line in broken.split(['／', '\n']).filter(|line| line.chars().count() > 1) {
                    assert!(reckoned(line.trim_end_matches(' '), texture) <= room as f64 + EXACT, "{line} in {room}");
                }
            }
        }
    }
}
