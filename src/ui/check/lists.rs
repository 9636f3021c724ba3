//! The trust lists in use, with their dates, and the button that fetches them.

use eframe::egui::{Button, Frame, Label, Margin, Panel, RichText, ScrollArea, Sense, Ui, vec2};

use super::{kept, words as titles};
use crate::ui::{
    Scene, controls, egui_margin, errors,
    shapes::{self, Shape},
    tokens::{self, Palette},
    track::Tone,
    words,
};
use localization::text;
use model::{CheckIntent, Intent, ListFailure, ListSummary, Model, Timestamp};

/// A line at the bottom of the tab.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::symmetric(
        egui_margin(tokens::EDGE),
        egui_margin(tokens::GAP_SMALL),
    ));
    Panel::bottom("trust lists")
        .frame(frame)
        .resizable(false)
        .show_separator_line(true)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
            line(ui, scene);
            failures(ui, scene);
            if scene.view.check.shows_lists {
                kept::show(ui, scene);
            }
        });
}

fn line(ui: &mut Ui, scene: &mut Scene<'_>) {
    let left = |ui: &mut Ui, scene: &mut Scene<'_>| {
        let (words, tone) = summary(scene);
        let color = tone.color(Palette::of(ui));
        ui.add(Label::new(tokens::small(ui, words.as_str()).color(color)).truncate())
            .on_hover_text(words);
    };
    controls::line_of_ends(ui, "trust lists", scene, left, |ui, scene| {
        let toggle = if scene.view.check.shows_lists {
            text!("check-lists-hide")
        } else {
            text!("check-lists-show")
        };
        if controls::quiet(ui, &toggle).clicked() {
            scene.view.check.shows_lists = !scene.view.check.shows_lists;
        }
        let is_updating = scene.model.checks.is_updating;
        let word = if is_updating {
            text!("check-lists-updating")
        } else {
            text!("check-lists-update")
        };
        let button = ui.add_enabled(!is_updating, Button::new(word));
        let hint = update_hint(scene.model);
        if button.on_hover_text(hint).clicked() {
            scene.dispatch(Intent::Check(CheckIntent::UpdateLists));
        }
    });
}

/// Which lists are used, in one line.
fn summary(scene: &Scene<'_>) -> (String, Tone) {
    let Some(lists) = &scene.model.checks.lists else {
        return (text!("check-lists-loading"), Tone::Quiet);
    };
    let dated = |list: &ListSummary| {
        let date = date(list.fetched_at?);
        Some(text!("check-lists-dated", list = titles::title(list), date = date))
    };
    let used = lists.iter().filter(|list| list.trouble.is_none()).filter_map(dated);
    let used: Vec<_> = used.collect();
    let unusable = lists.iter().filter(|list| list.trouble.is_some()).count();
    if used.is_empty() && unusable == 0 {
        return (text!("check-lists-empty"), Tone::Warn);
    }
    let old = lists.iter().filter(|list| list.is_old).count();
    let words = match used.is_empty() {
        true => text!("check-lists-unusable"),
        false => text!("check-lists", lists = used.join("  ·  ")),
    };
    match old {
        _ if unusable > 0 => (text!("check-lists-some-unusable", lists = words), Tone::Warn),
        0 => (words, Tone::Quiet),
        _ => (text!("check-lists-some-old", lists = words), Tone::Warn),
    }
}

pub(super) fn date(millis: i64) -> String {
    words::day(Timestamp::from_millis(millis))
}

/// Who is asked for lists, and what they get to know.
fn update_hint(model: &Model) -> String {
    let profile = model.settings.profile();
    let host = profile.api_url.split("//").nth(1).unwrap_or(&profile.api_url);
    text!("check-lists-update-hint", host = host.trim_end_matches('/'))
}

/// What went wrong, in one line with the rest on demand: an answer can be long, and the files are above.
fn failures(ui: &mut Ui, scene: &mut Scene<'_>) {
    let failures = &scene.model.checks.failures;
    let Some(words) = in_one_line(failures) else {
        scene.view.check.shows_failures = false;
        return;
    };
    let opens = scene.view.check.shows_failures && !scene.view.check.shows_lists;
    let left = |ui: &mut Ui, _: &mut Scene<'_>| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let color = Tone::Warn.color(Palette::of(ui));
        let (square, _) = ui.allocate_exact_size(vec2(tokens::SHAPE, tokens::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), square, Shape::Alert, color);
        let label = ui.add(Label::new(RichText::new(&words).color(color)).truncate());
        label.on_hover_text(&words);
    };
    controls::line_of_ends(ui, "list failures", scene, left, |ui, scene| {
        let toggle = if opens {
            text!("check-failures-hide")
        } else {
            text!("check-failures-show")
        };
        if controls::quiet(ui, &toggle).clicked() {
            scene.view.check.shows_failures = !opens;
            // There is room for one of both in a small window.
            scene.view.check.shows_lists = false;
        }
        if controls::quiet(ui, &text!("common-dismiss")).clicked() {
            scene.dispatch(Intent::Check(CheckIntent::DismissFailures));
        }
    });
    if opens {
        let most = ui.ctx().content_rect().height() * tokens::LISTS_PART;
        ScrollArea::vertical()
            .id_salt("details of list failures")
            .max_height(most)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for failure in &scene.model.checks.failures {
                    let words = errors::list_failure(failure);
                    controls::note(ui, Tone::Warn, Shape::Alert, &words.message, &words.hint);
                }
                controls::follow_focus(ui);
            });
    }
}

/// As in "3 lists were not updated: no connection"; `None` if nothing went wrong.
fn in_one_line(failures: &[ListFailure]) -> Option<String> {
    let offline = failures.iter().all(|failure| failure.offline().is_some());
    match failures {
        [] => None,
        [one] => Some(match one.offline() {
            Some(list) => text!("check-failures-offline", list = titles::titled(list)),
            None => errors::list_failure(one).message,
        }),
        many if offline => Some(text!("check-failures-all-offline", count = many.len())),
        many => Some(text!("check-failures", count = many.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ListCause, PublisherFault};
    use que_sdk::TransportKind;

    #[test]
    fn lists_that_were_not_updated_are_one_line_that_blames_the_connection_only_if_all_do() {
        let offline = |title: &str| {
            ListFailure::because(ListCause::Publisher {
                list: title.to_owned(),
                why: PublisherFault::Connection {
                    host: "example.org".to_owned(),
                    kind: TransportKind::Dns,
                    detail: Some("a: long: chain".to_owned()),
                },
            })
        };
        // That its copy was kept changes nothing.
        let mut failures = vec![offline("Interim list").keeping_copy()];
        assert_eq!(in_one_line(&[]), None);
        let line = |failures: &[_]| in_one_line(failures).unwrap();
        assert_eq!(line(&failures), "Interim list was not updated: no connection");
        failures.push(offline("Official C2PA list"));
        assert_eq!(line(&failures), "2 lists were not updated: no connection");
        let other = ("Own list was not updated.".to_owned(), "Try again later.".to_owned());
        failures.push(ListFailure::in_words(other.0, other.1));
        assert_eq!(line(&failures), "3 lists were not updated");
        assert_eq!(line(&failures[2..]), "Own list was not updated.");
    }
}
