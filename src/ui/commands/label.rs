//! Context-dependent names: a key is called that of the signed copy if there is one, and clearing says how many files are
//! not signed yet.

use localization::text;

use super::{Command, possible};
use crate::ui::{Scene, tally::Ability};

impl Command {
    /// The name in the current context.
    pub(crate) fn label(self, scene: &Scene<'_>) -> String {
        let tally = scene.view.tally();
        let signed = tally.able(Ability::SignedCopy);
        let one = scene.view.selection().len() == 1;
        match self {
            Self::Sign
                if tally.able(Ability::Sign) > 0 && tally.able(Ability::SignFirst) == 0 && scene.unread() == 0 =>
            {
                Self::SignAgain.name()
            }
            Self::CopySignedUris if signed > 0 && one => text!("commands-copy-signed-link"),
            Self::CopyKeys if signed > 0 && one => text!("commands-copy-signed-key"),
            Self::CopyOriginalKeys if one => text!("commands-copy-original-key"),
            Self::SaveSigned if possible::many(scene) && signed > 1 => {
                text!("commands-save-signed-files", count = signed)
            }
            Self::ClearFinished => match unsigned(scene) {
                0 => self.name(),
                unsigned => text!("commands-clear-finished-unsigned", count = unsigned),
            },
            _ => self.name(),
        }
    }
}

/// How many finished files could still be signed, if the user signs at all.
pub(crate) fn unsigned(scene: &Scene<'_>) -> usize {
    let totals = scene.model.queue.totals();
    let signs = totals.signed > 0 || scene.model.presets.first().is_some();
    if signs { totals.unsigned } else { 0 }
}
