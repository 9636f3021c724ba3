//! The rules of the verdict, each with the reports of every generation of engines.

use serde_json::json;

use super::{
    super::{
        codes::{
            self, EXPIRED, REVOKED, SIGNATURE_MISMATCH, STAMP_MISMATCH, STAMP_VALID, TAMPERED, TRUSTED, UNTRUSTED,
        },
        status_words, *,
    },
    SIGNED, Say, cr_json, detailed, flat, plain, with_state,
};

/// Engines that report a mismatch for an unknown signer.
const OLD: [&str; 2] = ["0.59.1", "0.60.0"];
/// Engines for which a mismatch is a broken signature.
const NEW: [&str; 3] = ["0.67.1", "0.90.22", "0.91.0"];

/// The reports that an engine of this version makes of a file that it signed itself.
fn reports(version: &str, say: Say<'_>) -> Vec<(&'static str, Value)> {
    let is_new = matches!(version, "0.90.22" | "0.91.0");
    let mut plain = plain(say);
    let manifest = &mut plain["manifests"]["urn:1"];
    manifest["claim_generator_info"][0]["org.contentauth.c2pa_rs"] = json!(version);
    if is_new {
        manifest["claim_version"] = json!(2);
    } else {
        manifest["ingredients"] = json!([]);
    }
    let mut detailed = detailed(say);
    detailed["manifests"]["urn:1"]["claim"]["claim_generator_info"]["org.contentauth.c2pa_rs"] = json!(version);
    let mut reports = vec![("plain", plain), ("detailed", detailed)];
    if is_new {
        let mut report = cr_json(say);
        report["jsonGenerator"] = json!({ "name": "c2pa-rs", "version": version });
        reports.push(("crJSON", report));
    }
    reports
}

/// Shapes that name no engine.
fn nameless(say: Say<'_>) -> Vec<(&'static str, Value)> {
    vec![
        (
            "summary",
            with_state(
                json!({ "summary": { "isTrusted": false }, "validationStatus": flat(say) }),
                say.state,
            ),
        ),
        (
            "info",
            with_state(
                json!({ "active_manifest": "urn:1", "signature_info": { "issuer": "X" }, "validation_status": flat(say) }),
                say.state,
            ),
        ),
        (
            "tree",
            with_state(
                json!({ "tree": { "label": "urn:1" }, "validation_status": flat(say) }),
                say.state,
            ),
        ),
    ]
}

