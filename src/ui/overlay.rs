//! Files that hover over the window or fall onto it: the whole window is the drop zone.

use std::{collections::HashSet, path::PathBuf};

use eframe::egui::{Context, Id, Label, LayerId, Order, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use super::{
    Scene, Tab,
    shapes::{self, Shape},
    tokens::{self, Palette},
    words,
};
use crate::model::Intent;

/// Takes what was dropped: all of it in one wish.
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
    if !paths.is_empty() {
        scene.view.tab = Tab::Queue;
        scene.tell(Intent::Add(paths));
    }
}

/// Covers the window while files hover over it.
pub(crate) fn show(ctx: &Context) {
    // The same path can come twice, so paths are counted and not entries.
    let hovering: Option<HashSet<Option<PathBuf>>> = ctx.input(|input| {
        let files = &input.raw.hovered_files;
        (!files.is_empty()).then(|| files.iter().map(|file| file.path.clone()).collect())
    });
    let Some(paths) = hovering else { return };
    let palette = Palette::of_context(ctx);
    let layer = LayerId::new(Order::Foreground, Id::unique("drop overlay"));
    let painter = ctx.layer_painter(layer);
    let whole = ctx.content_rect();
    painter.rect_filled(whole, 0.0, palette.canvas);
    let target = whole.shrink(tokens::GAP_SECTION);
    painter.rect_filled(
        target,
        f32::from(tokens::RADIUS_LARGE),
        palette.accent_wash.gamma_multiply(tokens::TINT),
    );
    shapes::dashed(&painter, target, palette.accent);
    let centre = target.center();
    let tray = Rect::from_center_size(
        pos2(centre.x, centre.y - tokens::TRAY),
        vec2(tokens::TRAY, tokens::TRAY),
    );
    shapes::paint(&painter, tray, Shape::Tray, palette.accent);
    let known = !paths.contains(&None);
    let headline = if known {
        format!(
            "Drop to add {} {}",
            words::count(paths.len()),
            if paths.len() == 1 { "item" } else { "items" }
        )
    } else {
        "Drop to add".to_owned()
    };
    // Words and not only paint: a screen reader hears them too.
    let builder = UiBuilder::new().layer_id(layer).max_rect(target);
    let mut ui = Ui::new(ctx.clone(), Id::unique("drop overlay words"), builder);
    let line = |centre| Rect::from_center_size(centre, vec2(target.width(), tokens::CONTROL));
    let headline = RichText::new(headline).font(tokens::title_font()).color(palette.text);
    ui.put(line(centre), Label::new(headline).selectable(false));
    let kinds = RichText::new("Files and folders, in any mix")
        .font(tokens::body_font())
        .color(palette.soft);
    ui.put(
        line(pos2(centre.x, centre.y + tokens::CONTROL)),
        Label::new(kinds).selectable(false),
    );
}
