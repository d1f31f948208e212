using System.Globalization;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// The addresses of a list's pages (ocpi.md 1.7, 8.2). All of them are the partner's own: whatever a page says, our token goes
/// nowhere else.
/// </summary>
/// <param name="first">The list without offset.</param>
/// <param name="size">How many objects are asked for at once.</param>
internal sealed class Paging(Uri first, int size = Paging.Usual)
{
    /// <summary>How many objects are asked for at once where nothing else is set; a server may give fewer.</summary>
    public const int Usual = 100;

    /// <param name="endpoint">The module's Sender interface.</param>
    /// <param name="from">Objects updated before that are not wanted; null: all are.</param>
    public static Paging Of(Uri endpoint, DateTimeOffset? from, int size = Usual)
    {
        if (from is not { } wanted) return new Paging(With(endpoint, "limit", Text(size)), size);
        // Whole seconds, rounded down: not everybody reads fractions.
        var at = wanted.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new Paging(With(With(endpoint, "date_from", at), "limit", Text(size)), size);
    }

    public Uri First => first;

    /// <summary>The page at that address, where the list goes on there at all.</summary>
    public Uri? Own(string address) => Uri.TryCreate(first, address, out var url) && IsOwn(url) ? url : null;

    /// <summary>The page after this one; null when this was the last.</summary>
    /// <param name="links">The <c>Link</c> headers.</param>
    /// <param name="total">How many objects the list has, where that was told.</param>
    /// <param name="count">How many this page had.</param>
    public Uri? Next(Uri current, IReadOnlyList<string> links, long? total, int count)
    {
        // A server that always has a next page would never end.
        if (count == 0) return null;
        var link = LinkHeader.Next(links);
        // As it is told, unless this page was made smaller than the others.
        if (link is not null && !IsNarrow(current) && Own(link) is { } told) return told;
        // A link that leads elsewhere, or none although there is more: the count tells where to go on.
        return Offset(current) is { } offset && (link is not null || total > offset + count) ? At(offset + count, size) : null;
    }

    /// <summary>Fewer objects from the same place on; null when it is one already, or the place is only known to the server.</summary>
    public Uri? Narrower(Uri current) =>
        Limit(current) is > 1 and var limit && Offset(current) is { } offset ? At(offset, Math.Max(1, limit / 5)) : null;

    /// <summary>One object, the one after the first of this page; null when the place is only known to the server.</summary>
    public Uri? Beyond(Uri current) => Offset(current) is { } offset ? At(offset + 1, 1) : null;

    private Uri At(long offset, int limit) => With(With(first, "limit", Text(limit)), "offset", Text(offset));

    private bool IsNarrow(Uri url) => Offset(url) is { } offset && Limit(url) is > 0 and var limit && limit < size && url == At(offset, limit);

    private bool IsOwn(Uri url) =>
        url.Scheme == first.Scheme && url.Port == first.Port && url.IdnHost.Equals(first.IdnHost, StringComparison.OrdinalIgnoreCase);

    private long? Offset(Uri url) =>
        long.TryParse(Value(url, "offset"), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset
        : url == first ? 0
        : null;

    private int Limit(Uri url) =>
        int.TryParse(Value(url, "limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : size;

    private static string? Value(Uri url, string name) => Parameters(url)
        .Where(p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)).Select(p => p[(name.Length + 1)..]).FirstOrDefault();

    private static Uri With(Uri url, string name, string value)
    {
        var others = Parameters(url).Where(p => !p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        return new UriBuilder(url) { Query = string.Join('&', [.. others, $"{name}={Uri.EscapeDataString(value)}"]) }.Uri;
    }

    private static string[] Parameters(Uri url) => url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
