//! Several selected rows: number, size, states, and actions on all of them.

use eframe::egui::{Frame, Label, Margin, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::results;
use crate::ui::{
    Scene, Tab,
    commands::Command,
    controls, copying, egui_margin, selected, states,
    tally::{Ability, Tally},
    tokens::{self, Palette},
    words,
};
use localization::text;
use model::{CopyFormat, Status, Verdict};

/// An action on all of them.
type SummaryAction = (Ability, fn(&mut Scene<'_>));

const ACTIONS: [SummaryAction; 7] = [
    (Ability::Sign, selected::sign),
    (Ability::Verify, selected::verify),
    (Ability::SignedCopy, selected::save_signed),
    (Ability::Retry, selected::retry),
    (Ability::Resume, selected::resume),
    (Ability::Pause, selected::pause),
    (Ability::Cancel, selected::cancel),
];

/// The next step for most of them, and the ability that says if it applies. Files already signed and verified
/// come last.
const NEXT: [(Ability, Ability); 7] = [
    (Ability::SignFirst, Ability::Sign),
    (Ability::VerifyFirst, Ability::Verify),
    (Ability::SignedCopy, Ability::SignedCopy),
    (Ability::Retry, Ability::Retry),
    (Ability::Resume, Ability::Resume),
    (Ability::Verify, Ability::Verify),
    (Ability::Sign, Ability::Sign),
];

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tally = scene.view.tally().clone();
    let unread = scene.unread();
    head(ui, scene, &tally, unread);
    let contents = |ui: &mut Ui, scene: &mut Scene<'_>, height: f32| {
        ScrollArea::vertical()
            .id_salt("summary")
            .max_height(height)
            .auto_shrink(false)
            .show(ui, |ui| contents(ui, scene, &tally, unread));
    };
    controls::above_foot(ui, "summary", tokens::SUMMARY_FOOT, scene, contents, |ui, scene| {
        foot(ui, scene, &tally, unread);
    });
}

/// What scrolls above the main actions.
fn contents(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    // Buttons end where the close button above them does.
    let edge = egui_margin(tokens::EDGE);
    let margin = Margin {
        top: 0,
        right: edge,
        ..margin()
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        if unread == 0 {
            states(ui, tally);
        }
        results::show(ui, scene);
        ui.add_space(tokens::GAP);
        actions(ui, scene, tally, unread);
        controls::follow_focus(ui);
    });
}

const fn margin() -> Margin {
    let edge = egui_margin(tokens::EDGE);
    Margin {
        left: edge,
        right: 8,
        top: 12,
        bottom: edge,
    }
}

/// The number of files and their size.
fn head(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    Frame::new().inner_margin(margin()).show(ui, |ui| {
        let many = |ui: &mut Ui, scene: &mut Scene<'_>| {
            let words = text!("inspector-many-title", count = scene.view.selection().len());
            ui.add(Label::new(RichText::new(words).font(tokens::heading_font())).truncate());
        };
        controls::line_of_ends(ui, "head", scene, many, |ui, scene| {
            let word = text!("inspector-many-clear");
            let clear = controls::quiet(ui, &word).on_hover_text(Command::SelectNothing.tooltip(ui, ""));
            clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, text!("inspector-many-clear-name")));
            if clear.clicked() {
                scene.view.selection_mut().clear();
            }
            super::close(ui, scene);
        });
        // Records that are not loaded are not counted.
        if unread == 0 {
            ui.add(Label::new(tokens::small(ui, words::bytes(tally.bytes))));
        }
    });
}

/// The main actions, which stay visible however long the rest is.
fn foot(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    let rule = ui.available_rect_before_wrap();
    let color = Palette::of(ui).hairline;
    ui.painter().hline(rule.x_range(), rule.top(), tokens::hairline(color));
    let margin = Margin {
        bottom: egui_margin(tokens::GAP_SMALL),
        ..Margin::symmetric(egui_margin(tokens::EDGE), egui_margin(tokens::GAP))
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if let Some(main) = main_action(scene, tally, unread) {
                action(ui, scene, main, tally, unread, true);
            }
            copy_keys(ui, scene, tally, unread);
        });
    });
}

/// The number in each state, on one line, counted as in the status line.
fn states(ui: &mut Ui, tally: &Tally) {
    let palette = Palette::of(ui);
    let mut told = Vec::new();
    for status in Status::ALL {
        let count = match status {
            Status::Verified => tally.count(status).saturating_sub(tally.invalid + tally.unconfirmed),
            status => tally.count(status),
        };
        let color = if status == Status::Failed {
            palette.bad
        } else {
            palette.text
        };
        told.push((
            states::status(status),
            states::status_count(status, count),
            count,
            color,
        ));
        if status == Status::Failed {
            // Invalid files were verified, but are not a success.
            let invalid = states::invalid_count(tally.invalid);
            told.push((states::verdict(Verdict::Invalid), invalid, tally.invalid, palette.bad));
            let (name, unconfirmed) = (states::verdict(Verdict::Unconfirmed), tally.unconfirmed);
            told.push((name, states::unconfirmed_count(unconfirmed), unconfirmed, palette.warn));
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = tokens::LEADING;
        ui.spacing_mut().item_spacing = vec2(tokens::GAP_MEDIUM, 0.0);
        for (word, words, count, color) in told.into_iter().filter(|(.., count, _)| *count > 0) {
            // Keep a number and its label together.
            let label = ui.add(Label::new(RichText::new(words).color(color)).extend());
            let sentence = text!("inspector-many-state", state = word, count = count);
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        }
    });
}

