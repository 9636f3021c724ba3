//! The window: queue and history, and the bars above and below them.

use super::{worlds::*, *};
use model::{Hold, Lookup, LookupOutcome};

#[test]
fn snapshots_of_the_empty_queue() {
    pictures_of("empty", |content| {
        let mut world = World::new();
        if content.is_extreme() {
            crowd(&mut world);
            world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing {
                keyring_trouble: Some(no_keyring()),
            }));
        }
        world
    });
}

#[test]
fn snapshots_of_the_queue() {
    pictures_of("queue", |content| queue(content).0);
}

#[test]
fn snapshots_of_every_state_with_rates_and_a_rate_limit() {
    pictures_of("states", every_state);
}

/// A queue that shows every label of the track.
fn every_state(content: Content) -> World {
    let names = [
        "waits.jpg",
        "prepares.jpg",
        "goes.mp4",
        "finishes.mov",
        "is signed.jpg",
        "is verified.jpg",
        "was stopped.jpg",
        "is queued.png",
        "was not signed.jpg",
        "was not verified.jpg",
        "is not known.jpg",
        "lost its credentials.jpg",
    ];
    let file = |(number, name): (usize, &str)| {
        let long = format!("{} {name}", long_name(number * 2).trim_end_matches(".jpg"));
        (content.pick(name.to_owned(), long), content.pick(48_125_510, 1 << 50))
    };
    let (mut world, ids) = with_files(names.into_iter().enumerate().map(file).collect());
    let failure = |message: &str| trouble(content, message, "Try again when it answers.");
    world.absorb(Event::Waiting {
        id: ids[0],
        until: NOW.plus(Duration::from_secs(content.pick(95, 59 * 60 + 59))),
        attempts: 3,
        failure: failure("The storage is busy."),
    });
    world.absorb(Event::Preparing(ids[1]));
    let before = |seconds: i64| Timestamp::from_millis(NOW.as_millis() - seconds * 1000);
    let object = || object("uploads/0f8fad5b-d9cb-469f-a165-708677289501/goes.mp4");
    for id in [ids[2], ids[3]] {
        world.model.absorb(Event::Preparing(id), before(9));
        world.model.absorb(Event::Sending { id, object: object() }, before(9));
    }
    for second in (0..=8).rev() {
        let bytes = u64::try_from(9 - second).unwrap() * content.pick(2_600_000, 1_999_999_999);
        world
            .model
            .absorb(Event::Progress(vec![(ids[2], bytes)]), before(second));
    }
    world.absorb(Event::Finishing(ids[3]));
    for id in [ids[4], ids[5], ids[8], ids[9], ids[10], ids[11]] {
        stored(&mut world, id, &format!("uploads/{}/signed.jpg", id.number()));
    }
    world.model.decide(Intent::SignWith {
        ids: vec![ids[4]],
        template: "{}".into(),
        keep_credentials: false,
        identity: false,
    });
    for id in [ids[5], ids[9], ids[10], ids[11]] {
        world.sign(id);
    }
    world.model.decide(Intent::Verify {
        ids: vec![ids[5], ids[9]],
        target: VerifyTarget::Signed,
    });
    world.absorb(Event::VerifyFailed {
        id: ids[9],
        target: VerifyTarget::Signed,
        failure: failure("The server did not verify it."),
    });
    world.verify(ids[10], Verdict::Unknown, "{}");
    world.verify(ids[11], Verdict::None, "{}");
    world.absorb(Event::Canceled(ids[6]));
    world.absorb(Event::SignFailed {
        id: ids[8],
        failure: failure("The server refused the manifest."),
    });
    world.absorb(Event::HoldBegan(Hold::RateLimited {
        until: NOW.plus(Duration::from_secs(content.pick(42, 3 * 3600))),
        detail: None,
    }));
    world
}

#[test]
fn snapshots_of_rows_with_small_pictures() {
    pictures_after(
        "pictures",
        |content| {
            let names = |number: usize| {
                (
                    format!("{number:04} {}.jpg", content.pick("harbour", &*long_name(2))),
                    48_000,
                )
            };
            with_files((0..content.pick(6, 1000)).map(names).collect()).0
        },
        |harness, content| {
            let wanted = harness.state_mut().view.wanted_pictures().unwrap();
            let ctx = harness.ctx.clone();
            for (number, wanted) in wanted.into_iter().enumerate() {
                let side = wanted.fit.side() as usize;
                let rgba = painting(side, number, content);
                let picture = Picture {
                    size: [side, side],
                    rgba: &rgba,
                };
                let view = &mut harness.state_mut().view;
                // One stays without a thumbnail: despite its name, its file is not an image.
                view.take_picture(&ctx, wanted.id, wanted.fit, (number != 3).then_some(picture));
            }
            harness.run_steps(2);
        },
    );
}

/// A landscape; or just white, black, and transparent parts.
fn painting(side: usize, number: usize, content: Content) -> Vec<u8> {
    let landscape = |x: usize, y: usize| -> [u8; 4] {
        let hill = side / 2 + (x * (number % 3 + 1) / 4) % (side / 4 + 1);
        if y > hill {
            [60, 110, 70, 255]
        } else {
            [120, 170, 220, 255]
        }
    };
    let bare = [[255; 4], [0, 0, 0, 255], [0; 4]][number % 3];
    let pixel = |place: usize| content.pick(landscape(place % side, place / side), bare);
    (0..side * side).flat_map(pixel).collect()
}

