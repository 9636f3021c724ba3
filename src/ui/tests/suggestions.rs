//! What files say about themselves, offered in the sign form.

use super::*;
use content_credentials::ManifestForm;
use file_metadata::{Field, FileMetadata, Gps, Source as Origin, Unread};

/// Metadata with these texts, as XMP, and a position.
fn metadata(texts: &[(Field, &str)], gps: Option<Gps>) -> Arc<FileMetadata> {
    let mut metadata = FileMetadata::default();
    for (field, text) in texts {
        metadata.set(*field, text, Origin::Xmp);
    }
    metadata.set_gps(gps);
    Arc::new(metadata)
}

const LISBON: Gps = Gps {
    latitude: 38.7223,
    longitude: -9.139_337,
};

/// Stored files, the first of which says a lot about itself and the last nothing.
pub(super) fn files_with_metadata(world: &mut World, ids: &[UploadId], long: usize) {
    let caption = "Two boats leave the harbor before dawn. ".repeat(long);
    for (number, id) in ids.iter().enumerate() {
        let creator = ["Ana Lúcia Ferreira", "João Sá"][number % 2];
        let texts: &[_] = if number + 1 == ids.len() && number > 0 {
            &[]
        } else {
            &[
                (Field::Creator, creator),
                (Field::Title, "Sea at dawn"),
                (Field::Headline, "Dawn over the sea"),
                (Field::Caption, &caption),
                (Field::Credit, "AF/Agency {x}"),
                (Field::Copyright, "© 2026 Ana Lúcia Ferreira"),
                (Field::Camera, "NIKON Z 9"),
                (Field::Lens, "NIKKOR Z 50mm f/1.8 S"),
                (Field::Taken, "2026-05-09T14:03:22+02:00"),
                (Field::City, "Lisboa"),
                (Field::Country, "Portugal"),
            ]
        };
        let gps = (!texts.is_empty()).then_some(LISBON);
        world.absorb(Event::MetadataRead {
            id: *id,
            metadata: metadata(texts, gps),
        });
    }
}

fn stored(names: &[&str]) -> (World, Vec<UploadId>) {
    let (mut world, ids) = World::with(names);
    for (number, id) in ids.iter().enumerate() {
        world.store(*id, &format!("k{number}"));
    }
    (world, ids)
}

fn click(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn form(harness: &Harness<'_, World>) -> ManifestForm {
    harness.state().view.sign.draft.form().unwrap().clone()
}

#[test]
fn a_ticked_value_fills_its_field_and_stays_editable() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    files_with_metadata(&mut world, &ids, 1);
    let mut harness = world.harness(1280.0, 2000.0);
    let tick = "Author from the photo: Ana Lúcia Ferreira";
    assert_eq!(form(&harness).creator, "", "nothing is filled in without being asked");
    click(&mut harness, tick);
    assert_eq!(form(&harness).creator, "Ana Lúcia Ferreira");
    click(&mut harness, "Credit from the photo: AF/Agency {x}");
    assert_eq!(
        form(&harness).credit,
        "AF/Agency {{x}}",
        "braces of the photo are no placeholders"
    );
    // An edited field no longer says what the photo says.
    harness.get_by_label("Author").focus();
    harness.run();
    harness.get_by_label("Author").type_text(" and others");
    harness.run();
    assert!(form(&harness).creator.contains("and others"));
    click(&mut harness, tick);
    assert_eq!(form(&harness).creator, "Ana Lúcia Ferreira");
    click(&mut harness, tick);
    assert_eq!(form(&harness).creator, "");
}

