#!/usr/bin/env python3
"""A small server on Python's own xmlrpc.server: it shows that library's real habits.

Prints its address on the first line. Ends when its standard input ends or after ten minutes, whichever comes first,
so that nothing outlives a test run that crashed.
"""

import os
import sys
import threading
from socketserver import ThreadingMixIn
from xmlrpc.client import Binary, DateTime, Fault
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer


class Handler(SimpleXMLRPCRequestHandler):
    rpc_paths = ("/RPC2",)


class Server(ThreadingMixIn, SimpleXMLRPCServer):
    daemon_threads = True


class Ledger:
    """Everything that it can send, and the ways in which it says no."""

    def values(self):
        return {
            "whole": -7,
            "yes": True,
            "no": False,
            "text": 'a < b & "c" ]]> d',
            "letters": "Café Zürich",
            "blank": "  ",
            "empty": "",
            "rate": -12.5,
            "tiny": 1e-7,
            "endless": float("inf"),
            "at": DateTime("20310228T07:05:09"),
            "bytes": Binary(bytes(range(256))),
            "none": None,
            "list": [1, "two", [3]],
            "nothing": [],
            "__proto__": "safe",
        }

    def echo(self, *values):
        """What came, as Python understood it."""
        return list(values)

    def types(self, *values):
        return [type(value).__name__ for value in values]

    def huge(self):
        return 2**40

    def refuse(self, code, text):
        raise Fault(code, text)

    def fail(self):
        raise KeyError("row 7")

    def zero(self):
        return 0

    def nothing(self):
        return None


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


server = Server(("127.0.0.1", 0), requestHandler=Handler, logRequests=False, allow_none=True)
server.register_instance(Ledger())
server.register_introspection_functions()
server.register_multicall_functions()
threading.Thread(target=end_with_input, daemon=True).start()
threading.Timer(600, os._exit, [0]).start()
print(f"http://127.0.0.1:{server.server_address[1]}/RPC2", flush=True)
server.serve_forever()
