//! `--existing`: what becomes of files that have Content Credentials already, which signing would replace.

use std::{
    io::{self, BufRead as _, IsTerminal as _},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
};

use clap::ValueEnum;

use super::{
    output::{self, Complaint},
    signals::Interrupted,
    upload::TICK,
};
use model::Existing;

/// What becomes of files that have Content Credentials, as an argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ExistingOption {
    /// Upload them without signing, and list each one.
    #[default]
    Skip,
    /// Ask about each one on the terminal.
    Ask,
    /// Sign them without checking first.
    Sign,
}

/// What the arguments say of such files.
pub(super) enum Guard {
    /// They are not signed.
    Skip,
    /// A person is asked about each.
    Ask(Questions),
    /// They are signed.
    Sign,
}

/// What becomes of a file that has Content Credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is signed, and they are replaced.
    Sign,
    /// It is not signed, and they stay.
    Keep,
    /// Nobody answered, for the program is to end: that is no "no".
    Interrupted,
}

/// Questions on a terminal, and what was answered for all that come.
#[derive(Default)]
pub(super) struct Questions {
    answers: Option<Receiver<String>>,
    for_all: Option<Answer>,
}

impl Guard {
    /// What the arguments say. Nobody can be asked without a terminal.
    pub(super) fn of(option: Option<ExistingOption>) -> Result<Self, Complaint> {
        match option.unwrap_or_default() {
            ExistingOption::Skip => Ok(Self::Skip),
            ExistingOption::Sign => Ok(Self::Sign),
            ExistingOption::Ask if io::stdin().is_terminal() && output::is_watched() => {
                Ok(Self::Ask(Questions::default()))
            }
            ExistingOption::Ask => Err(Complaint::wrong_use(
                "--existing ask needs a terminal, and there is none",
                "Choose --existing skip or --existing sign.",
            )),
        }
    }

    /// Whether files are looked at before they are signed.
    pub(super) const fn looks(&self) -> bool {
        !matches!(self, Self::Sign)
    }

    /// What becomes of this file. Waits for a person where one is asked, but not when the program is to end.
    pub(super) fn decide(&mut self, file: &str, why_not: &str, interrupted: &Interrupted) -> Answer {
        match self {
            Self::Skip => Answer::Keep,
            Self::Sign => Answer::Sign,
            Self::Ask(questions) => questions.ask(&format!("{file}: {why_not}"), interrupted),
        }
    }
}

/// Why a file is not signed, in a sentence or two.
pub(super) fn reason(existing: &Existing) -> String {
    let whose = match existing {
        Existing::Found(facts) => facts.words(),
        _ => String::new(),
    };
    format!("It has Content Credentials already. {whose}").trim().to_owned()
}

impl Questions {
    fn ask(&mut self, words: &str, interrupted: &Interrupted) -> Answer {
        if let Some(answer) = self.for_all {
            return answer;
        }
        if interrupted.is_set() {
            return Answer::Interrupted;
        }
        output::note(words);
        loop {
            output::note("Sign it and replace them? y: yes, n: no, a: yes to all, s: no to all");
            let Some(line) = self.line(interrupted) else {
                // The end of what can be read is a person's answer; a signal is none.
                return if interrupted.is_set() {
                    Answer::Interrupted
                } else {
                    Answer::Keep
                };
            };
            match line.trim().to_ascii_lowercase().as_str() {
                "y" | "yes" => return Answer::Sign,
                "n" | "no" | "" => return Answer::Keep,
                "a" | "all" => self.for_all = Some(Answer::Sign),
                "s" | "skip" => self.for_all = Some(Answer::Keep),
                _ => {}
            }
            if let Some(answer) = self.for_all {
                return answer;
            }
        }
    }

    /// The next line; `None` where there is none, or the program is to end. A read cannot be broken off, so it has a thread.
    fn line(&mut self, interrupted: &Interrupted) -> Option<String> {
        let answers = self.answers.get_or_insert_with(|| {
            let (sender, answers) = mpsc::channel();
            let reading = thread::Builder::new().name("answers".to_owned()).spawn(move || {
                for line in io::stdin().lock().lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
            if let Err(error) = reading {
                tracing::warn!(%error, "no answer can be read");
            }
            answers
        });
        while !interrupted.is_set() {
            match answers.recv_timeout(TICK) {
                Ok(line) => return Some(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }
}
