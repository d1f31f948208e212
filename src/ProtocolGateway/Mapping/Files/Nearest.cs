using ProtocolGateway.Partners;

namespace ProtocolGateway.Mapping.Files;

/// <summary>Finds what was probably meant by a misspelt name.</summary>
internal static class Nearest
{
    /// <summary>"; did you mean 'x'?", or nothing when nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        NearestName.Of(name, known, allowed: 2) is { } meant ? $"; did you mean '{meant}'?" : "";
}
