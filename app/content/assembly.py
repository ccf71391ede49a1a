"""Put a faultless draft together to the values of a course."""

from collections.abc import Mapping

from app.content.course import (
    CertificateRule,
    CompletionRule,
    Course,
    Language,
    Lesson,
    LocalText,
    Module,
    Quiz,
)
from app.content.draft import Draft, Outline
from app.content.pools import Bank
from app.content.schema import CourseSource


def assembled(outline: Outline, draft: Draft, digest: str) -> Course:
    """Return the course; only a draft without any problem may be given."""
    source = outline.source
    lessons = {unit.lesson.id: unit.lesson for unit in draft.lessons if unit.lesson}
    bank = Bank(draft)
    quizzes = {unit.quiz.id: bank.filled(unit) for unit in draft.quizzes if unit.quiz}
    return Course(
        id=source.id,
        digest=digest,
        language=source.language,
        teaches=source.teaches,
        title=_local(source.title, source.language),
        summary=_local(source.summary, source.language),
        audience=_local(source.audience, source.language),
        goals=tuple(_local(goal, source.language) for goal in source.goals),
        level=_local(source.level, source.language),
        hours=source.hours,
        authors=tuple(source.authors),
        licence=source.licence,
        version=source.version,
        modules=_modules(source),
        lessons=lessons,
        quizzes=quizzes,
        questions={one.named.id: one.question for one in draft.asked() if one.question},
        completion=_completion(source, lessons, quizzes),
        certificate=_certificate(source),
        media={path: file.media for path, file in draft.media.items()},
        scenarios={
            one.scenario.id: one.scenario for one in draft.scenarios() if one.scenario
        },
        listed=source.listed,
    )


def _local(text: str | Mapping[Language, str] | None, language: str) -> LocalText:
    if text is None:
        return LocalText({})
    return LocalText({language: text} if isinstance(text, str) else dict(text.items()))


def _modules(source: CourseSource) -> tuple[Module, ...]:
    return tuple(
        Module(
            module.id, _local(module.title, source.language), tuple(module.activities)
        )
        for module in source.modules
    )


def _completion(
    source: CourseSource, lessons: dict[str, Lesson], quizzes: dict[str, Quiz]
) -> CompletionRule:
    order = [name for module in source.modules for name in module.activities]
    practised = [name for name in order if name in lessons and lessons[name].practice]
    rule = source.completion
    return CompletionRule(
        lessons=_selected(rule.lessons, [name for name in order if name in lessons]),
        quizzes=_selected(rule.quizzes, [name for name in order if name in quizzes]),
        practice=_selected(rule.practice, practised),
    )


def _selected(chosen: str | list[str], every: list[str]) -> tuple[str, ...]:
    """Return the ids that are meant, in the order of the course."""
    if chosen == "all":
        return tuple(every)
    return tuple(name for name in every if name in chosen) if chosen != "none" else ()


def _certificate(source: CourseSource) -> CertificateRule | None:
    rule = source.certificate
    return None if rule is None else CertificateRule(rule.results, rule.valid_months)
