"""Asking a department, and a department's own page: what it is asked, and one box. Nothing here goes outside."""
