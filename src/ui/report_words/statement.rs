//! What was done to a file and what its credentials say, in the window's language.

use content_credentials::{
    Action, ActionKind, Assertion, AssertionKind, CertificateField, Field, FieldName, FieldValue, Ingredient,
    IngredientRole, SourceKind,
};
use localization::text;

use crate::ui::sign;

/// An action. The name of an unknown one is made readable.
pub(crate) fn action(action: &Action) -> String {
    action.kind.map_or_else(|| action.words(), action_kind)
}

fn action_kind(kind: ActionKind) -> String {
    match kind {
        ActionKind::Created => text!("report-action-created"),
        ActionKind::Opened => text!("report-action-opened"),
        ActionKind::Placed => text!("report-action-placed"),
        ActionKind::Removed => text!("report-action-removed"),
        ActionKind::Edited => text!("report-action-edited"),
        ActionKind::MetadataEdited => text!("report-action-metadata"),
        ActionKind::ColorsAdjusted => text!("report-action-colors"),
        ActionKind::Cropped => text!("report-action-cropped"),
        ActionKind::DrawnOn => text!("report-action-drawing"),
        ActionKind::Filtered => text!("report-action-filtered"),
        ActionKind::Turned => text!("report-action-orientation"),
        ActionKind::Resized => text!("report-action-resized"),
        ActionKind::ResizedInProportion => text!("report-action-resized-proportional"),
        ActionKind::Converted => text!("report-action-converted"),
        ActionKind::Transcoded => text!("report-action-transcoded"),
        ActionKind::Repackaged => text!("report-action-repackaged"),
        ActionKind::Published => text!("report-action-published"),
        ActionKind::Redacted => text!("report-action-redacted"),
        ActionKind::Watermarked => text!("report-action-watermarked"),
        ActionKind::TextAdded => text!("report-action-text-added"),
        ActionKind::SpeedChanged => text!("report-action-speed-changed"),
        ActionKind::Deleted => text!("report-action-deleted"),
        ActionKind::Dubbed => text!("report-action-dubbed"),
        ActionKind::Enhanced => text!("report-action-enhanced"),
        ActionKind::Mastered => text!("report-action-mastered"),
        ActionKind::Mixed => text!("report-action-mixed"),
        ActionKind::Remixed => text!("report-action-remixed"),
        ActionKind::Translated => text!("report-action-translated"),
        ActionKind::Trimmed => text!("report-action-trimmed"),
        ActionKind::Unknown => text!("report-action-unknown"),
    }
}

/// How a file or a part of it came to be.
pub(crate) fn source(source: &SourceKind) -> String {
    match source {
        SourceKind::Origin(origin) => sign::origin_words(*origin),
        SourceKind::Empty => text!("report-source-empty"),
        SourceKind::TrainedData => text!("report-source-trained-data"),
        SourceKind::Other(name) => name.clone(),
    }
}

/// What an ingredient is to its file, in a word.
pub(crate) fn role(role: IngredientRole) -> String {
    match role {
        IngredientRole::Parent => text!("report-role-parent"),
        IngredientRole::Component => text!("report-role-component"),
        IngredientRole::Input => text!("report-role-input"),
    }
}

/// The same inside a sentence.
pub(crate) fn role_inside(role: IngredientRole) -> String {
    match role {
        IngredientRole::Parent => text!("report-role-inside-parent"),
        IngredientRole::Component => text!("report-role-inside-component"),
        IngredientRole::Input => text!("report-role-inside-input"),
    }
}

/// The same as a fact. An unknown relationship is shown as it came.
pub(crate) fn relationship(ingredient: &Ingredient) -> Option<String> {
    match ingredient.role {
        Some(IngredientRole::Parent) => Some(text!("report-relationship-parent")),
        Some(IngredientRole::Component) => Some(text!("report-relationship-component")),
        Some(IngredientRole::Input) => Some(text!("report-relationship-input")),
        None => ingredient.relationship.clone(),
    }
}

/// The name of a statement; its label if that is unknown.
pub(crate) fn assertion(assertion: &Assertion) -> String {
    assertion
        .kind
        .map_or_else(|| assertion.title().to_owned(), assertion_kind)
}

