//! Reads files that have settled, on a thread of its own: whether they can be opened, whether nothing beside them says that they
//! are not complete, and whether their content was taken before.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender},
    },
};

use crate::{
    CompleteFile, Records,
    names::marker_beside,
    settling::{Facts, Settled},
    watcher::Message,
};

/// A file to read.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) path: PathBuf,
    pub(crate) folder: usize,
    pub(crate) settled: Settled,
}

/// What reading a file showed.
#[derive(Debug)]
pub(crate) enum Finding {
    /// It is complete, and its content is new.
    New(CompleteFile),
    /// It is on record as it is, by its path, its size and its time.
    Recorded,
    /// Its content is on record. The text says where.
    Copy { file: CompleteFile, known_as: String },
    /// It is gone.
    Gone,
    /// It changed while it was read, or since.
    Changed,
    /// It is not complete, because of this file beside it.
    Marked(PathBuf),
    /// It cannot be read now, for this reason.
    Unreadable(String),
    /// The program ends.
    Stopped,
}

/// Reads the files that `orders` names until nobody can order any more.
pub(crate) fn run(
    orders: &Receiver<Order>,
    results: &Sender<Message>,
    records: &mut dyn Records,
    stop: &Arc<AtomicBool>,
) {
    while let Ok(order) = orders.recv() {
        let finding = read(&order, records, stop);
        if matches!(finding, Finding::Stopped) || results.send(Message::Read { order, finding }).is_err() {
            return;
        }
    }
}

fn read(order: &Order, records: &mut dyn Records, stop: &AtomicBool) -> Finding {
    if stop.load(Ordering::Relaxed) {
        return Finding::Stopped;
    }
    let (path, facts) = (&order.path, order.settled.facts);
    match Facts::at(path) {
        Ok(Some(now)) if now == facts => {}
        Ok(Some(_)) => return Finding::Changed,
        Ok(None) => return Finding::Gone,
        Err(error) => return failed(&error),
    }
    if let Some(marker) = marker_beside(path) {
        return Finding::Marked(marker);
    }
    let mut file = CompleteFile {
        path: path.clone(),
        folder: order.folder,
        size: facts.size,
        modified: facts.modified,
        content: String::new(),
    };
    // One that has changed although it looks as before was replaced: only its content tells.
    if !order.settled.again {
        match records.has_file(&file) {
            Ok(true) => return Finding::Recorded,
            Ok(false) => {}
            Err(error) => return Finding::Unreadable(error),
        }
    }
    match content(path, facts, records, stop) {
        Ok(Some(found)) => file.content = found,
        Ok(None) => return Finding::Changed,
        Err(_) if stop.load(Ordering::Relaxed) => return Finding::Stopped,
        Err(error) => return failed(&error),
    }
    match records.has_content(&file.content) {
        Ok(Some(known_as)) => Finding::Copy { file, known_as },
        Ok(None) => Finding::New(file),
        Err(error) => Finding::Unreadable(error),
    }
}

fn failed(error: &io::Error) -> Finding {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Finding::Gone,
        _ => Finding::Unreadable(error.to_string()),
    }
}

/// The content's hash, or `None` if the file is not the same before and after.
fn content(path: &Path, facts: Facts, records: &mut dyn Records, stop: &AtomicBool) -> io::Result<Option<String>> {
    let mut file = File::open(path)?;
    if Facts::of(&file.metadata()?) != facts {
        return Ok(None);
    }
    let found = records.content(&mut Stoppable { file: &mut file, stop })?;
    let unchanged = Facts::of(&file.metadata()?) == facts && Facts::at(path)? == Some(facts);
    Ok(unchanged.then_some(found))
}

/// A file whose reading ends with the program.
struct Stoppable<'a> {
    file: &'a mut File,
    stop: &'a AtomicBool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("the program ends"));
        }
        self.file.read(buffer)
    }
}
