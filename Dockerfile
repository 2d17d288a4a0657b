# gouji with all that a cluster, a store on PostgreSQL and the review page need.
#
#     docker build -t gouji .
#     docker run --rm --network none --read-only --tmpfs /tmp -v "$PWD/reports:/data:ro" \
#         gouji gouji check /data/决算.pdf
#
# Nothing is fetched when a report is checked, and nothing is written outside /tmp.

FROM python:3.11-slim AS built
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY extract extract
COPY reconcile reconcile
COPY corpus corpus
COPY report report
COPY serve serve
COPY gouji gouji
RUN python -m venv /opt/gouji \
    && /opt/gouji/bin/pip install --no-cache-dir --constraint constraints.txt '.[cluster,serve]'

FROM python:3.11-slim
COPY --from=built /opt/gouji /opt/gouji
ENV PATH=/opt/gouji/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DASK_DISTRIBUTED__WORKER__DAEMON=False \
    DASK_TEMPORARY_DIRECTORY=/tmp
USER 10001:10001
WORKDIR /data
CMD ["gouji", "--help"]
