//! Pictures of every panel, in both themes, small to large, with ordinary and with extreme content. What a picture shows is
//! judged by a person; that it stays so is judged here. `UPDATE_SNAPSHOTS=1 cargo test --lib snapshots` makes anew those
//! that changed.

use eframe::egui::Theme as Look;
use image::{DynamicImage, RgbImage};

use std::{collections::BTreeMap, path::Path};

use super::{inspector::report, raster::Raster, *};
use crate::model::{Exchange, HistorySearch};
use crate::secret::BareUrl;

/// Width and height in points.
const SIZES: [(f32, f32); 3] = [(820.0, 560.0), (1280.0, 800.0), (1920.0, 1080.0)];

/// What stands in the window.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Ordinary,
    /// Long names, long words, a thousand rows.
    Extreme,
}

const BOTH: [Content; 2] = [Content::Ordinary, Content::Extreme];
const ORDINARY: [Content; 1] = [Content::Ordinary];

impl Content {
    const fn word(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Extreme => "extreme",
        }
    }
}

const LOOKS: [(Look, &str); 2] = [(Look::Light, "light"), (Look::Dark, "dark")];

/// How far apart shades are that are kept apart, of 255: as near as leaves 256 colours, for then a picture is small.
const STEPS: [u8; 3] = [17, 25, 36];

/// How far a colour may be from the one that is kept: half a step, and the last bit of a sum is not the same on every
/// machine.
const NEAR: u8 = STEPS[2] / 2 + 3;

/// Draws a panel in all ways, and compares each with the picture that is kept.
fn pictures_of(panel: &str, contents: &[Content], world: impl Fn(Content) -> World) {
    let mut differ = Vec::new();
    for content in contents {
        for (look, look_word) in LOOKS {
            for (width, height) in SIZES {
                let picture = picture(world(*content), look, width, height);
                let name = format!("{panel}-{}-{look_word}-{width}", content.word());
                differ.extend(compared(&name, &picture));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn picture(world: World, look: Look, width: f32, height: f32) -> RgbImage {
    let raster = Raster::default();
    let mut harness = Harness::builder()
        .with_size(vec2(width, height))
        .with_theme(look)
        .with_context_setup(install)
        .renderer(raster.clone())
        .build_ui_state(
            |ui, world: &mut World| {
                for request in draw(ui, &world.model, &mut world.view, NOW) {
                    if let Request::Intent(intent) = request {
                        world.model.decide(intent, NOW);
                        ui.ctx().request_repaint();
                    }
                }
            },
            world,
        );
    harness.run();
    DynamicImage::from(raster.picture(&harness.ctx, harness.output())).into_rgb8()
}

/// What is wrong with a picture. Where it differs from the one that is kept, it is put beside it, with `.new` in its name.
fn compared(name: &str, picture: &RgbImage) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let (kept, new) = (
        folder.join(format!("{name}.png")),
        folder.join(format!("{name}.new.png")),
    );
    let _ = std::fs::remove_file(&new);
    let before = image::open(&kept).map(DynamicImage::into_rgb8);
    let wrong = match &before {
        Ok(before) if before.dimensions() != picture.dimensions() => Some("has another size".to_owned()),
        Ok(before) => {
            let far = |(before, now): &(&u8, &u8)| before.abs_diff(**now) > NEAR;
            let values = before.as_raw().iter().zip(picture.as_raw()).filter(far).count();
            (values > 0).then(|| format!("differs in {values} values"))
        }
        Err(error) => Some(format!("cannot be compared: {error}")),
    }?;
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        keep(&kept, picture);
        return None;
    }
    picture.save(&new).unwrap();
    Some(format!("{name} {wrong}; look at {}", new.display()))
}

/// Keeps a picture with few shades, its colours by their numbers: a quarter of the bytes.
fn keep(place: &Path, picture: &RgbImage) {
    let (colours, numbers) = STEPS
        .iter()
        .map(|step| numbered(picture, *step))
        .find(|(_, numbers)| numbers.len() <= 256)
        .expect("no picture of the window has so many colours");
    let mut palette = vec![[0; 3]; numbers.len()];
    for (colour, number) in &numbers {
        palette[usize::from(*number)] = *colour;
    }
    let file = std::fs::File::create(place).unwrap();
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), picture.width(), picture.height());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    let pixels: Vec<_> = colours
        .iter()
        .map(|colour| u8::try_from(numbers[colour]).unwrap())
        .collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
}

/// The colours of a picture in shades so far apart, and a number for each.
fn numbered(picture: &RgbImage, step: u8) -> (Vec<[u8; 3]>, BTreeMap<[u8; 3], u16>) {
    let nearest = |value: u8| (value.saturating_add(step / 2) / step).saturating_mul(step);
    let colours: Vec<_> = picture.pixels().map(|pixel| pixel.0.map(nearest)).collect();
    let mut numbers = BTreeMap::new();
    for colour in &colours {
        let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        numbers.entry(*colour).or_insert(next);
    }
    (colours, numbers)
}

