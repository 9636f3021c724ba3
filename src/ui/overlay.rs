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

/// What the overlay says, counted once: a drag may be of thousands of files. It is put into words while it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    /// How many items would be added, as far as it is known.
    items: usize,
    /// The messages that count them by kind.
    kinds: Vec<(&'static str, usize)>,
    /// How many will be skipped.
    skipped: usize,
    /// The messages that count these by reason.
    reasons: Vec<(&'static str, usize)>,
}

impl Counted {
    /// Whether a drop would add anything.
    fn adds(&self) -> bool {
        self.items > 0 || self.skipped == 0
    }

    fn headline(&self) -> String {
        match self.items {
            0 if self.adds() => text!("notices-drop-add"),
            0 => text!("notices-drop-nothing"),
            items => text!("notices-drop-add-items", count = items),
        }
    }

    fn kinds(&self) -> String {
        match self.kinds.as_slice() {
            [] if self.adds() => text!("notices-drop-any"),
            kinds => notices::counted(kinds),
        }
    }

    fn refused(&self) -> String {
        if self.skipped == 0 {
            return String::new();
        }
        let reasons = notices::counted(&self.reasons);
        text!("notices-drop-skipped", count = self.skipped, reasons = reasons)
    }
}

/// The lines of the overlay.
struct Words {
    headline: String,
    kinds: String,
    refused: String,
}

/// The state of drag and drop.
#[derive(Default)]
pub(crate) struct State {
    pub(super) hovering: Option<Counted>,
    /// Whether a drop is still being read.
    pub(super) reading: bool,
    /// Whether this window cannot receive drops.
    pub(super) unsupported: bool,
}

pub(super) fn counted(hovering: &Hovering) -> Counted {
    let kinds = [
        ("notices-drop-pictures", hovering.pictures),
        ("notices-drop-videos", hovering.videos),
        ("notices-drop-sounds", hovering.sounds),
        ("notices-drop-folders", hovering.folders),
        ("notices-drop-others", hovering.others),
    ];
    Counted {
        items: hovering.items(),
        kinds: kinds.into_iter().filter(|(_, count)| *count > 0).collect(),
        skipped: notices::entries(&hovering.refused),
        reasons: notices::by_reason(&hovering.refused),
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
fn hovering_at_winit(ctx: &Context) -> Option<Counted> {
    ctx.input(|input| {
        let files = &input.raw.hovered_files;
        if files.is_empty() {
            return None;
        }
        let paths: HashSet<_> = files.iter().filter_map(|file| file.path.as_ref()).collect();
        Some(Counted {
            items: paths.len(),
            kinds: Vec::new(),
            skipped: 0,
            reasons: Vec::new(),
        })
    })
}

/// What to say while files are dragged over the window.
fn words(view: &View, counted: &Counted) -> Words {
    let (headline, kinds) = if view.finds_drops() && counted.adds() {
        let headline = match counted.items {
            0 => text!("notices-drop-find"),
            items => text!("notices-drop-find-items", count = items),
        };
        (headline, text!("notices-drop-find-text"))
    } else if view.checks_drops() && counted.adds() {
        let headline = match counted.items {
            0 => text!("notices-drop-check"),
            items => text!("notices-drop-check-items", count = items),
        };
        (headline, text!("notices-drop-check-text"))
    } else {
        (counted.headline(), counted.kinds())
    };
    Words {
        headline,
        kinds,
        refused: counted.refused(),
    }
}

/// Covers the window while files are dragged over it.
pub(crate) fn show(ctx: &Context, view: &View) {
    let at_winit = || hovering_at_winit(ctx);
    let Some(counted) = view.drops.hovering.clone().or_else(at_winit) else {
        return;
    };
    let palette = Palette::of_context(ctx);
    let (mark, wash) = if counted.adds() {
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
    let shape = if counted.adds() { Shape::Tray } else { Shape::Alert };
    shapes::paint(&painter, tray, shape, mark);
    lines(ctx, layer, target, &words(view, &counted));
}

/// Labels instead of painted text, so that screen readers get them.
fn lines(ctx: &Context, layer: LayerId, target: Rect, words: &Words) {
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
    line(0.0, &words.headline, tokens::title_font(), palette.text);
    let refused = if words.kinds.is_empty() { 1.0 } else { 2.0 };
    line(1.0, &words.kinds, tokens::body_font(), palette.soft);
    line(refused, &words.refused, tokens::body_font(), palette.warn);
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
        let found = counted(&Hovering {
            pictures: 1200,
            videos: 1,
            folders: 2,
            refused: vec![skip(SkipReason::Missing), skip(SkipReason::OtherHost("nas".into()))],
            ..Hovering::default()
        });
        assert_eq!(found.headline(), "Drop to add 1,203 items");
        assert_eq!(found.kinds(), "1,200 pictures, 1 video, 2 folders");
        assert_eq!(found.refused(), "2 will be skipped: 1 not found, 1 on another computer");
        localization::set(Some(localization::Language::German));
        assert_ne!(
            found.headline(),
            "Drop to add 1,203 items",
            "its words follow the language"
        );
        assert!(!found.refused().contains("skipped"));
    }

    #[test]
    fn nothing_is_promised_while_nothing_is_known_or_can_be_added() {
        let unknown = counted(&Hovering::default());
        assert_eq!(
            (unknown.headline().as_str(), unknown.kinds().as_str()),
            ("Drop to add", "Files and folders, in any mix")
        );
        let found = counted(&Hovering {
            refused: vec![skip(SkipReason::OtherScheme("https".into()))],
            ..Hovering::default()
        });
        assert_eq!(
            (found.headline().as_str(), found.kinds().as_str()),
            ("None of this can be added", "")
        );
    }
}
