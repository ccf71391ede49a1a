"""What each file of a package may hold: the models that read it and describe it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.content.course import Language
from app.content.schema_types import (
    ADDRESS_PATTERN,
    COURSE_ID_PATTERN,
    Id,
    Localised,
    Minutes,
    Selection,
    Source,
    Text,
)
from app.questions.days import Day

CourseId = Annotated[str, StringConstraints(pattern=COURSE_ID_PATTERN)]


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
    listed: bool = Field(
        default=True, description="Whether the catalogue shows it to everybody."
    )
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
