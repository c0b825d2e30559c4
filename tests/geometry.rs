//! How cells stand to each other: over all bundled forms, empty and filled, without a window.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

use crate::given;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ziping::form::{self, CellId, Form, Holds, Tab};
use ziping::report::{self, Edit, Report};
use ziping::sheet::{Cell, Direction, Geometry, Sheet, derive};

const TABS: [Tab; 5] = [Tab::Unit, Tab::Budget, Tab::Projects, Tab::Indicators, Tab::Report];

fn at(address: &str) -> CellId {
    CellId::parse(address).expect("an address")
}

/// Every bundled form with a new report, with one of more rows and projects, and the sample.
fn sheets() -> Vec<(Form, Sheet)> {
    let mut all = Vec::new();
    for text in form::sources() {
        let form = form::parse(text).expect("a bundled form");
        let mut report = Report::new(&form, form.from_year);
        all.push((form.clone(), derive(&form, &report)));
        for part in derive(&form, &report).parts {
            for line in part.lines.iter().filter(|line| line.takes_rows || line.added_under.is_some()) {
                let under = line.added_under.as_ref().unwrap_or(&line.id);
                let edit = Edit::AddRow { section: part.id.clone(), under: under.clone() };
                report::apply(&form, &mut report, &Edit::All(vec![edit.clone(), edit])).expect("rows are added there");
            }
        }
        if !report.content.projects.is_empty() {
            report::apply(&form, &mut report, &Edit::AddProject).expect("a project");
        }
        let sheet = derive(&form, &report);
        all.push((form, sheet));
    }
    let form = given::form();
    all.push((Form::clone(&form), derive(&form, &given::sample())));
    all
}

/// Calls for every tab, and for each project where it shows one at a time.
fn every(check: impl Fn(&Form, &Sheet, &Geometry<'_>, &str)) {
    for (form, sheet) in &sheets() {
        for tab in TABS {
            for project in 0..sheet.projects().max(1) {
                let geometry = Geometry::of(form, sheet, tab, project);
                check(form, sheet, &geometry, &format!("{} {tab:?} {project}", form.id));
            }
        }
    }
}

fn walk<'s>(geometry: &Geometry<'s>, from: Option<&'s CellId>, to: Direction) -> Vec<&'s CellId> {
    let steps = std::iter::successors(from, |at| geometry.step(at, to));
    let most = geometry.cells().count() + 1;
    steps.take(most).collect()
}

/// Any cell of a tab, to ask the way from.
fn any<'s>(geometry: &Geometry<'s>) -> Option<&'s CellId> {
    geometry.cells().next().map(|cell| &cell.at)
}

#[test]
fn next_visits_what_is_to_be_filled_in_once_and_in_reading_order() {
    every(|_, sheet, geometry, tab| {
        let asked = |cell: &&Cell| {
            let line = || sheet.part(&cell.at.section)?.lines.iter().find(|line| line.id == cell.at.row);
            cell.is_to_fill() && (cell.holds != Holds::Degree || line().is_some_and(ziping::sheet::Line::aims_at_words))
        };
        let filled: Vec<&CellId> = geometry.cells().filter(asked).map(|cell| &cell.at).collect();
        let ends = |to| any(geometry).and_then(|at| geometry.step(at, to));
        let (first, last) = (ends(Direction::First), ends(Direction::Last));
        assert_eq!((first, last), (filled.first().copied(), filled.last().copied()), "{tab}");
        assert_eq!(walk(geometry, first, Direction::Next), filled, "{tab}");
        let back: Vec<&CellId> = filled.into_iter().rev().collect();
        assert_eq!(walk(geometry, last, Direction::Back), back, "{tab}");
    });
}

#[test]
fn every_cell_stands_on_one_tab_once() {
    for (form, sheet) in &sheets() {
        let mut seen = BTreeSet::new();
        for tab in TABS {
            let mut here = BTreeSet::new();
            for project in 0..sheet.projects().max(1) {
                let geometry = Geometry::of(form, sheet, tab, project);
                let own: Vec<&CellId> = geometry.cells().map(|cell| &cell.at).collect();
                assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), own.len(), "{} {tab:?}: a cell twice", form.id);
                here.extend(own);
            }
            assert!(here.iter().all(|at| seen.insert(*at)), "{} {tab:?}: a cell on two tabs", form.id);
        }
        assert!(sheet.cells().all(|cell| seen.contains(&cell.at)), "{}: a cell on no tab", form.id);
    }
}

