//! Actions: the one statement of how a file began, and what was done to it then.

use jsonc_parser::{ast::Value, cst::CstInputValue};

use super::{
    LintCode, Linter, Mend,
    places::{self, Assertion},
    structure,
};
use crate::{
    form,
    json::{self, Path, PathSegment},
    origin::{SourceType, source_type},
};

/// The standard actions, without their `c2pa.`.
const STANDARD: [&str; 33] = [
    "addedText",
    "adjustedColor",
    "changedSpeed",
    "color_adjustments",
    "converted",
    "created",
    "cropped",
    "deleted",
    "drawing",
    "dubbed",
    "edited",
    "edited.metadata",
    "enhanced",
    "filtered",
    "mastered",
    "mixed",
    "opened",
    "orientation",
    "placed",
    "published",
    "redacted",
    "remixed",
    "removed",
    "repackaged",
    "resized",
    "resized.proportional",
    "transcoded",
    "translated",
    "trimmed",
    "unknown",
    "watermarked",
    "watermarked.bound",
    "watermarked.unbound",
];

const CREATED: &str = "c2pa.created";
const OPENED: &str = "c2pa.opened";

/// Says what is wrong with the actions of a manifest.
pub(super) fn look(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    let all = places::assertions(manifest);
    let actions: Vec<_> = all
        .iter()
        .filter(|assertion| places::is_actions(assertion.label))
        .collect();
    let Some(first) = actions.first() else {
        none(linter, manifest);
        return;
    };
    for (number, assertion) in actions.iter().enumerate() {
        let list = json::list_of(assertion.data, "actions");
        if list.is_empty() {
            let words = "An actions assertion needs a list of \"actions\" with at least one in it.";
            let mend = (number == 0).then(|| begin(linter, assertion)).flatten();
            linter.say(LintCode::WrongShape, json::start(assertion.data), words, mend);
            continue;
        }
        if number == 0 {
            first_action(linter, assertion, list);
        }
        for (place, action) in list.iter().enumerate() {
            one(linter, manifest, assertion, place, action, number == 0 && place == 0);
        }
        pictures(linter, assertion);
    }
    for (earlier, later) in actions.iter().skip(1).enumerate() {
        let path = later.path.clone();
        let into = first.in_data(&["actions".into()]);
        // One that follows directly is joined; of more, each with a click.
        let mend = linter.mend("Join them", |root| {
            let moved = json::at(root, &later.in_data(&["actions".into()]))?.to_serde_value()?;
            json::remove(root, &path)?;
            let target = json::array_at(root, &into)?;
            for action in moved.as_array()? {
                target.append(json::input(action));
            }
            Some(())
        });
        let words = format!(
            "This is actions assertion {}: servers of some versions refuse more than one.",
            earlier + 2
        );
        linter.say(LintCode::SeveralActions, json::start(later.value), words, mend);
    }
}

/// No actions assertion at all: some servers then say that the file is empty, others refuse.
fn none(linter: &mut Linter<'_>, manifest: &Value<'_>) {
    // Whatever stands there has the wrong shape, and that is said.
    if json::get(manifest, "assertions").is_some_and(|assertions| assertions.as_array().is_none()) {
        return;
    }
    let mend = linter.mend("Add how it began", |root| {
        let manifest = json::object_at(root, &[])?;
        match json::array_at(root, &["assertions".into()]) {
            Some(assertions) => {
                assertions.insert(0, form::actions(None));
            }
            None => json::set(&manifest, "assertions", CstInputValue::Array(vec![form::actions(None)])),
        }
        Some(())
    });
    let at = json::get(manifest, "assertions").map_or_else(|| json::start(manifest), json::start);
    let words = "A manifest has to say how the file began: an actions assertion that begins with \"c2pa.created\" and its \
                 \"digitalSourceType\", or with \"c2pa.opened\". Without one, servers refuse it or write a false statement.";
    linter.say(LintCode::NoActions, at, words, mend);
}

/// Gives an assertion the list that it lacks.
fn begin(linter: &Linter<'_>, assertion: &Assertion<'_, '_>) -> Option<Mend> {
    linter.mend("Add how it began", |root| {
        let path = assertion.in_data(&[]);
        json::replace(root, &path, form::actions_data(None))
    })
}

