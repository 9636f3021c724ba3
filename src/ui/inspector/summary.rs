//! Several selected rows: number, size, states, and actions on all of them.

use eframe::egui::{Frame, Label, Margin, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::results;
use crate::ui::{
    Scene, Tab,
    commands::Command,
    controls, copying, egui_margin, selected,
    tally::{Ability, Tally},
    tokens::{self, Palette},
    words,
};
use model::{CopyFormat, Status};

/// An action on all of them: label, ability, function.
type SummaryAction = (&'static str, Ability, fn(&mut Scene<'_>));

const ACTIONS: [SummaryAction; 7] = [
    ("Sign", Ability::Sign, selected::sign),
    ("Verify", Ability::Verify, selected::verify),
    ("Save", Ability::SignedCopy, selected::save_signed),
    ("Retry", Ability::Retry, selected::retry),
    ("Resume", Ability::Resume, selected::resume),
    ("Pause", Ability::Pause, selected::pause),
    ("Cancel", Ability::Cancel, selected::cancel),
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
    ScrollArea::vertical()
        .id_salt("summary")
        .max_height(ui.available_height() - tokens::SUMMARY_FOOT)
        .auto_shrink(false)
        .show(ui, |ui| {
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
                    states(ui, &tally);
                }
                results::show(ui, scene);
                ui.add_space(tokens::GAP);
                actions(ui, scene, &tally, unread);
                controls::follow_focus(ui);
            });
        });
    foot(ui, scene, &tally, unread);
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
            let words = format!("{} selected", words::files(scene.view.selection().len()));
            ui.add(Label::new(RichText::new(words).font(tokens::heading_font())).truncate());
        };
        controls::line_of_ends(ui, "head", scene, many, |ui, scene| {
            let clear = controls::quiet(ui, "Clear").on_hover_text(Command::SelectNothing.tooltip(ui, ""));
            clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear selection"));
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
    let margin = Margin::symmetric(egui_margin(tokens::EDGE), egui_margin(tokens::GAP));
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
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
        told.push((status.word(), words::status_count(status, count), count, color));
        if status == Status::Failed {
            // Invalid files were verified, but are not a success.
            let invalid = format!("{} invalid", words::count(tally.invalid));
            told.push(("Invalid", invalid, tally.invalid, palette.bad));
            let unconfirmed = format!("{} not confirmed", words::count(tally.unconfirmed));
            told.push(("Not confirmed", unconfirmed, tally.unconfirmed, palette.warn));
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().interact_size.y = tokens::LEADING;
        ui.spacing_mut().item_spacing = vec2(tokens::GAP_MEDIUM, 0.0);
        for (word, words, count, color) in told.into_iter().filter(|(.., count, _)| *count > 0) {
            // Keep a number and its label together.
            let label = ui.add(Label::new(RichText::new(words).color(color)).extend());
            let sentence = format!("{word}: {}", words::count(count));
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        }
    });
}

/// How many files this applies, or may apply, to.
fn able(scene: &Scene<'_>, ability: Ability, tally: &Tally, unread: usize) -> usize {
    let unread = match ability {
        Ability::Sign | Ability::SignFirst | Ability::Verify | Ability::VerifyFirst => unread,
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
    ACTIONS.into_iter().find(|(_, ability, _)| *ability == next)
}

fn action(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    (word, ability, run): SummaryAction,
    tally: &Tally,
    unread: usize,
    main: bool,
) {
    let number = able(scene, ability, tally, unread);
    if number == 0 {
        return;
    }
    let first = able(scene, Ability::SignFirst, tally, unread);
    let name = format!("{word} selected");
    let (text, name) = match ability {
        // It asks first, and skips what is already signed.
        Ability::Sign if first > 0 => {
            let text = counted(&up_to(word, unread), first, "file", "files");
            (format!("{text}…"), name)
        }
        Ability::Sign => {
            let text = counted(word, number, "file", "files");
            (format!("{text} again…"), format!("{name} again"))
        }
        Ability::Verify => (counted(&up_to(word, unread), number, "file", "files"), name),
        Ability::SignedCopy => {
            let text = counted(word, number, "signed file", "signed files");
            (format!("{text}…"), "Save signed files".to_owned())
        }
        _ => (counted(word, number, "file", "files"), name),
    };
    let button = if main {
        controls::primary(ui, &text, true)
    } else {
        ui.button(text)
    };
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        run(scene);
    }
}

fn copy_keys(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    let keys = tally.able(Ability::Key) + unread;
    if keys == 0 {
        return;
    }
    let copied = scene.view.controls.has_copied(ui.ctx(), selected::copy_id());
    let (text, name) = if copied {
        ("Copied".to_owned(), "Copied".to_owned())
    } else {
        let text = counted(&up_to("Copy", unread), keys, "key", "keys");
        (text, "Copy keys".to_owned())
    };
    let hint = if tally.able(Ability::SignedCopy) > 0 {
        "Of the signed copies; of the originals for files that aren't signed."
    } else {
        ""
    };
    let button = ui.button(text).on_hover_text(Command::CopyKeys.tooltip(ui, hint));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if button.clicked() {
        selected::copy_keys(scene, ui.ctx());
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    controls::heading(ui, "Actions");
    if unread > 0 {
        let words = format!(
            "{} not loaded yet. Each is checked in turn and skipped if it can't be done.",
            words::are(unread)
        );
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    let main = main_action(scene, tally, unread).map(|(word, ..)| word);
    let (others, ends): (Vec<_>, Vec<_>) = ACTIONS
        .into_iter()
        .filter(|(word, ..)| Some(*word) != main)
        .partition(|(_, ability, _)| *ability != Ability::Cancel);
    ui.horizontal_wrapped(|ui| {
        for one in others {
            action(ui, scene, one, tally, unread, false);
        }
        let signed = tally.able(Ability::SignedCopy);
        if signed > 0 {
            let text = counted("Copy", signed, "signed link", "signed links");
            let button = ui
                .button(text)
                .on_hover_text(Command::CopySignedUris.tooltip(ui, "Where the signed copies are."));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, Command::CopySignedUris.name()));
            if button.clicked() {
                copying::copy(scene, CopyFormat::SignedUri);
            }
        }
        copying::menu(ui, scene);
        copying::export_menu(ui, scene);
    });
    // Destructive actions are set apart.
    ui.add_space(tokens::GAP);
    ui.horizontal_wrapped(|ui| {
        for one in ends {
            action(ui, scene, one, tally, unread, false);
        }
        if scene.view.tab == Tab::Queue {
            let words = "Removes them from this list. Files with a key stay in History.";
            let button = ui
                .button(counted("Remove", tally.files, "file", "files"))
                .on_hover_text(Command::Remove.tooltip(ui, words));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Remove selected"));
            if button.clicked() {
                selected::remove(scene);
            }
        }
    });
}

/// Records that are not loaded may turn out not to allow it.
fn up_to(word: &str, unread: usize) -> String {
    match unread {
        0 => word.to_owned(),
        _ => format!("{word} up to"),
    }
}

fn counted(word: &str, number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{word} {} {noun}", words::count(number))
}
