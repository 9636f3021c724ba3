//! Files that hover over the window or fall onto it: the whole window is the drop zone.

use std::{collections::HashSet, path::PathBuf};

use eframe::egui::{Align2, Context, Id, LayerId, Order, pos2, vec2};

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
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop overlay")));
    let whole = ctx.content_rect();
    painter.rect_filled(whole, 0.0, palette.canvas.gamma_multiply(tokens::VEIL));
    let target = whole.shrink(tokens::GAP_SECTION);
    painter.rect_filled(
        target,
        f32::from(tokens::RADIUS_LARGE),
        palette.accent_wash.gamma_multiply(tokens::TINT),
    );
    shapes::dashed(&painter, target, palette.accent);
    let centre = target.center();
    let tray = eframe::egui::Rect::from_center_size(
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
    painter.text(
        centre,
        Align2::CENTER_CENTER,
        headline,
        tokens::title_font(),
        palette.text,
    );
    painter.text(
        pos2(centre.x, centre.y + tokens::CONTROL),
        Align2::CENTER_CENTER,
        "Files and folders, in any mix",
        tokens::body_font(),
        palette.soft,
    );
}
