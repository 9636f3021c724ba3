//! One row: the name over its details, the three steps, the key with its copy button, the main action, and removal.

use eframe::egui::{
    Align, Button, Color32, Id, Modifiers, Rangef, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, accesskit, pos2,
    text::LayoutJob, vec2,
};

use super::{
    InspectorTab, Scene, Tab,
    columns::{Columns, Places},
    controls, pictures, row_menu,
    shapes::{self, Shape},
    table,
    tokens::{self, Palette},
    track, words,
};
use model::{
    Failure, HistoryRow, Intent, SignState, Timestamp, Upload, UploadId, UploadState, VerifyState, VerifyTarget,
};

/// Names the copy button of a row's key.
pub(crate) fn copy_id(id: UploadId) -> Id {
    Id::unique(("copy key", id.number()))
}

/// Names a row, for the focus.
pub(crate) fn row_id(id: UploadId) -> Id {
    Id::unique(("row", id.number()))
}

/// Chooses a row as a click with these keys held does.
pub(crate) fn choose(scene: &mut Scene<'_>, id: UploadId, held: Modifiers) {
    if scene.view.selection().is_empty() {
        scene.view.inspector.tab = InspectorTab::Overview;
    }
    let rows = scene.rows();
    let selection = scene.view.selection_mut();
    if held.shift {
        selection.reach(&rows, id, held.command);
    } else if held.command {
        selection.toggle(id);
    } else {
        selection.only(id);
    }
}

/// The one thing to do next with an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Cancel,
    Retry,
    Resume,
    Sign,
    SignAgain,
    Verify(VerifyTarget),
    Report,
}

impl Action {
    /// What is next, if anything is.
    pub(crate) fn of(upload: &Upload) -> Option<Self> {
        match &upload.state {
            UploadState::Cancelling => return None,
            UploadState::Failed(_) | UploadState::Cancelled => return Some(Self::Retry),
            UploadState::Paused => return Some(Self::Resume),
            UploadState::Uploaded => {}
            _ => return Some(Self::Cancel),
        }
        match (&upload.sign, &upload.verify) {
            (SignState::Signing, _) | (_, VerifyState::Verifying(_)) => None,
            (SignState::Failed(_), _) => Some(Self::SignAgain),
            (_, VerifyState::Failed(target, _)) => Some(Self::Verify(*target)),
            (SignState::Signed, VerifyState::Verified(facts)) if facts.target == VerifyTarget::Signed => {
                Some(Self::Report)
            }
            (SignState::Signed, _) if upload.signed_uri().is_some() => Some(Self::Verify(VerifyTarget::Signed)),
            (_, VerifyState::Verified(_)) if upload.signed.is_some() || track::upload_only(upload) => {
                Some(Self::Report)
            }
            (SignState::Signed, _) => None,
            (SignState::NotAsked, _) if track::upload_only(upload) => None,
            // The original was verified, or nothing was: signing is what comes next.
            (SignState::NotAsked, _) => Some(Self::Sign),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Cancel => "Cancel",
            Self::Retry => "Retry",
            Self::Resume => "Resume",
            Self::Sign | Self::SignAgain => "Sign…",
            Self::Verify(_) => "Verify",
            Self::Report => "Report",
        }
    }

    /// Whether the row waits for it. The others stand back until the pointer is there.
    const fn calls(self) -> bool {
        matches!(
            self,
            Self::Retry | Self::Resume | Self::Sign | Self::SignAgain | Self::Verify(_)
        )
    }

    /// The action with the file's name: one of a thousand buttons has to be told from the others.
    pub(crate) fn name(self, file: &str) -> String {
        match self {
            Self::Report => format!("Report of {file}"),
            action => format!("{} {file}", action.word().trim_end_matches('…')),
        }
    }
}

