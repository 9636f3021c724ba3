//! What earlier runs made of files: found by these files, not by looking through all of a long history.

use super::*;

#[test]
fn a_file_that_was_uploaded_before_is_known_as_long_as_it_has_not_changed() {
    let place = Place::new();
    let mut store = place.open();
    let path = Path::new("/photos/a.jpg");
    let mut first = named(1, path);
    first.source.size = facts("k1").bytes;
    store.add(std::slice::from_ref(&first)).unwrap();
    upload_of(&mut store, 1, "k1");
    store.remove_from_queue(&[id(1)]).unwrap();
    let again = |number| {
        let mut job = named(number, path);
        job.source.size = first.source.size;
        job
    };
    let mut changed = again(3);
    changed.source.modified = Some(at(6));
    let mut longer = again(4);
    longer.source.size += 1;
    let mut elsewhere = again(5);
    elsewhere.source.path = "/other/a.jpg".into();
    let jobs = [again(2), changed, longer, elsewhere];
    assert_eq!(store.uploaded_before(&jobs).unwrap(), [(id(2), object("k1"))]);
    // Of several the last counts, and none is its own forerunner.
    store.add(&[again(2)]).unwrap();
    upload_of(&mut store, 2, "k2");
    assert_eq!(
        store.uploaded_before(&[again(2), again(6)]).unwrap(),
        [(id(2), object("k1")), (id(6), object("k2"))]
    );
    store.use_server("https://other.example");
    assert_eq!(store.uploaded_before(&[again(7)]).unwrap(), []);
}

#[test]
fn what_waits_at_other_servers_is_counted() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.canceled(id(2)).unwrap();
    assert_eq!(store.waiting_elsewhere().unwrap(), []);
    store.use_server("https://other.example");
    assert_eq!(store.waiting_elsewhere().unwrap(), [(SERVER.to_owned(), 2)]);
}
