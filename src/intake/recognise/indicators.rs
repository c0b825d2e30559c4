//! Indicators: each under the kind whose label stands left of it, and the row that closes them.

use super::arrangement::{Arrangement, Levels, TableHead};
use super::inline::beginning;
use super::listed::line_by_line;
use super::meaning::MEANINGS;
use super::names::Names;
use super::rows::{RowValue, TableRows, best_single};
use super::words::{KindWords, ScoresWords};
use crate::form::{CellId, ColumnRole, NAME_COLUMN, Name, TOTAL_ROW};
use crate::intake::document::Spot;
use crate::intake::label::{LabelText, Likeness, plain};
use crate::sheet::joined_target;

/// What is doubtful where one row of the paper has several indicators.
const SEVERAL: &str = "文件里这一行写着几条指标，已按行分开，只写了一个的分值和得分归到第一条，请核对。";

/// A label left of the indicators.
struct LeftLabel {
    /// Which cell of the table.
    index: usize,
    /// It begins in this row.
    begun: bool,
    /// Its level, by the head above it.
    level: Option<usize>,
    text: LabelText,
    written: String,
}

impl LeftLabel {
    /// 序号: it counts the rows and says nothing of them.
    fn is_serial(&self) -> bool {
        self.level.is_none() && self.written.trim().chars().all(|c| c.is_ascii_digit())
    }
}

/// The kind a row is of, how surely, and what is doubtful about it.
struct RowKind {
    kind: usize,
    sure: Likeness,
    doubt: Option<String>,
}

impl RowKind {
    fn sure(kind: usize) -> Self {
        Self { kind, sure: Likeness::Close, doubt: None }
    }
}

