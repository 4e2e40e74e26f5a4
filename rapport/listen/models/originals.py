"""How a message looked when it was sent, beside its words."""

from __future__ import annotations

from django.db import models

from rapport.listen.models.messages import Message


class Original(models.Model):
    """The HTML a message came as, cleaned by its connector. It goes with its message, and when that is taken back."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.CASCADE, related_name="original"
    )
    html = models.TextField()