#[test]
fn all_values_can_be_used_at_once_but_the_place_has_a_tick_of_its_own() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    files_with_metadata(&mut world, &ids, 1);
    let mut harness = world.harness(1280.0, 2000.0);
    click(&mut harness, "Use all but location from the photo");
    let filled = form(&harness);
    assert_eq!(
        (filled.title.as_str(), filled.lens.as_str()),
        ("Sea at dawn", "NIKKOR Z 50mm f/1.8 S")
    );
    assert_eq!(filled.taken, "2026-05-09T14:03:22+02:00");
    assert_eq!((filled.city, filled.latitude), (String::new(), String::new()));
    click(
        &mut harness,
        "Location from the photo: Lisboa, Portugal, 38.7223, -9.1393",
    );
    let filled = form(&harness);
    assert_eq!(
        (filled.city.as_str(), filled.latitude.as_str()),
        ("Lisboa", "38,43.338000N")
    );
    click(&mut harness, "Use none from the photo");
    let filled = form(&harness);
    assert_eq!(
        (filled.title.as_str(), filled.creator.as_str(), filled.city.as_str()),
        ("{stem}", "", "Lisboa")
    );
}

#[test]
fn many_files_get_their_own_values_by_placeholders() {
    let (mut world, ids) = stored(&["a.jpg", "b.jpg", "c.jpg"]);
    files_with_metadata(&mut world, &ids, 1);
    crate::ui::sign::open(&mut world.scene(), ids);
    let mut harness = world.harness(1280.0, 2000.0);
    click(&mut harness, "Author from the photos: 2 different values (2 of 3)");
    click(
        &mut harness,
        "Location from the photos: Lisboa, Portugal, 38.7223, -9.1393 (2 of 3)",
    );
    // The first file's own values.
    harness.get_by_label_contains("from the photos: author, location");
    click(&mut harness, "Show manifest");
    let text = harness
        .query_all_by(|node| {
            node.value()
                .or(node.label())
                .is_some_and(|text| text.contains("dc:creator"))
        })
        .count();
    assert!(text > 0, "the exact manifest of the first file shows its values");
    click(&mut harness, "JSON");
    let manifest = harness.get_by_label("Manifest (JSON)").value().unwrap();
    let form = ManifestForm::read(&manifest).unwrap();
    assert_eq!((form.creator.as_str(), form.city.as_str()), ("{creator}", "{city}"));
    assert_eq!((form.latitude.as_str(), form.headline.as_str()), ("{latitude}", ""));
}

#[test]
fn the_texts_of_one_file_are_not_signed_into_others_that_were_not_looked_at() {
    // Behind the files that are looked at, or not loaded.
    for (stored_files, unloaded) in [(201, false), (1, true)] {
        let names: Vec<String> = (0..stored_files).map(|number| format!("{number}.jpg")).collect();
        let (mut world, mut ids) = stored(&names.iter().map(String::as_str).collect::<Vec<_>>());
        files_with_metadata(&mut world, &ids[..1], 1);
        ids.extend(unloaded.then_some(UploadId::new(90_000)));
        crate::ui::sign::open(&mut world.scene(), ids);
        let mut harness = world.harness(1280.0, 2000.0);
        let looked = stored_files.min(200);
        for value in [
            "Author from the photos: Ana Lúcia Ferreira",
            "Location from the photos: Lisboa, Portugal, 38.7223, -9.1393",
        ] {
            click(&mut harness, &format!("{value} (1 of {looked} looked at)"));
        }
        click(&mut harness, "JSON");
        let manifest = harness.get_by_label("Manifest (JSON)").value().unwrap();
        let form = ManifestForm::read(&manifest).unwrap();
        assert_eq!((form.creator.as_str(), form.city.as_str()), ("{creator}", "{city}"));
    }
}

#[test]
fn nothing_is_offered_if_the_files_say_nothing() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let harness = world.harness(1280.0, 800.0);
    let mut requests = harness.state().requests.iter();
    let asked = requests.any(|request| request.starts_with("Intent(ReadMetadata("));
    assert!(asked, "a file that was not read on arrival is read now");
    assert!(harness.query_by_label("From the photo").is_none());
}

