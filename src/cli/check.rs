//! `check`: reads the Content Credentials of files on this computer. No server, key or keychain is used.

mod in_order;
mod lists;
mod printing;

use std::{num::NonZero, ops::ControlFlow, thread, time::SystemTime};

use self::{
    in_order::{Found, InOrder},
    printing::Printer,
};
use super::{
    arguments::{CheckOptions, GlobalOptions},
    output::{self, CliError},
    setup::data_folder,
};
use decoder::{DecoderProgram, Decoders};
use engine::{Checker, FoundToCheck, find_to_check};
use model::{CheckResult, CheckedFile, SkipReason, Skipped, Timestamp};
use store::load_settings;

/// The most files that are read at once. Each takes a process and some memory.
const MAX_CHILDREN: usize = 4;

/// Checks files. The results are printed in the order of the arguments.
pub(super) fn run(global: &GlobalOptions, options: &CheckOptions) -> Result<u8, CliError> {
    let data = data_folder(global)?;
    let lists = lists::wanted(&data.trust_lists(), &options.trust)?;
    let (settings, _) = load_settings(&data.settings(), Timestamp::from(SystemTime::now()));
    let mut rules = settings.folder_rules();
    rules.include_hidden |= options.folders.include_hidden;
    rules.include_system_files |= options.folders.include_system_files;
    rules.follow_links |= options.folders.follow_links;
    let children = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(MAX_CHILDREN);
    let decoders = Decoders::new(DecoderProgram::this(), children);
    let checker = Checker::new(decoders.clone(), lists.trust.clone().into());
    let mut printer = Printer::new(options.json, !options.trust.is_empty());
    let in_order = InOrder::new(children);
    let own = data.settings();
    in_order.run(
        |each| {
            let _ = find_to_check(&options.paths, rules, Some(&own), &mut |found| {
                if output::is_broken() {
                    return ControlFlow::Break(());
                }
                each(found)
            });
        },
        |found| check(&checker, found, options.json),
        |checked| printer.print(checked),
    );
    decoders.stop();
    // Nobody reads on: what was not printed may not have been read either.
    let is_cut_short = output::is_broken();
    printer.finish(&lists, is_cut_short);
    Ok(if printer.all_hold() && !is_cut_short {
        super::DONE
    } else {
        super::FAILED
    })
}

/// Checks what was found. Without JSON, nobody reads the report.
fn check(checker: &Checker, found: FoundToCheck, json: bool) -> Found {
    match found {
        FoundToCheck::File { path, named } => {
            let mut result = checker.check(&path);
            if !json {
                result.report = None;
            }
            let file = CheckedFile { path, result };
            Found::Checked { file, named }
        }
        FoundToCheck::Skipped(Skipped { path, reason }) if is_counted(&reason) => Found::Skipped(path, reason),
        FoundToCheck::Skipped(Skipped { path, reason }) => {
            let reason = match reason {
                SkipReason::Unreadable(words) => format!("It can't be read: {words}."),
                other => format!("It was not read: {}.", other.words()),
            };
            Found::Checked {
                file: CheckedFile {
                    path,
                    result: CheckResult::not_read(&reason),
                },
                named: true,
            }
        }
    }
}

/// Whether this is counted in a line at the end: nobody asked for it by name.
const fn is_counted(reason: &SkipReason) -> bool {
    matches!(
        reason,
        SkipReason::Hidden
            | SkipReason::SystemFile
            | SkipReason::LinkOutside
            | SkipReason::LinkCycle
            | SkipReason::NotAFile { named: false }
            | SkipReason::ProtectedData { named: false }
    )
}
