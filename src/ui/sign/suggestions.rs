//! What the files say about themselves, offered for the form. Each value is used only where it is ticked, and stays editable in
//! its field.

use std::collections::BTreeMap;

use eframe::egui::{CornerRadius, Frame, Label, Role, Ui, WidgetInfo};

use super::{
    offer::{Offer, Slot},
    offer_words::{OfferName, Share, Whose},
    words,
};
use crate::ui::{Scene, bidi, controls, shapes::Shape, tokens, tokens::Palette, track::Tone};
use content_credentials::{ManifestForm, escape_text, join_names};
use file_metadata::{Field, FileMetadata, Gps};
use localization::text;
use model::{Intent, Model, Upload, UploadId};

/// The most files to look at: the offers only say what there is.
const MAX_FILES: usize = 200;

/// The fields that are offered one by one, with their names. Where a file was made is offered as a whole.
const FIELDS: [(Field, OfferName); 9] = [
    (Field::Creator, OfferName::Author),
    (Field::Title, OfferName::Title),
    (Field::Headline, OfferName::Headline),
    (Field::Caption, OfferName::Caption),
    (Field::Credit, OfferName::Credit),
    (Field::Copyright, OfferName::Copyright),
    (Field::Camera, OfferName::Camera),
    (Field::Lens, OfferName::Lens),
    (Field::Taken, OfferName::Taken),
];

/// Reads what these files say, if that was not done on their arrival or failed.
pub(super) fn ask(scene: &mut Scene<'_>, ids: &[UploadId]) {
    let is_unread = |upload: &Upload| !upload.knows_metadata();
    let unread = ids.iter().take(MAX_FILES).copied();
    let unread = unread.filter(|id| scene.model.upload(*id).is_some_and(is_unread));
    let unread: Vec<_> = unread.collect();
    if !unread.is_empty() {
        scene.dispatch(Intent::ReadMetadata(unread));
    }
}

/// What was looked at of the files to sign.
struct Looked<'a> {
    /// The files that can be signed.
    files: Vec<&'a Upload>,
    /// Whether there are others: more than are looked at, or records that are not loaded.
    more: bool,
}

impl<'a> Looked<'a> {
    fn at(model: &'a Model, ids: &[UploadId]) -> Self {
        let loaded: Vec<&Upload> = ids.iter().take(MAX_FILES).filter_map(|id| model.upload(*id)).collect();
        let more = loaded.len() < ids.len();
        let files = loaded.into_iter().filter(|file| file.can_carry_credentials()).collect();
        Self { files, more }
    }

    /// Whether no other file can be signed with it, so that its own texts can be in the form.
    const fn is_one(&self) -> bool {
        self.files.len() == 1 && !self.more
    }

    /// So many of them.
    const fn share(&self, some: usize) -> Share {
        let all = self.files.len();
        match (self.more, some == all) {
            (true, _) => Share::Looked(some, all),
            (false, true) => Share::Whole,
            (false, false) => Share::Some(some, all),
        }
    }
}

/// Shows the offers. Shows nothing if the files say nothing. Returns whether files that could not be read are to be read again.
pub(super) fn show(ui: &mut Ui, model: &Model, ids: &[UploadId], form: &mut ManifestForm) -> bool {
    let looked = Looked::at(model, ids);
    let (offers, location) = offers(&looked);
    let whose = whose(&looked);
    let again = unread(ui, whose, &looked);
    if offers.is_empty() && location.is_none() {
        return again;
    }
    let frame = Frame::new()
        .fill(Palette::of(ui).hover)
        .corner_radius(CornerRadius::same(tokens::RADIUS))
        .inner_margin(tokens::CARD);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = tokens::LEADING + tokens::GAP_SMALL;
        head(ui, whose, &offers, location.is_some(), form);
        let all = || offers.iter().chain(&location);
        let column = column(ui, all());
        for offer in all() {
            row(ui, whose, offer, column, form);
        }
    });
    ui.add_space(tokens::GAP_SMALL);
    again
}

/// Says that it is not known what some files say, with a way to try again. Returns whether that was chosen.
fn unread(ui: &mut Ui, whose: Whose, looked: &Looked<'_>) -> bool {
    let reasons = looked
        .files
        .iter()
        .filter_map(|file| file.metadata.as_ref()?.why_unread());
    let reasons: Vec<_> = reasons.collect();
    let Some(reason) = reasons.first() else {
        return false;
    };
    let share = if looked.is_one() {
        Share::Whole
    } else {
        looked.share(reasons.len())
    };
    controls::message(ui, Tone::Warn, Shape::Alert, words::unread(*reason, whose, share));
    let is_clicked = ui.link(text!("sign-unread-again")).clicked();
    ui.add_space(tokens::GAP_SMALL);
    is_clicked
}

