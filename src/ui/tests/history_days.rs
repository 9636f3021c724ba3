//! Days of the history: headings, chips, dates in the search.

use super::*;
use model::{HistoryDay, HistoryOrder, OrderedBy, Period};

const DAY: i64 = 86_400_000;

/// The beginning of the day this many days ago.
fn day(ago: i64) -> Timestamp {
    Timestamp::from_millis((NOW.as_millis().div_euclid(DAY) - ago) * DAY)
}

fn upload(number: i64, ago: i64) -> Upload {
    let source = Source {
        path: format!("/photos/old-{number}.jpg").into(),
        relative: format!("old-{number}.jpg").into(),
        size: 4096,
        modified: None,
    };
    let mut upload = Upload::new(UploadId::new(number), NOW, source);
    upload.state = model::UploadState::Uploaded;
    upload.uploaded_at = Some(Timestamp::from_millis(day(ago).as_millis() + 8 * 3_600_000));
    upload.object = Some(object(&format!("k{number}")));
    upload
}

/// The last search finds these ids, so many of each day.
fn found(harness: &mut Harness<'_, World>, ids: Vec<UploadId>, days: &[(i64, usize)]) {
    let number = harness.state().commands.iter().rev().find_map(|command| match command {
        Command::SearchHistory { number, .. } => Some(*number),
        _ => None,
    });
    let days = days.iter().map(|(ago, records)| HistoryDay {
        from: day(*ago),
        records: *records,
    });
    harness.state_mut().absorb(Event::HistoryFound {
        number: number.expect("nothing was searched for"),
        ids: ids.into(),
        days: days.collect(),
    });
}

fn read(harness: &mut Harness<'_, World>, uploads: Vec<Upload>) {
    harness.state_mut().absorb(Event::HistoryRead {
        uploads,
        unreadable: Vec::new(),
    });
    harness.run();
}

/// A window on the history, with two records of today, one of yesterday and one of last year.
fn opened(width: f32, height: f32) -> Harness<'static, World> {
    let mut harness = World::new().harness(width, height);
    harness.get_by_label("History").click();
    harness.run();
    let uploads: Vec<_> = [(1, 0), (2, 0), (3, 1), (4, 400)]
        .map(|(number, ago)| upload(number, ago))
        .into();
    let ids = uploads.iter().map(|upload| upload.id).collect();
    found(&mut harness, ids, &[(0, 2), (1, 1), (400, 1)]);
    read(&mut harness, uploads);
    harness
}

fn periods(harness: &Harness<'_, World>) -> Vec<Option<(i64, i64)>> {
    let days = |period: Period| {
        let ago = |at: Timestamp| (day(0).as_millis() - at.as_millis()) / DAY;
        (ago(period.from), ago(period.until))
    };
    let commands = harness.state().commands.iter();
    commands
        .filter_map(|command| match command {
            Command::SearchHistory { search, .. } => Some(search.period.map(days)),
            _ => None,
        })
        .collect()
}

#[test]
fn records_stand_under_their_days_and_each_has_its_date() {
    let harness = opened(1280.0, 760.0);
    let top = |label: &str| harness.get_by_label(label).rect().top();
    let tops = [
        top("Today, 2 records"),
        harness.get_by_label_contains("old-1.jpg, 4.1 kB").rect().top(),
        harness.get_by_label_contains("old-2.jpg, 4.1 kB").rect().top(),
        top("Yesterday, 1 record"),
        harness.get_by_label_contains("old-3.jpg, 4.1 kB").rect().top(),
        top("Oct 10, 2022, 1 record"),
        harness.get_by_label_contains("old-4.jpg, 4.1 kB").rect().top(),
    ];
    assert!(tops.is_sorted_by(|one, next| one < next), "{tops:?}");
}

