//! Reading signed files here, without a child process.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stand outside of test functions"
)]

mod time;
mod time_service;

use std::{fs, io::Cursor, path::Path};

use c2pa::{Builder, Context, SigningAlg, create_signer};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use serde_json::json;

use super::{Outcome, signer};
use crate::opened::Opened;
use trust_lists::TrustList;

const JPEG: &[u8] = include_bytes!("../../../testkit/fixtures/picture.jpg");

/// An authority's certificate.
struct Authority {
    years: (i32, i32),
    is_ca: IsCa,
    usages: Vec<KeyUsagePurpose>,
}

impl Authority {
    fn sound() -> Self {
        Self {
            years: (2020, 4000),
            is_ca: IsCa::Ca(BasicConstraints::Unconstrained),
            usages: vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature],
        }
    }

    fn params(self, name: &str) -> CertificateParams {
        let mut params = named(name);
        (params.not_before, params.not_after) = (date_time_ymd(self.years.0, 1, 1), date_time_ymd(self.years.1, 1, 1));
        params.is_ca = self.is_ca;
        params.key_usages = self.usages;
        params.use_authority_key_identifier_extension = true;
        params
    }
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.distinguished_name.push(DnType::OrganizationName, "Tests");
    params
}

/// A signer, a certificate of its own that holds only until the start of this year, and the root's certificate.
fn signer_until(root: Authority, between: Authority, until: i32) -> (c2pa::BoxedSigner, Vec<u8>, String) {
    let key = || KeyPair::generate().unwrap();
    let root = CertifiedIssuer::self_signed(root.params("Root"), key()).unwrap();
    let between = CertifiedIssuer::signed_by(between.params("Between"), key(), &root).unwrap();
    let mut leaf = named("Signer");
    leaf.is_ca = IsCa::ExplicitNoCa;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
    leaf.use_authority_key_identifier_extension = true;
    (leaf.not_before, leaf.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(until, 1, 1));
    let leaf_key = key();
    let limited = leaf.signed_by(&leaf_key, &between).unwrap();
    leaf.not_after = date_time_ymd(4000, 1, 1);
    let leaf = leaf.signed_by(&leaf_key, &between).unwrap();
    let chain = leaf.pem() + &between.pem();
    let signer = create_signer::from_keys(
        chain.as_bytes(),
        leaf_key.serialize_pem().as_bytes(),
        SigningAlg::Es256,
        None,
    );
    (signer.unwrap(), limited.der().to_vec(), root.pem())
}

/// A signed JPEG, and its manifest store.
fn sign(signer: &dyn c2pa::Signer) -> (Vec<u8>, Vec<u8>) {
    sign_into(signer, false)
}

/// Like [`sign`]; `beside` leaves the manifest store out of the picture.
fn sign_into(signer: &dyn c2pa::Signer, beside: bool) -> (Vec<u8>, Vec<u8>) {
    sign_as(signer, beside, 2)
}

/// Like [`sign_into`], with a claim of this version.
fn sign_as(signer: &dyn c2pa::Signer, beside: bool, version: u8) -> (Vec<u8>, Vec<u8>) {
    let settings = json!({ "verify": { "verify_after_sign": false } });
    let context = Context::new().with_settings(settings).unwrap();
    let manifest = json!({
        "claim_version": version, "title": "Harbor", "claim_generator_info": [{ "name": "Camera", "version": "1" }],
        "thumbnail": { "format": "none", "identifier": "" },
        "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [{ "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }] } }]
    });
    let mut builder = Builder::from_context(context).with_definition(manifest).unwrap();
    builder.set_no_embed(beside);
    let mut copy = Cursor::new(Vec::new());
    let mut source = Cursor::new(JPEG.to_vec());
    let store = builder.sign(signer, "image/jpeg", &mut source, &mut copy).unwrap();
    (copy.into_inner(), store)
}

/// A signed JPEG, its manifest store, and the root's certificate.
fn signed(root: Authority, between: Authority) -> (Vec<u8>, Vec<u8>, String) {
    let (signer, _, root) = signer_until(root, between, 4000);
    let (file, store) = sign(signer.as_ref());
    (file, store, root)
}

fn sound() -> (Vec<u8>, Vec<u8>, String) {
    signed(Authority::sound(), Authority::sound())
}

fn read(folder: &Path, name: &str, bytes: &[u8], trust: &[TrustList]) -> Outcome {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    signer::read(&path, trust).0
}

