//! Numbering inside the report's texts: headings that came along with copied text, and items out of order.

use crate::check::authority::Authority;
use crate::check::context::Context;
use crate::check::finding::Mend;
use crate::check::finding::Severity::Wrong;
use crate::check::reading::numbering::{ItemNumber, NumberStyle};
use crate::check::rule::{Found, Rule};
use crate::form::Kind;
use crate::report::Edit;
use crate::sheet::Line;
use crate::value::{in_han, signs};

pub static NUMBERING_BROKEN: Rule = Rule {
    id: "numbering-broken",
    number: "F01",
    severity: Wrong,
    title: "标题或编号重复、缺号",
    basis: "标题由程序按表样印出，正文里的编号应连续",
    authority: Authority::OfficialWriting,
    run: sequence,
};

/// F01. A text repeats a heading that the form prints, or its items are numbered with a gap or twice.
fn sequence(context: &Context, found: &mut Found) {
    for part in &context.sheet.parts {
        if !context.section(part).is_some_and(|section| matches!(section.kind, Kind::Prose(_))) {
            continue;
        }
        let official: Vec<(ItemNumber, &str)> =
            part.lines.iter().filter_map(|l| Some((ItemNumber::read(&l.label)?, l.label.as_str()))).collect();
        let mut numbers = OpenLists::default();
        for line in &part.lines {
            if let Some(item) = ItemNumber::read(&line.label) {
                numbers.heading(item);
            }
            text(found, line, &official, numbers.clone());
        }
    }
}

/// Looks at one text. The list of annexes has no heading number and a rule of its own.
fn text(found: &mut Found, line: &Line, official: &[(ItemNumber, &str)], numbers: OpenLists) {
    let Some(cell) = line.only().filter(|_| line.depth > 0) else { return };
    let repeated = |row: &str| {
        let item = ItemNumber::read(row)?;
        official.iter().find(|(heading, _)| same_words(heading.rest, item.rest)).map(|(_, label)| *label)
    };
    let first = cell.text.lines().find_map(|row| Some((row.trim(), repeated(row)?)));
    if let Some((row, label)) = first {
        let says = format!("正文里的“{row}”是表样已有的标题，表上印作“{label}”，请从正文里删去这一行。");
        let kept: Vec<&str> = cell.text.lines().filter(|row| repeated(row).is_none()).collect();
        let edit = Edit::Write { at: cell.at.clone(), text: kept.join("\n").into() };
        found.say(&cell.at, &[], says).mends.push(Mend { label: "删去重复的标题".into(), edit });
    } else if let Some(fault) = numbers.fault(&cell.text) {
        found.say(&cell.at, &[], format!("这段文字里的编号{fault}，请改正编号。"));
    }
}

/// The same words but for spaces and a closing mark.
fn same_words(one: &str, other: &str) -> bool {
    let bare = |c: &char| !c.is_whitespace() && !matches!(c, '：' | ':' | '。');
    !one.is_empty()
        && one.chars().next() == other.trim_start().chars().next()
        && one.chars().filter(bare).eq(other.chars().filter(bare))
}

/// The first byte of （.
const WIDE_BRACKET: u8 = 0xef;

/// The last number of every list that is still open, oldest first.
#[derive(Clone, Default)]
struct OpenLists(Vec<(NumberStyle, u32)>);

impl OpenLists {
    /// More lists than this are not open at once; the oldest is forgotten.
    const MOST: usize = 16;

    /// An official heading: lists above it may go on in the text below it, lists under it have ended.
    fn heading(&mut self, item: ItemNumber) {
        self.0.retain(|&(style, _)| (style as u8) < item.style as u8);
        self.0.push((item.style, item.number));
    }

    /// Takes the number as the next of an open list or the first of a new one, if it is one of these.
    fn goes_on(&mut self, style: NumberStyle, number: u32) -> bool {
        if let Some(open) =
            self.0.iter_mut().rev().find(|open| open.0 == style && open.1.checked_add(1) == Some(number))
        {
            open.1 = number;
            return true;
        }
        if number == 1 {
            self.open(style, number);
        }
        number == 1
    }

