//! Drags files out of the window, once they are prepared.

use std::sync::mpsc::{Receiver, channel};

use eframe::egui::{Context, CursorIcon, Event, Key, Modifiers, PointerButton, RawInput, pos2};

use super::App;
use file_drop::{DragOutEnd, DragOutError, DragOutEvent};
use localization::text;
use model::DragOutState;

/// Drags out of the window.
#[derive(Default)]
pub(super) struct DragOut {
    /// The last drag that was begun, or that came too late to begin.
    handled: u64,
    /// The events of the running drag, and whether the files can be dropped where it is.
    running: Option<(Receiver<DragOutEvent>, bool)>,
    /// Whether egui must learn of a release that it doesn't get.
    release: bool,
}

impl DragOut {
    /// Tells egui that the button was released, if the compositor won't.
    pub(super) fn complete(&mut self, input: &mut RawInput) {
        if !std::mem::take(&mut self.release) {
            return;
        }
        input.events.push(Event::PointerButton {
            // Far outside, where nothing can be clicked.
            pos: pos2(-1.0, -1.0),
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        input.events.push(Event::PointerGone);
    }
}

impl App {
    /// Begins a drag whose files are ready, and follows the running one.
    pub(super) fn drag_out(&mut self, ctx: &Context) {
        self.follow_drag(ctx);
        let Some(drag) = self
            .model
            .drag_out
            .as_ref()
            .filter(|drag| drag.number > self.drag_out.handled)
        else {
            return;
        };
        let (number, files) = match &drag.state {
            DragOutState::Preparing { .. } => return,
            DragOutState::Failed => (drag.number, None),
            DragOutState::Ready(files) => (drag.number, Some(files.clone())),
        };
        self.drag_out.handled = number;
        let Some(files) = files else { return };
        // The button may have been released, and pressed again elsewhere.
        if !ctx.input(|input| input.pointer.primary_down() && input.pointer.is_decidedly_dragging()) {
            return self.view.show_ready_to_drag(files.len());
        }
        let (sender, events) = channel();
        let wake = ctx.clone();
        let begun = self.drops.drag_out(&files, move |event| {
            if sender.send(event).is_ok() {
                wake.request_repaint();
            }
        });
        match begun {
            Ok(()) => {
                self.drag_out.release = self.drops.drag_out_takes_pointer();
                self.drag_out.running = Some((events, false));
                ctx.request_repaint();
            }
            Err(error) => self.view.show_not_dragged(&why_not_dragged(error)),
        }
    }

    fn follow_drag(&mut self, ctx: &Context) {
        let Some((events, accepted)) = &mut self.drag_out.running else {
            return;
        };
        let mut end = None;
        for event in events.try_iter() {
            match event {
                DragOutEvent::Over { accepted: now } => *accepted = now,
                DragOutEvent::Ended(how) => end = Some(how),
            }
        }
        if ctx.input(|input| input.key_pressed(Key::Escape)) {
            self.drops.cancel_drag_out();
        }
        let Some(end) = end else { return };
        self.drag_out.running = None;
        match end {
            DragOutEnd::Delivered | DragOutEnd::Canceled => {}
            DragOutEnd::Unanswered => self.view.show_not_delivered(&text!("notices-drag-unanswered")),
            DragOutEnd::Failed => self.view.show_not_delivered(&text!("notices-drag-ended")),
        }
    }

    /// Shows with the cursor where the files can be dropped. On X11 the window's cursor is shown everywhere during a drag.
    pub(super) fn show_drag_cursor(&self, ctx: &Context) {
        if let Some((_, accepted)) = &self.drag_out.running {
            ctx.set_cursor_icon(if *accepted {
                CursorIcon::Copy
            } else {
                CursorIcon::Grabbing
            });
        }
    }
}

/// Why no drag began.
fn why_not_dragged(error: DragOutError) -> String {
    match error {
        DragOutError::NoFiles => text!("notices-drag-no-files"),
        DragOutError::Busy => text!("notices-drag-busy"),
        DragOutError::NotAvailable => text!("notices-drag-not-possible"),
    }
}
