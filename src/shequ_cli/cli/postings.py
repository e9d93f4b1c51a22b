"""Postings of a store: their definitions, what was posted when, and what one of them shows today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shequ_cli.cli import definitions
from shequ_cli.cli.naming import unknown
from shequ_cli.cli.postingtable import NotPosted, Shown
from shequ_cli.documents import posting as pages
from shequ_cli.words.language import _
from shequ_cli.work.posting import Posting, PostingRule, Span

if TYPE_CHECKING:
    from shequ_cli.cli.desk import Desk
    from shequ_cli.documents.document import Document
    from shequ_cli.store.draft import Draft
    from shequ_cli.words.record import Record


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be written; `draft` is what it changes in the ledger of postings, None when it was made before."""

    document: Document
    posting: Posting
    draft: Draft | None
    record: str
    message: str


@dataclass(frozen=True)
class Board:
    """The notice board of a store."""

    desk: Desk

    @property
    def shown(self) -> Shown:
        """What postings show."""
        return Shown(self.desk)

    @cached_property
    def rules(self) -> Mapping[str, PostingRule]:
        """Every definition by name."""
        return definitions.postings(self.desk.store)

    def rule(self, word: str) -> PostingRule:
        """The definition with this name, title or alias."""
        found = next((rule for rule in self.rules.values() if word in rule.words), None)
        if found is None:
            raise unknown(_("公示"), word, [one for rule in self.rules.values() for one in rule.words])
        return found

    def posted(self, rule: PostingRule) -> list[Record]:
        """The records of what this definition posted, oldest first."""
        return self.desk.store.chosen(rule.record, "definition = :name", {"name": rule.name})

    def page(self, rule: PostingRule, first: date | None) -> Page:
        """The posting that begins on `first`; without it the one that stands, or a new one from today.

        The same page again, and nothing recorded, where it was posted before. NotPosted once its window is over.
        """
        before = self.posted(rule)
        standing = [one for one in before if not one.values.get("withdrawn_on")]
        chosen = [one for one in before if one.values["posted_on"] == first] if first else standing
        if chosen:
            return self._again(rule, chosen[-1])
        posting = self._new(rule, first or self.desk.today, () if first or rule.again else before)
        if posting.span.last < self.desk.today:
            raise NotPosted(
                _("从{first}起公示，到{last}已经期满；过去的公示请用 shequ add 登记").format(**posting.span._asdict())
            )
        return self._recorded(rule, posting)

    def taken_down(self, rule: PostingRule) -> Page:
        """The page that takes the place of the latest posting once its window is over."""
        before = self.posted(rule)
        if not before:
            raise NotPosted(_("“{title}”还没有公示过").format(title=rule.title))
        one = next((each for each in before if not each.values.get("withdrawn_on")), before[-1])
        posting, on = self._bare(rule, one), one.values.get("withdrawn_on")
        if posting.span.last >= self.desk.today and not on:
            said = _("“{title}”公示到{last}，还没有期满；要提前撤下，请用 shequ edit {id} 写撤下日期和理由")
            raise NotPosted(said.format(title=posting.title, last=posting.span.last, id=one.id))
        day = on if isinstance(on, date) else self.desk.today
        objections = one.values.get("objections")
        document = pages.withdrawn(posting, self._name, day, objections if isinstance(objections, int) else None)
        draft = None if on else self._edited(one.id, {"withdrawn_on": day.isoformat()})
        return Page(document, posting, draft, one.id, _("撤下公示 {id}").format(id=one.id))

    @property
    def _name(self) -> str:
        return self.desk.store.profile.full_name

    def _edited(self, id: str, changes: Mapping[str, str]) -> Draft:
        from shequ_cli.store.records import draft_edit

        return draft_edit(self.desk.store, id, changes, self.desk.today)

    def _recorded(self, rule: PostingRule, posting: Posting) -> Page:
        from shequ_cli.store.records import draft_new

        raw: dict[str, Any] = {
            "posted_on": posting.span.first.isoformat(),
            "until": posting.span.last.isoformat(),
            "kind": rule.kind,
            "title": posting.title,
            "definition": rule.name,
            "channel": posting.channel,
            "place": rule.place,
            "items": list(posting.items),
        }
        (draft,) = draft_new(self.desk.store, rule.record, [raw], self.desk.today)
        id = draft.record.id
        return Page(pages.document(posting, self._name), posting, draft, id, _("公示 {id}").format(id=id))

    def _again(self, rule: PostingRule, one: Record) -> Page:
        """What was posted, once more as it was."""
        bare = self._bare(rule, one)
        if bare.span.last < self.desk.today or one.values.get("withdrawn_on"):
            said = _(
                "“{title}”公示期到{last}已满，不能再出名单；撤下：shequ post {name} --withdraw；重新公示：shequ post {name} --from 日期"
            )
            raise NotPosted(said.format(title=bare.title, last=bare.span.last, name=rule.name))
        posting = self.shown.again(bare)
        return Page(pages.document(posting, self._name), posting, None, one.id, "")

    def _bare(self, rule: PostingRule, one: Record) -> Posting:
        """A posting as the ledger has it, without its list."""
        first, last = (one.values.get(name) for name in ("posted_on", "until"))
        assert isinstance(first, date)
        span = Span(first, last if isinstance(last, date) else first)
        return Posting(rule, str(one.values["title"]), span, items=_items(one))

    def _new(self, rule: PostingRule, first: date, before: Sequence[Record]) -> Posting:
        """What is posted from `first` on: nothing that was in an earlier posting of `before`."""
        last = definitions.work_calendar(self.desk.store).due(first, rule.window)
        title = self.shown.title(rule, first)
        if rule.report and any(one.values["title"] == title for one in before):
            said = _("“{title}”已经公示过；再公示一次：shequ post {name} --from 日期")
            raise NotPosted(said.format(title=title, name=rule.name))
        return self.shown.new(rule, Span(first, last), frozenset(item for one in before for item in _items(one)))


def _items(one: Record) -> tuple[str, ...]:
    items = one.values.get("items")
    return tuple(map(str, items)) if isinstance(items, tuple) else ()
