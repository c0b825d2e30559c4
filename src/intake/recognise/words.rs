//! The words of a form: labels of single values, columns and rows of grids, kinds of indicators, printed parts; and how
//! surely a label in a document names one of them.

use super::meaning::MEANINGS;
use super::names::Names;
use crate::form::{CellId, ColumnRole, Holds, Name, Role};
use crate::intake::label::{LabelText, Likeness, digits, plain};
use crate::value::{Text, leading_year};

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
    pub role: Option<Role>,
    pub says: Option<Role>,
}

impl Single {
    /// How surely a label, which means `fact`, names this.
    pub fn like(&self, label: &LabelText, fact: Option<Role>) -> Option<Likeness> {
        // 单位（专项）名称 is no 单位名称.
        let other = fact.is_some() && self.says.is_some() && fact != self.says && label.unremarked().is_some();
        let named = self.names.like(label).filter(|sure| !other || *sure == Likeness::Same);
        surer(named, || {
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
    pub fund: Option<Name>,
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
    pub says: Option<Name>,
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
    /// What stands over the groups, where they are above the first level.
    pub above: Names,
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

    /// A text is its label, with the project's number where it is there once a project: 附件4-1.
    pub fn is_labelled(&self, text: &str) -> bool {
        let text = plain(text);
        let of_project = text.rsplit_once('-').filter(|(_, number)| {
            self.each_project && !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
        });
        let label = LabelText::new(of_project.map_or(text.as_str(), |(label, _)| label));
        self.labels.like(&label) == Some(Likeness::Same)
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
