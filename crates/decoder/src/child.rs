//! The child: reads tasks from standard input and answers on standard output, until the first is closed.

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

/// As much stack as the first thread has on most systems, the same on all.
const STACK: usize = 8 << 20;

/// Serves as a child until nobody asks any more. The process is to be ended then at once: a task may be under way that
/// does not end.
///
/// # Errors
/// Standard input or output is not what it should be.
pub fn serve(answer: impl Fn(Task) -> Answer + Send + 'static) -> io::Result<()> {
    // Nobody reads what a panic says; that there was one is told.
    std::panic::set_hook(Box::new(|_| ()));
    wire::greet(&mut io::stdout())?;
    let (sender, requests) = mpsc::channel();
    thread::Builder::new()
        .name("decoder".to_owned())
        .stack_size(STACK)
        .spawn(move || work(&requests, &answer))?;
    let mut input = io::stdin().lock();
    // Read here, so that the end of the parent is seen whatever a decoder does.
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
        let begun = Instant::now();
        limits::set(allowance, busy);
        let (reply, bytes) = match catch_unwind(AssertUnwindSafe(|| answer(task))) {
            Ok(Answer { facts, bytes }) => (Reply::Done(facts), bytes),
            Err(_) => (Reply::Broke, Vec::new()),
        };
        busy += begun.elapsed();
        if wire::write_reply(&mut io::stdout().lock(), &reply, &bytes).is_err() {
            return;
        }
    }
}
