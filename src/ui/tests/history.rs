//! The history: searched, loaded as it becomes visible, and left alone otherwise.

use super::*;
use model::{HistoryOrder, OrderedBy};

fn uploads(count: i64) -> Vec<Upload> {
    (0..count)
        .map(|number| {
            let source = Source {
                path: format!("/photos/old-{number}.jpg").into(),
                relative: format!("old-{number}.jpg").into(),
                size: 4096,
                modified: None,
            };
            let mut upload = Upload::new(UploadId::new(number), NOW, source);
            upload.state = model::UploadState::Uploaded;
            upload.object = Some(object(&format!("k{number}")));
            upload
        })
        .collect()
}

/// A window on the history tab, where the first search found these.
fn opened(uploads: Vec<Upload>, width: f32, height: f32) -> Harness<'static, World> {
    let mut harness = World::new().harness(width, height);
    harness.get_by_label("History").click();
    harness.run();
    harness.state_mut().found(uploads);
    harness.run();
    harness
}

fn searched(harness: &Harness<'_, World>) -> Vec<String> {
    let commands = &harness.state().commands;
    commands
        .iter()
        .filter_map(|command| match command {
            Command::SearchHistory { search, .. } => {
                let words: Vec<_> = search.words.iter().map(|word| word.text.as_str()).collect();
                Some(words.join(" "))
            }
            _ => None,
        })
        .collect()
}

fn read(harness: &Harness<'_, World>) -> usize {
    let commands = &harness.state().commands;
    commands
        .iter()
        .map(|command| match command {
            Command::ReadHistory(ids) => ids.len(),
            _ => 0,
        })
        .sum()
}

#[test]
fn the_number_of_records_is_not_covered_in_a_small_window() {
    let harness = opened(uploads(3), 820.0, 560.0);
    let count = harness.get_by_label("3 records").rect();
    let buttons = harness.get_by_label("Copy as…").rect();
    assert!(count.right() < buttons.left(), "{count} {buttons}");
    let harness = opened(uploads(3), 1180.0, 760.0);
    harness.get_by_label("Find by content…");
}

#[test]
fn the_history_is_searched_when_it_is_shown_and_while_the_user_types() {
    let mut harness = opened(uploads(2), 1180.0, 760.0);
    assert_eq!(searched(&harness), [""]);
    harness.get_by_label("2 records");
    enter(&mut harness, "Search history", "Harb");
    assert_eq!(searched(&harness), ["", "harb"]);
    // Actions on history rows still work.
    harness.get_by_label("Sign old-0.jpg").click();
    harness.run();
    harness.get_by_label("Sign this file");
    assert!(harness.query_by_label("Remove old-0.jpg").is_none());
}

#[test]
fn selected_records_that_are_not_loaded_are_verified_and_signed_too_or_the_reason_is_shown() {
    let mut harness = opened(Vec::new(), 1280.0, 900.0);
    harness.state_mut().found_ids((0..5000).map(UploadId::new).collect());
    harness.state_mut().absorb(Event::HistoryRead {
        uploads: uploads(20),
        unreadable: Vec::new(),
    });
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label_contains("4,980 are not loaded yet.");
    harness.get_by_label("Verify selected").click();
    harness.run();
    let bulk_operation = harness
        .state()
        .model
        .bulk_operations()
        .first()
        .map(|bulk_operation| bulk_operation.all);
    assert_eq!(bulk_operation, Some(5000));
    harness.get_by_label("Verifying: 0 of 5,000");
    press(&mut harness, "Stop verifying");
    harness.run();
    assert!(harness.get_by_label("Stop verifying").accesskit_node().is_disabled());
    harness.get_by_label("Sign selected").click();
    harness.run();
    harness.get_by_label_contains("4,980 files: not loaded yet.");
    harness.get_by_label("Sign up to 5,000 files");
}

/// The requested orders, the latest last.
fn orders(harness: &Harness<'_, World>) -> Vec<HistoryOrder> {
    let commands = &harness.state().commands;
    commands
        .iter()
        .filter_map(|command| match command {
            Command::SearchHistory { search, .. } => Some(search.order),
            _ => None,
        })
        .collect()
}

#[test]
fn a_heading_sorts_the_history_and_says_so_and_a_search_keeps_the_order() {
    let mut harness = opened(uploads(3), 1280.0, 760.0);
    // The size heading does not fit beside the inspector.
    press(&mut harness, "Close details");
    let by = |by, descending| HistoryOrder { by, descending };
    press(&mut harness, "Sort by size");
    harness.state_mut().found(uploads(3));
    harness.run();
    press(&mut harness, "Sort by size, sorted ascending");
    harness.state_mut().found(uploads(3));
    harness.run();
    harness.get_by_label("Sort by size, sorted descending");
    enter(&mut harness, "Search history", "old");
    harness.state_mut().found(uploads(3));
    harness.run();
    press(&mut harness, "Sort by size, sorted descending");
    assert_eq!(
        orders(&harness),
        [
            HistoryOrder::default(),
            by(OrderedBy::Size, false),
            by(OrderedBy::Size, true),
            by(OrderedBy::Size, true),
            HistoryOrder::default(),
        ]
    );
    assert_eq!(
        searched(&harness).last().map(String::as_str),
        Some("old"),
        "and the search stays"
    );
    // The queue has its own order.
    assert!(harness.state().view.queue.row_order.sort().is_none());
}

