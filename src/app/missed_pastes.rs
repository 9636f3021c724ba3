//! Pastes of which the toolkit makes nothing: it tells of none where its own clipboard is empty, and swallows the key.

use eframe::egui::{Event, Key, RawInput};

/// Watches the keys for them.
#[derive(Debug, Default)]
pub(super) struct Pastes {
    /// Whether Ctrl was down since a key of pasting came up last.
    command: bool,
    /// Whether it was told that such a key went down, or what it pasted.
    told: bool,
    /// What comes of one, to be told with the next input.
    text: Option<String>,
}

impl Pastes {
    /// Looks at what the window is about to hear. Answers whether something was to be pasted of which it hears nothing:
    /// the key comes up, and it was not told that it went down.
    pub(super) fn look(&mut self, input: &mut RawInput) -> bool {
        let mut missed = false;
        for event in &input.events {
            match event {
                Event::ModifiersChanged(modifiers) => self.command |= modifiers.command,
                Event::Paste(_) | Event::PasteImage(_) => self.told = true,
                Event::Key {
                    key: key @ (Key::V | Key::Paste),
                    pressed,
                    modifiers,
                    ..
                } => {
                    if *pressed {
                        self.told = true;
                    } else {
                        let is_paste = *key == Key::Paste || self.command || modifiers.command;
                        missed |= is_paste && !self.told;
                        self.told = false;
                        self.command = modifiers.command;
                    }
                }
                _ => {}
            }
        }
        input.events.extend(self.text.take().map(Event::Paste));
        missed
    }

    /// This is to be pasted.
    pub(super) fn come(&mut self, text: String) {
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

    /// How many pastes are missed in these frames of one event each.
    fn missed(events: &[Event]) -> usize {
        let mut pastes = Pastes::default();
        let frames = events.iter().map(std::slice::from_ref);
        frames.filter(|event| pastes.look(&mut input(event))).count()
    }

    #[test]
    fn a_paste_is_missed_where_the_key_comes_up_and_nothing_was_told_before() {
        let (down, up) = (Event::ModifiersChanged(CTRL), Event::ModifiersChanged(NONE));
        let pasted = Event::Paste("a".into());
        // The toolkit swallowed the key as it went down; Ctrl comes up after it or before it.
        assert_eq!(missed(&[down.clone(), key(false, CTRL), up.clone()]), 1);
        assert_eq!(missed(&[down.clone(), up.clone(), key(false, NONE)]), 1);
        assert_eq!(missed(&[down.clone(), key(false, CTRL), key(false, CTRL)]), 2);
        // It pasted.
        assert_eq!(missed(&[down, pasted, key(false, CTRL), up]), 0);
        // The letter alone.
        assert_eq!(missed(&[key(true, NONE), key(false, NONE)]), 0);
        assert_eq!(missed(&[key(false, NONE)]), 0);
    }

    #[test]
    fn what_comes_of_it_is_pasted_with_the_next_input_and_once() {
        let mut pastes = Pastes::default();
        pastes.come("a".into());
        let mut first = RawInput::default();
        assert!(!pastes.look(&mut first));
        assert_eq!(first.events, [Event::Paste("a".into())]);
        // The next one is missed again.
        let mut second = input(&[key(false, CTRL)]);
        assert!(pastes.look(&mut second));
        assert_eq!(second.events.len(), 1);
    }
}