/// The names of the fields of `form` that say what these files say about themselves, and what the files are called. Fields
/// that stay empty for one of them, as in `filled`, are not among them.
pub(super) fn taken(
    model: &Model,
    ids: &[UploadId],
    form: &ManifestForm,
    filled: &ManifestForm,
) -> (Vec<OfferName>, Whose) {
    let looked = Looked::at(model, ids);
    let (offers, location) = offers(&looked);
    let (mut form, mut filled) = (form.clone(), filled.clone());
    let mut states = |offer: &&Offer| {
        let is_filled = offer.fills.iter().any(|(slot, _)| !slot.of(&mut filled).is_empty());
        is_filled && offer.is_taken(&mut form)
    };
    let all = offers.iter().chain(&location);
    let names = all.filter(&mut states).map(|offer| offer.name).collect();
    (names, whose(&looked))
}

/// Whether the files are photos.
fn whose(looked: &Looked<'_>) -> Whose {
    let is_photo = |file: &&Upload| {
        file.content_type
            .as_deref()
            .is_some_and(|kind| kind.starts_with("image/"))
    };
    match (looked.files.iter().all(is_photo), looked.is_one()) {
        (true, true) => Whose::Photo,
        (true, false) => Whose::Photos,
        (false, true) => Whose::File,
        (false, false) => Whose::Files,
    }
}

/// The heading, and a link for all of them but the location.
fn head(ui: &mut Ui, whose: Whose, offers: &[Offer], has_location: bool, form: &mut ManifestForm) {
    let are_taken = offers.iter().all(|offer| offer.is_taken(form));
    let of = whose.key();
    let (word, label) = match (are_taken, has_location) {
        (true, _) => (text!("sign-offers-none"), text!("sign-offers-none-label", whose = of)),
        (false, true) => (
            text!("sign-offers-all-but-location"),
            text!("sign-offers-all-but-location-label", whose = of),
        ),
        (false, false) => (text!("sign-offers-all"), text!("sign-offers-all-label", whose = of)),
    };
    let mut is_clicked = false;
    let heading = |ui: &mut Ui, _: &mut bool| controls::heading(ui, &text!("sign-offers", whose = of));
    controls::line_of_ends(ui, "suggestions", &mut is_clicked, heading, |ui, is_clicked| {
        if !offers.is_empty() {
            let link = ui.link(word);
            link.widget_info(|| WidgetInfo::labeled(Role::Link, true, &label));
            *is_clicked = link.clicked();
        }
    });
    if is_clicked {
        offers.iter().for_each(|offer| offer.set(form, !are_taken));
    }
}

/// The width of the column of names with their boxes.
fn column<'a>(ui: &Ui, offers: impl Iterator<Item = &'a Offer>) -> f32 {
    let spacing = ui.spacing();
    let around = spacing.icon_width + spacing.icon_spacing + tokens::GAP;
    let width = |offer: &Offer| controls::width(ui, &offer.name.label(), tokens::body_font()) + around;
    offers.map(width).fold(tokens::SUGGESTION_LABEL, f32::max)
}

/// One value with its box.
fn row(ui: &mut Ui, whose: Whose, offer: &Offer, column: f32, form: &mut ManifestForm) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = tokens::GAP;
        let start = ui.cursor().left();
        let (mut taken, name) = (offer.is_taken(form), offer.name.label());
        let tick = controls::checkbox(ui, &mut taken, &name);
        tick.widget_info(|| {
            let text = text!(
                "sign-offer-label",
                name = &name,
                whose = whose.key(),
                value = &offer.shown
            );
            WidgetInfo::selected(Role::CheckBox, true, taken, text)
        });
        if tick.changed() {
            offer.set(form, taken);
        }
        let used = ui.cursor().left() - start;
        ui.add_space((column - used).max(0.0));
        let value = tokens::soft(ui, bidi::visual(&offer.shown));
        ui.add(Label::new(value).truncate())
            .on_hover_text(format!("{}\n{}", offer.shown, offer.source));
    });
    if let Some(most) = offer.shortened {
        let words = text!("sign-offer-shortened", name = offer.name.label(), count = most);
        ui.add(Label::new(tokens::small(ui, words)).wrap());
    }
}

