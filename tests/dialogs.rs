//! 导出, 打印, 定稿 and 核对校验码 in the window, by accessible name: what is chosen, what is refused, what is left behind.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test may fail")]

use crate::given;
use crate::laid;
use crate::made;
use crate::window;

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use window::{USUAL, Window, click, wait};
use ziping::app::App;
use ziping::form::{CellId, bundled_text};
use ziping::output::{Manuscript, Stamp, word};
use ziping::report::{Code, Edit, apply, read_listing};
use ziping::sheet::derive;
use ziping::store::{self, Recent};

const DUTIES: &str = "自评报告·（一）主要职能";

/// A report file without a finding, opened from the start page.
fn opened(folder: &Path) -> Window {
    let (form, mut report) = (given::form(), given::sample());
    let mended = read_listing(include_str!("data/mended.tsv")).expect("a listing");
    apply(&form, &mut report, &Edit::All(mended)).expect("cells");
    let file = folder.join("自评表.zpb");
    store::save(&file, &form, bundled_text(&form.id).expect("bundled"), &report).expect("saved");
    window::opened(USUAL, &file)
}

fn keys(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run_ok();
}

/// Writes over the text of a box.
fn write(window: &mut Window, name: &str, text: &str) {
    window.get_by_role_and_label(Role::MultilineTextInput, name).focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.event(Event::Text(text.into()));
    window.run_ok();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The export dialog, its folder a new one.
fn exporting(window: &mut Window, folder: &Path) -> PathBuf {
    let out = folder.join("导出");
    std::fs::create_dir(&out).expect("a folder");
    keys(window, Key::E);
    click(window, "完成后打开文件夹");
    write(window, "文件夹", &out.display().to_string());
    out
}

#[test]
fn files_are_made_where_they_are_wished() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let out = exporting(&mut window, folder.path());
    click(&mut window, "审核情况：发现的问题和说明");
    click(&mut window, "导出");
    wait(&mut window, "已生成4个文件");
    assert_eq!(names(&out), ["自评表 审核情况.pdf", "自评表.docx", "自评表.pdf", "自评表.xlsx"]);
    click(&mut window, "关闭");
    assert!(window.query_by_label("导出").is_none(), "the dialog is gone");
    assert_eq!(names(&folder.path().join("自评表 各版本")).len(), 1, "what went out is kept");
}

#[test]
fn a_public_copy_asks_about_what_looks_personal() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    window.get_by_role_and_label(Role::Tab, "自评报告").click();
    window.run_ok();
    if let Some(cell) = window.query_by_role_and_label(Role::Cell, DUTIES) {
        cell.click();
    }
    window.run_ok();
    keys(&mut window, Key::A);
    window.event(Event::Text("无。举报电话13900000000。".into()));
    window.run_ok();
    let out = exporting(&mut window, folder.path());
    assert!(window.query_by_label_contains("13900000000").is_none(), "only for a public copy");
    click(&mut window, "公开版：隐去姓名、电话等个人信息，放在单独的文件夹里");
    wait(&mut window, "另有1处像个人信息");
    assert!(window.query_by_label_contains("举报电话13900000000").is_some(), "with its sentence");
    assert_eq!(names(&out), Vec::<String>::new(), "before anything is written");
    click(&mut window, "手机号 13900000000");
    click(&mut window, "导出");
    wait(&mut window, "已生成3个文件，在“自评表 公开版”文件夹里");
    assert_eq!(names(&out), ["自评表 公开版"]);
    assert!(names(&out.join("自评表 公开版")).iter().all(|name| name.starts_with("自评表 公开版.")));
    // What was kept is noted beside the version: the code on the pages is answered.
    let versions = names(&folder.path().join("自评表 各版本"));
    let noted = versions.iter().find(|name| name.starts_with("公开版 ")).expect("it is noted");
    let code = ziping::report::Code::parse(&noted["公开版 ".len()..][..9]).expect("a code");
    let path = folder.path().join("自评表.zpb");
    let owner = ziping::store::code_owner(&path, code).expect("opens");
    assert!(matches!(owner, ziping::store::CodeOwner::Version { public: true, .. }), "{owner:?}");
}

#[test]
fn a_folder_that_is_gone_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let out = exporting(&mut window, folder.path());
    std::fs::remove_dir(&out).expect("gone");
    click(&mut window, "导出");
    wait(&mut window, "文件夹不存在");
    assert!(!out.exists());
    assert!(window.query_by_label("导出").is_some(), "another folder can be chosen");
}

