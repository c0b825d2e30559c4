//! What a form calls things, by the parts it is printed in: the labels that are looked for in a document.

use super::meaning::MEANINGS;
use super::names::{Names, Synonyms};
use super::words::{ColumnWords, GridRow, GridWords, HeadingWords, KindWords, PartWords, ScoresWords, Single};
use crate::form::{
    CellId, ColumnRole, Entry, Form, Grid, Heading, Indicators, Kind, NAME_COLUMN, Name, PaperBand, PaperBlock,
    PaperPart, PartKind, Role, Row, Section,
};
use crate::intake::label::{LabelText, plain};
use crate::value::Text;

/// Everything a form is called in a year.
pub(super) struct Vocabulary {
    pub parts: Vec<PartWords>,
    pub headings: Vec<HeadingWords>,
    /// What stands on the cover.
    pub cover: Vec<Single>,
    /// What may stand before any part is known: what is on the cover, and the report's own single values.
    pub loose: Vec<Single>,
    /// Words that belong to no cell, whatever part they stand in.
    pub others: Vec<Names>,
}

impl Vocabulary {
    pub fn new(form: &Form, year: i32) -> Self {
        let collector = Collector { form, year, synonyms: Synonyms::new(form, year) };
        let others = vec![collector.names(&UNIT_OF_AMOUNTS)];
        let mut terms = Self { parts: Vec::new(), headings: Vec::new(), cover: Vec::new(), loose: Vec::new(), others };
        for part in &form.paper.parts {
            match part.kind {
                PartKind::Annex | PartKind::Table | PartKind::Book => terms.parts.push(collector.part(part)),
                PartKind::Cover => terms.cover.append(&mut collector.part(part).singles),
                PartKind::Contents => {}
                PartKind::Report => {
                    let prose = part.blocks.iter().filter_map(|block| match block {
                        PaperBlock::Prose(section) => form.section(section, false),
                        _ => None,
                    });
                    terms.headings.extend(prose.flat_map(|section| collector.headings(section)));
                }
            }
        }
        // Any table may name the unit, whether it has room for the name or not.
        let owner = |single: &&Single| form.slot(&single.at).is_some_and(|slot| slot.role == Some(Role::UnitName));
        for part in &mut terms.parts {
            let more = terms.cover.iter().filter(owner);
            let more: Vec<Single> =
                more.filter(|own| part.singles.iter().all(|one| one.at != own.at)).cloned().collect();
            part.singles.extend(more);
        }
        let own = terms.parts.iter().filter(|part| !part.each_project).flat_map(|part| &part.singles);
        terms.loose = terms.cover.iter().chain(own).cloned().collect();
        for part in &mut terms.parts {
            let more = terms.loose.iter().filter(|loose| part.singles.iter().all(|own| own.at != loose.at));
            part.told = part.singles.iter().chain(more).cloned().collect();
        }
        terms
    }
}

/// What stands before the unit of the amounts.
const UNIT_OF_AMOUNTS: [&str; 2] = ["单位", "金额单位"];

struct Collector<'f> {
    form: &'f Form,
    year: i32,
    synonyms: Synonyms,
}

