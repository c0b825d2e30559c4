//! One fact, one finding: what rules find cell by cell is joined where it is one fact.
//!
//! Findings of one rule in a table of indicators that say the same of several rows are one fact, unless each row has its
//! own reasons; beside that, the families below. Nothing is lost: a family keeps what it joins, cell by cell.

use crate::check::finding::{Finding, Mend, Severity};
use crate::form::{CellId, Form, Indicators, Kind, Name};
use crate::report::Edit;
use crate::sheet::{Line, Sheet, Value, bare};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// As many further cells are named in a sentence.
const NAMED: usize = 5;

/// As many characters of what a mend writes are told in a sentence.
const SHORT: usize = 12;

/// Rules that each row has its own reasons for, though they may say the same of several.
const ROW_BY_ROW: [&str; 14] = [
    "weights-differ-from-full",
    "group-weights-differ",
    "group-without-indicator",
    "score-differs-from-rule",
    "score-outside-band",
    "lost-points-unexplained",
    "over-fulfilment-unexplained",
    "over-fulfilment-full-score",
    "all-points-full",
    "weight-on-one-indicator",
    "benefit-only-sustained",
    "staff-cost-differs",
    "project-without-indicators",
    "approved-indicator-missing",
];

/// Rules that speak of one fact between them, or of one fact in several places.
static FAMILIES: [(&[&str], Within); 14] = [
    (&["over-fulfilment-unexplained", "over-fulfilment-full-score"], Within::Row),
    (&["score-differs-from-rule", "lost-points-unexplained"], Within::Row),
    (&["staff-cost-differs"], Within::Row),
    (&["benefit-counts-activities", "target-not-verifiable"], Within::Row),
    (&["target-without-operator", "cost-not-at-most"], Within::Cell),
    (&["public-funds-over-budget", "item-over-budget", "items-explain-little"], Within::Touching),
    (&["unit-differs", "unit-left-out", "target-without-operator"], Within::Report),
    (&["goal-without-indicator", "goal-without-number"], Within::Cell),
    (&["weight-on-one-indicator", "benefit-only-sustained"], Within::Report),
    (&["indicator-kind-mismatch"], Within::Report),
    (&["part-blank-for-zero", "buildings-blank"], Within::Report),
    (&["date-wrong"], Within::Report),
    (&["points-lost-without-problems", "problems-unsolved-and-none-told"], Within::Report),
    (&["half-width-punctuation", "slip-of-the-pen"], Within::Report),
];

/// How near to each other they must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Cell,
    Row,
    /// One rests on the other's cell.
    Touching,
    Report,
}

/// Joins what is one fact, each where its first finding stands.
pub(super) fn joined(form: &Form, sheet: &Sheet, findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() < 2 {
        return findings;
    }
    let places = Whereabouts::new(form, sheet);
    let heads = heads(&places, &findings);
    let mut families: Vec<Vec<Finding>> = Vec::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for (finding, head) in findings.into_iter().zip(heads) {
        let number = *numbers.entry(head).or_insert(families.len());
        match families.get_mut(number) {
            Some(family) => family.push(finding),
            None => families.push(vec![finding]),
        }
    }
    families.into_iter().filter_map(|members| one(&places, members)).collect()
}

/// For each finding the first one of its family.
fn heads(places: &Whereabouts, findings: &[Finding]) -> Vec<usize> {
    let mut heads = Heads((0..findings.len()).collect());
    let mut alike: HashMap<Sameness, (usize, HashSet<&CellId>)> = HashMap::new();
    for (number, finding) in findings.iter().enumerate() {
        if let Some(same) = Sameness::of(places, finding) {
            let (first, cells) = alike.entry(same).or_insert_with(|| (number, HashSet::new()));
            if cells.insert(&finding.at) {
                heads.join(*first, number);
            }
        }
    }
    for (rules, within) in &FAMILIES {
        let of: Vec<(usize, &Finding)> =
            findings.iter().enumerate().filter(|(_, finding)| rules.contains(&finding.rule)).collect();
        within.join(&of, &mut heads);
    }
    (0..findings.len()).map(|number| heads.of(number)).collect()
}

