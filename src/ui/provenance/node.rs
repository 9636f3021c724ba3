//! The chosen node of the provenance tree: its facts, its edits, and a comparison of its picture with the file's.

use eframe::egui::{Button, Frame, Label, Role, Ui, WidgetInfo};

use super::{
    Subject,
    compare::{self, With},
    details, picture,
    pictures::Shown,
    read::ReadReport,
    tree,
};
use crate::ui::{
    Scene, bidi, controls, report_words,
    shapes::Shape,
    states,
    tokens::{self, Palette},
    track::{self, Tone},
    words,
};
use content_credentials::Ingredient;
use localization::text;
use model::Verdict;

/// What is known about a node.
pub(super) struct Facts<'r> {
    pub(super) title: String,
    pub(super) format: Option<&'r str>,
    pub(super) has_credentials: bool,
    /// The verdict on the whole file, which decides how much the rest counts.
    of_file: Verdict,
    verdict: Option<Verdict>,
    ingredient: Option<&'r Ingredient>,
}

impl<'r> Facts<'r> {
    /// Of a node: 0 is the file, the others are its ingredients.
    pub(super) fn of(subject: &Subject<'r>, read: &'r ReadReport, number: usize) -> Self {
        let ingredient = number
            .checked_sub(1)
            .and_then(|place| read.report.ingredients.get(place));
        match ingredient {
            Some(ingredient) => Self {
                title: ingredient_title(ingredient),
                format: ingredient.format.as_deref(),
                has_credentials: ingredient.has_credentials,
                of_file: subject.verdict,
                verdict: ingredient.verdict,
                ingredient: Some(ingredient),
            },
            None => Self {
                title: subject.name.to_owned(),
                format: subject.content_type,
                has_credentials: true,
                of_file: subject.verdict,
                verdict: Some(subject.verdict),
                ingredient: None,
            },
        }
    }

    /// What it is to the node above it, in a word.
    pub(super) fn role_word(&self) -> String {
        match self.ingredient.map(|ingredient| ingredient.role) {
            None => text!("provenance-this-file"),
            Some(None) => text!("provenance-ingredient"),
            Some(Some(role)) => report_words::role(role),
        }
    }

    /// The words for its verdict.
    fn verdict_words(&self) -> String {
        match self.verdict {
            Some(verdict) => states::verdict(verdict),
            None if self.has_credentials => text!("provenance-node-has-credentials"),
            None if self.ingredient.is_some_and(|own| own.names_earlier) => text!("provenance-node-named"),
            None => states::verdict(Verdict::None),
        }
    }

    /// The icon and the tone of its verdict. Nothing is green that an untrusted signer vouches for.
    pub(super) fn mark(&self) -> Option<(Shape, Tone)> {
        let (shape, tone) = track::verdict(self.verdict?);
        let is_vouched_for = self.ingredient.is_none() || self.of_file == Verdict::Trusted;
        let tone = match tone {
            Tone::Good | Tone::Active if !is_vouched_for => Tone::Quiet,
            tone => tone,
        };
        Some((shape, tone))
    }

    /// All of it in a sentence, for screen readers.
    pub(super) fn sentence(&self) -> String {
        let (title, verdict) = (&self.title, self.verdict_words());
        let Some(ingredient) = self.ingredient else {
            return text!("provenance-node-file", title = title, verdict = verdict);
        };
        let level = ingredient.depth + 1;
        let role = ingredient.role.map(report_words::role_inside);
        match (role, ingredient.depth > 0) {
            (None, false) => text!("provenance-node", title = title, verdict = verdict),
            (None, true) => text!("provenance-node-level", title = title, verdict = verdict, level = level),
            (Some(role), false) => text!("provenance-node-role", title = title, role = role, verdict = verdict),
            (Some(role), true) => text!(
                "provenance-node-role-level",
                title = title,
                role = role,
                verdict = verdict,
                level = level
            ),
        }
    }
}

/// The title of an ingredient, or that it has none.
fn ingredient_title(ingredient: &Ingredient) -> String {
    ingredient.title.clone().unwrap_or_else(|| text!("report-untitled"))
}

/// The picture of a node, as large as a tile.
pub(super) fn tile_picture(scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport, number: usize) -> Shown {
    let Some(place) = number.checked_sub(1) else {
        return picture::of(scene, subject.sources, read);
    };
    let addresses = read
        .report
        .ingredients
        .get(place)
        .map(|ingredient| ingredient.thumbnails.as_slice());
    match (&subject.sources.manifests, addresses) {
        (Some(file), Some(addresses)) => scene.view.provenance.pictures.tile(file, &read.thumbnails, addresses),
        _ => Shown::Missing,
    }
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport) {
    let number = tree::chosen(scene, subject.key, read);
    let facts = Facts::of(subject, read, number);
    let palette = Palette::of(ui);
    let card = Frame::new()
        .fill(palette.raised)
        .stroke(tokens::hairline(palette.hairline))
        .corner_radius(tokens::CORNER)
        .inner_margin(tokens::REPORT_CARD);
    card.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = tokens::GAP;
        let title = ui.add(
            Label::new(tokens::strong(bidi::visual(&facts.title)))
                .wrap()
                .selectable(true),
        );
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &facts.title));
        let Some(ingredient) = facts.ingredient else {
            ui.add(Label::new(tokens::small(ui, text!("provenance-node-itself"))).wrap());
            return;
        };
        lines(ui, scene, &facts, ingredient);
        actions(ui, ingredient);
        comparison(ui, scene, subject, read, ingredient);
    });
}

