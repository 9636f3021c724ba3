//! Design tokens: every colour, space, size and radius of the window. Nothing outside of this file names one.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow,
    Stroke, TextStyle, Ui, Vec2, vec2,
};

use model::ProfileColour;

/// One step of the 4-point grid.
#[cfg(test)]
pub(crate) const UNIT: f32 = 4.0;
/// Between a line and what explains it.
pub(crate) const GAP_HAIR: f32 = 2.0;
/// Between things that belong together.
pub(crate) const GAP_SMALL: f32 = 4.0;
/// Between neighbours.
pub(crate) const GAP: f32 = 8.0;
/// Between a picture and the words beside it.
pub(crate) const GAP_MEDIUM: f32 = 12.0;
/// Between a label's group and the next.
pub(crate) const GAP_LARGE: f32 = 16.0;
/// Between sections.
pub(crate) const GAP_SECTION: f32 = 24.0;
/// From a panel's edge to what is in it.
pub(crate) const EDGE: f32 = 16.0;

/// Height of the top bar.
pub(crate) const TOP_BAR: f32 = 52.0;
/// Height of the bar with the tabs.
pub(crate) const TAB_BAR: f32 = 40.0;
/// Height of the status line.
pub(crate) const STATUS_BAR: f32 = 32.0;
/// Height of a table's heading.
pub(crate) const TABLE_HEADER: f32 = 28.0;
/// Height of a table's row.
pub(crate) const ROW: f32 = 56.0;
/// Lines of a row that tells what went wrong and what to do: the name, and these two.
pub(crate) const TROUBLE_LINES: f32 = 3.0;
/// Height of buttons and fields.
pub(crate) const CONTROL: f32 = 28.0;
/// Side of a shape beside a word.
pub(crate) const SHAPE: f32 = 14.0;
/// Side of the picture before a row's name.
pub(crate) const PICTURE: f32 = 36.0;
/// Side of the shape in its place.
pub(crate) const PICTURE_SHAPE: f32 = 20.0;
/// Least width that a picture leaves to the name.
pub(crate) const PICTURE_LEAVES: f32 = 120.0;
/// Side of the tray in the empty state.
pub(crate) const TRAY: f32 = 56.0;
/// Thickness of a progress bar.
pub(crate) const BAR: f32 = 4.0;
/// Thickness of the mark at a selected row and below a selected tab.
pub(crate) const MARK: f32 = 2.0;
/// Thickness of the dashes of a drop target.
pub(crate) const PEN: f32 = 1.6;
/// Length of the dashes of a drop target.
pub(crate) const DASH: f32 = 6.0;
/// Width of the inspector, and the least and most it can be dragged to.
pub(crate) const INSPECTOR: (f32, f32, f32) = (380.0, 296.0, 560.0);
/// Height of the main action below the inspector.
pub(crate) const INSPECTOR_FOOT: f32 = 72.0;
/// Width of the inspector where the window is narrow.
pub(crate) const INSPECTOR_NARROW: f32 = 304.0;
/// A window below this width is narrow.
pub(crate) const NARROW_WINDOW: f32 = 1000.0;
/// Width of the settings.
pub(crate) const SETTINGS_WIDTH: f32 = 640.0;
/// Most height of a part of the settings.
pub(crate) const SETTINGS_HEIGHT: f32 = 400.0;
/// Width of the list of servers in the settings.
pub(crate) const SERVERS_LIST: f32 = 176.0;
/// Width of the first start.
pub(crate) const FIRST_START_WIDTH: f32 = 480.0;
/// Width of the diagnostics, where the window has it.
pub(crate) const DIAGNOSTICS_WIDTH: f32 = 880.0;
/// Height of a server in the menu of servers.
pub(crate) const SERVER_ENTRY: f32 = 44.0;
/// Width of the menu of servers.
pub(crate) const SERVERS_MENU: f32 = 280.0;
/// Width of the sheet of shortcuts.
pub(crate) const SHORTCUTS_WIDTH: f32 = 720.0;
/// Width of the palette, and its most height.
pub(crate) const PALETTE_WIDTH: f32 = 560.0;
/// Most height of the palette's list.
pub(crate) const PALETTE_HEIGHT: f32 = 400.0;
/// How long an answer stays, besides the time to read it.
pub(crate) const TOAST_SECONDS: f64 = 2.0;
/// Least width of a menu.
pub(crate) const MENU: f32 = 232.0;
/// Width of the sheet that signs many, where the window has it.
pub(crate) const SHEET_WIDTH: f32 = 920.0;
/// From this width on the sheet has two columns, and the left one's part of it.
pub(crate) const SHEET_TWO: f32 = 600.0;
/// The left column's part of the sheet.
pub(crate) const SHEET_LEFT: f32 = 0.46;
/// Heights around the body of the sheet: title, buttons, margins.
pub(crate) const SHEET_AROUND: f32 = 200.0;
/// Least height of the body of the sheet.
pub(crate) const SHEET_LEAST: f32 = 160.0;
/// Most height of the body of the sheet.
pub(crate) const SHEET_MOST: f32 = 520.0;
/// Lines of a manifest that are seen at once at the least.
pub(crate) const MANIFEST_ROWS: usize = 12;
/// Width of the question before quitting.
pub(crate) const QUIT_WIDTH: f32 = 360.0;
/// Width of a question with a note.
pub(crate) const QUESTION_WIDTH: f32 = 440.0;
/// How far the ring of what has the focus stands off a filled button.
pub(crate) const AROUND_FOCUS: f32 = 3.0;
/// Letters of a file's name in a sentence.
pub(crate) const NAME_SIGNS: usize = 48;
/// Most width of running text.
pub(crate) const MEASURE: f32 = 600.0;
/// How much longer an answer stays that offers something.
pub(crate) const OFFER_SECONDS: f64 = 6.0;
/// Where the menu of a row opens, from the row's corner.
pub(crate) const ROW_MENU: Vec2 = vec2(EDGE, CONTROL);
/// Width of a menu of a few words.
pub(crate) const MENU_WIDTH: f32 = 132.0;
/// Room for the buttons of an answer.
pub(crate) const TOAST_BUTTONS: f32 = 180.0;
/// Width of a search field.
pub(crate) const SEARCH_WIDTH: f32 = 280.0;
/// Room in the server's pill besides its words and shapes.
pub(crate) const PILL_AROUND: f32 = 40.0;
/// Most width of the server's pill.
pub(crate) const PILL_MAX: f32 = 340.0;
/// The size's column.
pub(crate) const COLUMN_SIZE: f32 = 72.0;
/// The least and most the size's column can be dragged to.
pub(crate) const COLUMN_SIZE_RANGE: (f32, f32) = (56.0, 160.0);
/// The key's column where room is scarce.
pub(crate) const COLUMN_KEY: f32 = 188.0;
/// The key's column with room for a folder, a UUID and an ending.
pub(crate) const COLUMN_KEY_WHOLE: f32 = 384.0;
/// The key's column in a wide window, until it is dragged.
pub(crate) const COLUMN_KEY_MOST: f32 = 560.0;
/// The least the key's column can be dragged to.
pub(crate) const COLUMN_KEY_LEAST: f32 = 96.0;
/// The column of the main action and of removal.
pub(crate) const COLUMN_ACTION: f32 = 108.0;
/// The name's column: least in any window.
pub(crate) const COLUMN_NAME: f32 = 176.0;
/// The name's column: least before the key moves below the track.
pub(crate) const COLUMN_NAME_GOOD: f32 = 256.0;
/// The name's column: what it gets before the key gets more.
pub(crate) const COLUMN_NAME_WISH: f32 = 320.0;
/// How far from a column's edge it can be taken to be dragged.
pub(crate) const GRIP: f32 = 8.0;
/// How much an arrow key widens a column.
pub(crate) const COLUMN_STEP: f32 = 16.0;
/// Where the three steps of the track begin, so that they stand below each other in all rows.
pub(crate) const TRACK_STEPS: [f32; 3] = [0.0, 104.0, 196.0];
/// Width of the track with all its words.
pub(crate) const TRACK: f32 = 300.0;
/// The most the track's column can be dragged to.
pub(crate) const TRACK_MOST: f32 = 480.0;
/// Width of the track with one word.
pub(crate) const TRACK_COMPACT: f32 = 168.0;
/// From shape to shape in the track with one word.
pub(crate) const TRACK_COMPACT_STEP: f32 = 26.0;
/// The progress bar's part of the track.
pub(crate) const TRACK_BAR: f32 = 0.36;
/// Width of the names of facts.
pub(crate) const FACT_NAME: f32 = 96.0;
/// Height of the drop target of the empty queue.
pub(crate) const TARGET: f32 = 232.0;
/// Least size of a copy button, so that "Copy" and "Copied" take the same room.
pub(crate) const COPY: Vec2 = vec2(60.0, 24.0);
/// Most height of a listing before it scrolls.
pub(crate) const LISTING: f32 = 320.0;
/// Width of the table of verification results, where the window has it.
pub(crate) const RESULTS_WIDTH: f32 = 1120.0;
/// What of its width file, verdict, issuer and reason take.
pub(crate) const RESULT_PARTS: [f32; 4] = [0.28, 0.2, 0.18, 0.34];
/// Height of a row in the list of what was found.
pub(crate) const RESULT: f32 = 44.0;
/// Rows of a list of skipped files before it scrolls.
pub(crate) const REVIEW_ROWS: usize = 6;
/// How much of a wash lies on the drop overlay.
pub(crate) const TINT: f32 = 0.6;
/// Inside of fields and listings.
pub(crate) const FIELD: Margin = Margin::symmetric(8, 4);
/// From the left of a part that can be opened to its name.
pub(crate) const FOLD_NAME: f32 = 24.0;
/// Inside of a part that is open: below its name, not below its mark.
pub(crate) const FOLD: Margin = Margin {
    left: 24,
    right: 0,
    top: 4,
    bottom: 8,
};
/// Inside of notes.
pub(crate) const CARD: Margin = Margin::symmetric(12, 8);
/// Inside of the search field, with room for its shape.
pub(crate) const SEARCH: Margin = Margin {
    left: 28,
    right: 28,
    top: 4,
    bottom: 4,
};
/// Inside of listings of code.
pub(crate) const CODE: Margin = Margin::same(8);
/// Inside of the inspector, below its head. The scroll bar stands in what is missing at the right.
pub(crate) const PAGE: Margin = Margin {
    left: 16,
    right: 12,
    top: 16,
    bottom: 24,
};
/// Inside of the inspector's head, which has a button at its right end.
pub(crate) const HEAD: Margin = Margin {
    left: 16,
    right: 8,
    top: 12,
    bottom: 0,
};
/// Inside of a line over the whole window's width.
pub(crate) const BAND: Margin = Margin::symmetric(16, 4);
/// Inside of a banner over the whole window's width.
pub(crate) const BANNER: Margin = Margin::symmetric(16, 8);
/// The part of an empty panel's height that is above its words.
pub(crate) const ABOVE_WORDS: f32 = 0.36;
/// Height of the main actions below the summary of several files.
pub(crate) const SUMMARY_FOOT: f32 = 48.0;
/// The key field's part of the banner.
pub(crate) const BANNER_FIELD: f32 = 0.33;
/// Radius of a colour that can be chosen.
pub(crate) const SWATCH: f32 = 10.0;
/// Side of the check in the colour that is chosen.
pub(crate) const SWATCH_CHECK: f32 = 12.0;
/// From a shape of the short track to the line beside it.
pub(crate) const TRACK_LINE: f32 = 3.0;
/// Least length of a progress bar.
pub(crate) const BAR_LEAST: f32 = 48.0;
/// How far the pointer is dragged for one more in a field for numbers.
pub(crate) const DRAG_SPEED: f32 = 0.1;
/// Width of the label before a field for numbers.
pub(crate) const NUMBER_LABEL: f32 = 128.0;
/// Width of a field for numbers.
pub(crate) const NUMBER: f32 = 64.0;
/// From the left of a checkbox to its text.
pub(crate) const CHECKBOX_TEXT: f32 = 24.0;
/// Height of a line of text with a shape before it, where many stand below each other.
pub(crate) const LEADING: f32 = 20.0;
/// Lines of a long value that are shown before a person asks for all of it.
pub(crate) const VALUE_ROWS: usize = 3;
/// A bar narrower than this shows shapes where it has words otherwise.
pub(crate) const NARROW_BAR: f32 = 900.0;
/// The most of the empty queue's width and height that the drop target takes.
pub(crate) const TARGET_PART: (f32, f32) = (0.5, 0.4);
/// Height of the drop target where the window is low.
pub(crate) const TARGET_LOW: f32 = 184.0;
/// Lines of facts below the drop target.
pub(crate) const FACT_LINES: f32 = 5.0;
/// The part of the window's width that the search field of the queue takes at most.
pub(crate) const SEARCH_PART: f32 = 0.25;
/// Least width of the cap around a key's name.
pub(crate) const KEY_CAP: f32 = 20.0;
/// How fast an answer is read, in letters a second.
pub(crate) const LETTERS_A_SECOND: f64 = 20.0;
/// After this moment what was to go is gone, in seconds.
pub(crate) const A_MOMENT: f64 = 0.05;
/// Room between a dialog and the window's edges, both sides together.
pub(crate) const AROUND_DIALOG: f32 = 96.0;
/// What of the window's height the frame, title and buttons of a dialog with a list take.
pub(crate) const AROUND_LIST: f32 = 224.0;
/// How long a copy button answers "Copied".
pub(crate) const COPIED_SECONDS: f64 = 1.5;

