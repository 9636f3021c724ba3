//! Walking dropped files and folders. What is found is told while the walk goes on, so that uploads begin before it ends.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;
use walkdir::{DirEntry, WalkDir};

use super::{announce::Announcer, descriptors};
use crate::{
    model::{Event, FoundFile, SkipReason, Skipped, Source, Timestamp},
    que::{is_shortage_of_files, wire::MAX_PUT_BYTES},
};

/// So many files are told at once at the most.
const CHUNK: usize = 500;

/// What was found is told at least this often.
const CHUNK_TIME: Duration = Duration::from_millis(100);

/// Walks the paths on this thread and tells what is there. A walk that `quit` stops does not tell that it has ended: there may
/// be more.
pub(crate) fn scan(batch: u64, paths: Vec<PathBuf>, announcer: &Announcer, quit: &CancellationToken) {
    let mut walk = Walk {
        batch,
        announcer,
        quit,
        files: Vec::new(),
        skipped: Vec::new(),
        told: Instant::now(),
    };
    for path in paths {
        walk.root(&path);
    }
    walk.tell();
    if !quit.is_cancelled() {
        announcer.tell(Event::ScanEnded {
            batch,
            skipped: walk.skipped,
        });
    }
}

struct Walk<'a> {
    batch: u64,
    announcer: &'a Announcer,
    quit: &'a CancellationToken,
    files: Vec<FoundFile>,
    skipped: Vec<Skipped>,
    told: Instant,
}

impl Walk<'_> {
    fn root(&mut self, path: &Path) {
        // A relative path means another file after a change of folder, so the record has the whole path. Symbolic links
        // keep their names.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let parent = path.parent().map(Path::to_owned).unwrap_or_default();
        // By name. What stands in one folder differs only there, and comparing whole paths takes a tenth of the time: in a
        // folder of 100,000 that is what the first file waits for.
        let by_name = |one: &DirEntry, other: &DirEntry| one.path().as_os_str().cmp(other.path().as_os_str());
        for entry in WalkDir::new(&path).follow_links(true).sort_by(by_name) {
            if self.quit.is_cancelled() {
                return;
            }
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let relative = entry.path().strip_prefix(&parent).unwrap_or(entry.path()).to_owned();
                    match entry.metadata() {
                        Ok(metadata) => self.entry(entry.path(), relative, &metadata),
                        Err(error) => self.error(&path, &error),
                    }
                }
                Err(error) => self.error(&path, &error),
            }
        }
    }

    fn entry(&mut self, path: &Path, relative: PathBuf, metadata: &fs::Metadata) {
        let reason = if !metadata.is_file() {
            SkipReason::NotAFile
        } else if metadata.len() > MAX_PUT_BYTES {
            SkipReason::TooLarge
        } else if let Err(error) = descriptors::patiently(|| fs::File::open(path)) {
            SkipReason::Unreadable(unreadable(&error))
        } else {
            let modified = metadata.modified().ok().map(Timestamp::from);
            let source = Source {
                path: path.to_owned(),
                relative,
                size: metadata.len(),
                modified,
            };
            self.files.push(FoundFile { source });
            if self.files.len() >= CHUNK || self.told.elapsed() >= CHUNK_TIME {
                self.tell();
            }
            return;
        };
        self.skipped.push(Skipped {
            path: path.to_owned(),
            reason,
        });
    }

    fn error(&mut self, root: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(root).to_owned();
        let is_link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        let reason = match error.io_error() {
            _ if error.loop_ancestor().is_some() || is_link => SkipReason::BrokenLink,
            Some(error) if error.kind() == io::ErrorKind::NotFound => SkipReason::Missing,
            Some(error) => SkipReason::Unreadable(unreadable(error)),
            None => SkipReason::Unreadable("the folder could not be read".to_owned()),
        };
        self.skipped.push(Skipped { path, reason });
    }

    fn tell(&mut self) {
        if !self.files.is_empty() {
            let files = std::mem::take(&mut self.files);
            self.announcer.tell(Event::Found {
                batch: self.batch,
                files,
            });
        }
        self.told = Instant::now();
    }
}

