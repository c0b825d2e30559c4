//! What all benches share: reports of any size, and times set against a floor or a peer of the same run.

use criterion::Criterion;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use ziping::form::{self, CellId, Form};
use ziping::report::{self, Edit, Report, read_listing};

pub const FORM: &str = "hunan-lusong-2023";
const SAMPLE: &str = include_str!("../../assets/sample/hunan-lusong-2023.tsv");

/// The sample, as a clerk opens it.
pub fn sample() -> (Arc<Form>, Report) {
    let form = form::bundled(FORM).expect("the form is bundled");
    let mut report = Report::new(&form, 2023);
    let edits = read_listing(SAMPLE).expect("a listing");
    report::apply(&form, &mut report, &Edit::All(edits)).expect("cells of the form");
    (form, report)
}

/// The sample grown: so many indicators of its own, so many projects, and so many indicators in each of them.
pub fn large(own: usize, projects: usize, each: usize) -> (Arc<Form>, Report) {
    let (form, mut report) = sample();
    let mut edits = Vec::new();
    indicators("scores", own, &mut edits);
    for number in 1..=projects {
        let project = format!("p{number}");
        write(&mut edits, &format!("{project}.project/name"), &format!("第{number}项工作经费"));
        for (cell, text) in [("initial", "3"), ("adjusted", "0.5"), ("executed", "3.2")] {
            write(&mut edits, &format!("{project}.funds/grant/{cell}"), text);
        }
        indicators(&format!("{project}.scores"), each, &mut edits);
    }
    report::apply(&form, &mut report, &Edit::All(edits)).expect("cells of the form");
    (form, report)
}

/// The sample's own sentences, over and over, until they fill so many pages of 22 lines by 28 characters.
pub fn prose(form: &Form, report: &mut Report, pages: usize) {
    let own = report.content.cells.text(&CellId::parse("report/results").expect("an address")).to_string();
    let basic = report.content.cells.text(&CellId::parse("report/basic").expect("an address")).to_string();
    let mut text = String::new();
    let mut count = 0;
    while count < pages * 22 * 28 {
        let more = format!("{own}\n{basic}\n人员经费【人员经费】万元，走访企业{}家。\n", count % 97);
        count += more.chars().count();
        text += &more;
    }
    report::apply(form, report, &write_one("report/results", &text)).expect("a cell of the form");
}

/// Kinds of indicator with a name, target and result as they are usual there.
const USUAL: [(&str, &str, &str, &str); 6] = [
    ("quantity", "走访企业（家）", "≥80家", "113家"),
    ("quality", "培训合格率", "≥95%", "97.5%"),
    ("timeliness", "完成时限", "12月底前", "11月20日"),
    ("social", "带动就业人数（人）", "≥120人", "118人"),
    ("served", "服务对象满意度", "≥90%", "93%"),
    ("economic-cost", "会议成本（万元）", "≤4.5万元", "4.8万元"),
];

fn indicators(section: &str, count: usize, edits: &mut Vec<Edit>) {
    for (number, (kind, name, target, actual)) in USUAL.iter().cycle().take(count).enumerate() {
        let row = format!("{section}/{kind}-{}", number / USUAL.len() + 1);
        let name = format!("{name}第{number}批");
        let cells = [("name", name.as_str()), ("target", target), ("actual", actual), ("weight", "1"), ("score", "1")];
        for (column, text) in cells {
            write(edits, &format!("{row}/{column}"), text);
        }
    }
}

fn write(edits: &mut Vec<Edit>, at: &str, text: &str) {
    edits.push(write_one(at, text));
}

/// One cell written.
pub fn write_one(at: &str, text: &str) -> Edit {
    Edit::Write { at: CellId::parse(at).expect("an address"), text: text.into() }
}

/// Milliseconds for one run; none where the bench was filtered out.
pub type Time = Option<f64>;

/// One run of the benches: criterion takes the times, the lines at the end set them against each other.
pub struct Figures {
    criterion: Criterion,
    rows: Vec<[String; 4]>,
}

impl Figures {
    pub fn new(criterion: Criterion) -> Self {
        Self { criterion, rows: Vec::new() }
    }

    /// The median time of one run of `work`.
    pub fn time<R>(&mut self, name: &str, mut work: impl FnMut() -> R) -> Time {
        let mut times = Vec::new();
        self.criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|runs| {
                let start = Instant::now();
                for _ in 0..runs {
                    black_box(work());
                }
                let spent = start.elapsed();
                times.push(spent.as_secs_f64() * 1000.0 / runs as f64);
                spent
            });
        });
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied()
    }

    /// A line of the table: what was measured, what it may take, and the floor or peer beside it.
    pub fn set(&mut self, what: &str, took: Time, allowed: &str, beside: &str, floor: Time) {
        let (Some(took), Some(floor)) = (took, floor) else { return };
        let ratio = format!("{} = {:.1} × {beside} ({})", said(took), took / floor, said(floor));
        self.rows.push([what.into(), said(took), allowed.into(), ratio]);
    }

    /// The table, as ARCHITECTURE.md has it.
    pub fn print(&self) {
        println!("\n| figure | measured | target | beside its floor or peer, same run |\n|---|---|---|---|");
        for [what, took, allowed, ratio] in &self.rows {
            println!("| {what} | {took} | {allowed} | {ratio} |");
        }
    }
}

fn said(time: f64) -> String {
    if time < 1.0 { format!("{time:.3} ms") } else { format!("{time:.1} ms") }
}
