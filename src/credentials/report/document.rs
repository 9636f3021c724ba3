//! The parts of a report, wherever its shape has them.

use serde_json::Value;

/// Wrappers in wrappers are opened this far.
const MOST_LAYERS: usize = 4;

static NULL: Value = Value::Null;

/// A report with the wrappers around it.
#[derive(Debug)]
pub(super) struct Document {
    /// The outermost first.
    layers: Vec<Value>,
}

impl Document {
    /// Reads JSON. `report` may hold the report as an object, or once more as a text.
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let mut layers: Vec<Value> = Vec::new();
        let mut next = Some(serde_json::from_str::<Value>(text)?);
        while let Some(value) = next.take() {
            let value = match &value {
                Value::String(inner) => match serde_json::from_str(inner) {
                    Ok(inner) => inner,
                    Err(_) => value,
                },
                _ => value,
            };
            if layers.len() + 1 < MOST_LAYERS {
                next = match &value["report"] {
                    inner @ Value::Object(_) => Some(inner.clone()),
                    Value::String(inner) => serde_json::from_str::<Value>(inner).ok().filter(Value::is_object),
                    _ => None,
                };
            }
            layers.push(value);
        }
        Ok(Self { layers })
    }

    /// Every layer, the report itself first.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Value> {
        self.layers.iter().rev()
    }

    /// The report itself.
    pub(super) fn report(&self) -> &Value {
        self.layers.last().unwrap_or(&NULL)
    }

    /// A manifest by its label.
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

    /// The label of the manifest that speaks for the file.
    pub(super) fn active_label(&self) -> Option<&str> {
        let report = self.report();
        report["active_manifest"]
            .as_str()
            .or_else(|| report["tree"]["label"].as_str())
            .or_else(|| self.active()["label"].as_str())
    }

    /// The manifest that speaks for the file: by its label, or the first of a list, or the report itself where it
    /// tells of one manifest alone.
    pub(super) fn active(&self) -> &Value {
        let report = self.report();
        let manifests = &report["manifests"];
        match (report["active_manifest"].as_str(), manifests) {
            (Some(label), Value::Object(_) | Value::Array(_)) => self.manifest(label),
            // crJSON has no label of its own: the active manifest stands first.
            (None, Value::Array(manifests)) => manifests.first().unwrap_or(&NULL),
            (None, Value::Object(manifests)) if manifests.len() == 1 => manifests.values().next().unwrap_or(&NULL),
            (None, Value::Object(_)) => &NULL,
            _ if report["tree"].is_object() => &report["tree"],
            _ if report["signature_info"].is_object() => report,
            _ => &NULL,
        }
    }

    /// Whether the report says that there is no manifest.
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
