"""Flow to its flowchart: an inline SVG whose boxes are links, its note on consent, and the same in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.check import CheckPage
from build_scripts.flowchart.elk import Place
from build_scripts.flowchart.layout import Box, Picture, picture_of
from build_scripts.flowchart.plan import PHONE, SIZE
from build_scripts.flowchart.svg import arrow_shape, box_shape, short, way_shape
from decision_engine.authoring.graph import Branch, branches
from decision_engine.model import Outcome, Question

BOXES = 60  # a larger flow is given in words alone: nobody finds a way through so large a picture
CHART = "flowchart"  # the point that the guidance's own flowchart is, with its note
NOTE = "flowchart-consent-note"  # the point whose question has its meaning said under the picture
_LABEL = 30  # letters; longer answers of one branch are counted beside its arrow, and written out in words
_TALL = 1150.0  # a picture higher than this may not be shrunk onto one sheet of paper


def flowchart(check: CheckPage, *, links: Callable[[str], str], place: Place, prefix: str = "") -> Markup:
    """Draw a flow; ``links`` gives the address of a box's id, ``prefix`` keeps ids apart on a page with two pictures.

    ``place`` is asked where everything goes; whatever it raises is passed on.
    """
    return _Flowchart(check, links, place, f"{prefix}{check.flow.id}-inWords").figure()


@dataclass(frozen=True, slots=True)
class _Flowchart:
    check: CheckPage
    links: Callable[[str], str]
    place: Place
    words_id: str

    def figure(self) -> Markup:
        """Put picture, notes and words together."""
        flow = self.check.flow
        if len(flow.by_id) > BOXES:
            said = self.say("flowchart.too_large", count=len(flow.by_id))
            picture, words = Markup("<p>{}</p>").format(said), self.words()
        else:
            picture = self.picture(picture_of(flow, self.name, self.place))
            words = Markup('<details class="flowchart__words" id="{}"><summary>{}</summary>{}</details>').format(
                self.words_id, self.say("flowchart.in_words"), self.words()
            )
        return Markup('<figure class="flowchart">{}{}{}{}</figure>').format(
            Markup('<p class="flowchart__place" data-map-here></p>'),
            picture,
            _joined(self.note(question) for question in self.noted()),
            words,
        )

    def say(self, key: str, **values: object) -> str:
        """Return one of the language's texts, filled in."""
        return self.check.local.language.say(key, **values)

    def name(self, part: Question | Outcome | Branch) -> str:
        """Return the words of a box or an arrow."""
        if isinstance(part, Branch):
            answers = self.answers(part)
            many = len(part.options) > 1 and len(answers) > _LABEL
            return self.say("flowchart.any_of", count=len(part.options)) if many else answers
        return self.check.plain(part.name or part.text if isinstance(part, Question) else part.name)

    def answers(self, branch: Branch) -> str:
        """Return the answers that lead on together."""
        return "; ".join(self.check.plain(option.label) for option in branch.options)

    def number(self, question: Question) -> int:
        """Return a question's number, as on the page: its place in the file."""
        return self.check.flow.questions.index(question) + 1

    def noted(self) -> Iterator[Question]:
        """Yield the questions explained under the picture, in the flow that is the guidance's own flowchart."""
        if CHART in self.check.flow.source.points:
            yield from (one for one in self.check.flow.questions if NOTE in one.points and one.meaning)

    def note(self, question: Question) -> Markup:
        """Explain under the picture what a question means."""
        title = self.say("flowchart.note", number=self.number(question), name=self.name(question))
        return Markup('<p class="flowchart__note"><strong>{}</strong> {}</p>').format(
            title, self.check.html(question.meaning)
        )

    def words(self) -> Markup:
        """Write every question, answer and arrow as an ordered list."""
        flow = self.check.flow
        start = next(question for question in flow.questions if question.id == flow.start)
        items = (
            Markup('<li><a href="{}">{}</a><ul>{}</ul></li>').format(
                self.links(question.id), self.check.plain(question.text), _joined(map(self.answer, branches(question)))
            )
            for question in flow.questions
        )
        return Markup('<p>{}</p><ol class="flowchart__list">{}</ol>').format(
            self.say("flowchart.start", number=self.number(start)), _joined(items)
        )

    def answer(self, branch: Branch) -> Markup:
        """Write an answer, or those that lead on together, and where it leads."""
        return Markup("<li><strong>{}</strong>: {}</li>").format(self.answers(branch), self.leads_to(branch))

    def leads_to(self, branch: Branch) -> str:
        """Write where an answer leads."""
        to = self.check.target(branch.options[0])
        if isinstance(to, Outcome):
            return self.name(to)
        return self.say("flowchart.go_to", number=self.number(to), question=self.name(to))

    def picture(self, picture: Picture) -> Markup:
        """Draw the picture: arrows, boxes, and over them the marks of a route, which the page's script shows."""
        kinds = ["flowchart__picture"]
        kinds += ["flowchart__picture--wide"] if picture.width > PHONE else []
        kinds += ["flowchart__picture--tall"] if picture.height > _TALL else []
        drawing = Markup(
            '<svg class="{}" role="group" aria-label="{}" aria-details="{}" viewBox="0 0 {} {}" width="{}" '
            'height="{}" font-size="{}" fill="currentColor">'
            '<g aria-hidden="true">{}</g>{}<g aria-hidden="true">{}</g></svg>'
        ).format(
            " ".join(kinds),
            self.say("flowchart.label", title=self.check.plain(self.check.flow.title)),
            self.words_id,
            *map(short, (picture.width, picture.height) * 2),
            short(SIZE),
            _joined(map(arrow_shape, sorted(picture.arrows, key=lambda arrow: not arrow.shared))),
            _joined(map(self.box, picture.boxes)),
            _joined(map(way_shape, picture.arrows)),
        )
        if picture.width <= PHONE:
            return drawing
        return Markup('<section class="flowchart__frame" aria-label="{}" tabindex="0">{}</section>').format(
            self.say("flowchart.frame"), drawing
        )

    def box(self, box: Box) -> Markup:
        """Draw a box as a link to its question or result."""
        sign = self.check.decision(box.of).sign if isinstance(box.of, Outcome) else ""
        number = self.number(box.of) if isinstance(box.of, Question) else 0
        return Markup('<a class="flowchart__box flowchart__box--{}" href="{}" data-box="{}">{}</a>').format(
            sign or "question",
            self.links(box.of.id),
            box.of.id,
            box_shape(box, sign=sign, number=number, here=self.say("flowchart.here")),
        )


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
