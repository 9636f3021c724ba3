//! Files dropped on the window, and files dragged over it, which are inspected before the drop on another thread.

mod inspection;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use eframe::egui::Context;
use raw_window_handle::{HasWindowHandle as _, RawWindowHandle};

use crate::ui::{Hovering, Tab};
use file_drop::{DragOutError, DragOutEvent, Event, list::List};
use inspection::{Inspected, inspect};
use model::Queue;

/// How long to inspect dragged files. The rest is classified by name alone.
const INSPECTION_TIME: Duration = Duration::from_millis(300);

/// How long to read a drop before the window says so. Most are read at once.
const SLOW_READ: Duration = Duration::from_millis(300);

/// The outcome of a drop or a paste.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Files were dropped while this tab was open.
    Dropped(List, Tab),
    /// The clipboard text that this window requested.
    Copied(String),
    /// A drop failed.
    Lost(file_drop::DropError),
}

/// Drops on the window.
pub(super) struct Drops {
    sender: Sender<Message>,
    receiver: Receiver<Message>,
    /// The drag over the window, by number, and what is known about it.
    hovering: Option<(u64, Hovering)>,
    /// Drops that are still being read, by drag number: since when, and the tab on which they were dropped. Another one may be
    /// open once they are read.
    reading: BTreeMap<u64, (Instant, Tab)>,
    /// Whether `hovering` changed since [`Drops::hovering_change`].
    changed: bool,
    /// Whether winit supports drops on this kind of window.
    winit_supports_drops: bool,
    target: Option<file_drop::Target>,
}

enum Message {
    Event(Event),
    /// The files of this drag were inspected.
    Inspected(u64, Inspected),
}

impl Default for Drops {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            hovering: None,
            reading: BTreeMap::new(),
            changed: false,
            winit_supports_drops: true,
            target: None,
        }
    }
}

impl Drops {
    /// Handles drops on this window in place of winit, if possible.
    pub(super) fn replace_winit(&mut self, window: &eframe::CreationContext<'_>) {
        let Some(winit) = window.winit_window() else { return };
        let handle = window.window_handle();
        self.winit_supports_drops = !handle.is_ok_and(|handle| matches!(handle.as_raw(), RawWindowHandle::Wayland(_)));
        let (sender, ctx) = (self.sender.clone(), window.egui_ctx.clone());
        let target = file_drop::Target::new(winit, file_drop::host_name(), move |event| {
            if sender.send(Message::Event(event)).is_ok() {
                ctx.request_repaint();
            }
        });
        match target {
            Ok(target) => self.target = Some(target),
            Err(error) => tracing::warn!(%error, "drops are left to winit"),
        }
    }

    /// Whether winit handles drops.
    pub(super) fn are_left_to_winit(&self) -> bool {
        !self.target.as_ref().is_some_and(file_drop::Target::replaces_winit)
    }

    /// Requests the clipboard's text, which then arrives as [`Arrival::Copied`].
    pub(super) fn request_clipboard_text(&self) {
        if let Some(target) = &self.target {
            target.request_clipboard_text();
        }
    }

    /// Drags these files out of the window with the pressed button.
    pub(super) fn drag_out(
        &self,
        paths: &[PathBuf],
        on_event: impl Fn(DragOutEvent) + Send + 'static,
    ) -> Result<(), DragOutError> {
        let target = self.target.as_ref().ok_or(DragOutError::NotAvailable)?;
        target.drag_out(paths, on_event)
    }

    /// Cancels the drag out of the window.
    pub(super) fn cancel_drag_out(&self) {
        if let Some(target) = &self.target {
            target.cancel_drag_out();
        }
    }

    /// Whether the toolkit never learns that the button was released after a drag out of the window.
    pub(super) fn drag_out_takes_pointer(&self) -> bool {
        self.target
            .as_ref()
            .is_some_and(file_drop::Target::drag_out_takes_pointer)
    }

