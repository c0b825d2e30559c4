//! What was found in a document, where it would go, and what found no place: shown before anything is applied.

use super::label::Likeness;
use super::{Document, DocumentBlock};
use crate::form::{CellId, ColumnRole, Form, Name, Role, added_number, project_number};
use crate::report::{Approved, Content, Edit, Mark, Report, Source, apply, place};
use crate::value::Text;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A place in a document: a block, and in a table one of its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which of [`super::Document::blocks`].
    pub block: usize,
    /// Which of [`super::DocumentTable::cells`]; none for a line.
    pub spot: Option<usize>,
}

impl Place {
    /// Where what stands on no paper is, though the document encloses it.
    #[must_use]
    pub fn unseen(document: &Document) -> Self {
        Self { block: document.blocks.len(), spot: None }
    }

    /// The place in words: 第3个表第2行第4列, 工作表“附件2”第2行第4列, 第12段.
    #[must_use]
    pub fn words(&self, document: &Document) -> String {
        let tables = |block: &&DocumentBlock| matches!(block, DocumentBlock::Table(_));
        let before = document.blocks.iter().take(self.block);
        match document.blocks.get(self.block) {
            Some(DocumentBlock::Table(table)) => {
                let name = match table.name.as_str() {
                    "" => format!("第{}个表", before.filter(tables).count() + 1),
                    name => format!("工作表“{name}”"),
                };
                let spot = self.spot.and_then(|spot| table.cells.get(spot));
                spot.map_or(name.clone(), |spot| format!("{name}第{}行第{}列", spot.row + 1, spot.column + 1))
            }
            None => "随文件保存的内容".into(),
            Some(DocumentBlock::Line(_)) => format!("第{}段", before.filter(|block| !tables(block)).count() + 1),
        }
    }
}

/// A text and the cell it would go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The cell. Projects are counted from `p1` as the document has them.
    pub at: CellId,
    /// Its text, as written there.
    pub text: Text,
    /// Where it stands; a text of several paragraphs, where it begins.
    pub from: Place,
    /// Where its further paragraphs stand.
    pub also: Vec<Place>,
    /// How surely its labels are the form's.
    pub sure: Likeness,
    /// What is doubtful about it, in sentences.
    pub doubts: Vec<String>,
    /// As it is printed there, where its unit was another and it was converted.
    pub printed: Option<PrintedAmount>,
}

/// An amount as it is printed in another unit than the form's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedAmount {
    /// As written.
    pub text: Text,
    /// The unit the document says it is in.
    pub unit: &'static str,
    /// Something else about it is doubtful.
    pub doubtful: bool,
}

impl PrintedAmount {
    /// With its unit: 1234567.89元.
    #[must_use]
    pub fn words(&self) -> Text {
        format!("{}{}", self.text.trim(), self.unit).into()
    }
}

impl Placed {
    /// Nothing about it needs a second look.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.doubts.is_empty() && self.sure > Likeness::Near
    }

    /// It is 待核实 once it stands in a report: something about it is doubtful, or it was converted.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.is_sure() || self.printed.is_some()
    }

    /// What is noted of it in a report.
    fn mark(&self) -> Mark {
        let printed = self.printed.as_ref().map(PrintedAmount::words).unwrap_or_default();
        let doubtful = self.printed.as_ref().is_some_and(|printed| printed.doubtful);
        Mark { printed, doubtful, ..Mark::new(Source::Imported, self.waits()) }
    }
}

/// A text that found no cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Homeless {
    /// Where it stands.
    pub from: Place,
    /// What it says.
    pub text: Text,
    /// Why it found none, in a sentence.
    pub why: String,
}

