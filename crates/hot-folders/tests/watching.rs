//! Watches real folders on this machine's drive. Waits for reports, never for a time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside of test functions"
)]

use std::{
    collections::HashMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc::Receiver},
    time::{Duration, SystemTime},
};

#[cfg(unix)]
use hot_folders::WaitReason;
use hot_folders::{CompleteFile, Folder, HotFolders, Options, Patterns, Records, Report};

/// Contents by where they are on record, and files by path, size and time.
#[derive(Debug, Clone, Default)]
struct Shelf(Arc<Mutex<Content>>);

#[derive(Debug, Default)]
struct Content {
    contents: HashMap<String, PathBuf>,
    files: Vec<(PathBuf, u64, Option<SystemTime>)>,
    /// How many files were hashed.
    read: usize,
}

impl Shelf {
    fn put(&self, file: &CompleteFile) {
        let mut shelf = self.0.lock().unwrap();
        shelf.contents.insert(file.content.clone(), file.path.clone());
        shelf.files.push((file.path.clone(), file.size, file.modified));
    }
}

impl Records for Shelf {
    fn has_file(&mut self, file: &CompleteFile) -> Result<bool, String> {
        let key = (file.path.clone(), file.size, file.modified);
        Ok(self.0.lock().unwrap().files.contains(&key))
    }

    fn has_content(&mut self, content: &str) -> Result<Option<String>, String> {
        let shelf = self.0.lock().unwrap();
        Ok(shelf.contents.get(content).map(|path| path.display().to_string()))
    }

    fn content(&mut self, source: &mut dyn Read) -> io::Result<String> {
        self.0.lock().unwrap().read += 1;
        io::read_to_string(source)
    }
}

/// A watched folder.
struct Bench {
    watch: HotFolders,
    reports: Receiver<Report>,
    shelf: Shelf,
    root: PathBuf,
}

/// Short, so that tests are.
const REST: Duration = Duration::from_millis(60);

fn folder(root: &Path) -> Folder {
    Folder {
        path: root.to_owned(),
        patterns: Patterns::default(),
        subfolders: true,
        set_aside: None,
        always_look: false,
    }
}

impl Bench {
    fn start(folder: Folder) -> Self {
        Self::start_with(folder, Shelf::default())
    }

    fn start_with(folder: Folder, shelf: Shelf) -> Self {
        let root = folder.path.clone();
        let (watch, reports) = HotFolders::start(Options {
            folders: vec![folder],
            rest: REST,
            leave_out: Arc::new(|path: &Path, _| {
                path.file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with('.'))
            }),
            records: Box::new(shelf.clone()),
        })
        .unwrap();
        let bench = Self {
            watch,
            reports,
            shelf,
            root,
        };
        if bench.root.exists() {
            assert!(matches!(bench.next(), Report::Watching { .. }));
        }
        bench
    }

    #[track_caller]
    fn next(&self) -> Report {
        self.reports.recv_timeout(Duration::from_secs(60)).expect("a report")
    }

    /// The next complete file, by its path below the folder.
    #[track_caller]
    fn complete(&self) -> (String, CompleteFile) {
        match self.next() {
            Report::Complete(file) => {
                let below = file.path.strip_prefix(&self.root).unwrap();
                (below.to_str().unwrap().to_owned(), file)
            }
            other => panic!("not complete: {other:?}"),
        }
    }

    /// Takes the next complete file.
    #[track_caller]
    fn take(&self) -> String {
        let (name, file) = self.complete();
        self.shelf.put(&file);
        self.watch.ended(&file.path, true);
        name
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Writes a file and takes it: until now, nothing else was reported.
    #[track_caller]
    fn assert_nothing_before(&self, marker: &str) {
        self.write(marker, marker);
        assert_eq!(self.take(), marker);
    }

    fn wait_until_idle(&self) {
        let deadline = std::time::Instant::now() + Duration::from_secs(60);
        while !self.watch.progress().is_idle() {
            assert!(std::time::Instant::now() < deadline, "{:?}", self.watch.progress());
            std::thread::yield_now();
        }
    }
}

#[test]
fn files_that_were_there_and_files_that_come_are_reported_once() {
    for always_look in [false, true] {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("before"), "before").unwrap();
        let bench = Bench::start(Folder {
            always_look,
            ..folder(place.path())
        });
        assert_eq!(bench.take(), "before");
        bench.write("sub/deep/later", "later");
        assert_eq!(bench.take(), "sub/deep/later");
        bench.write(".hidden", "hidden");
        bench.write("a.jpg.part", "part");
        fs::create_dir(place.path().join("empty folder")).unwrap();
        bench.assert_nothing_before("last");
    }
}

#[test]
fn a_file_that_is_renamed_into_place_is_taken_and_one_that_is_renamed_later_is_a_copy() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    let part = bench.write("a.jpg.part", "photo");
    fs::rename(part, place.path().join("a.jpg")).unwrap();
    assert_eq!(bench.take(), "a.jpg");
    fs::rename(place.path().join("a.jpg"), place.path().join("b.jpg")).unwrap();
    let Report::Copy { file, known_as } = bench.next() else {
        panic!("not a copy");
    };
    assert_eq!(file.path, place.path().join("b.jpg"));
    assert_eq!(Path::new(&known_as), place.path().join("a.jpg"));
    bench.wait_until_idle();
}

#[test]
fn new_content_at_the_same_path_is_taken_again_even_with_the_same_size_and_time() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    let path = bench.write("a", "one");
    assert_eq!(bench.take(), "a");
    bench.write("a", "second");
    assert_eq!(bench.take(), "a");

    // As a program that saves safely does it, which here also keeps the time.
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let other = bench.write(".a.new", "third!");
    fs::File::options()
        .write(true)
        .open(&other)
        .unwrap()
        .set_modified(time)
        .unwrap();
    fs::rename(&other, &path).unwrap();
    #[cfg(unix)]
    assert_eq!(bench.complete().1.content, "third!");
}

