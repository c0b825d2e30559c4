//! What a form calls things, by the parts it is printed in: the labels that are looked for in a document.

use super::meaning::MEANINGS;
use crate::form::{
    CellId, ColumnRole, Entry, Form, Grid, Heading, Holds, Indicators, Kind, NAME_COLUMN, Name, PaperBand, PaperBlock,
    PaperPart, PartKind, Role, Row, Section,
};
use crate::intake::label::{LabelText, Likeness, digits, plain};
use crate::value::{Text, leading_year};
use serde::Deserialize;
use std::sync::LazyLock;

/// The field's other words for its labels, whatever form they stand in.
static SYNONYMS: LazyLock<Vec<(Text, Vec<Text>)>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct SynonymFile(Vec<(Text, Vec<Text>)>);
    ron::from_str::<SynonymFile>(include_str!("../../../assets/intake/synonyms.ron"))
        .map(|all| all.0)
        .unwrap_or_default()
});

/// The names of one thing: the form's own, the paper's, other words of the field.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Vec<LabelText>);

/// Other words for a label, as they are in a year.
struct Synonyms(Vec<(LabelText, Vec<LabelText>)>);

impl Synonyms {
    fn new(form: &Form, year: i32) -> Self {
        let label = |words: &Text| LabelText::new(&form.words(words, year));
        Self(SYNONYMS.iter().map(|(one, others)| (label(one), others.iter().map(label).collect())).collect())
    }
}

impl Names {
    fn new(form: &Form, year: i32, synonyms: &Synonyms, words: &[&str]) -> Self {
        let mut all: Vec<LabelText> = Vec::new();
        for words in words {
            let own = LabelText::new(&form.words(words, year));
            let known = synonyms.0.iter().filter(|(one, _)| one.like(&own) >= Some(Likeness::Close));
            all.extend(known.flat_map(|(_, others)| others.iter().cloned()));
            all.insert(0, own);
        }
        all.retain(|label| !label.is_empty());
        Self(all)
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(LabelText::key)
    }

    /// How surely a label in a document names this.
    pub fn like(&self, label: &LabelText) -> Option<Likeness> {
        self.0.iter().filter_map(|own| own.like(label)).max()
    }

    /// The form's own.
    pub fn own(&self) -> Option<&LabelText> {
        self.0.first()
    }
}

/// The surer of two: by what it is called, and by what the label means.
fn surer(named: Option<Likeness>, meant: impl FnOnce() -> Option<Likeness>) -> Option<Likeness> {
    if named >= Some(Likeness::Close) { named } else { named.max(meant()) }
}

/// A label with one value: a fact, or the row of a grid of one column.
#[derive(Clone, Debug)]
pub(super) struct Single {
    pub names: Names,
    /// Without its project.
    pub at: CellId,
    pub holds: Holds,
    /// Words that are printed behind the value: （盖章）.
    pub after: Text,
    /// Its value stands below it, beside those of its neighbours.
    pub across: bool,
    /// What rules call it, and what its label means.
    role: Option<Role>,
    says: Option<Role>,
}

impl Single {
    /// How surely a label, which means `fact`, names this.
    pub fn like(&self, label: &LabelText, fact: Option<Role>) -> Option<Likeness> {
        surer(self.names.like(label), || {
            let fact = fact?;
            let (own, other) = (self.names.own().map_or("", LabelText::key), label.key());
            // 年度目标2 is not 年度绩效目标1.
            if !digits(own).is_empty() && !digits(other).is_empty() && digits(own) != digits(other) {
                None
            } else if self.says == Some(fact) {
                Some(Likeness::Close)
            } else {
                (self.role == Some(fact)).then_some(Likeness::Near)
            }
        })
    }
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub(super) struct GridRow {
    pub names: Names,
    pub id: Name,
    pub takes_rows: bool,
    /// Which rows it is among, outermost first.
    pub among: Vec<usize>,
    /// Where its money comes from.
    fund: Option<Name>,
}

impl GridRow {
    /// It is all of the money.
    pub fn is_whole(&self) -> bool {
        self.fund.as_deref() == Some("total")
    }

    /// How surely a label names this row.
    pub fn like(&self, label: &LabelText) -> Option<Likeness> {
        surer(self.names.like(label), || {
            let (fund, sure) = MEANINGS.fund(label).filter(|(fund, _)| self.fund.as_ref() == Some(*fund))?;
            (!fund.is_empty()).then_some(sure)
        })
    }
}

/// A column of a grid or of the indicators.
#[derive(Clone, Debug)]
pub(super) struct ColumnWords {
    pub names: Names,
    pub id: Name,
    pub holds: Holds,
    /// What rules call it, where heads are read by their meaning.
    pub role: Option<ColumnRole>,
}

/// What a head means: a column that rules call so, or one that no form has.
pub(super) type HeadMeaning = Option<(Option<ColumnRole>, Likeness)>;

impl ColumnWords {
    /// How surely a head, of that meaning, names this column.
    pub fn like(&self, label: &LabelText, meaning: HeadMeaning) -> Option<Likeness> {
        surer(self.names.like(label), || {
            meaning.filter(|(role, _)| role.is_some() && *role == self.role).map(|(_, sure)| sure)
        })
    }
}

/// A grid of several columns.
#[derive(Clone, Debug)]
pub(super) struct GridWords {
    pub section: Name,
    pub columns: Vec<ColumnWords>,
    pub rows: Vec<GridRow>,
    /// What stands above or beside its rows.
    pub corner: Names,
}

impl GridWords {
    /// It is where the budget stands, and its heads and rows are read by their meaning.
    pub fn is_budget(&self) -> bool {
        self.columns.iter().any(|column| column.role.is_some())
    }
}

/// 二级指标
#[derive(Clone, Debug)]
pub(super) struct KindWords {
    pub names: Names,
    /// 一级指标, and what stands above that.
    pub groups: Vec<Names>,
    pub id: Name,
    /// What its label means.
    says: Option<Name>,
}

impl KindWords {
    /// How surely a label, which means that kind, names this one.
    pub fn like(&self, label: &LabelText, kind: Option<&Name>) -> Option<Likeness> {
        surer(self.names.like(label), || {
            let kind = kind?;
            if self.says.as_ref() == Some(kind) {
                Some(Likeness::Close)
            } else {
                (self.says.is_some() && MEANINGS.nearest_kind(kind) == self.says.as_ref()).then_some(Likeness::Near)
            }
        })
    }

