"""The two servers' configuration, each in one file and as small as it can be."""

from __future__ import annotations

from pathlib import Path


def dovecot_conf(folder: Path, user: str, imap: int, imaps: int, password: str) -> str:
    return f"""\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group =
mail_uid = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_home = {folder}/mail/%u
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
ssl_dh =
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 100
# Maildirs are watched; where the kernel does not tell of a change, look once a second.
mailbox_idle_check_interval = 1 secs
login_trusted_networks = 127.0.0.1

passdb {{
  # Everybody has the same: a file of passwords is read once a second only.
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user}
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""


def exim_conf(folder: Path, user: str, smtp: int, smtps: int, domain: str, password: str) -> str:
    """Takes mail from whoever signs in, and from strangers for its own domain.

    Recipients named busy+... are put off for ever (as greylisting does), no-... are refused, gone+... are taken and
    bounced later, away+... answer automatically.
    """
    return f"""\
exim_user = {user}
exim_group = {user}
never_users =
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/exim-%slog
pid_file_path = {folder}/exim.pid
daemon_smtp_ports = {smtp} : {smtps}
tls_on_connect_ports = {smtps}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {folder}/server.pem
tls_privatekey = {folder}/server.key
host_lookup =
rfc1413_hosts =
qualify_domain = {domain}
message_size_limit = 60M
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
deliver_queue_load_max = 1000
queue_only_load = 1000
smtp_reserve_hosts = 127.0.0.1
check_spool_space = 0
check_spool_inodes = 0
disable_ipv6 = true
trusted_users = {user}
keep_environment =
timezone = UTC
acl_smtp_rcpt = check_rcpt

begin acl
check_rcpt:
  deny    message = no such person here
          local_parts = ^no-
  defer   message = greylisted, come back in 60 seconds
          local_parts = ^busy
  accept  authenticated = *
  accept  domains = {domain}
  deny    message = relaying denied

begin routers
gone:
  driver = redirect
  local_parts = ^gone
  allow_fail
  data = :fail: the mailbox is closed
away:
  driver = accept
  local_parts = ^away
  condition = ${{if !eq{{$sender_address}}{{}}}}
  transport = away
local:
  driver = accept
  domains = {domain}
  local_parts = lsearch;{folder}/people
  local_part_suffix = +*
  local_part_suffix_optional
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = {folder}/mail/$local_part_data@{domain}
  create_directory
  delivery_date_add
  envelope_to_add
  return_path_add
  user = {user}
away:
  driver = autoreply
  to = $sender_address
  from = $local_part@{domain}
  subject = Away until Monday
  text = I am away and back on Monday.
  user = {user}

begin retry
* * F,1h,2s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{{password}}}}}
  server_set_id = $auth2
"""
