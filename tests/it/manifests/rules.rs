//! The rules of C2PA's conformance rubric 0.2 for specification 2.4, by their official names, and of its signals rubric where it
//! calls actions ambiguous. They are checked on what an engine signed: its report in the form of crJSON.

use serde_json::Value;

/// A rule and what breaks it.
pub(super) struct Rule {
    pub(super) name: &'static str,
    check: fn(&Signed<'_>) -> Vec<String>,
}

impl Rule {
    /// What breaks it in a report.
    pub(super) fn broken_by(&self, report: &Value) -> Vec<String> {
        (self.check)(&Signed {
            manifest: &report["manifests"][0],
        })
    }
}

/// The names of the rules that a report breaks.
pub(super) fn broken(report: &Value) -> Vec<&'static str> {
    let broken = RULES.iter().filter(|rule| !rule.broken_by(report).is_empty());
    broken.map(|rule| rule.name).collect()
}

const EXEMPT: [&str; 12] = [
    "c2pa.converted",
    "c2pa.published",
    "c2pa.repackaged",
    "c2pa.transcoded",
    "c2pa.resized.proportional",
    "c2pa.enhanced",
    "c2pa.edited.metadata",
    "c2pa.watermarked",
    "c2pa.watermarked.bound",
    "c2pa.watermarked.unbound",
    "c2pa.redacted",
    "c2pa.placed",
];

const DEPRECATED_ACTIONS: [&str; 9] = [
    "c2pa.copied",
    "c2pa.formatted",
    "c2pa.version_updated",
    "c2pa.printed",
    "c2pa.managed",
    "c2pa.produced",
    "c2pa.saved",
    "c2pa.color_adjustments",
    "c2pa.watermarked",
];

const ACTIONS: &str = "addedText adjustedColor changedSpeed color_adjustments converted created cropped deleted drawing dubbed edited \
    edited.metadata enhanced filtered mastered mixed opened orientation placed published redacted remixed removed repackaged resized \
    resized.proportional transcoded translated trimmed unknown watermarked watermarked.bound watermarked.unbound";

const ASSERTIONS: &str = "hash.data hash.data.part actions.v2 ingredient.v3 hash.boxes hash.bmff.v3 hash.collection.data soft-binding \
    cloud-data embedded-data metadata certificate-status asset-ref asset-type.v2 hash.multi-asset thumbnail.claim thumbnail.ingredient \
    depthmap.GDepth icon alternative-content-representation external-reference session-keys environmental-sustainability \
    repository-receipt ai-disclosure assertion.metadata time-stamp";

const DEPRECATED_ASSERTIONS: [&str; 6] = [
    "c2pa.claim",
    "c2pa.hash.bmff.v2",
    "c2pa.asset-type",
    "c2pa.ingredient",
    "c2pa.ingredient.v2",
    "c2pa.actions",
];

const PARAMETERS: &str = "redacted ingredients ingredient description relatedAssertions sourceLanguage targetLanguage multipleInstances \
    ranges weight width italic slant optical-size";

/// A signed manifest.
struct Signed<'r> {
    manifest: &'r Value,
}

impl<'r> Signed<'r> {
    fn assertions(&self) -> impl Iterator<Item = (&'r str, &'r Value)> {
        let all = self.manifest["assertions"].as_object().unwrap();
        all.iter().map(|(label, value)| (label.as_str(), value))
    }

    fn labels(&self, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
        let labels = self.assertions().map(|(label, _)| label);
        labels.filter(|label| is_wrong(label)).map(str::to_owned).collect()
    }

    fn values(&self, is_wrong: impl Fn(&Value) -> bool) -> Vec<String> {
        let wrong = self.assertions().filter(|(_, value)| is_wrong(value));
        wrong.map(|(label, _)| label.to_owned()).collect()
    }

