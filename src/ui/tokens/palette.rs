//! All colors.

use eframe::egui::{self, Color32, Context, Ui};

use model::ProfileColor;

/// Colors of one theme.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Palette {
    /// Behind the table.
    pub(crate) canvas: Color32,
    /// Bars and the inspector.
    pub(crate) panel: Color32,
    /// Cards, windows, menus.
    pub(crate) raised: Color32,
    /// Fields.
    pub(crate) sunken: Color32,
    /// A row under the pointer.
    pub(crate) hover: Color32,
    /// A selected row.
    pub(crate) selected: Color32,
    /// Lines between panes.
    pub(crate) hairline: Color32,
    /// Outlines of controls.
    pub(crate) outline: Color32,
    /// A control under the pointer.
    pub(crate) control_hover: Color32,
    /// A pressed control.
    pub(crate) control_press: Color32,
    /// Text.
    pub(crate) text: Color32,
    /// Secondary text.
    pub(crate) soft: Color32,
    /// Icons of steps that have not happened. Never text.
    pub(crate) faint: Color32,
    /// Activity, links, the mark of a selection.
    pub(crate) accent: Color32,
    /// The primary button.
    pub(crate) fill: Color32,
    /// The primary button under the pointer.
    pub(crate) fill_hover: Color32,
    /// The primary button, pressed.
    pub(crate) fill_press: Color32,
    /// Text on the primary button.
    pub(crate) on_fill: Color32,
    /// Success.
    pub(crate) good: Color32,
    /// Waiting, or needs attention.
    pub(crate) warn: Color32,
    /// Failure.
    pub(crate) bad: Color32,
    /// Background of something that needs attention.
    pub(crate) warn_wash: Color32,
    /// Background of something that failed.
    pub(crate) bad_wash: Color32,
    /// Background of activity.
    pub(crate) accent_wash: Color32,
    /// The strength of the accent on selected items: their text stays readable on it.
    pub(crate) selection_part: f32,
    /// Background of success.
    pub(crate) good_wash: Color32,
    /// The colors for server names, in the order of [`ProfileColor::ALL`].
    pub(super) profiles: [Color32; ProfileColor::ALL.len()],
    /// The color of the sandbox.
    pub(crate) sandbox: Color32,
    /// Background of the sandbox's name.
    pub(crate) sandbox_wash: Color32,
    /// Covers the window behind a dialog.
    pub(crate) scrim: Color32,
}

pub(super) const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Light theme.
pub(crate) const LIGHT: Palette = Palette {
    canvas: hex(0xFF_FF_FF),
    panel: hex(0xF7_F8_F9),
    raised: hex(0xFF_FF_FF),
    sunken: hex(0xFF_FF_FF),
    hover: hex(0xF4_F5_F7),
    selected: hex(0xEA_F0_FD),
    hairline: hex(0xE3_E5_E9),
    outline: hex(0xCB_CF_D6),
    control_hover: hex(0xEE_F0_F3),
    control_press: hex(0xE2_E5_EA),
    text: hex(0x1B_1E_24),
    soft: hex(0x57_5D_69),
    faint: hex(0xA3_AA_B6),
    accent: hex(0x2B_57_CF),
    fill: hex(0x2F_5D_DB),
    fill_hover: hex(0x26_50_C4),
    fill_press: hex(0x1F_45_AD),
    on_fill: hex(0xFF_FF_FF),
    good: hex(0x18_6B_3F),
    warn: hex(0x85_52_00),
    bad: hex(0xB4_24_1C),
    warn_wash: hex(0xFE_F5_E2),
    bad_wash: hex(0xFD_EE_EC),
    accent_wash: hex(0xEA_F0_FD),
    selection_part: 0.14,
    good_wash: hex(0xE8_F6_ED),
    profiles: [
        hex(0x24_4F_C4),
        hex(0x0B_5F_6B),
        hex(0x15_61_38),
        hex(0x78_48_00),
        hex(0xA6_1F_18),
        hex(0x4A_50_5B),
    ],
    sandbox: hex(0x6B_35_B0),
    sandbox_wash: hex(0xF3_EC_FC),
    scrim: Color32::from_rgba_premultiplied(0, 0, 0, 90),
};

/// Dark theme.
pub(crate) const DARK: Palette = Palette {
    canvas: hex(0x16_18_1C),
    panel: hex(0x1C_1E_23),
    raised: hex(0x22_25_2B),
    sunken: hex(0x13_15_18),
    hover: hex(0x1E_21_26),
    selected: hex(0x20_2B_42),
    hairline: hex(0x2C_30_37),
    outline: hex(0x41_46_50),
    control_hover: hex(0x2C_30_37),
    control_press: hex(0x36_3B_44),
    text: hex(0xE9_EB_EF),
    soft: hex(0xA3_AA_B7),
    faint: hex(0x5C_64_72),
    accent: hex(0x8F_B2_FF),
    fill: hex(0x3A_67_DE),
    fill_hover: hex(0x33_5E_D2),
    fill_press: hex(0x2A_50_B8),
    on_fill: hex(0xFF_FF_FF),
    good: hex(0x6F_CF_97),
    warn: hex(0xEB_B8_5A),
    bad: hex(0xFF_8E_82),
    warn_wash: hex(0x33_2A_18),
    bad_wash: hex(0x3A_20_1F),
    accent_wash: hex(0x20_2B_42),
    selection_part: 0.2,
    good_wash: hex(0x1A_30_24),
    profiles: [
        hex(0x9D_BB_FF),
        hex(0x6F_D3_D6),
        hex(0x7F_D6_A2),
        hex(0xF0_C0_6A),
        hex(0xFF_A7_9D),
        hex(0xC0_C6_D0),
    ],
    sandbox: hex(0xC9_A8_FF),
    sandbox_wash: hex(0x2E_24_42),
    scrim: Color32::from_rgba_premultiplied(0, 0, 0, 150),
};

impl Palette {
    /// The colors of the current theme.
    pub(crate) fn of(ui: &Ui) -> &'static Self {
        Self::dark(ui.visuals().dark_mode)
    }

    /// The colors of the current theme, without a `Ui`.
    pub(crate) fn of_context(ctx: &Context) -> &'static Self {
        Self::dark(ctx.theme() == egui::Theme::Dark)
    }

    /// The color of a server's name.
    pub(crate) const fn profile(&self, color: ProfileColor) -> Color32 {
        self.profiles[color as usize]
    }

    pub(super) const fn dark(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }
}
