use super::*;

fn put(pace: &Pace, count: usize, milliseconds: u64) {
    let era = pace.lock().era;
    for _ in 0..count {
        pace.note_put(Duration::from_millis(milliseconds), era);
    }
}

#[test]
fn small_files_grow_in_number_while_none_takes_longer() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    assert_eq!(pace.sending.limit(), FIRST);
    put(&pace, 1000, 50);
    assert_eq!(pace.sending.limit(), MOST);
}

#[test]
fn where_each_takes_longer_for_being_one_of_more_their_number_stays_low() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    for _ in 0..200 {
        // The line has room for eight.
        let crowd = pace.sending.limit().div_ceil(8) as u64;
        put(&pace, 1, 10 * crowd);
    }
    assert!((4..=16).contains(&pace.sending.limit()), "{}", pace.sending.limit());
}

const NONE: Duration = Duration::ZERO;
const LONG_CALL: Duration = Duration::from_millis(100);

#[test]
fn on_a_long_line_so_many_small_files_go_at_once_as_are_a_mebibyte_together() {
    let begun_with = |at_once, looked, called, bytes| {
        let pace = Pace::new(at_once);
        pace.note_begun(bytes);
        pace.note_ready(looked, called);
        (pace.sending.limit(), pace.ready.limit())
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
    let pace = Pace::new(UploadsAtOnce::Automatic);
    let notes = pace.note_begun(note);
    pace.note_ready(NONE, LONG_CALL);
    put(&pace, 1000, 50);
    for _ in 0..3 {
        assert_eq!(pace.sending.limit(), MOST);
        pace.note_begun(picture);
        assert_eq!(pace.sending.limit(), FIRST);
        // Those that were under way tell nothing of pictures.
        for _ in 0..1000 {
            pace.note_put(Duration::from_millis(50), notes);
        }
        assert_eq!(pace.sending.limit(), FIRST);
        // Notes between pictures change nothing; many in a row do.
        for _ in 1..MOST_AHEAD {
            pace.note_begun(note);
        }
        pace.note_begun(picture);
        assert_eq!(pace.sending.limit(), FIRST);
        for _ in 0..MOST_AHEAD {
            pace.note_begun(note);
        }
    }
}

#[test]
fn one_wish_for_less_is_over_after_a_while_though_files_take_very_different_times() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let pace = Pace::new(at_once);
        pace.note_ready(NONE, Duration::from_secs(5));
        pace.note_recorded(NONE);
        pace.slow_down();
        assert!(pace.lock().most_ahead < MOST_AHEAD);
        for number in 0..5000 {
            put(&pace, 1, if number % 10 == 0 { 1500 } else { 100 });
        }
        assert_eq!(pace.lock().most_ahead, MOST_AHEAD);
    }
}

#[test]
fn what_turns_out_to_be_too_much_for_a_long_line_becomes_less() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    pace.note_begun(4 << 10);
    pace.note_ready(NONE, LONG_CALL);
    // Some ten milliseconds for each, one after the other.
    put(&pace, FIRST, 60);
    for _ in 0..2000 {
        let waits = 10 * pace.sending.limit() as u64;
        put(&pace, 1, 50 + waits);
    }
    assert!((4..=16).contains(&pace.sending.limit()), "{}", pace.sending.limit());
}

#[test]
fn what_is_too_much_is_seen_long_before_all_of_it_was_sent() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    put(&pace, 1000, 50);
    put(&pace, ENOUGH_TO_TELL, 500);
    assert_eq!(pace.sending.limit(), MOST / 2);
}

#[test]
fn a_server_that_asks_for_less_has_fewer_calls_at_once_whatever_the_number_is() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let pace = Pace::new(at_once);
        for _ in 0..1000 {
            pace.note_ready(NONE, Duration::from_secs(5));
            pace.note_recorded(NONE);
            put(&pace, 1, 10);
        }
        assert_eq!(pace.ready.limit(), MOST_AHEAD);
        // Many calls that were under way together are told the same.
        for _ in 0..MOST_AHEAD {
            pace.slow_down();
        }
        assert_eq!(pace.ready.limit(), MOST_AHEAD / 2);
        put(&pace, 1, 10);
        assert_eq!(pace.ready.limit(), MOST_AHEAD / 2);
        put(&pace, 20 * MOST, 10);
        assert_eq!(pace.ready.limit(), MOST_AHEAD, "in the end as many as before");
    }
}

