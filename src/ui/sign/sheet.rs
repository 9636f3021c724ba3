//! The sheet that signs many files with one manifest: warnings, then the preset and the form, beside one of the files.

mod beside;

use eframe::egui::{Context, Label, Memory, ScrollArea, Ui};

use super::{
    Draft, SIGN_KEYS,
    editor::show_with,
    presets, suggestions,
    totals::{Fault, Kind, SheetTotals, SkippedEntries},
};
use crate::ui::{
    Scene, Tab, commands, controls, dialog::DialogFrame, dialogs::Dialog, shapes::Shape, toasts::Toast, tokens,
    track::Tone,
};
use localization::text;
use model::{BulkAction, Intent, UploadId};

/// Check this many files for credentials at a time while a sheet is open, so that closing it does not leave a hundred
/// thousand checks running. Unchecked files are checked before they are signed, if it matters.
const CHECKED_AT_ONCE: usize = 200;

/// The open sheet.
pub(crate) struct Sheet {
    ids: Vec<UploadId>,
    tab: Tab,
    draft: Draft,
    totals: SheetTotals,
    /// Files from this index on were not checked.
    looked: usize,
    /// Whether signing was requested so recently that the totals don't show it yet.
    asked: bool,
    /// The file on show.
    preview: usize,
    /// Whether its exact manifest is shown in place of its picture.
    shows_manifest: bool,
    /// Its position among the files to sign, cached with what it was computed from.
    ordinal: Option<(Counted, usize)>,
    /// Which files that could be signed are skipped.
    left_out: SkippedEntries,
}

/// What the position of a file among those to sign depends on.
type Counted = (u64, SkippedEntries, usize);

/// Opens a sheet for these.
pub(crate) fn open(scene: &mut Scene<'_>, ids: Vec<UploadId>) {
    let model = scene.model;
    let mut totals = SheetTotals::default();
    totals.follow(model, scene.view.tab, &ids);
    let none = SkippedEntries {
        has: false,
        signed: false,
    };
    let left_out = SkippedEntries {
        has: true,
        // If all are signed, the user wants to sign them again.
        signed: totals.signed() < totals.ready(none),
    };
    // If all that is left could not be inspected, the user wants to sign that.
    let has = totals.count(Kind::Has) > 0 || totals.ready(left_out) > 0;
    let left_out = SkippedEntries { has, ..left_out };
    let mut sheet = Sheet {
        ids,
        tab: scene.view.tab,
        draft: presets::begin(&model.presets, &model.settings, None),
        totals,
        looked: 0,
        asked: false,
        preview: 0,
        shows_manifest: false,
        ordinal: None,
        left_out,
    };
    sheet.look(scene);
    suggestions::ask(scene, &sheet.ids);
    sheet.step(0, 1);
    scene.view.dialogs.open(Dialog::Sign(Box::new(sheet)));
}

impl Sheet {
    /// Checks the next batch once the previous one is done. Costs no more than the batch.
    fn look(&mut self, scene: &mut Scene<'_>) {
        let waits = std::mem::take(&mut self.asked) || self.totals.count(Kind::Checking) > 0;
        if waits || self.looked >= self.ids.len() {
            return;
        }
        let (mut unlooked, mut passed) = (Vec::new(), 0);
        while unlooked.len() < CHECKED_AT_ONCE
            && passed < CHECKED_AT_ONCE * 10
            && let Some(id) = self.ids.get(self.looked)
        {
            self.looked += 1;
            passed += 1;
            if self.totals.is_unchecked(*id) {
                unlooked.push(*id);
            }
        }
        if !unlooked.is_empty() {
            self.asked = true;
            scene.dispatch(Intent::CheckCredentials(unlooked));
        }
    }

    /// What of the form is stated for files that are signed as edited copies, if there are any, or may be.
    fn edited_copies(&self) -> Option<String> {
        let count = self.totals.count(Kind::Has);
        match (self.left_out.has, count) {
            (true, _) => None,
            (false, 0) if self.totals.count(Kind::Unread) > 0 => Some(text!("sign-sheet-edited-copies-unread")),
            (false, 0) => None,
            (false, count) => Some(text!("sign-sheet-edited-copies", count = count)),
        }
    }

    /// What to know of the origin if it is not stated for some files.
    fn origin_note(&self) -> Option<String> {
        let count = self.totals.count(Kind::Has);
        (!self.left_out.has && count > 0).then(|| text!("sign-sheet-origin-opened", count = count))
    }

