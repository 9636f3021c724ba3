//! The current uploads: which rows are visible, and which are selected.

use eframe::egui::Context;

use super::{Scene, row_order::RowOrder, selection::Selection};

/// The selection and the search in the queue.
#[derive(Default)]
pub(crate) struct State {
    pub(super) selection: Selection,
    /// Which rows are visible, in which order.
    pub(super) row_order: RowOrder,
    /// The text in the search field.
    pub(super) search: String,
    /// Uploads that stayed when finished ones were cleared, because they need attention.
    pub(super) kept_after_clear: usize,
    /// How many of the cleared ones could still be signed.
    pub(super) cleared_unsigned: usize,
}

/// Updates the visible rows. They don't move while the pointer is over them.
pub(super) fn arrange(scene: &mut Scene<'_>, ctx: &Context) {
    let (now, pointer) = ctx.input(|input| (input.time, input.pointer.hover_pos()));
    let hold = pointer
        .zip(scene.view.table.area)
        .is_some_and(|(at, table)| table.contains(at));
    let followed = scene.view.queue.row_order.follow(&scene.model.queue, now, hold);
    if followed.rows_removed {
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