/// Draws a row into the cell.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, columns: &Columns) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let selected = scene.view.selection().contains(upload.id);
    let stop = is_stop(ui, scene, upload.id);
    let response = ui.interact(rect, row_id(upload.id), sense(stop));
    // The sentence is made only where somebody listens.
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, words::sentence(upload, scene.now)));
    // egui tells a selection as a tick; a row of a list is chosen.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(selected);
        // Tab does not stop at it, but a screen reader may go there.
        node.add_action(accesskit::Action::Focus);
    });
    if selected {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
        let mark = Rect::from_min_size(rect.min, vec2(tokens::MARK + 1.0, rect.height()));
        ui.painter().rect_filled(mark, 0.0, palette.accent);
    } else if is_under_pointer(ui, rect) {
        ui.painter().rect_filled(rect, 0.0, palette.hover);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
    if response.has_focus() {
        controls::focus_ring(ui, rect);
    }
    if scene.view.selection().cursor() == Some(upload.id) {
        scene.view.table.cursor_row = Some(rect);
    }
    // The buttons in the row belong to it, too.
    if ui.rect_contains_pointer(rect)
        && let Some(at) = ui.input(|input| {
            let pointer = &input.pointer;
            pointer.secondary_clicked().then(|| pointer.interact_pos()).flatten()
        })
    {
        row_menu::open(scene, ui.ctx(), upload.id, at);
    }
    if response.gained_focus() {
        scene.view.selection_mut().stand(upload.id);
    }
    if response.clicked() {
        choose(scene, upload.id, ui.input(|input| input.modifiers));
    }

    let mut places = columns.places(table::inside(ui, rect).shrink2(vec2(0.0, tokens::GAP)));
    places.name = pictures::show(ui, scene, upload, places.name);
    let below = Below::of(upload, columns);
    let lines = Lines::of(ui, upload, &places, below);
    let hints = name(ui, scene, upload, &places, &lines);
    progress(ui, scene, upload, &places, columns, (below, &lines), stop);
    if let Some(place) = places.key {
        key(ui, scene, upload, place, stop);
    }
    actions(ui, scene, upload, places.action, stop);
    let at = ui.input(|input| input.pointer.hover_pos()).unwrap_or_default();
    if response.hovered()
        && let Some((_, hint)) = hints.into_iter().flatten().find(|(place, _)| place.contains(at))
    {
        response.on_hover_text_at_pointer(hint);
    }
}

/// Whether Tab stops at a row and at what is in it: of all rows at the one that the keyboard is at; where it is at none on
/// show, at the first. Arrows go to the others.
fn is_stop(ui: &Ui, scene: &Scene<'_>, id: UploadId) -> bool {
    let at_cursor = scene.view.selection().cursor() == Some(id);
    let instead = || !scene.view.table.cursor_on_show && scene.rows().id(scene.view.table.on_show.start) == Some(id);
    // A screen reader may have gone to it.
    at_cursor || instead() || ui.memory(|memory| memory.has_focus(row_id(id)))
}

/// What a click and Tab mean to a part of a row: Tab passes over what does not belong to the row it stops at.
fn sense(stop: bool) -> Sense {
    if stop { Sense::click() } else { Sense::CLICK }
}

/// Whether the pointer is over a row. A border between two rows belongs to the lower one alone.
fn is_under_pointer(ui: &Ui, rect: Rect) -> bool {
    let at = ui.input(|input| input.pointer.hover_pos());
    ui.rect_contains_pointer(rect) && at.is_some_and(|at| at.y >= rect.top() && at.y < rect.bottom())
}

/// Draws the place of a record that is not read yet, or cannot be.
pub(crate) fn not_read(ui: &mut Ui, scene: &mut Scene<'_>, place: usize) {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    let unreadable = scene.model.history.row(place) == HistoryRow::Unreadable;
    let words = if unreadable {
        "This record cannot be read"
    } else {
        "Reading…"
    };
    if let Some(id) = scene.rows().id(place) {
        let response = ui.interact(rect, row_id(id), sense(is_stop(ui, scene, id)));
        let selected = scene.view.selection().contains(id);
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, words));
        if selected {
            ui.painter().rect_filled(rect, 0.0, palette.selected);
        }
        if response.has_focus() {
            controls::focus_ring(ui, rect);
        }
        if response.gained_focus() {
            scene.view.selection_mut().stand(id);
        }
        if scene.view.selection().cursor() == Some(id) {
            scene.view.table.cursor_row = Some(rect);
        }
        if response.clicked() {
            choose(scene, id, ui.input(|input| input.modifiers));
        }
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, tokens::hairline(palette.hairline));
    let inside = table::inside(ui, rect);
    let colour = if unreadable { palette.warn } else { palette.soft };
    controls::line(ui, inside, words, tokens::small_font(), colour, Align::Min);
}

fn upper(rect: Rect) -> Rect {
    Rect::from_min_max(rect.min, pos2(rect.right(), rect.center().y))
}

fn lower(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.left(), rect.center().y), rect.max)
}