#[test]
fn what_stands_in_the_way_of_a_file_leaves_all_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let out = exporting(&mut window, folder.path());
    std::fs::write(out.join("自评表.pdf"), "旧的").expect("an older file");
    std::fs::create_dir_all(out.join("自评表.xlsx").join("里面")).expect("in the way");
    click(&mut window, "导出");
    wait(&mut window, "自评表.xlsx");
    assert_eq!(names(&out), ["自评表.pdf", "自评表.xlsx"], "nothing half-written stays");
    assert_eq!(std::fs::read_to_string(out.join("自评表.pdf")).expect("it is there"), "旧的");
}

#[test]
fn work_that_is_cancelled_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let out = exporting(&mut window, folder.path());
    click(&mut window, "图片，每页一张");
    window.get_by_label("导出").click();
    window.step();
    wait(&mut window, "正在生成");
    // The dialog takes its place for what it now shows.
    window.run_steps(3);
    click(&mut window, "取消");
    wait(&mut window, "已取消，没有生成任何文件");
    assert_eq!(names(&out), Vec::<String>::new());
}

#[test]
fn pages_are_chosen_before_they_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    keys(&mut window, Key::P);
    click(&mut window, "－");
    assert!(window.query_by_label("1").is_some(), "one copy is the least");
    click(&mut window, "＋");
    click(&mut window, "＋");
    assert!(window.query_by_label("3").is_some());
    // Laid out on a thread of its own; then each part says how many pages it has.
    wait(&mut window, "自评报告（");
    let ticked = |window: &Window| {
        let ticked = window.get_all_by_role(Role::CheckBox).map(|node| node.accesskit_node());
        ticked.filter(|node| node.toggled() == Some(Toggled::True)).filter_map(|node| node.label()).collect::<Vec<_>>()
    };
    let parts = ticked(&window);
    assert_eq!(parts.len(), 5, "{parts:?}");
    for part in &parts {
        click(&mut window, part);
    }
    assert!(window.get_by_label("用看PDF的程序打开").accesskit_node().is_disabled(), "nothing is chosen");
    // What is printed more is laid out when it is asked for, and offered the next time.
    click(&mut window, "目录");
    wait(&mut window, "目录（1页）");
    assert_eq!(ticked(&window), ["目录（1页）"]);
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(window.query_by_label("用看PDF的程序打开").is_none());
    keys(&mut window, Key::P);
    wait(&mut window, "目录（1页）");
    assert_eq!(ticked(&window).len(), 6);
}

#[test]
fn a_report_is_finished_locked_and_lifted_for_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let cell = "人员情况·财政供养人员·编制数";
    menu(&mut window, "定稿…");
    click(&mut window, "确定");
    wait(&mut window, "已定稿，校验码");
    click(&mut window, "知道了");
    assert!(window.state().desk().expect("open").report().is_finished());
    window.get_by_role_and_label(Role::Cell, cell).click();
    window.run_ok();
    assert!(window.query_by_role(Role::MultilineTextInput).is_some(), "what would have to be done first is asked");
    window.key_press(Key::Escape);
    window.run_ok();
    window.event(Event::Text("9".into()));
    window.run_ok();
    assert_eq!(written(&window, "staff/posts/approved"), "3", "nothing can be changed");
    assert!(window.query_by_role(Role::MultilineTextInput).is_some(), "nor do typed keys vanish: it is asked again");
    window.key_press(Key::Escape);
    window.run_ok();
    menu(&mut window, "取消定稿…");
    assert!(
        window.get_by_role_and_label(Role::Button, "取消定稿").accesskit_node().is_disabled(),
        "a reason is asked for"
    );
    write(&mut window, "取消定稿的原因", "人数有误");
    window.get_by_role_and_label(Role::Button, "取消定稿").click();
    window.run_ok();
    assert!(!window.state().desk().expect("open").report().is_finished());
    window.get_by_role_and_label(Role::Cell, cell).click();
    window.run_ok();
    window.event(Event::Text("几人".into()));
    window.run_ok();
    assert_eq!(written(&window, "staff/posts/approved"), "几人");
    menu(&mut window, "定稿…");
    wait(&mut window, "还不能定稿");
}

#[test]
fn a_code_is_told_whose_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let code = {
        let desk = window.state().desk().expect("open");
        Code::of(desk.form(), &desk.report().content).to_string()
    };
    menu(&mut window, "核对校验码…");
    for (typed, answer) in
        [(code.as_str(), "校验码相符"), ("ABCD-EFGH", "与这个文件不符"), ("不是码", "请对照打印件重新输入")]
    {
        write(&mut window, "校验码", typed);
        click(&mut window, "核对");
        wait(&mut window, answer);
    }
}

