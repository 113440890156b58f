"""Cases, one line each; what a case raises makes it fail, not the program."""

import traceback


def case(name, check, *arguments):
    try:
        check(*arguments)
        print(f"passed  {name}", flush=True)
    except Exception as fault:
        print(f"failed  {name}: {type(fault).__name__}: {str(fault)[:300]!r}", flush=True)
        traceback.print_exc()


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what} must be {expected!r}, but was: {found!r}")


def refused(errors, act):
    """Checks that an act fails with one of the errors."""
    try:
        act()
    except errors:
        return
    raise AssertionError(f"nothing was noticed where {errors} was expected")