fn name_of<'v>(action: &'v Value<'_>) -> Option<&'v str> {
    json::text_of(action, "action")
}

fn is_beginning(action: &Value<'_>) -> bool {
    matches!(name_of(action), Some(CREATED | OPENED))
}

fn first_action(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>, list: &[Value<'_>]) {
    let Some(first) = list.first().filter(|first| !is_beginning(first)) else {
        return;
    };
    let path = assertion.in_data(&["actions".into()]);
    let mend = match list.iter().position(is_beginning) {
        Some(place) => linter.mend("Put it first", |root| {
            let actions = json::array_at(root, &path)?;
            let moved = actions.elements().into_iter().nth(place)?;
            let value = moved.to_serde_value()?;
            moved.remove();
            actions.insert(0, json::input(&value));
            Some(())
        }),
        None => linter.mend("Add how it began", |root| {
            json::array_at(root, &path)?.insert(0, form::created(None));
            Some(())
        }),
    };
    let words = "The first action has to be \"c2pa.created\" or \"c2pa.opened\".";
    linter.say(LintCode::FirstAction, json::start(first), words, mend);
}

fn one(
    linter: &mut Linter<'_>,
    manifest: &Value<'_>,
    assertion: &Assertion<'_, '_>,
    place: usize,
    action: &Value<'_>,
    is_first: bool,
) {
    let at = json::start(action);
    let path = assertion.in_data(&["actions".into(), place.into()]);
    let Some(name) = name_of(action).filter(|name| !name.is_empty()) else {
        let mend = linter.without("Take it out", &path);
        linter.say(
            LintCode::WrongShape,
            at,
            "An action needs its name: \"action\", a text.",
            mend,
        );
        return;
    };
    if is_beginning(action) && !is_first {
        let mend = linter.without("Take it out", &path);
        let words = format!("{name:?} can only be the first action: a file begins once.");
        linter.say(LintCode::LateBeginning, at, words, mend);
    }
    known(linter, action, name, &path);
    origin(linter, action, name, &path);
    fields(linter, action, &path);
    parameters(linter, manifest, action, name, &path);
}

fn below(path: &Path, field: &str) -> Path {
    path.iter().cloned().chain([PathSegment::from(field)]).collect()
}

fn known(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let standard = |word: &str| STANDARD.contains(&word);
    if name.strip_prefix("c2pa.").is_some_and(standard) {
        return;
    }
    let at = json::get(action, "action").map_or_else(|| json::start(action), json::start);
    if standard(name) {
        let full = format!("c2pa.{name}");
        let words = format!("The standard action is called {full:?}.");
        let mend = linter.mend("Use its full name", |root| {
            json::replace(root, &below(path, "action"), full.into())
        });
        linter.say(LintCode::UnknownAction, at, words, mend);
    } else if name.starts_with("c2pa.") || !name.contains('.') {
        let words = format!(
            "C2PA has no action {name:?}. One of your own begins with a name of yours, as in \"org.example.{name}\"."
        );
        linter.say(LintCode::UnknownAction, at, words, None);
    }
}

fn origin(linter: &mut Linter<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let Some(value) = json::get(action, "digitalSourceType") else {
        if name == CREATED {
            // Never guessed: it is a statement that the signer makes. So there is no mend.
            let words = "Choose where the file came from: \"digitalSourceType\". Only you can say this.";
            linter.say(LintCode::NoOrigin, json::start(action), words, None);
        }
        return;
    };
    let at = json::start(value);
    let way = below(path, "digitalSourceType");
    let Some(text) = value.as_string_lit() else {
        let mend = linter.without("Take it out", &way);
        linter.say(
            LintCode::WrongShape,
            at,
            "\"digitalSourceType\" has to be a text: the URI of an origin.",
            mend,
        );
        return;
    };
    match source_type(&text.value) {
        SourceType::Origin(_) => {}
        SourceType::Nearly(uri) => {
            let words = format!("This is nearly an origin, and no reader will know it: {uri}");
            let mend = linter.mend("Use this one", |root| json::replace(root, &way, uri.into()));
            linter.say(LintCode::UnknownOrigin, at, words, mend);
        }
        SourceType::Retired(uri) => {
            let words = format!("The IPTC has retired this origin; it is called {uri} now.");
            let mend = linter.mend("Use this one", |root| json::replace(root, &way, uri.into()));
            linter.say(LintCode::OddOrigin, at, words, mend);
        }
        SourceType::OfC2pa(name) => {
            let what = if name == "empty" {
                "that the file is empty, such as a blank canvas"
            } else {
                "that the file is a data set and no picture, film or sound"
            };
            linter.say(LintCode::OddOrigin, at, format!("This origin says {what}."), None);
        }
        SourceType::Unknown => {
            let words = "No such origin is published, and servers sign it all the same: it would be a statement that nobody can read.";
            linter.say(LintCode::UnknownOrigin, at, words, None);
        }
    }
}

fn fields(linter: &mut Linter<'_>, action: &Value<'_>, path: &Path) {
    for field in ["description", "reason", "changed", "when"] {
        if let Some(value) = said(action, field).filter(|value| value.as_string_lit().is_none()) {
            let mend = linter.without("Take it out", &below(path, field));
            let words = format!("\"{field}\" must be a string.");
            linter.say(LintCode::WrongShape, json::start(value), words, mend);
        }
    }
    if let Some(when) = json::text_of(action, "when").filter(|when| !is_moment(when)) {
        let at = json::get(action, "when").map_or(0, json::start);
        let mend = linter.without("Take it out", &below(path, "when"));
        let words = format!("{when:?} is not a valid date and time: write it as 2026-05-09T12:00:00Z.");
        linter.say(LintCode::WrongShape, at, words, mend);
    }
    if let Some(value) = said(action, "softwareAgent").filter(|value| value.as_string_lit().is_none()) {
        structure::agent(linter, value, &below(path, "softwareAgent"));
    }
    // Lists of things that name parts of files and of other manifests: servers take them, but nothing of it is known for
    // a manifest that is written before the file is there.
    for field in ["changes", "related", "actors", "softwareAgentIndex"] {
        if let Some(value) = said(action, field) {
            let mend = linter.without("Take it out", &below(path, field));
            let words = format!("\"{field}\" of an action says little to readers of today; leave it out.");
            linter.say(LintCode::Unusual, json::start(value), words, mend);
        }
    }
}

/// What stands in a field: nothing is nothing.
fn said<'v, 't>(value: &'v Value<'t>, field: &str) -> Option<&'v Value<'t>> {
    json::get(value, field).filter(|value| value.as_null_keyword().is_none())
}

/// Whether a text looks as RFC 3339 has it.
fn is_moment(text: &str) -> bool {
    let (day, time) = match text.split_at_checked(10) {
        Some((day, rest)) => (day, rest.strip_prefix(['T', 't'])),
        None => return false,
    };
    let numbers = |text: &str, shape: &[usize], between: char| {
        let parts: Vec<_> = text.split(between).collect();
        parts.len() == shape.len()
            && parts
                .iter()
                .zip(shape)
                .all(|(part, length)| part.len() == *length && part.chars().all(|sign| sign.is_ascii_digit()))
    };
    let Some(time) = time else { return false };
    let Some((clock, rest)) = time.split_at_checked(8) else {
        return false;
    };
    let zone = rest.strip_prefix('.').map_or(rest, |fraction| {
        fraction.trim_start_matches(|sign: char| sign.is_ascii_digit())
    });
    let offset = zone
        .strip_prefix(['+', '-'])
        .is_some_and(|offset| numbers(offset, &[2, 2], ':'));
    numbers(day, &[4, 2, 2], '-') && numbers(clock, &[2, 2, 2], ':') && (matches!(zone, "Z" | "z") || offset)
}

fn parameters(linter: &mut Linter<'_>, manifest: &Value<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let way = below(path, "parameters");
    let given = said(action, "parameters");
    if let Some(wrong) = given.filter(|given| given.as_object().is_none()) {
        let mend = linter.without("Take it out", &way);
        linter.say(
            LintCode::WrongShape,
            json::start(wrong),
            "\"parameters\" has to be an object: { … }.",
            mend,
        );
        return;
    }
    // Links by hash are made by the server out of `ingredientIds`; a redaction names a manifest that is not there yet.
    for field in ["ingredient", "ingredients", "redacted"] {
        if let Some(value) = given.and_then(|given| json::get(given, field)) {
            let mend = linter.without("Take it out", &below(&way, field));
            let words = format!("\"{field}\" is made by the server; ingredients are named in \"ingredientIds\".");
            linter.say(LintCode::IncompleteAction, json::start(value), words, mend);
        }
    }
    for field in ["description", "source_language", "target_language"] {
        if let Some(value) = given
            .and_then(|given| json::get(given, field))
            .filter(|value| value.as_string_lit().is_none())
        {
            let words = format!("\"{field}\" must be a string.");
            linter.say(LintCode::WrongShape, json::start(value), words, None);
        }
    }
    match name {
        "c2pa.redacted" => {
            let mend = linter.without("Take it out", path);
            let words = "Nothing can be redacted here: the manifest that it would be taken from is not at hand.";
            linter.say(LintCode::IncompleteAction, json::start(action), words, mend);
        }
        "c2pa.translated" => {
            let has = |field: &str| {
                given
                    .and_then(|given| json::text_of(given, field))
                    .is_some_and(|language| !language.is_empty())
            };
            if !has("sourceLanguage") || !has("targetLanguage") {
                let words = "A translation needs \"parameters\" with \"sourceLanguage\" and \"targetLanguage\", as in \"de\" and \"en-GB\".";
                linter.say(LintCode::IncompleteAction, json::start(action), words, None);
            }
        }
        _ => ingredients(linter, manifest, action, name, path),
    }
}

/// Where an action names its ingredients, and what it says there. There are older ways than today's.
fn naming<'v, 't>(action: &'v Value<'t>, path: &Path) -> Option<(&'v Value<'t>, Path)> {
    let given = said(action, "parameters");
    let way = below(path, "parameters");
    let in_parameters = ["ingredientIds", "org.cai.ingredientIds", "instanceId"]
        .into_iter()
        .find_map(|field| Some((said(given?, field)?, below(&way, field))));
    in_parameters.or_else(|| {
        ["instanceId", "instanceID", "instance_id"]
            .into_iter()
            .find_map(|field| Some((said(action, field)?, below(path, field))))
    })
}

/// The names by which ingredients of this relationship can be called.
fn names<'v>(manifest: &'v Value<'_>, relationship: Option<&str>) -> Vec<&'v str> {
    json::list_of(manifest, "ingredients")
        .iter()
        .filter(|ingredient| {
            let of = json::text_of(ingredient, "relationship").unwrap_or("componentOf");
            relationship.is_none_or(|wanted| wanted == of)
        })
        .filter_map(|ingredient| {
            let label = json::text_of(ingredient, "label").filter(|label| !label.is_empty());
            label.or_else(|| json::text_of(ingredient, "instance_id"))
        })
        .collect()
}

fn ingredients(linter: &mut Linter<'_>, manifest: &Value<'_>, action: &Value<'_>, name: &str, path: &Path) {
    let wanted = match name {
        OPENED | "c2pa.transcoded" | "c2pa.repackaged" => Some("parentOf"),
        "c2pa.placed" | "c2pa.removed" => Some("componentOf"),
        _ => None,
    };
    let needed = matches!(name, OPENED | "c2pa.placed" | "c2pa.removed");
    let fitting = names(manifest, wanted);
    let named = naming(action, path);
    let at = named
        .as_ref()
        .map_or_else(|| json::start(action), |(given, _)| json::start(given));
    let Some((given, way)) = named else {
        if needed {
            let mend = use_only(linter, &fitting, path).or_else(|| instead(linter, name, path));
            let words = format!(
                "{name:?} needs the ingredient it is about: \"parameters\": {{ \"ingredientIds\": [\"…\"] }}, and one of that \"label\" in \"ingredients\" whose \"relationship\" is {}.",
                wanted.unwrap_or_default()
            );
            linter.say(LintCode::NoIngredient, at, words, mend);
        }
        return;
    };
    let ids: Option<Vec<&str>> = given
        .as_array()
        .map(|list| {
            list.elements
                .iter()
                .map(|id| id.as_string_lit().map(|id| id.value.as_ref()))
                .collect()
        })
        .unwrap_or_else(|| given.as_string_lit().map(|id| vec![id.value.as_ref()]));
    if !needed && ids.as_ref().is_some_and(Vec::is_empty) {
        return;
    }
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
        let mend = use_only(linter, &fitting, path).or_else(|| instead(linter, name, path));
        let words = "\"ingredientIds\" is a list of the labels of ingredients.";
        let code = if needed {
            LintCode::NoIngredient
        } else {
            LintCode::WrongShape
        };
        let mend = mend.or_else(|| linter.without("Take it out", &way));
        linter.say(code, at, words, mend);
        return;
    };
    if way.last() != Some(&PathSegment::from("ingredientIds")) && ids.iter().all(|id| fitting.contains(id)) {
        let words = "Servers take this name of an ingredient, too; the one of today is \"parameters\": { \"ingredientIds\": […] }.";
        linter.say(LintCode::Unusual, at, words, None);
    }
    for id in ids.into_iter().filter(|id| !fitting.contains(id)) {
        let exists = names(manifest, None).contains(&id);
        let words = if exists {
            format!(
                "The \"relationship\" of the ingredient {id:?} has to be {} for {name:?}.",
                wanted.unwrap_or_default()
            )
        } else {
            format!("There is no ingredient whose \"label\" is {id:?}.")
        };
        let mend = use_only(linter, &fitting, path)
            .or_else(|| instead(linter, name, path))
            .or_else(|| linter.without("Name no ingredient", &way).filter(|_| !needed));
        linter.say(LintCode::UnknownIngredient, at, words, mend);
    }
}

