//! What the linter says, as values: the window says it in its language, and everything else in the English that stands here.

use std::fmt;

/// What a lint says: what is wrong and what to do, in one or two sentences. It displays as English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LintText {
    /// Something has the wrong type or is missing.
    Shape(ShapeText),
    /// It is about the manifest as a whole.
    Definition(DefinitionText),
    /// It is about an action.
    Action(ActionText),
    /// It is about an assertion that isn't an action.
    Assertion(AssertionText),
    /// C2PA's conformance rubric asks for it.
    Rubric(RubricText),
}

impl LintText {
    /// Each text once. Where something of a manifest stands in it, it has that place's name instead.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let all = ShapeText::samples().into_iter().map(Self::Shape);
        all.chain(DefinitionText::samples().into_iter().map(Self::Definition))
            .chain(ActionText::samples().into_iter().map(Self::Action))
            .chain(AssertionText::samples().into_iter().map(Self::Assertion))
            .chain(RubricText::samples().into_iter().map(Self::Rubric))
            .collect()
    }
}

impl fmt::Display for LintText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(text) => fmt::Display::fmt(text, formatter),
            Self::Definition(text) => fmt::Display::fmt(text, formatter),
            Self::Action(text) => fmt::Display::fmt(text, formatter),
            Self::Assertion(text) => fmt::Display::fmt(text, formatter),
            Self::Rubric(text) => fmt::Display::fmt(text, formatter),
        }
    }
}

/// What can stand in a text.
trait Sample {
    /// Something to stand in the place with this name.
    fn sample(place: &str) -> Self;
}

impl Sample for String {
    fn sample(place: &str) -> Self {
        place.to_owned()
    }
}

impl Sample for usize {
    fn sample(_: &str) -> Self {
        2
    }
}

/// Texts, each with its English. Names and values of a manifest are as they stand there: the English quotes them.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident: $($text:ident $({ $($place:ident: $type:ty),+ })? => $english:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the English describes each")]
        pub enum $name {
            $($text $({ $($place: $type),+ })?,)+
        }

        impl $name {
            /// Each text once. Where something of a manifest stands in it, it has that place's name instead.
            #[must_use]
            pub fn samples() -> Vec<Self> {
                vec![$(Self::$text $({ $($place: Sample::sample(stringify!($place))),+ })?,)+]
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$text $({ $($place),+ })? => write!(formatter, $english),)+
                }
            }
        }
    };
}

macro_rules! into_lint_text {
    ($($name:ident => $group:ident,)+) => {
        $(impl From<$name> for LintText {
            fn from(text: $name) -> Self {
                Self::$group(text)
            }
        })+
    };
}

into_lint_text! {
    ShapeText => Shape,
    DefinitionText => Definition,
    ActionText => Action,
    AssertionText => Assertion,
    RubricText => Rubric,
}

texts! {
    /// What a lint says of something that has the wrong type or is missing.
    ShapeText:
    NotString { field: String } => "\"{field}\" must be a string.",
    NotBoolean { field: String } => "\"{field}\" must be true or false.",
    NotList { field: String } => "\"{field}\" must be a list.",
    HashAlgorithm => "\"hash_alg\" must be sha256, sha384 or sha512.",
    ClaimVersion => "The only claim version is 2. Leave \"claim_version\" out.",
    Generators => "\"claim_generator_info\" must be a list: [ {{ \"name\": …, \"version\": … }} ].",
    Program => "A program needs a \"name\", which must be a string.",
    ThumbnailIdentifier => "Even without a thumbnail, \"identifier\" must be there: \"\".",
    TooDeep => "Lists and objects stand too deep in each other here. Servers refuse the manifest.",
    NumberTooLarge { digits: String } => "{digits} is too large for a number. Write it as a string.",
    Ingredient => "An ingredient must be an object: {{ \"title\": … }}.",
    Relationship => "\"relationship\" must be parentOf, componentOf or inputTo.",
    SeveralParents => "Only one ingredient can have the relationship parentOf.",
    IngredientField { field: String } => "\"{field}\" of an ingredient must be an object: {{ … }}.",
    Assertions => "\"assertions\" must be a list: [ {{ \"label\": …, \"data\": … }} ].",
    Assertion => "An assertion needs a \"label\", which must be a string, and \"data\".",
    AssertionKind => "\"kind\" must be Json or Cbor.",
    AssertionData { label: String } => "The data of {label:?} must be an object: {{ … }}.",
    SchemaOrgType => "Schema.org data needs an \"@type\", which must be a string.",
    Metadata => "Metadata must be an object: {{ \"@context\": {{ … }}, \"dc:title\": … }}.",
    TrainingEntries => "A training preference needs \"entries\": an object with an entry for each use.",
    Actions => "An actions assertion needs a list \"actions\" with at least one action.",
    ActionName => "An action needs a name: \"action\" must be a string.",
    Origin => "\"digitalSourceType\" must be a string: the URI of an origin.",
    When { when: String } => "{when:?} is not a valid date and time. Write it like 2026-05-09T12:00:00Z.",
    Changes => "\"changes\" must be a list, each entry with the \"region\" that changed: a list.",
    Parameters => "\"parameters\" must be an object: {{ … }}.",
    IngredientIds => "\"ingredientIds\" must be a list of ingredients' labels.",
}

