"""The web pages: a small Flask application over the services. Knows the services and the domain; nobody knows it."""
