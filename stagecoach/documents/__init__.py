"""PDF: rows in, bytes out. The only floor that knows reportlab."""