    fn open(&mut self, style: NumberStyle, number: u32) {
        if self.0.len() == Self::MOST {
            self.0.remove(0);
        }
        self.0.push((style, number));
    }

    /// The first number at the start of a line that is out of order. Numbers within lines count, but are not judged.
    fn fault(mut self, text: &str) -> Option<String> {
        for row in text.lines().map(str::trim_start) {
            let mut from = 0;
            if let Some(item) = ItemNumber::read(row) {
                if !self.goes_on(item.style, item.number) {
                    return Some(self.says(item));
                }
                from = item.written.len();
            }
            self.inside(row.get(from..).unwrap_or_default());
        }
        None
    }

    /// Takes the numbers inside a line: 1.…；2.…
    fn inside(&mut self, row: &str) {
        let begins = |&(at, byte): &(usize, u8)| match byte {
            b'0'..=b'9' => {
                let before = at.checked_sub(1).and_then(|at| row.as_bytes().get(at));
                before.is_none_or(|before| !before.is_ascii_digit() && *before != b'.')
            }
            b'(' => true,
            WIDE_BRACKET => row.get(at..).is_some_and(|rest| rest.starts_with('（')),
            _ => false,
        };
        for (at, _) in signs(row).filter(begins) {
            if let Some(item) = row.get(at..).and_then(ItemNumber::read)
                && !self.goes_on(item.style, item.number)
            {
                self.open(item.style, item.number);
            }
        }
    }

    fn says(&self, item: ItemNumber) -> String {
        let (written, before) = (item.written, item.number.saturating_sub(1));
        let last = |style| self.0.iter().rev().find(|open| open.0 == style).map(|open| open.1);
        if self.0.contains(&(item.style, item.number)) {
            format!("“{written}”重复出现")
        } else if item.style == NumberStyle::Arabic
            && last(NumberStyle::Arabic).is_none()
            && last(NumberStyle::Chinese) == Some(before)
        {
            format!("“{written}”接在“{}、”后面，应写成“{}、”", in_han(before), in_han(item.number))
        } else {
            format!("“{written}”前面没有“{}”", item.renumbered(before))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<String> {
        OpenLists::default().fault(text)
    }

    #[test]
    fn lists_in_order_are_left_alone() {
        let fine = [
            "1.一\n2.二\n3.三",
            "[bookmark: _GoBack]1.着力\n2.着力\n3.着力",
            "1.资金\n（1）严格\n（2）切实\n2023年预算3.5万元，1.组织。2.培训。3.建设。\n2.绩效\n（1）着力\n（2）着力",
            "1.甲\n1.内\n2.内\n3.内\n2.乙",
            "1.甲；2.乙\n3.丙",
            "一、甲\n（一）内\n（二）内\n二、乙\n（一）内",
            "1.2023年年初安排\n2.2023年度收到\n3.基本支出",
            "3、4月各开会一次\n12.5万元\n一、二等奖各1名\n20.5%",
        ];
        assert_eq!(fine.map(fault), fine.map(|_| None));
    }

    #[test]
    fn gaps_and_repeats_are_named() {
        assert_eq!(fault("1.甲\n2.乙\n4.丁").as_deref(), Some("“4.”前面没有“3.”"));
        assert_eq!(fault("1.甲\n2.乙\n2.丙").as_deref(), Some("“2.”重复出现"));
        assert_eq!(fault("（一）甲\n（三）丙").as_deref(), Some("“（三）”前面没有“（二）”"));
        assert_eq!(fault("一、甲\n二、乙\n3、丙").as_deref(), Some("“3、”接在“二、”后面，应写成“三、”"));
        assert_eq!(
            (in_han(10), in_han(11), in_han(20), in_han(99)),
            ("十".into(), "十一".into(), "二十".into(), "九十九".into())
        );
    }
}