/// What stands below the words of the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    Nothing,
    /// How far the bytes are.
    Bar,
    /// The key, which has no column of its own.
    Key,
}

impl Below {
    fn of(upload: &Upload, columns: &Columns) -> Self {
        if matches!(upload.state, UploadState::Uploading { .. } | UploadState::Finishing) {
            Self::Bar
        } else if columns.key.is_none() && upload.object.is_some() {
            Self::Key
        } else {
            Self::Nothing
        }
    }
}

/// How a row is divided from top to bottom, and where it tells what went wrong.
struct Lines {
    /// The heights of the name and of what stands beside it.
    first: Rangef,
    /// The place of the details, or of what went wrong and what to do.
    second: Rect,
    /// Whether the second line goes on below the track.
    is_long: bool,
}

impl Lines {
    /// Two lines as high as each other. What went wrong and what to do have all the room up to the key; where one line is too
    /// short for them, they have two, and the row is as high as the others all the same.
    fn of(ui: &Ui, upload: &Upload, places: &Places, below: Below) -> Self {
        let place = places.name;
        let (first, second) = (upper(place).y_range(), lower(place));
        let Some(failure) = upload.failure() else {
            return Self {
                first,
                second,
                is_long: false,
            };
        };
        let is_long = below == Below::Nothing;
        let right = if is_long { places.track.right() } else { place.right() };
        let second = second.with_max_x(right);
        if controls::width(ui, &words::trouble(failure), tokens::small_font()) <= second.width() {
            return Self { first, second, is_long };
        }
        let all = place.expand2(vec2(0.0, tokens::GAP_SMALL));
        let end = all.top() + all.height() / tokens::TROUBLE_LINES;
        Self {
            first: Rangef::new(all.top(), end),
            second: Rect::from_min_max(pos2(place.left(), end), pos2(right, all.bottom())),
            is_long,
        }
    }

    /// The first line of a part of the row.
    fn beside(&self, part: Rect) -> Rect {
        Rect::from_x_y_ranges(part.x_range(), self.first)
    }
}

/// What went wrong over what to do, each as far as it has room; one after the other where both have room so.
fn trouble(ui: &Ui, failure: &Failure, place: Rect, colour: Color32) {
    let font = tokens::small_font();
    let whole = words::trouble(failure);
    if place.height() < tokens::ROW / 2.0 {
        controls::line(ui, place, &whole, font, colour, Align::Min);
        return;
    }
    let mut job = LayoutJob::simple(whole, font.clone(), colour, place.width());
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let fits_each = controls::width(ui, &failure.message, font.clone()) <= place.width();
    if failure.hint.is_empty() || !(fits_each || galley.elided) {
        let at = pos2(place.left(), place.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, colour);
        return;
    }
    controls::line(ui, upper(place), &failure.message, font.clone(), colour, Align::Min);
    controls::line(ui, lower(place), &failure.hint, font, colour, Align::Min);
}

/// What the pointer is told over a part of a row.
type Hint = (Rect, String);

/// Between two details.
const BETWEEN: &str = "  ·  ";

