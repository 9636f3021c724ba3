//! What the system does seldom: events end, or the records cannot be read.

use std::{fs, path::Path};

use super::*;

/// Records that fail so many times, and know nothing.
struct Failing(usize);

impl Records for Failing {
    fn has_file(&mut self, _file: &CompleteFile) -> Result<bool, String> {
        if self.0 == 0 {
            return Ok(false);
        }
        self.0 -= 1;
        Err("the disk is full".to_owned())
    }

    fn has_content(&mut self, _content: &str) -> Result<Option<String>, String> {
        Ok(None)
    }

    fn content(&mut self, source: &mut dyn Read) -> io::Result<String> {
        io::read_to_string(source)
    }
}

fn folder(path: &Path) -> Folder {
    Folder {
        path: path.to_owned(),
        patterns: Patterns::default(),
        subfolders: true,
        set_aside: None,
        always_look: false,
    }
}

fn start(path: &Path, failures: usize) -> (HotFolders, Receiver<Report>) {
    let (hot, reports) = HotFolders::start(Options {
        folders: vec![folder(path)],
        rest: Duration::from_millis(50),
        leave_out: Arc::new(|_, _| false),
        records: Box::new(Failing(failures)),
    })
    .unwrap();
    assert_eq!(
        next(&reports),
        Report::Watching {
            folder: 0,
            in_intervals: None
        }
    );
    (hot, reports)
}

#[track_caller]
fn next(reports: &Receiver<Report>) -> Report {
    reports.recv_timeout(Duration::from_secs(60)).unwrap()
}

#[test]
fn when_events_end_the_folder_is_looked_at_in_intervals_and_that_is_said_once() {
    let place = tempfile::tempdir().unwrap();
    let (hot, reports) = start(place.path(), 0);
    for _ in 0..2 {
        let reason = "the system watches no more folders".to_owned();
        hot.inbox
            .send(Message::AnnouncementsFailed { folder: 0, reason })
            .unwrap();
    }
    let Report::Watching {
        in_intervals: Some(reason),
        ..
    } = next(&reports)
    else {
        panic!("events ended");
    };
    assert_eq!(reason, "the system watches no more folders");
    fs::write(place.path().join("a"), "a").unwrap();
    let Report::Complete(file) = next(&reports) else {
        panic!("nothing else is said");
    };
    assert_eq!(file.path, place.path().join("a"));
}

#[test]
fn a_system_may_announce_paths_without_the_links_that_the_folder_was_named_with() {
    let (real, link) = (Path::new("/real/in").to_owned(), Path::new("/link").to_owned());
    let mut watcher = watcher::Watched::new(folder(&link));
    watcher.real = Some(real.clone());
    for (announced, named) in [
        (real.clone(), link.clone()),
        (real.join("sub/a"), link.join("sub/a")),
        (link.join("a"), link.join("a")),
        ("/other".into(), "/other".into()),
    ] {
        assert_eq!(watcher.as_named(announced), named);
    }
}

#[test]
fn a_file_waits_while_the_records_cannot_be_read_and_is_never_taken_without_them() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a"), "a").unwrap();
    let (_hot, reports) = start(place.path(), 2);
    let Report::Waiting { reason, .. } = next(&reports) else {
        panic!("it waits");
    };
    assert_eq!(reason, WaitReason::Unreadable("the disk is full".to_owned()));
    assert!(matches!(next(&reports), Report::Complete(_)), "said once, then taken");
}
