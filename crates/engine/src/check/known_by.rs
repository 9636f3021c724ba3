//! Which lists know the signer of a file.

use c2pa::crypto::cose::CertificateTrustPolicy;
use content_credentials::{SigningTime, read_report};
use jiff::Timestamp;

use crate::opened::Opened;
use trust_lists::{Certificate, TrustList, certificates, certificates_of_der};

/// The signer of a file's active manifest: its certificate first, then those that it brings along.
pub(super) struct Signer {
    chain: Vec<Certificate>,
}

impl Signer {
    /// Reads the certificates, and none of the file's content.
    pub(super) fn of(opened: &mut Opened) -> Option<Self> {
        let reader = opened.read_unverified().ok()?;
        let signature = reader.active_manifest()?.signature_info()?;
        let chain = certificates(signature.cert_chain()).ok()?;
        Some(Self { chain })
    }

    /// The signer with these certificates, as DER.
    pub(super) fn of_chain(chain: Vec<Vec<u8>>) -> Option<Self> {
        let chain = certificates_of_der(chain).ok()?;
        Some(Self { chain })
    }

    /// Whether this list knows the signer: its own certificate, or an authority above it that may issue it, as all between them
    /// may, at this time in Unix seconds. All lists together say for what uses a signer's certificate may be made.
    pub(super) fn is_known(&self, list: &TrustList, all: &[TrustList], at: Option<i64>) -> bool {
        let mut policy = CertificateTrustPolicy::new();
        policy.add_default_valid_ekus();
        for list in all {
            policy.add_valid_ekus(list.uses.as_bytes());
        }
        if policy.add_end_entity_credentials(list.signers.as_bytes()).is_err() {
            return false;
        }
        let anchors = certificates(&list.anchors).unwrap_or_default();
        let may_issue = |certificate: &Certificate, between| {
            // Without a time, any at which it would be right.
            certificate.may_issue(between, at.unwrap_or_else(|| certificate.starts()))
        };
        let ders: Vec<_> = self.chain.iter().map(|certificate| certificate.der.clone()).collect();
        (0..ders.len()).any(|between| {
            let above = self.chain.iter().skip(1).take(between).enumerate();
            if !above
                .into_iter()
                .all(|(below, certificate)| may_issue(certificate, below))
            {
                return false;
            }
            let mut policy = policy.clone();
            let anchors = anchors.iter().filter(|anchor| may_issue(anchor, between));
            let anchors: String = anchors.map(Certificate::pem).collect();
            let (Some(part), Some(leaf)) = (ders.get(..=between), ders.first()) else {
                return false;
            };
            policy.add_trust_anchors(anchors.as_bytes()).is_ok()
                // The reader checks the date of the signer's own certificate.
                && policy.check_certificate_trust(part, leaf, None).is_ok()
        })
    }
}

/// When the file was signed, if that is verified, and otherwise now, in Unix seconds.
pub(super) fn signed_at(report: &str) -> i64 {
    let reading = read_report(report);
    let verified = reading.time.filter(|_| reading.validity.time == SigningTime::Verified);
    let verified = verified.and_then(|time| time.parse::<Timestamp>().ok());
    verified.unwrap_or_else(Timestamp::now).as_second()
}
