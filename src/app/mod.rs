//! stub
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Renderer { Auto, Glow, Wgpu }
pub fn open_window(_: Option<&std::path::Path>, _: Renderer) -> Result<(), String> { Ok(()) }
