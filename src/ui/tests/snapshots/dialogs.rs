//! Dialogs and questions.

use super::{validity::expiring_report, worlds::*, *};
use crate::ui::tests::{commands::Ordered, inspector::report, suggestions::files_with_metadata};
use model::Profile;

#[test]
fn snapshots_of_the_sign_sheet() {
    pictures_of("sheet", |content| {
        let (mut world, ids) = queue(content);
        for (number, id) in ids.iter().enumerate().skip(3) {
            stored(&mut world, *id, &format!("uploads/{number}.jpg"));
        }
        let mut scene = scene(&mut world);
        crate::ui::sign::open(&mut scene, ids);
        let wishes = scene.requests;
        for wish in wishes {
            if let Request::Intent(intent) = wish {
                world.model.decide(intent);
            }
        }
        world
    });
}

#[test]
fn snapshots_of_suggestions_from_the_photos() {
    pictures_of("suggestions", |content| {
        let (mut world, ids) = queue(content);
        for (number, id) in ids.iter().enumerate() {
            stored(&mut world, *id, &format!("uploads/{number}.jpg"));
        }
        files_with_metadata(&mut world, &ids, content.pick(1, 40));
        crate::ui::sign::open(&mut scene(&mut world), ids);
        world
    });
}

/// The sign sheet with every field filled in, for a server that loses most of them.
#[test]
fn snapshots_of_the_sign_form() {
    let filled = |content: Content| {
        let (mut world, ids) = queue(content);
        for (number, id) in ids.iter().enumerate() {
            stored(&mut world, *id, &format!("uploads/{number}.jpg"));
        }
        let words = |ordinary: &str| {
            content.pick(
                ordinary.to_owned(),
                "港の夜明け, and a line that does not end ".repeat(6),
            )
        };
        let form = content_credentials::ManifestForm {
            title: "{stem}".to_owned(),
            creator: words("Ana Ferreira"),
            headline: words("Fog in the harbor"),
            caption: words("Fog over the harbor of Setúbal before sunrise."),
            credit: words("Ana Ferreira / Agency"),
            copyright: words("© 2026 Ana Ferreira"),
            camera: words("Model 7"),
            origin: Some(content_credentials::Origin::DigitalCapture),
            all_actions: Some(false),
            no_thumbnail: true,
            ..content_credentials::ManifestForm::default()
        };
        world.model.presets.keep("Photographs", form.to_text()).unwrap();
        world.model.presets.set_first(Some("Photographs"));
        world.absorb(Event::EngineSeen("0.59.1".parse().unwrap()));
        let mut scene = scene(&mut world);
        crate::ui::sign::open(&mut scene, ids);
        world
    };
    pictures_of("form", filled);
    pictures_after("form-fields", filled, |harness, _| {
        harness.get_by_label("Fewer fields").scroll_to_me();
        harness.run();
    });
}

/// Signed files, all selected, with different verification results.
fn verified(content: Content) -> World {
    let (mut world, ids) = queue(content);
    let verdicts = [Verdict::Trusted, Verdict::Valid, Verdict::Trusted, Verdict::Invalid];
    for (number, id) in ids.into_iter().enumerate() {
        world.view.selection_mut().toggle(id);
        stored(&mut world, id, &format!("uploads/{number}.jpg"));
        world.sign(id);
        match verdicts.get(number % 5) {
            Some(verdict) if number == 1 => world.verify(id, *verdict, &expiring_report(content)),
            Some(verdict) => world.verify(id, *verdict, &report()),
            None => world.absorb(Event::VerifyFailed {
                id,
                target: VerifyTarget::Signed,
                failure: trouble(content, "The server did not verify it.", "Try again when it answers."),
            }),
        }
    }
    world
}

#[test]
fn snapshots_of_verification_results() {
    pictures_of("found", verified);
    pictures_after("results", verified, |harness, _| {
        harness.state_mut().run_command(Ordered::ShowResults);
    });
}

#[test]
fn snapshots_of_the_diagnostics_and_of_the_template() {
    pictures_after("diagnostics", few, |harness, content| {
        let more = content.pick("", ", and a line that does not come to an end").repeat(8);
        let lines = format!("Que Uploader: 0.1.0\nSystem: Linux\nKeyring: answers{more}\n");
        let view = &mut harness.state_mut().view;
        view.show_diagnostics(lines.repeat(content.pick(4, 200)));
    });
    pictures_after("template", few, |harness, content| {
        let template = content.pick("{name}: {s3_uri}".to_owned(), "{name} {key} {nonsense} ".repeat(12));
        harness.state_mut().write_template(&template);
    });
}

#[test]
fn snapshots_of_the_questions_before_quitting_and_switching() {
    pictures_after(
        "quit",
        |content| {
            let mut world = desk(content).0;
            if content.is_extreme() {
                world.model.decide(Intent::Add(vec!["/more".into()]));
            }
            world
        },
        |harness, _| harness.state_mut().view.ask_to_quit(),
    );
    pictures_of("switch", |content| {
        let mut world = few(content);
        let mut settings = world.model.settings.clone();
        if content.is_extreme() {
            let name = "地方新聞の写真部 صحيفة 🌅 of the newspaper and of everybody else at the desk".to_owned();
            settings.profiles.push(Profile {
                name: name.clone(),
                ..Profile::at("https://api.example.org")
            });
            settings.active = name;
        }
        world.model.switching = Some(settings);
        world
    });
}

#[test]
fn snapshots_of_the_questions_before_data_is_lost() {
    pictures_after("forget", history_of, |harness, content| {
        let world = harness.state_mut();
        let ids = world.model.history.loaded().map(|upload| upload.id);
        let ids = ids.take(content.pick(1, usize::MAX)).collect();
        forgetting::ask(&mut scene(world), ids);
    });
    pictures_after(
        "changes",
        |content| {
            let mut world = few(content);
            if content.is_extreme() {
                crowd(&mut world);
            }
            world
                .view
                .dialogs
                .put(crate::ui::dialogs::Dialog::Template("{name}".to_owned()));
            world
        },
        |harness, _| {
            harness.get_by_label("Template").type_text(" of the newspaper");
            harness.run_steps(2);
            harness.key_press(Key::Escape);
        },
    );
}
