//! The window, or one command without a window.

// Started from the desktop on Windows, no console window stands behind ours; `cli::console` borrows the caller's.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    ziping::cli::run()
}