/// Names the only ingredient that fits.
fn use_only(linter: &Linter<'_>, fitting: &[&str], path: &Path) -> Option<Mend> {
    let [only] = fitting else { return None };
    let only = CstInputValue::Array(vec![(*only).into()]);
    linter.mend("Name the ingredient", |root| {
        let action = json::object_at(root, path)?;
        let parameters = action.object_value_or_create("parameters")?;
        json::set(&parameters, "ingredientIds", only);
        Some(())
    })
}

/// A file that was opened out of nothing was created, and a part that is none is left out.
fn instead(linter: &Linter<'_>, name: &str, path: &Path) -> Option<Mend> {
    match name {
        OPENED => linter.mend("Make it created", |root| {
            json::replace(root, &below(path, "action"), CREATED.into())?;
            json::unset(&json::object_at(root, path)?, "parameters");
            Some(())
        }),
        "c2pa.placed" | "c2pa.removed" => linter.without("Take it out", path),
        _ => None,
    }
}

/// Pictures of templates and programs.
fn pictures(linter: &mut Linter<'_>, assertion: &Assertion<'_, '_>) {
    for field in ["templates", "softwareAgents", "metadata"] {
        if let Some(value) = said(assertion.data, field) {
            let mend = linter.without("Take it out", &assertion.in_data(&[field.into()]));
            let words = format!("\"{field}\" of an actions assertion is for programs that write many; leave it out.");
            linter.say(LintCode::Unusual, json::start(value), words, mend);
        }
    }
    if let Some(value) =
        json::get(assertion.data, "allActionsIncluded").filter(|value| value.as_boolean_lit().is_none())
    {
        let mend = linter.without("Take it out", &assertion.in_data(&["allActionsIncluded".into()]));
        linter.say(
            LintCode::WrongShape,
            json::start(value),
            "\"allActionsIncluded\" is true or false.",
            mend,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_moment;

    #[test]
    fn moments_are_told_as_rfc_3339_has_them() {
        for moment in ["2026-05-09T12:00:00Z", "2026-05-09t12:00:00.25+02:00"] {
            assert!(is_moment(moment), "{moment}");
        }
        for none in [
            "",
            "today",
            "2026-05-09",
            "2026-05-09 12:00:00Z",
            "2026-05-09T12:00Z",
            "2026-05-09T12:00:00",
            "éééééééééé",
        ] {
            assert!(!is_moment(none), "{none}");
        }
    }
}
