//! The pages of a damaged file, read without SQLite, which refuses the whole file where single pages are still good.
//!
//! Source: <https://sqlite.org/fileformat2.html>.

use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use crate::{header::MAGIC, sidecars::sidecar};

/// The default, for a file whose header is lost.
const DEFAULT_PAGE_SIZE: usize = 4096;
const LOG_HEADER: u64 = 32;
const FRAME_HEADER: usize = 24;

/// A file and its write-ahead log.
pub(super) struct Pages {
    file: File,
    log: Option<File>,
    size: usize,
    /// Unused bytes at the end of each page.
    reserved: usize,
    /// The number of pages in the file itself.
    in_file: u32,
    /// Where in the log the last committed version of a page is.
    newer: BTreeMap<u32, u64>,
    /// Where in the log pages after its first damage are.
    behind: Vec<u64>,
    /// Pages whose content was deleted.
    free: HashSet<u32>,
    /// Whether the list of free pages is complete.
    knows_free: bool,
    /// How many bytes of overflow pages may still be read. In a sound file each page belongs to one row.
    budget: u64,
}

/// The limit on reading overflow pages, as a multiple of the file and its log. A sound file needs 1.
const READ_OVER: u64 = 8;
/// Added to that limit, in bytes.
const READ_ANYWAY: u64 = 1 << 20;
/// A limit on the number of pages, 64 GiB at the default size: a sparse file can claim any length.
const MAX_PAGES: u32 = 1 << 24;

