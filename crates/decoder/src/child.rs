//! The child: reads tasks from standard input and answers on standard output until standard input is closed.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use super::{
    Answer, Task, limits,
    wire::{self, Reply, Request},
};

/// The stack size of the main thread on most systems.
const STACK_BYTES: usize = 8 << 20;

/// Serves as a child until standard input is closed. The process must exit right after, because a task may still be running and
/// never end.
///
/// # Errors
/// Standard input has an invalid message, or standard input or output can't be used.
pub fn serve(answer: impl Fn(Task) -> Answer + Send + 'static) -> io::Result<()> {
    // Nobody reads the message of a panic. The reply says that there was one.
    std::panic::set_hook(Box::new(|_| ()));
    wire::greet(&mut io::stdout())?;
    let (sender, requests) = mpsc::channel();
    thread::Builder::new()
        .name("decoder".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || work(&requests, &answer))?;
    let mut input = io::stdin().lock();
    // Tasks run on another thread, so that this one notices the end of the parent.
    while let Some(request) = wire::read_request(&mut input)? {
        if sender.send(request).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(requests: &Receiver<Request>, answer: &impl Fn(Task) -> Answer) {
    let mut busy = Duration::ZERO;
    while let Ok(Request { task, allowance }) = requests.recv() {
        let started = Instant::now();
        limits::set(allowance, busy);
        let (reply, bytes) = match catch_unwind(AssertUnwindSafe(|| answer(task))) {
            Ok(Answer { facts, bytes }) => (Reply::Done(facts), bytes),
            Err(_) => (Reply::Broke, Vec::new()),
        };
        busy += started.elapsed();
        if wire::write_reply(&mut io::stdout().lock(), &reply, &bytes).is_err() {
            return;
        }
    }
}