/// The name over the details, or over what went wrong and what to do. Answers what the pointer is told over either: all
/// of it, where something was left out.
fn name(ui: &Ui, scene: &Scene<'_>, upload: &Upload, places: &Places, lines: &Lines) -> [Option<Hint>; 2] {
    let palette = Palette::of(ui);
    let name = upload.source.name();
    let first = lines.beside(places.name);
    let elided = controls::line(ui, first, &name, tokens::strong_font(), palette.text, Align::Min);
    let path = || upload.source.relative.to_string_lossy().into_owned();
    let above = elided.then(|| (first, path()));
    let below = lines.second;
    let hint;
    let waiting = matches!(upload.state, UploadState::Waiting { .. });
    if let Some(failure) = upload.failure() {
        let colour = if waiting { palette.warn } else { palette.bad };
        trouble(ui, failure, below, colour);
        hint = Some(format!("{}\n{}", failure.message, failure.hint).trim().to_owned());
    } else {
        let mut details = Vec::new();
        if places.size.is_none() {
            details.push(words::bytes(upload.source.size));
        }
        if track::too_large_to_sign(upload) {
            details.push(words::TOO_LARGE_TO_SIGN.to_owned());
        }
        if let Some(model::MediaTypeNote::BytesDisagree { .. }) = &upload.content_type_note {
            details.push(format!(
                "Sent as {}",
                upload.content_type.as_deref().unwrap_or_default()
            ));
        }
        if let Some(at) = upload.uploaded_at.filter(|_| scene.view.tab == Tab::History) {
            let moment = words::moment(at);
            // The day is what a person looks for; the time stands beside it where there is room.
            // The folder comes after it, or the sign that it is left out.
            let mut with_time = details.clone();
            with_time.extend([moment.clone(), "…".to_owned()]);
            let width = controls::width(ui, &with_time.join(BETWEEN), tokens::small_font());
            let fits = width <= below.width();
            let day = moment.split(' ').next().unwrap_or_default().to_owned();
            details.push(if fits { moment } else { day });
        }
        let folder = upload.source.folder();
        let parent = || {
            upload
                .source
                .path
                .parent()
                .map(|parent| parent.to_string_lossy().into_owned())
        };
        details.extend(Some(folder).filter(|folder| !folder.is_empty()).or_else(parent));
        let elided = controls::line(
            ui,
            below,
            &details.join(BETWEEN),
            tokens::small_font(),
            palette.soft,
            Align::Min,
        );
        hint = elided.then(path);
    }
    if let Some(place) = places.size {
        controls::line(
            ui,
            if lines.is_long { lines.beside(place) } else { place },
            &words::bytes(upload.source.size),
            tokens::small_font(),
            palette.soft,
            Align::Max,
        );
    }
    [above, hint.map(|hint| (below, hint))]
}

/// The three steps; below them the bar while bytes go, or the key where it has no column of its own.
fn progress(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    upload: &Upload,
    places: &Places,
    columns: &Columns,
    (below, lines): (Below, &Lines),
    stop: bool,
) {
    let marks = track::steps(upload, scene.now);
    let line = if lines.is_long {
        lines.beside(places.track)
    } else if below == Below::Nothing {
        places.track
    } else {
        upper(places.track)
    };
    if columns.track < tokens::TRACK {
        track::paint_compact(ui, line, &marks);
    } else {
        track::paint(ui, line, &marks);
    }
    match below {
        Below::Nothing => {}
        Below::Bar => bar(ui, upload, scene.now, lower(places.track)),
        Below::Key => key(ui, scene, upload, lower(places.track), stop),
    }
}

fn bar(ui: &Ui, upload: &Upload, now: Timestamp, place: Rect) {
    let palette = Palette::of(ui);
    let size = upload.source.size;
    let percent = words::percent(upload.bytes_done(), size);
    let mut choices = vec![percent.clone()];
    if let Some(idle) = words::stalled(upload, now) {
        choices.push(format!("{percent}  ·  {idle}"));
    } else if let UploadState::Uploading { sent, rate, .. } = &upload.state
        && let Some(speed) = rate.bytes_per_second()
    {
        let speed = words::rate(speed);
        choices.push(format!("{percent}  ·  {speed}"));
        if let Some(left) = rate.seconds_for(size.saturating_sub(*sent)) {
            let left = words::seconds(left);
            choices.push(format!("{percent}  ·  {left} left"));
            choices.push(format!("{percent}  ·  {speed}  ·  {left} left"));
        }
    }
    let width = (place.width() * tokens::TRACK_BAR)
        .max(tokens::BAR_LEAST)
        .min(place.width());
    let bar = Rect::from_min_size(
        pos2(place.left(), place.center().y - tokens::BAR / 2.0),
        vec2(width, tokens::BAR),
    );
    #[expect(clippy::cast_precision_loss, reason = "a part of a bar")]
    let part = if size == 0 {
        1.0
    } else {
        upload.bytes_done() as f32 / size as f32
    };
    shapes::bar(ui.painter(), bar, part, palette.hairline, palette.accent);
    let text = Rect::from_min_max(pos2(bar.right() + tokens::GAP, place.top()), place.max);
    // The most that fits.
    let fits = |words: &&String| {
        ui.painter()
            .layout_no_wrap((*words).clone(), tokens::small_font(), palette.soft)
            .size()
            .x
            <= text.width()
    };
    let words = choices.iter().rev().find(fits).unwrap_or(&percent);
    controls::line(ui, text, words, tokens::small_font(), palette.soft, Align::Min);
}

/// How wide a key's place has to be to show all of it.
pub(crate) fn key_width(ui: &Ui, key: &str) -> f32 {
    // A sign to spare, because signs are counted by a rounded width.
    controls::width(ui, key, tokens::mono_font()) + controls::width(ui, "0", tokens::mono_font()) + KEY_BESIDE
}

