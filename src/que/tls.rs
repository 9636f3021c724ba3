//! One TLS configuration for API and storage: ring, the system's trust store, and what the user adds to it.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use super::error::{Error, Result};

/// Builds the configuration. No process-wide default is installed or needed.
pub(super) fn client_config(extra_ca_pem: Option<&[u8]>) -> Result<ClientConfig> {
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let setup = |what| {
        move |source: rustls::Error| Error::Setup {
            what,
            source: Some(Box::new(source)),
        }
    };
    let verifier = match extra_ca_pem {
        None => Verifier::new(provider.clone()),
        Some(pem) => Verifier::new_with_extra_roots(certificates(pem)?, provider.clone()),
    }
    .map_err(setup("the trust store of the system cannot be used"))?;
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(setup("no TLS version is available"))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
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
            let error = client_config(Some(pem)).unwrap_err();
            assert!(matches!(error, Error::Setup { .. }), "{error}");
        }
    }
}
