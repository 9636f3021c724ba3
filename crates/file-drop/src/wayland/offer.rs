//! What a source offers on a data device, in a drag or on the clipboard.

use wayland_client::protocol::{wl_data_device::WlDataDevice, wl_data_offer::WlDataOffer};

use crate::portal;

/// The MIME type of a list of files.
pub(super) const LIST: &str = "text/uri-list";

/// The MIME types of text, best first.
const TEXT: [&str; 5] = ["text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING", LIST];

/// An offer. Its formats arrive before it is known whether it is a drag or the clipboard.
pub(super) struct Offer {
    pub(super) offer: WlDataOffer,
    /// The device that received it.
    pub(super) device: WlDataDevice,
    /// Whether a list of files is offered.
    pub(super) has_list: bool,
    /// The MIME type of the portal's key, if that is offered.
    pub(super) key: Option<&'static str>,
    /// The best MIME type of its text.
    pub(super) text: Option<&'static str>,
    /// Whether the compositor has chosen to copy.
    pub(super) copies: bool,
}

impl Offer {
    pub(super) fn new(offer: WlDataOffer, device: WlDataDevice) -> Self {
        Self {
            offer,
            device,
            has_list: false,
            key: None,
            text: None,
            copies: false,
        }
    }

    /// Adds a format.
    pub(super) fn add(&mut self, mime_type: &str) {
        self.has_list |= mime_type == LIST;
        self.text = better_text(self.text, mime_type);
        self.key = portal::MIME_TYPES
            .into_iter()
            .find(|key| mime_type == *key)
            .or(self.key);
    }

    /// Whether files are offered.
    pub(super) fn has_files(&self) -> bool {
        self.has_list || self.key.is_some()
    }
}

/// The better of two MIME types for text.
fn better_text(known: Option<&'static str>, other: &str) -> Option<&'static str> {
    TEXT.into_iter().find(|text| *text == other || Some(*text) == known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_text_format_is_chosen_in_any_order() {
        let best = |types: &[&str]| types.iter().fold(None, |known, other| better_text(known, other));
        assert_eq!(
            best(&["STRING", "text/plain;charset=utf-8", "text/html"]),
            Some(TEXT[0])
        );
        assert_eq!(best(&["text/uri-list", "UTF8_STRING", "text/plain"]), Some(TEXT[1]));
        assert_eq!(best(&["image/png", "text/uri-list"]), Some(TEXT[4]));
        assert_eq!(best(&["image/png"]), None);
    }
}
