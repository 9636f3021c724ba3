//! Pictures of every panel, in both themes, small to large, with ordinary and with extreme content. What a picture shows is
//! judged by a person; that it stays so is judged here. `UPDATE_SNAPSHOTS=1 cargo test --lib snapshots` makes anew those
//! that changed.

use eframe::egui::Theme as Look;
use image::{DynamicImage, RgbImage};

use std::{collections::HashMap, path::Path, time::Duration};

use super::{inspector::report, raster::Raster, *};
use crate::model::{Exchange, HistorySearch, Hold, Lookup, LookupOutcome, Profile};
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

/// Shades that are no farther apart than this, of 255, are one in a picture that is kept: nobody sees it, and it makes a
/// picture small. The colours of the tokens cover the most, and stay as they are.
const MERGED: u8 = 2;

/// How far a colour may be from the one that is kept: the last bit of a sum is not the same on every machine.
const NEAR: u8 = MERGED + 1;

/// The smallest window, for what looks the same in every size.
const SMALL: [(f32, f32); 1] = [SIZES[0]];

/// Draws a panel in all ways, and compares each with the picture that is kept.
fn pictures_of(panel: &str, contents: &[Content], world: impl Fn(Content) -> World) {
    pictures_after(panel, contents, &SIZES, world, |_| {});
}