/// The facts of an ingredient, a line each.
fn lines(ui: &mut Ui, scene: &mut Scene<'_>, facts: &Facts<'_>, ingredient: &Ingredient) {
    if let Some(relationship) = report_words::relationship(ingredient) {
        controls::fact(ui, &text!("provenance-relationship"), &relationship);
    }
    if let Some(format) = &ingredient.format {
        controls::fact(ui, &text!("provenance-format"), format);
    }
    if !ingredient.has_credentials {
        let words = match ingredient.names_earlier {
            true => text!("provenance-credentials-named"),
            false => text!("provenance-credentials-none"),
        };
        controls::fact(ui, &text!("provenance-credentials"), &words);
        if let Some(description) = ingredient.description.as_deref().filter(|_| ingredient.names_earlier) {
            controls::long_fact(ui, scene, &text!("provenance-description"), description);
        }
    } else {
        let verdict = match ingredient.verdict {
            Some(Verdict::Invalid) => states::verdict(Verdict::Invalid),
            Some(verdict) => text!("provenance-verdict-recorded", verdict = states::verdict(verdict)),
            None => text!("provenance-verdict-none"),
        };
        controls::fact(ui, &text!("provenance-verdict"), &verdict);
        let issuer = ingredient.issuer.clone();
        let issuer = issuer.unwrap_or_else(|| text!("provenance-not-stated"));
        controls::long_fact(ui, scene, &text!("provenance-issuer"), &issuer);
        if let Some(time) = &ingredient.time {
            controls::fact(ui, &text!("provenance-issued"), &words::reported_moment(time));
        }
        if let Some(generator) = &ingredient.generator {
            controls::long_fact(ui, scene, &text!("provenance-generator"), generator);
        }
    }
    if ingredient.is_ai {
        controls::fact(ui, &text!("provenance-ai"), &text!("provenance-ai-generative"));
    }
    if ingredient.is_cut {
        ui.add(Label::new(tokens::small(ui, text!("provenance-cut"))).wrap());
    }
    if let Some(code) = &ingredient.failure {
        let words = text!("provenance-failed-when-added", code = code);
        let words = eframe::egui::RichText::new(words).font(tokens::small_font());
        controls::message(ui, Tone::Warn, Shape::Alert, words);
    }
    let doubt = match facts.of_file {
        Verdict::Trusted => return,
        Verdict::Valid => text!("provenance-doubt-unknown"),
        Verdict::Invalid => text!("provenance-doubt-invalid"),
        _ => text!("provenance-doubt-unconfirmed"),
    };
    ui.add(Label::new(tokens::small(ui, doubt)).wrap());
}

/// What was done to an ingredient before it was used.
fn actions(ui: &mut Ui, ingredient: &Ingredient) {
    if ingredient.actions.is_empty() {
        return;
    }
    ui.label(tokens::small(ui, text!("provenance-ingredient-actions")));
    for action in &ingredient.actions {
        details::one_action(ui, action);
    }
}

/// The picture of an ingredient against the file's.
fn comparison(ui: &mut Ui, scene: &mut Scene<'_>, subject: &Subject<'_>, read: &ReadReport, ingredient: &Ingredient) {
    let is_open = scene.view.provenance.compare.is_open(subject.key, With::Ingredient);
    let (Some(file), false) = (&subject.sources.manifests, ingredient.thumbnails.is_empty()) else {
        without(ui, &text!("provenance-picture-none"), is_open);
        return;
    };
    if is_open {
        let own = scene.view.provenance.pictures.large(file, &ingredient.thumbnails);
        let whole = picture::of(scene, subject.sources, read);
        let sides = [
            compare::side(ingredient_title(ingredient), own),
            compare::side(text!("provenance-this-file"), whole),
        ];
        let size = picture::frame_size(ui);
        compare::show(ui, scene, subject.key, With::Ingredient, size, &sides);
        return;
    }
    let small = scene
        .view
        .provenance
        .pictures
        .tile(file, &read.thumbnails, &ingredient.thumbnails);
    let is_there = !matches!(small, Shown::Missing);
    let button = ui.add_enabled(is_there, Button::new(text!("provenance-compare-this")));
    if button
        .on_disabled_hover_text(text!("provenance-picture-none"))
        .clicked()
    {
        scene.view.provenance.compare.open(subject.key, With::Ingredient);
    }
}

fn without(ui: &mut Ui, words: &str, is_open: bool) {
    if is_open {
        ui.label(tokens::small(ui, words));
    }
}
