//! 附件2 and 附件3 of the sample typed into an empty report by keys alone, as one does who knows spreadsheets; and no key
//! that spoils what was typed.
#![cfg(feature = "screen")]
#![allow(clippy::expect_used, reason = "a test that cannot go on should stop loudly")]

use crate::window;

use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use window::begun;
use ziping::app::App;
use ziping::form::CellId;
use ziping::report::{Edit, read_listing};
use ziping::store::Recent;

const CTRL: Modifiers = Modifiers::COMMAND;

fn window(height: f32) -> Harness<'static, App> {
    begun(vec2(1280.0, height), Recent::default())
}

fn text(harness: &Harness<'_, App>, at: &CellId) -> String {
    harness.state().desk().expect("a report is open").report().content.cells.text(at).to_string()
}

/// What is typed, and how often a key was pressed that writes nothing.
struct Typist {
    harness: Harness<'static, App>,
    moves: usize,
}

impl Typist {
    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    fn go(&mut self, modifiers: Modifiers, key: Key, times: usize) {
        self.moves += times;
        (0..times).for_each(|_| self.press(modifiers, key));
    }

    fn enter(&mut self, times: usize) {
        self.go(Modifiers::NONE, Key::Enter, times);
    }

    fn write(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.harness.run();
    }

    /// Texts with a Tab after each but the last.
    fn row(&mut self, texts: &[&str]) {
        for (number, text) in texts.iter().enumerate() {
            if number > 0 {
                self.go(Modifiers::NONE, Key::Tab, 1);
            }
            self.write(text);
        }
    }

    /// Fills the row with what stands above it.
    fn as_above(&mut self) {
        self.go(Modifiers::SHIFT, Key::End, 1);
        self.press(CTRL, Key::D);
    }
}

#[test]
fn the_annexes_are_typed_with_no_more_keys_than_cells() {
    let listing = read_listing(include_str!("../assets/sample/hunan-lusong-2023.tsv")).expect("a listing");
    let sections = ["staff", "base", "apply", "income", "outlay", "goals", "scores"];
    let writes = listing.iter().filter_map(|edit| match edit {
        Edit::Write { at, text } if sections.contains(&&*at.section) => Some((at, text.as_str())),
        _ => None,
    });
    let cells: Vec<(&CellId, &str)> = writes.collect();
    let of = |address: &str| {
        let at = CellId::parse(address).expect("an address");
        cells.iter().find(|(cell, _)| **cell == at).map_or_else(|| panic!("{address}"), |(_, text)| *text)
    };
    let mut harness = window(820.0);
    harness.get_by_label("新建自评表").click();
    harness.run();
    let mut typist = Typist { harness, moves: 0 };
    // A cell is current from the first.
    typist.enter(5);
    typist.row(&[of("staff/posts/approved"), of("staff/posts/present")]);
    typist.go(CTRL, Key::PageDown, 1);
    typist.row(&["initial", "full", "executed"].map(|column| of(&format!("apply/total/{column}"))));
    typist.enter(2);
    typist.write(of("income/general/amount"));
    typist.go(CTRL, Key::ArrowDown, 1);
    typist.enter(2);
    typist.write(of("outlay/basic/amount"));
    typist.enter(1);
    typist.write(of("outlay/project/amount"));
    for (row, below) in [("three-public", 1), ("business", 7), ("public", 3), ("office", 1), ("meetings", 2)] {
        typist.enter(below);
        typist.row(&["last", "budget", "final"].map(|column| of(&format!("base/{row}/{column}"))));
    }
    typist.go(Modifiers::NONE, Key::Tab, 1);
    typist.row(&["budget", "final"].map(|column| of(&format!("base/procurement/{column}"))));
    typist.go(CTRL, Key::PageDown, 2);
    typist.row(&["expected", "achieved"].map(|row| of(&format!("goals/{row}"))));
    typist.go(Modifiers::NONE, Key::Tab, 1);
    let rows = ["quantity", "quality", "timeliness", "economic", "social", "ecological"];
    let rows = rows.into_iter().chain(["sustained", "served", "economic-cost", "social-cost", "ecological-cost"]);
    for row in rows {
        if row != "quantity" {
            typist.enter(1);
        }
        if ["social", "ecological", "ecological-cost"].contains(&row) {
            typist.as_above();
            continue;
        }
        let cell = |column: &str| of(&format!("scores/{row}-1/{column}"));
        typist.row(&["name", "target", "actual"].map(cell));
        if row == "sustained" {
            // A target in words asks for its degree.
            typist.go(Modifiers::NONE, Key::Tab, 1);
        }
        typist.go(Modifiers::NONE, Key::Tab, 1);
        typist.row(&["weight", "score"].map(cell));
    }
    for (at, expected) in &cells {
        assert_eq!(text(&typist.harness, at), *expected, "{at}");
    }
    assert!(typist.moves <= 95, "{} moves", typist.moves);
}

/// Whatever is pressed with a letter, the text of the cell is what it was.
#[test]
fn no_letter_with_ctrl_alt_or_shift_spoils_a_text() {
    let mut harness = window(1600.0);
    harness.get_by_label("打开示例").click();
    harness.run();
    let word = "基础数据表·公用经费·2023年决算数";
    harness.get_by_role_and_label(Role::Tab, "预算执行").click();
    harness.run();
    harness.get_by_role_and_label(Role::Cell, word).click();
    harness.run();
    let at = CellId::parse("base/public/final").expect("an address");
    let letters = Key::ALL.iter().filter(|key| key.name().len() == 1 && key.name() >= "A");
    for edited in [false, true] {
        for letter in letters.clone() {
            for modifiers in [CTRL, Modifiers::ALT, CTRL.plus(Modifiers::SHIFT), CTRL.plus(Modifiers::ALT)] {
                // Those that are commands do what the menus say.
                let open = ziping::app::is_of_a_command(modifiers, *letter);
                if open {
                    continue;
                }
                if edited {
                    harness.key_press(Key::F2);
                    harness.run_ok();
                }
                harness.key_press_modifiers(modifiers, *letter);
                harness.run_ok();
                assert_eq!(text(&harness, &at), "7.87", "{modifiers:?} {letter:?}, edited: {edited}");
            }
        }
    }
}
