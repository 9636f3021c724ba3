#!/usr/bin/python3
"""The part of the documents portal that hands over dropped files: org.freedesktop.portal.FileTransfer on the session bus.
usage: fake_portal.py KEY PATH…   (knows this key, once, and these files)"""
import sys
from gi.repository import Gio, GLib
key, paths = sys.argv[1], sys.argv[2:]
NODE = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.freedesktop.portal.FileTransfer">
<method name="RetrieveFiles"><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="as" direction="out"/></method>
</interface></node>""")


def called(_bus, _sender, _path, _interface, _method, arguments, invocation):
    global key
    if arguments.unpack()[0] == key:
        key = None
        invocation.return_value(GLib.Variant("(as)", (paths,)))
    else:
        invocation.return_dbus_error("org.freedesktop.DBus.Error.AccessDenied", "Invalid transfer")


bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object("/org/freedesktop/portal/documents", NODE.interfaces[0], called)
Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Documents", 0, lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()
