"""What a report is: title, bodies, kind, inspectorates and dates."""
