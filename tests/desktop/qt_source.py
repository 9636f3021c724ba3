#!/usr/bin/python3
"""A small Qt window to drag files FROM, as a Qt file manager does it.
usage: qt_source.py X Y ORDERS (as in gtk_source.py: "list", and "uris" for Qt's own list of addresses)"""
import json, sys
from PyQt5 import QtCore, QtGui, QtWidgets
x, y, orders_file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def log(*words):
    print(*words, flush=True)


class Source(QtWidgets.QLabel):
    def mousePressEvent(self, event):
        self.pressed = event.pos()

    def mouseMoveEvent(self, event):
        if (event.pos() - self.pressed).manhattanLength() < 10:
            return
        order = json.load(open(orders_file))
        data = open(order["list"], "rb").read()
        mime = QtCore.QMimeData()
        if order.get("uris"):
            mime.setUrls([QtCore.QUrl.fromEncoded(line) for line in data.split()])
        else:
            mime.setData("text/uri-list", data)
        drag = QtGui.QDrag(self)
        drag.setMimeData(mime)
        log("begin")
        done = drag.exec_(QtCore.Qt.CopyAction | QtCore.Qt.MoveAction | QtCore.Qt.LinkAction, QtCore.Qt.CopyAction)
        log("end", {0: "nothing", 1: "copy", 2: "move", 4: "link"}[int(done)])


program = QtWidgets.QApplication(["source"])
source = Source("drag me")
source.setWindowTitle("drag source")
source.resize(120, 80)
source.move(x, y)
source.show()
log("ready")
program.exec_()
