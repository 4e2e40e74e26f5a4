"""The square's HTTP interface, under `/plaza/api/`, as any network has one."""
