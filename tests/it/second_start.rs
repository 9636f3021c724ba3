//! A second start of the program while the first one opens or closes: it hands its paths to the first, or continues alone.
//! The first program is this test, which owns the folder and listens like a window; the second one is real.

use std::sync::mpsc;

use que_uploader::handover::{self, Handoff};
use store::DataDirectory;

use crate::{
    bench::{DEADLINE, wait_until},
    program::{Running, program},
};

/// A folder that this test owns like a window, and the paths that second starts bring.
fn first(folder: &DataDirectory) -> mpsc::Receiver<Handoff> {
    let (sender, arrivals) = mpsc::channel();
    handover::listen(folder.path(), move |handed| drop(sender.send(handed))).unwrap();
    arrivals
}

#[test]
fn while_the_first_program_opens_the_second_waits_to_hand_over_its_paths() {
    let parent = tempfile::tempdir().unwrap();
    let folder = DataDirectory::open(Some(parent.path().join("data"))).unwrap();
    let _lock = folder.lock().unwrap();
    // It owns the folder but doesn't listen yet.
    let mut second = Running::start(program(folder.path()).arg("/photos/a.jpg"));
    wait_until("the log of the second start", || {
        folder.path().join("log").exists() || !second.err().is_empty()
    });
    let arrivals = first(&folder);
    let handed = arrivals.recv_timeout(DEADLINE).unwrap();
    assert_eq!(handed.paths(), [std::path::absolute("/photos/a.jpg").unwrap()]);
    assert!(second.is_running(), "it does not end before its paths are handed over");
    handed.accept();
    let ended = second.ended();
    ended.assert_code(0);
    assert_eq!(ended.err, "");
}

#[test]
fn handover_works_with_a_data_folder_path_of_two_hundred_characters() {
    let parent = tempfile::tempdir().unwrap();
    let folder = DataDirectory::open(Some(parent.path().join("d".repeat(200)))).unwrap();
    let _lock = folder.lock().unwrap();
    let arrivals = first(&folder);
    let second = Running::start(program(folder.path()).arg("/photos/a.jpg"));
    let handed = arrivals.recv_timeout(DEADLINE).unwrap();
    assert_eq!(handed.paths(), [std::path::absolute("/photos/a.jpg").unwrap()]);
    handed.accept();
    second.ended().assert_code(0);
}

// Elsewhere there is always a display, and the window stays.
#[cfg(target_os = "linux")]
#[test]
fn while_the_first_program_closes_the_second_keeps_its_paths_and_takes_over_the_folder() {
    let parent = tempfile::tempdir().unwrap();
    let folder = DataDirectory::open(Some(parent.path().join("data"))).unwrap();
    let lock = folder.lock().unwrap();
    let arrivals = first(&folder);
    let second = Running::start(program(folder.path()).arg("/photos/a.jpg"));
    // It arrives just after the first stopped listening, and tries again.
    drop(arrivals.recv_timeout(DEADLINE).unwrap());
    drop(arrivals.recv_timeout(DEADLINE).unwrap());
    drop((arrivals, lock));
    let ended = second.ended();
    // It became the first. Next it fails because there is no display.
    ended.assert_code(1);
    assert!(ended.err.contains("the window needs a display"), "{ended:#?}");
}
