//! All spaces, sizes, radii and durations.

use eframe::egui::{CornerRadius, Margin, Vec2, vec2};

/// One step of the 4-point grid.
#[cfg(test)]
pub(crate) const UNIT: f32 = 4.0;
/// Between a line and its explanation.
pub(crate) const GAP_HAIR: f32 = 2.0;
/// Between related items.
pub(crate) const GAP_SMALL: f32 = 4.0;
/// Between neighbors.
pub(crate) const GAP: f32 = 8.0;
/// Between a picture and the text beside it.
pub(crate) const GAP_MEDIUM: f32 = 12.0;
/// Between a label's group and the next.
pub(crate) const GAP_LARGE: f32 = 16.0;
/// Between sections.
pub(crate) const GAP_SECTION: f32 = 24.0;
/// Between a panel's edge and its content.
pub(crate) const EDGE: f32 = 16.0;

/// Height of the top bar.
pub(crate) const TOP_BAR: f32 = 52.0;
/// Height of the bar with the tabs.
pub(crate) const TAB_BAR: f32 = 40.0;
/// Height of the status line.
pub(crate) const STATUS_BAR: f32 = 32.0;
/// Height of a table heading.
pub(crate) const TABLE_HEADER: f32 = 28.0;
/// Height of a table row.
pub(crate) const ROW: f32 = 56.0;
/// Height of a compact table row.
pub(crate) const COMPACT_ROW: f32 = 36.0;
/// Lines of a row with an error: the name, the error and its hint.
pub(crate) const TROUBLE_LINES: f32 = 3.0;
/// Height of buttons and fields.
pub(crate) const CONTROL: f32 = 28.0;
/// Side of an icon beside a label.
pub(crate) const SHAPE: f32 = 14.0;
/// Side of the thumbnail before a row's name.
pub(crate) const PICTURE: f32 = 36.0;
/// Side of the thumbnail of a compact row.
pub(crate) const COMPACT_PICTURE: f32 = 28.0;
/// The part of the name in a compact row with an error, which has the rest of the line.
pub(crate) const COMPACT_NAME: f32 = 0.4;
/// Least width of a compact row's name with an error beside it.
pub(crate) const COMPACT_TROUBLE: f32 = 240.0;
/// Least width of details beside the name of a compact row.
pub(crate) const MIN_DETAILS: f32 = 64.0;
/// Longest side of the picture of a tile.
pub(crate) const GRID_PICTURE: f32 = 160.0;
/// Height of the name and the state below it.
pub(crate) const GRID_CAPTION: f32 = 44.0;
/// Between tiles.
pub(crate) const GRID_GAP: f32 = 12.0;
/// Side of the icon of a tile without a picture.
pub(crate) const GRID_SHAPE: f32 = 48.0;
/// Width and height of a preview, of which it takes the width that the inspector has.
pub(crate) const PREVIEW_SHAPE: f32 = 10.0 / 16.0;
/// Height of the bar above a picture that fills the window.
pub(crate) const VIEWER_BAR: f32 = 48.0;
/// How much one key press zooms a picture.
pub(crate) const VIEWER_STEP: f32 = 1.25;
/// How many points of the wheel zoom by a factor of e.
pub(crate) const VIEWER_WHEEL: f32 = 240.0;
/// How many times larger than its pixels a picture may be shown.
pub(crate) const VIEWER_MAX: f32 = 8.0;
/// Space around the state in the bar above a picture.
pub(crate) const VIEWER_STATE_GAP: f32 = 24.0;
/// A picture that is shown at most this many times as large as when it fits is fitted: rounding must not keep it from that.
pub(crate) const VIEWER_FITS: f32 = 1.001;
/// Side of the icon of a file without a picture.
pub(crate) const VIEWER_SHAPE: f32 = 72.0;
/// Side of the icon in its place.
pub(crate) const PICTURE_SHAPE: f32 = 20.0;
/// Min width that a thumbnail leaves to the name.
pub(crate) const MIN_NAME_WIDTH_WITH_THUMBNAIL: f32 = 120.0;
/// Side of the tray in the empty state.
pub(crate) const TRAY: f32 = 56.0;
/// Thickness of a progress bar.
pub(crate) const BAR: f32 = 4.0;
/// Thickness of the mark at a selected row and below a selected tab.
pub(crate) const MARK: f32 = 2.0;
/// Height of the mark beside the name of a file with credentials.
pub(crate) const TAG: f32 = 16.0;
/// Thickness of the dashes of a drop target.
pub(crate) const PEN: f32 = 1.6;
/// Length of the dashes of a drop target.
pub(crate) const DASH: f32 = 6.0;
/// Width of the inspector: default, min, max.
pub(crate) const INSPECTOR: (f32, f32, f32) = (380.0, 296.0, 560.0);
/// Height of the primary action below the inspector.
pub(crate) const INSPECTOR_FOOT: f32 = 72.0;
/// Width of the inspector in a narrow window.
pub(crate) const INSPECTOR_NARROW: f32 = 304.0;
/// A window narrower than this is narrow.
pub(crate) const NARROW_WINDOW: f32 = 1000.0;
/// Width of the settings.
pub(crate) const SETTINGS_WIDTH: f32 = 640.0;
/// Max height of a settings tab.
pub(crate) const SETTINGS_HEIGHT: f32 = 400.0;
/// Width of the server list in the settings.
pub(crate) const SERVERS_LIST: f32 = 176.0;
/// Width of the first start.
pub(crate) const FIRST_START_WIDTH: f32 = 480.0;
/// Height of what is below its questions.
pub(crate) const FIRST_START_FOOT: f32 = 48.0;
/// Width of the diagnostics, if the window has it.
pub(crate) const DIAGNOSTICS_WIDTH: f32 = 880.0;
/// Height of an entry in the server menu.
pub(crate) const SERVER_ENTRY: f32 = 44.0;
/// Width of the server menu.
pub(crate) const SERVERS_MENU: f32 = 280.0;
/// Width of the shortcut sheet.
pub(crate) const SHORTCUTS_WIDTH: f32 = 720.0;
/// Width of the palette.
pub(crate) const PALETTE_WIDTH: f32 = 560.0;
/// Max height of the palette's list.
pub(crate) const PALETTE_HEIGHT: f32 = 400.0;
/// How long a toast stays, besides the time to read it, in seconds.
pub(crate) const TOAST_SECONDS: f64 = 2.0;
/// Min width of a menu.
pub(crate) const MENU: f32 = 232.0;
/// Width of the sign sheet, if the window has it.
pub(crate) const SHEET_WIDTH: f32 = 920.0;
/// From this width on the sheet has two columns.
pub(crate) const SHEET_TWO: f32 = 600.0;
/// The left column's share of the sheet.
pub(crate) const SHEET_LEFT: f32 = 0.46;
/// Height of the sheet around its body: title, buttons, margins.
pub(crate) const SHEET_AROUND: f32 = 200.0;
/// Min height of the sheet's body.
pub(crate) const MIN_SHEET_WIDTH: f32 = 160.0;
/// Max height of the sheet's body.
pub(crate) const MAX_SHEET_WIDTH: f32 = 520.0;
/// Min number of visible lines of a manifest.
pub(crate) const MANIFEST_ROWS: usize = 12;
/// Width of the quit question.
pub(crate) const QUIT_WIDTH: f32 = 360.0;
/// Width of a question with a note.
pub(crate) const QUESTION_WIDTH: f32 = 440.0;
/// Distance of the focus ring from a filled button.
pub(crate) const AROUND_FOCUS: f32 = 3.0;
/// Max characters of a file name in a sentence.
pub(crate) const NAME_CHARS: usize = 48;
/// Max width of running text.
pub(crate) const MEASURE: f32 = 600.0;
/// How much longer a toast with an offer stays, in seconds.
pub(crate) const OFFER_SECONDS: f64 = 6.0;
/// Where the row menu opens, from the row's corner.
pub(crate) const ROW_MENU: Vec2 = vec2(EDGE, CONTROL);
/// Width of a small menu.
pub(crate) const MENU_WIDTH: f32 = 132.0;
/// The least room beside the text of a toast that shows all of it on one line.
pub(crate) const TOAST_BUTTONS: f32 = 180.0;
/// The least width of a search field.
pub(crate) const SEARCH_MIN: f32 = 120.0;
/// Width of a search field.
pub(crate) const SEARCH_WIDTH: f32 = 280.0;
/// Room in the server button besides text and icons.
pub(crate) const PILL_AROUND: f32 = 40.0;
/// Max width of the server button.
pub(crate) const PILL_MAX: f32 = 340.0;
/// The size column.
pub(crate) const COLUMN_SIZE: f32 = 72.0;
/// The date column of the history.
pub(crate) const COLUMN_DATE: f32 = 84.0;
/// Height of the bar with the periods of the history.
pub(crate) const PERIODS: f32 = 36.0;
/// Height of a day heading in the history.
pub(crate) const DAY: f32 = 32.0;
/// The range that the size column can be dragged in.
pub(crate) const COLUMN_SIZE_RANGE: (f32, f32) = (56.0, 160.0);
/// The key column where room is scarce.
pub(crate) const COLUMN_KEY: f32 = 188.0;
/// The key column with room for a folder, a UUID and an extension.
pub(crate) const COLUMN_KEY_WHOLE: f32 = 384.0;
/// The key column in a wide window, until it is dragged.
pub(crate) const MAX_KEY_COLUMN_WIDTH: f32 = 560.0;
/// The minimum width of a dragged key column.
pub(crate) const MIN_KEY_COLUMN_WIDTH: f32 = 96.0;
/// The column of the main action and the remove button.
pub(crate) const COLUMN_ACTION: f32 = 108.0;
/// The name column: min in any window.
pub(crate) const COLUMN_NAME: f32 = 176.0;
/// The name column: min before the key moves below the track.
pub(crate) const COLUMN_NAME_GOOD: f32 = 256.0;
/// The name column: what it gets before the key gets more.
pub(crate) const COLUMN_NAME_WISH: f32 = 320.0;
/// The width of a draggable column edge.
pub(crate) const GRIP: f32 = 8.0;
/// How much an arrow key resizes a column.
pub(crate) const COLUMN_STEP: f32 = 16.0;
/// Where the three steps of the track begin, aligned across all rows.
pub(crate) const TRACK_STEPS: [f32; 3] = [0.0, 104.0, 196.0];
/// Width of the track with all its labels.
pub(crate) const TRACK: f32 = 300.0;
/// The maximum width of a dragged track column.
pub(crate) const MAX_TRACK_WIDTH: f32 = 480.0;
/// Width of the compact track, with one label.
pub(crate) const TRACK_COMPACT: f32 = 168.0;
/// How much wider a language with long words may make it.
pub(crate) const TRACK_COMPACT_MORE: f32 = 16.0;
/// Between icons of the compact track.
pub(crate) const TRACK_COMPACT_STEP: f32 = 26.0;
/// The progress bar's share of the track.
pub(crate) const TRACK_BAR: f32 = 0.36;
/// Width of the names of facts.
pub(crate) const FACT_NAME: f32 = 96.0;
/// Height of the drop target in the empty queue.
pub(crate) const TARGET: f32 = 232.0;
/// Min size of a copy button, so that "Copy" and "Copied" take the same room.
pub(crate) const COPY: Vec2 = vec2(60.0, 24.0);
/// Max height of a listing before it scrolls.
pub(crate) const LISTING: f32 = 320.0;
/// Width of the verification results table, if the window has it.
pub(crate) const RESULTS_WIDTH: f32 = 1120.0;
/// Shares of its width: file, verdict, issuer, time, reason.
pub(crate) const RESULT_PARTS: [f32; 5] = [0.24, 0.17, 0.15, 0.16, 0.28];
/// Height of a row in the results.
pub(crate) const RESULT: f32 = 44.0;
/// The part of the window that the facts of trust lists take at most.
pub(crate) const LISTS_PART: f32 = 0.4;
/// Height of a row in the list of checked files.
pub(crate) const CHECK_ROW: f32 = 36.0;
/// Below this width, that list has room for name and verdict only.
pub(crate) const CHECK_NARROW: f32 = 560.0;
/// Below this width, it has no room for time and trust list.
pub(crate) const CHECK_MEDIUM: f32 = 720.0;

