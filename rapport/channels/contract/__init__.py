"""The contract between Rapport and a network: what a connector is given, and what it gives back.

A connector is one folder under `rapport/connectors/`. It knows nothing of rooms above `channels`, keeps no
tables and writes nothing: it returns values from here and raises only the errors of `channels.errors`.
All times are aware datetimes in UTC. All keys are strings the connector promises to be globally unique
(an AT-URI, an ActivityPub `uri`, mailbox and Message-ID); private messages are scoped to the account.
"""

from __future__ import annotations

from rapport.channels.contract.connecting import Connector, SessionInMemory, SessionKeeper
from rapport.channels.contract.manifests import (
    Ability,
    AccountAccess,
    Limits,
    Manifest,
    SettingField,
)
from rapport.channels.contract.orders import Act, OutboundOrder
from rapport.channels.contract.posts import (
    AccountInfo,
    Author,
    Complaint,
    InboundFact,
    InboundPost,
    Media,
    Noted,
    OutboundImage,
    OutboundPost,
    Page,
    RawRequest,
    Reaction,
    Receipt,
    Rejected,
    raw_text,
)
from rapport.channels.rates import Endpoint, Rates

__all__ = [
    "Ability",
    "AccountAccess",
    "AccountInfo",
    "Act",
    "Author",
    "Complaint",
    "Connector",
    "Endpoint",
    "InboundFact",
    "InboundPost",
    "Limits",
    "Manifest",
    "Media",
    "Noted",
    "OutboundImage",
    "OutboundOrder",
    "OutboundPost",
    "Page",
    "Rates",
    "RawRequest",
    "Reaction",
    "Receipt",
    "Rejected",
    "SessionInMemory",
    "SessionKeeper",
    "SettingField",
    "raw_text",
]
