//! Both commands of the README build the same: what a library of the tests asks of a crate that the program is built of,
//! the program asks of it too, or it is built a second time with all that rests on it.
#![allow(clippy::expect_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::process::Command;

/// The crates over these edges, each with its version and what is asked of it.
fn built(edges: &str) -> BTreeSet<String> {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}|{f}", "--edges", edges]);
    let out = tree.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("text");
    text.lines().map(|line| line.replace(" (*)", "").replace(" (proc-macro)", "")).collect()
}

#[test]
fn tests_build_no_crate_of_the_program_anew() {
    let (program, tests) = (built("normal,build"), built("normal,build,dev"));
    assert!(program.iter().any(|line| line.starts_with("typst-library ")), "the tree is read");
    let otherwise: Vec<&String> = program.difference(&tests).collect();
    assert_eq!(otherwise, Vec::<&String>::new(), "what tests ask of these is asked in Cargo.toml");
}
