//! The preview that cameras embed in the EXIF data of a photograph.

/// TIFF tag JPEGInterchangeFormat: the offset of the preview.
const PREVIEW_OFFSET: u16 = 0x0201;
/// TIFF tag JPEGInterchangeFormatLength: its length in bytes.
const PREVIEW_LENGTH: u16 = 0x0202;

/// Larger previews are ignored, in bytes. Typical ones have about ten thousand.
const MAX_LENGTH: usize = 1 << 20;

/// The preview in EXIF data, a JPEG. EXIF is a TIFF, and its second directory (IFD1) describes the preview.
pub(super) fn of(exif: &[u8]) -> Option<&[u8]> {
    let tiff = Tiff::new(exif)?;
    let second = tiff.directory_after(tiff.long(4)?)?;
    let value = |wanted: u16| {
        let mut entries = (0..tiff.short(second)?).map(usize::from);
        entries.find_map(|number| {
            let entry = second.checked_add(2 + 12 * number)?;
            (tiff.short(entry)? == wanted)
                .then(|| tiff.long(entry.checked_add(8)?))
                .flatten()
        })
    };
    let (offset, length) = (value(PREVIEW_OFFSET)?, value(PREVIEW_LENGTH)?);
    if length > MAX_LENGTH {
        return None;
    }
    exif.get(offset..offset.checked_add(length)?)
}

/// Reads numbers of a TIFF in its byte order.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let tiff = Self { bytes, is_little };
        (tiff.short(2)? == 42).then_some(tiff)
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let long = if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        usize::try_from(long).ok()
    }

    /// The offset of the directory after this one.
    fn directory_after(&self, first: usize) -> Option<usize> {
        let entries = usize::from(self.short(first)?);
        let next = self.long(first.checked_add(2 + 12 * entries)?)?;
        (next != 0).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EXIF data with this preview, in either byte order.
    fn exif(is_little: bool, preview: &[u8]) -> Vec<u8> {
        let short = |number: u16| {
            if is_little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            }
        };
        let long = |number: u32| {
            if is_little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            }
        };
        let entry = |tag, value| [&short(tag)[..], &short(4), &long(1), &long(value)].concat();
        let length = u32::try_from(preview.len()).unwrap();
        [
            if is_little { &b"II"[..] } else { b"MM" },
            &short(42),
            &long(8),
            // The first directory is empty. The second follows it.
            &short(0),
            &long(14),
            &short(2),
            &entry(PREVIEW_OFFSET, 44),
            &entry(PREVIEW_LENGTH, length),
            &long(0),
            preview,
        ]
        .concat()
    }

    #[test]
    fn a_preview_is_found_in_either_byte_order() {
        for is_little in [true, false] {
            assert_eq!(of(&exif(is_little, b"a picture")), Some(&b"a picture"[..]));
        }
    }

    #[test]
    fn truncated_or_changed_data_never_names_a_preview_outside_of_it() {
        let whole = exif(true, b"a picture");
        for end in 0..whole.len() {
            assert_eq!(of(&whole[..end]), None);
        }
        for at in 0..whole.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = whole.clone();
                changed[at] = value;
                let _ = of(&changed);
            }
        }
    }
}
