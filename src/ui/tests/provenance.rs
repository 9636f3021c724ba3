//! The drawn report: names for a screen reader, keys, pictures, and trees that are too large for their place.

use serde_json::{Value, json};

use super::{inspector::report, *};
use crate::thumbnails::{MadeOfFile, Pixels, WantedOfFile};
use model::SignedCopy;

/// A world with one verified file and its report in view.
fn shown(verdict: Verdict, report: &str, target: VerifyTarget) -> (World, UploadId) {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k");
    world.sign(ids[0]);
    world.absorb(Event::Verified {
        id: ids[0],
        facts: VerifiedFacts {
            target,
            verdict,
            explanation: "A sentence about it.".into(),
            brief: None,
            report: report.into(),
            verified_at: NOW,
        },
    });
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    (world, ids[0])
}

/// A report on a file with these ingredients.
fn with_ingredients(ingredients: &Value) -> String {
    let mut document: Value = serde_json::from_str(&report()).unwrap();
    document["manifests"]["urn:1"]["ingredients"] = ingredients.clone();
    document.to_string()
}

fn thumbnail(manifest: &str, number: usize) -> Value {
    let address = format!("self#jumbf=/c2pa/{manifest}/c2pa.assertions/c2pa.thumbnail.ingredient__{number}.jpeg");
    json!({ "format": "image/jpeg", "identifier": address })
}

/// Two ingredients with thumbnails, one of them trusted.
fn two() -> String {
    let trusted = json!({ "activeManifest": { "success": [{ "code": "signingCredential.trusted" }] } });
    with_ingredients(&json!([
        { "title": "sky.jpg", "relationship": "parentOf", "active_manifest": "urn:2", "format": "image/jpeg",
          "thumbnail": thumbnail("urn:1", 1), "validation_results": trusted },
        { "title": "boat.png", "relationship": "componentOf", "thumbnail": thumbnail("urn:1", 2) },
    ]))
}

/// Answers what the window wants to see, with a picture of each.
fn make(harness: &mut Harness<'_, World>) -> Vec<WantedOfFile> {
    let ctx = harness.ctx.clone();
    let wanted = harness.state_mut().view.wanted_of_files().unwrap_or_default();
    for wanted in &wanted {
        let many = match wanted {
            WantedOfFile::Itself { .. } => 1,
            WantedOfFile::Thumbnails { addresses, .. } => addresses.len(),
        };
        let pixels = Pixels {
            width: 4,
            height: 3,
            rgba: vec![200; 48],
        };
        let made = MadeOfFile {
            wanted: wanted.clone(),
            pixels: vec![Some(pixels); many],
        };
        harness.state_mut().view.take_of_file(&ctx, made);
    }
    harness.run();
    wanted
}

fn chosen(harness: &Harness<'_, World>) -> String {
    let tile = |node: &egui_kittest::Node<'_>| {
        let label = node.accesskit_node().label().unwrap_or_default();
        let is_tile = label.starts_with("Ingredient ") || label.starts_with("This file ");
        (is_tile && node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)).then_some(label)
    };
    let nodes = harness.query_all_by(|_| true);
    nodes.filter_map(|node| tile(&node)).next().expect("a node is chosen")
}

#[test]
fn every_node_has_a_name_and_arrow_keys_lead_through_the_tree() {
    let (world, _) = shown(Verdict::Trusted, &two(), VerifyTarget::Original);
    let mut harness = world.harness(1180.0, 2200.0);
    harness.get_by_label("Content Credentials: Trusted");
    harness.get_by_label("This file a.jpg, Trusted");
    harness.get_by_label("Ingredient sky.jpg, parent, Trusted");
    harness.get_by_label("Ingredient boat.png, component, No Content Credentials");
    harness.get_by_label("Ingredient raw.dng, No Content Credentials, level 2");
    assert_eq!(chosen(&harness), "Ingredient sky.jpg, parent, Trusted");
    harness.get_by_label("Ingredient sky.jpg, parent, Trusted").focus();
    harness.run();
    for (key, name) in [
        (Key::ArrowRight, "Ingredient boat.png"),
        (Key::ArrowRight, "Ingredient boat.png"),
        (Key::ArrowLeft, "Ingredient sky.jpg"),
        (Key::ArrowDown, "Ingredient raw.dng"),
        (Key::ArrowDown, "Ingredient raw.dng"),
        (Key::Home, "This file a.jpg"),
        (Key::End, "Ingredient boat.png"),
        (Key::ArrowUp, "This file a.jpg"),
    ] {
        harness.key_press(key);
        harness.run();
        assert!(chosen(&harness).starts_with(name), "{key:?}: {}", chosen(&harness));
    }
    // A click does the same, and its facts are below.
    harness
        .get_by_label("Ingredient boat.png, component, No Content Credentials")
        .click();
    harness.run();
    harness.get_by_label("Relationship: Added");
    harness.get_by_label("Credentials: none of its own");
}

