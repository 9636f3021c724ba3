"""GNOME's own compositor without a screen (`mutter --headless`), with a mouse and a keyboard of our own: those of its
remote desktop. It lets nobody put windows anywhere, so they are sent into corners by keys of its settings."""
import re, time
from pathlib import Path

from gi.repository import GLib
from rig import Rig, wait_for

REMOTE = "org.gnome.Mutter.RemoteDesktop"
LEFT = 0x110
KEYS = {"Escape": 1, "Return": 28, "v": 47, "c": 46, "a": 30, "F1": 59, "F2": 60}
CONTROL, SUPER = 29, 125
SETTINGS = """
[org/gnome/desktop/wm/keybindings]
move-to-corner-nw=['<Super>F1']
move-to-corner-se=['<Super>F2']
[org/gnome/desktop/interface]
enable-animations=false
"""


class Hands:
    """a mouse and a keyboard; positions are in screen coordinates"""

    def __init__(self, bus):
        self.bus = bus
        self.session = self.call("/org/gnome/Mutter/RemoteDesktop", REMOTE, "CreateSession", None)[0]
        self.notify("Start", None)
        self.at = (0, 0)
        # First into the corner, to know where it is.
        self.notify("NotifyPointerMotionRelative", GLib.Variant("(dd)", (-10_000, -10_000)))

    def call(self, path, interface, method, arguments):
        return self.bus.call_sync(REMOTE, path, interface, method, arguments, None, 0, 10_000, None).unpack()

    def notify(self, method, arguments):
        self.call(self.session, REMOTE + ".Session", method, arguments)

    def move(self, x, y):
        by = (x - self.at[0], y - self.at[1])
        self.at = (x, y)
        self.notify("NotifyPointerMotionRelative", GLib.Variant("(dd)", by))

    def button(self, pressed):
        self.notify("NotifyPointerButton", GLib.Variant("(ib)", (LEFT, pressed)))

    def press(self, code, pressed):
        self.notify("NotifyKeyboardKeycode", GLib.Variant("(ub)", (code, pressed)))

    def key(self, name, control=False, holding=None):
        holding = CONTROL if control else holding
        if holding:
            self.press(holding, True)
        self.press(KEYS[name], True)
        self.press(KEYS[name], False)
        if holding:
            self.press(holding, False)

    def click(self, x, y):
        self.move(x, y)
        time.sleep(0.05)
        self.button(True)
        time.sleep(0.05)
        self.button(False)


class MutterRig(Rig):
    """a desktop of Mutter"""

    def _start_x(self):
        """Mutter needs the session bus first"""

    def _start_bus(self):
        super()._start_bus()
        config = self.base / "mutter"
        (config / "glib-2.0" / "settings").mkdir(parents=True)
        (config / "glib-2.0" / "settings" / "keyfile").write_text(SETTINGS)
        before = self.env
        self.env = {**before, "XDG_CONFIG_HOME": str(config), "GSETTINGS_BACKEND": "keyfile", "GDK_BACKEND": "wayland",
                    "LIBGL_ALWAYS_SOFTWARE": "1"}
        width, height = self.size
        process = self._spawn("mutter", ["mutter", "--headless", "--virtual-monitor", f"{width}x{height}", "--wayland",
                                         "--wayland-display", "mutter-0"])
        self.env = before
        socket = Path(self.env["XDG_RUNTIME_DIR"]) / "mutter-0"

        def up():
            if process.poll() is not None:
                raise RuntimeError("mutter did not start: " + (self.base / "log/mutter.log").read_text()[-1000:])
            return socket.exists() and self._has_owner(REMOTE)
        wait_for(up, 30, what="mutter")
        display = re.search(r"public X11 display (:\d+)", (self.base / "log/mutter.log").read_text())[1]
        secret = next(socket.parent.glob(".mutter-Xwaylandauth.*"))
        self.env.update(WAYLAND_DISPLAY=str(socket), DISPLAY=display, XAUTHORITY=str(secret), XDG_SESSION_TYPE="wayland")
        self.hands = Hands(self.bus)

    def screenshot(self, path, window=None):
        """not possible without PipeWire"""
        return path

    def windows(self):
        """Mutter does not list its windows"""
        return []

    def titled(self, title):
        """not possible either"""

    def put(self, title, x, y):
        """moves the newest window to a corner: a small one to the lower right, others to the upper left"""
        small = x > self.size[0] // 2
        # It may exist without the keyboard focus.
        for _ in range(5):
            self.hands.key("F2" if small else "F1", holding=SUPER)
            time.sleep(0.3)
        width, height = self.size
        rect = {"x": width - 120, "y": height - 80, "width": 120, "height": 80} if small else {"x": 0, "y": 0}
        return {"shell": None, "rect": rect}
