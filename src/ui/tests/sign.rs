//! Editing and signing a manifest, through the accessible names of the controls.

use super::*;
use content_credentials::{ManifestForm, Origin};
use model::{ExistingCredentials, ExistingFacts, ManifestText, NotValid, Presets};

fn credentials_of(names: &[&str]) -> (World, Vec<UploadId>) {
    let (mut world, ids) = World::with(names);
    for (number, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{number}"));
    }
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    (world, ids)
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn is_disabled(harness: &Harness<'_, World>, name: &str) -> bool {
    harness.get_by_label(name).accesskit_node().is_disabled()
}

fn choose_origin(harness: &mut Harness<'_, World>) {
    click(harness, "Origin");
    click(harness, "Camera or recorder");
    click(harness, "Edits");
    click(harness, "No other edits");
}

/// The latest requests to sign: ids and manifest.
fn signed(harness: &Harness<'_, World>) -> (Vec<UploadId>, String) {
    let orders = harness.state().commands.iter().rev().find_map(|command| match command {
        Command::Sign(orders) => Some(orders),
        _ => None,
    });
    let orders = orders.expect("something is to be signed");
    let ManifestText::Template(template) = &orders[0].manifest else {
        panic!("{orders:?}")
    };
    (orders.iter().map(|order| order.id).collect(), template.to_string())
}

fn presets() -> Presets {
    let form = ManifestForm {
        title: "{stem} by Ada".into(),
        origin: Some(Origin::Print),
        all_actions: Some(true),
        ..ManifestForm::default()
    };
    let mut presets = Presets::default();
    presets.keep("Prints", form.to_text()).unwrap();
    presets
}

#[test]
fn the_text_and_the_form_are_two_views_of_one_manifest() {
    let (world, _) = credentials_of(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 1200.0);
    choose_origin(&mut harness);
    click(&mut harness, "JSON");
    let text = harness.get_by_label("Manifest (JSON)").value().unwrap();
    assert!(
        text.contains("digitalCapture") && text.contains("\"title\": \"a\""),
        "{text}"
    );

    // Fields that the form does not know are kept.
    let edited = text.replace(
        "\"title\": \"a\"",
        "\"title\": \"Other\",\n  \"format\": \"image/jpeg\"",
    );
    harness.state_mut().view.sign.draft.set_text(edited);
    click(&mut harness, "Form");
    assert_eq!(harness.get_by_label("Title").value().as_deref(), Some("Other"));
    enter(&mut harness, "Author", "Ada");
    click(&mut harness, "Sign this file");
    let (_, manifest) = signed(&harness);
    assert!(
        manifest.contains("\"format\": \"image/jpeg\"") && manifest.contains("Ada"),
        "{manifest}"
    );
}

#[test]
fn lints_name_their_line_and_are_fixed_with_a_click() {
    let (world, _) = credentials_of(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 1200.0);
    choose_origin(&mut harness);
    click(&mut harness, "JSON");
    let text = harness.get_by_label("Manifest (JSON)").value().unwrap();
    harness.state_mut().view.sign.draft.set_text(
        text.replacen('{', "{\n  \"title\": 3,\n  \"titel\": 1,", 1)
            .replace("\"title\": \"a\",", ""),
    );
    harness.run();
    harness.get_by_label_contains("Error, line 2: \"title\" must be a string");
    harness.get_by_label_contains("Warning, line 3: No server reads \"titel\"");
    assert!(is_disabled(&harness, "Sign this file"));
    click(&mut harness, "Fix: Convert to a string");
    assert!(!is_disabled(&harness, "Sign this file"));
    click(&mut harness, "Fix: Remove it");
    harness.state_mut().view.sign.draft.set_text("{".into());
    harness.run();
    harness.get_by_label_contains("This is not JSON");
    click(&mut harness, "Form");
    harness.get_by_label_contains("This isn't valid JSON");
    assert!(harness.query_by_label("Origin").is_none());
    assert_eq!(
        harness.state().view.sign.draft.text(),
        "{",
        "it is kept as it was typed"
    );
}

#[test]
fn the_field_keeps_the_focus_while_it_is_typed_into() {
    let (world, _) = credentials_of(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 1200.0);
    click(&mut harness, "JSON");
    harness.state_mut().view.sign.draft.set_text(String::new());
    harness.run();
    enter(&mut harness, "Manifest (JSON)", "{");
    harness.get_by_label("Manifest (JSON)").type_text("}");
    harness.run();
    assert_eq!(harness.state().view.sign.draft.text(), "{}");
    // The line of a lint leads to its place.
    harness.get_all_by_label("Line 1").next().unwrap().click();
    harness.run();
    assert!(harness.get_by_label("Manifest (JSON)").is_focused());
}

#[test]
fn credentials_that_signing_would_replace_are_shown_first() {
    let (mut world, ids) = credentials_of(&["a.jpg"]);
    let facts = ExistingFacts {
        issuer: Some("Camera Maker".into()),
        generator: None,
        ..ExistingFacts::default()
    };
    world.absorb(Event::Inspected {
        id: ids[0],
        existing: ExistingCredentials::Found(facts),
    });
    let harness = world.harness(1180.0, 760.0);
    harness.get_by_label("This file already has Content Credentials");
    harness
        .get_by_label_contains("They name Camera Maker as issuer. The signed copy names them but doesn't contain them");
}

#[test]
fn credentials_of_a_file_that_was_changed_after_signing_are_called_not_valid() {
    let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg"]);
    let facts = ExistingFacts {
        issuer: Some("Camera Maker".into()),
        invalid: Some(NotValid::Changed),
        ..ExistingFacts::default()
    };
    world.absorb(Event::Inspected {
        id: ids[0],
        existing: ExistingCredentials::Found(facts),
    });
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label("Its Content Credentials are not valid (changed after signing)");
    harness.get_by_label_contains("They name Camera Maker as issuer. The signed copy names them");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    harness.get_by_label("1 file: its Content Credentials are not valid (changed after signing).");
}

#[test]
fn a_file_with_credentials_is_marked_and_its_main_action_is_not_to_sign_it() {
    let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg"]);
    for (id, existing) in ids.iter().zip([
        ExistingCredentials::Found(ExistingFacts::default()),
        ExistingCredentials::None,
    ]) {
        world.absorb(Event::Inspected { id: *id, existing });
    }
    let mut harness = world.harness(1180.0, 760.0);
    harness.get_by_label_contains(", has Content Credentials, ");
    harness.get_by_label("Sign b.jpg");
    assert!(harness.query_by_label("Sign a.jpg").is_none());
    click(&mut harness, "Verify a.jpg");
    let verified = harness.state().commands.iter().any(|command| {
        matches!(command, Command::Verify(orders) if orders[0].id == ids[0] && orders[0].target == VerifyTarget::Original)
    });
    assert!(verified);
}

#[test]
fn a_server_that_keeps_earlier_credentials_is_described_as_such_and_accepts_more() {
    let (mut world, ids) = credentials_of(&["a.jpg"]);
    world.model.settings.profile_mut().keeps_earlier_credentials = true;
    world.absorb(Event::Inspected {
        id: ids[0],
        existing: ExistingCredentials::Found(ExistingFacts::default()),
    });
    let mut harness = world.harness(1180.0, 1200.0);
    harness.get_by_label_contains("This server keeps them in the signed copy.");
    click(&mut harness, "Sign as an edited copy");
    harness
        .state_mut()
        .view
        .sign
        .draft
        .set_text("{\"title\": \"a\", \"assertions\": []}".to_owned());
    harness.run();
    assert!(!is_disabled(&harness, "Sign this file"));
    harness
        .state_mut()
        .model
        .settings
        .profile_mut()
        .keeps_earlier_credentials = false;
    harness.run();
    assert!(is_disabled(&harness, "Sign this file"));
}

/// Whether the latest request to sign checks the file first.
fn is_guarded(harness: &Harness<'_, World>) -> bool {
    let orders = harness.state().commands.iter().rev().find_map(|command| match command {
        Command::Sign(orders) => Some(orders),
        _ => None,
    });
    orders.expect("something is to be signed")[0].unless_it_has.is_some()
}

#[test]
fn credentials_are_replaced_only_after_the_user_confirms() {
    for (existing, box_to_tick) in [
        (
            ExistingCredentials::Found(ExistingFacts::default()),
            "Sign as an edited copy",
        ),
        (
            ExistingCredentials::Unknown("It could not be read in 10 s.".into()),
            "Sign anyway",
        ),
    ] {
        let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg"]);
        for id in &ids {
            world.absorb(Event::Inspected {
                id: *id,
                existing: existing.clone(),
            });
        }
        let mut harness = world.harness(1180.0, 1200.0);
        choose_origin(&mut harness);
        assert!(is_disabled(&harness, "Sign this file"), "{existing:?}");
        harness.get_by_label_contains("Confirm above to sign it");
        click(&mut harness, box_to_tick);
        // A confirmation for one file does not count for another.
        harness.state_mut().view.choose(ids[1]);
        harness.run();
        assert!(is_disabled(&harness, "Sign this file"), "{existing:?}");
        click(&mut harness, box_to_tick);
        let is_known = matches!(existing, ExistingCredentials::Found(_));
        click(&mut harness, "Edits");
        click(&mut harness, "No other edits");
        // An edited copy was opened, not created, so it needs no origin.
        assert_eq!(!is_disabled(&harness, "Sign this file"), is_known);
        if !is_known {
            click(&mut harness, "Origin");
            click(&mut harness, "Camera or recorder");
        }
        click(&mut harness, "Sign this file");
        assert_eq!(signed(&harness).0, [ids[1]]);
        assert!(!is_guarded(&harness));
        let order = harness.state().commands.iter().rev().find_map(|command| match command {
            Command::Sign(orders) => orders.first(),
            _ => None,
        });
        // The engine reads its credentials once more, to name and to keep them.
        let earlier = order.unwrap().earlier.as_ref().unwrap();
        assert!(earlier.look.is_some());
        assert_eq!(earlier.known.is_some(), is_known);
    }
}

#[test]
fn an_unchecked_file_is_checked_before_it_is_signed() {
    let (world, ids) = credentials_of(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 1200.0);
    choose_origin(&mut harness);
    harness.get_by_label_contains("Looking for Content Credentials");
    click(&mut harness, "Sign this file");
    assert_eq!(signed(&harness).0, ids);
    assert!(is_guarded(&harness));
}

#[test]
fn in_the_sheet_files_that_could_not_be_checked_are_skipped_like_those_with_credentials() {
    let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg", "c.jpg"]);
    world.model.presets = presets();
    let unknown = ExistingCredentials::Unknown("It could not be read in 10 s.".into());
    for (id, existing) in ids
        .iter()
        .zip([ExistingCredentials::None, unknown, ExistingCredentials::None])
    {
        world.absorb(Event::Inspected { id: *id, existing });
    }
    let mut harness = world.harness(1180.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    harness.get_by_label_contains("1 file: may already have");
    click(&mut harness, "Preset");
    click(&mut harness, "Prints");
    click(&mut harness, "Skip these files");
    harness.get_by_label("Sign 3 files");
    click(&mut harness, "Skip these files");
    click(&mut harness, "Sign 2 files");
    assert_eq!(signed(&harness).0, [ids[0], ids[2]]);
}

#[test]
fn a_manifest_is_saved_as_a_preset_and_used_again() {
    let (world, ids) = credentials_of(&["harbour.jpg", "b.jpg"]);
    let mut harness = world.harness(1180.0, 1200.0);
    choose_origin(&mut harness);
    click(&mut harness, "Save as preset…");
    harness.get_by_label_contains("each file's own name");
    click(&mut harness, "Save preset");
    harness.get_by_label_contains("Give it a name");
    enter(&mut harness, "Preset name", "Photographs");
    click(&mut harness, "Save preset");
    let kept = harness.state().model.presets.clone();
    assert!(kept.get("Photographs").unwrap().manifest.contains("\"{stem}\""));
    assert!(matches!(harness.state().commands.last(), Some(Command::KeepPresets(presets)) if *presets == kept));

    assert!(
        harness.state().model.presets.first().is_some(),
        "the first one is for new files"
    );
    click(&mut harness, "Preset options");
    click(&mut harness, "Sign new uploads automatically");
    assert!(harness.state().model.presets.by_itself().is_some());
    harness.get_by_label("Signs new uploads automatically");

    // The next file starts with it.
    harness.state_mut().view.choose(ids[1]);
    harness.run();
    assert_eq!(harness.get_by_label("Title").value().as_deref(), Some("{stem}"));
    click(&mut harness, "Show manifest");
    harness.get_by_label_contains("\"title\": \"b\"");
    click(&mut harness, "Preset options");
    click(&mut harness, "Delete preset");
    assert_eq!(harness.state().model.presets, Presets::default());
}

#[test]
fn many_files_are_signed_from_a_sheet_that_shows_warnings_first() {
    let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg", "c.jpg", "d.pdf", "e.jpg"]);
    world.model.presets = presets();
    world.absorb(Event::Canceled(ids[4]));
    let mut harness = world.harness(1180.0, 760.0);
    harness.state_mut().model.decide(Intent::Add(vec!["/more".into()]));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    harness.get_by_label_contains("nothing is preselected");
    // The first check finds credentials in one of them.
    let facts = ExistingFacts::default();
    harness.state_mut().absorb(Event::Inspected {
        id: ids[1],
        existing: ExistingCredentials::Found(facts),
    });
    for id in [ids[0], ids[2]] {
        harness.state_mut().absorb(Event::Inspected {
            id,
            existing: ExistingCredentials::None,
        });
    }
    harness.run();
    harness.get_by_label_contains("1 file: already has Content Credentials");
    assert!(is_disabled(&harness, "Sign 4 files"), "no origin yet");
    click(&mut harness, "Preset");
    click(&mut harness, "Prints");
    harness.get_by_label("Title: a by Ada");
    click(&mut harness, "Next file");
    harness.get_by_label("Title: c by Ada");
    click(&mut harness, "Show manifest");
    harness.get_by_label_contains("\"title\": \"c by Ada\"");
    click(&mut harness, "Previous file");
    harness.get_by_label_contains("\"title\": \"a by Ada\"");
    click(&mut harness, "Hide manifest");
    harness.get_by_label("Title: a by Ada");
    click(&mut harness, "Skip these files");
    click(&mut harness, "Sign 5 files");
    let (signed_ids, manifest) = signed(&harness);
    assert_eq!(signed_ids, ids);
    assert!(manifest.contains("{stem} by Ada"), "each is filled in when it is sent");
    assert!(harness.query_by_label("Sign files").is_none(), "the sheet has closed");
    harness.get_by_label_contains("a.jpg, 4.1 kB, uploaded, signing");
}

#[test]
fn the_sheet_says_how_many_are_already_signed_and_skips_them_or_not() {
    let (mut world, ids) = credentials_of(&["a.jpg", "b.jpg", "c.jpg"]);
    world.model.presets = presets();
    world.sign(ids[1]);
    let mut harness = world.harness(1180.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    harness.get_by_label("1 of 3 is already signed. Signing again creates another signed copy.");
    harness.get_by_label("Sign 2 files");
    click(&mut harness, "Skip files already signed");
    click(&mut harness, "Preset");
    click(&mut harness, "Prints");
    harness.get_by_label("Sign 3 files");
    click(&mut harness, "Skip files already signed");
    click(&mut harness, "Sign 2 files");
    assert_eq!(signed(&harness).0, [ids[0], ids[2]]);
}

#[test]
fn a_signed_copy_is_saved_if_the_server_offers_downloads() {
    let (mut world, ids) = credentials_of(&["a.jpg"]);
    world.sign(ids[0]);
    let mut harness = world.harness(1180.0, 900.0);
    click(&mut harness, "Save signed file…");
    assert!(requested(&harness, "SaveSigned") && requested(&harness, "a-signed.jpg"));
    let commands = harness.state_mut().model.decide(Intent::SaveSigned {
        id: ids[0],
        to: "/out/a-signed.jpg".into(),
    });
    assert!(
        matches!(&commands[..], [Command::Save(order)] if order.object.key == "k.jpg"),
        "{commands:?}"
    );
    harness.run();
    assert!(is_disabled(&harness, "Saving…"));
    harness.state_mut().absorb(Event::Saved {
        id: ids[0],
        to: "/out/a-signed.jpg".into(),
    });
    harness.run();
    harness.get_by_label_contains("Saved as /out/a-signed.jpg");
    harness.state_mut().absorb(Event::NoDownloads(ids[0]));
    harness.run();
    harness.get_by_label_contains("This server doesn't offer downloads");
    harness.get_by_label("Copy signed link");
    assert!(harness.query_by_label("Save signed file…").is_none());
}

/// What the form of version 0.2 wrote.
const OF_0_2: &str = include_str!("../../../crates/testkit/fixtures/manifest-of-0.2.json");

#[test]
fn a_preset_of_an_earlier_version_asks_the_new_question_and_is_updated_when_it_is_saved() {
    let (mut world, _) = credentials_of(&["a.jpg"]);
    let presets = &mut world.model.presets;
    presets.keep("Old", OF_0_2.to_owned()).unwrap();
    presets.set_first(Some("Old"));
    presets.set_auto_sign(Some("Old"));
    let mut harness = world.harness(1180.0, 1200.0);
    // It still signs new uploads, as it did before.
    harness.get_by_label("Signs new uploads automatically");
    assert_eq!(
        harness.get_by_label("Author").value().as_deref(),
        Some("Ada Example; Firm")
    );
    harness.get_by_label_contains("C2PA has deprecated");
    harness.get_by_label("To continue, say whether there are other edits.");
    assert!(is_disabled(&harness, "Sign this file"));
    click(&mut harness, "Edits");
    click(&mut harness, "There may be other edits");
    assert!(!is_disabled(&harness, "Sign this file"));
    assert!(harness.query_by_label_contains("C2PA has deprecated").is_none());
    click(&mut harness, "Save changes");
    let kept = &harness.state().model.presets.get("Old").unwrap().manifest;
    assert!(!kept.contains("stds."), "{kept}");
    assert!(kept.contains("\"Ada Example\"") && kept.contains("\"Firm\""), "{kept}");
    assert!(kept.contains("\"allActionsIncluded\": false"), "{kept}");
    harness.get_by_label("Signs new uploads automatically");
}

#[test]
fn what_a_servers_engine_loses_is_said_in_the_form_once_it_was_seen() {
    let (mut world, _) = credentials_of(&["a.jpg"]);
    world.absorb(Event::EngineSeen("0.59.1".parse().unwrap()));
    let mut harness = world.harness(1180.0, 1200.0);
    choose_origin(&mut harness);
    assert!(
        harness.query_by_label_contains("c2pa-rs 0.59").is_none(),
        "only the title is in the metadata"
    );
    enter(&mut harness, "Credit", "Ada");
    harness.get_by_label_contains("This server's engine (c2pa-rs 0.59) loses the label \"cawg.metadata\"");
    assert!(!is_disabled(&harness, "Sign this file"), "it is a warning");
    harness.state_mut().absorb(Event::EngineSeen("0.90.0".parse().unwrap()));
    harness.run();
    assert!(harness.query_by_label_contains("c2pa-rs").is_none());
}

#[test]
fn every_field_of_the_form_is_in_the_manifest() {
    let (world, _) = credentials_of(&["a.jpg"]);
    let mut harness = world.harness(1180.0, 1800.0);
    choose_origin(&mut harness);
    click(&mut harness, "More fields");
    let fields = [
        "Author",
        "Caption",
        "Credit",
        "Copyright",
        "Headline",
        "Camera make",
        "Camera model",
        "Lens",
        "Taken",
        "City",
        "Country",
    ];
    for name in fields {
        enter(&mut harness, name, &format!("the {name}"));
    }
    click(&mut harness, "Sign this file");
    let (_, manifest) = signed(&harness);
    for name in fields {
        assert!(manifest.contains(&format!("\"the {name}\"")), "{name}: {manifest}");
    }
}
