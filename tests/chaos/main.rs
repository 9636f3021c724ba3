//! Kills and faults at random, many times over: nothing may be lost.
//!
//! `tests/chaos/run --kills 500 --faults 10000 --seed 7` does a lot; without arguments, as in `cargo test`, it does little.
#![cfg(feature = "sandbox")]
#![forbid(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test with its own main function"
)]

#[path = "../it/backend.rs"]
#[allow(dead_code, reason = "tests/it uses what is not used here")]
mod backend;
#[path = "../it/bench.rs"]
#[allow(dead_code, reason = "tests/it uses what is not used here")]
mod bench;
mod credentials;
mod injection;
mod kills;
mod menu;
#[path = "../it/program.rs"]
#[allow(dead_code, reason = "tests/it uses what is not used here")]
mod program;
mod storm;
mod tally;

use std::{process::ExitCode, time::Instant};

use testkit::{fault_proxy, files};

use self::tally::Tally;

/// The arguments.
struct Wanted {
    kills: usize,
    faults: usize,
    seed: u64,
}

fn wanted() -> Result<Option<Wanted>, String> {
    let mut wanted = Wanted {
        kills: 3,
        faults: 200,
        seed: 1,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let value = arguments.next().ok_or_else(|| format!("{argument} needs a number"))?;
            value
                .parse::<u64>()
                .map_err(|error| format!("{argument} {value}: {error}"))
        };
        match argument.as_str() {
            "--kills" => wanted.kills = usize::try_from(number()?).map_err(|error| error.to_string())?,
            "--faults" => wanted.faults = usize::try_from(number()?).map_err(|error| error.to_string())?,
            "--seed" => wanted.seed = number()?,
            // `cargo test -- --list`, and `cargo test <name>` for a test of another binary.
            "--list" => return Ok(None),
            name if !name.starts_with('-') && !"chaos".contains(name) => return Ok(None),
            _ => {}
        }
    }
    Ok(Some(wanted))
}

fn main() -> ExitCode {
    let wanted = match wanted() {
        Ok(Some(wanted)) => wanted,
        Ok(None) => return ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}\nusage: tests/chaos/run [--kills N] [--faults N] [--seed S]");
            return ExitCode::FAILURE;
        }
    };
    let began = Instant::now();
    let tally = Tally::default();
    println!(
        "chaos: {} kills, {} faults, seed {}",
        wanted.kills, wanted.faults, wanted.seed
    );
    kills::run(wanted.kills, wanted.seed, &tally);
    storm::run(wanted.faults, wanted.seed, &tally);
    println!("{:.1} s", began.elapsed().as_secs_f64());
    tally.close()
}