/// The room that a key's copy button takes.
const KEY_BESIDE: f32 = tokens::CONTROL + tokens::GAP_SMALL;

/// The key with its middle left out, and its copy button, which answers "Copied".
fn key(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let Some(object) = &upload.object else { return };
    let palette = Palette::of(ui);
    let id = copy_id(upload.id);
    let copied = scene.view.controls.has_copied(ui.ctx(), id);
    let side = tokens::CONTROL.min(place.height() + tokens::GAP_SMALL);
    let button = Rect::from_center_size(pos2(place.right() - side / 2.0, place.center().y), vec2(side, side));
    let text = Rect::from_min_max(place.min, pos2(button.left() - tokens::GAP_SMALL, place.bottom()));
    if copied {
        controls::line(ui, text, "Copied", tokens::small_font(), palette.good, Align::Min);
    } else {
        let sign = controls::width(ui, "0", tokens::mono_font());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a handful of signs"
        )]
        let most = (text.width() / sign.max(1.0)).floor().max(0.0) as usize;
        let shown = words::elided(&object.key, most);
        controls::line(ui, text, &shown, tokens::mono_font(), palette.text, Align::Min);
    }
    let (shape, tone) = if copied {
        (Shape::Check, Some(track::Tone::Good))
    } else {
        (Shape::Copy, None)
    };
    let name = if copied {
        "Copied".to_owned()
    } else if upload.signed_uri().is_some() {
        // The signed copy is another object: its URI is copied from the row's menu and beside it.
        format!("Copy the original's key of {}", upload.source.name())
    } else {
        format!("Copy key of {}", upload.source.name())
    };
    if controls::icon_sensing(ui, button, id, sense(stop), shape, tone, &name).clicked() {
        scene.view.controls.copy(ui.ctx(), id, object.key.clone());
    }
}

/// The main action, and after it removal.
fn actions(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let file = upload.source.name();
    let side = tokens::CONTROL;
    let remove = Rect::from_center_size(pos2(place.right() - side / 2.0, place.center().y), vec2(side, side));
    // The history has nothing to remove: no room is kept for it.
    let end = match scene.view.tab {
        Tab::Queue => remove.left() - tokens::GAP_SMALL,
        Tab::History => place.right(),
    };
    main_action(ui, scene, upload, place.with_max_x(end), stop);
    if scene.view.tab == Tab::Queue {
        let id = Id::unique(("remove", upload.id.number()));
        let name = format!("Remove {file}");
        if controls::icon_sensing(ui, remove, id, sense(stop), Shape::Cross, None, &name).clicked() {
            scene.tell(Intent::Remove(vec![upload.id]));
        }
    }
}

fn main_action(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload, place: Rect, stop: bool) {
    let Some(action) = Action::of(upload) else { return };
    // What the model carries out for rows of the queue alone is not offered elsewhere.
    if matches!(action, Action::Cancel | Action::Retry | Action::Resume) && scene.model.queue.get(upload.id).is_none() {
        return;
    }
    let middle = place.center();
    let main = Rect::from_center_size(middle, vec2(place.width(), tokens::CONTROL));
    let mut inside = ui.new_child(
        UiBuilder::new()
            .id_salt(("action", upload.id.number()))
            .max_rect(main)
            .layout(eframe::egui::Layout::centered_and_justified(
                eframe::egui::Direction::LeftToRight,
            )),
    );
    let button = if action.calls() {
        inside.add(Button::new(action.word()).sense(sense(stop)))
    } else {
        controls::quiet_sensing(&mut inside, action.word(), sense(stop))
    };
    let name = action.name(&upload.source.name());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        act(scene, upload, action);
    }
}

/// Carries out the main action.
pub(crate) fn act(scene: &mut Scene<'_>, upload: &Upload, action: Action) {
    let ids = vec![upload.id];
    match action {
        Action::Cancel => scene.tell(Intent::Cancel(ids)),
        Action::Retry => scene.tell(Intent::Retry(ids)),
        Action::Resume => scene.tell(Intent::Resume(ids)),
        Action::Sign | Action::SignAgain => scene.select(upload.id, InspectorTab::Credentials),
        Action::Verify(target) => scene.tell(Intent::Verify { ids, target }),
        Action::Report => scene.select(upload.id, InspectorTab::Report),
    }
}
