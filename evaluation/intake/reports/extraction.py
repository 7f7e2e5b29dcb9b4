"""The text of a PDF's pages, in a process of its own: run as a script, a PDF goes in and JSON comes out.

A small crafted file can keep the parser busy for hours (a page that names thousands of fonts, each with a
large table), and nothing inside the parser's own process can stop that. `opening` runs this file, and ends
it when it takes too long. It imports nothing of the product, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from typing import BinaryIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

MOST_PAGES = 300
"""No report or letter comes near it: a long one has some 20 pages."""

MOST_CHARACTERS = 300_000
"""Of all pages together. A report of 13 pages has about 35,000."""

_MOST_MEMORY = 1024**3
_MOST_BYTES_OF_A_STREAM = 8 * 1024**2

Answer = dict[str, str | int | list[str]]


def read(content: bytes) -> Answer:
    """The pages' text, `{"pages": […]}`, or why there is none, `{"refused": "locked" | "pages" | "text", …}`.

    Raises whatever the parser makes of a damaged file.
    """
    with apply_configuration(
        zlib_maximum_output_length=_MOST_BYTES_OF_A_STREAM,
        lzw_maximum_output_length=_MOST_BYTES_OF_A_STREAM,
        run_length_maximum_output_length=_MOST_BYTES_OF_A_STREAM,
        array_based_stream_maximum_output_length=_MOST_BYTES_OF_A_STREAM,
        page_tree_maximum_entries=10 * MOST_PAGES,
        xform_maximum_invocations_per_extraction=MOST_PAGES,
        jbig2dec_binary=None,
    ):
        try:
            pdf = PdfReader(io.BytesIO(content))
            count = len(pdf.pages)
            if count > MOST_PAGES:
                return {"refused": "pages", "count": count, "most": MOST_PAGES}
            pages: list[str] = []
            for page in pdf.pages:
                pages.append(page.extract_text())
                if sum(map(len, pages)) > MOST_CHARACTERS:
                    return {"refused": "text"}
        except (FileNotDecryptedError, DependencyError):
            return {"refused": "locked"}
        except (LimitReachedError, MemoryError):
            return {"refused": "text"}
    return {"pages": pages}


def _bound_memory() -> None:
    """Where the system can, so that a file which swells fails here and not everywhere else."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def main(source: BinaryIO) -> None:
    """Read a PDF from `source` and print what was found. An error of any kind ends the process with code 1."""
    logging.disable()
    _bound_memory()
    print(json.dumps(read(source.read())))


if __name__ == "__main__":
    main(sys.stdin.buffer)