#[test]
fn the_date_column_sorts_and_other_orders_have_no_headings() {
    let mut harness = opened(1280.0, 760.0);
    let orders = |harness: &Harness<'_, World>| {
        let commands = harness.state().commands.iter();
        commands
            .filter_map(|command| match command {
                Command::SearchHistory { search, .. } => Some(search.order),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    harness.get_by_label("Sort by date, sorted descending").click();
    harness.run();
    let oldest_first = HistoryOrder {
        by: OrderedBy::Time,
        descending: false,
    };
    assert_eq!(orders(&harness), [HistoryOrder::default(), oldest_first]);
    harness.get_by_label("Sort by date, sorted ascending").click();
    harness.run();
    assert_eq!(orders(&harness).last(), Some(&HistoryOrder::default()));
    harness.get_by_label("Sort by name").click();
    harness.run();
    found(&mut harness, (1..5).map(UploadId::new).collect(), &[]);
    harness.run();
    assert!(harness.query_by_label_contains("Today, ").is_none());
    harness.get_by_label("Sort by date");
}

#[test]
fn a_chip_limits_the_history_to_its_days_and_a_second_click_shows_all() {
    let mut harness = opened(820.0, 560.0);
    for (chip, expected) in [
        ("Today only", (0, -1)),
        ("7 days only", (6, -1)),
        // Today is November 14.
        ("This month only", (13, -17)),
        ("Last month only", (44, 13)),
    ] {
        harness.get_by_label(chip).click();
        harness.run();
        assert_eq!(periods(&harness).last(), Some(&Some(expected)), "{chip}");
    }
    harness.get_by_label("Last month only").click();
    harness.run();
    assert_eq!(periods(&harness).last(), Some(&None));
}

#[test]
fn a_chip_without_records_says_so_and_all_dates_are_one_click_away() {
    let mut harness = opened(820.0, 560.0);
    harness.get_by_label("Last month only").click();
    harness.run();
    found(&mut harness, Vec::new(), &[]);
    harness.run();
    harness.get_by_label("Nothing that matches was uploaded last month.");
    harness.get_by_label("Show all dates").click();
    harness.run();
    assert_eq!(periods(&harness).last(), Some(&None));
}

#[test]
fn a_chip_is_marked_only_while_the_search_has_its_days() {
    let mut harness = opened(820.0, 560.0);
    let is_marked = |harness: &Harness<'_, World>| {
        let chip = harness.get_by_label("Today only").accesskit_node();
        chip.toggled() == Some(egui::accesskit::Toggled::True)
    };
    harness.get_by_label("Today only").click();
    harness.run();
    assert!(is_marked(&harness));
    // After midnight, today is another day.
    harness.state_mut().now = Timestamp::from_millis(NOW.as_millis() + DAY);
    harness.run();
    assert_eq!(periods(&harness).last(), Some(&Some((-1, -2))));
    assert!(is_marked(&harness));
    // A lookup by content and another server search without it.
    harness
        .state_mut()
        .model
        .decide(Intent::SearchHistory(model::HistorySearch::of_contents(Vec::new())));
    harness.run();
    assert!(!is_marked(&harness));
    assert_eq!(harness.state().model.history.search.period, None);
}

#[test]
fn the_key_of_last_month_takes_three_actions() {
    let mut harness = World::new().harness(1280.0, 760.0);
    harness.get_by_label("History").click();
    harness.run();
    harness.get_by_label("Last month only").click();
    harness.run();
    found(&mut harness, vec![UploadId::new(7)], &[(30, 1)]);
    read(&mut harness, vec![upload(7, 30)]);
    harness.get_by_label_contains("Copy key of old-7.jpg").click();
    harness.step();
    assert_eq!(copied(&harness), ["k7"]);
}

#[test]
fn several_words_of_the_search_are_one_date() {
    let mut harness = opened(1280.0, 760.0);
    enter(&mut harness, "Search history", "harbor last month");
    let words = harness.state().commands.iter().rev().find_map(|command| match command {
        Command::SearchHistory { search, .. } => Some(search.words.clone()),
        _ => None,
    });
    let words = words.unwrap();
    assert_eq!(words.len(), 2);
    assert_eq!(
        (words[1].text.as_str(), words[1].period.is_some()),
        ("last month", true)
    );
}

#[test]
fn a_hundred_thousand_records_of_many_days_are_read_and_drawn_only_where_they_are_visible() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.get_by_label("History").click();
    harness.run();
    let days: Vec<_> = (0..1000).map(|ago| (ago, 100)).collect();
    found(&mut harness, (0..100_000).rev().map(UploadId::new).collect(), &days);
    harness.run();
    harness.get_by_label("Today, 100 records");
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(0)));
    assert!(harness.query_all_by_label("Loading…").count() < 30);
    assert!(harness.query_all_by_label_contains(", 100 records").count() < 10);
    let read: usize = harness
        .state()
        .commands
        .iter()
        .map(|command| match command {
            Command::ReadHistory(ids) => ids.len(),
            _ => 0,
        })
        .sum();
    assert_eq!(read, 200, "the first and the last batch");
    // Upward, the first row of a day comes with its heading.
    for _ in 0..99 {
        harness.key_press(Key::ArrowUp);
    }
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(99)));
    harness.get_by_label_contains("Feb 18, 2021, 100 records");
}

