//! Opening the window with whichever way of drawing works on this PC, and saying so in words when none does.

use crate::app::App;
use crate::app::document::autosave::Autosave;
use crate::app::document::rescue::rescue;
use crate::app::drawing::spare_the_processor;
use crate::app::look::WindowLook;
use crate::app::pasting::Pasting;
use crate::store::{Appearance, Journals, Trial};
use eframe::egui::{Context, Ui};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

/// Ways of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Renderer {
    /// 自动选择
    Auto,
    /// OpenGL
    Glow,
    /// Vulkan、DirectX 或 OpenGL
    Wgpu,
}

const NO_DISPLAY: &str = "没有可用的显示器或桌面，窗口打不开。可以不用窗口，直接使用命令 forms、new、fill、show、check、print，写法见 ziping --help。";

/// Opens the window and stays until it is closed.
///
/// # Errors
/// One sentence: no display, or no way of drawing works.
pub fn open_window(file: Option<&Path>, renderer: Renderer) -> Result<(), String> {
    if !has_display() {
        return Err(NO_DISPLAY.into());
    }
    take_memory_in_small_pages();
    let mut first: Option<String> = None;
    for renderer in order(renderer) {
        match attempt(file, renderer) {
            Ok(()) => return Ok(()),
            Err(Stop::Drawing(fault)) => {
                first.get_or_insert(fault);
            }
            // What the first attempt met with is what matters.
            Err(Stop::Other(words)) => return Err(first.map_or(words, |first| sentence(&first))),
        }
    }
    Err(sentence(&first.unwrap_or_default()))
}

/// A window stays open for hours: pages of 2 MB, of which a few bytes are in use, would make it a fifth larger. What is
/// printed by command is done in less time with them, so they are given up here only.
fn take_memory_in_small_pages() {
    // Kernels before 3.15 do not know the word: the window takes more memory there, and nothing else.
    #[cfg(target_os = "linux")]
    rustix::thread::disable_transparent_huge_pages(true).ok();
}

/// Why an attempt ended.
enum Stop {
    /// The drawing does not work: another way may.
    Drawing(String),
    /// Nothing else will help: the sentence to say.
    Other(String),
}

/// On Windows wgpu is there on every PC; elsewhere OpenGL is the surer and the lighter. One whose driver took the
/// program down comes last.
fn order(wish: Renderer) -> Vec<eframe::Renderer> {
    let (glow, wgpu) = (eframe::Renderer::Glow, eframe::Renderer::Wgpu);
    let mut order = match wish {
        Renderer::Glow => vec![glow],
        Renderer::Wgpu => vec![wgpu],
        Renderer::Auto if cfg!(windows) => vec![wgpu, glow],
        Renderer::Auto => vec![glow, wgpu],
    };
    let kept_in = Trial::usual_place();
    order.sort_by_cached_key(|renderer| Trial::took_down(kept_in.as_deref(), &renderer.to_string()));
    order
}

/// A way of drawing on trial, until it has shown a frame.
#[derive(Clone)]
struct OnTrial(Arc<Mutex<Option<Trial>>>);

impl OnTrial {
    fn begin(renderer: eframe::Renderer) -> Self {
        let trial = Trial::begin(Trial::usual_place().as_deref(), &renderer.to_string());
        Self(Arc::new(Mutex::new(Some(trial))))
    }

    /// It draws once the second frame is begun, for which it is asked once.
    fn ends_with_a_frame(&self, ctx: &Context) {
        let on_trial = self.clone();
        let at_each_pass = move |ui: &mut Ui| {
            if ui.ctx().cumulative_frame_nr() > 0 {
                on_trial.end();
            } else {
                ui.ctx().request_repaint();
            }
        };
        ctx.on_begin_pass("drawing on trial", Arc::new(at_each_pass));
    }

    fn end(&self) {
        if let Ok(mut trial) = self.0.lock() {
            trial.take();
        }
    }
}

