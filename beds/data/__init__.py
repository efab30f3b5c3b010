"""Files in and out: the exchange format, its reader and its writer."""
