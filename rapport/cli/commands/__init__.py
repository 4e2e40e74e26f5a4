"""Commands that are not about running Rapport itself, a module each."""
