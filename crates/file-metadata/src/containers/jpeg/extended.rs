//! The extension of a packet of XMP that doesn't fit into one segment.
//!
//! Source: XMP Specification Part 3, "Extended XMP in JPEG": each segment has the extension's name (32 digits), its full length,
//! the position of this part in it (both big-endian), and the part. Parts may be in any order.

/// The longest extension in bytes.
const MAX_LENGTH: usize = 16 << 20;

/// The parts of extensions so far.
#[derive(Default)]
pub(super) struct Extension {
    parts: Vec<Part>,
    bytes: usize,
}

struct Part {
    name: [u8; 32],
    length: u32,
    at: u32,
    bytes: Vec<u8>,
}

impl Extension {
    /// Adds the content of a segment. What is too much is left out: then the extension is incomplete.
    pub(super) fn add(&mut self, content: &[u8]) {
        let Some((name, rest)) = content.split_first_chunk::<32>() else {
            return;
        };
        let Some((length, rest)) = rest.split_first_chunk::<4>() else {
            return;
        };
        let Some((at, bytes)) = rest.split_first_chunk::<4>() else {
            return;
        };
        self.bytes += bytes.len();
        if self.bytes <= MAX_LENGTH {
            self.parts.push(Part {
                name: *name,
                length: u32::from_be_bytes(*length),
                at: u32::from_be_bytes(*at),
                bytes: bytes.to_vec(),
            });
        }
    }

    /// The extension with this name, if all of it is there.
    pub(super) fn packet(mut self, name: &str) -> Option<Vec<u8>> {
        self.parts
            .retain(|part| part.name.eq_ignore_ascii_case(name.trim().as_bytes()));
        self.parts.sort_by_key(|part| part.at);
        let length = self.parts.first()?.length;
        let mut packet = Vec::new();
        for part in self.parts {
            let at = usize::try_from(part.at).ok()?;
            // A part that is there twice.
            if at < packet.len() && at + part.bytes.len() <= packet.len() {
                continue;
            }
            if at != packet.len() || part.length != length {
                return None;
            }
            packet.extend(part.bytes);
        }
        (u32::try_from(packet.len()) == Ok(length)).then_some(packet)
    }
}