#[test]
fn a_menu_offers_the_orders_without_a_heading_in_a_narrow_window() {
    let mut harness = opened(uploads(3), 820.0, 560.0);
    assert!(harness.query_by_label("Sort by size").is_none());
    press(&mut harness, "Sort: newest first");
    press(&mut harness, "Size, largest first");
    harness.state_mut().found(uploads(3));
    harness.run();
    let order = HistoryOrder {
        by: OrderedBy::Size,
        descending: true,
    };
    assert_eq!(orders(&harness).last(), Some(&order));
    press(&mut harness, "Sort: Size, largest first");
    press(&mut harness, "Newest first");
    assert_eq!(orders(&harness).last(), Some(&HistoryOrder::default()));
}

#[test]
fn new_rows_are_sorted_in_before_the_order_is_reversed() {
    let mut harness = opened(uploads(3), 1280.0, 760.0);
    press(&mut harness, "Sort by name");
    harness.state_mut().found(uploads(3));
    harness.state_mut().model.history.added_since_search = 1;
    harness.run();
    press(&mut harness, "Sort by name, sorted ascending");
    let order = HistoryOrder {
        by: OrderedBy::Name,
        descending: false,
    };
    assert_eq!(orders(&harness)[1..], [order, order]);
}

#[test]
fn of_a_hundred_thousand_records_only_visible_ones_are_loaded() {
    let mut harness = opened(Vec::new(), 1180.0, 760.0);
    let ids = (0..100_000).rev().map(UploadId::new).collect();
    harness.state_mut().found_ids(ids);
    harness.run();
    harness.get_by_label("100,000 records");
    assert!(harness.query_all_by_label("Loading…").next().is_some());
    assert_eq!(read(&harness), 100, "one piece, asked for once");
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(harness.state().view.lead(), Some(UploadId::new(0)));
    assert_eq!(read(&harness), 200);
    let mut last = uploads(1);
    last[0].source.path = "/the-oldest.jpg".into();
    harness.state_mut().absorb(Event::HistoryRead {
        uploads: last,
        unreadable: vec![UploadId::new(1)],
    });
    harness.run();
    harness.get_by_label("the-oldest.jpg, 4.1 kB, uploaded, key k0");
    harness.get_by_label("This record can't be read");
}

fn press(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(3);
}

fn last_copy(harness: &Harness<'_, World>) -> Option<(usize, model::CopyFormat)> {
    let commands = &harness.state().commands;
    commands.iter().rev().find_map(|command| match command {
        Command::Copy { ids, format } => Some((ids.len(), format.clone())),
        _ => None,
    })
}

#[test]
fn records_that_are_not_loaded_are_copied_in_the_background_in_one_piece() {
    let mut harness = opened(Vec::new(), 1180.0, 760.0);
    harness.state_mut().found_ids((0..5000).map(UploadId::new).collect());
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.event(Input::Copy);
    harness.run();
    assert_eq!(last_copy(&harness), Some((5000, model::CopyFormat::Key)));
    let mut copying = model::Copying::new(model::CopyFormat::Key);
    uploads(3).iter().for_each(|upload| copying.add(upload));
    copying.add_unreadable(2);
    harness.state_mut().absorb(Event::Copied(copying.finish()));
    harness.step();
    assert_eq!(copied(&harness), ["k0\nk1\nk2"]);
    harness.step();
    assert_eq!(copied(&harness), [""; 0], "once");
    harness.get_by_label("3 of 5 copied. 2 cannot be read");
}

