"""What waits for a colleague's word before it leaves: read, changed in place, approved or sent back."""
