//! `print`: the report as files, and what a public copy hides and keeps.

use super::answer::{complain, say};
use super::commands::{checked, ended, open};
use super::{Ended, Sentence};
use crate::desk::Outstanding;
use crate::export::{Exported, FileKind, SubmissionWish, Wish, export, submission_name, submit};
use crate::form::{Extra, Form, Submission, SubmittedFile};
use crate::output::make_ready;
use crate::report::{Personal, PersonalKind, Report, personal};
use crate::sheet::{Sheet, derive};
use crate::store::{self, Opened};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What commands call 报送包.
const PACKAGE: &str = "package";

/// What is asked for.
#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct PrintArguments {
    /// 自评表文件，可以写几个
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// 存到哪个文件夹
    #[arg(long)]
    out: PathBuf,
    /// 文件种类，可以并列，用逗号隔开；package 是报送包：表样要求报送的文件和报送清单，压缩成一个文件，并列写的也放进去
    #[arg(long = "as", value_delimiter = ',', default_value = "pdf", value_parser = kinds())]
    kinds: Vec<PrintKind>,
    #[command(flatten)]
    package: PackageArguments,
    /// 公开版：隐去电话和姓名
    #[arg(long)]
    public: bool,
    /// 公开版里照原样保留的内容，照公开版列出的原样写，可以写几次；个人信息栏总是隐去
    #[arg(long, requires = "public", value_name = "内容")]
    keep: Vec<String>,
    /// 已定稿的也印上草稿字样（没有定稿的总是印上）
    #[arg(long)]
    draft: bool,
    /// PDF采用长期保存的格式（PDF/A-3b）
    #[arg(long)]
    archive: bool,
    /// 加印：contents 目录，summary 项目支出汇总表，notes 长说明排在表后，表里写“见注1”，total 页码印成“第几页 共几页”，qr 校验码旁的二维码
    #[arg(long = "with", value_delimiter = ',', value_parser = extras())]
    extras: Vec<Extra>,
    /// 使用本机的公文字体（仿宋_GB2312、方正小标宋简体、楷体_GB2312），没有的仍用自带字体
    #[arg(long)]
    official_faces: bool,
}

/// What is asked of a 报送包.
#[derive(Args)]
struct PackageArguments {
    /// 报送包存成文件夹，不压缩
    #[arg(long)]
    folder: bool,
    /// 报送包里各附件另外单独成文件
    #[arg(long)]
    annexes: bool,
}

/// What `--as` names.
#[derive(Clone, Copy, PartialEq)]
enum PrintKind {
    Package,
    File(FileKind),
}

fn kinds() -> impl TypedValueParser<Value = PrintKind> {
    let names = FileKind::ALL.map(FileKind::name).into_iter().chain([PACKAGE]);
    PossibleValuesParser::new(names).map(|name| {
        let file = FileKind::ALL.into_iter().find(|kind| kind.name() == name);
        file.map_or(PrintKind::Package, PrintKind::File)
    })
}

fn extras() -> impl TypedValueParser<Value = Extra> {
    let all = |name: String| Extra::ALL.into_iter().find(|extra| extra.name() == name);
    PossibleValuesParser::new(Extra::ALL.map(Extra::name)).try_map(move |name| all(name).ok_or("没有这一项"))
}

impl PrintArguments {
    fn kinds(&self) -> impl Iterator<Item = FileKind> {
        self.kinds.iter().filter_map(|kind| if let PrintKind::File(kind) = kind { Some(*kind) } else { None })
    }

    fn packs(&self) -> bool {
        self.kinds.contains(&PrintKind::Package)
    }

    fn wish(&self, keep: Vec<Personal>) -> Wish {
        let Self { public, draft, official_faces, archive, .. } = *self;
        let extras = self.extras.clone();
        Wish { kinds: self.kinds().collect(), public, keep, draft, extras, official_faces, archive }
    }

    /// What the form's office wants, and what is asked for beside.
    fn wanted(&self, form: &Form) -> Result<Submission, Sentence> {
        let mut wanted = form.submission.clone();
        for kind in self.kinds() {
            let file = SubmittedFile::ALL.into_iter().find(|file| file.kind() == Some(kind));
            let file = file.ok_or_else(|| format!("报送包里不放 {}，请不写 package，另外生成。", kind.name()))?;
            if !wanted.files.contains(&file) {
                wanted.files.push(file);
            }
        }
        wanted.annexes_apart |= self.package.annexes && form.has_annexes();
        Ok(wanted)
    }
}

