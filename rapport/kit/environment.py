"""What the operator sets from outside, read once: the `RAPPORT_*` variables and `DATABASE_URL`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rapport.kit.home import default_home
from rapport.kit.postgres import EmbeddedPostgres
from rapport.kit.processes import BEHIND


class BadSetting(Exception):
    """A variable's value makes no sense; the message says which, and what would."""


@dataclass(frozen=True)
class MailServer:
    """The server that takes mail to staff, as Django's settings name it. `sender` is its From."""

    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    use_ssl: bool
    sender: str


@dataclass(frozen=True)
class Environment:
    home: Path
    port: int
    url: str
    bind: str
    database_url: str
    trusted_proxies: str
    key_file: Path
    files: Path
    allow_hosts: tuple[str, ...]
    mail: MailServer | None
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    demo: bool
    testing: bool
    pool: bool
    jobs_behind: int
    reader: str

    @classmethod
    def from_os(cls, environ: Mapping[str, str]) -> Environment:
        home = _path(environ.get("RAPPORT_HOME") or default_home())
        port = _port(environ.get("RAPPORT_PORT") or "8000")
        return cls(
            home=home,
            port=port,
            url=_url(environ.get("RAPPORT_URL") or f"http://127.0.0.1:{port}"),
            bind=environ.get("RAPPORT_BIND") or "127.0.0.1",
            database_url=_database_url(environ.get("DATABASE_URL") or ""),
            trusted_proxies=environ.get("RAPPORT_TRUSTED_PROXIES") or "",
            key_file=_path(environ.get("RAPPORT_KEY_FILE") or home / "secret.key"),
            files=_path(environ.get("RAPPORT_FILES") or home / "files"),
            allow_hosts=tuple(
                h.strip()
                for h in (environ.get("RAPPORT_ALLOW_HOSTS") or "").split(",")
                if h.strip()
            ),
            mail=_mail(
                environ.get("RAPPORT_MAIL_URL") or "", environ.get("RAPPORT_MAIL_FROM") or ""
            ),
            oidc_issuer=environ.get("RAPPORT_OIDC_ISSUER") or "",
            oidc_client_id=environ.get("RAPPORT_OIDC_CLIENT_ID") or "",
            oidc_client_secret=environ.get("RAPPORT_OIDC_CLIENT_SECRET") or "",
            oidc_name=environ.get("RAPPORT_OIDC_NAME") or "single sign-on",
            demo=environ.get("RAPPORT_DEMO") == "1",
            testing=environ.get("RAPPORT_TESTING") == "1",
            pool=environ.get("RAPPORT_DB_POOL") == "1",
            jobs_behind=_jobs_behind(environ.get("RAPPORT_JOBS_BEHIND") or str(BEHIND)),
            reader=_reader(environ.get("RAPPORT_READER") or "full"),
        )

    def secret_keys(self) -> list[str]:
        """The installation's keys, the one in use first: the lines of the key file, made on first use (mode 0600).

        Every host of one installation needs the same file; it never goes into a backup.
        """
        if self.testing:
            return ["a key for tests only, long enough to satisfy every check there is"]
        if not self.key_file.exists():
            _make_key_file(self.key_file)
        keys = self.key_file.read_text().split()
        if not keys:
            raise BadSetting(
                f"The key file {self.key_file} is empty. Put its copy back; without it, accounts have to be connected again."
            )
        return keys

    def database(self) -> dict[str, Any]:
        """Django's settings for `DATABASE_URL`, or for the embedded server of this home, but for the engine."""
        options: dict[str, Any] = {}
        if self.pool:
            options["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}
        common = {
            "CONN_MAX_AGE": 0,
            # The pool looks at a connection before it hands it out: PostgreSQL may have started again.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
        if self.database_url:
            parts = urlsplit(self.database_url)
            query = dict(parse_qsl(parts.query))
            host = query.pop("host", None) or parts.hostname or ""
            return common | {
                "NAME": unquote(parts.path.lstrip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": host,
                "PORT": str(parts.port or query.pop("port", "")),
                "OPTIONS": options | query,
            }
        server = EmbeddedPostgres(self.home / "postgres")
        return common | {
            "NAME": "rapport",
            "USER": server.user,
            "HOST": str(server.socket_folder),
            "PORT": "",
        }


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise BadSetting(
            f"RAPPORT_PORT is {text!r}; it has to be a number from 1 to 65535, such as 8000."
        )
    return int(text)


def _jobs_behind(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 19:
        raise BadSetting(
            f"RAPPORT_JOBS_BEHIND is {text!r}; it has to be a number from 0 (jobs go beside pages) to 19, such as {BEHIND}."
        )
    return int(text)


def _reader(text: str) -> str:
    if text not in ("full", "rough"):
        raise BadSetting(
            f"RAPPORT_READER is {text!r}; it has to be full (better) or rough (for the smallest machines)."
        )
    return text


def _path(given: str | Path) -> Path:
    return Path(given).expanduser().absolute()


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(
            f"RAPPORT_URL is {text!r}; it has to be an address such as https://rapport.example.org."
        )
    return text.rstrip("/")


def _database_url(text: str) -> str:
    """Checked, and never repeated in an error: it carries a password."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        whole = (
            parts.scheme in ("postgres", "postgresql") and len(parts.path) > 1 and parts.port != 0
        )
    except ValueError:
        whole = False
    if not whole:
        raise BadSetting(
            "DATABASE_URL cannot be read. It has to look like postgresql://user:password@host:5432/name, "
            "with special characters in the password written as %40 and the like."
        )
    return text


# The schemes as other Django projects write them, each with its usual port: STARTTLS (RFC 6409), TLS from the first
# byte (RFC 8314), and neither, for a server on this machine.
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def _mail(text: str, sender: str) -> MailServer | None:
    """Checked, and never repeated in an error: it carries a password."""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port or _MAIL_PORTS[parts.scheme]
        host = parts.hostname or ""
    except (ValueError, KeyError):
        host, port = "", 0
    if not host:
        raise BadSetting(
            "RAPPORT_MAIL_URL cannot be read. It has to look like smtp+tls://user:password@mail.example.org:587 "
            "(smtp+ssl for TLS from the start, smtp for none), with special characters in the password written as %40 "
            "and the like."
        )
    if "@" not in sender or any(sign in sender for sign in "\r\n"):
        raise BadSetting(
            f"RAPPORT_MAIL_FROM is {sender!r}; mail to staff needs a sender such as rapport@example.org."
        )
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtp+ssl",
        sender=sender,
    )


def _make_key_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(whole, "x", opener=_private) as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        # In one step, so that no other process reads half a key; it fails where another was quicker.
        os.link(whole, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        whole.rename(path)
    finally:
        whole.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
