//! The sandbox's certificate authority: a CA that verification trusts, a signer and an identity with certificates from it.

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
const IDENTITY_CHAIN: &str = "identity.pem";
const IDENTITY_KEY: &str = "identity.key.pem";

/// Certificates and private keys, all as PEM. No `Debug`.
pub(super) struct Authority {
    /// The CA's certificate: the trust anchor.
    pub(super) anchor: String,
    /// Signs manifests.
    pub(super) signer: KeyAndChain,
    /// Signs identities. Que uses its signer's certificate for them, too; a second one shows in tests which is which.
    pub(super) identity: KeyAndChain,
}

/// A private key and its certificate chain, the leaf first.
pub(super) struct KeyAndChain {
    pub(super) chain: String,
    pub(super) key: Zeroizing<String>,
}

impl Authority {
    /// Reads the stored certificates, or creates and stores new ones. If one file is missing, it replaces them all, except that
    /// folders of earlier versions only get an identity. New certificates of signers end `lifetime` days from today.
    pub(super) fn load_or_make(folder: &DataFolder, lifetime: Option<u16>) -> Result<Self, SandboxError> {
        let kept = |chain: &str, key: &str| -> Result<Option<KeyAndChain>, SandboxError> {
            Ok(folder
                .read(chain)?
                .zip(folder.read(key)?)
                .map(|(chain, key)| KeyAndChain {
                    chain,
                    key: Zeroizing::new(key),
                }))
        };
        let signer = kept(SIGNER_CHAIN, SIGNER_KEY)?;
        let identity = kept(IDENTITY_CHAIN, IDENTITY_KEY)?;
        let ca_key = folder.read(CA_KEY)?.map(Zeroizing::new);
        match (folder.read(CA_CERTIFICATE)?, signer, identity, ca_key) {
            (Some(anchor), Some(signer), Some(identity), _) => Ok(Self {
                anchor,
                signer,
                identity,
            }),
            (Some(anchor), Some(signer), None, Some(ca_key)) => {
                let ca = Ca {
                    key: KeyPair::from_pem(&ca_key)?,
                    anchor,
                };
                let identity = ca.issue(IDENTITY, lifetime)?;
                keep(folder, (IDENTITY_CHAIN, IDENTITY_KEY), &identity)?;
                Ok(Self {
                    anchor: ca.anchor,
                    signer,
                    identity,
                })
            }
            _ => {
                let ca = Ca::make()?;
                let (signer, identity) = (ca.issue(SIGNER, lifetime)?, ca.issue(IDENTITY, lifetime)?);
                folder.write_private(CA_KEY, &Zeroizing::new(ca.key.serialize_pem()))?;
                folder.write_private(CA_CERTIFICATE, &ca.anchor)?;
                keep(folder, (SIGNER_CHAIN, SIGNER_KEY), &signer)?;
                keep(folder, (IDENTITY_CHAIN, IDENTITY_KEY), &identity)?;
                Ok(Self {
                    anchor: ca.anchor,
                    signer,
                    identity,
                })
            }
        }
    }
}

fn keep(folder: &DataFolder, (chain, key): (&str, &str), made: &KeyAndChain) -> Result<(), SandboxError> {
    folder.write_private(chain, &made.chain)?;
    folder.write_private(key, &made.key)
}

const SIGNER: &str = "Que Uploader Sandbox Signer";
const IDENTITY: &str = "Que Uploader Sandbox Identity";

/// The CA with its key.
struct Ca {
    key: KeyPair,
    anchor: String,
}

impl Ca {
    fn make() -> Result<Self, SandboxError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let anchor = Self::parameters().self_signed(&key)?.pem();
        Ok(Self { key, anchor })
    }

    /// The same for every sandbox, so a kept key is enough to issue another certificate.
    fn parameters() -> CertificateParams {
        let mut ca = parameters("Que Uploader Sandbox CA");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        ca
    }

    /// A leaf that follows the C2PA certificate profile, with its key.
    fn issue(&self, common_name: &str, lifetime: Option<u16>) -> Result<KeyAndChain, SandboxError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut leaf = parameters(common_name);
        if let Some(days) = lifetime {
            let today = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
            let end = today.saturating_add(jiff::Span::new().days(i64::from(days)));
            let number = |part: i8| u8::try_from(part).unwrap_or(1);
            leaf.not_after = date_time_ymd(i32::from(end.year()), number(end.month()), number(end.day()));
        }
        leaf.is_ca = IsCa::ExplicitNoCa;
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf
            .signed_by(&key, &Issuer::from_params(&Self::parameters(), &self.key))?
            .pem();
        Ok(KeyAndChain {
            chain: format!("{leaf}{}", self.anchor),
            key: Zeroizing::new(key.serialize_pem()),
        })
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
