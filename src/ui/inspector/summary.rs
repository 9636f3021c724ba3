//! Several chosen rows: how many, how much, in which states, and what can be done with all of them.

use eframe::egui::{Align, Button, Frame, Label, Layout, Margin, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::results;
use crate::{
    model::Status,
    ui::{
        Scene, Tab, chosen,
        commands::Command,
        controls, copying, egui_margin,
        tally::{Ability, Tally},
        tokens, words,
    },
};

/// Something to do with all of them: its word, what it is for, and how it is done.
type Deed = (&'static str, Ability, fn(&mut Scene<'_>));

const DEEDS: [Deed; 6] = [
    ("Sign", Ability::Sign, chosen::sign),
    ("Verify", Ability::Verify, chosen::verify),
    ("Retry", Ability::Retry, chosen::retry),
    ("Resume", Ability::Resume, chosen::resume),
    ("Pause", Ability::Pause, chosen::pause),
    ("Cancel", Ability::Cancel, chosen::cancel),
];

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tally = scene.view.tally().clone();
    let unread = scene.unread();
    let whole = unread == 0;
    let edge = egui_margin(tokens::EDGE);
    let margin = Margin {
        left: edge,
        right: 8,
        top: 12,
        bottom: edge,
    };
    Frame::new().inner_margin(margin).show(ui, |ui| {
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
        // Records of the history that were not read yet are not counted.
        if whole {
            ui.add(Label::new(tokens::small(ui, words::bytes(tally.bytes))));
        }
    });
    ScrollArea::vertical()
        .id_salt("summary")
        .auto_shrink(false)
        .show(ui, |ui| {
            // The buttons end where the cross above them does.
            let margin = Margin {
                top: 0,
                right: edge,
                ..margin
            };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = tokens::GAP;
                if whole {
                    states(ui, &tally);
                }
                results::show(ui, scene);
                ui.add_space(tokens::GAP);
                deeds(ui, scene, &tally, unread);
                controls::follow_focus(ui);
            });
        });
}

fn states(ui: &mut Ui, tally: &Tally) {
    controls::heading(ui, "States");
    for status in Status::ALL {
        let count = tally.count(status);
        if count > 0 {
            controls::fact(ui, status.word(), &words::count(count));
        }
    }
}

fn deeds(ui: &mut Ui, scene: &mut Scene<'_>, tally: &Tally, unread: usize) {
    controls::heading(ui, "With all of them");
    if unread > 0 {
        let words = format!(
            "{} not read yet. Each is looked at when its turn comes, and left out where it cannot be done.",
            words::are(unread)
        );
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
    ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
        let keys = tally.able(Ability::Key) + unread;
        if keys > 0 {
            let copied = scene.view.has_copied(ui.ctx(), chosen::copy_id());
            let (text, name) = if copied {
                ("Copied".to_owned(), "Copied".to_owned())
            } else {
                (
                    counted(&up_to("Copy", unread), keys, "key", "keys"),
                    "Copy keys".to_owned(),
                )
            };
            let button = ui.button(text).on_hover_text(Command::CopyKeys.tooltip(ui, ""));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if button.clicked() {
                chosen::copy_keys(scene, ui.ctx());
            }
        }
        copying::menu(ui, scene);
        copying::export_menu(ui, scene);
        for (word, ability, carry_out) in DEEDS {
            let unread = match ability {
                Ability::Sign | Ability::Verify => unread,
                // Rows of the queue alone, and those are at hand.
                _ => 0,
            };
            let able = tally.able(ability) + unread;
            if able > 0 {
                let mut text = counted(&up_to(word, unread), able, "file", "files");
                if ability == Ability::Sign {
                    // It asks before it does anything.
                    text.push('…');
                }
                let button = ui.add(Button::new(text));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{word} selected")));
                if button.clicked() {
                    carry_out(scene);
                }
            }
        }
        if scene.view.tab == Tab::Queue {
            let words = "Takes them off this list. What has a key stays in the history.";
            let button = ui
                .button(counted("Remove", tally.files, "file", "files"))
                .on_hover_text(Command::Remove.tooltip(ui, words));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Remove selected"));
            if button.clicked() {
                chosen::remove(scene);
            }
        }
    });
}

/// What is not read yet may turn out not to allow it.
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