/// Which finding leads to the first of a family, step by step.
struct Heads(Vec<usize>);

impl Heads {
    fn of(&self, mut number: usize) -> usize {
        while let Some(&before) = self.0.get(number).filter(|before| **before != number) {
            number = before;
        }
        number
    }

    /// Two families become one.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(later) = self.0.get_mut(one.max(other)) {
            *later = one.min(other);
        }
    }
}

impl Within {
    /// Joins those that stand so near to each other.
    fn join(self, findings: &[(usize, &Finding)], heads: &mut Heads) {
        match self {
            Self::Report => Self::join_by(findings, heads, |_| ()),
            Self::Row => Self::join_by(findings, heads, |finding| (&finding.at.section, &finding.at.row)),
            Self::Cell => Self::join_by(findings, heads, |finding| &finding.at),
            Self::Touching => {
                for (place, (number, finding)) in findings.iter().enumerate() {
                    let near = findings.iter().take(place).find(|(_, other)| touch(other, finding));
                    if let Some((other, _)) = near {
                        heads.join(*other, *number);
                    }
                }
            }
        }
    }

    fn join_by<'f, K: Eq + Hash>(
        findings: &[(usize, &'f Finding)],
        heads: &mut Heads,
        place: impl Fn(&'f Finding) -> K,
    ) {
        let mut first = HashMap::new();
        for &(number, finding) in findings {
            heads.join(*first.entry(place(finding)).or_insert(number), number);
        }
    }
}

fn touch(one: &Finding, other: &Finding) -> bool {
    one.at == other.at || one.also.contains(&other.at) || other.also.contains(&one.at)
}

/// What findings that say the same of several rows have in common.
#[derive(PartialEq, Eq, Hash)]
struct Sameness {
    rule: &'static str,
    severity: Severity,
    mends: usize,
    shape: String,
}

impl Sameness {
    /// None where each row has its own reasons, and outside the tables of indicators.
    fn of(places: &Whereabouts, finding: &Finding) -> Option<Self> {
        let row_by_row = ROW_BY_ROW.contains(&finding.rule);
        let indicators = places.indicators.get(&finding.at.section).filter(|_| !row_by_row)?;
        let shape = shape(finding, Some(indicators));
        Some(Self { rule: finding.rule, severity: finding.severity, mends: finding.mends.len(), shape })
    }
}

/// A sentence without what differs from row to row: the kind of indicator, what it quotes, its numbers.
fn shape(finding: &Finding, indicators: Option<&Indicators>) -> String {
    let mut kinds = indicators.into_iter().flat_map(Indicators::kinds);
    let says = finding.says.as_str();
    let says = kinds.find_map(|(_, kind)| says.strip_prefix(kind.label.as_str())).unwrap_or(says);
    let mut depth = 0_usize;
    let told = |c: &char| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !c.is_ascii_digit() && !matches!(c, '.' | '%')
    };
    says.chars().filter(told).collect()
}

/// Where findings stand, in words.
struct Whereabouts<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    /// The tables of indicators, by section.
    indicators: HashMap<&'a Name, &'a Indicators>,
}

impl<'a> Whereabouts<'a> {
    fn new(form: &'a Form, sheet: &'a Sheet) -> Self {
        let indicators = sheet.parts.iter().filter_map(|part| {
            let Kind::Scores(indicators) = &form.sections.get(part.section)?.kind else { return None };
            Some((&part.id, indicators))
        });
        Self { form, sheet, indicators: indicators.collect() }
    }

    fn line(&self, at: &CellId) -> Option<&'a Line> {
        self.sheet.part(&at.section)?.lines.iter().find(|line| line.id == at.row)
    }

    fn words(&self, at: &CellId) -> String {
        self.sheet.words(self.form, at)
    }

    /// An indicator by its name, any other cell by its place.
    fn name(&self, at: &CellId) -> String {
        let indicator = self.line(at).filter(|line| line.indicator.is_some());
        let stated =
            |line: &&Line| line.cells.first().is_none_or(|cell| !matches!(cell.value, Value::Nothing | Value::Dash));
        let named = indicator.filter(stated).map(Line::name).filter(|name| !name.is_empty());
        match (named, indicator) {
            (Some(name), _) => format!("“{}”", bare(name)),
            (None, Some(_)) => {
                let words = self.words(at);
                let kind = words.rsplit('·').nth(1).unwrap_or_default();
                kind.trim_end_matches(|c: char| c.is_ascii_digit()).into()
            }
            (None, None) => self.words(at),
        }
    }
}

