"""Runs a program on a pseudo-terminal and tells what a person would have seen.

    terminal.py COLUMNS PROGRAM ARGUMENT...

Standard output and standard error are the terminal, standard input is empty. Prints JSON: the exit status, every line as
it stood before it was written over (`frames`), and the screen at the end (`screen`), without blanks at the ends of lines.
A program that writes beyond the last column is told of in `wrapped`.
"""

import errno
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios


class Screen:
    """As much of a terminal as scanplan uses: printing, line feed, carriage return, erasing to the end, colours."""

    def __init__(self, columns):
        self.columns = columns
        self.lines = [[]]
        self.column = 0
        self.wrapped = []
        self.frames = []

    def text(self):
        return "".join(self.lines[-1]).rstrip()

    def put(self, sign):
        if self.column >= self.columns:
            self.wrapped.append(self.text())
            self.lines.append([])
            self.column = 0
        line = self.lines[-1]
        if self.column < len(line):
            line[self.column] = sign
        else:
            line.append(sign)
        self.column += 1

    def write(self, text):
        for part in re.findall(r"\r\n|\x1b\[[0-9;]*[A-Za-z]|[\s\S]", text):
            # A terminal makes two signs of a line feed.
            if part in ("\n", "\r\n"):
                self.lines.append([])
                self.column = 0
            elif part == "\r":
                if self.text():
                    self.frames.append(self.text())
                self.column = 0
            elif part == "\x1b[K":
                del self.lines[-1][self.column :]
            elif not part.startswith("\x1b["):
                self.put(part)


def main():
    columns = int(sys.argv[1])
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError as error:
            # How Linux says that nobody holds the other end any more.
            if error.errno != errno.EIO:
                raise
            break
        if not piece:
            break
        seen += piece
    screen = Screen(columns)
    screen.write(seen.decode("utf-8"))
    lines = ["".join(line).rstrip() for line in screen.lines]
    print(json.dumps({"status": process.wait(), "frames": screen.frames, "screen": lines, "wrapped": screen.wrapped}))


main()
