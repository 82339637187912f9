"""Who is in a text and who said what.

    >>> import dateline
    >>> article = dateline.analyze("Mayor Ana Ruiz denied that the town had been warned.")
    >>> [(quote["name"], quote["act"]) for quote in article["quotes"]]
    [('Ana Ruiz', 'denies')]

Results are plain dicts, typed as :class:`Article`; every range counts code points of the text, so
``article["text"][start:end]`` are its words. Everything runs on this machine.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from os import cpu_count
from typing import Any, TypedDict

from ._dateline import __version__, analyze_json

__all__ = [
    "Article",
    "Block",
    "Entity",
    "Figure",
    "Mention",
    "Quote",
    "analyze",
    "analyze_json",
    "analyze_many",
    "spans",
    "__version__",
]

Range = list[int]
"""Start and end, in code points."""


class Block(TypedDict, total=False):
    kind: str
    range: Range
    level: int
    number: str


class Mention(TypedDict):
    range: Range
    form: str


class Entity(TypedDict):
    id: int
    kind: str
    name: str
    aliases: list[str]
    role: str | None
    salience: float
    mentions: list[Mention]


class Quote(TypedDict):
    id: int
    kind: str
    parts: list[Range]
    cue: list[Range]
    speaker: list[Range]
    entity: int | None
    name: str | None
    addressee: list[Range]
    via: list[Range]
    confidence: float
    why: str
    verb: str | None
    act: str
    polarity: str
    modality: str
    source: str
    speech: bool


class Figure(TypedDict):
    kind: str
    range: Range
    value: float | None
    unit: str | None
    iso: str | None


class Article(TypedDict):
    schema: str
    id: str
    title: str | None
    byline: str | None
    published: str | None
    source: str | None
    language: str
    text: str
    blocks: list[Block]
    entities: list[Entity]
    quotes: list[Quote]
    figures: list[Figure]
    links: list[dict[str, Any]]
    inline: list[dict[str, Any]]
    authors: list[str]
    stats: dict[str, int]


def analyze(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
) -> Article:
    """Returns what the engine finds in ``text``.

    ``published`` (RFC 3339, or a bare date) is what "Wednesday" and "last year" count from. Without
    ``id`` the text's hash is it.
    """
    return json.loads(analyze_json(text, id, title, published))


def analyze_many(
    texts: Iterable[str | dict[str, Any]],
    threads: int | None = None,
) -> Iterator[Article]:
    """Yields the results of many texts, in their order, from several threads.

    Each of ``texts`` is a string or a dict with ``text`` and, if it has them, ``id``, ``title`` and
    ``published``. It is read as the results are taken, a few texts ahead, so that an endless one can
    be given; on an interrupt the texts that wait are let go.
    """
    threads = threads or cpu_count() or 1
    if threads < 1:
        raise ValueError("threads must be at least 1")
    pool = ThreadPoolExecutor(threads)
    waiting: deque[Future[str]] = deque()
    try:
        for item in texts:
            if isinstance(item, str):
                item = {"text": item}
            waiting.append(
                pool.submit(
                    analyze_json,
                    item["text"],
                    _words(item.get("id")),
                    item.get("title"),
                    item.get("published"),
                )
            )
            if len(waiting) >= 4 * threads:
                yield json.loads(waiting.popleft().result())
        while waiting:
            yield json.loads(waiting.popleft().result())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def spans(article: Article) -> Iterator[tuple[int, int, str]]:
    """Yields the places of names as ``(start, end, label)``, as spaCy's ``Doc.char_span`` takes them."""
    for entity in article["entities"]:
        for mention in entity["mentions"]:
            if mention["form"] == "name":
                start, end = mention["range"]
                yield start, end, entity["kind"].upper()


def _words(id: Any) -> str | None:
    return id if id is None or isinstance(id, str) else json.dumps(id)
