//! What a paper of ours did not have when it was made: rows and texts that came later, as any other document reads.

use super::paper::squeezed;
use crate::form::{CellId, Form, Name, added_number, project_number};
use crate::intake::document::Document;
use crate::intake::plan::{Homeless, ImportPlan, Place, Placed};
use crate::intake::recognise::placing::places;
use crate::report::Content;
use std::collections::{BTreeSet, HashMap};

/// What is said of a text whose place is gone.
pub(super) const KEPT: &str = "文件里找不到这一格了，放入的是导出时的内容，请核对要不要保留。";

/// What the paper did not have: its rows and texts as they read without what it encloses.
pub(super) struct More<'a> {
    form: &'a Form,
    content: &'a Content,
    settled: BTreeSet<CellId>,
    projects: HashMap<String, Name>,
    rows: HashMap<(Name, Name), Name>,
}

impl<'a> More<'a> {
    /// `settled` are the cells that have a text, or are known to have none.
    pub fn new(form: &'a Form, content: &'a Content, settled: BTreeSet<CellId>) -> Self {
        Self { form, content, settled, projects: HashMap::new(), rows: HashMap::new() }
    }

    /// Adds what is not known to be what it is.
    pub fn add(mut self, document: &Document, known: &BTreeSet<Place>, plain: ImportPlan, plan: &mut ImportPlan) {
        let ImportPlan { tables, placed, agreed, homeless, labels, .. } = plain;
        plan.tables = tables;
        plan.labels = known.iter().copied().chain(labels).collect();
        let unknown = |place: &Place| !known.contains(place);
        for found in placed.into_iter().filter(|found| unknown(&found.from)) {
            self.find(found, plan);
        }
        plan.agreed.extend(agreed.into_iter().filter(|found| unknown(&found.from)));
        plan.homeless.extend(homeless.into_iter().filter(|homeless| unknown(&homeless.from)));
        // Nothing of the document goes without an answer.
        let told: BTreeSet<Place> = accounted(plan);
        for (from, text) in places(document).filter(|(from, text)| !told.contains(from) && !squeezed(text).is_empty()) {
            plan.homeless
                .push(Homeless { from, text: text.trim().into(), why: "没有认出它属于哪一栏。".into() });
        }
        plan.homeless.sort_by_key(|homeless| homeless.from);
        let theirs: BTreeSet<Place> =
            plan.placed.iter().flat_map(|placed| placed.also.iter().chain([&placed.from])).copied().collect();
        plan.labels.retain(|place| !theirs.contains(place));
        plan.labels.sort_unstable();
        plan.labels.dedup();
    }

    /// A text where nothing of the paper stood: it goes to a cell that has none, rows that are added coming after those
    /// there are.
    fn find(&mut self, mut found: Placed, plan: &mut ImportPlan) {
        let theirs = self.of_project(&found.at);
        found.at = self.in_row(&theirs);
        let why = "文件里后来加上的，导出时没有，请核对放在这里是否合适。";
        if self.settled.insert(found.at.clone()) {
            found.doubts.push(why.into());
            plan.placed.push(found);
        } else if let Some(kept) = plan.placed.iter_mut().find(|kept| kept.at == found.at && is_kept(kept)) {
            found.doubts.push(format!("文件里后来改过，导出时是“{}”。", kept.text));
            *kept = found;
        } else {
            let why = "表样的这一格已经放了别的内容。";
            for from in found.also.iter().chain([&found.from]) {
                plan.homeless.push(Homeless { from: *from, text: found.text.clone(), why: why.into() });
            }
        }
    }

    /// Projects are counted in the document; in the report they have names.
    fn of_project(&mut self, at: &CellId) -> CellId {
        let (Some(project), section) = at.project_and_section() else { return at.clone() };
        let number = |name: &str| project_number(name).unwrap_or_default() as usize;
        let own = number(project).checked_sub(1).and_then(|n| self.content.projects.get(n).cloned());
        let last = self.content.projects.iter().chain(self.projects.values()).map(|own| number(own)).max();
        let next = || Name::from(format!("p{}", last.unwrap_or_default() + 1));
        let own = own.unwrap_or_else(|| self.projects.entry(project.into()).or_insert_with(next).clone());
        CellId { section: format!("{own}.{section}").into(), ..at.clone() }
    }

    /// A row that was added is a new one.
    fn in_row(&mut self, at: &CellId) -> CellId {
        let Some(under) = self.form.slot(at).and_then(|slot| slot.added_under.cloned()) else { return at.clone() };
        let own = self.content.added(&at.section, &under).iter();
        let new = self.rows.iter().filter(|((section, _), _)| *section == at.section).map(|(_, new)| new);
        let last = own.chain(new).filter_map(|row| added_number(row, &under)).max().unwrap_or_default();
        let next = || Name::from(format!("{under}-{}", last.saturating_add(1)));
        let row = self.rows.entry((at.section.clone(), at.row.clone())).or_insert_with(next).clone();
        CellId { row, ..at.clone() }
    }
}

/// It is kept from what the paper encloses, since its place is gone.
fn is_kept(placed: &Placed) -> bool {
    placed.doubts.iter().any(|doubt| doubt == KEPT)
}

/// The places of which something is said.
fn accounted(plan: &ImportPlan) -> BTreeSet<Place> {
    let placed = plan.placed.iter().chain(&plan.agreed).flat_map(|placed| placed.also.iter().chain([&placed.from]));
    placed.chain(&plan.labels).copied().chain(plan.homeless.iter().map(|homeless| homeless.from)).collect()
}
