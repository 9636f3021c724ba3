//! One child, as its parent sees it.

use std::{
    io::{self, BufReader, Read as _, Write as _},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, ExitStatus},
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use parking_lot::Mutex;

use super::{
    Answer, DecoderProgram, DecodingFailure, TaskLimits,
    wire::{self, Reply},
};

/// How long a child may take to start on a busy machine with a slow disk.
const START_TIMEOUT: Duration = Duration::from_secs(20);

/// How long a child stays idle before it ends.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait for the end of a child that was killed or has closed its output. A drive that doesn't answer delays it.
const EXIT_TIMEOUT: Duration = Duration::from_millis(500);

/// A child process that several threads can kill.
#[derive(Clone)]
pub(super) struct Process(Arc<Mutex<Child>>);

impl Process {
    pub(super) fn id(&self) -> u32 {
        self.0.lock().id()
    }

    pub(super) fn kill(&self) {
        // Fails only if it has ended already.
        let _ = self.0.lock().kill();
    }

    /// How it ended. `None` if it is still running.
    pub(super) fn ended(&self) -> Option<ExitStatus> {
        // Fails only if it was reaped already.
        self.0.lock().try_wait().unwrap_or_default()
    }

    /// Waits for its end, but no longer than [`EXIT_TIMEOUT`].
    pub(super) fn wait(&self) -> Option<ExitStatus> {
        let started = Instant::now();
        loop {
            let ended = self.ended();
            if ended.is_some() || started.elapsed() >= EXIT_TIMEOUT {
                return ended;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// How many of the last bytes on standard error are kept.
const MAX_STDERR: usize = 4 << 10;

/// A serialized request, and how many bytes the reply may have.
struct WorkerRequest {
    request: Vec<u8>,
    max_bytes: u32,
}

type ReplyResult = io::Result<(Reply, Vec<u8>)>;

/// A child that takes tasks.
pub(super) struct Worker {
    pub(super) process: Process,
    orders: Sender<WorkerRequest>,
    replies: Receiver<ReplyResult>,
    /// The end of its standard error, once that is closed.
    stderr: Receiver<Vec<u8>>,
    /// Its number in the pool.
    pub(super) number: u64,
}

impl Worker {
    /// Starts a child and waits for its greeting. Calls `started` before that.
    pub(super) fn start(program: &DecoderProgram, started: impl FnOnce(&Process)) -> Result<Self, DecodingFailure> {
        let not_started = |error: &io::Error| DecodingFailure::NotStarted(error.to_string());
        let mut child = program.command().spawn().map_err(|error| not_started(&error))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let stderr = collect_stderr(child.stderr.take()).map_err(|error| not_started(&error));
        let process = Process(Arc::new(Mutex::new(child)));
        started(&process);
        let stderr = stderr?;
        let (orders, ordered) = mpsc::channel();
        let (replies, received) = mpsc::channel();
        let (greeted, greeting) = mpsc::channel();
        let ending = process.clone();
        let worker = Self {
            process,
            orders,
            replies: received,
            stderr,
            number: 0,
        };
        let Some((input, output)) = pipes else {
            return Err(DecodingFailure::NotStarted("it has no standard input".to_owned()));
        };
        // On another thread, because writing to a child and reading from it have no timeout.
        thread::Builder::new()
            .name("decoder".to_owned())
            .spawn(move || {
                let mut output = BufReader::new(output);
                let read = wire::read_greeting(&mut output);
                let has_greeted = read.is_ok();
                if greeted.send(read).is_ok() && has_greeted {
                    converse(input, output, &ordered, &replies);
                }
                // Standard input is closed now, so the child ends. This reaps it.
                let _ = ending.wait();
            })
            .map_err(|error| not_started(&error))?;
        match greeting.recv_timeout(START_TIMEOUT) {
            Ok(Ok(())) => Ok(worker),
            Ok(Err(_)) => {
                let ended = worker.process.wait();
                let words = ended.map_or_else(|| "it does not answer".to_owned(), |status| status.to_string());
                Err(DecodingFailure::NotStarted(words))
            }
            Err(_) => Err(DecodingFailure::NotStarted(format!(
                "it did not answer in {} s",
                START_TIMEOUT.as_secs()
            ))),
        }
    }

    /// Runs a task. After an error, the child must be killed.
    pub(super) fn ask(&self, request: &[u8], allowance: TaskLimits) -> Result<Answer, DecodingFailure> {
        let order = WorkerRequest {
            request: request.to_vec(),
            max_bytes: allowance.answer,
        };
        let too_long = DecodingFailure::TooLong {
            seconds: allowance.seconds,
        };
        if self.orders.send(order).is_err() {
            return Err(self.why_it_ended(allowance));
        }
        let timeout = Duration::from_secs(allowance.seconds.into());
        match self.replies.recv_timeout(timeout) {
            Ok(Ok((Reply::Done(facts), bytes))) => Ok(Answer { facts, bytes }),
            Ok(Ok((Reply::Broke, _))) => Err(DecodingFailure::DecoderFailed),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.why_it_ended(allowance)),
            Err(RecvTimeoutError::Timeout) => Err(too_long),
        }
    }

    fn why_it_ended(&self, allowance: TaskLimits) -> DecodingFailure {
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt as _;

            use rustix::process::Signal;
            let signal = self.process.wait().and_then(|status| status.signal());
            if signal == Some(Signal::XCPU.as_raw()) {
                return DecodingFailure::TooLong {
                    seconds: allowance.seconds,
                };
            }
            if let Some(signal) = signal {
                // When memory or stack run out, Rust prints a message and aborts.
                let message = if signal == Signal::ABORT.as_raw() {
                    self.stderr.recv_timeout(EXIT_TIMEOUT).unwrap_or_default()
                } else {
                    Vec::new()
                };
                let has_printed = |wanted: &str| message.windows(wanted.len()).any(|part| part == wanted.as_bytes());
                return if has_printed("memory allocation of") {
                    DecodingFailure::TooMuchMemory {
                        megabytes: allowance.memory / 1_000_000,
                    }
                } else if has_printed("has overflowed its stack") {
                    DecodingFailure::TooDeep
                } else {
                    DecodingFailure::Killed { signal }
                };
            }
        }
        #[cfg(not(unix))]
        let _ = (allowance, &self.stderr);
        DecodingFailure::DecoderFailed
    }
}

/// Collects the end of a child's standard error. It must be read all the time, or the child would block.
fn collect_stderr(errors: Option<ChildStderr>) -> io::Result<Receiver<Vec<u8>>> {
    let (sender, stderr) = mpsc::sync_channel(1);
    let Some(mut errors) = errors else {
        return Ok(stderr);
    };
    thread::Builder::new().name("decoder".to_owned()).spawn(move || {
        let mut kept = Vec::new();
        let mut buffer = [0; 1024];
        // An error is an end, too.
        while let Ok(count @ 1..) = errors.read(&mut buffer) {
            kept.extend_from_slice(buffer.get(..count).unwrap_or_default());
            kept.drain(..kept.len().saturating_sub(MAX_STDERR));
        }
        // The receiver may be gone.
        let _ = sender.try_send(kept);
    })?;
    Ok(stderr)
}

/// Passes tasks to a child and its replies back, until there are no more.
fn converse(
    mut input: ChildStdin,
    mut output: BufReader<ChildStdout>,
    ordered: &Receiver<WorkerRequest>,
    replies: &Sender<ReplyResult>,
) {
    while let Ok(WorkerRequest { request, max_bytes }) = ordered.recv_timeout(IDLE_TIMEOUT) {
        let reply = input
            .write_all(&request)
            .and_then(|()| input.flush())
            .and_then(|()| wire::read_reply(&mut output, max_bytes));
        let is_over = reply.is_err();
        if replies.send(reply).is_err() || is_over {
            break;
        }
    }
}
