"""Numbers, dates, messages and sentences in the reader's language; imports no store."""
