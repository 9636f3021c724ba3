//! So many children and no more, each for one file at a time; one that was killed is replaced by the next.

use std::{collections::HashMap, mem, sync::Arc};

use parking_lot::{Condvar, Mutex, MutexGuard};

use super::{
    Allowance, Answer, DecoderProgram, GivenUp, Task, wire,
    worker::{Process, Worker},
};

/// So many children that were killed may not have ended yet, before no more are started: each may wait for a drive that
/// does not answer.
const MOST_STUCK: usize = 8;

/// Decodes files in children. Cheap to clone; the children end with the last clone.
#[derive(Clone)]
pub struct Decoders {
    shared: Arc<Shared>,
}

struct Shared {
    program: DecoderProgram,
    /// Children at once.
    most: usize,
    state: Mutex<State>,
    /// Something in the state has become free, or all has ended.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Children without a task.
    idle: Vec<Worker>,
    /// How many have one.
    busy: usize,
    /// Those that live, by number, so that all can be ended.
    alive: HashMap<u64, Process>,
    /// The number of the last one.
    last: u64,
    /// Killed and not ended.
    stuck: Vec<Process>,
    is_over: bool,
}

impl Decoders {
    /// At the most so many files at once, each in a child of this program. None is started before it is needed.
    #[must_use]
    pub fn new(program: DecoderProgram, most: usize) -> Self {
        let shared = Shared {
            program,
            most: most.max(1),
            state: Mutex::default(),
            changed: Condvar::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Has a task done by a child. Blocks: for a free child, and then no longer than is allowed.
    ///
    /// # Errors
    /// [`GivenUp`]: nothing is known of the file then.
    pub fn ask(&self, task: &Task, allowance: Allowance) -> Result<Answer, GivenUp> {
        let request = wire::request(task, allowance).map_err(|_| GivenUp::Broke)?;
        let _turn = self.shared.turn()?;
        let kept = self.shared.lock().idle.pop();
        if let Some(kept) = kept {
            match kept.ask(&request, allowance) {
                Ok(answer) => return Ok(self.shared.keep(kept, answer)),
                // The child has ended for want of work, or it was the files before that have filled its memory.
                Err(GivenUp::TooMuchMemory { .. } | GivenUp::TooDeep | GivenUp::Killed { .. } | GivenUp::Broke) => {
                    self.shared.end(&kept);
                }
                Err(given_up) => {
                    self.shared.end(&kept);
                    return Err(self.shared.unless_over(given_up));
                }
            }
        }
        let fresh = self.shared.start()?;
        match fresh.ask(&request, allowance) {
            Ok(answer) => Ok(self.shared.keep(fresh, answer)),
            Err(given_up) => {
                self.shared.end(&fresh);
                Err(self.shared.unless_over(given_up))
            }
        }
    }

    /// Ends all children; what is asked from now on is given up at once.
    pub fn stop(&self) {
        self.shared.stop();
    }

    /// The numbers by which the system knows the children.
    #[must_use]
    pub fn children(&self) -> Vec<u32> {
        self.shared.lock().alive.values().map(Process::id).collect()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Waits until one more task may be under way.
    fn turn(&self) -> Result<Turn<'_>, GivenUp> {
        let mut state = self.lock();
        while state.busy >= self.most && !state.is_over {
            self.changed.wait(&mut state);
        }
        if state.is_over {
            return Err(GivenUp::Ending);
        }
        state.busy += 1;
        Ok(Turn(self))
    }

    fn start(&self) -> Result<Worker, GivenUp> {
        {
            let mut state = self.lock();
            state.stuck.retain(|process| process.ended().is_none());
            if state.stuck.len() >= MOST_STUCK {
                let words = format!("{MOST_STUCK} that were stopped have not ended");
                return Err(GivenUp::NotStarted(words));
            }
        }
        let mut number = 0;
        let started = Worker::start(&self.program, |process| {
            let mut state = self.lock();
            state.last += 1;
            number = state.last;
            state.alive.insert(number, process.clone());
            // It ended while this one was started.
            if state.is_over {
                process.kill();
            }
        });
        match started {
            Ok(mut worker) => {
                worker.number = number;
                Ok(worker)
            }
            Err(given_up) => {
                let process = self.lock().alive.remove(&number);
                if let Some(process) = process {
                    self.put_down(process);
                }
                Err(self.unless_over(given_up))
            }
        }
    }

    /// Keeps a child for the next task.
    fn keep(&self, worker: Worker, answer: Answer) -> Answer {
        let mut state = self.lock();
        if !state.is_over {
            state.idle.push(worker);
        }
        answer
    }

    /// Ends a child.
    fn end(&self, worker: &Worker) {
        self.lock().alive.remove(&worker.number);
        self.put_down(worker.process.clone());
    }

    fn put_down(&self, process: Process) {
        process.kill();
        if process.wait().is_none() {
            self.lock().stuck.push(process);
        }
    }

    fn unless_over(&self, given_up: GivenUp) -> GivenUp {
        if self.lock().is_over { GivenUp::Ending } else { given_up }
    }

    fn stop(&self) {
        let (alive, idle) = {
            let mut state = self.lock();
            state.is_over = true;
            (mem::take(&mut state.alive), mem::take(&mut state.idle))
        };
        self.changed.notify_all();
        for process in alive.values() {
            process.kill();
        }
        drop(idle);
        for process in alive.values() {
            // So that none is left for the system to bury.
            let _ = process.ended();
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.stop();
    }
}

/// One task that is under way.
struct Turn<'a>(&'a Shared);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.busy = state.busy.saturating_sub(1);
        drop(state);
        self.0.changed.notify_one();
    }
}
