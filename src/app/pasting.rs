//! Cut, copy and paste by their keys. The program that something was copied in may hang: it is asked on a thread of its
//! own, and given up after a second. Nothing else is read meanwhile, so that what is typed next comes after it.

use crate::app::copying::as_text;
use crate::app::grid::clipboard::rows;
use crate::intake::{self, DocumentBlock, DocumentTable};
use crate::report::LONGEST;
use crate::value::plain_line_ends;
use eframe::egui::{Context, Event, Key, Modifiers, RawInput};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

/// Nobody waits longer than that.
const PATIENCE: Duration = Duration::from_secs(1);

/// So many characters are pasted at once, at most: what many cells hold together.
pub(crate) const MOST: usize = 2_000_000;

const SILENT: &str = "剪贴板没有响应，没有粘贴。请回到刚才复制的程序看看它是不是停住了，再复制、粘贴一次。";

/// Asks the PC for what was copied; none where it is no text.
type AskClipboard = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// What is on its way from the clipboard.
pub(crate) struct Pasting {
    reader: AskClipboard,
    /// It was asked, and has not answered in time.
    asked: Option<Receiver<Option<String>>>,
    /// What is to be said.
    says: Option<String>,
    /// What a menu asked for, as if its keys had been pressed.
    wished: Vec<ClipboardKey>,
}

impl Default for Pasting {
    fn default() -> Self {
        Self { reader: Arc::new(read), asked: None, says: None, wished: Vec::new() }
    }
}

impl Pasting {
    /// Whether the window leaves these keys to us. On Wayland the clipboard is the window's own: no one else may ask.
    pub fn has_its_keys() -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        !(cfg!(unix) && (is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET")))
    }

    /// As if the keys for it were pressed.
    pub fn wish(&mut self, ctx: &Context, wish: ClipboardKey) {
        self.wished.push(wish);
        ctx.request_repaint();
    }

    /// The keys that cut, copy and paste, as what they mean. Of what is pasted no more than so many characters come in:
    /// a text box would lay all of it out before anyone could refuse it.
    pub fn keys(&mut self, input: &mut RawInput, most: usize) {
        for wish in std::mem::take(&mut self.wished) {
            input.events.extend(self.meant(wish));
        }
        for event in std::mem::take(&mut input.events) {
            let meant = if let Event::Key { key, pressed: true, modifiers, .. } = &event {
                ClipboardKey::of(*modifiers, *key)
            } else {
                None
            };
            match meant {
                None => input.events.push(event),
                Some(key) => input.events.extend(self.meant(key)),
            }
        }
        input.events.retain(|event| {
            let (text, most) = match event {
                Event::Paste(text) => (text, most),
                Event::MiddleClickPaste { text, .. } => (text, LONGEST),
                _ => return true,
            };
            let count = if text.len() > most { text.chars().count() } else { 0 };
            if count > most {
                self.says =
                    Some(format!("要粘贴的内容有{count}个字，没有粘贴；这里一次最多粘贴{most}个字，请分几次粘贴。"));
            }
            count <= most
        });
    }

    /// What is to be said of it, once.
    pub fn says(&mut self) -> Option<String> {
        self.says.take()
    }

    fn meant(&mut self, key: ClipboardKey) -> Option<Event> {
        match key {
            ClipboardKey::Cut => Some(Event::Cut),
            ClipboardKey::Copy => Some(Event::Copy),
            ClipboardKey::Paste => self.paste(),
        }
    }

    fn paste(&mut self) -> Option<Event> {
        let answer = match self.asked.take().map(|asked| (asked.try_recv(), asked)) {
            // Still nothing: whoever holds the key down does not wait again and again.
            Some((Err(TryRecvError::Empty), asked)) => Err(asked),
            // What has come meanwhile is from a second ago.
            Some(_) | None => self.ask(),
        };
        match answer {
            Ok(text) => {
                text.map(|text| plain_line_ends(&text).into_owned()).filter(|text| !text.is_empty()).map(Event::Paste)
            }
            Err(asked) => {
                (self.asked, self.says) = (Some(asked), Some(SILENT.into()));
                None
            }
        }
    }

    /// Asks, and waits for the answer as long as anyone would.
    fn ask(&self) -> Result<Option<String>, Receiver<Option<String>>> {
        let (send, asked) = channel();
        let reader = Arc::clone(&self.reader);
        // Where no thread can be started the sender goes: nothing is pasted.
        std::thread::Builder::new().spawn(move || send.send(reader())).ok();
        match asked.recv_timeout(PATIENCE) {
            Ok(text) => Ok(text),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err(asked),
        }
    }
}

/// What the clipboard holds, as a text.
fn read() -> Option<String> {
    let mut board = arboard::Clipboard::new().ok()?;
    let (text, html) = (board.get_text().ok(), board.get().html().ok());
    html.and_then(|html| table(&html, text.as_deref())).or(text)
}

/// The one table of a page that says more than the text beside it: word processors put each paragraph of a cell on a
/// line, and nobody can tell those from the rows.
fn table(html: &str, text: Option<&str>) -> Option<String> {
    let document = intake::read(html.trim_start().as_bytes()).ok()?;
    let [DocumentBlock::Table(table)] = document.blocks.as_slice() else { return None };
    let cells = cells_of(table);
    let told = text.map(|text| rows(plain_line_ends(text).trim_end_matches('\n')));
    let like = |told: &Vec<Vec<String>>| told.iter().map(Vec::len).eq(cells.iter().map(Vec::len));
    (!told.as_ref().is_some_and(like)).then(|| as_text(&cells))
}

fn cells_of(table: &DocumentTable) -> Vec<Vec<String>> {
    let most = |end: fn(&intake::Spot) -> usize| table.cells.iter().map(end).max().unwrap_or_default();
    let (down, across) = (most(|spot| spot.row + spot.down.max(1)), most(|spot| spot.column + spot.across.max(1)));
    let mut cells = vec![vec![String::new(); across]; down];
    for spot in &table.cells {
        if let Some(cell) = cells.get_mut(spot.row).and_then(|row| row.get_mut(spot.column)) {
            cell.clone_from(&spot.text);
        }
    }
    cells
}

/// What a key does with the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClipboardKey {
    /// 剪切
    Cut,
    /// 复制
    Copy,
    /// 粘贴
    Paste,
}

