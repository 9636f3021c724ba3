//! Files dragged over or dropped on the window: the whole window is the drop zone.

use std::{collections::HashSet, path::PathBuf};

use eframe::egui::{Color32, Context, FontId, Id, Label, LayerId, Order, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use localization::text;

use super::{
    Scene, Tab, View, notices,
    shapes::{self, Shape},
    tokens::{self, Palette},
};
use model::{CheckIntent, Intent, Skipped};

/// What is being dragged over the window, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hovering {
    /// Pictures.
    pub pictures: usize,
    /// Videos.
    pub videos: usize,
    /// Sounds.
    pub sounds: usize,
    /// Other files, and those not inspected yet.
    pub others: usize,
    /// Folders.
    pub folders: usize,
    /// What will be skipped, and why.
    pub refused: Vec<Skipped>,
}

impl Hovering {
    /// How many items would be added.
    fn items(&self) -> usize {
        self.pictures + self.videos + self.sounds + self.others + self.folders
    }
}

/// The text of the overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OverlayText {
    /// How many items would be added, as far as it is known.
    items: usize,
    kinds: String,
    refused: String,
    /// Whether a drop would add anything.
    adds: bool,
}

impl OverlayText {
    fn headline(&self) -> String {
        match self.items {
            0 if self.adds => text!("notices-drop-add"),
            0 => text!("notices-drop-nothing"),
            items => text!("notices-drop-add-items", count = items),
        }
    }
}

/// The state of drag and drop.
#[derive(Default)]
pub(crate) struct State {
    pub(super) hovering: Option<OverlayText>,
    /// Whether a drop is still being read.
    pub(super) reading: bool,
    /// Whether this window cannot receive drops.
    pub(super) unsupported: bool,
}

pub(super) fn text_of(hovering: &Hovering) -> OverlayText {
    let items = hovering.items();
    let kinds: Vec<_> = [
        ("notices-drop-pictures", hovering.pictures),
        ("notices-drop-videos", hovering.videos),
        ("notices-drop-sounds", hovering.sounds),
        ("notices-drop-folders", hovering.folders),
        ("notices-drop-others", hovering.others),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(message, count)| text!(message, count = count))
    .collect();
    let adds = items > 0 || hovering.refused.is_empty();
    OverlayText {
        items,
        kinds: match kinds.as_slice() {
            [] if adds => text!("notices-drop-any"),
            kinds => notices::joined(kinds),
        },
        refused: if hovering.refused.is_empty() {
            String::new()
        } else {
            let count = notices::entries(&hovering.refused);
            let reasons = notices::reasons(&hovering.refused);
            text!("notices-drop-skipped", count = count, reasons = reasons)
        },
        adds,
    }
}

/// Handles drops that come through winit, all in one intent.
pub(crate) fn take_drops(scene: &mut Scene<'_>, ctx: &Context) {
    let paths: Vec<PathBuf> = ctx.input(|input| {
        input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_owned())
            .collect()
    });
    let paths: Vec<_> = paths.into_iter().filter(|path| !path.as_os_str().is_empty()).collect();
    if paths.is_empty() {
        return;
    }
    if scene.view.finds_drops() {
        scene.view.history.search.clear();
        scene.dispatch(Intent::LookUp(paths));
    } else if scene.view.checks_drops() {
        scene.dispatch(Intent::Check(CheckIntent::Add(paths)));
    } else {
        scene.view.tab = Tab::Queue;
        scene.dispatch(Intent::Add(paths));
    }
}

/// What is dragged over the window through winit. It can report a path twice, so unique paths are counted.
fn hovering_at_winit(ctx: &Context) -> Option<OverlayText> {
    ctx.input(|input| {
        let files = &input.raw.hovered_files;
        if files.is_empty() {
            return None;
        }
        let paths: HashSet<_> = files.iter().filter_map(|file| file.path.as_ref()).collect();
        let mut text = text_of(&Hovering {
            others: paths.len(),
            ..Hovering::default()
        });
        text.kinds = text!("notices-drop-any");
        Some(text)
    })
}

