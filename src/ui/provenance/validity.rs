//! The identity, the time of signing and the end of the certificate: what decides how long a signature can be relied on.

use eframe::egui::{Label, Ui};

use crate::ui::{controls, shapes::Shape, tokens, track::Tone, words};
use content_credentials::{Expiring, Report, SigningTime};

pub(super) fn show(ui: &mut Ui, report: &Report, expiring: Option<Expiring>) {
    let reading = &report.reading;
    if let Some(identity) = &reading.identity {
        controls::fact(ui, "Identity", identity);
    }
    let validity = reading.validity;
    let named = reading.time.as_deref().map(words::reported_moment);
    let issued = match (validity.time, named) {
        (SigningTime::Verified, Some(time)) => format!("{time} (verified time)"),
        (SigningTime::Verified, None) => "verified time".to_owned(),
        (SigningTime::Unverified, Some(time)) => format!("{time} (not verified)"),
        (SigningTime::Unverified, None) => "no verified time".to_owned(),
        (SigningTime::NotStated, time) => time.unwrap_or_else(|| "not stated".to_owned()),
    };
    controls::fact(ui, "Issued", &issued);
    if let Some(end) = validity.certificate_expires {
        controls::fact(
            ui,
            "Valid until",
            &format!("{} (certificate)", words::calendar_day(end)),
        );
    }
    if let Some(ends) = expiring {
        controls::message(ui, Tone::Warn, Shape::Clock, words::expiring(ends));
    } else if validity.time == SigningTime::Unverified {
        let words =
            "Without a verified time, a signature is valid only as long as its certificate, usually a year at most.";
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
}
