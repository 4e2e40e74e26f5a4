"""What tools and screens know of mail without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="mail",
    name="Mail",
    abilities=frozenset(
        {Ability.STREAM, Ability.FETCH, Ability.PAST, Ability.SEND, Ability.FIND, Ability.THREAD}
    ),
    settings=(
        SettingField("address", "Address", help="For example support@example.org."),
        SettingField(
            "password",
            "Password",
            help="Where the provider offers app passwords, make one for Rapport and use that.",
            secret=True,
        ),
        SettingField("user", "User name", help="Empty means the address.", required=False),
        SettingField("imap_host", "IMAP server", help="For example imap.example.org."),
        SettingField("imap_port", "IMAP port", required=False, default="993"),
        SettingField(
            "imap_security",
            "IMAP security",
            help="tls, starttls, or none (only on this machine).",
            required=False,
            default="tls",
        ),
        SettingField("smtp_host", "SMTP server", help="For example smtp.example.org."),
        SettingField("smtp_port", "SMTP port", required=False, default="465"),
        SettingField(
            "smtp_security",
            "SMTP security",
            help="tls (port 465), starttls (port 587), or none (only on this machine).",
            required=False,
            default="tls",
        ),
        SettingField(
            "folder", "Folder", help="Where mail arrives.", required=False, default="INBOX"
        ),
        SettingField(
            "sent_folder",
            "Folder for sent mail",
            help="Empty means the one the server names.",
            required=False,
        ),
        SettingField(
            "news_from",
            "Mail to this box is operations news from",
            help="Addresses that may tell facts for the board. Empty for customers' mail.",
            required=False,
        ),
        SettingField(
            "news_checked_by",
            "Who checks the senders of news",
            help="The first word of Authentication-Results in a mail to this box.",
            required=False,
        ),
        SettingField(
            "news_timezone",
            "Time zone of news",
            help="For example Europe/Berlin. Empty means the writer's.",
            required=False,
        ),
        SettingField("name", "Name", help="Shown to whoever gets an answer.", required=False),
    ),
    # No server takes more than some 25 MB (gmail.com and outlook.com, help pages read 2026-11); 100,000 characters
    # is what Rapport reads of a text.
    limits=Limits(text_length=100_000, images=10, sends_per_hour=100),
    docs_url="https://www.rfc-editor.org/rfc/rfc9051",
    quality={
        "payloads": "done",
        "sends_once": "todo: SMTP itself sends twice what is handed in twice; we look for our Message-ID first",
        "finds_sent": "done",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "done",
        "edits_and_deletions": "exempt: mail is not changed once sent; moving it to another folder is filing",
        "own_posts": "done",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "done",
    },
    proven="proven against Dovecot and Exim; not yet against Gmail, Outlook or other large providers",
)