/// Presses on a row and moves the pointer away.
#[cfg(target_os = "linux")]
fn drag(harness: &mut Harness<'_, World>, row: &str) {
    let at = harness.get_by_label_contains(row).rect().left_center() + vec2(80.0, 0.0);
    harness.event(Input::PointerMoved(at));
    harness.event(Input::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    harness.event(Input::PointerMoved(at + vec2(60.0, 40.0)));
    harness.run();
}

#[test]
#[cfg(target_os = "linux")]
fn dragging_a_row_drags_it_or_the_selection_it_belongs_to() {
    let dragged = |harness: &Harness<'_, World>| {
        let commands = &harness.state().commands;
        commands.iter().rev().find_map(|command| match command {
            Command::PrepareDrag(order) => Some(order.files.clone()),
            _ => None,
        })
    };
    let original = |number: i64| model::DraggedFile::Original(format!("/photos/old-{number}.jpg").into());
    let mut harness = opened(1280.0, 760.0);
    drag(&mut harness, "old-3.jpg, 4.1 kB");
    assert_eq!(dragged(&harness), Some(vec![original(3)]));
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(3)));
    let mut harness = opened(1280.0, 760.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    drag(&mut harness, "old-3.jpg, 4.1 kB");
    assert_eq!(dragged(&harness), Some((1..5).map(original).collect()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_selection_with_records_that_are_not_loaded_is_not_dragged_in_part() {
    let mut harness = opened(1280.0, 760.0);
    found(&mut harness, (1..9).map(UploadId::new).collect(), &[(0, 8)]);
    harness.run();
    read(&mut harness, [1, 2, 3].map(|number| upload(number, 0)).into());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    drag(&mut harness, "old-3.jpg, 4.1 kB");
    let mut commands = harness.state().commands.iter();
    assert!(!commands.any(|command| matches!(command, Command::PrepareDrag(_))));
    harness.get_by_label_contains("The files could not be dragged");
}

/// The same window with tiles.
fn opened_as_grid(width: f32, height: f32) -> Harness<'static, World> {
    let mut harness = opened(width, height);
    harness.get_by_label("Show as grid").click();
    harness.run_steps(4);
    harness
}

fn press(harness: &mut Harness<'_, World>, key: Key) {
    harness.key_press(key);
    harness.run_steps(4);
}

#[test]
fn tiles_stand_under_their_days_too() {
    let mut harness = opened_as_grid(1280.0, 900.0);
    let top = |label: &str| harness.get_by_label(label).rect().top();
    let tile = |number: i64| {
        harness
            .get_by_label_contains(&format!("old-{number}.jpg, 4.1 kB"))
            .rect()
    };
    assert_eq!(tile(1).top(), tile(2).top());
    assert_eq!(tile(1).left(), tile(3).left());
    assert!(tile(1).right() < tile(2).left());
    let tops = [
        top("Today, 2 records"),
        tile(1).top(),
        top("Yesterday, 1 record"),
        tile(3).top(),
        top("Oct 10, 2022, 1 record"),
        tile(4).top(),
    ];
    assert!(tops.is_sorted_by(|one, next| one < next), "{tops:?}");
    // Arrows go to what is above and below, whatever the day.
    harness.get_by_label_contains("old-2.jpg, 4.1 kB").click();
    harness.run_steps(4);
    for (key, expected) in [
        (Key::ArrowDown, 3),
        (Key::ArrowDown, 4),
        (Key::ArrowDown, 4),
        (Key::ArrowUp, 3),
        (Key::ArrowUp, 1),
        (Key::ArrowRight, 2),
        (Key::PageDown, 4),
    ] {
        press(&mut harness, key);
        assert_eq!(harness.state().view.lead(), Some(UploadId::new(expected)), "{key:?}");
    }
    // Another order has no days.
    harness.get_by_label("Sort: newest first").click();
    harness.run_steps(4);
    harness.get_by_label("Name, A to Z").click();
    harness.run_steps(4);
    found(&mut harness, (1..5).map(UploadId::new).collect(), &[]);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Today, ").is_none());
    assert_eq!(harness.query_all_by_label("Loading…").count(), 4);
}

#[test]
fn a_hundred_thousand_tiles_of_many_days_are_read_and_drawn_only_where_they_are_visible() {
    let mut harness = World::new().harness(1180.0, 760.0);
    harness.get_by_label("History").click();
    harness.run();
    let days: Vec<_> = (0..1000).map(|ago| (ago, 100)).collect();
    found(&mut harness, (0..100_000).rev().map(UploadId::new).collect(), &days);
    harness.run();
    harness.get_by_label("Show as grid").click();
    harness.run_steps(4);
    harness.get_by_label("Today, 100 records");
    press(&mut harness, Key::End);
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(0)));
    assert!(harness.query_all_by_label("Loading…").count() < 40);
    assert!(harness.query_all_by_label_contains(", 100 records").count() < 3);
    let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(1180.0, 760.0));
    let is_lead = |node: &egui_kittest::Node<'_>| node.accesskit_node().is_selected() == Some(true);
    let lead = harness.query_all_by_label("Loading…").find(is_lead).unwrap();
    assert!(area.contains_rect(lead.rect()), "scrolled to {:?}", lead.rect());
    let read: usize = harness
        .state()
        .commands
        .iter()
        .map(|command| match command {
            Command::ReadHistory(ids) => ids.len(),
            _ => 0,
        })
        .sum();
    assert_eq!(read, 200, "the first and the last batch");
    press(&mut harness, Key::Home);
    harness.get_by_label("Today, 100 records");
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(99_999)));
    harness.run_steps(10);
    let delay = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX, "idle");
}

