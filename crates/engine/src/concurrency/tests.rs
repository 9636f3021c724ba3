use super::*;

fn put(concurrency: &ConcurrencyController, count: usize, milliseconds: u64) {
    let epoch = concurrency.lock().epoch;
    for _ in 0..count {
        concurrency.note_put(Duration::from_millis(milliseconds), epoch);
    }
}

#[test]
fn small_files_grow_in_number_while_none_takes_longer() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    assert_eq!(concurrency.sending.limit(), FIRST);
    put(&concurrency, 1000, 50);
    assert_eq!(concurrency.sending.limit(), MOST);
}

#[test]
fn where_each_takes_longer_for_being_one_of_more_their_number_stays_low() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    for _ in 0..200 {
        // The line has room for eight.
        let crowd = concurrency.sending.limit().div_ceil(8) as u64;
        put(&concurrency, 1, 10 * crowd);
    }
    assert!(
        (4..=16).contains(&concurrency.sending.limit()),
        "{}",
        concurrency.sending.limit()
    );
}

const NONE: Duration = Duration::ZERO;
const LONG_CALL: Duration = Duration::from_millis(100);

#[test]
fn on_a_long_line_so_many_small_files_go_at_once_as_are_a_mebibyte_together() {
    let begun_with = |at_once, looked, called, bytes| {
        let concurrency = ConcurrencyController::new(at_once);
        concurrency.note_begun(bytes);
        concurrency.note_ready(looked, called);
        (concurrency.sending.limit(), concurrency.ready.limit())
    };
    let automatic = UploadsAtOnce::Automatic;
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 0), (MOST, MOST_AHEAD));
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 4 << 10), (256, MOST_AHEAD));
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 32 << 10), (32, 32));
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 5 << 20), (FIRST, FIRST));
    assert_eq!(begun_with(automatic, NONE, LONG / 2, 4 << 10), (FIRST, FIRST));
    let slow_drive = begun_with(automatic, LONG_CALL, LONG / 2, 4 << 10);
    assert_eq!(slow_drive, (FIRST, FIRST), "a slow drive is no long line");
    assert_eq!(begun_with(UploadsAtOnce::Fixed(2), NONE, LONG_CALL, 4 << 10), (2, 2));
}

#[test]
fn pictures_after_notes_of_a_few_bytes_do_not_go_in_the_number_of_the_notes() {
    let (note, picture) = (300, 5 << 20);
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    let notes = concurrency.note_begun(note);
    concurrency.note_ready(NONE, LONG_CALL);
    put(&concurrency, 1000, 50);
    for _ in 0..3 {
        assert_eq!(concurrency.sending.limit(), MOST);
        concurrency.note_begun(picture);
        assert_eq!(concurrency.sending.limit(), FIRST);
        // Those that were under way tell nothing of pictures.
        for _ in 0..1000 {
            concurrency.note_put(Duration::from_millis(50), notes);
        }
        assert_eq!(concurrency.sending.limit(), FIRST);
        // Notes between pictures change nothing; many in a row do.
        for _ in 1..MOST_AHEAD {
            concurrency.note_begun(note);
        }
        concurrency.note_begun(picture);
        assert_eq!(concurrency.sending.limit(), FIRST);
        for _ in 0..MOST_AHEAD {
            concurrency.note_begun(note);
        }
    }
}

#[test]
fn one_wish_for_less_is_over_after_a_while_though_files_take_very_different_times() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let concurrency = ConcurrencyController::new(at_once);
        concurrency.note_ready(NONE, Duration::from_secs(5));
        concurrency.note_recorded(NONE);
        concurrency.slow_down();
        assert!(concurrency.lock().most_ahead < MOST_AHEAD);
        for number in 0..5000 {
            put(&concurrency, 1, if number % 10 == 0 { 1500 } else { 100 });
        }
        assert_eq!(concurrency.lock().most_ahead, MOST_AHEAD);
    }
}

#[test]
fn what_turns_out_to_be_too_much_for_a_long_line_becomes_less() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    concurrency.note_begun(4 << 10);
    concurrency.note_ready(NONE, LONG_CALL);
    // Some ten milliseconds for each, one after the other.
    put(&concurrency, FIRST, 60);
    for _ in 0..2000 {
        let waits = 10 * concurrency.sending.limit() as u64;
        put(&concurrency, 1, 50 + waits);
    }
    assert!(
        (4..=16).contains(&concurrency.sending.limit()),
        "{}",
        concurrency.sending.limit()
    );
}

#[test]
fn what_is_too_much_is_seen_long_before_all_of_it_was_sent() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    put(&concurrency, ENOUGH_TO_TELL, 500);
    assert_eq!(concurrency.sending.limit(), MOST / 2);
}