    fn actions(&self) -> Vec<&'r Value> {
        let lists = self.assertions().filter_map(|(_, value)| value["actions"].as_array());
        lists.flatten().collect()
    }

    /// The names of the actions that are wrong.
    fn wrong_actions(&self, is_wrong: impl Fn(&str, &Value) -> bool) -> Vec<String> {
        let named = self
            .actions()
            .into_iter()
            .map(|action| (action["action"].as_str().unwrap(), action));
        let wrong = named.filter(|(name, action)| is_wrong(name, action));
        wrong.map(|(name, _)| name.to_owned()).collect()
    }

    fn claim(&self) -> &'r Value {
        &self.manifest["claim.v2"]
    }

    fn failures(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        let failures = self.manifest["validationResults"]["failure"].as_array();
        let codes = failures
            .into_iter()
            .flatten()
            .map(|failure| failure["code"].as_str().unwrap());
        codes.filter(|code| is_meant(code)).map(str::to_owned).collect()
    }

    fn ingredients(&self, is_wrong: impl Fn(&Value) -> bool) -> Vec<String> {
        self.values(|value| !value["relationship"].is_null() && is_wrong(value))
    }
}

/// What a person reads if something is wrong.
fn if_wrong(is_wrong: bool, words: &str) -> Vec<String> {
    is_wrong.then(|| words.to_owned()).into_iter().collect()
}

/// A label without its instance number.
fn base(label: &str) -> &str {
    label.split("__").next().unwrap()
}

fn is_of_c2pa(name: &str, list: &str) -> bool {
    let own = name.strip_prefix("c2pa.");
    own.is_some_and(|own| list.split_whitespace().any(|known| known == own))
}

macro_rules! rules {
    ($($name:literal: $check:expr,)+) => { [$(Rule { name: $name, check: $check }),+] };
}

