//! Reports panics: where and why to the log, one plain sentence to the person, and secrets to neither.

use std::{
    any::Any,
    io::{self, Write},
    panic::{self, PanicHookInfo},
    thread,
};

use que_sdk::secret::redact_line;

/// Longer panic messages are cut off, in bytes.
const MAX_MESSAGE: usize = 500;

/// Replaces the standard library's hook, which prints messages unredacted.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(report));
}

fn report(panic: &PanicHookInfo<'_>) {
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
        .map(|(_, log)| format!(" Details: {}", log.path().display()))
        .unwrap_or_default();
    format!("que-uploader: Internal error: this step was stopped ({place}).{log}")
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    redact_line(text, MAX_MESSAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_reported_without_the_secrets_in_its_message() {
        let quoted =
            "called `unwrap()` on `https://u:hunter2@b.s3.amazonaws.com/k?X-Amz-Signature=hunter2`, x-api-key: hunter2";
        for payload in [Box::new(quoted.to_owned()) as Box<dyn Any + Send>, Box::new(quoted)] {
            let message = message(&*payload);
            assert!(
                message.contains("b.s3.amazonaws.com/k") && !message.contains("hunter2"),
                "{message}"
            );
        }
        assert_eq!(message(&3), "no message");
        assert!(sentence("src/a.rs:1:2").starts_with("que-uploader: Internal error: "));
    }
}
