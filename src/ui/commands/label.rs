//! Context-dependent names: a key is called that of the signed copy if there is one, and clearing says how many files are
//! not signed yet.

use std::borrow::Cow;

use super::{Command, possible};
use crate::ui::{Scene, tally::Ability, words};

impl Command {
    /// The name in the current context.
    pub(crate) fn label(self, scene: &Scene<'_>) -> Cow<'static, str> {
        let tally = scene.view.tally();
        let signed = tally.able(Ability::SignedCopy);
        let one = scene.view.selection().len() == 1;
        match self {
            Self::Sign
                if tally.able(Ability::Sign) > 0 && tally.able(Ability::SignFirst) == 0 && scene.unread() == 0 =>
            {
                Self::SignAgain.name().into()
            }
            Self::CopySignedUris if signed > 0 && one => "Copy signed link".into(),
            Self::CopyKeys if signed > 0 && one => "Copy signed key".into(),
            Self::CopyOriginalKeys if one => "Copy original key".into(),
            Self::SaveSigned if possible::many(scene) && signed > 1 => {
                format!("Save {} signed files…", words::count(signed)).into()
            }
            Self::ClearFinished => match unsigned(scene) {
                0 => self.name().into(),
                unsigned => format!("{} ({} not signed)", self.name(), words::count(unsigned)).into(),
            },
            _ => self.name().into(),
        }
    }
}

/// How many finished files could still be signed, if the user signs at all.
pub(crate) fn unsigned(scene: &Scene<'_>) -> usize {
    let totals = scene.model.queue.totals();
    let signs = totals.signed > 0 || scene.model.presets.first().is_some();
    if signs { totals.unsigned } else { 0 }
}
