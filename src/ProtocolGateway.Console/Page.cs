using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console;

/// <summary>A page of a list, and where the next one begins; no next on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How long a page is asked to be, and where it begins. A parameter without a value is none.</summary>
internal static class Paging
{
    private const int Usual = 100;
    private const int Most = 1000;

    /// <summary>Null, with the answer to give, when the query is none.</summary>
    /// <param name="cursor">What <paramref name="after"/> means; null when it is nobody's cursor.</param>
    public static (int Limit, T? After)? Read<T>(string? limit, string? after, Func<string, T?> cursor, out IResult? fault) where T : struct
    {
        fault = null;
        var most = Usual;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > Most))
            fault = Answers.BadParameter("limit", $"'{limit}' was found; expected a number from 1 to {Most}");
        else if (string.IsNullOrEmpty(after)) return (most, null);
        else if (cursor(after) is { } found) return (most, found);
        else fault = Answers.BadParameter("after", $"'{after}' was found; expected the 'next' of the page before");
        return null;
    }

    /// <summary>The cursor of rows that are numbered.</summary>
    public static long? Number(string after) => long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The cursor of rows whose ids are in order. Any id is one, whether there is such a row or not.</summary>
    public static Guid? Id(string after) => Guid.TryParse(after, out var id) ? id : null;

    /// <param name="found">One more than the page holds, if there are more: that is how the last page is known.</param>
    public static Page<T> Cut<T>(IReadOnlyList<T> found, int limit, Func<T, string> cursor) =>
        found.Count <= limit ? new(found, null) : new([.. found.Take(limit)], cursor(found[limit - 1]));
}
