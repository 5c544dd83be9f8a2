"""The glossary: what the terms of a report mean, in words for people who do not run computers."""

from __future__ import annotations

from safeio.values import value


@value
class Term:
    """A term and its meaning in this report."""

    term: str
    means: str


def _terms(*pairs: tuple[str, str]) -> tuple[Term, ...]:
    return tuple(Term(term=term, means=means) for term, means in sorted(pairs, key=lambda pair: pair[0].casefold()))


GLOSSARY = _terms(
    ("Allowance", "An amount set aside where no price is known yet. It is illustrative: it shows size, not cost."),
    ("Application", "A system people use for a job, such as the payroll. It may run on several servers."),
    ("Benefit", "Money an initiative gives back each year once it is finished."),
    ("Bound", "The cost no plan can go below under the same rules. It shows how good the plan is."),
    ("Capital", "Money spent on things that last, such as equipment. It is held apart from revenue."),
    ("Ceiling", "The most an organisation may spend in a financial year, capital and revenue each."),
    ("Cloud, unless", "Every system goes to the cloud unless a recorded reason says no."),
    ("Contingency", "The part of a ceiling that is held back for what nobody could foresee."),
    ("Contracted end", "The last day on which a supplier must help under a contract we hold. Not the vendor end."),
    ("Coupling", "How tightly two systems hang together. Strong: they must move on one day. Weak: they may be apart."),
    ("Criticality", "How much harm an outage does, from 1 (most) to 4 (least)."),
    ("Cut-over", "The day users change from the old system to the new one."),
    ("Estate", "All the computers, storage, network equipment, software and contracts the programme looks after."),
    ("Exception", "A recorded reason why a system may stay, with an owner, evidence and a review date."),
    ("Fixed", "A cut-over whose day people have set; the planner keeps it."),
    ("Financial year", "1 April to 31 March, written 2026/27."),
    ("Freeze", "Days on which nothing may change over, such as an election or the sending of council-tax bills."),
    ("Gap", "How far the plan's cost is above the bound, as a share of the cost. Nought means none can be better."),
    ("Gate", "A decision, by a board or a cabinet, that must come before work starts."),
    ("Initiative", "A piece of work in the programme that is not the move of an application."),
    ("Interface", "Data that goes from one application to another."),
    ("Licence", "The right to use a product, counted by users, machines or processors."),
    ("Move group", "Applications and machines that must move on one day because they depend on one another."),
    ("Must do", "An initiative that is not scored because it has to be done. It still needs people and money."),
    ("Notice", "Telling a supplier, in time, that a contract will not go on."),
    ("Objective", "What the planner keeps as low as it can: money, and time without support priced as money."),
    ("Old machines off", "The day the machines an application has left are switched off."),
    ("Paid extended support", "Support a vendor sells for a while after the vendor end."),
    (
        "Platform service",
        "A database or web service the cloud provider runs, so that no server has to be looked after.",
    ),
    ("Rehost", "Move to a virtual machine in the cloud with as little change as possible."),
    ("Replace", "Stop using the system and use a service from a supplier instead (software as a service)."),
    ("Replatform", "Move to platform services in the cloud instead of servers of our own."),
    ("Retain", "Keep where it is, for a recorded reason."),
    ("Retire", "Switch off and put nothing in its place."),
    ("Revenue", "Money spent on running things from year to year, such as subscriptions and licences."),
    ("Route", "What happens to an application: retire, replace, replatform, rehost or retain."),
    ("RPO", "Recovery point objective: how much recent data may be lost in an outage, as time."),
    ("RTO", "Recovery time objective: how long a system may be down before it must work again."),
    ("Scored", "An initiative that competes for money and people with points for its worth."),
    ("Server", "A computer, real or virtual, that runs applications for others."),
    ("SHA-256", "A fingerprint of a file. If it differs, the file is not the one this report was made from."),
    ("Storage array", "A cabinet of disks that many servers share."),
    ("Supported", "The vendor still mends security faults, or for equipment a contract covers repair."),
    ("System of record", "The application that holds the master copy of some data."),
    ("Vendor end", "The last day on which the maker mends security faults for everyone. Not the contracted end."),
    ("Virtual machine", "A server made by software; several share one real computer."),
    ("Virtualisation host", "A real computer that carries virtual machines."),
    ("Violation", "A rule the plan does not keep."),
    ("Waiting list", "What the plan leaves out for now, why, and what would bring it in."),
    ("Wave", "The moves whose cut-over falls in one period, approved together."),
)
"""All terms, in alphabetical order."""
