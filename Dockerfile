# syntax=docker/dockerfile:1
# The images of the three processes: docker build --target order-service|lp-service|lp-simulator .
# Their steps run without Docker, too: npm run images.

FROM node:26.10.0-trixie-slim AS sources
ENV CI=true
RUN npm install --global --ignore-scripts --no-audit --no-fund pnpm@12.21.0
WORKDIR /src
COPY . .

FROM sources AS order-service-files
RUN node deploy/docker/assemble.ts order-service /app
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/root/.local cd /app && pnpm install --frozen-lockfile --prod --ignore-scripts --filter "@faultline/order-service..."

FROM sources AS lp-service-files
RUN node deploy/docker/assemble.ts lp-service /app
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/root/.local cd /app && pnpm install --frozen-lockfile --prod --ignore-scripts --filter "@faultline/lp-service..."

FROM sources AS lp-simulator-files
RUN node deploy/docker/assemble.ts lp-simulator /app
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/root/.local cd /app && pnpm install --frozen-lockfile --prod --ignore-scripts --filter "@faultline/lp-simulator..."

FROM sources AS console
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/root/.local pnpm install --frozen-lockfile --ignore-scripts --filter "@faultline/console..."
RUN pnpm --filter @faultline/console run build

# Node and nothing to install with. DATA_DIR is the one place that is written to.
FROM node:26.10.0-trixie-slim AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx && install -d -o 1000 -g 1000 -m 0700 /data
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY deploy/docker/healthy.ts /healthy.ts
USER 1000:1000
VOLUME /data

FROM runtime AS order-service
COPY --from=order-service-files /app /app
COPY --from=console /src/apps/console/dist /console
ENV CONSOLE_DIR=/console
EXPOSE 7999 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/healthy.ts", "order-service"]
# What is under way in a second of orders is more than the collector's own idea of what is young.
ENV NODE_OPTIONS=--max-semi-space-size=64
CMD ["node", "apps/order-service/src/main.ts"]

FROM runtime AS lp-service
COPY --from=lp-service-files /app /app
EXPOSE 7998 9465
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/healthy.ts", "lp-service"]
CMD ["node", "apps/lp-service/src/main.ts"]

FROM runtime AS lp-simulator
COPY --from=lp-simulator-files /app /app
EXPOSE 9880 7997
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/healthy.ts", "lp-simulator"]
CMD ["node", "apps/lp-simulator/src/main.ts"]
