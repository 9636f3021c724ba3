"""A mouse and a keyboard for a Wayland desktop without any: speaks to the compositor as a program that is allowed to
(wlr-virtual-pointer and virtual-keyboard of wlroots), so that what it does is real input, with real serials."""
import array, os, socket, struct, tempfile, time

KEYMAP = b"""xkb_keymap {
 xkb_keycodes { include "evdev+aliases(qwerty)" }; xkb_types { include "complete" };
 xkb_compat { include "complete" }; xkb_symbols { include "pc+us+inet(evdev)" };
};\0"""
LEFT = 0x110
KEYS = {"Escape": 1, "Return": 28, "v": 47, "c": 46, "a": 30}
CONTROL = (29, 4)


def text(value):
    value = value.encode() + b"\0"
    return struct.pack("<I", len(value)) + value + b"\0" * (-len(value) % 4)


class Hands:
    """one connection; `size` is the size of the whole screen"""

    def __init__(self, path, size):
        self.size = size
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.last, self.heard, self.globals, self.done = 1, b"", {}, set()
        registry = self.new()
        self.send(1, 1, struct.pack("<I", registry))
        self.registry = registry
        self.round_trip()
        seat = self.bind("wl_seat", 1)
        pointers = self.bind("zwlr_virtual_pointer_manager_v1", 1)
        self.pointer = self.new()
        self.send(pointers, 0, struct.pack("<II", seat, self.pointer))
        keyboards = self.bind("zwp_virtual_keyboard_manager_v1", 1)
        self.keyboard = self.new()
        self.send(keyboards, 0, struct.pack("<II", seat, self.keyboard))
        with tempfile.TemporaryFile() as keymap:
            keymap.write(KEYMAP)
            keymap.flush()
            self.send(self.keyboard, 0, struct.pack("<II", 1, len(KEYMAP)), keymap.fileno())
            self.round_trip()

    def new(self):
        self.last += 1
        return self.last

    def bind(self, interface, version):
        name = self.globals[interface]
        new = self.new()
        self.send(self.registry, 0, struct.pack("<I", name) + text(interface) + struct.pack("<II", version, new))
        return new

    def send(self, target, opcode, arguments, file=None):
        message = struct.pack("<II", target, (8 + len(arguments)) << 16 | opcode) + arguments
        with_file = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))] if file is not None else []
        self.socket.sendmsg([message], with_file)

    def round_trip(self):
        """waits until the compositor has handled all requests"""
        callback = self.new()
        self.send(1, 0, struct.pack("<I", callback))
        while callback not in self.done:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError("the compositor is gone")
            self.heard += data
            self.read()

    def read(self):
        while len(self.heard) >= 8:
            target, head = struct.unpack_from("<II", self.heard)
            size, opcode = head >> 16, head & 0xFFFF
            if len(self.heard) < size:
                return
            body, self.heard = self.heard[8:size], self.heard[size:]
            if target == 1 and opcode == 0:
                raise ConnectionError(f"the compositor refuses: {body!r}")
            if target == self.registry and opcode == 0:
                name, length = struct.unpack_from("<II", body)
                self.globals[body[8:8 + length - 1].decode()] = name
            elif target != 1:
                self.done.add(target)

    def now(self):
        return int(time.monotonic() * 1000) & 0xFFFFFFFF

    def move(self, x, y):
        self.send(self.pointer, 1, struct.pack("<IIIII", self.now(), int(x), int(y), *self.size))
        self.send(self.pointer, 4, b"")
        self.round_trip()

    def button(self, pressed):
        self.send(self.pointer, 2, struct.pack("<III", self.now(), LEFT, int(pressed)))
        self.send(self.pointer, 4, b"")
        self.round_trip()

    def key(self, name, control=False):
        if control:
            self.send(self.keyboard, 1, struct.pack("<III", self.now(), CONTROL[0], 1))
            self.send(self.keyboard, 2, struct.pack("<IIII", CONTROL[1], 0, 0, 0))
        for pressed in (1, 0):
            self.send(self.keyboard, 1, struct.pack("<III", self.now(), KEYS[name], pressed))
        if control:
            self.send(self.keyboard, 1, struct.pack("<III", self.now(), CONTROL[0], 0))
            self.send(self.keyboard, 2, struct.pack("<IIII", 0, 0, 0, 0))
        self.round_trip()

    def click(self, x, y):
        self.move(x, y)
        time.sleep(0.05)
        self.button(True)
        time.sleep(0.05)
        self.button(False)

    def close(self):
        self.socket.close()