/// Radius of panels and cards.
pub(crate) const RADIUS: u8 = 6;
/// Radius of big targets.
pub(crate) const RADIUS_LARGE: u8 = 12;

/// Corner radius of panels and cards.
pub(crate) const CORNER: CornerRadius = CornerRadius::same(RADIUS);

/// Corner radius of pictures.
pub(crate) const CORNER_SMALL: CornerRadius = CornerRadius::same(4);

/// How much larger an icon is than what is drawn of it.
const ICON_AROUND: f32 = 16.0 / 14.0;
/// From this size on an icon is large.
const LARGE_ICON: f32 = 20.0;

const TITLE: f32 = 20.0;
const HEADING: f32 = 15.0;
const BODY: f32 = 13.0;
const SMALL: f32 = 12.0;
const MONO: f32 = 12.0;

/// Colours of one theme.
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
    /// A row below the pointer.
    pub(crate) hover: Color32,
    /// A selected row.
    pub(crate) selected: Color32,
    /// Lines between regions.
    pub(crate) hairline: Color32,
    /// Outlines of controls.
    pub(crate) outline: Color32,
    /// A control below the pointer.
    pub(crate) control_hover: Color32,
    /// A pressed control.
    pub(crate) control_press: Color32,
    /// Text.
    pub(crate) text: Color32,
    /// Text of less weight.
    pub(crate) soft: Color32,
    /// Shapes of what has not happened yet. Never text.
    pub(crate) faint: Color32,
    /// What is going on, links, the mark of a selection.
    pub(crate) accent: Color32,
    /// The main button.
    pub(crate) fill: Color32,
    /// The main button below the pointer.
    pub(crate) fill_hover: Color32,
    /// The main button, pressed.
    pub(crate) fill_press: Color32,
    /// Text on the main button.
    pub(crate) on_fill: Color32,
    /// What went well.
    pub(crate) good: Color32,
    /// What waits or wants a look.
    pub(crate) warn: Color32,
    /// What failed.
    pub(crate) bad: Color32,
    /// Behind something that wants a look.
    pub(crate) warn_wash: Color32,
    /// Behind something that failed.
    pub(crate) bad_wash: Color32,
    /// Behind something that is going on.
    pub(crate) accent_wash: Color32,
    /// How much of the accent lies on what is chosen or marked: its own words stay readable on it.
    pub(crate) selection_part: f32,
    /// Behind something that went well.
    pub(crate) good_wash: Color32,
    /// The colours that servers' names can have, in the order of [`ProfileColour::ALL`].
    profiles: [Color32; ProfileColour::ALL.len()],
    /// The sandbox's own colour.
    pub(crate) sandbox: Color32,
    /// Behind the sandbox's name.
    pub(crate) sandbox_wash: Color32,
    /// Over the window while something is in front of it.
    pub(crate) scrim: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Dark on light.
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

