//! The drawn report.

use serde_json::{Value, json};

use super::{worlds::*, *};
use crate::thumbnails::{MadeOfFile, Pixels, WantedOfFile};

#[test]
fn snapshots_of_the_report() {
    pictures_after("report", verified, |harness, _| see_pictures(harness));
}

#[test]
fn snapshots_of_the_provenance_tree() {
    pictures_after("provenance", verified, |harness, _| show_tree(harness));
}

#[test]
fn snapshots_of_a_comparison() {
    pictures_after("compare", verified, |harness, _| {
        show_tree(harness);
        harness.get_by_label("Compare with this file").focus();
        harness.run_steps(8);
        click(harness, "Compare with this file");
        harness.run_steps(8);
        see_pictures(harness);
        harness.key_press(Key::ArrowRight);
        harness.run_steps(8);
    });
}

fn show_tree(harness: &mut Harness<'_, World>) {
    see_pictures(harness);
    let tree = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let label = node.label().unwrap_or_default();
        node.toggled() == Some(egui::accesskit::Toggled::True) && label.starts_with(['I', 'T'])
    };
    let chosen = harness.query_all_by(|_| true).find(tree).unwrap();
    let is_file = chosen.accesskit_node().label().unwrap_or_default().starts_with('T');
    chosen.focus();
    harness.run_steps(8);
    if is_file {
        // In a wide tree, the first ingredient is far away at the left.
        harness.key_press(Key::ArrowDown);
        harness.run_steps(8);
    }
    see_pictures(harness);
}

/// A file with a report, whose signed copy is here.
fn verified(content: Content) -> World {
    let mut world = inspected(content, InspectorTab::Report);
    let id = world.view.lead().unwrap();
    let (verdict, report) = match content {
        Content::Ordinary => (Verdict::Trusted, ordinary()),
        Content::Extreme => (Verdict::Invalid, extreme()),
    };
    world.verify(id, verdict, &report.to_string());
    world.model.decide(Intent::FetchCopy(id));
    let copy = Ok("/tmp/copy/object.jpg".into());
    let uri = world.model.upload(id).unwrap().signed_uri().unwrap();
    let object = ObjectRef::from_s3_uri(uri).unwrap();
    world.absorb(Event::CopyFetched { id, object, copy });
    world
}

/// An ingredient with a thumbnail.
fn ingredient(title: &str, relationship: &str, manifest: Option<&str>, result: &str) -> Value {
    let file = title.replace(' ', "_");
    let address = format!("self#jumbf=/c2pa/urn:1/c2pa.assertions/{file}");
    let results = match result {
        "trusted" => json!({ "activeManifest": { "success": [{ "code": "signingCredential.trusted" }] } }),
        "unknown" => json!({ "activeManifest": { "success": [{ "code": "claimSignature.validated" }] } }),
        "broken" => json!({ "activeManifest": { "failure": [{ "code": "assertion.dataHash.mismatch" }] } }),
        _ => Value::Null,
    };
    json!({
        "title": title, "format": "image/jpeg", "relationship": relationship, "active_manifest": manifest,
        "thumbnail": { "format": "image/jpeg", "identifier": address }, "validation_results": results,
    })
}

fn actions(names: &[&str]) -> Value {
    let actions: Vec<_> = names.iter().map(|name| json!({ "action": name })).collect();
    json!([{ "label": "c2pa.actions.v2", "data": { "actions": actions } }])
}

fn ordinary() -> Value {
    let mut document: Value = serde_json::from_str(&report()).unwrap();
    document["manifests"]["urn:1"]["ingredients"] = json!([
        ingredient("harbour at dawn.dng", "parentOf", Some("urn:2"), "trusted"),
        ingredient("evening sky.jpg", "componentOf", Some("urn:3"), "unknown"),
        ingredient("gulls.png", "componentOf", None, ""),
    ]);
    document["manifests"]["urn:2"] = json!({
        "signature_info": { "issuer": "Camera maker", "time": "2023-11-12T05:48:00+00:00" },
        "claim_generator_info": [{ "name": "Camera", "version": "1.2" }],
        "assertions": actions(&["c2pa.created"]),
    });
    document["manifests"]["urn:3"] = json!({
        "signature_info": { "issuer": "Photo desk" },
        "claim_generator_info": [{ "name": "Editor", "version": "3" }],
        "assertions": actions(&["c2pa.opened", "c2pa.adjustedColor", "c2pa.cropped"]),
        "ingredients": [ingredient("IMG_2210.jpg", "parentOf", None, "")],
    });
    document
}

