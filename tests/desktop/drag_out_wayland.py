#!/usr/bin/python3
"""The checks of drag_out.py on a Wayland desktop (headless sway, and GNOME's Mutter). Its own program: python-xlib serves one X server each.

    /usr/bin/python3 drag_out_wayland.py PROGRAM [WORD…]"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import end
from drag_out import main

main("wayland")
main("mutter")
end()