impl ClipboardKey {
    fn of(modifiers: Modifiers, key: Key) -> Option<Self> {
        let (command, windows) = (modifiers.command_only(), cfg!(windows));
        match key {
            Key::Cut => Some(Self::Cut),
            Key::Copy => Some(Self::Copy),
            Key::Paste => Some(Self::Paste),
            Key::X if command => Some(Self::Cut),
            Key::C if command => Some(Self::Copy),
            Key::V if command => Some(Self::Paste),
            Key::Delete if windows && modifiers.shift => Some(Self::Cut),
            Key::Insert if windows && modifiers.ctrl => Some(Self::Copy),
            Key::Insert if windows && modifiers.shift => Some(Self::Paste),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn after(pasting: &mut Pasting, events: &[Event]) -> Vec<Event> {
        let mut input = RawInput { events: events.to_vec(), ..RawInput::default() };
        pasting.keys(&mut input, MOST);
        input.events
    }

    #[test]
    fn keys_are_what_they_mean_and_the_order_stays() {
        let mut pasting = Pasting { reader: Arc::new(|| Some("一\r\n二".into())), ..Pasting::default() };
        let typed = Event::Text("v".into());
        let events = [Key::X, Key::V, Key::C].map(|letter| key(letter, Modifiers::COMMAND));
        let [cut, paste, copy] = events.clone();
        let plain = key(Key::V, Modifiers::NONE);
        let seen = after(&mut pasting, &[cut, typed.clone(), paste, typed.clone(), copy, plain.clone()]);
        let pasted = Event::Paste("一\n二".into());
        assert_eq!(seen, [Event::Cut, typed.clone(), pasted, typed, Event::Copy, plain]);
        let mut nothing = Pasting { reader: Arc::new(|| None), ..Pasting::default() };
        assert!(after(&mut nothing, &events[1..2]).is_empty() && nothing.says().is_none(), "a picture was copied");
    }

    #[test]
    fn a_table_is_taken_where_the_text_beside_it_has_lost_its_rows() {
        let page = "<html><body><table><tr><td><p>走访</p><p>（次）</p></td><td>≥4次</td></tr></table></body></html>";
        assert_eq!(table(page, Some("走访\r\n（次）\t≥4次\r\n")).as_deref(), Some("\"走访\n（次）\"\t≥4次"));
        assert_eq!(table(page, None).as_deref(), Some("\"走访\n（次）\"\t≥4次"));
        assert_eq!(table(page, Some("\"走访\n（次）\"\t≥4次\r\n")), None, "the text tells as much");
        assert_eq!(table("<html><body><p>一段话</p></body></html>", Some("一段话")), None);
        let two = format!("<html><body>{0}{0}</body></html>", "<table><tr><td>1</td></tr></table>");
        assert_eq!(table(&two, Some("1\n1")), None);
    }

    #[test]
    fn what_no_one_pastes_is_not_taken_and_said() {
        let mut pasting = Pasting::default();
        let typed = Event::Text("字".into());
        let paste = |count| Event::Paste("字".repeat(count));
        assert_eq!(after(&mut pasting, &[typed.clone(), paste(MOST), typed.clone()]).len(), 3);
        assert_eq!(pasting.says(), None);
        assert_eq!(after(&mut pasting, &[typed.clone(), paste(MOST + 1), typed.clone()]), [typed.clone(), typed]);
        assert!(pasting.says().is_some_and(|says| says.contains("2000001个字，没有粘贴")));
    }

    #[test]
    fn what_does_not_answer_is_given_up_and_said() {
        let (answer, waits) = channel();
        let waits = std::sync::Mutex::new(waits);
        let reader = move || waits.lock().ok()?.recv().ok();
        let mut pasting = Pasting { reader: Arc::new(reader), ..Pasting::default() };
        let paste = [key(Key::V, Modifiers::COMMAND)];
        let begun = Instant::now();
        assert!(after(&mut pasting, &paste).is_empty() && pasting.says().as_deref() == Some(SILENT));
        assert!(begun.elapsed() >= PATIENCE && begun.elapsed() < PATIENCE * 3);
        let begun = Instant::now();
        let held_down = [paste.clone(), paste.clone(), paste.clone()].concat();
        assert!(after(&mut pasting, &held_down).is_empty() && pasting.says().as_deref() == Some(SILENT));
        assert!(begun.elapsed() < PATIENCE / 2, "no second wait");
        answer.send("late".to_string()).unwrap();
        answer.send("new".to_string()).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(after(&mut pasting, &paste), [Event::Paste("new".into())], "what came late is not pasted");
        assert_eq!(pasting.says(), None);
    }
}
