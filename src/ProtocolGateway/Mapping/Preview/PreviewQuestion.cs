using System.Globalization;

namespace ProtocolGateway.Mapping.Preview;

/// <summary>Which messages a preview looks at.</summary>
public sealed record PreviewQuestion
{
    /// <summary>So far back it looks where nobody says otherwise.</summary>
    public const string UsualSince = "24h";

    /// <summary>So many it looks at where nobody says otherwise.</summary>
    public const int UsualLimit = 10_000;

    /// <summary>What came later.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What that partner said or is owed; null for all.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The canonical name, such as <c>ChargeDetailRecordIssued</c>; null for all.</summary>
    public string? Message { get; init; }

    /// <summary>The newest so many deliveries, and at most so many refused documents.</summary>
    public int Limit { get; init; } = UsualLimit;

    /// <summary><c>90m</c>, <c>24h</c>, <c>7d</c> before now, or an instant (<c>2026-10-01T12:00:00Z</c>); null for anything else.</summary>
    public static DateTimeOffset? ParseSince(string text, DateTimeOffset now)
    {
        TimeSpan? unit = text.Length == 0 ? null : text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is { } one)
            return int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && one.TotalDays * count < now.Year * 300.0
                ? now - (one * count)
                : null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var instant) ? instant : null;
    }
}
