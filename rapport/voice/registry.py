"""Which checker looks at drafts and at past answers. A better one takes its place here and nowhere else."""

from rapport.voice import checking
from rapport.voice.checking import mirror
from rapport.voice.contract import DraftChecker

check_draft: DraftChecker = checking.check_draft
disagreement = mirror.disagreement
same_question_answered_differently = mirror.same_question_answered_differently
