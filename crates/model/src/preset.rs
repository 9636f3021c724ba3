//! Presets: named manifests to use again. One can be the default, and one can sign new uploads automatically.

/// A named manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// Its unique name.
    pub name: String,
    /// The manifest as JSON, with placeholders for each file.
    pub manifest: String,
    /// Whether the server adds a verified identity.
    pub identity: bool,
}

/// All presets, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presets {
    list: Vec<Preset>,
    first: Option<String>,
    by_itself: Option<String>,
}

/// The longest name of a preset, in characters.
pub const MAX_PRESET_NAME: usize = 60;

/// Why a text cannot be the name of a preset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPresetName {
    /// It is empty.
    #[error("Give it a name.")]
    Missing,
    /// It is longer than [`MAX_PRESET_NAME`] characters, or has line breaks or other control characters.
    #[error("A name is one line of at most {MAX_PRESET_NAME} characters.")]
    NotOneShortLine,
}

impl Presets {
    /// Presets with the default one and the one that signs automatically. Unknown names are ignored; of presets with
    /// the same name, the first counts.
    #[must_use]
    pub fn new(list: Vec<Preset>, first: Option<String>, by_itself: Option<String>) -> Self {
        let mut presets = Self::default();
        for preset in list {
            if presets.get(&preset.name).is_none() {
                presets.list.push(preset);
            }
        }
        presets.first = first.filter(|name| presets.get(name).is_some());
        presets.by_itself = by_itself.filter(|name| presets.get(name).is_some());
        presets
    }

    /// All presets.
    #[must_use]
    pub fn all(&self) -> &[Preset] {
        &self.list
    }

    /// The preset with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Preset> {
        self.list.iter().find(|preset| preset.name == name)
    }

    /// The default preset.
    #[must_use]
    pub fn first(&self) -> Option<&Preset> {
        self.get(self.first.as_deref()?)
    }

    /// The preset that signs new uploads automatically.
    #[must_use]
    pub fn by_itself(&self) -> Option<&Preset> {
        self.get(self.by_itself.as_deref()?)
    }

    /// Saves a manifest under this name, replacing an old one. The name is trimmed.
    ///
    /// # Errors
    /// [`InvalidPresetName`] if this cannot be a name.
    pub fn keep(&mut self, name: &str, manifest: String) -> Result<(), InvalidPresetName> {
        let name = name.trim();
        if name.is_empty() {
            return Err(InvalidPresetName::Missing);
        }
        if name.chars().count() > MAX_PRESET_NAME || name.chars().any(char::is_control) {
            return Err(InvalidPresetName::NotOneShortLine);
        }
        match self.list.iter_mut().find(|preset| preset.name == name) {
            Some(preset) => preset.manifest = manifest,
            None => self.list.push(Preset {
                name: name.to_owned(),
                manifest,
                identity: false,
            }),
        }
        Ok(())
    }

    /// Whether the preset with this name adds a verified identity.
    pub fn set_identity(&mut self, name: &str, identity: bool) {
        if let Some(preset) = self.list.iter_mut().find(|preset| preset.name == name) {
            preset.identity = identity;
        }
    }

    /// Removes the preset with this name.
    pub fn remove(&mut self, name: &str) {
        self.list.retain(|preset| preset.name != name);
        for role in [&mut self.first, &mut self.by_itself] {
            if role.as_deref() == Some(name) {
                *role = None;
            }
        }
    }

    /// These presets, with the one of this name restored from `before` to its position and roles, unless another preset
    /// has its name or roles now.
    #[must_use]
    pub fn restore_preset(&self, before: &Self, name: &str) -> Self {
        let mut presets = self.clone();
        let Some(place) = before.list.iter().position(|preset| preset.name == name) else {
            return presets;
        };
        if presets.get(name).is_none() {
            let preset = before.list[place].clone();
            presets.list.insert(place.min(presets.list.len()), preset);
        }
        let back = |role: &Option<String>| role.clone().filter(|role| role == name);
        presets.first = presets.first.take().or_else(|| back(&before.first));
        presets.by_itself = presets.by_itself.take().or_else(|| back(&before.by_itself));
        presets
    }

    /// Makes this the default; `None` for no default.
    pub fn set_first(&mut self, name: Option<&str>) {
        self.first = name.filter(|name| self.get(name).is_some()).map(str::to_owned);
    }

    /// Signs new uploads automatically with this one; `None` turns that off.
    pub fn set_auto_sign(&mut self, name: Option<&str>) {
        self.by_itself = name.filter(|name| self.get(name).is_some()).map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preset_names_are_unique_and_roles_go_with_them() {
        let mut presets = Presets::default();
        assert_eq!(presets.keep("  Photographs ", "{}".into()), Ok(()));
        assert_eq!(presets.keep("Films", "{}".into()), Ok(()));
        assert_eq!(presets.keep("Photographs", "[]".into()), Ok(()));
        assert_eq!(presets.all().len(), 2);
        presets.set_first(Some("Photographs"));
        presets.set_auto_sign(Some("Photographs"));
        presets.set_auto_sign(Some("nobody"));
        assert_eq!(presets.by_itself(), None);
        presets.set_auto_sign(Some("Photographs"));
        assert_eq!(presets.first().unwrap().manifest, "[]");
        presets.remove("Photographs");
        assert_eq!((presets.first(), presets.by_itself()), (None, None));
        for name in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(presets.keep(name, String::new()).is_err(), "{name:?}");
        }
    }
}
