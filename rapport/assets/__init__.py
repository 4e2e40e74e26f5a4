"""Pictures: files we hold with their alt text, and the re-encoding proxy for pictures from outside.

Promises that no browser of ours ever fetches a picture from an outside host, and that bytes from outside
are decoded and encoded anew before they are served.
"""
