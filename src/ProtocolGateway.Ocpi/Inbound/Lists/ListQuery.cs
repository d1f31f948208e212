using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound.Lists;

/// <summary>Which part of a list is asked for (ocpi.md 1.7).</summary>
/// <param name="From">last_updated, inclusive; null for no bound.</param>
/// <param name="To">last_updated, exclusive; null for no bound.</param>
/// <param name="After">
/// The place after which it goes on, as the last page's link told it: whatever changes meanwhile, nothing is missed or doubled. Null for
/// whoever counts by <see cref="Offset"/>.
/// </param>
/// <param name="Limit">The most objects of this page.</param>
internal sealed record ListQuery(DateTimeOffset? From, DateTimeOffset? To, string? After, int Offset, int Limit)
{
    /// <summary>How many objects the list had when its first page was told, as the last page's link says; null where it doesn't.</summary>
    public long? Total { get; init; }

    /// <summary>How many objects of the pages before could not be told, as the last page's link says.</summary>
    public int LeftOut { get; init; }

    private const int Usual = 100;
    private const string TotalName = "total", LeftOutName = "left_out";

    /// <param name="faults">Gets what is wrong with the parameters.</param>
    public static ListQuery Read(OcpiCall call, List<Fault> faults)
    {
        var most = ((OcpiOptions)call.Partner.Settings).MostPageSize;
        var query = new ListQuery(
            Instant(call, "date_from", faults),
            Instant(call, "date_to", faults),
            call.Query("after"),
            Count(call, "offset", 0, faults) ?? 0,
            Math.Min(Count(call, "limit", 1, faults) ?? Math.Min(Usual, most), most))
        {
            Total = Count(call, TotalName, 0, faults),
            LeftOut = Count(call, LeftOutName, 0, faults) ?? 0,
        };
        if (query is { From: { } from, To: { } to } && from > to) faults.Add(new("date_to", "before date_from"));
        return query;
    }

    /// <summary>The place after which it goes on, where places are numbers; 0 for the beginning.</summary>
    public long AfterNumber(List<Fault> faults)
    {
        if (After is null) return 0;
        if (long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        faults.Add(new("after", $"'{After}' is no place in this list"));
        return 0;
    }

    /// <summary>The one party whose objects are asked for, by OCPI-to; null for everybody's (ocpi.md section 4, "GET all").</summary>
    public static PartyId? One(OcpiCall call) => call.Routing.To is { } to && !to.Equals(call.Book.Gateway) ? to : null;

    /// <summary>The eMSPs that the caller speaks for: what is their drivers' is told to them alone.</summary>
    public static IReadOnlyCollection<PartyId> Payers(OcpiCall call) =>
        [.. call.Partner.Roles.Concat(call.Partner.Reaches).Where(r => r.Role == Role.EMSP).Select(r => r.Party).Distinct()];

    /// <summary>Counted from the beginning only: a place in the list says it all.</summary>
    public int Skipped => After is null ? Offset : 0;

    /// <summary>Nobody goes on from here by offset: the links are followed, or there is but one page.</summary>
    public bool IsFollowed(ListPart part) => After is not null || (Offset == 0 && part.Next is null);

    /// <summary>The part of what was found that is told, where one more than <see cref="Limit"/> was looked for.</summary>
    public ListPart Part<T>(IReadOnlyList<T> found, long total, Func<T, long> number, Func<T, ListItem> item) => new(
        [.. found.Take(Limit).Select(item)], total, found.Count > Limit ? number(found[Limit - 1]).ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>The whole address of the page after this one, every filter of this one repeated.</summary>
    /// <param name="leftOut">How many objects could not be told up to there.</param>
    public string Next(OcpiCall call, ListPart part, int leftOut) =>
        call.PublicUrl + OcpiPath.Write([call.Version.Number, .. call.Interface!.Address]) + "?" + string.Join('&', [.. Filters(call), .. Place(part, leftOut)]);

    private IEnumerable<string> Place(ListPart part, int leftOut)
    {
        yield return $"after={Uri.EscapeDataString(part.Next!)}";
        // What has changed in a time is looked for object by object: once for all pages.
        if (From is not null || To is not null) yield return string.Create(CultureInfo.InvariantCulture, $"{TotalName}={part.Total}");
        if (leftOut > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{LeftOutName}={leftOut}");
    }

    private IEnumerable<string> Filters(OcpiCall call)
    {
        // As they were written: what they mean must not change from page to page.
        if (call.Query("date_from") is { } from) yield return $"date_from={Uri.EscapeDataString(from)}";
        if (call.Query("date_to") is { } to) yield return $"date_to={Uri.EscapeDataString(to)}";
        yield return $"limit={Limit.ToString(CultureInfo.InvariantCulture)}";
    }

    private static DateTimeOffset? Instant(OcpiCall call, string name, List<Fault> faults)
    {
        // An unescaped plus sign arrives as a blank (ocpi.md 8.2).
        if (call.Query(name)?.Trim().Replace(' ', '+') is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return at;
        faults.Add(new(name, $"'{text}' is no date and time"));
        return null;
    }

    private static int? Count(OcpiCall call, string name, int least, List<Fault> faults)
    {
        if (call.Query(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least) return count;
        faults.Add(new(name, $"'{text}' is no whole number from {least} on"));
        return null;
    }
}
