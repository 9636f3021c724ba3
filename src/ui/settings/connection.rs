//! What a connection test found, in words.

use eframe::egui::{Label, Ui};
use localization::text;

use crate::ui::{controls, errors, shapes::Shape, tokens, track::Tone};
use model::{ConnectionReport, ConnectionView, Finding, Model, host_of};

/// The result of the connection test.
pub(crate) fn connection(ui: &mut Ui, model: &Model) {
    match &model.connection {
        ConnectionView::NotTested => {}
        ConnectionView::Testing => {
            controls::message(ui, Tone::Active, Shape::Dots, text!("settings-connection-testing"));
        }
        ConnectionView::Tested(report) => {
            let (tone, shape) = if report.is_good() {
                (Tone::Good, Shape::Check)
            } else {
                (Tone::Bad, Shape::Cross)
            };
            let host = host_of(&model.settings.profile().api_url);
            controls::note(ui, tone, shape, &headline(report.finding, &host), &hint(report));
            let engines = said_by_engine(report).map(|words| words.replace('\n', " "));
            for words in engines.iter().chain(&report.detail) {
                ui.add(Label::new(tokens::small(ui, words.as_str())).wrap().selectable(true));
            }
        }
    }
}

/// What was found.
pub(crate) fn headline(finding: Finding, host: &str) -> String {
    match finding {
        Finding::Works => text!("settings-connection-works", host = host),
        Finding::NoKey => text!("settings-connection-no-key", host = host),
        Finding::NameNotFound => text!("settings-connection-name-not-found", host = host),
        Finding::Refused => text!("settings-connection-refused", host = host),
        Finding::NoAnswer => text!("settings-connection-no-answer", host = host),
        Finding::NotReachable => text!("settings-connection-not-reachable", host = host),
        Finding::CertificateNotTrusted => text!("settings-connection-not-trusted", host = host),
        Finding::CertificateOfAnotherName => text!("settings-connection-other-name", host = host),
        Finding::CertificateOutOfDate => text!("settings-connection-out-of-date", host = host),
        Finding::NotSecure => text!("settings-connection-not-secure", host = host),
        Finding::Proxy => text!("settings-connection-proxy"),
        Finding::KeyRefused => text!("settings-connection-key-refused", host = host),
        Finding::KeyForbidden => text!("settings-connection-key-forbidden", host = host),
        Finding::Other => text!("settings-connection-other"),
    }
}

/// What to do, if anything.
fn hint(report: &ConnectionReport) -> String {
    match report.finding {
        Finding::Works | Finding::Other => String::new(),
        Finding::NoKey => text!("settings-connection-no-key-hint"),
        Finding::NameNotFound => text!("settings-connection-name-not-found-hint"),
        Finding::Refused => text!("settings-connection-refused-hint"),
        Finding::NoAnswer => text!("settings-connection-no-answer-hint"),
        Finding::NotReachable => text!("settings-connection-not-reachable-hint"),
        Finding::CertificateNotTrusted => text!("settings-connection-not-trusted-hint"),
        Finding::CertificateOfAnotherName => text!("settings-connection-other-name-hint"),
        Finding::CertificateOutOfDate => text!("settings-connection-out-of-date-hint"),
        Finding::NotSecure => text!("settings-connection-not-secure-hint"),
        Finding::Proxy => text!("settings-connection-proxy-hint"),
        Finding::KeyRefused => text!("settings-connection-key-refused-hint"),
        Finding::KeyForbidden => text!("settings-connection-key-forbidden-hint"),
    }
}

/// What only the test itself knows: which proxy, or the words of a server that is not Que.
fn said_by_engine(report: &ConnectionReport) -> Option<String> {
    match report.finding {
        Finding::Proxy => Some(errors::connection(report).message),
        Finding::Other => Some(errors::connection(report).both()),
        _ => None,
    }
}
