//! Decodes text from files and makes text from others safe to show.
//!
//! File names, keys and the words of servers can hold anything: line breaks, escape sequences that move the cursor of a
//! terminal, overrides that turn the order of letters around. Files that people write begin with a byte-order mark on
//! some systems, or are UTF-16.

mod decode;
mod visible;

pub use decode::{NotText, decode, without_bom};
pub use visible::{acts, visible, visible_json, visible_lines};
