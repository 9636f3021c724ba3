//! The panes of the window that F6 cycles through. Each gives the focus to its first control.

use eframe::egui::{Context, FocusDirection, Memory, Rect, Ui};

use super::{Scene, row};

/// A pane of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    /// The bars at the top, with the banner.
    Top,
    /// The rows, or what replaces them.
    Rows,
    /// The inspector, including its head.
    Inspector,
    /// The inspector below its tabs.
    Contents,
    /// The status line.
    Status,
}

/// The panes in F6 order, which is the reading order.
const ROUND: [Pane; 4] = [Pane::Top, Pane::Rows, Pane::Inspector, Pane::Status];

/// How many passes to wait for a requested pane: a closed panel is drawn in the next pass.
const MAX_PASSES: u8 = 3;

/// Where the panes were drawn last, and the one that should get the focus.
#[derive(Debug, Default)]
pub(crate) struct Panes {
    rects: [Option<Rect>; 4],
    wanted: Option<(Pane, u8)>,
}

impl Panes {
    /// Requests the focus for this pane.
    pub(crate) fn go_to(&mut self, pane: Pane) {
        self.wanted = Some((pane, MAX_PASSES));
    }

    fn place(&mut self, pane: Pane, rect: Option<Rect>) {
        if let Some(place) = ROUND.iter().position(|other| *other == pane) {
            self.rects[place] = rect;
        }
    }
}

/// Moves to the pane after or before the focused one.
pub(crate) fn go_round(scene: &mut Scene<'_>, ctx: &Context, forward: bool) {
    let focused = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id));
    let places = scene.view.panes.rects;
    let within = |place: &Option<Rect>| {
        let focused = focused.as_ref().map(|focused| focused.rect.center());
        place.zip(focused).is_some_and(|(place, at)| place.contains(at))
    };
    // Without a focus, start at the rows: they are what the window is for.
    let at = places.iter().position(within).unwrap_or(0);
    let many = ROUND.len();
    let steps = (1..=many).map(|step| if forward { at + step } else { at + many - step } % many);
    let next = steps.map(|place| (ROUND[place], places[place]));
    if let Some((pane, _)) = { next }.find(|(_, place)| place.is_some()) {
        scene.view.panes.go_to(pane);
        ctx.request_repaint();
    }
}

/// Records where a pane is drawn; `None` if it has nothing to focus.
pub(crate) fn note(scene: &mut Scene<'_>, pane: Pane, rect: Option<Rect>) {
    scene.view.panes.place(pane, rect);
}

/// The width of the inspector, whatever it contains.
pub(crate) fn inspector_width(scene: &Scene<'_>) -> Option<f32> {
    let place = ROUND.iter().position(|pane| *pane == Pane::Inspector)?;
    Some(scene.view.panes.rects.get(place)?.as_ref()?.width())
}

/// Call before drawing a pane: its first control gets the focus if that was requested. Returns whether it was.
pub(crate) fn begin(ui: &Ui, scene: &mut Scene<'_>, pane: Pane) -> bool {
    let wanted = scene.view.panes.wanted.is_some_and(|(wanted, _)| wanted == pane);
    // A dialog that just closed, such as the palette, returns the focus first.
    let given_back = scene.view.has_dialog() || scene.view.dialogs.focus_before.is_none();
    if !wanted || !given_back {
        return false;
    }
    scene.view.panes.wanted = None;
    let ctx = ui.ctx();
    let rows = scene.rows();
    if pane == Pane::Rows
        && let Some(row) = scene.view.selection().cursor().or_else(|| rows.id(0))
    {
        scene.view.selection_mut().move_cursor(row);
        scene.view.table.scroll_to_cursor = true;
        ctx.memory_mut(|memory| memory.request_focus(row::row_id(row)));
        return true;
    }
    ctx.memory_mut(|memory| {
        if let Some(focused) = memory.focused() {
            memory.surrender_focus(focused);
        }
        memory.move_focus(FocusDirection::Next);
    });
    true
}

/// Call after drawing a pane that was to get the focus: if nothing in it took the focus, another pane gets it, rather
/// than whatever is drawn next.
pub(crate) fn focus_fallback(ui: &Ui, scene: &mut Scene<'_>, started: bool, instead: Pane) {
    let ctx = ui.ctx();
    if started && ctx.memory(Memory::focused).is_none() {
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        scene.view.panes.go_to(instead);
        ctx.request_repaint();
    }
}

/// Call after all panes are drawn: drops an unmet request.
pub(crate) fn rest(scene: &mut Scene<'_>, ctx: &Context) {
    let wanted = &mut scene.view.panes.wanted;
    *wanted = wanted.and_then(|(pane, patience)| Some((pane, patience.checked_sub(1)?)));
    if wanted.is_some() {
        ctx.request_repaint();
    }
}
