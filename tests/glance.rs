//! 一览: what its charts say, in the window and on paper.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use rust_decimal::Decimal;
use window::USUAL;
use ziping::app::App;
use ziping::output::{Block, CHARTS, Manuscript, Stamp, lay_out};
use ziping::report::Report;
use ziping::sheet::{Chart, derive};

fn charts(harness: &Harness<'_, App>) -> Vec<Chart> {
    let desk = harness.state().desk().expect("the sample");
    desk.charts()
}

/// The groups of a chart in words: label, then each bar with its length in hundredths.
fn told(chart: &Chart) -> Vec<String> {
    let bar = |bar: &ziping::sheet::Bar| format!("{}({:.2})", bar.text, bar.share);
    let group = |group: &ziping::sheet::BarGroup| {
        let bars: Vec<String> = group.bars.iter().map(bar).collect();
        format!("{} {}", group.label, bars.join(" "))
    };
    chart.groups.iter().map(group).collect()
}

#[test]
fn the_sample_at_a_glance() {
    let charts = charts(&window::sample(USUAL));
    let titles: Vec<&str> = charts.iter().map(|chart| chart.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "预算和执行（万元）",
            "各项目预算和执行（万元）",
            "失分的指标（分）",
            "上年和本年决算（万元）",
            "填写进度（必填的格）",
        ]
    );
    let lost = ["人员成本 5（20分得15分）(1.00)", "社会公众和服务对象满意度达80%以上 2（10分得8分）(0.40)"];
    assert_eq!(told(&charts[2]), lost);
    assert_eq!(told(&charts[3])[0], "项目支出 12.01(1.00) 5.31(0.44)");
    let filled = told(&charts[4]);
    assert_eq!(filled[0], "单位信息 5/7(0.71)", "{filled:?}");
    for chart in &charts[..4] {
        let longest = chart.groups.iter().flat_map(|group| &group.bars).map(|bar| bar.share).max();
        assert_eq!(longest, Some(Decimal::ONE), "{}: the longest bar has all the room", chart.title);
    }
}

#[test]
fn an_empty_report_has_nothing_to_show() {
    let harness = window::sample(USUAL);
    let form = harness.state().desk().expect("the sample").form();
    assert_eq!(derive(form, &Report::new(form, 2023)).charts(form), []);
}

#[test]
fn a_bar_leads_to_its_cell() {
    let mut harness = window::sample(USUAL);
    let charts = charts(&harness);
    harness.get_by_role_and_label(Role::Tab, "一览").click();
    harness.run();
    let (chart, group) = (&charts[0], &charts[0].groups[0]);
    let bar = &group.bars[2];
    let words = format!("{}·{} {}", group.label, chart.series[bar.series].words, bar.text);
    harness.get_by_role_and_label(Role::Button, &words).click();
    harness.run();
    let desk = harness.state().desk().expect("the sample");
    let cell = desk.sheet().words(desk.form(), &bar.at);
    assert!(harness.query_by_role_and_label(Role::MultilineTextInput, &cell).is_some(), "{cell}");
}

#[test]
fn the_charts_on_paper_are_those_of_the_window() {
    let harness = window::sample(USUAL);
    let desk = harness.state().desk().expect("the sample");
    let whole = Manuscript::new(desk.form(), desk.sheet(), Stamp::default());
    let pages = lay_out(&whole).expect("pages").pages();
    let whole = whole.with_charts(desk.charts());
    let part = whole.parts.last().expect("a part");
    assert_eq!(part.id, CHARTS);
    let drawn = part.blocks.iter().filter_map(|block| if let Block::Chart(chart) = block { Some(chart) } else { None });
    assert!(drawn.eq(charts(&harness).iter()));
    let laid = lay_out(&whole).expect("pages");
    let (_, own) = laid.parts().into_iter().find(|(id, _)| id == CHARTS).expect("its pages");
    assert!(own.start == pages && own.end == laid.pages() && own.len() <= 3, "{own:?} of {pages}");
}
