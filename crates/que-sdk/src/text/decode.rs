//! Decodes bytes of a file, a pipe or the clipboard. Windows programs often write a byte-order mark, and PowerShell's `>`
//! writes UTF-16.

use std::borrow::Cow;

/// The byte-order mark of UTF-8.
const UTF_8_BOM: &[u8] = b"\xef\xbb\xbf";
/// The byte-order mark of little-endian UTF-16.
const UTF_16_LE_BOM: &[u8] = b"\xff\xfe";
/// The byte-order mark of big-endian UTF-16.
const UTF_16_BE_BOM: &[u8] = b"\xfe\xff";

/// Why bytes aren't text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not valid UTF-8, and without the byte-order mark of UTF-16.
    #[error("it is not UTF-8 text")]
    Utf8,
    /// Invalid in spite of the byte-order mark of UTF-16.
    #[error("it begins like UTF-16 text, but is not valid UTF-16; save it as UTF-8")]
    Utf16,
}

/// Decodes UTF-8, or UTF-16 with a byte-order mark. Removes the byte-order mark.
///
/// # Errors
/// [`DecodeError`] if the bytes are invalid in their encoding.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let utf_16 = |bytes: &[u8], from_bytes: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let chars = char::decode_utf16(pairs.iter().copied().map(from_bytes));
        let text: Result<String, _> = chars.collect();
        text.ok()
            .filter(|_| rest.is_empty())
            .map(Cow::Owned)
            .ok_or(DecodeError::Utf16)
    };
    if let Some(bytes) = bytes.strip_prefix(UTF_16_LE_BOM) {
        return utf_16(bytes, u16::from_le_bytes);
    }
    if let Some(bytes) = bytes.strip_prefix(UTF_16_BE_BOM) {
        return utf_16(bytes, u16::from_be_bytes);
    }
    std::str::from_utf8(without_bom(bytes))
        .map(Cow::Borrowed)
        .map_err(|_| DecodeError::Utf8)
}

/// Removes the byte-order mark of UTF-8.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(UTF_8_BOM).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert_eq!(decode(b"\xef\xbb\xbfjobs = 3").unwrap(), "jobs = 3");
        assert_eq!(
            decode("\u{feff}\u{feff}".as_bytes()).unwrap(),
            "\u{feff}",
            "only one mark is removed"
        );
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(without_bom(b"\xef\xbb\xbf-----BEGIN"), b"-----BEGIN");
        assert_eq!(without_bom(b"\x30\x82"), b"\x30\x82");
    }

    #[test]
    fn utf_16_with_a_mark_is_decoded_and_other_encodings_are_errors() {
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
        assert_eq!(decode(&little[..little.len() - 1]), Err(DecodeError::Utf16));
        assert_eq!(
            decode(b"\xff\xfe\x00\xd8"),
            Err(DecodeError::Utf16),
            "half a surrogate pair"
        );
        assert_eq!(decode(b"caf\xe9"), Err(DecodeError::Utf8));
    }
}
