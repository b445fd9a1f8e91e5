"""What two inspections say on one topic, side by side."""
