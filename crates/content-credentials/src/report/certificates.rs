//! The certificates in a report.

use serde_json::Value;

use super::{claim, document::Document, first_text, items, kinds::kinds, text, validity::unix_seconds, x509};

/// How many certificates are listed.
const MAX_CERTIFICATES: usize = 32;

/// A certificate, as far as the report describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Names and values.
    pub facts: Vec<(CertificateField, String)>,
    /// The certificate itself, if the report has it as PEM.
    pub pem: Option<String>,
    /// Its end in Unix seconds.
    pub expires: Option<i64>,
}

impl Certificate {
    /// One that the report has only as PEM: its facts are read from it.
    fn of_pem(pem: &str) -> Self {
        Self {
            pem: Some(super::clipped_to(pem.trim(), MAX_PEM_CHARS)),
            ..x509::read(pem).unwrap_or_default()
        }
    }

    /// Whether this is its serial number, in decimal or hexadecimal notation.
    fn has_serial(&self, serial: &str) -> bool {
        let mut facts = self.facts.iter();
        facts.any(|(field, value)| *field == CertificateField::Serial && value == serial)
    }
}

kinds! {
    /// A field of a certificate.
    CertificateField;

    Subject = "Subject":;
    Issuer = "Issued by":;
    Serial = "Serial number":;
    Fingerprint = "SHA-256":;
    From = "Valid from":;
    Until = "Valid until":;
}

/// The certificate of the signer: the one with its serial number, or the first.
pub(super) fn of_signer(document: &Document) -> Option<Certificate> {
    let mut found = of(document);
    let serial = claim::signature(document).serial_number;
    let of_serial = serial.and_then(|serial| found.iter().position(|certificate| certificate.has_serial(&serial)));
    let place = of_serial.unwrap_or(0);
    (place < found.len()).then(|| found.swap_remove(place))
}

/// The signer's certificate in the evidence of a signature.
pub(super) fn in_evidence(document: &Document) -> Option<Certificate> {
    let evidence = document.report();
    [
        "certificates",
        "certificate_chain",
        "cert_chain",
        "chain",
        "certificate",
    ]
    .into_iter()
    .find_map(|name| of_value(&evidence[name]).into_iter().next())
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
            .map(Certificate::of_pem)
            .collect(),
        value => certificate(value).into_iter().collect(),
    }
}

/// How many characters of a certificate are read. It is longer than other texts.
const MAX_PEM_CHARS: usize = 20_000;

fn certificate(value: &Value) -> Option<Certificate> {
    if let Some(pem) = value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
        return Some(Certificate::of_pem(pem));
    }
    let name = |value: &Value| -> Option<String> {
        let parts = value
            .as_object()?
            .iter()
            .filter_map(|(key, value)| Some(format!("{key}={}", text(value)?)));
        Some(parts.collect::<Vec<_>>().join(", ")).filter(|name| !name.is_empty())
    };
    let fact = |field: CertificateField, names: &[&str]| -> Option<(CertificateField, String)> {
        let found = names.iter().find_map(|key| {
            let value = &value[*key];
            text(value)
                .or_else(|| name(value))
                .or_else(|| value.is_number().then(|| value.to_string()))
        })?;
        Some((field, found))
    };
    let validity = &value["validity"];
    let moment = |places: [&Value; 4]| {
        let number = || places.into_iter().find(|value| value.is_i64()).map(ToString::to_string);
        first_text(places).or_else(number)
    };
    let from = moment([
        &validity["notBefore"],
        &value["not_before"],
        &value["notBefore"],
        &value["valid_from"],
    ]);
    let to = moment([
        &validity["notAfter"],
        &value["not_after"],
        &value["notAfter"],
        &value["valid_until"],
    ]);
    let pem = first_text([&value["pem"], &value["certificate"]]);
    // What the certificate itself says counts.
    let in_pem = value["pem"].as_str().or_else(|| value["certificate"].as_str());
    let expires = in_pem
        .and_then(x509::read)
        .map_or_else(|| to.as_deref().and_then(unix_seconds), |own| own.expires);
    let facts: Vec<_> = [
        fact(CertificateField::Subject, &["subject", "common_name", "subject_cn"]),
        fact(CertificateField::Issuer, &["issuer", "issuer_cn"]),
        fact(
            CertificateField::Serial,
            &["serialNumber", "serial_number", "cert_serial_number", "serial"],
        ),
        fact(
            CertificateField::Fingerprint,
            &["sha256", "fingerprint", "fingerprint_sha256"],
        ),
        from.map(|from| (CertificateField::From, from)),
        to.map(|to| (CertificateField::Until, to)),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!facts.is_empty() || pem.is_some()).then_some(Certificate { facts, pem, expires })
}

/// The signer's certificate, from the description of the signature.
fn signer(document: &Document) -> Option<Certificate> {
    let signature = claim::signature(document);
    let facts: Vec<_> = [
        (CertificateField::Subject, signature.common_name),
        (CertificateField::Issuer, signature.issuer),
        (CertificateField::Serial, signature.serial_number),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value?)))
    .collect();
    (facts.len() > 1).then_some(Certificate {
        facts,
        pem: None,
        expires: None,
    })
}
