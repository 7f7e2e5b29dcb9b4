"""The pack for a day's notice: what a school has to say, written out and put into one zip file."""

from evaluation.documents.pack.archive import pack

__all__ = ["pack"]
