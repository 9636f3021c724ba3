//! The server side of the benchmarks: a Que server whose storage accepts everything and keeps nothing, and a slow line.
//!
//! It uses as little of the machine as possible, because it shares it with what is measured. `tests/bench/run` starts it.
//! It ends when its standard input does, so it never outlives its parent.
#![forbid(unsafe_code)]

mod api;
mod body;
mod connection;
mod line;
mod request;
mod server;
mod storage;
mod tally;
mod tls;

use std::{
    io::{self, Read, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use clap::{Parser, Subcommand};

/// Acts as a Que server and its storage, or as a slow line to one. Ends when standard input does.
#[derive(Debug, Parser)]
#[command(name = "sink")]
struct Arguments {
    #[command(subcommand)]
    role: Role,
}

#[derive(Debug, Subcommand)]
enum Role {
    /// Serves the Que API on one port and S3 storage on another, and prints them: `{"api":…,"storage":…}`.
    Serve {
        /// Serve over TLS, and write its certificates here: `ca.pem`, `server.pem`, `server.key`.
        #[arg(long, value_name = "DIR")]
        tls: Option<PathBuf>,
        /// Port of the API; 0 means any free one.
        #[arg(long, default_value_t = 0)]
        api_port: u16,
        /// Port of the storage; 0 means any free one.
        #[arg(long, default_value_t = 0)]
        storage_port: u16,
        /// Where presigned URLs point. Default: the storage's own port. `PUT /__storage-base` changes it.
        #[arg(long, value_name = "URL")]
        storage_base: Option<String>,
    },
    /// Forwards connections with a delay and at a shared rate, and prints the ports, one per target: `{"ports":[…]}`.
    Line {
        /// Where connections go.
        #[arg(long, required = true, value_name = "ADDRESS")]
        to: Vec<SocketAddr>,
        /// Round-trip time in milliseconds.
        #[arg(long, default_value_t = 50)]
        round_trip: u64,
        /// Megabits per second in each direction, for all connections together.
        #[arg(long, default_value_t = 100)]
        megabits: u64,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().role) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If this fails too, there is nowhere left to report it.
            let _ = writeln!(io::stderr(), "sink: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(role: Role) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let ready = match role {
        Role::Serve {
            tls,
            api_port,
            storage_port,
            storage_base,
        } => runtime.block_on(server::start(tls.as_deref(), api_port, storage_port, storage_base))?,
        Role::Line {
            to,
            round_trip,
            megabits,
        } => {
            let line = line::Line::new(Duration::from_millis(round_trip), megabits * 1_000_000 / 8);
            runtime.block_on(line::start(to, line))?
        }
    };
    writeln!(io::stdout(), "{ready}")?;
    io::stdout().flush()?;
    let mut ignored = [0; 64];
    while io::stdin().read(&mut ignored)? > 0 {}
    runtime.shutdown_background();
    Ok(())
}
