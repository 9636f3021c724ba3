#!/usr/bin/python3
"""A small Qt window that takes dropped files. usage: qt_receiver.py X Y FOLDER (as gtk_receiver.py)"""
import shutil, sys
from PyQt5 import QtCore, QtWidgets
x, y, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def log(*words):
    print(*words, flush=True)


class Receiver(QtWidgets.QLabel):
    def dragEnterEvent(self, event):
        if event.mimeData().hasUrls():
            log("hover")
            event.acceptProposedAction()

    def dropEvent(self, event):
        urls = event.mimeData().urls()
        for url in urls:
            shutil.copy(url.toLocalFile(), folder)
        event.setDropAction(QtCore.Qt.CopyAction)
        event.accept()
        log("received", len(urls))


program = QtWidgets.QApplication(["receiver"])
receiver = Receiver("drop here")
receiver.setAcceptDrops(True)
receiver.setWindowTitle("receiver")
receiver.resize(200, 140)
receiver.move(x, y)
receiver.show()
log("ready")
program.exec_()