#[test]
fn of_another_server_nothing_is_known() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    put(&pace, 1000, 50);
    pace.forget();
    assert_eq!((pace.sending.limit(), pace.ready.limit()), (FIRST, FIRST));
    pace.note_ready(NONE, LONG_CALL);
    assert_eq!(pace.sending.limit(), MOST, "it is found to be far away by itself");
}

#[test]
fn on_a_short_line_there_are_no_more_connections_than_there_is_work_for() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    for _ in 0..1000 {
        pace.note_put(Duration::from_micros(400), 0);
    }
    assert_eq!(pace.sending.limit(), 8);
}

#[test]
fn a_line_that_has_become_a_long_one_gets_the_number_of_a_long_one() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    put(&pace, 1000, 1);
    assert_eq!(pace.sending.limit(), 20);
    put(&pace, 5000, 100);
    assert_eq!(pace.sending.limit(), MOST);
}

#[test]
fn the_users_number_is_kept() {
    let pace = Pace::new(UploadsAtOnce::Fixed(3));
    put(&pace, 1000, 50);
    assert_eq!((pace.sending.limit(), pace.large.limit()), (3, 3));
    pace.use_number(UploadsAtOnce::Fixed(7));
    assert_eq!((pace.sending.limit(), pace.large.limit()), (7, 7));
}

#[test]
fn as_many_are_got_ready_as_a_put_needs_and_no_more() {
    let pace = Pace::new(UploadsAtOnce::Fixed(4));
    let measure = |ready: u64, recorded: u64, took: u64| {
        for _ in 0..200 {
            pace.note_ready(NONE, Duration::from_millis(ready));
            pace.note_recorded(Duration::from_millis(recorded));
            put(&pace, 1, took);
        }
        (pace.ready.limit(), pace.recorded.limit())
    };
    assert_eq!(measure(50, 4, 5000), (2, 5), "slow PUTs need none but the next");
    let (ready, recorded) = measure(50, 4, 5);
    assert!((40..=42).contains(&ready), "{ready}");
    assert!((10..=12).contains(&recorded), "{recorded}");
    assert_eq!(measure(60_000, 60_000, 5), (MOST_AHEAD, 4 + MOST_ON_RECORD));
}

#[test]
fn a_storage_that_asks_for_less_gets_less() {
    let pace = Pace::new(UploadsAtOnce::Automatic);
    put(&pace, 1000, 50);
    pace.slow_down();
    assert_eq!(pace.sending.limit(), MOST / 2);
}

#[test]
fn the_number_at_once_stays_within_what_this_computer_has_room_for() {
    let small = |pace: &Pace| {
        // Ever faster, so that more would always help.
        for round in 0..40_u32 {
            let era = pace.note_begun(1000);
            for _ in 0..=MOST {
                pace.note_ready(Duration::from_millis(50), Duration::from_millis(50));
                pace.note_recorded(Duration::from_millis(1));
                pace.note_put(Duration::from_micros(u64::from(900_000 - round)), era);
            }
        }
        [pace.sending.limit(), pace.ready.limit(), pace.large.limit()]
    };
    for (at_once, most) in [
        (UploadsAtOnce::Automatic, 33),
        (UploadsAtOnce::Automatic, 1),
        (UploadsAtOnce::Fixed(32), 10),
    ] {
        let pace = Pace::within(at_once, most);
        let limits = small(&pace);
        assert!(
            limits.iter().all(|limit| (1..=most).contains(limit)),
            "{at_once:?} {limits:?}"
        );
        assert_eq!(limits[0], most, "all that there is room for");
        pace.slow_down();
        pace.forget();
        assert!(pace.sending.limit() <= most && pace.ready.limit() <= most);
    }
    let pace = Pace::new(UploadsAtOnce::Fixed(32));
    pace.allow_fewer();
    assert_eq!((pace.sending.limit(), pace.large.limit()), (16, 16));
    pace.allow_fewer();
    assert_eq!(pace.sending.limit(), 16, "of the same shortage");
}