/// Each report by itself: one that cannot be done is said, and the others come.
pub(super) fn print(asked: &PrintArguments) -> Result<Ended, Sentence> {
    if !asked.packs() && (asked.package.folder || asked.package.annexes) {
        return Err("--folder 和 --annexes 只用于报送包，请加上 --as package，或者不写这两项。".into());
    }
    make_ready();
    let (mut names, mut failed, mut all) = (HashSet::new(), 0, Ended::Well);
    for path in &asked.files {
        match print_one(asked, path, &mut names) {
            Ok(Ended::Well) => {}
            Ok(Ended::Outstanding) => all = Ended::Outstanding,
            Err(sentence) if asked.files.len() == 1 => return Err(sentence),
            Err(sentence) => {
                complain(&format!("{}：{sentence}", path.display()));
                failed += 1;
            }
        }
    }
    match asked.files.len() - failed {
        _ if failed == 0 => Ok(all),
        0 => Err(format!("{failed}个自评表都没有生成，原因见上面。")),
        made => Err(format!("有{failed}个自评表没有生成，原因见上面，其余{made}个已经生成。")),
    }
}

/// `names` are those of what this command has made: none is written over by another report.
fn print_one(asked: &PrintArguments, path: &Path, names: &mut HashSet<String>) -> Result<Ended, Sentence> {
    let opened = open(path)?;
    let Opened { form, form_text, report, .. } = &opened;
    let sheet = derive(form, report);
    let wish = asked.wish(kept(form, report, &asked.keep)?);
    let name = name_of(asked, path, form, &sheet);
    if names.contains(&name) {
        return Err(format!("前面的自评表已经生成了“{name}”，这一个没有生成，请另选文件夹单独生成。"));
    }
    let now = super::now().fixed_offset();
    let exported = if asked.packs() {
        let wish = SubmissionWish { wanted: asked.wanted(form)?, zipped: !asked.package.folder, wish: wish.clone() };
        submit((form, form_text), report, &wish, &asked.out, now, &|_| true)
    } else {
        export((form, form_text), report, &wish, (&asked.out, &name), now, &|_| true)
    };
    let exported = exported.map_err(|fault| fault.to_string())?;
    names.insert(name);
    if wish.public {
        say_hidden(form, report, &wish.keep);
    }
    exported.notices.iter().for_each(|notice| complain(notice));
    if asked.packs() {
        exported.places().iter().try_for_each(|place| say(&place.display().to_string()))?;
    }
    keep_version(path, &opened, &exported);
    Ok(ended(Outstanding::of(&checked(&opened, &sheet))))
}

fn name_of(asked: &PrintArguments, path: &Path, form: &Form, sheet: &Sheet) -> String {
    let stem = || path.file_stem().map_or_else(|| "自评表".into(), |stem| stem.to_string_lossy().into_owned());
    if asked.packs() { submission_name(form, sheet) } else { stem() }
}

/// What goes out can be found again by its 校验码; a folder that takes nothing is no reason not to print.
fn keep_version(path: &Path, Opened { form, form_text, report, .. }: &Opened, exported: &Exported) {
    // Beside what was handed in nothing is kept.
    if store::is_packed(path) {
        return;
    }
    let kept =
        store::keep(path, form, form_text, report, super::now().naive_local()).and_then(|_| match &exported.copy {
            Some(copy) => store::keep_public(path, form, report, copy),
            None => Ok(()),
        });
    if let Err(fault) = kept {
        complain(&format!("文件已经生成，但没有在旁边留存这一版：{fault}"));
    }
}

/// The places with these words, wherever they stand. What names none of them was meant otherwise: nothing is made.
fn kept(form: &Form, report: &Report, keep: &[String]) -> Result<Vec<Personal>, Sentence> {
    if keep.is_empty() {
        return Ok(Vec::new());
    }
    let found = personal(form, report);
    let is = |place: &Personal, words: &str| on_one_line(&place.text).trim() == on_one_line(words).trim();
    for words in keep {
        let mut named = found.iter().filter(|place| is(place, words)).peekable();
        if named.peek().is_none() {
            return Err(format!(
                "没有生成文件：公开版要隐去的内容里没有“{words}”，--keep 请照公开版列出的原样写，或者不写这一项。"
            ));
        }
        if named.all(|place| place.kind == PersonalKind::Cell) {
            return Err(format!("没有生成文件：“{words}”在个人信息栏里，公开版总是隐去，请不写这一项。"));
        }
    }
    let stays = |place: &Personal| place.kind != PersonalKind::Cell && keep.iter().any(|words| is(place, words));
    Ok(found.into_iter().filter(stays).collect())
}

/// Each place that a public copy hides, and each that it keeps: nobody was asked.
fn say_hidden(form: &Form, report: &Report, keep: &[Personal]) {
    let keep: HashSet<&Personal> = keep.iter().collect();
    for place in personal(form, report) {
        let done = if keep.contains(&place) { "照原样保留了" } else { "隐去了" };
        complain(&match place.kind {
            PersonalKind::Cell => format!("公开版{done}{}：{}", place.kind.word(), place.at),
            kind => {
                let (text, sentence) = (on_one_line(&place.text), place.sentence(report));
                format!("公开版{done}{}“{text}”：{sentence}（{}）", kind.word(), place.at)
            }
        });
    }
}

fn on_one_line(text: &str) -> String {
    text.replace('\n', " ")
}
