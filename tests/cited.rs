//! Which words of a text a finding is about, rule by rule as data in `tests/data/cited.ron`: what is underlined there, and
//! selected when its card is clicked on.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use serde::Deserialize;
use std::collections::BTreeMap;
use ziping::check;
use ziping::form::{self, CellId};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    /// Written on an empty report.
    cells: BTreeMap<String, String>,
    /// By the cell that a finding is about, the words of its text; none where it is about the text as a whole.
    words: BTreeMap<String, Vec<String>>,
}

#[test]
fn a_finding_cites_the_words_it_is_about_and_no_others() {
    let cases: Vec<Case> = ron::from_str(include_str!("data/cited.ron")).expect("the cases can be read");
    let form = form::bundled("hunan-lusong-2023").expect("the form is bundled");
    let today = "2024-03-15".parse().expect("a date");
    for Case { rule, cells, words } in cases {
        let mut report = Report::new(&form, 2023);
        for (at, text) in &cells {
            let at = CellId::parse(at).expect("an address");
            report::apply(&form, &mut report, &Edit::Write { at, text: text.as_str().into() }).expect("a cell");
        }
        let all = check::run(&form, &report, &derive(&form, &report), today);
        let cited = all.iter().filter(|finding| finding.rule == rule).map(|finding| {
            let text = report.content.cells.text(&finding.at);
            let words = finding.cited(text).into_iter().map(|place| text[place].to_string());
            (finding.at.to_string(), words.collect::<Vec<_>>())
        });
        assert_eq!(cited.collect::<BTreeMap<_, _>>(), words, "{rule}");
    }
}
