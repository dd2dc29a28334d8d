# syntax=docker/dockerfile:1
#
# The server's image: Temurin 25 JRE, the built application, and a cache from a run of it that halves the time to the first
# answer. It runs as an ordinary user and writes to /tmp and /var/lib/aisle only, so the root may be read-only.
#
#   docker build -t aisle .
#   docker build -t aisle:demo --build-arg BUILT_IN_POSTGRES=true .     # with the built-in PostgreSQL, for trying out
#
# deploy/README.md tells more; docs/deployment.md says what of this was run and what was not.

ARG JDK_IMAGE=eclipse-temurin:25-jdk-noble
ARG JRE_IMAGE=eclipse-temurin:25-jre-noble

FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY server/pom.xml server/
COPY benchmarks/pom.xml benchmarks/
COPY deploy/checks/pom.xml deploy/checks/
COPY docs/errors.md docs/
COPY server/src/main server/src/main
ARG BUILT_IN_POSTGRES=false
# The layout for the JVM's own class loader: only classes that it loads can be cached.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -Dquarkus.package.jar.type=aot-jar \
      $([ "$BUILT_IN_POSTGRES" = true ] || echo -Daisle.without-postgres) \
      package -pl server -am

FROM ${JRE_IMAGE} AS app
# A number, so that Kubernetes can see that it is not root.
RUN groupadd --system --gid 10001 aisle \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/aisle aisle \
 && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/aisle
COPY deploy/image/jvm.options deploy/image/healthcheck /opt/aisle/
COPY --from=build /src/server/target/quarkus-app /opt/aisle/

# The same JRE, paths and options as in production: a cache is good for these alone. The server needs a database to be
# trained with; it stays in this stage.
FROM app AS training
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql \
 && rm -rf /var/lib/apt/lists/*
COPY deploy/image/train /opt/training/
RUN /opt/training/train /opt/aisle /opt/training/aisle.aot

FROM app AS final
COPY --from=training /opt/training/aisle.aot /opt/aisle/aisle.aot
LABEL org.opencontainers.image.title="Aisle" \
      org.opencontainers.image.description="The open-source retail backend" \
      org.opencontainers.image.licenses="MIT"
ENV AISLE_DATA_DIR=/var/lib/aisle \
    PORT=8080 \
    LANG=C.UTF-8
WORKDIR /var/lib/aisle
USER 10001:10001
EXPOSE 8080
VOLUME ["/tmp", "/var/lib/aisle"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["/opt/aisle/healthcheck"]
# Without the cache, or where it does not fit, the start takes a second longer and nothing else. Options of one's own go into JAVA_TOOL_OPTIONS. "serve" may be replaced: docker run … aisle migrate
ENTRYPOINT ["java", "@/opt/aisle/jvm.options", "-XX:AOTCache=/opt/aisle/aisle.aot", "-jar", "/opt/aisle/quarkus-run.jar"]
CMD ["serve"]
