"""The nouns of supported housing and the policy: frozen values that know nobody else in the house."""
