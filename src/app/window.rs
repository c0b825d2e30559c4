//! Opening the window with whichever way of drawing works on this PC, and saying so in words when none does.

use super::App;
use eframe::egui::ViewportBuilder;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Ways of drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Renderer {
    /// Whichever works.
    Auto,
    /// OpenGL
    Glow,
    /// Vulkan, DirectX or OpenGL
    Wgpu,
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// One sentence: no display, or no way of drawing works.
pub fn open_window(file: Option<&Path>, renderer: Renderer) -> Result<(), String> {
    if !has_display() {
        return Err("没有可用的显示器或桌面，窗口打不开。可以不用窗口，直接使用命令 forms、new、fill、show、check、print，写法见 ziping --help。".into());
    }
    let mut first: Option<String> = None;
    for renderer in order(renderer) {
        match attempt(file, renderer) {
            Ok(()) => return Ok(()),
            Err(Stop::Drawing(fault)) => {
                first.get_or_insert(fault);
            }
            Err(Stop::Other(fault)) => return Err(sentence(&first.unwrap_or(fault))),
        }
    }
    Err(sentence(&first.unwrap_or_default()))
}

/// Why an attempt ended.
enum Stop {
    /// The drawing does not work: another way may.
    Drawing(String),
    /// Nothing else will help.
    Other(String),
}

/// On Windows wgpu is there on every PC; elsewhere OpenGL is the surer and the lighter.
fn order(wish: Renderer) -> Vec<eframe::Renderer> {
    let (glow, wgpu) = (eframe::Renderer::Glow, eframe::Renderer::Wgpu);
    match wish {
        Renderer::Glow => vec![glow],
        Renderer::Wgpu => vec![wgpu],
        Renderer::Auto if cfg!(windows) => vec![wgpu, glow],
        Renderer::Auto => vec![glow, wgpu],
    }
}

fn attempt(file: Option<&Path>, renderer: eframe::Renderer) -> Result<(), Stop> {
    let options = eframe::NativeOptions {
        renderer,
        viewport: ViewportBuilder::default()
            .with_title(super::TITLE)
            .with_inner_size([1280.0, 820.0])
            .with_min_inner_size([900.0, 560.0])
            .with_app_id("ziping"),
        ..eframe::NativeOptions::default()
    };
    let file = file.map(Path::to_path_buf);
    let run =
        || eframe::run_native(super::TITLE, options, Box::new(move |cc| Ok(Box::new(App::new(&cc.egui_ctx, file)))));
    // winit panics where a library of the system is missing: a sentence, not a dump.
    let quiet = std::panic::take_hook();
    let told = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let heard = std::sync::Arc::clone(&told);
    std::panic::set_hook(Box::new(move |panic| {
        if let Ok(mut told) = heard.lock() {
            *told = panic.to_string();
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(run));
    std::panic::set_hook(quiet);
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(fault)) if is_drawing(&fault) => Err(Stop::Drawing(fault.to_string())),
        Ok(Err(fault)) => Err(Stop::Other(fault.to_string())),
        Err(_) => Err(Stop::Other(told.lock().map(|told| told.clone()).unwrap_or_default())),
    }
}

fn is_drawing(fault: &eframe::Error) -> bool {
    matches!(
        fault,
        eframe::Error::Glutin(_)
            | eframe::Error::NoGlutinConfigs(..)
            | eframe::Error::OpenGL(_)
            | eframe::Error::Wgpu(_)
    )
}

fn sentence(cause: &str) -> String {
    let cause = cause.replace('\n', " ");
    if cause.contains("xkbcommon")
        || cause.contains("libX")
        || cause.contains("XOpenDisplay")
        || cause.contains("libwayland")
    {
        return format!(
            "缺少系统组件，窗口打不开，请管理员安装 libxkbcommon-x11-0、libx11-xcb1、libxcursor1、libxi6、libxrandr2 后再试。原因：{cause}"
        );
    }
    format!("这台电脑的显示驱动不能绘制窗口，请更新显卡驱动，或加 --renderer glow、--renderer wgpu 再试。原因：{cause}")
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(all(unix, not(target_os = "macos")))) || set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}
