//! Word files and workbooks of every form, filled and empty: elements in the order that ECMA-376 demands and values from
//! its lists; what a file says of itself beside its text, which is nothing of the PC.
#![allow(clippy::expect_used, reason = "a test may fail")]
#![cfg(feature = "print")]

use crate::given;
use crate::package;

use given::filled;
use package::Package;
use std::sync::Arc;
use ziping::form::{Form, parse, sources};
use ziping::output::{Manuscript, Stamp, book, word};
use ziping::report::Report;
use ziping::sheet::derive;

fn empty() -> impl Iterator<Item = (String, Arc<Form>, Report)> {
    sources().map(|text| {
        let form = Arc::new(parse(text).expect("a form"));
        let report = Report::new(&form, form.from_year);
        (format!("{} empty", form.id), form, report)
    })
}

/// As it leaves the program: with what it encloses, what offices gather, and the time.
fn leaving(form: &Form, report: &Report) -> Manuscript {
    let sheet = derive(form, report);
    let stamp = Stamp { code: "2Q7K-9F3M".into(), watermark: "草稿".into(), ..Stamp::default() };
    let manuscript = Manuscript::new(form, &sheet, stamp).enclosing("", &report.content);
    let made = chrono::DateTime::parse_from_rfc3339("2024-03-15T09:30:00+08:00").expect("a time");
    Manuscript { made: Some(made), ..manuscript.gathering(form, &sheet, &report.content) }
}

#[test]
fn all_stands_in_the_order_of_the_formats() {
    for (name, form, report) in filled().into_iter().chain(empty()) {
        let manuscript = leaving(&form, &report);
        let document = word(&manuscript).expect("a Word file");
        assert_eq!(Package::open(&document).faults(), Vec::<String>::new(), "{name}");
        let workbook = book(&manuscript, derive(&form, &report).unit).expect("a workbook");
        assert_eq!(Package::open(&workbook).out_of_order(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_word_file_says_whose_it_is_and_when_it_was_made_and_nothing_of_the_pc() {
    for (name, form, report) in filled() {
        let manuscript = leaving(&form, &report);
        let bytes = word(&manuscript).expect("a Word file");
        assert_eq!(bytes, word(&manuscript).expect("a Word file"), "{name}");
        let package = Package::open(&bytes);
        let said: Vec<(String, String)> = package
            .part("docProps/core.xml")
            .children
            .iter()
            .map(|it| (it.name.clone(), it.children.iter().map(|text| text.text.as_str()).collect()))
            .collect();
        let made = "2024-03-15T01:30:00Z".to_string();
        let expected = [
            ("dc:title", manuscript.title.clone()),
            ("dc:creator", manuscript.unit.to_string()),
            ("dcterms:created", made.clone()),
            ("dcterms:modified", made),
        ];
        assert_eq!(said, expected.map(|(name, text)| (name.to_string(), text)), "{name}");
        let all = package.begins("").map(|(name, part)| format!("{name} {part:?}")).collect::<Vec<_>>().join("\n");
        let host = gethostname::gethostname().to_string_lossy().into_owned();
        let user = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
        let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_string_lossy().into_owned());
        // Short names, as root, may be words of the format.
        for own in user.chain([host]).chain(home).filter(|own| own.len() > 5) {
            assert!(!all.contains(&own), "{name}: {own}");
        }
    }
}
