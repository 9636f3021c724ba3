//! One TLS configuration for API and storage: ring, the system's trust store, and what the user adds to it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;
use webpki::{EndEntityCert, KeyUsage};

use super::error::{Error, Result};

/// Builds the configuration. No process-wide default is installed or needed. Where the trust store is to be read now, and
/// where the user adds to it, it is an error that it cannot be. Else it is read when a server shows its certificate, if one
/// ever does: what goes to this machine alone, such as the sandbox, needs none.
pub(super) fn client_config(extra_ca_pem: Option<&[u8]>, read_now: bool) -> Result<ClientConfig> {
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let setup = |what| {
        move |source: rustls::Error| Error::Setup {
            what,
            source: Some(Box::new(source)),
        }
    };
    let mut trust = Trust {
        provider: Arc::clone(&provider),
        extra: extra_ca_pem.map(certificates).transpose()?.unwrap_or_default(),
        verifier: OnceLock::new(),
    };
    trust.drop_out_of_date()?;
    if read_now || !trust.extra.is_empty() {
        trust
            .verifier()
            .map_err(setup("the trust store of the system cannot be used"))?;
    }
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(setup("no TLS version is available"))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(trust))
        .with_no_client_auth())
}

/// The trust store of the system with what the user adds to it, read when it is asked for first: that takes some 10 ms.
struct Trust {
    provider: Arc<CryptoProvider>,
    extra: Vec<CertificateDer<'static>>,
    verifier: OnceLock<Verifier>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Trust").finish_non_exhaustive()
    }
}

impl Trust {
    /// Leaves out of what the user adds what no longer counts, as a bundle of a company may have some; the verifier would
    /// not look at the time of an authority. Where nothing is left, that is the user's to know.
    fn drop_out_of_date(&mut self) -> Result<()> {
        let now = UnixTime::now();
        let extra = std::mem::take(&mut self.extra);
        let named = extra.len();
        self.extra = extra
            .into_iter()
            .filter(|certificate| !self.is_out_of_date(certificate, now))
            .collect();
        let left_out = named - self.extra.len();
        if left_out > 0 && self.extra.is_empty() {
            return Err(Error::Setup {
                what: "the certificate in the file with extra certificates is out of date, or not valid yet by this computer's clock",
                source: None,
            });
        }
        if left_out > 0 {
            tracing::warn!("{left_out} of {named} extra certificates are out of date and are not used");
        }
        Ok(())
    }

    fn verifier(&self) -> std::result::Result<&Verifier, rustls::Error> {
        if let Some(verifier) = self.verifier.get() {
            return Ok(verifier);
        }
        let provider = Arc::clone(&self.provider);
        let read = if self.extra.is_empty() {
            Verifier::new(provider)?
        } else {
            Verifier::new_with_extra_roots(self.extra.iter().cloned(), provider)?
        };
        // Two handshakes may have read it at once.
        Ok(self.verifier.get_or_init(|| read))
    }
}

impl Trust {
    /// Judges a certificate that the user named itself, be it its own authority, that of a private one or marked as one that
    /// signs others (`CA:TRUE`, as `openssl req -x509` makes it): no authority needs to vouch for it. Its time and its
    /// names count all the same.
    fn verify_named(
        &self,
        certificate: &CertificateDer<'_>,
        server_name: &ServerName<'_>,
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        let parsed = EndEntityCert::try_from(certificate).map_err(fault)?;
        match self.without_authority(&parsed, now) {
            // Both are told after its time was found right.
            webpki::Error::UnknownIssuer | webpki::Error::CaUsedAsEndEntity => {}
            error => return Err(fault(error)),
        }
        parsed.verify_is_valid_for_subject_name(server_name).map_err(fault)?;
        Ok(ServerCertVerified::assertion())
    }

    /// What is wrong with a certificate where no authority is known.
    fn without_authority(&self, certificate: &EndEntityCert<'_>, now: UnixTime) -> webpki::Error {
        let algorithms = self.provider.signature_verification_algorithms.all;
        let usage = KeyUsage::server_auth();
        let verified = certificate.verify_for_usage(algorithms, &[], &[], now, usage, None, None);
        verified.err().unwrap_or(webpki::Error::UnknownIssuer)
    }

