using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>What one method does at the addresses of one pattern below an interface.</summary>
/// <param name="Method">GET, PUT, PATCH, POST or DELETE.</param>
/// <param name="Pattern">
/// Segments below the interface: <c>{country}/{party}/{id}/{evse?}</c>. A name in braces takes any one segment, with a question mark
/// none too; other segments are meant as they stand. Empty: the interface's own address.
/// </param>
/// <param name="Operation">The operation's name in the protocol's table: <c>PUT locations</c>.</param>
internal sealed record Route(string Method, string Pattern, string Operation, Func<OcpiCall, Task<Answer>> AnswerAsync)
{
    private readonly string[] parts = Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The versions that have it.</summary>
    public Func<OcpiVersion, bool> In { get; init; } = _ => true;

    /// <summary>Served however often it is asked for: CDRs are money (translation.md section 11).</summary>
    public bool Unlimited { get; init; }

    /// <summary>The segments by the names that the pattern gives them; null when it doesn't fit them.</summary>
    public IReadOnlyDictionary<string, string>? Match(ReadOnlySpan<string> segments)
    {
        if (segments.Length > parts.Length) return null;
        Dictionary<string, string>? values = null;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (!part.StartsWith('{'))
            {
                if (i >= segments.Length || !part.Equals(segments[i], StringComparison.OrdinalIgnoreCase)) return null;
            }
            else if (i < segments.Length)
            {
                if (segments[i].Length == 0) return null;
                (values ??= [])[part.Trim('{', '}', '?')] = segments[i];
            }
            else if (!part.EndsWith("?}", StringComparison.Ordinal))
            {
                return null;
            }
        }
        return values ?? Nothing;
    }

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
}
