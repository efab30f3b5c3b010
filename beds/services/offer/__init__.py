"""Use cases of offers: accepted, declined, withdrawn, expired, not taken up; and the list of them."""
