//! Manifests that are used again: each with a name, one of them chosen from the start, one that signs by itself.

/// A manifest under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// What it is called; no two have the same name.
    pub name: String,
    /// The manifest as JSON, with placeholders that are filled in for each file.
    pub manifest: String,
}

/// All of them, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presets {
    list: Vec<Preset>,
    first: Option<String>,
    by_itself: Option<String>,
}

/// The longest name of a preset, in characters.
const MAX_PRESET_NAME: usize = 60;

impl Presets {
    /// Presets with the one that is chosen from the start and the one that signs each upload by itself. Names that stand
    /// for none of them are left out, and of two with the same name the first is taken.
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

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Preset] {
        &self.list
    }

    /// The one of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Preset> {
        self.list.iter().find(|preset| preset.name == name)
    }

    /// The one that is chosen from the start.
    #[must_use]
    pub fn first(&self) -> Option<&Preset> {
        self.get(self.first.as_deref()?)
    }

    /// The one that signs each upload by itself.
    #[must_use]
    pub fn by_itself(&self) -> Option<&Preset> {
        self.get(self.by_itself.as_deref()?)
    }

    /// Keeps a manifest under this name; what had the name before is replaced. White space around the name comes off.
    ///
    /// # Errors
    /// Why there can be no such name, in a sentence.
    pub fn keep(&mut self, name: &str, manifest: String) -> Result<(), &'static str> {
        let name = name.trim();
        if name.is_empty() {
            return Err("Give it a name.");
        }
        if name.chars().count() > MAX_PRESET_NAME || name.chars().any(char::is_control) {
            return Err("A name is one line of at most 60 letters.");
        }
        match self.list.iter_mut().find(|preset| preset.name == name) {
            Some(preset) => preset.manifest = manifest,
            None => self.list.push(Preset {
                name: name.to_owned(),
                manifest,
            }),
        }
        Ok(())
    }

    /// Takes the one of this name out.
    pub fn remove(&mut self, name: &str) {
        self.list.retain(|preset| preset.name != name);
        for role in [&mut self.first, &mut self.by_itself] {
            if role.as_deref() == Some(name) {
                *role = None;
            }
        }
    }

    /// The same with the preset of this name again as it was among these, in its place and with what it did, unless
    /// another has its name or does that now.
    #[must_use]
    pub fn with_back(&self, before: &Self, name: &str) -> Self {
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

    /// Chooses this one from the start from now on; `None` chooses none.
    pub fn set_first(&mut self, name: Option<&str>) {
        self.first = name.filter(|name| self.get(name).is_some()).map(str::to_owned);
    }

    /// Signs new uploads automatically with this one from now on; `None` signs none.
    pub fn set_by_itself(&mut self, name: Option<&str>) {
        self.by_itself = name.filter(|name| self.get(name).is_some()).map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_one_preset_and_roles_go_with_it() {
        let mut presets = Presets::default();
        assert_eq!(presets.keep("  Photographs ", "{}".into()), Ok(()));
        assert_eq!(presets.keep("Films", "{}".into()), Ok(()));
        assert_eq!(presets.keep("Photographs", "[]".into()), Ok(()));
        assert_eq!(presets.all().len(), 2);
        presets.set_first(Some("Photographs"));
        presets.set_by_itself(Some("Photographs"));
        presets.set_by_itself(Some("nobody"));
        assert_eq!(presets.by_itself(), None);
        presets.set_by_itself(Some("Photographs"));
        assert_eq!(presets.first().unwrap().manifest, "[]");
        presets.remove("Photographs");
        assert_eq!((presets.first(), presets.by_itself()), (None, None));
        for name in ["", "  ", "a\nb", &"x".repeat(61)] {
            assert!(presets.keep(name, String::new()).is_err(), "{name:?}");
        }
    }
}
