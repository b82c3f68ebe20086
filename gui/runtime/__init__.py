"""The running program: log, crashes, language, settings file; imports no other room but `look`."""
