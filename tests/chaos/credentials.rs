//! Signing and verifying in the storm: each succeeds or fails with a reason that names the fault, and no file is signed
//! twice silently.

use std::collections::BTreeMap;

use content_credentials::{ManifestForm, Origin};
use model::{Failure, Presets, SignState, Status, Totals, Upload, Verdict, VerifyState};

use crate::{
    fault_proxy::Request,
    menu::Purpose,
    storm::{Met, named},
    tally::Tally,
};

/// The preset that signs every upload automatically.
pub(crate) fn presets() -> Presets {
    let form = ManifestForm {
        title: "{name}".to_owned(),
        creator: "Ada".to_owned(),
        origin: Some(Origin::DigitalCapture),
        no_thumbnail: true,
        ..ManifestForm::default()
    };
    let mut presets = Presets::default();
    presets.keep("Storm", form.to_text()).unwrap();
    presets.set_auto_sign(Some("Storm"));
    presets
}

/// Signings and verifications that are still running.
pub(crate) fn under_way(totals: &Totals) -> usize {
    totals.count(Status::Signing) + totals.count(Status::Verifying)
}

/// For each object, the sign calls that reached the server completely, and how many it answered with a copy.
pub(crate) struct Signings(BTreeMap<String, (usize, usize)>);

impl Signings {
    pub(crate) fn of(seen: &[Request]) -> Self {
        let mut signings = BTreeMap::<_, (usize, usize)>::new();
        for request in seen {
            let (Some(Purpose::Sign), Some(key)) = (Purpose::of(request), &request.object_key) else {
                continue;
            };
            let (came, signed) = signings.entry(key.clone()).or_default();
            *came += usize::from(request.upstream_status.is_some() || request.forwarded == request.length);
            *signed += usize::from(request.upstream_status == Some(200));
        }
        Self(signings)
    }
}

/// How the signings and verifications of a wave ended.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    pub(crate) signed: usize,
    pub(crate) in_doubt: usize,
    pub(crate) not_signed: usize,
    pub(crate) verified: usize,
    pub(crate) not_verified: usize,
}

/// Checks an uploaded file that can be signed.
pub(crate) fn check(place: &str, upload: &Upload, signings: &Signings, met: &Met, ends: &mut Ends, tally: &Tally) {
    let name = upload.source.name();
    let key = upload
        .object
        .as_ref()
        .map(|object| object.key.as_str())
        .unwrap_or_default();
    let (came, signed) = signings.0.get(key).copied().unwrap_or_default();
    tally.check(came <= 1, || {
        format!("{place}: {name} was sent to be signed {came} times")
    });
    let says_why = |purpose: Purpose, failure: &Failure| {
        tally.check(named(met, purpose, &name, failure).is_some(), || {
            let met = met.get(&(purpose, name.clone()));
            format!("{place}: {name} met {met:?} at {purpose:?} and says {failure:?}")
        });
    };
    match &upload.sign {
        SignState::Signed => {
            ends.signed += 1;
            tally.check(signed == 1, || {
                format!("{place}: {name} is signed, and the server knows of {signed}")
            });
        }
        SignState::Failed(failure) => {
            let in_doubt = failure.message.contains("may have been signed");
            if in_doubt {
                ends.in_doubt += 1;
            } else {
                ends.not_signed += 1;
            }
            tally.check(in_doubt || came == 0, || {
                format!("{place}: the server was asked to sign {name}, and nothing says so: {failure:?}")
            });
            says_why(Purpose::Sign, failure);
        }
        other => tally.check(false, || format!("{place}: the signing of {name} is stuck: {other:?}")),
    }
    match &upload.verify {
        VerifyState::Verified(facts) => {
            ends.verified += 1;
            tally.check(facts.verdict == Verdict::Trusted, || {
                format!("{place}: {name} is {:?}", facts.verdict)
            });
        }
        VerifyState::Failed(_, failure) => {
            ends.not_verified += 1;
            says_why(Purpose::Verify, failure);
        }
        VerifyState::NotAsked => tally.check(upload.signed.is_none(), || {
            format!("{place}: {name} is signed and was not verified")
        }),
        other @ VerifyState::Verifying(_) => {
            tally.check(false, || {
                format!("{place}: the verification of {name} is stuck: {other:?}")
            });
        }
    }
}
