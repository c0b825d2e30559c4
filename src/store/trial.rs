//! Ways of drawing the window, tried one after another: one that took the program down is not tried first again.
//!
//! What is being tried is written down before and struck out once it has shown something, or failed in words. A driver
//! that ends the program leaves the mark behind; the system tells it from that of a program which still lives.

use super::held::{self, Held};
use super::settings;
use std::path::{Path, PathBuf};

/// A way of drawing while it is tried; struck out when this is dropped.
#[derive(Debug)]
pub struct Trial {
    /// None where the place takes no file: then nothing is learnt, and nothing lost.
    _held: Option<Held>,
}

impl Trial {
    /// Where this PC keeps what is being tried: what draws on one need not draw on another.
    #[must_use]
    pub fn usual_place() -> Option<PathBuf> {
        settings::kept_aside("drawing")
    }

    /// Begins to try a way of drawing, by name.
    #[must_use]
    pub fn begin(kept_in: Option<&Path>, way: &str) -> Self {
        let made = kept_in.filter(|folder| std::fs::create_dir_all(folder).is_ok());
        let held = made.and_then(|folder| Held::take(&folder.join(way)).ok().flatten());
        let marked = held.and_then(|mut held| held.write(VERSION).is_ok().then_some(held));
        Self { _held: marked }
    }

    /// This way of drawing took this version of the program down when it was last tried.
    #[must_use]
    pub fn took_down(kept_in: Option<&Path>, way: &str) -> bool {
        let Some(mark) = kept_in.map(|folder| folder.join(way)) else { return false };
        if held::note(&mark).is_none_or(|note| note != VERSION) {
            return false;
        }
        // Where the system cannot tell who holds a file, the one who wrote it may live.
        let left = Held::take(&mark).ok().flatten();
        left.is_some_and(|left| {
            let sure = left.sure;
            left.leave();
            sure
        })
    }
}

/// Another version may draw where this one could not.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn what_was_struck_out_is_tried_again() {
        let folder = place();
        let kept_in = Some(folder.path());
        let trial = Trial::begin(kept_in, "glow");
        assert!(!Trial::took_down(kept_in, "glow"), "its program still lives");
        drop(trial);
        assert!(!Trial::took_down(kept_in, "glow"));
        assert!(!folder.path().join("glow").exists());
    }

    #[test]
    fn what_took_the_program_down_is_known_until_it_draws() {
        let folder = place();
        let kept_in = Some(folder.path());
        let mark = folder.path().join("wgpu");
        super::super::write_aside(&mark, VERSION.as_bytes()).expect("a mark is left");
        assert!(Trial::took_down(kept_in, "wgpu"));
        assert!(Trial::took_down(kept_in, "wgpu"), "asking changes nothing");
        assert!(!Trial::took_down(kept_in, "glow"));
        drop(Trial::begin(kept_in, "wgpu"));
        assert!(!Trial::took_down(kept_in, "wgpu"));
    }

    #[test]
    fn another_version_tries_again() {
        let folder = place();
        super::super::write_aside(&folder.path().join("wgpu"), b"0.0.0").expect("a mark is left");
        assert!(!Trial::took_down(Some(folder.path()), "wgpu"));
        assert!(!Trial::took_down(None, "wgpu"));
    }
}
