//! Design tokens: every color, space, size and radius of the window. Nothing outside this folder defines one.

mod palette;
mod sizes;

use std::sync::Arc;

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow,
    Stroke, TextStyle, Ui, Vec2, vec2,
};

pub(crate) use palette::Palette;
use palette::{DARK, LIGHT};
pub(crate) use sizes::*;

/// The icon font size relative to the visible icon.
const ICON_AROUND: f32 = 16.0 / 14.0;
/// From this size on, large icons with thinner strokes are used.
const LARGE_ICON: f32 = 20.0;

const TITLE: f32 = 20.0;
const HEADING: f32 = 15.0;
const BODY: f32 = 13.0;
const SMALL: f32 = 12.0;
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

/// A thin line.
pub(crate) fn hairline(color: Color32) -> Stroke {
    Stroke::new(1.0, color)
}

/// The focus outline.
pub(crate) fn focus(color: Color32) -> Stroke {
    Stroke::new(1.5, color)
}

/// Installs fonts, colors and spacing. Call once.
pub(crate) fn install(ctx: &Context) {
    install_fonts(ctx);
    // The zoom is a setting and is saved.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Small, small_font()),
                (TextStyle::Body, body_font()),
                (TextStyle::Button, body_font()),
                (TextStyle::Monospace, mono_font()),
                (TextStyle::Heading, heading_font()),
            ]
            .into();
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.4;
            style.animation_time = 0.08;
            spaces(style);
            colors(&mut style.visuals, palette, theme == egui::Theme::Dark);
        });
    }
}

fn install_fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let regular = FontData::from_static(include_bytes!("../../assets/fonts/Inter-Regular.otf"));
    let semi_bold = FontData::from_static(include_bytes!("../../assets/fonts/Inter-SemiBold.otf"));
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
    let small_icons = FontData::from_static(include_bytes!("../../assets/icons/Phosphor-Bold.ttf"));
    let large_icons = FontData::from_static(include_bytes!("../../assets/icons/Phosphor.ttf"));
    for (is_large, name, data) in [(false, "Phosphor Bold", small_icons), (true, "Phosphor", large_icons)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        fonts.families.insert(icon_family(is_large), vec![name.to_owned()]);
    }
    ctx.set_fonts(fonts);
}

fn spaces(style: &mut egui::Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(GAP);
    spacing.button_padding = vec2(12.0, 4.0);
    spacing.interact_size = vec2(CONTROL, CONTROL);
    spacing.window_margin = Margin::same(20);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = GAP;
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll = egui::style::ScrollStyle::floating();
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating_width = 6.0;
    spacing.scroll.floating_allocated_width = 10.0;
    spacing.scroll.bar_inner_margin = 2.0;
    spacing.scroll.bar_outer_margin = 2.0;
    spacing.scroll.foreground_color = true;
    spacing.scroll.dormant_handle_opacity = 0.3;
    spacing.scroll.active_handle_opacity = 0.4;
    spacing.scroll.interact_handle_opacity = 0.6;
    spacing.scroll.dormant_background_opacity = 0.0;
    spacing.scroll.active_background_opacity = 0.0;
    spacing.scroll.interact_background_opacity = 0.0;
    spacing.scroll.fade.strength = 0.0;
}