    /// Whether drops on the window work at all.
    pub(super) fn arrive(&self) -> bool {
        self.target
            .as_ref()
            .map_or(self.winit_supports_drops, file_drop::Target::accepts_drops)
    }

    /// The next outcome, if there is one. Dragged files that are already in the `queue` count as duplicates. `tab` is the open
    /// one.
    pub(super) fn arrival(&mut self, ctx: &Context, queue: &Queue, tab: Tab) -> Option<Arrival> {
        loop {
            match self.receiver.try_recv().ok()? {
                Message::Event(Event::Hovering { drag, list: None }) => self.hover(Some((drag, Hovering::default()))),
                Message::Event(Event::Hovering { drag, list: Some(list) }) => self.inspect(drag, list, ctx),
                Message::Event(Event::Left { drag }) => self.end_drag(drag),
                Message::Event(Event::Reading { drag }) => {
                    self.end_drag(drag);
                    self.reading.insert(drag, (Instant::now(), tab));
                }
                Message::Event(Event::Dropped { drag, list }) => {
                    let tab = self.reading.get(&drag).map_or(tab, |(_, tab)| *tab);
                    self.end_drag(drag);
                    // Copied only if it is still being inspected.
                    return Some(Arrival::Dropped(Arc::unwrap_or_clone(list), tab));
                }
                Message::Event(Event::Failed { drag, reason }) => {
                    self.end_drag(drag);
                    return Some(Arrival::Lost(reason));
                }
                Message::Event(Event::ClipboardText { text }) => return Some(Arrival::Copied(text)),
                Message::Event(Event::Ended) => {
                    self.hover(None);
                    self.reading.clear();
                }
                Message::Inspected(drag, inspected) => {
                    if self.hovering.as_ref().is_some_and(|(hovering, _)| *hovering == drag) {
                        self.hover(Some((drag, inspected.without_duplicates(queue))));
                    }
                }
            }
        }
    }

    /// What is dragged over the window, if that changed since the last call.
    pub(super) fn hovering_change(&mut self) -> Option<Option<&Hovering>> {
        std::mem::take(&mut self.changed).then(|| self.hovering())
    }

    fn hovering(&self) -> Option<&Hovering> {
        self.hovering.as_ref().map(|(_, known)| known)
    }

    fn hover(&mut self, hovering: Option<(u64, Hovering)>) {
        self.hovering = hovering;
        self.changed = true;
    }

    /// Whether reading a drop takes long enough to say so. If it may soon, requests a frame for that moment.
    pub(super) fn are_slow_to_read(&self, ctx: &Context) -> bool {
        let Some(since) = self.reading.values().map(|(since, _)| since).min() else {
            return false;
        };
        let left = SLOW_READ.saturating_sub(since.elapsed());
        if !left.is_zero() {
            ctx.request_repaint_after(left);
        }
        left.is_zero()
    }

    /// Forgets a drag that has left or was dropped and read. Another one may be over the window already.
    fn end_drag(&mut self, drag: u64) {
        if self.hovering.as_ref().is_some_and(|(hovering, _)| *hovering == drag) {
            self.hover(None);
        }
        self.reading.remove(&drag);
    }

    fn inspect(&self, drag: u64, list: Arc<List>, ctx: &Context) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let thread = thread::Builder::new().name("inspect drag".to_owned());
        let started = thread.spawn(move || {
            let inspected = inspect(&list, Instant::now() + INSPECTION_TIME);
            // The drop can then take the list without copying it.
            drop(list);
            let _ = sender.send(Message::Inspected(drag, inspected));
            ctx.request_repaint();
        });
        if let Err(error) = started {
            tracing::warn!(%error, "could not inspect dragged files");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Model, Settings};

    /// The outcomes of these messages, with an empty queue.
    fn outcomes(drops: &mut Drops, messages: impl IntoIterator<Item = Message>) -> Vec<Arrival> {
        let (ctx, model) = (Context::default(), Model::new(Settings::default(), "here", false));
        for message in messages {
            drops.sender.send(message).unwrap();
        }
        std::iter::from_fn(|| drops.arrival(&ctx, &model.queue, Tab::Queue)).collect()
    }