#[test]
fn a_marker_beside_a_file_holds_it_back_and_that_is_no_failure() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    let marker = bench.write("a.jpg.lock", "");
    bench.write("a.jpg", "photo");
    bench.assert_nothing_before("b.jpg");
    // Sometimes the reader has it, to look for the marker again.
    let progress = bench.watch.progress();
    assert!(progress.settling + progress.reading > 0);
    fs::remove_file(marker).unwrap();
    assert_eq!(bench.take(), "a.jpg");
    bench.wait_until_idle();
}

#[test]
fn while_a_file_is_taken_neither_its_next_version_nor_a_copy_is_reported() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    bench.write("a", "one");
    let (name, first) = bench.complete();
    assert_eq!(name, "a");
    bench.write("copy", "one");
    bench.write("a", "second");
    bench.assert_nothing_before("other");
    bench.shelf.put(&first);
    bench.watch.ended(&first.path, true);
    let mut found = Vec::new();
    for _ in 0..2 {
        found.push(match bench.next() {
            Report::Complete(file) => format!("{} {}", file.path.file_name().unwrap().display(), file.content),
            Report::Copy { file, .. } => format!("{} again", file.path.file_name().unwrap().display()),
            other => panic!("{other:?}"),
        });
    }
    found.sort();
    assert_eq!(found, ["a second", "copy again"]);
}

#[test]
fn what_failed_is_not_tried_again_until_it_changes_but_its_copy_is() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    bench.write("a", "one");
    let (_, first) = bench.complete();
    bench.write("copy", "one");
    bench.assert_nothing_before("other");
    bench.watch.ended(&first.path, false);
    assert_eq!(bench.take(), "copy");
    bench.assert_nothing_before("another");
    bench.write("a", "changed");
    assert_eq!(bench.take(), "a");
}

#[test]
fn a_restart_takes_nothing_again_and_reads_nothing_that_is_on_record() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    bench.write("a", "one");
    bench.take();
    let shelf = bench.shelf.clone();
    let read = shelf.0.lock().unwrap().read;
    drop(bench);
    let bench = Bench::start_with(folder(place.path()), shelf);
    assert_eq!(
        bench.next(),
        Report::Recorded {
            path: place.path().join("a"),
            folder: 0
        }
    );
    bench.wait_until_idle();
    assert_eq!(bench.shelf.0.lock().unwrap().read, read);
}

#[test]
fn a_folder_that_comes_into_place_or_goes_and_comes_back_is_watched() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("in");
    let bench = Bench::start(folder(&root));
    let Report::Unavailable { path, .. } = bench.next() else {
        panic!("it is not there");
    };
    assert_eq!(path, root);
    for name in ["first", "second"] {
        let made = place.path().join("made");
        fs::create_dir_all(made.join("sub")).unwrap();
        fs::write(made.join("sub").join(name), name).unwrap();
        fs::rename(&made, &root).unwrap();
        assert!(matches!(bench.next(), Report::Watching { .. }));
        assert_eq!(bench.take(), format!("sub/{name}"));
        // With its files from elsewhere.
        fs::create_dir(&made).unwrap();
        let moved_in = format!("{name} moved in");
        fs::write(made.join("file"), &moved_in).unwrap();
        fs::rename(&made, root.join(name)).unwrap();
        assert_eq!(bench.take(), format!("{name}/file"));
        fs::remove_dir_all(&root).unwrap();
        assert!(matches!(bench.next(), Report::Unavailable { .. }), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_left_out_and_cannot_lead_in_circles() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("in");
    fs::create_dir(&root).unwrap();
    fs::write(place.path().join("outside"), "outside").unwrap();
    for (to, name) in [
        ("..", "up"),
        ("loop", "loop"),
        ("../outside", "file"),
        ("nowhere", "broken"),
    ] {
        std::os::unix::fs::symlink(to, root.join(name)).unwrap();
    }
    let link = place.path().join("link");
    std::os::unix::fs::symlink(&root, &link).unwrap();
    let bench = Bench::start(folder(&link));
    bench.assert_nothing_before("a");
    bench.wait_until_idle();
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_said_once_and_taken_when_it_can() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder(place.path()));
    let path = bench.root.join("a");
    let closed = fs::Permissions::from_mode(0o000);
    let made = bench.write(".a", "one");
    fs::set_permissions(&made, closed).unwrap();
    if fs::File::open(&made).is_ok() {
        // The superuser reads everything.
        return;
    }
    fs::rename(made, &path).unwrap();
    let Report::Waiting { reason, .. } = bench.next() else {
        panic!("it waits");
    };
    assert!(matches!(reason, WaitReason::Unreadable(_)));
    bench.assert_nothing_before("b");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(bench.take(), "a");
}

#[test]
fn patterns_and_the_folder_of_finished_files_hold() {
    let place = tempfile::tempdir().unwrap();
    let bench = Bench::start(Folder {
        patterns: Patterns::new(&["*.jpg".to_owned()], &["*draft*".to_owned()]).unwrap(),
        set_aside: Some("Done".to_owned()),
        ..folder(place.path())
    });
    bench.write("a.txt", "text");
    bench.write("a draft.jpg", "draft");
    bench.write("Done/a.jpg", "done");
    bench.assert_nothing_before("b.JPG");
    let path = place.path().join("b.JPG");
    let moved = hot_folders::set_aside(&path, place.path(), "Done").unwrap();
    assert_eq!(moved, place.path().join("Done/b.JPG"));
    bench.assert_nothing_before("c.jpg");
    bench.wait_until_idle();
}
