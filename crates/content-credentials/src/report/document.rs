//! Finds the parts of a report in any of its shapes.

use serde_json::Value;

use super::bounded;

/// How many nested wrappers are opened.
const MAX_LAYERS: usize = 4;

static NULL: Value = Value::Null;

/// A report and the wrappers around it.
#[derive(Debug)]
pub(super) struct Document {
    /// Outermost first.
    layers: Vec<Value>,
    is_cut: bool,
    is_unread: bool,
}

impl Document {
    /// Parses JSON. A wrapper's `report` is an object or a string with JSON.
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let mut layers: Vec<Value> = Vec::new();
        let outermost = bounded::parse(text)?;
        let mut is_cut = outermost.is_cut;
        let mut next = Some(outermost.value);
        let mut is_unread = false;
        let mut read = |text: &str| {
            let inner = bounded::parse(text).ok()?;
            is_cut |= inner.is_cut;
            Some(inner.value)
        };
        while let Some(value) = next.take() {
            let inner = value.as_str().and_then(&mut read);
            let mut value = inner.unwrap_or(value);
            // Moved, not copied: it can be large.
            let (inside, is_there) = match value.get_mut("report") {
                None | Some(Value::Null) => (None, false),
                Some(_) if layers.len() + 1 >= MAX_LAYERS => (None, true),
                Some(inner @ Value::Object(_)) => (Some(inner.take()), true),
                // Plain text, such as that there is no report.
                Some(Value::String(inner)) if !inner.trim_start().starts_with(['{', '[', '"']) => (None, false),
                Some(Value::String(inner)) => (read(inner).filter(Value::is_object), true),
                Some(_) => (None, true),
            };
            // A wrapper's result doesn't count without its contents.
            is_unread |= is_there && inside.is_none();
            next = inside;
            layers.push(value);
        }
        Ok(Self {
            layers,
            is_cut,
            is_unread,
        })
    }

    /// Whether a part exceeded the limits.
    pub(super) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether a wrapper's contents could not be read.
    pub(super) const fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// All layers, innermost first.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Value> {
        self.layers.iter().rev()
    }

    /// The report itself.
    pub(super) fn report(&self) -> &Value {
        self.layers.last().unwrap_or(&NULL)
    }

    /// The manifest with this label.
    pub(super) fn manifest(&self, label: &str) -> &Value {
        match &self.report()["manifests"] {
            Value::Object(manifests) => manifests.get(label).unwrap_or(&NULL),
            Value::Array(manifests) => manifests
                .iter()
                .find(|manifest| manifest["label"] == label)
                .unwrap_or(&NULL),
            _ => &NULL,
        }
    }

    /// The label of the active manifest.
    pub(super) fn active_label(&self) -> Option<&str> {
        let report = self.report();
        report["active_manifest"]
            .as_str()
            .or_else(|| report["tree"]["label"].as_str())
            .or_else(|| self.active()["label"].as_str())
    }

    /// The active manifest: by its label, the first of a list, or the report itself if it describes only one.
    pub(super) fn active(&self) -> &Value {
        let report = self.report();
        let manifests = &report["manifests"];
        match (report["active_manifest"].as_str(), manifests) {
            (Some(label), Value::Object(_) | Value::Array(_)) => self.manifest(label),
            // crJSON names no active manifest: it is the first.
            (None, Value::Array(manifests)) => manifests.first().unwrap_or(&NULL),
            (None, Value::Object(manifests)) if manifests.len() == 1 => manifests.values().next().unwrap_or(&NULL),
            (None, Value::Object(_)) => &NULL,
            _ if report["tree"].is_object() => &report["tree"],
            _ if report["signature_info"].is_object() => report,
            _ => &NULL,
        }
    }

    /// Whether the report says that there are no manifests.
    pub(super) fn is_empty_store(&self) -> bool {
        let report = self.report();
        let none = match &report["manifests"] {
            Value::Object(manifests) => manifests.is_empty(),
            Value::Array(manifests) => manifests.is_empty(),
            _ => false,
        };
        none && report["active_manifest"].is_null()
    }
}
