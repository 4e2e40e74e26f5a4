"""Practice: ten recorded cases to answer, with the checks and advice of somebody who has done it. Nothing leaves."""