/// Light on dark.
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
    /// The colours of the theme in use.
    pub(crate) fn of(ui: &Ui) -> &'static Self {
        Self::dark(ui.visuals().dark_mode)
    }

    /// The colours of the theme in use, where there is no `Ui`.
    pub(crate) fn of_context(ctx: &Context) -> &'static Self {
        Self::dark(ctx.theme() == egui::Theme::Dark)
    }

    /// The colour of a server's name.
    pub(crate) const fn profile(&self, colour: ProfileColour) -> Color32 {
        self.profiles[colour as usize]
    }

    const fn dark(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }
}

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

/// The font of what stands out.
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

/// Big words of the empty state.
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

/// The font of an icon that fills a square of this side. Icons have an edge of their own, which stands around the square; a
/// large one has thinner strokes, so that all look as heavy.
pub(crate) fn icon_font(side: f32) -> FontId {
    let size = (side * ICON_AROUND).round();
    FontId::new(size, icon_family(size >= LARGE_ICON))
}

/// Text of more weight.
pub(crate) fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(strong_font())
}

/// Text of less weight.
pub(crate) fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(Palette::of(ui).soft)
}

/// Small text of less weight.
pub(crate) fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    soft(ui, text).font(small_font())
}

/// A thin line.
pub(crate) fn hairline(colour: Color32) -> Stroke {
    Stroke::new(1.0, colour)
}

