//! The sandbox's certificate authority: a CA that verification trusts, and a signer with a certificate from it.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, date_time_ymd,
};
use zeroize::Zeroizing;

use super::error::SandboxError;
use super::folder::DataFolder;

const CA_CERTIFICATE: &str = "ca.pem";
const CA_KEY: &str = "ca.key.pem";
const SIGNER_CHAIN: &str = "signer.pem";
const SIGNER_KEY: &str = "signer.key.pem";

/// Certificates and the signer's key, all as PEM. No `Debug`.
pub(super) struct Authority {
    /// The CA's certificate: the trust anchor.
    pub(super) anchor: String,
    /// The signer's certificate, then the CA's.
    pub(super) chain: String,
    /// The signer's private key.
    pub(super) signer_key: Zeroizing<String>,
}

impl Authority {
    /// Reads the stored certificates, or creates and stores new ones. If one file is missing, it replaces them all.
    pub(super) fn load_or_make(folder: &DataFolder) -> Result<Self, SandboxError> {
        let kept = (
            folder.read(CA_CERTIFICATE)?,
            folder.read(SIGNER_CHAIN)?,
            folder.read(SIGNER_KEY)?,
        );
        if let (Some(anchor), Some(chain), Some(signer_key)) = kept {
            return Ok(Self {
                anchor,
                chain,
                signer_key: Zeroizing::new(signer_key),
            });
        }
        let (made, ca_key) = Self::make()?;
        folder.write_private(CA_KEY, &ca_key)?;
        folder.write_private(CA_CERTIFICATE, &made.anchor)?;
        folder.write_private(SIGNER_CHAIN, &made.chain)?;
        folder.write_private(SIGNER_KEY, &made.signer_key)?;
        Ok(made)
    }

    /// A CA and a leaf that follow the C2PA certificate profile, with the CA's key.
    fn make() -> Result<(Self, Zeroizing<String>), SandboxError> {
        let ca_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut ca = parameters("Que Uploader Sandbox CA");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let anchor = ca.self_signed(&ca_key)?.pem();

        let signer_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut signer = parameters("Que Uploader Sandbox Signer");
        signer.is_ca = IsCa::ExplicitNoCa;
        signer.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        signer.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
        signer.use_authority_key_identifier_extension = true;
        let leaf = signer.signed_by(&signer_key, &Issuer::from_params(&ca, &ca_key))?.pem();

        let chain = format!("{leaf}{anchor}");
        let made = Self {
            anchor,
            chain,
            signer_key: Zeroizing::new(signer_key.serialize_pem()),
        };
        Ok((made, Zeroizing::new(ca_key.serialize_pem())))
    }
}

fn parameters(common_name: &str) -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name.remove(DnType::CommonName);
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    parameters
        .distinguished_name
        .push(DnType::OrganizationName, "Que Uploader Sandbox");
    // Nothing renews these, and only this sandbox trusts them.
    let this_year = i32::from(jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).year());
    parameters.not_before = date_time_ymd(this_year - 1, 1, 1);
    parameters.not_after = date_time_ymd(this_year + 20, 1, 1);
    parameters
}