/// Whether a list with this root alone knows the signer.
fn is_known(root: Authority, between: Authority) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let (file, _, root) = signed(root, between);
    let list = TrustList::of_file("root.pem", &root).unwrap();
    match read(folder.path(), "a.jpg", &file, &[list]) {
        Outcome::Report { trust_list, .. } => trust_list.is_some(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_manifest_store_without_a_manifest_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    fs::write(&path, JPEG).unwrap();
    let Ok(mut opened) = Opened::at(&path, None, None) else {
        panic!("it is there")
    };
    for error in [c2pa::Error::ProvenanceMissing, c2pa::Error::JumbfNotFound] {
        assert_eq!(signer::refused(&path, &mut opened, &error), Outcome::Nothing);
    }
}

#[cfg(unix)]
#[test]
fn a_check_of_a_large_file_has_time_for_all_its_readings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.mp4");
    fs::File::create(&path).unwrap().set_len(4 << 30).unwrap();
    let [one, all] = [1, super::MAX_READS]
        .map(|reads| crate::opened::limits_of_reads(&path, crate::local_verification::LONGEST_REPORT, reads));
    // 4 GiB at 16 MiB a second.
    assert_eq!(all.seconds - one.seconds, 3 * 256);
    assert_eq!(all.memory, one.memory);
}

#[test]
fn a_signer_is_known_only_through_authorities_that_hold_and_may_issue() {
    let sound = Authority::sound;
    let expired = || Authority {
        years: (2000, 2010),
        ..sound()
    };
    let cannot_sign = || Authority {
        usages: vec![KeyUsagePurpose::DigitalSignature],
        ..sound()
    };
    let only_leaves = || Authority {
        is_ca: IsCa::Ca(BasicConstraints::Constrained(0)),
        ..sound()
    };
    assert!(is_known(sound(), sound()));
    assert!(is_known(sound(), only_leaves()));
    assert!(!is_known(expired(), sound()), "an expired root");
    assert!(!is_known(sound(), expired()), "an expired authority");
    assert!(
        !is_known(sound(), cannot_sign()),
        "an authority's key that signs no certificates"
    );
    assert!(
        !is_known(only_leaves(), sound()),
        "an authority below one that allows none"
    );
}

#[test]
fn the_list_that_knows_the_signer_is_named_and_lends_no_other_its_authorities() {
    let folder = tempfile::tempdir().unwrap();
    let ((file, _, root), (_, _, other)) = (sound(), sound());
    let list = |name: &str, pem: &str| TrustList::of_file(name, pem).unwrap();
    let mut times = list("times", &sound().2);
    times.time_anchors = std::mem::take(&mut times.anchors);
    let all = [list("other", &other), times, list("own", &root)];
    let known = Outcome::Report {
        trust_list: Some("own".to_owned()),
        identity_list: None,
        sidecar: None,
    };
    assert_eq!(read(folder.path(), "a.jpg", &file, &all), known);
    // Whoever is in the reader's one set of authorities says when something was signed, too. This list names nobody for that.
    let given = signer::settings(&[&all[2]], &all)["trust_anchors"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(given, format!("{}{}", all[2].anchors, all[1].time_anchors));
    // An authority for time stamps knows no signers.
    let mut only_times = list("times", &root);
    (only_times.time_anchors, only_times.signers) = (std::mem::take(&mut only_times.anchors), String::new());
    let unknown = Outcome::Report {
        trust_list: None,
        identity_list: None,
        sidecar: None,
    };
    assert_eq!(read(folder.path(), "a.jpg", &file, &[only_times]), unknown);
}

#[test]
fn a_damaged_or_disguised_file_with_a_readable_name_is_not_taken_for_another_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut damaged = sound().0;
    damaged[0] = 0;
    for bytes in [&b""[..], &damaged, b"random bytes", b"%PDF-1.7\n"] {
        let found = read(folder.path(), "a.jpg", bytes, &[]);
        assert_eq!(found, Outcome::NotOfItsType("JPEG".to_owned()), "{bytes:?}");
    }
    assert_eq!(read(folder.path(), "a.txt", b"words", &[]), Outcome::Unsupported);
}

#[test]
fn a_manifest_store_without_its_file_is_no_verdict_and_a_broken_one_is_named_beside_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (_, store, _) = sound();
    assert_eq!(read(folder.path(), "a.c2pa", &store, &[]), Outcome::OnlyCredentials);
    fs::write(folder.path().join("a.c2pa"), "no store").unwrap();
    let found = read(folder.path(), "a.jpg", JPEG, &[]);
    assert_eq!(found, Outcome::StoreUnreadable("a.c2pa".to_owned()));
}

