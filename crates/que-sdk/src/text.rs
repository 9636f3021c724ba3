//! Decodes text files, and makes untrusted text safe to show.
//!
//! File names, keys and server messages can contain anything: line breaks, escape sequences that control a terminal,
//! overrides that reverse the order of letters. Some editors write text files with a byte-order mark, or in UTF-16.

mod decode;
mod visible;

pub(crate) use decode::without_bom;
pub use decode::{DecodeError, decode};
pub use visible::{is_unprintable, visible, visible_json, visible_lines};
