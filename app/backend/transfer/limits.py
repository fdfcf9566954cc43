"""How much a file may hold. Pure.

Lambda takes six megabytes and answers as many, as base64: four and a half of a file (docs/decisions/0170).
"""

MAX_FILE_BYTES = 4_000_000
MAX_ANSWER_BYTES = 4_400_000
MAX_UNPACKED_BYTES = 24_000_000
"""Of a zip file, all of it together."""
MAX_PACKED_FILES = 2000
MAX_RATIO = 800
"""Unpacked to packed bytes of one file in a zip file that is larger than a megabyte."""
MAX_HABITS = 500
MAX_ROWS = 600_000
"""Of a table, or of all tables of a zip file: many rows say nothing of a day."""
MAX_ENTRIES = 120_000
MAX_IMPORTS = 100
"""That can be taken back."""