/// The shares of the columns of checked files: name, verdict, issuer, time, trust list.
pub(crate) const CHECK_SHARES: [f32; 5] = [0.24, 0.26, 0.16, 0.16, 0.18];

/// The part of a line that the verdict takes at most.
pub(crate) const CHECK_VERDICT_MAX: f32 = 0.5;

/// As above, without time and trust list.
pub(crate) const CHECK_SHARES_MEDIUM: [f32; 3] = [0.4, 0.32, 0.28];

/// As above, without the issuer.
pub(crate) const CHECK_SHARES_NARROW: [f32; 2] = [0.5, 0.5];
/// Rows of the list of skipped files before it scrolls.
pub(crate) const REVIEW_ROWS: usize = 6;
/// The strength of the tint on the drop overlay.
pub(crate) const TINT: f32 = 0.6;
/// Margin inside fields and listings.
pub(crate) const FIELD: Margin = Margin::symmetric(8, 4);
/// From the left of a collapsible section to its name.
pub(crate) const FOLD_NAME: f32 = 24.0;
/// Margin inside an open section: aligned with its name, not its mark.
pub(crate) const FOLD: Margin = Margin {
    left: 24,
    right: 0,
    top: 4,
    bottom: 8,
};
/// Margin inside notes.
pub(crate) const CARD: Margin = Margin::symmetric(12, 8);
/// Margin inside the search field, with room for its icon.
pub(crate) const SEARCH: Margin = Margin {
    left: 28,
    right: 28,
    top: 4,
    bottom: 4,
};
/// Margin inside code listings.
pub(crate) const CODE: Margin = Margin::same(8);
/// Margin inside the inspector. The scroll bar takes the rest on the right.
pub(crate) const PAGE: Margin = Margin {
    left: 16,
    right: 12,
    top: 16,
    bottom: 24,
};
/// Margin inside the inspector's head, which has a button at its right end.
pub(crate) const HEAD: Margin = Margin {
    left: 16,
    right: 8,
    top: 12,
    bottom: 0,
};
/// Margin inside a line across the window.
pub(crate) const BAND: Margin = Margin::symmetric(16, 4);
/// Margin inside a banner across the window.
pub(crate) const BANNER: Margin = Margin::symmetric(16, 8);
/// The share of an empty panel's height above its text.
pub(crate) const ABOVE_WORDS: f32 = 0.36;
/// Height of the primary actions below the summary of several files.
pub(crate) const SUMMARY_FOOT: f32 = 48.0;
/// The key field's share of the banner.
pub(crate) const BANNER_FIELD: f32 = 0.33;
/// Radius of a color swatch.
pub(crate) const SWATCH: f32 = 10.0;
/// Side of the check mark in the selected swatch.
pub(crate) const SWATCH_CHECK: f32 = 12.0;
/// Between an icon of the compact track and the line beside it.
pub(crate) const TRACK_LINE: f32 = 3.0;
/// Room for the name of a stage before its bar.
pub(crate) const STAGE_WORD: f32 = 80.0;
/// Length of the bar in the status line.
pub(crate) const STATUS_PROGRESS: f32 = 96.0;
/// Min length of a progress bar.
pub(crate) const MIN_BAR_WIDTH: f32 = 48.0;
/// Drag speed in a number field.
pub(crate) const DRAG_SPEED: f32 = 0.1;
/// Width of the label before a number field.
pub(crate) const NUMBER_LABEL: f32 = 128.0;
/// Width of a number field.
pub(crate) const NUMBER: f32 = 64.0;
/// From the left of a checkbox to its label.
pub(crate) const CHECKBOX_TEXT: f32 = 24.0;
/// Height of a line of text with an icon, in lists.
pub(crate) const LEADING: f32 = 20.0;
/// Lines of a long value before "Show all".
pub(crate) const VALUE_ROWS: usize = 3;
/// A bar narrower than this shows icons instead of labels.
pub(crate) const NARROW_BAR: f32 = 900.0;
/// The drop target's largest share of the empty queue's width and height.
pub(crate) const TARGET_PART: (f32, f32) = (0.5, 0.4);
/// Height of the drop target in a low window.
pub(crate) const TARGET_LOW: f32 = 184.0;
/// Lines of facts below the drop target.
pub(crate) const FACT_LINES: f32 = 5.0;
/// The search field's largest share of the window's width.
pub(crate) const SEARCH_PART: f32 = 0.25;
/// Min width of a key cap.
pub(crate) const KEY_CAP: f32 = 20.0;
/// Reading speed, in characters per second.
pub(crate) const READING_CHARS_PER_SECOND: f64 = 20.0;
/// Delay of the repaint after an expiry, in seconds.
pub(crate) const EXPIRY_REPAINT_DELAY: f64 = 0.05;
/// Room between a dialog and the window's edges, both sides together.
pub(crate) const DIALOG_MARGIN: f32 = 96.0;
/// Height of the frame, title and buttons of a dialog with a list.
pub(crate) const AROUND_LIST: f32 = 224.0;
/// How long a copy button shows "Copied", in seconds.
pub(crate) const COPIED_SECONDS: f64 = 1.5;

