//! A drag out of a window of this program.

use std::{
    fs::File,
    io::{self, Write as _},
    os::fd::OwnedFd,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use wayland_client::{
    Connection, Dispatch, QueueHandle, WEnum,
    protocol::{
        wl_data_device_manager::DndAction,
        wl_data_source::{self, WlDataSource},
        wl_pointer::{self, WlPointer},
        wl_surface::WlSurface,
    },
};

use super::{
    Desktop,
    offer::{LIST, Offer},
};
use crate::drag_out::{DragOutEnd, DragOutEvent, Offered};

/// Linux's code for the first button of a pointer.
const BUTTON_LEFT: u32 = 0x110;

/// How long the other program may take to read the whole list.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How often the list can be read at the same time. A program under the pointer may ask again and again.
const MAX_WRITERS: usize = 4;

/// How long to wait for the other program to take the files after the drop.
const FINISH_TIMEOUT: Duration = Duration::from_secs(60);

/// A request of the program.
pub(super) enum Request {
    Begin(Outgoing),
    Cancel,
}

/// The press that a drag can begin with.
pub(super) struct Press {
    pub(super) serial: u32,
    pub(super) surface: WlSurface,
}

/// What a seat's pointer is doing.
#[derive(Default)]
pub(super) struct PointerState {
    /// The surface under it.
    over: Option<WlSurface>,
    pub(super) press: Option<Press>,
}

/// A drag. Reports its end when it is dropped.
pub(super) struct Outgoing {
    offered: Offered,
    running: Arc<AtomicBool>,
    source: Option<WlDataSource>,
    /// The offers that our own windows got of it. They are kept until its end: wlroots ends the drag if one is destroyed.
    own_offers: Vec<Offer>,
    accepted: bool,
    /// One for each thread that writes the list, and this one.
    writers: Arc<()>,
    dropped_at: Option<Instant>,
    end: DragOutEnd,
}

impl Outgoing {
    pub(super) fn new(offered: Offered, running: Arc<AtomicBool>) -> Self {
        Self {
            offered,
            running,
            source: None,
            own_offers: Vec::new(),
            accepted: false,
            writers: Arc::default(),
            dropped_at: None,
            end: DragOutEnd::Failed,
        }
    }

    /// When the drag is given up.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.dropped_at.map(|dropped| dropped + FINISH_TIMEOUT)
    }

    fn ended(mut self, end: DragOutEnd) {
        self.end = end;
    }

    fn accepted(&mut self, accepted: bool) {
        if self.accepted != accepted {
            self.accepted = accepted;
            (self.offered.on_event)(DragOutEvent::Over { accepted });
        }
    }

    /// Writes the list on its own thread, because the other program may be slow to read it.
    fn write(&self, pipe: OwnedFd) {
        if Arc::strong_count(&self.writers) > MAX_WRITERS {
            return tracing::warn!("the dragged files are read too often at the same time");
        }
        let list = Arc::clone(&self.offered.list);
        let writer = Arc::clone(&self.writers);
        let thread = thread::Builder::new().name("drag out".to_owned());
        let started = thread.spawn(move || {
            if let Err(error) = write(pipe, &list, Instant::now() + WRITE_TIMEOUT) {
                tracing::warn!(%error, "the dragged files were not handed over");
            }
            drop(writer);
        });
        if let Err(error) = started {
            tracing::warn!(%error, "the dragged files could not be handed over");
        }
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        if let Some(source) = &self.source {
            source.destroy();
        }
        for offer in &self.own_offers {
            offer.offer.destroy();
        }
        self.running.store(false, Ordering::SeqCst);
        (self.offered.on_event)(DragOutEvent::Ended(self.end));
    }
}

