"""A name server on loopback that knows what it is told: gRPC asks it for the addresses of a service."""
import socket
import struct
import threading


class NameServer:
    """`names`: name -> list of IPv4 addresses, which may change at any time."""

    def __init__(self, names):
        self.names = names
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while True:
            question, peer = self.socket.recvfrom(4096)
            if not question:
                return
            self.socket.sendto(self.answer(question), peer)

    def answer(self, question):
        labels, at = [], 12
        while question[at]:
            labels.append(question[at + 1:at + 1 + question[at]].decode())
            at += 1 + question[at]
        (kind,) = struct.unpack_from("!H", question, at + 1)
        name = ".".join(labels).lower()
        # AAAA and SRV of a name that is known: an empty answer. Type A is 1.
        addresses = self.names.get(name, []) if kind == 1 else []
        status = 0 if name in self.names else 3
        header = question[:2] + struct.pack("!HHHHH", 0x8580 | status, 1, len(addresses), 0, 0)
        records = b"".join(struct.pack("!HHHIH", 0xC00C, 1, 1, 0, 4) + socket.inet_aton(address) for address in addresses)
        return header + question[12:at + 5] + records

    def close(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        self.thread.join()
        self.socket.close()
