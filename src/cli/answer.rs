//! What a command says: its answer on standard output, everything else on standard error.

use super::{Ended, Sentence};
use crate::store;
use std::io::{ErrorKind, Write as _, stderr, stdout};
use std::path::Path;

/// A line of the answer. A reader who has gone away (`| head`) is no fault.
pub(super) fn say(line: &str) -> Result<(), Sentence> {
    let said = writeln!(stdout().lock(), "{line}");
    said.or_else(|fault| if fault.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(fault) })
        .map_err(|fault| format!("结果没有写全，输出的位置可能已满或者不能写，请换一个位置再看：{fault}"))
}

/// The answer as one document.
pub(super) fn say_json(document: &impl serde::Serialize) -> Result<Ended, Sentence> {
    say(&serde_json::to_string_pretty(document).map_err(|fault| format!("JSON没有写成：{fault}"))?)?;
    Ok(Ended::Well)
}

/// The answer of a command that has saved its file: where it cannot be given, that much is said.
pub(super) fn of_saved(answer: Result<Ended, Sentence>) -> Result<Ended, Sentence> {
    answer.map_err(|fault| format!("文件已经保存，只是{fault}"))
}

/// What is no part of the answer.
pub(super) fn complain(sentence: &str) {
    // Where this cannot be said, neither can that; how the command ended still tells.
    writeln!(stderr().lock(), "{sentence}").ok();
}

/// Why a file was not opened; the sentence ends with its place.
pub(super) fn sentence_of(fault: &store::OpenFault, path: &Path) -> Sentence {
    use store::OpenFault::{Broken, Form, Newer, NotOurs, Year};
    match fault {
        // The sentences that do not name the file themselves.
        NotOurs | Newer(_) | Broken(_) | Year(_) | Form(_) => format!("{fault}{}", path.display()),
        fault => fault.to_string(),
    }
}
