#!/usr/bin/python3
"""A web page in Chromium with an upload field: what is dropped on it is sent to this program, as a site would get it.
usage: chromium_receiver.py X Y FOLDER (as gtk_receiver.py)"""
import http.server, os, subprocess, sys, tempfile, threading, urllib.parse
from pathlib import Path
x, y, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
PAGE = b"""<!doctype html><title>receiver</title>
<style>body{margin:0}input{display:block;box-sizing:border-box;width:100vw;height:100vh;background:#eee}</style>
<input type=file multiple ondragover="if(!window.over){over=1;fetch('/hover',{method:'PUT'})}" onchange="send(this.files)">
<script>async function send(files){for(const file of files)
await fetch('/file/'+encodeURIComponent(file.name),{method:'PUT',body:file});
await fetch('/received/'+files.length,{method:'PUT'})}
window.onload=()=>fetch('/ready',{method:'PUT'})</script>"""


def log(*words):
    print(*words, flush=True)


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what, _, rest = self.path[1:].partition("/")
        if what == "file":
            (folder / Path(urllib.parse.unquote(rest)).name).write_bytes(body)
        else:
            log(what, rest)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=site.serve_forever, daemon=True).start()
with tempfile.TemporaryDirectory() as profile:
    wayland = os.environ.get("RECEIVER_ON") == "wayland"
    subprocess.run(["chromium", f"--user-data-dir={profile}", f"--app=http://127.0.0.1:{site.server_address[1]}/",
                    f"--window-position={x},{y}", "--window-size=320,300", "--no-sandbox", "--no-first-run", "--disable-gpu",
                    "--disable-component-update", "--disable-background-networking", "--password-store=basic",
                    f"--ozone-platform={'wayland' if wayland else 'x11'}"], stderr=subprocess.DEVNULL)