texts! {
    /// What a lint says of the manifest as a whole: its JSON, its fields, and what it names.
    DefinitionText:
    NotJson { error: String } => "This is not JSON: {error}.",
    NotObject => "A manifest must be a JSON object: {{ … }}.",
    TwiceNamed { name: String } => "\"{name}\" is here twice. Servers refuse the manifest or take one of the two.",
    UnknownField { name: String } => "No server reads \"{name}\". Is it misspelled, or does it belong in an assertion?",
    UnknownIngredientField { name: String } => "No server reads \"{name}\" of an ingredient. Is it misspelled?",
    OnlyServers { name: String } => "Only servers use \"{name}\". Leave it out.",
    Resource { field: String } =>
        "\"{field}\" needs a resource, which cannot be sent with the manifest: the server says \"resource not found\".",
    IngredientResource { field: String } =>
        "\"{field}\" of an ingredient needs a resource, which cannot be sent with the manifest. Its title and relationship can.",
    NoGenerator => "No program is named as the maker of this manifest. The server will name itself.",
    SeveralGenerators => "Only one program can make a claim. Servers keep the first entry or refuse the manifest.",
    Thumbnail => "The server will add a thumbnail of a few hundred kilobytes, even to a small file.",
    UnknownPlaceholder { name: String, known: String } =>
        "{name} is not a placeholder. Use {known}, and double a brace to keep it.",
}

texts! {
    /// What a lint says of an action.
    ActionText:
    Missing =>
        "A manifest must say how the file was made. Add an actions assertion that starts with \"c2pa.created\" and its \
         \"digitalSourceType\", or with \"c2pa.opened\". Otherwise servers refuse it or add a false statement.",
    First => "The first action must be \"c2pa.created\" or \"c2pa.opened\".",
    OnlyFirst { action: String } => "{action:?} must be the first action, and there can be only one.",
    SeveralAssertions { number: usize } =>
        "This is actions assertion number {number}. Some servers accept only one.",
    FullName { full: String } => "The full name of this action is {full:?}.",
    Unknown { action: String } =>
        "C2PA has no action {action:?}. Start the name of your own action with your domain, as in \"org.example.{action}\".",
    NoOrigin => "Choose where the file came from: \"digitalSourceType\". Only you can say this.",
    SimilarOrigin { uri: String } => "Unknown origin. Did you mean {uri}?",
    RetiredOrigin { uri: String } => "The IPTC has retired this origin. Use {uri} instead.",
    EmptyOrigin => "This origin says that the file is empty, such as a blank canvas.",
    DataSetOrigin => "This origin says that the file is a data set, not an image, a video or audio.",
    UnknownOrigin => "This is not a published origin. Servers would sign it, but no reader would understand it.",
    NoIngredient { action: String, relationship: String } =>
        "{action:?} needs an ingredient: \"parameters\": {{ \"ingredientIds\": [\"…\"] }}, and an entry in \"ingredients\" with \
         that \"label\" and the \"relationship\" {relationship}.",
    WrongRelationship { action: String, ingredient: String, relationship: String } =>
        "For {action:?}, the \"relationship\" of the ingredient {ingredient:?} must be {relationship}.",
    NoSuchIngredient { label: String } => "No ingredient has the \"label\" {label:?}.",
    OlderReference =>
        "This is an older way to name an ingredient. Use \"parameters\": {{ \"ingredientIds\": […] }} instead.",
    ServerWrites { field: String } => "The server writes \"{field}\". Name ingredients in \"ingredientIds\" instead.",
    Redaction => "Nothing can be redacted here, because the manifest to redact is not available.",
    Translation =>
        "A translation needs \"parameters\" with \"sourceLanguage\" and \"targetLanguage\", such as \"de\" and \"en-GB\".",
    SeldomRead { field: String } => "Few readers use \"{field}\" of an action. Leave it out.",
    ForRecorders { field: String } =>
        "\"{field}\" of an actions assertion is for programs that record many actions. Leave it out.",
}

