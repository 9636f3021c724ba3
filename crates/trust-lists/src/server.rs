//! Each Que server has its own list. Results name it by its word and the server's origin, such as `que https://api.example.com`.

use url::{Host, Url};

use super::source::ListName;

/// A known list, and the origin of its server if it is a Que server's, or the name that a user gave their own.
pub type TitledList<'a> = (ListName, Option<&'a str>);

/// What results put before the name of a user's own list. No path that a shell completes has a colon and a space.
const OWN_PREFIX: &str = "own: ";

/// The name in results of a list that has a server or a name of its own.
pub(crate) fn name_of(list: ListName, of: Option<&str>) -> String {
    match of {
        Some(of) if list == ListName::Own => format!("{OWN_PREFIX}{of}"),
        Some(of) => format!("{} {of}", list.word()),
        None => list.word().to_owned(),
    }
}

/// The known list that results name so. `None` for a file that was named only for one check.
#[must_use]
pub fn known(name: &str) -> Option<TitledList<'_>> {
    if let Some(list) = ListName::from_word(name) {
        return Some((list, None));
    }
    if let Some(own) = name.strip_prefix(OWN_PREFIX) {
        return Some((ListName::Own, Some(own)));
    }
    let origin = name.strip_prefix(ListName::Que.word())?.strip_prefix(' ')?;
    // A path has no two slashes after a scheme.
    (origin.starts_with("https://") || origin.starts_with("http://")).then_some((ListName::Que, Some(origin)))
}

/// The title for people of a list that results name so, with its server. A user's own has the name that they gave it, or its
/// path.
#[must_use]
pub fn title_of(name: &str) -> String {
    match known(name) {
        Some((ListName::Own, Some(own))) => own.to_owned(),
        Some((list, Some(origin))) => format!("{} ({})", list.title(), host_of(origin)),
        Some((list, None)) => list.title().to_owned(),
        None => name.to_owned(),
    }
}

/// An origin without `https://`, which goes without saying.
pub(crate) fn host_of(origin: &str) -> &str {
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

/// The server of a file with this suffix, as far as it tells: for a file whose content cannot be read.
pub(crate) fn server_of_suffix(suffix: &str) -> String {
    let server = suffix.strip_prefix('-').unwrap_or(suffix);
    match server.rsplit_once('_') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{host}:{port}")
        }
        _ => server.to_owned(),
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
            ("own: Agency", "Agency"),
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
