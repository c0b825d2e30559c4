//! Words in the names of files: what no file may be called everywhere.

/// What no file on Windows may have in its name, and what reads the same.
const SPELT: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '＂'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// Words as they can stand in a file's name, on every system.
#[must_use]
pub fn spelt(words: &str) -> String {
    let spelt = |c: char| SPELT.iter().find(|(bad, _)| *bad == c).map_or(c, |(_, good)| *good);
    let shown = words.chars().map(|c| if c.is_control() { ' ' } else { spelt(c) }).collect::<String>();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['.', ' ']).into()
}
