//! The identity, the time of signing and the end of the certificate: what decides how long a signature can be relied on.

use eframe::egui::{Label, Ui};

use crate::ui::{controls, report_words, shapes::Shape, tokens, track::Tone, words};
use content_credentials::{Expiring, Report, SigningTime};
use localization::text;

pub(super) fn show(ui: &mut Ui, report: &Report, expiring: Option<Expiring>) {
    let reading = &report.reading;
    if let Some(identity) = &reading.identity {
        controls::fact(ui, &text!("provenance-identity"), &report_words::identity(identity));
    }
    let validity = reading.validity;
    let named = reading.time.as_deref().map(words::reported_moment);
    let issued = match (validity.time, named) {
        (SigningTime::Verified, Some(time)) => text!("provenance-issued-verified", time = time),
        (SigningTime::Verified, None) => text!("provenance-issued-verified-only"),
        (SigningTime::Unverified, Some(time)) => text!("provenance-issued-unverified", time = time),
        (SigningTime::Unverified, None) => text!("provenance-issued-unverified-only"),
        (SigningTime::NotStated, time) => time.unwrap_or_else(|| text!("provenance-not-stated")),
    };
    controls::fact(ui, &text!("provenance-issued"), &issued);
    if let Some(end) = validity.certificate_expires {
        let until = text!("provenance-valid-until-certificate", day = words::calendar_day(end));
        controls::fact(ui, &text!("provenance-valid-until"), &until);
    }
    if let Some(ends) = expiring {
        controls::message(ui, Tone::Warn, Shape::Clock, words::expiring(ends));
    } else if validity.time == SigningTime::Unverified {
        ui.add(Label::new(tokens::small(ui, text!("provenance-unverified-explained"))).wrap());
    }
}
