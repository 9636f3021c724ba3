//! One child, seen by its parent.

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

use parking_lot::{Mutex, MutexGuard};

use super::{
    Allowance, Answer, DecoderProgram, GivenUp,
    wire::{self, Reply},
};

/// How long a start may take: the machine may be busy, the disk slow.
const START: Duration = Duration::from_secs(20);

/// A child that nobody has asked for so long is ended; the next task starts another.
const IDLE: Duration = Duration::from_secs(30);

/// How long the end of a child is waited for that was killed or has closed its output: a disk that does not answer keeps it.
const END: Duration = Duration::from_millis(500);

/// A child process, to be ended from more than one place.
#[derive(Clone)]
pub(super) struct Process(Arc<Mutex<Child>>);

impl Process {
    fn lock(&self) -> MutexGuard<'_, Child> {
        self.0.lock()
    }

    pub(super) fn id(&self) -> u32 {
        self.lock().id()
    }

    pub(super) fn kill(&self) {
        // One that has ended needs no killing.
        let _ = self.lock().kill();
    }

    /// How it ended; `None` where it has not yet.
    pub(super) fn ended(&self) -> Option<ExitStatus> {
        // What cannot be waited for was waited for already.
        self.lock().try_wait().unwrap_or_default()
    }

    /// Waits for its end, but not long.
    pub(super) fn wait(&self) -> Option<ExitStatus> {
        let begun = Instant::now();
        loop {
            let ended = self.ended();
            if ended.is_some() || begun.elapsed() >= END {
                return ended;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// So many of the last bytes that a child has said on standard error are kept.
const LAST_WORDS: usize = 4 << 10;

/// A request as it is written, and how many bytes may come back.
struct Order {
    request: Vec<u8>,
    most: u32,
}

type Spoken = io::Result<(Reply, Vec<u8>)>;

/// A child that takes tasks.
pub(super) struct Worker {
    pub(super) process: Process,
    orders: Sender<Order>,
    replies: Receiver<Spoken>,
    /// What it has said last on standard error, once that is closed.
    last_words: Receiver<Vec<u8>>,
    /// Its number in the pool.
    pub(super) number: u64,
}

impl Worker {
    /// Starts a child and waits until it is there. `started` hears of it before it has said a word.
    pub(super) fn start(program: &DecoderProgram, started: impl FnOnce(&Process)) -> Result<Self, GivenUp> {
        let not_started = |error: &io::Error| GivenUp::NotStarted(error.to_string());
        let mut child = program.command().spawn().map_err(|error| not_started(&error))?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let last_words = listen(child.stderr.take()).map_err(|error| not_started(&error));
        let process = Process(Arc::new(Mutex::new(child)));
        started(&process);
        let last_words = last_words?;
        let (orders, wanted) = mpsc::channel();
        let (replies, spoken) = mpsc::channel();
        let (greeted, greeting) = mpsc::channel();
        let ending = process.clone();
        let worker = Self {
            process,
            orders,
            replies: spoken,
            last_words,
            number: 0,
        };
        let Some((input, output)) = pipes else {
            return Err(GivenUp::NotStarted("it has no standard input".to_owned()));
        };
        // A thread of its own speaks with it: neither writing to a child nor reading from it has a time limit.
        thread::Builder::new()
            .name("decoder".to_owned())
            .spawn(move || {
                let mut output = BufReader::new(output);
                let heard = wire::hear_greeting(&mut output);
                let is_there = heard.is_ok();
                if greeted.send(heard).is_ok() && is_there {
                    converse(input, output, &wanted, &replies);
                }
                // Its standard input is closed by now. One that ends of itself is buried here.
                let _ = ending.wait();
            })
            .map_err(|error| not_started(&error))?;
        match greeting.recv_timeout(START) {
            Ok(Ok(())) => Ok(worker),
            Ok(Err(_)) => {
                let ended = worker.process.wait();
                let words = ended.map_or_else(|| "it does not answer".to_owned(), |status| status.to_string());
                Err(GivenUp::NotStarted(words))
            }
            Err(_) => Err(GivenUp::NotStarted(format!(
                "it did not answer in {} s",
                START.as_secs()
            ))),
        }
    }

    /// Has a task done. After an error the child is of no use any more.
    pub(super) fn ask(&self, request: &[u8], allowance: Allowance) -> Result<Answer, GivenUp> {
        let order = Order {
            request: request.to_vec(),
            most: allowance.answer,
        };
        let too_long = GivenUp::TooLong {
            seconds: allowance.seconds,
        };
        if self.orders.send(order).is_err() {
            return Err(self.why_it_ended(allowance));
        }
        let patience = Duration::from_secs(allowance.seconds.into());
        match self.replies.recv_timeout(patience) {
            Ok(Ok((Reply::Done(facts), bytes))) => Ok(Answer { facts, bytes }),
            Ok(Ok((Reply::Broke, _))) => Err(GivenUp::Broke),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.why_it_ended(allowance)),
            Err(RecvTimeoutError::Timeout) => Err(too_long),
        }
    }

    fn why_it_ended(&self, allowance: Allowance) -> GivenUp {
        #[cfg(unix)]
        {
            use std::os::unix::process::ExitStatusExt as _;

            use rustix::process::Signal;
            let signal = self.process.wait().and_then(|status| status.signal());
            if signal == Some(Signal::XCPU.as_raw()) {
                return GivenUp::TooLong {
                    seconds: allowance.seconds,
                };
            }
            if let Some(signal) = signal {
                // Rust says why, and aborts, where there is no memory, or no stack, any more.
                let words = if signal == Signal::ABORT.as_raw() {
                    self.last_words.recv_timeout(END).unwrap_or_default()
                } else {
                    Vec::new()
                };
                let has_said = |wanted: &str| words.windows(wanted.len()).any(|part| part == wanted.as_bytes());
                return if has_said("memory allocation of") {
                    GivenUp::TooMuchMemory {
                        megabytes: allowance.memory / 1_000_000,
                    }
                } else if has_said("has overflowed its stack") {
                    GivenUp::TooDeep
                } else {
                    GivenUp::Killed { signal }
                };
            }
        }
        #[cfg(not(unix))]
        let _ = (allowance, &self.last_words);
        GivenUp::Broke
    }
}

/// Keeps the last that a child says on standard error. It is read all the while: a child whose words nobody takes would wait.
fn listen(errors: Option<ChildStderr>) -> io::Result<Receiver<Vec<u8>>> {
    let (told, last_words) = mpsc::sync_channel(1);
    let Some(mut errors) = errors else {
        return Ok(last_words);
    };
    thread::Builder::new().name("decoder".to_owned()).spawn(move || {
        let mut kept = Vec::new();
        let mut buffer = [0; 1024];
        // What cannot be read is over, too.
        while let Ok(count @ 1..) = errors.read(&mut buffer) {
            kept.extend_from_slice(buffer.get(..count).unwrap_or_default());
            kept.drain(..kept.len().saturating_sub(LAST_WORDS));
        }
        // Nobody may ask.
        let _ = told.try_send(kept);
    })?;
    Ok(last_words)
}

/// Hands tasks to a child until none is wanted any more.
fn converse(
    mut input: ChildStdin,
    mut output: BufReader<ChildStdout>,
    wanted: &Receiver<Order>,
    replies: &Sender<Spoken>,
) {
    while let Ok(Order { request, most }) = wanted.recv_timeout(IDLE) {
        let spoken = input
            .write_all(&request)
            .and_then(|()| input.flush())
            .and_then(|()| wire::read_reply(&mut output, most));
        let is_over = spoken.is_err();
        if replies.send(spoken).is_err() || is_over {
            break;
        }
    }
}