/// A file of an earlier format: what saving it means is said once, and another name offered.
#[test]
fn before_an_older_file_becomes_a_newer_one_it_is_said() {
    const GOLDEN: &str = include_str!("data/files/format-2.zpb");
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let format = |name: &str| store::open(&folder.path().join(name)).map(|opened| opened.format).ok();
    drop_on(&mut window, folder.path(), "旧的.zpb", GOLDEN.as_bytes());
    let old = folder.path().join("旧的.zpb");
    wait(&mut window, "旧的");
    let save = |window: &mut Window| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::S);
        window.run_ok();
    };
    save(&mut window);
    window.get_by_label_contains("旧版本的程序就打不开它");
    click(&mut window, "取消");
    assert_eq!(std::fs::read_to_string(&old).expect("there"), GOLDEN);
    // There is no file dialog here: the path is asked for. What stands behind the last dot is no ending of ours.
    save(&mut window);
    click(&mut window, "另存为…");
    wait(&mut window, "文件位置");
    write(&mut window, "文件位置", &folder.path().join("财政局2023.3.15").display().to_string());
    click(&mut window, "确定");
    assert_eq!((format("财政局2023.3.15.zpb"), format("旧的.zpb")), (Some(store::FORMAT), Some(2)));
    drop_on(&mut window, folder.path(), "旧的.zpb", GOLDEN.as_bytes());
    save(&mut window);
    click(&mut window, "保存");
    assert_eq!(format("旧的.zpb"), Some(store::FORMAT));
    save(&mut window);
    assert!(window.query_by_label_contains("旧版本").is_none(), "it is said once");
}

/// A file pulled onto the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|fault| fault.to_string())
    }
}

fn drop_on(window: &mut Window, folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("written");
    window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    window.step();
}

/// The sample as a Word file, one figure made another.
fn document() -> Vec<u8> {
    made::word_of(&laid::document(&include_str!("data/documents/sample.txt").replace("| 6.68 |", "| 8.88 |")))
}

#[test]
fn a_document_is_looked_at_before_it_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    drop_on(&mut window, folder.path(), "上年.docx", &document());
    wait(&mut window, "2023年度，认出");
    let at = "base/public/budget";
    assert_eq!(written(&window, at), "6.68", "nothing is written yet");
    click(&mut window, "取消");
    assert_eq!(written(&window, at), "6.68");
    drop_on(&mut window, folder.path(), "上年.docx", &document());
    wait(&mut window, "2023年度，认出");
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(window.query_by_label_contains("2023年度，认出").is_none(), "Esc leaves as well");
    drop_on(&mut window, folder.path(), "上年.docx", &document());
    wait(&mut window, "2023年度，认出");
    // One cell is left as it is.
    click(&mut window, "逐格清单");
    window.set_size(vec2(1280.0, 6000.0));
    window.run_ok();
    click(&mut window, "基础数据表·公用经费·2022年决算数");
    // What stands in the report stays, unless it is said otherwise.
    let over = window.get_by_label_contains("已有不同的内容");
    over.click();
    window.run_ok();
    click(&mut window, "放入自评表");
    assert_eq!(written(&window, at), "8.88");
    assert!(window.query_by_label("知道了").is_none(), "nothing is to be answered");
    assert!(window.query_by_label_contains("已放入").is_some() && window.query_by_label("撤销").is_some());
    let current = window.query_all_by(|node| node.role() == Role::MultilineTextInput && node.is_focused());
    assert_eq!(current.count(), 1, "a cell is the current one");
    let origin = |window: &Window, at: &str| {
        let at = CellId::parse(at).expect("an address");
        window.state().desk().expect("open").sheet().cell(&at).expect("a cell").origin
    };
    assert_eq!(origin(&window, at), ziping::sheet::Origin::Imported);
    assert_eq!(origin(&window, "base/public/last"), ziping::sheet::Origin::Typed, "it was not ticked");
    keys(&mut window, Key::Z);
    assert_eq!(written(&window, at), "6.68", "all of it is one step");
    assert!(!window.state().desk().expect("open").can_undo());
}

