use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};

use super::*;
use crate::text;

/// The messages of a language with the variables of each, by file.
fn messages_of(language: Language) -> BTreeMap<(&'static str, String), BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (file, source) in sources(language) {
        let resource: Resource<&str> = match fluent_syntax::parser::parse(*source) {
            Ok(resource) => resource,
            Err((_, errors)) => panic!("{}/{file}.ftl: {errors:?}", language.tag()),
        };
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    assert!(message.attributes.is_empty(), "{file}: attributes are not looked up");
                    let id = message.id.name.to_owned();
                    let value = message.value.unwrap_or_else(|| panic!("{id} is empty"));
                    let mut variables = BTreeSet::new();
                    collect(&value, &mut variables);
                    let before = found.insert((*file, id.clone()), variables);
                    assert!(before.is_none(), "{}/{file}.ftl has {id} twice", language.tag());
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(_) => panic!("{file}: terms are not used"),
                Entry::Junk { content } => panic!("{}/{file}.ftl: {content}", language.tag()),
            }
        }
    }
    found
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from(expression, variables);
        }
    }
}

fn collect_from(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, variables),
        Expression::Select { selector, variants } => {
            collect_inline(selector, variables);
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            let CallArguments { positional, named } = arguments;
            for argument in positional {
                collect_inline(argument, variables);
            }
            for argument in named {
                collect_inline(&argument.value, variables);
            }
        }
        InlineExpression::Placeable { expression } => collect_from(expression, variables),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::MessageReference { id, .. } => panic!("a message refers to {}", id.name),
        InlineExpression::TermReference { id, .. } => panic!("a message refers to the term {}", id.name),
    }
}

#[test]
fn every_language_has_the_messages_of_english_in_the_same_files_with_the_same_variables() {
    let english = messages_of(Language::English);
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let there = messages_of(language);
        for (message, variables) in &english {
            match there.get(message) {
                None => wrong.push(format!("{}: {message:?} is missing", language.tag())),
                Some(found) if found != variables => {
                    wrong.push(format!(
                        "{}: {message:?} has {found:?}, not {variables:?}",
                        language.tag()
                    ));
                }
                Some(_) => {}
            }
        }
        let unknown = there.keys().filter(|message| !english.contains_key(*message));
        wrong.extend(unknown.map(|message| format!("{}: {message:?} is not in English", language.tag())));
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_id_is_in_one_file_only() {
    let mut files: BTreeMap<String, &str> = BTreeMap::new();
    for (file, id) in messages_of(Language::English).into_keys() {
        if let Some(other) = files.insert(id.clone(), file) {
            panic!("{id} is in {other}.ftl and in {file}.ftl");
        }
    }
}

/// The plural categories that each language has for whole numbers.
#[test]
fn a_plural_form_that_its_language_never_uses_is_a_mistake() {
    for language in Language::ALL {
        let known: &[&str] = match language {
            Language::Japanese => &["other"],
            Language::French | Language::Spanish => &["one", "many", "other"],
            Language::English | Language::German => &["one", "other"],
        };
        for (file, source) in sources(language) {
            let resource: Resource<&str> = fluent_syntax::parser::parse(*source).unwrap();
            for entry in resource.body {
                if let Entry::Message(message) = entry
                    && let Some(value) = message.value
                {
                    for element in &value.elements {
                        if let PatternElement::Placeable {
                            expression: Expression::Select { variants, .. },
                        } = element
                        {
                            for variant in variants {
                                if let VariantKey::Identifier { name } = variant.key
                                    && ["zero", "one", "two", "few", "many"].contains(&name)
                                {
                                    let id = message.id.name;
                                    assert!(known.contains(&name), "{}/{file}.ftl: {id}: {name}", language.tag());
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn plural_forms_and_numbers_follow_the_language() {
    for (tag, one, many) in [
        ("en-US", "1 file", "1,200 files"),
        ("de", "1 Datei", "1.200 Dateien"),
        ("fr", "1 fichier", "1\u{202f}200 fichiers"),
        ("ja", "1個のファイル", "1,200個のファイル"),
    ] {
        language::set_locale(tag);
        assert_eq!(text!("common-files", count = 1), one);
        assert_eq!(text!("common-files", count = 1200), many);
    }
    language::set_locale("fr");
    assert_eq!(text!("common-files", count = 0), "0 fichier");
}

#[test]
fn the_system_s_region_writes_the_numbers_of_its_language() {
    language::set_locale("de-CH");
    assert_eq!(text!("common-files", count = 12_000), "12'000 Dateien");
}

#[test]
fn text_in_an_argument_is_not_taken_for_a_placeholder() {
    assert_eq!(text!("common-rate", size = "{ $count }"), "{ $count }/s");
}

#[test]
fn a_message_is_known_in_english_in_every_language() {
    for language in Language::ALL {
        language::set_locale(language.tag());
        assert_eq!(in_english("common-cancel"), "Cancel", "{}", language.tag());
    }
}
