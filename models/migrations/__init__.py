"""The Alembic environment; inside the package so that an installed OnRecord can migrate its database."""