    /// Whether the time of a certificate is over, or has not begun. Where that cannot be read, it is left to the verifier.
    fn is_out_of_date(&self, certificate: &CertificateDer<'_>, now: UnixTime) -> bool {
        EndEntityCert::try_from(certificate).is_ok_and(|parsed| {
            matches!(
                self.without_authority(&parsed, now),
                webpki::Error::CertExpired { .. }
                    | webpki::Error::CertNotValidYet { .. }
                    | webpki::Error::InvalidCertValidity
            )
        })
    }
}

/// An error of the parts below in the words of the whole.
fn fault(error: webpki::Error) -> rustls::Error {
    rustls::Error::InvalidCertificate(match error {
        webpki::Error::CertExpired { time, not_after } => CertificateError::ExpiredContext { time, not_after },
        webpki::Error::CertNotValidYet { time, not_before } => {
            CertificateError::NotValidYetContext { time, not_before }
        }
        webpki::Error::InvalidCertValidity => CertificateError::Expired,
        webpki::Error::CertNotValidForName(context) => CertificateError::NotValidForNameContext {
            expected: context.expected,
            presented: context.presented,
        },
        other => CertificateError::Other(OtherError(Arc::new(other))),
    })
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        if self.extra.iter().any(|named| named.as_ref() == end_entity.as_ref()) {
            return self.verify_named(end_entity, server_name, now);
        }
        self.verifier()?
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier()?.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier()?.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The certificates of a file, or why there are none.
fn certificates(file: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = |what| Error::Setup { what, source: None };
    let pem = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file).trim_ascii();
    if pem.is_empty() {
        return Err(unusable("the file with extra certificates is empty"));
    }
    // The tag of a sequence, with which DER begins.
    if pem.starts_with(&[0x30]) && !pem.is_ascii() {
        return Err(unusable(
            "the file with extra certificates is in binary form (DER), and PEM is needed: openssl x509 -inform der -in FILE -out FILE.pem",
        ));
    }
    if pem.windows(PRIVATE_KEY.len()).any(|part| part == PRIVATE_KEY) {
        return Err(unusable(
            "the file with extra certificates has a private key in it, which belongs to the server alone: name a file with the certificate",
        ));
    }
    if pem.contains(&0) {
        return Err(unusable(
            "the file with extra certificates is not UTF-8 text: save it as UTF-8, or name another file",
        ));
    }
    let damaged = || unusable("the file with extra certificates has a damaged certificate in it");
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| damaged())?;
    if found.is_empty() {
        return Err(unusable(
            "the file with extra certificates has no certificate in it, which begins with a line -----BEGIN CERTIFICATE-----",
        ));
    }
    for certificate in &found {
        webpki::anchor_from_trusted_cert(certificate).map_err(|_| damaged())?;
    }
    Ok(found)
}

/// How the line ends that begins a private key, of whatever kind.
const PRIVATE_KEY: &[u8] = b"PRIVATE KEY-----";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_is_named_as_the_cause_and_why() {
        for (file, words) in [
            (&b""[..], "is empty"),
            (b"\xef\xbb\xbf \r\n", "is empty"),
            (b"hello", "no certificate in it"),
            (
                b"-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n",
                "no certificate in it",
            ),
            (
                b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "a damaged certificate",
            ),
            (
                b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                "a damaged certificate",
            ),
            (b"-----BEGIN CERTIFICATE-----\nMA", "a damaged certificate"),
            (
                b"-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n",
                "a private key in it",
            ),
            (b"-\0-\0-\0-\0-\0B\0E\0G\0I\0N\0", "not UTF-8 text"),
            (b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00", "in binary form"),
        ] {
            let error = client_config(Some(file), false).unwrap_err();
            assert!(matches!(error, Error::Setup { .. }), "{error}");
            assert!(error.to_string().contains(words), "{words}: {error}");
        }
    }
}
