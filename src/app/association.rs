//! 关联 .zpb 文件: a double click on a report opens it in this program, for this user of Windows alone, until it is taken
//! back. On Linux the package brings it.

use windows_registry::{CURRENT_USER, Result};

/// Where Windows keeps what a user chose for kinds of files.
const ENDING: &str = r"Software\Classes\.zpb";
const KIND: &str = r"Software\Classes\ziping.report";
const NAME: &str = "ziping.report";

/// A double click on a report starts this program, where it lies now.
pub(super) fn is_associated() -> bool {
    let written = |key: &str| CURRENT_USER.open(key).and_then(|key| key.get_string("")).ok();
    written(ENDING).as_deref() == Some(NAME) && written(&opens()).is_some_and(|line| this_opens() == Some(line))
}

/// Sets it, or takes back what was set.
///
/// # Errors
/// In words, where Windows refuses.
pub(super) fn associate(associated: bool) -> std::result::Result<(), String> {
    let done = if associated { write() } else { remove() };
    done.map_err(|cause| format!("Windows没有接受，.zpb文件的打开方式没有改变。原因：{cause}"))
}

fn write() -> Result<()> {
    CURRENT_USER.create(KIND)?.set_string("", "绩效自评填报文件")?;
    CURRENT_USER.create(format!(r"{KIND}\DefaultIcon"))?.set_string("", this_program().unwrap_or_default())?;
    CURRENT_USER.create(opens())?.set_string("", this_opens().unwrap_or_default())?;
    CURRENT_USER.create(ENDING)?.set_string("", NAME)
}

fn remove() -> Result<()> {
    CURRENT_USER.remove_tree(KIND)?;
    CURRENT_USER.remove_tree(ENDING)
}

fn opens() -> String {
    format!(r"{KIND}\shell\open\command")
}

fn this_program() -> Option<String> {
    std::env::current_exe().ok().map(|program| program.display().to_string())
}

/// The line by which Windows starts this program with a file.
fn this_opens() -> Option<String> {
    this_program().map(|program| format!("\"{program}\" \"%1\""))
}
