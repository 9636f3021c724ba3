//! The requests made for the upload, newest first: target, response and duration.

use eframe::egui::{Align, Label, Layout, RichText, Role, Ui, WidgetInfo};

use crate::ui::{
    Scene, controls,
    shapes::Shape,
    tokens::{self, Palette},
    track::Tone,
    words,
};
use localization::text;
use model::{Exchange, Upload};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, upload: &Upload) {
    ui.spacing_mut().item_spacing.y = tokens::GAP;
    let Some(details) = scene.details(upload) else {
        ui.label(tokens::soft(ui, text!("inspector-requests-loading")));
        return;
    };
    let requests = &details.requests;
    if requests.is_empty() {
        ui.add(Label::new(tokens::soft(ui, text!("inspector-requests-none"))).wrap());
        return;
    }
    controls::line_from_right(ui, |ui| {
        controls::copy(ui, scene, &text!("inspector-requests-copy"), &as_text(requests));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            controls::heading(ui, &text!("inspector-requests"));
        });
    });
    ui.add(Label::new(tokens::small(ui, text!("inspector-requests-secrets"))).wrap());
    for exchange in requests.iter().rev() {
        let rule = ui.available_rect_before_wrap();
        let color = Palette::of(ui).hairline;
        ui.painter().hline(rule.x_range(), rule.top(), tokens::hairline(color));
        ui.add_space(tokens::GAP_SMALL);
        one(ui, exchange);
    }
}

fn one(ui: &mut Ui, exchange: &Exchange) {
    let (shape, tone) = match (exchange.status, &exchange.error) {
        (Some(200..=299), None) => (Shape::Check, Tone::Good),
        (_, Some(_)) if exchange.was_retried => (Shape::Clock, Tone::Warn),
        _ => (Shape::Cross, Tone::Bad),
    };
    let place = exchange.url.as_str();
    let (scheme, rest) = place.split_once("://").unwrap_or(("", place));
    let (host, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let status = exchange
        .status
        .map_or_else(|| text!("inspector-request-no-response"), |status| status.to_string());
    let mut figures = vec![words::format_second(exchange.at), words::elapsed(exchange.elapsed)];
    if exchange.sent > 0 {
        figures.push(text!("inspector-request-sent", size = words::bytes(exchange.sent)));
    }
    if let Some(received) = exchange.received {
        figures.push(text!("inspector-request-received", size = words::bytes(received)));
    }
    if exchange.was_retried {
        figures.push(text!("inspector-request-retried"));
    }
    let figures = figures.join(", ");
    controls::with_mark(ui, shape, tone, |ui| {
        ui.spacing_mut().item_spacing.y = tokens::GAP_HAIR;
        let headline = RichText::new(format!("{}  {status}", exchange.method)).font(tokens::strong_font());
        let label = ui.add(Label::new(headline).selectable(true));
        label.widget_info(|| {
            let trouble = exchange.error.as_deref().unwrap_or_default();
            let words = format!("{} {place}, {status}, {figures} {trouble}", exchange.method);
            WidgetInfo::labeled(Role::Label, true, words.trim())
        });
        let path = RichText::new(path).font(tokens::mono_font());
        ui.add(Label::new(path).wrap().selectable(true));
        let server = if scheme == "https" {
            host.to_owned()
        } else {
            text!("inspector-request-plain", host = host)
        };
        ui.add(Label::new(tokens::small(ui, server)).wrap().selectable(true));
        ui.add(Label::new(tokens::small(ui, figures)).wrap());
        if let Some(trouble) = &exchange.error {
            let color = tone.color(Palette::of(ui));
            let words = RichText::new(trouble).font(tokens::small_font()).color(color);
            ui.add(Label::new(words).wrap().selectable(true));
        }
    });
}

/// One line per request, oldest first, to send along. In English, like the log.
fn as_text(requests: &[Exchange]) -> String {
    let line = |exchange: &Exchange| {
        let status = exchange
            .status
            .map_or_else(|| "-".to_owned(), |status| status.to_string());
        let again = if exchange.was_retried { " tried again" } else { "" };
        format!(
            "{} {} {} {status} {} ms {} bytes{again} {}",
            exchange.at.rfc3339().unwrap_or_default(),
            exchange.method,
            exchange.url,
            exchange.elapsed.as_millis(),
            exchange.sent,
            exchange.error.as_deref().unwrap_or_default(),
        )
        .trim_end()
        .to_owned()
    };
    requests.iter().map(line).collect::<Vec<_>>().join("\n")
}
