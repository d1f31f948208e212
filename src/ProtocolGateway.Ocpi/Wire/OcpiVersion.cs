namespace ProtocolGateway.Ocpi.Wire;

/// <summary>What differs from version to version, as data (ocpi.md sections 1 and 2).</summary>
internal sealed record OcpiVersion
{
    /// <summary>OCPI's VersionNumber: <c>2.2.1</c>. It is a segment of our addresses too.</summary>
    public required string Number { get; init; }

    /// <summary>The <c>Authorization</c> header carries the token in Base64 (1.2).</summary>
    public required bool EncodesTokens { get; init; }

    /// <summary>Functional modules carry the routing headers, and a hub has codes of its own (1.3, 1.6).</summary>
    public required bool Routes { get; init; }

    /// <summary>Endpoints say whether they are the sender's or the receiver's (2).</summary>
    public required bool NamesInterfaces { get; init; }

    /// <summary>Ids are compared without regard to case (1.10).</summary>
    public required bool IdsIgnoreCase { get; init; }

    /// <summary>Objects say whose they are; else the address or the connection does (1.9).</summary>
    public required bool NamesOwners { get; init; }

    /// <summary>The mapping folder.</summary>
    public string Dialect => "ocpi-" + Number;

    /// <summary>What this version of the gateway speaks, the newest last.</summary>
    public static IReadOnlyList<OcpiVersion> Spoken { get; } =
    [
        new() { Number = "2.1.1", EncodesTokens = false, Routes = false, NamesInterfaces = false, IdsIgnoreCase = false, NamesOwners = false },
        new() { Number = "2.2.1", EncodesTokens = true, Routes = true, NamesInterfaces = true, IdsIgnoreCase = true, NamesOwners = true },
        new() { Number = "2.3.0", EncodesTokens = true, Routes = true, NamesInterfaces = true, IdsIgnoreCase = true, NamesOwners = true },
    ];

    public static OcpiVersion? Find(string number) => Spoken.FirstOrDefault(v => v.Number == number);
}
