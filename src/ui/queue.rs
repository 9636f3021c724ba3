//! The uploads of now: which rows of them are on show, and which are chosen.

use eframe::egui::Context;

use super::{Scene, row_order::RowOrder, selection::Selection};

/// What is chosen in the queue, and what is looked for there.
#[derive(Default)]
pub(crate) struct State {
    pub(super) selection: Selection,
    /// Which rows are on show, and in which order.
    pub(super) row_order: RowOrder,
    /// What stands in the search field.
    pub(super) search: String,
    /// Uploads that stayed when the finished ones were cleared, because they need a look.
    pub(super) left_by_clear: usize,
    /// How many of those that were cleared could still be signed.
    pub(super) unsigned_by_clear: usize,
}

/// Brings the rows on show in step. They stay where they are while the pointer is over them.
pub(super) fn arrange(scene: &mut Scene<'_>, ctx: &Context) {
    let (now, pointer) = ctx.input(|input| (input.time, input.pointer.hover_pos()));
    let hold = pointer
        .zip(scene.view.table.area)
        .is_some_and(|(at, table)| table.contains(at));
    let followed = scene.view.queue.row_order.follow(&scene.model.queue, now, hold);
    if followed.rows_left {
        let queue = &mut scene.view.queue;
        queue.selection.retain(|id| queue.row_order.shows(id));
    }
    if followed.more {
        ctx.request_repaint();
    }
    if followed.later {
        ctx.request_repaint_after(std::time::Duration::from_millis(500));
    }
}
