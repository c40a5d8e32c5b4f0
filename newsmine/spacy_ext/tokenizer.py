"""A tokenizer for spaCy: underthesea's words as tokens, sentence starts set, and the text kept to the last character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from newsmine.language.document import Document
from newsmine.language.legacy import refuse_surrogates
from newsmine.spacy_ext.documents import document_of

__all__ = ["Tokenizer", "create_tokenizer", "word_spans"]

_MAX_LENGTH = 20_000_000  # characters; spaCy's own limit of a million is for parsers, whose memory grows faster than ours


def word_spans(document: Document) -> Iterator[tuple[int, int, bool, int, int]]:
    """Give each word: its span in the text as given, whether it starts a sentence, number of its sentence, number in it.

    A word of which nothing is printed (a part of a composed character in scripts other than Latin) is left out.
    """
    for number, sentence in enumerate(document.sentences):
        first = True
        for index, word in enumerate(document.words(sentence)):
            start, end = document.reading.source(*word)
            if end > start:
                yield start, end, first, number, index
                first = False


class Tokenizer(DummyTokenizer):
    """Makes a Doc of a text: tokens are words (of one or more syllables), and what stands between them but for single spaces."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __reduce__(self) -> tuple[Any, ...]:
        return Tokenizer, (self.vocab,)

    def __call__(self, text: str) -> Doc:
        """Return a Doc with ``doc.text == text``; raises :class:`newsmine.errors.InputError` on half characters (surrogates)."""
        refuse_surrogates(text)
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[bool | int | None] = []
        done = 0

        def fill(until: int) -> None:
            """Keep what stands between words: a single space on the word before, anything else as a token."""
            gap = text[done:until]
            if gap and words and gap[0] == " ":
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
                starts.append(False)

        for start, end, first, _, _ in word_spans(document_of(text)):
            fill(start)
            words.append(text[start:end])
            spaces.append(False)
            starts.append(first and any(starts))  # what precedes the first sentence belongs to it
            if first and not any(starts):
                starts[0] = True
            done = end
        fill(len(text))
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=starts)


@registry.tokenizers("newsmine.tokenizer.v1")  # type: ignore[untyped-decorator]  # spaCy's registry has no types
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return what spaCy calls to make the tokenizer of a pipeline (``@tokenizers = "newsmine.tokenizer.v1"``)."""

    def make(nlp: Language) -> Tokenizer:
        nlp.max_length = max(nlp.max_length, _MAX_LENGTH)
        return Tokenizer(nlp.vocab)

    return make
