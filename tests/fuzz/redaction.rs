//! No generated secret survives redaction, whatever surrounds it.

use model::{Model, Profile, Settings};
use proptest::prelude::*;
use que_sdk::secret::{HIDDEN, redact, redact_line};
use que_uploader::diagnostics::{Subject, report};

const SHAPES: [&str; 24] = [
    "x-api-key: {}",
    "X-Api-Key={}",
    "\"x-api-key\": \"{}\"",
    "{\"api_key\":\"{}\",\"a\":1}",
    "{\\\"apiKey\\\":\\\"{}\\\"}",
    "('x-api-key', '{}')",
    "QUE_API_KEY_AUTH={}",
    "Authorization: Bearer {}",
    "authorization=Basic {}",
    "Bearer {}",
    "Proxy-Authorization: {}",
    "Cookie: session={}",
    "set-cookie: a={}; Path=/",
    "token: {}",
    "aws_session_token => '{}'",
    "password={}",
    "https://b.s3.amazonaws.com/k?X-Amz-Signature={}",
    "/k?X-Amz-Credential=a&X-Amz-Signature={}&x=1",
    "X-Amz-Security-Token%3D{}",
    "https://{}@host/",
    "https://user:{}@host:8080/x?y",
    "socks5://{}:x@127.0.0.1:1080",
    "user:{}@proxy:3128",
    "s3://b/k#access_key={}",
];

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn fuzz_no_secret_survives_redaction(
        secret in "[A-Za-z0-9][A-Za-z0-9_+.~=-]{10,60}[0-9A-Z]",
        shape in prop::sample::select(&SHAPES[..]),
        before in "(\\PC{0,20}[ \n,;(]|)",
        after in "([ \n,;)]\\PC{0,20}|)",
    ) {
        let text = format!("{before}{}{after}", shape.replace("{}", &secret));
        // Some surroundings contain parts of the shape's own words; the secret is longer than any of them.
        let shown = redact(&text);
        prop_assert!(!shown.contains(&secret), "{text:?} became {shown:?}");
        prop_assert!(shown.contains(HIDDEN));
        let profile = Profile::at(&text);
        let settings = Settings {
            active: profile.name.clone(),
            profiles: vec![profile],
            author: secret.clone(),
            ..Settings::default()
        };
        let model = Model::new(settings, "x", false);
        let report = report(&Subject::of(&model), &[text]);
        prop_assert!(!report.contains(&secret), "{report}");
    }

    #[test]
    fn fuzz_a_bare_token_is_hidden(secret in "[A-Za-z]{5}[0-9][A-Za-z0-9_-]{18,60}", around in "[ ,;:()/|é]{1}") {
        let shown = redact(&format!("x{around}{secret}{around}y"));
        prop_assert!(!shown.contains(&secret), "{shown}");
    }

    /// Neither time nor stack depth is a problem: two megabytes of repetition.
    #[test]
    fn fuzz_repetitive_text_is_redacted_at_any_length(
        piece in "([a-z]{0,3}(://|/|@|:|\\?|=|\"|'|\\\\|bearer|basic|token|api-key|,| |\\PC)[a-z]{0,2}){1,3}",
        start in "(\\PC{0,4}|https?://|token[=:] ?\"?|bearer )",
    ) {
        let text = start + &piece.repeat((2 << 20) / piece.len());
        let line = redact_line(&text, 300);
        prop_assert!(line.chars().count() <= 301);
    }

    #[test]
    fn fuzz_any_text_is_redacted_and_one_line_stays_one_line(text in "(?s).{0,300}", max in 0..400_usize) {
        let _ = redact(&text);
        let line = redact_line(&text, max);
        prop_assert!(!line.contains(char::is_control) && line.chars().count() <= max + 1, "{line:?}");
    }
}
