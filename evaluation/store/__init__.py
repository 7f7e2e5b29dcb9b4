"""The SQLite store: the only room that knows SQL. One file for each thing it keeps."""

from evaluation.store.plumbing import CHANGED_BY_HAND, Store, StoreError, Write, now, open_store, store_path

__all__ = ["CHANGED_BY_HAND", "Store", "StoreError", "Write", "now", "open_store", "store_path"]
