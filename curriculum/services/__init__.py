"""The use cases: plain functions on ids, frozen dataclasses out; one public function is one transaction.

From the top down, each folder knows only those below it: ``school`` (programmes, cohorts, lists, people), ``coverage``
(links, decisions, matrix, gaps, report), ``board`` (scenarios, what is decided on candidates), ``mapping`` (runs and
what they changed), ``uploading`` (a file taken in, and back out), ``background`` (the job table and the process that
works). Below them lies the ground: how to read and to write (``transactions``, ``contents``, ``conditions``), what is
refused (``errors``, ``written``), who did what (``audit``). ``demo`` and ``starting`` stand on everything.
"""
