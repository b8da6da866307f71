"""How much work is waiting."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Job, JobState

# Those that are done grow for ever, and counting them would take longer each day.
_WAITING = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)


def count_waiting_jobs(session: Session) -> dict[str, int]:
    """The number of jobs in each state but `done`."""
    rows = session.execute(
        select(Job.state, func.count()).where(Job.state.in_(_WAITING)).group_by(Job.state)
    ).all()
    found = {str(state): count for state, count in rows}
    return {state.value: found.get(state.value, 0) for state in _WAITING}
