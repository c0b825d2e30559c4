//! Faults of a form file, with line numbers, in words for the person who writes forms.

use super::{
    CellId, Column, Entry, Figure, Form, Formula, Grid, Holds, Indicators, Kind, Limits, Name, PaperBand, PaperBlock,
    PaperPart, PartKind, Row, Scoring, Section, Submission, filled,
};
use crate::value::{MEANT_YEARS, Rate, Score, Text};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// Beyond this many a limit of rows or cells is a slip.
const MOST_COUNTED: usize = 200;

/// One fault of a form file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    /// The form whose file it is in, where that is not the file in question but one it is based on.
    pub form: Option<Name>,
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub says: String,
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(form) = &self.form {
            write!(f, "底表 {form} ")?;
        }
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
            let mut lint = Lint { text, part: 0..text.len(), faults: Vec::new() };
            lint.form(&form);
            (Some(form), lint.faults)
        }
        Err(fault) => {
            let says = format!("表样文件写法有误：{}。请对照同目录下的其他表样改正。", fault.code);
            (None, vec![FormFault { form: None, line: fault.span.start.line, says }])
        }
    }
}

struct Lint<'t> {
    text: &'t str,
    /// The part of the text in question: the same names come again in every section.
    part: Range<usize>,
    faults: Vec<FormFault>,
}

