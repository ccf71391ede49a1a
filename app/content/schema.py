"""What each file of a package may hold: the models that read it and describe it."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.content.course import Language
from app.content.schema_types import (
    ADDRESS_PATTERN,
    COURSE_ID_PATTERN,
    Day,
    Id,
    Localised,
    LongText,
    Percentage,
    PerPage,
    Selection,
    Source,
    Text,
    TimeLimit,
    Tries,
)

CourseId = Annotated[str, StringConstraints(pattern=COURSE_ID_PATTERN)]
Minutes = Annotated[int, Field(ge=1, le=600)]


class ModuleSource(Source):
    """An ordered group of lessons and quizzes."""

    id: Id = Field(description="Short, unique in the course, never reused.")
    title: Localised = Field(description="The heading of the module.")
    activities: list[Id] = Field(
        min_length=1, description="Ids of lessons and quizzes, in their order."
    )


class CompletionSource(Source):
    """What a learner has to do to complete the course."""

    lessons: Selection = Field("all", description="Lessons that must be completed.")
    quizzes: Selection = Field(
        "all", description="Quizzes that must be passed (submitted without pass mark)."
    )
    practice: Selection = Field(
        "none", description="Lessons whose practice questions must all be answered."
    )


class CertificateSource(Source):
    """What the certificate shows."""

    results: bool = Field(default=False, description="Print results of quizzes.")
    valid_months: int | None = Field(
        None, ge=1, le=240, description="Months until it expires; left out: never."
    )


class CourseSource(Source):
    """course.yaml: what the course is, and in which order it is taught."""

    id: CourseId = Field(description="Short, unique on the site, never changed.")
    title: Localised = Field(description="The name of the course.")
    summary: Localised = Field(description="One or two sentences for the catalogue.")
    audience: Localised | None = Field(None, description="For whom the course is.")
    goals: list[Localised] = Field([], description="What learners can do afterwards.")
    language: Language = Field(description="The language the course is written in.")
    teaches: Language | None = Field(
        None, description="The language taught; that of dialogues and vocabulary."
    )
    level: Localised | None = Field(None, description="A short text, for example A1.")
    hours: float = Field(
        gt=0, le=1_000, multiple_of=0.25, description="Training hours, to a quarter."
    )
    authors: list[Text] = Field(min_length=1, description="Who wrote the course.")
    licence: Text = Field(description="For example CC-BY-SA-4.0.")
    version: Text = Field("", description="A label for people, in quotes.")
    modules: list[ModuleSource] = Field(min_length=1, description="The modules.")
    completion: CompletionSource = Field(
        CompletionSource(), description="What completing takes; left out: everything."
    )
    certificate: CertificateSource | None = Field(
        None, description="Left out: the course gives no certificate."
    )


class SourceSource(Source):
    """A document that a lesson rests on."""

    title: Text = Field(description="Title, place of publication, number.")
    date: Day | None = Field(None, description="When it was read or published.")
    url: str | None = Field(
        None, pattern=ADDRESS_PATTERN, description="Where it can be read."
    )


class LessonSource(Source):
    """The keys at the top of a lesson."""

    id: Id = Field(description="Short, unique in the course, never reused.")
    title: Text = Field(description="The heading of the page.")
    minutes: Minutes = Field(description="How long the lesson takes, in minutes.")
    open: bool = Field(default=False, description="Whether visitors may read it.")
    law_as_of: Day | None = Field(None, description="The day whose law it describes.")
    review_by: Day | None = Field(None, description="When it must be looked at again.")
    legal_basis: list[Text] = Field([], description="Provisions it rests on.")
    sources: list[SourceSource] = Field([], description="Documents it rests on.")


class QuizSource(Source):
    """A quiz: questions of the bank and the conditions under which they are asked.

    `behaviour` chooses the conditions; each other key overrides one of them.
    """

    id: Id = Field(description="Short, unique in the course, never reused.")
    title: Text = Field(description="The heading of the page.")
    intro: LongText | None = Field(None, description="Markdown shown before it starts.")
    behaviour: Literal["practice", "test", "exam"] = Field(
        description="practice: try freely; test: three tries; exam: one, with a limit."
    )
    pass_mark: Percentage | None = Field(None, description="For example 70%.")
    tries: Tries = Field(None, description="A number, or unlimited.")
    time_limit: TimeLimit = Field(
        None, description="Minutes from the start, or none for no limit."
    )
    feedback: Literal["now", "end", "none"] | None = Field(
        None, description="now: after each answer; end: in the result; none."
    )
    solutions: Literal["end", "none"] | None = Field(
        None, description="Whether the result shows the right answers."
    )
    order: Literal["drawn", "fixed"] | None = Field(
        None, description="Whether questions are asked in drawn or fixed order."
    )
    per_page: PerPage = Field(None, description="Questions on a page, or all.")
    minutes: Minutes | None = Field(None, description="How long it takes, as shown.")
    questions: list[Id] = Field(
        min_length=1, max_length=200, description="Ids of questions of the bank."
    )


class QuestionsSource(Source):
    """A file of the bank. Each question is checked by its own type."""

    questions: list[Any] = Field(
        description="Questions, each with id, type, prompt and what the type needs."
    )


class MediaSource(Source):
    """What media.yaml says of one file."""

    licence: Text = Field(description="For example CC-BY-4.0, or own work.")
    author: Text = Field(description="Who made it.")
    alt: Text | None = Field(None, description="What a picture shows, in words.")
    decorative: bool = Field(default=False, description="A picture that tells nothing.")


class ChangesSource(Source):
    """changes.yaml: what became of ids that learners' records still name."""

    retired: list[str] = Field(
        [], description="Ids that are gone; a part of a question as question/part."
    )
    renamed: dict[str, Id] = Field({}, description="Old id: new id.")
