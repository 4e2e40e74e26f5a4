from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

# In place: made anew they would take as long as everything that was ever said.
_AT_ONCE = """
ALTER INDEX voice_spoken_bands SET (fastupdate = off);
ALTER INDEX voice_claim_terms SET (fastupdate = off);
SELECT gin_clean_pending_list('voice_spoken_bands'), gin_clean_pending_list('voice_claim_terms');
"""
_LATER = """
ALTER INDEX voice_spoken_bands RESET (fastupdate);
ALTER INDEX voice_claim_terms RESET (fastupdate);
"""


def _replaced(model: str, name: str, field: str) -> list[migrations.operations.base.Operation]:
    index = GinIndex(fields=[field], name=name, fastupdate=False)
    return [migrations.RemoveIndex(model, name), migrations.AddIndex(model, index)]


class Migration(migrations.Migration):
    dependencies = [("voice", "0004_memory")]

    operations = [
        migrations.RunSQL(
            _AT_ONCE,
            _LATER,
            state_operations=[
                *_replaced("spoken", "voice_spoken_bands", "bands"),
                *_replaced("claim", "voice_claim_terms", "terms"),
            ],
        )
    ]
