"""Which checker looks at drafts. A better one takes its place here and nowhere else."""

from rapport.voice import checking
from rapport.voice.contract import DraftChecker

check_draft: DraftChecker = checking.check_draft
