//! Summarizes in one line what was skipped in folders.

use model::SkipReason;

/// Number of skipped folder entries by the option that includes them.
#[derive(Debug, Default)]
pub(in crate::cli) struct SkippedEntries {
    hidden: usize,
    of_system: usize,
    links: usize,
    own_data: Vec<String>,
    not_files: usize,
    link_cycles: usize,
}

impl SkippedEntries {
    /// Counts an entry. Other reasons are not counted, because each gets its own line. So do those of the last two in an upload.
    pub(in crate::cli) fn add(&mut self, reason: &SkipReason, path: String) {
        match reason {
            SkipReason::Hidden => self.hidden += 1,
            SkipReason::SystemFile => self.of_system += 1,
            SkipReason::LinkOutside => self.links += 1,
            SkipReason::ProtectedData { .. } => self.own_data.push(path),
            SkipReason::NotAFile { named: false } => self.not_files += 1,
            SkipReason::LinkCycle => self.link_cycles += 1,
            _ => {}
        }
    }

    /// The line, or `None` if nothing was skipped.
    pub(in crate::cli) fn words(&self) -> Option<String> {
        let counted = [
            (self.hidden, "hidden", "--include-hidden"),
            (self.of_system, "system files", "--include-system-files"),
            (self.links, "links out of the folder", "--follow-links"),
        ];
        let mut parts: Vec<_> = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, words, option)| format!("{count} {words} ({option})"))
            .collect();
        if self.not_files > 0 {
            let words = match self.not_files {
                1 => "1 pipe, socket or device".to_owned(),
                count => format!("{count} pipes, sockets or devices"),
            };
            parts.push(words);
        }
        if self.link_cycles > 0 {
            parts.push(format!("{} linked in a circle", self.link_cycles));
        }
        if !self.own_data.is_empty() {
            parts.push(format!("Que Uploader's own data in {}", self.own_data.join(", ")));
        }
        (!parts.is_empty()).then(|| format!("Skipped in folders: {}.", parts.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_says_how_many_were_skipped_and_which_option_includes_them() {
        let mut left_out = SkippedEntries::default();
        assert_eq!(left_out.words(), None);
        left_out.add(&SkipReason::Missing, "x".to_owned());
        assert_eq!(left_out.words(), None);
        for reason in [SkipReason::SystemFile, SkipReason::Hidden, SkipReason::SystemFile] {
            left_out.add(&reason, "x".to_owned());
        }
        left_out.add(&SkipReason::ProtectedData { named: false }, "/home/ada/data".to_owned());
        assert_eq!(
            left_out.words().unwrap(),
            "Skipped in folders: 1 hidden (--include-hidden), 2 system files (--include-system-files), Que Uploader's own data in \
             /home/ada/data."
        );
    }
}
