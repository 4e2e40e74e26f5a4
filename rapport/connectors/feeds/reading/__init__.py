"""From the bytes a server sent to a document of plain values; pure, and run in a child process (`apart`)."""
