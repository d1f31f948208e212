# The gateway in one container: journal and bus are embedded, nothing else is needed.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY src/ src/
COPY mappings/ mappings/
COPY schemas/ schemas/
RUN dotnet publish src/ProtocolGateway.Host/ProtocolGateway.Host.csproj -c Release -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# The image's own user, which is not root, writes the journal.
RUN mkdir -p /var/lib/gateway && chown "$APP_UID" /var/lib/gateway
# Inside a container every address is foreign; TLS ends in front of it.
ENV Gateway__DataDirectory=/var/lib/gateway \
    Gateway__Listen=http://0.0.0.0:8080 \
    Gateway__ConsoleListen=http://0.0.0.0:8081 \
    Gateway__AllowInsecure=true
VOLUME /var/lib/gateway
EXPOSE 8080 8081
USER $APP_UID
# The image has no curl: bash speaks enough HTTP to ask.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["./ProtocolGateway.Host"]
CMD ["run"]
