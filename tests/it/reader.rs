//! An independent check: the `c2pa` crate's own reader reads what the sandbox signed.

use std::{collections::HashSet, io::Cursor};

use c2pa::{Context, Reader, ValidationState};
use model::{Intent, SignState, Status, VerifyTarget};
use serde_json::json;

use crate::{
    backend::Setup,
    bench::Bench,
    files::{self, write},
};

/// Reads like anyone who has the trust list.
fn read(bench: &Bench, format: &str, bytes: &[u8]) -> c2pa::Result<Reader> {
    let settings = json!({"trust": {"trust_anchors": bench.sandbox().trust_anchor_pem()}});
    Reader::from_context(Context::new().with_settings(settings)?).with_stream(format, Cursor::new(bytes.to_vec()))
}

#[test]
fn signed_copies_of_every_kind_are_trusted_and_a_tampered_one_is_invalid() {
    let bench = Bench::new();
    let kinds = files::signable();
    for (name, _, bytes) in &kinds {
        write(bench.path("files").join(name), bytes);
    }
    let mut backend = Setup::new(&bench).start();
    backend.upload(&[bench.path("files")]);
    let ids: Vec<_> = backend.model.queue.uploads().iter().map(|upload| upload.id).collect();
    let form = content_credentials::ManifestForm {
        title: "Made in a test".to_owned(),
        origin: Some(content_credentials::Origin::DigitalCapture),
        ..Default::default()
    };
    backend.send(Intent::Sign {
        ids: ids.clone(),
        manifest_json: form.to_text(),
    });
    backend.wait_for("all signings", |model| model.queue.totals().count(Status::Signing) == 0);
    for (name, format, original) in &kinds {
        let row = backend.row(name);
        assert_eq!(row.sign, SignState::Signed, "{name}");
        let copy = bench.fetch_uri(row.signed_uri().unwrap());
        assert!(copy != *original, "{name}");
        let reader = read(&bench, format, &copy).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            reader.validation_state(),
            ValidationState::Trusted,
            "{name}: {:?}",
            reader.validation_status()
        );
        assert_eq!(reader.active_manifest().unwrap().title(), Some("Made in a test"));

        let tampered = tampered(name, original, &copy);
        match read(&bench, format, &tampered) {
            Ok(reader) => assert_eq!(reader.validation_state(), ValidationState::Invalid, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
    }
    backend.send(Intent::Verify {
        ids,
        target: VerifyTarget::Signed,
    });
    backend.wait_for("all verifications", |model| {
        model.queue.totals().count(Status::Verified) == kinds.len()
    });
}

/// The copy with one bit of the picture or sound changed, outside of the manifest and the file's structure.
fn tampered(name: &str, original: &[u8], copy: &[u8]) -> Vec<u8> {
    // A piece of the original, taken from where every format has its content, that occurs exactly once in the copy.
    const LENGTH: usize = 12;
    let piece_at = |at: usize| {
        let piece = original.get(at..at + LENGTH)?;
        let lively = piece.iter().collect::<HashSet<_>>().len() > LENGTH / 2;
        let mut places = (0..copy.len() - LENGTH).filter(|place| copy[*place..].starts_with(piece));
        let place = places.next()?;
        (lively && places.next().is_none()).then_some(place)
    };
    let content = original.windows(4).position(|name| name == b"mdat");
    let place = (content.map_or(original.len() / 2, |at| at + 64)..original.len())
        .find_map(piece_at)
        .unwrap_or_else(|| panic!("{name}: no piece is found again"));
    let mut tampered = copy.to_vec();
    tampered[place + LENGTH / 2] ^= 1;
    tampered
}
