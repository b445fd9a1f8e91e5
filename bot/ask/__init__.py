"""Who answers a question: what is registered of reports, a search of their passages, or nobody."""
