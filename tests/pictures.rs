//! Pictures of the window, compared with those that were looked at. They need a way of drawing: where the machine has
//! none the comparison is left out, except in CI, which has one always.
#![cfg(feature = "screen")]

use eframe::egui::{Role, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};
use ziping::app::App;
use ziping::store::Recent;

/// The sample in a window, drawn for real. None where nothing can draw.
fn sample() -> Option<Harness<'static, App>> {
    let build = || {
        Harness::builder().with_size(vec2(1280.0, 820.0)).wgpu().build_eframe(|cc| {
            let mut app = App::with_recent(&cc.egui_ctx, Recent::default());
            app.open_sample();
            app
        })
    };
    let built = catch_unwind(AssertUnwindSafe(build)).ok();
    assert!(built.is_some() || std::env::var_os("CI").is_none(), "CI must have a way of drawing: mesa-vulkan-drivers");
    built
}

/// A tab looks as it did; a few pixels may differ between drivers.
fn looks(tab: &str, picture: &str) {
    let Some(mut harness) = sample() else { return };
    harness.run();
    harness.get_by_role_and_label(Role::Tab, tab).click();
    harness.run();
    harness.snapshot_options(picture, &SnapshotOptions::new().threshold(1.5).max_failed_pixels(400));
}

#[test]
fn the_budget_looks_as_it_did() {
    looks("预算执行", "budget");
}

#[test]
fn the_indicators_look_as_they_did() {
    looks("绩效指标", "indicators");
}

#[test]
fn the_projects_look_as_they_did() {
    looks("项目支出", "projects");
}