#[test]
fn there_and_back_leads_to_the_same_cell() {
    let pairs = [
        (Direction::Right, Direction::Left),
        (Direction::Left, Direction::Right),
        (Direction::Down, Direction::Up),
        (Direction::Up, Direction::Down),
    ];
    every(|_, sheet, geometry, tab| {
        for cell in geometry.cells().filter(|cell| cell.is_writable()) {
            for (there, back) in pairs {
                let Some(to) = geometry.step(&cell.at, there) else { continue };
                assert!(sheet.cell(to).is_some_and(Cell::is_writable), "{tab}: {there:?} of {} is closed", cell.at);
                // From one table to another the columns are others.
                if to.section == cell.at.section && in_line(cell, there, to) {
                    assert_eq!(geometry.step(to, back), Some(&cell.at), "{tab}: {there:?} of {}", cell.at);
                }
            }
        }
    });
}

/// A step along the row or the column, as arrows go within a table.
fn in_line(cell: &Cell, there: Direction, to: &CellId) -> bool {
    matches!(there, Direction::Left | Direction::Right) || to.column == cell.at.column
}

#[test]
fn right_keeps_the_row_and_down_the_column() {
    every(|form, sheet, geometry, tab| {
        for cell in geometry.cells() {
            let part = sheet.part(&cell.at.section).expect("a part");
            let beside = part.is_side_by_side(&form.sections[part.section].kind);
            for to in [Direction::Left, Direction::Right] {
                let Some(to) = geometry.step(&cell.at, to) else { continue };
                assert_eq!(to.section, cell.at.section, "{tab}: beside {} is another table", cell.at);
                assert!(beside || to.row == cell.at.row, "{tab}: beside {} is another row", cell.at);
            }
            let Some(down) = geometry.step(&cell.at, Direction::Down) else { continue };
            if down.section == cell.at.section {
                assert_eq!(down.column, cell.at.column, "{tab}: below {} is another column", cell.at);
            } else {
                let mut below = part.lines.iter().skip_while(|line| line.id != cell.at.row).skip(1);
                let own = |line: &ziping::sheet::Line| line.cell(&cell.at.column).is_some_and(Cell::is_writable);
                assert!(beside || !below.any(own), "{tab}: {} has cells below it in its own table", cell.at);
            }
        }
    });
}

#[test]
fn facts_that_are_long_texts_stand_side_by_side() {
    let (form, report) = (given::form(), given::sample());
    let sheet = derive(&form, &report);
    let geometry = Geometry::of(&form, &sheet, Tab::Indicators, 0);
    let (aim, done) = (at("goals/expected"), at("goals/achieved"));
    assert_eq!(geometry.step(&aim, Direction::Right), Some(&done));
    assert_eq!(geometry.step(&done, Direction::Left), Some(&aim));
    let below = geometry.step(&aim, Direction::Down).expect("the indicators");
    assert_eq!(below.section, "scores");
    assert!(geometry.between(&aim, below).is_none(), "no rectangle holds cells of two tables");
    assert_eq!(geometry.from(&aim, 2, 2).len(), 1, "nor does it leave its own");
}

#[test]
fn a_rectangle_holds_what_stands_between_its_corners() {
    let (form, report) = (given::form(), given::sample());
    let sheet = derive(&form, &report);
    let geometry = Geometry::of(&form, &sheet, Tab::Budget, 0);
    let (first, last) = (at("base/public/budget"), at("base/public/final"));
    for (one, other) in [(&first, &last), (&last, &first)] {
        let block = geometry.between(one, other).expect("one table");
        assert!(block.len() == 1 && block[0].len() == 2, "{block:?}");
        assert!(block[0][0].is_some_and(|cell| cell.at == first) && block[0][1].is_some_and(|cell| cell.at == last));
    }
    // As large as the table, however much is asked for.
    let all = geometry.from(&first, usize::MAX, usize::MAX);
    let stands = |cell: &&Cell| cell.at.section == "base";
    assert!(all.iter().flatten().flatten().all(stands), "of the table alone");
    assert!(geometry.from(&first, 0, 3).is_empty());
}

#[test]
fn many_rows_take_their_time_and_no_more() {
    let form = given::form();
    let once = |rows: usize| {
        let mut report = given::sample();
        let names = (1..=rows).map(|number| format!("quantity-{number}").into()).collect();
        Arc::make_mut(&mut report.content).rows.insert("scores/quantity".into(), Arc::new(names));
        let sheet = derive(&form, &report);
        let corner = at("scores/quantity-1/name");
        let begun = Instant::now();
        let geometry = Geometry::of(&form, &sheet, Tab::Indicators, 0);
        let block = geometry.from(&corner, rows, 7);
        assert!(block.len() == rows && block.iter().flatten().all(Option::is_some));
        begun.elapsed()
    };
    let fastest = |rows| (0..5).map(|_| once(rows)).min().unwrap_or(Duration::MAX);
    let (eighth, whole) = (fastest(625), fastest(5000));
    // Linear is 8, square is 64.
    assert!(whole < eighth * 24, "{eighth:?} for an eighth of what takes {whole:?}");
}