#[test]
fn copies_have_many_formats_and_say_what_was_skipped() {
    let mut harness = opened(uploads(2), 1180.0, 760.0);
    harness.get_by_label_contains("old-0.jpg, 4.1 kB").click();
    harness.run();
    for (name, text) in [
        ("Copy S3 URIs", "s3://bucket/k0"),
        ("Copy asset references (JSON)", r#"{"bucket":"bucket","key":"k0"}"#),
        ("Copy names and keys", "old-0.jpg\tk0"),
    ] {
        harness.get_all_by_label("Copy as…").next().unwrap().click();
        harness.run_steps(3);
        harness.get_by_label(name).click();
        let mut texts = Vec::new();
        for _ in 0..4 {
            harness.step();
            texts.extend(copied(&harness));
        }
        assert_eq!(texts, [text]);
    }
    harness.get_all_by_label("Copy as…").next().unwrap().click();
    harness.run_steps(3);
    press(&mut harness, "Copy signed links");
    harness.run_steps(2);
    harness.get_by_label("Nothing copied. 1 has no signed copy yet");
}

#[test]
fn a_template_is_edited_with_a_preview_and_saved() {
    let mut harness = opened(uploads(1), 1180.0, 760.0);
    harness.get_by_label("Copy as…").click();
    harness.run_steps(3);
    press(&mut harness, "Copy with template");
    harness.run();
    harness.get_by_label("Preview: old-0.jpg: s3://bucket/k0");
    assert!(harness.get_by_label("Template").is_focused(), "a person types at once");
    harness.state_mut().write_template("{color}");
    harness.run();
    harness.get_by_label_contains("There is no placeholder {color}");
    harness.state_mut().write_template("{name} {{{key}}}");
    harness.run();
    harness.get_by_label("Save and copy").click();
    let mut texts = Vec::new();
    for _ in 0..5 {
        harness.step();
        texts.extend(copied(&harness));
    }
    assert_eq!(texts, ["old-0.jpg {k0}"]);
    assert_eq!(harness.state().model.settings.copy_template, "{name} {{{key}}}");
}

#[test]
fn deleting_asks_with_the_number_and_a_whole_history_takes_a_typed_word() {
    let mut harness = opened(uploads(3), 1180.0, 760.0);
    harness.get_by_label_contains("old-1.jpg, 4.1 kB").click();
    harness.run();
    press(&mut harness, "Delete from history…");
    harness.run();
    harness.get_by_label_contains("The objects in storage aren't deleted");
    press(&mut harness, "Cancel");
    harness.run();
    let forgotten = |harness: &Harness<'_, World>| {
        let commands = &harness.state().commands;
        commands.iter().rev().find_map(|command| match command {
            Command::Forget(ids) => Some(ids.len()),
            _ => None,
        })
    };
    assert_eq!(forgotten(&harness), None);
    press(&mut harness, "Delete from history…");
    press(&mut harness, "Delete");
    assert_eq!(forgotten(&harness), Some(1));
    // All of them: two clicks alone delete nothing.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_all_by_label("Delete from history…").next().unwrap().click();
    harness.run();
    assert!(harness.get_by_label("Delete 3 records").accesskit_node().is_disabled());
    harness
        .state_mut()
        .view
        .dialogs
        .forgetting()
        .unwrap()
        .type_word("Delete");
    harness.run();
    press(&mut harness, "Delete 3 records");
    assert_eq!(forgotten(&harness), Some(3));
}

#[test]
fn a_file_dropped_on_the_history_is_searched_for_and_not_uploaded() {
    let mut harness = opened(uploads(3), 1180.0, 760.0);
    harness
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped("/renamed.jpg".into())));
    harness.run();
    assert!(requested(&harness, "LookUp([") && !requested(&harness, "Add(["));
    harness.state_mut().absorb(Event::LookingUp {
        number: 1,
        progress: model::LookupProgress {
            name: "renamed.jpg".into(),
            files: 1,
            bytes: 1 << 20,
            bytes_in_all: 4 << 20,
        },
    });
    harness.run();
    harness.get_by_label("Reading renamed.jpg  ·  25% of 4.2 MB");
    harness.get_by_label("Stop");
    let outcome = model::LookupOutcome {
        name: Some("renamed.jpg".into()),
        files: 1,
        contents: Vec::new(),
        unknown: vec!["/renamed.jpg".into()],
        unreadable: 0,
    };
    let commands = harness
        .state_mut()
        .model
        .absorb(Event::LookedUp { number: 1, outcome }, NOW);
    harness.state_mut().commands.extend(commands);
    harness.state_mut().found(Vec::new());
    harness.run();
    harness.get_by_label("renamed.jpg hasn't been uploaded");
    harness.get_by_label("Not in history");
    press(&mut harness, "Upload 1 file");
    assert!(requested(&harness, r#"Add(["/renamed.jpg"])"#));
    assert_eq!(harness.state().view.tab, Tab::Queue);
}

#[test]
fn an_export_is_of_the_selection_or_of_all_that_was_found() {
    let mut harness = opened(Vec::new(), 1180.0, 760.0);
    harness.state_mut().found_ids((0..5000).map(UploadId::new).collect());
    harness.run();
    press(&mut harness, "Export…");
    let request = harness
        .state()
        .requests
        .iter()
        .rev()
        .find(|request| request.contains("PickExport"));
    let request = request.expect("nobody was asked where to");
    assert!(
        request.contains("UploadId(4999)") && request.contains("stem: \"que-history-2023-11-1"),
        "{request:.200}"
    );
}
