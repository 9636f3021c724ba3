//! A limited number of children, each with one file at a time. A killed child is replaced when the next file needs one.

use std::{
    collections::HashMap,
    mem,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};

use super::{
    Answer, DecoderProgram, DecodingFailure, Task, TaskLimits, wire,
    worker::{Process, Worker},
};

/// How many killed children may be stuck, waiting for a drive that doesn't answer, before no more are started.
const MAX_STUCK: usize = 8;

/// Pauses before further attempts to start a child: a virus scanner that looks at the program, too many processes or too
/// little memory keep one from starting for a moment.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(750),
];

/// An attempt that took longer than this to fail is not repeated.
const QUICK: Duration = Duration::from_secs(5);

/// Decodes files in children. Cheap to clone. The children end when the last clone is dropped.
#[derive(Clone)]
pub struct Decoders {
    shared: Arc<Shared>,
}

struct Shared {
    program: DecoderProgram,
    max_children: usize,
    state: Mutex<State>,
    /// Signals that a task has ended or that the pool has stopped.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Children without a task.
    idle: Vec<Worker>,
    /// The number of running tasks.
    busy: usize,
    /// The running children by number, so that all can be killed.
    alive: HashMap<u64, Process>,
    /// The number of the last child.
    last: u64,
    /// Killed, but not ended yet.
    stuck: Vec<Process>,
    /// The last child could not be started, in several attempts. The next is tried once, so that not every file waits.
    cannot_start: bool,
    is_stopped: bool,
}

impl Decoders {
    /// Decodes at most this many files at once. Children of `program` are started when they are needed.
    #[must_use]
    pub fn new(program: DecoderProgram, max_children: usize) -> Self {
        let shared = Shared {
            program,
            max_children: max_children.max(1),
            state: Mutex::default(),
            changed: Condvar::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Runs a task. Blocks until a child is free, and then for no longer than the allowance.
    ///
    /// # Errors
    /// [`GivenUp`] if the file could not be decoded.
    pub fn ask(&self, task: &Task, allowance: TaskLimits) -> Result<Answer, DecodingFailure> {
        let request = wire::request(task, allowance).map_err(|_| DecodingFailure::DecoderFailed)?;
        let _permit = self.shared.permit()?;
        let idle = self.shared.state.lock().idle.pop();
        if let Some(worker) = idle {
            match worker.ask(&request, allowance) {
                Ok(answer) => return Ok(self.shared.keep(worker, answer)),
                // It may have ended because it was idle, or earlier files may have filled its memory.
                Err(
                    DecodingFailure::TooMuchMemory { .. }
                    | DecodingFailure::TooDeep
                    | DecodingFailure::Killed { .. }
                    | DecodingFailure::DecoderFailed,
                ) => {
                    self.shared.end(&worker);
                }
                Err(given_up) => {
                    self.shared.end(&worker);
                    return Err(self.shared.unless_stopped(given_up));
                }
            }
        }
        let fresh = self.shared.start()?;
        match fresh.ask(&request, allowance) {
            Ok(answer) => Ok(self.shared.keep(fresh, answer)),
            Err(given_up) => {
                self.shared.end(&fresh);
                Err(self.shared.unless_stopped(given_up))
            }
        }
    }

    /// Kills all children. From now on, every task is given up at once.
    pub fn stop(&self) {
        self.shared.stop();
    }

    /// The process ids of the children.
    #[must_use]
    pub fn children(&self) -> Vec<u32> {
        self.shared.state.lock().alive.values().map(Process::id).collect()
    }
}

impl Shared {
    /// Waits until one more task may run.
    fn permit(&self) -> Result<Permit<'_>, DecodingFailure> {
        let mut state = self.state.lock();
        while state.busy >= self.max_children && !state.is_stopped {
            self.changed.wait(&mut state);
        }
        if state.is_stopped {
            return Err(DecodingFailure::Ending);
        }
        state.busy += 1;
        Ok(Permit(self))
    }

    /// Starts a child, in several attempts.
    fn start(&self) -> Result<Worker, DecodingFailure> {
        let mut pauses = PAUSES.iter();
        loop {
            let began = Instant::now();
            let started = self.attempt();
            let is_refused = matches!(started, Err(DecodingFailure::NotStarted(_)));
            if is_refused
                && began.elapsed() < QUICK
                && !self.state.lock().cannot_start
                && let Some(pause) = pauses.next()
            {
                thread::sleep(*pause);
                continue;
            }
            self.state.lock().cannot_start = is_refused;
            return started;
        }
    }

    fn attempt(&self) -> Result<Worker, DecodingFailure> {
        {
            let mut state = self.state.lock();
            state.stuck.retain(|process| process.ended().is_none());
            if state.stuck.len() >= MAX_STUCK {
                let words = format!("{MAX_STUCK} stopped processes have not ended");
                return Err(DecodingFailure::NotStarted(words));
            }
        }
        let mut number = 0;
        let started = Worker::start(&self.program, |process| {
            let mut state = self.state.lock();
            state.last += 1;
            number = state.last;
            state.alive.insert(number, process.clone());
            // The pool was stopped while this child started.
            if state.is_stopped {
                process.kill();
            }
        });
        match started {
            Ok(mut worker) => {
                worker.number = number;
                Ok(worker)
            }
            Err(given_up) => {
                let process = self.state.lock().alive.remove(&number);
                if let Some(process) = process {
                    self.kill(process);
                }
                Err(self.unless_stopped(given_up))
            }
        }
    }

    /// Keeps a child for the next task.
    fn keep(&self, worker: Worker, answer: Answer) -> Answer {
        let mut state = self.state.lock();
        if !state.is_stopped {
            state.idle.push(worker);
        }
        answer
    }

    /// Ends a child.
    fn end(&self, worker: &Worker) {
        self.state.lock().alive.remove(&worker.number);
        self.kill(worker.process.clone());
    }

    fn kill(&self, process: Process) {
        process.kill();
        if process.wait().is_none() {
            self.state.lock().stuck.push(process);
        }
    }

    fn unless_stopped(&self, given_up: DecodingFailure) -> DecodingFailure {
        if self.state.lock().is_stopped {
            DecodingFailure::Ending
        } else {
            given_up
        }
    }

    fn stop(&self) {
        let (alive, idle) = {
            let mut state = self.state.lock();
            state.is_stopped = true;
            (mem::take(&mut state.alive), mem::take(&mut state.idle))
        };
        self.changed.notify_all();
        for process in alive.values() {
            process.kill();
        }
        drop(idle);
        for process in alive.values() {
            // Reaps it, so that no zombie is left.
            let _ = process.ended();
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The permit of a running task.
struct Permit<'a>(&'a Shared);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock();
        state.busy = state.busy.saturating_sub(1);
        drop(state);
        self.0.changed.notify_one();
    }
}