/// A run of rows of a table, recognised as a part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTable {
    /// Which of [`super::Document::blocks`].
    pub block: usize,
    /// The first of its rows.
    pub row: usize,
    /// What it is: 附件3; empty where it was not recognised.
    pub part: Text,
    /// Which project it belongs to, from 1.
    pub project: Option<usize>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// The year the document reports on.
    pub year: i32,
    /// The tables, in order.
    pub tables: Vec<FoundTable>,
    /// What goes where, in the order of the document.
    pub placed: Vec<Placed>,
    /// What agrees with what the program computes, and so need not be written.
    pub agreed: Vec<Placed>,
    /// What found no place.
    pub homeless: Vec<Homeless>,
    /// Where the form's own words stand, or the field's: labels, heads, titles, notes, and what says nothing.
    pub labels: Vec<Place>,
    /// What else should be known, in sentences.
    pub remarks: Vec<String>,
    /// Of a paper of ours that encloses what it says: its year, projects and rows.
    pub rows: Option<Arc<Content>>,
}

impl ImportPlan {
    /// An empty report to put it into: with the projects and rows that the document encloses, where it does.
    #[must_use]
    pub fn blank(&self, form: &Form) -> Report {
        match &self.rows {
            Some(rows) => Report { content: Arc::clone(rows), ..Report::default() },
            None => Report::new(form, self.year),
        }
    }

    /// Where in a report its texts go. A project goes to the one of the same name, else to one that is still blank, else to
    /// a new one; rows go to the rows there are, in order, then to new ones.
    #[must_use]
    pub fn landing<'p>(
        &'p self,
        form: &Form,
        report: &Report,
        wished: impl Fn(&Placed) -> bool,
    ) -> Vec<(CellId, &'p Placed)> {
        let wished: Vec<&Placed> = self.placed.iter().filter(|placed| wished(placed)).collect();
        if self.rows.as_ref() == Some(&report.content) {
            return wished.into_iter().map(|placed| (placed.at.clone(), placed)).collect();
        }
        let projects = projects(form, report, &wished);
        let mut rows = ReportRows { form, report, known: HashMap::new(), used: HashMap::new() };
        wished.into_iter().map(|placed| (rows.place(&in_project(&placed.at, &projects)), placed)).collect()
    }

    /// What stands in a report where its texts would go, text by text of [`Self::placed`]: blank where nothing stands, or
    /// the same.
    #[must_use]
    pub fn overwritten(&self, form: &Form, report: &Report) -> Vec<Text> {
        let there = |(at, placed): (CellId, &Placed)| {
            if is_free(report, &at, placed) { Text::default() } else { report.content.cells.text(&at).trim().into() }
        };
        self.landing(form, report, |_| true).into_iter().map(there).collect()
    }

    /// What to do to a report so that these texts stand in it, as one step.
    #[must_use]
    pub fn edit(&self, form: &Form, report: &Report, wished: impl Fn(&Placed) -> bool) -> Edit {
        self.bringing(form, report, wished, |_, _| true)
    }

    /// The same, but what stands in the report stays.
    #[must_use]
    pub fn edit_blank(&self, form: &Form, report: &Report, wished: impl Fn(&Placed) -> bool) -> Edit {
        self.bringing(form, report, wished, |at, placed| is_free(report, at, placed))
    }

    /// The document says what is aimed at, and nothing of what came of it.
    #[must_use]
    pub fn is_of_targets(&self, form: &Form) -> bool {
        let is_target =
            |placed: &Placed| form.slot(&placed.at).is_some_and(|slot| slot.column_role == Some(ColumnRole::Target));
        let is_result = |placed: &Placed| Approved::is_result(form, &placed.at);
        self.placed.iter().any(is_target) && !self.placed.iter().chain(&self.agreed).any(is_result)
    }

    /// What it says of approved targets, by the name of the document; it is then no report, but stands beside one.
    #[must_use]
    pub fn approved(&self, form: &Form, from: &str, wished: impl Fn(&Placed) -> bool) -> Approved {
        let mut report = Report::new(form, self.year);
        let edit = self.edit(form, &report, |placed| Approved::states(form, &placed.at) && wished(placed));
        // Each goes to a cell of the form that can be written; one that cannot would only be left out.
        apply(form, &mut report, &edit).ok();
        Approved { from: from.into(), report }
    }

    fn bringing(
        &self,
        form: &Form,
        report: &Report,
        wished: impl Fn(&Placed) -> bool,
        goes: impl Fn(&CellId, &Placed) -> bool,
    ) -> Edit {
        let bring =
            |(at, placed): (CellId, &Placed)| Edit::Bring { at, text: placed.text.clone(), mark: placed.mark() };
        let landing = self.landing(form, report, wished).into_iter();
        Edit::All(landing.filter(|(at, placed)| goes(at, placed)).map(bring).collect())
    }
}