/// What the files say, field by field, and where they were made.
fn offers(looked: &Looked<'_>) -> (Vec<Offer>, Option<Offer>) {
    let known: Vec<&FileMetadata> = looked
        .files
        .iter()
        .filter_map(|file| file.metadata.as_deref())
        .collect();
    let offers = FIELDS
        .iter()
        .filter_map(|(field, name)| offer(*field, *name, &known, looked));
    (offers.collect(), location(&known, looked))
}

fn offer(field: Field, name: OfferName, known: &[&FileMetadata], looked: &Looked<'_>) -> Option<Offer> {
    let texts: Vec<&str> = known.iter().filter_map(|metadata| metadata.get(field)).collect();
    let first = *texts.first()?;
    let source = known.iter().find_map(|metadata| metadata.source(field))?;
    let shown = shown(&texts, looked);
    Some(Offer {
        name,
        // ISO 8601 is for programs.
        shown: if field == Field::Taken {
            shown.replacen('T', " ", 1)
        } else {
            shown
        },
        source: words::source(source),
        shortened: shortened(field, known),
        fills: match field {
            // Make and model have fields of their own.
            Field::Camera => camera(known, looked),
            Field::Creator => vec![(Slot::Field(field), creators(known, looked))],
            _ => vec![(Slot::Field(field), fill(field.name(), first, looked))],
        },
    })
}

/// How long the field is at most, if one of the files says more.
fn shortened(field: Field, known: &[&FileMetadata]) -> Option<usize> {
    let is_cut = |metadata: &&&FileMetadata| metadata.shortened().any(|other| other == field);
    known.iter().find(is_cut).map(|_| field.limit())
}

fn camera(known: &[&FileMetadata], looked: &Looked<'_>) -> Vec<(Slot, String)> {
    let of = |field: Field| known.iter().find_map(|metadata| metadata.get(field));
    // What earlier versions recorded has both only as one text.
    let model = of(Field::Model).or_else(|| of(Field::Camera).filter(|_| of(Field::Make).is_none()));
    let both = [(Field::Make, of(Field::Make)), (Field::Model, model)];
    let both = both
        .into_iter()
        .filter_map(|(field, text)| Some((Slot::Field(field), fill(field.name(), text?, looked))));
    both.collect()
}

/// The creators of one file, each as a name of its own, or a placeholder.
fn creators(known: &[&FileMetadata], looked: &Looked<'_>) -> String {
    let names: Vec<_> = known
        .iter()
        .flat_map(|metadata| metadata.parts(Field::Creator))
        .map(escape_text)
        .collect();
    if looked.is_one() {
        join_names(names.iter().map(String::as_str))
    } else {
        fill(Field::Creator.name(), "", looked)
    }
}

/// What belongs in the form: the text itself for one file, or a placeholder, so that each file gets its own.
fn fill(name: &str, text: &str, looked: &Looked<'_>) -> String {
    if looked.is_one() {
        escape_text(text)
    } else {
        format!("{{{name}}}")
    }
}

/// The text that files have in common, and how many have one.
fn shown(texts: &[&str], looked: &Looked<'_>) -> String {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counted.entry(text).or_default() += 1;
    }
    let text = match counted.keys().next() {
        Some(text) if counted.len() == 1 => (*text).to_owned(),
        _ => text!("sign-offer-values", count = counted.len()),
    };
    looked.share(texts.len()).of(text)
}

/// City, country and position together: they can identify somebody's home, so they are only used as a whole and when ticked.
fn location(known: &[&FileMetadata], looked: &Looked<'_>) -> Option<Offer> {
    let place = |metadata: &&FileMetadata| {
        let position = metadata.gps().map(|gps| degrees(&gps));
        let parts = [
            metadata.get(Field::City),
            metadata.get(Field::Country),
            position.as_deref(),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let places: Vec<String> = known.iter().filter_map(place).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    if places.is_empty() {
        return None;
    }
    let mut fills = Vec::new();
    for field in [Field::City, Field::Country] {
        if let Some(text) = known.iter().find_map(|metadata| metadata.get(field)) {
            fills.push((Slot::Field(field), fill(field.name(), text, looked)));
        }
    }
    if let Some(gps) = known.iter().find_map(|metadata| metadata.gps()) {
        let [latitude, longitude] = gps.xmp();
        fills.push((Slot::Latitude, fill("latitude", &latitude, looked)));
        fills.push((Slot::Longitude, fill("longitude", &longitude, looked)));
    }
    Some(Offer {
        name: OfferName::Location,
        shown: shown(&places, looked),
        source: text!("sign-offer-location-hint"),
        shortened: None,
        fills,
    })
}

/// A position for people.
fn degrees(gps: &Gps) -> String {
    format!("{:.4}, {:.4}", gps.latitude, gps.longitude)
}