impl Pages {
    /// Opens the file and its log. Fails only if the file cannot be opened or is too large.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let log = File::open(sidecar(path, "-wal")).ok();
        let mut header = [0; 100];
        let has_header = read_at(&mut file, 0, &mut header).is_ok() && header.starts_with(MAGIC);
        let mut pages = Self {
            size: page_size(&header).filter(|_| has_header).unwrap_or(DEFAULT_PAGE_SIZE),
            file,
            log,
            reserved: 0,
            in_file: 0,
            newer: BTreeMap::new(),
            behind: Vec::new(),
            free: HashSet::new(),
            knows_free: false,
            budget: 0,
        };
        pages.read_log(has_header);
        let length = pages.file.metadata()?.len();
        pages.in_file = u32::try_from(length / pages.size as u64)
            .ok()
            .filter(|pages| *pages <= MAX_PAGES)
            .ok_or_else(|| io::Error::other("it is larger than any record of uploads"))?;
        let log = pages
            .log
            .as_ref()
            .map_or(Ok(0), |log| log.metadata().map(|log| log.len()))?;
        pages.budget = length
            .saturating_add(log)
            .saturating_mul(READ_OVER)
            .saturating_add(READ_ANYWAY);
        if let Some(first) = pages.page(1).filter(|page| page.starts_with(MAGIC)) {
            pages.reserved = first.get(20).map_or(0, |reserved| usize::from(*reserved));
            pages.find_free(&first);
        }
        Ok(pages)
    }

    /// The next page that exists; the first is 1. The log can have pages far beyond the end of the file.
    pub(super) fn after(&self, number: u32) -> Option<u32> {
        let next = number.checked_add(1)?;
        if next <= self.in_file {
            return Some(next);
        }
        self.newer.range(next..).next().map(|(number, _)| *number)
    }

    /// An overflow page of a row; `None` once more was read than a sound file has.
    pub(super) fn overflow(&mut self, number: u32) -> Option<Vec<u8>> {
        self.budget = self.budget.checked_sub(self.size as u64)?;
        self.page(number)
    }

    /// The usable bytes of a page.
    pub(super) fn usable(&self) -> usize {
        self.size.saturating_sub(self.reserved)
    }

    /// Whether all pages with deleted rows are known.
    pub(super) fn knows_free(&self) -> bool {
        self.knows_free
    }

    /// Whether the page's content was deleted.
    pub(super) fn is_free(&self, number: u32) -> bool {
        self.free.contains(&number)
    }

    /// The last committed version of a page.
    pub(super) fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        let mut page = vec![0; self.size];
        if let (Some(place), Some(log)) = (self.newer.get(&number), &mut self.log)
            && read_at(log, *place, &mut page).is_ok()
        {
            return Some(page);
        }
        let place = u64::from(number.checked_sub(1)?) * self.size as u64;
        read_at(&mut self.file, place, &mut page).ok().map(|()| page)
    }

    /// Where the log has pages after its first damage, oldest first. SQLite does not read those.
    pub(super) fn behind_damage(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.behind)
    }

    /// The page at this place in the log.
    pub(super) fn in_log(&mut self, place: u64) -> Option<Vec<u8>> {
        let mut page = vec![0; self.size];
        read_at(self.log.as_mut()?, place, &mut page).ok().map(|()| page)
    }

    fn read_log(&mut self, has_header: bool) {
        let Some(log) = &mut self.log else { return };
        let mut header = [0; LOG_HEADER as usize];
        if read_at(log, 0, &mut header).is_err() {
            return;
        }
        let mut sum = Checksum {
            big_endian: word(&header, 0) == Some(0x377f_0683),
            ..Checksum::default()
        };
        sum.add(&header[..24]);
        let mut whole = matches!(word(&header, 0), Some(0x377f_0682 | 0x377f_0683)) && sum.is(&header, 24);
        let salts = whole.then(|| header[16..24].to_vec());
        if let (true, false, Some(size)) = (whole, has_header, word(&header, 8)) {
            self.size = usize::try_from(size)
                .ok()
                .filter(|size| size.is_power_of_two() && (512..=65536).contains(size))
                .unwrap_or(self.size);
        }
        let mut frame = vec![0; FRAME_HEADER + self.size];
        let mut place = LOG_HEADER;
        let mut pending = Vec::new();
        while read_at(log, place, &mut frame).is_ok() {
            let at_page = place + FRAME_HEADER as u64;
            let fits = salts.as_ref().is_none_or(|salts| frame[8..16] == salts[..]);
            if whole {
                sum.add(&frame[..8]);
                sum.add(&frame[FRAME_HEADER..]);
                whole = fits && sum.is(&frame, 16);
            }
            if whole {
                let number = word(&frame, 0).filter(|number| *number <= MAX_PAGES);
                pending.extend(number.map(|number| (number, at_page)));
                // Only the last frame of a transaction has the file's length.
                if word(&frame, 4).is_some_and(|length| length > 0) {
                    self.newer.extend(pending.drain(..));
                }
            } else if fits {
                self.behind.push(at_page);
            }
            place += frame.len() as u64;
        }
    }

    /// Walks the list of free pages.
    fn find_free(&mut self, first: &[u8]) {
        let (mut next, expected) = (word(first, 32).unwrap_or(0), word(first, 36).unwrap_or(0));
        while next != 0 && self.free.insert(next) {
            let Some(trunk) = self.page(next) else { break };
            let leaves = word(&trunk, 4).unwrap_or(0) as usize;
            self.free
                .extend((0..leaves.min(self.size / 4)).filter_map(|leaf| word(&trunk, 8 + leaf * 4)));
            next = word(&trunk, 0).unwrap_or(0);
        }
        self.knows_free = self.free.len() as u64 == u64::from(expected);
    }
}

/// The log's running checksum.
#[derive(Default)]
struct Checksum {
    big_endian: bool,
    halves: (u32, u32),
}

impl Checksum {
    fn add(&mut self, bytes: &[u8]) {
        for pair in bytes.as_chunks::<8>().0 {
            let (one, two) = if self.big_endian {
                (word(pair, 0), word(pair, 4))
            } else {
                (word(pair, 0).map(u32::swap_bytes), word(pair, 4).map(u32::swap_bytes))
            };
            let (mut first, mut second) = self.halves;
            first = first.wrapping_add(one.unwrap_or(0)).wrapping_add(second);
            second = second.wrapping_add(two.unwrap_or(0)).wrapping_add(first);
            self.halves = (first, second);
        }
    }

    fn is(&self, bytes: &[u8], place: usize) -> bool {
        (word(bytes, place), word(bytes, place + 4)) == (Some(self.halves.0), Some(self.halves.1))
    }
}

fn page_size(header: &[u8]) -> Option<usize> {
    let size = match super::records::short(header, 16)? {
        1 => 65536,
        size => usize::from(size),
    };
    (size.is_power_of_two() && size >= 512).then_some(size)
}

/// A big-endian number of four bytes.
pub(super) fn word(bytes: &[u8], place: usize) -> Option<u32> {
    let bytes = bytes.get(place..place.checked_add(4)?)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn read_at(file: &mut File, place: u64, into: &mut [u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(into)
}