#[test]
fn an_original_whose_credentials_are_only_named_is_not_said_to_have_none() {
    let original = json!({ "title": "a.jpg", "relationship": "parentOf", "informational_URI": "s3://b/a.jpg",
        "description": "Original with Content Credentials that are not valid. The file was changed after it was signed." });
    let (world, _) = shown(
        Verdict::Trusted,
        &with_ingredients(&json!([original])),
        VerifyTarget::Original,
    );
    let mut harness = world.harness(1180.0, 2200.0);
    harness
        .get_by_label("Ingredient a.jpg, parent, Content Credentials named but not included")
        .click();
    harness.run();
    harness.get_by_label("Credentials: named in the file, but not in it: they are with the original");
    harness.get_by_label_contains("The file was changed after it was signed.");
    assert!(harness.query_by_label("Credentials: none of its own").is_none());
}

#[test]
fn tab_reaches_the_tree_once_and_leaves_it_again() {
    let many: Vec<_> = (0..100)
        .map(|number| json!({ "title": format!("{number}.jpg") }))
        .collect();
    let report = with_ingredients(&many.into());
    let (world, _) = shown(Verdict::Trusted, &report, VerifyTarget::Original);
    let mut harness = world.harness(1180.0, 2200.0);
    let mut stops = 0;
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness
            .query_all_by(|_| true)
            .find(|node| node.accesskit_node().is_focused());
        let label = focused
            .and_then(|node| node.accesskit_node().label())
            .unwrap_or_default();
        stops += usize::from(label.starts_with("Ingredient ") || label.starts_with("This file "));
    }
    assert!((1..=2).contains(&stops), "{stops}");
}

#[test]
fn pictures_are_asked_for_once_and_shown_when_they_come() {
    let (world, _) = shown(Verdict::Trusted, &two(), VerifyTarget::Original);
    let mut harness = world.harness(1180.0, 2200.0);
    let wanted = make(&mut harness);
    let [
        WantedOfFile::Itself { file, .. },
        WantedOfFile::Thumbnails { addresses, side, .. },
    ] = wanted.as_slice()
    else {
        panic!("{wanted:?}")
    };
    assert_eq!(file.path, PathBuf::from("/photos/a.jpg"));
    assert_eq!(
        file.sha256.as_deref(),
        Some("ab".repeat(32).as_str()),
        "only those bytes"
    );
    assert_eq!((addresses.len(), *side), (2, 64));
    assert_eq!(harness.state_mut().view.wanted_of_files(), Some(Vec::new()));
    harness.run();
    assert_eq!(
        harness.state_mut().view.wanted_of_files(),
        None,
        "nothing more is wanted"
    );
}

#[test]
fn an_ingredient_is_compared_with_a_slider_that_has_keys() {
    let (world, _) = shown(Verdict::Trusted, &two(), VerifyTarget::Original);
    let mut harness = world.harness(1180.0, 2200.0);
    make(&mut harness);
    harness.get_by_label("Compare with this file").click();
    harness.run();
    make(&mut harness);
    let value = |harness: &Harness<'_, World>| {
        let slider = harness.get_by_label("Compare sky.jpg with This file");
        slider.accesskit_node().numeric_value().unwrap()
    };
    assert_eq!(value(&harness), 50.0);
    assert!(harness.get_by_label("Compare sky.jpg with This file").is_focused());
    for (key, expected) in [
        (Key::ArrowRight, 55.0),
        (Key::ArrowLeft, 50.0),
        (Key::End, 100.0),
        (Key::ArrowRight, 100.0),
        (Key::Home, 0.0),
    ] {
        harness.key_press(key);
        harness.run();
        assert_eq!(value(&harness), expected, "{key:?}");
    }
    harness.get_by_label("Side by side").click();
    harness.run();
    harness.get_by_label("Picture of sky.jpg");
    harness.get_by_label("Picture of This file");
    harness.get_by_label("Close comparison").click();
    harness.run();
    harness.get_by_label("Compare with this file");
}

