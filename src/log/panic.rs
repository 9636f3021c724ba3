//! What is said of a panic: where and why to the log, one plain sentence to a person, and no secret to either.

use std::{
    any::Any,
    io::{self, Write},
    panic::{self, PanicHookInfo},
    thread,
};

use que_sdk::secret::redact_line;

/// The longest message of a panic.
const LONGEST: usize = 500;

/// Hears of panics from now on, instead of the standard library, which prints messages as they are.
pub(super) fn listen() {
    panic::set_hook(Box::new(heard));
}

fn heard(panic: &PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    let message = message(panic.payload());
    let thread = thread::current();
    tracing::error!(thread = thread.name(), "panic at {place}: {message}");
    let _ = writeln!(io::stderr().lock(), "{}", sentence(&place));
    // The program may end right after this.
    super::flush();
}

fn sentence(place: &str) -> String {
    let log = super::WRITER
        .get()
        .map(|(_, log)| format!("; {} says more", log.path().display()))
        .unwrap_or_default();
    format!("que-uploader: this program made a mistake and stopped what it was doing ({place}){log}.")
}

fn message(payload: &(dyn Any + Send)) -> String {
    let words = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no words");
    redact_line(words, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_without_what_its_message_quotes() {
        let quoted =
            "called `unwrap()` on `https://u:hunter2@b.s3.amazonaws.com/k?X-Amz-Signature=hunter2`, x-api-key: hunter2";
        for payload in [Box::new(quoted.to_owned()) as Box<dyn Any + Send>, Box::new(quoted)] {
            let told = message(&*payload);
            assert!(
                told.contains("b.s3.amazonaws.com/k") && !told.contains("hunter2"),
                "{told}"
            );
        }
        assert_eq!(message(&3), "no words");
        assert!(sentence("src/a.rs:1:2").starts_with("que-uploader: this program made a mistake"));
    }
}
