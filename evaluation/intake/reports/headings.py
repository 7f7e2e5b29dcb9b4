"""The headings of reports and letters, one a line, without the sign at their end.

Seen in a real file (graded, 2015 to 2019): the first of `RECOMMENDATIONS`, and the first ten of `OTHERS`. The rest
is as remembered from published reports, and for report cards assumed: add what a real one says.
"""

from __future__ import annotations

from evaluation.intake.reports.text import bare


def _each(lines: str) -> frozenset[str]:
    return frozenset(bare(line) for line in lines.strip().splitlines())


RECOMMENDATIONS = _each("""
    What does the school need to do to improve further
    What does the school need to do to improve
    What the school needs to do to improve further
    What the school needs to do to improve
    What does the setting need to do to improve
    What does the school need to do better
    What needs to improve
    What should improve
    What the school should do next
    What needs to happen next
    Next steps
    Next steps for the school
    Next steps for leaders
    Areas for improvement
    Priorities for improvement
    Recommendations
    Recommended next steps
""")
"""Over what must improve."""

STRENGTHS = _each("""
    The school has the following strengths
    What the school does well
    What is working well
    What's working well
    Strengths
""")
"""Over strengths alone. A summary that mixes strengths with weaknesses is not one of them."""

OTHERS = _each("""
    Full report
    Inspection judgements
    School details
    School report
    Safeguarding
    Summary of key findings for parents and pupils
    Information about this school
    Information about this inspection
    Inspection team
    Governance of the school
    Inspection evidence
    Outcome
    School data
    Safeguarding is effective
    Inspection findings
    Background
    Evidence
    Context
    External support
    Main findings
    Summary of key findings
    Information about the inspection
    Information about this visit
    Inspectors
    Inspector
    How can I feed back my views
    Further information
    Further information about the school
    The school's context
    Pupils' achievement
    What is it like to attend this school
    What does the school do well and what does it need to do better
    What it's like to be a pupil at this school
    About this inspection
    Facts and figures used on inspection
    Our grades explained
    Compliance with regulatory requirements
""")
"""Where a list of points ends."""

ENDINGS = ("yours sincerely", "i am copying this letter", "i am sending this letter", "i would like to thank")
"""How the passage after a letter's points begins."""

ASIDES = ("(information for", "information for the school and appropriate authority")
"""What may stand between the heading and the points."""
