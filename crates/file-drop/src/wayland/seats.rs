//! What the compositor tells: of seats, of their data devices and of what is offered there.

use wayland_client::{
    Connection, Dispatch, Proxy as _, QueueHandle, WEnum, delegate_noop, event_created_child,
    globals::{GlobalList, GlobalListContents},
    protocol::{
        wl_data_device::{self, EVT_DATA_OFFER_OPCODE, WlDataDevice},
        wl_data_device_manager::{DndAction, WlDataDeviceManager},
        wl_data_offer::{self, WlDataOffer},
        wl_keyboard::{self, WlKeyboard},
        wl_registry::{self, WlRegistry},
        wl_seat::{self, Capability, WlSeat},
    },
};

use super::{Desktop, drag::Offer};

/// The name of a seat's interface.
const SEAT: &str = "wl_seat";

/// The version of it that has all that is used.
const SEAT_VERSION: u32 = 5;

/// So many devices of ours for a seat leave the clipboard's none: see [`Desktop::renew_device`].
const ENOUGH_DEVICES: usize = 3;

/// A mouse and a keyboard, and what is dragged with them.
pub(super) struct Seat {
    name: u32,
    seat: WlSeat,
    /// The last is the one that a compositor tells of a drag that tells only one. None is let go of: what the compositor
    /// offers a device that is gone before it has heard of that breaks the connection (libwayland takes no number for
    /// it, and finds the next one wrong).
    devices: Vec<WlDataDevice>,
    keyboard: Option<WlKeyboard>,
}

impl Desktop {
    /// Takes the seats that are there.
    pub(super) fn take_seats(&mut self, globals: &GlobalList, queue: &QueueHandle<Self>) {
        for global in globals.contents().clone_list() {
            if global.interface == SEAT {
                self.take_seat(globals.registry(), global.name, global.version, queue);
            }
        }
    }

    fn take_seat(&mut self, registry: &WlRegistry, name: u32, version: u32, queue: &QueueHandle<Self>) {
        let seat: WlSeat = registry.bind(name, version.min(SEAT_VERSION), queue, name);
        let device = self.manager.get_data_device(&seat, queue, ());
        self.seats.push(Seat {
            name,
            seat,
            devices: vec![device],
            keyboard: None,
        });
    }

    /// Takes another device for this seat.
    ///
    /// The clipboard has one as well, and some compositors tell only one of a program's of a drag: the first of their
    /// list. A new one becomes the first. Mutter strikes the first from its list for it, where the program has not the
    /// keyboard, and has the others in the reverse order once the program had the keyboard. It loses that before
    /// something is dragged onto it, so this is done then: the first time it strikes the clipboard's or ours, and the
    /// second time the clipboard's if that is still there. Whichever is the first from then on is ours. The clipboard's
    /// own hears of nothing more, so what is copied is heard of here: see [`super::copied`].
    fn renew_device(&mut self, name: u32, queue: &QueueHandle<Self>) {
        let Some(seat) = self.seats.iter_mut().find(|seat| seat.name == name) else {
            return;
        };
        if seat.devices.len() < ENOUGH_DEVICES {
            seat.devices.push(self.manager.get_data_device(&seat.seat, queue, ()));
        }
    }

    /// Whether both devices are of one seat.
    pub(super) fn are_of_one_seat(&self, one: &WlDataDevice, other: &WlDataDevice) -> bool {
        self.seats
            .iter()
            .any(|seat| seat.devices.contains(one) && seat.devices.contains(other))
    }

    /// Something is offered. What the same device offered before, and told no more of, is for nothing.
    fn take_note(&mut self, offer: Offer) {
        self.forget(&offer.device);
        self.offers.push(offer);
    }

    /// Lets go of what this device offered and of which it is not known what it is for.
    fn forget(&mut self, device: &WlDataDevice) {
        self.offers.retain(|offer| {
            let is_kept = offer.device != *device;
            if !is_kept {
                offer.offer.destroy();
            }
            is_kept
        });
    }
}