fn is(reports: Vec<(&'static str, Value)>, verdict: Verdict) -> Vec<ReportSummary> {
    reports
        .into_iter()
        .map(|(shape, report)| {
            let reading = read_report(&report.to_string());
            assert_eq!(reading.verdict, verdict, "{shape}: {report:#} {reading:?}");
            reading
        })
        .collect()
}

#[test]
fn a_mismatch_with_an_unknown_signer_is_never_called_valid_without_a_reason() {
    for unknown in [
        &[SIGNATURE_MISMATCH, UNTRUSTED][..],
        &[EXPIRED, SIGNATURE_MISMATCH],
        &[UNTRUSTED, EXPIRED, SIGNATURE_MISMATCH],
    ] {
        for state in [None, Some("Invalid"), Some("Valid"), Some("Trusted")] {
            let say = Say {
                state,
                failure: unknown,
                ..Say::default()
            };
            for engine in OLD {
                for reading in is(reports(engine, say), Verdict::Unconfirmed) {
                    assert!(!reading.explanation.contains("changed"), "{reading:?}");
                    assert!(reading.explanation.contains("does not check"), "{reading:?}");
                }
            }
            for engine in NEW {
                for reading in is(reports(engine, say), Verdict::Invalid) {
                    assert!(reading.explanation.contains(SIGNATURE_MISMATCH), "{reading:?}");
                }
            }
            is(nameless(say), Verdict::Unconfirmed);
        }
    }
}

#[test]
fn a_mismatch_without_an_unknown_signer_is_invalid_by_every_engine() {
    let say = Say {
        failure: &[SIGNATURE_MISMATCH],
        ..Say::default()
    };
    for engine in OLD.into_iter().chain(NEW) {
        is(reports(engine, say), Verdict::Invalid);
    }
    is(nameless(say), Verdict::Invalid);
}

#[test]
fn a_time_stamp_over_the_claim_settles_a_mismatch() {
    let fits = Say {
        state: Some("Invalid"),
        success: &[STAMP_VALID],
        failure: &[SIGNATURE_MISMATCH, UNTRUSTED],
        ..Say::default()
    };
    let differs = Say {
        success: &[],
        informational: &[STAMP_MISMATCH],
        ..fits
    };
    for engine in OLD {
        is(reports(engine, fits), Verdict::Valid);
        is(reports(engine, differs), Verdict::Invalid);
    }
    is(nameless(fits), Verdict::Valid);
    is(nameless(differs), Verdict::Invalid);
    for engine in NEW {
        is(reports(engine, differs), Verdict::Invalid);
    }
    // An engine that is known to check every signature has checked this one.
    for engine in ["0.90.22", "0.91.0"] {
        let certain = reports(engine, fits)
            .into_iter()
            .filter(|(shape, _)| *shape != "detailed");
        is(certain.collect(), Verdict::Invalid);
    }
}

#[test]
fn a_time_stamp_over_the_signature_alone_settles_nothing() {
    // Claims of version 2: a forger can keep the signature, and its timestamp with it.
    let say = Say {
        state: Some("Invalid"),
        success: &[STAMP_VALID],
        failure: &[SIGNATURE_MISMATCH, UNTRUSTED],
        ..Say::default()
    };
    for engine in OLD {
        for (shape, report) in reports(engine, say) {
            let text = report
                .to_string()
                .replace("urn:1", "urn:c2pa:11111111-1111-4111-8111-111111111111");
            let reading = read_report(&text);
            assert_eq!(reading.verdict, Verdict::Unconfirmed, "{shape} {text}");
            assert!(
                reading.explanation.contains("time stamp"),
                "the reason is given: {reading:?}"
            );
        }
    }
}

#[test]
fn fields_of_newer_engines_mean_that_a_mismatch_is_a_broken_signature() {
    let say = Say {
        failure: &[SIGNATURE_MISMATCH, UNTRUSTED],
        ..Say::default()
    };
    // The claim is from an unknown engine, such as a camera's.
    let foreign = |change: fn(&mut Value)| {
        let mut report = plain(say);
        report["manifests"]["urn:1"]["claim_generator_info"] = json!([{ "name": "Camera" }]);
        change(&mut report);
        vec![("plain", report)]
    };
    is(foreign(|_| ()), Verdict::Unconfirmed);
    is(
        foreign(|report| report["manifests"]["urn:1"]["claim_version"] = json!(1)),
        Verdict::Invalid,
    );
    is(
        foreign(|report| report["manifests"]["urn:1"]["assertions"][0]["created"] = json!(true)),
        Verdict::Invalid,
    );
    // Another unknown signer's signature was checked.
    is(
        foreign(|report| {
            report["validation_results"]["ingredientDeltas"] = json!([{ "validationDeltas": {
                "success": [{ "code": SIGNED }], "failure": [{ "code": UNTRUSTED }] } }]);
        }),
        Verdict::Invalid,
    );
    // A new engine's claim in an older engine's report: it is unknown which of them applies.
    let (_, mut report) = reports("0.90.22", say).remove(0);
    report["manifests"]["urn:1"]["claim_version"] = Value::Null;
    report["manifests"]["urn:1"]["ingredients"] = json!([]);
    is(vec![("plain", report)], Verdict::Unconfirmed);
}

#[test]
fn an_unknown_signer_with_a_valid_signature_is_only_unknown() {
    let say = Say {
        success: &[SIGNED, "claimSignature.insideValidity"],
        failure: &[UNTRUSTED],
        ..Say::default()
    };
    for state in [None, Some("Valid"), Some("Invalid")] {
        for engine in OLD.into_iter().chain(NEW) {
            is(reports(engine, Say { state, ..say }), Verdict::Valid);
        }
        is(nameless(Say { state, ..say }), Verdict::Valid);
    }
    // Engines that list their checks, without one of the signature.
    let unchecked = Say {
        state: Some("Invalid"),
        success: &["assertion.hashedURI.match"],
        ..say
    };
    for engine in NEW {
        is(reports(engine, unchecked), Verdict::Unconfirmed);
    }
}

#[test]
fn a_failed_identity_changes_no_verdict_and_is_reported_separately() {
    for code in [
        "cawg.x509.signingCredential.untrusted",
        "cawg.identity.assertion.mismatch",
        "cawg.ica.signature_mismatch",
        "cawg.something.new",
    ] {
        for engine in OLD.into_iter().chain(NEW) {
            // What later engines state, and what those up to 0.90 do.
            let states = if engine == "0.91.0" {
                ["Trusted", "Valid"]
            } else {
                ["Invalid", "Invalid"]
            };
            let trusted = Say {
                state: Some(states[0]),
                success: &[SIGNED, TRUSTED],
                failure: &[code],
                ..Say::default()
            };
            let unknown = Say {
                state: Some(states[1]),
                success: &[SIGNED],
                failure: &[UNTRUSTED, code],
                ..Say::default()
            };
            for (say, verdict) in [(trusted, Verdict::Trusted), (unknown, Verdict::Valid)] {
                for reading in is(reports(engine, say), verdict) {
                    let line = reading.identity.as_ref().map(ToString::to_string).unwrap_or_default();
                    assert!(line.starts_with("not confirmed") && line.contains(code), "{reading:?}");
                    assert!(reading.explanation.contains("identity"), "{reading:?}");
                }
            }
        }
        let say = Say {
            state: Some("Invalid"),
            failure: &[UNTRUSTED, code],
            ..Say::default()
        };
        is(nameless(say), Verdict::Valid);
        // It excuses nothing.
        let say = Say {
            failure: &[code, TAMPERED[0]],
            ..say
        };
        is(nameless(say), Verdict::Invalid);
    }
    // An engine that says Invalid, but not because of the identity.
    let say = Say {
        state: Some("Invalid"),
        success: &[SIGNED, TRUSTED],
        failure: &["cawg.identity.pad.invalid"],
        ..Say::default()
    };
    let reports = reports("0.91.0", say)
        .into_iter()
        .filter(|(shape, _)| *shape == "crJSON");
    is(reports.collect(), Verdict::Invalid);
}

#[test]
fn an_identitys_unknown_signer_is_not_the_files_signer() {
    for engine in OLD.into_iter().chain(NEW) {
        let say = Say {
            state: Some("Valid"),
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        };
        let identity = "self#jumbf=/c2pa/urn:1/c2pa.assertions/cawg.identity";
        for (shape, mut report) in reports(engine, say) {
            let failure = json!([{ "code": UNTRUSTED, "url": identity }]);
            let place = match shape {
                "crJSON" => &mut report["manifests"][0]["validationResults"],
                _ => &mut report["validation_results"]["activeManifest"],
            };
            place["failure"] = failure.clone();
            let reading = &is(vec![(shape, report.clone())], Verdict::Trusted)[0];
            let failed = IdentityState::NotConfirmed(UNTRUSTED.to_owned());
            assert_eq!(reading.identity, Some(failed), "{reading:?}");
            // It does not excuse a broken signature.
            let place = match shape {
                "crJSON" => &mut report["manifests"][0]["validationResults"],
                _ => &mut report["validation_results"]["activeManifest"],
            };
            place["success"] = json!([]);
            place["failure"] = json!([failure[0], { "code": SIGNATURE_MISMATCH }]);
            is(vec![(shape, report.clone())], Verdict::Invalid);
            // A trusted identity is not a trusted signer, either.
            report["validation_state"] = Value::Null;
            let place = match shape {
                "crJSON" => &mut report["manifests"][0]["validationResults"],
                _ => &mut report["validation_results"]["activeManifest"],
            };
            place["success"] = json!([{ "code": SIGNED }, { "code": TRUSTED, "url": identity }]);
            place["failure"] = json!([]);
            let reading = &is(vec![(shape, report)], Verdict::Valid)[0];
            assert_eq!(reading.identity, Some(IdentityState::Confirmed));
        }
    }
}

/// The report of a collage, with failures of one ingredient.
fn collage(shape: &str, version: &str, failures: &[&str]) -> Value {
    let part = "c2pa.ingredient.v3__1";
    let address = format!("self#jumbf=/c2pa/urn:1/c2pa.assertions/{part}");
    let url = "self#jumbf=/c2pa/urn:2/c2pa.signature";
    let failures: Value = failures
        .iter()
        .map(|code| json!({ "code": code, "url": url }))
        .collect();
    let say = Say {
        success: &[SIGNED, TRUSTED],
        ..Say::default()
    };
    let deltas = json!([{ "ingredientAssertionURI": address, "validationDeltas":
        { "success": [], "informational": [], "failure": failures } }]);
    let mut report = match shape {
        "tree" => {
            return json!({ "tree": { "label": "urn:1", "ingredients": [
                { "title": "bird.png" }, { "title": "sky.jpg", "manifest": { "label": "urn:2" } }
            ] }, "validation_status": failures, "validation_state": "Invalid" });
        }
        "info" => {
            return json!({ "active_manifest": "urn:1", "validation_status": failures, "validation_state": "Invalid" });
        }
        shape => {
            let all = reports(version, say);
            let found = all.into_iter().find(|(name, _)| *name == shape);
            let Some((_, report)) = found else { return Value::Null };
            report
        }
    };
    report["validation_state"] = json!("Invalid");
    match shape {
        "plain" => {
            report["manifests"]["urn:1"]["ingredients"] = json!([{ "title": "bird.png", "label": "c2pa.ingredient.v3" }, { "title": "sky.jpg", "label": part, "active_manifest": "urn:2" }]);
            report["manifests"]["urn:2"] = json!({ "title": "a sky" });
            report["validation_results"]["ingredientDeltas"] = deltas;
            // Engines also repeat all failures in a flat list.
            report["validation_status"] = failures;
        }
        "detailed" => {
            report["manifests"]["urn:1"]["assertion_store"][part] = json!({ "dc:title": "sky.jpg" });
            report["validation_results"]["ingredientDeltas"] = deltas;
            report["validation_status"] = failures;
        }
        _ => {
            report["manifests"][0]["assertions"][part] = json!({ "dc:title": "sky.jpg" });
            report["manifests"][0]["ingredientDeltas"] = deltas;
        }
    }
    report
}

#[test]
fn a_failed_ingredient_is_named_and_not_reported_as_a_change_of_the_file() {
    for engine in OLD.into_iter().chain(NEW) {
        for shape in ["plain", "detailed", "crJSON", "tree", "info"] {
            for code in TAMPERED
                .into_iter()
                .chain(["claimSignature.missing", SIGNATURE_MISMATCH])
            {
                let report = collage(shape, engine, &[code]);
                if report.is_null() {
                    continue;
                }
                let reading = &is(vec![(shape, report)], Verdict::Invalid)[0];
                let name = if shape == "info" { "an ingredient" } else { "sky.jpg" };
                let words = &reading.explanation;
                assert!(
                    words.contains(name) && words.contains(code),
                    "{engine} {shape}: {words}"
                );
                assert!(
                    words.contains("the file itself is as it was signed"),
                    "{engine} {shape}: {words}"
                );
                assert!(!words.contains("was changed"), "{engine} {shape}: {words}");
            }
        }
    }
    // An ingredient with an unknown signer, from engines that do not check its signature.
    for engine in OLD {
        let report = collage("plain", engine, &[SIGNATURE_MISMATCH, UNTRUSTED]);
        let reading = &is(vec![("plain", report)], Verdict::Unconfirmed)[0];
        assert!(reading.explanation.contains("sky.jpg"), "{reading:?}");
    }
    // Codes without an address, which engines repeat in a flat list.
    for engine in OLD {
        let mut report = collage("plain", engine, &[SIGNATURE_MISMATCH, UNTRUSTED]);
        let codes = json!([{ "code": UNTRUSTED, "url": "Cose_Sign1" }, { "code": SIGNATURE_MISMATCH, "url": "" }]);
        report["validation_status"] = codes.clone();
        report["validation_results"]["ingredientDeltas"][0]["validationDeltas"]["failure"] = codes;
        let reading = &is(vec![("plain", report)], Verdict::Unconfirmed)[0];
        assert!(reading.explanation.contains("sky.jpg"), "{reading:?}");
    }
    // If the file fails too, that is what is reported.
    let mut report = collage("plain", "0.90.22", &[SIGNATURE_MISMATCH]);
    report["validation_results"]["activeManifest"]["failure"] = json!([{ "code": TAMPERED[0] }]);
    assert!(read_report(&report.to_string()).explanation.contains("was changed"));
}

#[test]
fn an_ingredient_with_an_unknown_signer_is_named() {
    let mut report = collage("plain", "0.90.22", &[UNTRUSTED]);
    report["validation_state"] = json!("Valid");
    let reading = &is(vec![("plain", report)], Verdict::Valid)[0];
    assert!(reading.explanation.contains("sky.jpg"), "{reading:?}");
}

#[test]
fn credentials_that_are_stored_elsewhere_have_their_own_verdict_and_an_address() {
    let words = "must fetch remote manifests from url https://cai.example.com/manifests/adobe-urn-uuid-5f37e182";
    for refusal in [
        words.to_owned(),
        json!({ "title": "engine_c2pa", "detail": words, "status": 422 }).to_string(),
        json!({ "error": format!("could not fetch the remote manifest {}", &words[36..]) }).to_string(),
    ] {
        let reading = read_report(&refusal);
        assert_eq!(reading.verdict, Verdict::Remote, "{refusal}");
        let address = "https://cai.example.com/manifests/adobe-urn-uuid-5f37e182";
        assert_eq!(reading.remote.as_deref(), Some(address), "{refusal}");
        assert!(reading.explanation.contains(address), "{reading:?}");
        assert!(reading.failures.is_empty(), "it is no failure: {reading:?}");
    }
    let without = read_report("must fetch remote manifests from url");
    assert_eq!((without.verdict, without.remote), (Verdict::Remote, None));
    // A signature in the address is secret.
    let signed = read_report(
        "must fetch remote manifests from url https://me:word@b.example.com/k?X-Amz-Signature=0123456789abcdef",
    );
    assert_eq!(signed.remote.as_deref(), Some("https://b.example.com/k?…"));
    assert!(!format!("{signed:?}").contains("0123456789abcdef"), "{signed:?}");
}

#[test]
fn an_unsupported_format_is_not_said_to_be_unable_to_carry_credentials() {
    for words in [
        "type is unsupported",
        "engine_c2pa: type is unsupported (application/pdf)",
    ] {
        let reading = read_refusal(words).unwrap();
        assert_eq!(reading.verdict, Verdict::Unsupported);
        assert!(reading.explanation.contains("This server cannot read"), "{reading:?}");
        assert!(!reading.explanation.contains("cannot carry"), "{reading:?}");
    }
}

#[test]
fn a_revocation_is_reported_with_the_engines_words_or_as_not_checked() {
    let reading = |say| Report::read(&plain(say).to_string());
    let sound = Say {
        success: &[SIGNED, TRUSTED],
        ..Say::default()
    };
    let words = |report: &Report| report.revocation.as_ref().map(ToString::to_string);
    assert_eq!(words(&reading(sound)).as_deref(), Some("not checked"));
    for (informational, revocation) in [
        (&["signingCredential.ocsp.skipped"], "not checked"),
        (&["signingCredential.ocsp.inaccessible"], "not checked"),
        (
            &["signingCredential.ocsp.unknown"],
            "not known to the certificate's issuer",
        ),
    ] {
        let say = Say { informational, ..sound };
        assert_eq!(words(&reading(say)).as_deref(), Some(revocation));
        assert_eq!(reading(say).reading.verdict, Verdict::Trusted);
    }
    let good = Say {
        success: &[SIGNED, TRUSTED, "signingCredential.ocsp.notRevoked"],
        ..sound
    };
    assert_eq!(words(&reading(good)).as_deref(), Some("not revoked"));
    let revoked = Say {
        failure: &[REVOKED],
        ..sound
    };
    let report = reading(revoked);
    assert_eq!(report.reading.verdict, Verdict::Invalid);
    assert_eq!(words(&report).as_deref(), Some("reported as revoked: so"));
    assert!(report.reading.explanation.contains("says: so"), "{:?}", report.reading);
}

#[test]
fn nothing_is_claimed_that_the_report_does_not_state() {
    let say = Say {
        state: Some("Valid"),
        success: &[SIGNED],
        failure: &[UNTRUSTED],
        ..Say::default()
    };
    for engine in OLD.into_iter().chain(NEW) {
        for (shape, report) in reports(engine, say) {
            let report = Report::read(&report.to_string());
            assert!(report.tells_time && report.reading.time.is_none(), "{shape}");
            assert_eq!(report.revocation, Some(Revocation::NotChecked), "{shape}");
        }
    }
    // A tree has no time, and a list of failures has no successes.
    let say = Say { success: &[], ..say };
    for (shape, report) in nameless(say) {
        let report = Report::read(&report.to_string());
        assert_eq!(report.tells_time, shape == "info", "{shape}");
        assert_eq!(report.revocation, None, "{shape}");
    }
}

#[test]
fn an_unknown_state_makes_nothing_valid() {
    for state in ["WellFormed", "Suspicious", ""] {
        let say = Say {
            state: Some(state),
            success: &[SIGNED, TRUSTED],
            ..Say::default()
        };
        for engine in NEW {
            is(reports(engine, say), Verdict::Unknown);
        }
    }
    // Nor does a check of anything but the signature.
    let say = Say {
        success: &["assertion.dataHash.match", "assertion.hashedURI.match"],
        ..Say::default()
    };
    for engine in NEW {
        is(reports(engine, say), Verdict::Unknown);
    }
}

#[test]
fn a_report_with_too_many_entries_is_read_partly_and_makes_nothing_valid() {
    let say = Say {
        state: Some("Trusted"),
        success: &[SIGNED, TRUSTED],
        ..Say::default()
    };
    let many: Vec<_> = vec![json!({ "code": "assertion.hashedURI.match", "url": "self#jumbf=x" }); 400_000];
    let mut report = plain(say);
    report["validation_results"]["activeManifest"]["informational"] = many.into();
    let read = Report::read(&report.to_string());
    assert_eq!(read.reading.verdict, Verdict::Unknown);
    assert!(read.reading.explanation.contains("too long"), "{:?}", read.reading);
    assert!(read.statuses.len() <= MAX_ENTRIES);
    // Failures in the part that was read still count.
    report["validation_results"]["activeManifest"]["failure"] = json!([{ "code": TAMPERED[0] }]);
    assert_eq!(read_report(&report.to_string()).verdict, Verdict::Invalid);
    // A failure beyond the limit cannot hide there.
    let mut failures = vec![json!({ "code": UNTRUSTED }); 400_000];
    failures.push(json!({ "code": TAMPERED[0] }));
    let mut report = plain(Say {
        success: &[SIGNED],
        ..Say::default()
    });
    report["validation_results"]["activeManifest"]["failure"] = failures.into();
    assert_eq!(read_report(&report.to_string()).verdict, Verdict::Unknown);
    // Also in a string in a wrapper.
    let wrapped = json!({ "report": report.to_string(), "verdict": "trusted" });
    assert_eq!(read_report(&wrapped.to_string()).verdict, Verdict::Unknown);
}

/// The codes of the specification up to 2.4, those of c2pa-rs, and those of earlier versions.
const CODES: &str = "
    claimSignature.validated claimSignature.insideValidity signingCredential.trusted signingCredential.ocsp.notRevoked
    timeStamp.validated timeStamp.trusted assertion.hashedURI.match assertion.dataHash.match assertion.bmffHash.match
    assertion.boxesHash.match assertion.collectionHash.match assertion.multiAssetHash.match
    assertion.alternativeContentRepresentation.match assertion.accessible ingredient.manifest.validated
    ingredient.claimSignature.validated ingredient.unknownProvenance signingCredential.ocsp.skipped
    signingCredential.ocsp.inaccessible signingCredential.ocsp.unknown timeStamp.mismatch timeStamp.malformed
    timeStamp.outsideValidity timeStamp.untrusted timeStamp.credentialInvalid manifest.unknownProvenance
    manifest.unreferenced algorithm.deprecated timeOfSigning.insideValidity timeOfSigning.outsideValidity
    assertion.dataHash.additionalExclusionsPresent assertion.bmffHash.additionalExclusionsPresent
    assertion.boxesHash.additionalExclusionsPresent claim.malformed claim.missing claim.multiple claim.hardBindings.missing
    claim.required.missing claim.cbor.invalid claimSignature.missing claimSignature.mismatch claimSignature.outsideValidity
    manifest.missing manifest.inaccessible manifest.multipleParents manifest.update.invalid manifest.update.wrongParents
    manifest.timestamp.invalid manifest.timestamp.wrongParents manifest.compressed.invalid manifest.html.multipleManifests
    manifest.text.corruptedWrapper manifest.text.multipleWrappers manifest.structuredText.noManifest
    manifest.structuredText.multipleReferences manifest.structuredText.emptyReference
    manifest.structuredText.malformedReference manifest.structuredText.noResolutionPath signingCredential.untrusted
    signingCredential.invalid signingCredential.ocsp.revoked signingCredential.revoked signingCredential.expired
    assertion.hashedURI.mismatch assertion.missing assertion.undeclared assertion.inaccessible assertion.notRedacted
    assertion.selfRedacted assertion.required.missing assertion.json.invalid assertion.cbor.invalid
    assertion.outsideManifest assertion.multipleHardBindings assertion.hardBinding.redacted assertion.action.malformed
    assertion.action.missing assertion.action.ingredientMismatch assertion.action.redacted
    assertion.action.redactionMismatch assertion.action.softBindingMissing assertion.dataHash.mismatch
    assertion.dataHash.malformed assertion.dataHash.redacted assertion.bmffHash.mismatch assertion.bmffHash.malformed
    assertion.boxesHash.mismatch assertion.boxesHash.malformed assertion.boxesHash.unknownBox
    assertion.collectionHash.mismatch assertion.collectionHash.malformed assertion.collectionHash.invalidURI
    assertion.collectionHash.incorrectFileCount assertion.multiAssetHash.mismatch assertion.multiAssetHash.malformed
    assertion.multiAssetHash.missingPart assertion.alternativeContentRepresentation.hashMismatch
    assertion.alternativeContentRepresentation.malformed assertion.alternativeContentRepresentation.missing
    assertion.cloud-data.malformed assertion.cloud-data.hardBinding assertion.cloud-data.actions
    assertion.cloud-data.labelMismatch assertion.external-reference.malformed assertion.external-reference.hardBinding
    assertion.external-reference.actions assertion.external-reference.created assertion.external-reference.hashMismatch
    assertion.external-reference.labelMismatch assertion.ingredient.malformed assertion.metadata.disallowed
    assertion.timestamp.malformed ingredient.manifest.missing ingredient.manifest.mismatch ingredient.hashedURI.mismatch
    ingredient.claimSignature.missing ingredient.claimSignature.mismatch hashedURI.missing hashedURI.mismatch
    algorithm.unsupported general.error livevideo.init.invalid livevideo.segment.invalid livevideo.manifest.invalid
    livevideo.assertion.invalid livevideo.continuityMethod.invalid livevideo.sessionkey.invalid
    cawg.identity.cbor.invalid cawg.identity.assertion.mismatch cawg.identity.assertion.duplicate
    cawg.identity.credential_revoked cawg.identity.hard_binding_missing cawg.identity.sig_type.unknown
    cawg.identity.pad.invalid cawg.identity.well-formed cawg.identity.trusted cawg.ica.credential_valid
    cawg.ica.invalid_cose_sign1 cawg.ica.invalid_alg cawg.ica.invalid_content_type
    cawg.ica.invalid_verifiable_credential cawg.ica.invalid_issuer cawg.ica.did_unavailable
    cawg.ica.invalid_did_document cawg.ica.signature_mismatch cawg.ica.signer_payload.mismatch
    cawg.ica.time_stamp.invalid cawg.ica.time_stamp.validated cawg.ica.valid_from.missing cawg.ica.valid_from.invalid
    cawg.ica.valid_until.invalid cawg.x509.signingCredential.untrusted cawg.x509.claimSignature.mismatch
";

#[test]
fn every_code_of_the_specification_has_words_and_no_other_has() {
    for code in CODES.split_whitespace() {
        let words = StatusMeaning::of(code).map(StatusMeaning::words);
        assert!(
            words.is_some_and(|words| words.ends_with('.') && !words.contains(code)),
            "{code}: {words:?}"
        );
        // The heading is not needed to know what it does.
        let kind = codes::kind_of(code);
        let speaks_against = ["mismatch", "missing", "malformed", "invalid", "Mismatch"]
            .iter()
            .any(|end| code.ends_with(end));
        let is_clock = code.starts_with("timeStamp.");
        assert!(
            !speaks_against || is_clock || kind == StatusKind::Failure,
            "{code}: {kind:?}"
        );
    }
    let say = Say {
        failure: &["org.example.broken"],
        ..Say::default()
    };
    let report = Report::read(&plain(say).to_string());
    assert_eq!(report.statuses[0].meaning, None);
    assert!(
        report.reading.explanation.contains("org.example.broken"),
        "{:?}",
        report.reading
    );
}
