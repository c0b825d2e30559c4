//! 预览打印: leafing through the pages, how large they are, and from what is printed to its cell.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Key, Pos2, Rect, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::time::{Duration, Instant};
use window::{USUAL, Window};
use ziping::app::App;
use ziping::form::CellId;
use ziping::output::{Laid, Manuscript, Stamp, lay_out, lay_out_keyed};

fn preview() -> Window {
    let mut harness = window::sample(USUAL);
    harness.get_by_role_and_label(Role::Tab, "预览打印").click();
    let begun = Instant::now();
    while harness.query_by_label("翻到第2页").is_none() {
        assert!(begun.elapsed() < Duration::from_mins(2), "the pages are never laid out");
        std::thread::sleep(Duration::from_millis(50));
        harness.step();
    }
    harness.run_steps(4);
    harness
}

/// The sample, laid out as the preview does.
fn laid(harness: &Harness<'_, App>, lay: impl Fn(&Manuscript) -> Result<Laid, ziping::output::PrintFault>) -> Laid {
    let desk = harness.state().desk().expect("the sample");
    lay(&Manuscript::new(desk.form(), desk.sheet(), Stamp::default())).expect("pages")
}

/// Where a cell's text stands: its page, and the place on it in points.
fn place_of(laid: &Laid, at: &CellId) -> Option<(usize, Pos2)> {
    (0..laid.pages()).find_map(|page| {
        let places = (0_u16..300).flat_map(|y| (0_u16..300).map(move |x| (f64::from(x) * 3.0, f64::from(y) * 3.0)));
        let mut places = places.filter(|(x, y)| laid.cell_at(page, *x, *y).as_ref() == Some(at));
        places.next().map(|(x, y)| (page, pos2(x as f32, y as f32)))
    })
}

fn page_rect(harness: &Harness<'_, App>, page: usize) -> Rect {
    harness.get_by_role_and_label(Role::Image, &format!("第{}页", page + 1)).rect()
}

/// What is being looked at, in the words above the pages.
fn looks_at(harness: &Harness<'_, App>, page: usize, pages: usize) -> bool {
    harness.query_by_label(&format!("第{}页 共{pages}页", page + 1)).is_some()
}

#[test]
fn pages_are_leafed_through_by_keys_by_buttons_and_in_the_list() {
    let mut harness = preview();
    let pages = laid(&harness, lay_out).pages();
    assert!(looks_at(&harness, 0, pages));
    harness.key_press(Key::PageDown);
    harness.run_steps(3);
    assert!(looks_at(&harness, 1, pages));
    harness.get_by_label("下一页（PageDown）").click();
    harness.run_steps(3);
    assert!(looks_at(&harness, 2, pages));
    harness.get_by_label("翻到第2页").click();
    harness.run_steps(3);
    assert!(looks_at(&harness, 1, pages));
    harness.key_press(Key::End);
    harness.run_steps(3);
    assert!(looks_at(&harness, pages - 1, pages));
    harness.key_press(Key::Home);
    harness.run_steps(3);
    assert!(looks_at(&harness, 0, pages));
}

#[test]
fn a_page_is_shown_whole_wide_or_as_on_paper() {
    let mut harness = preview();
    let wide = page_rect(&harness, 0);
    harness.get_by_label("整页").click();
    harness.run_steps(3);
    let whole = page_rect(&harness, 0);
    assert!(whole.height() < 820.0 && whole.width() < wide.width());
    harness.get_by_label("实际大小").click();
    harness.run_steps(3);
    let width = laid(&harness, lay_out).size(0).expect("a page").0 as f32;
    assert!((page_rect(&harness, 0).width() - width * 96.0 / 72.0).abs() < 1.0);
}

#[test]
fn a_click_on_a_printed_figure_leads_to_its_cell() {
    let mut harness = preview();
    let at = CellId::parse("base/public/final").expect("an address");
    let (page, place) = place_of(&laid(&harness, lay_out_keyed), &at).expect("the figure is printed");
    harness.get_by_label("整页").click();
    harness.run_steps(3);
    for _ in 0..page {
        harness.key_press(Key::PageDown);
        harness.run_steps(3);
    }
    let rect = page_rect(&harness, page);
    let size = laid(&harness, lay_out).size(page).expect("a page");
    let click = rect.min + place.to_vec2() * (rect.width() / size.0 as f32) + vec2(2.0, 2.0);
    assert!(click.y < 820.0, "the figure is in sight: {click}");
    harness.hover_at(click);
    harness.run_steps(2);
    harness.drag_at(click);
    harness.drop_at(click);
    harness.run_steps(4);
    let words = "基础数据表·公用经费·2023年决算数";
    assert!(harness.query_by_role_and_label(Role::MultilineTextInput, words).is_some());
}

#[test]
fn pages_for_the_screen_are_the_pages_that_are_printed() {
    let harness = preview();
    let (screen, paper) = (laid(&harness, lay_out_keyed), laid(&harness, lay_out));
    assert_eq!(screen.pages(), paper.pages());
    for page in 0..paper.pages() {
        let picture = |laid: &Laid| laid.picture(page, 1.0).expect("a page").rgba;
        let (one, other) = (picture(&screen), picture(&paper));
        // A letter at the same place may have another shade at its edge.
        let apart: u64 = one.iter().zip(&other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(one.len() == other.len() && apart < 4000, "page {} is another: {apart}", page + 1);
    }
    assert_eq!((0..paper.pages()).find_map(|page| paper.cell_at(page, 300.0, 300.0)), None);
}
