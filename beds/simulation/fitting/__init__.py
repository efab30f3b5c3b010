"""What a service's own stays say of lengths of stay, departures and returns: from a snapshot to estimates."""
