//! Whether the time of signing is verified, and when the signer's certificate ends, for every shape of report.

use rcgen::{CertificateParams, DnType, KeyPair, SerialNumber, date_time_ymd};

use super::*;

/// A certificate with this serial number that ends at the start of this day, as PEM.
fn pem(serial: u64, (year, month, day): (i32, u8, u8)) -> String {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name.push(DnType::OrganizationName, "Sandbox");
    parameters.serial_number = Some(SerialNumber::from(serial));
    parameters.not_before = date_time_ymd(2025, 1, 1);
    parameters.not_after = date_time_ymd(year, month, day);
    parameters.self_signed(&KeyPair::generate().unwrap()).unwrap().pem()
}

fn validity(report: &Value) -> Validity {
    read_report(&report.to_string()).validity
}

#[test]
fn a_time_is_verified_only_if_a_time_stamp_holds_and_its_authority_is_not_doubted() {
    for (success, informational, time) in [
        (
            &[SIGNED, "timeStamp.validated", "timeStamp.trusted"][..],
            &[][..],
            SigningTime::Verified,
        ),
        (&[SIGNED, "timeStamp.validated"], &[], SigningTime::Verified),
        (
            &[SIGNED, "timeStamp.validated"],
            &["timeStamp.untrusted"],
            SigningTime::Unverified,
        ),
        (&[SIGNED], &["timeStamp.mismatch"], SigningTime::Unverified),
        (&[SIGNED], &["timeStamp.outsideValidity"], SigningTime::Unverified),
        (&[SIGNED], &[], SigningTime::Unverified),
        // A second stamp that fails takes nothing from the first.
        (&["timeStamp.trusted"], &["timeStamp.malformed"], SigningTime::Verified),
    ] {
        let say = Say {
            success,
            informational,
            ..Say::default()
        };
        for (shape, make) in SHAPES {
            assert_eq!(
                validity(&make(say)).time,
                time,
                "{shape}: {success:?}, {informational:?}"
            );
        }
    }
    // The stamp of an ingredient says nothing of the file.
    let say = Say {
        success: &[SIGNED],
        delta: &["timeStamp.trusted"],
        ..Say::default()
    };
    assert_eq!(validity(&plain(say)).time, SigningTime::Unverified);
}

#[test]
fn a_report_of_failures_alone_has_a_verified_time_if_it_names_one() {
    let mut report = plain(Say::default());
    report["validation_results"] = Value::Null;
    assert_eq!(validity(&report).time, SigningTime::Unverified);
    report["manifests"]["urn:1"]["signature_info"]["time"] = json!("2026-11-30T10:00:00Z");
    assert_eq!(validity(&report).time, SigningTime::Verified);
    for unclear in [json!({}), json!({ "summary": { "isTrusted": true } }), json!([])] {
        assert_eq!(validity(&unclear).time, SigningTime::NotStated, "{unclear}");
    }
}

#[test]
fn the_time_of_a_version_1_claim_is_not_verified_unless_this_program_checked_its_authority() {
    let say = Say {
        success: &[SIGNED, "timeStamp.validated", "timeStamp.trusted"],
        ..Say::default()
    };
    let mut report = plain(say);
    assert_eq!(validity(&report).time, SigningTime::Verified);
    report["manifests"]["urn:1"]["claim_version"] = json!(1);
    assert_eq!(validity(&report).time, SigningTime::Unverified);
    report[CHECKED_HERE] = json!({ "timeStampAuthority": true });
    assert_eq!(validity(&report).time, SigningTime::Verified);
    report[CHECKED_HERE] = json!({ "timeStampAuthority": "yes" });
    assert_eq!(validity(&report).time, SigningTime::Unverified);
    report["manifests"]["urn:1"]["claim_version"] = json!(2);
    assert_eq!(validity(&report).time, SigningTime::Verified);
    // Without a version, the label tells it.
    let text = plain(say).to_string();
    for (label, time) in [
        ("urn:c2pa:4711", SigningTime::Verified),
        ("urn:uuid:4711", SigningTime::Unverified),
        ("adobe:urn:uuid:4711", SigningTime::Unverified),
    ] {
        let report: Value = serde_json::from_str(&text.replace("urn:1", label)).unwrap();
        assert_eq!(validity(&report).time, time, "{label}");
    }
}

#[test]
fn the_end_of_the_signers_certificate_is_read_from_the_certificate_itself() {
    let end = |report: &Value| validity(report).expires_rfc3339();
    let (leaf, root) = (pem(12, (2026, 12, 12)), pem(99, (2040, 1, 1)));
    let with = |certificates: Value| json!({ "report": plain(Say::default()), "certificates": certificates });
    let leafs = Some("2026-12-12T00:00:00Z".to_owned());
    // "12" is the signer's serial number in the plain shape, wherever it stands in the chain.
    for certificates in [
        json!([leaf, root]),
        json!([root, leaf]),
        json!(format!("{leaf}{root}")),
        json!([{ "pem": root }, { "pem": leaf, "serial_number": "12" }]),
    ] {
        assert_eq!(end(&with(certificates.clone())), leafs, "{certificates}");
    }
    // The certificate counts, not what stands beside it.
    let told = json!([{ "pem": leaf, "not_after": "2099-01-01T00:00:00Z" }]);
    assert_eq!(end(&with(told)), leafs);
    assert_eq!(
        end(&with(json!([{ "subject": "A", "not_after": "2027-02-03" }]))).as_deref(),
        Some("2027-02-03T00:00:00Z")
    );
    assert_eq!(end(&cr_json(Say::default())).as_deref(), Some("2027-01-01T00:00:00Z"));
    for nothing in [
        json!([]),
        json!(["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]),
        json!("x"),
        json!(7),
    ] {
        assert_eq!(end(&with(nothing.clone())), None, "{nothing}");
    }
    let facts = Report::read(&with(json!([leaf])).to_string())
        .certificates
        .remove(0)
        .facts;
    let fact = |word: &str| {
        facts
            .iter()
            .find(|(field, _)| field.words() == word)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(fact("Valid until"), Some("2026-12-12T00:00:00Z"));
    assert!(
        fact("Subject").is_some_and(|subject| subject.contains("Sandbox")),
        "{facts:?}"
    );
}

#[test]
fn a_damaged_certificate_is_read_without_a_panic_and_without_an_end() {
    let whole = pem(12, (2026, 12, 12));
    for cut in 0..whole.len() {
        let damaged = &whole[..cut];
        let report = json!({ "certificates": [damaged], "report": plain(Say::default()) });
        let _ = validity(&report);
        let mut turned = whole.clone().into_bytes();
        turned[cut] = turned[cut].wrapping_add(1) & 0x7f;
        let _ = validity(&json!({ "certificates": [String::from_utf8(turned).unwrap()] }));
    }
    assert_eq!(
        validity(&json!({ "certificates": [&whole[..whole.len() / 2]] })).certificate_expires,
        None
    );
}

#[test]
fn the_evidence_of_a_signature_may_have_the_certificate() {
    let leaf = pem(5, (2026, 12, 12));
    for name in ["certificates", "certificate_chain", "chain", "certificate"] {
        let evidence = json!({ "alg": "ES256", name: leaf });
        assert_eq!(
            certificate_in_evidence(&evidence.to_string()).as_deref(),
            Some("2026-12-12T00:00:00Z"),
            "{name}"
        );
    }
    for nothing in ["", "{", r#"{"signer":"env_dev","alg":"ES256"}"#, r#"{"chain":"MIIC"}"#] {
        assert_eq!(certificate_in_evidence(nothing), None, "{nothing}");
    }
}
