use super::*;

fn put(concurrency: &ConcurrencyController, count: usize, milliseconds: u64) {
    let epoch = concurrency.lock().epoch;
    for _ in 0..count {
        concurrency.note_put(Duration::from_millis(milliseconds), epoch);
    }
}

#[test]
fn parallel_small_files_grow_while_puts_do_not_get_slower() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    assert_eq!(concurrency.sending.limit(), INITIAL_PUTS);
    put(&concurrency, 1000, 50);
    assert_eq!(concurrency.sending.limit(), MAX_PUTS);
}

#[test]
fn parallel_files_stay_few_if_more_make_each_slower() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    for _ in 0..200 {
        // The connection has bandwidth for eight.
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
fn with_high_latency_a_mebibyte_of_small_files_starts_at_once() {
    let begun_with = |at_once, looked, called, bytes| {
        let concurrency = ConcurrencyController::new(at_once);
        concurrency.note_started(bytes);
        concurrency.note_ready(looked, called);
        (concurrency.sending.limit(), concurrency.ready.limit())
    };
    let automatic = UploadsAtOnce::Automatic;
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 0), (MAX_PUTS, MAX_PREPARED));
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 4 << 10), (256, MAX_PREPARED));
    assert_eq!(begun_with(automatic, NONE, LONG_CALL, 32 << 10), (32, 32));
    assert_eq!(
        begun_with(automatic, NONE, LONG_CALL, 5 << 20),
        (INITIAL_PUTS, INITIAL_PUTS)
    );
    assert_eq!(
        begun_with(automatic, NONE, HIGH_LATENCY / 2, 4 << 10),
        (INITIAL_PUTS, INITIAL_PUTS)
    );
    let slow_drive = begun_with(automatic, LONG_CALL, HIGH_LATENCY / 2, 4 << 10);
    assert_eq!(slow_drive, (INITIAL_PUTS, INITIAL_PUTS), "a slow drive is no long line");
    assert_eq!(begun_with(UploadsAtOnce::Fixed(2), NONE, LONG_CALL, 4 << 10), (2, 2));
}

#[test]
fn larger_files_do_not_inherit_the_limit_of_tiny_ones() {
    let (note, picture) = (300, 5 << 20);
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    let notes = concurrency.note_started(note);
    concurrency.note_ready(NONE, LONG_CALL);
    put(&concurrency, 1000, 50);
    for _ in 0..3 {
        assert_eq!(concurrency.sending.limit(), MAX_PUTS);
        concurrency.note_started(picture);
        assert_eq!(concurrency.sending.limit(), INITIAL_PUTS);
        // PUTs in progress say nothing about pictures.
        for _ in 0..1000 {
            concurrency.note_put(Duration::from_millis(50), notes);
        }
        assert_eq!(concurrency.sending.limit(), INITIAL_PUTS);
        // Notes between pictures change nothing; many in a row do.
        for _ in 1..MAX_PREPARED {
            concurrency.note_started(note);
        }
        concurrency.note_started(picture);
        assert_eq!(concurrency.sending.limit(), INITIAL_PUTS);
        for _ in 0..MAX_PREPARED {
            concurrency.note_started(note);
        }
    }
}

#[test]
fn one_slow_down_ends_after_a_while_even_if_times_vary_widely() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let concurrency = ConcurrencyController::new(at_once);
        concurrency.note_ready(NONE, Duration::from_secs(5));
        concurrency.note_recorded(NONE);
        concurrency.slow_down();
        assert!(concurrency.lock().most_ahead < MAX_PREPARED);
        for number in 0..5000 {
            put(&concurrency, 1, if number % 10 == 0 { 1500 } else { 100 });
        }
        assert_eq!(concurrency.lock().most_ahead, MAX_PREPARED);
    }
}

#[test]
fn too_many_uploads_with_high_latency_become_fewer() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    concurrency.note_started(4 << 10);
    concurrency.note_ready(NONE, LONG_CALL);
    // About ten milliseconds each, one by one.
    put(&concurrency, INITIAL_PUTS, 60);
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
fn overload_is_detected_long_before_everything_is_sent() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    put(&concurrency, ENOUGH_TO_JUDGE, 500);
    assert_eq!(concurrency.sending.limit(), MAX_PUTS / 2);
}

