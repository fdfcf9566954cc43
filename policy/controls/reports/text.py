"""The run as plain text, for a terminal."""

from ..model import Evaluation, Verdict


def text(evaluation: Evaluation) -> str:
    """The findings as text, worst first, then one line of completeness."""
    lines = [
        f"{finding.verdict} ({finding.level})  {finding.control_id} {finding.title}\n"
        f"    {finding.urn.rpartition('::')[2] or 'the policy pack'}: {finding.message}"
        + (f"\n    {finding.exemption}" if finding.exemption else f"\n    fix: {finding.fix}")
        for finding in evaluation.findings
        if finding.verdict is not Verdict.PASSED
    ]
    return "\n".join([*lines, evaluation.completeness])
