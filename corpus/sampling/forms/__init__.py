"""Made-up reports in the other forms in which bodies publish: web pages, Word files, workbooks."""

from corpus.sampling.forms.web import as_page as as_page
from corpus.sampling.forms.word import as_word as as_word
from corpus.sampling.forms.workbook import as_book as as_book

__all__ = ["as_book", "as_page", "as_word"]