/// Names of files, and how many bytes they have.
fn names(content: Content) -> Vec<(String, u64)> {
    match content {
        Content::Ordinary => [
            ("harbour at dawn.jpg", 4_812_551),
            ("council meeting/opening.mp4", 734_003_200),
            ("council meeting/mayor.jpg", 6_201_344),
            ("council meeting/interview.wav", 88_211_456),
            ("chart.png", 182_034),
            ("portrait.webp", 912_334),
            ("notes.txt", 2_048),
            ("aerial.mov", 5_100_000_000),
        ]
        .map(|(name, size)| (name.to_owned(), size))
        .to_vec(),
        Content::Extreme => (0..1000)
            .map(|number| match number % 4 {
                0 => (format!("{number:04} {}.jpg", "a very long name ".repeat(11).trim()), 1),
                1 => (format!("{}{number}.png", "deep/folder/".repeat(12)), u64::MAX / 4),
                2 => (format!("{number:04}{}.mov", "x".repeat(196)), 5_368_709_120),
                _ => (format!("{number}.heic"), 0),
            })
            .collect(),
    }
}

/// A queue in which every state is on show.
fn queue(content: Content) -> (World, Vec<UploadId>) {
    let mut world = World::new();
    world.model.decide(Intent::Add(vec!["/photos".into()]), NOW);
    let files = names(content).into_iter().map(|(name, size)| FoundFile {
        source: Source {
            path: PathBuf::from("/photos").join(&name),
            relative: name.into(),
            size,
            modified: Some(NOW),
        },
    });
    let files = files.collect();
    world.absorb(Event::Found { batch: 1, files });
    world.absorb(Event::ScanEnded {
        batch: 1,
        skipped: Vec::new(),
    });
    let ids: Vec<_> = world.model.queue.uploads().iter().map(|upload| upload.id).collect();
    let long = content == Content::Extreme;
    let key = |number: usize| {
        let more = if long { "/and/more".repeat(30) } else { String::new() };
        format!("uploads/0f8fad5b-d9cb-469f-a165-70867728950{number}{more}/harbour_at_dawn.jpg")
    };
    world.store(ids[0], &key(0));
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, &report());
    world.absorb(Event::Preparing(ids[1]));
    world.absorb(Event::Sending {
        id: ids[1],
        object: object(&key(1)),
    });
    world.absorb(Event::Progress(vec![(ids[1], 301_989_888)]));
    world.store(ids[2], &key(2));
    world.sign(ids[2]);
    world.verify(ids[2], Verdict::Invalid, "{}");
    world.store(ids[3], &key(3));
    world.absorb(Event::Failed {
        id: ids[4],
        failure: Failure {
            message: if long {
                "The storage refused the upload with words that do not come to an end: ".repeat(8)
            } else {
                "The storage refused the upload: access denied.".to_owned()
            },
            hint: "Ask whoever runs the bucket for the right to write.".into(),
            ..failure("")
        },
    });
    world.store(ids[5], &key(5));
    world.sign(ids[5]);
    world.absorb(Event::Paused(ids[6]));
    (world, ids)
}

/// The queue with the first row looked at from this side.
fn inspected(content: Content, tab: InspectorTab) -> World {
    let (mut world, ids) = queue(content);
    let exchange = |method: &str, url: &str, status, trouble: Option<&str>| Exchange {
        at: NOW,
        method: method.into(),
        place: BareUrl::of(&url.parse().unwrap()),
        status,
        took: std::time::Duration::from_millis(80),
        sent: 4_812_551,
        received: Some(512),
        trouble: trouble.map(str::to_owned),
        again: false,
    };
    let more = match content {
        Content::Ordinary => String::new(),
        Content::Extreme => "/and/more".repeat(40),
    };
    let requests = vec![
        exchange(
            "POST",
            "https://api.example.org/v1/presign",
            Some(503),
            Some("The server is busy."),
        ),
        exchange("POST", "https://api.example.org/v1/presign", Some(200), None),
        exchange(
            "PUT",
            &format!("https://bucket.s3.example.org/uploads{more}/harbour.jpg"),
            Some(200),
            None,
        ),
    ];
    world.read_details(ids[0], requests);
    world.view.choose(ids[0]);
    world.view.inspector = tab;
    world
}

#[test]
fn snapshots_of_the_empty_queue() {
    pictures_of("empty", &BOTH, |content| {
        let mut world = World::new();
        if content == Content::Extreme {
            world.absorb(Event::Key(KeyState::Missing {
                keyring_trouble: Some("No keyring answers. ".repeat(12)),
            }));
        }
        world
    });
}

#[test]
fn snapshots_of_the_queue() {
    pictures_of("queue", &BOTH, |content| queue(content).0);
}

