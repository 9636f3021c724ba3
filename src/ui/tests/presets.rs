//! Presets: the chip in the top bar, the sheet that begins with one, and what is stated about each file.

use super::*;
use content_credentials::{ManifestForm, Origin, TrainingUse};
use model::{ManifestText, Presets};

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn stored(count: usize) -> (World, Vec<UploadId>) {
    let files: Vec<_> = (0..count).map(|number| format!("{number}.jpg")).collect();
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    let (mut world, ids) = World::with(&names);
    for id in &ids {
        world.store(*id, "k");
    }
    (world, ids)
}

fn photographs() -> ManifestForm {
    ManifestForm {
        title: "{stem}".into(),
        creator: "Ana Ferreira".into(),
        caption: "{caption}".into(),
        credit: "{credit}".into(),
        origin: Some(Origin::DigitalCapture),
        all_actions: Some(false),
        training: TrainingUse::NotAllowed.into(),
        ..ManifestForm::default()
    }
}

fn presets() -> Presets {
    let mut presets = Presets::default();
    presets.keep("Photographs", photographs().to_text()).unwrap();
    presets.keep("Prints", photographs().to_text()).unwrap();
    presets.set_first(Some("Photographs"));
    presets
}

/// The latest request to sign: how many files, and the title of the manifest's author.
fn signed(harness: &Harness<'_, World>) -> Option<(usize, String)> {
    harness.state().commands.iter().rev().find_map(|command| match command {
        Command::Sign(orders) => match &orders[0].manifest {
            ManifestText::Template(template) => Some((orders.len(), template.to_string())),
            other => panic!("{other:?}"),
        },
        _ => None,
    })
}