/// Longest side of the picture of a report: the widest inspector without its margins.
pub(crate) const REPORT_PICTURE: f32 = 528.0;
/// Height of that picture, as a share of its width.
pub(crate) const REPORT_PICTURE_SHAPE: f32 = 0.625;
/// Min height of that picture.
pub(crate) const REPORT_PICTURE_MIN: f32 = 160.0;
/// Max height of that picture.
pub(crate) const REPORT_PICTURE_MAX: f32 = 256.0;
/// A picture that takes this share of its frame fills it.
pub(crate) const NEARLY_ALL: f32 = 0.8;
/// Side of the icon in place of that picture.
pub(crate) const REPORT_SHAPE: f32 = 24.0;
/// Side of the Content Credentials pin on that picture.
pub(crate) const PIN: f32 = 32.0;
/// How much sharper the corner of the pin is than its other corners.
pub(crate) const PIN_CORNER: u8 = 5;
/// Size of the letters on the pin, as a share of its side.
pub(crate) const PIN_LETTERS: f32 = 0.42;
/// Margin inside the cards of a report.
pub(crate) const REPORT_CARD: Margin = Margin::same(12);
/// Side of a picture in the provenance tree.
pub(crate) const TILE: f32 = 64.0;
/// A cell of the tree: the picture, two lines of text, and the lines to the next level.
pub(crate) const TILE_CELL: Vec2 = vec2(96.0, 128.0);
/// Height of a line of text below a picture of the tree.
pub(crate) const TILE_TEXT: f32 = 16.0;
/// Height of the lines between two levels of the tree.
pub(crate) const TILE_LINE: f32 = 24.0;
/// Between the tree and its frame.
pub(crate) const TREE_MARGIN: f32 = 16.0;
/// Max height of the tree before it scrolls.
pub(crate) const TREE_MAX: f32 = 400.0;
/// Side of the verdict on a picture of the tree.
pub(crate) const BADGE: f32 = 20.0;
/// Side of its icon.
pub(crate) const BADGE_SHAPE: f32 = 12.0;
/// Diameter of the knob of a comparison.
pub(crate) const KNOB: f32 = 32.0;
/// Side of the icons on it.
pub(crate) const KNOB_SHAPE: f32 = 12.0;
/// How far an arrow key moves it, as a share of the width.
pub(crate) const COMPARE_STEP: f32 = 0.05;
/// The whole, in percent.
pub(crate) const PERCENT: f32 = 100.0;
/// Height of two pictures side by side, as a share of the width of one.
pub(crate) const BESIDE_SHAPE: f32 = 0.75;

/// Radius of panels and cards.
pub(crate) const RADIUS: u8 = 6;
/// Radius of large targets.
pub(crate) const RADIUS_LARGE: u8 = 12;

/// Corner radius of panels and cards.
pub(crate) const CORNER: CornerRadius = CornerRadius::same(RADIUS);

/// No rounded corners.
pub(crate) const CORNER_NONE: CornerRadius = CornerRadius::ZERO;

/// Corner radius of pictures.
pub(crate) const CORNER_SMALL: CornerRadius = CornerRadius::same(4);

/// The width of a field's name.
pub(crate) const SUGGESTION_LABEL: f32 = 96.0;
/// The greatest width of the chip with the preset in use.
pub(crate) const CHIP_MAX: f32 = 220.0;
/// The chip is left out below this width.
pub(crate) const CHIP_MIN: f32 = 96.0;
/// What the chip has around its words and its icon.
pub(crate) const CHIP_AROUND: f32 = 24.0;
/// The part of the window's height that an open list may take.
pub(crate) const CHOICES_PART: f32 = 0.6;
