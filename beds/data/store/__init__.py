"""The service's own database: tables, migrations, guards, and repositories that speak in the domain's values."""
