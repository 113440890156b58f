"""Whether an evaluation is good enough, and whole enough, to be published."""

from __future__ import annotations

from typing import Any


def refusals(card: dict[str, Any], minimum: float) -> list[str]:
    """Why evaluation.json is refused, a sentence each; none when it passes."""
    checks = card.get("integrity") or []
    reasons = [f"integrity check {check.get('name')} failed: {check.get('evidence')}" for check in checks if check.get("pass") is not True]
    if not checks:
        reasons.append("there is no integrity check in it")
    top1 = top1_of(card)
    if top1 is None:
        reasons.append("there is no accuracy in it: " + (card.get("noProbeReason") or "no linear probe"))
    elif not top1 >= minimum:
        reasons.append(f"top-1 must be at least {minimum}, but was: {top1}")
    return reasons


def top1_of(card: dict[str, Any]) -> float | None:
    top1 = (card.get("linearProbe") or {}).get("top1")
    return top1 if isinstance(top1, int | float) and not isinstance(top1, bool) else None
