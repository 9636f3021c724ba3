//! The regions of the window that a key goes around: each gives the focus to its first control.

use eframe::egui::{Context, FocusDirection, Memory, Rect, Ui};

use super::{Scene, row};

/// A region of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    /// The bars at the top, with what is said below them.
    Top,
    /// The rows, or what stands in their place.
    Rows,
    /// The inspector, from its head on.
    Inspector,
    /// The inspector, from what stands below its tabs on.
    Contents,
    /// The status line.
    Status,
}

/// Those that the key goes around, in the order of the eye.
const ROUND: [Region; 4] = [Region::Top, Region::Rows, Region::Inspector, Region::Status];

/// Passes in which a region that is wanted may come: a panel that was closed is drawn in the next one.
const PATIENCE: u8 = 3;

/// Where the regions were drawn last, and the one that the focus goes to.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    places: [Option<Rect>; 4],
    wanted: Option<(Region, u8)>,
}

impl Regions {
    /// Has the focus go there.
    pub(crate) fn go_to(&mut self, region: Region) {
        self.wanted = Some((region, PATIENCE));
    }

    fn place(&mut self, region: Region, rect: Option<Rect>) {
        if let Some(place) = ROUND.iter().position(|other| *other == region) {
            self.places[place] = rect;
        }
    }
}

/// Goes to the region after the one with the focus, or before it.
pub(crate) fn go_round(scene: &mut Scene<'_>, ctx: &Context, forward: bool) {
    let focused = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id));
    let places = scene.view.regions.places;
    let within = |place: &Option<Rect>| {
        let focused = focused.as_ref().map(|focused| focused.rect.center());
        place.zip(focused).is_some_and(|(place, at)| place.contains(at))
    };
    // From nowhere to the rows: they are what the window is for.
    let at = places.iter().position(within).unwrap_or(0);
    let many = ROUND.len();
    let steps = (1..=many).map(|step| if forward { at + step } else { at + many - step } % many);
    let next = steps.map(|place| (ROUND[place], places[place]));
    if let Some((region, _)) = { next }.find(|(_, place)| place.is_some()) {
        scene.view.regions.go_to(region);
        ctx.request_repaint();
    }
}

/// Notes where a region is drawn; `None` where it has nothing that could have the focus.
pub(crate) fn note(scene: &mut Scene<'_>, region: Region, rect: Option<Rect>) {
    scene.view.regions.place(region, rect);
}

/// To be called before a region is drawn: its first control gets the focus, if that is wanted. Tells whether it is.
pub(crate) fn begin(ui: &Ui, scene: &mut Scene<'_>, region: Region) -> bool {
    let wanted = scene.view.regions.wanted.is_some_and(|(wanted, _)| wanted == region);
    // A dialog that was just closed, such as the palette, gives the focus back first.
    let given_back = scene.view.has_dialog() || scene.view.dialogs.focus_before.is_none();
    if !wanted || !given_back {
        return false;
    }
    scene.view.regions.wanted = None;
    let ctx = ui.ctx();
    let rows = scene.rows();
    if region == Region::Rows
        && let Some(row) = scene.view.selection().cursor().or_else(|| rows.id(0))
    {
        scene.view.selection_mut().stand(row);
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

/// To be called after a region was drawn that the focus went to: where nothing in it takes the focus, another region gets
/// it and not whatever is drawn next.
pub(crate) fn end(ui: &Ui, scene: &mut Scene<'_>, begun: bool, instead: Region) {
    let ctx = ui.ctx();
    if begun && ctx.memory(Memory::focused).is_none() {
        ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        scene.view.regions.go_to(instead);
        ctx.request_repaint();
    }
}

/// To be called after all regions were drawn: what is wanted and does not come is not wanted for ever.
pub(crate) fn rest(scene: &mut Scene<'_>, ctx: &Context) {
    let wanted = &mut scene.view.regions.wanted;
    *wanted = wanted.and_then(|(region, patience)| Some((region, patience.checked_sub(1)?)));
    if wanted.is_some() {
        ctx.request_repaint();
    }
}
