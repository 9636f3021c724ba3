//! The certificates in a report.

use serde_json::Value;

use super::{document::Document, first_text, items, text};

/// How many certificates are listed.
const MAX_CERTIFICATES: usize = 32;

/// A certificate, as far as the report describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// The certificate itself, if the report has it as PEM.
    pub pem: Option<String>,
}

pub(super) fn of(document: &Document) -> Vec<Certificate> {
    let active = document.active();
    let info = &active["signature_info"];
    let mut found = Vec::new();
    for layer in document.layers() {
        for place in [&layer["certificates"], &layer["certificate_chain"]] {
            found.extend(of_value(place));
        }
    }
    for place in [
        &info["certificates"],
        &info["cert_chain"],
        &active["signature"]["certificates"],
        &active["signature"]["cert_chain"],
        &active["signature"]["certificateInfo"],
    ] {
        found.extend(of_value(place));
    }
    if found.is_empty() {
        found.extend(signer(document));
    }
    found.truncate(MAX_CERTIFICATES);
    found
}

/// A list of certificates or a single one.
fn of_value(value: &Value) -> Vec<Certificate> {
    match value {
        Value::Array(_) => items(value).take(MAX_CERTIFICATES).filter_map(certificate).collect(),
        // A chain in one text.
        Value::String(pem) if pem.matches("-----BEGIN").count() > 1 => pem
            .split_inclusive("-----END CERTIFICATE-----")
            .filter(|part| part.contains("-----BEGIN"))
            .take(MAX_CERTIFICATES)
            .map(|part| Certificate {
                facts: Vec::new(),
                pem: Some(super::clipped_to(part.trim(), MAX_PEM_CHARS)),
            })
            .collect(),
        value => certificate(value).into_iter().collect(),
    }
}

/// How many characters of a certificate are read. It is longer than other texts.
const MAX_PEM_CHARS: usize = 20_000;

fn certificate(value: &Value) -> Option<Certificate> {
    if let Some(pem) = value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
        return Some(Certificate {
            facts: Vec::new(),
            pem: Some(super::clipped_to(pem, MAX_PEM_CHARS)),
        });
    }
    let name = |value: &Value| -> Option<String> {
        let parts = value
            .as_object()?
            .iter()
            .filter_map(|(key, value)| Some(format!("{key}={}", text(value)?)));
        Some(parts.collect::<Vec<_>>().join(", ")).filter(|name| !name.is_empty())
    };
    let fact = |word: &str, names: &[&str]| -> Option<(String, String)> {
        let found = names.iter().find_map(|key| {
            let value = &value[*key];
            text(value)
                .or_else(|| name(value))
                .or_else(|| value.is_number().then(|| value.to_string()))
        })?;
        Some((word.to_owned(), found))
    };
    let validity = &value["validity"];
    let from = first_text([&validity["notBefore"], &value["not_before"], &value["notBefore"]]);
    let to = first_text([&validity["notAfter"], &value["not_after"], &value["notAfter"]]);
    let facts: Vec<_> = [
        fact("Subject", &["subject", "common_name", "subject_cn"]),
        fact("Issued by", &["issuer", "issuer_cn"]),
        fact(
            "Serial number",
            &["serialNumber", "serial_number", "cert_serial_number", "serial"],
        ),
        fact("SHA-256", &["sha256", "fingerprint", "fingerprint_sha256"]),
        from.map(|from| ("Valid from".to_owned(), from)),
        to.map(|to| ("Valid until".to_owned(), to)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let pem = first_text([&value["pem"], &value["certificate"]]);
    (!facts.is_empty() || pem.is_some()).then_some(Certificate { facts, pem })
}

/// The signer's certificate, from the description of the signature.
fn signer(document: &Document) -> Option<Certificate> {
    let signature = super::claim::signature(document);
    let facts: Vec<_> = [
        ("Subject", signature.common_name),
        ("Issued by", signature.issuer),
        ("Serial number", signature.serial_number),
    ]
    .into_iter()
    .filter_map(|(word, value)| Some((word.to_owned(), value?)))
    .collect();
    (facts.len() > 1).then_some(Certificate { facts, pem: None })
}
