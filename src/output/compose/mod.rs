//! From form and sheet to the manuscript: what stands where, with its words finished.

mod alike;
mod bands;
mod figure;
mod gathered;
mod grid;
mod heads;
mod notes;
mod outside;
mod projects;
mod scores;
mod signing;
#[cfg(feature = "print")]
mod summary;
mod title;
mod widths;

#[cfg(feature = "print")]
pub(super) use notes::is_noted;
#[cfg(feature = "print")]
pub use signing::SEAL;
pub use signing::{sign_line, to_sign};
pub use title::in_lines;

use super::manuscript::{Block, BookFigure, KeyedText, Manuscript, ManuscriptPart, Signed, Stamp};
use crate::form::{
    ACROSS, CellId, Entry, Extra, Form, Grid, Holds, Kind, Name, PaperBand, PaperBlock, PaperPart, PartKind, Role,
    Section, Slot,
};
use crate::sheet::{Cell, Line, Sheet, bare};
use crate::value::Text;

/// So many characters of a title fit a line: on an upright page, on one laid across, on the cover, where they are larger.
pub(super) const TITLE: f64 = 20.0;
const TITLE_ACROSS: f64 = 28.9;
const COVER_TITLE: f64 = 16.9;

/// Texts of indicators so long together, and so long on the average, stand on pages laid across.
const MUCH: f64 = 1_000.0;
const LONG: f64 = 90.0;

impl Manuscript {
    /// The finished text of a report.
    #[must_use]
    pub fn new(form: &Form, sheet: &Sheet, stamp: Stamp) -> Self {
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        let heading = form.words(&form.report_title, sheet.year).replace("{unit}", &unit);
        let title = heading.replace('\n', "");
        let named =
            form.figures.iter().filter_map(|figure| Some((figure.name.clone(), CellId::parse(figure.at.as_deref()?)?)));
        let mut manuscript = Self { title, unit, stamp, names: named.collect(), ..Self::default() };
        manuscript.put_parts(form, sheet, form.paper.extras.contains(&Extra::Notes));
        manuscript
    }

    /// Puts in the parts in place of those there are, long texts as notes or not.
    pub(super) fn put_parts(&mut self, form: &Form, sheet: &Sheet, notes: bool) {
        let projects = sheet.projects();
        let heading = form.words(&form.report_title, sheet.year).replace("{unit}", &self.unit);
        self.parts.clear();
        for part in &form.paper.parts {
            let annex = form.annex(part);
            let each = annex.is_some_and(|annex| annex.each_project);
            for project in if each { (0..projects).map(Some).collect() } else { vec![None] } {
                let maker = Maker { form, sheet, project, scale: 1.0, notes };
                self.parts.push(maker.part(part, &heading, (each && projects > 1).then_some(project).flatten()));
            }
        }
        self.put_outside(form, sheet);
    }
}

/// What parts are made from: a report, or one project of it.
#[derive(Clone, Copy)]
struct Maker<'a> {
    form: &'a Form,
    sheet: &'a Sheet,
    project: Option<usize>,
    /// How much wider tables are than the form says: on a page laid across that it has upright.
    scale: f64,
    /// Long texts in columns stand under their table.
    notes: bool,
}

