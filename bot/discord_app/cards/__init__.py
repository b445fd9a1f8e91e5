"""Messages and panels as Discord shows them."""
