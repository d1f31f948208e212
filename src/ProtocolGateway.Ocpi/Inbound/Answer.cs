using Microsoft.AspNetCore.Http;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>What a caller gets: HTTP status, the whole envelope, and the few headers that go with it.</summary>
internal sealed record Answer(int HttpStatus, string Json)
{
    /// <summary>Where a created record can be read again.</summary>
    public string? Location { get; init; }

    /// <summary>The whole address of a list's next page; null on its last.</summary>
    public string? Link { get; init; }

    /// <summary>How many objects a list has that the caller may see.</summary>
    public long? TotalCount { get; init; }

    /// <summary>The most objects that a page of a list has.</summary>
    public int? Limit { get; init; }

    /// <summary>The methods that an address has, on 405.</summary>
    public string? Allow { get; init; }

    /// <summary>Seconds, on 429 and 503.</summary>
    public int? RetryAfter { get; init; }

    public static Answer Ok(string json) => new(StatusCodes.Status200OK, json);

    /// <summary>Nothing was taken; the same may be said again in a moment.</summary>
    public static Answer Busy(string text, DateTimeOffset at) =>
        Plain(StatusCodes.Status503ServiceUnavailable, OcpiStatus.ServerError, text, at) with { RetryAfter = 5 };

    public static Answer Plain(int httpStatus, int code, string message, DateTimeOffset at) =>
        new(httpStatus, Envelope.Write(code, message, at));
}
