//! `--existing`: what to do with files that already have Content Credentials. A signed copy can only name them.

use std::{
    io::{self, BufRead as _, IsTerminal as _},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
};

use clap::ValueEnum;

use super::{
    output::{self, CliError},
    signals::Interrupted,
    upload::TICK,
};
use content_credentials::LintCode;
use model::{ExistingCredentials, Failure};

/// What to do with files that already have Content Credentials, as an argument.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ExistingOption {
    /// Upload them without signing, and list each one.
    #[default]
    Skip,
    /// Ask about each one on the terminal.
    Ask,
    /// Sign them as edited copies, which name the earlier credentials but don't contain them. They need no --origin.
    Sign,
}

/// The policy for such files.
pub(super) enum ExistingPolicy {
    /// Don't sign them.
    Skip,
    /// Ask about each.
    Ask(Questions),
    /// Sign them.
    Sign,
}

/// The decision about a file that has Content Credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Sign it as an edited copy.
    Sign,
    /// Don't sign it.
    Keep,
    /// A signal came before an answer, which does not mean "no".
    Interrupted,
}

/// Questions on a terminal, and an answer that was given for all files.
#[derive(Default)]
pub(super) struct Questions {
    answers: Option<Receiver<String>>,
    for_all: Option<Answer>,
}

impl ExistingPolicy {
    /// The policy that the arguments name. Asking requires a terminal.
    pub(super) fn of(option: Option<ExistingOption>) -> Result<Self, CliError> {
        match option.unwrap_or_default() {
            ExistingOption::Skip => Ok(Self::Skip),
            ExistingOption::Sign => Ok(Self::Sign),
            ExistingOption::Ask if io::stdin().is_terminal() && output::is_terminal() => {
                Ok(Self::Ask(Questions::default()))
            }
            ExistingOption::Ask => Err(CliError::usage_error(
                "--existing ask requires a terminal",
                "Use --existing skip or --existing sign.",
            )),
        }
    }

    /// Whether files that have credentials may be signed: they were opened, so nobody has to say where they came from.
    pub(super) const fn may_open(option: Option<ExistingOption>) -> bool {
        matches!(option, Some(ExistingOption::Sign | ExistingOption::Ask))
    }

    /// Whether files are checked for Content Credentials before they are signed.
    pub(super) const fn checks(&self) -> bool {
        !matches!(self, Self::Sign)
    }

    /// Decides about a file. May wait for the user's answer or a signal.
    pub(super) fn decide(&mut self, file: &str, why_not: &str, interrupted: &Interrupted) -> Answer {
        match self {
            Self::Skip => Answer::Keep,
            Self::Sign => Answer::Sign,
            Self::Ask(questions) => questions.ask(&format!("{file}: {why_not}"), interrupted),
        }
    }
}

/// Why a file is not signed, in one or two sentences.
pub(super) fn reason(existing: &ExistingCredentials) -> String {
    let whose = match existing {
        ExistingCredentials::Found(facts) if facts.removed => return facts.words(),
        ExistingCredentials::Found(facts) => facts.words(),
        _ => String::new(),
    };
    format!("It already has Content Credentials. {whose}").trim().to_owned()
}

/// Names the argument for a file that was not opened after all.
pub(super) fn with_origin_hint(failure: Failure) -> Failure {
    if failure.code.as_deref() == Some(LintCode::NoOrigin.name()) {
        let hint =
            "Sign it again with --origin, for example --origin digitalCapture for a photo from a camera.".to_owned();
        return Failure { hint, ..failure };
    }
    failure
}

/// Says that a file's earlier credentials could not be kept.
pub(super) fn print_not_kept(name: &str, reason: &str, key: Option<&str>) {
    let again = key.map_or_else(String::new, |key| format!(" To try again: que-uploader proof {key}"));
    output::print_error(
        &format!(
            "the earlier Content Credentials of {name} were not kept on this computer: {}",
            reason.trim_end_matches('.')
        ),
        &format!("It was signed, and the original still has them, so don't delete that.{again}"),
    );
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
            output::note(
                "Sign it as an edited copy, which names them but doesn't contain them? [y]es, [n]o, [a]ll, [s]kip all",
            );
            let Some(line) = self.line(interrupted) else {
                // The end of input means no; a signal is not an answer.
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

    /// The next line. `None` at the end of input or on a signal. Reads can't be interrupted, so a thread does them.
    fn line(&mut self, interrupted: &Interrupted) -> Option<String> {
        let answers = self.answers.get_or_insert_with(|| {
            let (sender, answers) = mpsc::channel();
            let reader = thread::Builder::new().name("answers".to_owned()).spawn(move || {
                for line in io::stdin().lock().lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
            if let Err(error) = reader {
                tracing::warn!(%error, "could not start reading answers");
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
