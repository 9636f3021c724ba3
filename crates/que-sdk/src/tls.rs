//! The TLS configuration for API and storage: ring, the system's trust store, and the user's extra certificates.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, OtherError, SignatureScheme};
use rustls_platform_verifier::Verifier;
use webpki::{EndEntityCert, KeyUsage};

use crate::error::{Error, Result, SetupFault};

/// Builds the configuration, without a process-wide default. The trust store is loaded now if `load_now` is set or there
/// are extra certificates. Otherwise it is loaded when a server first presents a certificate: plain HTTP never needs it.
///
/// # Errors
/// [`Error::Setup`] if an extra certificate is unusable or the trust store can't be loaded.
pub(crate) fn client_config(extra_ca_pem: Option<&[u8]>, load_now: bool) -> Result<ClientConfig> {
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let setup = |what| {
        move |source: rustls::Error| Error::Setup {
            what,
            source: Some(Box::new(source)),
        }
    };
    let mut verifier = ServerVerifier {
        provider: Arc::clone(&provider),
        extra: extra_ca_pem.map(parse_certificates).transpose()?.unwrap_or_default(),
        platform: OnceLock::new(),
    };
    verifier.drop_out_of_date()?;
    if load_now || !verifier.extra.is_empty() {
        verifier.platform().map_err(setup(SetupFault::TrustStore))?;
    }
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(setup(SetupFault::NoTls))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

/// Verifies certificates with the system's trust store and the user's extra certificates. Loads the trust store on first
/// use, which takes about 10 ms.
struct ServerVerifier {
    provider: Arc<CryptoProvider>,
    extra: Vec<CertificateDer<'static>>,
    platform: OnceLock<Verifier>,
}

impl fmt::Debug for ServerVerifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ServerVerifier").finish_non_exhaustive()
    }
}

impl ServerVerifier {
    /// Removes extra certificates that are out of date, which company bundles may contain; the platform verifier doesn't
    /// check the validity period of an authority.
    ///
    /// # Errors
    /// [`Error::Setup`] if none is left.
    fn drop_out_of_date(&mut self) -> Result<()> {
        let now = UnixTime::now();
        let extra = std::mem::take(&mut self.extra);
        let given = extra.len();
        self.extra = extra
            .into_iter()
            .filter(|certificate| !self.is_out_of_date(certificate, now))
            .collect();
        let left_out = given - self.extra.len();
        if left_out > 0 && self.extra.is_empty() {
            return Err(Error::Setup {
                what: SetupFault::CertificatesOutOfDate,
                source: None,
            });
        }
        if left_out > 0 {
            tracing::warn!("ignoring {left_out} of {given} extra certificates, which are out of date");
        }
        Ok(())
    }

    fn platform(&self) -> std::result::Result<&Verifier, rustls::Error> {
        if let Some(verifier) = self.platform.get() {
            return Ok(verifier);
        }
        let provider = Arc::clone(&self.provider);
        let verifier = if self.extra.is_empty() {
            Verifier::new(provider)?
        } else {
            Verifier::new_with_extra_roots(self.extra.iter().cloned(), provider)?
        };
        // Two handshakes may have loaded it at the same time.
        Ok(self.platform.get_or_init(|| verifier))
    }

    /// Verifies a server certificate that is itself among the extra ones. It needs no authority and may be marked as one
    /// (`CA:TRUE`, the default of `openssl req -x509`), but its validity period and names must match.
    fn verify_extra(
        &self,
        certificate: &CertificateDer<'_>,
        server_name: &ServerName<'_>,
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        let parsed = EndEntityCert::try_from(certificate).map_err(to_rustls)?;
        match self.verify_without_authority(&parsed, now) {
            // These are reported only after the validity period was checked.
            webpki::Error::UnknownIssuer | webpki::Error::CaUsedAsEndEntity => {}
            error => return Err(to_rustls(error)),
        }
        parsed
            .verify_is_valid_for_subject_name(server_name)
            .map_err(to_rustls)?;
        Ok(ServerCertVerified::assertion())
    }

    /// The error of a certificate if no authority is trusted.
    fn verify_without_authority(&self, certificate: &EndEntityCert<'_>, now: UnixTime) -> webpki::Error {
        let algorithms = self.provider.signature_verification_algorithms.all;
        let usage = KeyUsage::server_auth();
        let verified = certificate.verify_for_usage(algorithms, &[], &[], now, usage, None, None);
        verified.err().unwrap_or(webpki::Error::UnknownIssuer)
    }

    /// Whether a certificate has expired or isn't valid yet. Unreadable ones are left to the platform verifier.
    fn is_out_of_date(&self, certificate: &CertificateDer<'_>, now: UnixTime) -> bool {
        EndEntityCert::try_from(certificate).is_ok_and(|parsed| {
            matches!(
                self.verify_without_authority(&parsed, now),
                webpki::Error::CertExpired { .. }
                    | webpki::Error::CertNotValidYet { .. }
                    | webpki::Error::InvalidCertValidity
            )
        })
    }
}

/// Converts an error of webpki as rustls does.
fn to_rustls(error: webpki::Error) -> rustls::Error {
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

impl ServerCertVerifier for ServerVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        if self.extra.iter().any(|extra| extra.as_ref() == end_entity.as_ref()) {
            return self.verify_extra(end_entity, server_name, now);
        }
        self.platform()?
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        self.platform()?.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        self.platform()?.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Parses the certificates of a PEM file.
///
/// # Errors
/// [`Error::Setup`], which says what the file is instead.
fn parse_certificates(file: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = |what| Error::Setup { what, source: None };
    let pem = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file).trim_ascii();
    if pem.is_empty() {
        return Err(unusable(SetupFault::CertificatesEmpty));
    }
    // DER starts with the tag of a sequence.
    if pem.starts_with(&[0x30]) && !pem.is_ascii() {
        return Err(unusable(SetupFault::CertificatesBinary));
    }
    if pem.windows(PRIVATE_KEY.len()).any(|part| part == PRIVATE_KEY) {
        return Err(unusable(SetupFault::CertificatesWithKey));
    }
    if pem.contains(&0) {
        return Err(unusable(SetupFault::CertificatesNotText));
    }
    let damaged = || unusable(SetupFault::CertificatesDamaged);
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| damaged())?;
    if found.is_empty() {
        return Err(unusable(SetupFault::NoCertificates));
    }
    for certificate in &found {
        webpki::anchor_from_trusted_cert(certificate).map_err(|_| damaged())?;
    }
    Ok(found)
}

/// The end of the first line of a private key, of any type.
const PRIVATE_KEY: &[u8] = b"PRIVATE KEY-----";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_usable_certificate_is_refused_with_the_reason() {
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
