//! What earlier runs did, found by file and not by scanning a long history.

use super::*;

#[test]
fn a_file_uploaded_before_is_recognized_until_it_changes() {
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
    // The last of several counts, and an upload never finds itself.
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
fn files_waiting_at_other_servers_are_counted() {
    let place = Place::new();
    let mut store = place.open();
    store.add(&[job(1), job(2), job(3), job(4)]).unwrap();
    upload_of(&mut store, 1, "k1");
    store.canceled(id(2)).unwrap();
    assert_eq!(store.waiting_elsewhere().unwrap(), []);
    store.use_server("https://other.example");
    assert_eq!(store.waiting_elsewhere().unwrap(), [(SERVER.to_owned(), 2)]);
}