fn attempt(file: Option<&Path>, renderer: eframe::Renderer) -> Result<(), Stop> {
    // A picture of ours that cannot be read is no reason to stay closed.
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default();
    let options = eframe::NativeOptions {
        renderer,
        viewport: WindowLook::opens(&Appearance::load(Appearance::usual_place()))
            .with_icon(icon)
            .with_title(crate::app::TITLE)
            .with_min_inner_size([640.0, 360.0])
            .with_app_id("ziping"),
        // Nothing here fades from one colour to another, and each pixel would be reckoned for it.
        dithering: false,
        clipboard_shortcuts: !Pasting::has_its_keys(),
        ..eframe::NativeOptions::default()
    };
    let file = file.map(Path::to_path_buf);
    let journals = Journals::usual_place();
    let autosave = Autosave::in_folder(journals.clone());
    let started = Rc::new(Cell::new(false));
    let (keeper, starts) = (autosave.clone(), Rc::clone(&started));
    let on_trial = OnTrial::begin(renderer);
    let trial = on_trial.clone();
    let make: eframe::AppCreator<'_> = Box::new(move |cc| {
        starts.set(true);
        spare_the_processor(cc);
        trial.ends_with_a_frame(&cc.egui_ctx);
        keeper.start(&cc.egui_ctx);
        keep_when_ended(&keeper);
        Ok(Box::new(App::new(&cc.egui_ctx, file, journals, keeper)))
    });
    let outcome = hushed(|| eframe::run_native(crate::app::TITLE, options, make));
    // However the window went, by its display too.
    autosave.flush();
    on_trial.end();
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(fault)) if is_drawing(&fault) => Err(Stop::Drawing(fault.to_string())),
        Ok(Err(fault)) if started.get() => Err(Stop::Other(died(&autosave, &fault.to_string()))),
        Ok(Err(fault)) => Err(Stop::Other(sentence(&fault.to_string()))),
        Err(cause) if started.get() => Err(Stop::Other(died(&autosave, &cause))),
        Err(cause) => Err(Stop::Other(sentence(&cause))),
    }
}

/// Runs something that may panic; the panic's words instead of a dump. winit panics where a library of the system is
/// missing, and a fault of ours must not cost what was typed.
fn hushed<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    let panic_words = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&panic_words);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if let Ok(mut panic_words) = heard.lock() {
            *panic_words = panic.to_string();
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(run));
    std::panic::set_hook(usual);
    outcome.map_err(|_panic| panic_words.lock().map(|panic_words| panic_words.clone()).unwrap_or_default())
}

/// The window died of a fault of ours.
fn died(autosave: &Autosave, cause: &str) -> String {
    format!("程序意外停止，{}原因：{}", rescue(autosave).says(), plain(cause))
}

/// The system ends the session, or the terminal goes: what was typed is kept before the program does as it is told.
#[cfg(unix)]
fn keep_when_ended(autosave: &Autosave) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let autosave = autosave.clone();
    // Where it cannot be listened for, what was typed was kept some seconds ago.
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        let listening = move || {
            if let Some(signal) = signals.forever().next() {
                autosave.depart();
                std::process::exit(128 + signal);
            }
        };
        std::thread::Builder::new().name("signals".into()).spawn(listening).ok();
    }
}

#[cfg(not(unix))]
fn keep_when_ended(_: &Autosave) {}

fn is_drawing(fault: &eframe::Error) -> bool {
    matches!(
        fault,
        eframe::Error::Glutin(_)
            | eframe::Error::NoGlutinConfigs(..)
            | eframe::Error::OpenGL(_)
            | eframe::Error::Wgpu(_)
    )
}

/// One sentence for why no window opens: the display, a library or the driver.
fn sentence(cause: &str) -> String {
    let cause = plain(cause);
    let names = |words: &[&str]| words.iter().any(|word| cause.contains(word));
    if names(&["xkbcommon", "libX", "libwayland", "could not be loaded", "shared librar"]) {
        return format!(
            "缺少系统组件，窗口打不开，请管理员安装 libxkbcommon-x11-0、libx11-xcb1、libxcursor1、libxi6、libxrandr2 后再试。原因：{cause}"
        );
    }
    if names(&["connection", "XOpenDisplay", "EventLoop"]) {
        return format!("{NO_DISPLAY}原因：{cause}");
    }
    format!("这台电脑的显示驱动不能绘制窗口，请更新显卡驱动，或加 --renderer glow、--renderer wgpu 再试。原因：{cause}")
}

/// A cause on one line, without the place in our sources that it names.
fn plain(cause: &str) -> String {
    let line = cause.replace('\n', " ");
    let said = line.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    said.map_or(line.as_str(), |(_, said)| said).to_string()
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(all(unix, not(target_os = "macos")))) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}
