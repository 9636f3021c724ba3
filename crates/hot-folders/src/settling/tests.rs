use super::*;

const LEAST: Duration = Duration::from_secs(2);

const NEW: Sighting = Sighting {
    unfinished: false,
    at_start: false,
    again: false,
};

/// It has a name of unfinished files.
const UNFINISHED: Sighting = Sighting {
    unfinished: true,
    ..NEW
};

/// Files and a clock that only these tests move.
struct Watch {
    settling: Settling,
    began: Instant,
    now: Instant,
    wall: SystemTime,
}

impl Watch {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            settling: Settling::new(LEAST),
            began: now,
            now,
            wall: SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000),
        }
    }

    fn file(&self, size: u64, number: u64) -> Facts {
        Facts {
            size,
            modified: Some(self.wall),
            number,
        }
    }

    fn seen(&mut self, name: &str, facts: Facts, sighting: Sighting) {
        self.settling
            .seen(Path::new(name), 0, facts, sighting, self.now, self.wall);
    }

    /// Lets time pass until a file settles, which looks like this on the drive. Returns how long it took, in milliseconds.
    fn settles(&mut self, name: &str, facts: Facts) -> u128 {
        let started = self.now;
        while let Some(next) = self.settling.next() {
            self.now = self.now.max(next);
            while let Some(due) = self.settling.due(self.now) {
                let settled = self.settling.look(&due.path, facts, self.now);
                if settled.is_some() && *due.path == *Path::new(name) {
                    return (self.now - started).as_millis();
                }
            }
            assert!(
                self.now - self.began < Duration::from_secs(3600),
                "{name} never settles"
            );
        }
        panic!("{name} is not one of them");
    }

    fn pass(&mut self, milliseconds: u64) {
        let time = Duration::from_millis(milliseconds);
        self.now += time;
        self.wall += time;
    }
}

#[test]
fn a_new_file_settles_once_its_size_and_time_have_rested() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 1);
    watch.seen("a", facts, NEW);
    assert_eq!(watch.settling.count(), 1);
    assert_eq!(watch.settles("a", facts), 2000);
    assert_eq!(watch.settling.count(), 0);
    assert_eq!(watch.settling.next(), None, "nothing wakes the thread");
}

#[test]
fn each_change_begins_the_rest_anew_even_if_only_the_time_or_the_file_itself_is_another() {
    for change in [
        (|facts| Facts { size: 11, ..facts }) as fn(Facts) -> Facts,
        |facts| Facts {
            modified: facts.modified.map(|time| time + Duration::from_nanos(1)),
            ..facts
        },
        |facts| Facts { number: 2, ..facts },
    ] {
        let mut watch = Watch::new();
        let facts = watch.file(10, 1);
        watch.seen("a", facts, NEW);
        watch.pass(600);
        let changed = change(facts);
        watch.seen("a", changed, NEW);
        assert_eq!(watch.settles("a", changed), 2000);
    }
}

#[test]
fn a_file_that_grew_slowly_rests_three_times_its_longest_pause_up_to_two_minutes() {
    for (pause, rest) in [(500, 2000), (1500, 4500), (20_000, 60_000), (90_000, 120_000)] {
        let mut watch = Watch::new();
        let mut facts = watch.file(10, 1);
        watch.seen("a", facts, NEW);
        for size in [20, 30] {
            watch.pass(pause);
            facts = watch.file(size, 1);
            watch.seen("a", facts, NEW);
        }
        assert_eq!(watch.settles("a", facts), rest, "{pause}");
    }
}

#[test]
fn growth_without_any_event_is_noticed_when_the_file_is_due() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 1);
    watch.seen("a", facts, NEW);
    let grown = watch.file(20, 1);
    assert_eq!(
        watch.settles("a", grown),
        1000 + 3000,
        "noticed after a second, a pause of a second"
    );
}

#[test]
fn a_file_that_was_renamed_into_place_was_complete_before() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 7);
    watch.seen("a.jpg.part", facts, UNFINISHED);
    assert_eq!(watch.settling.count_unfinished(watch.now), 1);
    watch.pass(16_000);
    assert_eq!(watch.settling.count(), 0, "what was left behind is not waited for");
    watch.seen("a.jpg", facts, NEW);
    assert_eq!(watch.settles("a.jpg", facts), 300);

    let mut watch = Watch::new();
    watch.seen("a.jpg.part", facts, UNFINISHED);
    let other = Facts { size: 11, ..facts };
    watch.seen("a.jpg", other, NEW);
    assert_eq!(watch.settles("a.jpg", other), 2000, "it grew since");
}

#[test]
fn a_name_of_unfinished_files_never_settles() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 7);
    watch.seen("a.part", facts, UNFINISHED);
    for _ in 0..10 {
        let next = watch.settling.next().unwrap();
        assert!(next > watch.now, "it does not keep the thread busy");
        watch.now = next;
        let due = watch.settling.due(watch.now).unwrap();
        assert_eq!(watch.settling.look(&due.path, facts, watch.now), None);
    }
}

#[test]
fn old_files_are_complete_at_the_start_and_times_in_the_future_do_not_matter() {
    let mut watch = Watch::new();
    let start = Sighting { at_start: true, ..NEW };
    let old = Facts {
        modified: Some(watch.wall - Duration::from_secs(601)),
        ..watch.file(10, 1)
    };
    watch.seen("old", old, start);
    assert_eq!(watch.settles("old", old), 0);
    let future = Facts {
        modified: Some(watch.wall + Duration::from_secs(1_000_000)),
        ..watch.file(10, 2)
    };
    watch.seen("future", future, start);
    assert_eq!(watch.settles("future", future), 2000);
    let none = Facts {
        modified: None,
        ..watch.file(10, 3)
    };
    watch.seen("none", none, start);
    assert_eq!(watch.settles("none", none), 2000);
    watch.seen("copied with its time", old, NEW);
    assert_eq!(watch.settles("copied with its time", old), 2000);
}

#[test]
fn an_empty_file_rests_longer() {
    let mut watch = Watch::new();
    let facts = watch.file(0, 1);
    watch.seen("a", facts, NEW);
    assert_eq!(watch.settles("a", facts), 10_000);
}

#[test]
fn a_folder_where_a_file_was_taken_too_early_makes_its_files_rest_longer() {
    let mut watch = Watch::new();
    watch.settling.too_early(0, Duration::from_secs(6));
    let facts = watch.file(10, 1);
    watch.seen("a", facts, NEW);
    assert_eq!(watch.settles("a", facts), 12_000);
}

#[test]
fn a_file_that_is_put_off_waits_longer_each_time() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 1);
    let settled = Settled { facts, again: true };
    for (waited, next) in [(0, 1000), (4000, 4000), (600_000, 60_000)] {
        let waited = Duration::from_millis(waited);
        watch.settling.put_off(Path::new("a"), 0, settled, waited, watch.now);
        assert_eq!(watch.settling.waited(Path::new("a"), watch.now), Some(waited));
        assert_eq!(watch.settles("a", facts), next);
    }
}

#[test]
fn a_folder_that_is_gone_takes_its_files_along() {
    let mut watch = Watch::new();
    let facts = watch.file(10, 1);
    for name in ["in/a", "in/sub/b", "other/c"] {
        watch.seen(name, facts, NEW);
    }
    watch.settling.gone_below(Path::new("in"));
    assert_eq!(watch.settling.paths().collect::<Vec<_>>(), [Path::new("other/c")]);
}
