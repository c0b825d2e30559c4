//! How much room a text takes, and where one too long for a cell is parted.

/// How wide a Han character of 10.5 points stands on a screen, in pixels; others take a little over a half of it.
pub(super) const HAN: f64 = 14.0;
const LATIN: f64 = 8.0;
/// What a cell keeps free at both sides, in pixels.
pub(super) const MARGINS: f64 = 8.0;
/// Excel's limit of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// How wide a line is, in pixels.
pub(super) fn width(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { LATIN } else { HAN }).sum()
}

/// How many lines a text takes in a cell of that width in pixels, `size` times as large as words in tables are.
pub(super) fn lines(text: &str, room: f64, size: f64) -> f64 {
    let room = (room - MARGINS).max(HAN) / size;
    text.split('\n').map(|line| lines_of(line, room)).sum()
}

/// Han characters break anywhere, Latin words and numbers only between them.
fn lines_of(line: &str, room: f64) -> f64 {
    let (mut lines, mut used) = (1.0, 0.0);
    let mut put = |width: f64| {
        if used > 0.0 && used + width > room {
            lines += 1.0;
            used = 0.0;
        }
        // A word longer than the line goes on over the next ones.
        lines += ((used + width) / room - 1.0).ceil().max(0.0);
        used = if used + width > room { (used + width) % room } else { used + width };
    };
    let mut word = 0.0;
    for c in line.chars() {
        if c.is_ascii_graphic() {
            word += LATIN;
            continue;
        }
        if word > 0.0 {
            put(word);
            word = 0.0;
        }
        put(if c.is_ascii() { LATIN } else { HAN });
    }
    if word > 0.0 {
        put(word);
    }
    lines
}

/// A text in pieces that a cell can hold, parted at line ends where there are some.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(end) = too_long(rest) {
        let (piece, _) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let end = piece.rfind('\n').filter(|at| *at > end / 2).map_or(end, |at| at + 1);
        let Some((piece, behind)) = rest.split_at_checked(end) else { break };
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}

/// Where what no longer fits into a cell begins.
fn too_long(text: &str) -> Option<usize> {
    // Bytes are never fewer than UTF-16 units.
    if text.len() <= LONGEST {
        return None;
    }
    let mut length = 0;
    text.char_indices().find_map(|(at, c)| {
        length += c.len_utf16();
        (length > LONGEST).then_some(at)
    })
}
