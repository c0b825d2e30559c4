//! 关于: the version, every form with its edition, and where this PC keeps what is remembered.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use eframe::egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use ziping::app::App;
use ziping::store::{Forms, Journals, Recent, settings_folder};

#[test]
fn it_says_what_one_is_asked_on_the_telephone() {
    let builder = Harness::builder().with_max_steps(12).with_size(vec2(1366.0, 700.0));
    let mut window = builder.build_eframe(|cc| App::with_recent(&cc.egui_ctx, Recent::default()));
    window.run_ok();
    window.get_by_label_contains("帮助").click();
    window.run_ok();
    window.get_by_label_contains("关于").click();
    window.run_ok();
    let says = |window: &Harness<'static, App>, words: &str| {
        assert!(window.query_by_label_contains(words).is_some(), "{words} is not said");
    };
    says(&window, concat!("版本", env!("CARGO_PKG_VERSION")));
    for known in Forms::load().iter() {
        let form = &known.form;
        says(&window, &format!("{}　{}　第{}版", form.place, form.title, form.edition));
    }
    for place in [settings_folder(), Journals::usual_place(), Forms::usual_place()].into_iter().flatten() {
        says(&window, &place.display().to_string());
    }
    window.key_press_modifiers(Modifiers::NONE, Key::Escape);
    window.run_ok();
    assert!(window.query_by_label("知道了").is_none());
}