#[test]
fn suggestions_that_arrive_while_a_person_types_leave_the_focus_in_its_field() {
    for name in ["Author", "Caption", "Credit"] {
        let (mut world, ids) = stored(&["a.jpg"]);
        world.view.choose(ids[0]);
        world.view.inspector.tab = InspectorTab::Credentials;
        let mut harness = world.harness(1280.0, 2000.0);
        let field = |harness: &Harness<'_, World>| {
            let mut fields = harness.get_all_by_label(name);
            fields.any(|node| node.is_focused())
        };
        harness.get_all_by_label(name).last().unwrap().focus();
        harness.run();
        assert!(field(&harness), "{name}");
        files_with_metadata(harness.state_mut(), &ids, 1);
        harness.run();
        assert!(harness.query_by_label("From the photo").is_some());
        assert!(field(&harness), "{name} keeps the focus");
    }
}

#[test]
fn names_are_typed_letter_by_letter_with_their_spaces_and_separators() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut harness = world.harness(1280.0, 2000.0);
    for (name, typed) in [
        ("Author", "Ada Example; Bea  Sample"),
        ("Caption", "Fog, and a boat. "),
        ("Credit", "A / B "),
    ] {
        harness.get_all_by_label(name).last().unwrap().focus();
        harness.run();
        for letter in typed.chars() {
            harness.event(egui::Event::Text(letter.to_string()));
            harness.run();
        }
    }
    let form = form(&harness);
    assert_eq!(form.creator, "Ada Example; Bea  Sample");
    assert_eq!(
        (form.caption.as_str(), form.credit.as_str()),
        ("Fog, and a boat. ", "A / B ")
    );
}

fn requests_to_read(harness: &Harness<'_, World>) -> usize {
    let requests = harness.state().requests.iter();
    requests
        .filter(|request| request.starts_with("Intent(ReadMetadata("))
        .count()
}

#[test]
fn a_photo_that_could_not_be_read_in_time_says_so_and_can_be_read_again() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let unread = |world: &mut World| {
        let metadata = Arc::new(FileMetadata::unread(Unread::TimedOut));
        world.absorb(Event::MetadataRead { id: ids[0], metadata });
    };
    unread(&mut world);
    let mut harness = world.harness(1280.0, 2000.0);
    harness.get_by_label_contains("What the photo says could not be read in time.");
    let before = requests_to_read(&harness);
    click(&mut harness, "Read again");
    assert_eq!(requests_to_read(&harness), before + 1);
    files_with_metadata(harness.state_mut(), &ids, 1);
    harness.run();
    assert!(harness.query_by_label_contains("could not be read in time").is_none());
    harness.get_by_label("From the photo");
}

#[test]
fn creators_camera_and_shortened_texts_are_offered_as_the_photo_has_them() {
    let (mut world, ids) = stored(&["a.jpg"]);
    world.view.choose(ids[0]);
    world.view.inspector.tab = InspectorTab::Credentials;
    let mut metadata = FileMetadata::default();
    metadata.set_creators(["Smith; Sons", "Ana {x}"], Origin::Xmp);
    metadata.set(Field::Caption, &"x".repeat(3000), Origin::Xmp);
    for (field, text) in [
        (Field::Make, "Canon"),
        (Field::Model, "Canon EOS R5"),
        (Field::Camera, "Canon EOS R5"),
    ] {
        metadata.set(field, text, Origin::Exif);
    }
    world.absorb(Event::MetadataRead {
        id: ids[0],
        metadata: Arc::new(metadata),
    });
    let mut harness = world.harness(1280.0, 2000.0);
    harness.get_by_label("Caption shortened to 2,000 characters.");
    click(&mut harness, "Author from the photo: Smith; Sons, Ana {x}");
    click(&mut harness, "Camera from the photo: Canon EOS R5");
    let filled = form(&harness);
    assert_eq!(filled.creator, "Smith;; Sons; Ana {{x}}");
    assert_eq!(
        (filled.make.as_str(), filled.camera.as_str()),
        ("Canon", "Canon EOS R5")
    );
}
