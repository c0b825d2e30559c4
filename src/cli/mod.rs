//! The same program without a window: for scripts, the finance office and tests.
//!
//! Every command ends 0 when all is well, 1 when the report has open 错误, 2 when it could not do its work, with one
//! sentence on standard error. `--json` gives one JSON document on standard output.

mod answer;
mod changing;
mod clock;
mod commands;
mod console;
mod diff;
mod forward;
mod import;
#[cfg(feature = "print")]
mod print;
mod shapes;

pub use clock::now;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 绩效自评填报
#[derive(Parser)]
#[command(
    name = "ziping",
    version,
    about = "绩效自评填报：填写、核对、打印部门整体支出绩效自评",
    disable_help_subcommand = true
)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// 要打开的自评表文件（.zpb），或者要导入的Word、Excel、PDF文件
    file: Option<PathBuf>,
    /// 绘制窗口的方式：auto、glow 或 wgpu
    #[cfg(feature = "screen")]
    #[arg(long, default_value = "auto")]
    renderer: crate::app::Renderer,
    #[command(subcommand)]
    command: Option<CliCommand>,
}

#[derive(Subcommand)]
enum CliCommand {
    /// 列出已有表样；给出名称时列出该表样的全部单元格
    Forms {
        /// 表样名称
        id: Option<String>,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
        /// 检查一个表样文件，逐条指出错误所在的行
        #[arg(long, value_name = "FILE.ron", conflicts_with = "id")]
        lint: Option<PathBuf>,
    },
    /// 新建一份空白自评表
    New {
        /// 表样名称
        id: String,
        /// 年度
        #[arg(long)]
        year: i32,
        /// 存到哪里
        #[arg(long)]
        out: PathBuf,
    },
    /// 按清单填写单元格（每行：地址、制表符、内容），全部写入或全部不写
    Fill {
        /// 自评表文件
        file: PathBuf,
        /// 清单文件
        #[arg(long)]
        cells: PathBuf,
    },
    /// 列出每个单元格的地址、名称、内容和来源
    Show {
        /// 自评表文件
        file: PathBuf,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 全审：列出疑点
    Check {
        /// 自评表文件
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 打印成文件
    #[cfg(feature = "print")]
    Print(print::PrintArguments),
    /// 从上年结转：上年的自评表结转成今年的，列出没有找到位置的和还写着旧年度的
    Forward {
        /// 上年的自评表文件
        file: PathBuf,
        /// 今年的年度
        #[arg(long)]
        year: i32,
        /// 存到哪里
        #[arg(long)]
        out: PathBuf,
        /// 今年用的表样；不写时用同一种表样
        #[arg(long)]
        form: Option<String>,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 把Word、Excel或PDF里填好的自评表读进来，列出每个表、每个数放在哪一格、哪些没有找到位置
    Import {
        /// Word（docx、doc、wps、rtf）、Excel（xlsx、xls、et、ods、csv）、网页（html）或PDF文件
        document: PathBuf,
        /// 表样名称；本程序导出的文件自己带着，不用写
        #[arg(long)]
        form: Option<String>,
        /// 存到哪里
        #[arg(long, required_unless_present = "into")]
        out: Option<PathBuf>,
        /// 放进这个已有的自评表，用它的表样
        #[arg(long, conflicts_with_all = ["form", "out", "year"])]
        into: Option<PathBuf>,
        /// 作为年初批复的绩效目标放在旁边对照，不填进表里
        #[arg(long, requires = "into", conflicts_with = "out")]
        approved: bool,
        /// 自评表里已有内容的格子也放入，已有批复的绩效目标的换成这一份；不写就保留原有的
        #[arg(long, requires = "into", conflicts_with = "out")]
        overwrite: bool,
        /// 年度；文件里写明年度的，以文件为准
        #[arg(long)]
        year: Option<i32>,
        /// 只导入这张工作表，可以写几次；不写就导入全部
        #[arg(long = "sheet")]
        sheets: Vec<String>,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 对照两个自评表：哪些格子、行和项目不同，长文字里改了哪些字，审核的问题多了和少了哪些
    Diff {
        /// 前一份自评表文件
        before: PathBuf,
        /// 后一份自评表文件
        #[arg(required_unless_present = "last")]
        now: Option<PathBuf>,
        /// 只写一个文件，与它带着的上年自评表对照
        #[arg(long, conflicts_with = "now")]
        last: bool,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 核对打印件上的校验码是不是这个文件的
    Verify {
        /// 自评表文件
        file: PathBuf,
        /// 打印件页脚的校验码
        code: String,
        /// 以JSON输出
        #[arg(long)]
        json: bool,
    },
    /// 定稿；加 --lift 时取消定稿
    Finish {
        /// 自评表文件
        file: PathBuf,
        /// 取消定稿
        #[arg(long, requires = "because")]
        lift: bool,
        /// 取消定稿的原因
        #[arg(long, requires = "lift")]
        because: Option<String>,
    },
}

/// How a command ended.
enum Ended {
    /// All is well.
    Well,
    /// The report has open 错误, or the answer is no.
    Outstanding,
}

/// One sentence that says what to do.
type Sentence = String;

/// Runs what the arguments ask for.
#[must_use]
pub fn run() -> ExitCode {
    console::borrow();
    let ended = Arguments::try_parse().map_or_else(|asked| misread(&asked), follow);
    match ended {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Outstanding) => ExitCode::from(1),
        Err(sentence) => {
            answer::complain(&sentence);
            ExitCode::from(2)
        }
    }
}

fn follow(arguments: Arguments) -> Result<Ended, Sentence> {
    match arguments.command {
        Some(command) => perform(command),
        #[cfg(feature = "screen")]
        None => crate::app::open_window(arguments.file.as_deref(), arguments.renderer).map(|()| Ended::Well),
        #[cfg(not(feature = "screen"))]
        None => {
            Err("这个程序没有窗口，请使用命令 forms、new、fill、show、check、forward、import、diff、verify、finish。"
                .into())
        }
    }
}

fn perform(command: CliCommand) -> Result<Ended, Sentence> {
    match command {
        CliCommand::Forms { lint: Some(file), .. } => commands::lint(&file),
        CliCommand::Forms { id: Some(id), json, .. } => commands::form(&id, json),
        CliCommand::Forms { json, .. } => commands::forms(json),
        CliCommand::New { id, year, out } => commands::new(&id, year, &out),
        CliCommand::Fill { file, cells } => commands::fill(&file, &cells),
        CliCommand::Show { file, json } => commands::show(&file, json),
        CliCommand::Check { files, json } => commands::check(&files, json),
        #[cfg(feature = "print")]
        CliCommand::Print(asked) => print::print(&asked),
        CliCommand::Forward { file, year, out, form, json } => {
            forward::forward(&file, year, &out, form.as_deref(), json)
        }
        CliCommand::Import { document, form, out, into, approved, overwrite, year, sheets, json } => {
            let wish = import::ImportWish { document: &document, sheets: &sheets, json };
            match (into, form, out) {
                (Some(file), _, _) if approved => import::import_approved(&wish, &file, overwrite),
                (Some(file), _, _) => import::import_into(&wish, &file, overwrite),
                (None, form, Some(out)) => import::import(&wish, form.as_deref(), &out, year),
                _ => Err("请写明存到哪里（--out），或者放进哪个自评表（--into）。".into()),
            }
        }
        CliCommand::Diff { before, now, json, .. } => diff::diff(&before, now.as_deref(), json),
        CliCommand::Verify { file, code, json } => commands::verify(&file, &code, json),
        CliCommand::Finish { file, because, .. } => commands::finish(&file, because.as_deref()),
    }
}

/// Help and version are answers; anything else cannot be understood.
fn misread(asked: &clap::Error) -> Result<Ended, Sentence> {
    use clap::error::ErrorKind::{DisplayHelp, DisplayVersion, MissingRequiredArgument};
    use clap::error::{ContextKind, ContextValue};
    if matches!(asked.kind(), DisplayHelp | DisplayVersion) {
        return answer::say(asked.to_string().trim_end()).map(|()| Ended::Well);
    }
    let given =
        std::env::args_os().skip(1).map(|given| given.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
    let lacking: Vec<&str> = match (asked.kind(), asked.get(ContextKind::InvalidArg)) {
        (MissingRequiredArgument, Some(ContextValue::Strings(names))) => names.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    // Files stand there by a word of ours for scripts (<FILES>...); options as they are written.
    if lacking.is_empty() || lacking.iter().any(|name| !name.starts_with("--")) {
        return Err(format!("看不懂命令“{given}”，请用 ziping --help 查看可用的命令和写法。"));
    }
    Err(format!("命令“{given}”还缺 {}，请补上，或用 ziping --help 查看写法。", lacking.join("、")))
}