/// Nothing stands in a cell, or the same.
fn is_free(report: &Report, at: &CellId, placed: &Placed) -> bool {
    let own = report.content.cells.text(at).trim();
    own.is_empty() || own == placed.text.trim()
}

/// Which row of the report each row of the document goes to.
struct ReportRows<'f> {
    form: &'f Form,
    report: &'f Report,
    known: HashMap<CellId, Name>,
    /// How many rows under each place for added rows have something coming.
    used: HashMap<Name, usize>,
}

impl ReportRows<'_> {
    fn place(&mut self, at: &CellId) -> CellId {
        let Some(under) = self.form.slot(at).and_then(|slot| slot.added_under.cloned()) else { return at.clone() };
        let row = at.in_column("");
        let (report, used) = (self.report, &mut self.used);
        let name = self.known.entry(row).or_insert_with(|| {
            let there = report.content.added(&at.section, &under);
            let n = used.entry(place(&at.section, &under)).or_default();
            *n += 1;
            there.get(*n - 1).cloned().unwrap_or_else(|| {
                let last = there.iter().filter_map(|name| added_number(name, &under)).max().unwrap_or_default();
                format!("{under}-{}", last as usize + *n - there.len()).into()
            })
        });
        CellId { row: name.clone(), ..at.clone() }
    }
}

/// Which project of the report each of the document's is.
fn projects(form: &Form, report: &Report, wished: &[&Placed]) -> HashMap<String, String> {
    let of = |placed: &&&Placed| placed.at.project_and_section().0.map(String::from);
    let theirs: BTreeSet<(usize, String)> = wished.iter().filter_map(|p| of(&p)).map(|p| (p.len(), p)).collect();
    let name_of = |placed: &&&Placed| form.slot(&placed.at).is_some_and(|slot| slot.role == Some(Role::ProjectName));
    let mut free: Vec<String> = report.content.projects.iter().map(ToString::to_string).collect();
    let mut number = free.iter().filter_map(|p| project_number(p)).max().unwrap_or_default();
    let mut found = HashMap::new();
    for (_, theirs) in theirs {
        let named = wished.iter().filter(name_of).find(|placed| of(placed).as_deref() == Some(&theirs));
        let at = |project: &str| named.map(|placed| in_project(&placed.at, &[(theirs.clone(), project.into())].into()));
        let same = free.iter().position(|own| {
            at(own).is_some_and(|at| {
                named.is_some_and(|placed| *report.content.cells.text(&at).trim() == *placed.text.trim())
            })
        });
        let blank = |own: &String| {
            let before = format!("{own}.");
            !report.content.cells.iter().any(|(at, _)| at.section.starts_with(&before))
        };
        let place = same.or_else(|| free.iter().position(blank));
        let own = place.map_or_else(
            || {
                number += 1;
                format!("p{number}")
            },
            |place| free.remove(place),
        );
        found.insert(theirs, own);
    }
    found
}

fn in_project(at: &CellId, projects: &HashMap<String, String>) -> CellId {
    match at.project_and_section() {
        (Some(project), section) => {
            let project = projects.get(project).map_or(project, String::as_str);
            CellId { section: format!("{project}.{section}").into(), ..at.clone() }
        }
        (None, _) => at.clone(),
    }
}
