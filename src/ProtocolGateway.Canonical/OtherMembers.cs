namespace ProtocolGateway.Canonical;

/// <summary>
/// What a document held beside the members that its schema knows: kept, and passed on within the same protocol
/// (OCPI 2.3.0 demands it).
/// </summary>
public sealed record OtherMembers
{
    /// <summary>The protocol that said them: <c>ocpi</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>
    /// Name and value, the value as it was written (JSON text). A member of an object within the record's own is named by its path:
    /// <c>operator/rating</c>; a slash in a name is <c>~1</c> there, a tilde <c>~0</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>A member's name as a step of a path.</summary>
    public static string NameOf(string member) => member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The member that a step of a path names.</summary>
    public static string MemberOf(string name) => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
