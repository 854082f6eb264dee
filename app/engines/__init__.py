"""Speech, speakers, embeddings and language, each behind a protocol of `app.domain.engines`.

Loaded in worker processes only.
"""
