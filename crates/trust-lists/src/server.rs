//! Each Que server has its own list. Results name it by its word and the server's origin, such as `que https://api.example.com`.

use url::{Host, Url};

use super::source::ListName;

/// A known list, and the origin of its server if it is a Que server's.
pub type TitledList<'a> = (ListName, Option<&'a str>);

/// The name of a Que server's list in results.
pub(crate) fn name_of(list: ListName, origin: Option<&str>) -> String {
    match origin {
        Some(origin) => format!("{} {origin}", list.word()),
        None => list.word().to_owned(),
    }
}

/// The known list that results name so. `None` for a user's own file.
#[must_use]
pub fn known(name: &str) -> Option<TitledList<'_>> {
    if let Some(list) = ListName::from_word(name) {
        return Some((list, None));
    }
    let origin = name.strip_prefix(ListName::Que.word())?.strip_prefix(' ')?;
    // A path has no two slashes after a scheme.
    (origin.starts_with("https://") || origin.starts_with("http://")).then_some((ListName::Que, Some(origin)))
}

/// The title for people of a list that results name so, with its server. A user's own file keeps its path.
#[must_use]
pub fn title_of(name: &str) -> String {
    match known(name) {
        Some((list, Some(origin))) => format!("{} ({})", list.title(), host_of(origin)),
        Some((list, None)) => list.title().to_owned(),
        None => name.to_owned(),
    }
}

/// An origin without `https://`, which goes without saying.
fn host_of(origin: &str) -> &str {
    origin.strip_prefix("https://").unwrap_or(origin)
}

/// The origin of an address: scheme, host and port.
pub(crate) fn origin_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.has_host().then(|| url.origin().ascii_serialization())
}

/// What is added to a file's name for this server. A server on this computer may have a new port at each start, so its port
/// does not count.
pub(crate) fn file_suffix(origin: &str) -> String {
    let Ok(url) = Url::parse(origin) else {
        return String::new();
    };
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-') {
            letter
        } else {
            '_'
        }
    };
    let host: String = url.host_str().unwrap_or_default().chars().map(plain).collect();
    match url.port_or_known_default().filter(|port| *port != 443 && !is_here) {
        Some(port) => format!("-{host}_{port}"),
        None => format!("-{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_list_is_shown_with_its_host_and_other_names_stay_as_they_are() {
        for (name, title) in [
            ("que https://api.example.com", "Que server's list (api.example.com)"),
            ("que http://127.0.0.1:9000", "Que server's list (http://127.0.0.1:9000)"),
            ("que", "Que server's list"),
            ("news", "News publishers (IPTC)"),
            ("que my.pem", "que my.pem"),
            ("folder/ca.pem", "folder/ca.pem"),
        ] {
            assert_eq!(title_of(name), title);
        }
    }

    #[test]
    fn servers_have_different_files_whose_names_every_system_takes() {
        for (origin, suffix) in [
            ("https://api.example.com", "-api.example.com"),
            ("https://api.example.com:8443", "-api.example.com_8443"),
            ("http://api.example.com", "-api.example.com_80"),
            ("http://127.0.0.1:40001", "-127.0.0.1"),
            ("http://[2001:db8::1]:9000", "-_2001_db8__1__9000"),
        ] {
            assert_eq!(file_suffix(origin), suffix);
        }
    }
}