/// The line around what has the keyboard's focus.
pub(crate) fn focus(colour: Color32) -> Stroke {
    Stroke::new(1.5, colour)
}

/// Gives the window its fonts, colours and spaces. Call once.
pub(crate) fn install(ctx: &Context) {
    install_fonts(ctx);
    // The zoom is a setting: it is kept.
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
            colours(&mut style.visuals, palette, theme == egui::Theme::Dark);
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

fn colours(visuals: &mut egui::Visuals, palette: &Palette, dark: bool) {
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

    fn luminance(colour: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
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
    fn every_colour_of_a_server_stands_out_and_from_the_others() {
        for (name, palette) in [("light", &LIGHT), ("dark", &DARK)] {
            let grounds = [
                palette.panel,
                palette.raised,
                palette.hover,
                palette.selected,
                palette.control_hover,
                palette.control_press,
            ];
            for (place, colour) in ProfileColour::ALL.into_iter().enumerate() {
                assert_eq!(colour as usize, place);
                for ground in grounds {
                    let contrast = contrast(palette.profile(colour), ground);
                    assert!(contrast >= 4.5, "{name}: {} is {contrast:.2}", colour.word());
                }
                let others = ProfileColour::ALL.into_iter().skip(place + 1);
                for other in others {
                    assert_ne!(palette.profile(colour), palette.profile(other));
                }
                assert_ne!(palette.profile(colour), palette.sandbox);
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

    /// Numbers that mean the same everywhere: nothing, a half, all, twice.
    const PLAIN: [&str; 4] = ["0.0", "0.5", "1.0", "2.0"];

    /// Numbers with a point, and the names of colours and margins that are made on the spot.
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
    fn no_colour_and_no_size_is_made_up_outside_of_the_tokens() {
        // Words for people reckon with sizes of files, and shapes are drawn in a square of one.
        let exempt = ["tokens.rs", "shapes.rs", "words.rs", "tests.rs"];
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
        let mut found = Vec::new();
        let mut read = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if path.is_dir() {
                    folders.extend((name != "tests").then_some(path));
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
                    // What stands between quotation marks is said, and not measured.
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
