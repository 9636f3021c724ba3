//! How a snapshot is made: the window in every theme and size, with the app's own fonts, and a few test fonts instead of
//! the system's.

use eframe::egui::{
    FontData, FontFamily, Theme as Look, Ui,
    epaint::text::{FontInsert, FontPriority, InsertFontFamily},
};
use image::{DynamicImage, RgbImage};

use super::{compared::compared, messages, worlds::Content, *};
use crate::ui::tests::raster::Raster;

/// Width and height, in points.
const SIZES: [(f32, f32); 3] = [(820.0, 560.0), (1280.0, 800.0), (1920.0, 1080.0)];

/// The most used panels, and those whose parts the others share: each in both themes, all sizes, with ordinary and
/// extreme content. The others get the picture in which most can go wrong: extreme content in the smallest window.
const MAIN_PANELS: [&str; 8] = [
    "first-start",
    "queue",
    "states",
    "overview",
    "report",
    "sheet",
    "history",
    "settings-uploads",
];

const LOOKS: [(Look, &str); 2] = [(Look::Light, "light"), (Look::Dark, "dark")];

/// Draws a panel in all its variants, and compares each with the stored picture.
pub(super) fn pictures_of(panel: &str, world: impl Fn(Content) -> World) {
    pictures_after(panel, world, |_, _| {});
}

/// Like `pictures_of`, after an action in the window.
pub(super) fn pictures_after(
    panel: &str,
    world: impl Fn(Content) -> World,
    act: impl Fn(&mut Harness<'_, World>, Content),
) {
    // Other systems write paths differently. There, the hardest pictures are drawn but not compared.
    let is_compared = cfg!(target_os = "linux");
    let is_main = is_compared && MAIN_PANELS.contains(&panel);
    let mut differ = Vec::new();
    for content in Content::ALL {
        for (look, look_word) in LOOKS {
            for (width, height) in SIZES {
                let is_hardest = content.is_extreme() && look == Look::Light && width == SIZES[0].0;
                if is_main || is_hardest {
                    let picture = picture(world(content), look, width, height, |harness| act(harness, content));
                    let name = format!("{panel}-{}-{look_word}-{width}", content.word());
                    differ.extend(is_compared.then(|| compared(&name, &picture)).flatten());
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    let strange = messages::strangers(world(Content::Ordinary), |harness| act(harness, Content::Ordinary));
    assert!(
        strange.is_empty(),
        "{panel}: these texts come from no message file: {strange:#?}"
    );
}

/// Draws the window with a world, and does what the window asks for.
pub(super) fn draw_world(ui: &mut Ui, world: &mut World) {
    // The harness adds a margin around its content; a window has none.
    let window = ui.ctx().content_rect();
    let mut whole = ui.new_child(egui::UiBuilder::new().max_rect(window));
    whole.set_clip_rect(window);
    for request in draw(&mut whole, &world.model, &mut world.view, NOW) {
        if let Request::Intent(intent) = request {
            world.model.decide(intent);
            whole.ctx().request_repaint();
        }
    }
}

fn picture(world: World, look: Look, width: f32, height: f32, act: impl Fn(&mut Harness<'_, World>)) -> RgbImage {
    let raster = Raster::default();
    let mut harness = Harness::builder()
        .with_size(vec2(width, height))
        .with_theme(look)
        .with_context_setup(|ctx| {
            install(ctx);
            other_letters(ctx);
        })
        .renderer(raster.clone())
        .build_ui_state(draw_world, world);
    harness.run();
    act(&mut harness);
    // To look at another language: controls are found by their English names, so it comes after.
    let language = std::env::var("SNAPSHOT_LANGUAGE").ok();
    let language = language.map(|tag| localization::Language::of_tag(&tag).unwrap());
    localization::set(language.or(Some(localization::Language::English)));
    harness.run_steps(4);
    localization::set(Some(localization::Language::English));
    let picture = DynamicImage::from(raster.picture(&harness.ctx, harness.output())).into_rgb8();
    assert_ne!(picture.get_pixel(0, 0).0, [0; 3], "the window fills its picture");
    picture
}

/// A desktop has fonts for missing letters. Here they are the same on every machine.
fn other_letters(ctx: &Context) {
    let families = || {
        [
            FontFamily::Proportional,
            FontFamily::Monospace,
            FontFamily::Name("strong".into()),
        ]
        .map(|family| InsertFontFamily {
            family,
            priority: FontPriority::Lowest,
        })
        .to_vec()
    };
    let chinese = FontData::from_static(include_bytes!("../../../../tests/fonts/NotoSansCJK.otf"));
    let arabic = FontData::from_static(include_bytes!("../../../../tests/fonts/NotoSansArabic.ttf"));
    let faces = FontData::from_static(include_bytes!("../../../../tests/fonts/NotoEmoji.ttf"));
    ctx.add_font(FontInsert::new("faces", faces, families()));
    ctx.add_font(FontInsert::new("Chinese", chinese, families()));
    ctx.add_font(FontInsert::new("Arabic", arabic, families()));
}

pub(super) fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(2);
}
