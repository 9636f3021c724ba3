//! Keeps input in order, however slow frames are.
//!
//! egui moves the focus once per frame, before the field that loses it reads its events. Text typed before a click or a Tab
//! in the same frame would be lost. So the click or Tab, and everything after it, waits for the next frame.

use eframe::egui::{Event, Key, RawInput};

/// The events that wait for the next frame.
#[derive(Debug, Default)]
pub(super) struct DeferredInput {
    waiting: Vec<Event>,
}

impl DeferredInput {
    /// Puts the waiting events first, and leaves in `input` what this frame can handle.
    pub(super) fn defer_after_focus_change(&mut self, input: &mut RawInput) {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        let mut typed = false;
        let next = events.iter().position(|event| {
            let waits = typed && moves_focus(event);
            typed |= is_typed(event);
            waits
        });
        if let Some(next) = next {
            self.waiting = events.split_off(next);
        }
        input.events = events;
    }

    /// Whether any event waits.
    pub(super) fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

fn moves_focus(event: &Event) -> bool {
    matches!(
        event,
        Event::PointerButton { pressed: true, .. }
            | Event::Key {
                key: Key::Tab,
                pressed: true,
                ..
            }
    )
}

fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Ime(_) | Event::Key { pressed: true, .. }
    )
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, Id, Modifiers, PointerButton, Pos2, Rect, TextEdit, pos2, vec2};

    use super::*;

    /// Three text fields in a column.
    #[derive(Default)]
    struct Form {
        context: Context,
        deferred_input: DeferredInput,
        fields: [String; 3],
        places: Vec<Pos2>,
    }

    impl Form {
        fn focused() -> Self {
            let mut form = Self::default();
            form.frame(Vec::new());
            form.context.memory_mut(|memory| memory.request_focus(Id::unique(0)));
            form.until_done(Vec::new());
            form
        }

        fn frame(&mut self, events: Vec<Event>) {
            let mut input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(400.0, 200.0))),
                focused: true,
                events,
                ..RawInput::default()
            };
            self.deferred_input.defer_after_focus_change(&mut input);
            let (fields, places) = (&mut self.fields, &mut self.places);
            places.clear();
            let mut output = self.context.run_ui(input, |ui| {
                for (number, text) in fields.iter_mut().enumerate() {
                    let field = TextEdit::singleline(text).id(Id::unique(number));
                    places.push(ui.add(field).rect.center());
                }
            });
            output.textures_delta.clear();
        }

        /// Sends these events in one frame, then draws until none waits.
        fn until_done(&mut self, events: Vec<Event>) {
            self.frame(events);
            while self.deferred_input.are_waiting() {
                self.frame(Vec::new());
            }
        }

        fn click(&self, field: usize) -> Vec<Event> {
            let pos = self.places[field];
            let button = |pressed| Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            };
            vec![Event::PointerMoved(pos), button(true), button(false)]
        }
    }

    fn tab() -> Event {
        Event::Key {
            key: Key::Tab,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn text_typed_before_a_click_in_the_same_frame_reaches_the_field() {
        let mut form = Form::focused();
        let mut events = vec![text("a"), text("b")];
        events.extend(form.click(1));
        form.until_done(events);
        form.until_done(vec![text("c")]);
        assert_eq!(form.fields, ["ab", "c", ""]);
    }

    #[test]
    fn text_typed_before_a_tab_in_the_same_frame_reaches_the_field() {
        let mut form = Form::focused();
        form.until_done(vec![text("a"), tab()]);
        form.until_done(vec![text("b")]);
        assert_eq!(form.fields, ["a", "b", ""]);
    }

    #[test]
    fn every_tab_in_a_frame_moves_the_focus() {
        let mut form = Form::focused();
        form.until_done(vec![tab(), tab()]);
        form.until_done(vec![text("a")]);
        assert_eq!(form.fields, ["", "", "a"]);
    }

    #[test]
    fn clicks_without_typed_text_do_not_wait() {
        let mut deferred = DeferredInput::default();
        let press = Event::PointerButton {
            pos: pos2(1.0, 1.0),
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        };
        let mut input = RawInput {
            events: vec![press.clone(), press, text("a")],
            ..RawInput::default()
        };
        deferred.defer_after_focus_change(&mut input);
        assert_eq!((input.events.len(), deferred.are_waiting()), (3, false));
    }
}
