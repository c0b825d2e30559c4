//! Several mends taken together, none of which writes over another.

use super::Desk;
use crate::check::Finding;
use crate::form::CellId;
use crate::report::Edit;

/// A mend that was looked at and is to be taken with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    rule: &'static str,
    at: CellId,
    /// What it does, as it was looked at.
    pub label: String,
}

impl Taken {
    /// That of a finding in one cell that can be mended in one way only: of a family's, whose words change with every
    /// cell that is mended, each member's own.
    #[must_use]
    pub fn of(finding: &Finding) -> Option<Self> {
        let [mend] = finding.mends.as_slice() else { return None };
        Some(Self { rule: finding.rule, at: finding.at.clone(), label: mend.label.clone() })
    }
}

impl Desk {
    /// These mends as one step. A mend writes a whole text; so of several to one cell the first is taken, then those
    /// that still stand are made anew upon the text as it then is. What no longer stands as it was looked at is left.
    #[must_use]
    pub fn taken(&self, mends: &[Taken]) -> Edit {
        let (mut trial, mut waiting, mut all) = (self.clone(), mends.to_vec(), Vec::new());
        loop {
            let round = trial.round(&mut waiting);
            if round.is_empty() || trial.apply(&Edit::All(round.clone())).is_err() {
                return Edit::All(all);
            }
            all.extend(round);
        }
    }

    /// As many of them as can be taken at once: no two to one cell. The others of those that stand wait.
    fn round(&self, waiting: &mut Vec<Taken>) -> Vec<Edit> {
        let (mut written, mut round) = (Vec::new(), Vec::new());
        waiting.retain(|taken| {
            let stands = |finding: &&Finding| Taken::of(finding).as_ref() == Some(taken);
            let mut found = self.findings().iter().flat_map(Finding::members);
            let Some(mend) = found.find(stands).and_then(|finding| finding.mends.first()) else {
                return false;
            };
            let writes = mend.edit.writes();
            if writes.iter().any(|at| written.contains(at)) {
                return true;
            }
            written.extend(writes);
            round.push(mend.edit.clone());
            false
        });
        round
    }
}
