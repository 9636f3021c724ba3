//! Linux desktops.

pub(crate) mod launcher;
