"""Coming in: the first-run set-up, signing in and out, invitations, one-time links, second factors.

Passwords, passkeys, TOTP and OIDC are django-allauth's; the pages are ours.
"""
