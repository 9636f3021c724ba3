//! PEM files, lists of hashes and of uses. Whatever is not completely understood is refused: half a list would make some
//! signers unknown without a word.

use sha2::{Digest as _, Sha256};
use x509_parser::{
    parse_x509_certificate,
    pem::{Pem, PemIterator},
};

use super::issuing::Issuing;

/// The most certificates in a file.
const MAX_CERTIFICATES: usize = 5000;

/// The most hashes in a file.
const MAX_HASHES: usize = 50_000;

/// How a certificate begins and ends.
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Why a text is no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// It holds no certificate.
    #[error("it has no certificate in it (-----BEGIN CERTIFICATE-----)")]
    NoCertificates,
    /// A certificate cannot be read.
    #[error("certificate {0} in it is damaged")]
    DamagedCertificate(usize),
    /// It holds certificates in another form than PEM certificates.
    #[error("it has certificates in another form in it ({0}). Save them as PEM certificates")]
    OtherForm(String),
    /// It holds something else.
    #[error("it has a private key in it, which nobody else should have")]
    PrivateKey,
    /// It holds no hash.
    #[error("it has no hash in it")]
    NoHashes,
    /// It holds no use.
    #[error("it has no object identifier in it")]
    NoUses,
    /// It is too long.
    #[error("it has more entries than any list")]
    TooLong,
    /// There is no room for it beside the others.
    #[error("the trust lists together would be larger than 6 MB")]
    NoRoom,
}

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate as DER.
    pub der: Vec<u8>,
    /// Whether it says that it is an authority's.
    pub is_ca: bool,
    issuing: Issuing,
}

impl Certificate {
    /// Whether it may have issued a signer's certificate that was used at this time, in Unix seconds, with this many authorities
    /// between the two.
    #[must_use]
    pub fn may_issue(&self, between: usize, at: i64) -> bool {
        self.issuing.allows(between, at)
    }

    /// From when it holds, in Unix seconds.
    #[must_use]
    pub const fn starts(&self) -> i64 {
        self.issuing.starts()
    }

    /// SHA-256 in Base64, as lists of hashes have it.
    pub(crate) fn hash(&self) -> String {
        base64_simd::STANDARD.encode_to_string(Sha256::digest(&self.der))
    }

    /// As PEM, in lines of 64 characters.
    #[must_use]
    pub fn pem(&self) -> String {
        let text = base64_simd::STANDARD.encode_to_string(&self.der);
        let mut pem = format!("{BEGIN}\n");
        for (number, character) in text.chars().enumerate() {
            if number > 0 && number % 64 == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push('\n');
        pem.push_str(END);
        pem.push('\n');
        pem
    }
}

/// The certificates of a PEM file. Text around them is ignored.
///
/// # Errors
/// [`ListError`] if one of them cannot be read, or there is none.
pub fn certificates(text: &str) -> Result<Vec<Certificate>, ListError> {
    if text.contains("PRIVATE KEY-----") {
        return Err(ListError::PrivateKey);
    }
    let text = joined(text);
    // A block that does not begin its line is skipped by the reader, which then counts fewer.
    let begun = text.matches(BEGIN).count();
    let mut found = Vec::new();
    let pems: PemIterator<_> = Pem::iter_from_buffer(text.as_bytes());
    for pem in pems {
        let damaged = ListError::DamagedCertificate(found.len() + 1);
        let Ok(pem) = pem else { return Err(damaged) };
        match pem.label.as_str() {
            "CERTIFICATE" | "X509 CERTIFICATE" => {}
            // They hold certificates in a form that is not read.
            "TRUSTED CERTIFICATE" | "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => {
                return Err(ListError::OtherForm(pem.label));
            }
            _ => continue,
        }
        add(&mut found, pem.contents)?;
    }
    if found.len() < begun {
        return Err(ListError::DamagedCertificate(found.len() + 1));
    }
    if found.is_empty() {
        return Err(ListError::NoCertificates);
    }
    Ok(found)
}

/// The certificates that these bytes are, as DER.
///
/// # Errors
/// [`ListError`] if one of them cannot be read, or there is none.
pub fn certificates_of_der(ders: impl IntoIterator<Item = Vec<u8>>) -> Result<Vec<Certificate>, ListError> {
    let mut found = Vec::new();
    for der in ders {
        add(&mut found, der)?;
    }
    if found.is_empty() {
        return Err(ListError::NoCertificates);
    }
    Ok(found)
}

fn add(found: &mut Vec<Certificate>, der: Vec<u8>) -> Result<(), ListError> {
    if found.len() == MAX_CERTIFICATES {
        return Err(ListError::TooLong);
    }
    let (is_ca, issuing) = match parse_x509_certificate(&der) {
        Ok(([], certificate)) => (certificate.is_ca(), Issuing::of(&certificate)),
        _ => return Err(ListError::DamagedCertificate(found.len() + 1)),
    };
    found.push(Certificate { der, is_ca, issuing });
    Ok(())
}

/// PEM texts that were joined, as one text: each may begin with byte-order marks and end without a line break.
fn joined(text: &str) -> String {
    text.replace('\u{feff}', "").replace(END, &format!("{END}\n"))
}

