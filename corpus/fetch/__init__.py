"""The official reports, fetched from the inspectorates' sites."""