#[test]
fn a_tile_that_cannot_be_read_says_so_and_one_that_is_not_loaded_shows_that_it_is_selected() {
    let mut harness = opened_as_grid(1280.0, 760.0);
    found(&mut harness, (5..8).map(UploadId::new).collect(), &[(0, 3)]);
    harness.state_mut().absorb(Event::HistoryRead {
        uploads: vec![upload(5, 0)],
        unreadable: vec![UploadId::new(6)],
    });
    harness.run_steps(4);
    let unread = harness.get_by_label("This record can't be read");
    assert_eq!(unread.accesskit_node().role(), egui::accesskit::Role::ListItem);
    let drawn = format!("{:?}", harness.output().shapes);
    assert!(drawn.contains("This record can't be read"));
    for (label, id) in [("Loading…", 7), ("This record can't be read", 6)] {
        let tile = |harness: &Harness<'_, World>| {
            let tile = harness.get_by_label(label);
            (tile.accesskit_node().is_selected(), frames(harness, tile.rect()))
        };
        assert_eq!(tile(&harness), (Some(false), 0), "{label}");
        harness.get_by_label(label).click();
        harness.run_steps(4);
        assert_eq!(harness.state().view.lead(), Some(UploadId::new(id)));
        assert_eq!(tile(&harness), (Some(true), 1), "{label}");
    }
    // In the window with the picture, too.
    press(&mut harness, Key::Space);
    harness.get_by_label_contains("This record can't be read, ");
}

/// How many frames of a selection are drawn inside of this rectangle.
fn frames(harness: &Harness<'_, World>, place: Rect) -> usize {
    let accent = tokens::Palette::of_context(&harness.ctx).accent;
    let is_frame = |shape: &egui::Shape| match shape {
        egui::Shape::Rect(shape) => {
            shape.stroke.color == accent && shape.stroke.width == tokens::MARK && place.contains_rect(shape.rect)
        }
        _ => false,
    };
    let shapes = harness.output().shapes.iter();
    shapes.filter(|clipped| is_frame(&clipped.shape)).count()
}

#[test]
fn chips_and_days_stand_for_the_same_in_every_language() {
    for (language, [today, month, yesterday]) in [
        (
            localization::Language::German,
            ["Nur heute", "Nur letzter Monat", "Gestern, 1 Eintrag"],
        ),
        (
            localization::Language::Japanese,
            ["今日のみ", "先月のみ", "昨日、1件の記録"],
        ),
    ] {
        let mut harness = opened(1280.0, 760.0);
        localization::set(Some(language));
        harness.run();
        let drawn = harness.query_by_label(yesterday).is_some();
        for (chip, expected) in [(today, (0, -1)), (month, (44, 13))] {
            harness.get_by_label(chip).click();
            harness.run();
            assert_eq!(periods(&harness).last(), Some(&Some(expected)), "{chip}");
        }
        localization::set(None);
        assert!(drawn, "{yesterday}");
    }
}
