"""Uploads a folder with Que's official Python client, as its guide shows: get a URL, PUT the file, repeat."""

import mimetypes
import os
import sys
from pathlib import Path

import requests
from que_media import Que

server, folder = sys.argv[1:]
with Que(api_key_auth=os.environ["QUE_API_KEY_AUTH"], server_url=server) as que:
    for path in sorted(Path(folder).iterdir()):
        presigned = que.asset_management.get_presigned_url().result
        with open(path, "rb") as file:
            answer = requests.put(presigned.url, data=file, headers={"Content-Type": mimetypes.guess_type(path)[0]})
        answer.raise_for_status()
