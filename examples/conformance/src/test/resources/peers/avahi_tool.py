"""Registers or browses by avahi-daemon; a JSON line for each event. Debian's python3-dbus and python3-gi."""

import json
import signal
import socket
import sys

import dbus
import dbus.mainloop.glib
from gi.repository import GLib

ANY = -1
AVAHI = "org.freedesktop.Avahi"
RUNNING, ESTABLISHED, COLLISION = 2, 2, 3


def tell(event, **what):
    print(json.dumps({"event": event, **what}), flush=True)


def connect():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SystemBus()
    return bus, dbus.Interface(bus.get_object(AVAHI, "/"), AVAHI + ".Server")


def txt_bytes(strings):
    return dbus.Array([dbus.ByteArray(s.encode()) for s in strings], signature="ay")


class Registration:
    def __init__(self, bus, server, name, kind, port, txt, subtypes):
        self.server, self.name, self.kind, self.port, self.txt, self.subtypes = server, name, kind, port, txt, subtypes
        self.group = dbus.Interface(bus.get_object(AVAHI, server.EntryGroupNew()), AVAHI + ".EntryGroup")
        self.group.connect_to_signal("StateChanged", self.group_changed)
        server.connect_to_signal("StateChanged", self.server_changed)
        self.server_changed(server.GetState(), "")

    def server_changed(self, state, _error):
        if state == RUNNING:
            self.add()
        elif not self.group.IsEmpty():
            self.group.Reset()

    def add(self):
        if not self.group.IsEmpty():
            return
        try:
            self.add_service()
        except dbus.DBusException as e:
            if not e.get_dbus_name().endswith("CollisionError"):
                raise
            self.rename()
            return
        place = (ANY, ANY, dbus.UInt32(0), self.name, self.kind, "")
        for subtype in self.subtypes:
            self.group.AddServiceSubtype(*place, subtype + "._sub." + self.kind)
        self.group.Commit()
        tell("registering", name=self.name)

    def add_service(self):
        self.group.AddService(ANY, ANY, dbus.UInt32(0), self.name, self.kind, "", "", dbus.UInt16(self.port),
                              txt_bytes(self.txt))

    def rename(self):
        self.name = str(self.server.GetAlternativeServiceName(self.name))
        tell("renamed", name=self.name)
        self.group.Reset()
        self.add()

    def group_changed(self, state, _error):
        if state == ESTABLISHED:
            tell("registered", name=self.name)
        elif state == COLLISION:
            self.rename()

    def line(self, source, _condition):
        words = source.readline().split()
        if words[:1] == ["txt"]:
            self.txt = words[1:]
            self.group.UpdateServiceTxt(ANY, ANY, dbus.UInt32(0), self.name, self.kind, "", txt_bytes(self.txt))
        return bool(words)


class Browser:
    def __init__(self, bus, server, kind):
        self.bus, self.server, self.found, self.resolvers, self.interfaces = bus, server, {}, {}, {}
        path = server.ServiceBrowserNew(ANY, ANY, kind, "local", dbus.UInt32(0))
        self.browser = dbus.Interface(bus.get_object(AVAHI, path), AVAHI + ".ServiceBrowser")
        self.browser.connect_to_signal("ItemNew", self.new)
        self.browser.connect_to_signal("ItemRemove", self.removed)

    def new(self, interface, protocol, name, kind, domain, _flags):
        key = (interface, protocol, name)
        self.found[key] = {}
        self.interfaces[interface] = socket.if_indextoname(interface)
        self.resolvers[key] = []
        for wanted in (0, 1):
            path = self.server.ServiceResolverNew(
                interface, protocol, name, kind, domain, dbus.Int32(wanted), dbus.UInt32(0))
            resolver = dbus.Interface(self.bus.get_object(AVAHI, path), AVAHI + ".ServiceResolver")
            resolver.connect_to_signal("Found", lambda *found, key=key: self.resolved(key, *found))
            self.resolvers[key].append(resolver)

    def resolved(self, key, _i, _p, name, kind, _domain, host, aprotocol, address, port, txt, _flags):
        if key not in self.found:
            return
        before = self.found[key]
        scope = "%" + self.interfaces[key[0]] if address.startswith("fe80:") else ""
        addresses = {**before.get("by_family", {}), int(aprotocol): str(address) + scope}
        now = {
            "name": str(name), "type": str(kind), "host": str(host), "port": int(port),
            "interface": self.interfaces[key[0]], "by_family": addresses,
            "addresses": sorted(addresses.values()),
            "txt": [bytes(t).decode(errors="replace") for t in txt],
        }
        self.found[key] = now
        if now != before:
            tell("updated" if before else "added", **{k: v for k, v in now.items() if k != "by_family"})

    def removed(self, interface, protocol, name, kind, _domain, _flags):
        key = (interface, protocol, name)
        self.found.pop(key, None)
        for resolver in self.resolvers.pop(key, []):
            resolver.Free()
        tell("removed", name=str(name), type=str(kind), interface=self.interfaces[interface])


def main():
    bus, server = connect()
    loop = GLib.MainLoop()
    command, *rest = sys.argv[1:]
    if command == "register":
        name, kind, port, *more = rest
        subtypes = [m[len("--subtype="):] for m in more if m.startswith("--subtype=")]
        registration = Registration(
            bus, server, name, kind, int(port), [m for m in more if not m.startswith("--subtype=")], subtypes)
        GLib.io_add_watch(sys.stdin, GLib.IO_IN, registration.line)
        end = registration.group.Free
    else:
        browser = Browser(bus, server, rest[0])
        end = browser.browser.Free

    def stop():
        end()
        loop.quit()
        return False

    GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGTERM, stop)
    loop.run()


main()