texts! {
    /// What a lint says of an assertion that isn't an action.
    AssertionText:
    Identity =>
        "An identity can't be written into a manifest: it is a signature over the other assertions, which only the server can \
         make. Remove it and turn on \"Add a verified identity\" (--identity) instead.",
    ServerOnly { label: String } => "Only the server can make {label:?}. Remove it from the manifest.",
    ActionsLabel => "The label of the actions assertion is \"c2pa.actions.v2\".",
    BadLabel { label: String } =>
        "{label:?} cannot be a label. Use letters, digits, dots, hyphens and underscores, as in org.example.note.",
    NumberNotKept { label: String } => "The number of {label:?} is not kept: servers number assertions themselves.",
    Numbered { label: String } =>
        "{label:?} cannot be a label: \"__\" starts the number of an assertion, which only servers assign.",
    UnknownUse { name: String, known: String } => "{name:?} is not a known use. The known uses are {known}.",
    NoConstraint { name: String } =>
        "{name:?} is constrained, but its conditions are missing. Add \"constraint_info\".",
    UnknownChoice { name: String } => "The \"use\" of {name:?} must be allowed, notAllowed or constrained.",
    OldTraining =>
        "This is the older label of the training preference. Current readers look for \"cawg.training-mining\".",
    LostLabel { engine: String, label: String } =>
        "This server's engine (c2pa-rs {engine}) loses the label {label:?}, so readers won't find the author, the caption or \
         the credit. The title stays.",
    NoContext => "Metadata needs an \"@context\": an object with the namespace of each prefix, as a string.",
    UndefinedPrefixes { prefixes: String } => "\"@context\" must define these prefixes: {prefixes}.",
    OtherNamespace { prefix: String, namespace: String } =>
        "In \"c2pa.metadata\", the prefix {prefix} must be {namespace}",
    NotMeasured { field: String } =>
        "\"c2pa.metadata\" must not have {field:?}: it is for measured data. Put what people state into \"cawg.metadata\".",
}

texts! {
    /// What a lint says of something that servers sign, but C2PA's conformance rubric rejects.
    RubricText:
    DeprecatedAssertion { label: String } =>
        "C2PA has deprecated {label:?}, and files that have it don't conform. Author, caption, credit and copyright belong in \
         \"cawg.metadata\".",
    OlderAssertion { label: String, current: String } =>
        "C2PA has deprecated {label:?}. Its current version is {current:?}.",
    UnknownAssertion { label: String } =>
        "C2PA has no assertion {label:?}. Start a label of your own with your domain, as in org.example.note.",
    LabelWithoutDomain { label: String } =>
        "Start a label of your own with your domain, as in \"org.example.{label}\".",
    Gathered =>
        "Without \"created\": true beside the label, current servers file the actions as gathered from others, and readers \
         treat them as ambiguous.",
    AllActionsNotStated =>
        "Say whether these are all actions on the file: \"allActionsIncluded\", true or false. Only you can say this.",
    OpenedIncomplete =>
        "If \"c2pa.opened\" is the only action, \"allActionsIncluded\" must be true: then nothing was changed. Otherwise, \
         list what was done.",
    OriginOfOpened => "\"c2pa.opened\" must not have a \"digitalSourceType\": the opened file has one.",
    NoActionOrigin { action: String, uri: String } =>
        "{action:?} needs a \"digitalSourceType\" that says what made the change, such as {uri}.",
    SoftwareAgent => "\"softwareAgent\" must be an object: {{ \"name\": …, \"version\": … }}.",
    ActionField { field: String } => "C2PA has deprecated \"{field}\" of an action.",
    Description => "\"description\" belongs to the action itself, not to its parameters.",
    ParameterWithoutDomain { name: String } =>
        "Start a parameter of your own with your domain, as in \"org.example.{name}\".",
    RenamedAction { action: String, current: String } => "C2PA has deprecated {action:?}. Use {current:?}.",
    Watermark { action: String } =>
        "C2PA has deprecated {action:?}. Use \"c2pa.watermarked.bound\" if the watermark leads to this manifest, otherwise \
         \"c2pa.watermarked.unbound\".",
    DeprecatedAction { action: String } => "C2PA has deprecated {action:?}.",
    NoVersion => "\"specVersion\" is missing: the version of the C2PA specification that this manifest follows.",
    FalseVersion =>
        "\"specVersion\" is false here, because the manifest has parts that C2PA has deprecated. Replace these, or remove it.",
    OtherVersion => "\"specVersion\" must be the version that these rules are from, as a string: \"2.4.0\".",
}

texts! {
    /// What a fix does: the text of its button.
    FixLabel:
    Remove => "Remove it",
    ToJson => "Convert to JSON",
    ToText => "Convert to a string",
    ToList => "Convert to a list",
    ToObject => "Convert to an object",
    DoubleBraces => "Double the braces",
    KeepFirst => "Keep the first",
    AddProgram => "Add this program",
    NoThumbnail => "Leave the thumbnail out",
    AddFirstAction => "Add the first action",
    MoveToFront => "Move it to the front",
    Merge => "Merge them",
    FullName => "Use its full name",
    CurrentName => "Use the current name",
    UseOrigin => "Use this origin",
    AddIngredient => "Add the ingredient",
    RemoveReference => "Remove the reference",
    ToCreated => "Change it to created",
    MoveToAction => "Move it to the action",
    MarkCreated => "Mark it as created",
    UseLabel => "Use this label",
    NewLabel => "Use the new label",
    RemoveNumber => "Remove the number",
    CurrentVersion => "Use the current version",
    AddType => "Add it",
    CorrectUse => "Correct it",
    UsualNamespaces => "Add the usual namespaces",
    UseNamespace => "Use this namespace",
    ToCawg => "Change it to cawg.metadata",
    MoveToCawg => "Move it to cawg.metadata",
    StateVersion => "State version 2.4",
    UseVersion => "Use 2.4.0",
}