#[test]
fn snapshots_of_a_window_without_a_network() {
    pictures_of("offline", |content| {
        let (mut world, ids) = queue(content);
        let more = content.pick("", " No route leads to it, by none of the ways that were tried.");
        world.absorb(Event::Waiting {
            id: ids[6],
            until: NOW.plus(Duration::from_secs(30)),
            attempts: 1,
            failure: trouble(
                content,
                "The server cannot be reached.",
                "Uploads resume when it answers.",
            ),
        });
        world.absorb(Event::HoldBegan(Hold::Offline(model::Offline::in_words(format!(
            "The server cannot be reached.{}",
            more.repeat(4)
        )))));
        world
    });
}

#[test]
fn snapshots_of_a_key_that_is_missing_or_was_refused() {
    pictures_of("key-missing", |content| {
        let (mut world, _) = desk(content);
        world.absorb(Event::ApiKeyChanged(ApiKeyState::Missing { keyring_trouble: None }));
        world
    });
    pictures_of("refused", |content| {
        let (mut world, _) = desk(content);
        if content.is_extreme() {
            crowd(&mut world);
            world.view.key.error =
                Some("The key has a sign in it that no key has: a space, at the 12th place. ".repeat(3));
        }
        world.absorb(Event::HoldBegan(Hold::NeedsKey { refused: true }));
        world
    });
}

fn skipped(content: Content) -> Vec<Skipped> {
    let reasons = [
        SkipReason::Duplicate,
        SkipReason::TooLarge,
        SkipReason::Missing,
        SkipReason::Unreadable("Permission denied (os error 13)".into()),
        SkipReason::OtherHost("a-machine-with-a-long-name.example.org".into()),
        SkipReason::BrokenLink,
    ];
    (0..content.pick(9, 500))
        .map(|number: usize| Skipped {
            path: format!("/more/{}picture {number}.jpg", content.pick("", "long/").repeat(40)).into(),
            reason: reasons[number % content.pick(2, reasons.len())].clone(),
        })
        .collect()
}

fn with_skipped(content: Content) -> World {
    let mut world = desk(content).0;
    world.model.decide(Intent::Add(vec!["/more".into()]));
    world.absorb(Event::ScanEnded {
        batch: 2,
        skipped: skipped(content),
    });
    world
}

#[test]
fn snapshots_of_the_notice_of_skipped_files() {
    pictures_of("notice", with_skipped);
    pictures_after("review", with_skipped, |harness, _| click(harness, "Review"));
}

#[test]
fn snapshots_of_a_toast() {
    pictures_after(
        "toast",
        |content| desk(content).0,
        |harness, content| {
            let words = content.pick(
                "3 files removed from the queue",
                "1,000 files removed from the queue, which had names that do not come to an end",
            );
            let toast = toasts::Toast::done(words).offering(commands::Ordered::UndoRemove);
            harness.state_mut().view.show_toast(toast);
        },
    );
}

#[test]
fn snapshots_of_files_that_hover_over_the_window() {
    pictures_after("overlay", few, |harness, content| {
        let hovering = Hovering {
            pictures: content.pick(12, 1_200_000),
            videos: content.pick(1, 48_000),
            sounds: content.pick(0, 9_000),
            others: content.pick(0, 77),
            folders: content.pick(2, 1234),
            refused: content.pick(Vec::new(), skipped(content)),
        };
        harness.state_mut().view.show_hovering(Some(&hovering));
    });
    pictures_after("overlay-refused", few, |harness, content| {
        let hovering = Hovering {
            refused: skipped(content).into_iter().take(content.pick(2, 500)).collect(),
            ..Hovering::default()
        };
        harness.state_mut().view.show_hovering(Some(&hovering));
    });
}

#[test]
fn snapshots_of_a_search_of_the_queue_that_finds_nothing() {
    pictures_after(
        "nothing-found",
        |content| desk(content).0,
        |harness, content| {
            let words = content.pick(
                "boat",
                "a word that is in the name of no file at all, however long one looks for it",
            );
            harness.get_by_label("Search queue").focus();
            harness.run_steps(2);
            harness.get_by_label("Search queue").type_text(words);
            harness.run_steps(4);
        },
    );
}

#[test]
fn snapshots_of_the_history() {
    pictures_of("history", history_of);
}

#[test]
fn snapshots_of_the_history_that_is_empty_and_of_a_file_that_is_not_in_it() {
    pictures_after(
        "history-empty",
        |content| {
            let mut world = history_with(Vec::new(), content);
            if content.is_extreme() {
                crowd(&mut world);
            }
            world
        },
        |harness, content| {
            // The window searched as soon as it was drawn.
            if content.is_extreme() {
                harness.state_mut().view.history.search = "a word that is in no name ".repeat(4);
                harness.run_steps(2);
            }
            harness.state_mut().model.history.loading = false;
            harness.run_steps(2);
        },
    );
    pictures_after("lookup", history_of, |harness, content| {
        harness.state_mut().model.history.lookup = Lookup::Ended(LookupOutcome {
            name: content
                .is_extreme()
                .then(|| long_name(2))
                .or_else(|| Some("harbour at dawn.jpg".to_owned())),
            files: content.pick(1, 1),
            contents: Vec::new(),
            unknown: vec!["/x".into()],
            unreadable: content.pick(0, 12_345),
        });
    });
}
