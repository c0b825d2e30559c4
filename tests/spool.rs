//! Printing by the system's own commands: what they are told, and what becomes of their refusals.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::disallowed_methods, reason = "a test may fail")]
#![cfg(all(feature = "print", unix))]

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use ziping::spool::{Cups, Job, Printer, Sides, SpoolFault};

/// A folder with stand-ins for `lp` and `lpstat`.
struct System(tempfile::TempDir);

impl System {
    fn new(lp: &str, lpstat: &str) -> (Self, Cups) {
        let system = Self(tempfile::tempdir().expect("a folder"));
        let cups = Cups { lp: system.command("lp", lp), lpstat: system.command("lpstat", lpstat) };
        (system, cups)
    }

    fn command(&self, name: &str, script: &str) -> PathBuf {
        let path = self.0.path().join(name);
        let said = self.0.path().display();
        std::fs::write(&path, format!("#!/bin/sh\nsaid={said}\n{script}\n")).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("made a command");
        path
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).expect("the command was called")
    }
}

fn job(printer: &str) -> Job {
    Job { title: "2023年度 自评表 -x".into(), printer: printer.into(), copies: 3, sides: Sides::Both }
}

#[test]
fn the_usual_printer_comes_first() {
    let lpstat = "[ $1 = -e ] && printf 'office\\nhall printer\\n' || echo 'system default destination: hall printer'";
    let (_system, cups) = System::new("", lpstat);
    let printer = |name: &str, is_default| Printer { name: name.into(), is_default };
    assert_eq!(cups.printers(), Ok(vec![printer("hall printer", true), printer("office", false)]));
    let (_system, cups) = System::new("", "echo 'no system default destination' >&2; exit 1");
    assert_eq!(cups.printers(), Ok(Vec::new()));
}

#[test]
fn a_job_is_told_as_values() {
    let (system, cups) = System::new("printf '%s\\n' \"$@\" > $said/told; cat > $said/pdf", "");
    cups.send(&job("-x 一楼"), b"%PDF-1.7 pages").expect("taken");
    let told = system.read("told");
    let expected = "-d|-x 一楼|-n|3|-o|media=A4|-o|sides=two-sided-long-edge|-t|2023年度 自评表 -x|--|-";
    assert_eq!(told.trim_end().replace('\n', "|"), expected);
    assert_eq!(system.read("pdf"), "%PDF-1.7 pages");
}

#[test]
fn a_refusal_is_said_in_its_own_words() {
    let (_system, cups) = System::new("echo 'lp: The printer or class does not exist.' >&2; exit 1", "");
    let refused = cups.send(&job("gone"), b"%PDF").expect_err("refused");
    assert_eq!(refused, SpoolFault::Refused("lp: The printer or class does not exist.".into()));
    let nowhere = Cups { lp: "/nowhere/lp".into(), lpstat: "/nowhere/lpstat".into() };
    assert_eq!(nowhere.printers(), Err(SpoolFault::NoSystem));
    assert_eq!(nowhere.send(&job("x"), b""), Err(SpoolFault::NoSystem));
}

#[test]
fn a_service_that_is_gone_freezes_nobody() {
    let (_system, cups) = System::new("", "exec sleep 60");
    let since = std::time::Instant::now();
    assert_eq!(cups.printers(), Err(SpoolFault::Silent));
    assert!(since.elapsed().as_secs() < 20);
}
