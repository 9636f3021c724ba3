//! What a person reads: messages in each language, plural forms, and numbers, lists and dates as a region writes them.
//!
//! Messages are [Fluent](https://projectfluent.org) files in `assets/locales`, a folder for each language, compiled into the
//! program. [`text!`] looks one up:
//!
//! ```
//! use localization::text;
//!
//! assert_eq!(text!("common-cancel"), "Cancel");
//! assert_eq!(text!("common-files", count = 1200), "1,200 files");
//! ```
//!
//! The language belongs to the thread, so tests in different languages can run side by side. It is American English until
//! [`set`] is called.
//!
//! - [`language`]: the languages there are, and which the system asks for.
//! - [`messages`]: the message files, and looking up a message.
//! - [`numbers`]: whole and decimal numbers, and lists.
//! - [`dates`]: days and times.

#![forbid(unsafe_code)]

pub mod dates;
mod language;
mod messages;
mod numbers;

pub use language::{Language, current, set, system};
pub use messages::{format, in_english, message};
pub use numbers::{decimal, list, whole};

#[doc(hidden)]
pub use fluent_bundle::FluentArgs;
#[doc(hidden)]
pub use messages::mark;

/// The message with this id in the language of the thread, as a `String`. Arguments are numbers or text:
/// `text!("common-files", count = 3)`.
#[macro_export]
macro_rules! text {
    ($id:expr) => { $crate::message($id) };
    ($id:expr, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut arguments = $crate::FluentArgs::new();
        $(arguments.set(stringify!($name), $value);)+
        $crate::format($id, &arguments)
    }};
}