/// The hashes of a list of hashes. Other lines are comments.
pub(crate) fn hashes(text: &str) -> Result<Vec<String>, ListError> {
    let is_hash = |line: &&str| {
        line.len() == 44
            && base64_simd::STANDARD
                .decode_to_vec(line)
                .is_ok_and(|hash| hash.len() == 32)
    };
    let hashes: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(is_hash)
        .map(str::to_owned)
        .take(MAX_HASHES + 1)
        .collect();
    match hashes.len() {
        0 => Err(ListError::NoHashes),
        count if count > MAX_HASHES => Err(ListError::TooLong),
        _ => Ok(hashes),
    }
}

/// The object identifiers of a list of uses. Other lines are comments.
pub(crate) fn uses(text: &str) -> Result<Vec<String>, ListError> {
    let is_use = |line: &&str| line.contains('.') && line.split('.').all(|part| part.parse::<u32>().is_ok());
    let uses: Vec<_> = text.lines().map(str::trim).filter(is_use).map(str::to_owned).collect();
    match uses.len() {
        0 => Err(ListError::NoUses),
        count if count > MAX_CERTIFICATES => Err(ListError::TooLong),
        _ => Ok(uses),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A certificate authority, or a signer's certificate, as PEM.
    pub(crate) fn pem(name: &str, is_ca: bool) -> String {
        let mut params = rcgen::CertificateParams::new([]).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.is_ca = if is_ca {
            rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained)
        } else {
            rcgen::IsCa::ExplicitNoCa
        };
        let key = rcgen::KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().pem()
    }

    #[test]
    fn certificates_are_read_with_whatever_stands_between_them_and_written_back_alike() {
        let (authority, signer) = (pem("Authority", true), pem("Signer", false));
        let text = format!("# Leading words\r\n{authority}\n\nSubject: x\n{signer}trailing");
        let found = certificates(&text).unwrap();
        assert_eq!(found.iter().map(|found| found.is_ca).collect::<Vec<_>>(), [true, false]);
        let again: String = found.iter().map(Certificate::pem).collect();
        assert_eq!(certificates(&again).unwrap(), found);
        assert_ne!(found[0].hash(), found[1].hash());
        assert_eq!(hashes(&found[0].hash()).unwrap(), [found[0].hash()]);
    }

    #[test]
    fn what_is_no_list_of_certificates_is_refused_with_its_reason() {
        let whole = pem("Authority", true);
        let cut = &whole[..whole.len() / 2];
        let second_is_broken = format!("{whole}-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
        for (text, error) in [
            ("", ListError::NoCertificates),
            ("<html>Sign in</html>", ListError::NoCertificates),
            (cut, ListError::DamagedCertificate(1)),
            (&second_is_broken, ListError::DamagedCertificate(2)),
            (&format!("{whole}{cut}"), ListError::DamagedCertificate(2)),
            (
                &format!("{whole}-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n"),
                ListError::PrivateKey,
            ),
        ] {
            assert_eq!(certificates(text), Err(error), "{text}");
        }
    }

    #[test]
    fn joined_texts_lose_no_certificate_whatever_their_marks_and_line_breaks() {
        let (one, two) = (pem("One", true), pem("Two", true));
        let mark = "\u{feff}";
        for text in [
            format!("{mark}{one}{mark}{two}"),
            format!("{mark}{mark}{one}{mark}{mark}{two}{mark}"),
            format!("{mark}{}{mark}{}", one.trim_end(), two.trim_end()),
            format!("{}{}", one.trim_end(), two.trim_end()),
            format!("{one}{two}").replace('\n', "\r\n"),
            format!("Bag Attributes\n{one}# {mark}words\n{two}"),
        ] {
            assert_eq!(certificates(&text).map(|found| found.len()), Ok(2), "{text:?}");
        }
        let old = one.replace(" CERTIFICATE-", " X509 CERTIFICATE-");
        assert_eq!(certificates(&format!("{old}{two}")).map(|found| found.len()), Ok(2));
        let bundle = one.replace(" CERTIFICATE-", " PKCS7-");
        let other_form = Err(ListError::OtherForm("PKCS7".to_owned()));
        assert_eq!(certificates(&format!("{one}{bundle}")), other_form);
        for lost in [format!("{one}# {two}"), format!("{one} x {two}")] {
            assert_eq!(certificates(&lost), Err(ListError::DamagedCertificate(2)), "{lost:?}");
        }
    }

    #[test]
    fn hashes_and_uses_are_read_and_other_lines_are_comments() {
        let hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(hashes(&format!("# comment\n\n{hash}\r\nnot a hash\n")).unwrap(), [hash]);
        assert_eq!(hashes("not a hash"), Err(ListError::NoHashes));
        let text = "//id-kp-emailProtection\n1.3.6.1.5.5.7.3.4\n\n1.3.6.1.4.1.62558.2.1\r\n";
        assert_eq!(uses(text).unwrap(), ["1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1"]);
        assert_eq!(uses("//id-kp-emailProtection"), Err(ListError::NoUses));
    }
}
