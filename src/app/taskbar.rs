//! What the desktop shows of the queue beside the window: progress in Windows' taskbar, and a request for attention once
//! all work has ended while another window is in front.

use eframe::egui::{Context, UserAttentionType, ViewportCommand};

use super::App;
use model::Model;
use platform::Progress;

/// What was last told to the desktop.
#[derive(Default)]
pub(super) struct Taskbar {
    progress: Progress,
    asked_for_attention: bool,
    #[cfg(windows)]
    button: Option<platform::TaskbarButton>,
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
}

impl App {
    /// Tells the desktop what changed.
    pub(super) fn update_taskbar(&mut self, ctx: &Context) {
        let now = progress(&self.model);
        let before = std::mem::replace(&mut self.taskbar.progress, now);
        #[cfg(windows)]
        if now != before
            && let Some(button) = &self.taskbar.button
        {
            button.show(now);
        }
        let is_in_front = ctx.input(|input| input.focused);
        let ended = before != Progress::None && now == Progress::None;
        let asks = !is_in_front && (self.taskbar.asked_for_attention || ended);
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

/// The progress of the whole queue, in thousandths: a taskbar shows no more, and is told less often.
fn progress(model: &Model) -> Progress {
    let totals = model.queue.totals();
    if totals.waits() + totals.running() == 0 {
        return Progress::None;
    }
    if totals.bytes_left() == 0 {
        // Only signing and verifying is left, of which nobody knows how long it takes.
        return Progress::Unknown;
    }
    let done = u128::from(totals.bytes_done) * 1000 / u128::from(totals.bytes).max(1);
    let thousandths = u16::try_from(done).unwrap_or(1000).min(1000);
    if model.settings.paused || model.hold().is_some() {
        Progress::Paused(thousandths)
    } else {
        Progress::Working(thousandths)
    }
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
            Event::HoldBegan(Hold::Offline {
                headline: "No connection".into(),
            }),
            NOW,
        );
        assert_eq!(progress(&model), Progress::Paused(500));
        model.absorb(Event::HoldEnded(HoldKind::Network), NOW);
        model.absorb(uploaded(jobs[1].id, "b"), NOW);
        assert_eq!(progress(&model), Progress::None);
    }
}
