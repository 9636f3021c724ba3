//! The style of egui's widgets.

use eframe::egui::{self, Color32, Context, CornerRadius, Margin, Shadow, Stroke, TextStyle, Vec2, vec2};

use super::{
    CONTROL, CORNER, GAP, MARK, Palette, RADIUS_LARGE, body_font, fonts, heading_font, mono_font,
    palette::{DARK, LIGHT},
    small_font,
};

/// The strength of disabled controls: their text stays readable.
pub(super) const DISABLED: f32 = 0.65;

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
    fonts::install(ctx);
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
    visuals.disabled_alpha = DISABLED;
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