/// Writes all bytes, unless the other end has not taken them by then.
fn write(pipe: OwnedFd, mut bytes: &[u8], deadline: Instant) -> io::Result<()> {
    let mut pipe = File::from(pipe);
    rustix::io::ioctl_fionbio(&pipe, true)?;
    while !bytes.is_empty() {
        match pipe.write(bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let mut events = [PollFd::new(&pipe, PollFlags::OUT)];
                let left = deadline.saturating_duration_since(Instant::now());
                let limit = Timespec::try_from(left).ok();
                if left.is_zero() || poll(&mut events, limit.as_ref())? == 0 {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Desktop {
    /// Carries out what the program has requested.
    pub(super) fn take_requests(&mut self, queue: &QueueHandle<Self>) {
        while let Ok(request) = self.context.drag_out.try_recv() {
            match request {
                Request::Begin(outgoing) => self.begin(outgoing, queue),
                Request::Cancel => self.end_outgoing(DragOutEnd::Canceled),
            }
        }
    }

    /// Begins a drag with the button that is pressed. Without one, the drag ends at once.
    fn begin(&mut self, mut outgoing: Outgoing, queue: &QueueHandle<Self>) {
        let pressed = self.seats.iter().find_map(|seat| {
            let press = seat.pointer_state.press.as_ref()?;
            Some((seat.devices.last()?, press))
        });
        let Some((device, press)) = pressed else {
            return outgoing.ended(DragOutEnd::Canceled);
        };
        let source = self.manager.create_data_source(queue, ());
        source.offer(LIST.to_owned());
        source.set_actions(DndAction::Copy);
        device.start_drag(Some(&source), &press.surface, None, press.serial);
        outgoing.source = Some(source);
        (outgoing.offered.on_event)(DragOutEvent::Over { accepted: false });
        self.outgoing = Some(outgoing);
    }

    fn end_outgoing(&mut self, end: DragOutEnd) {
        if let Some(outgoing) = self.outgoing.take() {
            outgoing.ended(end);
        }
    }

    /// Gives up a drag whose drop was never finished.
    pub(super) fn expire_outgoing(&mut self, now: Instant) {
        let deadline = self.outgoing.as_ref().and_then(Outgoing::deadline);
        if deadline.is_some_and(|deadline| deadline <= now) {
            self.end_outgoing(DragOutEnd::Unanswered);
        }
    }

    /// Refuses an offer of our own drag, and returns any other. A seat has one drag at a time.
    pub(super) fn refuse_own(&mut self, offer: Offer, serial: u32) -> Option<Offer> {
        let Some(outgoing) = self.outgoing.as_mut().filter(|outgoing| outgoing.dropped_at.is_none()) else {
            return Some(offer);
        };
        offer.offer.accept(serial, None);
        outgoing.own_offers.push(offer);
        None
    }
}

impl Dispatch<WlDataSource, ()> for Desktop {
    fn event(
        desktop: &mut Self,
        source: &WlDataSource,
        event: wl_data_source::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let is_current = |outgoing: &&mut Outgoing| outgoing.source.as_ref() == Some(source);
        let Some(outgoing) = desktop.outgoing.as_mut().filter(is_current) else {
            return;
        };
        match event {
            wl_data_source::Event::Target { mime_type } => outgoing.accepted(mime_type.is_some()),
            wl_data_source::Event::Send { mime_type, fd } if mime_type == LIST => outgoing.write(fd),
            wl_data_source::Event::DndDropPerformed => outgoing.dropped_at = Some(Instant::now()),
            wl_data_source::Event::DndFinished => desktop.end_outgoing(DragOutEnd::Delivered),
            wl_data_source::Event::Cancelled => desktop.end_outgoing(DragOutEnd::Canceled),
            _ => {}
        }
    }
}

impl Dispatch<WlPointer, u32> for Desktop {
    fn event(
        desktop: &mut Self,
        _: &WlPointer,
        event: wl_pointer::Event,
        name: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(state) = desktop.pointer_state(*name) else {
            return;
        };
        match event {
            wl_pointer::Event::Enter { surface, .. } => state.over = Some(surface),
            wl_pointer::Event::Leave { .. } => *state = PointerState::default(),
            wl_pointer::Event::Button {
                serial,
                button: BUTTON_LEFT,
                state: change,
                ..
            } => {
                let pressed = change == WEnum::Value(wl_pointer::ButtonState::Pressed);
                let surface = state.over.clone().filter(|_| pressed);
                state.press = surface.map(|surface| Press { serial, surface });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn a_list_is_written_whole_or_given_up_at_its_deadline_even_if_it_is_read_bit_by_bit() {
        let list = vec![b'x'; 1 << 22];
        let (mut reader, writer) = io::pipe().unwrap();
        let all = thread::spawn(move || {
            let mut read = Vec::new();
            reader.read_to_end(&mut read).map(|_| read)
        });
        write(writer.into(), &list, Instant::now() + WRITE_TIMEOUT).unwrap();
        assert_eq!(all.join().unwrap().unwrap(), list);

        let (mut reader, writer) = io::pipe().unwrap();
        let slow = thread::spawn(move || {
            let mut some = [0; 4096];
            let mut read = 0;
            // Ends when the writer gives up.
            while let Ok(count @ 1..) = reader.read(&mut some) {
                read += count;
                thread::sleep(Duration::from_millis(20));
            }
            read
        });
        let given_up = write(writer.into(), &list, Instant::now() + Duration::from_millis(300));
        assert_eq!(given_up.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(slow.join().unwrap() < list.len());
    }
}
