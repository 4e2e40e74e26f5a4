"""Import: a file of the past dropped, read by a job, and its report."""
