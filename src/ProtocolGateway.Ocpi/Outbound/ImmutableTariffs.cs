using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Outbound;

/// <summary>
/// Tariffs for partners that never let one be changed under its id (<see cref="OcpiOptions.TariffsAreImmutable"/>): they are asked what they
/// have by that id before it is put.
/// </summary>
internal static class ImmutableTariffs
{
    /// <summary>Null when it may be put: it isn't known there, or the partner doesn't tell.</summary>
    /// <param name="put">What would be said.</param>
    public static async Task<Outcome?> FindAsync(OcpiLink link, OcpiLink.Call put, CompiledMapping mapping, CancellationToken cancellation)
    {
        var reply = await link.SendAsync(put with { Method = HttpMethod.Get, Body = null }, cancellation);
        if (reply is not OcpiReply.Answered { IsSuccess: true, Whole: true } answered) return null;
        if (Envelope.Read(answered.Body, out var document) is not { } envelope || !OcpiStatus.IsSuccess(envelope.Code)) return null;
        var known = document!.Root.Child("data");
        if (!known.Exists || known.Kind != NodeKind.Object) return null;
        var ours = Document.FromJson(put.Body, out _)!;
        return Content(mapping, ours, ours.Root) is { } wanted && Content(mapping, document, known) is { } there && JsonElement.DeepEquals(wanted, there)
            ? new Outcome.Delivered("they have it as it is")
            : new Outcome.Held(new Hold("TariffIsImmutable", "the partner has another tariff by that id and takes no change of it (TariffsAreImmutable): publish it under a new id"));
    }

    /// <summary>What it says; when it was said last is no part of that.</summary>
    private static JsonElement? Content(CompiledMapping mapping, Document document, DocumentNode tariff) =>
        mapping.Read(document, tariff, ReadContext.Default).Message is Tariff read
            ? JsonSerializer.Deserialize<JsonElement>(CanonicalJson.Write(read with { LastUpdated = null }))
            : null;
}
