//! Reads the headers of responses that the API and the storage have in common.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, LOCATION, RETRY_AFTER};
use url::Url;

use crate::limits;

/// The longest wait in `Retry-After` (RFC 9110), given in seconds or as a date. Dates are relative to the server's `Date`,
/// or to `now` if it sends none.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .unwrap_or(now);
    headers
        .get_all(RETRY_AFTER)
        .iter()
        .filter_map(|value| {
            let text = value.to_str().ok()?.trim();
            match text.parse::<u64>() {
                Ok(seconds) => Some(Duration::from_secs(seconds)),
                // A number too large for `u64` is still a wait.
                Err(_) if !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit()) => {
                    Some(Duration::from_secs(u64::MAX))
                }
                Err(_) => Some(
                    httpdate::parse_http_date(text)
                        .ok()?
                        .duration_since(now)
                        .unwrap_or_default(),
                ),
            }
        })
        .max()
}

/// The host that `Location` names. The rest of the URL may be secret.
pub(crate) fn redirect_host(base: &Url, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let target = base.join(location).ok()?;
    target
        .host_str()
        .filter(|host| host.len() <= limits::MAX_HOST_BYTES)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(RETRY_AFTER, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_wait_is_parsed_as_seconds_or_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (given, expected) in [
            (&["7"][..], Some(7)),
            (&["Sun, 06 Nov 1994 08:49:47 GMT"], Some(10)),
            (&["Sun, 06 Nov 1994 08:49:27 GMT"], Some(0)),
            (&["3", "9", "1"], Some(9)),
            (&["soon"], None),
            (&["-1"], None),
            (&["99999999999999999999999"], Some(u64::MAX)),
            (&[], None),
        ] {
            assert_eq!(
                retry_after(&headers(given), now),
                expected.map(Duration::from_secs),
                "{given:?}"
            );
        }
    }

    #[test]
    fn a_wait_until_a_date_uses_the_servers_clock() {
        let date = "Sun, 06 Nov 1994 08:49:47 GMT";
        for (server, wait) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 10),
            ("Sun, 06 Nov 1994 08:49:57 GMT", 0),
            ("yesterday", 0),
        ] {
            let mut headers = headers(&[date]);
            headers.insert(DATE, server.parse().unwrap());
            assert_eq!(
                retry_after(&headers, SystemTime::now()),
                Some(Duration::from_secs(wait)),
                "{server}"
            );
        }
    }

    #[test]
    fn a_host_longer_than_dns_allows_is_not_repeated() {
        let base: Url = "https://que.example".parse().unwrap();
        let mut headers = HeaderMap::new();
        for (host, shown) in [("a.example".to_owned(), true), ("a.".repeat(200_000), false)] {
            headers.insert(LOCATION, format!("https://{host}/x").parse().unwrap());
            assert_eq!(redirect_host(&base, &headers).is_some(), shown);
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn fuzz_any_wait_is_parsed_or_ignored(values in prop::collection::vec(prop::collection::vec(32..=255_u8, 0..40), 0..4), now in 0..4_000_000_000_u64) {
            let mut headers = HeaderMap::new();
            for value in &values {
                if let Ok(value) = reqwest::header::HeaderValue::from_bytes(value) {
                    headers.append(RETRY_AFTER, value);
                }
            }
            let _ = retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(now));
        }

        #[test]
        fn fuzz_a_wait_in_seconds_or_as_a_date_is_exact(seconds in any::<u64>(), now in 0..4_000_000_000_u64, ahead in 0..100_000_000_u64) {
            prop_assert_eq!(
                retry_after(&headers(&[&format!(" {seconds} ")]), SystemTime::UNIX_EPOCH),
                Some(Duration::from_secs(seconds))
            );
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
            let then = now + Duration::from_secs(ahead);
            let date = httpdate::fmt_http_date(then);
            prop_assert_eq!(retry_after(&headers(&[&date]), now), Some(Duration::from_secs(ahead)));
            prop_assert_eq!(retry_after(&headers(&[&date]), then + Duration::from_secs(1)), Some(Duration::ZERO));
        }
    }
}
