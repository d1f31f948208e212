namespace ProtocolGateway.Partners;

/// <summary><c>Gateway:Telemetry</c>: whom traces and metrics are told, beside <c>/metrics</c>. No record: its text would show the headers.</summary>
public sealed class TelemetrySettings
{
    /// <summary>The collector; <c>/v1/traces</c> and <c>/v1/metrics</c> are below it. Null: nothing is exported, and no trace is made.</summary>
    public Uri? Otlp { get; init; }

    public OtlpProtocol Protocol { get; init; }

    /// <summary>As OTLP has them, <c>name=value,name=value</c>; a secret.</summary>
    public string? Headers { get; init; }

    /// <summary>The part of exchanges that is traced, 0 to 1.</summary>
    public double Sample { get; init; } = 1;

    /// <summary>Partners are told our trace ids (traceparent), and theirs are taken up.</summary>
    public bool ShareTraces { get; init; }
}

public enum OtlpProtocol { HttpProtobuf, Grpc }
