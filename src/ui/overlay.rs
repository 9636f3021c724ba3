//! Files dragged over or dropped on the window: the whole window is the drop zone.

use std::{collections::HashSet, path::PathBuf};

use eframe::egui::{Color32, Context, FontId, Id, Label, LayerId, Order, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use super::{
    Scene, Tab, View, notices,
    shapes::{self, Shape},
    tokens::{self, Palette},
    words,
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
    headline: String,
    kinds: String,
    refused: String,
    /// Whether a drop would add anything.
    adds: bool,
}

const ANY_KIND: &str = "Files and folders, in any mix";

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
    let named = |number: usize, one: &str, many: &str| {
        (number > 0).then(|| format!("{} {}", words::count(number), if number == 1 { one } else { many }))
    };
    let kinds: Vec<_> = [
        named(hovering.pictures, "picture", "pictures"),
        named(hovering.videos, "video", "videos"),
        named(hovering.sounds, "sound", "sounds"),
        named(hovering.folders, "folder", "folders"),
        named(hovering.others, "other file", "other files"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let adds = items > 0 || hovering.refused.is_empty();
    OverlayText {
        headline: match named(items, "item", "items") {
            Some(items) => format!("Drop to add {items}"),
            None if adds => "Drop to add".to_owned(),
            None => "None of this can be added".to_owned(),
        },
        kinds: match kinds.as_slice() {
            [] if adds => ANY_KIND.to_owned(),
            kinds => kinds.join(", "),
        },
        refused: if hovering.refused.is_empty() {
            String::new()
        } else {
            let left_out = words::count(notices::entries(&hovering.refused));
            format!("{left_out} will be skipped: {}", notices::reasons(&hovering.refused))
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
        ANY_KIND.clone_into(&mut text.kinds);
        Some(text)
    })
}

/// The text to show, while files are dragged over the window.
fn current_text(ctx: &Context, view: &View) -> Option<OverlayText> {
    let text = view.drops.hovering.clone().or_else(|| hovering_at_winit(ctx))?;
    Some(if view.finds_drops() && text.adds {
        OverlayText {
            headline: text.headline.replace("Drop to add", "Drop to find in History"),
            kinds: "Finds files by content, whatever their names. Nothing is uploaded.".to_owned(),
            ..text
        }
    } else if view.checks_drops() && text.adds {
        OverlayText {
            headline: text.headline.replace("Drop to add", "Drop to check"),
            kinds: "Reads their Content Credentials. Nothing is uploaded.".to_owned(),
            ..text
        }
    } else {
        text
    })
}

/// Covers the window while files are dragged over it.
pub(crate) fn show(ctx: &Context, view: &View) {
    let Some(text) = current_text(ctx, view) else { return };
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
    lines(ctx, layer, target, &text);
}

/// Labels instead of painted text, so that screen readers get them.
fn lines(ctx: &Context, layer: LayerId, target: Rect, text: &OverlayText) {
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
    line(0.0, &text.headline, tokens::title_font(), palette.text);
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
        assert_eq!(text.headline, "Drop to add 1,203 items");
        assert_eq!(text.kinds, "1,200 pictures, 1 video, 2 folders");
        assert_eq!(text.refused, "2 will be skipped: 1 not found, 1 on another computer");
    }

    #[test]
    fn nothing_is_promised_while_nothing_is_known_or_can_be_added() {
        let unknown = text_of(&Hovering::default());
        assert_eq!(
            (unknown.headline.as_str(), unknown.kinds.as_str()),
            ("Drop to add", ANY_KIND)
        );
        let text = text_of(&Hovering {
            refused: vec![skip(SkipReason::OtherScheme("https".into()))],
            ..Hovering::default()
        });
        assert_eq!(
            (text.headline.as_str(), text.kinds.as_str()),
            ("None of this can be added", "")
        );
    }
}