#[test]
fn a_server_that_asks_for_less_gets_fewer_parallel_calls_at_any_number() {
    for at_once in [UploadsAtOnce::Automatic, UploadsAtOnce::Fixed(8)] {
        let concurrency = ConcurrencyController::new(at_once);
        for _ in 0..1000 {
            concurrency.note_ready(NONE, Duration::from_secs(5));
            concurrency.note_recorded(NONE);
            put(&concurrency, 1, 10);
        }
        assert_eq!(concurrency.ready.limit(), MAX_PREPARED);
        // Many calls in progress get the same answer.
        for _ in 0..MAX_PREPARED {
            concurrency.slow_down();
        }
        assert_eq!(concurrency.ready.limit(), MAX_PREPARED / 2);
        put(&concurrency, 1, 10);
        assert_eq!(concurrency.ready.limit(), MAX_PREPARED / 2);
        put(&concurrency, 20 * MAX_PUTS, 10);
        assert_eq!(concurrency.ready.limit(), MAX_PREPARED, "in the end as many as before");
    }
}

#[test]
fn another_server_starts_without_measurements() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    concurrency.forget();
    assert_eq!(
        (concurrency.sending.limit(), concurrency.ready.limit()),
        (INITIAL_PUTS, INITIAL_PUTS)
    );
    concurrency.note_ready(NONE, LONG_CALL);
    assert_eq!(concurrency.sending.limit(), MAX_PUTS, "a distant server is detected");
}

#[test]
fn with_low_latency_there_are_no_more_connections_than_useful() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    for _ in 0..1000 {
        concurrency.note_put(Duration::from_micros(400), 0);
    }
    assert_eq!(concurrency.sending.limit(), 8);
}

#[test]
fn latency_that_becomes_high_gets_the_limit_for_high_latency() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 1);
    assert_eq!(concurrency.sending.limit(), 20);
    put(&concurrency, 5000, 100);
    assert_eq!(concurrency.sending.limit(), MAX_PUTS);
}

#[test]
fn the_users_number_is_respected() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(3));
    put(&concurrency, 1000, 50);
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (3, 3));
    concurrency.set_limit(UploadsAtOnce::Fixed(7));
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (7, 7));
}

#[test]
fn as_many_are_prepared_as_puts_need_and_no_more() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(4));
    let measure = |ready: u64, recorded: u64, elapsed: u64| {
        for _ in 0..200 {
            concurrency.note_ready(NONE, Duration::from_millis(ready));
            concurrency.note_recorded(Duration::from_millis(recorded));
            put(&concurrency, 1, elapsed);
        }
        (concurrency.ready.limit(), concurrency.recorded.limit())
    };
    assert_eq!(measure(50, 4, 5000), (2, 5), "slow PUTs need none but the next");
    let (ready, recorded) = measure(50, 4, 5);
    assert!((40..=42).contains(&ready), "{ready}");
    assert!((10..=12).contains(&recorded), "{recorded}");
    assert_eq!(measure(60_000, 60_000, 5), (MAX_PREPARED, 4 + MAX_RECORDED));
}

#[test]
fn a_storage_that_asks_for_less_gets_less() {
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Automatic);
    put(&concurrency, 1000, 50);
    concurrency.slow_down();
    assert_eq!(concurrency.sending.limit(), MAX_PUTS / 2);
}

#[test]
fn the_limit_stays_within_what_this_computer_allows() {
    let small = |concurrency: &ConcurrencyController| {
        // Ever faster, so more would always help.
        for round in 0..40_u32 {
            let epoch = concurrency.note_started(1000);
            for _ in 0..=MAX_PUTS {
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
    for (at_once, max) in [
        (UploadsAtOnce::Automatic, 33),
        (UploadsAtOnce::Automatic, 1),
        (UploadsAtOnce::Fixed(32), 10),
    ] {
        let concurrency = ConcurrencyController::with_max(at_once, max, HIGH_LATENCY);
        let limits = small(&concurrency);
        assert!(
            limits.iter().all(|limit| (1..=max).contains(limit)),
            "{at_once:?} {limits:?}"
        );
        assert_eq!(limits[0], max, "all that there is room for");
        concurrency.slow_down();
        concurrency.forget();
        assert!(concurrency.sending.limit() <= max && concurrency.ready.limit() <= max);
    }
    let concurrency = ConcurrencyController::new(UploadsAtOnce::Fixed(32));
    concurrency.halve_max();
    assert_eq!((concurrency.sending.limit(), concurrency.large.limit()), (16, 16));
    concurrency.halve_max();
    assert_eq!(concurrency.sending.limit(), 16, "of the same shortage");
}
