"""The templates of the picture and the reports."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"


def money(amount: Decimal | int) -> str:
    """`$1,234.50`."""
    return f"${amount:,.2f}"


def difference(amount: Decimal) -> str:
    """`+$32.85`, `-$3.00`, `±$0.00`."""
    sign = "+" if amount > 0 else "-" if amount < 0 else "±"
    return f"{sign}{money(abs(amount))}"


def cell(text: str) -> str:
    """A text that stays within one cell of a Markdown table and is read as text."""
    escaped = "".join(f"\\{letter}" if letter in r"\`*_[]<>|#" else letter for letter in text)
    return " ".join(escaped.split())


WIDE_LETTER = 6.7
"""Pixels of a mean letter at 11.5 px in the widest of the usual system fonts."""
NARROWEST = 0.8
"""How far letters may be squeezed before words are cut."""


def crowded(text: str, room: int) -> bool:
    """Whether a text may be wider than its room, in pixels, and is to be squeezed."""
    return len(text) * WIDE_LETTER > room


def fit(text: str, room: int) -> str:
    """Cuts a text that would not even fit squeezed."""
    longest = int(room / (WIDE_LETTER * NARROWEST))
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def render(template: str, **values: Any) -> str:
    """Fills a template. Everything is escaped unless the template is Markdown."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=select_autoescape(enabled_extensions=("html.j2", "svg.j2")),
    )
    return environment.get_template(template).render(
        money=money, difference=difference, fit=fit, cell=cell, crowded=crowded, **values
    )
