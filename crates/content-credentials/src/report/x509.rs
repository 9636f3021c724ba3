//! Reads certificates, which come from whoever made the file.

use x509_parser::{
    certificate::X509Certificate,
    pem::Pem,
    prelude::{FromDer as _, X509Name},
};

use super::{
    certificates::{Certificate, CertificateField},
    clipped,
};

/// The names, the serial number and the days of a certificate in PEM. `None` if it can't be read.
pub(super) fn read(pem: &str) -> Option<Certificate> {
    let (parsed, _) = Pem::read(std::io::Cursor::new(pem.as_bytes())).ok()?;
    let (_, certificate) = X509Certificate::from_der(&parsed.contents).ok()?;
    let validity = certificate.validity();
    let (from, to) = (validity.not_before.timestamp(), validity.not_after.timestamp());
    let day = |seconds: i64| {
        jiff::Timestamp::from_second(seconds)
            .map(|moment| moment.to_string())
            .ok()
    };
    let facts = [
        (CertificateField::Subject, name(certificate.subject())),
        (CertificateField::Issuer, name(certificate.issuer())),
        (CertificateField::Serial, Some(certificate.serial.to_string())),
        (CertificateField::From, day(from)),
        (CertificateField::Until, day(to)),
    ];
    Some(Certificate {
        facts: facts
            .into_iter()
            .filter_map(|(field, value)| Some((field, clipped(value?.trim()))))
            .collect(),
        pem: None,
        expires: Some(to),
    })
}

fn name(name: &X509Name<'_>) -> Option<String> {
    Some(name.to_string()).filter(|name| !name.is_empty())
}
