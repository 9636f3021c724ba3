//! Files that an expert changed after signing: pixels repainted, and every hash recomputed that needs no signer's key. In
//! no mode does the report call one of them valid or trusted.
#![allow(clippy::cast_possible_truncation, reason = "small pictures")]

use std::io::Cursor;

use content_credentials::{Report, read_report};
use model::{ObjectRef, Verdict};
use que_sdk::{
    Que,
    wire::{AssetRef, SignMode, SignRequest, VerifyMode, VerifyRequest},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{backend::Setup, bench::Bench, files};

const MODES: [VerifyMode; 4] = [
    VerifyMode::Summary,
    VerifyMode::Info,
    VerifyMode::Detailed,
    VerifyMode::Tree,
];

/// A signed picture, and a client to verify others.
pub(crate) struct Studio {
    pub(crate) bench: Bench,
    pub(crate) signed: Vec<u8>,
}

impl Studio {
    pub(crate) fn new() -> Self {
        let bench = Bench::new();
        let mut backend = Setup::new(&bench).start();
        backend.upload(&[bench.file("a.png", &files::png())]);
        let picture = backend.object("a.png");
        backend.stop();
        let manifest = json!({
            "title": "Harbor", "claim_generator_info": [{ "name": "Camera", "version": "1" }],
            "thumbnail": { "format": "none", "identifier": "" },
            "assertions": [{ "label": "c2pa.actions.v2", "data": { "actions": [{ "action": "c2pa.created",
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" }] } }]
        });
        let request = SignRequest {
            asset: asset(&picture),
            mode: SignMode::ServerMeasure,
            manifest_json: Some(manifest.to_string()),
            cawg: None,
            allow_insecure_remote_http: None,
            limits: None,
        };
        let answer = runtime().block_on(async { client(&bench).sign(&request).await.unwrap() });
        let signed = ObjectRef::from_s3_uri(&answer.asset_s3_uri.unwrap()).unwrap();
        let signed = bench.fetch(&signed);
        Self { bench, signed }
    }

    /// The reports on these bytes in each mode.
    fn reports(&self, name: &str, bytes: &[u8]) -> Vec<String> {
        let mut backend = Setup::new(&self.bench).start();
        backend.upload(&[self.bench.file(name, bytes)]);
        let object = backend.object(name);
        backend.stop();
        let que = client(&self.bench);
        let verify = async |mode| {
            let request = VerifyRequest {
                asset: asset(&object),
                mode,
                allow_remote_manifests: Some(false),
                allow_insecure_remote_http: None,
                include_certificates: None,
                cawg: None,
                limits: None,
            };
            match que.verify(&request).await {
                Ok(answer) => answer.report,
                Err(error) => error.detail().unwrap_or_default(),
            }
        };
        runtime().block_on(async {
            let mut reports = Vec::new();
            for mode in MODES {
                reports.push(verify(mode).await);
            }
            reports
        })
    }
}

fn client(bench: &Bench) -> Que {
    Que::builder(bench.sandbox().api_url())
        .key(bench.key())
        .build()
        .unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn asset(object: &ObjectRef) -> AssetRef {
    AssetRef::Object {
        bucket: object.bucket.clone().unwrap(),
        key: object.key.clone(),
    }
}

/// The only position of these bytes.
fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    let mut found = bytes
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, part)| *part == wanted);
    let place = found.next().unwrap().0;
    assert!(found.next().is_none(), "more than once");
    place
}

/// The chunks of a PNG: type and range of the data.
fn chunks(png: &[u8]) -> Vec<([u8; 4], std::ops::Range<usize>)> {
    let mut chunks = Vec::new();
    let mut at = 8;
    while at + 12 <= png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        chunks.push((png[at + 4..at + 8].try_into().unwrap(), at + 8..at + 8 + length));
        at += 12 + length;
    }
    chunks
}

/// Recomputes the checksum of a chunk.
fn seal(png: &mut [u8], data: &std::ops::Range<usize>) {
    let mut crc = u32::MAX;
    for byte in &png[data.start - 4..data.end] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            };
        }
    }
    png[data.end..data.end + 4].copy_from_slice(&(!crc).to_be_bytes());
}

fn chunk(png: &[u8], kind: &[u8; 4]) -> std::ops::Range<usize> {
    chunks(png).into_iter().find(|(found, _)| found == kind).unwrap().1
}

/// The hash that binds a manifest to a picture: of everything but the chunk with the manifest.
fn fingerprint(png: &[u8]) -> Vec<u8> {
    let manifest = chunk(png, b"caBX");
    let mut hash = Sha256::new();
    hash.update(&png[..manifest.start - 8]);
    hash.update(&png[manifest.end + 4..]);
    hash.finalize().to_vec()
}

