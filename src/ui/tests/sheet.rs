//! The sign sheet: edited copies, placeholders that are none, and other languages.

use super::*;
use localization::Language;
use model::{ExistingCredentials, ExistingFacts};

/// The sheet for files of which the second has Content Credentials.
fn sheet(names: &[&str], width: f32) -> Harness<'static, World> {
    let (mut world, ids) = World::with(names);
    for (number, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{number}"));
        let existing = match number {
            1 => ExistingCredentials::Found(ExistingFacts::default()),
            _ => ExistingCredentials::None,
        };
        world.absorb(Event::Inspected { id: *id, existing });
    }
    let form = content_credentials::ManifestForm {
        title: "{stem}".into(),
        origin: Some(content_credentials::Origin::Print),
        all_actions: Some(true),
        ..Default::default()
    };
    world.model.presets.keep("Prints", form.to_text()).unwrap();
    world.model.presets.set_first(Some("Prints"));
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(width, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    harness
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn has(harness: &Harness<'_, World>, part: &str) -> bool {
    harness.query_all_by_label_contains(part).next().is_some()
}

#[test]
fn the_sheet_says_that_the_origin_is_not_stated_for_edited_copies() {
    let mut harness = sheet(&["a.jpg", "b.jpg"], 1180.0);
    assert!(
        !has(&harness, "edited cop"),
        "files with credentials are skipped at first"
    );
    click(&mut harness, "Skip these files");
    harness.get_by_label_contains(
        "It is signed as an edited copy: opened, not created, so its origin isn't stated. All other",
    );
    // Where the origin is chosen, and where each file's statements are.
    harness.get_by_label("Not stated for 1 edited copy.");
    harness.get_by_label_contains("No author  ·  Scanned print");
    click(&mut harness, "Next file");
    harness.get_by_label_contains("No author  ·  opened, origin not stated");
}

#[test]
fn the_form_of_one_file_says_that_the_origin_is_not_stated_for_an_edited_copy() {
    let (mut world, ids) = World::with(&["a.jpg"]);
    world.store(ids[0], "k0");
    let existing = ExistingCredentials::Found(ExistingFacts::default());
    world.absorb(Event::Inspected { id: ids[0], existing });
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1180.0, 1200.0);
    assert!(!has(&harness, "Not stated for an edited copy"));
    click(&mut harness, "Sign as an edited copy");
    harness.get_by_label_contains("Not stated for an edited copy: the file was opened, not created.");
}

fn enter(harness: &mut Harness<'_, World>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    harness.get_by_label(field).type_text(text);
    harness.run();
}

fn title(harness: &Harness<'_, World>) -> String {
    harness.get_by_label("Title").value().unwrap_or_default()
}

#[test]
fn what_is_no_placeholder_is_called_out_below_its_field_and_corrected_there() {
    let mut harness = sheet(&["a.jpg", "c.jpg"], 1180.0);
    enter(&mut harness, "Title", "{stem} by {Author}");
    harness.get_by_label("{Author} is not a placeholder. Did you mean {creator}?");
    // It is an error of the manifest, which is said once.
    assert!(!has(&harness, "{Author} is not a placeholder. Use "));
    harness.get_by_label("Fix the manifest first.");
    click(&mut harness, "Use {creator}");
    assert_eq!(title(&harness), "{stem} by {creator}");
    assert!(!has(&harness, "is not a placeholder"));

    // With a space in it, it would be signed literally.
    enter(&mut harness, "Title", "{who knows}");
    harness.get_by_label_contains("{who knows} is not a placeholder.");
    click(&mut harness, "Keep as text");
    assert_eq!(title(&harness), "{{who knows}}");
    assert!(!has(&harness, "is not a placeholder"));
}

#[test]
fn the_sheet_is_whole_in_every_language() {
    for (language, sheet_title, button) in [
        (Language::German, "Dateien signieren", "1 Datei signieren"),
        (Language::French, "Signer des fichiers", "Signer 1 fichier"),
        (Language::Spanish, "Firmar archivos", "Firmar 1 archivo"),
        (Language::Japanese, "ファイルに署名", "1個のファイルに署名"),
    ] {
        for width in [820.0, 1180.0] {
            localization::set(Some(Language::English));
            let mut harness = sheet(&["a.jpg", "b.jpg"], width);
            localization::set(Some(language));
            harness.run();
            assert!(harness.query_all_by_label(sheet_title).next().is_some(), "{language:?}");
            let rect = harness.get_by_label(button).rect();
            assert!(rect.right() <= width && rect.bottom() <= 900.0, "{language:?} {rect}");
            // No id in place of a message.
            assert!(!has(&harness, "sign-"), "{language:?}");
        }
    }
}