#[test]
fn snapshots_of_the_overview() {
    pictures_of("overview", &BOTH, |content| inspected(content, InspectorTab::Overview));
}

#[test]
fn snapshots_of_the_credentials() {
    pictures_of("credentials", &BOTH, |content| {
        let (mut world, ids) = queue(content);
        world.view.choose(ids[3]);
        world.view.inspector = InspectorTab::Credentials;
        world
    });
}

#[test]
fn snapshots_of_the_report() {
    pictures_of("report", &BOTH, |content| {
        let mut world = inspected(content, InspectorTab::Report);
        if content == Content::Extreme {
            let id = world.view.lead().unwrap();
            let mut deep: serde_json::Value = serde_json::from_str(&report()).unwrap();
            deep["manifests"]["urn:1"]["title"] = "A title without an end ".repeat(20).into();
            deep["manifests"]["urn:1"]["signature_info"]["issuer"] = "An issuer with a long name ".repeat(10).into();
            deep["validation_results"]["activeManifest"]["failure"] = (0..40)
                .map(|number| {
                    serde_json::json!({ "code": format!("assertion.unheard.of.{number}"),
                    "explanation": "It does not match what was signed. ".repeat(5) })
                })
                .collect();
            world.verify(id, Verdict::Invalid, &deep.to_string());
        }
        world
    });
}

#[test]
fn snapshots_of_the_activity() {
    pictures_of("activity", &BOTH, |content| inspected(content, InspectorTab::Activity));
}

#[test]
fn snapshots_of_many_chosen_rows() {
    pictures_of("many", &BOTH, |content| {
        let (mut world, ids) = queue(content);
        for id in ids {
            world.view.selection_mut().toggle(id);
        }
        world
    });
}

#[test]
fn snapshots_of_the_sign_sheet() {
    pictures_of("sheet", &BOTH, |content| {
        let (mut world, ids) = queue(content);
        for (number, id) in ids.iter().enumerate().skip(3) {
            world.store(*id, &format!("uploads/{number}.jpg"));
        }
        let mut scene = scene(&mut world);
        crate::ui::sign::open(&mut scene, ids);
        let wishes = scene.requests;
        for wish in wishes {
            if let Request::Intent(intent) = wish {
                world.model.decide(intent, NOW);
            }
        }
        world
    });
}

fn scene(world: &mut World) -> Scene<'_> {
    Scene {
        model: &world.model,
        view: &mut world.view,
        now: NOW,
        dark: false,
        requests: Vec::new(),
    }
}

#[test]
fn snapshots_of_the_history() {
    pictures_of("history", &BOTH, |content| {
        let (mut world, ids) = queue(content);
        for (number, id) in ids.iter().enumerate().skip(3) {
            world.store(*id, &format!("uploads/0f8fad5b/{number}.jpg"));
        }
        let records: Vec<_> = world.model.queue.uploads().iter().take(200).cloned().collect();
        let mut history = World::new();
        history.view.tab = Tab::History;
        let search = history
            .model
            .decide(Intent::SearchHistory(HistorySearch::default()), NOW);
        history.commands.extend(search);
        history.found(records);
        history
    });
}

#[test]
fn snapshots_of_the_settings() {
    for (tab, name) in crate::ui::settings::SettingsTab::ALL {
        pictures_of(&format!("settings-{}", name.to_lowercase()), &ORDINARY, |content| {
            let mut world = queue(content).0;
            world.view.open_settings(&world.model.settings, tab);
            world
        });
    }
}

#[test]
fn snapshots_of_the_palette_and_the_shortcuts() {
    for (name, command) in [
        ("palette", commands::Ordered::ShowPalette),
        ("shortcuts", commands::Ordered::ShowShortcuts),
    ] {
        pictures_of(name, &ORDINARY, |content| {
            let mut world = queue(content).0;
            command.carry_out(&mut scene(&mut world), &Context::default());
            world
        });
    }
}

#[test]
fn snapshots_of_the_first_start() {
    pictures_of("first-start", &ORDINARY, |_| {
        let mut world = World::new();
        world.model.welcome = true;
        world
    });
}

#[test]
fn snapshots_of_the_notice_of_what_was_left_out() {
    pictures_of("notice", &BOTH, |content| {
        let mut world = queue(content).0;
        world.model.decide(Intent::Add(vec!["/more".into()]), NOW);
        let skipped = match content {
            Content::Ordinary => vec![("/more/a.jpg".to_owned(), SkipReason::Duplicate)],
            Content::Extreme => (0..500)
                .map(|number| (format!("/more/{}{number}", "long/".repeat(40)), SkipReason::Duplicate))
                .collect(),
        };
        let skipped = skipped
            .into_iter()
            .map(|(path, reason)| Skipped {
                path: path.into(),
                reason,
            })
            .collect();
        world.absorb(Event::ScanEnded { batch: 2, skipped });
        world
    });
}
