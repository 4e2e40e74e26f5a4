"""The rota: who is on when, as a week one can read and change."""
