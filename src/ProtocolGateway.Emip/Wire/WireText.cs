using System.Globalization;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Emip.Wire;

/// <summary>The value forms of eMIP that envelopes and answers need (emip.md 2.1, 7.11).</summary>
internal static class WireText
{
    /// <summary>The id type of every id that we write, aliases of operators left out.</summary>
    public const string Emi3 = "eMI3";

    /// <summary>The id type of what a hub calls an operator by (emip.md 3.8).</summary>
    public const string Gireve = "Gireve";

    /// <summary>Reads <c>1</c>, <c>1: Ok!</c>, <c>-9999990</c>: the digits up to the first that is none. Null for anything else.</summary>
    public static long? LeadingNumber(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var length = text.Length > 0 && text[0] == '-' ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        return long.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>UTC, whole seconds, <c>Z</c>.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>With <c>Z</c>, an offset, or neither: then in that zone. Null for anything else.</summary>
    public static DateTimeOffset? ReadInstant(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text?.Trim(), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return null;
        if (time.Kind != DateTimeKind.Unspecified) return time.ToUniversalTime();
        return zone.IsInvalidTime(time) ? null : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(time, zone));
    }

    public static string Party(PartyId party, string separator) =>
        party.CountryCode.ToUpperInvariant() + separator + party.Id.ToUpperInvariant();

    /// <summary>What a partnerId is compared by: a party's key where it is one, else the text in upper case.</summary>
    public static string PartnerKey(string partnerId) =>
        PartyId.TryParse(partnerId, out var party) ? party!.Key : partnerId.Trim().ToUpperInvariant();
}
