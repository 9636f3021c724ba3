//! Design tokens: every color, space, size and radius of the window. Nothing outside this folder defines one.

mod fonts;
mod palette;
mod sizes;
mod style;

pub(crate) use fonts::*;
pub(crate) use palette::Palette;
pub(crate) use sizes::*;
pub(crate) use style::{focus, hairline, install};

#[cfg(test)]
mod tests;
