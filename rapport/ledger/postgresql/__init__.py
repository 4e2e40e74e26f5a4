"""Django's PostgreSQL, with the habits that suit pages asked for all day (docs/decisions/0027)."""