/// Beside the document stands the form as it will be; F4 leads through what wants to be looked at.
#[test]
fn the_form_is_shown_as_it_will_stand_and_doubts_are_gone_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let changed = include_str!("data/documents/sample.txt").replace("| 6.68 |", "| 8.88 |");
    let document = laid::document(&format!("{changed}\n| 县里自己加的一栏 | 123.45 |\n"));
    drop_on(&mut window, folder.path(), "上年.docx", &made::word_of(&document));
    wait(&mut window, "2023年度，认出");
    let shown = |window: &Window| {
        let cell = window.get_by_role_and_label(Role::Cell, "放入以后·基础数据表·公用经费·2023年预算数");
        cell.accesskit_node().value()
    };
    window.set_size(vec2(1280.0, 12000.0));
    window.run_ok();
    assert_eq!(shown(&window).as_deref(), Some("6.68"), "what stands there stays");
    window.get_by_label_contains("已有不同的内容").click();
    window.run_ok();
    assert_eq!(shown(&window).as_deref(), Some("8.88"));
    assert_eq!(written(&window, "base/public/budget"), "6.68", "nothing is written yet");
    let mut last = String::new();
    window.key_press(Key::F4);
    window.run_ok();
    for _ in 0..60 {
        last = window.get_by_label_contains("处 共").accesskit_node().label().unwrap_or_default();
        if window.query_by_label("没有找到位置：123.45").is_some() {
            break;
        }
        window.key_press(Key::F4);
        window.run_ok();
    }
    assert!(window.query_by_label("没有找到位置：123.45").is_some(), "{last}");
}

#[test]
fn a_document_without_a_year_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let laid = laid::document("附件3\n| 区级预算部门（单位）名称 | 另一个局 | < |\n| 填表人 | 乙某 | < |\n");
    drop_on(&mut window, folder.path(), "无年度.docx", &made::word_of(&laid));
    wait(&mut window, "文件里没有写是哪一年度的");
    click(&mut window, "逐格清单");
    assert!(window.query_all_by_label_contains("另一个局").next().is_some());
    assert!(window.query_by_label_contains("放入0格").is_some(), "what would stay is not counted");
    click(&mut window, "放入自评表");
    assert!(
        window.query_by_label_contains("文件里没有写是哪一年度的").is_some(),
        "nothing goes in before that is told"
    );
    click(&mut window, "就是这一年度");
    assert!(window.query_by_label_contains("文件里没有写是哪一年度的").is_none());
    click(&mut window, "放入自评表");
    assert!(window.query_by_label_contains("保留了原有的内容").is_some());
    assert_ne!(written(&window, "cover/unit"), "另一个局", "what stands there stays");
}

/// At 150% in a window of 1366 everything of the page is in sight.
#[test]
fn a_document_is_looked_at_in_a_narrow_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let width = 1366.0 / 1.5;
    window.set_size(vec2(width, 512.0));
    drop_on(
        &mut window,
        folder.path(),
        "一个名字特别长的上年部门整体支出绩效自评表（报区财政局绩效股定稿）.docx",
        &document(),
    );
    wait(&mut window, "2023年度，认出");
    window.run_ok();
    let beyond: Vec<String> = window
        .query_all_by(|node| matches!(node.role(), Role::Label | Role::Button | Role::CheckBox | Role::ComboBox))
        .filter(|node| node.rect().right() > width + 1.0)
        .map(|node| format!("{:?} {:?}", node.accesskit_node().label(), node.rect()))
        .collect();
    assert!(beyond.is_empty(), "{beyond:#?}");
}

#[test]
fn without_a_report_a_document_makes_a_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Harness::builder().build_eframe(|cc| App::with_recent(&cc.egui_ctx, Recent::default()));
    window.run();
    drop_on(&mut window, folder.path(), "旧.doc", b"{\\rtf1}");
    wait(&mut window, "没有文字和表格");
    click(&mut window, "知道了");
    drop_on(&mut window, folder.path(), "去年.docx", &document());
    wait(&mut window, "认出");
    click(&mut window, "放入自评表");
    let desk = window.state().desk().expect("a report is open");
    assert_eq!(desk.report().content.year, 2023, "the year is the document's own");
    assert_eq!(written(&window, "base/public/budget"), "8.88");
}

/// What the program made knows its own form, whichever is chosen on the start page, and waits for no one.
#[test]
fn a_paper_of_ours_comes_back_on_its_own_form() {
    let (_, form, report) =
        given::filled().into_iter().find(|(name, ..)| name == "mof-project-2020").expect("it is there");
    let text = bundled_text(&form.id).expect("bundled");
    let manuscript = Manuscript::new(&form, &derive(&form, &report), Stamp::default());
    let file = word(&manuscript.enclosing(text, &report.content)).expect("a Word file");
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Harness::builder().build_eframe(|cc| App::with_recent(&cc.egui_ctx, Recent::default()));
    window.run();
    drop_on(&mut window, folder.path(), "导出的.docx", &file);
    wait(&mut window, "已逐格放回，不用再核实");
    click(&mut window, "放入自评表");
    let desk = window.state().desk().expect("a report is open");
    assert_eq!((desk.form(), &desk.report().content), (&form, &report.content));
    assert!(desk.report().notes.marks.iter().all(|(_, mark)| !mark.unconfirmed));
}