/// Why something cannot be read.
fn unreadable(error: &io::Error) -> String {
    if is_shortage_of_files(error) {
        descriptors::shortage()
    } else {
        error.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;

    fn walk(paths: Vec<PathBuf>) -> (Vec<Source>, Vec<Skipped>) {
        let (sender, events) = mpsc::channel();
        scan(
            7,
            paths,
            &Announcer::new(sender, Arc::new(|| ())),
            &CancellationToken::new(),
        );
        let mut sources = Vec::new();
        for event in events {
            match event {
                Event::Found { batch: 7, files } => sources.extend(files.into_iter().map(|file| file.source)),
                Event::ScanEnded { batch: 7, skipped } => return (sources, skipped),
                other => panic!("{other:?}"),
            }
        }
        panic!("the walk never ended");
    }

    #[test]
    fn folders_are_walked_in_order_and_relative_paths_begin_with_the_dropped_folder() {
        let folder = tempfile::tempdir().unwrap();
        let trip = folder.path().join("trip");
        fs::create_dir_all(trip.join("day 2")).unwrap();
        for name in ["b.jpg", "a.jpg", "day 2/c.jpg"] {
            fs::write(trip.join(name), name).unwrap();
        }
        let (sources, skipped) = walk(vec![trip.clone(), trip.join("b.jpg")]);
        let relative: Vec<_> = sources.iter().map(|source| source.relative.to_str().unwrap()).collect();
        assert_eq!(relative, ["trip/a.jpg", "trip/b.jpg", "trip/day 2/c.jpg", "b.jpg"]);
        assert_eq!(sources[0].size, 5);
        assert!(
            sources
                .iter()
                .all(|source| source.path.is_absolute() && source.modified.is_some())
        );
        assert_eq!(skipped, []);
    }

    #[test]
    fn a_walk_that_the_end_of_the_program_stops_does_not_claim_to_have_ended() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..2000 {
            fs::write(folder.path().join(number.to_string()), "").unwrap();
        }
        let (sender, events) = mpsc::channel();
        let quit = CancellationToken::new();
        let stop = quit.clone();
        // The first that is heard of it stops it.
        let announcer = Announcer::new(sender, Arc::new(move || stop.cancel()));
        scan(7, vec![folder.path().to_owned()], &announcer, &quit);
        drop(announcer);
        let mut found = 0;
        for event in events {
            match event {
                Event::Found { files, .. } => found += files.len(),
                other => panic!("{other:?}"),
            }
        }
        assert!((1..2000).contains(&found), "{found}");
    }

    #[cfg(unix)]
    #[test]
    fn odd_entries_are_left_out_with_a_reason_and_loops_end() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("good.jpg"), "good").unwrap();
        std::os::unix::fs::symlink(&root, root.join("loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", root.join("dangling")).unwrap();
        std::os::unix::fs::symlink("good.jpg", root.join("link.jpg")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        fs::File::create(root.join("huge.mov"))
            .unwrap()
            .set_len(MAX_PUT_BYTES + 1)
            .unwrap();
        let (sources, mut skipped) = walk(vec![root, folder.path().join("missing")]);
        let names: Vec<_> = sources.iter().map(Source::name).collect();
        assert_eq!(names, ["good.jpg", "link.jpg"]);
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        let reasons: Vec<_> = skipped
            .iter()
            .map(|skipped| {
                (
                    skipped.path.file_name().unwrap().to_str().unwrap(),
                    skipped.reason.clone(),
                )
            })
            .collect();
        assert_eq!(
            reasons,
            [
                ("missing", SkipReason::Missing),
                ("dangling", SkipReason::BrokenLink),
                ("huge.mov", SkipReason::TooLarge),
                ("loop", SkipReason::BrokenLink),
                ("socket", SkipReason::NotAFile),
            ]
        );
    }
}
