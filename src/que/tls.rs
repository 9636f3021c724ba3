//! One TLS configuration for API and storage: ring, the system's trust store, and what the user adds to it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use rustls_platform_verifier::Verifier;

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
    let trust = Trust {
        provider: Arc::clone(&provider),
        extra: extra_ca_pem.map(certificates).transpose()?.unwrap_or_default(),
        verifier: OnceLock::new(),
    };
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

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
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

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let unusable = || Error::Setup {
        what: "the extra certificate is not in PEM form",
        source: None,
    };
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| unusable())?;
    if found.is_empty() {
        return Err(unusable());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_is_named_as_the_cause() {
        for pem in [
            &b""[..],
            b"hello",
            b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        ] {
            let error = client_config(Some(pem), false).unwrap_err();
            assert!(matches!(error, Error::Setup { .. }), "{error}");
        }
    }
}
