//! Derive and check are total: any text in any cell, and every mend offered removes its finding.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use proptest::prelude::*;
use ziping::form::{self, CellId};
use ziping::report::{self, Edit, Report};
use ziping::{check, sheet::derive};

/// Texts a rule has something to say about, and texts nobody expects.
fn texts() -> impl Strategy<Value = String> {
    let known = vec![
        "",
        "0",
        "10",
        "-3",
        "59",
        "590000",
        "85.2",
        "会议2次，满意度问卷5份",
        "无",
        "——",
        "≥4次",
        "12",
        "≤46.89",
        "80%",
        "187%",
        "0.97",
        "9月前",
        "及时",
        "7,00.0,77",
        "≥**个",
        "×××",
        "……",
        "指标1：走访（家）",
        "人员成本",
        "学习培训（次）",
        "[bookmark: _GoBack]自评得分为９５分，等级为“优”",
        "（100字以内）",
        "达成年度指标",
        "79228162514264337593543950335",
        "=1+2",
    ];
    let pieces = prop::sample::select(known).prop_map(str::to_string);
    prop_oneof![6 => pieces.clone(), 1 => any::<String>(), 1 => (pieces.clone(), pieces).prop_map(|(a, b)| a + &b)]
}

fn addresses() -> Vec<CellId> {
    let form = form::bundled("hunan-lusong-2023").expect("the form is bundled");
    let sheet = derive(&form, &Report::new(&form, 2023));
    let writable = |at: &CellId| form.slot(at).is_some_and(|slot| !slot.blocked);
    sheet.cells().map(|cell| cell.at.clone()).filter(writable).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_mends_mend(writing in prop::collection::vec((prop::sample::select(addresses()), texts()), 0..60)) {
        let form = form::bundled("hunan-lusong-2023").expect("the form is bundled");
        let today = "2024-03-15".parse().expect("a date");
        let mut written = Report::new(&form, 2023);
        for (at, text) in writing {
            report::apply(&form, &mut written, &Edit::Write { at, text: text.into() }).expect("a cell of the form");
        }
        let sheet = derive(&form, &written);
        let families = check::checked(&form, &written, &sheet, today).findings;
        let families = families.into_iter().filter(|finding| !finding.joined.is_empty());
        for finding in check::run(&form, &written, &sheet, today).into_iter().chain(families) {
            for mend in &finding.mends {
                let mut mended = written.clone();
                report::apply(&form, &mut mended, &mend.edit).expect("the mend is an edit of the form");
                let sheet = derive(&form, &mended);
                let left = if finding.joined.is_empty() {
                    check::run(&form, &mended, &sheet, today)
                } else {
                    check::checked(&form, &mended, &sheet, today).findings
                };
                prop_assert!(!left.iter().any(|f| f.key() == finding.key() && f.says == finding.says), "{} {}: still “{}”", finding.rule, finding.at, finding.says);
            }
        }
    }
}
