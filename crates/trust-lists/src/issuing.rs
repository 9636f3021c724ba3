//! Whether the certificates above a signer's may issue others. A reader that checks only signatures would let any certificate
//! vouch for any other.

use x509_parser::certificate::X509Certificate;

/// What a certificate says about issuing others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Issuing {
    /// Whether it is an authority's, with a key for signing certificates.
    is_allowed: bool,
    /// How many authorities may stand between it and a signer.
    max_between: Option<u32>,
    /// From when and until when it holds, in Unix seconds.
    holds: (i64, i64),
}

impl Issuing {
    pub(crate) fn of(certificate: &X509Certificate<'_>) -> Self {
        let constraints = certificate.basic_constraints().ok().flatten();
        let signs = match certificate.key_usage() {
            Ok(usage) => usage.is_none_or(|usage| usage.value.key_cert_sign()),
            // There are several, or it is damaged.
            Err(_) => false,
        };
        let validity = certificate.validity();
        Self {
            is_allowed: signs && constraints.as_ref().is_some_and(|found| found.value.ca),
            max_between: constraints.and_then(|found| found.value.path_len_constraint),
            holds: (validity.not_before.timestamp(), validity.not_after.timestamp()),
        }
    }

    pub(crate) const fn starts(&self) -> i64 {
        self.holds.0
    }

    /// Whether it may have issued a certificate that was used at this time, in Unix seconds, with this many authorities between.
    pub(crate) fn allows(&self, between: usize, at: i64) -> bool {
        let is_near = self
            .max_between
            .is_none_or(|max| u32::try_from(between).is_ok_and(|between| between <= max));
        self.is_allowed && is_near && self.holds.0 <= at && at <= self.holds.1
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd};

    use crate::certificates;

    const DAY: i64 = 24 * 60 * 60;

    /// Whether a certificate that holds through 2020 may issue.
    fn may_issue(is_ca: IsCa, usages: Vec<KeyUsagePurpose>, between: usize, at: i64) -> bool {
        let mut params = CertificateParams::default();
        params.is_ca = is_ca;
        params.key_usages = usages;
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
        let pem = params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem();
        certificates(&pem).unwrap()[0].may_issue(between, at)
    }

    #[test]
    fn an_authority_issues_only_while_it_holds_with_the_right_key_and_as_far_down_as_it_may() {
        let (start, end) = (1_577_836_800, 1_609_459_200);
        let any = || IsCa::Ca(BasicConstraints::Unconstrained);
        let signs = || vec![KeyUsagePurpose::KeyCertSign];
        assert!(may_issue(any(), signs(), 9, start));
        assert!(may_issue(any(), Vec::new(), 0, end));
        assert!(!may_issue(any(), signs(), 0, start - 1));
        assert!(!may_issue(any(), signs(), 0, end + DAY));
        assert!(!may_issue(any(), vec![KeyUsagePurpose::DigitalSignature], 0, start));
        assert!(!may_issue(IsCa::ExplicitNoCa, signs(), 0, start));
        assert!(!may_issue(IsCa::NoCa, signs(), 0, start));
        let near = || IsCa::Ca(BasicConstraints::Constrained(0));
        assert!(may_issue(near(), signs(), 0, start));
        assert!(!may_issue(near(), signs(), 1, start));
    }
}