impl Maker<'_> {
    /// A part; `number` is that of its project where several have one of the kind.
    fn part(&self, part: &PaperPart, report: &str, number: Option<usize>) -> ManuscriptPart {
        let number = number.map_or_else(String::new, |n| format!("-{}", n + 1));
        let landscape = part.landscape || self.is_long(part);
        let wide = if landscape { ACROSS } else { part.width() };
        let maker = Maker { scale: f64::from(wide) / f64::from(part.width()), ..*self };
        let annex = self.form.annex(part);
        let title = match (part.kind, annex) {
            (PartKind::Cover | PartKind::Report | PartKind::Table, _) => report.to_string(),
            (_, Some(annex)) => self.words(&annex.title).to_string(),
            (_, None) => part.label.to_string(),
        };
        let label = annex.map_or_else(String::new, |annex| format!("{}{number}", annex.label));
        let name = match part.kind {
            PartKind::Annex => format!("{label} {title}{}", self.of_project()),
            _ => part.label.to_string(),
        };
        ManuscriptPart {
            id: format!("{}{number}", part.id).into(),
            kind: part.kind,
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            label,
            year_line: title.lines().next_back().is_some_and(|line| title.contains('\n') && is_year(line)),
            title: in_lines(&title, title_line(part.kind, landscape), &self.form.paper.joints),
            landscape,
            blocks: notes::put_under(part.blocks.iter().flat_map(|block| maker.block(part, block, wide))),
        }
    }

    /// Its indicators have so much to say that upright it would be too many pages.
    fn is_long(&self, part: &PaperPart) -> bool {
        if self.notes {
            return false;
        }
        let tables = part
            .blocks
            .iter()
            .filter_map(|block| if let PaperBlock::Table(bands) = block { Some(bands) } else { None });
        let sections = tables.flatten().flat_map(PaperBand::all).filter_map(|band| match band {
            PaperBand::Scores { section, .. } => self.part_of(section),
            _ => None,
        });
        let long = |cell: &&Cell| cell.holds == Holds::Long && !cell.text.trim().is_empty();
        let cells = sections.flat_map(|(part, _)| &part.lines).flat_map(|line| &line.cells).filter(long);
        let lengths: Vec<f64> = cells.map(|cell| ems(&cell.text)).collect();
        let all: f64 = lengths.iter().sum();
        all > MUCH && all / lengths.len() as f64 > LONG
    }

    /// （民营企业工作经费）, of a project that has a name.
    fn of_project(&self) -> String {
        self.project.map_or_else(String::new, |number| self.sheet.of_project(number))
    }

    fn block(&self, part: &PaperPart, block: &PaperBlock, wide: u32) -> Vec<Block> {
        match block {
            PaperBlock::Lines(entries) => vec![Block::Lines(self.signed(entries))],
            PaperBlock::Signatures(entries) => {
                vec![Block::Signatures(signing::sign_line(self.signed(entries), wide))]
            }
            PaperBlock::Prose(section) => self.prose(section),
            PaperBlock::Table(bands) => vec![Block::Table(self.table(bands, part.width()))],
            PaperBlock::Notes(id) => {
                let notes: Vec<Text> = self
                    .part_of(id)
                    .map_or_else(Vec::new, |(_, section)| section.notes.iter().map(|note| self.words(note)).collect());
                if notes.is_empty() { Vec::new() } else { vec![Block::Notes(notes)] }
            }
        }
    }

    fn signed(&self, entries: &[Entry]) -> Vec<Signed> {
        entries.iter().map(|entry| self.sign(entry)).collect()
    }

    fn sign(&self, entry: &Entry) -> Signed {
        let found = entry.at.as_deref().and_then(|at| self.fact(at));
        let label = entry.label.clone().or_else(|| found.map(|(line, _)| line.label.clone())).unwrap_or_default();
        let label = if label.is_empty() { String::new() } else { format!("{label}：") };
        let written = found.map_or_else(KeyedText::default, |(line, cell)| self.written(line, cell));
        let blank = if written.text.trim().is_empty() { entry.blank.as_str() } else { "" };
        let after = format!("{blank}{}", entry.after);
        let ink = signing::ink(&label, &written.text, &after);
        let figure = found.map_or_else(BookFigure::default, |(_, cell)| BookFigure::of(self.form, self.sheet, cell));
        Signed { label, written, after, ink, figure }
    }

    fn prose(&self, id: &Name) -> Vec<Block> {
        let Some((part, _)) = self.part_of(id) else { return Vec::new() };
        let mut blocks = Vec::new();
        for line in &part.lines {
            let written = line.only().map(|cell| self.written(line, cell));
            match (line.role, written) {
                (Some(Role::AnnexList), Some(written)) => {
                    let label = format!("{}：", bare(&line.label));
                    blocks.push(Block::Annexes(label.into(), written));
                }
                (_, written) => {
                    if !line.label.is_empty() {
                        blocks.push(Block::Heading(line.depth, line.label.clone()));
                    }
                    blocks.extend(written.map(Block::Words));
                }
            }
        }
        blocks
    }

    /// A cell's finished text.
    fn written(&self, line: &Line, cell: &Cell) -> KeyedText {
        let text = match line.role {
            Some(Role::AnnexList) if cell.is_blank() => self.sheet.annexes(self.form),
            _ if cell.holds == Holds::Long => self.sheet.quote(self.form, &cell.text),
            _ if cell.holds == Holds::Text && cell.at.column.is_empty() => self.ticked(cell),
            _ => cell.text.to_string(),
        };
        KeyedText::cell(&cell.at, shown(&text))
    }

    /// What can be chosen, each with its box, the chosen one ticked; what is none of them stands behind.
    fn ticked(&self, cell: &Cell) -> String {
        let Some(slot) = self.form.slot(&cell.at).filter(Slot::is_ticked) else {
            return cell.text.to_string();
        };
        let (choices, written) = (slot.choices, cell.text.trim());
        let ticked = |(n, choice): (usize, &Text)| {
            let mark = if *choice == written { "☑" } else { "□" };
            if slot.numbered { format!("{}、{choice}{mark}", n + 1) } else { format!("{mark}{choice}") }
        };
        let other = Some(written).filter(|written| choices.iter().all(|choice| choice != written)).unwrap_or_default();
        let all: Vec<String> =
            choices.iter().enumerate().map(ticked).chain([other.to_string()]).filter(|it| !it.is_empty()).collect();
        all.join("　")
    }

    /// A part of the sheet by the section's name: of the project in hand, or of the report.
    fn part_of(&self, id: &str) -> Option<(&crate::sheet::Part, &Section)> {
        let of = |project: Option<usize>| {
            self.sheet.parts_of(project).find_map(|part| {
                let section = self.form.sections.get(part.section)?;
                (section.id == id).then_some((part, section))
            })
        };
        self.project.and_then(|project| of(Some(project))).or_else(|| of(None))
    }

    /// The line and only cell of a fact, by its address outside or inside a project.
    fn fact(&self, at: &str) -> Option<(&Line, &Cell)> {
        let at = CellId::parse(at)?;
        let line = self.part_of(&at.section)?.0.lines.iter().find(|line| line.id == at.row)?;
        Some((line, line.cell(&at.column)?))
    }

    /// A label with the year put in.
    fn words(&self, label: &str) -> Text {
        self.form.words(label, self.sheet.year)
    }
}

/// （2020年度）.
fn is_year(line: &str) -> bool {
    line.starts_with('（') && line.ends_with("年度）")
}

/// How many characters of its title fit a line.
fn title_line(kind: PartKind, landscape: bool) -> f64 {
    match (kind, landscape) {
        (PartKind::Cover, _) => COVER_TITLE,
        (_, true) => TITLE_ACROSS,
        (_, false) => TITLE,
    }
}

/// The section as a grid, if it is one.
fn grid_of(section: &Section) -> Option<&Grid> {
    if let Kind::Grid(grid) = &section.kind { Some(grid) } else { None }
}

/// Characters that no paper can show, from a paste, are as good as a space; no output sees them.
fn shown(text: &str) -> String {
    let unseen = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace("\r\n", "\n").replace(unseen, " ")
}

/// About how wide a text is, in characters: Han ones count 1, Latin ones a little over a half.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.58 } else { 1.0 }).sum()
}