fn extreme() -> Value {
    let mut document: Value = serde_json::from_str(&report()).unwrap();
    let issuer = "An issuer with a long name ".repeat(10);
    let broken: Vec<_> = (0..40)
        .map(|number| {
            json!({ "code": format!("assertion.unheard.of.{number}"),
                "explanation": "It does not match what was signed. ".repeat(5) })
        })
        .collect();
    document["validation_results"]["activeManifest"]["failure"] = broken.into();
    let first = &mut document["manifests"]["urn:1"];
    first["title"] = "A title without an end ".repeat(20).into();
    first["signature_info"]["issuer"] = issuer.clone().into();
    let results = ["trusted", "broken", "unknown", ""];
    let many = (0..60).map(|number| {
        let manifest = (number % 3 == 0).then_some("urn:2");
        ingredient(
            &long_name(number + 2),
            "componentOf",
            manifest,
            results[number % results.len()],
        )
    });
    first["ingredients"] = many.collect();
    for level in 2..30 {
        let next = format!("urn:{}", level + 1);
        document["manifests"][format!("urn:{level}")] = json!({
            "signature_info": { "issuer": issuer, "time": "2023-11-12T05:48:00+00:00" },
            "claim_generator_info": [{ "name": "A camera with a name that does not end ".repeat(5) }],
            "assertions": actions(&["c2pa.opened", "c2pa.adjustedColor"]),
            "ingredients": [ingredient(&long_name(level), "parentOf", Some(&next), "unknown")],
        });
    }
    document
}

/// Answers what the window wants to see, until it wants no more.
fn see_pictures(harness: &mut Harness<'_, World>) {
    harness.run_steps(2);
    while let Some(wanted) = harness.state_mut().view.wanted_of_files() {
        for wanted in wanted {
            let pixels = match &wanted {
                WantedOfFile::Itself { file, .. } => vec![Some(landscape(&file.path.display().to_string(), 320, 200))],
                WantedOfFile::Thumbnails { addresses, side, .. } => {
                    let made = addresses.iter().enumerate().map(|(place, address)| {
                        // One of them can't be read.
                        (place % 7 != 6).then(|| landscape(address, *side, side * 3 / 4))
                    });
                    made.collect()
                }
            };
            let ctx = harness.ctx.clone();
            harness
                .state_mut()
                .view
                .take_of_file(&ctx, MadeOfFile { wanted, pixels });
        }
        harness.run_steps(3);
    }
}

/// A sky in bands, a sun and the sea, in colors that depend on the name.
fn landscape(name: &str, width: u32, height: u32) -> Pixels {
    let seed: u32 = name
        .bytes()
        .fold(7, |seed, byte| seed.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let tint = |shift: u32| 96 + (seed >> shift) % 96;
    let (horizon, bands) = (height * 3 / 5, 6);
    let sun = (width * (20 + seed % 60) / 100, horizon);
    let mut rgba = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (away_x, away_y) = (x.abs_diff(sun.0), y.abs_diff(sun.1));
            let is_sun = y < horizon && away_x * away_x + away_y * away_y < height * height / 25;
            let band = y * bands / horizon.max(1);
            let [red, green, blue] = if is_sun {
                [252, 226, 150]
            } else if y < horizon {
                [tint(3) + band * 8, tint(7) + band * 5, tint(11)]
            } else {
                [tint(3) / 3, tint(7) / 2, tint(11) / 2 + 40]
            };
            let byte = |value: u32| u8::try_from(value.min(255)).unwrap();
            rgba.extend([byte(red), byte(green), byte(blue), 255]);
        }
    }
    Pixels { width, height, rgba }
}
