//! Commands that are killed at random: what they change is as it was or as it should become, never half, and the next
//! write leaves nothing of them behind. `ZIPING_KILLS=1000` kills more often; the window is killed by `kills.sh`.
#![cfg(feature = "print")]
#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, reason = "a test may fail")]

use crate::given;
use std::fmt::Write as _;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use ziping::form::bundled_text;
use ziping::store;

const ROUNDS: usize = 50;

/// The folder that everything happens in, and what of it a command may write.
struct Place {
    folder: tempfile::TempDir,
    before: Vec<(&'static str, Option<Vec<u8>>)>,
}

/// What a command writes, by name: a report's file, last year's carried forward, a paper.
const WRITTEN: [&str; 3] = ["甲.zpb", "明年.zpb", "纸/甲.docx"];
/// The commands that write, as one types them.
const COMMANDS: [&str; 5] = [
    "fill 甲.zpb --cells cells.tsv",
    "finish 甲.zpb",
    "import document/甲.docx --into 甲.zpb --overwrite",
    "forward 甲.zpb --year 2024 --out 明年.zpb",
    "print 甲.zpb --as docx --out 纸",
];

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let here = |name: &str| folder.path().join(name);
        for name in ["纸", "document"] {
            std::fs::create_dir(here(name)).expect("a folder");
        }
        std::fs::write(here("cells.tsv"), "cover/unit\t某局\nstaff/posts/approved\t17\n").expect("written");
        std::fs::write(here("mended.tsv"), include_str!("data/mended.tsv")).expect("written");
        std::fs::write(here(WRITTEN[2]), "an older paper").expect("written");
        let form = given::form();
        let text = bundled_text(&form.id).expect("bundled");
        store::save(&here(WRITTEN[0]), &form, text, &given::sample()).expect("saved");
        let mut place = Self { folder, before: Vec::new() };
        place.run("print 甲.zpb --as docx --out document");
        place.run("fill 甲.zpb --cells mended.tsv");
        place.before = WRITTEN.into_iter().map(|name| (name, place.read(name))).collect();
        place
    }

    fn here(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.here(name)).ok()
    }

    /// As it was before every command.
    fn begin_anew(&self) {
        for (name, bytes) in &self.before {
            match bytes {
                Some(bytes) => std::fs::write(self.here(name), bytes).expect("written"),
                None => std::fs::remove_file(self.here(name)).unwrap_or_default(),
            }
        }
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
        command.args(line.split(' ')).current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Duration {
        let since = Instant::now();
        let ended = self.command(line).status().expect("it starts");
        // 1: what is wrong in the report is said.
        assert!(matches!(ended.code(), Some(0 | 1)), "{line}: {ended}");
        since.elapsed()
    }

    /// Kills a command after a while. Answers whether it was still running.
    fn kill(&self, line: &str, after: Duration) -> bool {
        let mut child = self.command(line).spawn().expect("it starts");
        std::thread::sleep(after);
        child.kill().expect("it is killed");
        child.wait().expect("it ends").code().is_none()
    }
}

/// A report as far as it is the same whoever saved it, a Word file but for the time it was made at, or the bytes of what
/// is neither.
fn content(name: &str, bytes: Option<&Vec<u8>>) -> Option<String> {
    let bytes = bytes?;
    if Path::new(name).extension().is_some_and(|ending| ending == "docx") {
        return Some(parts(bytes));
    }
    if !store::is_named_so(Path::new(name)) {
        return Some(format!("{bytes:?}"));
    }
    let text = std::str::from_utf8(bytes).expect("a report is text");
    Some(format!("{:?}", store::read(text).unwrap_or_else(|fault| panic!("{name}: {fault}")).report))
}

/// The parts of a package, but the one that says when it was made; of what is no whole package, its bytes.
fn parts(bytes: &[u8]) -> String {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else { return format!("{bytes:?}") };
    let mut words = String::new();
    for part in 0..zip.len() {
        let (mut part, mut read) = (zip.by_index(part).expect("a part"), Vec::new());
        part.read_to_end(&mut read).expect("a whole part");
        let name = part.name().expect("a name");
        if name != "docProps/core.xml" {
            write!(words, "{name} {read:?}").expect("a text");
        }
    }
    words
}

/// All files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn is_left_over(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[test]
fn a_killed_command_loses_nothing_and_leaves_nothing() {
    let rounds = std::env::var("ZIPING_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let place = Place::new();
    let state = || WRITTEN.map(|name| content(name, place.read(name).as_ref()));
    let commands = COMMANDS.map(|line| {
        place.begin_anew();
        let takes = place.run(line);
        (line, takes, state())
    });
    place.begin_anew();
    let before = state();
    let (mut killed, mut old, mut left) = (0, 0, 0);
    for (round, (line, takes, after)) in commands.iter().cycle().take(rounds).enumerate() {
        place.begin_anew();
        let moment = RandomState::new().hash_one(round) as f64 / u64::MAX as f64;
        killed += usize::from(place.kill(line, takes.mul_f64(moment * 1.1)));
        let now = state();
        assert!(now == before || now == *after, "{line}, round {round}");
        old += usize::from(now == before);
        left += files(place.folder.path()).iter().filter(|path| is_left_over(path)).count();
        // Whoever writes there next takes it away; versions and backups are whole.
        for path in files(place.folder.path()).iter().filter(|path| store::is_named_so(path)) {
            store::open(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        }
        place.begin_anew();
        place.run(line);
        let strays = || files(place.folder.path()).into_iter().filter(|path| is_left_over(path));
        assert_eq!(strays().collect::<Vec<_>>(), Vec::<PathBuf>::new(), "{line}, round {round}");
    }
    println!("{rounds} commands, {killed} killed, {old} had written nothing yet, {left} left something behind");
}
