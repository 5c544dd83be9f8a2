"""Why scored work is not in a plan: it is excluded, what it needs has no date, or other work is worth more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from migration.model import Initiative, Waiting
from migration.plan.initiatives import lacking
from migration.plan.problem import Task
from migration.ties import Need, exclusions, needed, packages


def left_out(
    initiative_id: str, kept: Mapping[str, Initiative], there: Collection[str], tasks: Mapping[str, Task]
) -> Waiting:
    """What is told of an initiative that is not `there`, in the plan. `kept` are those long enough for one, `tasks` the
    tasks of the problem by id."""
    needs = needed((initiative_id,), kept)
    rivals = {one: other for pair in exclusions(kept) for one, other in (pair, pair[::-1]) if other in there}
    for one in needs:
        if one in rivals:
            return Waiting(
                subject=initiative_id,
                why=_whatever(one, needs, f"excludes {rivals[one]}, which is in the plan"),
                remedy=f"Take the exclusion out of initiatives.csv, or leave {rivals[one]} out.",
            )
    for one in needs:
        if one in there or len(tasks[one].options) or tasks[one].because:
            continue
        nobody = lacking(tasks[one].effort, tasks[one].teams)
        if nobody:
            what = f"needs {', '.join(nobody)}, and no team that serves its organisations has that skill"
            remedy = f"Give a team the skill in programme.yaml, or take the effort out of {one} in initiatives.csv."
            return Waiting(subject=initiative_id, why=_whatever(one, needs, what), remedy=remedy)
        if one != initiative_id:
            return Waiting(
                subject=initiative_id,
                why=_whatever(one, needs, "has no date that lets it end before plan_to"),
                remedy=f"Move plan_to or a gate of {one}, or take {one} out of what needs it in initiatives.csv.",
            )
    return _worth_less(initiative_id, kept)


def _whatever(one: str, needs: Mapping[str, Need | None], what: str) -> str:
    """That one of what is needed is as said; and how it is needed, step by step."""
    words = [f"{one} {what}" if needs[one] is not None else f"it {what}"]
    while (why := needs[one]) is not None:
        together = f"package {why.package} with {one} is done all or none"
        words.append(f"{why.by} depends on {one}" if why.package is None else together)
        one = why.by
    return "; ".join(reversed(words))


def _worth_less(initiative_id: str, kept: Mapping[str, Initiative]) -> Waiting:
    package = kept[initiative_id].package
    if package not in packages(kept):
        return Waiting(
            subject=initiative_id,
            why="it is scored work, and money or people are better used on the rest of this plan",
            remedy="Raise its scores, a ceiling or a team in programme.yaml, or mark it must_do.",
        )
    return Waiting(
        subject=initiative_id,
        why=f"its package {package} is done all or none, and money or people are better used on the rest of this plan",
        remedy="Raise the scores of the package, a ceiling or a team in programme.yaml, or mark one of it must_do.",
    )