impl Lint<'_> {
    /// Reports a fault where `word` is the name of something for the `nth` time (from 0), or else stands in quotes.
    fn fault(&mut self, word: &str, nth: usize, says: String) {
        let part = self.text.get(self.part.clone()).unwrap_or_default();
        let place = |words: String| {
            let mut places = part.match_indices(&words).map(|(at, _)| at);
            places.clone().nth(nth).or_else(|| places.next())
        };
        let at = place(format!("id: \"{word}\"")).or_else(|| place(format!("\"{word}\""))).unwrap_or(0);
        self.fault_on(self.line(self.part.start + at), says);
    }

    fn fault_on(&mut self, line: usize, says: String) {
        self.faults.push(FormFault { form: None, line, says });
    }

    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
    }

    /// Where the next section of that name begins: a name with a kind before the next name.
    fn section_from(&self, from: usize, id: &Name) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        let named = format!("id: \"{id}\"");
        let mut places = rest.match_indices(&named).map(|(at, _)| at);
        let own = |at: &usize| {
            let own = rest.get(at + named.len()..).and_then(|rest| rest.split("id: ").next());
            own.is_some_and(|own| own.contains("kind:"))
        };
        from + places.find(own).unwrap_or(0)
    }

    fn form(&mut self, form: &Form) {
        if !MEANT_YEARS.contains(&form.from_year) {
            let line =
                self.text.lines().position(|line| line.trim_start().starts_with("from_year")).map_or(1, |i| i + 1);
            let (first, last) = (MEANT_YEARS.start(), MEANT_YEARS.end());
            let says = format!("from_year 写的是{}，请写{first}到{last}之间的年份。", form.from_year);
            self.fault_on(line, says);
        }
        self.form_id(&form.id);
        for each_project in [false, true] {
            self.unique(form.sections.iter().filter(|s| s.each_project == each_project).map(|s| &s.id), "分区");
        }
        let whole = self.part.clone();
        let mut from = 0;
        let starts = form.sections.iter().map(|section| {
            from = self.section_from(from, &section.id);
            from
        });
        let starts: Vec<usize> = starts.collect();
        let ends = starts.iter().skip(1).copied().chain([whole.end]);
        for (section, (start, end)) in form.sections.iter().zip(starts.iter().zip(ends)) {
            self.part = *start..end;
            self.section(section);
            self.weights(form, section);
        }
        self.part = whole;
        self.paper(form);
        self.submission(form);
        self.scoring(&form.scoring);
        self.limits(&form.limits);
        for figure in &form.figures {
            self.figure(form, figure);
        }
        self.wordings(form);
        for (label, _) in self.text.match_indices('{') {
            let rest = &self.text[label..];
            let known = ["{year}", "{last}", "{unit}"].iter().any(|p| rest.starts_with(p));
            if !known {
                self.fault_on(self.line(label), "花括号里只能写 year、last 或 unit。".into());
            }
        }
    }

    /// A form's name goes into command lines and lists.
    fn form_id(&mut self, id: &Name) {
        if id.is_empty() || !id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) || id.starts_with('.') {
            let named = |line: &str| line.trim_start_matches([' ', '(']).starts_with("id:");
            let line = self.text.lines().position(named).map_or(1, |i| i + 1);
            let says = "表样的名字（id）只能用字母、数字、短横线、下划线和点，不能空着，也不能有空格、斜线和别的符号，请改写。";
            self.fault_on(line, says.into());
        }
    }

    fn figure(&mut self, form: &Form, figure: &Figure) {
        let name = &figure.name;
        match (&figure.at, figure.implied) {
            (Some(at), None) if CellId::parse(at).is_some_and(|at| form.slot(&at).is_some()) => {}
            (None, Some(_)) => {}
            (Some(at), None) => {
                self.fault(at, 0, format!("数字“{name}”指向的单元格 {at} 不存在，请改成表里有的地址。"));
            }
            _ => self.fault(
                name,
                0,
                format!("数字“{name}”要写一个单元格地址（at），或者一个推算出的数（implied），只写一样。"),
            ),
        }
    }

    /// Ready-made paragraphs quote figures that there are.
    fn wordings(&mut self, form: &Form) {
        let prose = form
            .sections
            .iter()
            .filter_map(|s| if let Kind::Prose(headings) = &s.kind { Some(headings) } else { None });
        for wording in prose.flatten().flat_map(|heading| &heading.wordings) {
            let names = wording.text.split('【').skip(1).filter_map(|after| after.split_once('】'));
            for (name, _) in names.filter(|(name, _)| form.figures.iter().all(|figure| figure.name != *name)) {
                self.fault(
                    &wording.name,
                    0,
                    format!("“{}”里的【{name}】不是本表样的数字，请在 figures 里加上，或者改名。", wording.name),
                );
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.name(&section.id);
        match &section.kind {
            Kind::Facts(facts) => {
                self.unique(facts.iter().map(|f| &f.id), "项");
                let words = |holds| matches!(holds, Holds::Text | Holds::Long);
                for fact in facts {
                    self.choices(&fact.id, &fact.choices, words(fact.holds));
                    self.limit(&fact.id, fact.limit, words(fact.holds));
                }
            }
            Kind::Prose(headings) => {
                self.unique(headings.iter().map(|h| &h.id), "标题");
                for heading in headings {
                    self.limit(&heading.id, heading.limit, heading.body);
                    self.required(&heading.id, heading.required, heading.body);
                }
            }
            Kind::Grid(grid) => self.grid(grid),
            Kind::Scores(scores) => self.indicators(scores),
        }
    }

    /// What can be chosen are words, each once.
    fn choices(&mut self, id: &Name, choices: &[Text], words: bool) {
        if !choices.is_empty() && !words {
            self.fault(id, 0, format!("{id} 不写文字，不能列出选项，请删去 choices。"));
        }
        let twice =
            choices.iter().enumerate().find(|(n, choice)| choices.iter().take(*n).any(|other| other == *choice));
        if let Some(choice) = choices.iter().find(|choice| choice.trim().is_empty()).or(twice.map(|(_, choice)| choice))
        {
            self.fault(id, 0, format!("{id} 的选项“{choice}”重复或者空着，请每样只写一次。"));
        }
    }

    /// A limit of characters is one that a text can keep, and stands where a text is written.
    fn limit(&mut self, id: &Name, limit: Option<usize>, words: bool) {
        match limit {
            Some(0) => self.fault(id, 0, format!("{id} 的字数限制是0，什么也写不进去，请写成1以上的数，或删去。")),
            Some(limit) if !words => {
                self.fault(id, 0, format!("{id} 不写文字，不能限{limit}字，请删去字数限制。"));
            }
            _ => {}
        }
    }

    /// What must be filled in can be.
    fn required(&mut self, id: &Name, required: Option<bool>, filled_in: bool) {
        if required == Some(true) && !filled_in {
            self.fault(id, 0, format!("{id} 没有要填报人填的格子，不能写 required: true，请删去。"));
        }
    }

    fn grid(&mut self, grid: &Grid) {
        self.columns(&grid.columns);
        let mut rows = Vec::new();
        collect(&grid.rows, &mut rows);
        self.unique(rows.iter().map(|r| &r.id), "行");
        for row in rows {
            let crossed_out = grid.columns.iter().all(|column| row.blocked.contains(&column.id));
            self.required(&row.id, row.required, !row.takes_rows && !crossed_out);
            if row.takes_rows && !row.rows.is_empty() {
                self.fault(&row.id, 0, format!("行 {} 供填报人加行，不能再有下级行。", row.id));
            }
            for column in row.blocked.iter().filter(|c| grid.columns.iter().all(|known| known.id != **c)) {
                self.fault(&row.id, 0, format!("行 {} 划掉的列 {column} 不存在。", row.id));
            }
        }
    }

    fn indicators(&mut self, scores: &Indicators) {
        self.unique(scores.columns.iter().map(|c| &c.id), "列");
        for column in &scores.columns {
            self.share(&scores.columns, column);
            self.required(&column.id, column.required, column.formula.is_none());
            self.choices(&column.id, &column.choices, column.holds == Holds::Text && column.formula.is_none());
        }
        self.unique(scores.groups.iter().map(|g| &g.id), "一级指标");
        self.unique(scores.kinds().flat_map(|(_, k)| k.rows.iter().map(|row| &row.id).chain([&k.id])), "二级指标");
        for row in scores.kinds().flat_map(|(_, kind)| &kind.rows) {
            let known = |id: &Name| scores.columns.iter().any(|column| column.id == *id);
            for (column, _) in row.given.iter().filter(|(id, _)| !known(id)) {
                self.fault(&row.id, 0, format!("固定指标 {} 填了列 {column}，表里没有这一列。", row.id));
            }
        }
    }

    /// Among indicators only a share is computed, of columns that are written.
    fn share(&mut self, columns: &[Column], column: &Column) {
        let written = |id: &Name| columns.iter().any(|column| column.id == *id && column.formula.is_none());
        let fits = match &column.formula {
            None => true,
            Some(Formula::Share(part, whole)) => written(part) && written(whole),
            Some(_) => false,
        };
        if !fits {
            let says = format!("绩效指标的列 {} 只能用 Share 算法，用到的两列由填报人填写。", column.id);
            self.fault(&column.id, 0, says);
        }
    }

    fn columns(&mut self, columns: &[Column]) {
        self.unique(columns.iter().map(|c| &c.id), "列");
        for (i, column) in columns.iter().enumerate() {
            self.required(&column.id, column.required, column.formula.is_none());
            self.choices(&column.id, &column.choices, column.holds == Holds::Text && column.formula.is_none());
            let inputs: Vec<&Name> = match &column.formula {
                None | Some(Formula::ExecutionWeight) => Vec::new(),
                Some(Formula::Sum(inputs)) => inputs.iter().collect(),
                Some(Formula::Share(a, b) | Formula::Less(a, b) | Formula::ExecutionPoints(a, b)) => vec![a, b],
                Some(Formula::ExecutionRate(a, b, c)) => vec![a, b, c],
            };
            // Columns are computed left to right, so what a formula reads must stand before it.
            for input in inputs.into_iter().filter(|input| columns.iter().take(i).all(|c| c.id != **input)) {
                self.fault(&column.id, 0, format!("列 {} 的算法用到列 {input}，它必须是左边已有的列。", column.id));
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

    /// What the paper names is in the form, and every table keeps to the text block.
    fn paper(&mut self, form: &Form) {
        self.part = self.text.find("paper:").unwrap_or(0)..self.text.len();
        self.unique(form.paper.parts.iter().map(|part| &part.id), "版式的部分");
        for part in &form.paper.parts {
            if part.kind == PartKind::Annex && form.annexes.iter().all(|annex| annex.label != part.label) {
                self.fault(&part.id, 0, format!("版式的 {} 不在附件清单里，请写成清单里的附件号。", part.label));
            }
            for block in &part.blocks {
                self.block(form, part, block);
            }
        }
        self.part = 0..self.text.len();
    }

    fn block(&mut self, form: &Form, part: &PaperPart, block: &PaperBlock) {
        let entries = |entries: &[Entry]| entries.iter().filter_map(|e| section_of(e.at.as_deref()?)).collect();
        let names: Vec<Name> = match block {
            PaperBlock::Lines(lines) | PaperBlock::Signatures(lines) => entries(lines),
            PaperBlock::Prose(section) | PaperBlock::Notes(section) => vec![section.clone()],
            PaperBlock::Table(bands) => {
                for band in bands {
                    self.band(band, part.width());
                    self.counts(form, band);
                }
                bands.iter().flat_map(PaperBand::sections).map(Name::from).collect()
            }
        };
        for name in names.iter().filter(|name| form.sections.iter().all(|section| section.id != **name)) {
            self.fault(name, 0, format!("版式用到的分区 {name} 不存在，请改成表里有的分区。"));
        }
    }

    fn band(&mut self, band: &PaperBand, width: u32) {
        let (whole, inside): (u32, &[PaperBand]) = match band {
            PaperBand::Side { width: side, bands, .. } => (*side, bands),
            band => (filled(band.widths(), width).iter().sum(), &[]),
        };
        let exact = inside.is_empty() && whole != width || whole > width;
        if exact {
            let section = band.sections().first().copied().unwrap_or_default().to_string();
            self.fault_in_paper(&section, format!("版式里这一段的宽度合计 {whole}，应为 {width}（十分之一毫米）。"));
        }
        for band in inside {
            self.band(band, width.saturating_sub(whole));
        }
    }

    /// A grid has as many widths as columns are printed, those of the labels before them included.
    fn counts(&mut self, form: &Form, band: &PaperBand) {
        let (id, before, wanted) = match band {
            PaperBand::Side { bands, .. } => return bands.iter().for_each(|band| self.counts(form, band)),
            PaperBand::Grid { section, columns, bare, .. } => (section, usize::from(!bare), columns.as_ref()),
            PaperBand::Scores { section, .. } => (section, band.levels(), None),
            _ => return,
        };
        let printed = |section: &Section| {
            let columns = match &section.kind {
                Kind::Grid(grid) => &grid.columns,
                Kind::Scores(scores) => &scores.columns,
                Kind::Facts(_) | Kind::Prose(_) => return 0,
            };
            let shown = |column: &Column| wanted.map_or(!column.screen_only, |wanted| wanted.contains(&column.id));
            before + columns.iter().filter(|column| shown(column)).count()
        };
        let counts: Vec<usize> = form.sections.iter().filter(|section| section.id == *id).map(printed).collect();
        let given = band.widths().len();
        if let Some(count) = counts.first().filter(|_| !counts.contains(&given)) {
            let says = format!("版式里这一段给了{given}个宽度，要印{count}列，请一列写一个。");
            self.fault_in_paper(id, says);
        }
    }

    /// What the office wants can be made, and is asked for once.
    fn submission(&mut self, form: &Form) {
        let Submission { files, annexes_apart } = &form.submission;
        let line = self.line(self.text.find("submission:").unwrap_or(0));
        let twice = files.iter().enumerate().find(|(at, file)| files.iter().take(*at).any(|other| other == *file));
        if let Some((_, file)) = twice {
            self.fault_on(line, format!("报送（submission）里 {file:?} 写了两次，请删去一处。"));
        }
        if files.is_empty() {
            self.fault_on(line, "报送（submission）的 files 是空的，请至少写一种文件，或者整项删去。".into());
        }
        if *annexes_apart && !form.has_annexes() {
            self.fault_on(line, "这个表样没有附件，报送里不能写 annexes_apart: true，请删去。".into());
        } else if *annexes_apart && !files.iter().any(|file| file.has_annexes_apart()) {
            self.fault_on(line, "附件单独成文件的，报送的 files 里要有 Pdf、Ofd 或 Word，请补上。".into());
        }
    }

    /// Reports a fault where the paper first speaks of a section.
    fn fault_in_paper(&mut self, section: &str, says: String) {
        let name = if section.is_empty() { String::new() } else { format!("section: \"{section}\"") };
        let at = self.text.get(self.part.clone()).and_then(|part| part.find(&name)).unwrap_or(0);
        self.fault_on(self.line(self.part.start + at), says);
    }

    fn weights(&mut self, form: &Form, section: &Section) {
        let Kind::Scores(scores) = &section.kind else { return };
        if scores.total.is_none() && !section.each_project && form.scoring.full > Score::ZERO {
            let says = "没有总分行的表样不计分，满分 full 请写 0；要计分的请写 total。".to_string();
            self.fault(&section.id, 0, says);
        }
        let open = scores.groups.iter().any(|g| g.weight.is_none());
        let groups: Score = scores.groups.iter().filter_map(|g| g.weight).sum();
        let (sum, full) = (groups + form.scoring.execution.weight, form.scoring.full);
        let fits = if open { sum < full } else { sum == full };
        if scores.total.is_some() && !section.each_project && !fits {
            let says = format!("各一级指标与预算执行率的分值合计{}分，应为{}分。", sum.plain(), full.plain());
            self.fault(&section.id, 0, says);
        }
    }

    fn scoring(&mut self, scoring: &Scoring) {
        let grades: Vec<Score> = scoring.grades.iter().map(|g| g.from).collect();
        let caps: Vec<Rate> = scoring.caps.iter().map(|c| c.below).collect();
        let steps: Vec<Rate> = scoring.satisfaction_steps.iter().map(|s| s.from).collect();
        let bands: Vec<Rate> = scoring.qualitative.iter().map(|b| b.from).collect();
        self.falls(&grades, "grades", "等级");
        self.falls(&caps, "caps", "总分上限");
        self.falls(&steps, "satisfaction_steps", "满意度分档");
        self.falls(&bands, "qualitative", "定性分档");
    }

    /// Limits are of a size at which they can be passed and kept to.
    fn limits(&mut self, limits: &Limits) {
        let percent = |percent: i64| Rate(Decimal::new(percent, 2));
        let (none, whole) = (Rate::ZERO, Rate::ONE);
        let rates = [
            ("adjustment", limits.adjustment, none, whole),
            ("points_over_execution", limits.points_over_execution, none, whole),
            ("change", limits.change, none, percent(1000)),
            ("item_over", limits.item_over, whole, percent(1000)),
            ("items", limits.items, none, whole),
            ("procurement", limits.procurement, none, whole),
            ("one_indicator", limits.one_indicator, none, whole),
        ];
        for (field, rate, least, most) in rates.into_iter().filter(|(_, rate, least, most)| rate < least || rate > most)
        {
            let (rate, least, most) = (rate.plain(), least.plain(), most.plain());
            self.fault_in_limits(field, format!("limits 里的 {field} 写的是{rate}，应在{least}到{most}之间。"));
        }
        for (field, number) in [("output_rows", limits.output_rows), ("begun", limits.begun)] {
            if number > MOST_COUNTED {
                let says = format!("limits 里的 {field} 写的是{number}，应在0到{MOST_COUNTED}之间。");
                self.fault_in_limits(field, says);
            }
        }
    }

    fn fault_in_limits(&mut self, field: &str, says: String) {
        let limits = self.text.find("limits:").unwrap_or(0);
        let at = self.text.get(limits..).and_then(|part| part.find(&format!("{field}:"))).unwrap_or(0);
        self.fault_on(self.line(limits + at), says);
    }

    fn falls<T: PartialOrd>(&mut self, values: &[T], field: &str, what: &str) {
        if values.iter().zip(values.iter().skip(1)).any(|(one, next)| one <= next) {
            let line = self.text.lines().position(|l| l.trim_start().starts_with(field)).map_or(1, |i| i + 1);
            self.fault_on(line, format!("{what}应当从高到低排列。"));
        }
    }
}

/// The section an address begins with.
fn section_of(at: &str) -> Option<Name> {
    at.split('/').next().map(Name::from)
}

fn collect<'g>(rows: &'g [Row], into: &mut Vec<&'g Row>) {
    for row in rows {
        into.push(row);
        collect(&row.rows, into);
    }
}
