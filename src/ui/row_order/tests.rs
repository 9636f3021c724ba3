//! The order of the queue: sorting, filtering, and what does not move.

use super::*;
use model::{Event, FoundFile, Intent, Model, Settings, Source, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(0);

/// A queue of files of these sizes, named after them.
fn queue(sizes: &[u64]) -> Model {
    let mut model = Model::new(Settings::default(), "x", false);
    add(&mut model, sizes);
    model
}

fn add(model: &mut Model, sizes: &[u64]) {
    let file = |size: &u64| FoundFile {
        source: Source {
            path: format!("/{size}.jpg").into(),
            relative: format!("{size}.jpg").into(),
            size: *size,
            modified: None,
        },
    };
    let files = sizes.iter().map(file).collect();
    model.absorb(Event::Found { batch: 1, files }, NOW);
}

fn id_of(model: &Model, size: u64) -> UploadId {
    let found = model.queue.uploads().iter().find(|upload| upload.source.size == size);
    found.unwrap().id
}

/// Updates until nothing is left to do, in frames far apart.
fn follow(row_order: &mut RowOrder, model: &Model, hold: bool) -> usize {
    for frame in 0..1000_u16 {
        let now = row_order.swept_at + f64::from(frame) + 10.0;
        if !row_order.follow(&model.queue, now, hold).more {
            return usize::from(frame) + 1;
        }
    }
    panic!("it never ends");
}

fn sizes(row_order: &RowOrder, model: &Model) -> Vec<u64> {
    let size = |id: &UploadId| model.queue.get(*id).unwrap().source.size;
    match row_order.order() {
        Some(order) => order.iter().map(size).collect(),
        None => model.queue.uploads().iter().map(|upload| upload.source.size).collect(),
    }
}

#[test]
fn rows_are_sorted_ascending_descending_and_not_at_all() {
    let model = queue(&[3, 1, 10, 2]);
    let mut row_order = RowOrder::default();
    for (column, orders) in [
        (Column::Size, [[1, 2, 3, 10], [10, 3, 2, 1], [3, 1, 10, 2]]),
        (Column::Name, [[1, 2, 3, 10], [10, 3, 2, 1], [3, 1, 10, 2]]),
        // All are queued: equal rows stay in the order added, in both directions.
        (Column::Progress, [[3, 1, 10, 2], [3, 1, 10, 2], [3, 1, 10, 2]]),
    ] {
        for order in orders {
            row_order.click(column);
            follow(&mut row_order, &model, false);
            assert_eq!(sizes(&row_order, &model), order, "{column:?}");
        }
    }
}

#[test]
fn nothing_moves_until_the_user_sorts_again() {
    let mut model = queue(&[1, 2, 3]);
    let mut row_order = RowOrder::default();
    row_order.click(Column::Progress);
    follow(&mut row_order, &model, false);
    let id = id_of(&model, 1);
    model.absorb(Event::Preparing(id), NOW);
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
    assert!(row_order.is_stale());
    // A new row comes at the end, whatever it is.
    row_order.click(Column::Size);
    follow(&mut row_order, &model, false);
    add(&mut model, &[0]);
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [1, 2, 3, 0]);
    row_order.click(Column::Size);
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [0, 1, 2, 3], "the same order, anew");
    assert!(!row_order.is_stale());
}

#[test]
fn a_row_that_no_longer_matches_stays_under_the_pointer() {
    let mut model = queue(&[1, 2, 3]);
    let mut row_order = RowOrder::default();
    row_order.show(Show::Waiting);
    follow(&mut row_order, &model, true);
    assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
    let id = id_of(&model, 2);
    model.absorb(Event::Preparing(id), NOW);
    follow(&mut row_order, &model, true);
    assert_eq!(sizes(&row_order, &model), [1, 2, 3]);
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [1, 3]);
    assert!(!row_order.shows(id));
    // It matches again.
    model.absorb(Event::Requeued(id), NOW);
    follow(&mut row_order, &model, true);
    assert_eq!(sizes(&row_order, &model), [1, 3, 2]);
}

#[test]
fn text_and_state_filters_combine_and_removed_rows_are_gone() {
    let mut model = queue(&[12, 1, 2, 21]);
    let mut row_order = RowOrder::default();
    row_order.look_for("1");
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [12, 1, 21]);
    let ids = vec![id_of(&model, 1), id_of(&model, 2)];
    model.decide(Intent::Remove(ids));
    follow(&mut row_order, &model, true);
    assert_eq!(sizes(&row_order, &model), [12, 21], "at once, also below the pointer");
    row_order.show(Show::Active);
    follow(&mut row_order, &model, false);
    assert_eq!(sizes(&row_order, &model), [0_u64; 0]);
    row_order.look_for("");
    row_order.show(Show::All);
    follow(&mut row_order, &model, false);
    assert_eq!(row_order.order(), None);
}

#[test]
fn a_hundred_thousand_rows_are_sorted_in_pieces_and_then_updated_by_changes() {
    let all: Vec<u64> = (0..100_000).map(|number| (number * 7919) % 100_000).collect();
    let mut model = queue(&all);
    let mut row_order = RowOrder::default();
    row_order.click(Column::Name);
    row_order.look_for("jpg");
    let mut max = 0;
    let mut frames = 0;
    while {
        let more = row_order.follow(&model.queue, 0.0, false).more;
        max = max.max(row_order.visited);
        frames += 1;
        more
    } {
        assert_eq!(
            row_order.order(),
            None,
            "the old order is on show until the new one is whole"
        );
    }
    assert!(max <= PIECE, "{max} rows in one frame");
    assert!(frames <= 2 * 100_000 / PIECE + 2, "{frames} frames");
    assert_eq!(sizes(&row_order, &model), (0..100_000).collect::<Vec<_>>());
    // Frames without changes cost nothing.
    row_order.follow(&model.queue, 1.0, false);
    assert_eq!(row_order.visited, 0);
    for size in 0..10 {
        let id = id_of(&model, size);
        model.absorb(Event::Preparing(id), NOW);
    }
    row_order.follow(&model.queue, 2.0, false);
    assert_eq!(row_order.visited, 10);
}

#[test]
fn after_too_many_changes_all_rows_are_scanned_once_and_keep_their_order() {
    let mut model = queue(&[5, 4]);
    let mut row_order = RowOrder::default();
    row_order.click(Column::Size);
    follow(&mut row_order, &model, false);
    let many: Vec<u64> = (10..30_010).rev().collect();
    add(&mut model, &many);
    follow(&mut row_order, &model, false);
    let shown = sizes(&row_order, &model);
    assert_eq!(shown[..4], [4, 5, 30_009, 30_008], "new rows come at the end");
    assert_eq!(shown.len(), 30_002);
}