impl<'a> TableRows<'_, 'a, '_> {
    /// An indicator, or the closing row. They are over when a row speaks of labels with values.
    pub fn indicator(
        &mut self,
        n: usize,
        words: &'a ScoresWords,
        head: TableHead<'a>,
        last: &Levels,
    ) -> Arrangement<'a> {
        let (numbers, left): (Vec<_>, Vec<_>) = self.left_labels(n, &head).into_iter().partition(LeftLabel::is_serial);
        for number in numbers {
            self.label(number.index);
        }
        let mut told = self.lattice.begun(n).filter(|(_, spot)| head.is_fact(spot.column));
        let closes = told.any(|(_, spot)| is_total(words, &LabelText::new(&spot.text)));
        if closes || left.iter().any(|label| is_total(words, &label.text)) {
            self.total(n, words, &head);
            return Arrangement::Beside;
        }
        if !self.beside_indicators(n, &head) {
            self.refuse_row(n);
            return Arrangement::Scores { words, head, last: Levels::default() };
        }
        // A goal told left of the row's levels says more than the one read last, and holds for the rows below.
        let goal = left.iter().map(|label| &label.text).find(|label| words.kinds.iter().any(|kind| kind.is_of(label)));
        self.goal = goal.or(self.goal.as_ref()).cloned();
        let values = self.values(n, &head.columns);
        let (kind, levels) = self.levels_of(words, &left, last);
        let unknown = kind.is_none() || words.is_bare();
        if unknown && (values.is_empty() || self.is_facts(n, &head)) && self.has_singles(n) {
            // The row that closes the indicators may stand below such rows.
            let over = self.beside(n);
            let goes_on = Arrangement::Scores { words, head, last: Levels::default() };
            return if words.is_bare() { over } else { goes_on };
        }
        for label in &left {
            if label.level.is_some() && !values.is_empty() || self.is_left_word(words, &label.text) {
                self.label(label.index);
            }
        }
        if is_placeholder(&values) {
            for value in &values {
                self.label(value.index);
            }
        } else {
            let said = left.last().map_or("", |label| label.written.as_str());
            let rows = line_by_line(&values);
            for values in &rows {
                let doubt = (rows.len() > 1).then_some(SEVERAL);
                self.write_indicator(n, words, &head, (kind.as_ref(), said, doubt), values);
            }
        }
        self.refuse_strange(n, &head.strange);
        Arrangement::Scores { words, head, last: levels }
    }

    /// What stands left of the names, but in columns that the form does not have.
    fn left_labels(&self, n: usize, head: &TableHead) -> Vec<LeftLabel> {
        let name = head.columns.iter().filter(|column| column.words.id == NAME_COLUMN);
        let first = name.map(|column| column.columns.start).min().unwrap_or_default();
        let level = |spot: &Spot| {
            let within = |range: &Option<std::ops::Range<usize>>| {
                range.as_ref().is_some_and(|range| range.contains(&spot.column))
            };
            head.levels.iter().position(within)
        };
        let left = self
            .lattice
            .row(n)
            .filter(|(_, spot)| spot.column < first && !head.is_strange(spot.column) && !head.is_fact(spot.column))
            .filter(|(_, spot)| !plain(&spot.text).is_empty());
        left.map(|(index, spot)| LeftLabel {
            index,
            begun: self.lattice.begins(n, spot),
            level: level(spot),
            text: LabelText::new(&spot.text),
            written: spot.text.clone(),
        })
        .collect()
    }

    /// The row's first text is the label of a fact, and not under the levels.
    fn is_facts(&self, n: usize, head: &TableHead) -> bool {
        let first = self.lattice.begun(n).find(|(_, spot)| !plain(&spot.text).is_empty());
        head.levels.iter().all(Option::is_none)
            || first.is_some_and(|(_, spot)| {
                let label = LabelText::new(&spot.text);
                let named = best_single(self.part, &label).is_some_and(|(_, sure)| sure > Likeness::Near);
                (named || MEANINGS.is_fact(&label)) && MEANINGS.group(&label).is_none()
            })
    }

    /// The kind of indicator a row is, and the levels as they now stand: what the labels left of it say; where none that
    /// begins there is strange, the kind above.
    fn levels_of(&self, words: &ScoresWords, left: &[LeftLabel], last: &Levels) -> (Option<RowKind>, Levels) {
        if let (true, [_]) = (words.is_bare(), words.kinds.as_slice()) {
            return (Some(RowKind::sure(0)), Levels::default());
        }
        let group = group_label(words, left);
        let above = group.map(|group| group.text.clone()).or_else(|| last.group.clone());
        let around: Vec<&LabelText> = above.iter().chain(self.goal.as_ref()).collect();
        let lower = || left.iter().rev().filter(|label| label.level != Some(0));
        let is_strange =
            |label: &LeftLabel| label.begun && (label.level == Some(1) || !self.is_left_word(words, &label.text));
        let strange = left.iter().any(is_strange);
        let changed =
            group.is_some_and(|group| group.begun && last.group.as_ref().is_some_and(|last| *last != group.text));
        let named = lower().find_map(|label| kind_like(words, &label.text, &around));
        let told = lower().next().is_some_and(|label| label.begun && label.level == Some(1));
        let alone = || {
            let group = group.filter(|_| !told)?;
            kind_like(words, &group.text, &around).or_else(|| only_kind(words, &group.text))
        };
        let goes_on = || last.kind.filter(|_| !strange && !changed).map(RowKind::sure);
        let kind = named.or_else(alone).or_else(goes_on);
        let known = kind.as_ref().map(|kind| kind.kind).or_else(|| last.kind.filter(|_| !changed && !strange));
        (kind, Levels { group: above, kind: known })
    }

    /// Words that stand left of the indicators: levels, groups, kinds, the label of the whole table.
    fn is_left_word(&self, words: &ScoresWords, label: &LabelText) -> bool {
        let like = |names: &Names| names.like(label).is_some();
        words.kinds.iter().any(|kind| like(&kind.names) || kind.is_in(label))
            || words.levels.iter().any(like)
            || self.part.others.iter().any(like)
            || MEANINGS.kind(label).is_some()
            || MEANINGS.group(label).is_some()
            || MEANINGS.level(label).is_some()
            || MEANINGS.is_idle(label)
    }

    /// An indicator goes to its own row where the form lists it, else to a new one of its kind.
    fn write_indicator(
        &mut self,
        n: usize,
        words: &ScoresWords,
        head: &TableHead,
        (kind, label, several): (Option<&RowKind>, &str, Option<&str>),
        values: &[RowValue],
    ) {
        let (row, sure, doubt) = if let Some((row, sure)) = fixed_row(words, values) {
            (row.clone(), sure, None)
        } else if let Some((kind, own)) = kind.and_then(|kind| Some((kind, words.kinds.get(kind.kind)?))) {
            (self.reader.parts.next_row(self.part, &words.section, &own.id), kind.sure, kind.doubt.as_deref())
        } else {
            return self.refuse(values, &format!("表样里没有“{}”这一类指标。", beginning(label)));
        };
        self.write(&words.section, &row, values, sure);
        for doubt in doubt.into_iter().chain(several) {
            for value in values {
                self.doubt(&words.section, &row, &value.column.words.id, doubt);
            }
        }
        self.join_target(n, head, &words.section, &row, values);
        let said = self.refuse_strange(n, &head.strange);
        if let Some(target) = head
            .columns
            .iter()
            .find(|column| column.words.role == Some(ColumnRole::Target))
            .filter(|_| !said.is_empty())
        {
            let doubt = format!("文件里另写着{}，表样没有这些栏，请补进指标值。", said.join("，"));
            self.doubt(&words.section, &row, &target.words.id, &doubt);
        }
    }

    /// Where the form has one column for a target that the paper splits over several, its sign and its unit go with it.
    fn join_target(&mut self, n: usize, head: &TableHead, section: &str, row: &Name, values: &[RowValue]) {
        let Some(target) = values.iter().find(|value| value.column.words.role == Some(ColumnRole::Target)) else {
            return;
        };
        let beside = |role| {
            let column = head.strange.iter().find(|column| column.of_target == Some(role))?;
            self.written_at(n, column.columns.start)
        };
        let parts = [beside(ColumnRole::Sense), beside(ColumnRole::Unit)];
        let [sense, unit] = parts.map(|part| part.map_or("", |(_, spot)| spot.text.trim()));
        if target.line.is_some() || (sense.is_empty() && unit.is_empty()) {
            return;
        }
        if let Some(joined) = joined_target(sense, &target.text(), unit) {
            let also = parts.iter().flatten().map(|(index, _)| self.from(*index)).collect();
            let at = CellId::new(section, row.clone(), target.column.words.id.clone());
            let at = self.reader.parts.cell(self.part, &at);
            self.reader.placing.join(&at, joined, also);
        }
    }

    fn total(&mut self, n: usize, words: &ScoresWords, head: &TableHead<'a>) {
        let is_label = |spot: &Spot| is_total(words, &LabelText::new(&spot.text));
        self.labels(n, is_label);
        let mut figures = self.values(n, &head.columns);
        figures.retain(|value| !is_label(value.spot));
        self.write(&words.section, &TOTAL_ROW.into(), &figures, Likeness::Same);
        self.refuse_strange(n, &head.strange);
    }
}