/// The signed copy of an upload.
fn copy_of(model: &Model, id: UploadId) -> ObjectRef {
    ObjectRef::from_s3_uri(model.upload(id).unwrap().signed_uri().unwrap()).unwrap()
}

#[test]
fn a_signed_copy_is_fetched_for_its_pictures_and_compared_with_the_original() {
    let (world, id) = shown(Verdict::Trusted, &two(), VerifyTarget::Signed);
    let mut harness = world.harness(1180.0, 2200.0);
    let fetched = |harness: &Harness<'_, World>| {
        let commands = harness.state().commands.iter();
        commands
            .filter(|command| matches!(command, Command::FetchCopy(order) if order.id == id))
            .count()
    };
    assert_eq!(fetched(&harness), 1, "once");
    let copy = Ok("/tmp/copy/object.jpg".into());
    let of = copy_of(&harness.state().model, id);
    harness.state_mut().absorb(Event::CopyFetched { id, object: of, copy });
    harness.run();
    let wanted = make(&mut harness);
    assert!(wanted.iter().all(|wanted| match wanted {
        WantedOfFile::Itself { file, .. } | WantedOfFile::Thumbnails { file, .. } =>
            file.path == *"/tmp/copy/object.jpg",
    }));
    harness.get_by_label("Compare with the original").click();
    harness.run();
    make(&mut harness);
    harness.get_by_label("Compare The original with This file");
    assert_eq!(fetched(&harness), 1);
}

#[test]
fn a_copy_that_cannot_be_fetched_is_explained_and_a_large_one_is_offered() {
    let (world, id) = shown(Verdict::Trusted, &two(), VerifyTarget::Signed);
    let mut harness = world.harness(1180.0, 2200.0);
    let copy = Err("the server does not provide the object".to_owned());
    let of = copy_of(&harness.state().model, id);
    harness.state_mut().absorb(Event::CopyFetched { id, object: of, copy });
    harness.run();
    harness.get_by_label_contains("are in the signed copy, and the server does not provide the object.");
    assert!(matches!(
        harness.state().model.signed_copy(id),
        Some(SignedCopy::NotAvailable(_))
    ));

    let (mut world, ids) = World::with_sizes(&[("a.jpg", 200_000_000)]);
    let facts = UploadFacts {
        object: object("k"),
        sha256: "ab".repeat(32),
        bytes: 200_000_000,
        uploaded_at: NOW,
    };
    world.absorb(Event::Uploaded { id: ids[0], facts });
    world.sign(ids[0]);
    world.verify(ids[0], Verdict::Trusted, &two());
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Report;
    let mut harness = world.harness(1180.0, 2200.0);
    assert!(harness.state().commands.is_empty(), "{:?}", harness.state().commands);
    harness.get_by_label("Load pictures (200 MB)").click();
    harness.run();
    assert!(matches!(harness.state().commands.as_slice(), [Command::FetchCopy(_)]));
}

#[test]
fn a_deep_or_wide_tree_scrolls_in_its_place_and_costs_no_frames() {
    let wide: Vec<_> = (0..100)
        .map(|number| json!({ "title": format!("{number}.jpg") }))
        .collect();
    let mut deep: Value = serde_json::from_str(&report()).unwrap();
    for level in 1..30 {
        let next = format!("urn:{}", level + 1);
        deep["manifests"][format!("urn:{level}")]["ingredients"] = json!([{ "title": next, "active_manifest": next }]);
    }
    for report in [with_ingredients(&wide.into()), deep.to_string()] {
        let (world, _) = shown(Verdict::Trusted, &report, VerifyTarget::Original);
        let mut harness = world.harness(820.0, 1200.0);
        make(&mut harness);
        let first = chosen(&harness);
        let name = first.clone();
        harness.get_by_label(&name).focus();
        harness.run_steps(10);
        for key in [Key::End, Key::ArrowUp, Key::Home] {
            harness.key_press(key);
            harness.run_steps(10);
        }
        assert_eq!(chosen(&harness), first);
        harness.key_press(Key::End);
        harness.run_steps(10);
        let last = chosen(&harness);
        let place = harness.get_by_label(&last).rect();
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(820.0, 1200.0));
        assert!(window.contains_rect(place), "{last} is in view at {place:?}");
        // Nothing is animated.
        harness.run_steps(2);
        assert!(!harness.ctx.has_requested_repaint());
    }
}
