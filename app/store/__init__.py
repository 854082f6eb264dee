"""SQLCipher: connections, migrations, one repository per aggregate, recordings, audit chain."""
