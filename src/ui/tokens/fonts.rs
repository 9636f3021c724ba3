//! Fonts and text styles.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, FontId, RichText, Ui};

use super::Palette;

/// The icon font size relative to the visible icon.
const ICON_AROUND: f32 = 16.0 / 14.0;
/// From this size on, large icons with thinner strokes are used.
const LARGE_ICON: f32 = 20.0;

const TITLE: f32 = 20.0;
const HEADING: f32 = 15.0;
const BODY: f32 = 13.0;
const SMALL: f32 = 12.0;
const TAG: f32 = 10.0;
const MONO: f32 = 12.0;

fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// Running text.
pub(crate) fn body_font() -> FontId {
    FontId::proportional(BODY)
}

/// Names in rows.
pub(crate) fn small_strong_font() -> FontId {
    FontId::new(SMALL, strong_family())
}

/// Letters of a mark.
pub(crate) fn tag_font() -> FontId {
    FontId::new(TAG, strong_family())
}

/// The letters on a pin of this side.
pub(crate) fn pin_font(side: f32) -> FontId {
    FontId::new((side * super::PIN_LETTERS).round(), strong_family())
}

/// Emphasized text.
pub(crate) fn strong_font() -> FontId {
    FontId::new(BODY, strong_family())
}

/// Details.
pub(crate) fn small_font() -> FontId {
    FontId::proportional(SMALL)
}

/// Keys, hashes, URIs.
pub(crate) fn mono_font() -> FontId {
    FontId::monospace(MONO)
}

/// Large text of the empty state.
pub(crate) fn title_font() -> FontId {
    FontId::new(TITLE, strong_family())
}

/// Headings of panels.
pub(crate) fn heading_font() -> FontId {
    FontId::new(HEADING, strong_family())
}

fn icon_family(is_large: bool) -> FontFamily {
    FontFamily::Name(if is_large { "large icons" } else { "icons" }.into())
}

/// The font for an icon in a square of this side. The glyphs have a margin, which is outside the square; large icons
/// have thinner strokes, so that all look equally heavy.
pub(crate) fn icon_font(side: f32) -> FontId {
    let size = (side * ICON_AROUND).round();
    FontId::new(size, icon_family(size >= LARGE_ICON))
}

/// Emphasized text.
pub(crate) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(strong_font())
}

/// Secondary text.
pub(crate) fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(Palette::of(ui).soft)
}

/// Small secondary text.
pub(crate) fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    soft(ui, text).font(small_font())
}

pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../../assets/fonts/Inter-Regular.otf"));
    let semi_bold = FontData::from_static(include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"));
    fonts.font_data.insert("Inter".to_owned(), Arc::new(regular));
    fonts.font_data.insert("Inter SemiBold".to_owned(), Arc::new(semi_bold));
    let mut fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let mut strong = fallback.clone();
    fallback.insert(0, "Inter".to_owned());
    strong.insert(0, "Inter SemiBold".to_owned());
    fonts.families.insert(FontFamily::Proportional, fallback);
    fonts.families.insert(strong_family(), strong);
    let small_icons = FontData::from_static(include_bytes!("../../../assets/icons/Phosphor-Bold.ttf"));
    let large_icons = FontData::from_static(include_bytes!("../../../assets/icons/Phosphor.ttf"));
    for (is_large, name, data) in [(false, "Phosphor Bold", small_icons), (true, "Phosphor", large_icons)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        fonts.families.insert(icon_family(is_large), vec![name.to_owned()]);
    }
    ctx.set_fonts(fonts);
}
