//! Enums whose variants have a text in English and the names that mean them in a report.

/// Defines such an enum from lines of a variant, its text, and its names. `ALL` has all variants and `NAMES` all names;
/// `words` is the text, and `exactly` finds a variant by its name.
macro_rules! kinds {
    ($(#[$about:meta])* $kind:ident; $($variant:ident = $words:literal: $($name:literal)|*;)*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $kind {
            $(#[doc = $words] $variant,)*
        }

        impl $kind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The names that mean one of them. Some more are recognized by a part of them.
            pub const NAMES: &'static [(&'static str, Self)] = &[$($(($name, Self::$variant),)*)*];

            /// In English.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)*
                }
            }

            /// The one with exactly this name.
            fn exactly(name: &str) -> Option<Self> {
                Self::NAMES.iter().find_map(|(known, kind)| (*known == name).then_some(*kind))
            }
        }
    };
}

pub(super) use kinds;
