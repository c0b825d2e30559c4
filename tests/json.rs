//! What commands say with `--json` is what docs/json.md tells: no field without a word there.
#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on should stop loudly")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const TOLD: &str = include_str!("../docs/json.md");

/// One call in a folder; what it says.
fn ziping(folder: &Path, arguments: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    let command = command.current_dir(folder).args(arguments.split(' '));
    let ran = command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().expect("the program starts");
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code().is_some_and(|code| code < 2), "{arguments}: {complained}");
    String::from_utf8(ran.stdout).expect("UTF-8")
}

/// The fields in it, however deep.
fn fields(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(object) => object.iter().for_each(|(name, value)| {
            found.insert(name.clone());
            fields(value, found);
        }),
        Value::Array(list) => list.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

#[test]
fn every_field_is_told_under_its_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |arguments: &str| ziping(folder.path(), arguments);
    let listing = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/hunan-lusong-2023.tsv");
    here("new hunan-lusong-2023 --year 2023 --out a.zpb");
    here(&format!("fill a.zpb --cells {listing}"));
    here("print a.zpb --out . --as docx");
    // With a row of its own, a finding less, and a text changed.
    here("new hunan-lusong-2023 --year 2023 --out b.zpb");
    here(&format!("fill b.zpb --cells {listing}"));
    std::fs::write(folder.path().join("more.tsv"), "scores/quantity-2/name\t走访\nreport/basic\t无\n")
        .expect("written");
    here("fill b.zpb --cells more.tsv");
    here("new hunan-lusong-2023 --year 2023 --out c.zpb");
    let code = here("show a.zpb --json");
    let code: Value = serde_json::from_str(&code).expect("JSON");
    let verify = format!("verify a.zpb {} --json", code.get("code").and_then(Value::as_str).expect("a code"));
    for (heading, arguments) in [
        ("forms", "forms --json"),
        ("forms ID", "forms hunan-lusong-2023 --json"),
        ("show", "show a.zpb --json"),
        ("check", "check a.zpb b.zpb --json"),
        ("forward", "forward a.zpb --year 2024 --form mof-project-2020 --out d.zpb --json"),
        ("import", "import a.docx --into b.zpb --json"),
        ("import", "import a.docx --approved --into c.zpb --json"),
        // The approved targets stand beside it now.
        ("show", "show c.zpb --json"),
        ("diff", "diff a.zpb b.zpb --json"),
        ("verify", &verify),
    ] {
        let section =
            TOLD.split(&format!("## `{heading}`\n")).nth(1).unwrap_or_else(|| panic!("{heading} is not told"));
        let section = section.split("\n## ").next().expect("a section");
        let words: BTreeSet<&str> = section.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).collect();
        let mut given = BTreeSet::new();
        fields(&serde_json::from_str(&here(arguments)).expect("JSON"), &mut given);
        let untold: Vec<_> = given.iter().filter(|field| !words.contains(field.as_str())).collect();
        assert!(!given.is_empty() && untold.is_empty(), "docs/json.md, {heading}: {untold:?} of {given:?}");
    }
}
