//! `cargo bench`: what the program promises about its speed, each figure beside a floor or a peer of the same run.
//!
//! One binary, since linking is what takes long. Nothing fails here: times depend on the PC, ratios much less.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench stops where it stands, and its answer is printed"
)]

mod common;
mod derive;
mod files;
mod intake;
#[path = "../tests/laid/mod.rs"]
mod laid;
#[path = "../tests/made/mod.rs"]
mod made;
#[cfg(feature = "print")]
mod print;
#[cfg(feature = "screen")]
mod screen;

use criterion::Criterion;
use std::time::Duration;

fn main() {
    let criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3));
    let mut figures = common::Figures::new(criterion.configure_from_args());
    derive::run(&mut figures);
    files::run(&mut figures);
    intake::run(&mut figures);
    #[cfg(feature = "print")]
    print::run(&mut figures);
    #[cfg(feature = "screen")]
    screen::run(&mut figures);
    figures.print();
}
