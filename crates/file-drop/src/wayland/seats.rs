//! Handles the compositor's events: seats, their data devices, and offers.

use wayland_client::{
    Connection, Dispatch, Proxy as _, QueueHandle, WEnum, delegate_noop, event_created_child,
    globals::{GlobalList, GlobalListContents},
    protocol::{
        wl_data_device::{self, EVT_DATA_OFFER_OPCODE, WlDataDevice},
        wl_data_device_manager::{DndAction, WlDataDeviceManager},
        wl_data_offer::{self, WlDataOffer},
        wl_keyboard::{self, WlKeyboard},
        wl_pointer::WlPointer,
        wl_registry::{self, WlRegistry},
        wl_seat::{self, Capability, WlSeat},
    },
};

use super::{Desktop, drag::Drag, offer::Offer, source::PointerState};

/// The interface of seats.
const SEAT: &str = "wl_seat";

/// The `wl_seat` version that has `release`.
const SEAT_VERSION: u32 = 5;

/// How many of our devices a seat needs until Mutter has forgotten the clipboard's: see [`Desktop::add_device`].
const MAX_DEVICES: usize = 3;

/// A pointer and a keyboard, with the data devices for them.
pub(super) struct Seat {
    name: u32,
    seat: WlSeat,
    /// A compositor that sends a drag to only one device sends it to the last of these. None is ever released: an offer to a
    /// released device breaks the connection if the compositor sent it before it knew (libwayland skips the new object's id
    /// and rejects the next).
    pub(super) devices: Vec<WlDataDevice>,
    keyboard: Option<WlKeyboard>,
    pointer: Option<WlPointer>,
    pub(super) pointer_state: PointerState,
}

impl Desktop {
    /// Adds the seats that exist already.
    pub(super) fn add_seats(&mut self, globals: &GlobalList, queue: &QueueHandle<Self>) {
        for global in globals.contents().clone_list() {
            if global.interface == SEAT {
                self.add_seat(globals.registry(), global.name, global.version, queue);
            }
        }
    }

    fn add_seat(&mut self, registry: &WlRegistry, name: u32, version: u32, queue: &QueueHandle<Self>) {
        let seat: WlSeat = registry.bind(name, version.min(SEAT_VERSION), queue, name);
        let device = self.manager.get_data_device(&seat, queue, ());
        self.seats.push(Seat {
            name,
            seat,
            devices: vec![device],
            keyboard: None,
            pointer: None,
            pointer_state: PointerState::default(),
        });
    }

    /// Creates another device for this seat.
    ///
    /// The toolkit's clipboard has a device as well, and some compositors send a drag only to the first device in a program's
    /// list. A new device becomes the first. If the program doesn't have the keyboard focus, Mutter also forgets the one that
    /// was first before, and it reverses the list when the program gets the focus. The program loses the focus before
    /// something is dragged onto it, so that is when this is called: the first time, Mutter forgets the clipboard's device or
    /// ours, and the second time the clipboard's if it is still there. From then on, the first is always ours. The
    /// clipboard's device learns nothing any more, so the clipboard is read here: see [`super::clipboard`].
    fn add_device(&mut self, name: u32, queue: &QueueHandle<Self>) {
        let Some(seat) = self.seats.iter_mut().find(|seat| seat.name == name) else {
            return;
        };
        if seat.devices.len() < MAX_DEVICES {
            seat.devices.push(self.manager.get_data_device(&seat.seat, queue, ()));
        }
    }

    pub(super) fn pointer_state(&mut self, name: u32) -> Option<&mut PointerState> {
        let seat = self.seats.iter_mut().find(|seat| seat.name == name)?;
        Some(&mut seat.pointer_state)
    }

    /// Whether both devices belong to the same seat.
    pub(super) fn share_a_seat(&self, one: &WlDataDevice, other: &WlDataDevice) -> bool {
        self.seats
            .iter()
            .any(|seat| seat.devices.contains(one) && seat.devices.contains(other))
    }

    /// A device has an offer. An earlier one that was never used is obsolete.
    fn add_offer(&mut self, offer: Offer) {
        self.destroy_offers(&offer.device);
        self.offers.push(offer);
    }

    /// Destroys this device's unused offers.
    fn destroy_offers(&mut self, device: &WlDataDevice) {
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
            } if interface == SEAT => desktop.add_seat(registry, name, version, queue),
            wl_registry::Event::GlobalRemove { name } => {
                if let Some(at) = desktop.seats.iter().position(|seat| seat.name == name) {
                    let gone = desktop.seats.remove(at);
                    for device in &gone.devices {
                        desktop.destroy_offers(device);
                        desktop.leave(device);
                    }
                    if let Some(keyboard) = gone.keyboard {
                        keyboard.release();
                    }
                    if let Some(pointer) = gone.pointer {
                        pointer.release();
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
        if !capabilities.contains(Capability::Pointer) {
            seat.pointer_state = PointerState::default();
            if let Some(pointer) = seat.pointer.take() {
                pointer.release();
            }
        } else if seat.pointer.is_none() {
            seat.pointer = Some(proxy.get_pointer(queue, *name));
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
            // Only the program with the keyboard focus may read the clipboard.
            desktop.clipboard.set(None);
            desktop.add_device(*name, queue);
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
            wl_data_device::Event::DataOffer { id } => desktop.add_offer(Offer::new(id, device.clone())),
            wl_data_device::Event::Enter { serial, id, .. } => {
                let offer = id.and_then(|id| desktop.take_offer(&id));
                desktop.enter(offer, serial);
            }
            wl_data_device::Event::Leave => desktop.leave(device),
            wl_data_device::Event::Drop => desktop.on_drop(device),
            wl_data_device::Event::Selection { id } => {
                let offer = id.and_then(|id| desktop.take_offer(&id));
                desktop.clipboard.set(offer);
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
            wl_data_offer::Event::Offer { mime_type } => known.add(&mime_type),
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
            .chain(drags.map(Drag::offer_mut))
            .find(|known| known.offer.id() == offer.id())
    }
}