#[test]
fn a_server_that_asks_for_less_has_fewer_calls_at_once_whatever_the_number_is() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let concurrency = ConcurrencyController::new(at_once);
        for _ in 0..1000 {
            concurrency.note_ready(NONE, Duration::from_secs(5));
            concurrency.note_recorded(NONE);
            put(&concurrency, 1, 10);
        }
        assert_eq!(concurrency.ready.limit(), MOST_AHEAD);
        // Many calls that were under way together are told the same.
        for _ in 0..MOST_AHEAD {
            concurrency.slow_down();
        }
        assert_eq!(concurrency.ready.limit(), MOST_AHEAD / 2);
        put(&concurrency, 1, 10);
        assert_eq!(concurrency.ready.limit(), MOST_AHEAD / 2);
        put(&concurrency, 20 * MOST, 10);
        assert_eq!(concurrency.ready.limit(), MOST_AHEAD, "in the end as many as before");
    }
}

#[test]
fn of_another_server_nothing_is_known() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    concurrency.forget();
    assert_eq!((concurrency.sending.limit(), concurrency.ready.limit()), (FIRST, FIRST));
    concurrency.note_ready(NONE, LONG_CALL);
    assert_eq!(
        concurrency.sending.limit(),
        MOST,
        "it is found to be far away by itself"
    );
}

#[test]
fn on_a_short_line_there_are_no_more_connections_than_there_is_work_for() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    for _ in 0..1000 {
        concurrency.note_put(Duration::from_micros(400), 0);
    }
    assert_eq!(concurrency.sending.limit(), 8);
}

#[test]
fn a_line_that_has_become_a_long_one_gets_the_number_of_a_long_one() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 1);
    assert_eq!(concurrency.sending.limit(), 20);
    put(&concurrency, 5000, 100);
    assert_eq!(concurrency.sending.limit(), MOST);
}

#[test]
fn the_users_number_is_kept() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(3));
    put(&concurrency, 1000, 50);
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (3, 3));
    concurrency.use_number(UploadsAtOnce::Fixed(7));
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (7, 7));
}

#[test]
fn as_many_are_got_ready_as_a_put_needs_and_no_more() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(4));
    let measure = |ready: u64, recorded: u64, took: u64| {
        for _ in 0..200 {
            concurrency.note_ready(NONE, Duration::from_millis(ready));
            concurrency.note_recorded(Duration::from_millis(recorded));
            put(&concurrency, 1, took);
        }
        (concurrency.ready.limit(), concurrency.recorded.limit())
    };
    assert_eq!(measure(50, 4, 5000), (2, 5), "slow PUTs need none but the next");
    let (ready, recorded) = measure(50, 4, 5);
    assert!((40..=42).contains(&ready), "{ready}");
    assert!((10..=12).contains(&recorded), "{recorded}");
    assert_eq!(measure(60_000, 60_000, 5), (MOST_AHEAD, 4 + MOST_ON_RECORD));
}

#[test]
fn a_storage_that_asks_for_less_gets_less() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    concurrency.slow_down();
    assert_eq!(concurrency.sending.limit(), MOST / 2);
}

#[test]
fn the_number_at_once_stays_within_what_this_computer_has_room_for() {
    let small = |concurrency: &ConcurrencyController| {
        // Ever faster, so that more would always help.
        for round in 0..40_u32 {
            let epoch = concurrency.note_begun(1000);
            for _ in 0..=MOST {
                concurrency.note_ready(Duration::from_millis(50), Duration::from_millis(50));
                concurrency.note_recorded(Duration::from_millis(1));
                concurrency.note_put(Duration::from_micros(u64::from(900_000 - round)), epoch);
            }
        }
        [
            concurrency.sending.limit(),
            concurrency.ready.limit(),
            concurrency.large.limit(),
        ]
    };
    for (at_once, most) in [
        (UploadsAtOnce::Automatic, 33),
        (UploadsAtOnce::Automatic, 1),
        (UploadsAtOnce::Fixed(32), 10),
    ] {
        let concurrency = ConcurrencyController::within(at_once, most);
        let limits = small(&concurrency);
        assert!(
            limits.iter().all(|limit| (1..=most).contains(limit)),
            "{at_once:?} {limits:?}"
        );
        assert_eq!(limits[0], most, "all that there is room for");
        concurrency.slow_down();
        concurrency.forget();
        assert!(concurrency.sending.limit() <= most && concurrency.ready.limit() <= most);
    }
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(32));
    concurrency.allow_fewer();
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (16, 16));
    concurrency.allow_fewer();
    assert_eq!(concurrency.sending.limit(), 16, "of the same shortage");
}
