using System.Globalization;

namespace ProtocolGateway.Partners;

/// <summary>Reads the group <c>Telemetry</c>.</summary>
internal sealed class TelemetryReader(SettingSection gateway, bool insecure)
{
    public TelemetrySettings Read()
    {
        var section = gateway.Group("Telemetry");
        section.OnlyKnows("Otlp", "Protocol", "Headers", "Sample", "ShareTraces");
        var otlp = section.Url("Otlp");
        if (!section.Has("Otlp"))
            foreach (var key in new[] { "Protocol", "Headers", "Sample" })
                if (section.Has(key)) section.Fault(key, "means nothing without Otlp; expected the collector's address there, such as \"http://127.0.0.1:4318\"");
        var headers = section.Secret("Headers");
        if (headers is not null && !headers.Split(',').All(h => h.IndexOf('=', StringComparison.Ordinal) > 0))
            section.Fault("Headers", "is no list of headers; expected such as \"Authorization=Bearer abc\", several with commas between them");
        if (headers is not null && otlp is { Scheme: "http", IsLoopback: false } && !insecure)
            section.Fault("Otlp", $"'{otlp}' would get the Headers in the clear; expected https, or \"AllowInsecure\": true below Gateway");
        return new TelemetrySettings
        {
            Otlp = otlp,
            Protocol = section.Choice("Protocol", [("http/protobuf", OtlpProtocol.HttpProtobuf), ("grpc", OtlpProtocol.Grpc)]) ?? OtlpProtocol.HttpProtobuf,
            Headers = headers,
            Sample = Sample(section),
            ShareTraces = section.Flag("ShareTraces"),
        };
    }

    private static double Sample(SettingSection section)
    {
        if (section.Text("Sample") is not { } text) return 1;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part is >= 0 and <= 1) return part;
        section.Fault("Sample", $"'{text}' was found; expected the part of exchanges that is traced, from 0 to 1, such as 0.1");
        return 1;
    }
}