/// The same after something was done in the window, in these sizes.
fn pictures_after(
    panel: &str,
    contents: &[Content],
    sizes: &[(f32, f32)],
    world: impl Fn(Content) -> World,
    act: impl Fn(&mut Harness<'_, World>),
) {
    let mut differ = Vec::new();
    for content in contents {
        for (look, look_word) in LOOKS {
            for (width, height) in sizes {
                let picture = picture(world(*content), look, *width, *height, &act);
                let name = format!("{panel}-{}-{look_word}-{width}", content.word());
                differ.extend(compared(&name, &picture));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn picture(world: World, look: Look, width: f32, height: f32, act: impl Fn(&mut Harness<'_, World>)) -> RgbImage {
    let raster = Raster::default();
    let mut harness = Harness::builder()
        .with_size(vec2(width, height))
        .with_theme(look)
        .with_context_setup(install)
        // There are no fonts of the system here: what none of the program's own has is a box.
        .allow_missing_glyphs()
        .renderer(raster.clone())
        .build_ui_state(
            |ui, world: &mut World| {
                // The harness keeps a margin around what it is given; a window has none.
                let window = ui.ctx().content_rect();
                let mut whole = ui.new_child(UiBuilder::new().max_rect(window));
                whole.set_clip_rect(window);
                for request in draw(&mut whole, &world.model, &mut world.view, NOW) {
                    if let Request::Intent(intent) = request {
                        world.model.decide(intent, NOW);
                        whole.ctx().request_repaint();
                    }
                }
            },
            world,
        );
    harness.run();
    act(&mut harness);
    harness.run_steps(4);
    let picture = DynamicImage::from(raster.picture(&harness.ctx, harness.output())).into_rgb8();
    assert_ne!(picture.get_pixel(0, 0).0, [0; 3], "the window fills its picture");
    picture
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

/// Keeps a picture: its colours by their numbers where these are few enough, which is a third of the bytes.
fn keep(place: &Path, picture: &RgbImage) {
    let (colours, numbers) = merged(picture);
    let file = std::fs::File::create(place).unwrap();
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), picture.width(), picture.height());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let bytes: Vec<u8> = if numbers.len() <= 256 {
        let mut palette = vec![[0; 3]; numbers.len()];
        for (colour, number) in &numbers {
            palette[*number] = *colour;
        }
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette.concat());
        colours
            .iter()
            .map(|colour| u8::try_from(numbers[colour]).unwrap())
            .collect()
    } else {
        encoder.set_color(png::ColorType::Rgb);
        colours.concat()
    };
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}

/// The colours of a picture, those as one that nobody tells apart, and a number for each. What covers the most stays
/// exactly as it is.
fn merged(picture: &RgbImage) -> (Vec<[u8; 3]>, HashMap<[u8; 3], usize>) {
    let mut covers: HashMap<[u8; 3], usize> = HashMap::new();
    for pixel in picture.pixels() {
        *covers.entry(pixel.0).or_default() += 1;
    }
    let mut ordered: Vec<_> = covers.into_iter().collect();
    ordered.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let mut kept: Vec<[u8; 3]> = Vec::new();
    let mut stands_for = HashMap::new();
    for (colour, _) in ordered {
        let is_near = |other: &&[u8; 3]| {
            let mut channels = other.iter().zip(colour);
            channels.all(|(one, other)| one.abs_diff(other) <= MERGED)
        };
        let known = kept.iter().find(is_near).copied();
        let stand_in = known.unwrap_or(colour);
        if known.is_none() {
            kept.push(colour);
        }
        stands_for.insert(colour, stand_in);
    }
    let colours = picture.pixels().map(|pixel| stands_for[&pixel.0]).collect();
    let numbers = kept.into_iter().enumerate().map(|(number, colour)| (colour, number));
    (colours, numbers.collect())
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
                _ => (format!("港の夜明け/ميناء الفجر 🌅 {number}.heic"), 0),
            })
            .collect(),
    }
}

/// A queue of these files.
fn with_files(files: Vec<(String, u64)>) -> (World, Vec<UploadId>) {
    let mut world = World::new();
    world.model.decide(Intent::Add(vec!["/photos".into()]), NOW);
    let files = files.into_iter().map(|(name, size)| FoundFile {
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
    let ids = world.model.queue.uploads().iter().map(|upload| upload.id).collect();
    (world, ids)
}

/// Stores a file as what it is: with its own size, and the type that its name tells.
fn stored(world: &mut World, id: UploadId, key: &str) {
    let source = world.model.upload(id).unwrap().source.clone();
    let content_type = match source.path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("heic") => "image/heic",
        Some("mp4") => "video/mp4",
        Some("mov") => "video/quicktime",
        Some("wav") => "audio/wav",
        _ => "text/plain",
    };
    world.model.decide(Intent::Resume(vec![id]), NOW);
    world.absorb(Event::Preparing(id));
    world.absorb(Event::Prepared {
        id,
        content_type: content_type.into(),
        note: None,
    });
    let facts = UploadFacts {
        object: object(key),
        sha256: "ab".repeat(32),
        bytes: source.size,
        uploaded_at: NOW,
    };
    world.absorb(Event::Uploaded { id, facts });
}

/// A queue of files in the states that most of them are in.
fn queue(content: Content) -> (World, Vec<UploadId>) {
    let (mut world, ids) = with_files(names(content));
    let long = content == Content::Extreme;
    let key = |number: usize| {
        let more = if long { "/and/more".repeat(30) } else { String::new() };
        format!("uploads/0f8fad5b-d9cb-469f-a165-70867728950{number}{more}/harbour_at_dawn.jpg")
    };
    stored(&mut world, ids[0], &key(0));
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, &report());
    world.absorb(Event::Preparing(ids[1]));
    world.absorb(Event::Sending {
        id: ids[1],
        object: object(&key(1)),
    });
    world.absorb(Event::Progress(vec![(ids[1], 301_989_888)]));
    stored(&mut world, ids[2], &key(2));
    world.sign(ids[2]);
    world.verify(ids[2], Verdict::Invalid, "{}");
    stored(&mut world, ids[3], &key(3));
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
    stored(&mut world, ids[5], &key(5));
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
        took: Duration::from_millis(80),
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
            stored(&mut world, *id, &format!("uploads/{number}.jpg"));
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
    pictures_of("history", &BOTH, history_of);
}

/// The history of what the queue had.
fn history_of(content: Content) -> World {
    let (mut world, ids) = queue(content);
    for (number, id) in ids.iter().enumerate().skip(3) {
        stored(&mut world, *id, &format!("uploads/0f8fad5b/{number}.jpg"));
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
}

#[test]
fn snapshots_of_the_settings() {
    for (tab, name) in crate::ui::settings::SettingsTab::ALL {
        let contents = if matches!(name, "Look" | "About") {
            &BOTH[..1]
        } else {
            &BOTH[..]
        };
        pictures_of(&format!("settings-{}", name.to_lowercase()), contents, |content| {
            let mut world = World::new();
            if content == Content::Extreme {
                crowd(&mut world);
            }
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
    let world = |content| {
        let mut world = World::new();
        if content == Content::Extreme {
            crowd(&mut world);
        }
        world.model.welcome = true;
        world
    };
    pictures_of("first-start", &BOTH, world);
    pictures_after("first-start-key", &BOTH, &SMALL, world, |harness| {
        click(harness, "Next");
    });
    pictures_after("first-start-test", &ORDINARY, &SMALL, world, |harness| {
        click(harness, "Next");
        click(harness, "Next");
    });
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(2);
}

/// Many servers with long names and addresses, and a keyring that does not work.
fn crowd(world: &mut World) {
    let long = format!(
        "https://{}.example.org/v1",
        "a-rather-long-label.".repeat(4).trim_end_matches('.')
    );
    let profiles = (0..12).map(|number| Profile {
        name: format!("地方新聞の写真部 {number} صحيفة 🌅 {}", "of the newspaper ".repeat(6)),
        ..Profile::at(&long)
    });
    let settings = &mut world.model.settings;
    settings.profiles.extend(profiles);
    settings.author = "Ada Lovelace and everybody else at the desk ".repeat(6);
    settings.zoom = 200;
    let profile = settings.profile_mut();
    profile.extra_ca_file = "/etc/ssl/a/folder/that/lies/deep".repeat(5);
    profile.bucket = Some("a-bucket-with-a-long-name".repeat(3));
    world.absorb(Event::Key(KeyState::Present {
        source: KeySource::Session,
        keyring_trouble: Some("No keyring answers. ".repeat(12)),
    }));
}

#[test]
fn snapshots_of_every_state_with_rates_and_the_servers_wish_to_wait() {
    pictures_of("states", &ORDINARY, |_| every_state());
}

/// A queue in which every word of the track is on show.
fn every_state() -> World {
    let file = |name: &str| (name.to_owned(), 48_125_510);
    let names = [
        "waits.jpg",
        "prepares.jpg",
        "goes.mp4",
        "finishes.mov",
        "is signed.jpg",
        "is verified.jpg",
        "was stopped.jpg",
        "is queued.png",
        "was not signed.jpg",
        "was not verified.jpg",
    ];
    let (mut world, ids) = with_files(names.map(file).to_vec());
    world.absorb(Event::Waiting {
        id: ids[0],
        until: NOW.plus(Duration::from_secs(95)),
        attempts: 3,
        failure: failure("The storage is busy."),
    });
    world.absorb(Event::Preparing(ids[1]));
    let before = |seconds: i64| Timestamp::from_millis(NOW.as_millis() - seconds * 1000);
    let object = || object("uploads/0f8fad5b-d9cb-469f-a165-708677289501/goes.mp4");
    for id in [ids[2], ids[3]] {
        world.model.absorb(Event::Preparing(id), before(9));
        world.model.absorb(Event::Sending { id, object: object() }, before(9));
    }
    for second in (0..=8).rev() {
        let bytes = u64::try_from(9 - second).unwrap() * 2_600_000;
        world
            .model
            .absorb(Event::Progress(vec![(ids[2], bytes)]), before(second));
    }
    world.absorb(Event::Finishing(ids[3]));
    for id in [ids[4], ids[5], ids[8], ids[9]] {
        stored(&mut world, id, &format!("uploads/{}/signed.jpg", id.number()));
    }
    world.model.decide(
        Intent::SignWith {
            ids: vec![ids[4]],
            template: "{}".into(),
            keep_credentials: false,
        },
        NOW,
    );
    world.sign(ids[5]);
    world.model.decide(
        Intent::Verify {
            ids: vec![ids[5]],
            target: VerifyTarget::Signed,
        },
        NOW,
    );
    world.absorb(Event::Cancelled(ids[6]));
    world.absorb(Event::SignFailed {
        id: ids[8],
        failure: failure("The server refused the manifest."),
    });
    world.absorb(Event::Held(Hold::RateLimited {
        until: NOW.plus(Duration::from_secs(42)),
    }));
    world
}

#[test]
fn snapshots_of_what_stands_in_front_of_the_window_for_a_moment() {
    let ordinary = |content| queue(content).0;
    pictures_after("toast", &BOTH, &SMALL, ordinary, |harness| {
        let toast = toasts::Toast::done("3 files removed from the queue").offering(commands::Ordered::UndoRemove);
        harness.state_mut().view.answer(toast);
    });
    pictures_after("overlay", &ORDINARY, &SMALL, ordinary, |harness| {
        let hovering = Hovering {
            pictures: 12,
            videos: 1,
            folders: 2,
            refused: vec![Skipped {
                path: "/x".into(),
                reason: SkipReason::TooLarge,
            }],
            ..Hovering::default()
        };
        harness.state_mut().view.show_hovering(Some(&hovering));
    });
    pictures_after("menu", &ORDINARY, &SMALL, ordinary, |harness| click(harness, "Menu"));
    pictures_after("menu-of-a-row", &ORDINARY, &SMALL, ordinary, |harness| {
        harness.key_press(Key::ArrowDown);
        harness.run_steps(2);
        harness.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    });
    pictures_after(
        "menu-of-servers",
        &BOTH,
        &SMALL,
        |content| {
            let mut world = queue(content).0;
            if content == Content::Extreme {
                crowd(&mut world);
            }
            world
        },
        |harness| {
            harness.get_by_label_contains("Choose a server").click();
        },
    );
}

#[test]
fn snapshots_of_the_questions() {
    pictures_after(
        "diagnostics",
        &BOTH,
        &SMALL,
        |content| queue(content).0,
        |harness| {
            let lines = "Que Uploader: 0.1.0\nSystem: Linux\nKeyring: answers\n".repeat(12);
            harness.state_mut().view.show_diagnostics(lines);
        },
    );
    pictures_after(
        "quit",
        &ORDINARY,
        &SMALL,
        |content| queue(content).0,
        |harness| {
            harness.state_mut().view.ask_to_quit();
        },
    );
    pictures_after(
        "switch",
        &BOTH,
        &SMALL,
        |content| {
            let mut world = queue(content).0;
            if content == Content::Extreme {
                crowd(&mut world);
            }
            world.model.switching = Some(world.model.settings.clone());
            world
        },
        |_| {},
    );
    pictures_after(
        "template",
        &ORDINARY,
        &SMALL,
        |content| queue(content).0,
        |harness| {
            harness.state_mut().view.template = Some("{name}: {s3_uri}".to_owned());
        },
    );
    pictures_after("forget", &ORDINARY, &SMALL, history_of, |harness| {
        let world = harness.state_mut();
        let ids = world.model.history.read().map(|upload| upload.id).collect();
        forgetting::ask(&mut scene(world), ids);
    });
}

#[test]
fn snapshots_of_one_file_that_is_signed_failed_or_written_as_json() {
    let of = |content, number: usize, tab| {
        let (mut world, ids) = queue(content);
        world.read_details(ids[number], Vec::new());
        world.view.choose(ids[number]);
        world.view.inspector = tab;
        world
    };
    pictures_after(
        "json",
        &ORDINARY,
        &SIZES,
        |content| of(content, 3, InspectorTab::Credentials),
        |harness| {
            click(harness, "JSON");
        },
    );
    pictures_of("signed", &ORDINARY, |content| of(content, 0, InspectorTab::Credentials));
    pictures_of("failed", &ORDINARY, |content| of(content, 4, InspectorTab::Overview));
    pictures_after(
        "two-reports",
        &ORDINARY,
        &SMALL,
        |content| {
            let mut world = inspected(content, InspectorTab::Report);
            let details = world.model.details.as_mut().unwrap();
            let mut original = details.verifications[0].clone();
            original.target = VerifyTarget::Original;
            original.verdict = Verdict::None;
            details.verifications.push(original);
            world
        },
        |_| {},
    );
}

#[test]
fn snapshots_of_a_key_that_was_refused_and_of_what_was_skipped() {
    pictures_after(
        "refused",
        &ORDINARY,
        &SMALL,
        |content| {
            let mut world = queue(content).0;
            world.absorb(Event::Held(Hold::NeedsKey { refused: true }));
            world
        },
        |_| {},
    );
    pictures_after(
        "review",
        &ORDINARY,
        &SMALL,
        |content| {
            let mut world = queue(content).0;
            world.model.decide(Intent::Add(vec!["/more".into()]), NOW);
            let skipped = (0..9).map(|number| Skipped {
                path: format!("/more/picture {number}.jpg").into(),
                reason: if number % 2 == 0 {
                    SkipReason::Duplicate
                } else {
                    SkipReason::TooLarge
                },
            });
            world.absorb(Event::ScanEnded {
                batch: 2,
                skipped: skipped.collect(),
            });
            world
        },
        |harness| click(harness, "Review"),
    );
}

#[test]
fn snapshots_of_the_history_that_is_empty_and_of_a_file_that_is_not_in_it() {
    pictures_of("history-empty", &ORDINARY, |_| {
        let mut world = World::new();
        world.view.tab = Tab::History;
        let search = world.model.decide(Intent::SearchHistory(HistorySearch::default()), NOW);
        world.commands.extend(search);
        world.found(Vec::new());
        world
    });
    pictures_after("lookup", &ORDINARY, &SMALL, history_of, |harness| {
        harness.state_mut().model.history.lookup = Lookup::Ended(LookupOutcome {
            name: Some("harbour at dawn.jpg".to_owned()),
            files: 1,
            contents: Vec::new(),
            unknown: vec!["/x".into()],
            unreadable: 0,
        });
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
