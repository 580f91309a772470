# newslake on the official Airflow image: the same versions as requirements.txt pins, checked against their hashes.
FROM apache/airflow:3.3.2-python3.11

# One layer, which is made anew only when a version changes.
COPY requirements.txt /opt/airflow/requirements.txt
RUN pip install --no-cache-dir --require-hashes --requirement /opt/airflow/requirements.txt

COPY --chown=airflow:root dags /opt/airflow/dags
COPY --chown=airflow:root plugins /opt/airflow/plugins
COPY --chown=airflow:root include /opt/airflow/include
ENV PYTHONPATH=/opt/airflow/include \
    NEWSLAKE_LAKE=/opt/airflow/lake \
    NEWSLAKE_SOURCES=world \
    AIRFLOW__CORE__LOAD_EXAMPLES=False

# Made here, so that a volume mounted over it belongs to the user that runs the tasks.
USER 50000
RUN mkdir -p /opt/airflow/lake /opt/airflow/state

# Of the api-server; compose.yaml has one for each of the others.
HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=5 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/api/v2/monitor/health"]
