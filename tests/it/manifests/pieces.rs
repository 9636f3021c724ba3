//! Building blocks for manifests.

use content_credentials::Origin;
use serde_json::{Value, json};

pub(super) const SOURCE: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";

pub(super) fn created() -> Value {
    json!({ "action": "c2pa.created", "digitalSourceType": SOURCE })
}

pub(super) fn actions(actions: Value) -> Value {
    json!({ "label": "c2pa.actions.v2", "data": { "actions": actions } })
}

pub(super) fn manifest(fields: Value, assertions: Vec<Value>) -> Value {
    let mut manifest = json!({
        "claim_generator_info": [{ "name": "Test", "version": "1" }],
        "thumbnail": { "format": "none", "identifier": "" },
    });
    for (name, value) in fields.as_object().unwrap() {
        manifest[name] = value.clone();
    }
    manifest["assertions"] = assertions.into();
    manifest
}

/// Actions that may follow the first one, each with the ingredients it needs.
pub(super) fn later_actions() -> Vec<Value> {
    let plain = [
        "c2pa.addedText",
        "c2pa.color_adjustments",
        "c2pa.converted",
        "c2pa.cropped",
        "c2pa.drawing",
        "c2pa.edited",
        "c2pa.edited.metadata",
        "c2pa.filtered",
        "c2pa.orientation",
        "c2pa.published",
        "c2pa.repackaged",
        "c2pa.resized",
        "c2pa.transcoded",
        "c2pa.trimmed",
        "c2pa.unknown",
        "c2pa.watermarked",
        "c2pa.watermarked.bound",
        "c2pa.invented",
        "org.example.polished",
    ];
    let mut all: Vec<_> = plain.iter().map(|name| json!({ "action": name })).collect();
    all.extend([
        json!({ "action": "c2pa.edited", "when": "2026-05-09T12:00:00Z", "description": "Brighter" }),
        json!({ "action": "c2pa.edited", "softwareAgent": "Darkroom" }),
        json!({ "action": "c2pa.edited", "softwareAgent": { "name": "Darkroom", "version": "2", "operating_system": "x" } }),
        json!({ "action": "c2pa.edited", "digitalSourceType": Origin::HumanEdits.uri() }),
        json!({ "action": "c2pa.edited", "parameters": { "description": "much", "org.example.amount": 3, "name": "x" } }),
        json!({ "action": "c2pa.translated", "parameters": { "sourceLanguage": "de", "targetLanguage": "en-GB" } }),
        json!({ "action": "c2pa.placed", "parameters": { "ingredientIds": ["part"] } }),
        json!({ "action": "c2pa.removed", "parameters": { "ingredientIds": ["part"] } }),
        json!({ "action": "c2pa.transcoded", "parameters": { "ingredientIds": ["parent"] } }),
    ]);
    all
}

/// Assertions that are allowed beside the actions.
pub(super) fn other_assertions() -> Vec<Value> {
    let dc = json!({ "dc": "http://purl.org/dc/elements/1.1/", "exif": "http://ns.adobe.com/exif/1.0/" });
    let work = |data: Value| json!({ "label": "stds.schema-org.CreativeWork", "kind": "Json", "data": data });
    vec![
        work(
            json!({ "@context": "https://schema.org", "@type": "CreativeWork", "author": [{ "@type": "Person", "name": "Zoë 😀" }] }),
        ),
        work(json!({ "@type": "CreativeWork", "author": { "@type": "Organization", "name": "Firm" } })),
        json!({ "label": "stds.schema-org.CreativeWork", "data": { "@context": ["https://schema.org", { "x": "y" }], "@type": "CreativeWork" } }),
        json!({ "label": "stds.schema-org.ClaimReview", "kind": "Json", "data": { "@context": "http://schema.org", "@type": "ClaimReview", "claimReviewed": "x" } }),
        json!({ "label": "cawg.training-mining", "data": { "entries": { "cawg.ai_training": { "use": "notAllowed" }, "cawg.data_mining": { "use": "constrained", "constraint_info": "ask" } } } }),
        json!({ "label": "c2pa.training-mining", "data": { "entries": { "c2pa.ai_inference": { "use": "allowed" } } } }),
        json!({ "label": "cawg.metadata", "kind": "Json", "data": { "@context": dc, "dc:creator": "Ada", "exif:FNumber": "4" } }),
        json!({ "label": "cawg.metadata", "data": { "@context": dc, "dc:title": { "en": "x" }, "dc:subject": ["a", "b"] } }),
        json!({ "label": "c2pa.metadata", "data": { "@context": dc, "dc:type": "image", "exif:FNumber": "4" } }),
        json!({ "label": "org.example.metadata", "kind": "Json", "data": { "@context": { "own": "https://example.org/" }, "own:field": 1 } }),
        json!({ "label": "stds.exif", "kind": "Json", "data": { "@context": dc, "exif:FNumber": "4" } }),
        json!({ "label": "stds.iptc.photo-metadata", "kind": "Json", "data": { "@context": dc, "dc:creator": ["Ada"] } }),
        json!({ "label": "c2pa.soft-binding", "data": { "alg": "com.example.wm", "blocks": [{ "scope": {}, "value": "abc" }] } }),
        json!({ "label": "c2pa.asset-ref", "data": { "references": [{ "reference": { "uri": "https://example.org/a" } }] } }),
        json!({ "label": "org.example.note", "data": { "any": [1, -2.5, null, true, { "deep": ["x"] }] } }),
        json!({ "label": "org.example.note", "kind": "Json", "data": ["a list"], "created": true }),
        json!({ "label": "org.example.note-2_b", "kind": "Cbor", "data": "a text" }),
        json!({ "label": "plain", "data": 3 }),
    ]
}

/// Fields of the manifest itself.
pub(super) fn fields() -> Vec<Value> {
    vec![
        json!({}),
        json!({ "title": "A \"quoted\" title, 標題 😀" }),
        json!({ "title": "" }),
        json!({ "title": null, "thumbnail": null }),
        json!({ "format": "image/png", "instance_id": "xmp:iid:1" }),
        json!({ "format": "image/jpeg" }),
        json!({ "claim_version": 2 }),
        json!({ "hash_alg": "sha384" }),
        json!({ "hash_alg": "sha512" }),
        json!({ "claim_generator_info": [] }),
        json!({ "claim_generator_info": [{ "name": "Only a name" }] }),
        json!({ "claim_generator_info": [{ "name": "x", "version": "1", "operating_system": "y", "own": { "a": 1 } }] }),
        json!({ "claim_generator": "Old/1", "unheard_of": true }),
        json!({ "redactions": [], "metadata": [], "label": null, "vendor": null }),
        json!({ "vendor": "example", "metadata": [{ "dateTime": "2026-01-01T00:00:00Z" }] }),
    ]
}

pub(super) fn ingredients() -> Value {
    json!([
        { "title": "Parent", "format": "image/jpeg", "relationship": "parentOf", "label": "parent", "instance_id": "p:1" },
        { "title": "Part", "relationship": "componentOf", "label": "part", "description": "a sky" },
        { "title": "Model", "relationship": "inputTo" },
    ])
}
