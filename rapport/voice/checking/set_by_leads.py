"""What leads set for a kind of finding, put to use last: nothing adjusts itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapport.voice.contract import Finding, KindSetting, Severity

_QUIETER: dict[str, tuple[Severity, ...]] = {"second": ("hold",), "note": ("hold", "second")}


def as_set(findings: Sequence[Finding], settings: Mapping[str, KindSetting]) -> list[Finding]:
    """The findings that are sure enough, none louder than is set for its kind."""
    if not settings:
        return list(findings)
    return [shown for one in findings if (shown := _shown(one, settings.get(one.kind))) is not None]


def _shown(finding: Finding, setting: KindSetting | None) -> Finding | None:
    if setting is None:
        return finding
    if setting.most == "off" or finding.confidence < setting.least:
        return None
    if finding.severity not in _QUIETER.get(setting.most, ()):
        return finding
    quieter: Severity = "second" if setting.most == "second" else "note"
    return replace(finding, severity=quieter)
