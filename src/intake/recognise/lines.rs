//! Lines between the tables: titles, the report's text, labels with their values, dates, and what says nothing.

use super::Reader;
use super::inline::{Pair, beginning, colons, is_idle, pairs, unit_said, written};
use super::lattice::Lattice;
use super::vocabulary::{Names, PartWords, Single};
use crate::form::Holds;
use crate::intake::document::DocumentBlock;
use crate::intake::label::{LabelText, Likeness, plain, unnumbered};
use crate::intake::proposal::Place;

impl Reader<'_> {
    pub(super) fn line(&mut self, from: Place, text: &str) {
        if plain(text).is_empty() || is_page_number(text) {
            return self.label(from);
        }
        if let Some(part) = self.title(from.block, text) {
            self.titled = Some(part);
            (self.unit, self.whose.owner) = (None, None);
            return self.label(from);
        }
        if let Some(read) = self.prose.read(text) {
            return self.prose_line(from, text, read);
        }
        self.unit = unit_said(text).or(self.unit);
        let terms = self.terms;
        let part = self.titled.or(self.last).and_then(|part| terms.parts.get(part));
        let singles = part.map_or(&terms.cover[..], |part| &part.singles);
        let others = part.map_or(&[][..], |part| &part.others);
        if self.is_note(text) || is_year(text) || is_idle(text) {
            self.label(from);
        } else if !self.inline(from, part, text, singles, others) && !self.cover_date(from, text) {
            self.homeless(from, "文件里的这一段不在表样的任何一栏里。".into());
        }
    }

    fn prose_line(&mut self, from: Place, text: &str, read: super::prose::Read) {
        if let Some(remark) = read.remark {
            self.remarks.push(remark);
        }
        match read.at {
            Some(at) if !read.text.is_empty() => {
                self.add(from, &at, &read.text);
                if read.doubt
                    && let Some(placed) = self.taken.get(&at).and_then(|index| self.placed.get_mut(*index))
                {
                    placed.doubts.push("这段文字写在上一级标题下面，请核对放在这里是否合适。".into());
                }
            }
            Some(_) => self.label(from),
            None if read.text.is_empty() => self.label(from),
            None => self.homeless(from, format!("“{}”前面没有能认出的标题。", beginning(text))),
        }
    }

    /// The part whose number or title a line is. In the report itself both stand in the list of annexes as well, there
    /// with numbers before them; a title that counts has a table after it.
    fn title(&mut self, block: usize, text: &str) -> Option<usize> {
        let label = LabelText::new(text);
        let mark = self.terms.parts.iter().position(|part| part.marks.like(&label) == Some(Likeness::Same));
        if mark.is_some() {
            self.prose.leave();
            return mark;
        }
        let part = self.terms.parts.iter().position(|part| part.title.like(&label).is_some())?;
        let plain = plain(text);
        let bare = unnumbered(&plain) == plain;
        if !bare {
            self.prose.annexes();
        }
        let next = self.document.blocks.iter().skip(block + 1).take(4);
        let before_table = next.into_iter().any(|block| matches!(block, DocumentBlock::Table(_)));
        (bare && before_table).then(|| {
            self.prose.leave();
            part
        })
    }

    /// A note below a table, in the form's own words.
    pub fn is_note(&self, text: &str) -> bool {
        let text = plain(text);
        self.terms.parts.iter().flat_map(|part| &part.notes).any(|note| *note == text)
    }

    /// The date on the cover has no label.
    fn cover_date(&mut self, from: Place, text: &str) -> bool {
        let Some(single) = self.terms.cover.iter().find(|single| single.holds == Holds::Date) else { return false };
        if self.prose.begun() || self.last.is_some() || !is_date(text) {
            return false;
        }
        match written(text, single) {
            "" => self.label(from),
            date => self.place(from, single.at.clone(), date, Likeness::Close),
        }
        true
    }

    /// Labels and values of one text, as long as there is time for it.
    pub fn pairs<'s, 'x>(&mut self, text: &'x str, singles: &'s [Single], others: &[Names]) -> Vec<Pair<'x, 's>> {
        let Some(left) = self.looks.checked_sub(colons(text)) else { return Vec::new() };
        self.looks = left;
        pairs(text, singles, others)
    }

    /// Labels with their values in one text.
    pub fn inline(
        &mut self,
        from: Place,
        part: Option<&PartWords>,
        text: &str,
        singles: &[Single],
        others: &[Names],
    ) -> bool {
        let found = self.pairs(text, singles, others);
        for pair in &found {
            self.label(from);
            let lost = if pair.single.is_none() { [pair.before, pair.value] } else { [pair.before, ""] };
            for text in lost.into_iter().filter(|text| !is_idle(text)) {
                self.remarks.push(format!("“{text}”在表样里没有位置，没有导入。"));
            }
            let Some(single) = pair.single else { continue };
            let value = written(pair.value, single);
            if !value.is_empty() && self.is_owner(single) {
                self.whose.owner = Some(value.into());
            }
            if !value.is_empty() {
                let at = part.map_or_else(|| single.at.clone(), |part| self.cell(part, &single.at));
                self.place(from, at, value, pair.sure);
            }
        }
        !found.is_empty()
    }

    /// What is no table but text, a line to each row, as one finds it in workbooks.
    pub(super) fn lines(&mut self, block: usize, lattice: &Lattice, rows: std::ops::Range<usize>) {
        let said = |n: usize| lattice.begun(n).filter(|(_, cell)| !plain(&cell.text).is_empty());
        if rows.clone().any(|n| said(n).count() > 1) {
            return;
        }
        for (spot, cell) in rows.flat_map(said) {
            self.line(Place { block, spot: Some(spot) }, &cell.text);
        }
    }
}

/// — 1 —, 第1页
fn is_page_number(text: &str) -> bool {
    let text = plain(text);
    let bare = text.trim_matches(['—', '-', '第', '页', '·']);
    text != bare && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// （2023年度）
fn is_year(text: &str) -> bool {
    let text = plain(text);
    let bare =
        text.trim_matches(['(', ')']).strip_suffix("年度").or_else(|| text.trim_matches(['(', ')']).strip_suffix('年'));
    bare.is_some_and(|year| year.chars().all(|c| c.is_ascii_digit()) && year.len() <= 4)
}

fn is_date(text: &str) -> bool {
    let text = plain(text);
    ["年", "月"].iter().all(|unit| text.contains(unit))
        && text.chars().all(|c| c.is_ascii_digit() || "年月日〇○一二三四五六七八九十".contains(c))
}
