//! Bytes of a file, a pipe or the clipboard as text. Editors and shells of Windows put a byte-order mark in front, and
//! PowerShell's `>` writes UTF-16.

use std::borrow::Cow;

/// How UTF-8 with a mark begins.
const UTF_8: &[u8] = b"\xef\xbb\xbf";
/// How UTF-16 with a mark begins, the lower byte first.
const UTF_16_LITTLE: &[u8] = b"\xff\xfe";
/// The same with the higher byte first.
const UTF_16_BIG: &[u8] = b"\xfe\xff";

/// Why bytes aren't text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// Neither valid UTF-8 nor marked as UTF-16.
    #[error("it is not UTF-8 text")]
    Utf8,
    /// Marked as UTF-16, but invalid.
    #[error("it begins as UTF-16 text does, but goes on as something else; save it as UTF-8")]
    Utf16,
}

/// Decodes UTF-8, or UTF-16 with a byte-order mark. Removes the byte-order mark.
///
/// # Errors
/// [`NotText`] if the bytes are invalid in their encoding.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    let wide = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let signs = char::decode_utf16(pairs.iter().copied().map(number));
        let text: Result<String, _> = signs.collect();
        text.ok()
            .filter(|_| rest.is_empty())
            .map(Cow::Owned)
            .ok_or(NotText::Utf16)
    };
    if let Some(bytes) = bytes.strip_prefix(UTF_16_LITTLE) {
        return wide(bytes, u16::from_le_bytes);
    }
    if let Some(bytes) = bytes.strip_prefix(UTF_16_BIG) {
        return wide(bytes, u16::from_be_bytes);
    }
    std::str::from_utf8(without_bom(bytes))
        .map(Cow::Borrowed)
        .map_err(|_| NotText::Utf8)
}

/// Removes the byte-order mark of UTF-8.
#[must_use]
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF_8).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xef\xbb\xbfjobs = 3").unwrap(), "jobs = 3");
        assert_eq!(decode("\u{feff}\u{feff}".as_bytes()).unwrap(), "\u{feff}", "one mark");
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(without_bom(b"\xef\xbb\xbf-----BEGIN"), b"-----BEGIN");
        assert_eq!(without_bom(b"\x30\x82"), b"\x30\x82");
    }

    #[test]
    fn utf_16_with_a_mark_is_read_and_what_is_neither_is_told() {
        let text = "Zoë 📷";
        let little: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(
            (decode(&little).unwrap(), decode(&big).unwrap()),
            (text.into(), text.into())
        );
        assert_eq!(decode(&little[..little.len() - 1]), Err(NotText::Utf16));
        assert_eq!(decode(b"\xff\xfe\x00\xd8"), Err(NotText::Utf16), "half a sign");
        assert_eq!(decode(b"caf\xe9"), Err(NotText::Utf8));
    }
}
