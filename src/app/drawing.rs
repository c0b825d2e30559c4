//! Who draws the window: a graphics card, or the processor in its stead, which is then spared.

use eframe::CreationContext;
use eframe::egui_wgpu::wgpu::DeviceType;
use eframe::glow::{self, HasContext as _};

/// What drivers call themselves that draw with the processor: Mesa's three, Chromium's, Windows' own two.
const PROCESSORS: [&str; 6] = ["llvmpipe", "softpipe", "swrast", "SwiftShader", "GDI Generic", "Microsoft Basic"];

/// Where the processor draws, edges are not blended into what they lie on, which is a strip of triangles along each.
pub(super) fn spare_the_processor(cc: &CreationContext<'_>) {
    if is_the_processor(cc) {
        cc.egui_ctx.tessellation_options_mut(|options| options.feathering = false);
    }
}

fn is_the_processor(cc: &CreationContext<'_>) -> bool {
    let of_wgpu = cc.wgpu_render_state.as_ref().map(|state| state.adapter.get_info());
    of_wgpu.is_some_and(|info| info.device_type == DeviceType::Cpu)
        || cc.gl.as_ref().is_some_and(|gl| PROCESSORS.iter().any(|name| driver(gl).contains(name)))
}

/// What the driver of OpenGL calls itself.
#[allow(unsafe_code, reason = "the crate has no safe call for it; the context is current while the window is made")]
fn driver(gl: &glow::Context) -> String {
    unsafe { gl.get_parameter_string(glow::RENDERER) }
}
