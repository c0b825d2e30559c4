//! Compound files, in which old Office programs keep their streams: sectors in chains, like a small disk.
//!
//! Nothing a file says of itself is believed: a chain is never longer than the file, so that one that bites its own tail
//! ends, and what is read of it never takes more room than the file.

use std::collections::HashMap;

/// How the file begins.
pub(super) const MARK: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

const HEAD: usize = 512;
/// Sectors listed in the head itself.
const LISTED: usize = 109;
/// From here on numbers are no sectors but say what is there instead.
const NONE: u32 = 0xffff_fffa;
const ENTRY: usize = 128;

/// An open compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// The size of a sector, and of a small one.
    sector: usize,
    small: usize,
    /// Shorter streams lie in small sectors.
    cutoff: usize,
    /// Which sector follows each.
    next: Vec<u32>,
    next_small: Vec<u32>,
    /// The sectors that hold the small ones, as one stream.
    smalls: Vec<u8>,
    /// Where each stream begins and how long it is, by its name in small letters: programs differ in them.
    streams: HashMap<String, (u32, usize)>,
}

impl<'b> Compound<'b> {
    /// Opens it; none when it is damaged.
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        let size = |at| 1_usize.checked_shl(u32::from(word(bytes, at)?));
        let (sector, small) = (size(0x1e)?, size(0x20)?);
        if !matches!(sector, 512 | 4096) || small != 64 {
            return None;
        }
        let cutoff = long(bytes, 0x38)? as usize;
        let mut file = Self {
            bytes,
            sector,
            small,
            cutoff,
            next: Vec::new(),
            next_small: Vec::new(),
            smalls: Vec::new(),
            streams: HashMap::new(),
        };
        file.next = file.table()?;
        file.next_small = longs(&file.chain(long(bytes, 0x3c)?)).collect();
        let directory = file.chain(long(bytes, 0x30)?);
        file.smalls = file.chain(long(&directory, 116)?);
        file.streams = streams(&directory)?;
        Some(file)
    }

    /// There is such a stream.
    pub fn has(&self, name: &str) -> bool {
        self.streams.contains_key(&name.to_lowercase())
    }

    /// What a stream holds.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let (first, size) = *self.streams.get(&name.to_lowercase())?;
        let mut bytes = if size < self.cutoff { self.small_chain(first) } else { self.chain(first) };
        bytes.truncate(size);
        Some(bytes)
    }

    /// The table of what follows each sector: the sectors it lies in are listed in the head, further ones in a chain.
    fn table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector;
        let mut listed: Vec<u32> = longs(self.bytes.get(0x4c..0x4c + LISTED * 4)?).collect();
        let mut more = long(self.bytes, 0x44)?;
        while more < NONE && listed.len() <= most {
            let mut sectors: Vec<u32> = longs(self.at(more)?).collect();
            more = sectors.pop()?;
            listed.append(&mut sectors);
        }
        let sectors = listed.into_iter().filter(|sector| *sector < NONE).take(most);
        Some(sectors.filter_map(|sector| self.at(sector)).flat_map(longs).collect())
    }

    fn at(&self, sector: u32) -> Option<&'b [u8]> {
        let from = (sector as usize).checked_add(1)?.checked_mul(self.sector)?.max(HEAD);
        // The last sector may be cut short.
        let end = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..end)
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let follow = |sector: &u32| self.next.get(*sector as usize).copied();
        let sectors = std::iter::successors(Some(first), follow).take(self.bytes.len() / self.sector);
        for sector in sectors.take_while(|sector| *sector < NONE) {
            bytes.extend_from_slice(self.at(sector).unwrap_or_default());
        }
        bytes
    }

    fn small_chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let follow = |sector: &u32| self.next_small.get(*sector as usize).copied();
        let sectors = std::iter::successors(Some(first), follow).take(self.smalls.len() / self.small);
        for sector in sectors.take_while(|sector| *sector < NONE) {
            let from = (sector as usize).saturating_mul(self.small);
            bytes.extend_from_slice(self.smalls.get(from..from.saturating_add(self.small)).unwrap_or_default());
        }
        bytes
    }
}

/// The streams that lie at the top: those of documents within the document lie deeper.
fn streams(directory: &[u8]) -> Option<HashMap<String, (u32, usize)>> {
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY).collect();
    let mut streams = HashMap::new();
    let mut seen = vec![false; entries.len()];
    // The first entry is the root; what lies in it is a tree of entries beside each other.
    let mut ahead = vec![long(directory, 76)?];
    while let Some(at) = ahead.pop() {
        let at = at as usize;
        let (Some(entry), Some(seen)) = (entries.get(at), seen.get_mut(at)) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        if entry.get(66) == Some(&2) {
            streams.insert(name(entry).to_lowercase(), (long(entry, 116)?, long(entry, 120)? as usize));
        }
        ahead.extend([long(entry, 68)?, long(entry, 72)?]);
    }
    Some(streams)
}

/// The name of a directory's entry.
fn name(entry: &[u8]) -> String {
    let length = usize::from(word(entry, 64).unwrap_or_default()).saturating_sub(2).min(64);
    let units: Vec<u16> =
        entry.get(..length).unwrap_or_default().chunks_exact(2).filter_map(|two| word(two, 0)).collect();
    String::from_utf16_lossy(&units)
}

/// Two bytes as a number.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|four| long(four, 0))
}
