"""Registers or browses by python-zeroconf; a JSON line for each event. Debian's python3-zeroconf."""

import ipaddress
import json
import signal
import socket
import subprocess
import sys
import threading

from zeroconf import IPVersion, ServiceBrowser, ServiceInfo, Zeroconf


def tell(event, **what):
    print(json.dumps({"event": event, **what}), flush=True)


def addresses():
    listing = json.loads(subprocess.check_output(["ip", "-j", "addr"]))
    found = [a["local"] for i in listing if i.get("ifname", "").startswith("eth") for a in i["addr_info"]]
    return [ipaddress.ip_address(a).packed for a in found]


def properties(txt):
    pairs = [t.partition("=") for t in txt]
    return {key: value if sep else None for key, sep, value in pairs}


def info(name, kind, port, txt):
    return ServiceInfo(
        kind + ".local.", f"{name}.{kind}.local.", port=int(port), addresses=addresses(),
        properties=properties(txt), server=socket.gethostname() + ".local.")


def register(zeroconf, name, kind, port, *txt):
    tell("registering", name=name)
    service = info(name, kind, port, txt)
    zeroconf.register_service(service, allow_name_change=True)
    new = service.name[:-len(kind + ".local.") - 1]
    if new != name:
        tell("renamed", name=new)
    tell("registered", name=new)
    for line in sys.stdin:
        words = line.split()
        if words[:1] == ["txt"]:
            zeroconf.update_service(info(new, kind, port, words[1:]))


class Listener:
    def __init__(self, zeroconf):
        self.zeroconf = zeroconf

    def tell(self, event, kind, full):
        found = self.zeroconf.get_service_info(kind, full, 3000)
        if found:
            tell(event, name=full[:-len(kind) - 1], type=kind[:-len(".local.")], host=found.server.rstrip("."),
                 port=found.port, interface="", addresses=found.parsed_scoped_addresses(),
                 txt=[(k + b"=" + v).decode() if v is not None else k.decode() for k, v in found.properties.items()])

    def add_service(self, _zeroconf, kind, full):
        threading.Thread(target=self.tell, args=("added", kind, full), daemon=True).start()

    def update_service(self, _zeroconf, kind, full):
        threading.Thread(target=self.tell, args=("updated", kind, full), daemon=True).start()

    def remove_service(self, _zeroconf, kind, full):
        tell("removed", name=full[:-len(kind) - 1], type=kind[:-len(".local.")], interface="")


def main():
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    zeroconf = Zeroconf(ip_version=IPVersion.All)
    command, *rest = sys.argv[1:]
    if command == "register":
        threading.Thread(target=register, args=(zeroconf, *rest), daemon=True).start()
    else:
        ServiceBrowser(zeroconf, rest[0] + ".local.", Listener(zeroconf))
    stop.wait()
    zeroconf.close()


main()
