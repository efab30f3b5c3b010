"""Scenario files (SPEC section 7): a chain of YAML files becomes one frozen scenario. The door is scenario_file."""
