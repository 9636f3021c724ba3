//! Whose time stamps make a time verified.

use std::sync::atomic::{AtomicUsize, Ordering};

use content_credentials::{ReportSummary, SigningTime, Verdict, read_report};

use super::{time_service::TimeService, *};

/// When it was stamped.
const STAMPED: &str = "20200601120000Z";

/// Signs, and has the signature stamped.
struct Stamped<'a> {
    signer: c2pa::BoxedSigner,
    /// The signer's certificate in the file.
    certificate: Vec<u8>,
    /// How often its certificates were asked for.
    asked: AtomicUsize,
    service: &'a TimeService,
}

impl c2pa::Signer for Stamped<'_> {
    fn sign(&self, data: &[u8]) -> c2pa::Result<Vec<u8>> {
        self.signer.sign(data)
    }

    fn alg(&self) -> SigningAlg {
        self.signer.alg()
    }

    /// The engine asks for them once to see that they hold today, and once more to write them.
    fn certs(&self) -> c2pa::Result<Vec<Vec<u8>>> {
        let mut chain = self.signer.certs()?;
        if self.asked.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
            chain[0].clone_from(&self.certificate);
        }
        Ok(chain)
    }

    fn reserve_size(&self) -> usize {
        self.signer.reserve_size() + 8192
    }

    fn send_timestamp_request(&self, message: &[u8]) -> Option<c2pa::Result<Vec<u8>>> {
        Some(Ok(self.service.answer(message, STAMPED)))
    }
}

/// A stamped JPEG whose signer's certificate holds until the start of this year, and the root's certificate.
fn stamped(until: i32, service: &TimeService) -> (Vec<u8>, String) {
    stamped_as(2, until, service)
}

/// Like [`stamped`], with a claim of this version.
fn stamped_as(version: u8, until: i32, service: &TimeService) -> (Vec<u8>, String) {
    let (signer, certificate, root) = signer_until(Authority::sound(), Authority::sound(), until);
    let stamped = Stamped {
        signer,
        certificate,
        asked: AtomicUsize::new(0),
        service,
    };
    (sign_as(&stamped, false, version).0, root)
}

fn list(name: &str, signers: &str, times: &str) -> TrustList {
    let mut list = TrustList::of_file(name, signers).unwrap();
    list.time_anchors = times.to_owned();
    list
}

fn judged(file: &[u8], lists: &[TrustList]) -> (Option<String>, ReportSummary) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    fs::write(&path, file).unwrap();
    match signer::read(&path, lists) {
        (Outcome::Report { trust_list, .. }, report) => (trust_list, read_report(&String::from_utf8(report).unwrap())),
        (other, _) => panic!("{other:?}"),
    }
}

fn is_verified(file: &[u8], lists: &[TrustList]) -> bool {
    let (_, reading) = judged(file, lists);
    match reading.validity.time {
        SigningTime::Verified => {
            assert!(reading.time.unwrap().starts_with("2020-06-01T12:00:00"));
            true
        }
        SigningTime::Unverified | SigningTime::NotStated => false,
    }
}

#[test]
fn a_time_is_verified_only_by_services_that_the_signers_list_names_or_all_lists_if_it_names_none() {
    let (service, other) = (TimeService::new("Clock"), TimeService::new("Other clock"));
    let (file, root) = stamped(4000, &service);
    let stranger = sound().2;
    let (clock, other) = (&service.authority_pem, &other.authority_pem);
    for (lists, verified, case) in [
        (vec![list("a", &root, "")], false, "a service on no list"),
        (vec![list("a", &root, clock)], true, "a service on the signer's list"),
        (
            vec![list("a", &root, other)],
            false,
            "another service on the signer's list",
        ),
        (
            vec![list("a", &root, other), list("b", &stranger, clock)],
            false,
            "a service of another list, where the signer's list names its own",
        ),
        (
            vec![list("b", &stranger, clock), list("a", &root, "")],
            true,
            "a list without services: those of the others",
        ),
        (
            vec![list("a", &root, ""), list("b", clock, "")],
            false,
            "an authority for signers on another list",
        ),
    ] {
        assert_eq!(is_verified(&file, &lists), verified, "{case}");
        let (known_to, reading) = judged(&file, &lists);
        assert_eq!(
            (known_to.as_deref(), reading.verdict),
            (Some("a"), Verdict::Trusted),
            "{case}"
        );
    }
    // Nobody on the lists signed it, but when it was signed is known.
    assert!(is_verified(&file, &[list("b", &stranger, clock)]));
    assert!(!is_verified(&file, &[]));
}

#[test]
fn the_time_of_a_version_1_claim_is_verified_only_if_its_service_is_on_a_list() {
    let (service, other) = (TimeService::new("Clock"), TimeService::new("Other clock"));
    let (file, root) = stamped_as(1, 4000, &service);
    let (clock, other) = (&service.authority_pem, &other.authority_pem);
    let (_, reading) = judged(&file, &[]);
    assert_eq!((reading.verdict, reading.time.is_some()), (Verdict::Valid, true));
    assert!(!is_verified(&file, &[]), "the engine says that everyone is trusted");
    assert!(!is_verified(&file, &[list("a", &root, other)]));
    assert!(is_verified(&file, &[list("a", &root, clock)]));
    assert!(is_verified(
        &file,
        &[list("a", &root, ""), list("b", &sound().2, clock)]
    ));
    // Beside the file, too.
    let folder = tempfile::tempdir().unwrap();
    let store = c2pa::jumbf_io::load_jumbf_from_memory("image/jpeg", &file).unwrap();
    let bare = folder.path().join("a.jpg");
    fs::write(&bare, JPEG).unwrap();
    fs::write(folder.path().join("a.c2pa"), store).unwrap();
    let (outcome, report) = signer::read(&bare, &[list("a", &root, clock)]);
    assert!(matches!(outcome, Outcome::Report { .. }), "{outcome:?}");
    let reading = read_report(&String::from_utf8(report).unwrap());
    assert_eq!(reading.validity.time, SigningTime::Verified);
}

#[test]
fn a_signature_outlives_its_certificate_only_with_a_verified_time() {
    let (service, other) = (TimeService::new("Clock"), TimeService::new("Other clock"));
    let (file, root) = stamped(2021, &service);
    let (known_to, reading) = judged(&file, &[list("a", &root, &service.authority_pem)]);
    assert_eq!((known_to.as_deref(), reading.verdict), (Some("a"), Verdict::Trusted));
    assert_eq!(reading.validity.time, SigningTime::Verified);
    for times in ["", &other.authority_pem] {
        let (_, reading) = judged(&file, &[list("a", &root, times)]);
        assert!(
            !matches!(reading.verdict, Verdict::Trusted | Verdict::Valid),
            "{reading:?}"
        );
        assert_ne!(reading.validity.time, SigningTime::Verified);
    }
}
