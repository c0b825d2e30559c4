//! No PDF stands on a page: one that did would come out empty.

pub use hayro_interpret;

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::page::Page;

/// The colour that typst asks for.
pub mod vello_cpu {
    pub mod color {
        pub mod palette {
            pub mod css {
                pub const TRANSPARENT: () = ();
            }
        }
    }
}

#[derive(Default)]
pub struct RenderCache;

impl RenderCache {
    pub fn new() -> Self {
        Self
    }
}

pub struct RenderSettings {
    pub x_scale: f32,
    pub y_scale: f32,
    pub width: Option<u16>,
    pub height: Option<u16>,
    pub bg_color: (),
}

/// Four bytes a pixel.
pub struct Pixmap(Vec<u8>);

impl Pixmap {
    pub fn take(self) -> Vec<u8> {
        self.0
    }
}

/// All of it transparent.
pub fn render(_: &Page<'_>, _: &RenderCache, _: &InterpreterSettings, asked: &RenderSettings) -> Pixmap {
    let side = |length: Option<u16>| usize::from(length.unwrap_or(0));
    Pixmap(vec![0; 4 * side(asked.width) * side(asked.height)])
}
