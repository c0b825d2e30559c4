//! The lists in README.md are what the program has: every rule in order, every bundled form.

use std::fmt::Write as _;
use ziping::{check, form};

const README: &str = include_str!("../README.md");

#[test]
fn every_rule_is_listed_in_order() {
    let mut list = String::from("| No. | rule | severity | looks for |\n|---|---|---|---|\n");
    for rule in check::rules() {
        writeln!(list, "| {} | `{}` | {} | {} |", rule.number, rule.id, rule.severity.word(), rule.title)
            .expect("a line");
    }
    compare("rules", &list);
}

#[test]
fn every_bundled_form_is_listed() {
    let mut list = String::from("| name | place | form | from |\n|---|---|---|---|\n");
    for text in form::sources() {
        let form = form::parse(text).expect("a bundled form is in order");
        writeln!(list, "| `{}` | {} | {} | {} |", form.id, form.place, form.title, form.from_year).expect("a line");
    }
    compare("forms", &list);
}

fn compare(name: &str, list: &str) {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let inside = README.split_once(&open).and_then(|(_, rest)| rest.split_once(&close)).map(|(inside, _)| inside);
    assert!(
        inside == Some(list),
        "README.md does not list the {name} as the program has them. These lines belong there:\n\n{open}{list}{close}"
    );
}
