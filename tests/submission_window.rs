//! 报送 in the window, by accessible name: what the form's office wants is ticked, what is made is named, and what was
//! handed in opens to be looked at.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::window;

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use window::{USUAL, Window, click, wait};
use ziping::form::bundled_text;
use ziping::store;

fn saved(folder: &Path) -> PathBuf {
    let (file, form) = (folder.join("自评表.zpb"), given::form());
    store::save(&file, &form, bundled_text(&form.id).expect("bundled"), &given::sample()).expect("saved");
    file
}

fn ticked(window: &Window, label: &str) -> bool {
    window.get_by_label(label).accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn what_the_office_wants_is_made_and_opens_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("报送");
    std::fs::create_dir(&out).expect("a folder");
    let mut window = window::opened(USUAL, &saved(folder.path()));
    click(&mut window, "文件");
    window.get_by_label_contains("报送…").click();
    window.run_ok();
    for (words, wanted) in [
        ("PDF，与打印的一样", true),
        ("OFD版式文件，麒麟、统信电脑直接打开", false),
        ("Word文档，可以接着修改", true),
        ("审核情况：发现的问题和说明", false),
        ("自评表文件，可以接着填写", true),
        ("一个压缩包（zip）", true),
    ] {
        assert_eq!(ticked(&window, words), wanted, "{words}");
    }
    click(&mut window, "完成后打开文件夹");
    click(&mut window, "同时生成公开版：隐去姓名、电话等个人信息，另放一份");
    wait(&mut window, "总是隐去");
    window.get_by_role_and_label(Role::MultilineTextInput, "文件夹").focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text(out.display().to_string()));
    window.run_ok();
    click(&mut window, "生成报送包");
    wait(&mut window, "里面共8个文件");
    let mut made: Vec<PathBuf> = std::fs::read_dir(&out).expect("a folder").flatten().map(|made| made.path()).collect();
    made.sort();
    let [whole, public] = made.as_slice() else { panic!("{made:?}") };
    assert!(public.display().to_string().ends_with("_公开版.zip"));
    assert!(store::open(whole).is_ok() && store::open(public).is_err(), "the report is not for everybody");
    assert!(folder.path().join("自评表 各版本").is_dir(), "what went out is kept");

    let mut window = window::opened(USUAL, whole);
    wait(&mut window, "只读");
    window.get_by_role_and_label(Role::Tab, "单位信息");
}
