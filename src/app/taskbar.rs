//! What the desktop shows of the queue beside the window: progress in its title and in the taskbar, and, once all work has
//! ended while another window is in front, a notification and a request for attention.

use eframe::egui::{Context, UserAttentionType, ViewportCommand};

use super::App;
use crate::ui::TITLE;
use localization::text;
use model::Model;
use platform::Progress;

/// What was last told to the desktop.
#[derive(Default)]
pub(super) struct Taskbar {
    progress: Progress,
    title: Option<String>,
    asked_for_attention: bool,
    #[cfg(windows)]
    button: Option<platform::TaskbarButton>,
    /// Made when there is something to show.
    #[cfg(target_os = "linux")]
    entry: Option<platform::LauncherEntry>,
}

impl Taskbar {
    /// Shows progress on the button of this window.
    #[cfg(windows)]
    pub(super) fn show_on(&mut self, window: &eframe::CreationContext<'_>) {
        use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};

        if let Ok(RawWindowHandle::Win32(handle)) = window.window_handle().map(|handle| handle.as_raw()) {
            self.button = platform::TaskbarButton::of(handle.hwnd)
                .inspect_err(|error| tracing::debug!("no progress in the taskbar: {error}"))
                .ok();
        }
    }

    #[cfg(windows)]
    fn show(&self, progress: Progress) {
        if let Some(button) = &self.button {
            button.show(progress);
        }
    }

    #[cfg(target_os = "linux")]
    fn show(&mut self, progress: Progress) {
        let entry = || platform::LauncherEntry::of(&format!("{}.desktop", super::notifications::desktop_entry()));
        self.entry.get_or_insert_with(entry).show(progress);
    }

    #[cfg(not(any(windows, target_os = "linux")))]
    #[expect(clippy::unused_self, reason = "other systems show progress nowhere")]
    fn show(&self, _: Progress) {}
}

impl App {
    /// Tells the desktop what changed.
    pub(super) fn update_taskbar(&mut self, ctx: &Context) {
        let shown = self.model.settings.announcements;
        let now = progress(&self.model);
        let in_taskbar = if shown.taskbar { now } else { Progress::None };
        if std::mem::replace(&mut self.taskbar.progress, in_taskbar) != in_taskbar {
            self.taskbar.show(in_taskbar);
        }
        let title = title(if shown.title { now } else { Progress::None });
        // The window opens with its plain title.
        if self.taskbar.title.as_deref().unwrap_or(TITLE) != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.taskbar.title = Some(title);
        }
        let is_in_front = ctx.input(|input| input.focused);
        let finished = self.view.notice_finished(&self.model);
        if let Some(finished) = finished.as_ref().filter(|_| !is_in_front && shown.notification) {
            self.notifications.show(ctx, &finished.headline, &finished.next);
        }
        let asks = !is_in_front && shown.attention && (self.taskbar.asked_for_attention || finished.is_some());
        if asks != self.taskbar.asked_for_attention {
            self.taskbar.asked_for_attention = asks;
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(if asks {
                UserAttentionType::Informational
            } else {
                UserAttentionType::Reset
            }));
        }
    }
}

/// The window's title, as in "42% – Que Uploader".
fn title(progress: Progress) -> String {
    match progress {
        Progress::None | Progress::Unknown => TITLE.to_owned(),
        Progress::Working(done) => text!("notices-title-working", percent = done / 10),
        Progress::Paused(done) => text!("notices-title-waiting", percent = done / 10),
    }
}

/// The progress of the whole queue, in thousandths: a taskbar shows no more, and is told less often. First of the bytes to
/// upload, then of the files to sign and verify.
fn progress(model: &Model) -> Progress {
    let totals = model.queue.totals();
    if totals.waits() + totals.running() == 0 {
        return Progress::None;
    }
    let thousandths = if totals.pending() == 0 {
        let steps = model.run().steps();
        if steps.all == 0 {
            return Progress::Unknown;
        }
        part(steps.done as u64, steps.all as u64)
    } else {
        part(totals.bytes_done, totals.bytes)
    };
    if model.settings.paused && totals.pending() > 0 || model.hold().is_some() {
        Progress::Paused(thousandths)
    } else {
        Progress::Working(thousandths)
    }
}

/// Thousandths, and never all of them: the end is told otherwise.
fn part(done: u64, all: u64) -> u16 {
    let done = u128::from(done) * 1000 / u128::from(all).max(1);
    u16::try_from(done).unwrap_or(999).min(999)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{
        Command, Event, FoundFile, Hold, HoldKind, Intent, ObjectRef, Settings, Source, Timestamp, UploadFacts,
    };

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn the_taskbar_shows_how_far_the_queue_is_and_why_it_stands() {
        let mut model = Model::new(Settings::default(), "api.example.org", false);
        assert_eq!(progress(&model), Progress::None);
        model.decide(Intent::Add(vec!["/photos".into()]));
        let files = ["/photos/a", "/photos/b"].map(|path| FoundFile {
            source: Source {
                path: path.into(),
                relative: path.into(),
                size: 2000,
                modified: Some(NOW),
            },
        });
        let commands = model.absorb(
            Event::Found {
                batch: 1,
                files: files.to_vec(),
            },
            NOW,
        );
        let [Command::Enqueue(jobs)] = commands.as_slice() else {
            panic!("{commands:?}")
        };
        assert_eq!(progress(&model), Progress::Working(0));

        let uploaded = |id, key: &str| Event::Uploaded {
            id,
            facts: UploadFacts {
                object: ObjectRef {
                    bucket: None,
                    key: key.into(),
                },
                sha256: "00".into(),
                bytes: 2000,
                uploaded_at: NOW,
            },
        };
        model.absorb(uploaded(jobs[0].id, "a"), NOW);
        assert_eq!(progress(&model), Progress::Working(500));
        model.absorb(
            Event::HoldBegan(Hold::Offline(model::Offline::in_words("No connection"))),
            NOW,
        );
        assert_eq!(progress(&model), Progress::Paused(500));
        model.absorb(Event::HoldEnded(HoldKind::Network), NOW);
        model.absorb(uploaded(jobs[1].id, "b"), NOW);
        assert_eq!(progress(&model), Progress::None);
        for job in jobs {
            let id = job.id;
            model.absorb(
                Event::Prepared {
                    id,
                    content_type: "image/jpeg".into(),
                    note: None,
                },
                NOW,
            );
        }
        let ids = jobs.iter().map(|job| job.id).collect();
        model.decide(Intent::Verify {
            ids,
            target: model::VerifyTarget::Original,
        });
        assert_eq!(progress(&model), Progress::Working(0), "verifying has an end, too");
    }

    #[test]
    fn the_title_has_the_progress_first_and_is_plain_while_nothing_runs() {
        assert_eq!(title(Progress::Working(425)), "42% – Que Uploader");
        assert_eq!(title(Progress::Paused(999)), "Waiting at 99% – Que Uploader");
        assert_eq!(title(Progress::None), "Que Uploader");
    }
}
