//! What the form states about one file, as a person reads it: one sentence of parts, then the texts.

use eframe::egui::{CornerRadius, Frame, Label, Role, Ui, WidgetInfo};

use super::{
    offer_words::{OfferName, Whose},
    words,
};
use crate::ui::{bidi, tokens, tokens::Palette, words as texts};
use content_credentials::{ManifestForm, Origin, Training, TrainingUse, show_names};
use file_metadata::camera_name;
use localization::text;

/// What divides the parts of the sentence.
const BETWEEN: &str = "  ·  ";

/// Shows the card. `form` has the values of this file, and `from_file` names those that it says about itself. `opened`: whether it
/// is signed as an edited copy, whose origin is not stated.
pub(super) fn show(
    ui: &mut Ui,
    form: &ManifestForm,
    from_file: &[OfferName],
    whose: Whose,
    identity: bool,
    opened: bool,
) {
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
            title.widget_info(|| WidgetInfo::labeled(Role::Label, true, text!("sign-card-title", title = &form.title)));
        }
        let sentence = sentence(form, from_file, whose, opened);
        let words = ui.add(Label::new(bidi::visual(&sentence).into_owned()).wrap());
        words.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
        for (name, text) in statements(form, identity) {
            let line = text!("sign-card-line", name = name, text = text);
            let shown = tokens::small(ui, bidi::visual(&line));
            let label = ui.add(Label::new(shown).truncate());
            label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line));
        }
    });
}

/// For example "Ana Ferreira · Camera · no AI training · from the photo: caption, credit".
fn sentence(form: &ManifestForm, from_file: &[OfferName], whose: Whose, opened: bool) -> String {
    let author = if form.creator.is_empty() {
        text!("sign-card-no-author")
    } else {
        texts::elided(&show_names(&form.creator), tokens::NAME_CHARS)
    };
    let mut parts = vec![author];
    parts.push(match form.origin {
        _ if opened => text!("sign-card-opened"),
        Some(origin) => brief(origin),
        None => text!("sign-card-no-origin"),
    });
    parts.extend(training(&form.training));
    if !from_file.is_empty() {
        let names = from_file.iter().map(|name| name.inside());
        let names = words::listed(names);
        parts.push(text!("sign-card-from", whose = whose.key(), names = names));
    }
    parts.join(BETWEEN)
}

/// An origin in a word where its group says it all.
fn brief(origin: Origin) -> String {
    match origin {
        Origin::DigitalCapture => text!("sign-card-camera"),
        Origin::HumanEdits => text!("sign-card-edited"),
        other => words::origin(other),
    }
}

/// What is said about AI training, if anything.
fn training(training: &Training) -> Option<String> {
    Some(match training.common().map(|choice| choice.usage) {
        Some(TrainingUse::NotStated) => return None,
        Some(TrainingUse::Allowed) => text!("sign-card-training-allowed"),
        Some(TrainingUse::NotAllowed) => text!("sign-card-training-not-allowed"),
        Some(TrainingUse::Constrained) => text!("sign-card-training-constrained"),
        None => text!("sign-card-training-each"),
    })
}

/// The other statements, as name and text.
fn statements(form: &ManifestForm, identity: bool) -> Vec<(String, String)> {
    let joined = |texts: [&str; 2]| {
        let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        texts.join(", ")
    };
    let place = joined([&form.city, &form.country]);
    let position = joined([&form.latitude, &form.longitude]);
    let edits = form.all_actions.map(|all| match all {
        true => text!("sign-card-edits-none"),
        false => text!("sign-card-edits-may-be"),
    });
    let identity = identity.then(|| text!("sign-card-identity-verified"));
    let lines = [
        (text!("sign-card-headline"), form.headline.clone()),
        (text!("sign-card-caption"), form.caption.clone()),
        (text!("sign-card-credit"), form.credit.clone()),
        (text!("sign-card-copyright"), form.copyright.clone()),
        (
            text!("sign-card-device"),
            joined([&camera_name(&form.make, &form.camera), &form.lens]),
        ),
        // ISO 8601 is for programs.
        (text!("sign-card-taken"), form.taken.replacen('T', " ", 1)),
        (text!("sign-card-location"), joined([&place, &position])),
        (text!("sign-card-edits"), edits.unwrap_or_default()),
        (text!("sign-card-identity"), identity.unwrap_or_default()),
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
            sentence(&form, &[OfferName::Caption, OfferName::Credit], Whose::Photo, false),
            "Ana Ferreira  ·  Camera  ·  no AI training  ·  from the photo: caption, credit"
        );
        assert_eq!(
            sentence(&ManifestForm::default(), &[], Whose::Photo, false),
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
        assert_eq!(training(&choices), Some("AI training set for each use".to_owned()));
        assert_eq!(training(&Training::default()), None);
    }
}