impl Dispatch<WlRegistry, GlobalListContents> for Desktop {
    fn event(
        desktop: &mut Self,
        registry: &WlRegistry,
        event: wl_registry::Event,
        _: &GlobalListContents,
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        match event {
            wl_registry::Event::Global {
                name,
                interface,
                version,
            } if interface == SEAT => desktop.take_seat(registry, name, version, queue),
            wl_registry::Event::GlobalRemove { name } => {
                if let Some(at) = desktop.seats.iter().position(|seat| seat.name == name) {
                    let gone = desktop.seats.remove(at);
                    for device in &gone.devices {
                        desktop.forget(device);
                        desktop.leave(device);
                    }
                    if let Some(keyboard) = gone.keyboard {
                        keyboard.release();
                    }
                    gone.seat.release();
                }
            }
            _ => {}
        }
    }
}

impl Dispatch<WlSeat, u32> for Desktop {
    fn event(
        desktop: &mut Self,
        proxy: &WlSeat,
        event: wl_seat::Event,
        name: &u32,
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let wl_seat::Event::Capabilities {
            capabilities: WEnum::Value(capabilities),
        } = event
        else {
            return;
        };
        let Some(seat) = desktop.seats.iter_mut().find(|seat| seat.name == *name) else {
            return;
        };
        if !capabilities.contains(Capability::Keyboard) {
            if let Some(keyboard) = seat.keyboard.take() {
                keyboard.release();
            }
        } else if seat.keyboard.is_none() {
            seat.keyboard = Some(proxy.get_keyboard(queue, *name));
        }
    }
}

impl Dispatch<WlKeyboard, u32> for Desktop {
    fn event(
        desktop: &mut Self,
        _: &WlKeyboard,
        event: wl_keyboard::Event,
        name: &u32,
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        if let wl_keyboard::Event::Leave { .. } = event {
            // It may be read only by who has the keyboard.
            desktop.copied.is(None);
            desktop.renew_device(*name, queue);
        }
    }
}

impl Dispatch<WlDataDevice, ()> for Desktop {
    fn event(
        desktop: &mut Self,
        device: &WlDataDevice,
        event: wl_data_device::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        match event {
            wl_data_device::Event::DataOffer { id } => desktop.take_note(Offer::new(id, device.clone())),
            wl_data_device::Event::Enter { serial, id, .. } => {
                let offer = id.and_then(|id| desktop.take_offer(&id));
                desktop.enter(offer, serial);
            }
            wl_data_device::Event::Leave => desktop.leave(device),
            wl_data_device::Event::Drop => desktop.drop(device),
            wl_data_device::Event::Selection { id } => {
                let offer = id.and_then(|id| desktop.take_offer(&id));
                desktop.copied.is(offer);
            }
            _ => {}
        }
    }

    event_created_child!(Desktop, WlDataDevice, [EVT_DATA_OFFER_OPCODE => (WlDataOffer, ())]);
}

impl Dispatch<WlDataOffer, ()> for Desktop {
    fn event(
        desktop: &mut Self,
        offer: &WlDataOffer,
        event: wl_data_offer::Event,
        (): &(),
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(known) = desktop.offer_mut(offer) else { return };
        match event {
            wl_data_offer::Event::Offer { mime_type } => known.has(&mime_type),
            wl_data_offer::Event::Action { dnd_action } => {
                known.copies = dnd_action == WEnum::Value(DndAction::Copy);
            }
            _ => {}
        }
    }
}

delegate_noop!(Desktop: WlDataDeviceManager);

impl Desktop {
    fn take_offer(&mut self, offer: &WlDataOffer) -> Option<Offer> {
        let at = self.offers.iter().position(|known| known.offer.id() == offer.id())?;
        Some(self.offers.remove(at))
    }

    fn offer_mut(&mut self, offer: &WlDataOffer) -> Option<&mut Offer> {
        let drags = self.hovering.iter_mut().chain(&mut self.dropped);
        self.offers
            .iter_mut()
            .chain(drags.map(super::drag::Drag::offer))
            .find(|known| known.offer.id() == offer.id())
    }
}
