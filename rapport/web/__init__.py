"""The screens. Parses, calls one action or some queries, renders. No tables."""
