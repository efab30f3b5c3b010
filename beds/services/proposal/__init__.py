"""Use cases of proposals: shown, approved in whole or in part, refused."""
