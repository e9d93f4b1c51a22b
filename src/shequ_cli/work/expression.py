"""Conditions as trees: the safe part of SQL, parsed with the names of a ledger's fields put in their place.

condition := and ("or" and)* · and := not ("and" not)* · not := "not" not | comparison
comparison := sum (op sum | [not] in (…) | [not] between … and … | [not] like … | is [not] null)?
sum := product ((+|-) product)* · product := factor ((*|/) factor)* · factor := [-] literal | name | call | (condition)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from shequ_cli.rules.schema import Field
from shequ_cli.rules.sqlwords import Token, plain, tokens
from shequ_cli.words.errors import QueryRefused, UnknownName
from shequ_cli.words.language import _

FUNCTIONS = {"length": (1, 1), "substr": (2, 3), "coalesce": (1, 9), "abs": (1, 1)}
"""Functions that every engine has, with the fewest and most arguments of each."""

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")

_WORDS = frozenset(("and", "or", "not", "in", "between", "like", "is", "null", "true", "false"))


@dataclass(frozen=True, slots=True)
class Name:
    """A column: a field, how many items a list field has (`counted`), or the record's id (no field)."""

    field: Field | None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number as written; None is null."""

    value: str | Decimal | None


@dataclass(frozen=True, slots=True)
class Operation:
    """`operator` over its operands: and or not, the comparisons, like in between null, + - * / neg, or a function."""

    operator: str
    operands: tuple[Node, ...]
    negated: bool = False


Node = Name | Literal | Operation
Resolve = Callable[[str], Name]


def fields_of(node: Node) -> Iterator[Field]:
    """Every field that a condition or a number rests on."""
    if isinstance(node, Operation):
        for operand in node.operands:
            yield from fields_of(operand)
    elif isinstance(node, Name) and node.field:
        yield node.field


def parsed(text: str, resolve: Resolve) -> Node:
    """The tree of a condition; QueryRefused says where it stops making sense, `resolve` complains about names."""
    return _Parser(text, resolve).whole()


class _Parser:
    """Walks the tokens once; a method a line of the grammar."""

    def __init__(self, text: str, resolve: Resolve) -> None:
        pieces = tokens(text)
        straight = "".join(plain(token) for token in pieces)
        if straight != text:  # full-width marks were put right, and ＞＝ is one mark now
            pieces = tokens(straight)
        self.pieces = [token for token in pieces if token.kind not in ("space", "comment")]
        self.words = [token.text.lower() if token.kind in ("word", "mark") else "" for token in self.pieces] + [""]
        self.text, self.resolve, self.at = text, resolve, 0

    def whole(self) -> Node:
        node = self.either()
        if self.at < len(self.pieces):
            raise self.lost()
        return node

    def lost(self) -> QueryRefused:
        """Says which word does not fit."""
        if self.at >= len(self.pieces):
            return QueryRefused(_("条件“{text}”没有写完").format(text=self.text))
        word = self.pieces[self.at].text
        return QueryRefused(_("条件“{text}”里用不了“{word}”").format(text=self.text, word=word))

    @property
    def word(self) -> str:
        """The next piece as a key word or mark; "" at the end and before a string or quoted name."""
        return self.words[self.at]

    def peek(self) -> Token | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def took(self, *words: str) -> bool:
        """Whether the next piece was this word; it is then behind us."""
        if self.word in words and self.word:
            self.at += 1
            return True
        return False

    def need(self, word: str) -> None:
        if not self.took(word):
            raise self.lost()

    def either(self) -> Node:
        found = [self.both()]
        while self.took("or"):
            found.append(self.both())
        return _joined("or", found)

    def both(self) -> Node:
        found = [self.negation()]
        while self.took("and"):
            found.append(self.negation())
        return _joined("and", found)

    def negation(self) -> Node:
        if self.took("not"):
            return Operation("not", (truth(self.negation()),))
        return self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        operator = {"!=": "<>", "==": "="}.get(self.word, self.word)
        if operator in COMPARISONS:
            self.at += 1
            return Operation(operator, (left, self.sum()))
        if self.took("is"):
            negated = self.took("not")
            self.need("null")
            return Operation("null", (left,), negated)
        negated = self.took("not")
        if self.took("in"):
            return Operation("in", (left, *self.arguments()), negated)
        if self.took("between"):
            low = self.sum()
            self.need("and")
            return Operation("between", (left, low, self.sum()), negated)
        if self.took("like"):
            return Operation("like", (left, self.sum()), negated)
        if negated:
            raise self.lost()
        return left

    def sum(self) -> Node:
        node = self.product()
        while self.word in ("+", "-"):
            operator = self.word
            self.at += 1
            node = Operation(operator, (node, self.product()))
        return node

    def product(self) -> Node:
        node = self.factor()
        while self.word in ("*", "/"):
            operator = self.word
            self.at += 1
            node = Operation(operator, (node, self.factor()))
        return node

    def factor(self) -> Node:
        if self.took("-"):
            return Operation("neg", (self.factor(),))
        if self.took("("):
            node = self.either()
            self.need(")")
            return node
        token = self.peek()
        if token is None or token.kind not in ("string", "number", "word", "quoted"):
            raise self.lost()
        return self.atom(token)

    def atom(self, token: Token) -> Node:
        if token.kind == "word" and token.text.lower() in ("null", "true", "false"):
            self.at += 1
            return Literal({"null": None, "true": Decimal(1), "false": Decimal(0)}[token.text.lower()])
        if token.kind == "word" and (token.text.lower() in _WORDS or self.is_call()):
            return self.call(token.text.lower())
        self.at += 1
        if token.kind == "string":
            return Literal(token.text[1:-1].replace("''", "'"))
        if token.kind == "number":
            return Literal(Decimal(token.text))
        try:
            return self.resolve(token.name)
        except UnknownName:
            return self.unquoted(token)

    def unquoted(self, token: Token) -> Literal:
        """A text in double quotes is taken as one; a bare word after a comparison was probably meant as one."""
        if token.kind == "quoted":
            return Literal(token.name)
        before = [piece.text.lower() for piece in self.pieces[: self.at - 1]][-2:]
        if before != ["in", "("] and (not before or before[-1] not in (*COMPARISONS, "!=", "==", "like", ",")):
            raise
        why = _("“{word}”不是字段；如果是文字，请加单引号，写成 '{word}'").format(word=token.name)
        raise QueryRefused(why) from None

    def is_call(self) -> bool:
        return self.at + 1 < len(self.pieces) and self.pieces[self.at + 1].text == "("

    def call(self, function: str) -> Node:
        if function not in FUNCTIONS:
            raise self.lost()
        self.at += 1
        arguments = self.arguments()
        fewest, most = FUNCTIONS[function]
        if not fewest <= len(arguments) <= most:
            raise QueryRefused(_("{name} 要 {n} 个值").format(name=function, n=fewest))
        return Operation(function, arguments)

    def arguments(self) -> tuple[Node, ...]:
        self.need("(")
        found = [self.sum()]
        while self.took(","):
            found.append(self.sum())
        self.need(")")
        return tuple(found)


def _joined(operator: str, found: list[Node]) -> Node:
    return Operation(operator, tuple(truth(node) for node in found)) if len(found) > 1 else found[0]


TRUTHS = frozenset(("and", "or", "not", "null", "in", "between", "like", *COMPARISONS))


def truth(node: Node) -> Node:
    """The node where true or false is wanted: a yes/no field alone means 是; anything else that is no condition is refused."""
    if isinstance(node, Operation) and node.operator in TRUTHS:
        return node
    if isinstance(node, Name) and node.field and node.field.kind == "boolean":
        return Operation("=", (node, Literal(Decimal(1))))
    if isinstance(node, Literal) and node.value in (0, 1):
        return Operation("=", (node, Literal(Decimal(1))))
    raise QueryRefused(_("条件要能判断是或否，例如 状态 = '受理'"))
