//! Figures in prose: every cell can be quoted by a name that leads back to it, in this year's report and in the next;
//! what is quoted follows its cell, and what is typed is offered to become a quotation.
#![allow(clippy::expect_used, reason = "a test may fail")]

mod given;

use proptest::prelude::*;
use ziping::check::offers;
use ziping::form::{self, CellId, Holds};
use ziping::report::{self, Edit, Report};
use ziping::sheet::derive;

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

fn write(report: &mut Report, address: &str, text: &str) {
    let edit = Edit::Write { at: at(address), text: text.into() };
    report::apply(&given::form(), report, &edit).expect("a cell of the form");
}

#[test]
fn every_figure_has_a_name_that_leads_back_to_it_also_next_year() {
    for text in form::sources() {
        let form = form::parse(text).expect("a form without fault");
        let sheet = derive(&form, &Report::new(&form, form.from_year));
        let next = derive(&form, &Report::new(&form, form.from_year + 1));
        for cell in sheet.cells().filter(|cell| cell.holds != Holds::Long && cell.is_writable()) {
            let name =
                sheet.reference(&form, &cell.at).unwrap_or_else(|| panic!("{}: {} has no name", form.id, cell.at));
            assert_eq!(next.reference(&form, &cell.at).as_ref(), Some(&name), "{}", cell.at);
            let found = sheet.quoted(&form, &name).and_then(|quoted| quoted.at);
            assert_eq!(found.as_ref(), Some(&cell.at), "{}: {name}", form.id);
        }
    }
}

#[test]
fn a_quoted_figure_follows_its_cell() {
    let form = given::form();
    let mut report = given::sample();
    let text = "公用经费【基础数据表·公用经费·本年决算数】万元，人员经费【人员经费】万元，调整率【预算调整率】，等级【等级】，【没有】。";
    assert_eq!(
        derive(&form, &report).quote(&form, text),
        "公用经费7.87万元，人员经费72.04万元，调整率44.44%，等级优，【没有】。"
    );
    write(&mut report, "base/public/final", "8.87");
    let sheet = derive(&form, &report);
    assert!(sheet.quote(&form, text).starts_with("公用经费8.87万元，人员经费71.04万元"));
    assert_eq!(sheet.quoted(&form, "项目1·项目资金·年度资金总额·全年执行数").expect("a figure").text, "5.31");
    assert_eq!(
        sheet.quoted(&form, "绩效指标·数量指标1·实际完成值").expect("a figure").at,
        Some(at("scores/quantity-1/actual"))
    );
    // While a cell is blank the name stays, and so does a bracket that is none.
    let blank = derive(&form, &Report::new(&form, 2023));
    for text in ["【全年预算数】", "【", "【】", "【【全年预算数】", "】【\n】"] {
        assert_eq!(blank.quote(&form, text), text);
    }
}

#[test]
fn a_number_that_equals_a_figure_and_speaks_of_it_is_offered() {
    let form = given::form();
    let mut report = given::sample();
    let text = "2023年年初预算59万元，公用经费7.87万元，人员经费72.04万元，捐款7.87万元，执行率为100%，编制3名，约85.22万元，【公用经费】7.87元。";
    write(&mut report, "report/basic", text);
    let sheet = derive(&form, &report);
    let offered = offers(&form, &sheet, &at("report/basic"));
    let names: Vec<(&str, &str)> = offered.iter().map(|o| (o.said.as_str(), o.name.as_str())).collect();
    assert_eq!(
        names,
        [
            ("59万元", "年初预算数"),
            ("7.87万元", "公用经费"),
            ("72.04万元", "人员经费"),
            ("100%", "预算执行率"),
            ("3名", "编制数"),
        ]
    );
    // Taken, it reads the same as before.
    for offer in &offered {
        let taken = offer.taken(text);
        assert!(taken.contains(&format!("【{}】", offer.name)));
        assert_eq!(
            sheet.quote(&form, &taken).replace("【公用经费】", "7.87"),
            sheet.quote(&form, text).replace("【公用经费】", "7.87")
        );
    }
}

#[test]
fn the_ready_made_paragraphs_say_the_sample_s_figures() {
    let form = given::form();
    let sheet = derive(&form, &given::sample());
    let form::Kind::Prose(headings) = &form.section("report", false).expect("the report").kind else { panic!("prose") };
    let mut seen = 0;
    for wording in headings.iter().flat_map(|heading| &heading.wordings) {
        let said = sheet.quote(&form, &form.words(&wording.text, 2023));
        assert!(!said.contains(['【', '{']), "{said}");
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
    let rate = headings.iter().flat_map(|h| &h.wordings).find(|w| w.name == "预算执行率").expect("one");
    assert_eq!(
        sheet.quote(&form, &form.words(&rate.text, 2023)),
        "2023年全年预算85.22万元（含上年结转和年中调整），全年执行85.22万元，预算执行率为100%（按全年预算数计算）。"
    );
}

proptest! {
    #[test]
    fn any_text_is_quoted_and_offered_without_harm(text in ".*", brackets in "[【】·0-9a-z年初预算数万元\n]{0,40}") {
        let form = given::form();
        let mut report = given::sample();
        for text in [text, brackets] {
            write(&mut report, "report/basic", &text);
            let sheet = derive(&form, &report);
            let quoted = sheet.quote(&form, &text);
            prop_assert!(text.contains('【') || quoted == text);
            for offer in offers(&form, &sheet, &at("report/basic")) {
                prop_assert!(offer.taken(&text).contains('【'));
            }
        }
    }
}