    /// The position of the shown file among those to sign, from 1.
    fn ordinal(&mut self) -> usize {
        let counted = (self.totals.revision(), self.left_out, self.preview);
        if let Some((of, ordinal)) = self.ordinal
            && of == counted
        {
            return ordinal;
        }
        let before = self.ids.iter().take(self.preview);
        let ordinal = before.filter(|id| self.totals.shows(**id, self.left_out)).count() + 1;
        self.ordinal = Some((counted, ordinal));
        ordinal
    }

    /// Moves to the nearest file to sign, forward or back.
    fn step(&mut self, from: usize, by: isize) {
        let mut place = Some(from);
        while let Some(at) = place {
            let Some(id) = self.ids.get(at) else { return };
            if self.totals.shows(*id, self.left_out) {
                self.preview = at;
                return;
            }
            place = at.checked_add_signed(by);
        }
    }
}

/// Shows the sheet. Returns it while it stays open.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>, mut sheet: Box<Sheet>) -> Option<Box<Sheet>> {
    sheet.totals.follow(scene.model, sheet.tab, &sheet.ids);
    sheet.look(scene);
    if sheet.looked < sheet.ids.len() && sheet.totals.count(Kind::Checking) == 0 {
        // More files than one frame handles.
        ctx.request_repaint();
    }
    let mut signed = false;
    let mut stop = false;
    // The preset comes first: choosing one fills in everything.
    let first = if scene.model.presets.all().is_empty() {
        "origin"
    } else {
        "preset"
    };
    let title = text!("sign-sheet");
    let dialog = DialogFrame::new(&title, tokens::SHEET_WIDTH)
        .beginning_at_choice(first)
        .guarding(sheet.draft.is_changed());
    let closed = dialog.show(ctx, |ui| {
        // Before a field takes the key for a line break.
        let is_on_top = ctx.memory(Memory::top_modal_layer) == Some(ui.layer_id());
        let keys = is_on_top && ui.input_mut(|input| input.consume_shortcut(&SIGN_KEYS));
        let started = ui.min_rect().height();
        if sheet.totals.warns() {
            ui.scope(|ui| warnings(ui, &mut sheet));
        }
        let used = ui.min_rect().height() - started;
        let room = (ctx.content_rect().height() - tokens::SHEET_AROUND - used)
            .clamp(tokens::MIN_SHEET_WIDTH, tokens::MAX_SHEET_WIDTH);
        columns(ui, scene, &mut sheet, room);
        ui.add_space(tokens::GAP_LARGE);
        (signed, stop) = foot(ui, &sheet, keys);
    });
    if signed {
        sign(scene, &sheet);
        return None;
    }
    (!closed && !stop).then_some(sheet)
}

/// The form beside one of the files, or above it where there is too little room.
fn columns(ui: &mut Ui, scene: &mut Scene<'_>, sheet: &mut Sheet, room: f32) {
    let opened = sheet.origin_note();
    if ui.available_width() < tokens::SHEET_TWO {
        ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - tokens::GAP_LARGE);
                show_with(ui, scene, &mut sheet.draft, None, &sheet.ids, opened.as_deref());
                beside::show(ui, scene, sheet, tokens::LISTING);
                controls::follow_focus(ui);
            });
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = tokens::GAP_SECTION;
            let left = (ui.available_width() - tokens::GAP_SECTION) * tokens::SHEET_LEFT;
            ui.vertical(|ui| {
                ui.set_width(left);
                ScrollArea::vertical()
                    .id_salt("sign sheet")
                    .max_height(room)
                    .min_scrolled_height(room)
                    .auto_shrink([false, false])
                    .show(ui, |ui| {
                        ui.set_width(left - tokens::GAP_LARGE);
                        show_with(ui, scene, &mut sheet.draft, None, &sheet.ids, opened.as_deref());
                        controls::follow_focus(ui);
                    });
            });
            ui.vertical(|ui| beside::show(ui, scene, sheet, room));
        });
    }
}

/// Warnings, before anything is asked.
fn warnings(ui: &mut Ui, sheet: &mut Sheet) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = tokens::LEADING;
    let totals = &sheet.totals;
    for kind in Kind::SKIPPED {
        warn(ui, kind.warning(totals.count(kind)));
    }
    warn(ui, totals.has_credentials());
    for fault in [Fault::Changed, Fault::NotValid] {
        warn(ui, fault.warning(totals.faulty(fault)));
    }
    let inconclusive = totals.count(Kind::Inconclusive);
    warn(ui, Kind::Inconclusive.warning(inconclusive));
    if totals.count(Kind::Has) + inconclusive > 0 {
        controls::checkbox(ui, &mut sheet.left_out.has, &text!("sign-sheet-skip-these"));
    } else if totals.count(Kind::Unread) > 0 {
        // The file of a record may be gone by the time it is checked.
        controls::checkbox(ui, &mut sheet.left_out.has, &text!("sign-sheet-skip-has"));
    }
    if let Some(words) = sheet.edited_copies() {
        controls::message(ui, Tone::Quiet, Shape::Alert, words);
    }
    signed(ui, sheet);
    let totals = &sheet.totals;
    said_quietly(ui, totals);
    ui.add_space(tokens::GAP);
}

