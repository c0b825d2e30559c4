//! One screen pass: all panels of the window laid out and tessellated, without a window.
//!
//! The program is driven as a person drives it, by clicks on what carries a name.

use super::common::{FORM, Figures, Time, large, sample};
use eframe::App as _;
use eframe::egui::accesskit::{Node, Toggled};
use eframe::egui::{CentralPanel, Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Ui, pos2, vec2};
use std::path::Path;
use ziping::app::App;
use ziping::form::{self, Form};
use ziping::report::Report;
use ziping::store::{self, Recent};

pub fn run(figures: &mut Figures) {
    let empty = Context::default();
    drop(App::with_recent(&empty, Recent::default())); // dresses it: same faces, same style
    let floor = figures
        .time("screen/empty", || pass(&empty, Vec::new(), &mut |ui| drop(CentralPanel::default().show(ui, |_| ()))));
    let folder = tempfile::tempdir().expect("a folder");
    let reports = [("the sample", "3 ms", sample()), ("200 indicators and 40 projects", "3 ms", large(200, 40, 5))];
    for (name, allowed, (form, report)) in reports {
        let mut window = Window::open(folder.path(), &form, &report);
        for tab in ["单位信息", "预算执行", "项目支出", "绩效指标", "自评报告", "整表"] {
            window.click(tab);
            assert_eq!(window.node(tab).toggled(), Some(Toggled::True), "{tab} is shown");
            let took = figures.time(&format!("screen/{name}, {tab}"), || window.pass(Vec::new()));
            figures.set(&format!("one screen pass, {name}, {tab}"), took, allowed, "an empty pass", floor);
        }
    }
    selecting(figures, folder.path(), floor);
    finding(figures, folder.path(), floor);
    keystroke(figures, folder.path());
}

/// A pass while all 5,000 cells of a table are selected, beside the same with one cell current.
fn selecting(figures: &mut Figures, folder: &Path, floor: Time) {
    let (form, report) = large(700, 0, 0);
    let mut window = Window::open(folder, &form, &report);
    window.click("绩效指标");
    window.click("绩效指标·数量指标1·年度指标值");
    let alone = figures.time("screen/one cell", || window.pass(Vec::new()));
    figures.set("one screen pass, a table of 5,000 cells", alone, "3 ms", "an empty pass", floor);
    window.press(Modifiers::COMMAND, Key::A);
    let count = window.count();
    assert!(count >= 2 * 700, "{count} figures are selected");
    let all = figures.time("screen/all cells", || window.pass(Vec::new()));
    figures.set("the same, all of them selected", all, "5 ms", "one cell current", alone);
}

/// A letter typed into 查找 and taken out again.
fn finding(figures: &mut Figures, folder: &Path, floor: Time) {
    let (form, report) = large(200, 40, 5);
    let mut window = Window::open(folder, &form, &report);
    window.press(Modifiers::COMMAND, Key::F);
    window.pass(vec![Event::Text("企业".into())]);
    let took = figures.time("screen/find", || {
        window.pass(vec![Event::Text("家".into())]);
        window.press(Modifiers::NONE, Key::Backspace)
    });
    figures.set("finding as one types, two keys", took, "10 ms", "an empty pass", floor);
}

/// A key and its taking back, with what is typed kept aside, beside the same without.
fn keystroke(figures: &mut Figures, folder: &Path) {
    let (form, report) = large(200, 40, 5);
    let back = Event::Key {
        key: Key::Backspace,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let [plain, kept] = [None, Some(folder.join("journals"))].map(|journals| {
        let name = if journals.is_some() { "screen/a key, kept aside" } else { "screen/a key" };
        let mut window = Window::open(folder, &form, &report);
        if let Some(journals) = journals {
            window.app = window.app.with_journals(&window.ctx, &journals);
        }
        window.click("人员情况·财政供养人员·编制数");
        figures.time(name, || {
            window.pass(vec![Event::Text("1".into())]);
            window.pass(vec![back.clone()])
        })
    });
    figures.set("two keys, kept aside meanwhile", kept, "—", "the same, not kept", plain);
}

struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
}

impl Window {
    /// The program with a report opened from the list of recent files.
    fn open(folder: &Path, form: &Form, report: &Report) -> Self {
        let file = folder.join("benched.zpb");
        let text = form::bundled_text(FORM).expect("the form is bundled");
        store::save(&file, form, text, report).expect("saves");
        let ctx = Context::default();
        let mut recent = Recent::default();
        recent.files.push(file);
        let app = App::with_recent(&ctx, recent);
        let mut window = Self { ctx, app, frame: eframe::Frame::_new_kittest() };
        window.click("benched");
        assert!(window.app.desk().is_some(), "the report is open");
        window
    }

    fn pass(&mut self, events: Vec<Event>) -> usize {
        let Self { ctx, app, frame } = self;
        pass(ctx, events, &mut |ui| app.ui(ui, frame))
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) -> usize {
        self.pass(vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }])
    }

    /// So many figures are selected, as the status line says it.
    fn count(&mut self) -> usize {
        let nodes = self.nodes();
        let says =
            nodes.iter().filter_map(|node| node.value().or(node.label())).find_map(|label| label.split_once("个数 "));
        says.and_then(|(_, count)| count.split('　').next()?.parse().ok()).unwrap_or_default()
    }

    /// Clicks on what carries this name.
    fn click(&mut self, name: &str) {
        let place = self.node(name).bounds().expect("it has a place");
        let pos = pos2(f64::midpoint(place.x0, place.x1) as f32, f64::midpoint(place.y0, place.y1) as f32);
        let button =
            |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        for event in [Event::PointerMoved(pos), button(true), button(false), Event::PointerGone] {
            self.pass(vec![event]);
        }
    }

    /// What carries this name, found as a screen reader finds it.
    fn node(&mut self, name: &str) -> Node {
        self.nodes().into_iter().find(|node| node.label() == Some(name)).expect(name)
    }

    /// All that a screen reader finds.
    fn nodes(&mut self) -> Vec<Node> {
        let Self { ctx, app, frame } = self;
        ctx.enable_accesskit();
        let mut tree = None;
        for _ in 0..2 {
            let mut output = ctx.run_ui(input(Vec::new()), |ui| app.ui(ui, frame));
            output.textures_delta.clear();
            tree = output.platform_output.accesskit_update;
        }
        ctx.disable_accesskit();
        tree.expect("a tree").nodes.into_iter().map(|(_, node)| node).collect()
    }
}

fn input(events: Vec<Event>) -> RawInput {
    RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 820.0))),
        focused: true,
        events,
        ..RawInput::default()
    }
}

/// Answers with how many meshes there are to paint, so that nothing is left out.
fn pass(ctx: &Context, events: Vec<Event>, ui: &mut dyn FnMut(&mut Ui)) -> usize {
    let mut output = ctx.run_ui(input(events), ui);
    output.textures_delta.clear();
    ctx.tessellate(output.shapes, output.pixels_per_point).len()
}
