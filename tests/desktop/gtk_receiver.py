#!/usr/bin/python3
"""A small GTK3 window that takes dropped files, as a GTK file manager does it.
usage: gtk_receiver.py X Y FOLDER — copies what is dropped into FOLDER at once, and prints a line for each drop"""
import shutil, sys, gi
gi.require_version("Gtk", "3.0"); gi.require_version("Gdk", "3.0")
from gi.repository import Gio, Gtk, Gdk
x, y, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def log(*words):
    print(*words, flush=True)


def received(_widget, _context, _x, _y, selection, _info, _time):
    paths = [Gio.File.new_for_uri(uri).get_path() for uri in selection.get_uris()]
    for path in paths:
        shutil.copy(path, folder)
    log("received", len(paths))


window = Gtk.Window(title="receiver"); window.set_default_size(200, 140)
box = Gtk.EventBox(); box.add(Gtk.Label(label="drop here")); window.add(box)
box.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY)
box.drag_dest_add_uri_targets()
box.connect("drag-data-received", received)
box.connect("drag-motion", lambda *_: log("hover"))
window.connect("focus-in-event", lambda *_: log("focused"))
window.connect("destroy", Gtk.main_quit); window.show_all(); window.move(x, y)
log("ready"); Gtk.main()