/// How many files this applies, or may apply, to.
fn able(scene: &Scene<'_>, ability: Ability, tally: &Tally, unread: usize) -> usize {
    let unread = match ability {
        Ability::Sign | Ability::SignFirst | Ability::Verify | Ability::VerifyFirst | Ability::VerifyOriginal => unread,
        // A folder takes all of them or none.
        Ability::SignedCopy if unread > 0 || scene.model.no_downloads => return 0,
        // Only queue rows allow it, and those are loaded.
        _ => 0,
    };
    tally.able(ability) + unread
}

/// The next step for most of them.
fn main_action(scene: &Scene<'_>, tally: &Tally, unread: usize) -> Option<SummaryAction> {
    let next = NEXT
        .into_iter()
        .find(|(wants, _)| able(scene, *wants, tally, unread) > 0);
    let (_, next) = next?;
    ACTIONS.into_iter().find(|(ability, _)| *ability == next)
}

fn action(ui: &mut Ui, scene: &mut Scene<'_>, (ability, run): SummaryAction, tally: &Tally, unread: usize, main: bool) {
    let number = able(scene, ability, tally, unread);
    if number == 0 {
        return;
    }
    let first = able(scene, Ability::SignFirst, tally, unread);
    let (words, name) = action_words(ability, first, number, unread > 0);
    let button = if main {
        controls::primary(ui, &words, true)
    } else {
        ui.button(words)
    };
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        run(scene);
    }
}

/// The text of an action's button and its name. `first` is how many files are not signed yet, `most` whether records that are not
/// loaded may turn out not to allow it.
fn action_words(ability: Ability, first: usize, count: usize, most: bool) -> (String, String) {
    match ability {
        // It asks first, and skips what is already signed.
        Ability::Sign | Ability::SignFirst if first > 0 => {
            let words = if most {
                text!("inspector-many-sign-most", count = first)
            } else {
                text!("inspector-many-sign", count = first)
            };
            (words, text!("inspector-many-sign-name"))
        }
        Ability::Sign | Ability::SignFirst => (
            text!("inspector-many-sign-again", count = count),
            text!("inspector-many-sign-again-name"),
        ),
        Ability::Verify | Ability::VerifyFirst | Ability::VerifyOriginal => {
            let words = if most {
                text!("inspector-many-verify-most", count = count)
            } else {
                text!("inspector-many-verify", count = count)
            };
            (words, text!("inspector-many-verify-name"))
        }
        Ability::SignedCopy => (
            text!("inspector-many-save", count = count),
            text!("inspector-many-save-name"),
        ),
        Ability::Retry => (
            text!("inspector-many-retry", count = count),
            text!("inspector-many-retry-name"),
        ),
        Ability::Resume => (
            text!("inspector-many-resume", count = count),
            text!("inspector-many-resume-name"),
        ),
        Ability::Pause => (
            text!("inspector-many-pause", count = count),
            text!("inspector-many-pause-name"),
        ),
        Ability::Cancel => (
            text!("inspector-many-cancel", count = count),
            text!("inspector-many-cancel-name"),
        ),
        Ability::Key => copy_words(count, most),
    }
}

/// The text of the button that copies keys, and its name.
fn copy_words(count: usize, most: bool) -> (String, String) {
    let words = if most {
        text!("inspector-many-copy-keys-most", count = count)
    } else {
        text!("inspector-many-copy-keys", count = count)
    };
    (words, text!("inspector-many-copy-keys-name"))
}

fn copy_keys(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    let keys = tally.able(Ability::Key) + unread;
    if keys == 0 {
        return;
    }
    let copied = scene.view.controls.has_copied(ui.ctx(), selected::copy_id());
    let (words, name) = if copied {
        let copied = text!("inspector-many-copied");
        (copied.clone(), copied)
    } else {
        copy_words(keys, unread > 0)
    };
    let hint = if tally.able(Ability::SignedCopy) > 0 {
        text!("inspector-many-copy-keys-hint")
    } else {
        String::new()
    };
    let button = ui.button(words).on_hover_text(Command::CopyKeys.tooltip(ui, &hint));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        selected::copy_keys(scene, ui.ctx());
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    controls::heading(ui, &text!("inspector-many-actions"));
    if unread > 0 {
        let words = text!("inspector-many-unread", count = unread);
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    let main = main_action(scene, tally, unread).map(|(ability, _)| ability);
    let (others, ends): (Vec<_>, Vec<_>) = ACTIONS
        .into_iter()
        .filter(|(ability, _)| Some(*ability) != main)
        .partition(|(ability, _)| *ability != Ability::Cancel);
    ui.horizontal_wrapped(|ui| {
        for one in others {
            action(ui, scene, one, tally, unread, false);
        }
        let signed = tally.able(Ability::SignedCopy);
        if signed > 0 {
            let hint = text!("inspector-many-copy-links-hint");
            let button = ui
                .button(text!("inspector-many-copy-links", count = signed))
                .on_hover_text(Command::CopySignedUris.tooltip(ui, &hint));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::CopySignedUris.name()));
            if button.clicked() {
                copying::copy(scene, CopyFormat::SignedUri);
            }
        }
        copying::menu(ui, scene);
        copying::export_button(ui, scene);
    });
    // Destructive actions are set apart.
    ui.add_space(tokens::GAP);
    ui.horizontal_wrapped(|ui| {
        for one in ends {
            action(ui, scene, one, tally, unread, false);
        }
        if scene.view.tab == Tab::Queue {
            let hint = text!("inspector-many-remove-hint");
            let button = ui
                .button(text!("inspector-many-remove", count = tally.files))
                .on_hover_text(Command::Remove.tooltip(ui, &hint));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, text!("inspector-many-remove-name")));
            if button.clicked() {
                selected::remove(scene);
            }
        }
    });
}
