"""Runs `COMMAND...` with a terminal as stderr, and a dump that arrives slowly as stdin.

usage: terminal.py end|interrupt DUMP COMMAND...
Prints JSON: exit status (negative: the signal that ended it), stdout, and what the terminal got.
"""

import json, os, pty, signal, subprocess, sys, threading, time

how, dump, *command = sys.argv[1:]
terminal, side = pty.openpty()
process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=side)
os.close(side)
got = bytearray()


def collect():
    try:
        while block := os.read(terminal, 4096):
            got.extend(block)
    except OSError:  # the other side is closed
        pass


reader = threading.Thread(target=collect)
reader.start()
content = open(dump, "rb").read()
piece = max(1, len(content) // 100)
for at in range(0, len(content), piece):
    process.stdin.write(content[at : at + piece])
    process.stdin.flush()
    if b"reading" not in got:
        time.sleep(0.05)
    elif how == "interrupt":
        process.send_signal(signal.SIGINT)
        break
stdout, _ = process.communicate()
reader.join()
print(json.dumps({"status": process.returncode, "stdout": stdout.decode(), "terminal": got.decode()}))
