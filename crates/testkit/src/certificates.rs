//! Certificates for the TLS servers of tests.
//!
//! ```
//! use testkit::certificates::Certificate;
//!
//! let certificate = Certificate::signed_for("localhost");
//! let config = certificate.server_config(); // for the server
//! let pem = certificate.authority.expect("signed by one"); // for the client to trust
//! # assert!(pem.starts_with("-----BEGIN CERTIFICATE-----") && config.alpn_protocols.is_empty());
//! ```

use std::sync::Arc;

pub use rcgen::{BasicConstraints, IsCa};
use rcgen::{
    CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer},
};

/// How to make a certificate.
#[derive(Debug, Clone)]
pub struct Recipe<'a> {
    /// Its Subject Alternative Names. Without any it is valid for no host.
    pub names: &'a [&'a str],
    /// Whether it may sign others.
    pub is_ca: IsCa,
    /// Valid from January 1 of the first year to January 1 of the second.
    pub years: (i32, i32),
    /// Signed by a new private authority, not by itself.
    pub by_authority: bool,
    /// With the key usages and identifiers that OpenSSL's strict clients require.
    pub key_usages: bool,
}

impl Default for Recipe<'_> {
    /// A self-signed certificate for `localhost`, valid for as long as any test runs.
    fn default() -> Self {
        Self {
            names: &["localhost"],
            is_ca: IsCa::NoCa,
            years: (2020, 4000),
            by_authority: false,
            key_usages: false,
        }
    }
}

/// A certificate with its key.
#[derive(Debug)]
pub struct Certificate {
    /// The certificate as PEM.
    pub pem: String,
    /// The certificate as DER.
    pub der: CertificateDer<'static>,
    /// Its private key as PEM.
    pub key_pem: String,
    /// The certificate of the authority that signed it, as PEM. `None` if it is self-signed.
    pub authority: Option<String>,
    key: Vec<u8>,
}

impl Certificate {
    /// Makes a certificate.
    pub fn new(recipe: &Recipe<'_>) -> Self {
        let names: Vec<_> = recipe.names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.is_ca = recipe.is_ca;
        params.not_before = date_time_ymd(recipe.years.0, 1, 1);
        params.not_after = date_time_ymd(recipe.years.1, 1, 1);
        if recipe.key_usages {
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.use_authority_key_identifier_extension = true;
        }
        let key = KeyPair::generate().unwrap();
        let (certificate, authority) = if recipe.by_authority {
            let authority = authority(recipe.key_usages);
            (params.signed_by(&key, &authority).unwrap(), Some(authority.pem()))
        } else {
            (params.self_signed(&key).unwrap(), None)
        };
        Self {
            pem: certificate.pem(),
            der: certificate.der().clone(),
            key_pem: key.serialize_pem(),
            authority,
            key: key.serialize_der(),
        }
    }

    /// A certificate for this host name, signed by a private authority.
    pub fn signed_for(name: &str) -> Self {
        Self::new(&Recipe {
            names: &[name],
            by_authority: true,
            ..Recipe::default()
        })
    }

    /// What a TLS server needs to serve with it.
    pub fn server_config(&self) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::try_from(self.key.clone()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.der.clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

fn authority(key_usages: bool) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Que Uploader test CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    if key_usages {
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    }
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}
