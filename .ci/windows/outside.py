"""outside.py ADDRESS PORT: answers questions about the network namespace that it runs in, one line each, until its standard
input ends. What a Windows JVM did is seen here by Linux' own means.

index DEV                        the interface's index
groups DEV                       the groups that it receives (/proc/net/igmp, igmp6)
filters DEV                      GROUP/SOURCE/include or exclude (/proc/net/mcfilter, mcfilter6)
ip ARGUMENTS                     runs ip(8)
send DEV SOURCE GROUP PORT N TEXT
listen DEV GROUP PORT            joins, by a plain socket
heard N                          what came there, once N have come or two seconds have passed
sniff DEV FILTER                 starts tcpdump
sniffed N                        the TTL or hop limit of each packet, once there are N or two seconds have passed
"""

import re
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time

PATIENCE = 2  # seconds
state = {}


def table(name):
    with open("/proc/net/" + name) as lines:
        return [line.split() for line in lines][1:] if "mcfilter" in name else [line.split() for line in lines]


def ipv6(digits):
    return socket.inet_ntop(socket.AF_INET6, bytes.fromhex(digits))


def ipv4(digits):
    return socket.inet_ntop(socket.AF_INET, bytes.fromhex(digits.removeprefix("0x")))


def index(dev):
    return str(socket.if_nametoindex(dev))


def groups(dev):
    found = [ipv6(row[2]) for row in table("igmp6") if row[1] == dev]
    here = None
    for row in table("igmp"):
        if row[0].isdigit():
            here = row[1]
        elif here == dev and len(row[0]) == 8:
            found.append(socket.inet_ntop(socket.AF_INET, struct.pack("=I", int(row[0], 16))))
    return " ".join(found)


def filters(dev):
    rows = [(row, ipv4) for row in table("mcfilter")] + [(row, ipv6) for row in table("mcfilter6")]
    return " ".join(
        f"{text(row[2])}/{text(row[3])}/{'include' if row[4] != '0' else 'exclude'}" for row, text in rows if row[1] == dev
    )


def ip(*arguments):
    done = subprocess.run(("ip",) + arguments, capture_output=True, text=True, timeout=10)
    return "failed: " + done.stderr if done.returncode else "done"


def datagram_socket(dev, group):
    family = socket.AF_INET6 if ":" in group else socket.AF_INET
    made = socket.socket(family, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    number = socket.if_nametoindex(dev)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, number)
    else:
        made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("=iii", 0, 0, number))
    return made, number


def send(dev, source, group, port, count, text):
    sender, _ = datagram_socket(dev, group)
    with sender:
        sender.bind((source, 0))
        for _ in range(int(count)):
            sender.sendto(text.encode(), (group, int(port)))
    return "sent"


def listen(dev, group, port):
    listener, number = datagram_socket(dev, group)
    listener.bind(("", int(port)))
    if ":" in group:
        request = socket.inet_pton(socket.AF_INET6, group) + struct.pack("=i", number)
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, request)
    else:
        request = socket.inet_aton(group) + struct.pack("=ii", 0, number)
        listener.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)
    state["listener"] = listener
    return "listening"


def heard(count):
    texts, end = [], time.monotonic() + PATIENCE
    with state.pop("listener") as listener:
        while len(texts) < int(count) and time.monotonic() < end:
            listener.settimeout(max(0.01, end - time.monotonic()))
            try:
                texts.append(listener.recvfrom(2048)[0].decode())
            except TimeoutError:
                pass
    return " ".join(texts)


def sniff(dev, *expression):
    command = ["tcpdump", "-n", "-l", "-v", "--immediate-mode", "-i", dev, *expression]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    program.stderr.readline()  # it is listening
    lines = []
    threading.Thread(target=collect, args=(program, lines), daemon=True).start()
    state["sniffer"] = program, lines
    return "sniffing"


def collect(program, lines):
    for line in program.stdout:
        lines.append(line)


def sniffed(count):
    program, lines = state.pop("sniffer")
    end = time.monotonic() + PATIENCE
    while len(hops(lines)) < int(count) and time.monotonic() < end:
        time.sleep(0.02)
    program.terminate()
    program.wait(5)
    return " ".join(hops(lines))


def hops(lines):
    return re.findall(r"(?:\bttl|\bhlim) (\d+)", "".join(lines))


COMMANDS = {each.__name__: each for each in (index, groups, filters, ip, send, listen, heard, sniff, sniffed)}


class Answer(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            verb, *arguments = line.decode().split()
            try:
                answer = COMMANDS[verb](*arguments)
            except Exception as error:  # whoever asked is to see it
                answer = "failed: " + repr(error)
            self.wfile.write((answer.replace("\n", " ") + "\n").encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server((sys.argv[1], int(sys.argv[2])), Answer) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
