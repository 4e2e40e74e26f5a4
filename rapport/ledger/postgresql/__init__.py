"""Django's PostgreSQL, with the two habits that suit pages asked for all day (docs/decisions/0027)."""
