//! The line to sign on: how many entries stand side by side, and what each keeps free for a hand or a seal.

use super::ems;
use crate::output::manuscript::{SignLine, Signed};
use crate::output::measure::EM;

/// Between two entries, in tenths of a millimetre: a character and a half.
const APART: f64 = 1.5 * EM;
/// What a hand needs to write its name or a date, in tenths of a millimetre.
const HAND: u32 = 250;
/// How large a seal is, likewise.
pub const SEAL: u32 = 420;

/// How much an entry keeps free behind its label: where a seal is put, or nothing is written yet.
pub(super) fn ink(label: &str, written: &str, after: &str) -> u32 {
    let sealed = [label, after].iter().any(|words| words.contains("盖章"));
    match (sealed, written.trim().is_empty() && after.trim().is_empty()) {
        (true, _) => SEAL,
        (false, true) => HAND,
        (false, false) => 0,
    }
}

/// An entry of which all is written by hand.
pub fn to_sign(label: &str) -> Signed {
    let label = format!("{label}：");
    Signed { ink: ink(&label, "", ""), label, ..Signed::default() }
}

/// Entries side by side, as many as have room, in rows alike: 2 and 2, not 3 and 1.
pub fn sign_line(entries: Vec<Signed>, width: u32) -> SignLine {
    let room = f64::from(width) + APART; // behind the last nothing is kept free
    let fits = |columns: &usize| wants(&entries, *columns).iter().sum::<f64>() <= room;
    let most = (1..=entries.len()).rev().find(fits).unwrap_or(1);
    let columns = entries.len().div_ceil(entries.len().div_ceil(most).max(1)).max(1);
    SignLine { widths: shared(&wants(&entries, columns), width), entries }
}

/// How wide each column wants to be.
fn wants(entries: &[Signed], columns: usize) -> Vec<f64> {
    let wide = |entry: &Signed| {
        let words = format!("{}{}{}", entry.label, entry.written.text, entry.after);
        (ems(&words) * EM).max(ems(&entry.label) * EM + f64::from(entry.ink)) + APART
    };
    (0..columns).map(|at| entries.iter().skip(at).step_by(columns).map(wide).fold(0.0, f64::max)).collect()
}

/// What is left goes to all alike, what rounding leaves to the last.
fn shared(wants: &[f64], width: u32) -> Vec<u32> {
    let spare = (f64::from(width) - wants.iter().sum::<f64>()) / wants.len().max(1) as f64;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no width is negative, none is large")]
    let mut widths: Vec<u32> = wants.iter().map(|want| (want + spare).max(0.0) as u32).collect();
    let used: u32 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last = (*last + width).saturating_sub(used);
    }
    widths
}
