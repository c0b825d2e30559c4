//! Web pages packed as a mail, as Word and Excel save them in a single file.

/// The pages in it, as bytes.
pub(super) fn pages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = split(&text);
    let Some(boundary) = value(head, "boundary=") else {
        return vec![plain(head, body)];
    };
    let boundary = format!("--{boundary}");
    let parts = body.split(&boundary).map(|part| split(part.trim_start()));
    let pages = parts.filter(|(head, _)| head.to_ascii_lowercase().contains("text/html"));
    pages.map(|(head, body)| plain(head, body)).collect()
}

/// What is said of a part, and the part.
fn split(text: &str) -> (&str, &str) {
    let ends = ["\r\n\r\n", "\n\n"].into_iter().filter_map(|end| Some((text.find(end)?, end.len())));
    let (at, length) = ends.min().unwrap_or((text.len(), 0));
    (text.get(..at).unwrap_or_default(), text.get(at + length..).unwrap_or_default())
}

fn value<'t>(head: &'t str, name: &str) -> Option<&'t str> {
    let at = head.to_ascii_lowercase().find(name)? + name.len();
    let rest = head.get(at..)?;
    match rest.strip_prefix('"') {
        Some(rest) => rest.split('"').next(),
        None => rest.split([';', '\r', '\n']).next().map(str::trim),
    }
    .filter(|value| !value.is_empty())
}

/// The bytes that are meant.
fn plain(head: &str, body: &str) -> Vec<u8> {
    match value(head, "content-transfer-encoding:").map(str::to_ascii_lowercase).as_deref() {
        Some("base64") => base64(body),
        Some("quoted-printable") => quoted(body),
        _ => body.as_bytes().to_vec(),
    }
}

fn quoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for line in text.split('\n') {
        let line = line.trim_end_matches('\r');
        let (line, goes_on) = line.strip_suffix('=').map_or((line, false), |line| (line, true));
        let mut pieces = line.split('=');
        bytes.extend(pieces.next().unwrap_or_default().bytes());
        for piece in pieces {
            let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            bytes.push(byte.unwrap_or(b'='));
            bytes.extend(piece.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default().bytes());
        }
        bytes.extend((!goes_on).then_some(b'\n'));
    }
    bytes
}

fn base64(text: &str) -> Vec<u8> {
    let six = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for six in text.bytes().filter_map(six) {
        bits = (bits << 6 | u32::from(six)) & 0xfff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