/// The headline and the text to show, while files are dragged over the window.
fn current_text(ctx: &Context, view: &View) -> Option<(String, OverlayText)> {
    let text = view.drops.hovering.clone().or_else(|| hovering_at_winit(ctx))?;
    Some(if view.finds_drops() && text.adds {
        let headline = match text.items {
            0 => text!("notices-drop-find"),
            items => text!("notices-drop-find-items", count = items),
        };
        let kinds = text!("notices-drop-find-text");
        (headline, OverlayText { kinds, ..text })
    } else if view.checks_drops() && text.adds {
        let headline = match text.items {
            0 => text!("notices-drop-check"),
            items => text!("notices-drop-check-items", count = items),
        };
        let kinds = text!("notices-drop-check-text");
        (headline, OverlayText { kinds, ..text })
    } else {
        (text.headline(), text)
    })
}

/// Covers the window while files are dragged over it.
pub(crate) fn show(ctx: &Context, view: &View) {
    let Some((headline, text)) = current_text(ctx, view) else {
        return;
    };
    let palette = Palette::of_context(ctx);
    let (mark, wash) = if text.adds {
        (palette.accent, palette.accent_wash)
    } else {
        (palette.warn, palette.warn_wash)
    };
    // Above all dialogs, which don't block drops.
    let layer = LayerId::new(Order::Tooltip, Id::unique("drop overlay"));
    let painter = ctx.layer_painter(layer);
    let whole = ctx.content_rect();
    painter.rect_filled(whole, 0.0, palette.canvas);
    let target = whole.shrink(tokens::GAP_SECTION);
    painter.rect_filled(
        target,
        f32::from(tokens::RADIUS_LARGE),
        wash.gamma_multiply(tokens::TINT),
    );
    shapes::dashed(&painter, target, mark);
    let center = target.center();
    let tray = Rect::from_center_size(
        pos2(center.x, center.y - tokens::TRAY),
        vec2(tokens::TRAY, tokens::TRAY),
    );
    let shape = if text.adds { Shape::Tray } else { Shape::Alert };
    shapes::paint(&painter, tray, shape, mark);
    lines(ctx, layer, target, (&headline, &text));
}

/// Labels instead of painted text, so that screen readers get them.
fn lines(ctx: &Context, layer: LayerId, target: Rect, (headline, text): (&str, &OverlayText)) {
    let palette = Palette::of_context(ctx);
    let builder = UiBuilder::new().layer_id(layer).max_rect(target);
    let mut ui = Ui::new(ctx.clone(), Id::unique("drop overlay words"), builder);
    let center = target.center();
    let mut line = |row: f32, text: &str, font: FontId, color: Color32| {
        if text.is_empty() {
            return;
        }
        let place = pos2(center.x, center.y + row * tokens::CONTROL);
        let room = Rect::from_center_size(place, vec2(target.width() - tokens::EDGE, tokens::CONTROL));
        let text = RichText::new(text).font(font).color(color);
        ui.put(room, Label::new(text).selectable(false).truncate());
    };
    line(0.0, headline, tokens::title_font(), palette.text);
    let refused = if text.kinds.is_empty() { 1.0 } else { 2.0 };
    line(1.0, &text.kinds, tokens::body_font(), palette.soft);
    line(refused, &text.refused, tokens::body_font(), palette.warn);
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::SkipReason;

    fn skip(reason: SkipReason) -> Skipped {
        Skipped {
            path: "/x".into(),
            reason,
        }
    }

    #[test]
    fn dragged_files_are_counted_by_kind_and_skipped_ones_by_reason() {
        let text = text_of(&Hovering {
            pictures: 1200,
            videos: 1,
            folders: 2,
            refused: vec![skip(SkipReason::Missing), skip(SkipReason::OtherHost("nas".into()))],
            ..Hovering::default()
        });
        assert_eq!(text.headline(), "Drop to add 1,203 items");
        assert_eq!(text.kinds, "1,200 pictures, 1 video, 2 folders");
        assert_eq!(text.refused, "2 will be skipped: 1 not found, 1 on another computer");
    }

    #[test]
    fn nothing_is_promised_while_nothing_is_known_or_can_be_added() {
        let unknown = text_of(&Hovering::default());
        assert_eq!(
            (unknown.headline().as_str(), unknown.kinds.as_str()),
            ("Drop to add", "Files and folders, in any mix")
        );
        let text = text_of(&Hovering {
            refused: vec![skip(SkipReason::OtherScheme("https".into()))],
            ..Hovering::default()
        });
        assert_eq!(
            (text.headline().as_str(), text.kinds.as_str()),
            ("None of this can be added", "")
        );
    }
}
