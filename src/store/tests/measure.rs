//! Figures, by hand: `cargo test --lib --release store::tests::measure -- --ignored --nocapture`, below `strace -f -c`
//! where system calls are to be counted. `QUE_MEASURE` names the folder; without it, it is a new one.

use std::time::Instant;

use super::*;

fn results(count: i64, attempts: &[Option<AttemptId>]) -> Vec<Change> {
    (1..=count)
        .zip(attempts)
        .map(|(number, attempt)| Change::Stored {
            id: id(number),
            attempt: attempt.unwrap(),
            facts: facts(&format!("Uploads/0123456789abcdef/{number}.jpg")),
            content_type: "image/jpeg".into(),
            note: None,
        })
        .collect()
}

fn begun(count: i64) -> Vec<Change> {
    (1..=count)
        .map(|number| Change::AttemptBegun {
            id: id(number),
            object: object(&format!("Uploads/0123456789abcdef/{number}.jpg")),
            now: at(500),
        })
        .collect()
}

#[test]
#[ignore = "by hand"]
fn ten_thousand_results() {
    let folder = tempfile::tempdir_in(std::env::var("QUE_MEASURE").unwrap_or("/tmp".into())).unwrap();
    let batch: usize = std::env::var("QUE_BATCH").map_or(512, |batch| batch.parse().unwrap());
    let mut store = Store::open(&folder.path().join("uploads.sqlite3"), SERVER).unwrap();
    let begin = Instant::now();
    store.add(&(1..=10_000).map(job).collect::<Vec<_>>()).unwrap();
    let mut attempts = Vec::new();
    for part in begun(10_000).chunks(batch) {
        attempts.extend(store.apply(part).unwrap());
    }
    println!("added and begun in {:?}", begin.elapsed());
    let begin = Instant::now();
    let _ = fs::metadata(folder.path().join("MARK-results-begin"));
    for part in results(10_000, &attempts).chunks(batch) {
        store.apply(part).unwrap();
    }
    let _ = fs::metadata(folder.path().join("MARK-results-end"));
    println!("10,000 results in batches of {batch}: {:?}", begin.elapsed());
}

#[test]
#[ignore = "by hand"]
fn a_hundred_thousand_rows() {
    let place = Place::new();
    let mut store = place.open();
    let count = 100_000;
    store.add(&(1..=count).map(job).collect::<Vec<_>>()).unwrap();
    let attempts = store.apply(&begun(count)).unwrap();
    store.apply(&results(count, &attempts)).unwrap();
    drop(store);
    println!("{} bytes", fs::metadata(place.file()).unwrap().len());
    let begin = Instant::now();
    let store = place.open();
    println!("opened in {:?}", begin.elapsed());
    for check in ["quick_check(1)", "integrity_check(1)"] {
        let begin = Instant::now();
        let words: String = store
            .connection
            .query_row(&format!("PRAGMA {check}"), [], |row| row.get(0))
            .unwrap();
        println!("{check}: {words} in {:?}", begin.elapsed());
    }
    drop(store);
    let begin = Instant::now();
    drop(Store::open_or_salvage(&place.file(), SERVER, at(0)).unwrap());
    println!("open_or_salvage, sound: {:?}", begin.elapsed());
    let mut bytes = fs::read(place.file()).unwrap();
    bytes[..100].fill(0);
    fs::write(place.file(), bytes).unwrap();
    let begin = Instant::now();
    let (store, trouble) = Store::open_or_salvage(&place.file(), SERVER, at(0)).unwrap();
    println!("salvaged in {:?}: {}", begin.elapsed(), trouble.unwrap().headline);
    assert_eq!(store.history("", 0, 1).unwrap().total, 100_000);
    let mut store = store;
    fs::remove_file(place.file()).unwrap();
    let begin = Instant::now();
    store.failed(id(1), &failure()).unwrap();
    println!(
        "put back in {:?}: {}",
        begin.elapsed(),
        store.take_trouble().unwrap().headline
    );
    let begin = Instant::now();
    for _ in 0..10_000 {
        store.stay().unwrap();
    }
    println!("10,000 looks at the folder: {:?}", begin.elapsed());
}
