"""Airflow's metadata database, up to date, and the pool of one slot that everything takes which commits to the lake."""

POOL = "lake_commit"


def prepare() -> None:
    """Safe to call at any time; costs nothing to speak of when all is there."""
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.upgradedb()
    Pool.create_or_update_pool(POOL, slots=1, description="One committer to the lake at a time", include_deferred=False)


if __name__ == "__main__":
    prepare()