/// The finding that a family is, led by the gravest; as grave as what still waits for a reason.
fn one(places: &Whereabouts, mut members: Vec<Finding>) -> Option<Finding> {
    if members.len() < 2 {
        return members.pop();
    }
    let lead = members.iter().min_by_key(|member| member.severity)?.clone();
    let waiting = members.iter().filter(|member| member.is_outstanding()).map(|member| member.severity).min();
    Some(Finding {
        severity: waiting.unwrap_or(lead.severity),
        says: said(places, &members),
        also: also(&lead, &members),
        mends: mends(&members),
        explained: if waiting.is_none() { explained(&members) } else { None },
        joined: members,
        ..lead
    })
}

/// The cells its first finding rests on, the others it is about, and what those rest on, each once.
fn also(lead: &Finding, members: &[Finding]) -> Vec<CellId> {
    let mut known = HashSet::from([&lead.at]);
    let cells = members.iter().map(|member| &member.at).chain(members.iter().flat_map(|member| &member.also));
    lead.also.iter().chain(cells).filter(|at| known.insert(at)).cloned().collect()
}

/// What the clerk said to it, each sentence once.
fn explained(members: &[Finding]) -> Option<String> {
    let mut told: Vec<&str> = Vec::new();
    for words in members.iter().filter_map(|member| member.explained.as_deref()) {
        if !told.contains(&words) {
            told.push(words);
        }
    }
    (!told.is_empty()).then(|| told.join("；"))
}

/// The sentences of a family: what is alike once, with the other cells named; nothing that was said before.
fn said(places: &Whereabouts, members: &[Finding]) -> String {
    let mut kinds: Vec<(String, Vec<&Finding>)> = Vec::new();
    let mut by_cell: HashMap<&CellId, &Finding> = HashMap::new();
    for member in members {
        let other = *by_cell.entry(&member.at).or_insert(member);
        if other.rule != member.rule && mend_alike(other, member) {
            continue;
        }
        let indicators = places.indicators.get(&member.at.section).copied();
        let shape = if is_here(member) { member.says.clone() } else { shape(member, indicators) };
        let known = |(known, of): &&mut (String, Vec<&Finding>)| {
            *known == shape && of.first().is_some_and(|first| first.rule == member.rule)
        };
        match kinds.iter_mut().find(known) {
            Some((_, of)) => of.push(member),
            None => kinds.push((shape, vec![member])),
        }
    }
    let mut says = String::new();
    for (_, of) in &kinds {
        let Some((first, others)) = of.split_first() else { continue };
        let row = |finding: &Finding| (finding.at.section.clone(), finding.at.row.clone());
        let one_row = members.first().is_some_and(|lead| row(lead) == row(first));
        let sentence = placed(places, first);
        let sentence = unsaid(&says, &sentence, one_row).to_string();
        says.push_str(&sentence);
        says.push_str(&likewise(places, first, others));
    }
    says
}

/// They are about one cell and would write the same there.
fn mend_alike(one: &Finding, other: &Finding) -> bool {
    let edits = |finding: &Finding| finding.mends.iter().map(|mend| mend.edit.clone()).collect::<Vec<_>>();
    !one.mends.is_empty() && edits(one) == edits(other)
}

/// A sentence that says only “here”.
fn is_here(finding: &Finding) -> bool {
    finding.says.starts_with("这里")
}

/// The same with the place for “here”.
fn placed(places: &Whereabouts, finding: &Finding) -> String {
    match finding.says.strip_prefix("这里") {
        Some(rest) => format!("“{}”里{}", places.words(&finding.at), rest.trim_start_matches('里')),
        None => finding.says.clone(),
    }
}