/// The label of the closing row. A form without points has none, and its figures no place.
fn is_total(words: &ScoresWords, label: &LabelText) -> bool {
    words.total.like(label) >= Some(Likeness::Close) || MEANINGS.is_total(label)
}

/// The label of the group a row is in, where it has one.
fn group_label<'l>(words: &ScoresWords, left: &'l [LeftLabel]) -> Option<&'l LeftLabel> {
    let is_group = |label: &&LeftLabel| {
        words.kinds.iter().any(|kind| kind.is_in(&label.text)) || MEANINGS.group(&label.text).is_some()
    };
    let headed = left.iter().find(|label| label.level == Some(0));
    headed.or_else(|| match left {
        // One label without a head above may be the kind's.
        [only] => Some(only)
            .filter(is_group)
            .filter(|label| label.level.is_none() && kind_like(words, &label.text, &[]).is_none()),
        _ => left.iter().find(is_group),
    })
}

/// The row of an indicator that the form itself lists.
fn fixed_row<'t>(scores: &'t ScoresWords, values: &[RowValue]) -> Option<(&'t Name, Likeness)> {
    let name = values.iter().find(|value| value.column.words.id == NAME_COLUMN)?;
    let label = LabelText::new(&name.spot.text);
    let like = scores.fixed.iter().filter_map(|(names, row)| Some((row, names.like(&label)?)));
    let like = like.filter(|(_, sure)| *sure > Likeness::Near);
    like.max_by_key(|(_, sure)| *sure)
}

/// The kind a label names; of several of that name the one whose group is told around it. It is doubtful where the paper has
/// it in another group than the form.
fn kind_like(scores: &ScoresWords, label: &LabelText, around: &[&LabelText]) -> Option<RowKind> {
    let meant = MEANINGS.kind(label);
    let kinds = scores.kinds.iter().enumerate().filter_map(|(n, kind)| Some((n, kind, kind.like(label, meant)?)));
    let fitting = |kind: &KindWords| around.iter().filter(|group| kind.is_in(group)).count();
    let (n, kind, sure) = kinds.rev().max_by_key(|(_, kind, sure)| (*sure, fitting(kind)))?;
    let known =
        |group: &&&LabelText| MEANINGS.group(group).is_some() || scores.kinds.iter().any(|kind| kind.is_in(group));
    let other = around.iter().filter(known).find(|group| !kind.is_in(group)).filter(|_| fitting(kind) == 0);
    let doubt = other.map(|group| {
        let own = kind.groups.last().and_then(Names::own).map_or("", LabelText::key);
        format!("文件里这个指标在“{}”下面，表样的这一类在“{own}”下面，请核对放在这里是否合适。", group.key())
    });
    Some(RowKind { kind: n, sure: if doubt.is_some() { Likeness::Near } else { sure }, doubt })
}

/// A group of one kind may stand for it.
fn only_kind(scores: &ScoresWords, label: &LabelText) -> Option<RowKind> {
    let mut of = scores.kinds.iter().enumerate().filter(|(_, kind)| kind.is_in(label)).map(|(n, _)| n);
    let only = of.next()?;
    of.next().is_none().then(|| RowKind::sure(only))
}

/// “指标1：”, “……”: what a template leaves for the clerk to write over.
fn is_placeholder(values: &[RowValue]) -> bool {
    let [only] = values else { return values.is_empty() };
    let text = plain(&only.spot.text);
    let rest = text.strip_prefix("指标").map(|rest| rest.trim_matches(|c: char| c.is_ascii_digit() || c == ':'));
    rest == Some("") || (!text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.')))
}
