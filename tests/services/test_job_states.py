"""How much work is waiting."""

from __future__ import annotations

from models import Job, JobState, SessionFactory
from services.job_states import count_waiting_jobs
from services.submissions import NewArticle, store_submission


def test_jobs_that_are_not_done_are_counted_by_state(writing_sessions: SessionFactory) -> None:
    with writing_sessions.begin() as session:
        assert count_waiting_jobs(session) == {"queued": 0, "running": 0, "failed": 0}
        for number in range(4):
            _, job_id = store_submission(
                session, NewArticle(text=f"The harbour has {number} ferries."), "key:abc"
            )
            if number > 1:
                session.get_one(Job, job_id).state = JobState.DONE if number == 2 else JobState.FAILED
        assert count_waiting_jobs(session) == {"queued": 2, "running": 0, "failed": 1}
