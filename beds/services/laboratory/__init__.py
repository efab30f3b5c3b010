"""The laboratory as people use it on pages: scenarios kept, changed by levers, shared, tried on this week, compared."""
