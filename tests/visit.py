"""A session with a running server, without a browser: the websocket and the messages that Streamlit ships."""

from __future__ import annotations

from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol


class Visit:
    """A browser's side of one session.

    `marks` are the controls that mark a standard, as seen so far; `fragment` is the part of the page they are in.
    """

    def __init__(self, port: int, address: str) -> None:
        self._url = f"ws://localhost:{port}/_stcore/stream"
        self._page, _, self._query = address.partition("?")
        self._hash = ""
        self.fragment = ""
        self.marks: list[Any] = []

    async def __aenter__(self) -> Visit:
        self._line = await websockets.connect(
            self._url, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._line.close()

    async def run(self, fragment: str = "", widget: tuple[str, str] | None = None) -> None:
        """Ask for one run, of the page or of a fragment, where `widget` (id, option) was changed.

        Raises RuntimeError when there is no such page, or when it shows an error.
        """
        asked = BackMsg()
        script = asked.rerun_script
        script.query_string, script.fragment_id = self._query, fragment
        script.page_script_hash, script.page_name = self._hash, "" if self._hash else self._page
        if widget:
            state = script.widget_states.widgets.add()
            state.id = widget[0]
            state.string_array_value.data.append(widget[1])
        await self._line.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await self._line.recv())
            kind = said.WhichOneof("type")
            if kind == "navigation":
                self._hash = said.navigation.page_script_hash
            elif kind == "delta":
                self._note(said)
            elif kind == "page_not_found":
                raise RuntimeError(f"There is no page {self._page}.")
            elif kind == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _note(self, said: ForwardMsg) -> None:
        element = said.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self._page}: {element.exception.message}")
        if element.WhichOneof("type") == "button_group" and element.button_group.label.startswith("Mark: "):
            self.marks.append(element.button_group)
            self.fragment = said.delta.fragment_id
