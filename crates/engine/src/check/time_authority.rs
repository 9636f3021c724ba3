//! Whether an authority on a list vouches for the time of a version 1 claim. The engine looks at the time stamp of such a claim, but
//! not at who made it, and calls every one trusted (c2pa 0.73 to 0.91). So the time stamp is verified once more here.
//!
//! Sources: C2PA specification 1.4, "Time-stamps" (`sigTst` holds `tstTokens`, whose `val` is an answer by RFC 3161; what is
//! stamped is the `Sig_structure` of a countersignature, RFC 8152, 4.4); ISO 19566-5, "JUMBF".

use c2pa::{
    crypto::cose::CertificateTrustPolicy, crypto::time_stamp::verify_time_stamp, status_tracker::StatusTracker,
};
use ciborium::Value;

use super::boxes::{active_manifest, superbox};

/// The signature and the claim of a manifest store's active manifest.
#[derive(Default)]
struct Signed<'a> {
    signature: Option<&'a [u8]>,
    claim: Option<&'a [u8]>,
}

/// Whether one of these authorities (PEM) made the time stamp of the active manifest in this manifest store.
pub(super) fn is_known(store: &[u8], authorities: &str) -> bool {
    stamp(store).is_some_and(|(token, message)| {
        let mut policy = CertificateTrustPolicy::new();
        let mut log = StatusTracker::default();
        policy.add_trust_anchors(authorities.as_bytes()).is_ok()
            && verify_time_stamp(&token, &message, &policy, &mut log, true).is_ok()
    })
}

/// The time stamp, and what it is for.
fn stamp(store: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut found = Signed::default();
    for (label, mut content) in active_manifest(store)?.filter_map(superbox) {
        let place = match label {
            b"c2pa.signature" => &mut found.signature,
            b"c2pa.claim" => &mut found.claim,
            _ => continue,
        };
        *place = content.find(|(kind, _)| *kind == b"cbor").map(|(_, bytes)| bytes);
    }
    let signature: Value = ciborium::from_reader(found.signature?).ok()?;
    let Value::Tag(_, signature) = signature else {
        return None;
    };
    let [Value::Bytes(protected), Value::Map(unprotected), ..] = signature.as_array()?.as_slice() else {
        return None;
    };
    let token = field(unprotected, "sigTst")?.as_map()?;
    // The engine accepts a single one.
    let [token] = field(token, "tstTokens")?.as_array()?.as_slice() else {
        return None;
    };
    let token = field(token.as_map()?, "val")?.as_bytes()?.clone();
    let message = Value::Array(vec![
        Value::Text("CounterSignature".to_owned()),
        Value::Bytes(protected.clone()),
        Value::Bytes(Vec::new()),
        Value::Bytes(found.claim?.to_vec()),
    ]);
    let mut stamped = Vec::new();
    ciborium::into_writer(&message, &mut stamped).ok()?;
    Some((token, stamped))
}

fn field<'v>(map: &'v [(Value, Value)], name: &str) -> Option<&'v Value> {
    let found = map.iter().find(|(key, _)| key.as_text() == Some(name));
    found.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&length[..], kind, content].concat()
    }

    fn labeled(label: &[u8], content: &[u8]) -> Vec<u8> {
        let description = [&[0; 17][..], label, b"\0"].concat();
        boxed(b"jumb", &[boxed(b"jumd", &description), content.to_vec()].concat())
    }

    #[test]
    fn a_store_that_is_damaged_anywhere_has_no_stamp_or_the_same_and_never_ends_the_program() {
        let token = Value::Map(vec![("val".into(), Value::Bytes(vec![7; 9]))]);
        let stamps = Value::Map(vec![("tstTokens".into(), Value::Array(vec![token]))]);
        let signature = Value::Array(vec![
            Value::Bytes(vec![1, 2]),
            Value::Map(vec![("sigTst".into(), stamps)]),
            Value::Null,
            Value::Bytes(vec![3]),
        ]);
        let mut cbor = Vec::new();
        ciborium::into_writer(&Value::Tag(18, Box::new(signature)), &mut cbor).unwrap();
        let parts = [
            labeled(b"c2pa.claim", &boxed(b"cbor", b"claim")),
            labeled(b"c2pa.signature", &boxed(b"cbor", &cbor)),
        ];
        let earlier = labeled(b"urn:uuid:0", b"");
        let store = labeled(b"c2pa", &[earlier, labeled(b"urn:uuid:1", &parts.concat())].concat());
        let (token, message) = stamp(&store).unwrap();
        assert_eq!(token, [7; 9]);
        assert!(message.ends_with(b"\x42\x01\x02\x40\x45claim"), "{message:?}");
        for at in 0..store.len() {
            let _ = stamp(&store[..at]);
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = store.clone();
                damaged[at] = value;
                let _ = stamp(&damaged);
            }
        }
        assert!(!is_known(&store, ""));
    }
}
