//! Lines between the tables: titles, the report's text, labels with their values, dates, and what says nothing.

use super::inline::{beginning, declared_unit, is_idle, written};
use super::lattice::{Lattice, filled};
use super::meaning::MEANINGS;
use super::prose::ProseLine;
use super::reader::Reader;
use super::year::is_date;
use crate::form::Holds;
use crate::intake::document::DocumentBlock;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::intake::plan::Place;
use crate::value::leading_year;
use std::ops::Range;

impl Reader<'_> {
    /// A line between the tables.
    pub fn line(&mut self, from: Place, text: &str) {
        if plain(text).is_empty() || is_page_number(text) || self.is_contents(from, text) {
            return self.placing.label(from);
        }
        if let Some(part) = self.parts.title_line(from.block, text) {
            self.parts.titled = Some(part);
            self.placing.forget_unit();
            self.owner.name(None);
            return self.placing.label(from);
        }
        if let Some(line) = self.parts.prose.read(from, text) {
            return self.prose_line(from, text, line);
        }
        self.loose_line(from, text);
    }

    /// 目录 before the report, and its lines: they name headings and tables that are still to come.
    fn is_contents(&mut self, from: Place, text: &str) -> bool {
        if plain(text) == "目录" && !self.parts.prose.begun() {
            self.contents = self.contents_end(from.block);
        }
        from.block < self.contents
    }

    /// The block after the last line of a 目录. An entry may take several lines, of which the last has the page.
    fn contents_end(&self, title: usize) -> usize {
        const ENTRY: usize = 3;
        let line = |n: usize| match self.document.blocks.get(n)? {
            DocumentBlock::Line(line) => Some(line.text.as_str()),
            DocumentBlock::Table(_) => None,
        };
        let is_page = |n: usize| line(n).is_some_and(|text| plain(text).chars().all(|c| c.is_ascii_digit()));
        let mut end = title + 1;
        while let Some(last) = (end..end + ENTRY)
            .take_while(|n| {
                line(*n)
                    .is_some_and(|text| leads_to_a_page(text) || !self.parts.prose.is_heading(text) || is_page(n + 1))
            })
            .find(|n| line(*n).is_some_and(leads_to_a_page))
        {
            end = last + 1;
        }
        end
    }

    /// A line that is no text under a heading: labels with their values, dates, titles of others.
    pub fn loose_line(&mut self, from: Place, text: &str) {
        if self.placing.is_settled(from) {
            return;
        }
        self.placing.declare_unit(declared_unit(text));
        let part = self.parts.of_line();
        let singles = self.parts.told_in(part);
        let others = part.map_or(self.parts.others(), |part| &part.others);
        let says_nothing = is_year(text) || is_idle(text) || is_remark_head(text);
        if self.parts.is_note(text) || says_nothing || MEANINGS.is_title(&LabelText::new(text)) {
            self.placing.label(from);
        } else if !self.inline(from, part, text, singles, others) && !self.cover_date(from, text) {
            self.placing.homeless(from, "文件里的这一段不在表样的任何一栏里。".into());
        }
    }

    fn prose_line(&mut self, from: Place, text: &str, line: ProseLine) {
        match line.at {
            Some(at) if !line.text.is_empty() => {
                if self.placing.add(from, &at, &line.text).is_none() {
                    self.place(from, at.clone(), &line.text, Likeness::Same);
                }
                if line.doubt {
                    self.placing.doubt(&at, "这段文字写在上一级标题下面，请核对放在这里是否合适。");
                }
            }
            Some(_) => self.placing.label(from),
            None if line.text.is_empty() => self.placing.label(from),
            None => self.placing.homeless(from, format!("“{}”前面没有能认出的标题。", beginning(text))),
        }
    }

    /// The date on the cover has no label.
    fn cover_date(&mut self, from: Place, text: &str) -> bool {
        let Some(single) = self.parts.cover().iter().find(|single| single.holds == Holds::Date) else { return false };
        if self.parts.prose.begun() || self.parts.last.is_some() || !is_date(text) {
            return false;
        }
        match written(text, single) {
            "" => self.placing.label(from),
            date => self.place(from, single.at.clone(), date, Likeness::Close),
        }
        true
    }

    /// What is no table but text, a line to each row, as one finds it in workbooks.
    pub fn lines(&mut self, block: usize, lattice: &Lattice, rows: Range<usize>) {
        for (spot, cell) in rows.flat_map(|n| filled(lattice, n)) {
            self.line(Place { block, spot: Some(spot) }, &cell.text);
        }
    }
}

/// 备注：, 附件1, 公开14表
fn is_remark_head(text: &str) -> bool {
    let text = plain(text);
    let bare: String = text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ':' | '-' | '(' | ')')).collect();
    matches!(bare.as_str(), "备注" | "注" | "附件" | "附表" | "附" | "表" | "公开表")
}

/// — 1 —, 第1页
fn is_page_number(text: &str) -> bool {
    let text = plain(text);
    let bare = text.trim_matches(['—', '-', '第', '页', '·']);
    text != bare && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// 一、基本情况……3, with the number or still without.
fn leads_to_a_page(text: &str) -> bool {
    let leads = ["\t", "……", "....", "····"].iter().any(|dots| text.trim_matches(' ').contains(dots));
    leads || plain(text).ends_with(|c: char| c.is_ascii_digit())
}

/// （2023年度）, with the year filled in or not.
fn is_year(text: &str) -> bool {
    let text = plain(text);
    let bare = text.trim_matches(['(', ')']);
    match leading_year(bare) {
        Some(named) => matches!(bare.get(named.end..), Some("" | "度")),
        None => matches!(bare.trim_start_matches("20"), "年" | "年度"),
    }
}
