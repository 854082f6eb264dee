"""Notes out of the program: PDF, Word, plain text, Markdown, FHIR, and field by field.

Every format is made from one `Document`, so that a draft is marked as one in each of them, and none leaves out what
another says. Nothing here knows of the vault but `app.services.export.service`.
"""

from app.services.export.document import Document, Heading, heading_lines

__all__ = ["Document", "Heading", "heading_lines"]