fn warn(ui: &mut Ui, words: Option<String>) {
    if let Some(words) = words {
        controls::message(ui, Tone::Warn, Shape::Alert, words);
    }
}

/// Signed files can be signed again, but the user should know.
fn signed(ui: &mut Ui, sheet: &mut Sheet) {
    let (signed, unread) = (sheet.totals.signed(), sheet.totals.count(Kind::Unread));
    if signed > 0 {
        let words = text!("sign-sheet-signed", count = signed, all = sheet.ids.len());
        controls::message(ui, Tone::Warn, Shape::Alert, words);
    }
    if signed + unread > 0 {
        controls::checkbox(ui, &mut sheet.left_out.signed, &text!("sign-sheet-skip-signed"));
    }
}

fn said_quietly(ui: &mut Ui, totals: &SheetTotals) {
    let unread = totals.count(Kind::Unread);
    if unread > 0 {
        let words = text!("sign-sheet-unread", count = unread);
        controls::message(ui, Tone::Quiet, Shape::Clock, words);
    }
    let looking = totals.count(Kind::Checking);
    if looking > 0 {
        let words = text!("sign-sheet-looking", count = looking);
        controls::message(ui, Tone::Active, Shape::Dots, words);
    }
    let unlooked = totals.count(Kind::Unchecked);
    if looking > 0 && unlooked > 0 {
        let words = text!("sign-sheet-unlooked", count = unlooked);
        controls::message(ui, Tone::Quiet, Shape::Clock, words);
    }
}

/// The buttons. Returns whether to sign, by a click or by its keys, and whether to cancel.
fn foot(ui: &mut Ui, sheet: &Sheet, keys: bool) -> (bool, bool) {
    let count = sheet.totals.ready(sheet.left_out);
    let able = sheet.draft.is_ready() && count > 0;
    let mut answer = (false, false);
    let reason = |ui: &mut Ui, _: &mut (bool, bool)| {
        let none = SkippedEntries {
            has: false,
            signed: false,
        };
        let reason = if count == 0 && sheet.totals.ready(none) > 0 {
            text!("sign-sheet-all-skipped")
        } else if count == 0 {
            text!("sign-sheet-none-ready")
        } else if able {
            text!("sign-sheet-creates")
        } else {
            sheet.draft.blocker()
        };
        ui.add(Label::new(tokens::small(ui, reason)).truncate());
    };
    controls::line_of_ends(ui, "foot", &mut answer, reason, |ui, (sign, stop)| {
        let word = if sheet.totals.count(Kind::Unread) > 0 {
            text!("sign-sheet-sign-up-to", count = count)
        } else {
            text!("sign-sheet-sign", count = count)
        };
        *stop = ui.button(text!("common-cancel")).clicked();
        let button = controls::primary(ui, &word, able);
        *sign = button.clicked() || keys && able;
        button.on_hover_text(commands::keys_in_words(ui.ctx(), &SIGN_KEYS));
    });
    answer
}

fn sign(scene: &mut Scene<'_>, sheet: &Sheet) {
    let ids: Vec<_> = sheet
        .ids
        .iter()
        .copied()
        .filter(|id| sheet.totals.signs(*id, sheet.left_out))
        .collect();
    let toast = Toast::done(text!("sign-sheet-signing", count = ids.len()));
    scene.view.show_toast(toast);
    super::remember_author(scene, &sheet.draft);
    let template = sheet.draft.text().into();
    let keep_credentials = sheet.left_out.has;
    if sheet.totals.count(Kind::Unread) == 0 {
        scene.dispatch(Intent::SignWith {
            ids,
            template,
            keep_credentials,
            identity: sheet.draft.identity,
        });
        return;
    }
    let action = BulkAction::Sign {
        template,
        keep_credentials,
        leave_signed: sheet.left_out.signed,
        identity: sheet.draft.identity,
    };
    scene.dispatch(Intent::RunBulkOperation { ids, action });
}
