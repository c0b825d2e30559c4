//! 报送清单: what is handed in, file by file, as a manuscript of its own.

use super::compose::{TITLE, in_lines, sign_line, to_sign};
use super::manuscript::{Block, KeyedText, Manuscript, ManuscriptPart, Stamp, Table, TableCell, TableRow};
use crate::form::{Form, PartKind, Role, UPRIGHT};
use crate::sheet::Sheet;

/// Number, name, what it is, pages; in tenths of a millimetre.
const WIDTHS: [u32; 4] = [110, 560, 760, 130];

/// What stands for the name of all.
const ALIKE: &str = "…";

/// What is handed in.
pub struct SubmissionList {
    /// What all of it is called: each file's name begins so.
    pub name: String,
    /// The files.
    pub files: Vec<ListedFile>,
    /// What the public copy beside it is called, and its 校验码.
    pub copy: Option<(String, String)>,
}

/// A file that is handed in.
pub struct ListedFile {
    /// Its name.
    pub name: String,
    /// What it is.
    pub words: String,
    /// Its pages, where it is made of pages.
    pub pages: Option<PageCount>,
}

/// How many pages a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCount {
    /// As who opens it counts them.
    pub all: usize,
    /// Those of them that are blank backs of sheets.
    pub blank: usize,
}

impl Manuscript {
    /// The list of what is handed in of a report, to go along with it.
    #[must_use]
    pub fn of_submission(form: &Form, sheet: &Sheet, list: &SubmissionList, stamp: Stamp) -> Self {
        let unit = sheet.only(Role::UnitName).map(|cell| cell.text.clone()).unwrap_or_default();
        let title = format!("{}年度{}报送清单", sheet.year, form.title);
        let part = ManuscriptPart {
            id: "submission".into(),
            kind: PartKind::Report,
            name: "报送清单".into(),
            label: String::new(),
            title: in_lines(&title, TITLE, &["报送清单".into()]),
            landscape: false,
            year_line: false,
            blocks: vec![
                Block::Words(plain(summed(form, &unit, list, &stamp))),
                Block::Table(table(list)),
                Block::Signatures(sign_line(["报送人", "报送日期", "接收人", "接收日期"].map(to_sign).into(), UPRIGHT)),
            ],
        };
        Self { title, unit, stamp, parts: vec![part], ..Self::default() }
    }
}

fn summed(form: &Form, unit: &str, list: &SubmissionList, stamp: &Stamp) -> String {
    let names =
        if list.is_short() { format!("，名称里的“{ALIKE}”都是“{}”", list.name) } else { String::new() };
    let draft = if stamp.watermark.is_empty() { "" } else { "\n还没有定稿，各页印有“草稿”。" };
    let copy =
        list.copy.as_ref().map_or_else(String::new, |(name, code)| format!("\n公开版另放在“{name}”里，校验码{code}。"));
    format!(
        "单位：{unit}\n表样：{}，{}\n校验码：{}，与各页页脚印的相同，可以用本程序核对。{draft}{copy}\n共{}个文件{names}：",
        form.title,
        form.place,
        stamp.code,
        list.files.len()
    )
}

impl SubmissionList {
    /// The name of all stands once, not with each of many files.
    fn is_short(&self) -> bool {
        self.files.len() > 1 && self.files.iter().all(|file| file.name.starts_with(&self.name))
    }

    fn name_of(&self, file: &ListedFile) -> String {
        let tail = file.name.strip_prefix(&self.name).filter(|_| self.is_short());
        tail.map_or_else(|| file.name.clone(), |tail| format!("{ALIKE}{tail}"))
    }
}

fn table(list: &SubmissionList) -> Table {
    let mut rows = vec![row(["序号", "文件", "内容", "页数"].map(String::from))];
    rows.extend(list.files.iter().enumerate().map(|(n, file)| {
        let pages = file.pages.map_or_else(|| "——".into(), |pages| pages.all.to_string());
        let blank = file.pages.map_or(0, |pages| pages.blank);
        let blank = if blank > 0 { format!("，其中空白的背面{blank}页") } else { String::new() };
        row([(n + 1).to_string(), list.name_of(file), format!("{}{blank}", file.words), pages])
    }));
    Table { widths: WIDTHS.to_vec(), heads: 1, spine: 0, rows }
}

fn row(words: [String; 4]) -> TableRow {
    let cell = |(at, words): (usize, String)| TableCell {
        at,
        span: 1,
        down: 1,
        left: at == 1 || at == 2,
        written: plain(words),
        ..TableCell::default()
    };
    TableRow { cells: words.into_iter().enumerate().map(cell).collect(), ..TableRow::default() }
}

/// Words that belong to no cell.
fn plain(text: String) -> KeyedText {
    KeyedText { key: String::new(), text }
}
