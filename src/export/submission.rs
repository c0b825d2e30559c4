//! 报送包: what the office wants of a report, in one folder or one zip, with a list of it; where wished for a public copy
//! beside it.

use super::making::{MadeFile, Making, Papers, placed};
use super::parting::{Parting, beside};
use super::{ExportFault, Exported, FileKind, Wish, must_be_folder};
use crate::form::{Form, PartKind, Role, Submission, SubmittedFile};
use crate::output::{ListedFile, Manuscript, ManuscriptPart, PageNumbers, SubmissionList};
use crate::report::{Code, Report};
use crate::sheet::Sheet;
use crate::store::{self, ENDING, spelt, write_into_own};
use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};
use std::io::{Cursor, Write as _};
use std::mem;
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Its name is no longer, in characters: it stands twice in the path of each file, and an old Windows takes 260 in all.
const LONGEST: usize = 50;
/// What stands behind it for an annex without a label is no longer.
const LONGEST_ANNEX: usize = 20;
/// The unit's name, where none is written.
const NAMELESS: &str = "未填单位";

/// What is to be handed in, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmissionWish {
    /// The files.
    pub wanted: Submission,
    /// One zip instead of a folder.
    pub zipped: bool,
    /// How they are made; a public copy is made beside them. Its kinds are those that are wanted.
    pub wish: Wish,
}

/// What is handed in of a report is called so: 单位_年度_表样, and of a form that is filled in once a project the
/// project's name behind it.
#[must_use]
pub fn submission_name(form: &Form, sheet: &Sheet) -> String {
    let written = |role: Role| sheet.only(role).map(|cell| spelt(&cell.text)).filter(|words| !words.is_empty());
    let unit = written(Role::UnitName).unwrap_or_else(|| NAMELESS.into());
    let mut words = vec![unit, format!("{}年度", sheet.year), spelt(&form.title)];
    words.extend(written(Role::ProjectName));
    let length = |words: &[String]| words.iter().map(|word| word.chars().count() + 1).sum::<usize>();
    while length(&words) > LONGEST + 1 {
        let longest = words.iter_mut().max_by_key(|word| word.chars().count());
        longest.map(String::pop);
    }
    words.join("_")
}

/// Makes what is to be handed in and puts it into a folder, all or none; otherwise as [`super::export`].
///
/// # Errors
/// As [`super::export`].
pub fn submit(
    on: (&Form, &str),
    report: &Report,
    wish: &SubmissionWish,
    folder: &Path,
    now: DateTime<FixedOffset>,
    go_on: &dyn Fn(u32) -> bool,
) -> Result<Exported, ExportFault> {
    must_be_folder(folder)?;
    let published = wish.wanted.published();
    if wish.wish.public && published.files.is_empty() {
        return Err(ExportFault::NothingPublic);
    }
    let own_wish = Wish { public: false, ..wish.wish.clone() };
    let parting = wish.wish.public.then(|| Parting::new(on.0, report, &wish.wish));
    let mut papers = Papers::new(on, report, &own_wish, None, now);
    let mut public = parting.as_ref().map(|parting| Papers::new(on, report, &wish.wish, Some(parting), now));
    let copies = if public.is_some() { 2 } else { 1 };
    let mut making = Making::new(copies * steps(&papers, &wish.wanted) + 1, go_on);

    let name = submission_name(papers.form, &papers.sheet);
    let mut listed = whole(&mut papers, &wish.wanted, &name, &mut making)?;
    if wish.wanted.files.contains(&SubmittedFile::Report) {
        // What the clerk remarks for herself stays with her.
        making.put(format!("{name}.{ENDING}"), store::text(on.0, on.1, &report.without_remarks()).into_bytes());
        listed.push(making.listed("自评表文件，用本程序打开"));
    }
    listed.extend(apart(&papers, &wish.wanted, &name, &mut making)?);
    let mut parcels = vec![Parcel { name: name.clone(), files: mem::take(&mut making.files), is_public: false }];
    let mut copy = None;
    if let (Some(papers), Some(parting)) = (&mut public, &parting) {
        let name = format!("{}_公开版", parting.file_name(&name));
        whole(papers, &published, &name, &mut making)?;
        apart(papers, &published, &name, &mut making)?;
        copy = Some((name.clone(), Code::of(on.0, &parting.copy.report.content).to_string()));
        parcels.push(Parcel { name, files: mem::take(&mut making.files), is_public: true });
    }
    let list = SubmissionList { name: name.clone(), files: listed, copy };
    let list = Manuscript::of_submission(papers.form, &papers.sheet, &list, papers.manuscript.stamp.clone());
    papers.paged(format!("{name}_报送清单.pdf"), &list, &mut making)?;
    parcels.iter_mut().take(1).for_each(|parcel| parcel.files.append(&mut making.files));
    making.step()?;
    let copy = parting.map(|parting| parting.copy);
    write(parcels, wish.zipped, folder, now).map(|(files, listed, notices)| {
        let notices = making.notices.into_iter().chain(notices).collect();
        Exported { files, listed, notices, copy }
    })
}

/// Files that lie in one folder or zip.
struct Parcel {
    name: String,
    files: Vec<MadeFile>,
    is_public: bool,
}

type Written = (Vec<PathBuf>, Vec<String>, Vec<String>);

