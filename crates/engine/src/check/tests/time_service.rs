//! A time stamp service by RFC 3161, small enough for tests. It signs with ECDSA on P-256.

use rcgen::{CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SigningKey as _, date_time_ymd};
use sha2::{Digest as _, Sha256};
use x509_parser::parse_x509_certificate;

use super::{Authority, named};

const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const ECDSA_WITH_SHA_256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// A service, and the certificate of the authority above it.
pub(super) struct TimeService {
    key: KeyPair,
    certificate: Vec<u8>,
    authority: Vec<u8>,
    pub(super) authority_pem: String,
}

impl TimeService {
    pub(super) fn new(name: &str) -> Self {
        let key = || KeyPair::generate().unwrap();
        let authority = CertifiedIssuer::self_signed(Authority::sound().params(name), key()).unwrap();
        let mut service = named(&format!("{name} service"));
        service.is_ca = IsCa::ExplicitNoCa;
        service.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        service.extended_key_usages = vec![ExtendedKeyUsagePurpose::TimeStamping];
        service.use_authority_key_identifier_extension = true;
        (service.not_before, service.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(4000, 1, 1));
        let service_key = key();
        let certificate = service.signed_by(&service_key, &authority).unwrap();
        Self {
            key: service_key,
            certificate: certificate.der().to_vec(),
            authority: authority.der().to_vec(),
            authority_pem: authority.pem(),
        }
    }

    /// The answer that this message was there at a time such as `20200601120000Z`.
    pub(super) fn answer(&self, message: &[u8], time: &str) -> Vec<u8> {
        let sha_256 = der(0x30, &[&oid(SHA_256)]);
        let imprint = der(0x30, &[&sha_256, &der(0x04, &[&Sha256::digest(message)])]);
        let policy = oid(&[0x2a, 0x03, 0x04]);
        let number = der(0x02, &[&[1]]);
        let info = der(
            0x30,
            &[&number, &policy, &imprint, &number, &der(0x18, &[time.as_bytes()])],
        );
        let attribute = |name: &[u8], value: Vec<u8>| der(0x30, &[&oid(name), &der(0x31, &[&value])]);
        let content_type = attribute(CONTENT_TYPE, oid(TST_INFO));
        let digest = attribute(MESSAGE_DIGEST, der(0x04, &[&Sha256::digest(&info)]));
        let signature = self.key.sign(&der(0x31, &[&content_type, &digest])).unwrap();
        let (_, certificate) = parse_x509_certificate(&self.certificate).unwrap();
        let serial = der(0x02, &[certificate.raw_serial()]);
        let signer = der(
            0x30,
            &[
                &number,
                &der(0x30, &[certificate.issuer().as_raw(), &serial]),
                &sha_256,
                &der(0xa0, &[&content_type, &digest]),
                &der(0x30, &[&oid(ECDSA_WITH_SHA_256)]),
                &der(0x04, &[&signature]),
            ],
        );
        let content = der(0x30, &[&oid(TST_INFO), &der(0xa0, &[&der(0x04, &[&info])])]);
        let certificates = der(0xa0, &[&self.certificate, &self.authority]);
        let signed = der(
            0x30,
            &[
                &der(0x02, &[&[3]]),
                &der(0x31, &[&sha_256]),
                &content,
                &certificates,
                &der(0x31, &[&signer]),
            ],
        );
        let token = der(0x30, &[&oid(SIGNED_DATA), &der(0xa0, &[&signed])]);
        let granted = der(0x30, &[&der(0x02, &[&[0]])]);
        der(0x30, &[&granted, &token])
    }
}

fn oid(value: &[u8]) -> Vec<u8> {
    der(0x06, &[value])
}

/// A DER value of this tag with these contents.
fn der(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let mut value = vec![tag];
    match contents.len() {
        short @ 0..0x80 => value.push(u8::try_from(short).unwrap()),
        long => {
            let bytes = long.to_be_bytes();
            let bytes = &bytes[bytes.iter().position(|byte| *byte != 0).unwrap()..];
            value.push(0x80 | u8::try_from(bytes.len()).unwrap());
            value.extend(bytes);
        }
    }
    value.extend(contents);
    value
}
