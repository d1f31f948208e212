using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console;

/// <summary>A page of a list, and where the next one begins; no next on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How long a page is asked to be, and where it begins.</summary>
internal static class Paging
{
    private const int Usual = 100;
    private const int Most = 1000;

    /// <summary>Null, with the answer to give, when the query is none.</summary>
    public static (int Limit, long? After)? Read(string? limit, string? after, out IResult? fault)
    {
        fault = null;
        var most = Usual;
        if (limit is not null && (!int.TryParse(limit, out most) || most is < 1 or > Most))
        {
            fault = Answers.BadParameter("limit", $"'{limit}' was found; expected a number from 1 to {Most}");
            return null;
        }
        if (after is null) return (most, null);
        if (long.TryParse(after, out var cursor)) return (most, cursor);
        fault = Answers.BadParameter("after", $"'{after}' was found; expected the 'next' of the page before");
        return null;
    }
}
