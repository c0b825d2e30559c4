//! Faults of a form file, with line numbers, in words for the person who writes forms.

use super::{CellId, Column, Form, Formula, Grid, Indicators, Kind, Name, Row, Section};
use crate::value::{Rate, Score};
use std::collections::BTreeSet;
use std::fmt;

/// One fault of a form file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub says: String,
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行：{}", self.line, self.says)
    }
}

/// Every fault of a form's text; none when it can be used.
#[must_use]
pub fn lint(text: &str) -> Vec<FormFault> {
    read(text).1
}

/// The form as far as it could be read, and its faults.
pub(super) fn read(text: &str) -> (Option<Form>, Vec<FormFault>) {
    match ron::from_str::<Form>(text) {
        Ok(form) => {
            let mut lint = Lint { text, faults: Vec::new() };
            lint.form(&form);
            (Some(form), lint.faults)
        }
        Err(fault) => {
            let says = format!("表样文件写法有误：{}。请对照同目录下的其他表样改正。", fault.code);
            (None, vec![FormFault { line: fault.span.start.line, says }])
        }
    }
}

struct Lint<'t> {
    text: &'t str,
    faults: Vec<FormFault>,
}

impl Lint<'_> {
    /// Reports a fault at the `nth` line (from 0) that holds `word` in quotes.
    fn fault(&mut self, word: &str, nth: usize, says: String) {
        let quoted = format!("\"{word}\"");
        let mut lines = self.text.lines().enumerate().filter(|(_, line)| line.contains(&quoted)).map(|(i, _)| i + 1);
        let line = lines.clone().nth(nth).or_else(|| lines.next()).unwrap_or(1);
        self.faults.push(FormFault { line, says });
    }

    fn form(&mut self, form: &Form) {
        for each_project in [false, true] {
            self.unique(form.sections.iter().filter(|s| s.each_project == each_project).map(|s| &s.id), "分区");
        }
        for section in &form.sections {
            self.section(section);
        }
        self.scoring(form);
        for figure in &form.figures {
            let found = CellId::parse(&figure.at).is_some_and(|at| form.slot(&at).is_some());
            if !found {
                self.fault(
                    &figure.at,
                    0,
                    format!("数字“{}”指向的单元格 {} 不存在，请改成表里有的地址。", figure.name, figure.at),
                );
            }
        }
        for (label, _) in self.text.match_indices('{') {
            let rest = &self.text[label..];
            let known = ["{year}", "{last}", "{unit}"].iter().any(|p| rest.starts_with(p));
            if !known {
                let line = self.text[..label].lines().count();
                self.faults.push(FormFault { line, says: "花括号里只能写 year、last 或 unit。".into() });
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.name(&section.id);
        match &section.kind {
            Kind::Facts(facts) => self.unique(facts.iter().map(|f| &f.id), "项"),
            Kind::Prose(headings) => self.unique(headings.iter().map(|h| &h.id), "标题"),
            Kind::Grid(grid) => self.grid(grid),
            Kind::Scores(scores) => self.indicators(scores),
        }
    }

    fn grid(&mut self, grid: &Grid) {
        self.columns(&grid.columns);
        let mut rows = Vec::new();
        collect(&grid.rows, &mut rows);
        self.unique(rows.iter().map(|r| &r.id), "行");
        for row in rows {
            if row.open && !row.rows.is_empty() {
                self.fault(&row.id, 0, format!("行 {} 供填报人加行，不能再有下级行。", row.id));
            }
            for column in row.blocked.iter().filter(|c| grid.columns.iter().all(|known| known.id != **c)) {
                self.fault(column, 0, format!("行 {} 划掉的列 {column} 不存在。", row.id));
            }
        }
    }

    fn indicators(&mut self, scores: &Indicators) {
        self.columns(&scores.columns);
        self.unique(scores.groups.iter().map(|g| &g.id), "一级指标");
        self.unique(scores.groups.iter().flat_map(|g| &g.kinds).map(|k| &k.id), "二级指标");
    }

    fn columns(&mut self, columns: &[Column]) {
        self.unique(columns.iter().map(|c| &c.id), "列");
        for (i, column) in columns.iter().enumerate() {
            let inputs: Vec<&Name> = match &column.formula {
                None | Some(Formula::ExecutionWeight) => Vec::new(),
                Some(Formula::Sum(inputs)) => inputs.iter().collect(),
                Some(Formula::Share(a, b) | Formula::Less(a, b) | Formula::ExecutionPoints(a, b)) => vec![a, b],
                Some(Formula::ExecutionRate(a, b, c)) => vec![a, b, c],
            };
            // Columns are computed left to right, so what a formula reads must stand before it.
            for input in inputs.into_iter().filter(|input| columns.iter().take(i).all(|c| c.id != **input)) {
                self.fault(input, 0, format!("列 {} 的算法用到列 {input}，它必须是左边已有的列。", column.id));
            }
        }
    }

    fn unique<'n>(&mut self, names: impl Iterator<Item = &'n Name>, what: &str) {
        let mut seen = BTreeSet::new();
        for name in names {
            self.name(name);
            if !seen.insert(name) {
                self.fault(name, 1, format!("{what}的名字 {name} 重复了，请换一个。"));
            }
        }
    }

    fn name(&mut self, name: &Name) {
        let letters = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let numbered = name.rsplit_once('-').is_some_and(|(_, n)| n.parse::<u32>().is_ok());
        if name.is_empty() || !letters || numbered {
            self.fault(name, 0, format!("名字“{name}”只能用小写字母、数字和短横线，且不能以“-数字”结尾。"));
        }
    }

    fn scoring(&mut self, form: &Form) {
        let scoring = &form.scoring;
        for section in form.sections.iter().filter(|s| !s.each_project) {
            let Kind::Scores(scores) = &section.kind else { continue };
            let groups: Score = scores.groups.iter().map(|g| g.weight).sum();
            let sum = groups + scoring.execution.weight;
            if scores.total.is_some() && sum != scoring.full {
                let says =
                    format!("各一级指标与预算执行率的分值合计{}分，应为{}分。", sum.plain(), scoring.full.plain());
                self.fault(&section.id, 0, says);
            }
        }
        let grades: Vec<Score> = scoring.grades.iter().map(|g| g.from).collect();
        let caps: Vec<Rate> = scoring.caps.iter().map(|c| c.below).collect();
        let steps: Vec<Rate> = scoring.satisfaction_steps.iter().map(|s| s.from).collect();
        let bands: Vec<Rate> = scoring.qualitative.iter().map(|b| b.from).collect();
        self.falls(&grades, "grades", "等级");
        self.falls(&caps, "caps", "总分上限");
        self.falls(&steps, "satisfaction_steps", "满意度分档");
        self.falls(&bands, "qualitative", "定性分档");
    }

    fn falls<T: PartialOrd>(&mut self, values: &[T], field: &str, what: &str) {
        if values.iter().zip(values.iter().skip(1)).any(|(one, next)| one <= next) {
            let line = self.text.lines().position(|l| l.trim_start().starts_with(field)).map_or(1, |i| i + 1);
            self.faults.push(FormFault { line, says: format!("{what}应当从高到低排列。") });
        }
    }
}

fn collect<'g>(rows: &'g [Row], into: &mut Vec<&'g Row>) {
    for row in rows {
        into.push(row);
        collect(&row.rows, into);
    }
}