    /// A label names the goal it is of, where the form has indicators by goals.
    pub fn is_of(&self, goal: &LabelText) -> bool {
        self.groups.split_last().is_some_and(|(_, goals)| goals.iter().any(|names| names.like(goal).is_some()))
    }

    /// A label names the group it is in.
    pub fn is_in(&self, group: &LabelText) -> bool {
        let meant = MEANINGS.group(group);
        let own = |names: &Names| names.own().and_then(|own| MEANINGS.group(own));
        self.groups.iter().any(|names| names.like(group).is_some() || (meant.is_some() && own(names) == meant))
    }
}

/// An indicator grid.
#[derive(Clone, Debug)]
pub(super) struct ScoresWords {
    pub section: Name,
    pub columns: Vec<ColumnWords>,
    pub kinds: Vec<KindWords>,
    /// Indicators that the form itself lists: their names and rows.
    pub fixed: Vec<(Names, Name)>,
    /// 一级指标, 二级指标
    pub levels: Vec<Names>,
    pub total: Names,
}

impl ScoresWords {
    /// It has no levels: indicators stand in one list.
    pub fn is_bare(&self) -> bool {
        self.levels.iter().all(|level| level.own().is_none())
    }
}

/// One printed part: a table of the document belongs to one of them.
#[derive(Clone, Debug)]
pub(super) struct PartWords {
    /// As it is called: 附件3.
    pub label: Text,
    pub labels: Names,
    pub title: Names,
    pub each_project: bool,
    /// It stands in workbooks only and says again what other parts say.
    pub again: bool,
    pub singles: Vec<Single>,
    /// What its lines may tell: these, and the report's own.
    pub told: Vec<Single>,
    pub grids: Vec<GridWords>,
    pub scores: Vec<ScoresWords>,
    /// Words that belong to no cell: the unit of its amounts, labels at the side, the line for the leader's name.
    pub others: Vec<Names>,
    /// Its notes, plain.
    pub notes: Vec<String>,
}

impl PartWords {
    /// Everything it is known by, as one looks it up: its labels, and what these mean.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let grids = self.grids.iter().flat_map(|grid| {
            let columns = grid.columns.iter().map(|column| &column.names);
            columns.chain(grid.rows.iter().map(|row| &row.names)).chain([&grid.corner])
        });
        let scores = self.scores.iter().flat_map(|scores| {
            let columns = scores.columns.iter().map(|column| &column.names);
            columns.chain(scores.kinds.iter().map(|kind| &kind.names)).chain(&scores.levels)
        });
        let singles = self.singles.iter().map(|single| &single.names);
        // Any table may say its unit.
        let all = singles.chain(self.others.iter().skip(1)).chain(grids).chain(scores);
        let own = |names: &Names| names.own().map(|own| MEANINGS.keys(own)).unwrap_or_default();
        all.flat_map(move |names| names.keys().map(String::from).chain(own(names)).collect::<Vec<_>>())
    }

    /// The label of the project's name.
    pub fn project_name(&self) -> Option<&Single> {
        self.singles.iter().find(|single| single.role == Some(Role::ProjectName))
    }

    /// A text is its title, be it of another year or with a unit's name before it.
    pub fn is_titled(&self, label: &LabelText) -> bool {
        let said = undated(label.spoken());
        let own = self.title.own().map_or("", |own| undated(own.key()));
        said.chars().count() <= LONGEST_TITLE
            && !label.key().contains(':')
            && own.chars().count() >= 6
            && (said == own || undated(label.key()).ends_with(own))
    }
}

/// Longer texts are no titles.
const LONGEST_TITLE: usize = 40;

/// A title without the year before it.
fn undated(title: &str) -> &str {
    let rest = leading_year(title).and_then(|named| title.get(named.end..)).unwrap_or(title);
    rest.trim_start_matches('度')
}

/// A heading of the report.
#[derive(Clone, Debug)]
pub(super) struct HeadingWords {
    pub names: Names,
    pub label: Text,
    pub at: CellId,
    pub body: bool,
    /// The list of annexes stands under it.
    pub annexes: bool,
}

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
            match entry.at.as_deref().and_then(CellId::parse) {
                Some(at) => {
                    let single = self.fact(&at, label, &entry.after, part).or_else(|| self.figure(&at, label, part));
                    part.singles.extend(single);
                }
                None => part.others.push(self.names(&[label])),
            }
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
            PaperBand::Scores { section, levels, .. } => {
                let levels: Vec<Names> = levels.iter().map(|level| self.names(&[level])).collect();
                let section = self.section(section, part);
                if let Some(section) = section {
                    self.scores(section, &levels, part);
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
        let printed = |id: &Name| columns.is_none_or(|columns| columns.contains(id));
        let columns = grid.columns.iter().filter(|column| !column.screen_only && printed(&column.id));
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

    fn scores(&self, section: &Section, levels: &[Names], part: &mut PartWords) {
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