/// A sentence without the clauses that were said before, nor, of the same row, those that end with a figure that was;
/// nothing where only its request is left.
fn unsaid<'s>(said: &str, sentence: &'s str, one_row: bool) -> &'s str {
    let known = |clause: &str| said.contains(clause) || (one_row && says_figure(said, clause));
    let mut rest = sentence;
    while let Some((clause, after)) = rest.split_once('，')
        && known(clause)
    {
        rest = after;
    }
    if rest.starts_with('请') && rest.len() < sentence.len() {
        return "";
    }
    let named = rest.find('”').map(|end| rest.split_at(end + '”'.len_utf8()));
    let again = named.filter(|(name, rest)| name.starts_with('“') && said.contains(name) && !rest.starts_with('的'));
    again.map_or(rest, |(_, rest)| rest)
}

/// The clause states a figure that was said, as 是7.87万元 and 得15分 do.
fn says_figure(said: &str, clause: &str) -> bool {
    let Some(at) = clause.rfind(['是', '得']).filter(|_| !clause.starts_with('少')) else { return false };
    let figure = clause.get(at..).unwrap_or_default().trim_start_matches(['是', '得']);
    let whole = |at: usize| !said.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let figures = figure.starts_with(|c: char| c.is_ascii_digit());
    figures && said.match_indices(figure).any(|(at, _)| whole(at))
}

/// Where else a sentence holds.
fn likewise(places: &Whereabouts, first: &Finding, others: &[&Finding]) -> String {
    let own = places.name(&first.at);
    let told = others.iter().any(|other| new_text(other) != new_text(first));
    let mut names: Vec<String> = Vec::new();
    for other in others {
        if names.len() > NAMED {
            break;
        }
        let name = places.name(&other.at);
        let text = new_text(other).filter(|_| told).map_or(String::new(), |text| format!("（{text}）"));
        if name != own && !names.contains(&format!("{name}{text}")) {
            names.push(name + &text);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let more = if names.len() > NAMED { "等" } else { "" };
    names.truncate(NAMED);
    format!("同样的还有{}格：{}{more}。", others.len(), names.join("、"))
}

/// What its only mend writes, where that is short.
fn new_text(finding: &Finding) -> Option<&str> {
    let [Mend { edit: Edit::Write { text, .. }, .. }] = finding.mends.as_slice() else { return None };
    Some(text.as_str()).filter(|text| !text.is_empty() && text.chars().count() <= SHORT)
}

/// The mends of all as one: where all have the same choices each choice for all, else what is certain.
fn mends(members: &[Finding]) -> Vec<Mend> {
    let mending: Vec<&Finding> = members.iter().filter(|member| !member.mends.is_empty()).collect();
    let Some((first, others)) = mending.split_first() else { return Vec::new() };
    if others.is_empty() {
        return first.mends.clone();
    }
    let same = |(at, mend): (usize, &Mend)| {
        others.iter().all(|other| other.mends.get(at).is_some_and(|theirs| theirs.label == mend.label))
    };
    let choices = first.mends.iter().enumerate().filter(|choice| same(*choice));
    let choices: Vec<Mend> = choices.filter_map(|(at, mend)| all(&mending, at, Some(&mend.label))).collect();
    if !choices.is_empty() {
        return choices;
    }
    let certain: Vec<&Finding> = mending.into_iter().filter(|member| member.mends.len() == 1).collect();
    all(&certain, 0, None).into_iter().collect()
}

/// That choice of each as one change; of two that write to one cell the first.
fn all(members: &[&Finding], choice: usize, label: Option<&str>) -> Option<Mend> {
    let (mut written, mut edits) = (HashSet::new(), Vec::new());
    for edit in members.iter().filter_map(|member| member.mends.get(choice)).map(|mend| &mend.edit) {
        let writes = edit.writes();
        if writes.iter().all(|at| !written.contains(at)) {
            written.extend(writes);
            edits.push(edit.clone());
        }
    }
    let count = written.len();
    let label = label.map_or_else(|| format!("{count}格一起改"), |label| format!("{label}（{count}格）"));
    (!edits.is_empty()).then_some(Mend { label, edit: Edit::All(edits) })
}
