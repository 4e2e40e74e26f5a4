"""Words the reply check knows, folded as `kit.text.fold` does: small letters without accents."""