/// The JUMBF box with this label, from its description on: the part that claims hash.
fn labeled_box<'a>(png: &'a [u8], label: &str) -> &'a [u8] {
    let name = [label.as_bytes(), b"\0"].concat();
    // Its description: a box with length, type, UUID (16 bytes), flags, label.
    let description = find(png, &name) - 25;
    let length = u32::from_be_bytes(png[description - 8..description - 4].try_into().unwrap()) as usize;
    &png[description..description - 8 + length]
}

/// The repainted picture with the old credentials, which precede the pixels and so do not move.
pub(crate) fn repainted(png: &[u8]) -> Vec<u8> {
    let mut painted = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(24, 16, |x, y| image::Rgb([y as u8 * 15, 200, x as u8 * 9]));
    picture.write_to(&mut painted, image::ImageFormat::Png).unwrap();
    let painted = painted.into_inner();
    let (header, manifest) = (chunk(&painted, b"IHDR"), chunk(png, b"caBX"));
    assert_eq!(chunks(png)[1].0, *b"caBX");
    [&png[..manifest.end + 4], &painted[header.end + 4..]].concat()
}

/// With the hash of the picture recomputed, and the hash of the assertion that contains it.
pub(crate) fn forged(png: &[u8]) -> Vec<u8> {
    let mut forged = repainted(png);
    let label = "c2pa.hash.data";
    let (old_picture, new_picture) = (fingerprint(png), fingerprint(&forged));
    assert_ne!(old_picture, new_picture);
    let old_assertion = Sha256::digest(labeled_box(png, label)).to_vec();
    let at = find(&forged, &old_picture);
    forged[at..at + 32].copy_from_slice(&new_picture);
    let new_assertion = Sha256::digest(labeled_box(&forged, label)).to_vec();
    let at = find(&forged, &old_assertion);
    forged[at..at + 32].copy_from_slice(&new_assertion);
    let manifest = chunk(&forged, b"caBX");
    seal(&mut forged, &manifest);
    forged
}

#[test]
fn a_repainted_picture_is_invalid_in_every_mode() {
    let studio = Studio::new();
    for report in studio.reports("as-signed.png", &studio.signed) {
        assert_eq!(read_report(&report).verdict, Verdict::Trusted, "{report}");
    }
    for report in studio.reports("repainted.png", &repainted(&studio.signed)) {
        let reading = read_report(&report);
        assert_eq!(reading.verdict, Verdict::Invalid, "{report}");
        assert!(
            reading.explanation.contains("changed after it was signed"),
            "{reading:?}"
        );
    }
}

#[test]
fn a_forgery_with_recomputed_hashes_is_never_valid() {
    let studio = Studio::new();
    let forged = forged(&studio.signed);
    for report in studio.reports("forged.png", &forged) {
        let reading = read_report(&report);
        assert_eq!(reading.verdict, Verdict::Invalid, "{report}");
        assert_eq!(
            reading.failures,
            ["claimSignature.mismatch"],
            "only the signature reveals it: {report}"
        );
    }
    // Also on a server that does not know the signer.
    for report in studio.reports("forged.png", &forged) {
        for (report, verdict) in untrusting(&report) {
            let read = Report::read(&report);
            assert_eq!(read.reading.verdict, verdict, "{report}");
        }
    }
}

/// The same report from servers that do not know the signer: a new engine, and 0.59, which says no more about a forgery
/// than about any unknown signer.
fn untrusting(report: &str) -> Vec<(String, Verdict)> {
    let mut report: serde_json::Value = serde_json::from_str(report).unwrap();
    let untrusted = json!({ "code": "signingCredential.untrusted", "explanation": "signing certificate untrusted" });
    if let Some(failures) = report["validation_status"].as_array_mut() {
        failures.push(untrusted.clone());
    }
    if let Some(codes) = report.pointer_mut("/validation_results/activeManifest") {
        codes["failure"].as_array_mut().unwrap().push(untrusted);
        let success = codes["success"].as_array_mut().unwrap();
        success.retain(|status| status["code"] != "signingCredential.trusted");
    }
    let new = report.to_string();
    report.as_object_mut().unwrap().remove("jsonGenerator");
    let manifests = report["manifests"].as_object_mut();
    for manifest in manifests.into_iter().flat_map(|manifests| manifests.values_mut()) {
        // What 0.59 does not report, in the plain format and in the detailed one.
        if let Some(fields) = manifest
            .as_object_mut()
            .filter(|fields| fields.contains_key("claim_version"))
        {
            fields.remove("claim_version");
            fields.insert("ingredients".to_owned(), json!([]));
            for assertion in fields["assertions"].as_array_mut().unwrap() {
                assertion.as_object_mut().unwrap().remove("created");
            }
        }
        for info in ["/claim_generator_info/0", "/claim/claim_generator_info"] {
            if let Some(info) = manifest.pointer_mut(info) {
                info["org.contentauth.c2pa_rs"] = json!("0.59.1");
            }
        }
    }
    let old = report.to_string();
    vec![(new, Verdict::Invalid), (old, Verdict::Unconfirmed)]
}
