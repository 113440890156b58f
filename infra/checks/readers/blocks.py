"""The code of infra/docs/READERS.md, run as it stands there."""

import pathlib
import re

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "READERS.md"
MOST_LINES = 10


def run(name, directory):
    """Runs the block ```python NAME and returns its variables."""
    block = re.search(rf"^```python {name}\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
    if block is None:
        raise AssertionError(f"{PAGE} has no block of Python called {name}")
    lines = [line for line in block[1].splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise AssertionError(f"block {name} must be at most {MOST_LINES} lines, but has: {len(lines)}")
    variables = {"directory": directory, "print": lambda *_: None}
    exec(compile(block[1], f"{PAGE}#{name}", "exec"), variables)
    return variables
