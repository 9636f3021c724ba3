//! The tab Check.

use super::{super::check, worlds::*, *};
use model::{CheckEvent, CheckResult};

#[test]
fn snapshots_of_the_check() {
    pictures_of("check", checked);
    pictures_of("check-empty", |content| {
        let mut world = World::new();
        world.view.tab = Tab::Check;
        if content.is_extreme() {
            world.absorb(Event::Check(CheckEvent::Lists(vec![check::list(
                "official",
                "Official C2PA list",
                None,
                false,
            )])));
        }
        world
    });
}

/// A file of each verdict, or a thousand with long names. The shown one's report is there.
fn checked(content: Content) -> World {
    let mut world = World::new();
    world.view.tab = Tab::Check;
    let day = 24 * 60 * 60 * 1000;
    let fetched = |days: i64| Some(NOW.as_millis() - days * day);
    world.absorb(Event::Check(CheckEvent::Lists(vec![
        check::list("official", "Official C2PA list", fetched(2), false),
        check::list(
            "interim",
            "Interim list",
            fetched(content.pick(2, 45)),
            content.is_extreme(),
        ),
        check::list("news", "News publishers (IPTC)", fetched(2), false),
        check::list("que", "Que server's list", None, false),
    ])));
    let kinds = kinds(content);
    let many = content.pick(kinds.len(), 1000);
    let files: Vec<_> = (0..many)
        .map(|number| {
            let (name, result) = &kinds[number % kinds.len()];
            let name = content.pick((*name).to_owned(), long_name(number));
            (format!("/photos/{name}"), Some(result.clone()))
        })
        .collect();
    world.check(files);
    if content.is_extreme() {
        let failures = vec![model::ListFailure::in_words(
            "News publishers (IPTC) was not updated. Could not reach trust.iptc.org.".to_owned(),
            "Check the connection to the internet. The copy on this computer was kept.".to_owned(),
        )];
        world.model.checks.failures = failures;
    }
    world.model.decide(Intent::Check(model::CheckIntent::Show(Some(0))));
    let result = CheckResult {
        report: Some(check::report(
            &[
                "claimSignature.validated",
                "timeStamp.validated",
                "signingCredential.trusted",
            ],
            &[],
        )),
        ..check::trusted()
    };
    world.absorb(Event::Check(CheckEvent::Report { run: 0, row: 0, result }));
    world
}

/// A file of each verdict.
fn kinds(content: Content) -> [(&'static str, CheckResult); 7] {
    let unknown = "The file is as it was signed, but its signer is on none of the trust lists used.";
    [
        ("harbor at dawn.jpg", check::trusted()),
        (
            "council meeting.mp4",
            CheckResult {
                issuer: Some("Newsroom Tools ".repeat(content.pick(1, 8)).trim().to_owned()),
                ..check::result(Some(Verdict::Valid), unknown)
            },
        ),
        (
            "mayor (copy).jpg",
            check::result(Some(Verdict::Invalid), "The file was changed after it was signed."),
        ),
        (
            "portrait.webp",
            check::result(Some(Verdict::None), "This file has no Content Credentials."),
        ),
        (
            "poster.png",
            check::result(
                Some(Verdict::Remote),
                "Nothing was fetched. According to the file, they are at https://example.org/manifests/4711",
            ),
        ),
        (
            "scan.tiff",
            check::result(Some(Verdict::Unconfirmed), "It could not be read in 20 s."),
        ),
        ("gone.jpg", check::result(None, "The file is no longer here.")),
    ]
}
