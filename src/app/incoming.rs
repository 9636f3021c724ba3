//! What reaches the window from outside of it: events, answers of file dialogs, drops, pastes and later starts.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use eframe::egui::{Context, ViewportCommand};

#[cfg(target_os = "linux")]
use super::drops::Arrival;
use super::{App, adding, dialogs::Answer};
use crate::ui::{self, Tab};
use file_drop::list::List;
use localization::text;
use model::{CheckIntent, Event, Intent};

/// How long a frame handles events before it draws. The rest waits for the next frame.
const EVENT_BUDGET: Duration = Duration::from_millis(4);

impl App {
    /// Handles the engine's events, as many as this frame has time for.
    pub(super) fn take_events(&mut self) {
        self.link.bell.answer();
        let until = Instant::now() + EVENT_BUDGET;
        while let Ok(event) = self.link.events.try_recv() {
            self.absorb(event);
            if Instant::now() >= until {
                self.link.bell.ask_for_next_frame();
                break;
            }
        }
    }

    /// Handles what users chose in file dialogs.
    pub(super) fn take_answers(&mut self, ctx: &Context) {
        while let Some(answer) = self.dialogs.answer() {
            match answer {
                Answer::Paths(paths) => self.decide(Intent::Add(paths)),
                Answer::ToFind(paths) => self.find(paths),
                Answer::ToCheck(paths) => self.check(paths),
                Answer::Export { ids, format, path } => self.decide(Intent::Export { ids, format, path }),
                Answer::Save(id, to) => self.decide(Intent::SaveSigned { id, to }),
                Answer::SaveAll(files) => self.decide(Intent::SaveAllSigned(files)),
                Answer::Saved(path) => self.absorb(Event::Done {
                    headline: text!("notices-saved-as", path = in_words(&path)),
                }),
                Answer::NotSaved(path, error) => self.report(
                    text!("notices-not-saved", path = in_words(&path), error = error.to_string()),
                    text!("notices-not-saved-text"),
                ),
                Answer::Authorities(file) => self.view.take_authorities(&file),
                Answer::TrustList(file) => self.view.name_trust_list(file),
                Answer::NoFileManager(file) => self.report(
                    text!("notices-no-file-manager"),
                    text!("notices-no-file-manager-text", path = in_words(&file)),
                ),
                Answer::Canceled => {}
                Answer::NoDialog => {
                    let keys = ui::paste_keys(ctx);
                    self.report(text!("notices-no-dialog"), text!("notices-no-dialog-text", keys = keys));
                }
            }
        }
    }

    /// Adds the files that pasted texts name.
    pub(super) fn take_pasted(&mut self) {
        while let Some((list, tab)) = self.pasted.take() {
            match list {
                Some(list) => self.take_list(list, tab),
                None => self.report(
                    text!("notices-paste-no-paths"),
                    text!("notices-paste-no-paths-text", system = ui::Desktop::here().word()),
                ),
            }
        }
    }

    /// Handles files dropped on the window or dragged over it.
    #[cfg(target_os = "linux")]
    pub(super) fn take_drops(&mut self, ctx: &Context) {
        while let Some(arrival) = self.drops.arrival(ctx, &self.model.queue, self.view.tab) {
            match arrival {
                Arrival::Dropped(list, tab) => self.take_list(list, tab),
                Arrival::Copied(text) => {
                    self.missed_pastes.paste_next(text);
                    ctx.request_repaint();
                }
                Arrival::Lost(error) => {
                    let (headline, hint) = drop_error_words(error);
                    self.report(headline, hint);
                }
            }
        }
        if let Some(hovering) = self.drops.hovering_change() {
            self.view.show_hovering(hovering);
        }
        self.view.show_reading(self.drops.are_slow_to_read(ctx));
        self.view.set_drops_supported(self.drops.arrive());
    }

    /// Adds the paths of later starts and shows the window, since somebody started the program again. Once the window is
    /// closing, it accepts none: the later start then opens its own window.
    pub(super) fn take_later_starts(&mut self, ctx: &Context) {
        while !self.closing
            && let Ok(handed) = self.link.arrivals.try_recv()
        {
            if !handed.paths().is_empty() {
                self.decide(Intent::Add(handed.paths().to_vec()));
            }
            handed.accept();
            show_window(ctx);
        }
    }

    /// Adds files that were listed while this tab was open. In the history, finds them there instead; in Check, checks them.
    fn take_list(&mut self, list: List, tab: Tab) {
        self.view.tab = tab;
        if self.view.finds_drops() && !list.paths.is_empty() {
            self.find(list.paths);
        } else if self.view.checks_drops() && !list.paths.is_empty() {
            self.check(list.paths);
        } else {
            self.view.tab = Tab::Queue;
            self.decide(adding(list));
        }
    }

    /// Checks files without uploading them.
    fn check(&mut self, paths: Vec<PathBuf>) {
        self.view.tab = Tab::Check;
        self.decide(Intent::Check(CheckIntent::Add(paths)));
    }

    /// Finds files in the history by their content.
    fn find(&mut self, paths: Vec<PathBuf>) {
        self.view.tab = Tab::History;
        self.view.clear_search();
        self.decide(Intent::LookUp(paths));
    }

    fn report(&mut self, headline: String, hint: String) {
        self.absorb(Event::Trouble {
            headline,
            hint,
            said: None,
        });
    }
}

/// A path inside of a sentence.
fn in_words(path: &Path) -> String {
    path.display().to_string()
}

/// Why a drop failed, and what to do.
#[cfg(target_os = "linux")]
fn drop_error_words(error: file_drop::DropError) -> (String, String) {
    use file_drop::DropError;
    match error {
        DropError::NoData => (text!("notices-drop-no-data"), text!("notices-drop-no-data-text")),
        DropError::Timeout => (text!("notices-drop-timeout"), text!("notices-drop-timeout-text")),
        DropError::TooLarge => (text!("notices-drop-too-large"), text!("notices-drop-too-large-text")),
    }
}

pub(super) fn show_window(ctx: &Context) {
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    ctx.request_repaint();
}
