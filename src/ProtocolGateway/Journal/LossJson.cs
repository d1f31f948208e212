using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Journal;

/// <summary>Losses as the journal keeps them: <c>[{"kind":"Rounded","place":"...","text":"..."}]</c>.</summary>
public static class LossJson
{
    public static string? Write(IReadOnlyList<Loss> losses) =>
        losses.Count == 0 ? null : JsonSerializer.Serialize(losses, CanonicalJson.Options);

    public static IReadOnlyList<Loss> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<Loss>>(json, CanonicalJson.Options) ?? [];
}
