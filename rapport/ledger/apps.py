from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings


class LedgerConfig(AppConfig):
    name = "rapport.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Load every room's facts, reactions and duties, so that `publish` knows whom to tell."""
        import_module("rapport.ledger.lookups").register()
        import_module("rapport.ledger.timestamps").register()
        for room in settings.ROOMS:
            for part in ("events", "reactions", "duties", "erasing"):
                if find_spec(f"{room}.{part}"):
                    import_module(f"{room}.{part}")