/// Whether it belongs to the picture, nobody knows: such a picture is not one without credentials.
#[test]
fn a_manifest_store_beside_a_picture_that_cannot_be_read_leaves_the_picture_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let (signer, _, _) = signer_until(Authority::sound(), Authority::sound(), 4000);
    let (picture, store) = sign_into(signer.as_ref(), true);
    let path = folder.path().join("a.jpg");
    fs::write(&path, &picture).unwrap();
    let mut damaged = store.clone();
    damaged[..64].fill(0xff);
    let written = |content: &[u8]| {
        let content = content.to_vec();
        Box::new(move |path: &Path| fs::write(path, &content).unwrap()) as Box<dyn Fn(&Path)>
    };
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut beside = vec![
        written(b""),
        written(b"no store"),
        written(&damaged),
        written(&store[..20]),
        written(&store[..store.len() / 2]),
        written(&store[..store.len() - 1]),
        Box::new(|path: &Path| fs::File::create(path).unwrap().set_len(65 << 20).unwrap()),
        Box::new(|path: &Path| fs::create_dir(path).unwrap()),
    ];
    #[cfg(unix)]
    beside.push(Box::new(|path| std::os::unix::fs::symlink("nowhere", path).unwrap()));
    for (number, make) in beside.iter().enumerate() {
        for name in ["a.jpg.c2pa", "a.C2PA"] {
            let sidecar = folder.path().join(name);
            make(&sidecar);
            let look = || crate::find_credentials(&path, "image/jpeg", None).facts.to_string();
            let unknown = format!("The manifest store {name} beside it can't be read.");
            assert!(look().contains(&unknown), "{number} {name}: {}", look());
            let found = signer::read(&path, &[]).0;
            assert_eq!(found, Outcome::StoreUnreadable(name.to_owned()), "{number} {name}");
            // One that can be read counts.
            let good = folder.path().join("a.c2pa");
            fs::write(&good, &store).unwrap();
            assert!(
                look().contains("Credentials") && look().contains("a.c2pa"),
                "{}",
                look()
            );
            fs::remove_file(good).unwrap();
            fs::remove_file(&sidecar).or_else(|_| fs::remove_dir(&sidecar)).unwrap();
        }
    }
    assert!(
        crate::find_credentials(&path, "image/jpeg", None)
            .facts
            .to_string()
            .contains("Nothing")
    );
}

#[test]
fn a_file_that_is_written_while_it_is_read_is_seen_to_have_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    fs::write(&path, JPEG).unwrap();
    let file = fs::File::open(&path).unwrap();
    let before = signer::state(&file);
    assert!(before.is_some() && signer::state(&file) == before);
    let writing = fs::OpenOptions::new().append(true).open(&path).unwrap();
    writing.set_len(JPEG.len() as u64 - 1).unwrap();
    assert_ne!(signer::state(&file), before);
    writing.set_len(JPEG.len() as u64).unwrap();
    writing.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_ne!(signer::state(&file), before, "the same size at another time");
}

/// What a check says, and what a look on arrival finds.
fn checked(path: &Path, trust: &[TrustList]) -> (Outcome, String, String) {
    let (outcome, report) = signer::read(path, trust);
    let look = crate::find_credentials(path, "image/jpeg", None).facts.to_string();
    let reading = content_credentials::read_report(&String::from_utf8(report).unwrap());
    let (verdict, sidecar) = match &outcome {
        Outcome::Report { sidecar, .. } => (reading.verdict, sidecar.as_deref()),
        other => panic!("{other:?}"),
    };
    let words = super::wording::with_sidecar(sidecar, verdict, reading.explanation);
    (outcome, words, look)
}

#[test]
fn a_file_without_credentials_is_read_with_the_manifest_store_beside_it_and_the_verdict_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (signer, _, root) = signer_until(Authority::sound(), Authority::sound(), 4000);
    let (picture, store) = sign_into(signer.as_ref(), true);
    let list = TrustList::of_file("root.pem", &root).unwrap();
    let path = folder.path().join("a.jpg");
    fs::write(&path, &picture).unwrap();
    for name in ["a.c2pa", "a.jpg.c2pa"] {
        let sidecar = folder.path().join(name);
        fs::write(&sidecar, &store).unwrap();
        let (outcome, words, look) = checked(&path, std::slice::from_ref(&list));
        let expected = Outcome::Report {
            trust_list: Some("root.pem".to_owned()),
            identity_list: None,
            sidecar: Some(name.to_owned()),
        };
        assert_eq!(outcome, expected);
        assert!(
            words.contains(&format!("not in the file but in {name} beside it")),
            "{words}"
        );
        assert!(look.contains("Tests") && look.contains(name), "{look}");
        // Another picture beside it.
        let other = folder.path().join("other/a.jpg");
        fs::create_dir_all(other.parent().unwrap()).unwrap();
        fs::copy(&sidecar, other.with_file_name(name)).unwrap();
        let mut changed = picture.clone();
        let last = changed.len() - 3;
        changed[last] ^= 1;
        fs::write(&other, changed).unwrap();
        let (_, words, _) = checked(&other, &[]);
        assert!(words.contains("may belong to another file"), "{words}");
        fs::remove_file(&sidecar).unwrap();
        fs::remove_dir_all(other.parent().unwrap()).unwrap();
    }
    assert_eq!(signer::read(&path, &[]).0, Outcome::Nothing);
    // What is in the file counts, whatever lies beside it.
    let (inside, _, _) = sound();
    fs::write(&path, inside).unwrap();
    fs::write(folder.path().join("a.c2pa"), &store).unwrap();
    assert!(matches!(
        signer::read(&path, &[]).0,
        Outcome::Report { sidecar: None, .. }
    ));
}
