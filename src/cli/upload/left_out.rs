//! What was left out of folders, in one line for a person.

use model::SkipReason;

/// How many entries of folders were left out, by what decides on them.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    hidden: usize,
    of_system: usize,
    links: usize,
    own_data: Vec<String>,
}

impl LeftOut {
    /// Counts one; other reasons have lines of their own.
    pub(super) fn add(&mut self, reason: &SkipReason, path: String) {
        match reason {
            SkipReason::Hidden => self.hidden += 1,
            SkipReason::SystemFile => self.of_system += 1,
            SkipReason::LinkOutside => self.links += 1,
            SkipReason::ProtectedData { .. } => self.own_data.push(path),
            _ => {}
        }
    }

    /// The line; `None` where nothing was left out.
    pub(super) fn words(&self) -> Option<String> {
        let counted = [
            (self.hidden, "hidden", "--include-hidden"),
            (self.of_system, "left by the system", "--include-system-files"),
            (self.links, "linked to outside the folder", "--follow-links"),
        ];
        let mut parts: Vec<_> = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, words, option)| format!("{count} {words} ({option} takes them)"))
            .collect();
        if !self.own_data.is_empty() {
            parts.push(format!("Que Uploader's own data in {}", self.own_data.join(", ")));
        }
        (!parts.is_empty()).then(|| format!("Left out of folders: {}.", parts.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_tells_how_many_were_left_out_and_how_they_are_taken() {
        let mut left_out = LeftOut::default();
        assert_eq!(left_out.words(), None);
        left_out.add(&SkipReason::Missing, "x".to_owned());
        assert_eq!(left_out.words(), None);
        for reason in [SkipReason::SystemFile, SkipReason::Hidden, SkipReason::SystemFile] {
            left_out.add(&reason, "x".to_owned());
        }
        left_out.add(&SkipReason::ProtectedData { named: false }, "/home/ada/data".to_owned());
        assert_eq!(
            left_out.words().unwrap(),
            "Left out of folders: 1 hidden (--include-hidden takes them), 2 left by the system (--include-system-files takes \
             them), Que Uploader's own data in /home/ada/data."
        );
    }
}
