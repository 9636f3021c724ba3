//! Which lists there are, and the address of each of their files.

/// The largest file of a list, in bytes. The largest known one has a few hundred thousand.
pub const MAX_PART_BYTES: u64 = 4 << 20;

/// A list that the program knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListName {
    /// The list of the Que server in use.
    Que,
    /// The official list of the C2PA, with its list of time stamp services.
    Official,
    /// The list from before the official one, frozen since 2026-01-01. It knows devices that the official one does not.
    Interim,
    /// The IPTC's list of news publishers.
    News,
    /// A user's own PEM file, of which a copy is kept.
    Own,
}

/// What a file of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Certificate authorities of signers, as PEM.
    Anchors,
    /// Certificate authorities of time stamp services, as PEM.
    TimeAnchors,
    /// Signers' own certificates, as PEM.
    Signers,
    /// Hashes of signers' own certificates: SHA-256 in Base64, one a line.
    SignerHashes,
    /// Object identifiers of the uses that a signer's certificate may be made for, one a line.
    Uses,
    /// Certificates of both authorities and signers, as PEM, see [`TrustList::of_file`](crate::TrustList::of_file).
    Mixed,
}

/// A file of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its file name.
    pub name: &'static str,
    /// What it holds.
    pub role: Role,
    /// The server that publishes it.
    pub server: &'static str,
    /// Its path there, without a leading slash.
    pub path: &'static str,
}

const fn part(name: &'static str, role: Role, server: &'static str, path: &'static str) -> Part {
    Part {
        name,
        role,
        server,
        path,
    }
}

const GITHUB: &str = "https://raw.githubusercontent.com/";
const CONTENT_CREDENTIALS: &str = "https://contentcredentials.org/";
const IPTC: &str = "https://trust.iptc.org/";

/// The addresses that the lists' publishers give.
const OFFICIAL: [Part; 2] = [
    part(
        "C2PA-TRUST-LIST.pem",
        Role::Anchors,
        GITHUB,
        "c2pa-org/conformance-public/refs/heads/main/trust-list/C2PA-TRUST-LIST.pem",
    ),
    part(
        "C2PA-TSA-TRUST-LIST.pem",
        Role::TimeAnchors,
        GITHUB,
        "c2pa-org/conformance-public/refs/heads/main/trust-list/C2PA-TSA-TRUST-LIST.pem",
    ),
];
const INTERIM: [Part; 3] = [
    part("anchors.pem", Role::Anchors, CONTENT_CREDENTIALS, "trust/anchors.pem"),
    part(
        "allowed.sha256.txt",
        Role::SignerHashes,
        CONTENT_CREDENTIALS,
        "trust/allowed.sha256.txt",
    ),
    part("store.cfg", Role::Uses, CONTENT_CREDENTIALS, "trust/store.cfg"),
];
const NEWS: [Part; 1] = [part("end-entity-list.pem", Role::Signers, IPTC, "end-entity-list.pem")];
const QUE: [Part; 1] = [part("trust-list.pem", Role::Anchors, "", "v1/trust-list")];
const OWN: [Part; 1] = [part("certificates.pem", Role::Mixed, "", "")];

impl ListName {
    /// All lists, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Official, Self::Interim, Self::News, Self::Que, Self::Own];
    /// The lists that can be fetched.
    pub const FETCHED: [Self; 4] = [Self::Official, Self::Interim, Self::News, Self::Que];

    /// The lists that anyone can fetch, without a key.
    pub const PUBLIC: [Self; 3] = [Self::Official, Self::Interim, Self::News];

    /// The word in arguments, in JSON and on disk.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Que => "que",
            Self::Official => "official",
            Self::Interim => "interim",
            Self::News => "news",
            Self::Own => "own",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Que => "Que server's list",
            Self::Official => "Official C2PA list",
            Self::Interim => "Interim list",
            Self::News => "News publishers (IPTC)",
            Self::Own => "Your own list",
        }
    }

    /// The list of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.word() == word)
    }

    /// Its files. The Que server's list has no address of its own: the API gives it. A user's own has none at all.
    #[must_use]
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Que => &QUE,
            Self::Official => &OFFICIAL,
            Self::Interim => &INTERIM,
            Self::News => &NEWS,
            Self::Own => &OWN,
        }
    }
}

/// Where the public lists are fetched from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    mirror: Option<String>,
}

impl Addresses {
    /// One server in place of all publishers, with the same paths: a company's mirror, or a test's.
    #[must_use]
    pub fn at(mirror: &str) -> Self {
        Self {
            mirror: Some(format!("{}/", mirror.trim().trim_end_matches('/'))),
        }
    }

    /// The server of a file.
    #[must_use]
    pub fn server<'a>(&'a self, part: &'a Part) -> &'a str {
        self.mirror.as_deref().unwrap_or(part.server)
    }

    /// The address of a file.
    #[must_use]
    pub fn url(&self, part: &Part) -> String {
        format!("{}{}", self.server(part), part.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_unique_word_and_title_and_public_ones_an_address() {
        for name in ListName::ALL {
            assert_eq!(ListName::from_word(name.word()), Some(name));
            let alike = |other: &&ListName| other.word() == name.word() || other.title() == name.title();
            assert_eq!(ListName::ALL.iter().filter(alike).count(), 1, "{name:?}");
        }
        for part in ListName::PUBLIC.into_iter().flat_map(ListName::parts) {
            assert!(
                part.server.starts_with("https://") && part.server.ends_with('/'),
                "{part:?}"
            );
            assert!(
                part.path.ends_with(part.name) && !part.path.starts_with('/'),
                "{part:?}"
            );
        }
        assert_eq!(ListName::from_word("Official"), None);
    }

    #[test]
    fn a_mirror_replaces_the_server_and_keeps_the_path() {
        let [part] = &NEWS;
        let official = Addresses::default().url(part);
        assert_eq!(official, "https://trust.iptc.org/end-entity-list.pem");
        for mirror in ["http://127.0.0.1:80", " http://127.0.0.1:80/ "] {
            assert_eq!(
                Addresses::at(mirror).url(part),
                "http://127.0.0.1:80/end-entity-list.pem"
            );
        }
    }
}
