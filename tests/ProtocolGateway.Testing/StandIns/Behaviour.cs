using System.Net;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>How a stand-in treats one record that is sent to it. The set is closed.</summary>
public abstract record Behaviour
{
    private Behaviour() { }

    /// <summary>As a partner in good health: takes a record, and tells a second one of the same id that it has it.</summary>
    public static Behaviour Accepts { get; } = new Healthy(TimeSpan.Zero);

    public static Behaviour Html { get; } = new Says(200, "<!DOCTYPE html><html><body>Welcome</body></html>", "text/html", Takes: true);

    public static Behaviour Garbage { get; } = new Says(200, "{\"status_co", "application/json", Takes: true);

    /// <summary>The connection is cut after the body was read and the record taken.</summary>
    public static Behaviour DropsAfterTaking { get; } = new Drops(Takes: true);

    /// <summary>The connection is cut after the body was read; the record is lost.</summary>
    public static Behaviour DropsUntaken { get; } = new Drops(Takes: false);

    public static Behaviour Hangs { get; } = new Never();

    public static Behaviour Slow(TimeSpan delay) => new Healthy(delay);

    /// <summary>A bare HTTP status, the record not taken.</summary>
    public static Behaviour Http(HttpStatusCode status, TimeSpan? retryAfter = null) => new Says((int)status, "", null, RetryAfter: retryAfter);

    /// <summary>An answer word for word, the record not taken.</summary>
    public static Behaviour Answers(int status, string body, string contentType) => new Says(status, body, contentType);

    /// <summary>The protocol's own refusal in its own envelope: OCPI status_code, eMIP requestStatus. The record is not taken.</summary>
    public static Behaviour Code(int code) => new Refuses(code);

    internal sealed record Healthy(TimeSpan Delay) : Behaviour;

    internal sealed record Says(int Status, string Body, string? ContentType, bool Takes = false, TimeSpan? RetryAfter = null) : Behaviour
    {
        public override string ToString() => $"HTTP {Status} {ContentType}";
    }

    internal sealed record Drops(bool Takes) : Behaviour;

    internal sealed record Never : Behaviour;

    internal sealed record Refuses(int Value) : Behaviour;
}
