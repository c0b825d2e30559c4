//! Letters written by name or number: `&ge;`, `&#8805;`.

/// Those that stand in tables and reports; the rest is written by number.
const NAMES: [(&str, char); 46] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("ge", '≥'),
    ("le", '≤'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("minus", '−'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("deg", '°'),
    ("permil", '‰'),
    ("yen", '¥'),
    ("euro", '€'),
    ("sect", '§'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("radic", '√'),
    ("sum", '∑'),
    ("infin", '∞'),
    ("rarr", '→'),
    ("larr", '←'),
    ("Oslash", 'Ø'),
];
/// No name and no number is longer.
const LONGEST: usize = 10;

/// A text with the letters that are meant.
pub(super) fn meant(text: &str) -> String {
    let mut meant = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        meant.push_str(before);
        let end = after.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
        let name = end.and_then(|end| after.get(..end)).unwrap_or(after);
        if let Some(letter) = letter(name) {
            meant.push(letter);
            rest = after.get(name.len()..).unwrap_or_default();
            rest = rest.strip_prefix(';').unwrap_or(rest);
        } else {
            meant.push('&');
            rest = after;
        }
    }
    meant + rest
}

fn letter(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter);
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok()?,
        None => number.parse().ok()?,
    };
    match number {
        160 => Some(' '),
        _ => char::from_u32(number).filter(|letter| !letter.is_control()),
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn letters_are_what_is_meant() {
        assert_eq!(
            meant("A&amp;B &ge;5&#20010;&#x4e2a;&nbsp;&nosuch; & &#xffffffff; &lt"),
            "A&B ≥5个个 &nosuch; & &#xffffffff; <"
        );
    }
}
