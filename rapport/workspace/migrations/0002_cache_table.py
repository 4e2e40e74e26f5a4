"""The table of the database cache, which sign-in limits are counted in."""

from django.db import migrations

# The columns Django's DatabaseCache reads and writes (createcachetable would need a second step by hand).
CREATE = """
CREATE TABLE workspace_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX workspace_cache_expires ON workspace_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("workspace", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE workspace_cache")]
