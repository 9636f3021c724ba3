//! File dialogs, each on a thread of its own: they block until a person answers.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, channel},
};

use eframe::egui::Context;

/// How a dialog ended.
pub(super) enum Answer {
    /// These were chosen.
    Paths(Vec<PathBuf>),
    /// None was chosen.
    Cancelled,
    /// The desktop has no dialog to show.
    NoDialog,
}

/// The dialogs that are open.
pub(super) struct Dialogs {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    open: bool,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            open: false,
        }
    }
}

impl Dialogs {
    /// Asks which files to add. Does nothing while a dialog is open.
    pub(super) fn pick_files(&mut self, ctx: &Context) {
        self.ask(ctx, || rfd::FileDialog::new().set_title("Add files").pick_files());
    }

    /// Asks which folders to add. Does nothing while a dialog is open.
    pub(super) fn pick_folders(&mut self, ctx: &Context) {
        self.ask(ctx, || rfd::FileDialog::new().set_title("Add folders").pick_folders());
    }

    /// An answer, once there is one.
    pub(super) fn answer(&mut self) -> Option<Answer> {
        let answer = self.receiver.try_recv().ok()?;
        self.open = false;
        Some(answer)
    }

    fn ask(&mut self, ctx: &Context, dialog: impl FnOnce() -> Option<Vec<PathBuf>> + Send + 'static) {
        if self.open {
            return;
        }
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let thread = std::thread::Builder::new().name("file dialog".to_owned());
        let started = thread.spawn(move || {
            let _ = sender.send(judge(dialog()));
            ctx.request_repaint();
        });
        match started {
            Ok(_) => self.open = true,
            Err(_) => {
                let _ = self.sender.send(Answer::NoDialog);
            }
        }
    }
}

/// What rfd's answer means. On Linux a dialog that was cancelled answers with an empty list, and `None` says that there
/// is neither a portal nor zenity. Elsewhere there is always a dialog, and `None` is a cancel.
fn judge(chosen: Option<Vec<PathBuf>>) -> Answer {
    match chosen {
        Some(paths) if paths.is_empty() => Answer::Cancelled,
        Some(paths) => Answer::Paths(paths),
        None if cfg!(target_os = "linux") => Answer::NoDialog,
        None => Answer::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_dialog_is_told_from_a_missing_one() {
        assert!(matches!(judge(Some(Vec::new())), Answer::Cancelled));
        assert!(matches!(judge(Some(vec!["/a".into()])), Answer::Paths(_)));
        if cfg!(target_os = "linux") {
            assert!(matches!(judge(None), Answer::NoDialog));
        }
    }
}
