//! What the form states about one file, as a person reads it: one sentence of parts, then the texts.

use eframe::egui::{CornerRadius, Frame, Label, Role, Ui, WidgetInfo};

use crate::ui::{bidi, tokens, tokens::Palette, words};
use content_credentials::{ManifestForm, Origin, Training, TrainingUse, show_names};
use file_metadata::camera_name;

/// What divides the parts of the sentence.
const BETWEEN: &str = "  ·  ";

/// Shows the card. `form` has the values of this file, and `from_file` names those that it says about itself.
pub(super) fn show(ui: &mut Ui, form: &ManifestForm, from_file: &[&str], whose: &str, identity: bool) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.hover)
        .corner_radius(CornerRadius::same(tokens::RADIUS))
        .inner_margin(tokens::CARD);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = tokens::GAP_SMALL;
        if !form.title.is_empty() {
            let title = ui.add(Label::new(tokens::strong(bidi::visual(&form.title))).truncate());
            title.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Title: {}", form.title)));
        }
        let sentence = sentence(form, from_file, whose);
        let words = ui.add(Label::new(bidi::visual(&sentence).into_owned()).wrap());
        words.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        for (name, text) in texts(form, identity) {
            let line = format!("{name}: {text}");
            let shown = tokens::small(ui, bidi::visual(&line));
            let label = ui.add(Label::new(shown).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line));
        }
    });
}

/// For example "Ana Ferreira · Camera · no AI training · from the photo: caption, credit".
fn sentence(form: &ManifestForm, from_file: &[&str], whose: &str) -> String {
    let author = if form.creator.is_empty() {
        "No author".to_owned()
    } else {
        words::elided(&show_names(&form.creator), tokens::NAME_CHARS)
    };
    let mut parts = vec![author];
    parts.push(form.origin.map_or("origin not chosen yet", brief).to_owned());
    parts.extend(training(&form.training).map(str::to_owned));
    if !from_file.is_empty() {
        let names: Vec<_> = from_file.iter().map(|name| name.to_lowercase()).collect();
        parts.push(format!("from {whose}: {}", names.join(", ")));
    }
    parts.join(BETWEEN)
}

/// An origin in a word where its group says it all.
const fn brief(origin: Origin) -> &'static str {
    match origin {
        Origin::DigitalCapture => "Camera",
        Origin::HumanEdits => "Edited",
        other => other.label(),
    }
}

/// What is said about AI training, if anything.
fn training(training: &Training) -> Option<&'static str> {
    match training.common().map(|choice| choice.usage) {
        Some(TrainingUse::NotStated) => None,
        Some(TrainingUse::Allowed) => Some("AI training allowed"),
        Some(TrainingUse::NotAllowed) => Some("no AI training"),
        Some(TrainingUse::Constrained) => Some("AI training with conditions"),
        None => Some("AI training set for each use"),
    }
}

/// The other statements, as name and text.
fn texts(form: &ManifestForm, identity: bool) -> Vec<(&'static str, String)> {
    let joined = |texts: [&str; 2]| {
        let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        texts.join(", ")
    };
    let place = joined([&form.city, &form.country]);
    let position = joined([&form.latitude, &form.longitude]);
    let edits = match form.all_actions {
        None => "",
        Some(true) => "no others",
        Some(false) => "there may be others",
    };
    let lines = [
        ("Headline", form.headline.clone()),
        ("Caption", form.caption.clone()),
        ("Credit", form.credit.clone()),
        ("Copyright", form.copyright.clone()),
        ("Camera", joined([&camera_name(&form.make, &form.camera), &form.lens])),
        // ISO 8601 is for programs.
        ("Taken", form.taken.replacen('T', " ", 1)),
        ("Location", joined([&place, &position])),
        ("Edits", edits.to_owned()),
        (
            "Identity",
            if identity { "verified by the server" } else { "" }.to_owned(),
        ),
    ];
    let stated = lines.into_iter().filter(|(_, text)| !text.is_empty());
    stated.map(|(name, text)| (name, text.replace('\n', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_author_the_origin_the_training_and_what_is_from_the_photo() {
        let form = ManifestForm {
            creator: "Ana Ferreira".into(),
            origin: Some(Origin::DigitalCapture),
            training: TrainingUse::NotAllowed.into(),
            ..ManifestForm::default()
        };
        assert_eq!(
            sentence(&form, &["Caption", "Credit"], "the photo"),
            "Ana Ferreira  ·  Camera  ·  no AI training  ·  from the photo: caption, credit"
        );
        assert_eq!(
            sentence(&ManifestForm::default(), &[], "the photo"),
            "No author  ·  origin not chosen yet"
        );
    }

    #[test]
    fn a_generative_origin_is_never_shortened() {
        for (_, group) in Origin::GROUPS {
            for origin in group.iter().filter(|origin| origin.is_generative()) {
                assert_eq!(brief(*origin), origin.label());
            }
        }
    }

    #[test]
    fn each_use_with_its_own_choice_is_not_told_as_one() {
        let mut choices = Training::from(TrainingUse::NotAllowed);
        choices.choices[1].usage = TrainingUse::Allowed;
        assert_eq!(training(&choices), Some("AI training set for each use"));
        assert_eq!(training(&Training::default()), None);
    }
}
