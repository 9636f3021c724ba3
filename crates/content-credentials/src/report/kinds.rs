//! Enums whose variants have a text in English and the names that mean them in a report.

/// Defines such an enum from lines of a variant, its text, and its names. `ALL` has all variants and `NAMES` all names;
/// `words` is the
/// text.
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
        }
    };
}

pub(super) use kinds;

/// The variant with exactly this name, of those in `NAMES`.
pub(super) fn exactly<K: Copy>(names: &[(&str, K)], name: &str) -> Option<K> {
    names.iter().find_map(|(known, kind)| (*known == name).then_some(*kind))
}