pub(super) const RULES: [Rule; 32] = rules! {
    "mandatory_dst_for_perceptible_transformations": |signed| signed.wrong_actions(|name, action| {
        name.starts_with("c2pa.") && !matches!(name, "c2pa.created" | "c2pa.opened") && !EXEMPT.contains(&name)
            && action["digitalSourceType"].is_null()
    }),
    "mandatory_spec_version": |signed| {
        let info = &signed.claim()["claim_generator_info"];
        let info = if info.is_array() { &info[0] } else { info };
        let stated = info["specVersion"].as_str().unwrap_or_default();
        if_wrong(stated.split('.').take(2).collect::<Vec<_>>() != ["2", "4"], if stated.is_empty() { "missing" } else { stated })
    },
    "mandatory_all_actions_included": |signed| {
        signed.values(|value| value["actions"].is_array() && value["allActionsIncluded"].is_null())
    },
    "no_dst_for_opened_action": |signed| {
        signed.wrong_actions(|name, action| name == "c2pa.opened" && !action["digitalSourceType"].is_null())
    },
    "well_formed_data_present": |signed| if_wrong(signed.manifest["validationResults"].is_null(), "no results"),
    "well_formed_success": |signed| signed.failures(|code| {
        [".malformed", ".missing", ".invalid", ".multiple", "manifest.inaccessible", "multipleParents", "multipleHardBindings"]
            .iter().any(|end| code.ends_with(end)) && !code.starts_with("cawg.")
    }),
    "valid_success": |signed| signed.failures(|code| {
        code.ends_with("ismatch") && !code.starts_with("cawg.") || code == "claimSignature.missing"
    }),
    "inception_action_position": |signed| {
        let created = signed.claim()["created_assertions"].as_array().cloned().unwrap_or_default();
        let urls = created.iter().filter_map(|reference| reference["url"].as_str());
        let first = urls.into_iter().find(|url| url.contains("c2pa.actions"));
        let inception = signed.actions().first().is_some_and(|first| {
            matches!(first["action"].as_str(), Some("c2pa.created" | "c2pa.opened"))
        });
        if_wrong(!first.is_some_and(|url| url.ends_with("c2pa.actions.v2")) || !inception, "not in a created assertion")
    },
    "no_deprecated_assertions": |signed| {
        signed.labels(|label| label.starts_with("stds.") || DEPRECATED_ASSERTIONS.contains(&label))
    },
    "no_unsupported_assertions": |signed| signed.labels(|label| {
        let base = base(label);
        base.starts_with("c2pa.") && !is_of_c2pa(base, ASSERTIONS) && !DEPRECATED_ASSERTIONS.contains(&base)
    }),
    "no_deprecated_actions": |signed| signed.wrong_actions(|name, _| DEPRECATED_ACTIONS.contains(&name)),
    "no_unsupported_actions": |signed| {
        signed.wrong_actions(|name, _| name.starts_with("c2pa.") && !is_of_c2pa(name, ACTIONS))
    },
    "no_unrecognized_custom_assertions": |signed| signed.labels(|label| !label.contains('.')),
    "no_unrecognized_custom_actions": |signed| signed.wrong_actions(|name, _| !name.contains('.')),
    "no_unrecognized_custom_action_parameters": |signed| signed.wrong_actions(|_, action| {
        let names = action["parameters"].as_object().into_iter().flat_map(|map| map.keys());
        names.into_iter().any(|name| !name.contains('.') && !PARAMETERS.split_whitespace().any(|known| known == name))
    }),
    "discouraged_legacy_action_parameters": |signed| signed.wrong_actions(|_, action| {
        !action["parameters"]["description"].is_null() || !action["parameters"]["ingredient"].is_null()
    }),
    "active_manifest_urn": |signed| {
        let label = signed.manifest["label"].as_str().unwrap_or_default();
        if_wrong(!label.starts_with("urn:c2pa:"), label)
    },
    "review_ratings_datasource": |signed| {
        signed.values(|value| !value["reviewRatings"].is_null() && value["dataSource"]["type"].is_string())
    },
    "ingredient_v3_no_active_manifest": |signed| {
        signed.ingredients(|value| value["activeManifest"].is_null() && !value["validationResults"].is_null())
    },
    "ingredient_v3_mandatory_validation_results": |signed| {
        signed.ingredients(|value| !value["activeManifest"].is_null() && value["validationResults"].is_null())
    },
    "ingredient_relationship_values": |signed| signed.ingredients(|value| {
        !matches!(value["relationship"].as_str(), Some("parentOf" | "inputTo" | "componentOf"))
    }),
    "mandatory_dst_for_created_action": |signed| {
        signed.wrong_actions(|name, action| name == "c2pa.created" && action["digitalSourceType"].is_null())
    },
    "no_deprecated_claim_fields": |signed| if_wrong(!signed.claim()["specVersion"].is_null(), "specVersion in the claim"),
    "ingredient_v3_choice": |signed| {
        signed.ingredients(|value| !value["activeManifest"].is_null() && !value["digitalSourceType"].is_null())
    },
    "forbidden_labels_in_external_references": |signed| signed.values(|value| {
        let label = value["label"].as_str().unwrap_or_default();
        value["url"].is_string() && value["relationship"].is_null()
            && ["c2pa.actions", "c2pa.cloud-data", "c2pa.external-reference", "c2pa.hash", "c2pa.ingredient"]
                .iter().any(|forbidden| label.starts_with(forbidden))
    }),
    "no_url_in_hashes": |signed| {
        let wrong = signed.assertions().filter(|(label, value)| label.starts_with("c2pa.hash.") && !value["url"].is_null());
        wrong.map(|(label, _)| label.to_owned()).collect()
    },
    "all_actions_included_opened": |signed| {
        let stated = &signed.manifest["assertions"]["c2pa.actions.v2"]["allActionsIncluded"];
        if_wrong(
            matches!(&signed.actions()[..], [only] if only["action"] == "c2pa.opened") && *stated != true,
            "only opened, but not all actions",
        )
    },
    "opened_action_ingredient_reference": |signed| signed.wrong_actions(|name, action| {
        name == "c2pa.opened" && action["parameters"]["ingredients"].as_array().map(Vec::len) != Some(1)
    }),
    // The signals rubric.
    "signal_ambiguousActions: gathered": |signed| {
        let gathered = signed.claim()["gathered_assertions"].as_array().cloned().unwrap_or_default();
        let urls = gathered.iter().filter_map(|reference| reference["url"].as_str());
        urls.filter(|url| url.contains("c2pa.actions")).map(str::to_owned).collect()
    },
    "signal_ambiguousActions: unknown": |signed| {
        signed.wrong_actions(|name, _| name == "c2pa.unknown" || !name.starts_with("c2pa."))
    },
    // The specification.
    "softwareAgent is an object": |signed| signed.wrong_actions(|_, action| action["softwareAgent"].is_string()),
    "no actors, changed, instanceID": |signed| signed.wrong_actions(|_, action| {
        ["actors", "changed", "instanceID"].iter().any(|field| !action[*field].is_null())
    }),
};