    fn hovering(drag: u64) -> Message {
        Message::Event(Event::Hovering { drag, list: None })
    }

    fn inspected(drag: u64, folders: usize) -> Message {
        let mut inspected = Inspected::default();
        inspected.found.folders = folders;
        Message::Inspected(drag, inspected)
    }

    #[test]
    fn an_inspection_of_an_earlier_drag_is_ignored() {
        let mut drops = Drops::default();
        outcomes(&mut drops, [hovering(1)]);
        assert_eq!(drops.hovering(), Some(&Hovering::default()));
        outcomes(&mut drops, [Message::Event(Event::Left { drag: 1 }), inspected(1, 7)]);
        assert_eq!(drops.hovering(), None);
        outcomes(&mut drops, [hovering(2), inspected(1, 7)]);
        assert_eq!(drops.hovering(), Some(&Hovering::default()));
        outcomes(&mut drops, [inspected(2, 7)]);
        assert_eq!(drops.hovering().unwrap().folders, 7);
    }

    #[test]
    fn a_drag_stays_while_earlier_drops_are_read() {
        let (mut drops, list) = (Drops::default(), Arc::new(List::default()));
        let reading = |drag| Message::Event(Event::Reading { drag });
        assert_eq!(
            outcomes(
                &mut drops,
                [hovering(1), reading(1), hovering(2), reading(2), hovering(3)]
            ),
            []
        );
        assert!(drops.hovering().is_some());
        assert_eq!(drops.reading.keys().copied().collect::<Vec<_>>(), [1, 2]);
        let lost = file_drop::DropError::Timeout;
        let ends = [
            Event::Dropped { drag: 2, list },
            Event::Failed { drag: 1, reason: lost },
        ];
        assert_eq!(
            outcomes(&mut drops, ends.map(Message::Event)),
            [Arrival::Dropped(List::default(), Tab::Queue), Arrival::Lost(lost)]
        );
        assert!(drops.hovering().is_some() && drops.reading.is_empty());
        assert_eq!(outcomes(&mut drops, [Message::Event(Event::Ended)]), []);
        assert_eq!(drops.hovering(), None);
    }

    #[test]
    fn files_dropped_to_be_checked_are_not_uploaded_because_another_tab_is_open_once_they_are_read() {
        let (ctx, model) = (Context::default(), Model::new(Settings::default(), "here", false));
        let mut drops = Drops::default();
        let send = |drops: &Drops, event| drops.sender.send(Message::Event(event)).unwrap();
        send(&drops, Event::Reading { drag: 1 });
        assert_eq!(drops.arrival(&ctx, &model.queue, Tab::Check), None);
        let list = Arc::new(List::default());
        send(
            &drops,
            Event::Dropped {
                drag: 1,
                list: Arc::clone(&list),
            },
        );
        send(&drops, Event::Dropped { drag: 2, list });
        for tab in [Tab::Check, Tab::Queue] {
            let dropped = Arrival::Dropped(List::default(), tab);
            assert_eq!(drops.arrival(&ctx, &model.queue, Tab::Queue), Some(dropped));
        }
    }

    #[test]
    fn a_drop_that_is_slow_to_read_is_reported() {
        let (mut drops, ctx) = (Drops::default(), Context::default());
        assert!(!drops.are_slow_to_read(&ctx));
        outcomes(&mut drops, [hovering(1), Message::Event(Event::Reading { drag: 1 })]);
        let long_ago = Instant::now().checked_sub(SLOW_READ).unwrap();
        drops.reading.insert(1, (long_ago, Tab::Queue));
        assert!(drops.are_slow_to_read(&ctx));
        outcomes(
            &mut drops,
            [Message::Event(Event::Failed {
                drag: 1,
                reason: file_drop::DropError::NoData,
            })],
        );
        assert!(!drops.are_slow_to_read(&ctx));
    }
}