fn written(window: &Window, at: &str) -> String {
    let desk = window.state().desk().expect("open");
    desk.report().content.cells.text(&CellId::parse(at).expect("an address")).to_string()
}

/// A command of the menu 文件.
fn menu(window: &mut Window, command: &str) {
    click(window, "文件");
    window.get_by_label_contains(command).click();
    window.run_ok();
}

#[test]
fn of_several_units_in_one_workbook_one_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = |unit: &str| {
        format!(
            "附件3\n2023年度部门（单位）整体支出绩效自评表\n| 区级预算部门（单位）名称 | {unit} | < | < |\n| 年度预算申请（万元） | | 年初预算数 | 全年执行数 |\n| ^ | 年度资金总额 | 100 | 110 |\n"
        )
    };
    let book = made::book_of(&laid::document(&(part("甲局") + &part("乙局"))));
    let mut window = window::begun(USUAL, Recent::default());
    drop_on(&mut window, folder.path(), "两个单位.xlsx", &book);
    wait(&mut window, "没有找到位置3处");
    click(&mut window, "全部3张工作表");
    click(&mut window, "附件3（1）");
    wait(&mut window, "没有找到位置0处");
    click(&mut window, "放入自评表");
    assert_eq!(written(&window, "cover/unit"), "乙局");
}

/// A 绩效目标表 stands beside the report: nothing of it changes until it is ticked, and what differs is told.
#[test]
fn approved_targets_stand_beside_and_fill_what_is_blank() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = opened(folder.path());
    let laid = laid::document(
        "2023年度部门整体支出绩效目标表\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |\n\
         | 产出指标 | 数量指标 | 组织会员参与光彩事业（次） | ≥15次 | 10 |\n\
         | 产出指标 | 数量指标 | 慰问会员企业（家） | ≥6家 | 5 |\n\
         | 效益指标 | 生态效益指标 | 义务植树（棵） | ≥30棵 | 5 |\n",
    );
    drop_on(&mut window, folder.path(), "绩效目标表.docx", &made::word_of(&laid));
    wait(&mut window, "2023年度，认出");
    let before = window.state().desk().expect("open").report().content.clone();
    click(&mut window, "这是年初批复的绩效目标，放在旁边对照，不直接填进表里");
    click(&mut window, "放在旁边对照");
    assert!(window.query_by_label_contains("共3个指标").is_some(), "what was read is said");
    let desk = |window: &Window| window.state().desk().expect("open").clone();
    assert_eq!(desk(&window).report().content, before, "it only stands beside");
    let ticked = |window: &Window, words: &str| window.get_by_label_contains(words).accesskit_node().toggled();
    assert_eq!(ticked(&window, "生态效益指标“义务植树（棵）”"), Some(Toggled::True));
    let maybe = "数量指标“慰问会员企业（家）”";
    assert_eq!(ticked(&window, maybe), Some(Toggled::False), "others of its kind may be the same under another name");
    let over = "数量指标“组织会员参与光彩事业（次）”·年度指标值：改成“≥15次”";
    assert_eq!(ticked(&window, over), Some(Toggled::False), "what stands there stays");
    click(&mut window, "采用1条");
    assert_eq!(written(&window, "scores/ecological-2/name"), "义务植树（棵）");
    assert_eq!(written(&window, "scores/ecological-2/target"), "≥30棵");
    assert_eq!(written(&window, "scores/quantity-1/target"), "≥4次");
    let differs = |window: &Window| desk(window).findings().iter().any(|found| found.rule == "approved-target-differs");
    assert!(differs(&window), "and is told");
    click(&mut window, "绩效指标");
    window.set_size(vec2(1280.0, 2400.0));
    window.run_ok();
    window.get_by_role_and_label(Role::Cell, "绩效指标·数量指标1·年度指标值").click();
    window.run_ok();
    assert!(window.query_by_label("年初批复：≥15次").is_some(), "beside the cell");
    click(&mut window, "编辑");
    window.get_by_label_contains("按批复的绩效目标填写").click();
    window.run_ok();
    window.get_by_label_contains("改成“≥15次”").click();
    window.run_ok();
    click(&mut window, "采用1条");
    assert_eq!(written(&window, "scores/quantity-1/target"), "≥15次");
    assert!(!differs(&window));
    for _ in 0..2 {
        keys(&mut window, Key::Z);
    }
    assert!(desk(&window).report().content == before && desk(&window).approved().is_some());
    keys(&mut window, Key::Z);
    assert!(desk(&window).approved().is_none(), "each is a step of its own");
}