#[test]
fn with_a_preset_three_hundred_files_are_signed_by_two_clicks() {
    let (mut world, _) = stored(300);
    world.model.presets = presets();
    let mut harness = world.harness(1280.0, 800.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    click(&mut harness, "Sign selected");
    click(&mut harness, "Sign 300 files");
    let (files, manifest) = signed(&harness).unwrap();
    assert_eq!(files, 300);
    assert!(manifest.contains("Ana Ferreira"), "{manifest}");
}

#[test]
fn the_keys_for_it_sign_wherever_the_focus_is_and_only_when_nothing_is_missing() {
    let (mut world, _) = stored(3);
    world.model.presets = presets();
    world.model.presets.set_first(None);
    let mut harness = world.harness(1280.0, 800.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    assert!(harness.get_by_label("Preset").is_focused(), "the preset comes first");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(signed(&harness), None, "no origin yet");
    harness.get_by_label("Choose an origin to continue.");
    click(&mut harness, "Preset");
    click(&mut harness, "Prints");
    harness.get_by_label("Caption").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    let (files, manifest) = signed(&harness).unwrap();
    assert_eq!(files, 3);
    assert!(!manifest.contains("\\n"), "the key is no line break: {manifest}");
}

#[test]
fn the_card_says_what_is_stated_about_the_file_on_show_and_what_is_from_the_photo() {
    let (mut world, ids) = stored(3);
    world.model.presets = presets();
    suggestions::files_with_metadata(&mut world, &ids, 1);
    let mut harness = world.harness(1280.0, 900.0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    harness.get_by_label("Picture of 0.jpg");
    harness.get_by_label("Title: 0");
    harness.get_by_label("Ana Ferreira  ·  Camera  ·  no AI training  ·  from the photos: caption, credit");
    harness.get_by_label("Credit: AF/Agency {x}");
    assert!(harness.query_by_label_contains("Location: ").is_none(), "not ticked");
    // The last one says nothing about itself.
    click(&mut harness, "Next file");
    click(&mut harness, "Next file");
    harness.get_by_label("Ana Ferreira  ·  Camera  ·  no AI training");
}

#[test]
fn the_chip_shows_the_preset_in_use_and_changes_it_for_the_form_too() {
    let (mut world, ids) = stored(1);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 900.0);
    assert!(
        harness.query_by_label_contains("Signs with").is_none(),
        "no presets yet"
    );
    harness.state_mut().model.presets = presets();
    harness.run();
    click(&mut harness, "Preset: Photographs. Choose a preset");
    click(&mut harness, "Prints");
    assert_eq!(harness.state().model.presets.first().unwrap().name, "Prints");
    assert_eq!(harness.state().view.sign.draft.preset.as_deref(), Some("Prints"));
    click(&mut harness, "Preset: Prints. Choose a preset");
    click(&mut harness, "No preset");
    assert!(harness.state().model.presets.first().is_none());
    // What was typed is not replaced.
    enter(&mut harness, "Author", "Ada");
    click(&mut harness, "Preset: none. Choose a preset");
    click(&mut harness, "Photographs");
    assert_eq!(harness.get_by_label("Author").value().as_deref(), Some("Ada"));
}

#[test]
fn presets_are_managed_from_the_chip_and_a_deleted_one_is_restored() {
    let (mut world, _) = stored(1);
    world.model.presets = presets();
    let mut harness = world.harness(1280.0, 900.0);
    click(&mut harness, "Preset: Photographs. Choose a preset");
    click(&mut harness, "Manage presets…");
    click(&mut harness, "Use Prints for new files");
    assert_eq!(harness.state().model.presets.first().unwrap().name, "Prints");
    click(&mut harness, "Sign new uploads automatically with Photographs");
    assert_eq!(harness.state().model.presets.by_itself().unwrap().name, "Photographs");
    harness.get_by_label("Signs with: Photographs. Choose a preset");
    click(&mut harness, "Delete preset Photographs");
    assert_eq!(harness.state().model.presets.all().len(), 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().model.presets.by_itself().unwrap().name, "Photographs");
}

#[test]
fn a_saved_preset_asks_whether_it_is_for_new_files() {
    let (mut world, ids) = stored(1);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 1200.0);
    click(&mut harness, "Save as preset…");
    click(&mut harness, "Use for new files: ask me");
    enter(&mut harness, "Preset name", "Prints");
    click(&mut harness, "Save preset");
    assert!(harness.state().model.presets.get("Prints").is_some());
    assert!(harness.state().model.presets.first().is_none());
    harness.get_by_label("Preset: none. Choose a preset");
}

#[test]
fn the_help_of_the_origin_moves_nothing_below_it() {
    let (mut world, ids) = stored(1);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1000.0, 1600.0);
    let place = |harness: &Harness<'_, World>| harness.get_by_label("Author").rect();
    let before = place(&harness);
    for (_, group) in Origin::GROUPS {
        for origin in group {
            click(&mut harness, "Origin");
            harness.get_by_label(origin.label()).scroll_to_me();
            click(&mut harness, origin.label());
            assert_eq!(place(&harness), before, "{origin:?}");
            let chosen = harness.state().view.sign.draft.form().unwrap().origin;
            assert_eq!(chosen, Some(*origin));
            let discloses = "This discloses the use of generative AI.";
            let is_said = harness.query_by_label_contains(discloses).is_some();
            assert_eq!(is_said, origin.is_generative(), "{origin:?}");
        }
    }
    click(&mut harness, "Edits");
    click(&mut harness, "No other edits");
    assert_eq!(place(&harness), before);
}

#[test]
fn an_arabic_title_reads_right_in_its_field_and_is_kept_as_it_was_typed() {
    let (mut world, ids) = stored(1);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 1200.0);
    let title = "\u{635}\u{648}\u{631}\u{629} \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621}";
    harness.get_by_label("Title").focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    enter(&mut harness, "Title", title);
    assert_eq!(harness.get_by_label("Title").value().as_deref(), Some(title));
    assert_eq!(harness.state().view.sign.draft.form().unwrap().title, title);
    let drawn = format!("{:?}", harness.output().shapes);
    let words: Vec<_> = title.split(' ').rev().collect();
    assert!(drawn.contains(&words.join(" ")), "in visual order");
}

#[test]
fn all_of_the_question_for_a_new_preset_is_in_sight_in_a_small_window() {
    let (mut world, ids) = stored(1);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1180.0, 560.0);
    let link = harness.get_by_label("Save as preset…");
    link.scroll_to_me();
    harness.run_steps(20);
    harness.get_by_label("Save as preset…").click();
    harness.run_steps(20);
    for label in ["Preset name", "Use for new files: always", "Save preset"] {
        let nodes: Vec<_> = harness.query_all_by_label(label).map(|node| node.rect()).collect();
        assert!(
            nodes.iter().all(|rect| rect.top() > 92.0 && rect.bottom() < 530.0),
            "{label}: {nodes:?}"
        );
        assert!(!nodes.is_empty(), "{label}");
    }
}