impl Collector<'_> {
    fn names(&self, words: &[&str]) -> Names {
        Names::new(self.form, self.year, &self.synonyms, words)
    }

    fn part(&self, part: &PaperPart) -> PartWords {
        let annex = self.form.annex(part);
        let own = if part.kind == PartKind::Table { self.form.report_title.as_str() } else { "" };
        let mut term = PartWords {
            label: part.label.clone(),
            labels: self.names(&[&part.label]),
            title: self.names(&[annex.map_or(own, |annex| &annex.title)]),
            each_project: annex.is_some_and(|annex| annex.each_project),
            again: part.kind == PartKind::Book,
            singles: Vec::new(),
            told: Vec::new(),
            grids: Vec::new(),
            scores: Vec::new(),
            others: vec![self.names(&UNIT_OF_AMOUNTS)],
            notes: Vec::new(),
        };
        part.blocks.iter().for_each(|block| self.block(block, &mut term));
        term
    }

    fn headings(&self, section: &Section) -> Vec<HeadingWords> {
        let Kind::Prose(headings) = &section.kind else { return Vec::new() };
        let term = |heading: &Heading| HeadingWords {
            names: self.names(&[&heading.label]),
            label: self.form.words(&heading.label, self.year),
            at: CellId::new(section.id.clone(), heading.id.clone(), ""),
            body: heading.body,
            annexes: heading.role == Some(Role::AnnexList),
        };
        headings.iter().map(term).collect()
    }

    fn block(&self, block: &PaperBlock, part: &mut PartWords) {
        match block {
            PaperBlock::Lines(entries) | PaperBlock::Signatures(entries) => self.entries(entries, part),
            PaperBlock::Table(bands) => bands.iter().for_each(|band| self.band(band, part)),
            PaperBlock::Notes(section) => {
                let notes = self.section(section, part).into_iter().flat_map(|section| &section.notes);
                part.notes.extend(notes.map(|note| plain(&self.form.words(note, self.year))));
            }
            PaperBlock::Prose(_) => {}
        }
    }

    /// The section of a name: of each project in a part that is there once a project, else of the report.
    fn section(&self, id: &str, part: &PartWords) -> Option<&Section> {
        self.form.section(id, part.each_project).or_else(|| self.form.section(id, !part.each_project))
    }

    fn entries(&self, entries: &[Entry], part: &mut PartWords) {
        for entry in entries {
            let label = entry.label.as_deref().unwrap_or_default();
            let Some(at) = entry.at.as_deref().and_then(CellId::parse) else {
                part.others.push(self.names(&[label]));
                // 报表编号：510000_0013zp
                part.notes.push(plain(&format!("{}：{}", self.form.words(label, self.year), entry.blank)));
                continue;
            };
            let single = self.fact(&at, label, &entry.after, part).or_else(|| self.figure(&at, label, part));
            part.singles.extend(single);
        }
    }

    fn fact(&self, at: &CellId, label: &str, after: &str, part: &PartWords) -> Option<Single> {
        let Kind::Facts(facts) = &self.section(&at.section, part)?.kind else { return None };
        let fact = facts.iter().find(|fact| fact.id == at.row)?;
        let names = self.names(&[&fact.label, label]);
        let says = MEANINGS.fact(&LabelText::new(&self.form.words(&fact.label, self.year)));
        Some(Single {
            names,
            at: at.clone(),
            holds: fact.holds,
            after: after.into(),
            across: false,
            role: fact.role,
            says,
        })
    }

    /// A cell of a table that is printed as a fact as well: 自评总分.
    fn figure(&self, at: &CellId, label: &str, part: &PartWords) -> Option<Single> {
        self.section(&at.section, part)?;
        let holds = self.form.slot(at)?.holds;
        let names = self.names(&[label]);
        Some(Single { names, at: at.clone(), holds, after: Text::default(), across: false, role: None, says: None })
    }

    fn band(&self, band: &PaperBand, part: &mut PartWords) {
        match band {
            PaperBand::Side { label, bands, .. } => {
                part.others.extend(label.iter().map(|label| self.names(&[label])));
                for band in bands {
                    self.band(band, part);
                }
            }
            PaperBand::Facts { rows, .. } => rows.iter().for_each(|row| self.entries(row, part)),
            PaperBand::Across { section, .. } => self.across(section, part),
            PaperBand::Halves { left, right, .. } => {
                for section in [left, right] {
                    let section = self.section(section, part);
                    if let Some(section) = section {
                        self.grid(section, None, part);
                    }
                }
            }
            PaperBand::Grid { section, columns, .. } => {
                let section = self.section(section, part);
                if let Some(section) = section {
                    self.grid(section, columns.as_deref(), part);
                }
            }
            PaperBand::Scores { section, levels, above, .. } => {
                part.others.extend(above.iter().map(|label| self.names(&[label])));
                let levels: Vec<Names> = levels.iter().map(|level| self.names(&[level])).collect();
                let section = self.section(section, part);
                if let Some(section) = section {
                    self.scores(section, &levels, above.as_deref(), part);
                }
            }
            PaperBand::Projects { .. } => {}
        }
    }

    fn across(&self, section: &str, part: &mut PartWords) {
        let Some(Section { kind: Kind::Facts(facts), title, .. }) = self.section(section, part) else { return };
        let cells = facts.iter().map(|fact| CellId::new(section, fact.id.clone(), ""));
        let singles: Vec<Single> = cells.filter_map(|at| self.fact(&at, "", "", part)).collect();
        part.singles.extend(singles.into_iter().map(|single| Single { across: true, ..single }));
        part.others.push(self.names(&[title]));
    }

    fn grid(&self, section: &Section, columns: Option<&[Name]>, part: &mut PartWords) {
        let Kind::Grid(grid) = &section.kind else { return };
        let rows = flat(grid);
        if let [column] = grid.columns.as_slice() {
            part.singles.extend(rows.iter().filter(|(row, _)| !row.takes_rows).map(|(row, _)| Single {
                names: self.names(&[&row.label]),
                at: CellId::new(section.id.clone(), row.id.clone(), column.id.clone()),
                holds: column.holds,
                after: Text::default(),
                across: false,
                role: None,
                says: None,
            }));
            return;
        }
        // What is on no paper stands in workbooks of ours, and in lists of others.
        let is_there = |column: &&crate::form::Column| {
            column.screen_only || columns.is_none_or(|columns| columns.contains(&column.id))
        };
        let columns = grid.columns.iter().filter(is_there);
        let budget = grid.columns.iter().any(|column| column.role == Some(ColumnRole::Executed));
        let column = |column| ColumnWords { role: self.column(column).role.filter(|_| budget), ..self.column(column) };
        part.grids.push(GridWords {
            section: section.id.clone(),
            columns: columns.map(column).collect(),
            rows: rows
                .into_iter()
                .map(|(row, among)| GridRow {
                    names: self.names(&[&row.label]),
                    id: row.id.clone(),
                    takes_rows: row.takes_rows,
                    among,
                    fund: budget
                        .then(|| MEANINGS.fund(&LabelText::new(&row.label)))
                        .flatten()
                        .map(|(fund, _)| fund.clone()),
                })
                .collect(),
            corner: self.names(&[&grid.corner, &section.title]),
        });
    }

    fn column(&self, column: &crate::form::Column) -> ColumnWords {
        let names = self.names(&[&column.label]);
        ColumnWords { names, id: column.id.clone(), holds: column.holds, role: column.role }
    }

    fn scores(&self, section: &Section, levels: &[Names], above: Option<&str>, part: &mut PartWords) {
        let Kind::Scores(Indicators { columns, groups, total }) = &section.kind else { return };
        let kinds = groups
            .iter()
            .flat_map(|group| group.kinds.iter().filter(|kind| kind.rows.is_empty()).map(move |kind| (group, kind)));
        let fixed = groups.iter().flat_map(|group| &group.kinds).flat_map(|kind| &kind.rows);
        part.scores.push(ScoresWords {
            section: section.id.clone(),
            columns: columns.iter().filter(|c| !c.screen_only).map(|column| self.column(column)).collect(),
            kinds: kinds
                .map(|(group, kind)| KindWords {
                    names: self.names(&[&kind.label]),
                    groups: [Some(&group.label), kind.first.as_ref()]
                        .into_iter()
                        .flatten()
                        .map(|label| self.names(&[label]))
                        .collect(),
                    id: kind.id.clone(),
                    says: MEANINGS.kind(&LabelText::new(&kind.label)).cloned(),
                })
                .collect(),
            fixed: fixed
                .map(|row| (self.names(&[row.given(NAME_COLUMN).map_or("", |name| name)]), row.id.clone()))
                .collect(),
            levels: levels.to_vec(),
            above: self.names(above.as_slice()),
            total: self.names(&[total.as_deref().unwrap_or_default()]),
        });
    }
}

/// The rows of a grid, top to bottom, each with those it is among.
fn flat(grid: &Grid) -> Vec<(&Row, Vec<usize>)> {
    fn walk<'g>(rows: &'g [Row], among: &[usize], into: &mut Vec<(&'g Row, Vec<usize>)>) {
        for row in rows {
            let within = [among, &[into.len()]].concat();
            into.push((row, among.to_vec()));
            walk(&row.rows, &within, into);
        }
    }
    let mut rows = Vec::new();
    walk(&grid.rows, &[], &mut rows);
    rows
}
