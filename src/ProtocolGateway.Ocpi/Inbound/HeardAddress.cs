using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>Where something was heard, from the head that the journal keeps of it.</summary>
/// <param name="Version">Of the address; the partner's for what is no address of ours: a list that it was asked for.</param>
/// <param name="Below">What follows the module in an address of ours: country, party, id, ids of parts; null for a list.</param>
internal sealed record HeardAddress(OcpiVersion Version, IReadOnlyList<string>? Below)
{
    private const int OfAnObject = 3;

    /// <summary>A part of the object was told, not the whole.</summary>
    public bool IsOfPart => Below is { Count: > OfAnObject };

    /// <summary>Whose the object is; null where the address doesn't say so.</summary>
    public PartyId? Owner =>
        Below is { Count: >= OfAnObject } && PartyId.TryParse($"{Below[0]}*{Below[1]}", out var owner) ? owner : null;

    /// <param name="module">OCPI's ModuleID; null where only the version is wanted.</param>
    public static HeardAddress Of(HeardAgain heard, string? module = null)
    {
        var requestLine = heard.Headers.Split('\n', 2)[0].Split(' ');
        var segments = OcpiPath.Segments(requestLine[^1]);
        if (segments is not [var number, ..] || OcpiVersion.Find(number) is not { } version) return new(((OcpiOptions)heard.Partner.Settings).Version, null);
        var at = module is null ? -1 : Array.FindIndex(segments, s => s.Equals(module, StringComparison.OrdinalIgnoreCase));
        return new(version, at < 0 ? null : segments[(at + 1)..]);
    }
}