fn assertion_kind(kind: AssertionKind) -> String {
    match kind {
        AssertionKind::CreativeWork => text!("report-assertion-creative-work"),
        AssertionKind::Training => text!("report-assertion-training"),
        AssertionKind::Identity => text!("report-assertion-identity"),
        AssertionKind::Metadata => text!("report-assertion-metadata"),
        AssertionKind::Exif => text!("report-assertion-exif"),
        AssertionKind::Iptc => text!("report-assertion-iptc"),
        AssertionKind::SoftBinding => text!("report-assertion-soft-binding"),
        AssertionKind::AssetType => text!("report-assertion-asset-type"),
        AssertionKind::DepthMap => text!("report-assertion-depth-map"),
        AssertionKind::TimeStamp => text!("report-assertion-time-stamp"),
        AssertionKind::CertificateStatus => text!("report-assertion-certificate-status"),
        AssertionKind::CloudData => text!("report-assertion-cloud-data"),
        AssertionKind::Hash => text!("report-assertion-hash"),
        AssertionKind::IngredientThumbnail => text!("report-assertion-ingredient-thumbnail"),
        AssertionKind::Thumbnail => text!("report-assertion-thumbnail"),
    }
}

/// The name of a field. Empty if it has none.
pub(crate) fn field_name(name: &FieldName) -> String {
    match name {
        FieldName::Unnamed => String::new(),
        FieldName::Known(known) => field(*known),
        FieldName::Own(name) => name.clone(),
    }
}

fn field(field: Field) -> String {
    match field {
        Field::Author => text!("report-field-author"),
        Field::Publisher => text!("report-field-publisher"),
        Field::Credit => text!("report-field-credit"),
        Field::Copyright => text!("report-field-copyright"),
        Field::CopyrightHolder => text!("report-field-copyright-holder"),
        Field::Date => text!("report-field-date"),
        Field::License => text!("report-field-license"),
        Field::Kind => text!("report-field-kind"),
        Field::Issuer => text!("report-field-issuer"),
        Field::Name => text!("report-field-name"),
        Field::Identity => text!("report-field-identity"),
        Field::Algorithm => text!("report-field-algorithm"),
        Field::Format => text!("report-field-format"),
        Field::AiTraining => text!("report-field-ai-training"),
        Field::GenerativeTraining => text!("report-field-generative-training"),
        Field::AiInference => text!("report-field-ai-inference"),
        Field::DataMining => text!("report-field-data-mining"),
    }
}

/// The value of a field.
pub(crate) fn field_value(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Yes => text!("report-value-yes"),
        FieldValue::No => text!("report-value-no"),
        FieldValue::Allowed => text!("report-use-allowed"),
        FieldValue::NotAllowed => text!("report-use-not-allowed"),
        FieldValue::Constrained(Some(conditions)) => text!("report-use-constrained-by", conditions = conditions),
        FieldValue::Constrained(None) => text!("report-use-constrained"),
        FieldValue::NotStated => text!("report-use-not-stated"),
        FieldValue::Bytes(bytes) => text!("report-value-bytes", count = *bytes),
        FieldValue::LeftOut(parts) => text!("report-value-left-out", count = *parts),
        FieldValue::More(lines) => text!("report-value-more", count = *lines),
    }
}

/// The name of a field of a certificate.
pub(crate) fn certificate_field(field: CertificateField) -> String {
    match field {
        CertificateField::Subject => text!("report-certificate-subject"),
        CertificateField::Issuer => text!("report-certificate-issuer"),
        CertificateField::Serial => text!("report-certificate-serial"),
        CertificateField::Fingerprint => text!("report-certificate-hash"),
        CertificateField::From => text!("report-certificate-from"),
        CertificateField::Until => text!("report-certificate-until"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_of_what_credentials_say_is_the_crates() {
        for kind in ActionKind::ALL {
            assert_eq!(action_kind(*kind), kind.words());
        }
        for kind in AssertionKind::ALL {
            assert_eq!(assertion_kind(*kind), kind.words());
        }
        for known in Field::ALL {
            assert_eq!(field(*known), known.words());
        }
        for known in CertificateField::ALL {
            assert_eq!(certificate_field(*known), known.words());
        }
        for found in [IngredientRole::Parent, IngredientRole::Component, IngredientRole::Input] {
            assert_eq!(role(found), found.word());
        }
        for kind in [
            SourceKind::Empty,
            SourceKind::TrainedData,
            SourceKind::Other("X".to_owned()),
        ] {
            assert_eq!(source(&kind), kind.to_string());
        }
        for value in [
            FieldValue::Text("a".to_owned()),
            FieldValue::Yes,
            FieldValue::No,
            FieldValue::Allowed,
            FieldValue::NotAllowed,
            FieldValue::Constrained(None),
            FieldValue::Constrained(Some("ask".to_owned())),
            FieldValue::NotStated,
            FieldValue::Bytes(10),
            FieldValue::LeftOut(1),
            FieldValue::LeftOut(2),
            FieldValue::More(3),
        ] {
            assert_eq!(field_value(&value), value.to_string());
        }
    }
}
