using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi;

/// <summary>How a message is said in OCPI: by which method, at which interface of the partner, below it where.</summary>
/// <param name="Name">The protocol's own name for it: <c>PUT locations</c>.</param>
/// <param name="Message">The canonical message.</param>
/// <param name="Mapping">The mapping that writes the body; null for none.</param>
/// <param name="Method">GET, PUT, PATCH, POST or DELETE.</param>
/// <param name="Module">OCPI's ModuleID.</param>
/// <param name="Side">The partner's interface: the receiver's for what is pushed.</param>
internal sealed record OcpiOperation(string Name, Type Message, string? Mapping, string Method, string Module, Side Side)
    : Operation(Name, Message, Mapping, Said: true)
{
    /// <summary>What follows the interface's address, of the completed message's matter: the owner, the object's id.</summary>
    public Func<object, IEnumerable<string>> Path { get; init; } = _ => [];

    /// <summary>What follows the question mark, escaped; null for nothing.</summary>
    public Func<object, string?> Query { get; init; } = _ => null;

    /// <summary>The same, where it tells the address of a later result; null where it doesn't.</summary>
    public Func<object, Addressee, string?>? QueryTo { get; init; }

    /// <summary>A whole address that the message brings with it; null: the module's.</summary>
    public Func<object, string?>? Url { get; init; }

    /// <summary>False for what has nothing to say beside its address.</summary>
    public Func<object, bool> HasBody { get; init; } = _ => true;

    /// <summary>The mapping that reads and writes the answer to a question; null for facts, and for answers without matter.</summary>
    public string? AnswerMapping { get; init; }

    /// <summary>The command that it is; null for what is none.</summary>
    public Canonical.CommandType? Command { get; init; }

    /// <summary>By what the command's result is known.</summary>
    public Func<object, string?>? CommandId { get; init; }

    /// <summary>The same, where it differs from version to version; null where it doesn't.</summary>
    public Func<object, OcpiVersion, string?>? QueryIn { get; init; }

    /// <summary>Whoever doesn't have the module is not told, and asks for it itself if it wants it.</summary>
    public bool IsNews { get; init; }

    /// <summary>A partner that doesn't know what it is about has nothing left to do (DELETE).</summary>
    public bool UnknownIsTaken { get; init; }

    /// <summary>An object of a client is put, changed and deleted at an address that is its own; whatever is posted may be made twice.</summary>
    public override bool RepeatIsHarmless => Method is "PUT" or "PATCH" or "DELETE";

    /// <summary>The versions that have it.</summary>
    public Func<OcpiVersion, bool> In
    {
        init
        {
            Exists = value;
            For = partner => value(((OcpiOptions)partner.Settings).Version);
        }
    }

    /// <summary>True for a version that has it.</summary>
    public Func<OcpiVersion, bool> Exists { get; private init; } = _ => true;

    /// <param name="endpoint">The interface's address as the partner tells it, with a slash at its end or not.</param>
    /// <param name="message">The completed message.</param>
    public Uri UrlOf(Uri endpoint, object message, Addressee to)
    {
        var matter = Matter.Of(message);
        var (path, query) = (Path(matter).Select(Uri.EscapeDataString).ToList(), QueryTo?.Invoke(matter, to) ?? QueryIn?.Invoke(matter, to.Version) ?? Query(matter));
        if (path.Count == 0 && query is null) return endpoint;
        var url = new UriBuilder(endpoint);
        if (path.Count > 0) url.Path = $"{url.Path.TrimEnd('/')}/{string.Join('/', path)}";
        if (query is not null) url.Query = url.Query.Length > 1 ? $"{url.Query[1..]}&{query}" : query;
        return url.Uri;
    }

    /// <summary>The path of an object below its owner's two segments.</summary>
    public static IEnumerable<string> Owned(Canonical.PartyId? owner, params string?[] ids) =>
        [owner!.CountryCode, owner.Id, .. ids.OfType<string>()];
}

/// <summary>To whom it is said, and where that one is to tell a later result.</summary>
/// <param name="ResultUrl">Null where there is none.</param>
internal sealed record Addressee(OcpiVersion Version, string? ResultUrl);
