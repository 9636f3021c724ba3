"""A Wayland desktop: headless sway, with virtual mouse and keyboard."""
import json, os, subprocess
from pathlib import Path

from rig import Rig, wait_for, xdisplay
from wayland_hands import Hands

NOBODY = 65534

CONFIG = """
output HEADLESS-1 mode {0}x{1} position 0 0
default_border none
focus_follows_mouse no
for_window [title=".*"] floating enable
xwayland force
exec '{2} env > "{3}/env.new"; mv "{3}/env.new" "{3}/env"'
"""


class WaylandRig(Rig):
    """a Wayland desktop with XWayland"""

    def _start_x(self):
        own = self.base / "sway"
        own.mkdir()
        # sway does not run as root, and its X server only admits listed users.
        as_root = os.getuid() == 0
        allow = "xhost +si:localuser:root;" if as_root else ""
        config = own / "config"
        config.write_text(CONFIG.format(*self.size, allow, own))
        argv = ["sway", "--config", str(config)]
        if as_root:
            self.base.chmod(0o711)
            os.chown(own, NOBODY, NOBODY)
            argv = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *argv]
        own.chmod(0o700)
        sockets = Path("/tmp/.X11-unix")
        if not sockets.exists():
            sockets.mkdir()
            sockets.chmod(0o1777)
        env = {"PATH": os.environ["PATH"], "HOME": str(own), "XDG_RUNTIME_DIR": str(own), "LANG": "C.UTF-8",
               "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        with open(self.base / "log" / "sway.log", "ab") as log:
            process = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       start_new_session=True)
        self.procs.append(("sway", process))

        def up():
            if process.poll() is not None:
                raise RuntimeError("sway did not start: " + (self.base / "log/sway.log").read_text()[-1000:])
            return (own / "env").exists()
        wait_for(up, 30, what="sway")
        told = dict(line.split("=", 1) for line in (own / "env").read_text().splitlines() if "=" in line)
        self.env.update(DISPLAY=told["DISPLAY"], WAYLAND_DISPLAY=str(own / told["WAYLAND_DISPLAY"]),
                        SWAYSOCK=told["SWAYSOCK"], XDG_SESSION_TYPE="wayland")
        self.x = xdisplay.Display(told["DISPLAY"])
        self.hands = Hands(self.env["WAYLAND_DISPLAY"], self.size)

    def screenshot(self, path, window=None):
        self.run("grim", str(path))
        return path

    def titled(self, title):
        """sway's data on the window with this title"""
        def search(node):
            found = [node] if node.get("pid") and node["name"] == title else []
            return found + [more for child in node["nodes"] + node["floating_nodes"] for more in search(child)]
        found = search(json.loads(self.run("swaymsg", "--type", "get_tree")))
        return found[0] if found else None

    def put(self, title, x, y):
        """moves a window there, once it exists"""
        wait_for(lambda: self.titled(title), 20, what=f"the window {title!r}")
        self.run("swaymsg", f'[title="^{title}$"] move absolute position {x} {y}')

        def there():
            place = self.titled(title)["rect"]
            return (place["x"], place["y"]) == (x, y)
        wait_for(there, 5, what=f"{title!r} at its place")
        return self.titled(title)