/// Answers with the files as they lie there, what they are and what should be known.
fn write(
    parcels: Vec<Parcel>,
    zipped: bool,
    folder: &Path,
    now: DateTime<FixedOffset>,
) -> Result<Written, ExportFault> {
    let listed = parcels.iter().flat_map(|parcel| &parcel.files).map(|file| file.name.clone()).collect();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for parcel in parcels {
        if zipped {
            let bytes = zipped_up(&parcel, now).map_err(|fault| ExportFault::Packing(fault.to_string()))?;
            files.push((folder.join(format!("{}.zip", parcel.name)), bytes));
        } else {
            let own = folder.join(&parcel.name);
            files.extend(placed(parcel.files, &own));
            folders.push((own, if parcel.is_public { ("公开版", "公布") } else { ("报送包", "报送") }));
        }
    }
    write_into_own(&files)?;
    let notices = folders.iter().filter_map(|(folder, what)| beside(folder, &files, *what)).collect();
    Ok((files.iter().map(|(file, _)| file.clone()).collect(), listed, notices))
}

/// A parcel as one zip, all of it in a folder of its name: unpacked beside others it mixes with none.
fn zipped_up(parcel: &Parcel, now: DateTime<FixedOffset>) -> Result<Vec<u8>, zip::result::ZipError> {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(now.year()).unwrap_or_default();
    let (day, time) = (now.date_naive(), now.time());
    let (month, day) = (part(day.month()), part(day.day()));
    // A clock before 1980 is no time to a zip.
    let time = zip::DateTime::from_date_and_time(year, month, day, part(time.hour()), part(time.minute()), 0);
    let options = SimpleFileOptions::DEFAULT.last_modified_time(time.unwrap_or_default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in &parcel.files {
        zip.start_file(format!("{}/{}", parcel.name, file.name), options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn steps(papers: &Papers, wanted: &Submission) -> usize {
    let apart = wanted.files.iter().filter(|file| file.has_annexes_apart()).count();
    let annexes = if wanted.annexes_apart { annexes(&papers.manuscript).count() } else { 0 };
    1 + wanted.files.len() + annexes * apart
}

/// Makes what shows all of the papers. Answers with what stands in the list.
fn whole(
    papers: &mut Papers,
    wanted: &Submission,
    name: &str,
    making: &mut Making,
) -> Result<Vec<ListedFile>, ExportFault> {
    papers.lay_out(wanted.files.contains(&SubmittedFile::Ofd), making)?;
    making.step()?;
    let mut listed = Vec::new();
    for file in SubmittedFile::ALL.into_iter().filter(|file| wanted.files.contains(file)) {
        match file.made() {
            Some((FileKind::Findings, _)) => {
                papers.paged(format!("{name}_审核情况.pdf"), &papers.findings(), making)?;
            }
            Some((kind, _)) => papers.make(kind, name, making)?,
            None => {}
        }
        listed.extend(file.made().map(|(_, words)| making.listed(words)));
        making.step()?;
    }
    Ok(listed)
}

/// Makes the annexes on their own, where they are wanted so: with the numbers that their pages have among all. They
/// enclose nothing, since what all papers have in common goes along with all of them.
fn apart(
    papers: &Papers,
    wanted: &Submission,
    name: &str,
    making: &mut Making,
) -> Result<Vec<ListedFile>, ExportFault> {
    let mut listed = Vec::new();
    let numbers = if wanted.annexes_apart { papers.numbers() } else { PageNumbers::default() };
    for part in annexes(&papers.manuscript) {
        if !numbers.first.contains_key(&part.id) {
            continue;
        }
        let alone = Manuscript {
            title: part.name.clone(),
            enclosure: None,
            gathered: None,
            ..papers.manuscript.of_parts(&[&part.id], numbers.clone())
        };
        let own = format!("{name}_{}", annex_name(&papers.manuscript, part));
        for file in SubmittedFile::ALL.into_iter().filter(|file| wanted.files.contains(file)) {
            if let Some((kind, _)) = file.made().filter(|_| file.has_annexes_apart()) {
                papers.make_of(&alone, kind, &own, making)?;
                listed.push(making.listed(&part.name));
                making.step()?;
            }
        }
    }
    Ok(listed)
}

fn annexes(manuscript: &Manuscript) -> impl Iterator<Item = &ManuscriptPart> {
    manuscript.printed().filter(|part| part.kind == PartKind::Annex)
}

/// 附件2; of a part without a label its name, and where two parts have one label, which of them.
fn annex_name(manuscript: &Manuscript, part: &ManuscriptPart) -> String {
    let label = spelt(&part.label);
    let several = annexes(manuscript).filter(|other| other.label == part.label).count() > 1;
    match (label.is_empty(), several) {
        (true, _) => spelt(&part.name).chars().take(LONGEST_ANNEX).collect(),
        (false, true) => format!("{label}-{}", part.id),
        (false, false) => label,
    }
}

impl Making<'_> {
    /// What was made last, as it stands in the list.
    fn listed(&self, words: &str) -> ListedFile {
        let last = self.files.last();
        ListedFile {
            name: last.map(|file| file.name.clone()).unwrap_or_default(),
            words: words.into(),
            pages: last.and_then(|file| file.pages),
        }
    }
}

impl SubmittedFile {
    /// What it is, in the clerk's words.
    #[must_use]
    pub fn words(self) -> &'static str {
        self.kind().map_or("自评表文件，可以接着填写", FileKind::words)
    }

    /// The kind of file it is; none of the report itself.
    #[must_use]
    pub fn kind(self) -> Option<FileKind> {
        self.made().map(|(kind, _)| kind)
    }

    /// The same, and what the list says of it.
    fn made(self) -> Option<(FileKind, &'static str)> {
        Some(match self {
            Self::Pdf => (FileKind::Pdf, "整套材料，与打印的一样"),
            Self::Ofd => (FileKind::Ofd, "整套材料，OFD版式文件"),
            Self::Word => (FileKind::Docx, "整套材料，Word文档"),
            Self::Excel => (FileKind::Xlsx, "各表，Excel工作簿，带公式"),
            Self::Findings => (FileKind::Findings, "审核情况"),
            Self::Report => return None,
        })
    }
}