fn colors(visuals: &mut egui::Visuals, palette: &Palette, dark: bool) {
    *visuals = if dark {
        egui::Visuals::dark()
    } else {
        egui::Visuals::light()
    };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.soft);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.canvas;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(RADIUS_LARGE);
    visuals.menu_corner_radius = CORNER;
    visuals.faint_bg_color = palette.hover;
    visuals.extreme_bg_color = palette.sunken;
    visuals.text_edit_bg_color = Some(palette.sunken);
    visuals.code_bg_color = palette.hover;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.selection.bg_fill = palette.accent.gamma_multiply(palette.selection_part);
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(MARK, palette.accent);
    visuals.striped = false;
    visuals.disabled_alpha = 0.6;
    let shadow = Shadow {
        offset: [0, 8],
        blur: 24,
        spread: 0,
        color: Color32::from_black_alpha(if dark { 110 } else { 38 }),
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    let widget = |fill: Color32, outline: Color32, text: Color32| egui::style::WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, outline),
        corner_radius: CORNER,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(palette.panel, palette.hairline, palette.text);
    visuals.widgets.inactive = widget(palette.raised, palette.outline, palette.text);
    visuals.widgets.hovered = widget(palette.control_hover, palette.outline, palette.text);
    visuals.widgets.active = widget(palette.control_press, palette.accent, palette.text);
    visuals.widgets.open = widget(palette.control_hover, palette.outline, palette.text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ProfileColor;

    fn luminance(color: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(color.r()) + 0.7152 * part(color.g()) + 0.0722 * part(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_stands_out_from_everything_it_is_written_on() {
        for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [
                ("canvas", palette.canvas),
                ("panel", palette.panel),
                ("raised", palette.raised),
                ("sunken", palette.sunken),
                ("hover", palette.hover),
                ("selected", palette.selected),
            ];
            let texts = [
                ("text", palette.text),
                ("soft", palette.soft),
                ("accent", palette.accent),
                ("good", palette.good),
                ("warn", palette.warn),
                ("bad", palette.bad),
            ];
            for (ground_name, ground) in grounds {
                for (text_name, text) in texts {
                    let contrast = contrast(text, ground);
                    assert!(contrast >= 4.5, "{name}: {text_name} on {ground_name} is {contrast:.2}");
                }
            }
            let chosen = |ground: Color32| ground.blend(palette.accent.gamma_multiply(palette.selection_part));
            for (what, text, ground) in [
                ("text on fill", palette.on_fill, palette.fill),
                ("text on fill_hover", palette.on_fill, palette.fill_hover),
                ("text on fill_press", palette.on_fill, palette.fill_press),
                ("warn", palette.warn, palette.warn_wash),
                ("bad", palette.bad, palette.bad_wash),
                ("good", palette.good, palette.good_wash),
                ("accent", palette.accent, palette.accent_wash),
                ("sandbox", palette.sandbox, palette.sandbox_wash),
                ("text on warn", palette.text, palette.warn_wash),
                ("soft on warn", palette.soft, palette.warn_wash),
                ("soft on bad", palette.soft, palette.bad_wash),
                ("soft on good", palette.soft, palette.good_wash),
                ("soft on sandbox", palette.soft, palette.sandbox_wash),
                ("text on control", palette.text, palette.control_press),
                ("chosen on canvas", palette.accent, chosen(palette.canvas)),
                ("chosen on panel", palette.accent, chosen(palette.panel)),
                ("chosen on raised", palette.accent, chosen(palette.raised)),
            ] {
                let contrast = contrast(text, ground);
                assert!(contrast >= 4.5, "{name}: {what} is {contrast:.2}");
            }
        }
    }

    #[test]
    fn every_color_of_a_server_stands_out_and_from_the_others() {
        for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [
                palette.panel,
                palette.raised,
                palette.hover,
                palette.selected,
                palette.control_hover,
                palette.control_press,
            ];
            for (place, color) in ProfileColor::ALL.into_iter().enumerate() {
                assert_eq!(color as usize, place);
                for ground in grounds {
                    let contrast = contrast(palette.profile(color), ground);
                    assert!(contrast >= 4.5, "{name}: {} is {contrast:.2}", color.word());
                }
                let others = ProfileColor::ALL.into_iter().skip(place + 1);
                for other in others {
                    assert_ne!(palette.profile(color), palette.profile(other));
                }
                assert_ne!(palette.profile(color), palette.sandbox);
            }
        }
    }

    #[test]
    fn spaces_stand_on_the_grid() {
        for space in [
            GAP_SMALL,
            GAP,
            GAP_LARGE,
            GAP_SECTION,
            EDGE,
            TOP_BAR,
            TAB_BAR,
            STATUS_BAR,
            TABLE_HEADER,
            ROW,
            CONTROL,
            FOLD_NAME,
            CHECKBOX_TEXT,
            LEADING,
        ] {
            assert_eq!(space % UNIT, 0.0, "{space}");
        }
        for margin in [FIELD, FOLD, CARD, SEARCH, CODE, PAGE, HEAD, BAND, BANNER] {
            for side in [margin.left, margin.right, margin.top, margin.bottom] {
                assert_eq!(f32::from(side) % UNIT, 0.0, "{margin:?}");
            }
        }
    }

    /// Numbers without design meaning: zero, half, one, two.
    const PLAIN: [&str; 4] = ["0.0", "0.5", "1.0", "2.0"];

    /// Decimal numbers, and colors and margins built in place.
    fn loose(line: &str) -> Vec<String> {
        let mut found: Vec<_> = [
            "Color32::from_",
            "Margin::same(",
            "Margin::symmetric(",
            "CornerRadius::same(",
        ]
        .into_iter()
        .filter(|maker| {
            let after = line.split(maker).nth(1).unwrap_or_default();
            let made_of_numbers = after.starts_with(|sign: char| sign.is_ascii_digit());
            made_of_numbers || (maker.starts_with("Color32") && line.contains(maker))
        })
        .map(str::to_owned)
        .collect();
        let numbers = line.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.' && sign != '_');
        found.extend(
            numbers
                .filter(|word| word.starts_with(|sign: char| sign.is_ascii_digit()) && word.contains('.'))
                .map(|word| word.trim_end_matches("_f32").trim_end_matches("_f64"))
                .filter(|word| !word.ends_with('.') && !word.contains("..") && !PLAIN.contains(word))
                .filter(|word| {
                    !word
                        .split_once('.')
                        .is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic))
                })
                .map(str::to_owned),
        );
        found
    }

    #[test]
    fn no_color_and_no_size_is_made_up_outside_of_the_tokens() {
        // These compute file sizes and draw icons in a unit square.
        let exempt = ["tokens.rs", "shapes.rs", "words.rs", "tests.rs"];
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
        let mut found = Vec::new();
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if path.is_dir() {
                    folders.extend((name != "tests" && name != "tokens").then_some(path));
                    continue;
                }
                if exempt.contains(&name.as_str()) {
                    continue;
                }
                read += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                for (number, line) in code.lines().enumerate() {
                    let line = line.split("//").next().unwrap_or_default();
                    // Strings are text, not sizes.
                    let line: String = line.split('"').step_by(2).collect();
                    found.extend(
                        loose(&line)
                            .into_iter()
                            .map(|what| format!("{name}:{}: {what}", number + 1)),
                    );
                }
            }
        }
        assert!(read > 40, "{read}");
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
