//! What is known about the engine that signs on the current server: files that it signed name it. Older ones lose parts of a
//! manifest, which people should know before they sign.

use super::{Command, Model, Settings, host_of};
use content_credentials::EngineVersion;

impl Settings {
    /// The newest engine that was seen to sign on the server in use.
    #[must_use]
    pub fn engine(&self) -> Option<EngineVersion> {
        let host = host_of(&self.profile().api_url);
        self.engines.get(&host)?.parse().ok()
    }
}

impl Model {
    /// The newest engine that was seen to sign on this server. The sandbox has a new one.
    #[must_use]
    pub fn server_engine(&self) -> Option<EngineVersion> {
        if self.sandbox { None } else { self.settings.engine() }
    }

    /// Remembers the engine if it is newer than the one that was seen before.
    pub(super) fn engine_seen(&mut self, version: EngineVersion) -> Vec<Command> {
        if self.sandbox || self.settings.engine() >= Some(version) {
            return Vec::new();
        }
        self.set(|settings| {
            let host = host_of(&settings.profile().api_url);
            settings.engines.insert(host, version.to_string());
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Event, Profile, Timestamp};

    #[test]
    fn the_newest_engine_of_each_server_is_remembered_once_and_the_sandbox_is_left_out() {
        let settings = Settings {
            profiles: vec![
                Profile::at("https://a.example.org"),
                Profile::at("https://b.example.org/que"),
            ],
            active: "a.example.org".to_owned(),
            ..Settings::default()
        };
        let mut model = Model::new(settings.clone(), "a.example.org".to_owned(), false);
        assert_eq!(model.server_engine(), None);
        let mut see = |version: &str| {
            let seen = Event::EngineSeen(version.parse().unwrap());
            model.absorb(seen, Timestamp::default()).len()
        };
        assert_eq!((see("0.59.1"), see("0.59.1"), see("0.9")), (1, 0, 0));
        assert_eq!(see("0.100"), 1);
        assert_eq!(model.server_engine(), "0.100".parse().ok());
        let other = model.settings.with_active("b.example.org").unwrap();
        assert_eq!(other.engine(), None);
        let mut sandbox = Model::new(settings, "sandbox".to_owned(), true);
        let seen = Event::EngineSeen("0.90".parse().unwrap());
        assert!(sandbox.absorb(seen, Timestamp::default()).is_empty());
        assert_eq!(sandbox.server_engine(), None);
    }
}
