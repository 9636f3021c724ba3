//! The dialog that is open: one at most, with what is typed and chosen in it.
//!
//! Three questions come by themselves and may stand over it: the first start, whether to leave a server, whether to quit.

use eframe::egui::{Context, Id};

use super::{
    Scene, copying, diagnostics,
    forgetting::{self, Forgetting},
    palette::{self, Palette},
    results,
    settings::{self, SettingsDraft},
    shortcuts,
    sign::{self, Sheet},
};

/// A dialog that a person has opened.
pub(crate) enum Dialog {
    /// The settings.
    Settings(Box<SettingsDraft>),
    /// The sheet that signs many.
    Sign(Box<Sheet>),
    /// What can be told of the program when something does not work.
    Diagnostics(String),
    /// All commands.
    Palette(Palette),
    /// All keys.
    Shortcuts,
    /// The template for copies that is being written.
    Template(String),
    /// The question before records are forgotten.
    Forgetting(Forgetting),
    /// What verification found.
    Results(Box<results::ResultsTable>),
}

/// The dialog that is open, and what had the focus before it.
#[derive(Default)]
pub(crate) struct State {
    open: Option<Dialog>,
    /// What was to be opened while another was open: it comes when that is closed.
    next: Option<Dialog>,
    /// What had the focus before a dialog was opened, while one is open.
    pub(super) focus_before: Option<Option<Id>>,
}

impl State {
    /// Opens this one; where another is open, after that.
    pub(crate) fn open(&mut self, dialog: Dialog) {
        let place = if self.open.is_some() {
            &mut self.next
        } else {
            &mut self.open
        };
        *place = Some(dialog);
    }

    /// Whether one is open.
    pub(crate) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What stands in the settings, while they are open.
    pub(crate) fn settings(&mut self) -> Option<&mut SettingsDraft> {
        match &mut self.open {
            Some(Dialog::Settings(draft)) => Some(draft),
            _ => None,
        }
    }

    /// Closes the settings, if they are what is open.
    pub(crate) fn close_settings(&mut self) {
        if self.settings().is_some() {
            self.open = None;
        }
    }

    /// The question before records are forgotten, while it is asked.
    #[cfg(test)]
    pub(crate) fn forgetting(&mut self) -> Option<&mut Forgetting> {
        match &mut self.open {
            Some(Dialog::Forgetting(asked)) => Some(asked),
            _ => None,
        }
    }

    /// Shows this one in place of what is open.
    #[cfg(test)]
    pub(crate) fn put(&mut self, dialog: Dialog) {
        self.open = Some(dialog);
    }
}

/// Shows the dialog that is open. Each tells what stays open of it.
pub(crate) fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let Some(open) = scene.view.dialogs.open.take() else {
        return;
    };
    let stays = match open {
        Dialog::Settings(draft) => settings::show(ctx, scene, draft).map(Dialog::Settings),
        Dialog::Sign(sheet) => sign::show_sheet(ctx, scene, sheet).map(Dialog::Sign),
        Dialog::Diagnostics(report) => diagnostics::show(ctx, scene, report).map(Dialog::Diagnostics),
        Dialog::Palette(palette) => palette::show(ctx, scene, palette).map(Dialog::Palette),
        Dialog::Shortcuts => shortcuts::show(ctx).then_some(Dialog::Shortcuts),
        Dialog::Template(text) => copying::show(ctx, scene, text).map(Dialog::Template),
        Dialog::Forgetting(asked) => forgetting::show(ctx, scene, asked).map(Dialog::Forgetting),
        Dialog::Results(table) => results::show(ctx, scene, table).map(Dialog::Results),
    };
    let dialogs = &mut scene.view.dialogs;
    if let Some(stays) = stays {
        // What was opened from it comes after it.
        if let Some(opened) = dialogs.open.replace(stays) {
            dialogs.next = Some(opened);
        }
    } else {
        dialogs.open = dialogs.open.take().or_else(|| dialogs.next.take());
        if dialogs.is_open() {
            ctx.request_repaint();
        }
    }
}
