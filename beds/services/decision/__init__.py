"""Use cases of decisions that bind runs: pins, forbids, waivers, each with who, why and until when."""
