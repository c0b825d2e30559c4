//! CUPS, the printing system of Linux desktops, by its own commands `lp` and `lpstat`.

use super::{Job, Printer, Sides, SpoolFault};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A printing service that is gone leaves its commands waiting; nobody waits longer than this.
const PATIENCE: Duration = Duration::from_secs(8);

/// Where its commands are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cups {
    /// Takes jobs.
    pub lp: PathBuf,
    /// Tells of printers.
    pub lpstat: PathBuf,
}

impl Default for Cups {
    fn default() -> Self {
        Self { lp: "lp".into(), lpstat: "lpstat".into() }
    }
}

impl Cups {
    /// The printers, the usual one first; none where there is no printer.
    ///
    /// # Errors
    /// When there is no printing system, or it does not answer.
    pub fn printers(&self) -> Result<Vec<Printer>, SpoolFault> {
        let names = run(Command::new(&self.lpstat).arg("-e"), &[])?;
        // “system default destination: NAME”, in English since the language is set to none.
        let usual = run(Command::new(&self.lpstat).arg("-d"), &[])?;
        let usual = usual.output.rsplit(':').next().unwrap_or_default().trim().to_string();
        let printer = |name: &str| Printer { name: name.into(), is_default: name == usual };
        let mut printers: Vec<Printer> =
            names.output.lines().map(str::trim).filter(|name| !name.is_empty()).map(printer).collect();
        printers.sort_by_key(|printer| !printer.is_default);
        Ok(printers)
    }

    /// Sends a PDF to a printer.
    ///
    /// # Errors
    /// When there is no printing system, it does not answer, or it refuses.
    pub fn send(&self, job: &Job, pdf: &[u8]) -> Result<(), SpoolFault> {
        let sides = match job.sides {
            Sides::One => "sides=one-sided",
            Sides::Both => "sides=two-sided-long-edge",
        };
        let mut command = Command::new(&self.lp);
        // Each value behind its own option: a printer called -x stays a name.
        command.arg("-d").arg(&job.printer).arg("-n").arg(job.copies.max(1).to_string());
        command.args(["-o", "media=A4", "-o", sides, "-t"]).arg(&job.title).args(["--", "-"]);
        let ended = run(&mut command, pdf)?;
        if ended.well { Ok(()) } else { Err(SpoolFault::Refused(ended.complaint)) }
    }
}

/// How a command ended.
struct CommandEnd {
    well: bool,
    output: String,
    complaint: String,
}

/// Runs a command with something to read, no longer than anyone waits.
fn run(command: &mut Command, input: &[u8]) -> Result<CommandEnd, SpoolFault> {
    let command = command.env("LC_ALL", "C").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|_no_such_command| SpoolFault::NoSystem)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = input.to_vec();
    // What it reads and says goes through threads: a full pipe must not stop it, nor us.
    std::thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&input)));
    let output = std::thread::spawn(move || text(stdout));
    let complaint = std::thread::spawn(move || text(stderr));
    let since = Instant::now();
    let well = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if since.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(15)),
            Ok(None) | Err(_) => {
                child.kill().ok();
                child.wait().ok();
                return Err(SpoolFault::Silent);
            }
        }
    };
    let output = output.join().unwrap_or_default();
    let complaint = complaint.join().unwrap_or_default().trim().to_string();
    Ok(CommandEnd { well, output, complaint })
}

fn text(pipe: Option<impl std::io::Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes).ok();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
