//! Pastes that egui misses: if its own clipboard is empty, it sends no paste event and no key press.

use eframe::egui::{Event, Key, RawInput};

/// Detects missed pastes by their key releases.
#[derive(Debug, Default)]
pub(super) struct MissedPastes {
    /// Whether Ctrl was pressed since the last release of a paste key.
    command: bool,
    /// Whether egui reported the press of a paste key, or a paste.
    reported: bool,
    /// Text to paste with the next input.
    text: Option<String>,
}

impl MissedPastes {
    /// Watches input on its way to the window. Returns whether a paste was missed: its key was released, but no press was
    /// reported.
    pub(super) fn watch(&mut self, input: &mut RawInput) -> bool {
        let mut missed = false;
        for event in &input.events {
            match event {
                Event::ModifiersChanged(modifiers) => self.command |= modifiers.command,
                Event::Paste(_) | Event::PasteImage(_) => self.reported = true,
                Event::Key {
                    key: key @ (Key::V | Key::Paste),
                    pressed,
                    modifiers,
                    ..
                } => {
                    if *pressed {
                        self.reported = true;
                    } else {
                        let is_paste = *key == Key::Paste || self.command || modifiers.command;
                        missed |= is_paste && !self.reported;
                        self.reported = false;
                        self.command = modifiers.command;
                    }
                }
                _ => {}
            }
        }
        input.events.extend(self.text.take().map(Event::Paste));
        missed
    }

    /// Pastes this text with the next input.
    pub(super) fn paste_next(&mut self, text: String) {
        self.text = Some(text).filter(|text| !text.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Modifiers;

    use super::*;

    const CTRL: Modifiers = Modifiers::COMMAND;
    const NONE: Modifiers = Modifiers::NONE;

    fn key(pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key {
            key: Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        }
    }

    fn input(events: &[Event]) -> RawInput {
        RawInput {
            events: events.to_vec(),
            ..RawInput::default()
        }
    }

    /// The number of missed pastes if each event comes in its own frame.
    fn missed(events: &[Event]) -> usize {
        let mut pastes = MissedPastes::default();
        let frames = events.iter().map(std::slice::from_ref);
        frames.filter(|event| pastes.watch(&mut input(event))).count()
    }

    #[test]
    fn a_paste_is_missed_if_its_key_is_released_without_a_reported_press() {
        let (down, up) = (Event::ModifiersChanged(CTRL), Event::ModifiersChanged(NONE));
        let pasted = Event::Paste("a".into());
        // egui swallowed the press. Ctrl is released after the key or before it.
        assert_eq!(missed(&[down.clone(), key(false, CTRL), up.clone()]), 1);
        assert_eq!(missed(&[down.clone(), up.clone(), key(false, NONE)]), 1);
        assert_eq!(missed(&[down.clone(), key(false, CTRL), key(false, CTRL)]), 2);
        // egui pasted.
        assert_eq!(missed(&[down, pasted, key(false, CTRL), up]), 0);
        // Just the letter.
        assert_eq!(missed(&[key(true, NONE), key(false, NONE)]), 0);
        assert_eq!(missed(&[key(false, NONE)]), 0);
    }

    #[test]
    fn the_text_is_pasted_once_with_the_next_input() {
        let mut pastes = MissedPastes::default();
        pastes.paste_next("a".into());
        let mut first = RawInput::default();
        assert!(!pastes.watch(&mut first));
        assert_eq!(first.events, [Event::Paste("a".into())]);
        // The next paste is missed again.
        let mut second = input(&[key(false, CTRL)]);
        assert!(pastes.watch(&mut second));
        assert_eq!(second.events.len(), 1);
    }
}
